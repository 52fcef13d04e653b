"""Terms of one language for those of the other, from the lexicon that ships with the encoder.

A document that exists in Chinese alone shares no term with an English question, nor one in English with a Chinese one.
The lexicon adds words that the dictionary gives for its words, and characters for names in pinyin, as far
as they occur in the documents.
"""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from assistant.errors import ContentError
from assistant.indexing.tokens import terms
from assistant.languages import folded
from assistant.resources import content_path
from assistant.works import Span

_SYLLABLE = "@"
_NAME = re.compile(r"\b[A-Z][a-z]+(?: [A-Z][a-z]+)?\b")
_LONGEST_NAME = 4
_LONGEST_WORD = 8


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Which Chinese words an English term may stand for, and which characters a syllable.

    Attributes:
        words: by stem, or by a name in pinyin, separated by spaces.
        surnames: characters by syllable.
        characters: of names by syllable.
        english: English terms by Chinese word, separated by spaces.
    """

    words: Mapping[str, str]
    surnames: Mapping[str, str]
    characters: Mapping[str, str]
    english: Mapping[str, str]

    def translations(self, term: str) -> frozenset[str]:
        """Return the Chinese terms for an English one; none for a term it does not know."""
        return frozenset(found for word in self.words.get(term, "").split() for found in terms(word))

    def names(self, text: str, occurs: Callable[[str], bool]) -> frozenset[str]:
        """Return pairs of characters that a name in pinyin in the text may be written with.

        A name is one or two words with a capital. A lone word is a name only where it is not an English word.

        Args:
            text: in English.
            occurs: tells whether a pair of characters is a term of the documents: of
                all ways to write a name, these are the ones that could be meant.
        """
        found: set[str] = set()
        for match in _NAME.finditer(text):
            first, _, second = match.group().lower().partition(" ")
            if second:
                for surname, given in ((first, second), (second, first)):
                    found.update(self._written(self.surnames.get(surname, ""), given, occurs))
            elif first not in self.words:
                for start, *rest in self._syllables(first):
                    if rest:
                        found.update(self._written(self.characters[start], "".join(rest), occurs))
        return frozenset(found)

    def terms_for(self, asked: Iterable[str], text: str, occurs: Callable[[str], bool]) -> dict[str, frozenset[str]]:
        """Return the Chinese terms that occur in the documents for each English one, and under "" those of names.

        Args:
            asked: the terms of a question.
            text: the question.
            occurs: tells whether the documents have a term.
        """
        found = {term: frozenset(filter(occurs, self.translations(term))) for term in asked}
        return {term: words for term, words in (*found.items(), ("", self.names(text, occurs))) if words}

    def english_for(self, text: str, occurs: Callable[[str], bool]) -> dict[str, frozenset[str]]:
        """Return the English terms that occur in the documents for each Chinese word of a question.

        Every run of two to eight characters that the lexicon knows counts as a word, unless it lies within a
        longer one.

        Args:
            text: in Chinese.
            occurs: tells whether the documents have a term.
        """
        plain = folded(text)
        found: dict[str, frozenset[str]] = {}
        end = 0
        for start in range(len(plain)):
            for length in range(_LONGEST_WORD, 1, -1):
                word = plain[start : start + length]
                if word in self.english and start + length > end:
                    end = start + len(word)
                    if translations := frozenset(filter(occurs, self.english[word].split())):
                        found[word] = translations
                    break
        return found

    def straddles(self, plain: str, span: Span) -> bool:
        """Tell whether a run of characters is the end of one Chinese word and the beginning of the next.

        动员工厂 is no 员工: 动员 and 工厂 are words, and part it.
        """
        return any(
            self._has_word(plain, cut, before=True, beyond=span.start)
            and self._has_word(plain, cut, before=False, beyond=span.end)
            for cut in range(span.start + 1, span.end)
        )

    def _has_word(self, plain: str, cut: int, *, before: bool, beyond: int) -> bool:
        """Tell whether a word ends (or begins) at ``cut`` that reaches over ``beyond``."""
        if before:
            return any(plain[start:cut] in self.english for start in range(max(0, cut - _LONGEST_WORD), beyond))
        return any(
            plain[cut:end] in self.english for end in range(beyond + 1, min(len(plain), cut + _LONGEST_WORD) + 1)
        )

    def _written(self, firsts: str, rest: str, occurs: Callable[[str], bool]) -> Iterator[str]:
        """Yield the pairs in every way to write a name; only ways of which each pair occurs."""
        if not firsts:
            return
        for syllables in self._syllables(rest):
            ways = list(firsts)
            for syllable in syllables:
                longer = itertools.product(ways, self.characters[syllable])
                ways = [way + after for way, after in longer if occurs(way[-1] + after)]
            for way in ways:
                yield from (way[at : at + 2] for at in range(len(way) - 1))

    def _syllables(self, word: str, most: int = _LONGEST_NAME) -> Iterator[list[str]]:
        """Yield every way to part a word into syllables of pinyin."""
        if not word:
            yield []
        elif most:
            for end in range(1, min(len(word), 6) + 1):
                if word[:end] in self.characters:
                    yield from ([word[:end], *rest] for rest in self._syllables(word[end:], most - 1))


@functools.cache
def shipped_lexicon() -> Lexicon:
    """Return the lexicon that ships, read once.

    Raises:
        ContentError: it is missing or damaged.
    """
    path = content_path("index", "encoder", "lexicon.tsv")
    try:
        return parse_lexicon(path.read_text(encoding="utf-8").splitlines())
    except (OSError, ValueError) as error:
        raise ContentError("index/encoder/lexicon.tsv", f"cannot be read: {error}") from error


@functools.cache
def english_terms() -> Mapping[str, frozenset[str]]:
    """Return, for each Chinese word of the lexicon that ships, the English terms it may stand for."""
    found: dict[str, set[str]] = {}
    for term, words in shipped_lexicon().words.items():
        for word in words.split():
            found.setdefault(word, set()).add(term)
    return {word: frozenset(of) for word, of in found.items()}


def parse_lexicon(lines: Iterable[str]) -> Lexicon:
    """Return the lexicon of its lines: ``term TAB word word …``, either way, and ``@syllable TAB surnames|characters``.

    Raises:
        ValueError: a line has no tab.
    """
    words: dict[str, str] = {}
    surnames: dict[str, str] = {}
    characters: dict[str, str] = {}
    english: dict[str, str] = {}
    for line in lines:
        term, found = line.split("\t")
        if term.startswith(_SYLLABLE):
            surnames[term[1:]], characters[term[1:]] = found.split("|")
        elif term.isascii():
            words[term] = found
        else:
            english[term] = found
    return Lexicon(words, surnames, characters, english)
