"""Whether a sentence of a clause bears out what another sentence says.

The sentence of the clause must contain every word of content (itself, by its stem,
by a name of the glossary or by a closed list of words that say the same), every
figure, said of the same thing, and mean it as firmly. Nothing is a matter of
degree but one thing that can only refuse: whether a figure stands nearer to what
is said of it than any other figure of the clause.
"""

from __future__ import annotations

import enum
import functools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from assistant.answering.paraphrasing import alike, function_words, stem
from assistant.answering.statements import BLANK, HAN_RUN, LATIN_WORD, Figure, Force, Mark, Statement, statement
from assistant.languages import folded
from assistant.quantities import Kind, Quantity, contains, missing
from assistant.terms import Glossary, Term
from assistant.works import Language


class Lack(enum.StrEnum):
    """What the sentence of the clause does not bear out."""

    CONTENT = "content"
    FIGURE = "figure"
    ATTACHED = "attached"
    FORCE = "force"


@dataclass(frozen=True, slots=True)
class Shortfall:
    """What is not borne out, and which words of the claim it is; ``size`` orders shortfalls."""

    lack: Lack
    detail: str
    size: int


@dataclass(frozen=True, slots=True)
class Ground:
    """A sentence of a clause, with what stands over it.

    Attributes:
        sentence: as read.
        frame: the headings above it, and the names and subjects of its work, one a line.
        siblings: the other sentences of the clauses that are cited.
        headed: the figures in those headings.
    """

    sentence: Statement
    frame: str
    siblings: tuple[Statement, ...] = ()
    headed: tuple[Quantity, ...] = ()


def shortfall(claim: Statement, ground: Ground, glossary: Glossary) -> Shortfall | None:
    """Return what ``claim`` says and ``ground`` does not, None where it bears all of it out."""
    lacking = unsupported(claim, ground, glossary)
    if lacking:
        return Shortfall(Lack.CONTENT, ", ".join(lacking), 10 + len(lacking))
    figures = missing(claim.quantities, (*ground.sentence.quantities, *ground.headed))
    if figures:
        return Shortfall(Lack.FIGURE, ", ".join(figure.text for figure in figures), len(figures))
    moved = [f.quantity.text for f in claim.figures if not _is_of_the_same(f, claim, ground)]
    if moved:
        return Shortfall(Lack.ATTACHED, ", ".join(moved), len(moved))
    bent = _bent(claim, ground.sentence)
    return Shortfall(Lack.FORCE, bent, 1) if bent else None


# Where a sentence may be cut in two that say something each.
_CUTS: Mapping[Language, re.Pattern[str]] = {
    "zh": re.compile(r"[；;，]"),
    "en": re.compile(r"; |, (?:and|while|whereas|but) |, with "),
}
_MOST_PARTS = 8
_SUBJECT = 6
"""Within how many of its first terms a sentence names what it is about."""


def borne_out(
    text: str, language: Language, grounds: Sequence[Ground], glossary: Glossary
) -> tuple[Ground, ...] | Shortfall:
    """Return the grounds that bear out a sentence, or what the nearest of them lacks.

    One ground bears out the whole, or each of its parts has one: a part begins with what its
    ground is about, so that nothing is said of one thing with the words for another.
    """
    whole = statement(text, language)
    lacks = [(shortfall(whole, ground, glossary), ground) for ground in grounds]
    found = next((ground for lack, ground in lacks if lack is None), None)
    if found is not None:
        return (found,)
    parts = [part for part in _CUTS[language].split(text) if part.strip()]
    if 1 < len(parts) <= _MOST_PARTS:
        each = [_ground_of(statement(part, language), grounds, glossary) for part in parts]
        borne = tuple(ground for ground in each if ground is not None)
        if len(borne) == len(parts):
            return borne
    return min((lack for lack, _ in lacks if lack is not None), key=lambda lack: (lack.size, lack.lack, lack.detail))


def _ground_of(part: Statement, grounds: Sequence[Ground], glossary: Glossary) -> Ground | None:
    """Return a ground that bears out a part of a sentence and is about the same."""
    return next((g for g in grounds if _is_about(part, g) and shortfall(part, g, glossary) is None), None)


