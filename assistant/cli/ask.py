"""``assistant ask``, ``search`` and ``show``."""

from __future__ import annotations

import dataclasses
import datetime as dt
import enum
from pathlib import Path
from typing import Annotated

import typer

from assistant.answers import Asked, Outcome, as_json
from assistant.cli.rendering import indexing_progress, print_json, print_stream
from assistant.engine import Assistant
from assistant.exchange import hit_values
from assistant.languages import language_of
from assistant.library import Library
from assistant.library.opening import open_library
from assistant.settings import Settings, read_settings
from assistant.works import LANGUAGES, Clause, ClauseRef, Edition, Expression, Language


class LanguageChoice(enum.StrEnum):
    """The language of an answer."""

    AUTO = "auto"
    ZH = "zh"
    EN = "en"


class ShowChoice(enum.StrEnum):
    """The language a clause is shown in."""

    ZH = "zh"
    EN = "en"
    BOTH = "both"


def register(app: typer.Typer) -> None:
    """Add the commands to the command line."""
    app.command(
        epilog=(
            'Examples:  assistant ask 绿色方案第6项  ·  assistant ask "Who pays for the metaverse plan?" --json  ·  '
            "assistant ask 上海元宇宙2025年目标多少？ --llm ollama:qwen3:4b"
        )
    )(ask)
    app.command(epilog='Example:  assistant search "hydrogen stations" -k 3')(search)
    app.command(epilog="Examples:  assistant show green/2.2.6  ·  assistant show green --language en")(show)


def ask(
    question: Annotated[str | None, typer.Argument(help="The question, in Chinese or English.")] = None,
    *,
    json_: Annotated[bool, typer.Option("--json", help="Print the outcome as JSON.")] = False,
    trace: Annotated[bool, typer.Option("--trace", help="Add how the answer came about (JSON).")] = False,
    work: Annotated[str | None, typer.Option(help="Keep to one work, for example green.")] = None,
    language: Annotated[LanguageChoice, typer.Option(help="Language of the answer.")] = LanguageChoice.AUTO,
    k: Annotated[int, typer.Option("-k", min=1, max=100, help="How many clauses to retrieve.")] = 10,
    llm: Annotated[
        str | None,
        typer.Option(
            metavar="PROVIDER:MODEL",
            help="A language model that drafts the answer; what it writes is verified like everything else: "
            "openai:…, ollama:…, hf:NAME-OR-FOLDER, or none.",
        ),
    ] = None,
    receipt: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Also write a receipt of the answer, which `assistant verify` checks."),
    ] = None,
    batch: Annotated[
        Path | None, typer.Option(help='JSONL of {"id", "question", "history"?, "language"?, "work"?}.')
    ] = None,
    out: Annotated[Path | None, typer.Option(help="JSONL to write, with --batch.")] = None,
) -> None:
    """Answer a question from the clauses, or say why not."""
    if (question is None) == (batch is None):
        raise typer.BadParameter("give either a question or --batch IN.jsonl --out OUT.jsonl")
    if (batch is None) != (out is None):
        raise typer.BadParameter("--batch and --out go together")
    if receipt is not None and batch is not None:
        raise typer.BadParameter("a receipt is of one question; leave out --batch or --receipt")
    with indexing_progress() as progress:
        assistant = Assistant.open(_settings(llm), progress=progress)
    spoken = as_language(language.value)
    if batch is not None and out is not None:
        from assistant.cli.batch import answer_batch

        bad = answer_batch(assistant, batch, out, language=spoken, work=work, k=k, trace=trace)
        if bad:
            lines = "1 line was" if bad == 1 else f"{bad} lines were"
            typer.echo(f'assistant: {lines} not answered; "error" in {out} says why', err=True)
        return
    asked = Asked(question or "", spoken, work, k)
    outcome = _answered(assistant, asked, as_text=not (json_ or trace))
    if json_ or trace:
        print_json(as_json(outcome, trace=trace))
    if receipt is not None:
        from assistant.receipts import write_receipt

        write_receipt(receipt, assistant, asked, outcome, now=dt.datetime.now(tz=dt.UTC))
        typer.echo(f"assistant: receipt written to {receipt}", err=True)


