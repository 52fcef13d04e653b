"""Structured logs: one JSON line an event, without anybody's words unless they are asked for."""

from __future__ import annotations

import datetime as dt
import json
import logging
import logging.handlers
import sys
import uuid
from dataclasses import dataclass
from pathlib import Path

_FILE_BYTES = 5_000_000
_FILES = 3


@dataclass(frozen=True, slots=True)
class EventLog:
    """Writes events.

    Attributes:
        logger: where the lines go; None writes nothing.
        questions: whether questions are written, too.
    """

    logger: logging.Logger | None = None
    questions: bool = False

    def write(self, event: str, *, question: str = "", **values: str | float | bool | None) -> None:
        """Write one line: the time, the event, and its values in the order given."""
        if self.logger is None:
            return
        now = dt.datetime.now(tz=dt.UTC).isoformat(timespec="milliseconds")
        line: dict[str, object] = {"time": now, "event": event, **values}
        if question and self.questions:
            line["question"] = question
        self.logger.info("%s", json.dumps(line, ensure_ascii=False))


def open_log(target: str, *, questions: bool = False) -> EventLog:
    """Return the log that goes to a file, or to stderr for ``-``; empty writes none.

    A file is turned over at 5 MB, and three are kept.

    Raises:
        OSError: the file cannot be opened.
    """
    if not target:
        return EventLog()
    # Of its own: a second log writes no line twice.
    logger = logging.getLogger(f"assistant.events.{uuid.uuid4()}")
    logger.setLevel(logging.INFO)
    logger.propagate = False
    logger.addHandler(_handler(target))
    return EventLog(logger, questions)


def _handler(target: str) -> logging.Handler:
    if target == "-":
        return logging.StreamHandler(sys.stderr)
    path = Path(target)
    path.parent.mkdir(parents=True, exist_ok=True)
    return logging.handlers.RotatingFileHandler(path, maxBytes=_FILE_BYTES, backupCount=_FILES - 1, encoding="utf-8")
