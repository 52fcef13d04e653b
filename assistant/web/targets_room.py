"""The room Targets: filters, charts, and a table whose rows open their clauses."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from urllib.parse import urlencode

from assistant.library import Library
from assistant.targets import Target, reading
from assistant.web.address import Address, Room
from assistant.web.charts import money_chart, years_chart
from assistant.web.figures import pieces
from assistant.web.markup import EMPTY, Html, element, escaped
from assistant.web.parts import div, fields, hint, link, span, styled, titled
from assistant.web.targeting import COLUMNS, KINDS, NO_YEAR, TargetsView
from assistant.web.wording import words
from assistant.works import Language

CSV = "./api/v1/targets.csv"


def targets_room(view: TargetsView, address: Address, library: Library) -> Html:
    """Return the room."""
    language = address.language
    head = element(
        "header",
        element("h2", escaped(words("room_targets", language)), attributes={"id": "targets-title"}),
        hint(words("targets_intro", language)),
        attributes=styled("plan-head"),
    )
    return div(
        "targets",
        head,
        _filters(view, address),
        div("counted", element("p", escaped(said(view, language))), span("take", _jump(language), _download(address))),
        div("overview", _table(view, address, library), _charts(view, address)) if view.rows else _nothing(address),
    )


def _nothing(address: Address) -> Html:
    """Return what to do where no target matches."""
    language = address.language
    return div(
        "nothing",
        element("p", escaped(words("targets_none_help", language))),
        link(address.entering(Room.TARGETS), escaped(words("filter_clear_all", language)), style="tool"),
    )


def said(view: TargetsView, language: Language) -> str:
    """Return how many targets are shown."""
    count = len(view.rows)
    if count == 0:
        return words("targets_none", language)
    return words("target_said", language) if count == 1 else words("targets_said", language, n=count)


def _jump(language: Language) -> Html:
    attributes: dict[str, str | None] = {"href": "#targets-charts", "class": "jump tool"}
    return element("a", escaped(words("to_charts", language)), attributes=attributes)


def _download(address: Address) -> Html:
    wanted = [(name, value) for name, value in (("work", address.work), ("language", address.language)) if value]
    attributes: dict[str, str | None] = {
        "href": f"{CSV}?{urlencode(wanted)}",
        "class": "tool",
        "download": "targets.csv",
    }
    return element("a", escaped(words("download", address.language)), attributes=attributes)


def _filters(view: TargetsView, address: Address) -> Html:
    language = address.language
    works = [(work.id, work.short_title.get(language)) for work in view.works]
    years = [(year, words("no_year", language) if year == NO_YEAR else year) for year in view.years]
    kinds = [(kind, words(f"kind_{kind}", language)) for kind in KINDS]
    find = element(
        "input",
        attributes={
            "id": "filter-find",
            "name": "find",
            "type": "search",
            "value": address.find,
            "autocomplete": "off",
        },
    )
    label = element("label", escaped(words("filter_find", language)), attributes={"for": "filter-find"})
    chosen = any((address.work, address.year, address.kind, address.find))
    clear = link(address.entering(Room.TARGETS), escaped(words("filter_clear", language)), style="clear")
    form = element(
        "form",
        *fields({"lang": language, "room": Room.TARGETS.value, "sort": address.sort}),
        _choice("work", works, address.work, language),
        _choice("year", years, address.year, language),
        _choice("kind", kinds, address.kind, language),
        div("field", label, find),
        element("button", escaped(words("filter_apply", language)), attributes={"type": "submit"}),
        clear if chosen else EMPTY,
        attributes={"class": "filters", "role": "search", "aria-label": words("filter", language), "action": "./"},
    )
    # Folded where they would fill the first screen: the script unfolds them on a wide one.
    summary = element("summary", escaped(words("filter", language)))
    return element("details", summary, form, attributes={"class": "filters-box", "open": "open" if chosen else None})


def _choice(name: str, choices: Iterable[tuple[str, str]], chosen: str, language: Language) -> Html:
    label = element("label", escaped(words(f"filter_{name}", language)), attributes={"for": f"filter-{name}"})
    options = [
        element(
            "option",
            escaped(text),
            attributes={"value": value, "selected": "selected" if value == chosen else None},
        )
        for value, text in (("", words("all", language)), *choices)
    ]
    select = element("select", *options, attributes={"id": f"filter-{name}", "name": name})
    return div("field", label, select)


def _charts(view: TargetsView, address: Address) -> Html:
    language = address.language
    made = [
        titled(style, words(key, language), div("drawing", hint(words(f"{key}_hint", language)), chart))
        for style, key, chart in (
            ("chart-years", "chart_years", years_chart(view.rows, view.works, address)),
            ("chart-money", "chart_money", money_chart(view.rows, view.works, address)),
        )
        if chart
    ]
    named = {"class": "charts", "id": "targets-charts", "tabindex": "-1", "role": "group"}
    return element("div", *made, attributes={**named, "aria-label": words("charts", language)})


def _table(view: TargetsView, address: Address, library: Library) -> Html:
    language = address.language
    caption = element("caption", escaped(words("targets_intro", language)), attributes=styled("unseen"))
    heads = [_head(column, view, address) for column in COLUMNS]
    rows = [_row(target, address, library) for target in view.rows]
    table = element(
        "table",
        caption,
        element("thead", element("tr", *heads)),
        element("tbody", *rows),
        attributes={"class": "targets-table", "id": "targets-table", "tabindex": "-1"},
    )
    return div("table-box", table)


def _head(column: str, view: TargetsView, address: Address) -> Html:
    name = words(f"column_{column}", address.language)
    here = view.sort == column
    wanted = f"-{column}" if here and not view.descending else column
    order = ("descending" if view.descending else "ascending") if here else None
    sign = ("▾" if view.descending else "▴") if here else "↕"
    label = words("sort_by", address.language, column=name)
    sort = link(
        replace(address, sort=wanted, clause=""),
        escaped(name),
        element("span", escaped(sign), attributes={"aria-hidden": "true", "class": "sign"}),
        style="sort",
        title=label,
    )
    return element("th", sort, attributes={"scope": "col", "aria-sort": order, "class": f"col-{column}"})


def _row(target: Target, address: Address, library: Library) -> Html:
    language = address.language
    label = library.label(target.ref, language)
    opened = link(address.opening(target.ref), escaped(label), style="opens", **{"data-clause": str(target.ref)})
    about = (
        span("heading", escaped(target.about.get(language))),
        span("excerpt", escaped(target.sentence.get(language))),
    )
    return element(
        "tr",
        element("th", _figure(target, language), attributes={"scope": "row", "class": "col-figure"}),
        element("td", *about, attributes=styled("col-about")),
        element("td", escaped(str(target.year or "–")), attributes=styled("col-year")),
        element("td", opened, attributes=styled("col-clause")),
    )


def _figure(target: Target, language: Language) -> Html:
    """Return the figure, with what it is in the other language below where that differs."""
    figure = reading(target, language)
    notes = [piece.note.partition(" = ")[2] for piece in pieces(figure, language) if piece.note]
    return span(
        "target-figure", span("said", escaped(figure)), span("converted", escaped(f"= {notes[0]}")) if notes else EMPTY
    )
