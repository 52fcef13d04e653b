"""``assistant verify``: does a receipt still hold?"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from assistant.cli.rendering import indexing_progress, print_json
from assistant.engine import Assistant

_COLOURS = {"ok": "green", "changed": "red", "note": "yellow"}


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command(
        epilog=(
            "Examples:  assistant ask 绿色方案第6项 --receipt item6.json  ·  assistant verify item6.json  ·  "
            "assistant verify item6.json --json"
        )
    )(verify)


def verify(
    file: Annotated[Path, typer.Argument(help="A receipt that `assistant ask --receipt FILE` wrote.")],
    *,
    json_: Annotated[bool, typer.Option("--json", help="Print the checks as JSON.")] = False,
) -> None:
    """Check a receipt again, offline, and say what changed; exit 1 where something did."""
    from assistant.receipts import Standing, check_receipt, read_receipt

    receipt = read_receipt(file)
    with indexing_progress() as progress:
        assistant = Assistant.open(progress=progress)
    checks = check_receipt(assistant, receipt)
    changed = sum(check.standing is Standing.CHANGED for check in checks)
    if json_:
        found = [{"check": c.name, "standing": c.standing.value, "detail": c.detail} for c in checks]
        print_json({"question": receipt.asked.question, "time": receipt.time, "checks": found, "changed": changed})
    else:
        for check in checks:
            mark = typer.style(f"{check.standing.value:<8}", fg=_COLOURS[check.standing.value])
            typer.echo(f"{mark} {check.name}: {check.detail}")
        typer.echo(f"{receipt.asked.question} ({receipt.time}): {changed or 'no'} change{'' if changed == 1 else 's'}")
    if changed:
        raise typer.Exit(1)
