"""The closed lists of words: read whole, and what they let be said."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.answering import paraphrasing
from assistant.answering.paraphrasing import (
    alike,
    canonical,
    function_words,
    light_words,
    phrased,
    positives,
    stem,
    unclaiming,
)
from assistant.answering.statements import statement
from assistant.errors import ContentError


def test_words_of_a_group_stand_for_each_other_and_directions_do_not_mix() -> None:
    raised, lowered = alike("en")[stem("raise")], alike("en")[stem("lower")]

    assert stem("increase") in raised
    assert stem("reduce") in lowered
    assert not raised & lowered
    assert "提高" not in alike("zh")["降低"]


CLAIMING = (
    "all",
    "only",
    "every",
    "each",
    "already",
    "foreign",
    "before",
    "after",
    "free",
    # By their stems these are near to words that claim nothing: important, unlike, charge.
    "import",
    "unlikely",
    "charging",
    "maintain",
    "exactly",
    "whole",
    "tax",
    "sell",
    "force",
)


@pytest.mark.parametrize("word", CLAIMING)
def test_a_word_that_carries_a_claim_needs_support_in_english(word: str) -> None:
    assert stem(word) not in unclaiming("en")


@pytest.mark.parametrize(
    "word",
    [
        "全部",
        "所有",
        "只",
        "仅",
        "已",
        "都",
        "每",
        "免费",
        "之前",
        "禁止",
        "取消",
        "许多",
        "正式",
        "再",
        "同步",
        "正在",
    ],
)
def test_a_word_that_carries_a_claim_needs_support_in_chinese(word: str) -> None:
    assert word not in unclaiming("zh")


def test_a_light_word_needs_no_support_and_is_content_all_the_same() -> None:
    assert stem("service") in light_words("en") - function_words("en")
    assert statement("Ten kite services.", "en").terms.keys() == {"kite", "servic"}


@pytest.mark.parametrize(
    ("word", "positive"), [("greener", "green"), ("denser", "dense"), ("bigger", "big"), ("healthiest", "healthy")]
)
def test_a_comparative_goes_back_to_its_word(word: str, positive: str) -> None:
    assert stem(positive) in positives(word)


@pytest.mark.parametrize("word", ["lower", "higher", "spool", "er"])
def test_a_direction_is_no_comparative(word: str) -> None:
    assert positives(word) == frozenset()


def test_a_turn_of_phrase_is_borne_out_by_a_word_of_its_own_list_alone() -> None:
    stems = [stem(word) for word in ["kites", "keep", "the", "wind", "at", "bay"]]

    assert phrased(stems, {stem("guard")}) == {1, 2, 3, 4, 5}
    assert phrased(stems, {stem("measure")}) == frozenset()


def test_one_word_stands_for_a_group_and_a_stranger_for_itself() -> None:
    assert canonical(stem("firm"), "en") == canonical(stem("company"), "en")
    assert canonical("kite", "en") == "kite"


@pytest.mark.parametrize(
    ("text", "message"),
    [("words\n", "must begin with the columns"), ("language\tkind\twords\nen\tloose\ta|b\n", "line 2")],
)
def test_a_malformed_list_is_refused_with_its_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, message: str
) -> None:
    path = tmp_path / "alike.tsv"
    path.write_text(text, encoding="utf-8")
    monkeypatch.setattr(paraphrasing, "content_path", lambda *_: path)

    with pytest.raises(ContentError, match=message):
        paraphrasing._listed.__wrapped__("en")  # past its cache
