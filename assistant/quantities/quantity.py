"""The figure a sentence states: its number, its unit, and how firmly it is said."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from decimal import Decimal

from assistant.works import Span


class Kind(enum.StrEnum):
    """What sort of figure it is."""

    AMOUNT = "amount"  # money, shares in %, physical units, lengths of time
    COUNT = "count"  # so many of something
    YEAR = "year"
    DATE = "date"
    PERIOD = "period"  # from one year to another
    CLASS = "class"  # 千亿级, "of the RMB 100 billion class"
    FRACTION = "fraction"


class Qualifier(enum.StrEnum):
    """How the number bounds what it describes."""

    EXCEED = "exceed"
    REACH = "reach"
    AT_LEAST = "at least"
    AT_MOST = "at most"
    BELOW = "below"
    ABOUT = "about"
    NEARLY = "nearly"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure as read; the same figure reads the same in both languages.

    Attributes:
        value: the number in ``unit``; the first number of a range; None where
            the text names none (若干家, "several"). A year is itself, a date is
            20220624 (unit "date"; 709 is 9 July of no stated year), a month is
            201912 or 12 (unit "month").
        upper: the second number of a range (3到5家) or of a period, else None.
        unit: a name that belongs to no language: "CNY", "%", "t", "m2", "W",
            "count", "times", "year" ... Physical units stand in one scale (万吨
            is 10000 "t", 公顷 is 10000 "m2"). Indefinite numbers of a known size
            have "tens", "hundreds" ... (数百家, "hundreds of").
        kind: see `Kind`.
        qualifier: the bound, or None. Where two stand together the narrower one
            (达到5000亿元左右 is ABOUT).
        strives: 力争, 争取 or "strive to", "aim to" governs it.
        year: the year by or in which it holds, where its sentence says so.
        span: number, unit and 级 in the text it was read from.
        text: what stands there.
    """

    value: Decimal | None
    upper: Decimal | None
    unit: str
    kind: Kind
    qualifier: Qualifier | None
    strives: bool
    year: int | None
    span: Span
    text: str
