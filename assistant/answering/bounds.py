"""What is known of a sum or a difference of figures that are only bounded.

More than 500 and exactly 350 come to more than 850; more than 700 less more than
500 comes to nothing that could be said. What cannot be said is None, never a guess.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from assistant.quantities import Qualifier

_LOWER = {Qualifier.AT_LEAST: Qualifier.AT_LEAST, Qualifier.EXCEED: Qualifier.EXCEED}
_UPPER = {Qualifier.AT_MOST: Qualifier.AT_MOST, Qualifier.BELOW: Qualifier.BELOW}
_TURNED = {
    Qualifier.AT_LEAST: Qualifier.AT_MOST,
    Qualifier.EXCEED: Qualifier.BELOW,
    Qualifier.AT_MOST: Qualifier.AT_LEAST,
    Qualifier.BELOW: Qualifier.EXCEED,
}
_EXACT = frozenset({None, Qualifier.REACH})
_STRICT = frozenset({Qualifier.EXCEED, Qualifier.BELOW})


@dataclass(frozen=True, slots=True)
class Bounded:
    """A number and how it is bounded; ``qualifier`` is None where it is exact, as it is to be reached or is."""

    value: Decimal
    qualifier: Qualifier | None


def total(terms: Iterable[Bounded]) -> Bounded | None:
    """Return the sum, None where the bounds of the terms leave it open.

    Lower bounds and exact numbers make a lower bound, upper ones an upper; one "more than"
    among "at least" makes it "more than". About and exact make about. Nothing else adds up.
    """
    found = tuple(terms)
    bounds = {term.qualifier for term in found if term.qualifier is not None} - {Qualifier.REACH}
    value = sum((term.value for term in found), Decimal(0))
    if not bounds:
        return Bounded(value, None)
    if bounds <= _LOWER.keys() or bounds <= _UPPER.keys():
        return Bounded(value, min(bounds & _STRICT or bounds))
    return Bounded(value, min(bounds)) if bounds in ({Qualifier.ABOUT}, {Qualifier.NEARLY}) else None


def difference(larger: Bounded, smaller: Bounded) -> Bounded | None:
    """Return ``larger`` less ``smaller``, None where their bounds leave it open.

    What is taken away bounds the difference the other way round.
    """
    if smaller.qualifier is Qualifier.NEARLY:
        return None
    turned = smaller.qualifier if smaller.qualifier in _EXACT else _TURNED.get(smaller.qualifier or Qualifier.ABOUT)
    if smaller.qualifier is Qualifier.ABOUT:
        turned = Qualifier.ABOUT
    found = total((larger, Bounded(-smaller.value, turned)))
    # An upper bound alone does not tell which of the two is the larger.
    return None if found is None or found.qualifier in _UPPER else found
