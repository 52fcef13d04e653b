from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from assistant.answers import Answer
from assistant.library import Library
from assistant.resources import content_path
from assistant.terms import Glossary, read_glossary
from assistant.web.address import Address, Room

if TYPE_CHECKING:
    from assistant.web.page import Rooms

    from .conftest import ScriptedAssistant


@pytest.fixture
def asked(library: Library, answer: Answer, scripted: Callable[..., ScriptedAssistant]) -> ScriptedAssistant:
    return scripted(library, answer)


@pytest.fixture
def glossary() -> Glossary:
    return read_glossary(content_path("corpus", "glossary.tsv"))


@pytest.fixture
def rooms(asked: ScriptedAssistant, glossary: Glossary) -> Rooms:
    from assistant.web.page import Rooms

    return Rooms(asked, glossary)


def test_an_address_without_a_question_asks_nothing(rooms: Rooms, asked: ScriptedAssistant) -> None:
    shown = rooms.regions(Address("en"))

    assert asked.asked == []
    assert "Try one of these" in shown.room
    assert 'data-room="ask"' in shown.room


def test_an_address_with_a_question_and_a_clause_shows_both(rooms: Rooms) -> None:
    shown = rooms.regions(Address("en", Room.ASK, ("How large?",), "green/1.2.p1"), serial=3)

    assert "card-answer" in shown.room
    assert 'data-serial="3"' in shown.room
    assert 'data-said="Answered, with 1 source.' in shown.room
    assert "<mark>" in shown.clause


def test_plans_show_a_clause_in_its_place_and_not_beside_it(rooms: Rooms) -> None:
    shown = rooms.regions(Address("en", Room.PLANS, clause="green/2.2.6"))

    assert "here-now" in shown.room
    assert "clause-label" not in shown.clause
    # It stays in the page, so that what is typed there is not lost; the style sheet hides it.
    assert shown.composer == rooms.regions(Address("en")).composer


def test_plans_begin_with_the_first_work(rooms: Rooms) -> None:
    shown = rooms.regions(Address("en", Room.PLANS))

    assert "Reading: Notice on the Three Action Plans" in shown.room


def test_a_target_opens_its_clause_beside_the_table(rooms: Rooms) -> None:
    shown = rooms.regions(Address("zh", Room.TARGETS, clause="green/1.2.p1"))

    assert 'data-said="74项目标"' in shown.room
    assert "clause-label" in shown.clause


@pytest.mark.parametrize("clause", ["green/99", "nowhere/1", "green", "/", "<b>"])
@pytest.mark.parametrize("room", [Room.ASK, Room.PLANS, Room.TARGETS])
def test_an_address_of_no_clause_says_so(clause: str, room: Room, rooms: Rooms) -> None:
    shown = rooms.regions(Address("en", room, clause=clause))

    assert "There is no such clause" in shown.clause


def test_an_address_of_no_work_says_so(rooms: Rooms) -> None:
    assert "There is no such document: attic" in rooms.regions(Address("en", Room.PLANS, work="attic")).room


def test_the_notice_comes_before_the_plans_and_the_plans_before_the_briefings(rooms: Rooms) -> None:
    shelf = rooms.regions(Address("en")).room

    order = [shelf.index(f"work={work}") for work in ("notice", "green", "metaverse", "terminals", "press")]
    assert order == sorted(order)


def test_the_first_screen_shows_the_first_amount_that_each_plan_sets(rooms: Rooms) -> None:
    home = rooms.regions(Address("en")).room

    for figure in ("exceed RMB 500 billion", "reaching RMB 350 billion", "exceed RMB 700 billion"):
        assert f'<span class="amount">{figure}</span>' in home
    assert '<span class="about">Shanghai&#x27;s intelligent terminal industry · scale</span>' in home
    assert "Intelligent Terminals Action Plan · 2025" in home


def test_no_region_has_a_blank_line_that_would_end_its_markup(rooms: Rooms) -> None:
    for room in Room:
        shown = rooms.regions(Address("zh", room, ("一\n\n二",) if room is Room.ASK else (), "green/2.2.6"))
        assert "\n" not in "".join((shown.masthead, shown.composer, shown.room, shown.clause, shown.colophon))


def test_an_answer_comes_in_lines_that_take_nothing_back(rooms: Rooms) -> None:
    lines = list(rooms.answering(Address("en", Room.ASK, ("How large?",))))

    assert [line.kind for line in lines] == ["begun", "sentences", "whole"]
    assert "How large?" in lines[0].markup
    assert lines[1].spoken == "en"
    assert 'class="here mark"' in lines[1].markup
    assert lines[1].markup in lines[2].markup


def test_a_question_that_cannot_be_asked_is_whole_at_once(rooms: Rooms, asked: ScriptedAssistant) -> None:
    lines = list(rooms.answering(Address("en", Room.ASK, ("x" * 501,))))

    assert [line.kind for line in lines] == ["begun", "whole"]
    assert "at most 500 are read" in lines[1].markup
    assert asked.asked == []


def test_a_model_that_drafts_is_named_and_where_questions_go_is_said(rooms: Rooms, asked: ScriptedAssistant) -> None:
    asked.model = "hf:/models/of/ours/Qwen3-4B/"

    shown = rooms.regions(Address("en"))

    assert (
        "Drafted by the language model hf:Qwen3-4B; a sentence is shown once its clause bears it out" in shown.composer
    )
    assert "given to the language model hf:Qwen3-4B; nothing else is sent" in shown.colophon
    assert "/models" not in "".join((shown.masthead, shown.composer, shown.room, shown.colophon))


def test_without_a_model_nothing_is_sent_elsewhere(rooms: Rooms) -> None:
    shown = rooms.regions(Address("en"))

    assert "language model" not in shown.composer + shown.colophon
    assert "nothing is sent elsewhere" in shown.colophon
