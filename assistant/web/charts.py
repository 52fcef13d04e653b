"""Two charts of targets as SVG: bars of money to one scale, and a dot for every target by year."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from decimal import Decimal

from assistant.quantities import Kind
from assistant.targets import Target, reading
from assistant.web.address import Address
from assistant.web.markup import EMPTY, Html, element, escaped
from assistant.web.targeting import NO_YEAR, year_of
from assistant.web.wording import words
from assistant.works import Work

_WIDTH = 640
_ROW = 34
_LABEL = 14
_DOT = 6
_STEP = 17
_NAME_WIDTH = 190


def money_chart(rows: Sequence[Target], works: Sequence[Work], address: Address) -> Html:
    """Return bars of the amounts of money among targets, work by work, greatest first; nothing where there is none.

    All bars share one scale that starts at zero. What is a class of firms rather than
    an amount (千亿级) is left out.
    """
    amounts = [target for target in rows if target.unit == "CNY" and target.kind is Kind.AMOUNT and target.value]
    if not amounts:
        return EMPTY
    most = max(_amount(target) for target in amounts)
    marks: list[Html] = []
    top = 0
    for work in works:
        own = sorted((t for t in amounts if t.ref.work == work.id), key=lambda t: (-_amount(t), str(t.ref)))
        if own:
            marks.append(_text(work.short_title.get(address.language), 0, top + 16, "group"))
            marks += [_bar(target, top + 24 + place * _ROW, most, address) for place, target in enumerate(own)]
            top += 24 + len(own) * _ROW + 12
    return _svg(_WIDTH, top, words("chart_money", address.language), marks)


def _amount(target: Target) -> Decimal:
    return target.value or Decimal(0)


def _bar(target: Target, top: int, most: Decimal, address: Address) -> Html:
    width = max(float(_amount(target) / most) * _WIDTH, 1.0)
    about = target.about.get(address.language)
    year = f" · {target.year}" if target.year else ""
    figure = f"{reading(target, address.language)}{year}"
    return _linked(
        target,
        address,
        f"{about}: {figure}",
        # What lies between words and bar is pressed, too.
        _shape("rect", "hit", x=0, y=top, width=_WIDTH, height=_ROW - 4),
        _shape("rect", "track", x=0, y=top + 18, width=_WIDTH, height=7, rx=3.5),
        _shape("rect", f"bar work-{target.ref.work}", x=0, y=top + 18, width=width, height=7, rx=3.5),
        _text(about, 0, top + 13, "about", _WIDTH - _width(figure) - 12),
        _text(figure, _WIDTH, top + 13, "value"),
    )


def years_chart(rows: Sequence[Target], works: Sequence[Work], address: Address) -> Html:
    """Return one dot for every target: a row for each work, a column for each year."""
    if not rows:
        return EMPTY
    held = [work for work in works if any(target.ref.work == work.id for target in rows)]
    years = sorted({year_of(target) for target in rows})
    cells = {
        (work.id, year): [t for t in rows if t.ref.work == work.id and year_of(t) == year]
        for work in held
        for year in years
    }
    column = (_WIDTH - _NAME_WIDTH) // len(years)
    across = max((column - 16) // _STEP, 1)
    tops: list[int] = []
    height = 24
    for work in held:
        tops.append(height)
        deepest = max(-(-len(cells[work.id, year]) // across) for year in years)
        height += max(deepest * _STEP, _STEP) + 14
    marks: list[Html] = [
        _text(_year(year, address), _NAME_WIDTH + place * column, _LABEL, "head") for place, year in enumerate(years)
    ]
    for work, top in zip(held, tops, strict=True):
        name = work.short_title.get(address.language)
        rule = _shape("rect", "rule", x=0, y=top - 8, width=_WIDTH, height=1)
        marks += [rule, _text(name, 0, top + 10, "name", _NAME_WIDTH - 12)]
        for place, year in enumerate(years):
            left = _NAME_WIDTH + place * column + _DOT
            marks += _dots(cells[work.id, year], left, top + _DOT, across, address)
    return _svg(_WIDTH, height, words("chart_years", address.language), marks)


def _dots(targets: Sequence[Target], left: int, top: int, across: int, address: Address) -> Iterator[Html]:
    for place, target in enumerate(targets):
        label = f"{target.about.get(address.language)}: {reading(target, address.language)}"
        x, y = left + place % across * _STEP, top + place // across * _STEP
        yield _linked(target, address, label, _shape("circle", f"dot work-{target.ref.work}", cx=x, cy=y, r=_DOT))


def _year(year: str, address: Address) -> str:
    return words("no_year", address.language) if year == NO_YEAR else year


def _linked(target: Target, address: Address, label: str, *shapes: Html) -> Html:
    """Return shapes that open the clause of a target."""
    attributes: dict[str, str | None] = {
        "href": address.opening(target.ref).href,
        "class": "here shape",
        "aria-label": label,
        "data-clause": str(target.ref),
        "data-note": label,
    }
    return element("a", *shapes, attributes=attributes)


def _svg(width: int, height: int, label: str, content: Sequence[Html]) -> Html:
    # A group and no image: its links are to be reached.
    attributes: dict[str, str | None] = {
        "viewBox": f"0 0 {width} {height}",
        "class": "chart",
        "role": "group",
        "aria-label": label,
    }
    return element("svg", *content, attributes=attributes)


def _shape(name: str, style: str, **numbers: float) -> Html:
    written: dict[str, str | None] = {key: f"{value:g}" for key, value in numbers.items()}
    return element(name, attributes={"class": style, **written})


def _text(text: str, x: float, y: float, style: str, most: float | None = None) -> Html:
    shown = _cut(text, most) if most is not None else text
    return element("text", escaped(shown), attributes={"class": style, "x": f"{x:g}", "y": f"{y:g}"})


def _width(text: str) -> float:
    """Return about how wide a text is in the charts' type: a Han character is twice a letter."""
    return sum(13.0 if unicodedata.east_asian_width(sign) in {"W", "F"} else 7.2 for sign in text)


def _cut(text: str, most: float) -> str:
    if _width(text) <= most:
        return text
    kept = text
    while kept and _width(f"{kept}…") > most:
        kept = kept[:-1]
    return f"{kept.rstrip()}…"
