"""Decide whether the clauses found hold what was asked; if not, say why.

Near misses are the hard part: a question for the 2030 target, the tax rate or
another district's share finds clauses that are close in every other way. So a
clause may answer only if it speaks of the year, the place, the attribute and the
kind of figure that the question names; how close it is decides last.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.answering.claims import claim, takes_for_granted, unfounded
from assistant.answering.composing import best_sentence
from assistant.answering.gates import ENOUGH, GATES, Refusal, strength
from assistant.answering.kinds import gives_a_reason
from assistant.answering.premises import absent_terms, false_figures
from assistant.answers import Reason
from assistant.indexing.tokens import content_terms
from assistant.languages import folded
from assistant.library import Library
from assistant.quantities import Kind
from assistant.retrieval.cues import Wants
from assistant.retrieval.requirements import RequirementKind
from assistant.retrieval.search import Evidence
from assistant.retrieval.understanding import Question

OFF_TOPIC = 0.30
"""Below this strength, the question is about something else altogether."""
ALMOST = 0.6
"""Least share of the strength asked for that a clause has which was found before one that is near enough."""

OF_THE_BEST = 0.7
"""Least share of the best clause's strength that one has which gives a reason."""


@dataclass(frozen=True, slots=True)
class Decision:
    """The clauses that may answer, best first, or why none may."""

    usable: tuple[Evidence, ...]
    refusal: Refusal | None = None


def decide(question: Question, found: Sequence[Evidence], library: Library, *, ease: float = 1.0) -> Decision:
    """Return the clauses that may answer, or a refusal.

    Args:
        question: as understood.
        found: clauses, best first.
        library: the works they belong to.
        ease: factor on the least strength; below 1 where the question already names the works.
    """
    decision = _decided(question, found, library, ease)
    if decision.refusal and decision.refusal.reason is Reason.NOT_IN_CORPUS and _is_of_another_domain(question):
        return Decision((), Refusal(Reason.OUT_OF_SCOPE, "off_topic"))
    asserted_years = _years_asserted(question) if decision.refusal and decision.refusal.key == "year" else ()
    if asserted_years:
        return Decision((), Refusal(Reason.FALSE_PREMISE, "premise", asserted_years))
    unfound = _unfound(question, decision, found, library) if _may_be_false(decision) else ()
    return Decision((), Refusal(Reason.FALSE_PREMISE, "premise", unfound)) if unfound else decision


def _unfound(question: Question, decision: Decision, found: Sequence[Evidence], library: Library) -> tuple[str, ...]:
    asserted = unfounded(question, decision.usable or found)
    # A figure was looked at already where there is an answer; an attribute that is not there is missing first.
    if asserted or decision.usable or _lacks_attribute(question, found):
        return asserted
    counts = tuple(figure for figure in question.stated if figure.kind is Kind.COUNT)
    dated = tuple(figure for figure in question.stated if figure.kind is not Kind.COUNT and figure.year)
    return (
        *false_figures(replace(question, stated=counts), found, library, clauses=len(found)),
        # Of what it is may be what is not there; that it is of that year is said whatever of.
        *false_figures(replace(question, stated=dated, terms=()), found, library, clauses=len(found)),
    )


def _lacks_attribute(question: Question, found: Sequence[Evidence]) -> bool:
    """Tell whether an attribute asked for is named by none of the clauses found."""
    attributes = [one for one in question.requires if one.kind is RequirementKind.ATTRIBUTE]
    return any(not any(one.named_in(evidence.text) for evidence in found) for one in attributes)


def _years_asserted(question: Question) -> tuple[str, ...]:
    """Return the years that a question says something of, rather than asks about."""
    asserted = claim(question)
    return tuple(str(year) for year in question.years if str(year) in asserted)


def _is_of_another_domain(question: Question) -> bool:
    return any(one.kind is RequirementKind.DOMAIN for one in question.requires)


def _may_be_false(decision: Decision) -> bool:
    """Tell whether an assertion may be why there is no answer, or why there should be none."""
    return decision.refusal is None or decision.refusal.key in _SILENCES


_SILENCES = frozenset({"silent", "name", "year", "figure", "reason", "place", "off_topic"})


