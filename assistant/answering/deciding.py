"""Decide whether the clauses found hold what was asked; if not, say why.

Near misses are the hard part: a question for the 2030 target, the tax rate or
another district's share finds clauses that are close in every other way. So a
clause may answer only if it speaks of the year, the place, the attribute and the
kind of figure that the question names; how close it is decides last.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assistant.answers import Reason
from assistant.indexing.tokens import content_terms, terms
from assistant.languages import folded, sentences
from assistant.library import Library
from assistant.quantities import Kind, Quantity, quantities
from assistant.retrieval.cues import Wants
from assistant.retrieval.requirements import RequirementKind
from assistant.retrieval.search import Evidence, has_figure
from assistant.retrieval.understanding import Question
from assistant.terms import Term, TermKind
from assistant.works import LANGUAGES, Language

# Measured on the dev split of eval/sets/core.jsonl; see docs/adr/0003-abstention.md.
COVERAGE_WEIGHT = 1.0
COSINE_WEIGHT = 1.0
ENOUGH: dict[Language, float] = {"zh": 0.6, "en": 0.5}
"""Least strength with which a clause may answer, by the language asked in."""
PREMISE_CLAUSES = 2
"""A figure taken for granted must stand in one of so many of the best clauses."""
UNNAMED_COUNT = 0.05
"""How much stronger a clause must be whose figures are of things called otherwise than what is counted."""
NAMED_IN_PART = 0.6
"""A thing is named where so large a share of its name's terms stands."""
OFF_TOPIC = 0.30
"""Below this strength, the question is about something else altogether."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why there is no answer; ``key`` names the explanation, ``names`` what it speaks of."""

    reason: Reason
    key: str
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Decision:
    """The clauses that may answer, best first, or why none may."""

    usable: tuple[Evidence, ...]
    refusal: Refusal | None = None


def strength(evidence: Evidence) -> float:
    """Return how well a clause meets the question, by its words and by its meaning."""
    best = max((s.coverage for s in evidence.sentences), default=0.0)
    return COVERAGE_WEIGHT * max(best, evidence.coverage) + COSINE_WEIGHT * evidence.cosine


def decide(question: Question, found: Sequence[Evidence], library: Library, *, ease: float = 1.0) -> Decision:
    """Return the clauses that may answer, or a refusal.

    Args:
        question: as understood.
        found: clauses, best first.
        library: the works they belong to.
        ease: factor on the least strength; below 1 where the question already names the works.
    """
    if not question_says_something(question):
        return Decision((), Refusal(Reason.UNCLEAR, "unclear"))
    elsewhere = refuse_elsewhere(question, found)
    if elsewhere:
        return Decision((), elsewhere)
    enough = ENOUGH[question.language] * ease
    absent = _absent_terms(question, library)
    if absent:
        reason = Reason.FALSE_PREMISE if Wants.REASON in question.wants else Reason.NOT_IN_CORPUS
        return Decision((), Refusal(reason, "absent", absent))
    best = max(map(strength, found), default=0.0)
    if best < enough:
        off_topic = best < OFF_TOPIC * ease
        return Decision(
            (), Refusal(Reason.OUT_OF_SCOPE, "off_topic") if off_topic else Refusal(Reason.NOT_IN_CORPUS, "silent")
        )
    usable = tuple(e for e in found if strength(e) >= enough)
    for narrow, refuse in _GATES:
        kept = tuple(e for e in usable if narrow(question, e, library))
        if not kept:
            return Decision((), refuse(question))
        usable = kept
    usable = _naming_most_places(question, usable)
    wrong = _false_figures(question, usable, library)
    return Decision((), Refusal(Reason.FALSE_PREMISE, "premise", wrong)) if wrong else Decision(usable)


def refuse_elsewhere(question: Question, found: Sequence[Evidence]) -> Refusal | None:
    """Refuse a question about a place that the corpus is not about and the best clauses do not name."""
    strangers = tuple(place for place in question.elsewhere if not any(place in e.text for e in found[:3]))
    return Refusal(Reason.OUT_OF_SCOPE, "elsewhere", strangers) if strangers else None


def question_says_something(question: Question) -> bool:
    """Tell whether a question names anything to look for beyond words that only ask."""
    return bool(
        question.documents or question.subjects or question.terms or set(content_terms(question.text)) - EMPTY_TERMS
    )


def _absent_terms(question: Question, library: Library) -> tuple[str, ...]:
    """Return the things a question asks of a document that the document never names."""
    if not question.documents:
        return ()
    expressions = {library.answering(work, language) for work in question.documents for language in LANGUAGES}
    whole = folded("\n".join(expression.text for expression in sorted(expressions, key=lambda e: (e.work, e.language))))
    return tuple(
        match.span.of(question.text)
        for match in question.terms
        if match.term.kind in _THINGS and not _is_named(match.term, whole)
    )


