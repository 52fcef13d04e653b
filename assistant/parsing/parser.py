"""A source -> the works in it, each with its clauses."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from assistant.errors import NoClausesError
from assistant.parsing import heads, tree
from assistant.parsing.numbering import Style, number_at
from assistant.parsing.sources import Source
from assistant.works import Clause, Span

_TOP_STYLES = frozenset({Style.BOOK, Style.CHAPTER, Style.ARTICLE, Style.HAN_STOP})
_LOOK_AHEAD = 12


@dataclass(frozen=True, slots=True)
class ParsedWork:
    """One work of a source.

    The first work is the one that was issued; the others are attached to it and
    carry its number, issuer and dates. ``text`` holds one paragraph a line, head
    and title included; ``clauses`` are in document order.
    """

    title: str
    number: str | None
    issuer: str | None
    issued: dt.date | None
    published: dt.date | None
    period: tuple[int, int] | None
    text: str
    clauses: tuple[Clause, ...]


class _Role(enum.Enum):
    HEAD = enum.auto()
    TITLE = enum.auto()
    LABEL = enum.auto()
    BODY = enum.auto()
    CLOSING = enum.auto()


@dataclass(frozen=True, slots=True)
class _Line:
    role: _Role
    text: str


@dataclass(frozen=True, slots=True)
class _Issue:
    """What the works of one file share."""

    number: str | None
    issuer: str | None
    issued: dt.date | None
    published: dt.date | None


def parse(source: Source) -> tuple[ParsedWork, ...]:
    """Return the works of a source, the one that was issued first, then those attached to it.

    Raises:
        NoClausesError: nothing in the text is numbered, and it is not even two paragraphs.
    """
    groups = _groups(source.text.split("\n"))
    issue = _issue(groups[0])
    works = tuple(_work(group, issue, source.path.stem) for group in groups)
    if sum(len(work.clauses) for work in works) < 2 and not any(_is_numbered(work) for work in works):
        problem = "has no numbered clause and not even two paragraphs; add the file with the whole document"
        raise NoClausesError(source.path, problem)
    return works


def _is_numbered(work: ParsedWork) -> bool:
    return any(clause.num for clause in work.clauses)


def _groups(lines: Sequence[str]) -> list[list[_Line]]:
    """Return the lines of each work with the role they play in it."""
    starts = [0]
    # Whether the work has come to more than a title: a sentence, or a heading.
    has_content = False
    for index in range(1, len(lines)):
        has_content = has_content or heads.is_stopped(lines[index - 1]) or number_at(lines[index - 1]) is not None
        if has_content and _opens_work(lines, index):
            starts.append(index)
            has_content = False
    bounds = [*starts, len(lines)]
    groups = [_with_roles(lines[start:end]) for start, end in pairwise(bounds)]
    if len(groups) > 1:
        # Copies and printing date of a notice stand at the very end, after all that it brings.
        cut = _distribution_start(groups[-1])
        groups[0] += groups[-1][cut:]
        del groups[-1][cut:]
    return groups


def _distribution_start(group: Sequence[_Line]) -> int:
    cut = len(group)
    while cut > 1 and group[cut - 1].role is _Role.CLOSING and heads.is_distribution(group[cut - 1].text):
        cut -= 1
    return cut


def _opens_work(lines: Sequence[str], index: int) -> bool:
    """Tell whether an attached work with a title of its own begins at ``index``."""
    before, line = lines[index - 1], lines[index]
    if heads.is_label(line):
        return index + 1 < len(lines) and heads.is_title_line(lines[index + 1])
    if heads.is_label(before) or not heads.is_title_line(line):
        return False
    count, named = heads.title_lines(lines[index : index + _LOOK_AHEAD])
    if not named:
        return False
    first = next(filter(None, map(number_at, lines[index + count : index + count + _LOOK_AHEAD])), None)
    restarts = first is not None and first.value == 1 and first.style in _TOP_STYLES
    after_closing = heads.is_closing(before) and index + count < len(lines)
    return after_closing or (restarts and heads.is_stopped(before))


def _with_roles(lines: Sequence[str]) -> list[_Line]:
    head = _head(lines)
    closing = _closing_start(lines, len(head))
    body = [_Line(_Role.BODY, line) for line in lines[len(head) : closing]]
    return [*head, *body, *(_Line(_Role.CLOSING, line) for line in lines[closing:])]


def _head(lines: Sequence[str]) -> list[_Line]:
    """Return the lines above the first paragraph: banner, number, title."""
    found: list[_Line] = []
    titled = False
    while len(found) < len(lines):
        line = lines[len(found)]
        if heads.is_number_line(line) or (not titled and heads.is_banner(line)):
            found.append(_Line(_Role.HEAD, line))
        elif heads.is_label(line) and not titled:
            found.append(_Line(_Role.LABEL, line))
        elif not titled and heads.is_title_line(line):
            count, _ = heads.title_lines(lines[len(found) : len(found) + _LOOK_AHEAD])
            found += [_Line(_Role.TITLE, part) for part in lines[len(found) : len(found) + count]]
            titled = True
        else:
            break
    return found


def _closing_start(lines: Sequence[str], head: int) -> int:
    """Return the index of the first line of what closes a work."""
    start = len(lines)
    while start > head + 1 and heads.is_closing(lines[start - 1]):
        start -= 1
    return start


def _issue(group: Sequence[_Line]) -> _Issue:
    title = _title(group)
    head = [line.text for line in group if line.role is _Role.HEAD]
    closing = [line.text for line in group if line.role is _Role.CLOSING]
    numbers = [heads.number_in(line) or heads.order_number(title, line) for line in head]
    banner = next((line.removesuffix("文件") for line in head if heads.is_banner(line)), None)
    signature = next((line for line in closing if heads.is_signature(line) and " " not in line), None)
    return _Issue(
        number=next(filter(None, numbers), None),
        issuer=banner or heads.issuer_in(title) or signature,
        issued=next((heads.date_in(line) for line in closing if heads.is_date(line)), None),
        published=next((heads.date_in(line) for line in closing if heads.is_printed(line)), None),
    )


def _title(group: Sequence[_Line]) -> str:
    return heads.joined_title([line.text for line in group if line.role is _Role.TITLE])


def _work(group: Sequence[_Line], issue: _Issue, file_name: str) -> ParsedWork:
    text = "\n".join(line.text for line in group)
    spans = list(_spans(group))
    title = _title(group)
    return ParsedWork(
        title=title or file_name,
        number=issue.number,
        issuer=issue.issuer,
        issued=issue.issued,
        published=issue.published,
        period=heads.period_in(title),
        text=text,
        clauses=_clauses(text, group, spans),
    )


def _spans(group: Sequence[_Line]) -> Iterator[Span]:
    start = 0
    for line in group:
        yield Span(start, start + len(line.text))
        start += len(line.text) + 1


def _clauses(text: str, group: Sequence[_Line], spans: Sequence[Span]) -> tuple[Clause, ...]:
    body = [span for line, span in zip(group, spans, strict=True) if line.role is _Role.BODY]
    closing = [span for line, span in zip(group, spans, strict=True) if line.role is _Role.CLOSING]
    whole = Span(closing[0].start, closing[-1].end) if closing else None
    numbered = tree.clauses(text, tuple(_table_rows_joined(text, body)), whole)
    return numbered or tree.counted(tuple(_unnumbered(text, group, spans)))


def _table_rows_joined(text: str, body: Sequence[Span]) -> Iterator[Span]:
    """Yield the paragraphs, the rows of a table as one."""
    pending: Span | None = None
    for span in body:
        row = " | " in span.of(text)
        if row:
            pending = Span(pending.start if pending else span.start, span.end)
            continue
        if pending:
            yield pending
            pending = None
        yield span
    if pending:
        yield pending


def _unnumbered(text: str, group: Sequence[_Line], spans: Sequence[Span]) -> Iterator[Span]:
    """Yield the paragraphs of a work that has no numbers: head, body, signature with its date, the rest."""
    by_role = {role: [span for line, span in zip(group, spans, strict=True) if line.role is role] for role in _Role}
    yield from _adjoining(by_role[_Role.HEAD])
    yield from _table_rows_joined(text, by_role[_Role.BODY])
    signed: Span | None = None
    for span in by_role[_Role.CLOSING]:
        if heads.is_signature(span.of(text)):
            signed = Span(signed.start if signed else span.start, span.end)
        elif signed and heads.is_date(span.of(text)):
            yield Span(signed.start, span.end)
            signed = None
        else:
            yield from filter(None, (signed, span))
            signed = None
    yield from filter(None, (signed,))


def _adjoining(spans: Sequence[Span]) -> Iterator[Span]:
    """Yield spans, those on successive lines as one."""
    pending: Span | None = None
    for span in spans:
        if pending and span.start == pending.end + 1:
            pending = Span(pending.start, span.end)
            continue
        yield from filter(None, (pending,))
        pending = span
    yield from filter(None, (pending,))
