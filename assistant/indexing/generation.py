"""A generation on disk: written whole, hashed, made current by one rename, never unpickled.

A generation is a folder of ``$ASSISTANT_HOME/index`` with these files::

    manifest.json    schema, digests, counts, SHA-256 of every other file
    vectors.faiss    flat inner-product index over unit vectors, a row each
    bm25/            term weights as bm25s saves them (npy and JSON)
    clauses.sqlite   what each row stands for, opened read-only

The file ``current`` names the one that readers open.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

import numpy as np
import numpy.typing as npt

from assistant.errors import IndexDamagedError
from assistant.indexing.index import Floats, Row, Status
from assistant.works import ClauseRef, Edition, Language

SCHEMA = 1
K1, B = 1.5, 0.75
_CURRENT = "current"


def current_folder(home: Path) -> Path | None:
    """Return the folder of the current generation, or None where there is none."""
    try:
        name = (home / _CURRENT).read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise IndexDamagedError(home / _CURRENT, f"cannot be read ({error})") from error
    folder = home / name
    return folder if name and folder.parent == home and folder.is_dir() else None


def make_current(home: Path, written: Path, name: str) -> Path:
    """Put a generation that was written to ``written`` in place and make readers open it.

    Returns:
        Its folder, called ``name``, or ``name-2`` where another of that name is there.
    """
    _sync(written)
    folder = _free(home, name)
    written.replace(folder)
    pointer = home / f".{_CURRENT}.{os.getpid()}"
    pointer.write_text(folder.name, encoding="utf-8")
    _sync_file(pointer)
    pointer.replace(home / _CURRENT)
    _sync_file(home)
    for old in home.iterdir():
        if old.is_dir() and old != folder:
            shutil.rmtree(old, ignore_errors=True)
    return folder


def _free(home: Path, name: str) -> Path:
    """Return a folder that is not there yet: the old generation stays whole until another is current."""
    names = (name, *(f"{name}-{number}" for number in range(2, 1000)))
    return next(home / free for free in names if not (home / free).exists())


def write_generation(
    folder: Path,
    *,
    rows: Sequence[Row],
    texts: Sequence[str],
    vectors: Floats,
    bm25_terms: Sequence[Sequence[str]],
    status: Status,
) -> None:
    """Write every file of a generation into an empty folder.

    Args:
        folder: where; made if need be.
        rows: what each row stands for; the first ``len(bm25_terms)`` are clauses.
        texts: what each row was encoded from, so that a later build can reuse its vector.
        vectors: float32, shape (len(rows), dim), unit rows.
        bm25_terms: the terms of each clause row.
        status: goes into the manifest; generation and size are filled in on opening.
    """
    folder.mkdir(parents=True, exist_ok=True)
    _write_vectors(folder / "vectors.faiss", vectors)
    _write_bm25(folder / "bm25", bm25_terms)
    _write_rows(folder / "clauses.sqlite", rows, texts)
    files = {path.relative_to(folder).as_posix(): _sha256(path) for path in sorted(folder.rglob("*")) if path.is_file()}
    manifest: dict[str, object] = {"schema": SCHEMA, **asdict(status), "files": files}
    manifest["sha256"] = _seal(manifest)
    (folder / "manifest.json").write_text(json.dumps(manifest, ensure_ascii=False, indent=1), encoding="utf-8")


def _write_vectors(path: Path, vectors: Floats) -> None:
    import faiss

    flat = faiss.IndexFlatIP(vectors.shape[1])
    flat.add(np.ascontiguousarray(vectors))
    # Not faiss.write_index: it truncates the file in place and writes no checksum.
    path.write_bytes(faiss.serialize_index(flat).tobytes())


def _write_bm25(folder: Path, bm25_terms: Sequence[Sequence[str]]) -> None:
    import bm25s

    weights = bm25s.BM25(k1=K1, b=B, method="lucene")
    weights.index([list(found) or [""] for found in bm25_terms], show_progress=False)
    weights.save(folder, show_progress=False)


def _write_rows(path: Path, rows: Sequence[Row], texts: Sequence[str]) -> None:
    with contextlib.closing(sqlite3.connect(path)) as database, database:
        database.execute(
            "CREATE TABLE rows (row INTEGER PRIMARY KEY, work TEXT, eid TEXT, edition TEXT, language TEXT,"
            " sentence INTEGER, text_sha256 TEXT)"
        )
        database.executemany(
            "INSERT INTO rows VALUES (?, ?, ?, ?, ?, ?, ?)",
            [
                (number, row.ref.work, row.ref.eid, row.edition.value, row.language, row.sentence, text_key(text))
                for number, (row, text) in enumerate(zip(rows, texts, strict=True))
            ],
        )


def text_key(text: str) -> str:
    """Return what identifies a text whose vector may be reused."""
    return hashlib.sha256(text.encode()).hexdigest()


def read_manifest(folder: Path) -> tuple[Status, Mapping[str, str]]:
    """Read a manifest: the status, and the SHA-256 of each file by relative path.

    Raises:
        IndexDamagedError: it is missing, malformed or of another schema.
    """
    path = folder / "manifest.json"
    try:
        table = json.loads(path.read_text(encoding="utf-8"))
        genuine = table.pop("sha256") == _seal(table)
        of_this_version = table.pop("schema") == SCHEMA
        files = {str(name): str(digest) for name, digest in table.pop("files").items()}
        status = Status(**table)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise IndexDamagedError(path, f"cannot be read ({error})") from error
    if not genuine:
        raise IndexDamagedError(path, "is not the file that was written (its SHA-256 differs)")
    if not of_this_version:
        raise IndexDamagedError(path, "was written by another version")
    return status, files


def verified_bytes(folder: Path, files: Mapping[str, str]) -> Iterator[tuple[str, bytes]]:
    """Yield name and content of every file of a generation, refused where the hash differs.

    Raises:
        IndexDamagedError: a file is missing, or not the one that was written.
    """
    for name, digest in files.items():
        path = folder / name
        try:
            content = path.read_bytes()
        except OSError as error:
            raise IndexDamagedError(path, f"cannot be read ({error})") from error
        if hashlib.sha256(content).hexdigest() != digest:
            raise IndexDamagedError(path, "is not the file that was written (its SHA-256 differs)")
        yield name, content


def read_rows(path: Path) -> tuple[list[Row], list[str]]:
    """Read what each row stands for, and the key of the text it was encoded from."""
    with contextlib.closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)) as database:
        found = database.execute(
            "SELECT work, eid, edition, language, sentence, text_sha256 FROM rows ORDER BY row"
        ).fetchall()
    # One reference for all rows of a clause: what is the same object need not be compared.
    refs = {(work, eid): ClauseRef(work, eid) for work, eid, *_ in found}
    rows = [
        Row(refs[work, eid], Edition(edition), _language(language), sentence)
        for work, eid, edition, language, sentence, _ in found
    ]
    return rows, [record[-1] for record in found]


def _language(tag: str) -> Language:
    return "zh" if tag == "zh" else "en"


def vectors_of(content: bytes) -> Floats:
    """Return the vectors of a serialised flat index, float32, shape (rows, dim)."""
    import faiss

    flat = faiss.deserialize_index(np.frombuffer(content, dtype=np.uint8))
    vectors: npt.NDArray[np.float32] = flat.reconstruct_n(0, flat.ntotal)
    return vectors


def _seal(manifest: Mapping[str, object]) -> str:
    """Return the SHA-256 of a manifest, which no other file could vouch for."""
    return hashlib.sha256(json.dumps(manifest, sort_keys=True).encode()).hexdigest()


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _sync(folder: Path) -> None:
    for path in sorted(folder.rglob("*")):
        _sync_file(path)
    _sync_file(folder)


def _sync_file(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
