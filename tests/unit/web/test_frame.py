from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from assistant.web.address import Room
from assistant.web.frame import fixtures, masthead, splash
from assistant.web.wording import EXAMPLES, TITLE, WORDS

if TYPE_CHECKING:
    from .conftest import Seen


def test_the_masthead_says_the_title_in_both_languages(seen: Callable[[str], Seen]) -> None:
    text = seen(masthead("en", Room.ASK)).text

    assert TITLE.zh in text
    assert TITLE.en in text


def test_the_language_switch_tells_which_language_is_on(seen: Callable[[str], Seen]) -> None:
    links = [attributes for tag, attributes in seen(masthead("en", Room.ASK)).elements if "data-switch" in attributes]

    assert [(a["data-switch"], a["href"], a.get("aria-current")) for a in links] == [
        ("zh", "?lang=zh", None),
        ("en", "?lang=en", "true"),
    ]


def test_the_doors_tell_which_room_is_open(seen: Callable[[str], Seen]) -> None:
    doors = [a for _, a in seen(masthead("en", Room.PLANS)).elements if a.get("class") == "here door"]

    assert [(a["href"], a.get("aria-current")) for a in doors] == [
        ("?lang=en", None),
        ("?lang=en&room=plans", "page"),
        ("?lang=en&room=targets", None),
    ]


def test_the_first_thing_to_reach_leads_past_the_masthead(seen: Callable[[str], Seen]) -> None:
    first = next(attributes for tag, attributes in seen(masthead("zh", Room.ASK)).elements if tag == "a")

    assert first == {"href": "#answer", "class": "skip"}


def test_before_gradio_has_started_the_title_and_a_way_out_are_there(seen: Callable[[str], Seen]) -> None:
    page = seen(splash("zh"))

    assert TITLE.zh in page.text
    assert "noscript" in page.tags()


def test_there_is_a_live_region_and_a_word_for_silence(seen: Callable[[str], Seen]) -> None:
    page = seen(fixtures("zh"))

    assert any(a.get("role") == "status" and a.get("aria-live") == "polite" for _, a in page.elements)
    assert "There was no reply" in page.text
    assert "没有收到回应" in page.text


def test_every_word_of_the_page_is_there_in_both_languages() -> None:
    assert all(words.zh and words.en for words in WORDS.values())


def test_there_are_three_examples_a_language_for_three_kinds_of_user() -> None:
    assert len(EXAMPLES) == 3
    for language in ("zh", "en"):
        questions = [q for group in EXAMPLES for q in group.questions["zh" if language == "zh" else "en"]]
        assert len(questions) == len(set(questions)) == 9
