"""``assistant targets``: every quantified target, for people and for programs."""

from __future__ import annotations

import enum
from collections.abc import Sequence
from typing import Annotated

import typer

from assistant.cli.ask import ShowChoice
from assistant.cli.rendering import print_json, print_table
from assistant.exchange import target_values, targets_csv
from assistant.library import Library
from assistant.library.opening import open_library
from assistant.settings import read_settings
from assistant.targets import Target, reading
from assistant.targets import targets as all_targets
from assistant.works import LANGUAGES, Bilingual, Language


class FormatChoice(enum.StrEnum):
    """How the targets are written."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command(epilog="Examples:  assistant targets --work green  ·  assistant targets --format csv > targets.csv")(
        targets
    )


def targets(
    *,
    work: Annotated[str | None, typer.Option(help="Keep to one work, for example green.")] = None,
    format_: Annotated[
        FormatChoice, typer.Option("--format", help="A table to read, or JSON or CSV for programs.")
    ] = FormatChoice.TABLE,
    language: Annotated[ShowChoice, typer.Option(help="Of the table: zh, en or both.")] = ShowChoice.BOTH,
) -> None:
    """List every quantified target: clause, subject, indicator, figure and year."""
    library = open_library(read_settings())
    found = all_targets(library, work)
    match format_:
        case FormatChoice.JSON:
            print_json([target_values(target, library) for target in found])
        case FormatChoice.CSV:
            # As bytes: a text stream on Windows would make three characters of every line end.
            typer.echo(targets_csv(found, library).encode(), nl=False)
        case FormatChoice.TABLE:
            shown = [tag for tag in LANGUAGES if language.value in {tag, "both"}]
            _print(found, library, shown)


_HEADS = {"zh": ("条款", "对象", "指标", "目标", "年份"), "en": ("clause", "subject", "indicator", "target", "year")}


def _print(found: Sequence[Target], library: Library, shown: Sequence[Language]) -> None:
    rows = [
        (
            "\n".join([*(library.label(target.ref, tag) for tag in shown), f"({target.ref})"]),
            _lines(target.subject, shown),
            _lines(target.indicator, shown),
            "\n".join(reading(target, tag) for tag in shown),
            str(target.year or "–"),
        )
        for target in found
    ]
    print_table(_HEADS[shown[-1]], rows)


def _lines(text: Bilingual, shown: Sequence[Language]) -> str:
    """Return a text in each language, once where it is known in one alone."""
    return "\n".join(dict.fromkeys(text.get(tag) for tag in shown))
