"""The program as a whole: version, help, settings, pipes, two at once, and what it does not load."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from itertools import starmap
from pathlib import Path

import pytest

from assistant import __version__

Run = Callable[..., tuple[int, str, str]]


def started(*arguments: str, **variables: str) -> subprocess.Popen[str]:
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)} | variables
    return subprocess.Popen(
        [sys.executable, "-m", "assistant", *arguments],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )


def test_the_version_is_the_packages(run: Run) -> None:
    option = "--version"

    code, out, err = run(option)

    assert (code, out, err) == (0, f"assistant {__version__}\n", "")


@pytest.mark.parametrize(
    "command",
    [
        *([], ["ask"], ["search"], ["show"], ["targets"], ["verify"], ["audit"], ["bench"], ["web"]),
        *(["corpus"], ["corpus", "list"], ["corpus", "add"], ["corpus", "remove"], ["corpus", "verify"]),
        *(["index"], ["index", "build"], ["index", "status"], ["index", "verify"], ["eval"], ["eval", "run"]),
    ],
)
def test_help_shows_an_example(run: Run, command: list[str]) -> None:
    asked = [*command, "--help"]

    code, out, _ = run(*asked)

    assert code == 0
    assert "Example" in out


def test_without_a_command_the_commands_are_shown(run: Run) -> None:
    nothing: list[str] = []

    code, out, err = run(*nothing)

    assert code == 2
    assert all(name in out + err for name in ("ask", "search", "show", "corpus", "index", "eval", "web", "bench"))


def test_ctrl_c_while_the_program_is_still_loading_ends_it_without_a_word() -> None:
    script = (
        "import sys\n"
        "class Interrupting:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name == 'typer': raise KeyboardInterrupt\n"
        "sys.meta_path.insert(0, Interrupting())\n"
        "from assistant.__main__ import main\n"
        "main()\n"
    )

    ended = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)

    assert (ended.returncode, ended.stdout, ended.stderr) == (130, "", "")


def test_an_unknown_setting_is_one_line(run: Run, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASSISTANT_COLOUR", "red")

    code, out, err = run("corpus", "list")

    assert (code, out) == (3, "")
    assert err.startswith("assistant: unknown setting ASSISTANT_COLOUR; known: ")
    assert err.count("\n") == 1
    assert list(home.iterdir()) == []


@pytest.mark.parametrize("content", [b"threads = ", b"\xff\xfe\x00", b"colour = 1\n", b"threads = 0\n"])
def test_a_corrupted_settings_file_is_one_line(run: Run, home: Path, content: bytes) -> None:
    (home / "settings.toml").write_bytes(content)

    found = list(starmap(run, (["corpus", "list"], ["ask", "绿色"], ["index", "build"])))

    assert [(code, out, err.count("\n")) for code, out, err in found] == [(3, "", 1)] * 3


def test_an_encoder_that_is_not_there_is_one_line(run: Run, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASSISTANT_ENCODER", str(home / "no-model"))

    code, out, err = run("ask", "绿色")

    assert (code, out) == (3, "")
    assert err.startswith("assistant: ")
    assert err.count("\n") == 1


@pytest.mark.usefixtures("ready")
def test_chinese_is_written_under_any_locale(ready: Path) -> None:
    variables = {"ASSISTANT_HOME": str(ready), "LC_ALL": "C", "PYTHONIOENCODING": "ascii"}

    out, err = started("show", "green/2.2.6", **variables).communicate(timeout=60)

    assert "氢能产业" in out
    assert not err


def test_an_answer_comes_from_a_process_of_its_own_without_heavy_libraries(ready: Path) -> None:
    program = (
        "import sys\n"
        "from assistant.cli.program import main\n"
        "sys.argv = ['assistant', 'ask', '绿色方案第6项', '--json']\n"
        "try:\n    main()\n"
        "except SystemExit:\n    pass\n"
        "heavy = {'torch', 'transformers', 'gradio', 'langchain', 'sentence_transformers', 'scipy', 'ir_measures'}\n"
        "print(sorted(heavy & set(sys.modules)), file=sys.stderr)\n"
    )
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path), "ASSISTANT_HOME": str(ready)}

    done = subprocess.run(
        [sys.executable, "-c", program], env=environment, capture_output=True, encoding="utf-8", timeout=60, check=True
    )

    assert json.loads(done.stdout)["status"] == "answered"
    assert done.stderr == "[]\n"


def test_a_reader_that_goes_away_is_no_error() -> None:
    process = started("show", "green")
    assert process.stdout is not None
    process.stdout.close()

    code = process.wait(timeout=60)

    assert process.stderr is not None
    assert (code, process.stderr.read()) == (0, "")
    process.stderr.close()


def test_two_processes_that_need_the_index_at_once_both_answer(home: Path) -> None:
    both = [started("ask", "绿色方案第6项", "--json", ASSISTANT_HOME=str(home)) for _ in range(2)]

    said = [process.communicate(timeout=120) for process in both]

    assert [process.returncode for process in both] == [0, 0]
    assert [json.loads(out)["citations"][0]["ref"] for out, _ in said] == ["green/2.2.6", "green/2.2.6"]
    # One built, the other waited for it; no vector was missing, so there was no bar.
    assert not any("Indexing" in err for _, err in said)
    folders = [path.name for path in (home / "index").iterdir() if path.is_dir()]
    assert folders == [(home / "index" / "current").read_text(encoding="utf-8")]
