"""Make the index of a library, once and only what changed."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from filelock import FileLock

from assistant.errors import IndexDamagedError
from assistant.indexing.encoders import Encoder
from assistant.indexing.generation import (
    current_folder,
    make_current,
    read_manifest,
    read_rows,
    text_key,
    vectors_of,
    verified_bytes,
    write_generation,
)
from assistant.indexing.in_process import InProcessIndex
from assistant.indexing.index import Floats, Row, Status
from assistant.indexing.precomputed import precomputed_vectors
from assistant.indexing.tokens import terms
from assistant.languages import sentences
from assistant.library import Library
from assistant.works import Edition

BATCH = 64
# Two builds of one index never run at once; a crashed one leaves no lock behind.
LOCK_TIMEOUT_S = 600

Progress = Callable[[int, int], None]
"""Called with how many texts are encoded, and how many there are."""


def open_index(home: Path, library: Library, encoder: Encoder, *, progress: Progress | None = None) -> InProcessIndex:
    """Open the current index, building it first where it is missing or stale.

    Two processes may do this at once: the second waits and opens what the first
    built. A damaged generation is replaced.

    Raises:
        OSError: the folder cannot be written.
    """
    found = _open_current(home, library, encoder)
    if found is not None:
        return found
    home.mkdir(parents=True, exist_ok=True)
    with FileLock(home / ".lock", timeout=LOCK_TIMEOUT_S):
        found = _open_current(home, library, encoder)
        return found if found is not None else build_index(home, library, encoder, progress=progress)


def is_current(status: Status, library: Library, encoder: Encoder) -> bool:
    """Tell whether an index was made from this library with this encoder."""
    return (status.corpus_digest, status.encoder_digest) == (library.digest, encoder.digest)


def _open_current(home: Path, library: Library, encoder: Encoder) -> InProcessIndex | None:
    try:
        folder = current_folder(home)
        if folder is None or not is_current(read_manifest(folder)[0], library, encoder):
            return None
        return InProcessIndex(folder)
    except IndexDamagedError:
        # Nothing is lost: an index holds only what can be made again.
        return None


def build_index(home: Path, library: Library, encoder: Encoder, *, progress: Progress | None = None) -> InProcessIndex:
    """Build a generation and make it current; vectors of unchanged texts are reused.

    The caller holds the lock (``open_index`` does).
    """
    rows, texts, bm25_terms = _laid_out(library)
    vectors = _encoded(texts, _known_vectors(home, encoder), encoder, progress)
    status = Status(
        generation="",
        corpus_digest=library.digest,
        encoder=encoder.id,
        encoder_digest=encoder.digest,
        dimension=encoder.dimension,
        passages=len(bm25_terms),
        rows=len(rows),
        terms=0,
        size_bytes=0,
    )
    name = text_key(library.digest + encoder.digest)[:16]
    scratch = home / f".{name}.{os.getpid()}"
    shutil.rmtree(scratch, ignore_errors=True)
    try:
        write_generation(scratch, rows=rows, texts=texts, vectors=vectors, bm25_terms=bm25_terms, status=status)
        return InProcessIndex(make_current(home, scratch, name))
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def _laid_out(library: Library) -> tuple[list[Row], list[str], list[tuple[str, ...]]]:
    """Return the rows, the text of each, and the BM25 terms of the clause rows."""
    passages = list(library.passages())
    rows = [Row(p.ref, p.edition, p.language, None) for p in passages]
    texts = [p.text for p in passages]
    for passage in passages:
        heading, _, body = passage.text.partition("\n")
        for number, sentence in enumerate(sentences(body, passage.language)):
            rows.append(Row(passage.ref, passage.edition, passage.language, number))
            texts.append(f"{heading.rpartition(' · ')[2]}\n{sentence}")
    return rows, texts, [terms(p.text) for p in passages]


def shipped_texts(library: Library) -> tuple[str, ...]:
    """Return what the rows of all but official texts are encoded from: what ships, and nobody's own documents."""
    rows, texts, _ = _laid_out(library)
    return tuple(text for row, text in zip(rows, texts, strict=True) if row.edition is not Edition.OFFICIAL)


def _known_vectors(home: Path, encoder: Encoder) -> dict[str, Floats]:
    """Return vectors by text key: those that ship, and those of the current generation, if the encoder is the same."""
    known = precomputed_vectors(encoder)
    try:
        folder = current_folder(home)
        return known if folder is None else known | _vectors_in(folder, encoder)
    except (IndexDamagedError, KeyError):
        # Whatever cannot be reused is encoded again.
        return known


def _vectors_in(folder: Path, encoder: Encoder) -> dict[str, Floats]:
    status, files = read_manifest(folder)
    if status.encoder_digest != encoder.digest:
        return {}
    content = dict(verified_bytes(folder, files))
    _, keys = read_rows(folder / "clauses.sqlite")
    return dict(zip(keys, vectors_of(content["vectors.faiss"]), strict=True))


def _encoded(texts: Sequence[str], known: dict[str, Floats], encoder: Encoder, progress: Progress | None) -> Floats:
    keys = [text_key(text) for text in texts]
    missing = [number for number, key in enumerate(keys) if key not in known]
    vectors = np.zeros((len(texts), encoder.dimension), dtype=np.float32)
    for number, key in enumerate(keys):
        if key in known:
            vectors[number] = known[key]
    for start in range(0, len(missing), BATCH):
        batch = missing[start : start + BATCH]
        vectors[batch] = encoder.encode([texts[number] for number in batch])
        if progress:
            progress(start + len(batch), len(missing))
    return vectors