def _is_about(part: Statement, ground: Ground) -> bool:
    first = min(part.terms, key=lambda term: part.terms[term][0], default=None)
    subject = sorted(ground.sentence.terms, key=lambda term: ground.sentence.terms[term][0])[:_SUBJECT]
    return first in subject


# -- content


@dataclass(frozen=True, slots=True)
class _Vocabulary:
    """What a ground offers: its text, the words that may be said for its own, and its terms of the glossary."""

    text: str
    words: frozenset[str]
    terms: frozenset[Term]


@functools.lru_cache(maxsize=2048)
def _vocabulary(text: str, language: Language, glossary: Glossary, *, money: bool) -> _Vocabulary:
    plain = folded(text)
    own = {stem(word) for word in LATIN_WORD.findall(plain)}
    if language == "zh":
        own |= {word for word in alike("zh") if word in plain}
    if money:
        # An industry that exceeds so many yuan is of that scale.
        own |= {"规模"} if language == "zh" else {stem("scale")}
    groups = alike(language)
    words = own | {other for word in own for other in groups.get(word, ())}
    found = frozenset(match.term for match in glossary.find(text, language))
    return _Vocabulary(plain, frozenset(words), found)


_INDICATORS: Mapping[Language, tuple[str, ...]] = {
    "zh": ("产值", "营收", "收入", "投资", "基金", "资金", "利润", "税", "增加值", "融资"),
    "en": ("output", "value", "revenue", "invest", "fund", "profit", "tax", "financ", "worth"),
}
"""What an amount of money can be of; where none of these stands, it is the scale of the industry."""


def unsupported(claim: Statement, ground: Ground, glossary: Glossary) -> tuple[str, ...]:
    """Return the words of ``claim`` that ``ground`` has no word for, in order."""
    language = claim.language
    if ground.sentence.language != language:
        return tuple(dict.fromkeys(_foreign(claim, ground, glossary)))
    sentence = ground.sentence
    money = any(f.quantity.unit == "CNY" for f in sentence.figures) and not any(
        word in folded(sentence.text) for word in _INDICATORS[language]
    )
    offered = _vocabulary(f"{sentence.text}\n{ground.frame}", language, glossary, money=money)
    named = _named(claim, offered, glossary)
    lacking = _latin_lacking(named, offered, language)
    if language == "zh":
        return (*lacking, *(piece for run in HAN_RUN.findall(named) for piece in _uncovered(folded(run), offered)))
    return (*lacking, *(run for run in HAN_RUN.findall(named) if run not in offered.text))


def _foreign(claim: Statement, ground: Ground, glossary: Glossary) -> Iterator[str]:
    """Yield what a claim says beyond the glossary's names for what stands in a clause of the other language."""
    sentence = ground.sentence
    terms = frozenset(m.term for m in glossary.find(f"{sentence.text}\n{ground.frame}", sentence.language))
    rest = _named(claim, _Vocabulary("", frozenset(), terms), glossary)
    return iter((*_latin_lacking(rest, _Vocabulary("", frozenset(), terms), claim.language), *HAN_RUN.findall(rest)))


def _named(claim: Statement, offered: _Vocabulary, glossary: Glossary) -> str:
    """Return the claim without its figures and without names of what the ground names too, perhaps otherwise."""
    bare = claim.bare
    for match in glossary.find(claim.text, claim.language):
        if match.term in offered.terms:
            span = match.span
            bare = bare[: span.start] + BLANK * (span.end - span.start) + bare[span.end :]
    return bare


def _latin_lacking(bare: str, offered: _Vocabulary, language: Language) -> tuple[str, ...]:
    grammar = function_words("en") if language == "en" else frozenset()
    return tuple(
        word
        for word in LATIN_WORD.findall(bare)
        if (root := stem(word)) not in grammar and root not in offered.words
    )


_STRAY = 2
"""How many single characters of the clause a Chinese sentence may have outside any word of it."""


