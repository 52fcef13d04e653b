"""Ranks, ties and fusion."""

from __future__ import annotations

import itertools
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.ranking import Hit, ranked, reciprocal_rank_fusion
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


def test_fusion_adds_one_over_sixty_plus_rank() -> None:
    lexical = ranked({A: 3.0, B: 2.0})
    dense = ranked({B: 0.8, C: 0.7})

    hits = reciprocal_rank_fusion([lexical, dense])

    assert [hit.ref for hit in hits] == [B, A, C]
    assert [hit.score for hit in hits] == pytest.approx([1 / 62 + 1 / 61, 1 / 61, 1 / 62])


def test_fusion_ignores_the_scale_of_the_scores() -> None:
    small = ranked({A: 0.002, B: 0.001})
    large = ranked({A: 2000.0, B: 1000.0})

    hits = (reciprocal_rank_fusion([small]), reciprocal_rank_fusion([large]))

    assert hits[0] == hits[1]


def test_a_weight_multiplies_what_a_list_adds() -> None:
    lexical = ranked({A: 1.0})
    dense = ranked({B: 1.0})

    hits = reciprocal_rank_fusion([lexical, dense], k=0, weights=[1.0, 3.0])

    assert hits == (Hit(B, 3.0, 1), Hit(A, 1.0, 2))


def test_a_negative_damping_constant_is_refused() -> None:
    runs = [ranked({A: 1.0})]

    with pytest.raises(ValueError, match="-1"):
        reciprocal_rank_fusion(runs, k=-1)


def test_as_many_weights_as_lists_are_needed() -> None:
    runs = [ranked({A: 1.0}), ranked({B: 1.0})]

    with pytest.raises(ValueError, match="shorter"):
        reciprocal_rank_fusion(runs, weights=[1.0])


REFS = st.sampled_from([ClauseRef("green", str(number)) for number in range(8)])
RUNS = st.lists(st.dictionaries(REFS, st.floats(0, 10)).map(ranked), max_size=4)


@given(RUNS)
def test_fusion_keeps_every_clause_once_with_ranks_in_order(runs: list[tuple[Hit, ...]]) -> None:
    expected = {hit.ref for run in runs for hit in run}

    hits = reciprocal_rank_fusion(runs)

    assert {hit.ref for hit in hits} == expected
    assert [hit.rank for hit in hits] == list(range(1, len(expected) + 1))
    assert all(one.score >= other.score for one, other in itertools.pairwise(hits))


@given(RUNS)
def test_fusion_does_not_depend_on_the_order_of_the_lists(runs: list[tuple[Hit, ...]]) -> None:
    backwards = list(reversed(runs))

    one, other = reciprocal_rank_fusion(runs), reciprocal_rank_fusion(backwards)

    scores = {hit.ref: hit.score for hit in other}
    assert all(math.isclose(hit.score, scores[hit.ref]) for hit in one)
