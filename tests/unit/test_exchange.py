from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest

from assistant.errors import ClauseNotFoundError, WorkNotFoundError
from assistant.exchange import clause_values, hit_values, targets_csv, work_values
from assistant.library import Library
from assistant.library.added import Added
from assistant.ranking import Hit
from assistant.works import Clause, ClauseRef, Edition, Expression, Level, Span

SCALE = ClauseRef("green", "1.2.p1")


def test_a_work_says_which_expressions_of_it_are_here(shipped_library: Library) -> None:
    values = work_values(shipped_library.work("green"), shipped_library)

    assert values["expressions"] == [
        {"language": "zh", "edition": "digest"},
        {"language": "en", "edition": "digest"},
    ]
    assert values["issued"] == "2022-06-24"
    assert values["part_of"] == "notice"


def test_a_clause_has_its_neighbours_and_the_first_has_none_before_it(shipped_library: Library) -> None:
    first = clause_values(ClauseRef("green", "preface"), shipped_library)

    assert (first["previous"], first["next"]) == (None, "green/1.1.p1")


@pytest.mark.parametrize(
    ("verified", "editions"), [(True, ["digest", "digest", "official"]), (False, ["digest", "digest"])]
)
def test_official_wording_is_given_only_where_it_is_verified(
    verified: bool,  # noqa: FBT001  # a table's column
    editions: list[str],
    shipped_library: Library,
) -> None:
    text = "官方的一句话。"
    clauses = (
        Clause("1", Level.PART, "一、", "甲", Span(0, len(text))),
        Clause("1.2", Level.SECTION, "（二）", "乙", Span(0, len(text)), parent="1"),
        Clause("1.2.p1", Level.PARAGRAPH, "", "", Span(0, len(text)), parent="1.2"),
    )
    official = Expression("green", "zh", Edition.OFFICIAL, text, clauses)
    passed = frozenset({"1.2.p1"}) if verified else frozenset[str]()
    added = Added(shipped_library.work("green"), official, known=True, verified=passed, source="a.txt")
    library = replace(shipped_library, expressions=(*shipped_library.expressions, official), added=(added,))

    texts = clause_values(SCALE, library)["texts"]

    assert isinstance(texts, list)
    assert [one["edition"] for one in texts] == editions
    assert [one["verified"] for one in texts] == [edition == "official" for edition in editions]


def test_a_clause_that_is_not_there_is_an_error(shipped_library: Library) -> None:
    with pytest.raises(ClauseNotFoundError):
        clause_values(ClauseRef("green", "99"), shipped_library)
    with pytest.raises(WorkNotFoundError):
        clause_values(ClauseRef("attic", "1"), shipped_library)


def test_a_hit_has_its_label_and_text_in_the_language_wanted(shipped_library: Library) -> None:
    values = hit_values(Hit(SCALE, 0.123456, 1), shipped_library, "zh")

    assert str(values["score"]) == "0.1235"
    assert values["label"] == "《绿色低碳行动方案》一（二）第1段"
    assert "5000亿元" in str(values["text"])


def test_without_targets_the_table_has_its_header(shipped_library: Library) -> None:
    table = targets_csv((), shipped_library)

    assert next(csv.reader(io.StringIO(table)))[:2] == ["ref", "work"]
    assert table.endswith("\r\n")
