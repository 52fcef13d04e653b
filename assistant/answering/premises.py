"""What a question takes for granted: things a document never names, and figures it does not state."""

from __future__ import annotations

import functools
from collections.abc import Sequence

from assistant.answering.naming import is_named, names_of, stands_in
from assistant.languages import folded, sentences
from assistant.library import Library
from assistant.quantities import Quantity, quantities
from assistant.retrieval.search import Evidence
from assistant.retrieval.understanding import Question
from assistant.terms import THINGS
from assistant.works import LANGUAGES, Language

PREMISE_CLAUSES = 2
"""A figure taken for granted must stand in one of so many of the best clauses."""


def absent_terms(question: Question, library: Library) -> tuple[str, ...]:
    """Return the things a question asks of a document that the document never names."""
    if not question.documents:
        return ()
    expressions = {library.answering(work, language) for work in question.documents for language in LANGUAGES}
    whole = folded("\n".join(expression.text for expression in sorted(expressions, key=lambda e: (e.work, e.language))))
    return tuple(
        match.span.of(question.text)
        for match in question.terms
        if match.term.kind in THINGS and not is_named(match.term, whole)
    )


def false_figures(question: Question, evidence: Sequence[Evidence], library: Library) -> tuple[str, ...]:
    """Return the figures a question takes for granted which no sentence about the thing asked contains.

    The sentences of the works named are looked at, else those of the best clauses.
    """
    if not question.stated:
        return ()
    works = question.documents or question.subjects
    expressions = [library.answering(work, "zh") for work in works]
    bodies = [(e.text_of(c.eid), e.language) for e in expressions for c in e.leaves()] or [
        (e.text_of(one.hit.ref.eid), e.language)
        for one in evidence[:PREMISE_CLAUSES]
        for e in (library.answering(one.hit.ref.work, "zh"),)
    ]
    things = [folded(n) for m in question.terms if m.term.kind in THINGS for n in names_of(m.term)]
    held = [
        figure
        for body, language in bodies
        for sentence in sentences(body, language)
        if not things or any(stands_in(name, folded(sentence)) for name in things)
        for figure in _figures(sentence, language)
    ]
    return tuple(q.text for q in question.stated if not any(_same_value(q, other) for other in held))


@functools.lru_cache(maxsize=8192)
def _figures(sentence: str, language: Language) -> tuple[Quantity, ...]:
    return quantities(sentence, language=language)


def _same_value(asked: Quantity, held: Quantity) -> bool:
    if asked.year is not None and held.year is not None and asked.year != held.year:
        return False
    return asked.value == held.value and (asked.unit == held.unit or "count" in {asked.unit, held.unit})
