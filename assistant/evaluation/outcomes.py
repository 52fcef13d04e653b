"""Replies kept in a file while a run goes on, so that one that was cut off can be resumed.

A run of one system is one file of JSON lines, ``<system>-<digest>.jsonl``. While it is being
written it is called ``….partial``, each line goes out whole and is forced to disk, and a line that was cut off is left
out when the file is read; complete, it is renamed. So a file without ``.partial`` holds every reply.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from assistant.errors import EvaluationError

_FORCED = 16
"""Lines are forced to disk in groups of so many: as much may have to be asked again after a power cut."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A reply as it is kept.

    Attributes:
        key: identifies the question together with the system.
        body: the reply, as ``ask --json`` prints it.
        memory_mib: the most memory that the process which replied had held until then.
    """

    key: str
    body: Mapping[str, Any]
    memory_mib: float

    def to_json(self, uid: str) -> str:
        """Return the line of the file."""
        line = {"id": uid, "key": self.key, "memory_mib": round(self.memory_mib, 1), **self.body}
        return json.dumps(line, ensure_ascii=False)


@dataclass
class RunFile:
    """The file of one run."""

    path: Path
    _file: int | None = field(default=None, repr=False)
    _written: int = field(default=0, repr=False)

    @property
    def partial(self) -> Path:
        """What the file is called until it is complete."""
        return self.path.with_name(f"{self.path.name}.partial")

    def begin(self, *, resume: bool) -> dict[str, Kept]:
        """Open the file for writing, and return by key what it holds already; nothing, unless resuming.

        Raises:
            EvaluationError: the file cannot be written.
        """
        found = dict(self._read()) if resume else {}
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            # Written anew: a line that was cut off must not have the next one on its end.
            lines = (kept.to_json(uid) for uid, kept in found.values())
            write_text(self.partial, "".join(f"{line}\n" for line in lines))
            self._file = os.open(self.partial, os.O_WRONLY | os.O_APPEND)
        except OSError as error:
            raise EvaluationError(f"{self.path.parent}: cannot be written: {error.strerror}") from error
        return {key: kept for key, (_, kept) in found.items()}

    def add(self, uid: str, kept: Kept) -> None:
        """Write one reply."""
        if self._file is None:
            raise ValueError("the file is not open; call begin() first")
        os.write(self._file, f"{kept.to_json(uid)}\n".encode("utf-8", "backslashreplace"))
        self._written += 1
        if self._written % _FORCED == 0:
            os.fsync(self._file)

    def close(self, *, complete: bool) -> None:
        """Close the file; a complete one gets its name."""
        if self._file is not None:
            os.fsync(self._file)
            os.close(self._file)
            self._file = None
        if complete:
            self.partial.replace(self.path)

    def _read(self) -> Iterator[tuple[str, tuple[str, Kept]]]:
        for path in (self.path, self.partial):
            if path.is_file():
                for line in path.read_bytes().split(b"\n"):
                    yield from _parsed(line)


def _parsed(line: bytes) -> Iterator[tuple[str, tuple[str, Kept]]]:
    try:
        table = json.loads(line)
        uid, key, memory_mib = str(table.pop("id")), str(table.pop("key")), float(table.pop("memory_mib"))
    except (ValueError, KeyError, TypeError, AttributeError):
        # Cut off, or not ours: the question is asked again.
        return
    yield key, (uid, Kept(key, table, memory_mib))


def write_text(path: Path, text: str) -> None:
    """Write a file whole or not at all, readable by whom the system's settings allow.

    Raises:
        EvaluationError: it cannot be written.
    """
    scratch = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        scratch.write_text(text, encoding="utf-8", errors="backslashreplace", newline="\n")
        scratch.replace(path)
    except OSError as error:
        scratch.unlink(missing_ok=True)
        raise EvaluationError(f"{path}: cannot be written: {error.strerror}") from error


def json_lines(rows: Sequence[Mapping[str, Any]]) -> str:
    """Return objects as JSON lines."""
    return "".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in rows)
