"""A whole work to read: its contents, its clauses in both languages, and what is found in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.languages import fold
from assistant.library import Library
from assistant.web.reading import Column, clause_column, heading_of, shown_expressions
from assistant.works import Clause, ClauseRef, Language, Span, Work


@dataclass(frozen=True, slots=True)
class Entry:
    """A clause of the contents; ``depth`` is 0 for a part."""

    ref: ClauseRef
    name: str
    depth: int


@dataclass(frozen=True, slots=True)
class Row:
    """A clause as it is read: a column for each language it is there in, Chinese first."""

    ref: ClauseRef
    label: str
    depth: int
    columns: tuple[Column, ...]


@dataclass(frozen=True, slots=True)
class PlanView:
    """A work from beginning to end, or what was found in it.

    ``found`` is how many clauses hold the words; None where none were looked for.
    """

    work: Work
    contents: tuple[Entry, ...]
    rows: tuple[Row, ...]
    found: int | None = None


def plan_view(library: Library, work_id: str, *, language: Language, find: str = "") -> PlanView:
    """Return a work to read.

    Args:
        library: where it stands.
        work_id: the work.
        language: of the names in the contents.
        find: keep to clauses that hold all of these words, in either language.

    Raises:
        WorkNotFoundError: there is no such work.
    """
    work = library.work(work_id)
    expression = library.answering(work_id, language)
    contents = tuple(
        Entry(
            ClauseRef(work_id, clause.eid),
            heading_of(work, expression, clause),
            _depth(expression.ancestors(clause.eid)),
        )
        for clause in expression.clauses
    )
    rows = tuple(_rows(library, work_id, language))
    if not find.strip():
        return PlanView(work, contents, rows)
    found = tuple(row for row in rows if row.columns[0].sentences and _holds(row, find))
    return PlanView(work, contents, found, len(found))


def _depth(ancestors: Sequence[Clause]) -> int:
    return len(ancestors)


def _rows(library: Library, work_id: str, language: Language) -> Iterator[Row]:
    expression = library.answering(work_id, "zh")
    for clause in expression.clauses:
        ref = ClauseRef(work_id, clause.eid)
        columns = tuple(clause_column(library, one, ref) for one in shown_expressions(library, ref))
        yield Row(ref, library.label(ref, language), len(expression.ancestors(clause.eid)), columns)


def _holds(row: Row, find: str) -> bool:
    texts = [" ".join([column.heading, *(one.text for one in column.sentences)]) for column in row.columns]
    return any(all(_folded(word) in _folded(text) for word in find.split()) for text in texts)


def _folded(text: str) -> str:
    return fold(text)[0]


def matches(text: str, find: str) -> tuple[Span, ...]:
    """Return where the words stand in a text, in order, none overlapping."""
    plain, origin = fold(text)
    taken: list[Span] = []
    for word in find.split():
        wanted = _folded(word)
        at = plain.find(wanted) if wanted else -1
        while at >= 0:
            taken.append(Span(origin[at], origin[at + len(wanted) - 1] + 1))
            at = plain.find(wanted, at + len(wanted))
    found: list[Span] = []
    for span in sorted(taken, key=lambda one: (one.start, -one.end)):
        if not found or span.start >= found[-1].end:
            found.append(span)
    return tuple(found)
