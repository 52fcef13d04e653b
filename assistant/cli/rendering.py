"""What the commands print: answers, abstentions and tables, in colour only on a terminal."""

from __future__ import annotations

import contextlib
import json
import sys
from collections.abc import Generator, Iterable, Sequence

import typer

from assistant.answering.messages import REASONS
from assistant.answers import Abstention, Answer, Citation, Outcome, Sentence
from assistant.indexing.building import Progress
from assistant.works import Edition, Language

_WORDS: dict[str, tuple[str, str]] = {
    "nearest": ("最接近的条款", "Nearest clauses"),
    "ask": ("可以这样问", "You could ask"),
    "verified": ("官方原文，已核对", "official wording, verified"),
    "official": ("原文", "the document's own wording"),
    "digest": ("摘要", "digest"),
}


def words(key: str, language: Language) -> str:
    """Return a label of the display."""
    return _WORDS[key][0 if language == "zh" else 1]


def print_json(value: object) -> None:
    """Print one JSON value, readable on a terminal and to programs."""
    typer.echo(json.dumps(value, ensure_ascii=False, indent=2))


def print_stream(events: Iterable[Sentence | Outcome]) -> Outcome:
    """Print sentences as they come, then the citations of the answer, or an abstention with what lies near.

    Returns:
        The outcome, which comes last.

    Raises:
        ValueError: none came.
    """
    outcome: Outcome | None = None
    for event in events:
        match event:
            case Sentence():
                marks = "".join(f"[{n}]" for n in event.citations)
                typer.echo(f"{event.text} {typer.style(marks, fg='cyan')}")
            case Answer():
                _print_citations(event)
                outcome = event
            case Abstention():
                _print_abstention(event)
                outcome = event
    if outcome is None:
        raise ValueError("an answer that is made sentence by sentence ends with the whole of it")
    return outcome


def _print_citations(answer: Answer) -> None:
    typer.echo()
    for citation in answer.citations:
        _print_citation(citation, answer.language)
    for note in answer.notes:
        typer.echo(typer.style(f"※ {note.text}", dim=True))


def _print_citation(citation: Citation, language: Language) -> None:
    kind = "verified" if citation.verified else ("digest" if citation.edition is Edition.DIGEST else "official")
    head = typer.style(f"[{citation.n}] {citation.label}", fg="cyan")
    typer.echo(f"{head}  ({citation.ref}, {words(kind, language)})")
    for line in citation.quote.splitlines():
        typer.echo(f"    {line}")
    for line in (citation.rendering or "").splitlines():
        typer.echo(typer.style(f"    {line}", dim=True))


def _print_abstention(abstention: Abstention) -> None:
    language = abstention.language
    reason = REASONS[abstention.reason].get(language)
    typer.echo(f"{typer.style(reason, fg='yellow', bold=True)}  {abstention.explanation}")
    if abstention.nearest:
        typer.echo(f"\n{words('nearest', language)}:")
        for near in abstention.nearest:
            typer.echo(f"  {typer.style(near.label, fg='cyan')}  ({near.ref})\n    {near.text}")
    if abstention.suggestions:
        typer.echo(f"\n{words('ask', language)}:")
        for suggestion in abstention.suggestions:
            typer.echo(f"  · {suggestion}")
    for note in abstention.notes:
        typer.echo(typer.style(f"※ {note.text}", dim=True))


def print_table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print a table; numbers are the caller's to format."""
    from rich.console import Console
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in rows:
        table.add_row(*row)
    # No markup, no emoji: a title may hold [/b] or :up:.
    console = Console(width=None if sys.stdout.isatty() else 200, highlight=False, markup=False, emoji=False)
    console.print(table)


@contextlib.contextmanager
def indexing_progress() -> Generator[Progress]:
    """Show a progress bar on stderr from the first text that is encoded; nothing before."""
    from assistant.cli.progress import ProgressBar

    bar = ProgressBar("Indexing")
    try:
        yield bar.update
    finally:
        bar.close()
