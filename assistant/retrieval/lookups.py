"""Clause look-ups in a question: 二（二）6, 绿色方案第6项, "section 3.2 of the metaverse plan", green/2.2.6."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from assistant.languages import folded
from assistant.library import Library
from assistant.works import Clause, ClauseRef, Expression, Level, Span

_HAN = "一二三四五六七八九十"
_N = rf"(?:[{_HAN}]{{1,3}}|[0-9]{{1,2}})"
_ROMAN_VALUES = {"i": 1, "v": 5, "x": 10}
_WORDS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_EN_N = rf"(?:[0-9]{{1,2}}|{'|'.join(_WORDS)}|[ivx]{{1,5}})"


_NOWHERE = Span(0, 0)


@dataclass(frozen=True, slots=True)
class Pointer:
    """A place in a document as a question names it; None where it does not say.

    ``level`` says what ``number`` counts; ``part`` and ``section`` narrow it down.
    """

    level: Level
    number: int
    part: int | None = None
    section: int | None = None
    span: Span = _NOWHERE


def numeral(text: str) -> int | None:
    """Return the value of a small numeral: 12, 十二, xii, twelve, twelfth; None if it is none."""
    plain = re.sub(r"(?<=[0-9])(?:st|nd|rd|th)$", "", text.strip().lower())
    if re.fullmatch(r"[0-9]{1,3}", plain):
        return int(plain)
    for words in (_WORDS, _ORDINALS):
        if plain in words:
            return words.index(plain) + 1
    if plain and all(letter in _ROMAN_VALUES for letter in plain):
        return _roman(plain)
    return _han(plain) if plain and all(character in _HAN for character in plain) else None


def _roman(letters: str) -> int:
    values = [_ROMAN_VALUES[letter] for letter in letters]
    return sum(-v if v < max(values[i:]) else v for i, v in enumerate(values))


def _han(text: str) -> int | None:
    tens, mark, ones = text.rpartition("十")
    if not mark:
        return _HAN.index(text) + 1 if len(text) == 1 else None
    if len(tens) > 1 or len(ones) > 1 or "十" in tens + ones:
        return None
    return (_HAN.index(tens) + 1 if tens else 1) * 10 + (_HAN.index(ones) + 1 if ones else 0)


def _three(match: re.Match[str]) -> Pointer | None:
    part, section, item = (numeral(match.group(name) or "") for name in ("part", "section", "item"))
    return _deepest(part, section, item, Span(*match.span()))


def _deepest(part: int | None, section: int | None, item: int | None, span: Span) -> Pointer | None:
    if item is not None:
        return Pointer(Level.ITEM, item, part, section, span)
    if section is not None:
        return Pointer(Level.SECTION, section, part, None, span)
    return None if part is None else Pointer(Level.PART, part, None, None, span)


def _counted(level: Level) -> Callable[[re.Match[str]], Pointer | None]:
    def read(match: re.Match[str]) -> Pointer | None:
        number = numeral(match.group("n"))
        return None if number is None else Pointer(level, number, span=Span(*match.span()))

    return read


# Longer forms first: what one pattern has read, the next ones leave alone.
_PATTERNS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Pointer | None]], ...] = (
    (
        re.compile(
            rf"(?P<part>[{_HAN}]{{1,3}})、?\s*\(\s*(?P<section>{_N})\s*\)\s*(?:第?\s*(?P<item>[0-9]{{1,2}}|(?<=第)[{_HAN}]{{1,3}})(?![0-9年]))?"
        ),
        _three,
    ),
    (
        re.compile(
            r"\b(?P<part>[ivx]{1,4}|[0-9])\s*\(\s*(?P<section>[0-9]{1,2}|[ivx]{1,4})\s*\)(?:[\s,]*item\s*)?\s*(?P<item>[0-9]{1,2})?"
        ),
        _three,
    ),
    (
        re.compile(
            rf"第\s*(?P<part>{_N})\s*(?:部分|章)[的,，]?\s*第?\s*\(?(?P<section>{_N})\)?\s*(?:节|条|项|款|点)(?P<item>(?!))?"
        ),
        _three,
    ),
    (
        re.compile(
            rf"\bpart\s+(?P<part>{_EN_N})\s*,?\s*section\s+\(?(?P<section>{_EN_N})\)?(?:\s*,?\s*item\s+(?P<item>[0-9]{{1,2}}))?\b"
        ),
        _three,
    ),
    (
        re.compile(
            r"(?:\b(?:section|sec\.|paragraph|clause)|§)\s*(?P<part>[0-9])\.(?P<section>[0-9]{1,2})(?:\.(?P<item>[0-9]{1,2}))?\b"
        ),
        _three,
    ),
    (
        re.compile(
            r"(?:第\s*(?=[0-9.]+)|(?<![0-9.])(?=[0-9.]+(?:条|节|\s+(?:of|in) the\b)))"
            r"(?P<part>[0-9])\.(?P<section>[0-9]{1,2})(?:\.(?P<item>[0-9]{1,2}))?(?:\s*[条节款项点])?(?![0-9.%亿万])"
        ),
        _three,
    ),
    (re.compile(r"(?<![0-9.])(?P<part>[0-9])\.(?P<section>[0-9]{1,2})\.(?P<item>[0-9]{1,2})(?![0-9.])"), _three),
    (re.compile(rf"\bsection\s+(?P<section>{_EN_N})\s+(?:of|in)\s+part\s+(?P<part>{_EN_N})\b(?P<item>(?!))?"), _three),
    (re.compile(rf"第\s*(?P<n>{_N})\s*(?:部分|大部分)"), _counted(Level.PART)),
    (re.compile(rf"\b(?:part|chapter)\s+(?P<n>{_EN_N})\b"), _counted(Level.PART)),
    (re.compile(rf"第\s*(?P<n>[{_HAN}0-9]{{1,4}})\s*条(?!任务)"), _counted(Level.ARTICLE)),
    (re.compile(r"\barticle\s+(?P<n>[0-9]{1,3})\b"), _counted(Level.ARTICLE)),
    (re.compile(rf"第\s*(?P<n>{_N})\s*(?:项|条任务|个任务|号任务|款|点)(?!目标)"), _counted(Level.ITEM)),
    (
        re.compile(
            r"(?:任务|事项|第)\s*(?P<n>[0-9]{1,2})(?![0-9年月日家个款%.])(?=$|[^一-鿿]|的|是|讲|说|写|规定|内容)"
        ),
        _counted(Level.ITEM),
    ),
    (
        re.compile(
            r"(?<![\]〕)] )(?<!document )(?<!circular )(?<!notice )"
            r"\b(?:item|task|point|measure|no\.|number)\s*(?:no\.?\s*|number\s+)?(?P<n>[0-9]{1,2})\b"
        ),
        _counted(Level.ITEM),
    ),
    (
        re.compile(
            rf"\b(?P<n>{'|'.join(_ORDINALS)}|[0-9]{{1,2}}(?:st|nd|rd|th))\s+(?:item|task|one|project|goal|principle)\b"
        ),
        _counted(Level.ITEM),
    ),
    (re.compile(rf"\bsection\s+(?P<n>{_EN_N})\b"), _counted(Level.PART)),
)


def pointers(plain: str) -> tuple[Pointer, ...]:
    """Return the places that a folded question names, in its order."""
    found: list[Pointer] = []
    for pattern, read in _PATTERNS:
        for match in pattern.finditer(plain):
            pointer = read(match)
            if pointer is not None and not any(
                p.span.start < match.end() and match.start() < p.span.end for p in found
            ):
                found.append(pointer)
    return tuple(sorted(found, key=lambda pointer: pointer.span.start))


def resolve(pointer: Pointer, library: Library, works: Sequence[str]) -> tuple[ClauseRef, ...]:
    """Return the clauses a place may be, one or none a work, in the works' order."""
    return tuple(ref for work in works for ref in _in_work(pointer, library.answering(work, "zh")))


