"""Language and script of a text, its sentences, and the one folding for matching.

Folding is for matching only: stored text is never changed, and figures are read
from the original, because NFKC turns 10² into 102 and ①② into 12.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterator
from typing import Protocol

from assistant.works import Language, Span

_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0002ebef]")
_LATIN_WORD = re.compile(r"[A-Za-z][A-Za-z'’-]*")
_SENTENCE_END = {
    # A closing quote or bracket after the stop belongs to the sentence before it.
    "zh": re.compile(r"[。！？!?]+[”’」』）》\"']*|\n+"),
    # A stop inside 3.5 or Web3.0 is followed by no space.
    "en": re.compile(r"(?<!\bNo)(?<!\bvs)(?<!e\.g)(?<!i\.e)[.!?]+[\"'”’)]*(?=\s|$)|\n+"),
}


class _Converter(Protocol):
    def convert(self, text: str) -> str: ...


def has_han(text: str) -> bool:
    """Tell whether ``text`` has a Han character."""
    return _HAN.search(text) is not None


def language_of(question: str) -> Language:
    """Return the language somebody asks in.

    A question with Han characters is Chinese unless its Latin words clearly carry
    it ("what does 元宇宙 mean in the plan?"): a name or two in the other script does
    not change the language of a sentence.
    """
    han = len(_HAN.findall(question))
    words = len(_LATIN_WORD.findall(question))
    if not han:
        return "en"
    # A Chinese word is about two characters long.
    return "en" if words > 2 and words > han / 2 else "zh"


def sentence_spans(text: str, language: Language) -> Iterator[Span]:
    """Yield where each sentence of ``text`` stands, surrounding white space left out."""
    start = 0
    for match in _SENTENCE_END[language].finditer(text):
        yield from _trimmed(text, start, match.end())
        start = match.end()
    yield from _trimmed(text, start, len(text))


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    piece = text[start:end]
    body = piece.strip()
    if body:
        first = start + piece.index(body[0])
        yield Span(first, first + len(body))


# The same clauses are read for every question.
@functools.lru_cache(maxsize=4096)
def sentences(text: str, language: Language) -> tuple[str, ...]:
    """Return the sentences of ``text`` as they stand in it."""
    return tuple(span.of(text) for span in sentence_spans(text, language))


@functools.cache
def _simplifier() -> _Converter:
    import opencc

    # Character by character, so that a folded text keeps its offsets: phrase tables
    # such as tw2sp's also replace words (軟體 -> 软件), which changes lengths.
    converter: _Converter = opencc.OpenCC("t2s")
    return converter


def fold(text: str) -> tuple[str, tuple[int, ...]]:
    """Return ``text`` folded for matching, and where each folded character stood.

    Compatibility forms become plain (full width, ligatures), letters lower case and
    traditional characters simplified. ``origin[i]`` is the offset in ``text`` of
    the character that gave folded character ``i``.
    """
    folded: list[str] = []
    origin: list[int] = []
    for offset, character in enumerate(text):
        plain = unicodedata.normalize("NFKC", character).lower()
        folded.append(plain)
        origin.extend([offset] * len(plain))
    joined = "".join(folded)
    simplified = _simplifier().convert(joined) if has_han(joined) else joined
    # A phrase table may in principle change the length; then characters alone are converted.
    if len(simplified) != len(joined):
        simplified = "".join(_simplifier().convert(character)[:1] or character for character in joined)
    return simplified, tuple(origin)


# The same clauses and headings are folded for every question.
@functools.lru_cache(maxsize=8192)
def folded(text: str) -> str:
    """Return ``text`` folded for matching, without the way back."""
    return fold(text)[0]
