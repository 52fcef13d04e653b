"""Whether a sentence of a clause bears out what another sentence says.

The sentence of the clause must contain every word of content (itself, by its stem,
by a name of the glossary or by a closed list of words that say the same), every
figure, said of the same thing, and mean it as firmly. Nothing is a matter of
degree but one thing that can only refuse: whether a figure stands nearer to what
is said of it than any other figure of the clause.
"""

from __future__ import annotations

import dataclasses
import enum
import functools
import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from assistant.answering.directions import turns_round
from assistant.answering.paraphrasing import alike, function_words, heads, phrased, phrases, positives, stem, unclaiming
from assistant.answering.roles import exchanged, to_be_done
from assistant.answering.statements import (
    BLANK,
    HAN_RUN,
    LATIN_WORD,
    Figure,
    Force,
    Mark,
    Statement,
    is_class,
    statement,
)
from assistant.languages import folded
from assistant.quantities import Kind, contains, missing
from assistant.terms import Glossary, Term, TermKind
from assistant.works import ClauseRef, Language


class Lack(enum.StrEnum):
    """What the sentence of the clause does not bear out."""

    CONTENT = "content"
    FIGURE = "figure"
    ATTACHED = "attached"
    ROLES = "roles"
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
        ref: the clause.
        sentence: as read.
        frame: the headings above it, and the names and subjects of its work, one a line.
        headings: those above it, as read.
        siblings: the other sentences of the clause.
        subject: the terms of what its work is about.
    """

    ref: ClauseRef
    sentence: Statement
    frame: str
    headings: tuple[Statement, ...] = ()
    siblings: tuple[Statement, ...] = ()
    subject: frozenset[str] = frozenset()

    @property
    def read(self) -> tuple[Statement, ...]:
        """The sentence and the headings above it."""
        return (self.sentence, *self.headings)


def shortfall(claim: Statement, ground: Ground, glossary: Glossary) -> Shortfall | None:
    """Return what ``claim`` says and ``ground`` does not, None where it bears all of it out."""
    lacking = unsupported(claim, ground, glossary)
    if lacking:
        return Shortfall(Lack.CONTENT, ", ".join(lacking), 10 + len(lacking))
    figures = missing(claim.quantities, [figure for one in ground.read for figure in one.quantities])
    if figures:
        return Shortfall(Lack.FIGURE, ", ".join(figure.text for figure in figures), len(figures))
    moved = [f.quantity.text for f in _checkable(claim) if not _is_of_the_same(f, claim, ground)]
    moved += _taken_for_another(claim, ground.sentence, glossary)
    if moved:
        return Shortfall(Lack.ATTACHED, ", ".join(moved), len(moved))
    if exchanged(claim, ground.sentence):
        return Shortfall(Lack.ROLES, claim.text, 1)
    if turns_round(claim, ground.sentence):
        return Shortfall(Lack.FORCE, "+up or down", 1)
    bent = _bent(claim, ground)
    return Shortfall(Lack.FORCE, bent, 1) if bent else None


# Where a sentence may be cut in two that say something each.
_CUTS: Mapping[Language, re.Pattern[str]] = {
    "zh": re.compile(r"[；;，]"),
    "en": re.compile(r"; |, (?:and|while|whereas|but) |, with "),
}
_MOST_PARTS = 8
_SUBJECT = 6
"""Within how many of its first terms, and in its first half, a sentence names what it is about."""


def borne_out(
    text: str, language: Language, grounds: Sequence[Ground], glossary: Glossary
) -> tuple[Ground, ...] | Shortfall:
    """Return the grounds that bear out a sentence, or what the nearest of them lacks.

    One ground bears out the whole, or each of its parts has one: a part begins with what its
    ground is about, so that nothing is said of one thing with the words for another.
    """
    whole = statement(text, language)
    if not grounds or not (whole.terms or whole.figures):
        return Shortfall(Lack.CONTENT, text, 0)
    lacks = [(shortfall(whole, ground, glossary), ground) for ground in grounds]
    found = next((ground for lack, ground in lacks if lack is None), None)
    if found is not None:
        return (found,)
    parts = [statement(part, language) for part in _CUTS[language].split(text) if not _is_idle(part, language)]
    if 1 < len(parts) <= _MOST_PARTS:
        borne: list[Ground] = []
        for part in parts:
            ground = _ground_of(part, grounds, glossary, borne)
            if ground is None:
                break
            borne.append(ground)
        if len(borne) == len(parts):
            return tuple(borne)
    return min((lack for lack, _ in lacks if lack is not None), key=lambda lack: (lack.size, lack.lack, lack.detail))


def _is_idle(part: str, language: Language) -> bool:
    """Tell whether a part of a sentence says nothing by itself: 按照方案, "according to the plan"."""
    read = statement(part, language)
    nothing = _Vocabulary("", frozenset(), frozenset())
    runs = HAN_RUN.findall(read.bare)
    stray = _latin_lacking(read.bare, nothing, language) or (runs if language == "en" else ())
    return not (read.quantities or read.marks or stray or any(_uncovered(run, nothing) for run in runs))


def _ground_of(
    part: Statement, grounds: Sequence[Ground], glossary: Glossary, earlier: Sequence[Ground]
) -> Ground | None:
    """Return a ground that bears out a part of a sentence and is about the same, or bore out an earlier part of it."""
    about = (g for g in grounds if g in earlier or _is_about(part, g))
    return next((ground for ground in about if shortfall(part, ground, glossary) is None), None)


def _is_about(part: Statement, ground: Ground) -> bool:
    first = min(part.terms, key=lambda term: part.terms[term][0], default=None)
    terms = sorted(ground.sentence.terms, key=lambda term: ground.sentence.terms[term][0])
    return first in terms[: min(_SUBJECT, (len(terms) + 1) // 2)]


# -- content


@dataclass(frozen=True, slots=True)
class _Vocabulary:
    """What a ground offers: its text, the words that may be said for its own, and its terms of the glossary."""

    text: str
    words: frozenset[str]
    terms: frozenset[Term]


@functools.lru_cache(maxsize=2048)
def _vocabulary(
    text: str, language: Language, glossary: Glossary, granted: frozenset[str] = frozenset()
) -> _Vocabulary:
    plain = folded(text)
    own = {stem(word) for word in LATIN_WORD.findall(plain)} | granted
    if language == "zh":
        # One character is part of many words: 高 in 高效 raises nothing. It counts where a group begins with it.
        own |= {word for word in alike("zh") if (len(word) > 1 or word in heads()) and word in plain}
    groups = alike(language)
    words = own | {other for word in own for other in groups.get(word, ())}
    found = frozenset(match.term for match in glossary.find(text, language))
    if language == "zh":
        words |= {folded(name) for term in found for name in term.names("zh")}
    return _Vocabulary(plain, frozenset(words), found)


_SCALE: Mapping[Language, frozenset[str]] = {"zh": frozenset({"规模"}), "en": frozenset({"scale"})}
_ONE = frozenset({"一个", "一家", "一项", "一支"})


def _granted(sentence: Statement) -> frozenset[str]:
    """Return the words that a sentence lets be said though it has none of them.

    An industry that exceeds so many yuan is of that scale; what is not counted may be called one.
    """
    plain, figures = folded(sentence.text), [figure.quantity for figure in sentence.figures]
    of_money = any(figure.unit == "CNY" for figure in figures)
    scale = of_money and not any(word in plain for word in _INDICATORS[sentence.language])
    one = sentence.language == "zh" and "批" not in plain and all(figure.kind is Kind.AMOUNT for figure in figures)
    return (_SCALE[sentence.language] if scale else frozenset()) | (_ONE if one else frozenset())


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
    offered = _vocabulary(f"{sentence.text}\n{ground.frame}", language, glossary, _granted(sentence))
    strangers = _strangers(claim, ground, glossary)
    if strangers:
        return strangers
    named = _named(claim, offered, glossary)
    lacking = _latin_lacking(named, offered, language) or _undone(claim, ground, glossary)
    if language == "zh":
        # Names are words among the others here: cut out first, they would cut the words around them.
        runs = HAN_RUN.findall(claim.bare)
        return (*lacking, *(piece for run in runs for piece in _uncovered(folded(run), offered)))
    return (*lacking, *(run for run in HAN_RUN.findall(named) if run not in offered.text))


def _undone(claim: Statement, ground: Ground, glossary: Glossary) -> tuple[str, ...]:
    """Return the English verbs of what is to be done that stand in no more than a heading or a name of the work.

    A heading says what a clause is about, not what is done. In Chinese what follows 要 may be a noun as well.
    """
    verbs = to_be_done(claim) if claim.language == "en" else ()
    if not verbs:
        return ()
    own = _vocabulary(ground.sentence.text, claim.language, glossary, _granted(ground.sentence))
    names = {stem(word) for term in own.terms for name in term.names("en") for word in LATIN_WORD.findall(name)}
    said = unclaiming("en") | own.words | names | phrases().keys()
    return tuple(verb for verb in verbs if stem(verb) not in said)


def _foreign(claim: Statement, ground: Ground, glossary: Glossary) -> Iterator[str]:
    """Yield what a claim says beyond the glossary's names for what stands in a clause of the other language."""
    sentence = ground.sentence
    terms = frozenset(m.term for m in glossary.find(f"{sentence.text}\n{ground.frame}", sentence.language))
    rest = _named(claim, _Vocabulary("", frozenset(), terms), glossary)
    return iter((*_latin_lacking(rest, _Vocabulary("", frozenset(), terms), claim.language), *HAN_RUN.findall(rest)))


