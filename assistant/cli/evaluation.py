"""``assistant eval``: run question sets, check them, keep baselines."""

from __future__ import annotations

import enum
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.cli.rendering import indexing_progress, print_json, print_table
from assistant.errors import EvaluationError, QuestionSetError
from assistant.evaluation.exporting import Columns
from assistant.evaluation.systems import KNOWN, SHIPPED
from assistant.library.opening import open_library
from assistant.resources import content_path
from assistant.settings import Settings, read_settings

if TYPE_CHECKING:
    from assistant.evaluation.baselines import Drop
    from assistant.evaluation.replies import Asked
    from assistant.evaluation.running import SystemRun
    from assistant.evaluation.sets import EvalQuestion
    from assistant.evaluation.summary import Summary, SystemSummary

app = typer.Typer(
    help="Ask the questions of sets, score the answers, compare systems.",
    epilog="Examples:  assistant eval run --report report.html  ·  assistant eval check mine.jsonl",
    no_args_is_help=True,
)


class Split(enum.StrEnum):
    """Which questions of a set are asked; nothing is tuned on ``test``."""

    DEV = "dev"
    TEST = "test"
    ALL = "all"


Sets = Annotated[list[str] | None, typer.Argument(help="Names of shipped sets, or JSONL files; default: all shipped.")]
Workers = Annotated[int | None, typer.Option(min=1, max=256, help="Processes; default: one a core.")]


def register(parent: typer.Typer) -> None:
    """Add the commands to the command line."""
    parent.add_typer(app, name="eval")


@app.callback()
def _group() -> None:
    """Ask the questions of sets, score the answers, compare systems."""


@app.command(
    epilog=(
        "Examples:  assistant eval run --split dev --failures  ·  "
        "assistant eval run core --system shipped --system pipeline --report report.html"
    )
)
def run(
    sets: Sets = None,
    *,
    system: Annotated[list[str] | None, typer.Option(help=f"What is asked, repeatable: {KNOWN}.")] = None,
    llm: Annotated[list[str] | None, typer.Option(help="The same as --system llm:NAME, repeatable.")] = None,
    split: Annotated[Split, typer.Option(help="Which questions.")] = Split.ALL,
    report: Annotated[Path | None, typer.Option(help="Write a report, one HTML file that needs no network.")] = None,
    trec: Annotated[Path | None, typer.Option(help="Write qrels and runs in TREC's formats into a folder.")] = None,
    export: Annotated[Path | None, typer.Option(help="Write the answers to a .jsonl or .csv file.")] = None,
    columns: Annotated[Columns, typer.Option(help="Whose column names --export writes.")] = Columns.RAGAS,
    workers: Workers = None,
    resume: Annotated[bool, typer.Option("--resume", help="Go on where an earlier run was cut off.")] = False,
    failures: Annotated[bool, typer.Option("--failures", help="List the questions that went wrong.")] = False,
    markdown: Annotated[bool, typer.Option("--markdown", help="Print the scores as Markdown.")] = False,
    json_: Annotated[bool, typer.Option("--json", help="Print the scores as JSON.")] = False,
) -> None:
    """Ask every question of every system, and print the scores with their 95 % intervals."""
    from assistant.evaluation.summary import summarised

    settings = read_settings()
    _writable(export, report)
    questions = [q for name in _named(sets) for q in _questions(name, settings) if split.value in {q.split, "all"}]
    if not questions:
        raise EvaluationError(f"the sets have no question of the split {split.value}; choose another")
    names = list(dict.fromkeys([*(system or ([] if llm else [SHIPPED])), *(f"llm:{name}" for name in llm or [])]))
    runs = [_asked(name, questions, settings, workers=workers, resume=resume) for name in names]
    summary = summarised(list(dict.fromkeys(q.set for q in questions)), split.value, questions, runs)
    _write(summary, settings, report=report, trec=trec, export=export, columns=columns)
    _print(summary, failures=failures, markdown=markdown, json_=json_)


@app.command(epilog="Example:  assistant eval check mine.jsonl")
def check(sets: Annotated[list[str], typer.Argument(help="JSONL files, or names of shipped sets.")]) -> None:
    """Check question sets, their clauses and figures against the works; exit code 1 where something is wrong."""
    from assistant.evaluation.checking import check_set

    library = open_library(read_settings())
    wrong = False
    for name in sets:
        path = _path(name)
        questions, problems = check_set(path, library)
        for problem in problems:
            typer.echo(f"{path}, line {problem.line}: {problem.what}")
        typer.echo(f"{path}: {len(questions)} questions, {len(problems)} problems")
        wrong = wrong or bool(problems)
    if wrong:
        raise typer.Exit(1)


@app.command(epilog="Examples:  assistant eval baseline --check  ·  assistant eval baseline core")
def baseline(
    sets: Sets = None,
    *,
    folder: Annotated[Path | None, typer.Option(help="Where baselines lie; default: eval/baselines.")] = None,
    check: Annotated[bool, typer.Option("--check", help="Compare instead of writing; exit code 1 for a drop.")] = False,
    workers: Workers = None,
) -> None:
    """Write what the shipped system reaches on each set, or compare it with what is written."""
    from assistant.evaluation.baselines import drops, write_baseline

    settings = read_settings()
    where = folder or content_path("eval", "baselines")
    found: list[Drop] = []
    for name in _named(sets):
        path = _path(name)
        asked = _asked(SHIPPED, _questions(name, settings), settings, workers=workers, resume=False).asked
        file = where / f"{path.stem}.json"
        if check:
            found += drops(file, questions=path, asked=asked)
        else:
            write_baseline(file, questions=path, asked=asked)
            typer.echo(f"{file} written")
    for drop in found:
        typer.echo(str(drop))
    if found:
        raise typer.Exit(1)


