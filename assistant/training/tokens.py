"""Many short token sequences in two arrays: a list of small ones would take ten times the memory."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from assistant.languages import folded

if TYPE_CHECKING:
    from tokenizers import Tokenizer

Ints = npt.NDArray[np.int32]

_BATCH = 20_000


@dataclass(frozen=True, slots=True)
class TokenTable:
    """Token ids of texts, without [CLS] and [SEP].

    Attributes:
        ids: of all texts, one after another.
        offsets: int64, where each text begins, and at the end where the last one ends.
    """

    ids: Ints
    offsets: npt.NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.offsets) - 1

    def __getitem__(self, row: int) -> Ints:
        return self.ids[self.offsets[row] : self.offsets[row + 1]]

    def joined(self, rows: Iterable[int], *, longest: int) -> Ints:
        """Return the ids of several texts as one, cut after ``longest``."""
        return np.concatenate([self[row] for row in rows])[:longest]


def tokenised(texts: Iterable[str], tokenizer: Tokenizer) -> TokenTable:
    """Return the token ids of texts, which need not be folded; nothing is cut off."""
    remaining = iter(texts)
    parts: list[Ints] = [np.zeros(0, dtype=np.int32)]
    lengths: list[int] = [0]
    while batch := [folded(text) for text in itertools.islice(remaining, _BATCH)]:
        for encoding in tokenizer.encode_batch_fast(batch, add_special_tokens=False):
            parts.append(np.array(encoding.ids, dtype=np.int32))
            lengths.append(len(encoding.ids))
    return TokenTable(np.concatenate(parts), np.cumsum(lengths, dtype=np.int64))
