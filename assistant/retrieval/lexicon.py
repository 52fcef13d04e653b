"""Terms of one language for those of the other, from the lexicon that ships with the encoder.

A document that exists in Chinese alone shares no term with an English question, nor one in English with a Chinese one.
The lexicon adds words that the dictionary gives for its words, characters for names in pinyin, and for foreign names
that no dictionary has what sounds like them, as far as they occur in the documents.
"""

from __future__ import annotations

import functools
import itertools
import operator
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from assistant.errors import ContentError
from assistant.indexing.tokens import content_terms, terms
from assistant.languages import folded
from assistant.resources import content_path
from assistant.works import Span

_SYLLABLE = "@"
_NAME = re.compile(r"\b[A-Z][a-z]+(?: [A-Z][a-z]+)?\b")
_LONGEST_NAME = 4
_LONGEST_WORD = 8
_SOUND = "~"
_SOUNDS = re.compile(r"([a-z]+)([0-9]+)")
_CAPITAL = re.compile(r"\b[A-Z][a-z]{2,}\b")
_MOST_LETTERS = 5
_MOST_CHARACTERS = 8
# In tenths of a natural logarithm, a character: what is less likely is some other name.
_FARTHEST = 20
_WAYS = 100
_SPELLINGS = 200

Sounds = Mapping[str, tuple[tuple[str, int], ...]]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Which Chinese words an English term may stand for, and which characters a syllable.

    Attributes:
        words: by stem, or by a name in pinyin, separated by spaces.
        surnames: characters by syllable.
        characters: of names by syllable.
        english: English terms by Chinese word, separated by spaces.
        sounds: letters that a character stands for in foreign names, with how unlikely each is.
        spelt: the same the other way, characters by letters.
    """

    words: Mapping[str, str]
    surnames: Mapping[str, str]
    characters: Mapping[str, str]
    english: Mapping[str, str]
    sounds: Sounds = field(default_factory=dict)
    spelt: Sounds = field(default_factory=dict)

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

        Names are those in pinyin, and foreign ones that the lexicon does not list.

        Args:
            asked: the terms of a question.
            text: the question.
            occurs: tells whether the documents have a term.
        """
        found = {term: frozenset(filter(occurs, self.translations(term))) for term in asked}
        names = self.names(text, occurs) | self.heard(text, occurs)
        return {term: words for term, words in (*found.items(), ("", names)) if words}

    def heard(self, text: str, occurs: Callable[[str], bool]) -> frozenset[str]:
        """Return pairs of characters that the foreign names in the text are likely to be spelt with.

        A name is a word with a capital that the lexicon does not know; of all that it may be spelt with, the
        likeliest whose pairs of characters occur.

        Args:
            text: in English.
            occurs: tells whether the documents have a pair of characters.
        """
        found: set[str] = set()
        for match in _CAPITAL.finditer(text):
            word = match.group().lower()
            known = [term for term in content_terms(word) if term not in self.words and word not in self.words]
            if known and (spelt := self._spelt_likeliest(word, occurs)):
                found.update(map("".join, itertools.pairwise(spelt)))
        return frozenset(found)

    def english_for(self, text: str, occurs: Callable[[str], bool]) -> dict[str, frozenset[str]]:
        """Return the English terms that occur in the documents for each Chinese word of a question.

        Every run of two to eight characters that the lexicon knows counts as a word, unless it lies within a
        longer one. Under "" are foreign names that sound like characters it does not know.

        Args:
            text: in Chinese.
            occurs: tells whether the documents have a term.
        """
        plain = folded(text)
        found: dict[str, frozenset[str]] = {}
        end = 0
        unknown = list(plain)
        for start in range(len(plain)):
            for length in range(_LONGEST_WORD, 1, -1):
                word = plain[start : start + length]
                if word in self.english and start + length > end:
                    end = start + len(word)
                    unknown[start:end] = " " * len(word)
                    if translations := frozenset(filter(occurs, self.english[word].split())):
                        found[word] = translations
                    break
        if names := frozenset(self._latin("".join(unknown), occurs)):
            found[""] = names
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

    def _spelt_likeliest(self, word: str, occurs: Callable[[str], bool]) -> str:
        """Return the likeliest characters for a name; none where all are unlikely."""
        ways: list[tuple[float, int, str]] = [(0.0, 0, "")]
        best = (float(_FARTHEST), "")
        for count in range(1, _MOST_CHARACTERS + 1):
            longer = [
                (cost + more, end, way + character)
                for cost, start, way in ways
                for end in range(start + 1, min(start + _MOST_LETTERS, len(word)) + 1)
                for character, more in self.spelt.get(word[start:end], ())
                if not way or occurs(way[-1] + character)
            ]
            whole = [(cost / count, way) for cost, end, way in longer if end == len(word)]
            best = min([best, *whole]) if count > 1 else best
            ways = sorted(way for way in longer if way[1] < len(word))[:_WAYS]
        return best[1]

    def _latin(self, text: str, occurs: Callable[[str], bool]) -> Iterator[str]:
        """Yield terms that sound like the foreign names in the text, the longest of each run of characters."""
        for run in "".join(each if each in self.sounds else " " for each in text).split():
            lengths = range(min(len(run), _MOST_CHARACTERS), 1, -1)
            parts = (run[start : start + length] for length in lengths for start in range(len(run) - length + 1))
            found = next((term for part in parts if (term := self._latin_likeliest(part, occurs))), "")
            if found:
                yield found

    def _latin_likeliest(self, name: str, occurs: Callable[[str], bool]) -> str:
        spellings = {"": 0}
        for character in name:
            longer: dict[str, int] = {}
            for letters, cost in spellings.items():
                for more, added in self.sounds[character]:
                    longer[letters + more] = min(longer.get(letters + more, cost + added), cost + added)
            spellings = dict(sorted(longer.items(), key=operator.itemgetter(1, 0))[:_SPELLINGS])
        for letters, cost in spellings.items():
            if len(letters) > len(name) and cost <= _FARTHEST * len(name) and occurs(term := "".join(terms(letters))):
                return term
        return ""

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
    """Return the lexicon of its lines.

    They are ``term TAB word word …``, either way, ``@syllable TAB surnames|characters``, and
    ``~character TAB letters and a number …``.

    Raises:
        ValueError: a line has no tab.
    """
    words: dict[str, str] = {}
    surnames: dict[str, str] = {}
    characters: dict[str, str] = {}
    english: dict[str, str] = {}
    sounds: dict[str, tuple[tuple[str, int], ...]] = {}
    for line in lines:
        term, found = line.split("\t")
        if term.startswith(_SYLLABLE):
            surnames[term[1:]], characters[term[1:]] = found.split("|")
        elif term.startswith(_SOUND):
            sounds[term[1:]] = tuple((letters, int(cost)) for letters, cost in _SOUNDS.findall(found))
        elif term.isascii():
            words[term] = found
        else:
            english[term] = found
    return Lexicon(words, surnames, characters, english, sounds, _spelt(sounds))


def _spelt(sounds: Sounds) -> dict[str, tuple[tuple[str, int], ...]]:
    spelt: dict[str, list[tuple[str, int]]] = {}
    for character, stands_for in sounds.items():
        for letters, cost in stands_for:
            spelt.setdefault(letters, []).append((character, cost))
    return {letters: tuple(characters) for letters, characters in spelt.items()}