NAMED = frozenset({
    *(TermKind.PLACE, TermKind.PARK, TermKind.ORGANISATION, TermKind.PERSON),
    *(TermKind.PROGRAMME, TermKind.FUND),
})
"""Kinds of terms that name one thing: the words of such a name, each somewhere, are not the name."""


def _strangers(claim: Statement, ground: Ground, glossary: Glossary) -> tuple[str, ...]:
    """Return the names in a claim that its ground has neither so nor otherwise; the work's own name is no ground."""
    text = "\n".join(one.text for one in ground.read)
    offered = _vocabulary(text, claim.language, glossary)
    grammar = function_words(claim.language)
    names = ((match.term, match.span.of(claim.text)) for match in glossary.find(claim.text, claim.language))
    return tuple(
        name
        for term, name in names
        if term.kind in NAMED
        # "specialised parks" and "social capital" name no one thing: their words are looked for like others.
        and term.en != term.en.lower()
        and term not in offered.terms
        and folded(name) not in offered.text
        and not {name, folded(name)} & grammar
    )


def _named(claim: Statement, offered: _Vocabulary, glossary: Glossary) -> str:
    """Return the claim without its figures and without names of what the ground names too, perhaps otherwise."""
    bare = claim.bare
    for match in glossary.find(claim.text, claim.language):
        if match.term in offered.terms:
            span = match.span
            bare = bare[: span.start] + BLANK * (span.end - span.start) + bare[span.end :]
    return bare


