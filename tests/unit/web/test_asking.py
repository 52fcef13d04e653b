from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from assistant.answers import Abstention, Answer, Note, NoteKind, Sentence, Support
from assistant.library import Library
from assistant.targets import targets
from assistant.web.address import Address, Room
from assistant.web.asking import coming, composer, conversation, grown, problem_card, said, shown_model, welcome
from assistant.web.conversation import Turn
from assistant.web.reading import clause_view
from assistant.web.wording import PURPOSE
from assistant.works import Authority, ClauseRef, Edition

if TYPE_CHECKING:
    from .conftest import Seen

SCALE = ClauseRef("green", "1.2.p1")
ASKED = Address("en", Room.ASK, ("How large?",))


def _turn(answer: Answer, library: Library) -> Turn:
    return Turn(
        answer.question,
        answer,
        receipt="a receipt",
        views={(0, SCALE): clause_view(library, SCALE, language="en", outcome=answer)},
    )


def test_the_question_box_has_a_label(seen: Callable[[str], Seen]) -> None:
    elements = seen(composer("zh")).elements
    box = next(attributes for tag, attributes in elements if tag == "textarea")

    assert ("label", {"for": box["id"], "class": "unseen"}) in elements


def test_the_question_box_says_what_the_page_is_for_and_nothing_of_the_conversation(
    seen: Callable[[str], Seen],
) -> None:
    page = seen(composer("en"))

    box = next(attributes for tag, attributes in page.elements if tag == "textarea")
    assert PURPOSE.en in page.text
    assert "language model" not in page.text
    assert page.links() == ["?lang=en"]
    assert (box["data-first"], box["data-follow"]) == (box["placeholder"], "Ask a follow-up, or something else")


def test_a_card_waits_for_an_answer_and_can_be_stopped(seen: Callable[[str], Seen]) -> None:
    page = seen(coming("How large?", "en"))

    assert page.elements[0] == ("article", {"class": "card-answer", "aria-busy": "true"})
    assert page.text.startswith("How large?Reading the clauses")
    assert [a["data-act"] for _, a in page.elements if "data-act" in a] == ["stop"]
    assert [a["class"] for _, a in page.elements if "hidden" in a] == ["hint stopped-note"]


def test_sentences_come_with_their_citations_from_where_one_was(
    answer: Answer, library: Library, seen: Callable[[str], Seen]
) -> None:
    said = replace(answer, sentences=(*answer.sentences, Sentence("The second.", (1,), Support.SUPPORTED)))

    rest = seen(grown(_turn(said, library), ASKED, 1))

    assert rest.text == "The second. 1Green and Low-Carbon Action Plan, I(2) para. 1"
    assert rest.tags().count("p") == 1
    assert grown(Turn("How large?"), ASKED, 0) == ""  # noqa: PLC1901  # markup, not just nothing


@pytest.mark.parametrize(("failure", "said"), [(None, True), ("cut", True), ("silent", False), ("unverified", False)])
def test_who_drafted_an_answer_is_said_where_a_model_did(
    failure: str | None,
    said: bool,  # noqa: FBT001  # a table's column
    answer: Answer,
    library: Library,
    seen: Callable[[str], Seen],
) -> None:
    drafted = replace(answer, trace={"model": {"name": "ollama:qwen3:4b", "failure": failure}})

    text = seen(conversation((_turn(drafted, library),), ASKED, library)).text

    assert ("Drafted by ollama:qwen3:4b; every sentence verified." in text) is said


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("openai:gpt-5", "openai:gpt-5"),
        ("hf:Qwen/Qwen3-4B", "hf:Qwen/Qwen3-4B"),
        ("hf:/srv/models/Qwen3-4B/", "hf:Qwen3-4B"),
        ("scripted:./folder/script.json", "scripted:script.json"),
        ("", ""),
    ],
)
def test_a_model_is_shown_without_the_folder_it_lies_in(name: str, shown: str) -> None:
    assert shown_model(name) == shown


def test_an_earlier_question_without_an_answer_can_be_asked_again(
    answer: Answer, library: Library, seen: Callable[[str], Seen]
) -> None:
    page = seen(conversation((Turn("First?"), _turn(answer, library)), ASKED, library))

    asked = next(attributes for _, attributes in page.elements if attributes.get("class") == "here unanswered")
    assert asked["href"] == "?lang=en&q=First%3F"
    assert "details" not in [tag for tag, a in page.elements if a.get("class") == "turn"]


def test_the_first_screen_links_examples_targets_and_works(library: Library, seen: Callable[[str], Seen]) -> None:
    page = seen(welcome(Address("en"), (library.work("green"),), targets(library, "green")[:1], library))

    assert sum(link.startswith("?lang=en&q=") for link in page.links()) == 9
    assert "?lang=en&clause=green/1.2.p1" in page.links()
    assert page.links()[-1] == "?lang=en&room=plans&work=green"
    assert "exceed RMB 500 billion" in page.text


def test_a_sentence_is_followed_by_the_label_of_its_clause(
    answer: Answer, library: Library, seen: Callable[[str], Seen]
) -> None:
    page = seen(conversation((_turn(answer, library),), ASKED, library))
    mark = next(attributes for _, attributes in page.elements if attributes.get("class") == "here mark")

    assert "by 2025. 1Green and Low-Carbon Action Plan, I(2) para. 1" in page.text
    assert mark["href"] == "?lang=en&q=How+large%3F&clause=green/1.2.p1"
    assert mark["aria-label"] == "Source 1: Green and Low-Carbon Action Plan, I(2) para. 1"
    assert mark["data-peek"] == "peek-1-0"
    assert any(attributes.get("id") == "peek-1-0" for _, attributes in page.elements)


