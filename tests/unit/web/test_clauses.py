from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.answers import Answer
from assistant.library import Library
from assistant.resources import content_path
from assistant.terms import read_glossary
from assistant.web.address import Address, Room
from assistant.web.clauses import clause_panel, missing_panel, peek
from assistant.web.reading import clause_view
from assistant.works import ClauseRef, Edition

if TYPE_CHECKING:
    from .conftest import Seen

SCALE = ClauseRef("green", "1.2.p1")
ASKED = Address("en", Room.ASK, ("How large?",), str(SCALE))


def test_a_clause_marks_what_supports_in_both_languages(
    library: Library, answer: Answer, seen: Callable[[str], Seen]
) -> None:
    view = clause_view(library, SCALE, language="en", outcome=answer)

    page = seen(clause_panel(view, ASKED))

    assert "5000亿元" in page.marked
    assert "RMB 500 billion" in page.marked
    assert "RMB 100 billion class" not in page.marked
    assert "二、" not in page.text
    assert "一、总体要求" in page.text


def test_a_figure_in_a_clause_explains_itself_and_can_be_reached(library: Library, seen: Callable[[str], Seen]) -> None:
    view = clause_view(library, SCALE, language="en", outcome=None)

    figures = [a for _, a in seen(clause_panel(view, ASKED)).elements if a.get("class") == "figure"]

    assert figures[0] == {
        "class": "figure",
        "data-note": "5000亿元 = RMB 500 billion",
        "tabindex": "0",
        "role": "note",
        "aria-label": "5000亿元 = RMB 500 billion",
    }


def test_the_names_in_a_clause_are_explained_below_it(library: Library, seen: Callable[[str], Seen]) -> None:
    glossary = read_glossary(content_path("corpus", "glossary.tsv"))
    view = clause_view(library, ClauseRef("green", "2.2.6"), language="en", outcome=None)

    page = seen(clause_panel(view, Address("en", Room.ASK, ("x",)), glossary))

    assert "Terms in this clause" in page.text
    assert page.tags().count("dt") == page.tags().count("dd") > 3


def test_a_clause_can_be_closed_read_in_its_plan_and_left_for_the_next(
    library: Library, seen: Callable[[str], Seen]
) -> None:
    view = clause_view(library, ClauseRef("green", "2.2.6"), language="zh", outcome=None)

    links = seen(clause_panel(view, Address("zh", Room.ASK, ("氢？",), "green/2.2.6"))).links()

    question = "?lang=zh&q=%E6%B0%A2%EF%BC%9F"
    assert links == [
        question,
        f"{question}&clause=green/2.2.5",
        "?lang=zh&clause=green/2.2.6",
        f"{question}&clause=green/2.3.7",
    ]


def test_a_part_links_what_it_contains(library: Library, seen: Callable[[str], Seen]) -> None:
    view = clause_view(library, ClauseRef("green", "1"), language="en", outcome=None)

    links = seen(clause_panel(view, Address("en", Room.ASK, ("x",), "green/1"))).links()

    assert "?lang=en&q=x&clause=green/1.2" in links


def test_a_document_in_one_language_says_so(library: Library, seen: Callable[[str], Seen]) -> None:
    view = clause_view(library, SCALE, language="en", outcome=None)

    page = seen(clause_panel(replace(view, columns=view.columns[:1]), ASKED))

    assert "no text of this document in the other language" in page.text


def test_columns_that_do_not_correspond_are_not_put_in_rows(library: Library) -> None:
    view = clause_view(library, SCALE, language="en", outcome=None)
    official = replace(view.columns[0], edition=Edition.OFFICIAL, verified=True)

    panel = clause_panel(replace(view, columns=(official, view.columns[1])), ASKED)

    assert panel.count('<div class="running">') == 2
    assert "badge-verified" in panel


def test_an_address_of_no_clause_says_how_one_is_written(seen: Callable[[str], Seen]) -> None:
    text = seen(missing_panel(Address("en", Room.PLANS, clause="green/99"))).text

    assert "There is no such clause: green/99" in text
    assert "for example green/2.2.6" in text


def test_the_card_above_a_citation_shows_what_supports_in_the_language_of_the_answer(
    library: Library, answer: Answer, seen: Callable[[str], Seen]
) -> None:
    view = clause_view(library, SCALE, language="en", outcome=answer)

    card = seen(peek(view, "peek-1", spoken_in="en", language="en"))

    assert card.elements[0] == ("div", {"class": "peek", "id": "peek-1", "role": "tooltip", "hidden": "hidden"})
    assert "RMB 500 billion" in card.marked
    assert "亿元" not in card.text


def test_the_card_of_a_long_clause_leaves_out_what_is_far_from_the_mark(
    library: Library, seen: Callable[[str], Seen]
) -> None:
    view = clause_view(library, ClauseRef("green", "2.2.6"), language="en", outcome=None)
    column = view.columns[1]
    marked = tuple(replace(s, marked=place == 3) for place, s in enumerate(column.sentences))
    long = replace(view, columns=(view.columns[0], replace(column, sentences=marked)))

    text = seen(peek(long, "peek-1", spoken_in="en", language="en")).text

    assert column.sentences[0].text not in text
    assert all(sentence.text in text for sentence in column.sentences[2:5])
    assert text.count("…") == 2