def _is_named(term: Term, plain: str) -> bool:
    """Tell whether a folded text names a thing, in other words perhaps: 特色园区 is there in 特色产业园区."""
    held = frozenset(terms(plain))
    for name in _names(term):
        if _stands_in(folded(name), plain):
            return True
        parts = terms(name)
        # The head stands last in both languages.
        if len(parts) > 1 and parts[-1] in held and sum(part in held for part in parts) >= NAMED_IN_PART * len(parts):
            return True
    return False


def _stands_in(name: str, plain: str) -> bool:
    """Tell whether a folded name stands in a folded text, a Latin one as whole words: no "IC" in "electric"."""
    if not name.isascii():
        return name in plain
    at = plain.find(name)
    while at >= 0:
        before, after = plain[at - 1 : at], plain[at + len(name) : at + len(name) + 1]
        if not (before.isascii() and before.isalnum()) and not (after.isascii() and after.isalpha() and after != "s"):
            return True
        at = plain.find(name, at + 1)
    return False


def _names(term: Term) -> tuple[str, ...]:
    return tuple(name for language in LANGUAGES for name in term.names(language))


def _of_year(question: Question, evidence: Evidence, library: Library) -> bool:
    """Tell whether a clause speaks of every year asked, of the works asked."""
    return all(_covers(year, question, evidence, library) for year in question.years)


def _covers(year: int, question: Question, evidence: Evidence, library: Library) -> bool:
    work = library.work(evidence.hit.ref.work)
    named = {*question.documents, *question.subjects}
    if named and work.id not in named and not _speaks_of(named, evidence, library):
        return False
    if str(year) in evidence.text:
        return True
    if work.issued and work.issued.year == year and Wants.FIGURE not in question.wants:
        return True
    return work.period is not None and year == work.period[1] and not _states_year(evidence)


def _speaks_of(works: set[str], evidence: Evidence, library: Library) -> bool:
    return any(folded(subject) in evidence.text for work in works for subject in library.work(work).subjects)


def _states_year(evidence: Evidence) -> bool:
    return re.search(r"(?<![0-9])20[0-9]{2}(?![0-9])", evidence.text) is not None


def _names_what_is_asked(question: Question, evidence: Evidence, _library: Library) -> bool:
    """Tell whether a clause names every attribute asked, and one of the places."""
    attributes = [one for one in question.requires if one.kind is RequirementKind.ATTRIBUTE]
    places = [one for one in question.requires if one.kind is RequirementKind.PLACE]
    return all(one.named_in(evidence.text) for one in attributes) and (
        not places or any(one.named_in(evidence.text) for one in places)
    )


# Things a document either has or has not; a concept may be meant in other words.
_THINGS = {
    TermKind.TECHNOLOGY,
    TermKind.PRODUCT,
    TermKind.INDUSTRY,
    TermKind.ORGANISATION,
    TermKind.PARK,
    TermKind.PROGRAMME,
    TermKind.PERSON,
    TermKind.EVENT,
    TermKind.FUND,
    TermKind.INSTRUMENT,
}
EMPTY_TERMS = frozenset(content_terms("one ones other another thing things else again 那个 这个 来着 那么"))


