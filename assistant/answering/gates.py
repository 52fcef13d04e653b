"""What a clause must speak of if it is to answer: one gate for each thing a question can name."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from assistant.answering.focus import counts_it, foci, numbered, speaks_of
from assistant.answering.kinds import Held, tests
from assistant.answering.naming import is_named, names_of
from assistant.answers import Reason
from assistant.languages import folded, sentences
from assistant.library import Library
from assistant.quantities import Kind, Quantity, quantities
from assistant.retrieval.cues import Wants
from assistant.retrieval.requirements import RequirementKind
from assistant.retrieval.search import Evidence, has_figure
from assistant.retrieval.understanding import Question
from assistant.terms import Term, TermKind
from assistant.works import Language

# Settled on the dev questions; little depends on them. See docs/adr/0003-abstention.md.
ENOUGH = 0.48
"""Least strength with which a clause may answer."""
UNNAMED_COUNT = 0.05
"""How much stronger a clause must be whose figures are of things called otherwise than what is counted."""
PLENTY = 0.9
"""Strength from which a clause may answer that never names the noun asked for: it may be called otherwise."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why there is no answer; ``key`` names the explanation, ``names`` what it speaks of."""

    reason: Reason
    key: str
    names: tuple[str, ...] = ()


def strength(evidence: Evidence) -> float:
    """Return how well a clause meets the question: share of its terms, plus cosine."""
    best = max((s.coverage for s in evidence.sentences), default=0.0)
    return max(best, evidence.coverage) + evidence.cosine


def _of_year(question: Question, evidence: Evidence, library: Library) -> bool:
    """Tell whether a clause speaks of every year asked, of the works asked."""
    return all(_covers(year, question, evidence, library) for year in question.years)


def _covers(year: int, question: Question, evidence: Evidence, library: Library) -> bool:
    work = library.work(evidence.hit.ref.work)
    named = {*question.documents, *question.subjects}
    if named and work.id not in named and not _speaks_of(named, evidence, library):
        return False
    if str(year) in evidence.text:
        return not question.wants & _OF_A_YEAR or _states_figure_of(year, question, evidence, library)
    if work.issued and work.issued.year == year and not question.wants & _OF_A_YEAR:
        return True
    return work.period is not None and year == work.period[1] and not _states_year(evidence)


_OF_A_YEAR = frozenset({Wants.FIGURE, Wants.TARGET})


def _states_figure_of(year: int, question: Question, evidence: Evidence, library: Library) -> bool:
    """Tell whether a sentence of a clause states a figure and the year, and names a thing asked for where one is."""
    things = [match.term for match in question.things]
    expression = library.answering(evidence.hit.ref.work, "zh")
    body = expression.text_of(evidence.hit.ref.eid)
    return any(
        str(year) in text
        and has_figure(text, expression.language)
        and (not things or any(is_named(thing, folded(text)) for thing in things))
        for text in sentences(body, expression.language)
    )


def _speaks_of(works: set[str], evidence: Evidence, library: Library) -> bool:
    return any(folded(subject) in evidence.text for work in works for subject in library.work(work).subjects)


def _states_year(evidence: Evidence) -> bool:
    return re.search(r"(?<![0-9])20[0-9]{2}(?![0-9])", evidence.text) is not None


def _names_what_is_asked(question: Question, evidence: Evidence, _library: Library) -> bool:
    """Tell whether a clause names every attribute asked, and one of the places."""
    attributes = [one for one in question.requires if one.kind is not RequirementKind.PLACE]
    places = [one for one in question.requires if one.kind is RequirementKind.PLACE]
    return all(one.named_in(evidence.text) for one in attributes) and (
        not places or any(one.named_in(evidence.text) for one in places)
    )


