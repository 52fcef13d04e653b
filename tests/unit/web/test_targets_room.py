from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from assistant.library import Library
from assistant.targets import targets
from assistant.web.address import Address, Room
from assistant.web.charts import money_chart, years_chart
from assistant.web.targeting import kind_of, targets_view
from assistant.web.targets_room import said, targets_room

if TYPE_CHECKING:
    from .conftest import Seen

ALL = Address("en", Room.TARGETS)


def test_without_a_filter_every_target_is_there_in_document_order(library: Library) -> None:
    found = targets(library)

    assert targets_view(found, library, ALL).rows == found


@pytest.mark.parametrize(
    ("address", "first", "count"),
    [
        (replace(ALL, work="green"), "green/1.2.p1", 15),
        (replace(ALL, year="2030"), "press-2022-11-23/p3", 1),
        (replace(ALL, kind="share"), "terminals/1.2.p1", 3),
        (replace(ALL, work="green", kind="money"), "green/1.2.p1", 1),
        (replace(ALL, find="hydrogen 70"), "press-2022-11-23/p7", 1),
        (replace(ALL, find="加氢站"), "press-2022-11-23/p7", 1),
    ],
)
def test_a_filter_keeps_what_it_names(address: Address, first: str, count: int, library: Library) -> None:
    rows = targets_view(targets(library), library, address).rows

    assert len(rows) == count
    assert str(rows[0].ref) == first


@pytest.mark.parametrize("field", ["work", "year", "kind"])
def test_a_filter_that_names_nothing_known_keeps_nothing(field: str, library: Library) -> None:
    view = targets_view(targets(library), library, replace(ALL, **{field: "<b>"}))

    assert view.rows == ()
    assert said(view, "en") == "No target matches."


def test_the_greatest_amount_of_money_comes_first_when_it_is_asked_for(library: Library) -> None:
    view = targets_view(targets(library), library, replace(ALL, kind="money", sort="-figure"))

    assert view.rows[0].value == 1_500_000_000_000
    assert (view.sort, view.descending) == ("figure", True)


@pytest.mark.parametrize("column", ["figure", "about", "year", "clause"])
def test_every_column_sorts_and_loses_nothing(column: str, library: Library) -> None:
    found = targets(library)

    up = targets_view(found, library, replace(ALL, sort=column)).rows
    down = targets_view(found, library, replace(ALL, sort=f"-{column}")).rows

    assert sorted(up, key=repr) == sorted(down, key=repr) == sorted(found, key=repr)
    assert up != down


def test_a_column_that_is_none_leaves_the_order_of_the_documents(library: Library) -> None:
    view = targets_view(targets(library), library, replace(ALL, sort="-__class__"))

    assert not view.sort
    assert view.rows == targets(library)


def test_the_table_has_a_row_for_each_target_and_each_opens_its_clause(
    library: Library, seen: Callable[[str], Seen]
) -> None:
    address = replace(ALL, work="green")
    view = targets_view(targets(library), library, address)

    page = seen(targets_room(view, address, library))

    opens = [a["href"] for _, a in page.elements if a.get("class") == "here opens"]
    assert len(opens) == 15
    assert opens[0] == "?lang=en&room=targets&clause=green/1.2.p1&work=green"
    assert "15 targets" in page.text
    assert "exceed RMB 500 billion= 5000亿元" in page.text


def test_a_heading_sorts_and_says_how_the_table_is_sorted(library: Library, seen: Callable[[str], Seen]) -> None:
    address = replace(ALL, sort="year")
    view = targets_view(targets(library), library, address)

    page = seen(targets_room(view, address, library))

    heads = [a for tag, a in page.elements if tag == "th" and a.get("scope") == "col"]
    assert [a.get("aria-sort") for a in heads] == [None, None, "ascending", None]
    assert "?lang=en&room=targets&sort=-year" in page.links()


def test_the_filters_have_labels_and_keep_what_was_chosen(library: Library, seen: Callable[[str], Seen]) -> None:
    address = replace(ALL, year="2025")
    view = targets_view(targets(library), library, address)

    page = seen(targets_room(view, address, library))

    labels = {a["for"] for tag, a in page.elements if tag == "label"}
    assert labels == {"filter-work", "filter-year", "filter-kind", "filter-find"}
    assert [a["value"] for tag, a in page.elements if tag == "option" and "selected" in a] == ["", "2025", ""]


