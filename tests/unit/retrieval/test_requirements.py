"""What a clause must name."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.errors import ContentError
from assistant.retrieval.requirements import Requirement, RequirementKind, read_requirements


@pytest.mark.parametrize(
    ("plain", "name"),
    [
        ("the tax rate here", "tax rate"),
        ("taxes", "taxes"),
        ("taxed", "taxed"),
        ("企业所得税率", "税率"),
        ("syntax", None),
        ("taxi", None),
        ("", None),
    ],
)
def test_the_longest_name_is_found_as_a_whole_word(plain: str, name: str | None) -> None:
    tax = Requirement(RequirementKind.ATTRIBUTE, ("税率", "tax", "tax rate"))

    assert tax.named_in(plain) == name


@pytest.mark.parametrize(
    ("plain", "name"),
    [("年产多少", "年产"), ("每年产值多少", "年产"), ("2025年产值多少", None), ("2025年年产多少", "年产")],
)
def test_a_year_ends_before_what_is_asked_of_it(plain: str, name: str | None) -> None:
    assert Requirement(RequirementKind.ATTRIBUTE, ("年产",)).named_in(plain) == name


def test_the_table_is_folded_and_has_a_kind_in_each_line(tmp_path: Path) -> None:
    path = tmp_path / "requirements.tsv"
    path.write_text("kind\tzh\ten\nattribute\t稅率|税收\tTax\nplace\t嘉定\tJiading\n", encoding="utf-8")

    assert read_requirements(path) == (
        Requirement(RequirementKind.ATTRIBUTE, ("税率", "税收", "tax")),
        Requirement(RequirementKind.PLACE, ("嘉定", "jiading")),
    )


@pytest.mark.parametrize("line", ["attribute\t税率", "colour\t红\tred", "place\t\t", "place\ta\tb\tc"])
def test_a_malformed_line_is_named_by_its_number(tmp_path: Path, line: str) -> None:
    path = tmp_path / "requirements.tsv"
    path.write_text(f"kind\tzh\ten\nattribute\t税率\ttax\n{line}\n", encoding="utf-8")

    with pytest.raises(ContentError, match="line 3"):
        read_requirements(path)


def test_a_missing_table_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="cannot be read"):
        read_requirements(tmp_path / "nowhere.tsv")


def test_what_the_documents_are_not_about_is_a_kind_of_its_own(tmp_path: Path) -> None:
    path = tmp_path / "requirements.tsv"
    path.write_text("kind\tzh\ten\ndomain\t天气\tweather\n", encoding="utf-8")

    assert read_requirements(path) == (Requirement(RequirementKind.DOMAIN, ("天气", "weather")),)
