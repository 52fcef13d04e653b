"""What a question asserts, and whether the sentence that speaks of it bears it out."""

from __future__ import annotations

import pytest

from assistant.answering.claims import claim, takes_for_granted, unfounded
from assistant.engine import Assistant
from assistant.retrieval.understanding import Question, understand

from .conftest import evidence


def understood(assistant: Assistant, text: str) -> Question:
    return understand(text, assistant.library, assistant._answerer.gazetteer)


@pytest.mark.parametrize(
    ("text", "asserted"),
    [
        ("既然补贴由财政局发，怎么领？", "既然补贴由财政局发,怎么领?"),
        ("Why is the depot in Jiading?", "why is the depot in jiading?"),
        ("方案禁止企业使用煤炭，有没有例外？", "方案禁止企业使用煤炭"),
        ("The plan bans coal boilers. What replaces them?", "the plan bans coal boilers."),
    ],
)
def test_what_is_said_before_it_is_asked_is_asserted(assistant: Assistant, text: str, asserted: str) -> None:
    assert claim(understood(assistant, text)) == asserted


@pytest.mark.parametrize(
    "text",
    [
        "氢能产业由谁负责？",
        "Which parks are to be built?",
        # Who says who they are asserts nothing of the plans.
        "我是一家被要求整改的企业，怎么办？",
        "We are required to report by May. Who reads it?",
        # Nor does who asks whether something is so.
        "Is coal banned in the plan? If not, where is it named?",
        "Were the districts told of No. 12 at all?",
    ],
)
def test_what_only_asks_asserts_nothing(assistant: Assistant, text: str) -> None:
    assert takes_for_granted(understood(assistant, text)) is False


@pytest.mark.parametrize(
    ("text", "said", "names"),
    [
        # Who acts.
        ("既然充电网络的规划由市交通委负责，下一步做什么？", "充电网络的规划由市经济信息化委负责。", ("交通委",)),
        # Where, though the place is named in another sentence.
        (
            "Why was the battery works put in Songjiang?",
            "The battery works is to be built in Jiading.\nSongjiang makes chips.",
            ("songjiang",),
        ),
        # With what force.
        (
            "The plan bans coal boilers. What replaces them?",
            "The plan encourages firms to replace coal boilers.",
            ("bans",),
        ),
        ("示范企业最多只许10家，怎么分配？", "示范企业培育10家以上。", ("最多",)),
        ("企业被强制采购本地设备，何时开始？", "鼓励企业采购本地设备。", ("强制",)),
        ("示范企业10家的上限怎么执行？", "示范企业培育10家以上。", ("上限",)),
        ("How is the ceiling of ten firms enforced?", "Ten or more firms are to be fostered.", ("ceiling",)),
    ],
)
def test_what_the_sentence_about_it_does_not_say_is_unfounded(
    assistant: Assistant, text: str, said: str, names: tuple[str, ...]
) -> None:
    assert unfounded(understood(assistant, text), [evidence("green/1.2.p1", said)]) == names


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("既然充电网络的规划由市交通委负责，下一步做什么？", "充电网络的规划由市交通委负责。"),
        ("Why was the battery works put in Songjiang?", "The battery works is to be built in Songjiang."),
        ("示范企业最多只许10家，怎么分配？", "示范企业不超过10家。"),
        # What asserts nothing cannot be unfounded.
        ("交通委做什么？", "充电网络的规划由市经济信息化委负责。"),
    ],
)
def test_what_the_sentence_about_it_says_is_founded(assistant: Assistant, text: str, said: str) -> None:
    assert unfounded(understood(assistant, text), [evidence("green/1.2.p1", said)]) == ()


def test_an_assertion_that_no_sentence_is_about_is_sought_in_all_clauses(assistant: Assistant) -> None:
    question = understood(assistant, "Why was the battery works put in Songjiang?")
    far = [evidence("green/1.2.p1", "Chips.\nOptics."), evidence("green/1.2.p2", "Songjiang has a park.")]

    assert unfounded(question, far) == ()
