"""The repository belongs to no machine, hides no leftovers, and explains its exceptions."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

# Written in pieces, so that this file is not what it looks for.
MACHINE_PATH = re.compile(r"(?<![\w.~-])/(?:work|root|farm|home|Users)/|/tmp/[a-z]")
REGISTRY_HOST = re.compile(
    r"\b(?:pypi|npmjs|pythonhosted|download\.pytorch)\.org\b|\b(?:deb|security)\.debian\.org\b|\bregistry\.npmjs\b"
)
LEFTOVER = re.compile(r"\b(?:TO" + r"DO|FIX" + r"ME|XX" + r"X|HA" + r"CK)\b")
EXCEPTION = re.compile(r"#\s*(?:no" + r"qa|type:\s*igno" + r"re|pragma:\s*no)\b")
EXPLAINED = re.compile(
    r"#\s*(?:no" + r"qa: [A-Z]+[0-9]+(?:, ?[A-Z]+[0-9]+)*|type: igno" + r"re\[[a-z, -]+\]|pragma: no (?:cover|branch))"
    r"  ?(?:#|–|—|-) ?\w.{5,}"
)


def text_files(tracked: list[Path], repository: Path) -> list[tuple[str, str]]:
    """Return the name and the text of every tracked file that people wrote."""
    found = []
    for path in tracked:
        name = path.relative_to(repository).as_posix()
        content = path.read_bytes()
        if b"\0" not in content and not name.startswith("index/encoder/"):
            found.append((name, content.decode("utf-8")))
    return found


def hits(pattern: re.Pattern[str], files: list[tuple[str, str]]) -> list[str]:
    """Return the place and the text of every line that a pattern is found in."""
    return [
        f"{name}:{number}: {line.strip()}"
        for name, text in files
        for number, line in enumerate(text.splitlines(), start=1)
        if pattern.search(line)
    ]


@pytest.fixture(scope="module")
def files(tracked: list[Path], repository: Path) -> list[tuple[str, str]]:
    return text_files(tracked, repository)


@pytest.mark.parametrize(
    ("pattern", "line"),
    [
        (MACHINE_PATH, "open('" + "/wo" + "rk/main/x')"),
        (MACHINE_PATH, "cd " + "/t" + "mp/build"),
        (REGISTRY_HOST, "https://" + "py" + "pi.org/simple"),
        (LEFTOVER, "# TO" + "DO later"),
    ],
)
def test_what_must_not_be_there_is_found_where_it_is(pattern: re.Pattern[str], line: str) -> None:
    assert hits(pattern, [("planted.py", f"one = 1\n{line}\n")]) == [f"planted.py:2: {line}"]


@pytest.mark.parametrize("pattern", [MACHINE_PATH, REGISTRY_HOST, LEFTOVER], ids=["path", "host", "leftover"])
def test_no_file_names_a_machine_or_a_registry_or_work_left_over(
    pattern: re.Pattern[str], files: list[tuple[str, str]]
) -> None:
    assert not hits(pattern, files)


def test_a_lint_exception_without_a_reason_is_told_from_one_with() -> None:
    bare, coded, explained = "x  # no" + "qa", "x  # no" + "qa: S101", "x  # no" + "qa: S101  # the input is ours"

    assert [bool(EXPLAINED.search(line)) for line in (bare, coded, explained)] == [False, False, True]


def test_every_lint_exception_in_the_code_has_its_reason(files: list[tuple[str, str]]) -> None:
    found = hits(EXCEPTION, [(name, text) for name, text in files if name.endswith(".py")])

    assert not [hit for hit in found if not EXPLAINED.search(hit)]


def test_every_rule_ignored_everywhere_has_its_reason(repository: Path) -> None:
    settings = (repository / "pyproject.toml").read_text(encoding="utf-8")
    block = re.search(r"^ignore = \[\n(.*?)^\]", settings, re.DOTALL | re.MULTILINE)

    assert block
    assert not [line for line in block[1].splitlines() if not re.search(r"# \w.{8,}", line)]


def test_every_text_file_is_utf_8_with_unix_line_ends(files: list[tuple[str, str]]) -> None:
    # Reading them as UTF-8 was the first half of the test.
    assert not [name for name, text in files if "\r" in text or text.startswith("\ufeff")]
    assert not [name for name, text in files if text and not text.endswith("\n")]


def test_nothing_large_is_tracked_but_the_encoder(tracked: list[Path], repository: Path) -> None:
    large = [p.relative_to(repository).as_posix() for p in tracked if p.stat().st_size > 1_000_000]

    assert not [name for name in large if not name.startswith("index/")]
