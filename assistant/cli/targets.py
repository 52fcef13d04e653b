"""``assistant targets``: every quantified target, for people and for programs."""

from __future__ import annotations

import csv
import enum
import io
from collections.abc import Sequence
from decimal import Decimal
from typing import Annotated

import typer

from assistant.cli.ask import ShowChoice
from assistant.cli.rendering import print_json, print_table
from assistant.library import Library
from assistant.library.opening import open_library
from assistant.settings import read_settings
from assistant.targets import Target, plain_number, reading
from assistant.targets import targets as all_targets
from assistant.works import LANGUAGES, Language

Value = str | int | bool | None


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
    """List every quantified target: clause, figure, year and the sentence that sets it."""
    library = open_library(read_settings())
    found = all_targets(library, work)
    match format_:
        case FormatChoice.JSON:
            print_json([_row(target, library) for target in found])
        case FormatChoice.CSV:
            # As bytes: a text stream on Windows would make three characters of every line end.
            typer.echo(_as_csv([_row(target, library) for target in found]).encode(), nl=False)
        case FormatChoice.TABLE:
            shown = [tag for tag in LANGUAGES if language.value in {tag, "both"}]
            _print(found, library, shown)


def _row(target: Target, library: Library) -> dict[str, Value]:
    """Return a target as plain values; numbers are strings, which no program rounds."""
    grade = target.grade
    return {
        "ref": str(target.ref),
        "work": target.ref.work,
        "label_zh": library.label(target.ref, "zh"),
        "label_en": library.label(target.ref, "en"),
        "heading_zh": target.heading.zh,
        "heading_en": target.heading.en,
        "qualifier": target.qualifier.value if target.qualifier else None,
        "value": _number(target.value),
        "upper": _number(target.upper),
        "unit": target.unit,
        "kind": target.kind.value,
        "class_value": _number(grade.value if grade else None),
        "class_unit": grade.unit if grade else None,
        "year": target.year,
        "strives": target.strives,
        "figure_zh": reading(target, "zh"),
        "figure_en": reading(target, "en"),
        "sentence_zh": target.sentence.zh,
        "sentence_en": target.sentence.en,
    }


_COLUMNS = (
    "ref", "work", "label_zh", "label_en", "heading_zh", "heading_en", "qualifier", "value", "upper", "unit", "kind",
    "class_value", "class_unit", "year", "strives", "figure_zh", "figure_en", "sentence_zh", "sentence_en",
)  # fmt: skip


def _number(value: Decimal | None) -> str | None:
    return None if value is None else plain_number(value)


def _as_csv(rows: Sequence[dict[str, Value]]) -> str:
    """Return RFC 4180: a header, CRLF, quotes where they are needed; what is None is empty."""
    file = io.StringIO(newline="")
    # The header stands there even when nothing was found.
    writer = csv.DictWriter(file, _COLUMNS)
    writer.writeheader()
    for row in rows:
        writer.writerow({name: _cell(value) for name, value in row.items()})
    return file.getvalue()


def _cell(value: Value) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case _:
            return str(value)


_HEADS = {"zh": ("条款", "目标", "年份", "语句"), "en": ("clause", "target", "year", "sentence")}


def _print(found: Sequence[Target], library: Library, shown: Sequence[Language]) -> None:
    rows = [
        (
            "\n".join([*(library.label(target.ref, tag) for tag in shown), f"({target.ref})"]),
            "\n".join(reading(target, tag) for tag in shown),
            str(target.year or "–"),
            "\n".join(filter(None, (target.sentence.get(tag) for tag in shown))),
        )
        for target in found
    ]
    print_table(_HEADS[shown[-1]], rows)
