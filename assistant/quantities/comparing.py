"""Whether one text states only figures that another one contains."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from assistant.quantities.quantity import Kind, Qualifier, Quantity
from assistant.quantities.reading import quantities
from assistant.works import Language

_CALENDAR = frozenset({Kind.YEAR, Kind.DATE, Kind.PERIOD})


def differences(
    claim: str, evidence: str, *, claim_language: Language, evidence_language: Language
) -> tuple[Quantity, ...]:
    """Return the figures of ``claim`` that ``evidence`` does not contain.

    A figure is contained where the evidence has one of the same value, range,
    unit and kind, and the claim says of it no more than the evidence does:

    - the qualifier is the same; only "reach" may be left out or put in, because
      达到3500亿元 and a scale of RMB 350 billion say the same;
    - what the evidence strives for (力争), the claim strives for; a claim that
      strives where the evidence simply states says less, and may;
    - two years that govern it do not disagree; one alone is no contradiction
      (the year is a figure too, and is looked for by itself);
    - a year may come from a date or period of the evidence, a month from a day.
    """
    return missing(
        quantities(claim, language=claim_language),
        quantities(evidence, language=evidence_language),
    )


def missing(claim: Iterable[Quantity], evidence: Sequence[Quantity]) -> tuple[Quantity, ...]:
    """Return the figures of ``claim`` that none of ``evidence`` contains, as ``differences`` compares them."""
    return tuple(figure for figure in claim if not any(contains(other, figure) for other in evidence))


def contains(evidence: Quantity, claim: Quantity) -> bool:
    """Tell whether ``claim`` says no more than ``evidence``, as ``differences`` compares them."""
    if claim.kind in _CALENDAR:
        return _date_contains(evidence, claim)
    return (
        _measured(evidence) in {_measured(claim), _as_share(claim)}
        and _bound(claim) is _bound(evidence)
        and claim.strives >= evidence.strives
        and (claim.year is None or evidence.year is None or claim.year == evidence.year)
    )


def _measured(quantity: Quantity) -> tuple[object, ...]:
    return quantity.value, quantity.upper, quantity.unit, quantity.kind


def _as_share(quantity: Quantity) -> tuple[object, ...] | None:
    """Return a fraction in %: who says half of 50 % says no more; who says 50 % of half does."""
    if quantity.kind is not Kind.FRACTION or quantity.value is None:
        return None
    return quantity.value * 100, None, "%", Kind.AMOUNT


def _bound(quantity: Quantity) -> Qualifier | None:
    return None if quantity.qualifier is Qualifier.REACH else quantity.qualifier


def _date_contains(evidence: Quantity, claim: Quantity) -> bool:
    """A year, a month or a day without its year may be taken from a fuller date."""
    if evidence.value is None or claim.value is None or evidence.kind not in _CALENDAR:
        return False
    if (claim.value, claim.upper, claim.unit) == (evidence.value, evidence.upper, evidence.unit):
        return True
    if claim.upper is not None:
        return False
    return (int(claim.value), claim.unit) in _coarser(evidence)


def _coarser(evidence: Quantity) -> set[tuple[int, str]]:
    value = int(evidence.value or 0)
    match evidence.unit:
        case "date" if value > 10000:
            return {(value // 10000, "year"), (value // 100, "month"), (value % 10000, "date")}
        case "month" if value > 12:
            return {(value // 100, "year"), (value % 100, "month")}
        case "year" if evidence.kind is Kind.PERIOD:
            return {(value, "year"), (int(evidence.upper or 0), "year")}
        case _:
            return set()
