from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from assistant.errors import WorkNotFoundError
from assistant.library import Library
from assistant.web.address import Address, Room
from assistant.web.plans import matches, plan_view
from assistant.web.plans_room import no_work, plans_room, said
from assistant.works import Edition, Span

if TYPE_CHECKING:
    from .conftest import Seen

READ = Address("en", Room.PLANS, clause="green/2.2.6")


def test_a_plan_is_there_from_beginning_to_end_in_both_languages(library: Library) -> None:
    view = plan_view(library, "green", language="en")

    assert [str(row.ref) for row in view.rows[:3]] == ["green/preface", "green/1", "green/1.1"]
    assert [row.ref for row in view.rows if row.columns[0].sentences] == list(library.leaves("green"))
    assert {tuple(column.language for column in row.columns) for row in view.rows} == {("zh", "en")}
    assert view.found is None


def test_the_contents_name_every_clause_and_how_deep_it_lies(library: Library) -> None:
    view = plan_view(library, "green", language="zh")

    entry = next(entry for entry in view.contents if str(entry.ref) == "green/2.2.6")
    assert (entry.name, entry.depth) == ("6．氢能产业", 2)
    assert len(view.contents) == len(view.rows)


@pytest.mark.parametrize("find", ["氢能", "HYDROGEN industry"])
def test_what_is_looked_for_is_found_in_either_language(find: str, library: Library) -> None:
    view = plan_view(library, "green", language="en", find=find)

    assert view.found == len(view.rows) > 0
    assert "green/2.2.6" in {str(row.ref) for row in view.rows}


def test_words_that_stand_nowhere_find_nothing(library: Library) -> None:
    assert plan_view(library, "green", language="en", find="zeppelin").rows == ()


def test_an_unknown_work_is_an_error(library: Library) -> None:
    with pytest.raises(WorkNotFoundError):
        plan_view(library, "nowhere", language="en")


def test_matches_stand_where_the_words_do() -> None:
    assert matches("Ｈydrogen and hydro", "hydro hydrogen") == (Span(0, 8), Span(13, 18))
    assert matches("氢能与氢", "氢") == (Span(0, 1), Span(3, 4))
    assert matches("x", " ") == ()


def test_the_clause_of_the_address_is_the_one_to_look_at(library: Library, seen: Callable[[str], Seen]) -> None:
    view = plan_view(library, "green", language="en")

    page = seen(plans_room(view, library.works, READ))

    here = [a["data-row"] for _, a in page.elements if "here-now" in a.get("class", "")]
    assert here == ["green/2.2.6"]
    entry = next(
        a for _, a in page.elements if a.get("href") == "?lang=en&clause=green/2.2.6" and "entry" in a["class"]
    )
    assert entry["aria-current"] == "true"
    assert "氢能产业" in page.text
    assert "Hydrogen industry" in page.text


def test_every_clause_has_a_permalink_that_says_of_what(library: Library, seen: Callable[[str], Seen]) -> None:
    view = plan_view(library, "green", language="en")

    links = [a for _, a in seen(plans_room(view, library.works, READ)).elements if "permalink" in a.get("class", "")]

    assert len(links) == len(view.rows)
    assert "Link to Green and Low-Carbon Action Plan, II(2) item 6" in [a["aria-label"] for a in links]


def test_what_was_looked_for_is_marked_and_counted(library: Library, seen: Callable[[str], Seen]) -> None:
    address = Address("en", Room.PLANS, work="green", find="hydrogen")
    view = plan_view(library, "green", language="en", find="hydrogen")

    page = seen(plans_room(view, library.works, address))

    assert f"{view.found} clauses with “hydrogen”" in page.text
    assert set(page.marked.lower().replace("hydrogen", "")) == set()
    assert "?lang=en&room=plans&work=green" in page.links()


def test_where_nothing_is_found_the_question_box_is_a_step_away(library: Library, seen: Callable[[str], Seen]) -> None:
    address = Address("en", Room.PLANS, work="green", find="zeppelin")

    page = seen(plans_room(plan_view(library, "green", language="en", find="zeppelin"), library.works, address))

    assert page.text.endswith("Another document may; a question looks in all of them.Ask instead: zeppelin")
    assert page.links()[-1] == "?lang=en&q=zeppelin"


def test_a_screen_reader_is_told_which_plan_is_open_or_what_was_found(library: Library) -> None:
    address = Address("en", Room.PLANS, work="notice", find="zeppelin")
    view = plan_view(library, "notice", language="en", find="zeppelin")

    assert said(view, address) == "No clause has “zeppelin”"
    assert said(replace(view, found=1), address) == "1 clause with “zeppelin”"
    assert said(replace(view, found=None), address) == "Reading: Notice on the Three Action Plans"


def test_a_work_that_is_not_there_is_said_to_be_missing(library: Library, seen: Callable[[str], Seen]) -> None:
    page = seen(no_work(library.works, Address("en", Room.PLANS, work="nowhere")))

    assert "There is no such document: nowhere" in page.text
    assert "?lang=en&room=plans&work=green" in page.links()


def test_official_wording_says_so_and_runs_by_itself(library: Library, seen: Callable[[str], Seen]) -> None:
    view = plan_view(library, "green", language="en")
    leaf = next(row for row in view.rows if str(row.ref) == "green/2.2.6")
    official = replace(leaf.columns[0], edition=Edition.OFFICIAL, verified=True)
    one = replace(view, rows=(replace(leaf, columns=(official, leaf.columns[1])),))

    page = seen(plans_room(one, library.works, READ))

    assert "Official wording · verified" in page.text
