"""Slips of the keyboard in an English question: a word nobody knows, read as the one it nearly is.

Only a word that neither the documents nor the encoder's vocabulary has is read
otherwise, and only as a word of the documents, so that "whipping" never becomes "shipping".
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable
from dataclasses import dataclass

from assistant.languages import folded
from assistant.works import Span

_WORD = re.compile(r"(?<![\w'’.-])[A-Za-z]{5,}(?![\w'’.-])")
_LATIN = re.compile(r"[a-z]{4,}")
_LONG = 8
"""Words of so many letters may differ in two of them, shorter ones in one."""


@dataclass(frozen=True, slots=True)
class Slip:
    """A word as asked and as read."""

    asked: str
    read: str


@dataclass(frozen=True)
class Speller:
    """Reads slips, given what the documents say and a test for all other words there are.

    ``texts`` are read when the first unknown word comes; ``knows`` takes a folded word.
    """

    texts: tuple[str, ...]
    knows: Callable[[str], bool]

    def corrected(self, question: str) -> tuple[str, tuple[Slip, ...]]:
        """Return the question with its slips mended, and what they were, in order."""
        slips: list[tuple[Span, Slip]] = []
        for match in _WORD.finditer(question):
            read = self._nearest(folded(match.group()))
            if read is not None:
                slips.append((Span(*match.span()), Slip(match.group(), read)))
        for span, slip in reversed(slips):
            question = question[: span.start] + slip.read + question[span.end :]
        return question, tuple(slip for _, slip in slips)

    def _nearest(self, word: str) -> str | None:
        if self.knows(word) or word in self._words or self._inflected(word):
            return None
        from rapidfuzz.distance import OSA

        most = 2 if len(word) >= _LONG else 1
        near = [
            (distance, other)
            for other in self._by_letter.get(word[0], ())
            if abs(len(other) - len(word)) <= most
            and (distance := OSA.distance(word, other, score_cutoff=most)) <= most
        ]
        return min(near)[1] if near else None

    def _inflected(self, word: str) -> bool:
        """Tell whether a word is a form of a known one: robots, tagged, clusters'."""
        stems = {word.removesuffix(ending) for ending in ("s", "es", "ed", "d", "ing", "ly", "er", "ers")} - {word}
        return any(self.knows(stem) or stem in self._words for stem in stems)

    @functools.cached_property
    def _words(self) -> frozenset[str]:
        return frozenset(word for text in self.texts for word in _LATIN.findall(folded(text)))

    @functools.cached_property
    def _by_letter(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for word in sorted(self._words):
            found.setdefault(word[0], []).append(word)
        return found
