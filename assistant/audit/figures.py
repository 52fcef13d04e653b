"""Figures of a claim beside those of a sentence: which of them speak of the same, and how they differ."""

from __future__ import annotations

import enum
import math
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal

from assistant.indexing.tokens import content_terms
from assistant.quantities import Kind, Qualifier, Quantity, quantities
from assistant.works import Language


class Difference(enum.StrEnum):
    """In what a claim differs from the clause about the same thing."""

    VALUE = "value"
    UNIT = "unit"
    QUALIFIER = "qualifier"
    YEAR = "year"
    PLAN = "plan"
    NEGATION = "negation"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class Pair:
    """A figure of a claim and the one of a sentence that speaks of the same; None where there is none."""

    claimed: Quantity
    found: Quantity | None
    differs: tuple[Difference, ...] = ()


CALENDAR = frozenset({Kind.YEAR, Kind.PERIOD})
_SEGMENT: dict[Language, re.Pattern[str]] = {
    "zh": re.compile(r"[，,、；;。：:（）()]"),
    "en": re.compile(r"[,;:()]|\band\b"),
}
_DIGITS = re.compile(r"[0-9]+(?:[.,][0-9]+)*")
_SCALE = re.compile(r"万亿|亿|万|千|trillion|billion|million|thousand", re.IGNORECASE)


def figures(text: str, language: Language) -> tuple[Quantity, ...]:
    """Return the figures of a text that can be compared: all but bare years and periods."""
    return tuple(figure for figure in quantities(text, language=language) if figure.kind not in CALENDAR)


def blanked(text: str, language: Language) -> str:
    """Return a text without its figures and years, every other character where it was."""
    for figure in quantities(text, language=language):
        span = figure.span
        text = text[: span.start] + " " * (span.end - span.start) + text[span.end :]
    return text


def paired(claim: str, sentence: str, language: Language, *, years: Collection[int]) -> tuple[Pair, ...]:
    """Return every figure of a claim with its counterpart in a sentence.

    Args:
        claim: what somebody wrote.
        sentence: of a clause, in the same language.
        language: of both.
        years: those that hold for the sentence though it does not name them.
    """
    left = list(figures(sentence, language))
    found: list[Pair] = []
    for figure in figures(claim, language):
        other = _counterpart(figure, claim, left, sentence, language)
        if other is None:
            found.append(Pair(figure, None))
        else:
            left.remove(other)
            found.append(Pair(figure, other, differences(figure, other, claim, sentence, language, years=years)))
    return tuple(found)


def _counterpart(
    figure: Quantity, claim: str, others: Sequence[Quantity], sentence: str, language: Language
) -> Quantity | None:
    """Return the figure that stands among the same words; of equal ones the one of the same value, then the first."""
    same = [o for o in others if _comparable(figure, o)] or [o for o in others if _mistaken_unit(figure, o)]
    here = _label(figure, claim, language)
    return max(
        same,
        key=lambda o: (_likeness(here, _label(o, sentence, language)), o.value == figure.value, -o.span.start),
        default=None,
    )


def _likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """Return the cosine of two sets of terms; in steps, so that a word of little weight decides nothing."""
    return round(len(one & other) / math.sqrt(len(one) * len(other)), 1) if one and other else 0.0


def _comparable(one: Quantity, other: Quantity) -> bool:
    return (one.unit, one.kind is Kind.CLASS, one.kind is Kind.DATE) == (
        other.unit,
        other.kind is Kind.CLASS,
        other.kind is Kind.DATE,
    )


def _mistaken_unit(one: Quantity, other: Quantity) -> bool:
    """Tell whether two figures have the same digits, with another unit after them."""
    dates = Kind.DATE in {one.kind, other.kind}
    return not dates and bool(_digits(one)) and _digits(one) == _digits(other)


def _digits(figure: Quantity) -> str:
    match = _DIGITS.search(figure.text)
    return match[0].replace(",", "") if match else ""


def _label(figure: Quantity, text: str, language: Language) -> frozenset[str]:
    """Return the terms of the piece of its sentence that a figure stands in."""
    start, end = figure.span.start, figure.span.end
    cuts = [m for m in _SEGMENT[language].finditer(text) if m.end() <= start or m.start() >= end]
    first = max((m.end() for m in cuts if m.end() <= start), default=0)
    last = min((m.start() for m in cuts if m.start() >= end), default=len(text))
    return frozenset(content_terms(f"{text[first:start]} {text[end:last]}"))


def differences(
    figure: Quantity, other: Quantity, claim: str, sentence: str, language: Language, *, years: Collection[int]
) -> tuple[Difference, ...]:
    """Return in what a figure differs from its counterpart."""
    found: list[Difference] = []
    if figure.unit != other.unit or (figure.kind is Kind.CLASS) is not (other.kind is Kind.CLASS):
        found.append(Difference.UNIT)
    elif (figure.value, figure.upper) != (other.value, other.upper) and not _is_part(figure, other):
        found.append(Difference.UNIT if _other_scale(figure, other) else Difference.VALUE)
    if _bound(figure) is not _bound(other):
        found.append(Difference.QUALIFIER)
    if _other_year(figure, other, claim, sentence, language, years):
        found.append(Difference.YEAR)
    return tuple(found)


def _is_part(figure: Quantity, other: Quantity) -> bool:
    """Tell whether a date without its year is that of a fuller one."""
    dates = figure.kind is other.kind is Kind.DATE and figure.value is not None and other.value is not None
    return dates and int(other.value or 0) % 10_000 == int(figure.value or 0)


def _other_scale(figure: Quantity, other: Quantity) -> bool:
    """Tell whether two figures differ only in the word after the digits: 亿 and 万, billion and million."""
    words = [match[0].lower() if (match := _SCALE.search(one.text)) else "" for one in (figure, other)]
    return bool(_digits(figure)) and _digits(figure) == _digits(other) and words[0] != words[1]


def _bound(figure: Quantity) -> Qualifier | None:
    return None if figure.qualifier is Qualifier.REACH else figure.qualifier


def years_in(text: str, language: Language) -> frozenset[int]:
    """Return the years that a text names, those of periods too."""
    found: set[int] = set()
    for figure in quantities(text, language=language):
        if figure.kind in CALENDAR and figure.value is not None:
            found.update(int(value) for value in (figure.value, figure.upper or figure.value) if _is_year(value))
    return frozenset(found)


def _is_year(value: Decimal) -> bool:
    return 1900 <= value <= 2199


def _other_year(
    figure: Quantity, other: Quantity, claim: str, sentence: str, language: Language, years: Collection[int]
) -> bool:
    claimed = {figure.year} if figure.year is not None else years_in(claim, language)
    stated = {other.year} if other.year is not None else (years_in(sentence, language) | set(years))
    return bool(claimed) and bool(stated) and not claimed & stated
