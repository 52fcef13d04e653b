from __future__ import annotations

import pytest

from assistant.api.problems import TITLES, Problem, spoken_by


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("", "en"),
        ("zh-CN,zh;q=0.9,en;q=0.8", "zh"),
        ("en-GB,en;q=0.9,zh;q=0.8", "en"),
        ("fr", "en"),
        ("zh;q=0.1, en;q=0.2", "en"),
        ("zh;q=x, en;q=0.2", "en"),
        ("ZH-Hant", "zh"),
    ],
)
def test_the_language_that_is_preferred_is_the_one_spoken(header: str, language: str) -> None:
    assert spoken_by(header) == language


def test_every_problem_has_a_title_in_both_languages() -> None:
    assert set(TITLES) == set(Problem)
    assert all(title.zh and title.en for title in TITLES.values())
