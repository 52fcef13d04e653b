"""A progress bar on stderr that costs nothing until there is progress."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress as RichProgress


class ProgressBar:
    """Shows how much of a known number of things is done."""

    def __init__(self, title: str) -> None:
        self._title = title
        self._bar: RichProgress | None = None

    def update(self, done: int, total: int) -> None:
        """Show that ``done`` of ``total`` are done; the first call starts the bar."""
        if self._bar is None:
            from rich.console import Console
            from rich.progress import Progress

            self._bar = Progress(console=Console(stderr=True))
            self._bar.start()
            self._bar.add_task(self._title, total=total)
        self._bar.update(self._bar.task_ids[0], completed=done, total=total)
        if done >= total:
            # The page goes on after it.
            self.close()

    def close(self) -> None:
        """Take the bar down."""
        if self._bar is not None:
            self._bar.stop()
            self._bar = None
