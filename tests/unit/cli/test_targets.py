"""``targets``: the table, the JSON and the CSV that other programs read."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., tuple[int, str, str]]


def test_the_table_shows_clause_subject_indicator_and_figure_in_both_languages(run: Run, home: Path) -> None:
    command = ("targets", "--work", "green")

    code, out, err = run(*command)

    assert (code, err) == (0, "")
    assert out.splitlines()[0].split() == ["clause", "subject", "indicator", "target", "year"]
    assert out.splitlines()[1].split() == [
        "《绿色低碳行动方案》一（二）第1段",
        "绿色低碳产业",
        "规模",
        "突破5000亿元",
        "2025",
    ]
    assert "exceed RMB 500 billion" in out
    assert "(green/1.2.p4)" in out
    # Nothing is indexed for it.
    assert list(home.iterdir()) == []


@pytest.mark.parametrize(
    ("language", "there", "absent"),
    [("zh", "突破5000亿元", "RMB 500 billion"), ("en", "exceed RMB 500 billion", "5000亿元")],
)
@pytest.mark.usefixtures("home")
def test_the_table_is_shown_in_one_language(run: Run, language: str, there: str, absent: str) -> None:
    command = ("targets", "--work", "green", "--language", language)

    code, out, _ = run(*command)

    assert code == 0
    assert there in out
    assert absent not in out


@pytest.mark.usefixtures("home")
def test_json_holds_plain_values_without_loss(run: Run) -> None:
    command = ("targets", "--work", "terminals", "--format", "json")

    code, out, _ = run(*command)

    rows = json.loads(out)
    assert code == 0
    assert len(rows) == 18
    assert rows[1] == {
        "ref": "terminals/1.2.p1",
        "work": "terminals",
        "label_zh": "《智能终端行动方案》一（二）第1段",
        "label_en": "Intelligent Terminals Action Plan, I(2) para. 1",
        "heading_zh": "产业规模稳步增长",
        "heading_en": "Steady growth of industry scale",
        "subject_zh": "智能终端企业",
        "subject_en": "intelligent terminal companies",
        "indicator_zh": "营收千亿级企业数量",
        "indicator_en": "number of companies with revenue of the RMB 100 billion class",
        "qualifier": "at least",
        "qualifier_zh": "不少于",
        "qualifier_en": "no fewer than",
        "value": "2",
        "upper": None,
        "unit": "count",
        "kind": "count",
        "class_value": "100000000000",
        "class_unit": "CNY",
        "year": 2025,
        "strives": False,
        "figure_zh": "千亿级不少于2家",
        "figure_en": "no fewer than 2 of the RMB 100 billion class",
        "sentence_zh": "智能终端企业到2025年的营收目标：千亿级不少于2家，百亿级不少于5家，十亿级不少于20家。",
        "sentence_en": (
            "Revenue targets for intelligent terminal companies by 2025: no fewer than 2 companies of the "
            "RMB 100 billion class, no fewer than 5 of the RMB 10 billion class and no fewer than 20 of the "
            "RMB 1 billion class."
        ),
    }


@pytest.mark.usefixtures("home")
def test_csv_holds_the_same_as_json_under_a_header(run: Run) -> None:
    code, out, _ = run("targets", "--format", "csv")
    listed = json.loads(run("targets", "--format", "json")[1])

    rows = list(csv.DictReader(io.StringIO(out, newline="")))

    assert code == 0
    assert out.count("\r\n") == 75
    assert [list(row) for row in rows] == [list(row) for row in listed]
    assert [row["ref"] for row in rows] == [row["ref"] for row in listed]
    assert [row["value"] for row in rows] == [row["value"] or "" for row in listed]
    assert [row["sentence_en"] for row in rows] == [row["sentence_en"] for row in listed]
    assert {row["strives"] for row in rows} == {"true", "false"}


@pytest.mark.usefixtures("home")
def test_a_work_without_targets_is_a_header_alone(run: Run) -> None:
    as_csv = run("targets", "--work", "notice", "--format", "csv")
    as_json = run("targets", "--work", "notice", "--format", "json")

    lines = as_csv[1].splitlines()

    assert (as_csv[0], as_json[0]) == (0, 0)
    assert [line.split(",")[0] for line in lines] == ["ref"]
    assert json.loads(as_json[1]) == []


@pytest.mark.usefixtures("home")
def test_a_work_that_is_not_there_is_one_line_on_stderr(run: Run) -> None:
    command = ("targets", "--work", "nothing")

    code, out, err = run(*command)

    assert (code, out) == (3, "")
    assert err.count("\n") == 1
    assert "nothing" in err


@pytest.mark.usefixtures("home_with_index")
def test_an_added_document_has_its_targets_listed(run: Run, kites: Path) -> None:
    run("corpus", "add", str(kites))

    code, out, _ = run("targets", "--work", "试府办发-2024-7", "--format", "json")

    rows = json.loads(out)
    assert code == 0
    assert [(row["ref"], row["value"], row["year"], row["figure_en"]) for row in rows] == [
        ("试府办发-2024-7/2", "3000000000", 2026, "reach RMB 3 billion")
    ]
    # Nobody wrote down what its targets measure, so that is read off its sentence.
    assert (rows[0]["subject_zh"], rows[0]["indicator_zh"], rows[0]["qualifier_zh"]) == ("风筝产业", "规模", "达到")
    assert (rows[0]["sentence_zh"], rows[0]["sentence_en"]) == ("到2026年，风筝产业规模达到30亿元。", "")
