"""The ``Index`` protocol: what retrieval may ask, whoever answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

import numpy as np
import numpy.typing as npt

from assistant.works import ClauseRef, Edition, Language

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Row:
    """What one row of the index stands for.

    ``sentence`` is the number of the sentence in its clause, from 0; None stands
    for the whole clause with the headings above it.
    """

    ref: ClauseRef
    edition: Edition
    language: Language
    sentence: int | None


class RowScore(NamedTuple):
    """A row and how well it matches; higher is better."""

    row: Row
    score: float


@dataclass(frozen=True, slots=True)
class Status:
    """What an index holds."""

    generation: str
    corpus_digest: str
    encoder: str
    encoder_digest: str
    dimension: int
    passages: int
    rows: int
    terms: int
    size_bytes: int


class Index(Protocol):
    """Passages that can be scored against a question.

    Every implementation gives the same scores for the same passages: BM25 in
    Lucene's form (k1 1.5, b 0.75) over whole clauses, cosines over clauses and
    their sentences. Equal scores come in order of row.
    """

    @property
    def status(self) -> Status:
        """What the index holds."""
        ...

    def lexical(self, weights: Mapping[str, float], *, works: frozenset[str], k: int) -> Sequence[RowScore]:
        """Return the ``k`` clauses with the highest sums of weighted BM25, best first, none of them 0.

        ``works`` limits the search; empty means every work. A term that never
        occurs adds nothing.
        """
        ...

    def dense(self, vector: Floats, *, works: frozenset[str], k: int) -> Sequence[RowScore]:
        """Return the ``k`` rows, clauses and sentences, nearest to a unit vector by cosine, nearest first."""
        ...

    def rarity(self, term: str) -> float | None:
        """Return the inverse document frequency of a term; None where it never occurs."""
        ...
