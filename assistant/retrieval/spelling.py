"""Slips of the keyboard: a word nobody knows, read as the one it nearly is.

Only a word that neither the documents nor the encoder's vocabulary has is read
otherwise: in English as a word of the documents, so that "whipping" never becomes
"shipping"; in Chinese, where one types by sound, as a name of the glossary that has
one character of the same sound instead.
"""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from assistant.languages import fold, folded, has_han
from assistant.terms import Glossary
from assistant.works import Span

_WORD = re.compile(r"(?<![\w'’.-])[A-Za-z]{6,}(?![\w'’.-])")
_LATIN = re.compile(r"[a-z]{4,}")
_ENDINGS = frozenset(("", "s", "d", "ed", "es", "ing", "ion", "ions", "y", "ies", "ised", "ise", "er", "ers", "ly"))
# They stand beside any word, so that a pair with one of them is no slip.
_PARTICLES = frozenset("是的了在和与及吗呢吧把被要会有对从为由让给不也都就还")
# They end any word: 成长性, 数字化.
_AFFIXES = frozenset("性化型式度率者类级版方侧端")
_PAIR = re.compile(r"[\u4e00-\u9fff]{2}")
_LONGEST_NAME = 10
"""Characters of a Chinese name that are looked at on each side of a slip."""
_LONG = 8
"""Words of so many letters may differ in two of them, shorter ones in one."""


@dataclass(frozen=True, slots=True)
class Slip:
    """A word as asked and as read."""

    asked: str
    read: str


class _Named(NamedTuple):
    """A name, and where it stands in a folded question that was mended."""

    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Speller:
    """Reads slips, given what the documents say and a test for all other words there are.

    Attributes:
        texts: English, read when the first unknown word comes.
        knows: tells whether a folded word is one in use.
        occurs: tells whether the documents have a pair of Han characters.
        glossary: whose Chinese names a slip may be read as.
        sounds: gives, by syllable, the characters that are read so.
    """

    texts: tuple[str, ...]
    knows: Callable[[str], bool]
    occurs: Callable[[str], bool]
    glossary: Glossary
    sounds: Callable[[], Iterable[str]]

    def corrected(self, question: str) -> tuple[str, tuple[Slip, ...]]:
        """Return the question with its slips mended, and what they were, in order."""
        found = [*self._english(question), *self._chinese(question)]
        slips = sorted(found, key=lambda pair: pair[0].start)
        for span, slip in reversed(slips):
            question = question[: span.start] + slip.read + question[span.end :]
        return question, tuple(slip for _, slip in slips)

    def _english(self, question: str) -> Iterator[tuple[Span, Slip]]:
        for match in _WORD.finditer(question):
            # A capital inside a sentence begins a name.
            name = match.group().istitle() and bool(question[: match.start()].strip())
            read = None if name else self._nearest(folded(match.group()))
            if read is not None:
                yield Span(*match.span()), Slip(match.group(), read)

    def _chinese(self, question: str) -> Iterator[tuple[Span, Slip]]:
        plain, origin = fold(question)
        end = 0
        for at in range(len(plain)):
            name = self._sounding_like(plain, at) if at >= end and self._may_slip(plain[at]) else None
            if name is not None:
                end = name.end
                span = Span(origin[name.start], origin[name.end - 1] + 1)
                yield span, Slip(span.of(question), name.text)

    @staticmethod
    def _may_slip(character: str) -> bool:
        return has_han(character) and character not in _PARTICLES | _AFFIXES

    def _sounding_like(self, plain: str, at: int) -> _Named | None:
        """Return the name that stands at a character no word has, once another of its sound is put there.

        None where that makes no name, or several.
        """
        pairs = [
            plain[start : start + 2]
            for start in (at - 1, at)
            if start >= 0 and _PAIR.fullmatch(plain, start, start + 2)
        ]
        if not pairs or any(self.occurs(pair) or self.knows(pair) for pair in pairs):
            return None
        found = {
            named
            for other in self._homophones.get(plain[at], ())
            if any(self.occurs(pair) for pair in (plain[at - 1 : at] + other, other + plain[at + 1 : at + 2]))
            for named in self._named(plain[:at] + other + plain[at + 1 :], at)
        }
        return found.pop() if len(found) == 1 else None

    def _named(self, plain: str, at: int) -> Iterator[_Named]:
        start = max(0, at - _LONGEST_NAME)
        for match in self.glossary.find(plain[start : at + _LONGEST_NAME], "zh"):
            span = Span(match.span.start + start, match.span.end + start)
            if span.start <= at < span.end:
                yield _Named(span.start, span.end, span.of(plain))

    @functools.cached_property
    def _homophones(self) -> dict[str, str]:
        """The characters that share a sound with each."""
        found: dict[str, str] = {}
        for characters in self.sounds():
            for character in characters:
                others = found.get(character, "")
                found[character] = others + "".join(c for c in characters if c != character and c not in others)
        return found

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
        read = min(near)[1] if near else None
        return None if read is None or _differ_in_ending(word, read) else read

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


def _differ_in_ending(word: str, other: str) -> bool:
    """Tell whether two words are forms of one: subsidised and subsidies."""
    shared = sum(1 for _ in itertools.takewhile(lambda pair: pair[0] == pair[1], zip(word, other, strict=False)))
    # The endings may begin alike: speculat-ing, speculat-ion.
    return any({word[at:], other[at:]} <= _ENDINGS for at in range(max(0, shared - 3), shared + 1))
