"""What may be said otherwise without saying something else: closed lists, in both languages.

A word that is in none of them has to stand in the clause. Nothing is listed that
could carry a claim by itself: no noun of policy, no direction, no time, no
"already", "all" or "only". What bounds a figure or says how firmly a thing is
meant is compared elsewhere, word for word.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
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
def alike(language: Language) -> Mapping[str, frozenset[str]]:
    """Return, for each word of a group, all words that may stand for it: stems in English."""
    found: dict[str, set[str]] = {}
    for kind, words in _listed(language):
        for word in words if kind == "alike" else ():
            found.setdefault(word, set()).update(words)
    return {word: frozenset(forms) for word, forms in found.items()}


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
        case ["zh", ("free" | "alike") as kind, words]:
            return kind, tuple(words.split("|"))
        case ["en", ("free" | "alike") as kind, words]:
            return kind, tuple(stem(word) for word in words.split("|"))
    raise ContentError(path, f"line {number}: expected a language, free or alike, and words, not {line!r}")


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
