"""``assistant mcp``."""

from __future__ import annotations

import enum
from typing import Annotated

import typer

from assistant.cli.rendering import indexing_progress
from assistant.engine import Assistant


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
    host: Annotated[str, typer.Option(help="Address to listen on, with http; this machine's own.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port to listen on, with http.")] = 8765,
) -> None:
    """Offer ask, search, show_clause and list_targets to other agents (Model Context Protocol)."""
    from assistant.mcp.server import check_loopback, serve_http, serve_stdio

    if transport is TransportChoice.HTTP:
        check_loopback(host)
    # Progress goes to stderr: over stdio, stdout belongs to the protocol.
    with indexing_progress() as progress:
        assistant = Assistant.open(progress=progress)
    if transport is TransportChoice.HTTP:
        typer.echo(f"assistant: the tools are at http://{host}:{port}/mcp  (Ctrl+C ends it)", err=True)
        serve_http(assistant, host=host, port=port)
    else:
        serve_stdio(assistant)
