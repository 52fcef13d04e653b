"""``ask --receipt`` and ``verify``: files, lines and exit codes."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., tuple[int, str, str]]
pytestmark = pytest.mark.usefixtures("ready")


@pytest.fixture
def receipt(run: Run, tmp_path: Path) -> Path:
    path = tmp_path / "item6.json"
    assert run("ask", "绿色方案第6项", "--receipt", str(path))[0] == 0
    return path


def test_a_receipt_is_written_beside_the_answer(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "r.json"

    code, out, err = run("ask", "绿色方案第6项", "--json", "--receipt", str(path))

    body = json.loads(out)
    assert (code, err) == (0, f"assistant: receipt written to {path}\n")
    kept = json.loads(path.read_text(encoding="utf-8"))["outcome"]
    assert kept == {name: value for name, value in body.items() if name != "timings_ms"}


def test_a_receipt_that_holds_is_exit_code_0(run: Run, receipt: Path) -> None:
    code, out, err = run("verify", str(receipt))

    assert (code, err) == (0, "")
    assert "\x1b" not in out
    assert out.splitlines()[0] == "ok       receipt: is as it was written: its SHA-256 is right"
    assert out.splitlines()[-1].endswith(": no changes")


def test_what_changed_is_one_line_each_and_exit_code_1(run: Run, receipt: Path) -> None:
    receipt.write_text(receipt.read_text(encoding="utf-8").replace("临港、嘉定", "金山、嘉定"), encoding="utf-8")

    code, out, _ = run("verify", str(receipt))

    changed = [line for line in out.splitlines() if line.startswith("changed")]
    assert code == 1
    assert changed[0].startswith("changed  receipt: was changed since it was written")
    assert out.splitlines()[-1].endswith(f": {len(changed)} changes")


def test_the_checks_are_json_on_request(run: Run, receipt: Path) -> None:
    code, out, _ = run("verify", str(receipt), "--json")

    body = json.loads(out)
    assert (code, body["question"], body["changed"]) == (0, "绿色方案第6项", 0)
    assert body["checks"][0] == {
        "check": "receipt",
        "standing": "ok",
        "detail": "is as it was written: its SHA-256 is right",
    }


def test_a_foreign_file_is_one_line_and_exit_code_3(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "r.json"
    path.write_text("{}", encoding="utf-8")

    code, out, err = run("verify", str(path))

    assert (code, out) == (3, "")
    assert "is no receipt of this program" in err
    assert err.count("\n") == 1


def test_a_batch_has_no_receipt(run: Run, tmp_path: Path) -> None:
    files = [str(tmp_path / name) for name in ("in.jsonl", "out.jsonl", "r.json")]

    code, _, err = run("ask", "--batch", files[0], "--out", files[1], "--receipt", files[2])

    assert code == 2
    assert "a receipt is of one question" in " ".join(err.replace("│", " ").split())
