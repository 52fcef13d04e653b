from __future__ import annotations

import numpy as np
import pytest

from assistant.training.words import WordSearch, fused


def test_a_text_has_the_share_of_a_question_that_it_has_of_its_rare_words() -> None:
    search = WordSearch(["hydrogen buses", "hydrogen pipelines", "wind turbines"], "en")

    shares = search.shares(["hydrogen buses", "wind"], "en")

    assert shares.shape == (2, 3)
    assert shares[0].argmax() == 0
    assert shares[0, 0] > shares[0, 1] > shares[0, 2] == 0
    assert shares[1].tolist()[:2] == [0, 0]
    assert shares.max() <= 1


@pytest.mark.parametrize(
    ("language", "question", "texts"),
    [
        ("en", "Where does the pope live?", ["教皇住在罗马。", "国王住在伦敦。"]),
        ("zh", "教皇住在哪里？", ["The pope lives here.", "The king."]),
    ],
)
def test_words_of_the_other_language_are_found_by_the_lexicon(language: str, question: str, texts: list[str]) -> None:
    search = WordSearch(texts, "zh" if language == "en" else "en")

    shares = search.shares([question], "en" if language == "en" else "zh")

    assert shares[0, 0] > shares[0, 1]


def test_both_are_added_as_the_assistant_adds_them() -> None:
    both = fused(np.array([[0.5, -0.5]], dtype=np.float32), np.array([[0.0, 1.0]], dtype=np.float32))

    assert both[0].tolist() == pytest.approx([0.2, 0.6])


def test_a_word_of_many_translations_counts_for_less_than_one_of_one() -> None:
    # The lexicon has one English word for 教皇, and several for 目标.
    search = WordSearch(["The pope.", "A goal.", "A target."], "en")

    shares = search.shares(["教皇与目标"], "zh")

    assert shares[0, 0] > shares[0, 1] == shares[0, 2] > 0
