"""What the assistant says in its own voice."""

from __future__ import annotations

import pytest

from assistant.answering.messages import EXPLANATIONS, NOTES, REASONS, SUGGESTION, explanation, period_note
from assistant.answers import NoteKind, Reason
from assistant.languages import language_of
from assistant.library import Library


@pytest.mark.parametrize("key", EXPLANATIONS)
def test_an_explanation_is_in_the_language_asked_and_names_what_it_speaks_of(key: str) -> None:
    chinese = explanation(key, "zh", "甲和乙？", ["甲", "乙"])
    english = explanation(key, "en", "Of kites and drums?", ["kites", "drums"])

    assert language_of(chinese) == "zh"
    assert language_of(english) == "en"
    assert ("甲、乙" in chinese) == ("{names}" in EXPLANATIONS[key].zh)
    assert ("kites, drums" in english) == ("{names}" in EXPLANATIONS[key].en)
    assert "{" not in chinese + english


def test_a_folded_name_is_written_as_the_question_writes_it() -> None:
    assert explanation("elsewhere", "en", "Is it in HANGZHOU?", ["hangzhou", "oslo"]) == (
        "The documents are about Shanghai only; they say nothing about HANGZHOU, oslo."
    )
    assert "廣東" in explanation("elsewhere", "zh", "廣東的目標？", ["广东"])


def test_both_languages_name_the_same_things() -> None:
    for text in EXPLANATIONS.values():
        assert ("{names}" in text.zh) == ("{names}" in text.en)


def test_every_reason_and_every_note_has_words() -> None:
    assert set(REASONS) == set(Reason)
    assert set(NOTES) == set(NoteKind)
    assert all(text.zh and text.en for text in REASONS.values())
    assert all(text.en for text in NOTES.values())
    assert "{title}" in SUGGESTION.zh
    assert "{heading}" in SUGGESTION.en


def test_a_plan_says_when_its_period_ended(shipped_library: Library) -> None:
    plan = shipped_library.work("metaverse")

    assert period_note(plan, "zh").startswith("《元宇宙行动方案》的期限到2025年为止")
    assert period_note(plan, "en") == (
        "The period of the Metaverse Action Plan ended in 2025; these are the targets it set at the time."
    )


def test_a_work_without_a_period_has_no_such_note(shipped_library: Library) -> None:
    with pytest.raises(ValueError, match="notice states no period"):
        period_note(shipped_library.work("notice"), "zh")
