"""The closed lists of words: read whole, and what they let be said."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.answering import paraphrasing
from assistant.answering.paraphrasing import alike, canonical, function_words, stem
from assistant.errors import ContentError


def test_words_of_a_group_stand_for_each_other_and_directions_do_not_mix() -> None:
    raised, lowered = alike("en")[stem("raise")], alike("en")[stem("lower")]

    assert stem("increase") in raised
    assert stem("reduce") in lowered
    assert not raised & lowered
    assert "提高" not in alike("zh")["降低"]


@pytest.mark.parametrize("word", ["all", "only", "every", "each", "already", "foreign", "before", "after", "free"])
def test_a_word_that_carries_a_claim_is_never_free_in_english(word: str) -> None:
    assert stem(word) not in function_words("en")


@pytest.mark.parametrize("word", ["全部", "所有", "只", "仅", "已", "都", "每", "免费", "之前", "禁止", "取消"])
def test_a_word_that_carries_a_claim_is_never_free_in_chinese(word: str) -> None:
    assert word not in function_words("zh")


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