def test_the_table_can_be_taken_away(library: Library, seen: Callable[[str], Seen]) -> None:
    address = replace(ALL, work="green")

    page = seen(targets_room(targets_view(targets(library), library, address), address, library))

    assert "./api/v1/targets.csv?work=green&language=en" in page.links()


def test_bars_are_drawn_to_one_scale_from_zero(library: Library, seen: Callable[[str], Seen]) -> None:
    found = targets(library, "metaverse")

    page = seen(money_chart(found, library.works, ALL))

    bars = [float(a["width"]) for _, a in page.elements if "bar" in a.get("class", "").split()]
    assert bars == [390.0, 143.0, 91.0]
    assert "more than RMB 1.5 trillion · 2025" in page.text


def test_the_chart_speaks_the_language_of_the_page(library: Library, seen: Callable[[str], Seen]) -> None:
    chart = seen(money_chart(targets(library, "metaverse"), library.works, Address("zh", Room.TARGETS)))

    assert "超过15000亿元 · 2025" in chart.text
    assert "《" not in chart.text


def test_there_is_one_dot_for_every_target(library: Library, seen: Callable[[str], Seen]) -> None:
    found = targets(library)

    page = seen(years_chart(found, library.works, ALL))

    dots = [a for tag, a in page.elements if tag == "circle"]
    assert len(dots) == len(found)
    assert len({(a["cx"], a["cy"]) for a in dots}) == len(found)


def test_a_bar_says_what_it_counts_and_leaves_room_for_its_figure(
    library: Library, seen: Callable[[str], Seen]
) -> None:
    english = seen(money_chart(targets(library, "metaverse"), library.works, ALL))
    chinese = seen(money_chart(targets(library, "metaverse"), library.works, Address("zh", Room.TARGETS)))

    # What is too long for a line goes on in the next.
    assert "the city's software and information services industry· scale" in english.text
    assert "全市软件和信息服务业 · 规模" in chinese.text
    # The long English ones stand above their figures, the short Chinese ones beside theirs.
    figures = [
        [a["x"] for _, a in page.elements if a.get("class", "").startswith("value")] for page in (english, chinese)
    ]
    assert figures == [["0", "0", "0"], ["390", "390", "390"]]


def test_what_a_press_conference_says_twice_has_one_bar(library: Library, seen: Callable[[str], Seen]) -> None:
    page = seen(money_chart(targets(library, "press-2022-07-08"), library.works, Address("zh", Room.TARGETS)))

    assert page.text.count("智能终端产业 · 规模突破7000亿元 · 2025") == 1


def test_no_chart_runs_into_itself(library: Library, seen: Callable[[str], Seen]) -> None:
    for language in ("zh", "en"):
        page = seen(money_chart(targets(library), library.works, Address(language, Room.TARGETS)))

        bars = [a for _, a in page.elements if a.get("class") == "hit"]
        ends = [float(a["y"]) + float(a["height"]) for a in bars]
        assert all(end <= float(after["y"]) for end, after in zip(ends, bars[1:], strict=False))


def test_the_table_comes_before_the_charts(library: Library, seen: Callable[[str], Seen]) -> None:
    page = seen(targets_room(targets_view(targets(library), library, ALL), ALL, library))

    places = [a.get("id") for _, a in page.elements if a.get("id", "").startswith("targets-")]
    assert places == ["targets-title", "targets-table", "targets-charts"]
    assert "#targets-charts" in page.links()


def test_where_nothing_matches_there_is_a_way_back(library: Library, seen: Callable[[str], Seen]) -> None:
    address = replace(ALL, find="xyzzy")

    page = seen(targets_room(targets_view(targets(library), library, address), address, library))

    assert "table" not in page.tags()
    assert "Try another word, or take one of the filters away.Show all targets" in page.text
    assert page.links()[-1] == "?lang=en&room=targets"


def test_without_targets_there_is_no_chart(library: Library) -> None:
    assert not money_chart((), library.works, ALL)
    assert not years_chart((), library.works, ALL)


def test_a_dot_can_be_reached_and_says_what_it_is(library: Library, seen: Callable[[str], Seen]) -> None:
    links = [a for tag, a in seen(years_chart(targets(library, "green"), library.works, ALL)).elements if tag == "a"]

    assert links[0]["aria-label"] == "green and low-carbon industry · scale: exceed RMB 500 billion"
    assert links[0]["href"] == "?lang=en&room=targets&clause=green/1.2.p1"


def test_kinds_of_figures_are_told_apart(library: Library) -> None:
    kinds = {kind_of(target) for target in targets(library)}

    assert kinds == {"money", "count", "share", "other"}
