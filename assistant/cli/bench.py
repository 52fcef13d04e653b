"""``assistant bench``: how long answers take here."""

from __future__ import annotations

import resource
import statistics
import time
from typing import Annotated

import typer

from assistant.cli.rendering import indexing_progress
from assistant.engine import Assistant

_QUESTIONS = (
    "上海元宇宙2025年目标多少？",
    "How much does the low-carbon plan aim for, and who pays?",
    "绿色方案第6项",
    "Which districts host hydrogen practice zones?",
    "三个方案各自的产业规模目标是多少？",
    "What is the corporate tax rate for metaverse companies?",
)


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command(epilog="Example:  assistant bench --rounds 5")(bench)


def bench(
    rounds: Annotated[int, typer.Option(min=1, max=1000, help="How often each question is asked.")] = 20,
) -> None:
    """Time opening and answering, and say how much memory it took."""
    begun = time.perf_counter()
    with indexing_progress() as progress:
        assistant = Assistant.open(progress=progress)
    opened = time.perf_counter() - begun
    times: list[float] = []
    for _ in range(rounds):
        for question in _QUESTIONS:
            begun = time.perf_counter()
            assistant.ask(question)
            times.append((time.perf_counter() - begun) * 1000)
    times.sort()
    typer.echo(f"open      {opened:.2f} s")
    slow = times[int(0.95 * (len(times) - 1))]
    typer.echo(f"answer    median {statistics.median(times):.1f} ms, p95 {slow:.1f} ms ({len(times)} answers)")
    # Linux counts in KiB.
    typer.echo(f"memory    {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB at most")
