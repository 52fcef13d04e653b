from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.api.events import open_log


def test_events_go_to_a_file_a_line_each(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "web.jsonl"
    log = open_log(str(path))

    log.write("ask", question="secret", ms=1.5)
    log.write("page", room="targets")

    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert [{**line, "time": ""} for line in lines] == [
        {"time": "", "event": "ask", "ms": 1.5},
        {"time": "", "event": "page", "room": "targets"},
    ]
    assert log.logger is not None
    log.logger.handlers[0].close()


def test_events_go_to_stderr_for_a_dash(capsys: pytest.CaptureFixture[str]) -> None:
    open_log("-", questions=True).write("ask", question="氢？")

    assert json.loads(capsys.readouterr().err)["question"] == "氢？"


def test_without_a_target_nothing_is_written(capsys: pytest.CaptureFixture[str]) -> None:
    open_log("").write("ask")

    assert not capsys.readouterr().err
