"""Clauses beside one that is looked up."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.retrieval.understanding import Question

Read = Callable[[str], Question]


@pytest.mark.parametrize(
    ("question", "ref"),
    [
        ("绿色方案第5项的下一项是什么", "green/2.2.6"),
        ("item before item 6 of the green plan", "green/2.2.5"),
        ("What comes after green/1.1.p2?", "green/1.1.p3"),
        # Items run on through a part, across sections.
        ("the item after green/2.2.6", "green/2.3.7"),
        ("下一项的下一项，从green/2.2.6数", "green/2.3.8"),
        ("绿色方案五（二）的下一条", "green/5.3"),
    ],
)
def test_a_step_leads_to_the_clause_beside_at_the_same_level(read: Read, question: str, ref: str) -> None:
    assert [str(found) for found in read(question).lookups] == [ref]


def test_the_rest_of_a_section_leaves_out_the_clause_named(read: Read) -> None:
    found = [str(ref) for ref in read("What else is in that section, beside green/2.2.6?").lookups]

    assert found == ["green/2.2.5"]


def test_beyond_the_last_clause_there_is_none(read: Read) -> None:
    question = read("绿色方案第10项的下一项")

    assert question.lookups == ()
    assert question.pointers == 1
    assert question.content == "的"


def test_without_a_clause_named_the_words_mean_nothing(read: Read) -> None:
    assert read("下一代通信网络有哪些技术").lookups == ()


@pytest.mark.parametrize(
    ("question", "ref"),
    [
        ("智能终端方案主要任务里编号最大的一项", "terminals/2.7.21"),
        ("the last of the key projects in the metaverse plan", "metaverse/3.8"),
        ("lowest-numbered task in part II of the green plan", "green/2.1.1"),
    ],
)
def test_an_end_of_a_container_is_its_first_or_last_clause(read: Read, question: str, ref: str) -> None:
    assert [str(found) for found in read(question).lookups] == [ref]


@pytest.mark.parametrize(
    "question",
    [
        "绿色方案二（二）里除了新能源汽车还有哪一条？",
        "What else is in section II(2) of the green plan besides new-energy vehicles?",
    ],
)
def test_what_a_question_sets_aside_by_its_heading_is_left_out(read: Read, question: str) -> None:
    assert [str(found) for found in read(question).lookups] == ["green/2.2.6"]
