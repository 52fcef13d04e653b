"""Answers as a user reads them, some of every kind and language, as Markdown."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from assistant.evaluation.measures import faults
from assistant.evaluation.replies import Asked
from assistant.evaluation.sets import EvalQuestion
from assistant.evaluation.wording import FAULTS
from assistant.works import LANGUAGES


def chosen(questions: Iterable[EvalQuestion], *, each: int) -> tuple[EvalQuestion, ...]:
    """Return so many questions of each kind and language, drawn by their ids and by nothing else."""
    groups: dict[tuple[str, str], list[EvalQuestion]] = {}
    for question in questions:
        groups.setdefault((question.kind, question.language), []).append(question)
    drawn = (sorted(groups[key], key=_order)[:each] for key in sorted(groups))
    return tuple(question for group in drawn for question in group)


def gallery(asked: Sequence[Asked]) -> str:
    """Return the answers as Markdown, by kind and language, with what is wrong with each."""
    return "\n".join(_lines(asked)) + "\n"


def _order(question: EvalQuestion) -> str:
    return hashlib.sha256(question.id.encode()).hexdigest()


def _lines(asked: Sequence[Asked]) -> Iterator[str]:
    right = sum(not faults(one) for one in asked)
    yield "# Answers of every kind, as a user reads them"
    yield (
        f"\n{len(asked)} questions of the dev sets, drawn by their ids; {right} are answered right as "
        "[eval/README.md](../eval/README.md) defines it, and what is wrong with the others stands below them. "
        "Printed by `assistant eval gallery`."
    )
    for kind in dict.fromkeys(one.question.kind for one in asked):
        yield f"\n## {kind}"
        for language in LANGUAGES:
            for one in asked:
                if (one.question.kind, one.question.language) == (kind, language):
                    yield from _answer(one)


def _answer(one: Asked) -> Iterator[str]:
    history = "".join(f"{question} → " for question in one.question.history)
    yield f"\n**{history}{one.question.question}** <sub>{one.question.id}</sub>\n"
    yield f"> {_said(one)}"
    for citation in one.reply.body.get("citations", ()):
        yield f">\n> [{citation['n']}] {citation['label']} `{citation['ref']}`"
    for note in one.reply.body.get("notes", ()):
        yield f">\n> *{note['text']}*"
    if wrong := "; ".join(FAULTS[fault].en for fault in faults(one)):
        yield f"\n✗ {wrong}"


def _said(one: Asked) -> str:
    body: Any = one.reply.body
    if one.answered:
        return str(body["answer"])
    nearest = "".join(f"\n> - {near['label']} `{near['ref']}`" for near in body.get("nearest", ())[:2])
    return f"({body['reason']}) {body['explanation']}{nearest and chr(10) + '>' + nearest}"
