"""Two charts of targets as SVG: bars of money to one scale, and a dot for every target by year."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from assistant.quantities import Kind
from assistant.targets import Target, reading
from assistant.web.address import Address
from assistant.web.markup import EMPTY, Html, element, escaped
from assistant.web.targeting import NO_YEAR, year_of
from assistant.web.wording import words
from assistant.works import Work

# Narrow enough to stand beside the table with type that can be read.
_WIDTH = 390
_LINE = 17
_BAR = 7
_GAP = 15
_DOT = 6
_STEP = 17


def money_chart(rows: Sequence[Target], works: Sequence[Work], address: Address) -> Html:
    """Return bars of the amounts of money among targets, work by work, greatest first; nothing where there is none.

    All bars share one scale that starts at zero; what a work says twice has one bar. What
    is a class of firms rather than an amount (千亿级) is left out.
    """
    amounts = [target for target in rows if target.unit == "CNY" and target.kind is Kind.AMOUNT and target.value]
    if not amounts:
        return EMPTY
    most = max(_amount(target) for target in amounts)
    marks: list[Html] = []
    top = 0
    for work in works:
        own = sorted(_once(t for t in amounts if t.ref.work == work.id), key=lambda t: (-_amount(t), str(t.ref)))
        if own:
            marks.append(_text(work.short_title.get(address.language), 0, top + 14, "group"))
            top += 24
        for target in own:
            bar, height = _bar(target, top, most, address)
            marks.append(bar)
            top += height
        top += _GAP if own else 0
    return _svg(_WIDTH, top, words("chart_money", address.language), marks)


def _once(targets: Iterable[Target]) -> Iterator[Target]:
    """Yield the targets, of those that a work states twice in the same words the first."""
    seen: set[tuple[str, str, int | None]] = set()
    for target in targets:
        key = (target.about.zh or target.about.en, reading(target, "zh"), target.year)
        if key not in seen:
            seen.add(key)
            yield target


def _amount(target: Target) -> Decimal:
    return target.value or Decimal(0)


def _bar(target: Target, top: int, most: Decimal, address: Address) -> tuple[Html, int]:
    """Return a bar below what it counts and its figure, and how high all of it is."""
    width = max(float(_amount(target) / most) * _WIDTH, 1.0)
    about = target.about.get(address.language)
    year = f" · {target.year}" if target.year else ""
    figure = f"{reading(target, address.language)}{year}"
    # Beside each other where both fit, else one below the other.
    apart = _width(about) + _width(figure) + 16 > _WIDTH
    lines = _wrapped(about) if apart else (about,)
    below = _LINE * (len(lines) + apart)
    height = below + _BAR + _GAP
    bar = _linked(
        target,
        address,
        f"{about}: {figure}",
        # What lies between words and bar is pressed, too.
        _shape("rect", "hit", x=0, y=top, width=_WIDTH, height=height - 4),
        _shape("rect", "track", x=0, y=top + below + 2, width=_WIDTH, height=_BAR, rx=3.5),
        _shape("rect", f"bar work-{target.ref.work}", x=0, y=top + below + 2, width=width, height=_BAR, rx=3.5),
        *(_text(line, 0, top + 13 + place * _LINE, "about") for place, line in enumerate(lines)),
        _text(figure, 0 if apart else _WIDTH, top + below - 4, "value" if apart else "value right"),
    )
    return bar, height


def years_chart(rows: Sequence[Target], works: Sequence[Work], address: Address) -> Html:
    """Return one dot for every target: rows for each work, a column for each year."""
    if not rows:
        return EMPTY
    held = [work for work in works if any(target.ref.work == work.id for target in rows)]
    years = sorted({year_of(target) for target in rows})
    column = _WIDTH // len(years)
    across = max((column - 2 * _DOT) // _STEP, 1)
    marks: list[Html] = [_text(_year(year, address), place * column, 14, "head") for place, year in enumerate(years)]
    top = 24
    for work in held:
        name = work.short_title.get(address.language)
        rule = _shape("rect", "rule", x=0, y=top, width=_WIDTH, height=1)
        marks += [rule, _text(name, 0, top + 17, "name", _WIDTH)]
        top += 24
        cells = [[t for t in rows if t.ref.work == work.id and year_of(t) == year] for year in years]
        for place, cell in enumerate(cells):
            marks += _dots(cell, place * column + _DOT, top + _DOT + 2, across, address)
        top += max(-(-len(cell) // across) for cell in cells) * _STEP + 8
    return _svg(_WIDTH, top, words("chart_years", address.language), marks)


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


def _wrapped(text: str) -> tuple[str, ...]:
    """Return a text in two lines at most, each as wide as a chart, broken at a space where there is one."""
    first = _cut(text, _WIDTH)
    if first == text:
        return (text,)
    kept = len(first.removesuffix("…"))
    at = text.rfind(" ", 0, kept + 1)
    at = at if at > 0 else kept
    return text[:at], _cut(text[at:].strip(), _WIDTH)


def _cut(text: str, most: float) -> str:
    if _width(text) <= most:
        return text
    kept = text
    while kept and _width(f"{kept}…") > most:
        kept = kept[:-1]
    return f"{kept.rstrip()}…"
