"""A flat FAISS index and nothing around it, for what is only compared."""

from __future__ import annotations

from typing import Any

import numpy as np

from assistant.indexing.index import Floats


class FlatVectors:
    """Unit vectors in memory, found by their cosine."""

    def __init__(self, dimension: int) -> None:
        import faiss

        self._faiss: Any = faiss.IndexFlatIP(dimension)

    def add(self, rows: Floats) -> None:
        """Add rows, float32, shape (n, dimension)."""
        self._faiss.add(np.ascontiguousarray(rows))

    def nearest(self, vector: Floats, k: int) -> tuple[list[int], list[float]]:
        """Return the numbers and cosines of the ``k`` nearest rows, nearest first; fewer where there are fewer."""
        cosines, numbers = self._faiss.search(vector.reshape(1, -1), min(k, self._faiss.ntotal))
        return numbers[0].tolist(), cosines[0].tolist()
