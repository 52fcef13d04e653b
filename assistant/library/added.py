"""Documents that users add, kept as one JSON file each under ``$ASSISTANT_HOME/library``."""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import json
import os
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from assistant.errors import ContentError
from assistant.works import Authority, Bilingual, Clause, Edition, Expression, Level, Span, Work

SCHEMA = 1


@dataclass(frozen=True, slots=True)
class Added:
    """An official text that a user added.

    ``verified`` holds the clauses that matched the fingerprints that ship (empty
    for a work without any), ``source`` the name of the file it was read from.
    """

    work: Work
    expression: Expression
    verified: frozenset[str]
    known: bool
    source: str


def write_atomically(path: Path, content: bytes) -> None:
    """Write ``content`` so that a reader sees the old file or the whole new one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        with contextlib.suppress(FileNotFoundError):
            Path(name).unlink()
        raise


def save_added(home: Path, added: Added) -> Path:
    """Keep a document; one of the same work is replaced."""
    path = home / f"{added.work.id}.json"
    body = json.dumps(_to_json(added), ensure_ascii=False, indent=1, sort_keys=True)
    digest = hashlib.sha256(body.encode()).hexdigest()
    write_atomically(path, f'{{"sha256": "{digest}", "added":\n{body}\n}}\n'.encode())
    return path


def remove_added(home: Path, work_id: str) -> bool:
    """Forget a document; tell whether there was one."""
    path = home / f"{work_id}.json"
    if path.parent != home or not path.is_file():
        return False
    path.unlink()
    return True


def read_all_added(home: Path) -> tuple[Added, ...]:
    """Return every document kept, in order of work id.

    Raises:
        ContentError: a file was changed since it was written, or cannot be read.
    """
    return tuple(_read(path) for path in sorted(home.glob("[!.]*.json")))


def _read(path: Path) -> Added:
    remedy = f"delete the file and add the document again (`assistant corpus remove {path.stem}`)"
    try:
        outer = json.loads(path.read_text(encoding="utf-8"))
        body = json.dumps(outer["added"], ensure_ascii=False, indent=1, sort_keys=True)
        if hashlib.sha256(body.encode()).hexdigest() != outer["sha256"]:
            raise ContentError(path, f"was changed since it was written; {remedy}")
        return _from_json(outer["added"])
    # RecursionError: thousands of brackets, one in the other.
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise ContentError(path, f"cannot be read ({type(error).__name__}: {error}); {remedy}") from error


def _to_json(added: Added) -> dict[str, object]:
    work, expression = added.work, added.expression
    return {
        "schema": SCHEMA,
        "known": added.known,
        "source": added.source,
        "verified": sorted(added.verified),
        "work": {
            "id": work.id,
            "title": [work.title.zh, work.title.en],
            "short_title": [work.short_title.zh, work.short_title.en],
            "issuer": [work.issuer.zh, work.issuer.en],
            "authority": work.authority.value,
            "number": work.number,
            "issued": work.issued.isoformat() if work.issued else None,
            "period": list(work.period) if work.period else None,
            "part_of": work.part_of,
            "names": list(work.names),
            "subjects": list(work.subjects),
            "short_names": list(work.short_names),
        },
        "language": expression.language,
        "text": expression.text,
        "clauses": [
            [c.eid, c.level.value, c.num, c.heading, c.span.start, c.span.end, c.parent] for c in expression.clauses
        ],
    }


def _from_json(table: Mapping[str, object]) -> Added:
    if table["schema"] != SCHEMA:
        raise ValueError(f"schema {table['schema']} is not {SCHEMA}")
    work = _work_from_json(table["work"])
    rows = table["clauses"]
    verified = table["verified"]
    if not isinstance(rows, list) or not isinstance(verified, list):
        raise TypeError("clauses and verified are lists")
    clauses = tuple(
        Clause(eid, Level(level), num, heading, Span(start, end), parent)
        for eid, level, num, heading, start, end, parent in rows
    )
    language = table["language"]
    if language not in {"zh", "en"}:
        raise ValueError(f"language {language!r}")
    expression = Expression(work.id, "zh" if language == "zh" else "en", Edition.OFFICIAL, str(table["text"]), clauses)
    return Added(work, expression, frozenset(map(str, verified)), bool(table["known"]), str(table["source"]))


def _work_from_json(table: object) -> Work:
    if not isinstance(table, dict):
        raise TypeError("work is a table")
    issued, period = table["issued"], table["period"]
    return Work(
        id=table["id"],
        title=Bilingual(*table["title"]),
        short_title=Bilingual(*table["short_title"]),
        issuer=Bilingual(*table["issuer"]),
        authority=Authority(table["authority"]),
        number=table["number"],
        issued=dt.date.fromisoformat(issued) if issued else None,
        period=(period[0], period[1]) if period else None,
        part_of=table["part_of"],
        names=tuple(table["names"]),
        subjects=tuple(table["subjects"]),
        short_names=tuple(table["short_names"]),
    )
