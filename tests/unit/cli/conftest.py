"""What tests of the command line stand on: a run of it in this process, and a file to add."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

KITES = """\
试点市人民政府办公厅文件
试府办发〔2024〕7号
试点市风筝产业发展办法
第一条 为了发展风筝产业，制定本办法。
第二条 到2026年，风筝产业规模达到30亿元。
第三条 本办法自2024年4月1日起施行。
"""


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str, str]]:
    """Return a function that runs ``assistant ARGUMENTS``: exit code, stdout and stderr come back."""
    from assistant.cli.program import main

    def call(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["assistant", *arguments])
        capsys.readouterr()
        with pytest.raises(SystemExit) as left:
            main()
        out, err = capsys.readouterr()
        return int(left.value.code or 0), out, err

    return call


@pytest.fixture
def ready(assistant_home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the home with the index of the shipped corpus, named by ``ASSISTANT_HOME``; for reading only."""
    monkeypatch.setenv("ASSISTANT_HOME", str(assistant_home))
    return assistant_home


@pytest.fixture
def kites(tmp_path: Path) -> Path:
    """Return a document of three articles that no one issued."""
    path = tmp_path / "kites.txt"
    path.write_text(KITES, encoding="utf-8")
    return path
