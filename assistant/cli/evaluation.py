"""``assistant eval run``."""

from __future__ import annotations

import enum
from collections.abc import Sequence
from dataclasses import astuple, fields
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.cli.rendering import indexing_progress, print_json, print_table
from assistant.engine import Assistant
from assistant.errors import QuestionSetError
from assistant.resources import content_path
from assistant.works import LANGUAGES

if TYPE_CHECKING:
    from assistant.evaluation.measures import Scores
    from assistant.evaluation.running import Asked

app = typer.Typer(
    help="Ask the questions of a set and score the answers.",
    epilog="Example:  assistant eval run --split dev",
    no_args_is_help=True,
)


class Split(enum.StrEnum):
    """Which questions of a set are asked; nothing is tuned on ``test``."""

    DEV = "dev"
    TEST = "test"
    ALL = "all"


def register(parent: typer.Typer) -> None:
    """Add the commands to the command line."""
    parent.add_typer(app, name="eval")


@app.callback()
def _group() -> None:
    """Ask the questions of a set and score the answers."""


@app.command(epilog="Examples:  assistant eval run  ·  assistant eval run core --split dev --failures")
def run(
    sets: Annotated[
        list[str] | None, typer.Argument(help="Names of shipped sets, or JSONL files; default: core.")
    ] = None,
    *,
    split: Annotated[Split, typer.Option(help="Which questions.")] = Split.ALL,
    failures: Annotated[bool, typer.Option("--failures", help="List the questions that went wrong.")] = False,
    json_: Annotated[bool, typer.Option("--json", help="Print the scores as JSON.")] = False,
) -> None:
    """Print recall, MRR, citation precision and recall, figures, refusal and over-refusal."""
    from assistant.cli.progress import ProgressBar
    from assistant.evaluation.measures import scores
    from assistant.evaluation.running import run as run_questions
    from assistant.evaluation.sets import read_set

    questions = [q for name in sets or ["core"] for q in read_set(_path(name)) if split.value in {q.split, "all"}]
    with indexing_progress() as progress:
        assistant = Assistant.open(progress=progress)
    bar = ProgressBar("Asking")
    try:
        asked = run_questions(assistant, questions, progress=bar.update)
    finally:
        bar.close()
    names = (*LANGUAGES, "all")
    groups = {name: [one for one in asked if name in {one.question.language, "all"}] for name in names}
    found = {name: scores(group) for name, group in groups.items() if group}
    if json_:
        print_json({name: {f.name: getattr(one, f.name) for f in fields(one)} for name, one in found.items()})
        return
    _print_scores(found)
    if failures:
        _print_failures(asked)


def _path(name: str) -> Path:
    path = Path(name)
    if path.suffix == ".jsonl":
        return path
    shipped = content_path("eval", "sets") / f"{name}.jsonl"
    if not shipped.is_file():
        known = ", ".join(sorted(p.stem for p in shipped.parent.glob("*.jsonl")))
        raise QuestionSetError(name, 0, f"there is no such set; known: {known}; or give a .jsonl file")
    return shipped


def _print_scores(found: dict[str, Scores]) -> None:
    names = ("questions", "recall@1", "recall@5", "MRR", "cite P", "cite R", "figures", "refusal", "over-refusal")
    rows = [[name, *(_cell(value) for value in astuple(one))] for name, one in found.items()]
    print_table(("", *names), rows)


def _cell(value: float | None) -> str:
    if value is None:
        return "–"
    return str(value) if isinstance(value, int) else f"{value:.3f}"


def _print_failures(asked: Sequence[Asked]) -> None:
    from assistant.evaluation.measures import problems
    from assistant.evaluation.sets import ANSWERS

    for one in asked:
        found = problems(one)
        if found:
            wanted = " ".join(map(str, sorted(one.question.graded(ANSWERS)))) or "silence"
            cited = " ".join(map(str, sorted(one.cited))) or "nothing"
            typer.echo(f"{one.question.id} [{one.question.kind}] {one.question.question}")
            typer.echo(f"    {'; '.join(found)}; wanted {wanted}; cited {cited}")
