"""Searching by words, beside an encoder: how much of what is found by vectors is found without them, and by both."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np

from assistant.indexing.encoders import Floats
from assistant.indexing.generation import K1, B
from assistant.indexing.tokens import question_terms, terms
from assistant.retrieval.lexicon import shipped_lexicon
from assistant.retrieval.search import DENSE_SHARE, UNKNOWN_RARITY, lexicon_weight
from assistant.works import Language


class WordSearch:
    """BM25 over some texts, with the terms of the other language that the lexicon gives for those of a question."""

    def __init__(self, texts: Sequence[str], language: Language) -> None:
        """Count the terms.

        Args:
            texts: to be searched.
            language: theirs.
        """
        self._language = language
        counts = [Counter(terms(text)) for text in texts]
        frequencies = Counter(term for count in counts for term in count)
        self._rarity = {
            term: math.log(1 + (len(texts) - found + 0.5) / (found + 0.5)) for term, found in frequencies.items()
        }
        self._count = len(texts)
        lengths = [sum(count.values()) for count in counts]
        usual = sum(lengths) / max(1, len(lengths))
        self._postings: dict[str, list[tuple[int, float]]] = {}
        for row, count in enumerate(counts):
            damped = K1 * (1 - B + B * lengths[row] / max(usual, 1e-9))
            for term, times in count.items():
                weight = self._rarity[term] * times / (times + damped)
                self._postings.setdefault(term, []).append((row, weight))

    def shares(self, questions: Sequence[str], language: Language) -> Floats:
        """Return how much of each question's terms each text has, weighed by how rare they are.

        Returns:
            float32, shape (questions, texts), between 0 and 1: BM25 over its bound.
        """
        shares = np.zeros((len(questions), self._count), dtype=np.float32)
        for row, question in enumerate(questions):
            own = dict.fromkeys(question_terms(question))
            weights = {**self._translated(own, question, language), **dict.fromkeys(own, 1.0)}
            for term, weight in weights.items():
                for text, found in self._postings.get(term, ()):
                    shares[row, text] += weight * found
            shares[row] /= sum(self._rarity.get(term, UNKNOWN_RARITY) for term in own) or 1.0
        return np.minimum(shares, 1.0)

    def _translated(self, own: Mapping[str, None], question: str, language: Language) -> dict[str, float]:
        if language == self._language:
            return {}
        lexicon = shipped_lexicon()
        found = (
            lexicon.terms_for(own, question, self._rarity.__contains__)
            if language == "en"
            else lexicon.english_for(question, self._rarity.__contains__)
        )
        weights: dict[str, float] = {}
        for translations in found.values():
            for term in translations:
                weights[term] = max(weights.get(term, 0.0), lexicon_weight(language, len(translations)))
        return weights


def fused(cosines: Floats, shares: Floats) -> Floats:
    """Return the similarities that the assistant ranks by: a weighted sum, see `Searcher`."""
    both: Floats = DENSE_SHARE * np.maximum(cosines, 0) + (1 - DENSE_SHARE) * shares
    return both
