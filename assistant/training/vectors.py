"""Start vectors: where a Chinese word lies before any training."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np

from assistant.indexing.encoders import Floats

if TYPE_CHECKING:
    from tokenizers import Tokenizer

# Words of a dictionary rather than of a meaning; left out unless a gloss has no other.
_EMPTY_PIECES = frozenset((
    "to",
    "a",
    "an",
    "the",
    "of",
    "in",
    "on",
    "or",
    "for",
    "and",
    "with",
    "be",
    "one",
    "etc",
    "s",
    *";,.'()-",
))

_READING_SHARE = 0.25
_PIECES_OF_A_WORD = 3


def start_rows(
    words: Sequence[str],
    glosses: Mapping[str, Sequence[str]],
    table: Floats,
    tokenizer: Tokenizer,
    readings: Mapping[str, str] = MappingProxyType({}),
) -> Floats:
    """Return the input embedding each Chinese word starts from.

    It is the mean over the word's glosses of the mean of their word pieces, later and longer glosses
    weighing less, brought to the length that rows of the table usually have. A word without glosses
    starts from how it is read, and without a reading from the row of [UNK].

    Args:
        words: Chinese words.
        glosses: English meanings by word; one may be missing.
        table: the teacher's input embeddings, shape (pieces, dimension).
        tokenizer: the teacher's.
        readings: in pinyin without tones, by character.

    Returns:
        float32, shape (len(words), dimension), within `row_limit` of the table.
    """
    usual = float(np.median(np.linalg.norm(table, axis=1)))
    unknown = table[tokenizer.token_to_id("[UNK]")]
    rows = np.stack([
        _mean_of(glosses.get(word) or readings.get(word, "").split(), table, tokenizer, unknown) for word in words
    ])
    rows *= usual / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-6)
    limit = row_limit(table)
    return np.clip(rows, -limit, limit).astype(np.float32)


def with_readings(
    rows: Floats, words: Sequence[str], readings: Mapping[str, str], table: Floats, tokenizer: Tokenizer
) -> Floats:
    """Return the rows with some of how a character is read added to what it means.

    In a name, 金 is jin before it is gold. A quarter of the reading costs other
    texts nothing, and is something that training can amplify where a name stands.

    Args:
        rows: of the words.
        words: Chinese words; only single characters have a reading.
        readings: by character, in pinyin without tones.
        table: the teacher's input embeddings.
        tokenizer: the teacher's.
    """
    usual = float(np.median(np.linalg.norm(table, axis=1)))
    mixed = rows.copy()
    for row, word in enumerate(words):
        if word in readings:
            reading = table[tokenizer.encode(readings[word], add_special_tokens=False).ids].mean(axis=0)
            mixed[row] += _READING_SHARE * usual * reading / max(float(np.linalg.norm(reading)), 1e-6)
    limit = row_limit(table)
    return np.clip(mixed, -limit, limit).astype(np.float32)


def row_limit(table: Floats) -> float:
    """Return the largest absolute value in the table.

    Dynamic quantisation has one scale for the whole table. While no new row goes
    beyond this, the teacher's rows lose nothing by the company.
    """
    return float(np.abs(table).max())


def _mean_of(glosses: Sequence[str], table: Floats, tokenizer: Tokenizer, unknown: Floats) -> Floats:
    means: list[Floats] = []
    weights: list[float] = []
    for rank, gloss in enumerate(glosses, start=1):
        # "Lisbon, capital of Portugal": what follows a name explains it.
        pieces = _pieces(gloss.split(",")[0] if gloss[:1].isupper() else gloss, tokenizer)
        if pieces:
            means.append(table[pieces].mean(axis=0))
            # The first meaning is the usual one, and a long gloss describes more than it translates.
            weights.append((rank * max(1, len(pieces) - _PIECES_OF_A_WORD + 1)) ** -0.5)
    return np.average(means, axis=0, weights=weights) if means else unknown


def _pieces(gloss: str, tokenizer: Tokenizer) -> list[int]:
    encoding = tokenizer.encode(gloss, add_special_tokens=False)
    pairs = list(zip(encoding.ids, encoding.tokens, strict=True))
    return [row for row, piece in pairs if piece not in _EMPTY_PIECES] or [row for row, _ in pairs]
