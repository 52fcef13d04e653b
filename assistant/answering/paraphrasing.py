"""What may be said otherwise without saying something else: closed lists, in both languages.

A word that is in none of them has to stand in the clause. Nothing is listed that
could carry a claim by itself: no noun of policy, no direction, no time, no
"already", "all" or "only". What bounds a figure or says how firmly a thing is
meant is compared elsewhere, word for word. Words are listed and never measured: by
likeness a word that falsifies a sentence is told from one that rewords it in
seven cases of ten (docs/adr/0006-verification.md).
"""

from __future__ import annotations

import functools
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.errors import ContentError
from assistant.indexing.tokens import terms
from assistant.resources import content_path
from assistant.works import Language

_HEADER = "language\tkind\twords"
_SPELLINGS = (
    # British and American, to one form that need not be a word.
    (re.compile(r"is(e|ed|es|ing|ation|ations|er|ers)$"), r"iz\1"),
    (re.compile(r"(?<=[a-z]{2})our(s|ed|ing)?$"), r"or\1"),
    (re.compile(r"(?<=[a-z]{2}[bt])re(s|d)?$"), r"er\1"),
    (re.compile(r"programme(s?)$"), r"program\1"),
    (re.compile(r"ll(ed|ing|er|ers)$"), r"l\1"),
)


def stem(word: str) -> str:
    """Return the stem of an English word, alike in British and American spelling."""
    plain = word.lower()
    for pattern, written in _SPELLINGS:
        plain = pattern.sub(written, plain)
    found = terms(plain)
    return found[0] if found else plain


@functools.cache
def function_words(language: Language) -> frozenset[str]:
    """Return the words that need no support: stems in English, words in Chinese."""
    return frozenset(word for kind, words in _listed(language) if kind == "free" for word in words)


@functools.cache
def light_words(language: Language) -> frozenset[str]:
    """Return the words that need no support either, but are content where a figure or a word of force is placed."""
    return frozenset(word for kind, words in _listed(language) if kind == "light" for word in words)


@functools.cache
def unclaiming(language: Language) -> frozenset[str]:
    """Return all words that need no support."""
    return function_words(language) | light_words(language)


@functools.cache
def alike(language: Language) -> Mapping[str, frozenset[str]]:
    """Return, for each word of a group, all words that may stand for it: stems in English."""
    found: dict[str, set[str]] = {}
    for kind, words in _listed(language):
        for word in words if kind == "alike" else ():
            found.setdefault(word, set()).update(words)
    return {word: frozenset(forms) for word, forms in found.items()}


@dataclass(frozen=True, slots=True)
class Phrase:
    """An English turn of phrase: the stems of its words, ``*`` for any one word, and words that bear it out."""

    stems: tuple[str, ...]
    words: frozenset[str]


@functools.cache
def phrases() -> Mapping[str, tuple[Phrase, ...]]:
    """Return the turns of phrase by the stem they begin with, longest first."""
    found: dict[str, list[Phrase]] = {}
    for kind, (phrase, *words) in _listed("en"):
        if kind == "phrase":
            stems = tuple(stem(word) for word in phrase.split())
            found.setdefault(stems[0], []).append(Phrase(stems, frozenset(words)))
    return {first: tuple(sorted(of, key=lambda one: (-len(one.stems), one.stems))) for first, of in found.items()}


def phrased(stems: Sequence[str], words: Collection[str]) -> frozenset[int]:
    """Return which words of a text belong to a turn of phrase that one of ``words`` bears out."""
    known = phrases()
    return frozenset(
        place
        for start, first in enumerate(stems)
        for phrase in known.get(first, ())
        if _follows(phrase.stems, stems[start : start + len(phrase.stems)]) and not phrase.words.isdisjoint(words)
        for place in range(start, start + len(phrase.stems))
    )


def _follows(phrase: Sequence[str], stems: Sequence[str]) -> bool:
    return len(phrase) == len(stems) and all(one in {other, _ANY} for one, other in zip(phrase, stems, strict=True))


_ANY = "*"
_COMPARISON = re.compile(r"(?<!^low)(?<!^high)(?:(?P<doubled>[bdgklmnprt])(?P=doubled))?(?P<y>i)?(?:er|est)$")


def positives(word: str) -> frozenset[str]:
    """Return the stems of what an English word may be a comparative or superlative of: "greener", "denser"."""
    match = _COMPARISON.search(word.lower())
    if match is None:
        return frozenset()
    start = word[: match.start()].lower()
    bases = (
        [f"{start}{match['doubled'] or ''}y"] if match["y"] else [start + (match["doubled"] or ""), word[:-2].lower()]
    )
    return frozenset(stem(form) for base in bases if len(base) >= _SHORTEST for form in (base, f"{base}e"))


_SHORTEST = 3


@functools.cache
def heads() -> frozenset[str]:
    """Return the first words of the Chinese groups."""
    return frozenset(words[0] for kind, words in _listed("zh") if kind == "alike")


@functools.cache
def _listed(language: Language) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return the lists of a language, each with its kind."""
    path = content_path("corpus", "alike.tsv")
    header, *lines = path.read_text(encoding="utf-8").splitlines()
    if header != _HEADER:
        raise ContentError(path, f"must begin with the columns {', '.join(_HEADER.split())}")
    return tuple(_row(path, number, line) for number, line in enumerate(lines, start=2) if line.startswith(language))


def _row(path: Path, number: int, line: str) -> tuple[str, tuple[str, ...]]:
    match line.split("\t"):
        case ["zh", ("free" | "light" | "alike") as kind, words]:
            return kind, tuple(words.split("|"))
        case ["en", ("free" | "light" | "alike") as kind, words]:
            return kind, tuple(stem(word) for word in words.split("|"))
        case ["en", "phrase" as kind, words]:
            phrase, *others = words.split("|")
            return kind, (phrase, *(stem(word) for word in others))
    raise ContentError(path, f"line {number}: expected a language, free, light or alike, and words, not {line!r}")


def canonical(word: str, language: Language) -> str:
    """Return one word for all of a group, the first that a word stands in: where groups overlap they stay apart."""
    return _firsts(language).get(word, word)


@functools.cache
def _firsts(language: Language) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for kind, words in _listed(language):
        for word in words if kind == "alike" else ():
            found.setdefault(word, found.get(words[0], words[0]))
    return found