def _decided(question: Question, found: Sequence[Evidence], library: Library, ease: float) -> Decision:
    enough = ENOUGH * ease
    refusal = _refuse_unread(question, found, library) or _refuse_far(found, enough, OFF_TOPIC * ease)
    if refusal:
        return Decision((), refusal)
    usable = _near(found, enough)
    for narrow, refuse in GATES:
        kept = tuple(e for e in usable if narrow(question, e, library))
        if not kept:
            return Decision((), refuse(question))
        usable = kept
    return _without_premises(question, _naming_most_places(question, usable), library)


def _refuse_unread(question: Question, found: Sequence[Evidence], library: Library) -> Refusal | None:
    """Refuse for what the question itself says: nothing, another place, a thing that its document lacks."""
    if not question_says_something(question):
        return Refusal(Reason.UNCLEAR, "unclear")
    elsewhere = refuse_elsewhere(question, found)
    if elsewhere:
        return elsewhere
    absent = absent_terms(question, library)
    reason = Reason.FALSE_PREMISE if takes_for_granted(question) else Reason.NOT_IN_CORPUS
    return Refusal(reason, "absent", absent) if absent else None


def _refuse_far(found: Sequence[Evidence], enough: float, off_topic: float) -> Refusal | None:
    """Refuse where no clause comes near enough."""
    best = max(map(strength, found), default=0.0)
    if best >= enough:
        return None
    return Refusal(Reason.OUT_OF_SCOPE, "off_topic") if best < off_topic else Refusal(Reason.NOT_IN_CORPUS, "silent")


def _near(found: Sequence[Evidence], enough: float) -> tuple[Evidence, ...]:
    """Return the clauses that are near enough, and those found before the first of them that almost are."""
    first = next(place for place, evidence in enumerate(found) if strength(evidence) >= enough)
    almost = (e for e in found[:first] if strength(e) >= ALMOST * enough)
    return (*almost, *(e for e in found[first:] if strength(e) >= enough))


def _without_premises(question: Question, usable: tuple[Evidence, ...], library: Library) -> Decision:
    """Refuse what the question takes for granted wrongly, and a reason where none is given."""
    wrong = false_figures(question, usable, library)
    if wrong:
        return Decision((), Refusal(Reason.FALSE_PREMISE, "premise", wrong))
    if Wants.REASON in question.wants:
        # Why something is so stands where it stands, not in what is said of the plan as a whole.
        least = OF_THE_BEST * max(map(strength, usable), default=0.0)
        usable = tuple(e for e in usable if strength(e) >= least and _says_why(question, e))
    return Decision(usable, None if usable else Refusal(Reason.NOT_IN_CORPUS, "reason"))


def _says_why(question: Question, evidence: Evidence) -> bool:
    """Tell whether the sentence of a clause that comes nearest gives a reason."""
    best = best_sentence(question, evidence)
    return best is not None and gives_a_reason(folded(best.text))


def refuse_elsewhere(question: Question, found: Sequence[Evidence]) -> Refusal | None:
    """Refuse a question about a place that the corpus is not about and the best clauses do not name."""
    strangers = tuple(place for place in question.elsewhere if not any(place in e.text for e in found[:3]))
    return Refusal(Reason.OUT_OF_SCOPE, "elsewhere", strangers) if strangers else None


def question_says_something(question: Question) -> bool:
    """Tell whether a question names anything to look for beyond words that only ask, and bare numbers."""
    words = {term for term in content_terms(question.text) if not term.isdecimal()} - _empty_terms()
    return bool(question.documents or question.subjects or question.terms or words)


@functools.cache
def _empty_terms() -> frozenset[str]:
    return frozenset(
        content_terms(
            "one ones other another thing things else again hello hi thanks thank 你好 您好 谢谢 那个 这个 来着 那么"
        )
    )


def _naming_most_places(question: Question, usable: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
    """Return the clauses that name as many of the places asked as any does."""
    places = [one for one in question.requires if one.kind is RequirementKind.PLACE]
    named = [sum(one.named_in(e.text) is not None for one in places) for e in usable]
    return tuple(e for e, count in zip(usable, named, strict=True) if count == max(named)) if places else usable
