"""Question sets: JSON lines, read with the line number in every error; see docs/question-sets.md."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from assistant.answers import Reason
from assistant.errors import QuestionSetError
from assistant.evaluation.grades import ANSWERS, HELPS, grades
from assistant.ranking import Qrel
from assistant.works import LANGUAGES, ClauseRef, Language

__all__ = ["ANSWERS", "HELPS", "KINDS", "EvalQuestion", "Problem", "read_set", "scan_set"]

KINDS = (
    "figure",
    "topic",
    "list",
    "comparison",
    "multi_clause",
    "lookup",
    "definition",
    "responsibility",
    "follow_up",
    "robustness",
    "silent",
    "false_premise",
    "conflict",
)
"""What a question may be a test of."""

WHOLE_KINDS = frozenset({"list", "comparison", "multi_clause", "conflict"})
"""Kinds whose right answer cites every clause of grade 2; of the others, one of them is enough."""

SPLITS = ("dev", "test")
USERS = ("investor", "official", "evaluator")


@dataclass(frozen=True, slots=True)
class EvalQuestion:
    """A question of a set, and what a right answer to it is.

    Attributes:
        id: unique in its set.
        question: as it is asked.
        language: asked in, and to be answered in.
        kind: what it is a test of, one of ``KINDS`` in the sets that ship.
        split: ``dev``, or ``test``, on which nothing is tuned.
        answerable: whether the works answer it.
        reason: why not, where they do not.
        qrels: the clauses that answer or help.
        figures: what the answer must show.
        history: earlier questions of the conversation, oldest first.
        work: the work that the asker chose, if any.
        set: name of the set.
        pair: id of the same question in the other language.
        note: why it is judged so.
        author: who wrote it.
        user: the kind of user who would ask it.
        line: where it stands in its file.
    """

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
    set: str = ""
    pair: str | None = None
    note: str = ""
    author: str = ""
    user: str = ""
    line: int = 0

    @property
    def uid(self) -> str:
        """The id, unique over all sets; it has no white space, as TREC files ask."""
        return f"{self.set}:{self.id}" if self.set else self.id

    @property
    def whole(self) -> bool:
        """Whether a right answer cites every clause that answers, not one of them."""
        return self.kind in WHOLE_KINDS

    def graded(self, least: int) -> frozenset[ClauseRef]:
        """Return the clauses of at least that grade."""
        return frozenset(qrel.ref for qrel in self.qrels if qrel.grade >= least)


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong with a line of a set; line 0 stands for the file.

    ``fatal`` tells that the set cannot be run before it is mended.
    """

    line: int
    what: str
    fatal: bool = True


def read_set(path: Path) -> tuple[EvalQuestion, ...]:
    """Read a question set.

    Raises:
        QuestionSetError: the file cannot be read or a line is malformed; the first such line is named.
    """
    questions, problems = scan_set(path)
    if problems:
        raise set_error(path, problems)
    return questions


def set_error(path: Path, problems: tuple[Problem, ...]) -> QuestionSetError:
    """Return the error that names the first problem, and says how to see the others."""
    first, *others = problems
    more = f"; {len(others)} more, `assistant eval check {path}` lists them" if others else ""
    return QuestionSetError(path, first.line, f"{first.what}{more}")


def scan_set(path: Path) -> tuple[tuple[EvalQuestion, ...], tuple[Problem, ...]]:
    """Return the questions of a set that can be read, and what is wrong with the other lines.

    Raises:
        QuestionSetError: the file cannot be read at all, or holds nothing.
    """
    try:
        # Not splitlines(): U+2028 may stand inside a JSON string.
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise QuestionSetError(path, 0, f"cannot be read: {error}") from error
    if not any(line.strip() for line in lines):
        raise QuestionSetError(path, 0, "has no questions")
    found = tuple(_scanned(path.stem.replace(" ", "-"), lines))
    questions = tuple(one for one in found if isinstance(one, EvalQuestion))
    return questions, tuple(one for one in found if isinstance(one, Problem))


