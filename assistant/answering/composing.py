"""Compose an answer from the sentences of the clauses found: nothing is written, only chosen."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.answering.naming import is_named
from assistant.answers import DraftCitation, DraftSentence
from assistant.languages import folded
from assistant.retrieval.cues import Wants
from assistant.retrieval.requirements import RequirementKind
from assistant.retrieval.search import Evidence, ScoredSentence, has_amount_of_money, has_figure
from assistant.retrieval.understanding import Question
from assistant.terms import Term
from assistant.works import ClauseRef

# Measured on the dev sets of eval/sets.
CLAUSES = 6
"""How many clauses of those found may be answered from."""
CLAUSE_SHARE = 0.75
"""Weight of a clause's score beside its sentence's: clauses are found alike in both languages, sentences less so."""
NEAR_BEST = 0.82
"""Least share of the best sentence's merit that another sentence of an answer has."""
NEAR_BEST_SENTENCE = 0.75
"""Least share of the best sentence's own score, its clause's left out, that another of the same clause has."""
NEAR_BEST_FIGURE = 0.8
"""The same where a figure is asked for: figures nobody asked for stay out."""
NEAR_BEST_CLAUSE = 0.94
"""The same for a sentence of another clause than the best one's."""
NEAR_SIDE = 0.94
"""The same for one side of a comparison."""
NEAR_BRIEFING = 0.85
"""The same for a sentence of a plan beside one of a briefing that nobody asked for."""
NEAR_SOURCE = 0.75
"""The same for a sentence of the same kind of source where a question asks whether sources agree."""
NEAR_FORMULA = 0.7
"""The same for a sentence that says what a number of a formula stands for."""
NEAR_ISSUANCE = 0.7
"""The same where a question asks how a document was issued."""
MOST_SENTENCES = 4
SIDE_SENTENCES = 3
LOOKUP_SENTENCES = 14
"""A longer place is shown in part, with a note."""
FIGURE_BONUS = 0.12
"""What a sentence with a figure gains where a figure is asked for."""


MONEY_BONUS = 0.08
"""What a sentence with an amount of money gains where a target is asked for: the size of an industry comes first."""


@dataclass(frozen=True, slots=True)
class Composed:
    """A draft, and whether something that belongs to it was left out for length."""

    drafts: tuple[DraftSentence, ...]
    shortened: bool = False


@dataclass(frozen=True, slots=True)
class _Candidate:
    ref: ClauseRef
    clause_rank: int
    sentence: ScoredSentence
    merit: float
    briefing: bool


def compose(question: Question, evidence: Sequence[Evidence]) -> Composed:
    """Choose the sentences that answer, best clauses first, in the order of their clause."""
    candidates = _candidates(question, evidence[:CLAUSES])
    if question.counted:
        # A question for a number is answered by sentences with numbers, where there are any.
        figured = [c for c in candidates if has_figure(c.sentence.text, question.language)]
        candidates = figured or candidates
    candidates = _of_what_is_asked(question, candidates)
    if not candidates:
        return Composed(())
    best = max(candidates, key=lambda c: (c.merit, -c.clause_rank, -c.sentence.number))
    near = [c for c in candidates if _is_near(question, c, best)]
    chosen = sorted(near, key=lambda c: (-c.merit, c.clause_rank, c.sentence.number))[:MOST_SENTENCES]
    return Composed(_drafts(_with_first(chosen, candidates)))


def _with_first(chosen: list[_Candidate], candidates: Sequence[_Candidate]) -> list[_Candidate]:
    """Return what was chosen with a sentence of the clause found first, whichever has the best sentence."""
    first = [c for c in candidates if c.clause_rank == candidates[0].clause_rank]
    if not first or any(c.clause_rank == first[0].clause_rank for c in chosen):
        return chosen
    return [*chosen, max(first, key=lambda c: (c.merit, -c.sentence.number))]


_FORMULA = re.compile(r"[0-9]+(?:\+[0-9a-z]+)+")
"""A way of naming several things at once: 1+4+5+6, "5+X"."""


def _of_what_is_asked(question: Question, candidates: list[_Candidate]) -> list[_Candidate]:
    """Return the candidates that name what is asked for, where any does: a place, a formula, or else a thing."""
    site = next((one for one in question.requires if one.kind is RequirementKind.SITE), None)
    if site is not None:
        return [c for c in candidates if site.named_in(folded(c.sentence.text))] or candidates
    formulas = _FORMULA.findall(folded(question.text))
    if formulas:
        return [c for c in candidates if any(one in folded(c.sentence.text) for one in formulas)] or candidates
    things = [match.term for match in question.things]
    # What is counted may be called otherwise, and has been looked for already.
    if Wants.FIGURE not in question.wants or question.counted or not things:
        return candidates
    return [c for c in candidates if any(is_named(thing, folded(c.sentence.text)) for thing in things)] or candidates


