"""Follow-up questions are completed with words that were asked, or left as they are."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from assistant.library import Library
from assistant.retrieval.conversation import resolve
from assistant.retrieval.understanding import Gazetteer

Resolve = Callable[[str, Sequence[str]], str]


@pytest.fixture
def resolved(shipped_library: Library, gazetteer: Gazetteer) -> Resolve:
    return lambda question, history: resolve(question, history, shipped_library, gazetteer)


@pytest.mark.parametrize(
    ("before", "question", "understood"),
    [
        ("上海元宇宙2025年目标多少?", "那智能终端呢？", "上海智能终端2025年目标多少?"),
        ("How big is the metaverse to be by 2025?", "And robots?", "How big is the robots to be by 2025?"),
        ("How big is the metaverse to be by 2025?", "and by 2030?", "How big is the metaverse to be by 2030?"),
        ("2025年智能终端目标多少", "2030年呢？", "2030年智能终端目标多少"),
        ("支持哪些智能家居单品", "智能穿戴呢", "支持哪些智能穿戴单品"),
        ("元宇宙要培育多少家头部企业", "那“专精特新”呢？", "元宇宙要培育多少家专精特新"),
        ("What is the green plan's target?", "What about Shenzhen?", "Shenzhen What is the green plan's target?"),
        ("绿色低碳领域的园区有哪些？", "智能终端方面的是哪几个？", "智能终端领域的园区有哪些？"),
        (
            "Which parks are for the metaverse?",
            "Which are the ones for smart devices?",
            "Which parks are for the smart devices?",
        ),
    ],
)
def test_what_a_follow_up_names_takes_the_place_of_what_was_named(
    resolved: Resolve, before: str, question: str, understood: str
) -> None:
    assert resolved(question, [before]) == understood


@pytest.mark.parametrize(
    ("before", "question", "understood"),
    [
        ("How big is the metaverse to be?", "Who is in charge of that?", "metaverse Who is in charge of that"),
        ("绿色方案的规模目标", "它的期限呢", "绿色方案 它的期限"),
        ("氢能产业实践区在哪里", "由谁负责", "氢能产业实践区 由谁负责"),
        ("绿色方案第6项", "下一项呢", "绿色方案第6项 下一项"),
        ("Who said so?", "And when was it?", "Who said so? when was it"),
        # It names nothing, so it cannot stand alone.
        ("氢能产业实践区有多少个", "先动工的是哪三个？", "氢能产业实践区 先动工的是哪三个"),
    ],
)
def test_a_follow_up_that_asks_something_of_its_own_gets_what_it_is_about(
    resolved: Resolve, before: str, question: str, understood: str
) -> None:
    assert resolved(question, [before]) == understood


@pytest.mark.parametrize(
    "question",
    [
        "智能终端2025年目标多少",
        "How big is the terminals industry to be by 2025?",
        "Which districts are to have hydrogen practice zones?",
        "Android devices with a battery of long life?",
    ],
)
def test_a_question_of_its_own_stays_as_it_is(resolved: Resolve, question: str) -> None:
    assert resolved(question, ["上海元宇宙2025年目标多少?"]) == question


def test_a_follow_up_may_lean_on_a_follow_up(resolved: Resolve) -> None:
    assert resolved("绿色低碳呢", ["元宇宙2025年目标多少", "那智能终端呢"]) == "绿色低碳2025年目标多少"


def test_without_a_history_nothing_is_put_in_front(resolved: Resolve) -> None:
    assert resolved("And the terminals?", []) == "And the terminals?"
