"""Read the works that ship: ``work.toml`` and the digests in both languages."""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from dataclasses import dataclass
from itertools import starmap
from pathlib import Path

from assistant.errors import ContentError
from assistant.library.expansions import read_expansion
from assistant.library.labels import han_number
from assistant.works import LANGUAGES, Authority, Bilingual, Clause, Edition, Expression, Language, Level, Span, Work

_HEADING = re.compile(r"## (?P<eid>\S+)(?: (?P<heading>.+))?")
_KEYS = {
    "authority",
    "number",
    "issued",
    "period",
    "part_of",
    "names",
    "subjects",
    "short_names",
    "title",
    "short_title",
    "issuer",
}
_LEVELS = (
    (re.compile(r"preface"), Level.PREFACE),
    (re.compile(r"(.+\.)?p[0-9]+"), Level.PARAGRAPH),
    (re.compile(r"[0-9]+"), Level.PART),
    (re.compile(r"[0-9]+\.[0-9]+"), Level.SECTION),
    (re.compile(r"[0-9]+\.[0-9]+\.[0-9]+"), Level.ITEM),
)


@dataclass(frozen=True, slots=True)
class _Entry:
    """A clause as a digest file writes it."""

    eid: str
    heading: str
    sentences: tuple[str, ...]
    line: int


def read_work(folder: Path) -> Work:
    """Read ``work.toml``; the folder's name is the work's id.

    Raises:
        ContentError: the file is missing, no TOML, or lacks or misnames a key.
    """
    path = folder / "work.toml"
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ContentError(path, f"cannot be read: {error}") from error
    unknown = sorted(set(table) - _KEYS)
    if unknown:
        raise ContentError(path, f"unknown key {unknown[0]!r}")
    try:
        return _work_from(folder.name, table)
    except (LookupError, TypeError, ValueError) as error:
        raise ContentError(path, f"lacks or misuses a key: {error}") from error


def _work_from(work_id: str, table: dict[str, object]) -> Work:
    issued = table.get("issued")
    period = table.get("period")
    return Work(
        id=work_id,
        title=_bilingual(table["title"]),
        short_title=_bilingual(table["short_title"]),
        issuer=_bilingual(table["issuer"]),
        authority=Authority(str(table["authority"])),
        number=str(table["number"]) if "number" in table else None,
        issued=None if issued is None else _date(issued),
        period=None if period is None else _years(period),
        part_of=str(table["part_of"]) if "part_of" in table else None,
        names=_strings(table.get("names", [])),
        subjects=_strings(table.get("subjects", [])),
        short_names=_strings(table.get("short_names", [])),
    )


def _date(value: object) -> dt.date:
    if not isinstance(value, dt.date):
        raise TypeError("issued is a date without quotation marks")
    return value


def _years(value: object) -> tuple[int, int]:
    match value:
        case [int(first), int(last)]:
            return first, last
        case _:
            raise TypeError("period is a list of the first and the last year")


def _strings(value: object) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise TypeError("names and subjects are lists")
    return tuple(str(name) for name in value)


def _bilingual(value: object) -> Bilingual:
    if not isinstance(value, dict):
        raise TypeError("titles and issuers are tables with zh and en")
    return Bilingual(zh=str(value["zh"]), en=str(value["en"]))


def read_digest(folder: Path, language: Language) -> Expression:
    """Read one digest file into an expression whose text has a line a sentence.

    Raises:
        ContentError: a line is neither a heading nor a sentence, a clause stands
            before its container, or an id occurs twice; the message names the line.
    """
    path = folder / f"{language}.md"
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise ContentError(path, f"cannot be read: {error}") from error
    entries = _entries(path, lines)
    text, clauses = _laid_out(path, entries)
    return Expression(folder.name, language, Edition.DIGEST, text, clauses)


def _entries(path: Path, lines: list[str]) -> list[_Entry]:
    entries: list[_Entry] = []
    for number, line in enumerate(lines, start=1):
        heading = _HEADING.fullmatch(line.rstrip())
        if heading:
            entries.append(_Entry(heading["eid"], heading["heading"] or "", (), number))
        elif line.startswith("- ") and entries:
            last = entries[-1]
            entries[-1] = _Entry(last.eid, last.heading, (*last.sentences, line[2:].strip()), last.line)
        elif line.strip() and not (line.startswith("# ") and not entries):
            raise ContentError(path, f"line {number} is neither a heading (## eid …) nor a sentence (- …)")
    return entries


def _laid_out(path: Path, entries: list[_Entry]) -> tuple[str, tuple[Clause, ...]]:
    """Return the expression's text, a line for each heading and sentence, and its clauses."""
    pieces: list[str] = []
    offset = 0
    starts: dict[str, tuple[int, int]] = {}
    clauses: dict[str, Clause] = {}
    for entry in entries:
        if entry.eid in clauses:
            raise ContentError(path, f"line {entry.line}: clause {entry.eid} occurs twice")
        level = _level(path, entry)
        parent = entry.eid.rpartition(".")[0] or None
        if parent is not None and parent not in clauses:
            raise ContentError(path, f"line {entry.line}: clause {entry.eid} stands before its container {parent}")
        num = _printed_number(entry.eid, level)
        if num or entry.heading:
            line = f"{num}{entry.heading}\n"
            pieces.append(line)
            offset += len(line)
        body = "\n".join(entry.sentences)
        starts[entry.eid] = (offset, offset + len(body))
        clauses[entry.eid] = Clause(entry.eid, level, num, entry.heading, Span(*starts[entry.eid]), parent)
        pieces.append(f"{body}\n" if body else "")
        offset += len(pieces[-1])
    return "".join(pieces), tuple(_widened(clause, starts) for clause in clauses.values())


def _widened(clause: Clause, starts: dict[str, tuple[int, int]]) -> Clause:
    """Return a container with the span of all it contains; a leaf comes back as it is."""
    inside = [span for eid, span in starts.items() if eid.startswith(f"{clause.eid}.")]
    if not inside:
        return clause
    span = Span(clause.span.start, max(end for _, end in inside))
    return Clause(clause.eid, clause.level, clause.num, clause.heading, span, clause.parent)


def _level(path: Path, entry: _Entry) -> Level:
    for pattern, level in _LEVELS:
        if pattern.fullmatch(entry.eid):
            return level
    raise ContentError(path, f"line {entry.line}: {entry.eid!r} is no clause id")


def _printed_number(eid: str, level: Level) -> str:
    last = eid.rpartition(".")[2]
    match level:
        case Level.PART:
            return f"{han_number(int(last))}、"
        case Level.SECTION:
            return f"（{han_number(int(last))}）"
        case Level.ITEM:
            return f"{last}．"
        case _:
            return ""


def read_shipped(corpus: Path) -> tuple[tuple[Work, ...], tuple[Expression, ...]]:
    """Read every work folder of ``corpus``, in order of folder name.

    Raises:
        ContentError: a folder's files are missing or malformed.
    """
    folders = sorted(path.parent for path in corpus.glob("*/work.toml"))
    works = tuple(read_work(folder) for folder in folders)
    digests = [(folder, read_digest(folder, language)) for folder in folders for language in LANGUAGES]
    expansions = starmap(read_expansion, digests)
    return works, (*(digest for _, digest in digests), *(one for one in expansions if one is not None))
