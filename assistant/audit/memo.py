"""A memo -> its claims: sentences of paragraphs, list items, table rows and footnotes, each with its line.

Markdown is read as far as it says what is a claim and what stands over it; a plain
text is a memo without headings. Nothing is left out: code and quotations are read like
any other line, since a claim may stand there too.
"""

from __future__ import annotations

import bisect
import enum
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.errors import SourceError
from assistant.languages import has_han, language_of, sentence_spans
from assistant.parsing.sources import read_text
from assistant.quantities import quantities
from assistant.works import Language

MAX_CLAIMS = 5_000
SUFFIXES = (".md", ".markdown", ".txt", "")


class ClaimKind(enum.StrEnum):
    """Where in a memo a claim stands."""

    HEADING = "heading"
    SENTENCE = "sentence"
    ITEM = "item"
    ROW = "row"
    FOOTNOTE = "footnote"


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence of a memo, without its markup.

    Attributes:
        line: where it begins, from 1.
        kind: where it stands.
        text: of a table row the cells, each with what stands over it.
        above: the headings over it, outermost first.
        language: its own.
    """

    line: int
    kind: ClaimKind
    text: str
    above: tuple[str, ...]
    language: Language


@dataclass(frozen=True, slots=True)
class _Block:
    """Lines that belong together, with the number of the first."""

    kind: ClaimKind
    number: int
    lines: tuple[str, ...]
    above: tuple[str, ...]


_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_HEADING = re.compile(r" {0,3}(#{1,6})[ \t]+(.*?)[ \t#]*$")
_UNDERLINE = re.compile(r" {0,3}(=+|-+)[ \t]*$")
_ITEM = re.compile(
    r"^[ \t]*(?:[-*+•·]|[0-9]{1,3}[.)、．])[ \t]+(?=\S)"
    r"|^[ \t]*(?:[•·]|[0-9]{1,3}[、．]|[（(][0-9一二三四五六七八九十]{1,3}[）)])(?=\S)"
)
_FOOTNOTE = re.compile(r"^ {0,3}\[\^[^\]]{1,40}\]:[ \t]*")
_FENCE = re.compile(r" {0,3}(?:```|~~~)")
_RULE = re.compile(r"[ \t]*(?:\|?[ \t]*:?-{2,}:?[ \t]*)+\|?[ \t]*$|[ \t]*(?:[-*_][ \t]*){3,}$")
_QUOTE = re.compile(r"^[ \t]*>[ \t]?")
_INLINE = (
    (re.compile(r"!?\[([^\]^]*)\]\([^)]*\)"), r"\1"),
    (re.compile(r"\[\^[^\]]{1,40}\]"), ""),
    (re.compile(r"\*\*|__|`|~~"), ""),
    (re.compile(r"(?<![A-Za-z0-9*])\*(?=\S)|(?<=\S)\*(?![A-Za-z0-9*])"), ""),
)


def read_memo(path: Path) -> tuple[Claim, ...]:
    """Return the claims of a memo in order.

    Raises:
        SourceError: the file cannot be read, is of another format, or has more than 5,000 claims.
    """
    if path.suffix.lower() not in SUFFIXES:
        raise SourceError(path, "is neither Markdown nor text (.md, .txt); save its text as .txt")
    found = claims(read_text(path))
    if len(found) > MAX_CLAIMS:
        raise SourceError(path, f"has {len(found):,} claims; at most {MAX_CLAIMS:,} are checked, so split it")
    return found


def claims(text: str) -> tuple[Claim, ...]:
    """Return the claims of a text in order."""
    # A comment is replaced by its line breaks, so that lines keep their numbers.
    bare = _COMMENT.sub(lambda match: "\n" * match[0].count("\n"), text)
    lines = bare.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return tuple(claim for block in _Reader(lines).blocks() for claim in _claims(block))


class _Reader:
    """Puts lines together to blocks, and keeps the headings over them."""

    def __init__(self, lines: Sequence[str]) -> None:
        self._lines = [_QUOTE.sub("", line) for line in lines]
        self._above: dict[int, str] = {}
        self._waiting: tuple[ClaimKind, int, list[str]] | None = None
        self._header: tuple[str, ...] = ()

    def blocks(self) -> Iterator[_Block]:
        """Yield headings, items, rows, footnotes and paragraphs in order."""
        for number, line in enumerate(self._lines, start=1):
            yield from self._read(number, line)
        yield from self._closed()

    def _read(self, number: int, line: str) -> Iterator[_Block]:
        title = self._underlined(line)
        match = _HEADING.match(line)
        if title is not None:
            self._waiting = None
            yield self._headed(title[0], title[1], 1 if line.strip()[0] == "=" else 2)
        elif match:
            yield from self._closed()
            yield self._headed(number, _plain(match[2]), len(match[1]))
        elif not line.strip() or _RULE.match(line) or _FENCE.match(line):
            yield from self._closed()
            self._header = self._header if _RULE.match(line) and "|" in line else ()
        elif line.strip().startswith("|") or line.count("|") > 1:
            yield from self._closed()
            yield from self._row(number, _cells(line))
        else:
            yield from self._text(number, line)

    def _underlined(self, line: str) -> tuple[int, str] | None:
        """Return line and title of a heading that this line underlines."""
        if not _UNDERLINE.match(line) or self._waiting is None:
            return None
        kind, number, lines = self._waiting
        return (number, _plain(lines[0])) if kind is ClaimKind.SENTENCE and len(lines) == 1 else None

    def _headed(self, number: int, title: str, level: int) -> _Block:
        self._above = {other: text for other, text in self._above.items() if other < level}
        block = self._block(ClaimKind.HEADING, number, [title])
        self._above[level] = title
        return block

    def _row(self, number: int, cells: tuple[str, ...]) -> Iterator[_Block]:
        below = self._lines[number] if number < len(self._lines) else ""
        if "|" in below and _RULE.match(below):
            self._header = cells
        else:
            yield self._block(ClaimKind.ROW, number, [_row(cells, self._header)])

    def _text(self, number: int, line: str) -> Iterator[_Block]:
        kind = _begins(line)
        if kind is None and self._waiting is not None:
            self._waiting[2].append(line.strip())
            return
        yield from self._closed()
        self._waiting = (kind or ClaimKind.SENTENCE, number, [_without_mark(line)])

    def _closed(self) -> Iterator[_Block]:
        if self._waiting is not None:
            yield self._block(*self._waiting)
            self._waiting = None

    def _block(self, kind: ClaimKind, number: int, lines: Sequence[str]) -> _Block:
        return _Block(kind, number, tuple(lines), tuple(self._above[level] for level in sorted(self._above)))


def _begins(line: str) -> ClaimKind | None:
    if _FOOTNOTE.match(line):
        return ClaimKind.FOOTNOTE
    return ClaimKind.ITEM if _ITEM.match(line) else None


def _without_mark(line: str) -> str:
    return _ITEM.sub("", _FOOTNOTE.sub("", line, count=1), count=1).strip()


def _cells(line: str) -> tuple[str, ...]:
    return tuple(_plain(cell) for cell in line.strip().strip("|").split("|"))


def _row(cells: Sequence[str], header: Sequence[str]) -> str:
    """Return a row as one text: what it is of, then each cell behind what stands over it."""
    first, rest = cells[0], cells[1:]
    han = has_han("".join(cells))
    named = [
        f"{over}{'：' if han else ': '}{cell}" if over else cell
        for cell, over in zip(rest, (*header[1:], *("" for _ in rest)), strict=False)
        if cell
    ]
    return ("，" if han else ", ").join(part for part in (first, *named) if part)


def _plain(text: str) -> str:
    for pattern, instead in _INLINE:
        text = pattern.sub(instead, text)
    return text.strip()


def _claims(block: _Block) -> Iterator[Claim]:
    """Yield the sentences of a block; of a heading only what states a figure."""
    lines = [_plain(line) for line in block.lines]
    starts, text = [0], lines[0]
    for line in lines[1:]:
        joint = "" if has_han(text[-1:]) or text[-1:] in "，。；：、" else " "
        starts.append(len(text) + len(joint))
        text += joint + line
    language = language_of(text)
    if block.kind is ClaimKind.HEADING and not quantities(text, language=language):
        return
    spans = sentence_spans(text, language) if block.kind is not ClaimKind.ROW else None
    for start, sentence in [(0, text)] if spans is None else [(span.start, span.of(text)) for span in spans]:
        if any(character.isalnum() for character in sentence):
            line_number = block.number + bisect.bisect_right(starts, start) - 1
            yield Claim(line_number, block.kind, sentence, block.above, language_of(sentence))
