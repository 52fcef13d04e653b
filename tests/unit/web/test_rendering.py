from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from assistant.answers import Abstention, Answer, Citation, Nearest, Note, NoteKind, Reason, Sentence, Support
from assistant.library import Library
from assistant.web.address import Address
from assistant.web.reading import clause_view
from assistant.web.rendering import clause_panel, masthead, missing_panel, outcome_card, problem_card, welcome
from assistant.web.wording import EXAMPLES, PURPOSE, TITLE, WORDS
from assistant.works import Authority, ClauseRef, Edition

if TYPE_CHECKING:
    from .conftest import Seen

SCALE = ClauseRef("green", "1.2.p1")
PAYLOADS = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "'><iframe srcdoc='<script>alert(1)</script>'>",
    '" onmouseover="alert(1)" x="',
    "javascript:alert(1)",
    "</mark></p></section><style>*{display:none}</style>",
    "<!--><img src=x onerror=alert(1)-->",
    "${alert(1)}{{alert(1)}}`",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "<a href='javascript:alert(1)'>x</a>",
    "\u0000<b>\u202e",
)


def test_the_masthead_says_title_and_purpose_in_both_languages(seen: Callable[[str], Seen]) -> None:
    text = seen(masthead("en", most=500)).text

    for said in (TITLE.zh, TITLE.en, PURPOSE.zh, PURPOSE.en):
        assert said in text


def test_the_language_switch_tells_which_language_is_on(seen: Callable[[str], Seen]) -> None:
    links = [attributes for tag, attributes in seen(masthead("en", most=500)).elements if tag == "a"]

    assert [(a["data-switch"], a["href"], a.get("aria-current")) for a in links] == [
        ("zh", "?lang=zh", None),
        ("en", "?lang=en", "true"),
    ]


def test_the_question_box_has_a_label(seen: Callable[[str], Seen]) -> None:
    elements = seen(masthead("zh", most=500)).elements
    box = next(attributes for tag, attributes in elements if tag == "textarea")

    assert ("label", {"for": box["id"], "class": "unseen"}) in elements


@pytest.mark.parametrize("language", ["zh", "en"])
def test_there_are_six_examples_of_different_kinds_a_language(language: str) -> None:
    examples = EXAMPLES["zh" if language == "zh" else "en"]

    assert len(examples) == len({example.kind for example in examples}) == len({e.question for e in examples}) == 6


def test_every_word_of_the_page_is_there_in_both_languages() -> None:
    assert all(words.zh and words.en for words in WORDS.values())


def test_the_first_screen_links_examples_and_works(library: Library, seen: Callable[[str], Seen]) -> None:
    links = seen(welcome("en", ((library.work("green"), ClauseRef("green", "preface")),))).links()

    assert len(links) == 7
    assert links[-1] == "?lang=en&clause=green/preface"
    assert all(link.startswith("?lang=en&q=") for link in links[:6])


def test_a_sentence_has_its_mark_before_the_stop(answer: Answer, seen: Callable[[str], Seen]) -> None:
    page = seen(outcome_card(answer, Address("en", "How large?")))

    assert "exceed RMB 500 billion by 2025\u00a0[1]." in page.text


def test_in_chinese_the_mark_stays_with_the_last_character(answer: Answer, seen: Callable[[str], Seen]) -> None:
    chinese = replace(answer, language="zh", sentences=(Sentence("规模突破5000亿元。", (1,), Support.VERBATIM),))

    card = outcome_card(chinese, Address("zh", "多大？"))

    assert "规模突破5000亿元[1]。" in seen(card).text
    assert '规模突破5000亿<span class="tail">元<a' in card


def test_a_mark_opens_its_clause_and_says_which(answer: Answer, seen: Callable[[str], Seen]) -> None:
    elements = seen(outcome_card(answer, Address("en", "How large?"))).elements
    mark = next(attributes for _, attributes in elements if attributes.get("class") == "here mark")

    assert mark["href"] == "?lang=en&q=How+large%3F&clause=green/1.2.p1"
    assert mark["aria-label"] == "Source 1: Green and Low-Carbon Action Plan, I(2) para. 1"


def test_sources_say_whose_words_are_quoted(answer: Answer, seen: Callable[[str], Seen]) -> None:
    verified = replace(answer.citations[0], n=2, edition=Edition.OFFICIAL, verified=True, authority=Authority.OFFICIAL)
    briefing = replace(answer.citations[0], n=3, authority=Authority.BRIEFING)

    page = seen(outcome_card(replace(answer, citations=(*answer.citations, verified, briefing)), Address("en", "x")))

    badges = [attributes["class"] for _, attributes in page.elements if "badge " in attributes.get("class", "")]
    assert badges == ["badge badge-digest", "badge badge-verified", "badge badge-digest", "badge badge-briefing"]


def test_notes_stand_below_the_answer(answer: Answer, seen: Callable[[str], Seen]) -> None:
    text = seen(outcome_card(answer, Address("en", "How large?"))).text

    assert text.index("by 2025") < text.index("The Chinese text prevails.") < text.index("Sources")


def test_an_abstention_gives_reason_nearest_clauses_and_questions(
    abstention: Abstention, seen: Callable[[str], Seen]
) -> None:
    page = seen(outcome_card(abstention, Address("en", abstention.question)))

    for said in ("Not in the documents", abstention.explanation, "exceed RMB 500 billion"):
        assert said in page.text
    assert "?lang=en&q=What+tax+rate%3F&clause=green/1.2.p1" in page.links()
    assert "?lang=en&q=What+does+the+plan+say+about+funding%3F" in page.links()