def _scanned(name: str, lines: list[str]) -> Iterator[EvalQuestion | Problem]:
    seen: dict[str, int] = {}
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            question = _parsed(name, number, json.loads(line))
        # RecursionError: thousands of brackets, one in the other.
        except (ValueError, TypeError, RecursionError) as error:
            yield Problem(number, f"is no question: {error}")
            continue
        if question.id in seen:
            yield Problem(number, f"repeats the id {question.id!r} of line {seen[question.id]}; give it another")
            continue
        seen[question.id] = number
        yield question


def _parsed(name: str, line: int, table: object) -> EvalQuestion:
    if not isinstance(table, dict):
        raise TypeError('a line is a JSON object, such as {"id": "a", "question": …}')
    unknown = sorted(set(table) - set(_KEYS))
    if unknown:
        raise ValueError(f"unknown key {unknown[0]!r}; known: {', '.join(_KEYS)}")
    missing = [key for key in _REQUIRED if key not in table]
    if missing:
        raise ValueError(f"the key {missing[0]!r} is missing")
    for key, value in table.items():
        _KEYS[key](key, value)
    identity, answerable = str(table["id"]), table["status"] == "answered"
    if not identity or len(identity.split()) != 1:
        raise ValueError("id has no white space and is not empty")
    reason = table.get("reason")
    question = EvalQuestion(
        id=identity,
        question=table["question"],
        language=table["language"],
        kind=table["kind"],
        split=table.get("split") or "dev",
        answerable=answerable,
        reason=Reason(reason) if reason else None,
        qrels=_qrels(f"{name}:{identity}", table.get("qrels") or {}),
        figures=tuple(table.get("figures") or ()),
        history=tuple(table.get("history") or ()),
        work=table.get("work"),
        set=name,
        pair=table.get("pair"),
        note=table.get("note") or "",
        author=table.get("author") or "",
        user=table.get("user") or "",
        line=line,
    )
    if answerable and not question.graded(ANSWERS):
        raise ValueError(
            'a question that can be answered needs a clause of grade 2, such as "qrels": {"green/2.2.6": 2}'
        )
    return question


def _qrels(question: str, table: Mapping[str, int]) -> tuple[Qrel, ...]:
    known = {grade.number for grade in grades()}
    for ref, grade in table.items():
        if grade not in known:
            raise ValueError(f"{ref} has the grade {grade!r}; grades are {', '.join(map(str, sorted(known)))}")
    return tuple(Qrel(question, ClauseRef.parse(ref), grade) for ref, grade in table.items())


def _text(key: str, value: object) -> None:
    if not isinstance(value, str):
        raise TypeError(f"{key} is a text, not {value!r}")


def _text_or_null(key: str, value: object) -> None:
    if value is not None:
        _text(key, value)


def _identity(key: str, value: object) -> None:
    if not isinstance(value, str | int):
        raise TypeError(f"{key} is a text, not {value!r}")


def _texts(key: str, value: object) -> None:
    if value is not None and not (isinstance(value, list) and all(isinstance(one, str) for one in value)):
        raise TypeError(f'{key} is a list of texts, such as ["…"], not {value!r}')


def _table(key: str, value: object) -> None:
    if value is not None and not isinstance(value, dict):
        raise TypeError(f'{key} is an object of grades by clause, such as {{"green/2.2.6": 2}}, not {value!r}')


def _one_of(*values: str | None) -> Callable[[str, object], None]:
    def check(key: str, value: object) -> None:
        if value not in values:
            named = [one for one in values if one]
            known = f"{', '.join(named[:-1])} or {named[-1]}"
            raise ValueError(f"{key} is {known}, not {value!r}")

    return check


_KEYS: Mapping[str, Callable[[str, object], None]] = {
    "id": _identity,
    "question": _text,
    "language": _one_of(*LANGUAGES),
    "kind": _text,
    "status": _one_of("answered", "abstained"),
    "reason": _one_of(None, "", *Reason),
    "qrels": _table,
    "figures": _texts,
    "note": _text_or_null,
    "split": _one_of(None, *SPLITS),
    "pair": _text_or_null,
    "history": _texts,
    "work": _text_or_null,
    "author": _text_or_null,
    "user": _one_of(None, *USERS),
}
_REQUIRED = ("id", "question", "language", "kind", "status")
