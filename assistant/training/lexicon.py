"""A small English-Chinese lexicon for searching: which Chinese words an English one may stand for.

Its words are those of CC-CEDICT and under its licence; how often they translate one another is counted in the pairs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from assistant.indexing.tokens import content_terms
from assistant.training.names import Names
from assistant.training.sounds import sound_lines

SYLLABLE = "@"
"""Marks a line of characters that are read so, instead of words that mean so; surnames come before a ``|``."""

_MOST_WORDS = 4
_MOST_STEMS = 4
_LONGEST_WORD = 8
_MOST_GLOSS_TERMS = 2
_MOST_CHARACTERS = 4
_LEAST_SCORE = 2e-3
# What the dictionary says counts like this share of the sentences with the English word.
_DICTIONARY_SHARE = 0.01
_SMOOTHING = 10


def lexicon_lines(
    glosses: Mapping[str, Sequence[str]],
    names: Names,
    pairs: Iterable[tuple[str, frozenset[str]]],
    *,
    rows: Iterable[str],
) -> list[str]:
    """Return the lexicon, one English term a line: ``term TAB word word …``, best first.

    Then come the Chinese words of two characters and more, one a line, with the English terms for them.

    A term is a word as `assistant.indexing.tokens` stems it, a name in pinyin, or a
    syllable of pinyin, marked `SYLLABLE`. Last come the characters that foreign names are spelt with, see
    `sound_lines`. A word that the dictionary gives for a term is
    the better the more often it stands in the translation of a sentence with the term.

    Args:
        glosses: meanings by Chinese word.
        names: what the dictionary knows of names.
        pairs: English sentences, each with the Chinese words of its translation.
        rows: the Chinese words that get a line of their own.
    """
    given, meant = _given(glosses), _meant({word: glosses.get(word, ()) for word in rows})
    sentences: Counter[str] = Counter()
    together: Counter[tuple[str, str]] = Counter()
    for en, words in pairs:
        stems = dict.fromkeys(content_terms(en))
        sentences.update(words)
        for stem in stems:
            if stem in given:
                sentences[stem] += 1
                together.update((stem, word) for word in given[stem].keys() & words)
        together.update((word, stem) for word in words if word in meant for stem in meant[word].keys() & stems)
    lines = []
    for stem in sorted(given):
        scores = {
            word: together[stem, word] / (sentences[stem] + _SMOOTHING) + _DICTIONARY_SHARE * score
            for word, score in given[stem].items()
        }
        lines.append(f"{stem}\t{' '.join(_best(scores))}")
    for word in sorted(meant):
        scores = {
            stem: together[word, stem] / (sentences[word] + _SMOOTHING) + _DICTIONARY_SHARE * score
            for stem, score in meant[word].items()
        }
        lines.append(f"{word}\t{' '.join(_best(scores, most=_MOST_STEMS))}")
    known = given.keys()
    return [*lines, *_name_lines(names, known), *_syllable_lines(names), *sound_lines(glosses, names)]


def _given(glosses: Mapping[str, Sequence[str]]) -> dict[str, dict[str, float]]:
    """Return the words that the dictionary gives for each stem, with how much it says so."""
    given: dict[str, dict[str, float]] = {}
    for word in sorted(glosses):
        # A character alone is in too many words to say what is meant, and BM25 has pairs of characters.
        if not 2 <= len(word) <= _MOST_CHARACTERS:
            continue
        # One gloss may hold several words for one meaning: "company; firm; enterprise".
        meanings = [(rank, part) for rank, gloss in enumerate(glosses[word]) for part in gloss.split(";")]
        for rank, gloss in meanings:
            stems = [stem for stem in dict.fromkeys(content_terms(gloss)) if stem.isascii() and stem.isalpha()]
            for stem in stems if len(stems) <= _MOST_GLOSS_TERMS else ():
                words = given.setdefault(stem, {})
                words[word] = max(words.get(word, 0.0), 1 / (1 + rank) / len(stems) ** 2)
    return given


def _meant(glosses: Mapping[str, Sequence[str]]) -> dict[str, dict[str, float]]:
    """Return the stems that the dictionary gives for each Chinese word, with how much it says so."""
    meant: dict[str, dict[str, float]] = {}
    for word in sorted(glosses):
        if not 2 <= len(word) <= _LONGEST_WORD:
            continue
        for rank, gloss in enumerate(glosses[word]):
            # "Lisbon, capital of Portugal": what follows a name explains it.
            head = gloss.split(",")[0] if gloss[:1].isupper() else gloss
            stems = [stem for stem in dict.fromkeys(content_terms(head)) if stem.isascii() and stem.isalpha()]
            for stem in stems if len(stems) <= _MOST_STEMS else ():
                found = meant.setdefault(word, {})
                found[stem] = max(found.get(stem, 0.0), 1 / (1 + rank) / len(stems))
    return meant


def _best(scores: Mapping[str, float], *, most: int = _MOST_WORDS) -> list[str]:
    ordered = sorted(scores, key=lambda word: (-scores[word], word))[:most]
    return [word for word in ordered if scores[word] >= _LEAST_SCORE] or ordered[:1]


def _name_lines(names: Names, known: Iterable[str]) -> Iterator[str]:
    """Yield names by their pinyin written together, unless it also is an English word."""
    words = frozenset(known)
    by_pinyin: dict[str, dict[str, None]] = {}
    for name in names.entries:
        by_pinyin.setdefault(name.en.replace(" ", "").lower(), {})[name.zh] = None
    for pinyin in sorted(by_pinyin.keys() - words):
        if pinyin.isascii() and len(by_pinyin[pinyin]) <= _MOST_WORDS:
            yield f"{pinyin}\t{' '.join(by_pinyin[pinyin])}"


def _syllable_lines(names: Names) -> Iterator[str]:
    """Yield the characters of each syllable: surnames, then characters that given names are made of."""
    surnames: dict[str, list[str]] = {}
    for surname, pinyin in names.surnames.items():
        if len(surname) == 1:
            surnames.setdefault(pinyin.lower(), []).append(surname)
    frequencies = Counter(names.given)
    given: dict[str, list[str]] = {}
    for character in sorted(frequencies, key=lambda character: (-frequencies[character], character)):
        given.setdefault(names.readings[character], []).append(character)
    for syllable in sorted(surnames.keys() | given.keys()):
        yield f"{SYLLABLE}{syllable}\t{''.join(surnames.get(syllable, ()))}|{''.join(given.get(syllable, ()))}"
