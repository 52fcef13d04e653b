"""``assistant audit``: what it prints and writes, and its exit codes."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., tuple[int, str, str]]
pytestmark = pytest.mark.usefixtures("ready")

TRUE = "Metaverse-related industries are to reach RMB 350 billion by 2025.\n"
FALSE = "The green and low-carbon industry is to exceed RMB 600 billion by 2025.\n"


@pytest.fixture
def memo(tmp_path: Path) -> Path:
    path = tmp_path / "memo.md"
    path.write_text(f"{TRUE}\n{FALSE}", encoding="utf-8")
    return path


def test_a_contradicted_memo_is_exit_code_1_with_the_right_figure(run: Run, memo: Path) -> None:
    code, out, err = run("audit", str(memo))

    assert (code, err) == (1, "")
    assert "\x1b" not in out
    lines = out.splitlines()
    assert lines[:2] == ["Audit of memo.md", "2 claims: 1 confirmed, 1 contradicted, 0 not found, 0 not checkable"]
    assert "line 3  contradicted (value)  The green and low-carbon industry" in out
    assert "    RMB 600 billion → RMB 500 billion" in lines
    assert "    Green and Low-Carbon Action Plan, I(2) para. 1  (green/1.2.p1)" in lines


def test_a_memo_that_is_true_is_exit_code_0(run: Run, memo: Path) -> None:
    memo.write_text(TRUE, encoding="utf-8")

    code, out, _ = run("audit", str(memo))

    assert code == 0
    assert "1 claims: 1 confirmed" in out


def test_json_is_for_programs(run: Run, memo: Path) -> None:
    code, out, _ = run("audit", str(memo), "--format", "json")

    body = json.loads(out)
    assert code == 1
    assert [claim["verdict"] for claim in body["claims"]] == ["confirmed", "contradicted"]


@pytest.mark.parametrize(("format_", "words"), [("html", "<!doctype html>"), ("text", "Audit of"), ("json", '"file"')])
def test_a_file_is_written_on_request(run: Run, memo: Path, tmp_path: Path, format_: str, words: str) -> None:
    target = tmp_path / "audit.out"

    code, out, _ = run("audit", str(memo), "--format", format_, "--out", str(target))

    written = target.read_text(encoding="utf-8")
    assert (code, out) == (1, "")
    assert words in written
    assert "\x1b" not in written


@pytest.mark.parametrize(
    ("name", "words"), [("nowhere.md", "does not exist"), ("memo.docx", "neither Markdown nor text")]
)
def test_a_file_that_is_no_memo_is_one_line_and_exit_code_3(run: Run, tmp_path: Path, name: str, words: str) -> None:
    code, out, err = run("audit", str(tmp_path / name))

    assert (code, out) == (3, "")
    assert words in err
    assert err.count("\n") == 1


def test_a_target_that_cannot_be_written_is_one_line(run: Run, memo: Path, tmp_path: Path) -> None:
    code, _, err = run("audit", str(memo), "--out", str(tmp_path / "no" / "audit.txt"))

    assert code == 3
    assert "cannot be written" in err
