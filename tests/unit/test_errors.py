"""Errors say what was wrong, with which value, and what to do, in one line."""

from __future__ import annotations

import inspect
from pathlib import Path

import pytest

from assistant import errors
from assistant.errors import (
    AssistantError,
    ClauseNotFoundError,
    ContentError,
    IndexDamagedError,
    NoClausesError,
    NotReadyError,
    QuestionSetError,
    SourceError,
    SourceTooLargeError,
    WorkNotFoundError,
)

CLASSES = [one for _, one in inspect.getmembers(errors, inspect.isclass) if issubclass(one, Exception)]


def test_every_error_is_an_assistant_error() -> None:
    found = CLASSES

    strangers = [one.__name__ for one in found if not issubclass(one, AssistantError)]

    assert strangers == []
    assert len(found) == 17


def test_the_tree_at_the_top_of_the_module_names_every_error() -> None:
    tree = errors.__doc__ or ""

    unnamed = [one.__name__ for one in CLASSES if one.__name__ not in tree]

    assert unnamed == []


@pytest.mark.parametrize(
    ("error", "message"),
    [
        (ContentError(Path("a.tsv"), "is missing"), "a.tsv: is missing"),
        (SourceError("a.txt", "is empty"), "a.txt: is empty"),
        (NoClausesError("a.txt", "has no numbers"), "a.txt: has no numbers"),
        (WorkNotFoundError("x"), "no work 'x'; `assistant corpus list` shows them"),
        (ClauseNotFoundError("green", "9"), "no clause '9' in work 'green'; `assistant show green` lists them"),
        (IndexDamagedError("f", "differs"), "f: differs; `assistant index build` makes the index anew"),
        (NotReadyError(0, 0), "the index is being built; ask again in a moment"),
        (NotReadyError(64, 400), "the index is being built, 64 of 400 texts are encoded; ask again in a moment"),
        (QuestionSetError("s.jsonl", 3, "is no question"), "s.jsonl, line 3: is no question"),
        (QuestionSetError("s.jsonl", 0, "has no questions"), "s.jsonl: has no questions"),
    ],
)
def test_an_error_is_one_line_that_names_the_value(error: AssistantError, message: str) -> None:
    caught = error

    shown = str(caught)

    assert shown == message


def test_a_file_that_is_too_large_is_told_its_size_and_the_limit() -> None:
    error = SourceTooLargeError("big.txt", size_bytes=200_000_000, limit_bytes=20_000_000)

    shown = str(error)

    assert "200 MB" in shown
    assert "20 MB" in shown
    assert (error.size_bytes, error.limit_bytes) == (200_000_000, 20_000_000)