def test_an_abstention_without_clauses_near_has_no_empty_lists(
    abstention: Abstention, seen: Callable[[str], Seen]
) -> None:
    bare = replace(abstention, nearest=(), suggestions=())

    text = seen(outcome_card(bare, Address("en", "x"))).text

    assert "Nearest clauses" not in text
    assert "You could ask" not in text


def test_a_clause_marks_what_supports_in_both_languages(
    library: Library, answer: Answer, seen: Callable[[str], Seen]
) -> None:
    view = clause_view(library, SCALE, language="en", outcome=answer)

    page = seen(clause_panel(view, Address("en", "How large?", str(SCALE))))

    assert "5000亿元" in page.marked
    assert "RMB 500 billion" in page.marked
    assert "RMB 100 billion class" not in page.marked
    assert "二、" not in page.text
    assert "一、总体要求" in page.text


def test_a_clause_can_be_closed_and_left_for_the_next(library: Library, seen: Callable[[str], Seen]) -> None:
    view = clause_view(library, ClauseRef("green", "2.2.6"), language="zh", outcome=None)

    links = seen(clause_panel(view, Address("zh", "氢？", "green/2.2.6"))).links()

    question = "?lang=zh&q=%E6%B0%A2%EF%BC%9F"
    assert links == [question, f"{question}&clause=green/2.2.5", f"{question}&clause=green/2.3.7"]


def test_a_part_links_what_it_contains(library: Library, seen: Callable[[str], Seen]) -> None:
    view = clause_view(library, ClauseRef("green", "1"), language="en", outcome=None)

    assert "?lang=en&clause=green/1.2" in seen(clause_panel(view, Address("en", "", "green/1"))).links()


def test_a_document_in_one_language_says_so(library: Library, seen: Callable[[str], Seen]) -> None:
    view = clause_view(library, SCALE, language="en", outcome=None)

    page = seen(clause_panel(replace(view, columns=view.columns[:1]), Address("en", "", str(SCALE))))

    assert "no text of this document in the other language" in page.text


def test_columns_that_do_not_correspond_are_not_put_in_rows(library: Library) -> None:
    view = clause_view(library, SCALE, language="en", outcome=None)
    official = replace(view.columns[0], edition=Edition.OFFICIAL, verified=True)

    panel = clause_panel(replace(view, columns=(official, view.columns[1])), Address("en", "", str(SCALE)))

    assert panel.count('<div class="running">') == 2
    assert "badge-verified" in panel


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_hostile_question_stays_text(
    payload: str, answer: Answer, abstention: Abstention, seen: Callable[[str], Seen]
) -> None:
    address = Address("en", payload, payload)
    for hostile, harmless in (
        (outcome_card(replace(answer, question=payload), address), outcome_card(answer, Address("en", "x", "x"))),
        (outcome_card(replace(abstention, question=payload), address), outcome_card(abstention, Address("en", "x"))),
        (problem_card(payload, address), problem_card("x", Address("en", "x"))),
        (missing_panel(address), missing_panel(Address("en", "x", "x"))),
    ):
        _inert(seen(hostile), seen(harmless), payload)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_hostile_words_of_a_document_stay_text(
    payload: str, hostile_library: Callable[[str], Library], seen: Callable[[str], Seen]
) -> None:
    def panel(text: str) -> str:
        library = hostile_library(text)
        views = [clause_view(library, ClauseRef("odd", eid), language="en", outcome=None) for eid in ("1", "1.1")]
        first = welcome("en", ((library.works[0], ClauseRef("odd", "1.1")),))
        return first + "".join(clause_panel(view, Address("en", "", "odd/1.1")) for view in views)

    _inert(seen(panel(payload)), seen(panel(_harmless(payload))), payload)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_hostile_outcome_stays_text(payload: str, seen: Callable[[str], Seen]) -> None:
    def cards(text: str) -> str:
        ref = ClauseRef(text, text)
        citation = Citation(1, ref, text, Authority.OFFICIAL, Edition.DIGEST, text, "en", text, verified=False)
        note = Note(NoteKind.SHORTENED, text)
        answer = Answer(text, "en", (Sentence(f"{text}.", (1,), Support.VERBATIM),), (citation,), (note,))
        nearest = (Nearest(ref, text, text),)
        refused = Abstention(text, "en", Reason.UNCLEAR, text, nearest, (text,), (note,))
        return "".join(outcome_card(outcome, Address("en", text)) for outcome in (answer, refused))

    _inert(seen(cards(payload)), seen(cards(_harmless(payload))), payload)


def _harmless(payload: str) -> str:
    """Return a text of the same sentences that has no sign with a meaning in HTML."""
    return re.sub(r"[<>&'\"=/]", "x", payload)


def _inert(hostile: Seen, harmless: Seen, payload: str) -> None:
    """Assert that a text changed no element and no attribute's name, and that it is still to be read."""
    assert hostile.tags() == harmless.tags()
    assert [set(a) for _, a in hostile.elements] == [set(a) for _, a in harmless.elements]
    assert all(link.startswith("?lang=") for link in hostile.links())
    assert payload.replace("\x00", "") in hostile.text.replace("\x00", "").replace("\ufffd", "")