_SHARES = {"%", "‰", "pp", "share"}
_ASKED_FIGURES: tuple[tuple[re.Pattern[str], Callable[[Quantity], bool]], ...] = (
    (
        re.compile(
            r"百分点|百分之(?:几|多少)|几成|比例|占比|\bper ?cent|\bshare of\b|\bproportion\b"
            r"|\bwhat (?:share|portion|fraction)\b"
        ),
        lambda q: q.unit in _SHARES or q.kind is Kind.FRACTION,
    ),
    (
        re.compile(
            r"多少钱|多少资金|几个亿|多少亿|多少[万亿]?元"
            r"|\bhow much (?:money|public|funding)\b|\bhow many (?:billion|yuan|rmb)\b"
        ),
        lambda q: q.unit == "CNY",
    ),
    (
        re.compile(r"几月|哪个?月|\b(?:which|what) month\b|\bexact date\b|哪一天|几号"),
        lambda q: q.kind is Kind.DATE,
    ),
    (
        re.compile(r"面积|\b(?:land|floor|total) area\b|\b(?:what|how much) area\b|\bsquare (?:met|kilomet)"),
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
        said = sentences(text, expression.language)
        heading = expression.clause(evidence.hit.ref.eid).heading
        about = [one for one in said if _is_about(question, folded(f"{heading}\n{one}"))]
        figures = [figure for one in about for figure in quantities(one, language=expression.language)]
        return all(any(fits(figure) for figure in figures) for fits in wanted)
    # "High-tech firms" are counted, not "tech firms", and in "models Shanghai wants" no Shanghai.
    known = [
        match.term
        for match in question.terms
        if question.counted.endswith(folded(match.span.of(question.text)))
        and question.text[match.span.start - 1 : match.span.start] != "-"
        and match.term.kind is not TermKind.PLACE
    ]
    if question.counted and known and not any(_counts(text, term, expression.language) for term in known):
        # A number of unicorns is not a number of other enterprises.
        return False
    if not question.counted:
        return Wants.FIGURE not in question.wants or has_figure(text, expression.language)
    # What is counted may be called otherwise; then the rest of the question must fit the better.
    named = evidence.counted or Wants.TARGET in question.wants or strength(evidence) >= ENOUGH + UNNAMED_COUNT
    return named and has_figure(text, expression.language)


def _is_about(question: Question, plain: str) -> bool:
    """Tell whether a sentence names one of the things asked for, and the attributes: else its figure is of another."""
    things = [match.term for match in question.things]
    attributes = [one for one in question.requires if one.kind is RequirementKind.ATTRIBUTE]
    return (not things or any(is_named(thing, plain) for thing in things)) and all(
        one.named_in(plain) for one in attributes
    )


_SEGMENT = re.compile(r"[，。；、\n]|[,;](?=\s)|\.(?=\s|$)")


def _counts(text: str, term: Term, language: Language) -> bool:
    """Tell whether a figure of a text stands in one breath with a thing, which is then what it counts."""
    return any(
        is_named(term, folded(segment)) and has_figure(segment, language) for segment in _SEGMENT.split(text) if segment
    )


def _refuse_year(question: Question) -> Refusal:
    return Refusal(Reason.NOT_IN_CORPUS, "year", tuple(str(year) for year in question.years))


def _refuse_name(question: Question) -> Refusal:
    plain = folded(question.text)
    asked = [one for one in question.requires if one.kind is not RequirementKind.SITE]
    if not asked:
        return Refusal(Reason.NOT_IN_CORPUS, "place")
    names = tuple(name for one in asked if (name := one.named_in(plain)))
    only_places = all(one.kind is RequirementKind.PLACE for one in asked)
    if only_places and Wants.REASON in question.wants:
        return Refusal(Reason.FALSE_PREMISE, "premise", names)
    return Refusal(Reason.NOT_IN_CORPUS, "name", names)


def _refuse_figure(_question: Question) -> Refusal:
    return Refusal(Reason.NOT_IN_CORPUS, "figure")


_PROPER = frozenset({TermKind.PARK, TermKind.FUND, TermKind.EVENT})
"""What is one of its kind: a clause on another says nothing of it."""


def _speaks_of_it(question: Question, evidence: Evidence, library: Library) -> bool:
    """Tell whether a clause is about what is asked: the subject named, and one of the things."""
    subjects = set(question.subjects) if not question.documents else set()
    if subjects and evidence.hit.ref.work not in subjects and not _speaks_of(subjects, evidence, library):
        return False
    things = [match.term for match in question.things]
    # Of an instrument, of a name and of what they are for, one each must be there.
    groups = (
        [t for t in things if t.kind is TermKind.INSTRUMENT],
        [t for t in things if t.kind in _PROPER],
        [t for t in things if t.kind is not TermKind.INSTRUMENT and t.kind not in _PROPER],
    )
    return all(not group or any(is_named(term, evidence.text) for term in group) for group in groups)


def _refuse_thing(question: Question) -> Refusal:
    names = tuple(m.span.of(question.text) for m in question.things)
    if names and question.documents and Wants.REASON in question.wants:
        # Why a plan does what none of its clauses speaks of takes for granted that it does.
        return Refusal(Reason.FALSE_PREMISE, "premise", names)
    return Refusal(Reason.NOT_IN_CORPUS, "name" if names else "silent", names)


def _is_of_the_kind(question: Question, evidence: Evidence, library: Library) -> bool:
    """Tell whether a clause holds an answer of every kind asked for."""
    expression = library.answering(evidence.hit.ref.work, "zh")
    figures = quantities(expression.text_of(evidence.hit.ref.eid), language=expression.language)
    held = Held(evidence.text, figures)
    return all(test(held) for test in tests(question))


def speaks_of_the_focus(question: Question, evidence: Evidence, library: Library) -> bool:
    """Tell whether a clause names each thing that the question asks for by a noun, or says much of the rest."""
    ref, much = evidence.hit.ref, strength(evidence) >= PLENTY
    return all(speaks_of(group, ref, library) for group in foci(question, outright=much)) and (
        much or all(counts_it(group, ref, library) for group in numbered(question))
    )


_ALONE = re.compile(r"单独|独自|单是|光是|\b(?:alone|on its own|by itself|apart from)\b")
_ROW = "、和与及以等"


def _is_of_it_alone(question: Question, evidence: Evidence, library: Library) -> bool:
    """Tell whether a figure is of the thing asked for by itself, where that is asked: no figure of a row is."""
    # "Smart home alone, apart from VR": the first thing named is the one asked for.
    named = sorted(question.things, key=lambda match: match.span.start)
    if not named or not _ALONE.search(folded(question.text)) or not question.wants & _OF_A_YEAR:
        return True
    expression = library.answering(evidence.hit.ref.work, "zh")
    segments = _SEGMENT_BUT_ROWS.split(expression.text_of(evidence.hit.ref.eid))
    figured = [folded(segment) for segment in segments if has_figure(segment, expression.language)]
    return any(_stands_alone(folded(name), text) for text in figured for name in names_of(named[0].term))


_SEGMENT_BUT_ROWS = re.compile(r"[，。；\n]|;(?=\s)|\.(?=\s|$)")


def _stands_alone(name: str, plain: str) -> bool:
    at = plain.find(name)
    return at >= 0 and not {plain[at - 1 : at], plain[at + len(name) : at + len(name) + 1]} & set(_ROW)


def _refuse_kind(_question: Question) -> Refusal:
    return Refusal(Reason.NOT_IN_CORPUS, "silent")


_Gate = tuple[Callable[[Question, Evidence, Library], bool], Callable[[Question], Refusal]]
GATES: tuple[_Gate, ...] = (
    (_speaks_of_it, _refuse_thing),
    (_of_year, _refuse_year),
    (_names_what_is_asked, _refuse_name),
    (_has_the_figure, _refuse_figure),
    (_is_of_the_kind, _refuse_kind),
    (speaks_of_the_focus, _refuse_kind),
    (_is_of_it_alone, _refuse_figure),
)