def _latin_lacking(bare: str, offered: _Vocabulary, language: Language) -> tuple[str, ...]:
    words = LATIN_WORD.findall(bare)
    if language == "zh":
        return tuple(word for word in words if stem(word) not in offered.words)
    stems = [stem(word) for word in words]
    idle = phrased(stems, offered.words)
    return tuple(
        word
        for place, (word, root) in enumerate(zip(words, stems, strict=True))
        if not (root in unclaiming("en") or root in offered.words or place in idle or positives(word) & offered.words)
    )


def _uncovered(run: str, offered: _Vocabulary) -> tuple[str, ...]:
    """Return the parts of a run of Chinese characters that no word of the clause and no word of grammar covers.

    The cheapest way to cut the run is taken: a stretch of two characters or more that stands in
    the clause costs nothing, nor does a word that may stand for one of its words. A single
    character counts where nothing stands beside it, as in 人—车—路—云.
    """
    if len(run) == 1 and run in offered.text:
        return ()
    costs = [0] * (len(run) + 1)
    steps = [0] * (len(run) + 1)
    for start in range(len(run) - 1, -1, -1):
        costs[start], steps[start] = min(
            ((_cost(run[start:end], offered) + costs[end], end) for end in _ends(run, start, offered)),
            key=lambda pair: (pair[0], -pair[1]),
        )
    return tuple(_joined(run, steps, offered)) if costs[0] else ()


def _ends(run: str, start: int, offered: _Vocabulary) -> Iterator[int]:
    """Yield where a piece that begins at ``start`` may end."""
    yield start + 1
    grammar = unclaiming("zh")
    standing = True
    for end in range(start + 2, min(len(run), start + _LONGEST) + 1):
        piece = run[start:end]
        standing = standing and piece in offered.text
        if standing or piece in offered.words or piece in grammar:
            yield end


_LONGEST = 24


def _cost(piece: str, offered: _Vocabulary) -> int:
    return 0 if len(piece) > 1 or piece in unclaiming("zh") or piece in offered.words else 1


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

