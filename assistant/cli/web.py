"""``assistant web``."""

from __future__ import annotations

from typing import Annotated

import typer

from assistant.cli.rendering import indexing_progress


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command(epilog="Examples:  assistant web  ·  assistant web --port 8000 --no-browser")(web)


def web(
    *,
    host: Annotated[str, typer.Option(help="Address to listen on; only this machine by default.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port to listen on.")] = 7860,
    browser: Annotated[bool, typer.Option(help="Open the page in a browser, where there is a display.")] = True,
    log: Annotated[str, typer.Option(help="File for events, a JSON line each; - for stderr.")] = "",
    log_questions: Annotated[bool, typer.Option(help="Write questions among the events, too.")] = False,
) -> None:
    """Open the page in which to ask and to read the clauses, and the interface for programs beside it."""
    from assistant.web.serving import serve

    with indexing_progress() as progress:
        serve(host=host, port=port, browser=browser, log=log, log_questions=log_questions, progress=progress)
