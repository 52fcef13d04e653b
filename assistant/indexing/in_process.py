"""The index in this process: FAISS for cosines, the arrays of bm25s for terms."""

from __future__ import annotations

import io
import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from assistant.errors import IndexDamagedError
from assistant.indexing.generation import read_manifest, read_rows, verified_bytes
from assistant.indexing.index import Floats, RowScore, Status


class InProcessIndex:
    """A generation, read whole and checked against its hashes; see ``Index``."""

    def __init__(self, folder: Path) -> None:
        """Open the generation in ``folder``.

        Raises:
            IndexDamagedError: a file is missing, malformed, or not what was written.
        """
        status, files = read_manifest(folder)
        content = dict(verified_bytes(folder, files))
        try:
            self._read(folder, content)
        except (KeyError, ValueError, OSError, RuntimeError) as error:
            raise IndexDamagedError(folder, f"cannot be read ({error})") from error
        size_bytes = sum(map(len, content.values()))
        self._status = replace(status, generation=folder.name, size_bytes=size_bytes, terms=len(self._vocabulary))

    def _read(self, folder: Path, content: Mapping[str, bytes]) -> None:
        import faiss

        self._faiss: Any = faiss.deserialize_index(np.frombuffer(content["vectors.faiss"], dtype=np.uint8))
        self._weights: Floats = _array(content["bm25/data.csc.index.npy"])
        self._columns: npt.NDArray[np.int32] = _array(content["bm25/indices.csc.index.npy"])
        self._starts: npt.NDArray[np.int64] = _array(content["bm25/indptr.csc.index.npy"])
        self._vocabulary: dict[str, int] = json.loads(content["bm25/vocab.index.json"])
        self._rows, _ = read_rows(folder / "clauses.sqlite")
        self._clause_rows = sum(row.sentence is None for row in self._rows)
        self._works = np.array([row.ref.work for row in self._rows], dtype=object)

    @property
    def status(self) -> Status:
        """What the index holds."""
        return self._status

    def lexical(self, weights: Mapping[str, float], *, works: frozenset[str], k: int) -> Sequence[RowScore]:
        """Return the best clauses by weighted BM25; see ``Index.lexical``."""
        scores = np.zeros(self._clause_rows, dtype=np.float32)
        for term, weight in weights.items():
            number = self._vocabulary.get(term)
            if number is not None:
                piece = slice(self._starts[number], self._starts[number + 1])
                scores[self._columns[piece]] += np.float32(weight) * self._weights[piece]
        wanted = np.flatnonzero((scores > 0) & self._mask(works)[: self._clause_rows])
        return self._best(wanted, scores[wanted], k)

    def dense(self, vector: Floats, *, works: frozenset[str], k: int) -> Sequence[RowScore]:
        """Return the nearest rows by cosine; see ``Index.dense``."""
        import faiss

        wanted = np.flatnonzero(self._mask(works))
        count = min(k, len(wanted))
        if not count:
            return ()
        chosen = _selecting(faiss, wanted) if works else None
        cosines, numbers = self._faiss.search(vector.reshape(1, -1), count, params=chosen)
        return self._best(numbers[0], cosines[0], count)

    def rarity(self, term: str) -> float | None:
        """Return the inverse document frequency; see ``Index.rarity``."""
        number = self._vocabulary.get(term)
        if number is None:
            return None
        frequency = int(self._starts[number + 1] - self._starts[number])
        return math.log(1 + (self._clause_rows - frequency + 0.5) / (frequency + 0.5))

    def _mask(self, works: frozenset[str]) -> npt.NDArray[np.bool_]:
        if not works:
            return np.ones(len(self._rows), dtype=np.bool_)
        return np.isin(self._works, list(works))

    def _best(self, numbers: npt.NDArray[np.int64], scores: Floats, k: int) -> Sequence[RowScore]:
        # Rows break ties, so the same question gives the same order everywhere.
        order = np.lexsort((numbers, -scores))[:k]
        order = order[numbers[order] >= 0]
        return tuple(map(RowScore, map(self._rows.__getitem__, numbers[order].tolist()), scores[order].tolist()))


def _selecting(faiss: Any, rows: npt.NDArray[np.int64]) -> Any:  # ruff: ignore[any-type]  # its stubs lack this keyword
    """Return search parameters that keep to some rows."""
    return faiss.SearchParameters(sel=faiss.IDSelectorBatch(rows))


def _array(content: bytes) -> Any:  # ruff: ignore[any-type]  # its type is the file's; the caller names it
    return np.load(io.BytesIO(content), allow_pickle=False)