@app.command(epilog="Example:  assistant eval gallery --each 2 > answers.md")
def gallery(
    sets: Sets = None,
    *,
    each: Annotated[int, typer.Option(min=1, help="How many of each kind and language.")] = 10,
    workers: Workers = None,
) -> None:
    """Print answers to dev questions of every kind in both languages as Markdown."""
    from assistant.evaluation.gallery import chosen
    from assistant.evaluation.gallery import gallery as shown

    settings = read_settings()
    questions = [q for name in _named(sets) for q in _questions(name, settings) if q.split == Split.DEV.value]
    if not questions:
        raise EvaluationError("the sets have no dev question; choose others")
    drawn = chosen(questions, each=each)
    typer.echo(shown(_asked(SHIPPED, drawn, settings, workers=workers, resume=False).asked), nl=False)


def _named(sets: Sequence[str] | None) -> list[str]:
    return list(dict.fromkeys(sets or sorted(path.stem for path in content_path("eval", "sets").glob("*.jsonl"))))


def _path(name: str) -> Path:
    path = Path(name)
    if path.suffix == ".jsonl":
        return path
    shipped = content_path("eval", "sets") / f"{name}.jsonl"
    if not shipped.is_file():
        known = ", ".join(sorted(p.stem for p in shipped.parent.glob("*.jsonl")))
        raise QuestionSetError(name, 0, f"there is no such set; known: {known}; or give a .jsonl file")
    return shipped


def _questions(name: str, settings: Settings) -> tuple[EvalQuestion, ...]:
    from assistant.evaluation.checking import usable_set

    return usable_set(_path(name), open_library(settings))


def _writable(export: Path | None, report: Path | None) -> None:
    """Say before everything is asked what would go wrong after it."""
    if export and export.suffix not in {".jsonl", ".csv"}:
        raise EvaluationError(f"{export}: answers are exported to a file that ends in .jsonl or .csv")
    if report and report.suffix not in {".html", ".htm"}:
        raise EvaluationError(f"{report}: a report is a file that ends in .html")


def _asked(
    name: str, questions: Sequence[EvalQuestion], settings: Settings, *, workers: int | None, resume: bool
) -> SystemRun:
    from assistant.cli.progress import ProgressBar
    from assistant.evaluation.running import run_kept

    bar = ProgressBar(name)
    try:
        with indexing_progress() as indexing:
            return run_kept(
                name, questions, settings, workers=workers, resume=resume, indexing=indexing, progress=bar.update
            )
    finally:
        bar.close()


def _write(
    summary: Summary,
    settings: Settings,
    *,
    report: Path | None,
    trec: Path | None,
    export: Path | None,
    columns: Columns,
) -> None:
    from assistant.evaluation.exporting import write_answers, write_trec

    runs = [system.run for system in summary.systems]
    if trec:
        write_trec(trec, summary.questions, runs)
    if export:
        write_answers(export, runs, open_library(settings), columns)
    if report:
        from assistant.evaluation.report import write_report

        write_report(report, summary, open_library(settings))


def _print(summary: Summary, *, failures: bool, markdown: bool, json_: bool) -> None:
    from assistant.evaluation.markdown import as_markdown

    if json_:
        print_json(summary.to_json())
        return
    if markdown:
        typer.echo(as_markdown(summary), nl=False)
        return
    for number, system in enumerate(summary.systems):
        if number:
            typer.echo()
        _print_scores(summary, system)
        if failures:
            _print_failures(system.failing)


def _print_scores(summary: Summary, system: SystemSummary) -> None:
    from assistant.evaluation.markdown import shown
    from assistant.evaluation.measures import MEASURES
    from assistant.evaluation.summary import GROUPS

    counted = [f"{group} ({summary.counts(group)})" for group in GROUPS]
    rows = [
        [measure.label.en, *(shown(system.estimates[group][measure.name]) for group in GROUPS)] for measure in MEASURES
    ]
    print_table((system.name, *counted), rows)
    if system.latency:
        typer.echo(f"latency    median {system.latency.median_ms:.1f} ms, p95 {system.latency.p95_ms:.1f} ms")
    typer.echo(f"memory     {system.run.memory_mib:.0f} MiB at most in one process")
    for name, found in system.differences.items():
        if found:
            first = summary.systems[0].name
            typer.echo(f"{name:<18} {found.value:+.3f} against {first} (p = {found.p:.4f}, n = {found.n})")


def _print_failures(failing: Sequence[Asked]) -> None:
    from assistant.evaluation.measures import faults
    from assistant.evaluation.sets import ANSWERS
    from assistant.evaluation.summary import given_status
    from assistant.evaluation.wording import FAULTS

    for one in failing:
        wanted = " ".join(map(str, sorted(one.question.graded(ANSWERS)))) or "silence"
        cited = " ".join(map(str, sorted(one.cited))) or "nothing"
        typer.echo(f"{one.question.id} [{one.question.kind}] {one.question.question}")
        wrong = "; ".join(FAULTS[fault].en for fault in faults(one))
        typer.echo(f"    {wrong}; wanted {wanted}; {given_status(one)}, cited {cited}")