_ROUNDING = 1e-9
_MUCH = 1.15
"""How many times as near a figure of another sentence has to be to be the one that is spoken of."""
_BESIDE = 3.0
"""How far off a word may stand and still be next to a figure, in words."""
_OF_A_CLASS = 6.0
"""How much more than a word a class (千亿级) says of what a number counts."""


def _checkable(claim: Statement) -> Iterator[Figure]:
    """Yield the figures of a claim; a class beside a number that counts its members is looked at with that."""
    counted = any(figure.quantity.kind is Kind.COUNT for figure in claim.figures)
    return (figure for figure in claim.figures if not (counted and figure.quantity.kind is Kind.CLASS))


def _is_of_the_same(figure: Figure, claim: Statement, ground: Ground) -> bool:
    """Tell whether a figure is said of what the ground says it of.

    No other figure of the sentence may stand nearer to the words that it stands near to in the
    claim, and none of the same unit in another sentence much nearer; and one of the words
    next to it has to be said.
    """
    graded = figure.quantity.kind is Kind.CLASS

    def nearest(others: Iterable[tuple[Figure, Statement]]) -> float:
        return max((_nearness(figure.place, claim, f.place, one, graded=graded) for f, one in others), default=0.0)

    mine = [(f, one) for one in ground.read for f in one.figures if _is_it(f, figure)]
    here = [(f, one) for one in ground.read for f in one.figures if _competes(f, figure)]
    there = [(f, one) for one in ground.siblings for f in one.figures if _competes(f, figure) and _alike(f, figure)]
    own = nearest(mine)
    return (
        nearest(here) <= own + _ROUNDING
        and nearest(there) <= own * _MUCH
        and any(_next_to(f, one) & claim.terms.keys() or not _next_to(f, one) for f, one in mine)
    )


def _competes(other: Figure, claimed: Figure) -> bool:
    """Tell whether a figure could be taken for the one claimed; a class beside a number is part of what is counted."""
    return not _is_it(other, claimed) and (other.quantity.kind is not Kind.CLASS or _alike(other, claimed))


def _alike(one: Figure, other: Figure) -> bool:
    return (one.quantity.kind, one.quantity.unit) == (other.quantity.kind, other.quantity.unit)


def _next_to(figure: Figure, sentence: Statement) -> set[str]:
    """Return the terms next to a figure, with no comma between."""
    near = sorted((min(abs(place - figure.place) for place in places), term) for term, places in sentence.terms.items())
    return {term for distance, term in near if distance < _BESIDE}


def _is_it(evidence: Figure, claimed: Figure) -> bool:
    return contains(evidence.quantity, claimed.quantity)


def _nearness(place: float, claim: Statement, other: float, sentence: Statement, *, graded: bool = False) -> float:
    """Return how near two places stand to the same words, each in its own sentence: from 0 to 1, 1 in the same one.

    It is the cosine of their weights of the words, which are the less the farther away a word stands.
    Of a figure that is itself a class (``graded``), classes say nothing.
    """
    here, there = _weights(place, claim, graded=graded), _weights(other, sentence, graded=graded)
    shared = sum(weight * there[term] for term, weight in here.items() if term in there)
    return shared / (_length(here) * _length(there)) if shared else 0.0


def _weights(at: float, sentence: Statement, *, graded: bool) -> dict[str, float]:
    return {
        term: (_OF_A_CLASS if is_class(term) else 1) / (1 + min(abs(place - at) for place in places))
        for term, places in sentence.terms.items()
        if not (graded and is_class(term))
    }


def _length(weights: Mapping[str, float]) -> float:
    return math.sqrt(sum(weight * weight for weight in weights.values()))


# -- people


def _taken_for_another(claim: Statement, sentence: Statement, glossary: Glossary) -> list[str]:
    """Return the people of whom a claim says what the sentence says of somebody else it names."""
    there = _people(sentence, glossary)
    if len(there) < 2:
        return []
    ours, theirs = _nameless(claim, glossary), _nameless(sentence, glossary)
    found: list[str] = []
    for person, place in _people(claim, glossary).items():
        nearness = {other: _nearness(place, ours, at, theirs) for other, at in there.items()}
        if max(nearness.values()) > nearness.get(person, 0.0) + _ROUNDING:
            found.append(person.names(claim.language)[0])
    return found


