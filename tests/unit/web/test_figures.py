from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.resources import content_path
from assistant.terms import read_glossary
from assistant.web.figures import pieces


@pytest.mark.parametrize(
    ("text", "language", "notes"),
    [
        ("规模突破5000亿元。", "zh", ["5000亿元 = RMB 500 billion"]),
        ("to exceed RMB 500 billion by 2025", "en", ["RMB 500 billion = 5000亿元"]),
        ("千亿级2个", "zh", ["千亿级 = RMB 100 billion class"]),
        ("two clusters of the RMB 100 billion class", "en", ["RMB 100 billion class = 1000亿级"]),
        ("超过1万辆", "zh", ["1万辆 = 10,000"]),
        ("面积30平方公里", "zh", ["30平方公里 = 30 km² = 3,000 ha"]),
        ("不少于10家，到2025年", "zh", []),
        ("at least 10 firms", "en", []),
    ],
)
def test_a_figure_says_what_it_is_in_the_other_language_or_scale(text: str, language: str, notes: list[str]) -> None:
    found = pieces(text, "zh" if language == "zh" else "en")

    assert [piece.note for piece in found if piece.note] == notes


def test_a_name_of_the_glossary_says_what_it_is_called_in_the_other_language() -> None:
    glossary = read_glossary(content_path("corpus", "glossary.tsv"))

    found = pieces("氢能产业规模突破5000亿元", "zh", glossary)

    assert [(piece.kind, piece.text) for piece in found if piece.note][-1] == ("figure", "5000亿元")
    assert any(piece.kind == "term" and " — " in piece.note for piece in found)


@given(st.text(alphabet="元宇宙5000亿元万级、。 RMB billion2025<&\n", max_size=60), st.sampled_from(["zh", "en"]))
def test_the_pieces_of_a_text_are_the_text(text: str, language: str) -> None:
    found = pieces(text, "zh" if language == "zh" else "en")

    assert "".join(piece.text for piece in found) == text