def test_a_figure_of_an_answer_shows_its_conversion(
    answer: Answer, library: Library, seen: Callable[[str], Seen]
) -> None:
    page = seen(conversation((_turn(answer, library),), ASKED, library))

    notes = [attributes["data-note"] for _, attributes in page.elements if attributes.get("class") == "figure"]
    assert notes == ["RMB 500 billion = 5000亿元"]


def test_sources_say_whose_words_are_quoted(answer: Answer, library: Library, seen: Callable[[str], Seen]) -> None:
    verified = replace(answer.citations[0], n=2, edition=Edition.OFFICIAL, verified=True, authority=Authority.OFFICIAL)
    briefing = replace(answer.citations[0], n=3, authority=Authority.BRIEFING)
    cited = replace(answer, citations=(*answer.citations, verified, briefing))

    page = seen(conversation((Turn("x", cited),), ASKED, library))

    badges = [attributes["class"] for _, attributes in page.elements if "badge " in attributes.get("class", "")]
    assert badges == ["badge badge-digest", "badge badge-verified", "badge badge-digest", "badge badge-briefing"]


def test_notes_stand_between_the_answer_and_its_sources(
    answer: Answer, library: Library, seen: Callable[[str], Seen]
) -> None:
    text = seen(conversation((_turn(answer, library),), ASKED, library)).text

    assert text.index("by 2025") < text.index("The Chinese text prevails.") < text.index("Sources")


def test_an_answer_can_be_copied_exported_and_judged(
    answer: Answer, library: Library, seen: Callable[[str], Seen]
) -> None:
    page = seen(conversation((_turn(answer, library),), ASKED, library))

    acts = [(a["data-act"], a.get("data-form"), a.get("data-file")) for _, a in page.elements if "data-act" in a]
    assert acts == [
        ("copy", "copy_plain", None),
        ("copy", "copy_gbt", None),
        ("save", "export_markdown", "answer.md"),
        ("save", "export_json", "receipt.json"),
        ("link", None, None),
    ]
    assert page.tags().count("template") == 4
    judged = [(a["data-feedback"], a["data-ref"]) for _, a in page.elements if "data-feedback" in a]
    assert judged == [("yes", "green/1.2.p1"), ("no", "green/1.2.p1")]


def test_an_abstention_gives_reason_nearest_clauses_and_questions(
    abstention: Abstention, library: Library, seen: Callable[[str], Seen]
) -> None:
    address = Address("en", Room.ASK, (abstention.question,))

    page = seen(conversation((Turn(abstention.question, abstention),), address, library))

    for text in ("Not in the documents", abstention.explanation, "exceed RMB 500 billion"):
        assert text in page.text
    assert "?lang=en&q=What+tax+rate%3F&clause=green/1.2.p1" in page.links()
    assert "?lang=en&q=What+tax+rate%3F&q=What+does+the+plan+say+about+funding%3F" in page.links()


def test_an_abstention_without_clauses_near_has_no_empty_lists(
    abstention: Abstention, library: Library, seen: Callable[[str], Seen]
) -> None:
    bare = replace(abstention, nearest=(), suggestions=())

    text = seen(conversation((Turn("x", bare),), ASKED, library)).text

    assert "Nearest clauses" not in text
    assert "You could ask" not in text


def test_earlier_turns_are_folded_below_the_last_and_keep_ids_of_their_own(
    answer: Answer, library: Library, seen: Callable[[str], Seen]
) -> None:
    read = Note(NoteKind.UNDERSTOOD, "Read as: how large, and then?")
    second = replace(answer, question="And then?", notes=(read, *answer.notes))
    turns = (_turn(answer, library), _turn(second, library))

    page = seen(conversation(turns, ASKED, library))

    ids = [attributes["id"] for _, attributes in page.elements if "id" in attributes]
    assert ids == ["peek-1-0", "peek-1-0-0"]
    assert page.text.index("And then?") < page.text.index("Earlier in this conversation")
    assert page.text.startswith("And then?Read as: how large, and then?The green")


def test_a_screen_reader_is_told_of_every_kind_of_outcome(answer: Answer, abstention: Abstention) -> None:
    two = replace(answer, citations=(*answer.citations, replace(answer.citations[0], n=2)))

    assert said((Turn("x", answer),), "en").startswith("Answered, with 1 source. The green")
    assert said((Turn("x", two),), "en").startswith("Answered, with 2 sources.")
    assert said((Turn("x", abstention),), "en") == "The documents do not say what was asked."
    assert said((Turn("x", problem="too long"),), "en") == "too long"


def test_what_went_wrong_is_an_alert_with_questions_that_work(seen: Callable[[str], Seen]) -> None:
    page = seen(problem_card("too long", ASKED))

    assert page.elements[0] == ("section", {"class": "card-problem", "role": "alert"})
    assert len(page.links()) == 9


def test_in_chinese_the_stop_comes_before_the_label(
    answer: Answer, library: Library, seen: Callable[[str], Seen]
) -> None:
    chinese = replace(answer, language="zh", sentences=(Sentence("规模突破5000亿元。", (1,), Support.VERBATIM),))

    page = seen(conversation((Turn("多大？", chinese),), Address("zh", Room.ASK, ("多大？",)), library))

    assert "规模突破5000亿元。 1Green" in page.text
