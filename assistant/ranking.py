"""Queries, hits, runs and relevance judgements, in the words of TREC."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.works import ClauseRef, Language


@dataclass(frozen=True, slots=True)
class Query:
    """What is searched for. ``works`` limits the search; empty means all of them."""

    text: str
    language: Language
    works: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Hit:
    """A clause found: higher scores are better, ranks start at 1."""

    ref: ClauseRef
    score: float
    rank: int


@dataclass(frozen=True, slots=True)
class Qrel:
    """A judgement: how well a clause answers a question (0 is not at all)."""

    question: str
    ref: ClauseRef
    grade: int


Run = Mapping[str, Sequence[Hit]]
"""The hits of each question, by question id."""


def ranked(scores: Mapping[ClauseRef, float]) -> tuple[Hit, ...]:
    """Return hits in order of score; equal scores are ordered by clause reference."""
    order = sorted(scores.items(), key=lambda pair: (-pair[1], pair[0]))
    return tuple(Hit(ref, score, rank) for rank, (ref, score) in enumerate(order, start=1))


def reciprocal_rank_fusion(
    runs: Sequence[Sequence[Hit]], *, k: int = 60, weights: Sequence[float] | None = None
) -> tuple[Hit, ...]:
    """Fuse ranked lists by the weighted sum of 1 / (k + rank).

    Only ranks count, so BM25 scores and cosines need no common scale. Equal
    sums are ordered by clause reference, which keeps benchmarks repeatable.

    Args:
        runs: ranked lists, best hit first; a clause may be missing from some.
        k: damping constant, without unit; 60 in the paper.
        weights: one factor a list; None weighs all alike, as the paper does.

    Raises:
        ValueError: ``k`` is negative, or there is not one weight a list.

    Source: Cormack, Clarke and Büttcher, SIGIR 2009, doi:10.1145/1571941.1572114
    """
    if k < 0:
        raise ValueError(f"k must not be negative, got {k}")
    factors = [1.0] * len(runs) if weights is None else list(weights)
    sums: dict[ClauseRef, float] = {}
    for hits, factor in zip(runs, factors, strict=True):
        for hit in hits:
            sums[hit.ref] = sums.get(hit.ref, 0.0) + factor / (k + hit.rank)
    return ranked(sums)
