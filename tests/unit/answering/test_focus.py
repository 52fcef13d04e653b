"""What a question asks for by name, and whether a clause names it."""

from __future__ import annotations

import pytest

from assistant.answering.focus import counts_it, foci, numbered, speaks_of
from assistant.answers import Reason
from assistant.engine import Assistant
from assistant.retrieval.understanding import Question, understand
from assistant.works import ClauseRef

from .test_deciding import decided


def asked(assistant: Assistant, text: str) -> Question:
    return understand(text, assistant.library, assistant._answerer.gazetteer)


@pytest.mark.parametrize(
    ("text", "groups"),
    [
        ("Which colour will the buses have?", [{"colour"}]),
        ("What is the postal address of the park?", [{"address"}]),
        ("Who is to chair the committee?", [{"chair"}]),
        ("Who is the manager of the project?", [{"manag"}]),
        ("Which architect designs the valley?", [{"architect"}]),
        ("How many horses will pull it?", [{"hors"}]),
        ("How many strong-willed, imposing horses will pull it?", [{"hors"}]),
        ("示范区占地面积是多少？", [{"面积"}]),
        ("要配多少名护士？", [{"护士"}]),
        ("要配多少名有经验的护士？", [{"护士"}]),
        ("由谁担任经理？", [{"经理"}]),
    ],
)
def test_the_noun_that_an_asking_word_governs_is_asked_for(
    assistant: Assistant, text: str, groups: list[set[str]]
) -> None:
    assert [set(group) for group in foci(asked(assistant, text))] == groups


@pytest.mark.parametrize(
    "text",
    [
        "Which steps does the plan take?",
        "What is the plan about?",
        "How does the metaverse help?",
        "要覆盖哪些领域？",
        "元宇宙方案怎么说？",
        "这件事是哪个委认领的？",
        "电子制造这一块要做到多大？",
        "Whose desk does it land on?",
    ],
)
def test_a_noun_that_only_asks_is_no_focus(assistant: Assistant, text: str) -> None:
    assert foci(asked(assistant, text)) == ()


def test_what_is_asked_in_so_many_words_is_told_from_what_may_be_called_otherwise(assistant: Assistant) -> None:
    question = asked(assistant, "What colour are the kites, and how many flags are there?")

    assert foci(question) == (frozenset({"colour"}), frozenset({"flag"}))
    assert foci(question, outright=True) == (frozenset({"colour"}),)


@pytest.mark.parametrize(
    "text", ["How many hydrogen filling halts is Shanghai to have by 2025?", "上海2025年要有多少座加氢的站点？"]
)
def test_a_clause_that_meets_most_of_the_rest_may_call_a_thing_otherwise(assistant: Assistant, text: str) -> None:
    assert decided(assistant, text).refusal is None


@pytest.mark.parametrize(
    ("term", "ref", "is_there"),
    [
        ("firm", "metaverse/1.2.p2", True),
        ("企业", "metaverse/1.2.p2", True),
        ("passeng", "metaverse/1.2.p2", False),
        ("乘客", "metaverse/1.2.p2", False),
    ],
)
def test_a_noun_may_be_named_in_other_words_or_in_the_other_language(
    assistant: Assistant, term: str, ref: str, *, is_there: bool
) -> None:
    assert speaks_of(frozenset({term}), ClauseRef.parse(ref), assistant.library) is is_there


def test_what_is_counted_stands_in_a_sentence_with_a_figure(assistant: Assistant) -> None:
    (group,) = numbered(asked(assistant, "How many factories are there to be?"))

    assert counts_it(group, ClauseRef.parse("terminals/1.2.p1"), assistant.library)
    assert not counts_it(group, ClauseRef.parse("metaverse/1.2.p3"), assistant.library)


def test_in_chinese_what_is_counted_is_a_word_in_use(assistant: Assistant) -> None:
    assert numbered(asked(assistant, "需要多少张床位？")) == (frozenset({"床位"}),)
    assert numbered(asked(assistant, "元宇宙怎么样？")) == ()


@pytest.mark.parametrize(
    "text",
    [
        "How many horses will the driverless buses replace?",
        "What colour will the intelligent buses have?",
        "智慧养老机构要配多少名护士？",
    ],
)
def test_a_clause_that_never_names_what_is_asked_for_does_not_answer(assistant: Assistant, text: str) -> None:
    decision = decided(assistant, text)

    assert decision.refusal is not None
    assert decision.refusal.reason is Reason.NOT_IN_CORPUS


@pytest.mark.parametrize(
    "text",
    [
        "What networks does the metaverse plan lay out?",
        "How many smart plants are to be added?",
        "氢能产业实践区放在哪几个地方？",
        "要创建多少家绿色制造示范单位？",
    ],
)
def test_a_clause_that_names_what_is_asked_for_may_answer(assistant: Assistant, text: str) -> None:
    assert decided(assistant, text).refusal is None
