"""``index``: building, status, and the check against its hashes."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., tuple[int, str, str]]


def generation(home: Path) -> Path:
    return home / "index" / (home / "index" / "current").read_text(encoding="utf-8")


@pytest.mark.parametrize("command", ["status", "verify"])
def test_without_an_index_it_is_said_how_one_is_made(run: Run, home: Path, command: str) -> None:
    asked = command

    code, out, err = run("index", asked)

    assert (code, err) == (0, "")
    assert out == "no index yet; it is built on first use, or by `assistant index build`\n"
    assert list(home.iterdir()) == []


def test_status_says_what_the_index_holds(run: Run, ready: Path) -> None:
    command = ("index", "status")

    code, out, _ = run(*command)

    shown = dict(line.split(maxsplit=1) for line in out.splitlines())
    assert code == 0
    assert shown["generation"] == f"{generation(ready).name} (up to date)"
    # Each of 153 leaf clauses, in both languages.
    assert shown["passages"] == "612"
    assert int(shown["vectors"]) > 612
    assert shown["encoder"].endswith("384 dimensions")


def test_an_index_of_other_works_is_stale(run: Run, home_with_index: Path, kites: Path) -> None:
    from assistant.library.adding import add_file
    from assistant.settings import Settings

    add_file(Settings(home=home_with_index), kites)

    code, out, _ = run("index", "status")

    assert code == 0
    assert "stale: rebuilt on next use" in out


def test_an_index_is_built_anew_beside_the_old_one(run: Run, home_with_index: Path) -> None:
    before = generation(home_with_index)

    code, out, err = run("index", "build")

    after = generation(home_with_index)
    assert (code, err) == (0, "")
    assert after != before
    assert not before.exists()
    assert out.startswith(f"built {after.name}: 612 passages, ")


def test_a_sound_index_is_verified(run: Run, ready: Path) -> None:
    name = generation(ready).name

    code, out, _ = run("index", "verify")

    assert code == 0
    assert out.startswith(f"{name}: every file is what was written (")


def test_a_damaged_index_is_found_and_the_next_question_mends_it(run: Run, home_with_index: Path) -> None:
    path = generation(home_with_index) / "bm25" / "vocab.index.json"
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(bytes(content))

    found = run("index", "verify")
    asked = run("ask", "绿色方案第6项", "--json")
    after = run("index", "verify")

    assert (found[0], found[1]) == (1, "")
    assert "`assistant index build` makes the index anew" in found[2]
    assert found[2].count("\n") == 1
    assert [citation["ref"] for citation in json.loads(asked[1])["citations"]] == ["green/2.2.6"]
    assert after[0] == 0


def test_a_pointer_that_is_no_text_is_a_difference(run: Run, home_with_index: Path) -> None:
    (home_with_index / "index" / "current").write_bytes(b"\xff\xfe\x00")

    code, out, err = run("index", "verify")

    assert (code, out) == (1, "")
    assert err.count("\n") == 1
