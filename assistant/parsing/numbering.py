"""The printed numbers that begin a line of a policy document: 第一章, 一、, （一）, 1., （1）, ①."""

from __future__ import annotations

import enum
import re
from dataclasses import dataclass


class Style(enum.IntEnum):
    """How a number is printed; a smaller value stands further out."""

    BOOK = 0
    CHAPTER = 1
    LAW_SECTION = 2
    ARTICLE = 3
    HAN_STOP = 4
    HAN_BRACKET = 5
    DIGIT_STOP = 6
    DIGIT_BRACKET = 7
    CIRCLED = 8


BRACKETED = frozenset({Style.HAN_BRACKET, Style.DIGIT_BRACKET, Style.CIRCLED})
_HAN = "[一二三四五六七八九十百零〇○]{1,7}"
_DIGITS = "[0-9０-９]{1,3}"
# What follows in "第三条第（二）项", "第三章规定的" and "（二）项所列": a reference, no heading.
_REFERENCE = "第规所的之和与、，,。．.款项至到及或中（(以外条章节"
_PATTERNS: tuple[tuple[Style, re.Pattern[str]], ...] = (
    *(
        (style, re.compile(rf"第({_HAN}|{_DIGITS}){word}(?![{_REFERENCE}])"))
        for style, word in (
            (Style.BOOK, "编"),
            (Style.CHAPTER, "章"),
            (Style.LAW_SECTION, "节"),
            (Style.ARTICLE, "条"),
        )
    ),
    (Style.HAN_STOP, re.compile(rf"({_HAN})[、．.]")),
    (Style.HAN_BRACKET, re.compile(rf"[（(]({_HAN})[)）](?![项款、，和至])[、．.]?")),
    # "1.2018年底前" is an item that begins with a year; "3.5亿" is no item.
    (Style.DIGIT_STOP, re.compile(rf"({_DIGITS})[.．、](?:(?![0-9０-９])|(?=(?:19|20)[0-9]{{2}}年))")),
    (Style.DIGIT_BRACKET, re.compile(rf"[（(]({_DIGITS})[)）](?![项款、，和至])|({_DIGITS})[)）]")),
    (Style.CIRCLED, re.compile(r"([①-⑳])")),
)
_FIRST = re.compile(r"[第一二三四五六七八九十百零〇○0-9０-９（(①-⑳]")
_SPACE = re.compile(r"\s*")
_HAN_DIGITS = {character: value for value, character in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0}
_HAN_UNITS = {"十": 10, "百": 100}


@dataclass(frozen=True, slots=True)
class Number:
    """A number at the start of a line; ``printed`` is its text, ``end`` where what it numbers begins."""

    style: Style
    value: int
    printed: str
    end: int


def number_at(text: str, start: int = 0) -> Number | None:
    """Return the number that stands at ``start``, or None."""
    # Most lines begin with a word: one look saves nine searches.
    if not _FIRST.match(text, start):
        return None
    for style, pattern in _PATTERNS:
        match = pattern.match(text, start)
        if match:
            after = _SPACE.match(text, match.end())
            digits = next(group for group in match.groups() if group)
            return Number(style, number_value(digits), match.group(), after.end() if after else match.end())
    return None


def number_value(digits: str) -> int:
    """Return the value of a whole number below 1000 in Han, Arabic or circled digits."""
    if "①" <= digits <= "⑳":
        return ord(digits) - ord("①") + 1
    # int() reads full-width digits too.
    if digits[0] not in _HAN_DIGITS and digits[0] not in _HAN_UNITS:
        return int(digits)
    total = pending = 0
    for character in digits:
        if character in _HAN_UNITS:
            total += (pending or 1) * _HAN_UNITS[character]
            pending = 0
        else:
            pending = _HAN_DIGITS[character]
    return total + pending
