"""What ships about targets stands in their clauses, and what does not is found."""

from __future__ import annotations

from pathlib import Path

import pytest

import assistant.targets as module
from assistant import soundness
from assistant.library import Library
from assistant.library.indicators import indicators_of, read_indicators
from assistant.soundness import unsound_indicators


def test_every_word_that_ships_of_a_target_stands_in_its_clause(shipped_library: Library) -> None:
    findings = list(unsound_indicators(shipped_library))

    assert findings == []


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("5000亿元", "5001亿元", "has the target '5000亿元', which targets.tsv does not list"),
        ("5000亿元", "5001亿元", "has no target '5001亿元', which targets.tsv lists"),
        ("\t绿色低碳产业\t规模", "\t绿色低碳产业\t税收", "does not say 税, 收, as targets.tsv does of '5000亿元'"),
        ("industry\tscale", "industry\tprofit", "does not say profit, as targets.tsv does of '5000亿元'"),
    ],
)
def test_a_word_or_a_figure_that_its_clause_has_not_is_found(
    shipped_library: Library,
    repository: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    old: str,
    new: str,
    problem: str,
) -> None:
    text = (repository / "corpus" / "green" / "targets.tsv").read_text(encoding="utf-8")
    path = tmp_path / "targets.tsv"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    rows = read_indicators(path)
    for reader in (module, soundness):
        monkeypatch.setattr(reader, "indicators_of", lambda work: rows if work == "green" else indicators_of(work))

    findings = [(str(one.ref), one.problem) for one in unsound_indicators(shipped_library)]

    assert ("green/1.2.p1", problem) in findings
