"""What tests of the audit stand on: memos of our own whose claims carry their verdicts as comments."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from assistant.audit.judging import Finding, Judge
from assistant.audit.memo import claims
from assistant.engine import Assistant

_COMMENT = re.compile(r"[ ]*<!-- (.*?) -->")
MEMOS = ("dev.zh", "dev.en", "held.zh", "held.en", "blind.zh", "blind.en")


@dataclass(frozen=True)
class Expected:
    """The verdict on a claim, in what it differs, and a part of the right figure."""

    verdict: str
    differs: frozenset[str]
    right: str


def expected(text: str) -> dict[int, Expected]:
    """Return what the comments of a memo say, by line."""
    found = {}
    for number, line in enumerate(text.split("\n"), start=1):
        match = _COMMENT.search(line)
        if match:
            verdict, differs, right = (*(part.strip() for part in match[1].split("|")), "", "")[:3]
            found[number] = Expected(verdict, frozenset(filter(None, differs.split(", "))), right)
    return found


@dataclass(frozen=True)
class Audited:
    """A memo, what its comments say, and what was found."""

    expected: Mapping[int, Expected]
    found: Mapping[int, Finding]


@pytest.fixture(scope="session")
def audited(assistant: Assistant, repository: Path) -> dict[str, Audited]:
    """Return every memo of ours, audited once."""
    judge = Judge(assistant)
    results = {}
    for name in MEMOS:
        text = (repository / "tests" / "memos" / f"{name}.md").read_text(encoding="utf-8")
        found = {claim.line: judge.judge(claim) for claim in claims(_COMMENT.sub("", text))}
        results[name] = Audited(expected(text), found)
    return results
