"""Which clauses may be cited once there is an answer."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.answering.choosing import citable, gated
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


def test_no_figure_is_asked_of_a_plan_and_a_briefing_each() -> None:
    both = replace(ASKED, wants=frozenset({Wants.FIGURE, Wants.CONFLICT}), counted="家", beside_briefing=True)

    assert gated(both) == replace(both, wants=frozenset({Wants.CONFLICT}), counted="")


def test_a_figure_is_asked_of_each_of_two_plans() -> None:
    sides = replace(ASKED, wants=frozenset({Wants.FIGURE}), counted="家")

    assert gated(sides) == sides
