"""Names without a row of their own: each is the word pieces that it is written with in English.

Tens of thousands of names have a Chinese spelling that no reader could work out, and mean nothing but their English
one, whose pieces have rows. A row takes 384 bytes, and an alias, which says what pieces to add up, eight.
"""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from assistant.indexing.encoders import Floats
from assistant.training.substitution import plain_meaning
from assistant.training.tokens import tokenised

if TYPE_CHECKING:
    from tokenizers import Tokenizer

PIECES = 4
"""What an alias may be made of, at most."""

NONE = 0
"""The id of [PAD], whose row is zeros in a model that has aliases: nothing is ever read of it."""

Pieces = npt.NDArray[np.uint16]


@dataclass(frozen=True, slots=True)
class Aliases:
    """Names, and what they are made of.

    Attributes:
        words: in Chinese.
        pieces: of the teacher, shape (words, `PIECES`); what is missing at the end is `NONE`.
    """

    words: tuple[str, ...]
    pieces: Pieces

    def rows(self, table: Floats) -> Floats:
        """Return the sum of the pieces' rows of each name, brought to the length that rows of the table usually have.

        Args:
            table: the teacher's input embeddings, shape (pieces, dimension).
        """
        sums = np.zeros((len(self.words), table.shape[1]), dtype=np.float32)
        for column in self.pieces.T:
            there = column != NONE
            sums[there] += table[column[there]]
        rows: Floats = sums * (usual_length(table) / np.maximum(np.linalg.norm(sums, axis=1, keepdims=True), 1e-6))
        return rows


NO_ALIASES = Aliases((), np.zeros((0, PIECES), dtype=np.uint16))


def usual_length(table: Floats) -> np.float32:
    """Return the median length of the rows of a table of embeddings."""
    return np.float32(np.median(np.linalg.norm(table, axis=1)))


def names_in_pieces(glosses: Mapping[str, Sequence[str]], tokenizer: Tokenizer) -> dict[str, tuple[int, ...]]:
    """Return the pieces of each word that is nothing but a name, of `PIECES` at most.

    Args:
        glosses: meanings by word, a name with a capital.
        tokenizer: the teacher's.
    """
    words = [
        word
        for word in sorted(glosses)
        if len(word) > 1 and glosses[word] and all(gloss[:1].isupper() for gloss in glosses[word])
    ]
    cut = tokenised((plain_meaning(glosses[word][0]) for word in words), tokenizer)
    found = ((word, tuple(cut[row].tolist())) for row, word in enumerate(words))
    return {word: pieces for word, pieces in found if 0 < len(pieces) <= PIECES}


def choose_aliases(
    names: Mapping[str, Sequence[int]], words: Container[str], frequencies: Mapping[str, float], *, most: int
) -> Aliases:
    """Return the names that become aliases, the most frequent first.

    Args:
        names: as `names_in_pieces` gives them.
        words: that have a row; a name with a character that has none would never be met.
        frequencies: the share that each word has of the language.
        most: how many there may be.
    """
    written = [name for name in names if name not in words and all(character in words for character in name)]
    chosen = tuple(sorted(written, key=lambda name: (-frequencies.get(name, 0), name))[:most])
    pieces = np.full((len(chosen), PIECES), NONE, dtype=np.uint16)
    for row, name in enumerate(chosen):
        pieces[row, : len(names[name])] = names[name]
    return Aliases(chosen, pieces)
