"""Printed lines -> paragraphs.

A text extracted from a PDF breaks at every printed line, often with a blank line
between any two, so that neither breaks nor blanks tell where a paragraph ends.
What tells is the width: the last line of a paragraph is short, and a first line is
indented by two characters, so a line that is too wide for the room an indent
leaves cannot be a first line. Widths are in characters (em); punctuation and
digits may be squeezed to half, so a line has a least and a most width.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from assistant.parsing.numbering import number_at

_LINE_BREAK = re.compile(r"\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
_DASH = "[-—–―－─]"
_PAGE_MARK = re.compile(
    rf"\s*(?:{_DASH}{{1,2}}\s*[0-9０-９]{{1,4}}\s*{_DASH}{{1,2}}"
    r"|第\s*[0-9０-９]{1,4}\s*页(?:\s*[,，/]?\s*共\s*[0-9０-９]{1,4}\s*页)?)\s*"
)
_SPACED_LETTERS = re.compile(r"[\u4e00-\u9fff](?:[ \u3000]+[\u4e00-\u9fff]){2,}")
_STOPPED = re.compile(r"[。！？：；.:;!?][”’」』）)》]*$")
_STOP = re.compile(r"[。；;]|(?<![0-9０-９A-Za-z])[.]")
_INNER_SIGN = re.compile(r"[，。；：,;:]|(?<![0-9０-９])[.]")
_STANDALONE = re.compile(
    r"[（(][^（()）]{1,30}[)）]"
    r"|[0-9０-９〇○零一二三四五六七八九十]{2,4}年[0-9０-９一二三四五六七八九十]{1,3}月[0-9０-９一二三四五六七八九十]{1,3}日"
    r"|.{0,30}日印发"
    r"|[\u4e00-\u9fff]{2,12}\s*[〔\[［(（][0-9０-９]{4}[〕\]］)）]\s*[0-9０-９]{1,5}\s*号"
)
# "（负责部门：…）" on a line of its own still belongs to the sentence before it.
_DUTY = re.compile(r"[（(][^（()）]*(?:负责|牵头|参与|指导|配合)")
_INDENT = 2
# Letters do not fill a line to the last half character, and justified lines are stretched.
_SLACK = 1.5
_FIRST_LINE_SLACK = 1
# A line this much too short was broken on purpose.
_DELIBERATE = 4
_MAX_HEADING_LINES = 4
_REMARK_LINES = 8
_MIN_LINES = 6
_MIN_WIDTH = 15


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    indented: bool
    after_blank: bool
    least: float
    most: float

    @property
    def stopped(self) -> bool:
        return bool(_STOPPED.search(self.text))

    @property
    def standalone(self) -> bool:
        return bool(_STANDALONE.fullmatch(self.text))


@dataclass(slots=True)
class _Paragraph:
    """Lines that belong together, while they are collected."""

    lines: list[_Line] = field(default_factory=list)

    @property
    def text(self) -> str:
        return _joined(self.lines)

    @property
    def last(self) -> _Line:
        return self.lines[-1]

    @property
    def is_heading(self) -> bool:
        """Whether it may be a heading: a number and no stop."""
        if len(self.lines) > _MAX_HEADING_LINES:
            return False
        number = number_at(self.text)
        return number is not None and not _STOP.search(self.text, number.end)

    @property
    def ended(self) -> bool:
        """Whether it ends as a paragraph can end."""
        return self.last.stopped or self.last.standalone or _is_remark_after_stop(_joined(self.lines[-_REMARK_LINES:]))


def _joined(lines: Sequence[_Line]) -> str:
    pieces: list[str] = []
    for line in lines:
        # Two English words on two lines need their space back; Chinese needs none.
        if pieces and _is_letter(pieces[-1][-1]) and _is_letter(line.text[0]):
            pieces.append(" ")
        pieces.append(line.text)
    return "".join(pieces)


def _is_remark_after_stop(text: str) -> bool:
    """Tell whether a text ends with a whole bracket after its last stop: 。（负责部门：…）."""
    depth = 0
    for index in range(len(text) - 1, 0, -1):
        depth += (text[index] in "）)") - (text[index] in "（(")
        if depth == 0:
            return text[index] in "（(" and text[index - 1] in "。.；;”"
    return False


def paragraphs(text: str) -> tuple[str, ...]:
    """Return the paragraphs of a plain text, page marks dropped and wrapped lines joined."""
    lines = tuple(_lines(text))
    width = _page_width(lines)
    if width is None:
        return tuple(rejoined([line.text for line in lines]))
    return _Joiner(lines, width).paragraphs()


def _lines(text: str) -> Iterator[_Line]:
    after_blank = False
    for raw in _LINE_BREAK.split(text):
        stripped = raw.strip()
        if not stripped:
            after_blank = True
        elif not _PAGE_MARK.fullmatch(raw):
            if _SPACED_LETTERS.fullmatch(stripped):
                stripped = re.sub(r"\s", "", stripped)
            least, most = _widths(stripped)
            indent = raw[: len(raw) - len(raw.lstrip())].expandtabs(4)
            indented = indent.count("\u3000") * 2 + indent.count(" ") >= 2 * _INDENT
            yield _Line(stripped, indented, after_blank, least, most)
            after_blank = False


def _widths(text: str) -> tuple[float, float]:
    least = most = 0.0
    for character in text:
        if character.isascii() and not character.isdigit() and (character.isalnum() or character == " "):
            least, most = least + 0.5, most + 0.5
        else:
            word = character.isalpha()
            least, most = least + (1 if word else 0.5), most + 1
    return least, most


def _page_width(lines: Sequence[_Line]) -> float | None:
    """Return the width of a full line, or None where every line is a paragraph of its own."""
    if len(lines) < _MIN_LINES:
        return None
    candidates = sorted({line.most for line in lines} | {line.least for line in lines})
    # Full lines are this wide, full first lines less by the indent; both speak for a width.
    width = max(candidates, key=lambda wide: (_fitting(lines, wide) + _fitting(lines, wide - _INDENT), -wide))
    full = [line for line in lines if line.least <= width and line.most >= width - _INDENT - _FIRST_LINE_SLACK]
    too_wide = sum(line.least > width + _INDENT for line in lines)
    wrapped = (
        width >= _MIN_WIDTH
        and len(full) * 2 >= len(lines)
        and sum(not line.stopped for line in full) * 2 >= len(full)
        and too_wide * 50 <= len(lines)
    )
    return width if wrapped else None


def _fitting(lines: Sequence[_Line], width: float) -> int:
    return sum(line.least <= width <= line.most for line in lines)


def rejoined(lines: Sequence[str]) -> Iterator[str]:
    """Yield lines that are paragraphs of their own, a bracketed remark that was broken in two made whole."""
    pending = ""
    for line in lines:
        opens = line[0] in "（(" and not re.search(r"[)）]", line)
        if pending and line[-1] in "）)" and not re.search(r"[（(]", line):
            yield pending + line
            pending = ""
            continue
        if pending:
            yield pending
        pending = line if opens else ""
        if not opens:
            yield line
    if pending:
        yield pending


def _is_letter(character: str) -> bool:
    return character.isascii() and character.isalpha()


class _Joiner:
    """Joins the lines of a text whose full lines are ``width`` wide."""

    def __init__(self, lines: Sequence[_Line], width: float) -> None:
        self._lines = lines
        self._width = width
        # Where most lines have a blank line before them, it says nothing.
        self._blanks_count = sum(line.after_blank for line in lines) * 2 < len(lines)

    def paragraphs(self) -> tuple[str, ...]:
        """Return the joined paragraphs."""
        found: list[_Paragraph] = []
        for line in self._lines:
            if not found or self._begins(found[-1], line):
                found.append(_Paragraph())
            found[-1].lines.append(line)
        return tuple(paragraph.text for paragraph in found)

    def _begins(self, before: _Paragraph, line: _Line) -> bool:
        """Tell whether ``line`` begins a paragraph after ``before``."""
        if before.last.standalone and len(before.lines) == 1:
            return True
        if _DUTY.match(line.text):
            return False
        if before.ended and (line.standalone or line.indented or (line.after_blank and self._blanks_count)):
            return True
        if before.is_heading:
            return self._ends_heading(before, line)
        if number_at(line.text):
            return before.ended or not self._is_full(before)
        return self._ends_body(before, line)

    def _ends_heading(self, heading: _Paragraph, line: _Line) -> bool:
        """A heading, or a first sentence, goes on where it was broken for want of room."""
        if _is_open(heading.text):
            return False
        if not self._is_full(heading) or (number_at(line.text) and len(heading.lines) == 1):
            return True
        # Two full lines without a stop are no heading, but a long sentence.
        if len(heading.lines) > 1:
            return False
        # As wide as a first line is: the heading filled its line to the end.
        room = self._width - _INDENT
        return room - _FIRST_LINE_SLACK <= line.most < room + _INDENT - _SLACK and not line.stopped

    def _ends_body(self, body: _Paragraph, line: _Line) -> bool:
        if _is_open(_joined(body.lines[-2:])):
            return False
        if not body.ended:
            deliberate = body.last.most < self._width - _DELIBERATE
            if len(body.lines) > _MAX_HEADING_LINES or not deliberate:
                return False
            return line.standalone or not _INNER_SIGN.search(body.text)
        if not self._is_full(body):
            return True
        # The line before is full and ends a sentence: only the width of this one can tell.
        can_be_full = line.most >= self._width - _SLACK
        return not can_be_full and not line.stopped

    def _is_full(self, paragraph: _Paragraph) -> bool:
        room = self._width if len(paragraph.lines) > 1 else self._width - _INDENT
        slack = _SLACK if len(paragraph.lines) > 1 else _FIRST_LINE_SLACK
        return paragraph.last.most >= room - slack


def _is_open(text: str) -> bool:
    """Tell whether a quotation or bracket that was opened is still open."""
    return any(text.count(opening) > text.count(closing) for opening, closing in ("“”", "《》", "（）", "()", "«»"))
