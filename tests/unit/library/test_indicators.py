"""The table of what targets measure: read whole, or refused with the line that is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.errors import ContentError
from assistant.library.indicators import Indicated, indicators_of, read_indicators
from assistant.works import Bilingual

HEADER = "eid\tfigure\tsubject_zh\tindicator_zh\tsubject_en\tindicator_en\n"


def test_a_row_names_subject_and_indicator_in_both_languages(tmp_path: Path) -> None:
    path = tmp_path / "targets.tsv"
    path.write_text(f"{HEADER}1.1\t30亿元\t风筝产业\t规模\tkite industry\tscale\n", encoding="utf-8")

    rows = read_indicators(path)

    assert rows == (Indicated("1.1", "30亿元", Bilingual("风筝产业", "kite industry"), Bilingual("规模", "scale")),)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("eid\tfigure\n", "must begin with the columns eid, figure"),
        (f"{HEADER}1.1\t30亿元\t风筝产业\n", "line 2"),
        (f"{HEADER}1.1\t30亿元\t\t规模\tkite industry\tscale\n", "line 2"),
        ("", "cannot be read as a table"),
    ],
)
def test_a_malformed_table_is_refused_with_its_line(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "targets.tsv"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(ContentError, match=message):
        read_indicators(path)


def test_a_work_without_a_table_has_no_rows() -> None:
    rows = indicators_of("kites")

    assert rows == ()
