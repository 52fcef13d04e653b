"""Which clauses may be cited, once it is decided that there is an answer.

The gates decide whether a question is answered. Who asks by another word than the clause's
("virtual avatars" for digital humans) would get its answer from a clause that has the word and little else.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.answering.gates import ENOUGH, GATES, speaks_of_the_focus, strength
from assistant.library import Library
from assistant.retrieval.cues import Wants
from assistant.retrieval.search import Evidence
from assistant.retrieval.understanding import Question
from assistant.terms import TermKind

WEIGHT_OF_SIDE = 0.6
"""Least share of the better side's best score that the best of the other has, where no side was named."""

_OF_WHAT_PASSED = frozenset({Wants.FIGURE, Wants.REASON})
_SOURCES = frozenset({TermKind.ORGANISATION, TermKind.PERSON, TermKind.EVENT})
"""Who says something, rather than what it is about."""


def citable(
    question: Question, found: Sequence[Evidence], usable: Sequence[Evidence], library: Library
) -> tuple[Evidence, ...]:
    """Return the clauses that passed the gates, with the one found first where it only calls things otherwise.

    That is the thing named, or the noun asked for. It must pass every other gate and be no weaker than any that passed
    them all. Nothing comes back where nothing passed: this never makes an answer of a refusal. A figure and a reason
    are only ever those of a clause which passed.
    """
    kept = tuple(usable)
    if not kept or question.wants & _OF_WHAT_PASSED or found[0].hit.ref in {e.hit.ref for e in kept}:
        return kept
    unnamed = replace(question, terms=())
    least = max(ENOUGH, *map(strength, kept))
    others = [passes for passes, _ in GATES if passes is not speaks_of_the_focus]
    fits = strength(found[0]) >= least and all(passes(unnamed, found[0], library) for passes in others)
    return (found[0], *kept) if fits else kept


def gated(side: Question) -> Question:
    """Return one side of a comparison as the gates are to see it.

    Whether a plan or a briefing states a figure is what such a question asks, so none is asked of each, nor that a
    plan names the paper that reports on it.
    """
    if not side.by_source:
        return side
    terms = tuple(match for match in side.terms if match.term.kind not in _SOURCES)
    return replace(side, wants=side.wants - {Wants.FIGURE}, counted="", terms=terms)


def of_weight(question: Question, sides: Sequence[Sequence[Evidence]]) -> tuple[tuple[Evidence, ...], ...]:
    """Return the clauses of every side, none of a side that has next to nothing to say.

    Who asks whether sources agree names no source: the reports of one day may be all there are.
    """
    if question.beside_briefing or not question.by_source:
        return tuple(map(tuple, sides))
    best = [max((evidence.hit.score for evidence in side), default=0.0) for side in sides]
    return tuple(
        tuple(side) if score >= WEIGHT_OF_SIDE * max(best) else () for side, score in zip(sides, best, strict=True)
    )
