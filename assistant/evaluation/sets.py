"""Question sets: JSON lines, read with the line number in every error."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from assistant.answers import Reason
from assistant.errors import QuestionSetError
from assistant.ranking import Qrel
from assistant.works import LANGUAGES, ClauseRef, Language

ANSWERS = 2
"""The grade of a clause that answers, or holds a needed part of the answer."""
HELPS = 1
"""The grade of a clause that helps, for example a briefing that repeats a plan."""

_KEYS = {
    "id",
    "question",
    "language",
    "kind",
    "status",
    "reason",
    "qrels",
    "figures",
    "note",
    "split",
    "pair",
    "history",
    "work",
    "author",
    "user",
}


@dataclass(frozen=True, slots=True)
class EvalQuestion:
    """A question of a set, and what a right answer to it is."""

    id: str
    question: str
    language: Language
    kind: str
    split: str
    answerable: bool
    reason: Reason | None
    qrels: tuple[Qrel, ...]
    figures: tuple[str, ...]
    history: tuple[str, ...]
    work: str | None

    def graded(self, least: int) -> frozenset[ClauseRef]:
        """Return the clauses of at least that grade."""
        return frozenset(qrel.ref for qrel in self.qrels if qrel.grade >= least)


def read_set(path: Path) -> tuple[EvalQuestion, ...]:
    """Read a question set.

    Raises:
        QuestionSetError: the file cannot be read or a line is malformed; the line is named.
    """
    try:
        # Not splitlines(): U+2028 may stand inside a JSON string.
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise QuestionSetError(path, 0, f"cannot be read: {error}") from error
    found = tuple(_parsed_lines(path, lines))
    if not found:
        raise QuestionSetError(path, 0, "has no questions")
    return found


def _parsed_lines(path: Path, lines: list[str]) -> Iterator[EvalQuestion]:
    seen: set[str] = set()
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            question = _parsed(json.loads(line))
        except (ValueError, TypeError, KeyError) as error:
            raise QuestionSetError(path, number, f"is no question: {error}") from error
        if question.id in seen:
            raise QuestionSetError(path, number, f"repeats the id {question.id!r}")
        seen.add(question.id)
        yield question


def _parsed(table: object) -> EvalQuestion:
    if not isinstance(table, dict):
        raise TypeError("a line is a JSON object")
    unknown = sorted(set(table) - _KEYS)
    if unknown:
        raise ValueError(f"unknown key {unknown[0]!r}")
    language, status = table["language"], table["status"]
    if language not in LANGUAGES or status not in {"answered", "abstained"}:
        raise ValueError("language is zh or en, status is answered or abstained")
    answerable = status == "answered"
    reason = table.get("reason")
    qrels = _qrels(table["id"], table.get("qrels", {}))
    if answerable and not any(qrel.grade >= ANSWERS for qrel in qrels):
        raise ValueError("a question that can be answered needs a clause of grade 2")
    return EvalQuestion(
        id=str(table["id"]),
        question=str(table["question"]),
        language=language,
        kind=str(table["kind"]),
        split=str(table.get("split", "dev")),
        answerable=answerable,
        reason=Reason(reason) if reason else None,
        qrels=qrels,
        figures=tuple(table.get("figures", ())),
        history=tuple(table.get("history", ())),
        work=table.get("work"),
    )


def _qrels(question: str, grades: Mapping[str, int]) -> tuple[Qrel, ...]:
    return tuple(Qrel(question, ClauseRef.parse(ref), int(grade)) for ref, grade in grades.items())
