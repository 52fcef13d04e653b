"""Places that the corpus is not about."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.errors import ContentError
from assistant.retrieval.places import Places, read_places


def test_places_come_in_order_of_mention_each_once() -> None:
    places = Places(("北京", "北京市", "Rome", "Oslo"))

    assert places.elsewhere("rome, 北京市, oslo and rome again") == ("rome", "北京市", "oslo")


def test_a_latin_name_is_found_as_a_whole_word_only() -> None:
    places = Places(("Oman",))

    assert places.elsewhere("a woman in oman's capital") == ("oman",)


def test_no_names_find_nothing() -> None:
    assert Places(()).elsewhere("北京") == ()


def test_the_table_has_variants_in_both_columns(tmp_path: Path) -> None:
    path = tmp_path / "places.tsv"
    path.write_text("zh\ten\n北京|北京市\tBeijing|Peking\n未名\t\n", encoding="utf-8")

    assert read_places(path).names == ("北京", "北京市", "Beijing", "Peking", "未名")


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"zh\ten\n\xe5\x8c\n", "cannot be read"),
        ("zh\ten\n北京\n".encode(), "line 2 has 1 columns"),
        (b"zh\ten\na\tb\tc\n", "line 2 has 3 columns"),
    ],
)
def test_a_malformed_table_is_named_with_its_line(tmp_path: Path, content: bytes, problem: str) -> None:
    path = tmp_path / "places.tsv"
    path.write_bytes(content)

    with pytest.raises(ContentError, match=problem):
        read_places(path)


def test_a_missing_table_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="cannot be read"):
        read_places(tmp_path / "nowhere.tsv")
