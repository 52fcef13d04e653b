"""A question of several parts."""

from __future__ import annotations

import pytest

from assistant.retrieval.parts import parts
from assistant.works import Language


@pytest.mark.parametrize(
    ("question", "language", "expected"),
    [
        ("上海元宇宙2025年目标多少，谁出钱？", "zh", ("上海元宇宙2025年目标多少", "谁出钱")),
        (
            "How much does the low-carbon plan aim for, and who pays?",
            "en",
            ("How much does the low-carbon plan aim for", "who pays"),
        ),
        ("Where is it? When?", "en", ("Where is it", "When")),
        # What asks nothing goes with the part after it, at the end with the one before.
        ("你好，元宇宙多少？氢能哪家？", "zh", ("你好 元宇宙多少", "氢能哪家")),
        ("元宇宙多少？氢能哪家？谢谢", "zh", ("元宇宙多少", "氢能哪家 谢谢")),
    ],
)
def test_each_part_that_asks_stands_by_itself(question: str, language: Language, expected: tuple[str, ...]) -> None:
    assert parts(question, language) == expected


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("", "zh"),
        ("元宇宙", "zh"),
        ("你好，元宇宙目标多少？", "zh"),
        # More parts than three say too little each.
        ("谁负责？在哪？何时？多少？", "zh"),
        ("green, blue and red", "en"),
    ],
)
def test_a_question_that_does_not_fall_apart_stays_whole(question: str, language: Language) -> None:
    assert parts(question, language) == (question,)
