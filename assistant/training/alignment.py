"""Rows aligned by sentences, before the network is run once.

If a sentence and its translation say the same, the mean of the Chinese rows in
one should be the mean of the English rows in the other. Over all pairs that is a linear
least-squares problem in the Chinese rows, held near where the dictionary puts them; conjugate
gradients solve it in about a minute, for what would be hours of training.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import scipy.sparse

from assistant.indexing.encoders import Floats
from assistant.training.tokens import TokenTable
from assistant.training.vectors import row_limit

# A token as frequent as this counts half: "the", 的 and full stops say little.
_HALF_WEIGHT_AT = 1e-3
STIFFNESS = 0.2
"""How firmly a row is held at its start: like this many whole sentences of that word alone."""


def align_rows(
    rows: Floats,
    table: Floats,
    zh: TokenTable,
    en: TokenTable,
    weights: Floats,
    *,
    rounds: int,
    fixed: Floats | None = None,
    on_round: Callable[[int], None] = lambda _: None,
) -> Floats:
    """Return Chinese rows whose means over sentences match those of the translations.

    Args:
        rows: where each word starts, shape (words, dimension).
        table: the teacher's input embeddings, shape (pieces, dimension); Chinese ids follow its rows.
        zh: Chinese sentences.
        en: their translations.
        weights: how much each pair counts, shape (pairs,).
        rounds: of conjugate gradients; 0 gives the rows back.
        fixed: rows of further words, which stay as they are.
        on_round: called after each round with its number from 1.

    Returns:
        float32, of the shape of ``rows``, within `row_limit` of the table. A word
        in no sentence stays where it was.
    """
    whole = np.concatenate([table, rows, *([] if fixed is None else [fixed])])
    means = _means(zh, weights, len(whole))
    chinese = means[:, len(table) : len(table) + len(rows)].tocsr()
    wanted = _means(en, weights, len(whole))[:, : len(table)] @ table - means @ whole
    change = _solved(chinese, wanted, rounds=rounds, on_round=on_round)
    limit = row_limit(table)
    aligned: Floats = np.clip(rows + change, -limit, limit).astype(np.float32)
    return aligned


def _means(texts: TokenTable, weights: Floats, count: int) -> scipy.sparse.csr_matrix:
    """Return what makes weighted means of rows of a table: shape (texts, ``count``)."""
    occurrences = np.bincount(texts.ids, minlength=count)
    shares = occurrences / max(1, occurrences.sum())
    values = (_HALF_WEIGHT_AT / (_HALF_WEIGHT_AT + shares))[texts.ids].astype(np.float32)
    lengths = np.diff(texts.offsets)
    texts_of = np.repeat(np.arange(len(texts)), lengths)
    totals = np.bincount(texts_of, weights=values, minlength=len(texts))
    values *= (np.sqrt(weights) / np.maximum(totals, 1e-12))[texts_of].astype(np.float32)
    # Copied: what stands twice in a text is added up in place.
    matrix = scipy.sparse.csr_matrix((values, texts.ids, texts.offsets), shape=(len(texts), count), copy=True)
    matrix.sum_duplicates()
    return matrix


def _solved(matrix: scipy.sparse.csr_matrix, wanted: Floats, *, rounds: int, on_round: Callable[[int], None]) -> Floats:
    """Minimise |matrix x - wanted|² + STIFFNESS |x|², each column for itself, from 0.

    Source: conjugate gradients with Jacobi's preconditioner, Saad, Iterative Methods
    for Sparse Linear Systems, 2nd ed., algorithm 9.1
    """
    transposed = matrix.T.tocsr()
    scale = (np.asarray(matrix.multiply(matrix).sum(axis=0)).reshape(-1, 1) + STIFFNESS).astype(np.float32)
    residual = transposed @ wanted
    found: Floats = np.zeros_like(residual)
    direction = residual / scale
    size = (residual * direction).sum(axis=0)
    for number in range(1, rounds + 1):
        image = transposed @ (matrix @ direction) + STIFFNESS * direction
        step = size / np.maximum((direction * image).sum(axis=0), 1e-20)
        found += step * direction
        residual -= step * image
        steepest = residual / scale
        size, previous = (residual * steepest).sum(axis=0), size
        direction = steepest + size / np.maximum(previous, 1e-20) * direction
        on_round(number)
    return found