def _uncovered(run: str, offered: _Vocabulary) -> tuple[str, ...]:
    """Return the parts of a run of Chinese characters that no word of the clause and no word of grammar covers.

    The cheapest way to cut the run is taken: a stretch of two characters or more that stands in
    the clause costs nothing, nor does a word that may stand for one of its words.
    """
    costs = [0] * (len(run) + 1)
    steps = [0] * (len(run) + 1)
    for start in range(len(run) - 1, -1, -1):
        costs[start], steps[start] = min(
            ((_cost(run[start:end], offered) + costs[end], end) for end in _ends(run, start, offered)),
            key=lambda pair: (pair[0], -pair[1]),
        )
    if costs[0] <= _STRAY:
        return ()
    return tuple(_joined(run, steps, offered))


def _ends(run: str, start: int, offered: _Vocabulary) -> Iterator[int]:
    """Yield where a piece that begins at ``start`` may end."""
    yield start + 1
    grammar = function_words("zh")
    standing = True
    for end in range(start + 2, min(len(run), start + _LONGEST) + 1):
        piece = run[start:end]
        standing = standing and piece in offered.text
        if standing or piece in offered.words or piece in grammar:
            yield end


_LONGEST = 16
_UNKNOWN = 100


def _cost(piece: str, offered: _Vocabulary) -> int:
    if len(piece) > 1 or piece in function_words("zh") or piece in offered.words:
        return 0
    return 1 if piece in offered.text else _UNKNOWN


def _joined(run: str, steps: Sequence[int], offered: _Vocabulary) -> Iterator[str]:
    at, pending = 0, ""
    while at < len(run):
        piece = run[at : steps[at]]
        if _cost(piece, offered):
            pending += piece
        elif pending:
            yield pending
            pending = ""
        at = steps[at]
    if pending:
        yield pending


# -- figures


def _is_of_the_same(figure: Figure, claim: Statement, ground: Ground) -> bool:
    """Tell whether a figure is said of what the ground says it of.

    No other figure of the clauses may stand nearer to the words that it stands near to in the claim.
    """
    if any(contains(headed, figure.quantity) for headed in ground.headed):
        return True
    sentence = ground.sentence
    own = max(
        (_nearness(figure, claim, f, sentence) for f in sentence.figures if contains(f.quantity, figure.quantity)),
        default=0.0,
    )
    others = [
        _nearness(figure, claim, f, one)
        for one in (sentence, *ground.siblings)
        for f in one.figures
        if not contains(f.quantity, figure.quantity) and f.quantity.kind is not Kind.CLASS
    ]
    return max(others, default=0.0) <= own


def _nearness(figure: Figure, claim: Statement, other: Figure, sentence: Statement) -> float:
    """Return how near two figures stand to the same words, each in its own sentence."""
    return sum(
        1 / ((1 + _distance(figure, places)) * (1 + _distance(other, sentence.terms[term])))
        for term, places in claim.terms.items()
        if term in sentence.terms
    )


def _distance(figure: Figure, places: Iterable[float]) -> float:
    return min(abs(place - figure.place) for place in places)


# -- force

_MUST_STAND = frozenset(Force) - {Force.STRIVE}
"""Who strives says less than who states, so a claim may strive; every other word of force must stand in the clause."""
_SAID_AGAIN = 0.5
"""Share of what a word of force governs from which on a claim that speaks of it must have that word too."""


def _bent(claim: Statement, sentence: Statement) -> str:
    """Return the word of force that a claim adds or leaves out, empty where it means it as firmly."""
    added = (claim.forces & _MUST_STAND) - sentence.forces
    if added:
        return f"+{min(added)}"
    if any(f.past for f in claim.figures) and not any(f.past for f in sentence.figures):
        return "+past"
    for mark in sentence.marks:
        spoken_of = mark.governed & claim.terms.keys()
        if mark.force not in claim.forces and len(spoken_of) >= _SAID_AGAIN * max(1, len(mark.governed)):
            return f"-{mark.force}"
    for mark in claim.marks:
        if not _has_counterpart(mark, sentence):
            return f"+{mark.force}"
    return ""


def _has_counterpart(mark: Mark, sentence: Statement) -> bool:
    """Tell whether the sentence says the same word of force of something that the claim says it of."""
    if mark.force is Force.STRIVE or not mark.governed:
        return True
    same = [other for other in sentence.marks if other.force is mark.force]
    if mark.force is Force.NOT and mark.following:
        return any(set(mark.following) & set(other.following) for other in same if other.following) or any(
            not other.following for other in same
        )
    return any(mark.governed & other.governed or not other.governed for other in same)
