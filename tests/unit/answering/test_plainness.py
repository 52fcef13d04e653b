"""Signs that no plain sentence has."""

from __future__ import annotations

import pytest

from assistant.answering.plainness import oddities


@pytest.mark.parametrize(
    ("text", "odd"),
    [
        ("到2025年，规模突破5000亿元。", ""),
        ("The “metaverse” plan (2022–2025) aims for 50% – no less, R&D and VR/AR included.", ""),
        ("It costs US$5, ¥10 or ~3.", ""),
        ("规模突破50\u200b00亿元。", "U+200B"),
        ("One line.\nAnother.", "U+000A"),
        ("# A heading", "#"),
        ("| a | b |", "|"),
        ("text[1]", "[ ]"),
        ("`code`", "`"),
        ("a^2", "^"),
        ("½ of it", "½"),
        ("𝟓 parks", "𝟓"),
        ("пять parks", "п я т ь"),
        ("- an item", "-"),
        ("1. an item", "1."),
        (" indented", "U+0020"),
        ("see http://example.com", "/"),
        ("$x$ is y", "$"),
        ("wait... what", ".."),
    ],
)
def test_what_is_no_plain_sentence_is_said_by_its_signs(text: str, odd: str) -> None:
    found = oddities(text, "")

    assert found.strip() == odd


def test_a_sign_that_the_clause_itself_has_is_no_oddity() -> None:
    text = "Notice [2022] No. 12 has it."

    assert not oddities(text, "[2022] No. 12")
    assert oddities(text, "No. 12") == "[ ]"


def test_an_invisible_sign_is_odd_even_where_the_clause_has_it() -> None:
    text = "规模\u200b突破。"

    assert oddities(text, text) == "U+200B"