def _people(sentence: Statement, glossary: Glossary) -> dict[Term, float]:
    return {
        match.term: sentence.ruler.at(match.span.start)
        for match in glossary.find(sentence.text, sentence.language)
        if match.term.kind is TermKind.PERSON
    }


def _nameless(sentence: Statement, glossary: Glossary) -> Statement:
    """Return the sentence without the words of people's names among its terms."""
    names = {
        term
        for person in _people(sentence, glossary)
        for term in statement(person.names(sentence.language)[0], sentence.language).terms
    }
    kept = {term: places for term, places in sentence.terms.items() if term not in names}
    return dataclasses.replace(sentence, terms=kept)


# -- force

_MUST_STAND = frozenset(Force) - {Force.STRIVE}
"""Who strives says less than who states, so a claim may strive; every other word of force must stand in the clause."""
_SPOKEN_OF = 4
"""How many terms after a word of force are what it is said of."""
_DENIED_AGAIN = 0.75
"""Share of what a claim denies that its clause has to deny too."""
_SAID_AGAIN = 0.5
"""Share of what a word of force governs from which on a claim that speaks of it must have that word too."""


def _bent(claim: Statement, ground: Ground) -> str:
    """Return the word of force that a claim adds or leaves out, empty where it means it as firmly."""
    sentence = ground.sentence
    added = (claim.forces & _MUST_STAND) - sentence.forces
    if added:
        return f"+{min(added)}"
    if _tells_what_is_to_be(claim, sentence) or _uses_what_is_replaced(claim, sentence):
        return "+past or replaced"
    denials = [sum(mark.force is Force.NOT for mark in one.marks) for one in (claim, sentence)]
    if denials[0] and (denials[0] - denials[1]) % 2:
        # "cannot do without" denies twice.
        return f"-{Force.NOT}"
    for mark in sentence.marks:
        governed = mark.governed - ground.subject or mark.governed
        spoken_of = governed & claim.terms.keys()
        if mark.force not in claim.forces and len(spoken_of) >= _SAID_AGAIN * max(1, len(governed)):
            return f"-{mark.force}"
    for mark in claim.marks:
        if not _has_counterpart(mark, ground):
            return f"+{mark.force}"
    return ""


def _tells_what_is_to_be(claim: Statement, sentence: Statement) -> bool:
    """Tell whether a claim tells of something as done that the sentence does not."""
    reached = any(f.past for f in claim.figures) and not any(f.past for f in sentence.figures)
    return reached or (claim.told and not sentence.told)


_REPLACED = 2
"""How many terms after a word of replacing are what is replaced."""


def _uses_what_is_replaced(claim: Statement, sentence: Statement) -> bool:
    """Tell whether a claim that replaces nothing speaks of what the sentence replaces."""
    return Force.REPLACE not in claim.forces and any(
        claim.terms.keys() & set(mark.following[:_REPLACED]) for mark in sentence.marks if mark.force is Force.REPLACE
    )


_TURNABLE = frozenset({Force.SUPPORT, Force.EXPLORE})
"""Words of force that may stand before or after what they are said of: "listing is supported", "to support listing"."""
_TURNED = 0.75
"""Share of the terms around such a word that its counterpart has to have around it too."""


def _governs_the_same(mark: Mark, other: Mark, ground: Ground) -> bool:
    """Tell whether two words of force stand among the same terms, on whichever side."""
    shared = (mark.governed & ground.sentence.terms.keys()) - ground.subject
    return bool(shared) and len(shared & other.governed) >= _TURNED * len(shared)


def _has_counterpart(mark: Mark, ground: Ground) -> bool:
    """Tell whether the sentence says the same word of force of what the claim says it of.

    Most of what comes next in the claim has to follow the word in the sentence too, or it
    is said of something else: what is encouraged here is only named there.
    """
    sentence = ground.sentence
    denies = mark.force is Force.NOT
    spoken_of = [term for term in mark.following if term in sentence.terms and term not in ground.subject]
    if not denies:
        spoken_of = spoken_of[:_SPOKEN_OF]
    if mark.force is Force.STRIVE or not spoken_of:
        return True
    same = [other for other in sentence.marks if other.force is mark.force]
    if mark.force in _TURNABLE and any(_governs_the_same(mark, other, ground) for other in same):
        return True
    least = (_DENIED_AGAIN if denies else _SAID_AGAIN) * len(spoken_of)
    return any(sum(term in other.following for term in spoken_of) >= least for other in same)
