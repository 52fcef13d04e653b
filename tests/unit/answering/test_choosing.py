"""Which clauses may be cited once there is an answer."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.answering.choosing import citable, gated, of_weight
from assistant.engine import Assistant
from assistant.retrieval.cues import Wants
from assistant.retrieval.understanding import Question
from assistant.terms import Term, TermKind, TermMatch
from assistant.works import Span

from .conftest import evidence

AVATAR = TermMatch(Term("虚拟形象", "avatar", TermKind.PRODUCT), Span(0, 4))
ASKED = Question("虚拟形象怎么用", "zh", frozenset(), terms=(AVATAR,))
FIRST = evidence("metaverse/3.4", "数字人用于直播。", score=0.9)
NAMED = evidence("metaverse/2.2.8", "虚拟形象用于社交。", score=0.7, rank=2)


def test_the_clause_found_first_is_cited_though_it_calls_the_thing_otherwise(assistant: Assistant) -> None:
    assert citable(ASKED, [FIRST, NAMED], [NAMED], assistant.library) == (FIRST, NAMED)


def test_the_clause_found_first_is_cited_though_it_calls_the_noun_asked_for_otherwise(assistant: Assistant) -> None:
    asked = Question("数字人要提升哪些性能", "zh", frozenset())
    otherwise = evidence("terminals/2.3.11", "提升便携程度。", score=0.44)
    by_name = evidence("metaverse/2.1.3", "提升性能。", score=0.4, rank=2)

    assert citable(asked, [otherwise, by_name], [by_name], assistant.library) == (otherwise, by_name)


def test_a_weaker_clause_that_does_not_name_the_thing_stays_out(assistant: Assistant) -> None:
    weaker = evidence("metaverse/3.4", "数字人用于直播。", score=0.6)

    assert citable(ASKED, [weaker, NAMED], [NAMED], assistant.library) == (NAMED,)


@pytest.mark.parametrize(
    "asked",
    [replace(ASKED, years=(2031,)), replace(ASKED, subjects=("green",))],
    ids=["year", "subject"],
)
def test_what_fails_another_gate_stays_out(assistant: Assistant, asked: Question) -> None:
    assert citable(asked, [FIRST, NAMED], [NAMED], assistant.library) == (NAMED,)


def test_a_figure_of_a_thing_called_otherwise_stays_out(assistant: Assistant) -> None:
    asked = replace(ASKED, wants=frozenset({Wants.FIGURE}))
    with_figures = evidence("metaverse/1.2.p2", "企业10家。", score=0.9)

    assert citable(asked, [with_figures, NAMED], [NAMED], assistant.library) == (NAMED,)


def test_a_refusal_stays_a_refusal(assistant: Assistant) -> None:
    assert citable(ASKED, [FIRST, NAMED], [], assistant.library) == ()
    assert citable(ASKED, [], [], assistant.library) == ()


AT_A_PRESS_CONFERENCE = evidence("press-2022-07-08/p1", "发布会于8日举行。", score=0.3)
ASKED_OF_SOURCES = replace(ASKED, wants=frozenset({Wants.CONFLICT}))


@pytest.mark.parametrize(("score", "heard"), [(0.1, 0), (0.25, 1)])
def test_a_source_with_next_to_nothing_to_say_is_not_heard(score: float, heard: int) -> None:
    plan = evidence("notice/p4", "日期为6月24日。", score=score)

    sides = of_weight(ASKED_OF_SOURCES, [[plan], [AT_A_PRESS_CONFERENCE]])

    assert sides == ((plan,) * heard, (AT_A_PRESS_CONFERENCE,))


@pytest.mark.parametrize(
    "asked", [replace(ASKED_OF_SOURCES, beside_briefing=True), ASKED], ids=["sources named", "no sources asked"]
)
def test_a_side_that_was_named_is_heard_whatever_it_says(asked: Question) -> None:
    plan = evidence("notice/p4", "日期为6月24日。", score=0.1)

    assert of_weight(asked, [[plan], [AT_A_PRESS_CONFERENCE]]) == ((plan,), (AT_A_PRESS_CONFERENCE,))


def test_no_figure_is_asked_of_a_plan_and_a_briefing_each() -> None:
    both = replace(ASKED, wants=frozenset({Wants.FIGURE, Wants.CONFLICT}), counted="家")

    assert gated(both) == replace(both, wants=frozenset({Wants.CONFLICT}), counted="")


def test_a_plan_need_not_name_the_paper_that_reports_on_it() -> None:
    paper = TermMatch(Term("某某时报", "some times", TermKind.ORGANISATION), Span(4, 8))
    both = replace(ASKED_OF_SOURCES, terms=(AVATAR, paper))

    assert gated(both).terms == (AVATAR,)


def test_a_figure_is_asked_of_each_of_two_plans() -> None:
    sides = replace(ASKED, wants=frozenset({Wants.FIGURE}), counted="家")

    assert gated(sides) == sides
