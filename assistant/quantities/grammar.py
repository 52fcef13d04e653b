"""What one language has to tell the reader: its numerals, units and bounds."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from assistant.quantities.numerals import Numeral
from assistant.quantities.quantity import Kind, Qualifier
from assistant.quantities.units import Measure


@dataclass(frozen=True, slots=True)
class Phrase:
    """A figure that is no plain number with a unit: 三分之一, 2022—2025年, "doubled"."""

    start: int
    end: int
    kind: Kind
    unit: str
    value: Decimal
    upper: Decimal | None = None
    qualifier: Qualifier | None = None
    # A year in a title or bracket names an edition; it governs no target.
    governs: bool = False


@dataclass(frozen=True, slots=True)
class Bounds:
    """The words before and after a number that bound it, one group a qualifier."""

    before: re.Pattern[str]
    after: re.Pattern[str]
    # How far back the words before can begin.
    reach: int

    def of(self, plain: str, start: int, end: int) -> Qualifier | None:
        """Return the qualifier of the figure at ``plain[start:end]``.

        A bound wins over REACH: "reach 60% or more" is AT_LEAST.
        """
        before = self.before.search(plain[max(0, start - self.reach) : start])
        after = self.after.match(plain, end)
        found = [Qualifier[match.lastgroup] for match in (before, after) if match and match.lastgroup]
        narrower = [qualifier for qualifier in found if qualifier is not Qualifier.REACH]
        return next(iter(narrower or found), None)

    def around(self, plain: str, start: int, end: int) -> tuple[int, int]:
        """Return from where to where ``plain[start:end]`` stands with the words that bound it."""
        offset = max(0, start - self.reach)
        before = self.before.search(plain[offset:start])
        after = self.after.match(plain, end)
        return (offset + before.start() if before else start), (after.end() if after else end)


class Grammar(Protocol):
    """The part of reading that differs between the languages."""

    # Figures that are no quantities, see `names`.
    names: re.Pattern[str]
    bounds: Bounds
    # Between the numbers of a range, and the word that makes two figures of them (从, "from").
    joiner: re.Pattern[str]
    from_before: re.Pattern[str]
    sentence_end: re.Pattern[str]
    # Where a striving begins, and where it ends before its sentence does.
    striving: re.Pattern[str]
    striving_end: re.Pattern[str]

    def phrases(self, plain: str) -> Iterator[Phrase]:
        """Yield the figures to be read before the numbers; none may overlap."""

    def numeral(self, plain: str, position: int) -> Numeral | None:
        """Return the first numeral at or after ``position``."""

    def measure(self, plain: str, numeral: Numeral) -> Measure | None:
        """Return the unit after a numeral, "count" where none is named, None where it is no quantity."""

    def year_of(self, plain: str, start: int, end: int, years: Mapping[int, int]) -> int | None:
        """Return which of ``years`` (offset to year) of its sentence a figure holds in."""


def one_of(*patterns: str, first: str) -> str:
    """Return a pattern for any of ``patterns``, tried in order only where ``first`` matches.

    Nearly every character of a text begins none of them; one look spares the rest.
    """
    return f"(?={first})(?:{'|'.join(patterns)})"


def blanked(plain: str, names: re.Pattern[str]) -> str:
    """Return ``plain`` with every name in it blotted out, at the same length."""
    return names.sub(lambda match: BLANK * len(match[0]), plain)


# Matches none of the patterns, and is no white space.
BLANK = "\ufffc"
