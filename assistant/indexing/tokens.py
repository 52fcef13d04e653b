"""Terms for BM25 in both languages: word stems of Latin script, character bigrams of Han.

Character bigrams need no word list, so a term coined yesterday is found like any
other, and a segmenter's cut can never separate a question from its clause.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

import Stemmer

from assistant.languages import folded

_HAN = "\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0002ebef"
_PIECE = re.compile(rf"[a-z0-9]+(?:[.'’+/-][a-z0-9]+)*\+?|[{_HAN}]+")
_INNER = re.compile(r"[a-z0-9]+")

# Words that carry a question but say nothing of its subject.
# fmt: off
STOP_WORDS = frozenset((
    "a", "an", "the", "and", "or", "of", "in", "on", "at", "by", "for", "from", "to", "into", "with", "under", "as",
    "per", "any", "some", "such", "other", "more", "most", "many", "much", "each", "both", "between", "within",
    "through", "over", "is", "are", "be", "been", "being", "was", "were", "do", "does", "did", "has", "have", "had",
    "can", "could", "will", "would", "shall", "should", "give", "list", "please", "say", "says", "set", "tell",
    "know", "like", "want", "what", "when", "where", "which", "who", "whom", "whose", "why", "how", "if", "than",
    "that", "this", "these", "those", "i", "me", "it", "its", "our", "we", "you", "your", "their", "them", "they",
    "there", "about", "also", "during", "exactly", "kind", "kinds", "shanghai", "plan", "plans", "city",
))
# fmt: on
_STOP_HAN = re.compile(
    r"请问|请|什么时候|什么|哪些|哪个|哪里|哪儿|哪几|哪|多少|如何|怎么样|怎么|怎样|是否|有没有|有何|为什么|为何|何时"
    r"|几个|几家|几款|吗|呢|吧|的|了|是|在|和|与|及|或|将|要|会|到|对|把|被|从|按|由|为|有|我|想|知道|一下|告诉|上海市|上海|本市|方案|计划|文件"
)


@functools.cache
def _stemmer() -> Stemmer.Stemmer:
    # Snowball's English stemmer (Porter 2).
    return Stemmer.Stemmer("english")


# The same clauses are compared with every question.
@functools.lru_cache(maxsize=8192)
def terms(text: str) -> tuple[str, ...]:
    """Return the terms of a passage, in order, repeats kept."""
    return tuple(_terms(folded(text)))


def question_terms(text: str) -> tuple[str, ...]:
    """Return the terms of a question, without the words that only ask.

    A question of nothing but such words keeps them all.
    """
    return content_terms(text) or terms(text)


def content_terms(text: str) -> tuple[str, ...]:
    """Return the terms of a question that say something of its subject; maybe none."""
    content = _STOP_HAN.sub(" ", folded(text))
    return tuple(term for term in _terms(content) if term not in _stopped())


@functools.cache
def _stopped() -> frozenset[str]:
    return frozenset(_stemmer().stemWords(sorted(STOP_WORDS))) | STOP_WORDS


def _terms(plain: str) -> Iterator[str]:
    for piece in _PIECE.findall(plain):
        if piece[0] >= "\u3400":
            yield from _han_terms(piece)
        else:
            yield from _latin_terms(piece)


def _han_terms(run: str) -> Iterator[str]:
    if len(run) == 1:
        yield run
    yield from (run[i : i + 2] for i in range(len(run) - 1))


def _latin_terms(piece: str) -> Iterator[str]:
    parts = _INNER.findall(piece)
    if len(parts) == 1 and piece == parts[0]:
        yield _stemmer().stemWord(piece)
        return
    # "wi-fi" and "web3.0" are found whole and by their parts.
    yield piece
    yield from _stemmer().stemWords([part for part in parts if len(part) > 1])
