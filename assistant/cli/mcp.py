"""``assistant mcp``."""

from __future__ import annotations

import enum
from typing import Annotated

import typer

from assistant.cli.rendering import indexing_progress
from assistant.engine import Assistant
from assistant.settings import read_settings


class TransportChoice(enum.StrEnum):
    """How an agent reaches the tools."""

    STDIO = "stdio"
    HTTP = "http"


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command(epilog="Examples:  assistant mcp  ·  assistant mcp --transport http --port 8765")(mcp)


def mcp(
    *,
    transport: Annotated[
        TransportChoice, typer.Option(help="stdio, as agents start it, or http on this machine, at /mcp.")
    ] = TransportChoice.STDIO,
    host: Annotated[
        str, typer.Option(help="Address to listen on, with http; any but this machine's own needs ASSISTANT_PASSWORD.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port, with http; 0 takes a free one.")] = 8765,
) -> None:
    """Offer ask, search, show_clause, list_targets and audit to other agents (Model Context Protocol)."""
    from assistant.mcp.door import check_address
    from assistant.mcp.server import serve_http, serve_stdio

    settings = read_settings()
    if transport is TransportChoice.HTTP:
        # Before the index is built: a wrong address is told at once.
        check_address(host, settings.password)
    # Progress goes to stderr: over stdio, stdout belongs to the protocol.
    with indexing_progress() as progress:
        assistant = Assistant.open(settings, progress=progress)
    if transport is TransportChoice.HTTP:
        serve_http(assistant, host=host, port=port, password=settings.password, told=_tell)
    else:
        serve_stdio(assistant)


def _tell(address: str) -> None:
    typer.echo(f"assistant: the tools are at {address}  (Ctrl+C ends it)", err=True)
