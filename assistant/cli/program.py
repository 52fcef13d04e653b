"""The program: its commands, and the one place where it reports an error and exits."""

from __future__ import annotations

import os
import sys
from typing import Annotated

import typer

from assistant import __version__
from assistant.cli import ask, audit, bench, corpus, encoder, evaluation, index, mcp, receipts, targets, web
from assistant.errors import AssistantError

app = typer.Typer(
    name="assistant",
    help=(
        "Answers questions about Shanghai's industrial-policy plans, in Chinese and English, "
        "each sentence cited to the clause."
    ),
    epilog=(
        "Examples:  assistant ask 上海元宇宙2025年目标多少？  ·  "
        'assistant ask "How much does the low-carbon plan aim for?"  ·  assistant show green/2.2.6'
    ),
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
ask.register(app)
targets.register(app)
receipts.register(app)
audit.register(app)
evaluation.register(app)
bench.register(app)
web.register(app)
mcp.register(app)
app.add_typer(corpus.app, name="corpus")
app.add_typer(index.app, name="index")
app.add_typer(encoder.app, name="encoder")


def _show_version(value: bool) -> None:  # noqa: FBT001  # typer calls it so
    if value:
        typer.echo(f"assistant {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    *,
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    pass


def main() -> None:
    """Run the command line; a typed error of ours is one line on stderr and exit code 3."""
    # A redirected stream on Windows, or under LANG=C, would refuse Chinese.
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            # An argument that was no UTF-8 holds surrogates, which no encoding writes.
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        app()
    except AssistantError as error:
        typer.echo(f"assistant: {error}", err=True)
        raise SystemExit(3) from error
    except OSError as error:
        # Where it lies outside the program (the home folder cannot be written, the disk is full), a line is enough.
        problem = f"{error.filename}: {error.strerror}" if error.filename and error.strerror else str(error)
        typer.echo(f"assistant: {problem}; check the path, its permissions and the space left", err=True)
        raise SystemExit(3) from error
    except SystemExit as leaving:
        # The reader went away (`assistant … | head`): nothing is wrong, though typer says 1.
        if not isinstance(leaving.__context__, BrokenPipeError):
            raise
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(0) from None
