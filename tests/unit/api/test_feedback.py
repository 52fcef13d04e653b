from __future__ import annotations

import contextlib
import sqlite3
from pathlib import Path

import pytest

from assistant.api import feedback as module
from assistant.api.feedback import Feedback, FeedbackStore
from assistant.works import ClauseRef


def test_the_oldest_make_room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_ROWS", 2)
    store = FeedbackStore(tmp_path / "deep" / "feedback.sqlite")

    for eid in ("1", "2", "3"):
        store.keep(Feedback(ClauseRef("green", eid), "yes", "en"))

    with contextlib.closing(sqlite3.connect(store.path)) as database:
        assert database.execute("SELECT eid FROM feedback ORDER BY id").fetchall() == [("2",), ("3",)]


def test_the_table_takes_no_other_verdict(tmp_path: Path) -> None:
    with pytest.raises(sqlite3.IntegrityError):
        FeedbackStore(tmp_path / "feedback.sqlite").keep(Feedback(ClauseRef("green", "1"), "perhaps", "en"))