def _naming_most_places(question: Question, usable: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
    """Return the clauses that name as many of the places asked as any does."""
    places = [one for one in question.requires if one.kind is RequirementKind.PLACE]
    named = [sum(one.named_in(e.text) is not None for one in places) for e in usable]
    return tuple(e for e, count in zip(usable, named, strict=True) if count == max(named)) if places else usable


_SHARES = {"%", "‰", "pp", "share"}
_ASKED_FIGURES: tuple[tuple[re.Pattern[str], Callable[[Quantity], bool]], ...] = (
    (
        re.compile(r"百分点|百分之几|几成|比例|占比|\bper ?cent|\bshare of\b|\bproportion\b"),
        lambda q: q.unit in _SHARES,
    ),
    (
        re.compile(
            r"多少钱|多少资金|几个亿|多少亿|多少元"
            r"|\bhow much (?:money|public|funding)\b|\bhow many (?:billion|yuan|rmb)\b"
        ),
        lambda q: q.unit == "CNY",
    ),
    (
        re.compile(r"几月|哪个?月|\b(?:which|what) month\b|\bexact date\b|哪一天|几号"),
        lambda q: q.kind is Kind.DATE,
    ),
    (
        re.compile(r"面积|\barea\b|\bsquare (?:met|kilomet)"),
        lambda q: q.unit == "m2",
    ),
)


def _has_the_figure(question: Question, evidence: Evidence, library: Library) -> bool:
    """Tell whether a clause has a figure of the kind asked for, where one is."""
    if Wants.ISSUANCE in question.wants:
        # A document's number is no figure.
        return True
    plain = folded(question.text)
    wanted = [fits for cue, fits in _ASKED_FIGURES if cue.search(plain)]
    expression = library.answering(evidence.hit.ref.work, "zh")
    text = expression.text_of(evidence.hit.ref.eid)
    if wanted:
        figures = quantities(text, language=expression.language)
        return all(any(fits(figure) for figure in figures) for fits in wanted)
    if not question.counted:
        return Wants.FIGURE not in question.wants or has_figure(text, expression.language)
    # What is counted may be called otherwise; then the rest of the question must fit the better.
    named = (
        evidence.counted
        or Wants.TARGET in question.wants
        or strength(evidence) >= ENOUGH[question.language] + UNNAMED_COUNT
    )
    return named and has_figure(text, expression.language)


def _refuse_year(question: Question) -> Refusal:
    return Refusal(Reason.NOT_IN_CORPUS, "year", tuple(str(year) for year in question.years))


def _refuse_name(question: Question) -> Refusal:
    plain = folded(question.text)
    names = tuple(name for one in question.requires if (name := one.named_in(plain)))
    only_places = all(one.kind is RequirementKind.PLACE for one in question.requires)
    if only_places and Wants.REASON in question.wants:
        return Refusal(Reason.FALSE_PREMISE, "premise", names)
    return Refusal(Reason.NOT_IN_CORPUS, "name", names)


def _refuse_figure(_question: Question) -> Refusal:
    return Refusal(Reason.NOT_IN_CORPUS, "figure")


def _speaks_of_it(question: Question, evidence: Evidence, library: Library) -> bool:
    """Tell whether a clause is about what is asked: the subject named, and one of the things."""
    subjects = set(question.subjects) if not question.documents else set()
    if subjects and evidence.hit.ref.work not in subjects and not _speaks_of(subjects, evidence, library):
        return False
    things = [match.term for match in question.terms if match.term.kind in _THINGS]
    # Of an instrument and of what it is for, one each must be there.
    groups = (
        [t for t in things if t.kind is TermKind.INSTRUMENT],
        [t for t in things if t.kind is not TermKind.INSTRUMENT],
    )
    return all(not group or any(_is_named(term, evidence.text) for term in group) for group in groups)


def _refuse_thing(question: Question) -> Refusal:
    names = tuple(m.span.of(question.text) for m in question.terms if m.term.kind in _THINGS)
    return Refusal(Reason.NOT_IN_CORPUS, "name" if names else "silent", names)


_Gate = tuple[Callable[[Question, Evidence, Library], bool], Callable[[Question], Refusal]]
_GATES: tuple[_Gate, ...] = (
    (_speaks_of_it, _refuse_thing),
    (_of_year, _refuse_year),
    (_names_what_is_asked, _refuse_name),
    (_has_the_figure, _refuse_figure),
)


def _false_figures(question: Question, evidence: Sequence[Evidence], library: Library) -> tuple[str, ...]:
    """Return the figures a question takes for granted which no sentence about the thing asked contains.

    The sentences of the works named are looked at, else those of the best clauses.
    """
    if not question.stated:
        return ()
    works = question.documents or question.subjects
    expressions = [library.answering(work, "zh") for work in works]
    bodies = [(e.text_of(c.eid), e.language) for e in expressions for c in e.leaves()] or [
        (e.text_of(one.hit.ref.eid), e.language)
        for one in evidence[:PREMISE_CLAUSES]
        for e in (library.answering(one.hit.ref.work, "zh"),)
    ]
    things = [folded(n) for m in question.terms if m.term.kind in _THINGS for n in _names(m.term)]
    held = [
        figure
        for body, language in bodies
        for sentence in sentences(body, language)
        if not things or any(_stands_in(name, folded(sentence)) for name in things)
        for figure in _figures(sentence, language)
    ]
    return tuple(q.text for q in question.stated if not any(_same_value(q, other) for other in held))


@functools.lru_cache(maxsize=8192)
def _figures(sentence: str, language: Language) -> tuple[Quantity, ...]:
    return quantities(sentence, language=language)


def _same_value(asked: Quantity, held: Quantity) -> bool:
    if asked.year is not None and held.year is not None and asked.year != held.year:
        return False
    return asked.value == held.value and (asked.unit == held.unit or "count" in {asked.unit, held.unit})
