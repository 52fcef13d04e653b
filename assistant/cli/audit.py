"""``assistant audit``: somebody's memo, claim by claim."""

from __future__ import annotations

import enum
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.cli.rendering import indexing_progress
from assistant.engine import Assistant
from assistant.errors import AssistantError
from assistant.library import Library

if TYPE_CHECKING:
    from assistant.audit.auditing import Audit
    from assistant.audit.judging import Finding

_COLOURS = {"confirmed": "green", "contradicted": "red", "not found": "yellow", "not checkable": None}


# A memo has none of its own: the reader drops control characters.
_COLOUR = re.compile(r"\x1b\[[0-9;]*m")


class AuditFormat(enum.StrEnum):
    """How an audit is written."""

    TEXT = "text"
    JSON = "json"
    HTML = "html"


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command(
        epilog="Examples:  assistant audit memo.md  ·  assistant audit memo.txt --format html --out memo.html  ·  "
        "assistant audit memo.md --format json"
    )(audit)


def audit(
    file: Annotated[Path, typer.Argument(help="A memo in Chinese or English: Markdown or text (.md, .txt).")],
    *,
    format_: Annotated[AuditFormat, typer.Option("--format", help="text, json or html.")] = AuditFormat.TEXT,
    out: Annotated[Path | None, typer.Option(help="Write to this file instead of the terminal.")] = None,
) -> None:
    """Check what a memo says of the plans: confirmed, contradicted or not found; exit 1 where it is contradicted."""
    from assistant.audit.auditing import audit_file
    from assistant.audit.judging import Verdict
    from assistant.cli.progress import ProgressBar

    with indexing_progress() as progress:
        assistant = Assistant.open(progress=progress)
    bar = ProgressBar("Checking")
    try:
        found = audit_file(assistant, file, progress=bar.update if out else None)
    finally:
        bar.close()
    written = _written(found, assistant.library, format_)
    if out is None:
        typer.echo(written)
    else:
        _write(out, _COLOUR.sub("", written))
    if found.of(Verdict.CONTRADICTED):
        raise typer.Exit(1)


def _written(found: Audit, library: Library, format_: AuditFormat) -> str:
    from assistant.audit.auditing import as_json
    from assistant.audit.report import as_html

    match format_:
        case AuditFormat.JSON:
            return json.dumps(as_json(found, library), ensure_ascii=False, indent=2)
        case AuditFormat.HTML:
            return as_html(found, library).rstrip("\n")
        case AuditFormat.TEXT:
            return _as_text(found, library)


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(f"{text}\n", encoding="utf-8")
    except OSError as error:
        raise AssistantError(f"{path}: cannot be written: {error.strerror or error}") from error


def _as_text(found: Audit, library: Library) -> str:
    from assistant.audit.report import counted
    from assistant.audit.wording import NOTE, TITLE

    language = found.language
    lines = [typer.style(TITLE.get(language).format(name=found.name), bold=True), counted(found), ""]
    for finding in found.findings:
        lines.extend(_finding_lines(finding, found, library))
    return "\n".join([*lines, "", typer.style(f"※ {NOTE.get(language)}", dim=True)])


def _finding_lines(finding: Finding, found: Audit, library: Library) -> list[str]:
    from assistant.audit.judging import Verdict
    from assistant.audit.report import why
    from assistant.audit.wording import LINE, NEAREST, VERDICTS

    language = found.language
    reason = why(finding, language)
    verdict = VERDICTS[finding.verdict].get(language) + (f" ({reason})" if reason else "")
    where = LINE.get(language).format(line=finding.claim.line)
    lines = [f"{where}  {typer.style(verdict, fg=_COLOURS[finding.verdict.value])}  {finding.claim.text}"]
    lines.extend(
        f"    {stated} → {typer.style(right, bold=True)}"
        for stated, right in zip(finding.stated, finding.right, strict=True)
    )
    if finding.ref is not None:
        nearest = NEAREST.get(language) if finding.verdict is Verdict.NOT_FOUND else ""
        label = typer.style(library.label(finding.ref, language), fg="cyan")
        lines.append(f"    {nearest}{label}  ({finding.ref})\n      {finding.sentence}")
    return lines
