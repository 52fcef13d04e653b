"""Many questions in one process: JSON lines in, JSON lines out."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from assistant.answers import as_json
from assistant.cli.ask import as_language
from assistant.engine import Assistant
from assistant.errors import AssistantError, QuestionError, QuestionSetError
from assistant.works import Language


@dataclass(frozen=True, slots=True)
class _Line:
    id: object
    question: str
    history: tuple[str, ...]
    language: Language | None
    work: str | None


def answer_batch(
    assistant: Assistant,
    source: Path,
    target: Path,
    *,
    language: Language | None,
    work: str | None,
    k: int,
    trace: bool,
) -> int:
    """Answer every line of ``source`` into ``target``; a bad line gives ``{"id", "error"}``.

    Returns:
        How many lines were bad.

    Raises:
        QuestionSetError: the file cannot be read at all.
        AssistantError: the target cannot be written.
    """
    try:
        # Not splitlines(): U+2028 may stand inside a JSON string.
        lines = source.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise QuestionSetError(source, 0, f"cannot be read: {_reason(error)}") from error
    bad = 0
    numbered = [(number, text) for number, text in enumerate(lines, start=1) if text.strip()]
    try:
        # Half a surrogate pair cannot be written, but its escape can, and is the JSON it came from.
        with target.open("w", encoding="utf-8", errors="backslashreplace") as file:
            for number, text in numbered:
                body = _answered(assistant, number, text, language=language, work=work, k=k, trace=trace)
                bad += "error" in body
                print(json.dumps(body, ensure_ascii=False), file=file, flush=True)
    except OSError as error:
        raise AssistantError(f"{target}: cannot be written: {_reason(error)}") from error
    return bad


def _reason(error: Exception) -> str:
    """Return what was wrong, without the path, which the message names already."""
    return (error.strerror if isinstance(error, OSError) else None) or str(error)


def _answered(
    assistant: Assistant, number: int, text: str, *, language: Language | None, work: str | None, k: int, trace: bool
) -> dict[str, object]:
    identity: object = None
    try:
        table = json.loads(text)
        identity = table.get("id") if isinstance(table, dict) else None
        line = _parsed(table)
        outcome = assistant.ask(
            line.question, language=line.language or language, work=line.work or work, k=k, history=line.history
        )
    # RecursionError: thousands of brackets, one in the other.
    except (ValueError, RecursionError, AssistantError) as error:
        return {"id": identity, "error": f"line {number}: {error}"}
    return {"id": line.id, **as_json(outcome, trace=trace)}


def _parsed(table: object) -> _Line:
    if not isinstance(table, dict) or not isinstance(table.get("question"), str):
        raise QuestionError('a line is an object with "id" and "question"')
    history = table.get("history") or []
    if not isinstance(history, list):
        raise QuestionError('"history" is a list of earlier questions')
    work = table.get("work")
    if not isinstance(work, str | None):
        raise QuestionError(f'"work" is the id of a work, not {work!r}')
    return _Line(
        id=table.get("id"),
        question=table["question"],
        history=tuple(_said(history)),
        language=as_language(table.get("language") or "auto"),
        work=work,
    )


def _said(history: list[object]) -> Iterator[str]:
    """Yield the questions of a conversation, given as strings or as {"question"} objects."""
    for turn in history:
        said = turn.get("question") if isinstance(turn, dict) else turn
        if isinstance(said, str):
            yield said
