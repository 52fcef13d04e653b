"""Ranks and ties."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from assistant.ranking import Hit, ranked
from assistant.works import ClauseRef

A, B, C = (ClauseRef("green", eid) for eid in ("1", "2", "3"))


def test_hits_are_ranked_from_one_with_the_highest_score_first() -> None:
    scores = {A: 0.1, B: 0.9, C: 0.5}

    hits = ranked(scores)

    assert hits == (Hit(B, 0.9, 1), Hit(C, 0.5, 2), Hit(A, 0.1, 3))


def test_equal_scores_are_ordered_by_clause_reference() -> None:
    scores = {C: 1.0, A: 1.0, B: 1.0}

    hits = ranked(scores)

    assert [hit.ref for hit in hits] == [A, B, C]


def test_nothing_scored_gives_no_hits() -> None:
    scores: dict[ClauseRef, float] = {}

    hits = ranked(scores)

    assert hits == ()


REFS = st.sampled_from([ClauseRef("green", str(number)) for number in range(8)])


@given(st.dictionaries(REFS, st.floats(0, 10)))
def test_every_clause_is_ranked_once_and_scores_never_rise(scores: dict[ClauseRef, float]) -> None:
    hits = ranked(scores)

    assert {hit.ref for hit in hits} == set(scores)
    assert [hit.rank for hit in hits] == list(range(1, len(scores) + 1))
    assert all(before.score >= after.score for before, after in itertools.pairwise(hits))
