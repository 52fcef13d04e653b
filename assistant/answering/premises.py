"""What a question takes for granted: things a document never names, and figures it does not state."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence

from assistant.answering.claims import takes_for_granted
from assistant.answering.naming import is_named
from assistant.languages import folded, language_of, sentences
from assistant.library import Library
from assistant.quantities import Kind, Qualifier, Quantity, quantities
from assistant.retrieval.search import Evidence
from assistant.retrieval.understanding import Question
from assistant.terms import THINGS, Term, TermKind
from assistant.works import LANGUAGES, Language

_Said = tuple[str, tuple[Quantity, ...]]
"""A sentence, folded, and its figures."""

_NEAR = 12
"""Characters between a figure and what it counts, at most."""
_STOP = re.compile(r"[，。；？?;]|,\s")
_BREATH = re.compile(r"[，。；,;](?![0-9])")
"""Parts what a folded sentence says of one thing from what it says of the next; the members of a row stay together."""
_MEMBER = re.compile(r"[、，。；,;](?![0-9])")
"""Parts the members of a row as well."""
_COUNTABLE = THINGS | {TermKind.CONCEPT}

PREMISE_CLAUSES = 2
"""A figure taken for granted must stand in one of so many of the best clauses."""


def absent_terms(question: Question, library: Library) -> tuple[str, ...]:
    """Return the things a question asks of a document that the document never names."""
    if not question.documents:
        return ()
    expressions = {library.answering(work, language) for work in question.documents for language in LANGUAGES}
    whole = folded("\n".join(expression.text for expression in sorted(expressions, key=lambda e: (e.work, e.language))))
    return tuple(match.span.of(question.text) for match in question.things if not is_named(match.term, whole))


def false_figures(
    question: Question, evidence: Sequence[Evidence], library: Library, *, clauses: int = PREMISE_CLAUSES
) -> tuple[str, ...]:
    """Return the figures a question takes for granted which no sentence about the thing asked contains.

    The sentences of the works named are looked at, else those of so many of the best clauses.
    """
    if not question.stated:
        return ()
    works = question.documents or question.subjects
    expressions = [library.answering(work, "zh") for work in works]
    bodies = [(e.text_of(c.eid), e.language) for e in expressions for c in e.leaves()] or [
        (e.text_of(one.hit.ref.eid), e.language)
        for one in evidence[:clauses]
        for e in (library.answering(one.hit.ref.work, "zh"),)
    ]
    said = [(folded(sentence), _figures(sentence, e)) for body, e in bodies for sentence in sentences(body, e)]
    things = [match.term for match in question.things]
    about = [one for one in said if not things or any(is_named(thing, one[0]) for thing in things)]
    return tuple(q.text for q in question.stated if not _holds(q, about, question))


def _holds(asked: Quantity, said: Sequence[_Said], question: Question) -> bool:
    """Tell whether one of the sentences states a figure, of what the question takes it to be of."""
    holders = [(text, figure) for text, figures in said for figure in figures if _same_value(asked, figure)]
    if not holders:
        return False
    if takes_for_granted(question) and all(_said_otherwise(asked, figure) for _, figure in holders):
        return False
    return not _is_of_another(asked, said, question)


def _said_otherwise(asked: Quantity, held: Quantity) -> bool:
    """Tell whether the same number is bounded otherwise: to exceed it is not to reach it."""
    bounds = {asked.qualifier, held.qualifier}
    return bounds == {Qualifier.EXCEED, Qualifier.REACH}


def _is_of_another(asked: Quantity, said: Sequence[_Said], question: Question) -> bool:
    """Tell whether what the question names has another figure of that kind, and never this one.

    "A hundred leading firms" is false where ten leading firms are stated, and a hundred of others.
    """
    if asked.kind is Kind.COUNT:
        names = _counted_by(asked, question)
        own = _figures_of(names, said, _MEMBER) or _figures_of(names, said, None)
    else:
        names = _said_to_reach(asked, question)
        own = _figures_of(names, said, _BREATH)
    alike = [figure for figures in own for figure in figures if (figure.kind, figure.unit) == (asked.kind, asked.unit)]
    return bool(alike) and not any(_same_value(asked, figure) for figure in alike)


def _counted_by(asked: Quantity, question: Question) -> list[Term]:
    """Return what a figure of the question counts: the things named right after it."""
    end = question.text.find(asked.text) + len(asked.text)
    return [
        match.term
        for match in question.terms
        if match.term.kind in _COUNTABLE
        and 0 <= match.span.start - end <= _NEAR
        and not _STOP.search(question.text[end : match.span.start])
    ]


def _figures_of(names: Sequence[Term], said: Sequence[_Said], parting: re.Pattern[str] | None) -> list[list[Quantity]]:
    """Return the figures of the parts of sentences that name one of the things; parts without a figure left out."""
    parts = [part for text, _ in said for part in (parting.split(text) if parting else [text])]
    named = [part for part in parts if any(is_named(term, part) for term in names)]
    return [list(figures) for part in named if (figures := _figures(part, language_of(part)))]


def _said_to_reach(asked: Quantity, question: Question) -> list[Term]:
    """Return what a question says a figure of: the things named right before it."""
    start = question.text.find(asked.text)
    return [
        match.term
        for match in question.things
        if 0 <= start - match.span.end <= _NEAR and not _STOP.search(question.text[match.span.end : start])
    ]


@functools.lru_cache(maxsize=8192)
def _figures(sentence: str, language: Language) -> tuple[Quantity, ...]:
    return quantities(sentence, language=language)


def _same_value(asked: Quantity, held: Quantity) -> bool:
    if asked.year is not None and held.year is not None and asked.year != held.year:
        return False
    return asked.value == held.value and (asked.unit == held.unit or "count" in {asked.unit, held.unit})
