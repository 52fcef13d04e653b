"""Feedback on sources, kept in ``$ASSISTANT_HOME/feedback.sqlite``; a question only where it was given."""

from __future__ import annotations

import contextlib
import datetime as dt
import sqlite3
import threading
from dataclasses import dataclass, field
from pathlib import Path

from assistant.works import ClauseRef, Language

MAX_ROWS = 100_000
"""When there are so many, the oldest make room."""

_TABLE = """CREATE TABLE IF NOT EXISTS feedback (
    id INTEGER PRIMARY KEY,
    given TEXT NOT NULL,
    work TEXT NOT NULL,
    eid TEXT NOT NULL,
    verdict TEXT NOT NULL CHECK (verdict IN ('yes', 'no')),
    language TEXT NOT NULL CHECK (language IN ('zh', 'en')),
    question TEXT,
    comment TEXT
) STRICT"""


@dataclass(frozen=True, slots=True)
class Feedback:
    """What somebody says of a source; question and comment are None where none was given."""

    ref: ClauseRef
    verdict: str
    language: Language
    question: str | None = None
    comment: str | None = None


@dataclass
class FeedbackStore:
    """Keeps feedback, one line of a table each."""

    path: Path
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def keep(self, feedback: Feedback) -> None:
        """Write one line; it is on the disk when this returns."""
        given = dt.datetime.now(tz=dt.UTC).isoformat(timespec="seconds")
        row = (given, feedback.ref.work, feedback.ref.eid, feedback.verdict, feedback.language)
        with self._lock:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with contextlib.closing(sqlite3.connect(self.path, timeout=5)) as database, database:
                database.execute(_TABLE)
                database.execute(
                    "INSERT INTO feedback (given, work, eid, verdict, language, question, comment)"
                    " VALUES (?, ?, ?, ?, ?, ?, ?)",
                    (*row, feedback.question, feedback.comment),
                )
                database.execute("DELETE FROM feedback WHERE id <= (SELECT MAX(id) FROM feedback) - ?", (MAX_ROWS,))