_ORDINAL_AFTER = re.compile(
    rf"(?:部分|[里中])?\s*的?\s*第\s*\(?({_N})\)?\s*[条项点个款段节](?!目标)|[里中]?(?:面)?[,，]?排第({_N})|\s*的?\s*\(({_N})\)|\s+(?:no\.?\s*|number\s+)?([0-9]{{1,2}})\b"
    rf"|(?:\s+[a-z]+){{0,3}}?\s+(?:the\s+)?({'|'.join(_ORDINALS)})\b"
)

_ORDINAL_BEFORE = re.compile(
    rf"\b({'|'.join(_ORDINALS)}|[0-9]{{1,2}}(?:st|nd|rd|th)) (?:one )?(?:of|among) (?:the )?(?:{_EN_N} )?$"
)


def headed(plain: str, library: Library, works: Sequence[str]) -> tuple[ClauseRef, ...]:
    """Return clauses that a folded question names by a heading and a number: 保障措施第三条, "key projects 2"."""
    names = _names(library)
    return tuple(
        dict.fromkeys(
            ClauseRef(work, child)
            for work in works
            for clause in _containers(library.answering(work, "zh"))
            for name in names[clause.heading]
            if (wanted := _ordinal_beside(plain, name)) is not None
            for child in _children_counted(wanted, clause.eid, library.answering(work, "zh"))
        )
    )


def _containers(expression: Expression) -> Iterator[Clause]:
    return (clause for clause in expression.clauses if clause.heading and not expression.is_leaf(clause.eid))


def _names(library: Library) -> dict[str, dict[str, None]]:
    """Return what each Chinese heading of a container is called, folded: one heading may have several in English."""
    names: dict[str, dict[str, None]] = {}
    for work in library.works:
        english = library.answering(work.id, "en")
        for clause in _containers(library.answering(work.id, "zh")):
            found = names.setdefault(clause.heading, {folded(clause.heading): None})
            found.update({folded(english.clause(clause.eid).heading): None} if clause.eid in english else {})
    return names


def _ordinal_beside(plain: str, name: str) -> int | None:
    at = plain.find(name) if name else -1
    if at < 0:
        return None
    match = _ORDINAL_AFTER.match(plain, at + len(name)) or _ORDINAL_BEFORE.search(plain, 0, at)
    return numeral(next(group for group in match.groups() if group)) if match else None


def _children_counted(wanted: int, eid: str, expression: Expression) -> Iterator[str]:
    yield from (child.eid for child in expression.children(eid) if _count(child) == wanted)


def _in_work(pointer: Pointer, expression: Expression) -> Iterator[ClauseRef]:
    levels = {Level.ITEM: (Level.ITEM, Level.SUBITEM), Level.PART: (Level.PART, Level.CHAPTER)}.get(
        pointer.level, (pointer.level,)
    )
    for clause in expression.clauses:
        if clause.level in levels and _count(clause) == pointer.number and _inside(pointer, clause):
            yield ClauseRef(expression.work, clause.eid)
            return


def _inside(pointer: Pointer, clause: Clause) -> bool:
    steps = clause.eid.split(".")
    part_fits = pointer.part is None or steps[0] == str(pointer.part)
    section_fits = (
        pointer.section is None
        or pointer.level is Level.SECTION
        or (len(steps) > 2 and steps[1] == str(pointer.section))
    )
    return part_fits and section_fits


def _count(clause: Clause) -> int | None:
    digits = re.search(r"[0-9]+", clause.eid.rsplit(".", 1)[-1])
    return int(digits.group()) if digits else None
