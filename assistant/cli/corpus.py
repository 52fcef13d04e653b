"""``assistant corpus list|add|remove|verify|fingerprint``."""

from __future__ import annotations

from itertools import starmap
from pathlib import Path
from typing import Annotated

import typer

from assistant.cli.rendering import indexing_progress, print_table
from assistant.engine import Assistant
from assistant.errors import AssistantError
from assistant.library.opening import open_library
from assistant.settings import read_settings

app = typer.Typer(
    help="The works there are: list, add, remove, verify.",
    epilog="Examples:  assistant corpus list  ·  assistant corpus add notice.txt  ·  assistant corpus verify",
    no_args_is_help=True,
)


@app.command("list", epilog="Example:  assistant corpus list")
def list_() -> None:
    """List the works, with their clauses and editions."""
    library = open_library(read_settings())
    rows = []
    for work in library.works:
        expressions = library.editions(work.id)
        editions = ", ".join(f"{e.edition.value} {e.language}" for e in expressions)
        leaves = len(library.leaves(work.id))
        verified = sum(1 for ref in library.leaves(work.id) if library.is_verified(ref))
        rows.append((
            work.id,
            work.title.get("zh"),
            work.number or "–",
            str(leaves),
            editions,
            f"{verified}/{leaves}" if verified else "–",
        ))
    print_table(("work", "title", "number", "clauses", "editions", "verified"), rows)


@app.command(epilog="Example:  assistant corpus add notice.txt")
def add(
    file: Annotated[Path, typer.Argument(help="A text or HTML file (.txt, .md, .html).")],
) -> None:
    """Add a policy document; a work that ships is recognised and verified clause by clause."""
    from assistant.library.adding import add_file

    settings = read_settings()
    try:
        added = add_file(settings, file)
    except OSError as error:
        raise AssistantError(f"{settings.library_home}: cannot be written: {error.strerror or error}") from error
    for one in added:
        typer.echo(f"{one.outcome.value}: {one.work.id}  {one.work.title.get('zh')}")
        if one.known:
            typer.echo(
                f"    known work: {one.matched} of {one.matched + len(one.unmatched)} clauses match their fingerprint"
            )
            for eid in one.unmatched:
                typer.echo(f"    {one.work.id}/{eid} does not match; its digest goes on being quoted")
        else:
            typer.echo(f"    new work: {one.clauses} clauses; `assistant show {one.work.id}` lists them")
    with indexing_progress() as progress:
        Assistant.open(settings, progress=progress)


@app.command(epilog="Example:  assistant corpus remove 国办函-2018-71")
def remove(work: Annotated[str, typer.Argument(help="The id, as `assistant corpus list` shows it.")]) -> None:
    """Remove a document that was added; of a work that ships, its official text."""
    from assistant.library.adding import remove_work

    settings = read_settings()
    gone = remove_work(settings, work)
    typer.echo(f"removed: {work}" if gone else f"removed the official text of {work}; its digest stays")
    with indexing_progress() as progress:
        Assistant.open(settings, progress=progress)


@app.command(epilog="Example:  assistant corpus verify")
def verify() -> None:
    """Check digests, ids, figures, targets and fingerprints; exit 1 where something is not as it should be."""
    from assistant.library.checking import check_corpus
    from assistant.soundness import unsound_indicators

    library = open_library(read_settings())
    checked = check_corpus(library)
    # Targets are read from digests that correspond, so these come first.
    findings = checked.findings or tuple(unsound_indicators(library))
    for finding in findings:
        typer.echo(f"{finding.ref}: {finding.problem}")
    official = f"{checked.official} official clauses match" if checked.official else "no official text installed"
    typer.echo(
        f"{checked.works} works, {checked.clauses} clauses, {checked.sentences} sentences in two languages, "
        f"{official}: {len(findings) or 'no'} problem{'' if len(findings) == 1 else 's'}"
    )
    if findings:
        raise typer.Exit(1)


@app.command(hidden=True)
def fingerprint(
    file: Annotated[Path, typer.Argument(help="The official text.")],
    folder: Annotated[Path, typer.Option(help="The corpus folder of a checkout.")] = Path("corpus"),
) -> None:
    """Write the fingerprints of the works that ship, from the official text (for maintainers)."""
    from assistant.library.adding import leaf_texts, recognised
    from assistant.library.fingerprints import fingerprint as mark
    from assistant.library.fingerprints import write_fingerprints
    from assistant.parsing import parse, read_source

    library = open_library(read_settings())
    for parsed in parse(read_source(file)):
        work = recognised(parsed, library)
        if work is not None:
            marks = list(starmap(mark, leaf_texts(parsed)))
            write_fingerprints(folder / work.id / "fingerprints.tsv", marks)
            typer.echo(f"{work.id}: {len(marks)} fingerprints")
