"""Grades in words."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.errors import ContentError
from assistant.evaluation import grades as module
from assistant.evaluation.grades import ANSWERS, HELPS, grades


def test_every_grade_the_code_speaks_of_is_described_in_both_languages() -> None:
    found = {grade.number: grade for grade in grades()}

    assert list(found) == [2, 1, 0]
    assert (found[ANSWERS].name, found[HELPS].name) == ("answers", "helps")
    assert all(grade.meaning.zh and grade.meaning.en for grade in found.values())


@pytest.mark.parametrize("content", ["[[grade]]\nnumber = 2\n", "grade = 2\n", "[["])
def test_a_malformed_file_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, content: str) -> None:
    path = tmp_path / "grades.toml"
    path.write_text(content, encoding="utf-8")
    monkeypatch.setattr(module, "content_path", lambda *_: path)

    with pytest.raises(ContentError, match=r"grades\.toml: cannot be read"):
        grades.__wrapped__()
