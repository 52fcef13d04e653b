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
