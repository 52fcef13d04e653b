"""The targets that an address asks for: kept to, sorted, and counted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from assistant.languages import fold
from assistant.library import Library
from assistant.quantities import Kind
from assistant.targets import Target, reading
from assistant.web.address import Address
from assistant.works import LANGUAGES, Work

KINDS = ("money", "count", "share", "other")
COLUMNS = ("figure", "about", "year", "clause")
NO_YEAR = "none"


@dataclass(frozen=True, slots=True)
class TargetsView:
    """What the room shows.

    Attributes:
        rows: the targets asked for, in the order asked for.
        works: works that set any target at all.
        years: years that any target is set for, and ``NO_YEAR`` last where one has none.
        sort: the column, without sign; empty for document order.
        descending: the greatest first.
    """

    rows: tuple[Target, ...]
    works: tuple[Work, ...]
    years: tuple[str, ...]
    sort: str
    descending: bool


def kind_of(target: Target) -> str:
    """Return which of ``KINDS`` a figure is."""
    if target.unit == "CNY":
        return "money"
    if target.unit in {"%", "‰"} or target.kind is Kind.FRACTION:
        return "share"
    return "count" if target.unit == "count" else "other"


def year_of(target: Target) -> str:
    """Return the year as the filter writes it."""
    return str(target.year) if target.year is not None else NO_YEAR


def targets_view(found: Sequence[Target], library: Library, address: Address) -> TargetsView:
    """Return the targets that an address asks for; a filter that names nothing known keeps none."""
    works = {target.ref.work for target in found}
    years = sorted({year_of(target) for target in found})
    column = address.sort.removeprefix("-")
    descending = address.sort.startswith("-")
    rows = [target for target in found if _kept(target, address)]
    if column in COLUMNS:
        rows.sort(key=_KEYS[column](library, address), reverse=descending)
    return TargetsView(
        tuple(rows),
        tuple(work for work in library.works if work.id in works),
        tuple(years),
        column if column in COLUMNS else "",
        descending,
    )


def _kept(target: Target, address: Address) -> bool:
    return (
        (not address.work or target.ref.work == address.work)
        and (not address.year or year_of(target) == address.year)
        and (not address.kind or kind_of(target) == address.kind)
        and (not address.find or _holds(target, address.find))
    )


def _holds(target: Target, find: str) -> bool:
    texts = [
        " ".join((reading(target, tag), *(one.get(tag) for one in (target.about, target.heading, target.sentence))))
        for tag in LANGUAGES
    ]
    return any(all(fold(word)[0] in fold(text)[0] for word in find.split()) for text in texts)


_Key = Callable[[Target], tuple[str | Decimal | int, ...]]


def _by_figure(_library: Library, _address: Address) -> _Key:
    # Money beside money: amounts of different units have no common order.
    return lambda target: (KINDS.index(kind_of(target)), target.unit, target.value or Decimal(-1))


def _by_about(_library: Library, address: Address) -> _Key:
    return lambda target: (target.about.get(address.language), str(target.ref))


def _by_year(_library: Library, _address: Address) -> _Key:
    return lambda target: (target.year or 0, str(target.ref))


def _by_clause(library: Library, _address: Address) -> _Key:
    order = {work.id: place for place, work in enumerate(library.works)}
    places = {ref: place for work in library.works for place, ref in enumerate(library.leaves(work.id))}
    return lambda target: (order[target.ref.work], places.get(target.ref, -1))


_KEYS: dict[str, Callable[[Library, Address], _Key]] = {
    "figure": _by_figure,
    "about": _by_about,
    "year": _by_year,
    "clause": _by_clause,
}
