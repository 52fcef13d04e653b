"""``assistant index build|status|verify|precompute``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from filelock import FileLock

from assistant.cli.rendering import indexing_progress
from assistant.indexing.building import LOCK_TIMEOUT_S, build_index, is_current, shipped_texts
from assistant.indexing.encoders import BUILTIN, open_encoder
from assistant.indexing.generation import current_folder
from assistant.indexing.in_process import InProcessIndex
from assistant.indexing.precomputed import write_precomputed
from assistant.library.opening import open_library
from assistant.settings import read_settings

app = typer.Typer(
    help="Build the index, see what it holds, check it against its hashes.",
    epilog="Examples:  assistant index build  ·  assistant index status  ·  assistant index verify",
    no_args_is_help=True,
)


@app.command(epilog="Example:  assistant index build")
def build() -> None:
    """Build the index anew; vectors of unchanged texts are reused."""
    settings = read_settings()
    library = open_library(settings)
    encoder = open_encoder(settings.encoder, threads=settings.threads)
    settings.index_home.mkdir(parents=True, exist_ok=True)
    with indexing_progress() as progress, FileLock(settings.index_home / ".lock", timeout=LOCK_TIMEOUT_S):
        index = build_index(settings.index_home, library, encoder, progress=progress)
    typer.echo(f"built {index.status.generation}: {index.status.passages} passages, {index.status.rows} vectors")


@app.command(epilog="Example:  assistant index status")
def status() -> None:
    """Say what the current index holds and whether it is up to date."""
    settings = read_settings()
    folder = current_folder(settings.index_home)
    if folder is None:
        typer.echo("no index yet; it is built on first use, or by `assistant index build`")
        return
    held = InProcessIndex(folder).status
    fresh = is_current(held, open_library(settings), open_encoder(settings.encoder, threads=settings.threads))
    typer.echo(f"generation  {held.generation} ({'up to date' if fresh else 'stale: rebuilt on next use'})")
    typer.echo(f"encoder     {held.encoder}, {held.dimension} dimensions")
    typer.echo(f"passages    {held.passages}\nvectors     {held.rows}\nterms       {held.terms}")
    typer.echo(f"size        {held.size_bytes / 1e6:.1f} MB")


@app.command(epilog="Example:  assistant index verify")
def verify() -> None:
    """Check every file of the index against its hash; exit 1 where one differs."""
    from assistant.errors import IndexDamagedError

    settings = read_settings()
    try:
        folder = current_folder(settings.index_home)
        if folder is None:
            typer.echo("no index yet; it is built on first use, or by `assistant index build`")
            return
        held = InProcessIndex(folder).status
    except IndexDamagedError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from error
    typer.echo(f"{held.generation}: every file is what was written ({held.size_bytes / 1e6:.1f} MB)")


@app.command(epilog="Example:  assistant index precompute --out index/vectors.npz")
def precompute(out: Annotated[Path, typer.Option(help="The file to write.")]) -> None:
    """Write the vectors of the digests that ship to a file that ships too, so that nobody waits for them."""
    settings = read_settings()
    encoder = open_encoder(BUILTIN, threads=settings.threads)
    texts = shipped_texts(open_library(settings))
    write_precomputed(out, texts, encoder)
    typer.echo(f"{out}: {len(set(texts))} vectors, {out.stat().st_size / 1e6:.1f} MB")