def _answered(assistant: Assistant, asked: Asked, *, as_text: bool) -> Outcome:
    """Return the outcome; as text, its sentences are printed as they come."""
    if not as_text:
        return assistant.ask(asked.question, language=asked.language, work=asked.work, k=asked.k)
    return print_stream(assistant.stream(asked.question, language=asked.language, work=asked.work, k=asked.k))


def _settings(llm: str | None) -> Settings:
    """Return the settings, with the language model that an option names."""
    settings = read_settings()
    return settings if llm is None else dataclasses.replace(settings, llm=llm)


def as_language(tag: str) -> Language | None:
    """Return a language tag as a language; None for ``auto``.

    Raises:
        ValueError: the tag is none of auto, zh and en.
    """
    for language in LANGUAGES:
        if tag == language:
            return language
    if tag != "auto":
        raise ValueError(f"language must be auto, zh or en, not {tag!r}")
    return None


def search(
    query: Annotated[str, typer.Argument(help="What to look for.")],
    *,
    json_: Annotated[bool, typer.Option("--json", help="Print the hits as JSON.")] = False,
    k: Annotated[int, typer.Option("-k", min=1, max=100, help="How many clauses.")] = 10,
) -> None:
    """Find the clauses nearest to a query, best first."""
    with indexing_progress() as progress:
        assistant = Assistant.open(progress=progress)
    language = language_of(query)
    hits = assistant.search(query, k=k)
    library = assistant.library
    found = [hit_values(hit, library, language) for hit in hits]
    if json_:
        print_json({"query": query, "language": language, "hits": found})
        return
    for hit in found:
        typer.echo(f"{hit['rank']:>2}. {typer.style(str(hit['label']), fg='cyan')}  ({hit['ref']}, {hit['score']:.3f})")
        typer.echo("    " + str(hit["text"]).replace("\n", "\n    "))


def show(
    ref: Annotated[str, typer.Argument(help="A clause (green/2.2.6) or a work (green).")],
    *,
    language: Annotated[ShowChoice, typer.Option(help="zh, en or both.")] = ShowChoice.BOTH,
) -> None:
    """Show a clause or a whole work, and the official wording where it is installed."""
    library = open_library(read_settings())
    wanted = _clause_ref(ref) if "/" in ref else None
    work = library.work(wanted.work if wanted else ref)
    shown = [tag for tag in LANGUAGES if language.value in {tag, "both"}]
    expressions = [e for e in library.editions(work.id) if e.language in shown]
    if not expressions:
        expressions = [library.answering(work.id, shown[0])]
    if wanted:
        library.check(wanted)
        expressions = [e for e in expressions if wanted.eid in e]
    for expression in expressions:
        _print_head(
            library.label(wanted, expression.language) if wanted else work.title.get(expression.language), expression
        )
        for clause in expression.clauses:
            if wanted is None or clause.eid == wanted.eid or clause.eid.startswith(f"{wanted.eid}."):
                _print_clause(clause, expression, library)
        typer.echo()


def _print_head(title: str, expression: Expression) -> None:
    typer.echo(typer.style(f"{title}  ({expression.language}, {expression.edition.value})", bold=True))


def _clause_ref(text: str) -> ClauseRef:
    try:
        return ClauseRef.parse(text)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from error


def _print_clause(clause: Clause, expression: Expression, library: Library) -> None:
    shipped = library.is_shipped(expression.work) and expression.edition is Edition.OFFICIAL
    if shipped and expression.is_leaf(clause.eid) and not library.is_verified(ClauseRef(expression.work, clause.eid)):
        # Other words than those that were digested are never shown as the official ones.
        typer.echo(f"{typer.style(clause.eid, fg='cyan')}  (does not match its fingerprint, so it is not shown)")
        return
    head = f"{clause.num}{clause.heading}"
    typer.echo(f"{typer.style(clause.eid, fg='cyan')}  {head}".rstrip())
    if expression.is_leaf(clause.eid):
        for line in expression.text_of(clause.eid).splitlines():
            typer.echo(f"    {line}")