def compose_sides(question: Question, sides: Iterable[Sequence[Evidence]], *, things: Sequence[Term] = ()) -> Composed:
    """Choose the best sentences of each side of a comparison, sides in the order given.

    Where things are compared, one a side, the sentences that name its thing come before all others.
    """
    drafts: list[DraftSentence] = []
    bar = NEAR_SOURCE if Wants.CONFLICT in question.wants else NEAR_SIDE
    for evidence, thing in itertools.zip_longest(sides, things):
        candidates = _candidates(question, evidence[:CLAUSES])
        candidates = [c for c in candidates if thing and is_named(thing, folded(c.sentence.text))] or candidates
        chosen = sorted(candidates, key=lambda c: (-c.merit, c.clause_rank, c.sentence.number))
        near = [c for c in chosen if c.merit >= bar * chosen[0].merit]
        drafts.extend(
            _drafts(
                _with_first(near[: MOST_SENTENCES if Wants.CONFLICT in question.wants else SIDE_SENTENCES], candidates)
            )
        )
    # One clause may be the best of several sides.
    return Composed(tuple(dict.fromkeys(drafts)))


def compose_lookup(evidence: Sequence[Evidence]) -> Composed:
    """Show clauses that were looked up: whole where they are short, else the beginning of each."""
    total = sum(len(e.sentences) for e in evidence)
    each = total if total <= LOOKUP_SENTENCES else max(1, LOOKUP_SENTENCES // len(evidence))
    drafts = tuple(_draft(e.hit.ref, sentence) for e in evidence for sentence in e.sentences[:each])
    return Composed(drafts, shortened=len(drafts) < total)


def _is_near(question: Question, candidate: _Candidate, best: _Candidate) -> bool:
    bar = _bar(question, candidate, best)
    # What else a clause says is as near as its clause is, and may be of something else.
    own = candidate.ref != best.ref or candidate.sentence.score >= NEAR_BEST_SENTENCE * best.sentence.score
    return candidate.merit >= bar * best.merit and (own or not bar)


def _bar(question: Question, candidate: _Candidate, best: _Candidate) -> float:
    if candidate.ref == best.ref:
        if _wants_every_figure(question) and has_figure(candidate.sentence.text, question.language):
            return 0.0
        return NEAR_BEST_FIGURE if Wants.FIGURE in question.wants else NEAR_BEST
    # What each number of a formula stands for is said in a clause of its own.
    if _FORMULA.search(folded(question.text)) and _FORMULA.search(folded(candidate.sentence.text)):
        return NEAR_FORMULA
    # Where a briefing comes first though none was asked for, the plan it speaks of is cited beside it.
    if best.briefing and not candidate.briefing and Wants.BRIEFING not in question.wants:
        return NEAR_BRIEFING
    # Number, date and date of issue stand in clauses of their own.
    return NEAR_ISSUANCE if Wants.ISSUANCE in question.wants else NEAR_BEST_CLAUSE


_EVERY_FIGURE = re.compile(
    r"(?:哪些|哪几[个项]|什么)(?:数量|数字|量化|具体)?(?:指标|数字|数据)"
    r"|\b(?:what|which) (?:numbers|figures|quantities|quantified)\b"
)


def _wants_every_figure(question: Question) -> bool:
    """Tell whether a question asks which figures a clause states, rather than for one of them."""
    return _EVERY_FIGURE.search(folded(question.text)) is not None


def _candidates(question: Question, evidence: Sequence[Evidence]) -> list[_Candidate]:
    return [
        _Candidate(e.hit.ref, e.hit.rank, sentence, _merit(question, e, sentence), e.briefing)
        for e in evidence
        for sentence in e.sentences
    ]


def _merit(question: Question, evidence: Evidence, sentence: ScoredSentence) -> float:
    """Return how well a sentence answers: its own match, its clause's, and a figure where one is asked."""
    merit = CLAUSE_SHARE * evidence.hit.score + (1 - CLAUSE_SHARE) * sentence.score
    if Wants.FIGURE in question.wants and has_figure(sentence.text, question.language):
        merit += FIGURE_BONUS
    if Wants.TARGET in question.wants and has_amount_of_money(sentence.text, question.language):
        merit += MONEY_BONUS
    return merit


def best_sentence(question: Question, evidence: Evidence) -> ScoredSentence | None:
    """Return the sentence of a clause that comes nearest to the question; None where it has none."""
    return max(evidence.sentences, key=lambda s: (_merit(question, evidence, s), -s.number), default=None)


def _drafts(chosen: Iterable[_Candidate]) -> tuple[DraftSentence, ...]:
    ordered = sorted(chosen, key=lambda c: (c.clause_rank, c.sentence.number))
    return tuple(_draft(c.ref, c.sentence) for c in ordered)


def _draft(ref: ClauseRef, sentence: ScoredSentence) -> DraftSentence:
    return DraftSentence(sentence.text, (DraftCitation(ref),))
