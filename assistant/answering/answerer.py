"""From a question to a verified outcome: understand, retrieve, decide, compose, verify."""

from __future__ import annotations

import datetime as dt
import itertools
import time
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cached_property

from assistant.answering.choosing import citable, gated, of_weight
from assistant.answering.composing import Composed, best_sentence, compose, compose_lookup, compose_sides
from assistant.answering.deciding import Decision, decide, refuse_elsewhere
from assistant.answering.deriving import Deriver
from assistant.answering.gates import Refusal, strength
from assistant.answering.messages import NOTES, SUGGESTION, explanation, period_note
from assistant.answering.premises import false_figures
from assistant.answering.verifying import Verified, Verifier
from assistant.answers import Abstention, Answer, Basis, DraftSentence, Nearest, Note, NoteKind, Outcome, Reason
from assistant.indexing.tokens import content_terms
from assistant.languages import folded, language_of
from assistant.library import Library
from assistant.ranking import Hit
from assistant.retrieval.conversation import completed, resolve
from assistant.retrieval.cues import Wants
from assistant.retrieval.parts import aspects, gist, parts, setting
from assistant.retrieval.search import Evidence, Searcher
from assistant.retrieval.spelling import Slip, Speller
from assistant.retrieval.understanding import Gazetteer, Question, mentions, understand
from assistant.works import Authority, ClauseRef, Language

EASE_OF_SIDE = 0.5
"""Factor on the strength asked of a clause in a comparison: its plan was named, so only the clause is in doubt."""

BEST_OF_WHOLE = 5
"""How many of the clauses that a question of several parts finds as a whole come first for each part."""

NEAREST = 3
"""How many clauses an abstention shows."""


@dataclass
class _Clock:
    """Milliseconds a stage took."""

    timings_ms: dict[str, float] = field(default_factory=dict)
    started: float = field(default_factory=time.perf_counter)

    @contextmanager
    def stage(self, name: str) -> Generator[None]:
        begun = time.perf_counter()
        try:
            yield
        finally:
            self.timings_ms[name] = self.timings_ms.get(name, 0.0) + (time.perf_counter() - begun) * 1000

    def done(self) -> dict[str, float]:
        return {**self.timings_ms, "total": (time.perf_counter() - self.started) * 1000}


ENOUGH_SAID = 7
"""A question of fewer terms is understood with what was said around it."""


@dataclass(frozen=True)
class Answerer:
    """Answers from one library; ``today`` decides whether a plan's period has ended."""

    library: Library
    searcher: Searcher
    gazetteer: Gazetteer
    speller: Speller
    today: dt.date

    @cached_property
    def verifier(self) -> Verifier:
        """The one that checks every answer; it keeps what it has read."""
        return Verifier(self.library, self.gazetteer.glossary)

    @cached_property
    def deriver(self) -> Deriver:
        """The one that draws sums and differences from what the plans aim for."""
        return Deriver(self.library)

    def search(self, query: str, *, k: int) -> tuple[Hit, ...]:
        """Return the ``k`` clauses nearest to a query, best first."""
        question = understand(query, self.library, self.gazetteer)
        return tuple(evidence.hit for evidence in self.searcher.search(question, k=k))

    def understand(self, text: str, *, language: Language) -> Question:
        """Return what a text names; see ``Assistant.understand``."""
        return understand(text, self.library, self.gazetteer, language=language)

    def answer(
        self, text: str, *, language: Language | None, work: str | None, k: int, history: Sequence[str]
    ) -> Outcome:
        """Answer a question, or say why not; see ``Assistant.ask``."""
        clock = _Clock()
        with clock.stage("understand"):
            spelt, slips = self.speller.corrected(text)
            asked = resolve(self._gist(spelt), history, self.library, self.gazetteer)
            spoken = language or language_of(text)
            around, proper = self._setting(asked)
            question = understand(proper, self.library, self.gazetteer, language=spoken, work=work)
            question = replace(question, setting=folded(around))
        outcome = self._answered(text, question, k, clock)
        return replace(outcome, notes=(*_reading_notes(spelt, slips, question), *outcome.notes))

    def _gist(self, text: str) -> str:
        """Return what a long question says of the matter, where that still names something."""
        short = gist(text, language_of(text))
        return short if short == text or mentions(short, self.library, self.gazetteer).any() else text

    def _setting(self, text: str) -> tuple[str, str]:
        """Return what a question says of who asks, and the question proper, where that names something by itself."""
        around, proper = setting(text, language_of(text))
        whole = not around or len(frozenset(content_terms(proper))) < ENOUGH_SAID
        return ("", text) if whole or not mentions(proper, self.library, self.gazetteer).any() else (around, proper)

    def _answered(self, text: str, question: Question, k: int, clock: _Clock) -> Outcome:
        with clock.stage("retrieve"):
            found = self.searcher.search(question, k=k)
        with clock.stage("compose"):
            conclusions = self.deriver.drafts(question)
        if conclusions:
            concluded = self._concluded(text, question, conclusions, found, clock)
            if isinstance(concluded, Answer):
                return concluded
        if question.lookups or question.groups or (question.pointers and not content_terms(question.content)):
            return self._looked_up(text, question, found, clock)
        asked = self._parts(question)
        sides = () if _each_of_its_own(asked) else self._sides(question)
        if len(sides) > 1:
            return self._compared(text, question, sides, found, clock)
        return self._composed(text, question, asked, found, clock)

    def _concluded(
        self,
        text: str,
        question: Question,
        drafts: tuple[DraftSentence, ...],
        found: Sequence[Evidence],
        clock: _Clock,
    ) -> Outcome:
        """Answer with what follows from figures of several clauses, and with what is said of it."""
        known = {evidence.hit.ref for evidence in found}
        cited = dict.fromkeys(citation.ref for draft in drafts for citation in draft.citations)
        with clock.stage("retrieve"):
            more = self.searcher.lookup(question, [ref for ref in cited if ref not in known])
        evidence = [replace(one, hit=replace(one.hit, rank=rank)) for rank, one in enumerate((*found, *more), start=1)]
        return self._shown(text, question, Composed(drafts), evidence, clock)

    def _parts(self, question: Question) -> tuple[Question, ...]:
        """Return the questions that a question consists of, each about the works that the whole names."""
        pieces = parts(question.text, question.language)
        if len(pieces) == 1 and len(self._sides(question)) < 2:
            # What stands in a row may be told in one place: the whole is asked too.
            pieces = (*pieces, *aspects(question.text, question.language))
        if len(pieces) == 1:
            return (question,)
        first, *rest = pieces
        later = (completed(piece, first, self.library, self.gazetteer) for piece in rest)
        return tuple(self._about(piece, question) for piece in (first, *later))

    def _composed(
        self, text: str, question: Question, asked: Sequence[Question], found: Sequence[Evidence], clock: _Clock
    ) -> Outcome:
        """Answer every part that can be answered, and say which cannot."""
        with clock.stage("retrieve"):
            by_part = [found] if len(asked) == 1 else [self.searcher.search(part) for part in asked]
        with clock.stage("compose"):
            decisions = [self._decided(part, some, found) for part, some in zip(asked, by_part, strict=True)]
            chosen = [
                citable(part, some, decision.usable, self.library)
                for part, some, decision in zip(asked, by_part, decisions, strict=True)
            ]
            drafts = [
                draft for part, clauses in zip(asked, chosen, strict=True) for draft in compose(part, clauses).drafts
            ]
        refusals = [decision.refusal for decision in decisions if decision.refusal]
        if not drafts or any(refusal.key == "elsewhere" for refusal in refusals):
            refusal = refusals[0] if refusals else Refusal(Reason.NOT_IN_CORPUS, "silent")
            return self._abstain(text, question, refusal, found, clock)
        silent = tuple(part.text for part, decision in zip(asked, decisions, strict=True) if decision.refusal)
        composed = Composed(tuple(dict.fromkeys(drafts)))
        usable = _interleaved(chosen)
        return self._shown(text, question, composed, _interleaved(by_part), clock, silent=silent, usable=usable)

    def _decided(self, part: Question, own: Sequence[Evidence], whole: Sequence[Evidence]) -> Decision:
        """Decide on a part by what the whole question finds too, and by what it finds alone where that is no answer.

        A part says less than the whole, so alone it also finds what is about something else.
        """
        best = {evidence.hit.ref for evidence in whole[:BEST_OF_WHOLE]}
        shared = tuple(evidence for evidence in own if evidence.hit.ref in best)
        decision = decide(part, shared, self.library) if own is not whole and shared else None
        return decision if decision and decision.usable else decide(part, own, self.library)

    def _looked_up(self, text: str, question: Question, found: Sequence[Evidence], clock: _Clock) -> Outcome:
        places = question.lookups or question.groups
        elsewhere = refuse_elsewhere(question, found)
        if elsewhere:
            return self._abstain(text, question, elsewhere, found, clock)
        if not places:
            return self._abstain(text, question, Refusal(Reason.NOT_IN_CORPUS, "no_clause"), found, clock)
        leaves = [leaf for ref in places for leaf in self._leaves(ref)]
        with clock.stage("retrieve"):
            evidence = self.searcher.lookup(question, leaves)
        with clock.stage("compose"):
            composed = compose_lookup(evidence)
        return self._shown(text, question, composed, evidence, clock)

    def _leaves(self, ref: ClauseRef) -> tuple[ClauseRef, ...]:
        return tuple(
            leaf for leaf in self.library.leaves(ref.work) if leaf.eid == ref.eid or leaf.eid.startswith(f"{ref.eid}.")
        )

    def _sides(self, question: Question) -> tuple[Question, ...]:
        """Return a question for each side of a comparison: plans and briefings, the plans it names, or things.

        A question that is open to every plan has one side a plan: its readings.
        """
        if question.open:
            plans = (work.id for work in self.library.works if work.period and self.library.is_shipped(work.id))
            return tuple(replace(question, documents=(plan,)) for plan in plans)
        if question.by_source:
            return self._plans_and_briefings(question)
        if len(question.sides) > 1:
            return tuple(replace(question, documents=(side,), subjects=(), stated=()) for side in question.sides)
        return tuple(self._about(text, question) for _, text in question.compared)

    def _plans_and_briefings(self, question: Question) -> tuple[Question, ...]:
        named = {*question.documents, *question.subjects}
        sides = []
        for authority in (Authority.OFFICIAL, Authority.BRIEFING):
            works = [w.id for w in self.library.works if w.authority is authority and self.library.is_shipped(w.id)]
            chosen = tuple(work for work in works if work in named) or tuple(works)
            sides.append(replace(question, documents=chosen, subjects=(), stated=()))
        return tuple(sides)

    def _about(self, text: str, question: Question) -> Question:
        """Understand a part of a question, about the works that the whole names."""
        part = understand(text, self.library, self.gazetteer, language=question.language)
        return replace(
            part,
            documents=part.documents or question.documents,
            subjects=part.subjects or (() if part.documents else question.subjects),
            years=part.years or question.years,
        )

    def _compared(
        self, text: str, question: Question, asked: Sequence[Question], found: Sequence[Evidence], clock: _Clock
    ) -> Outcome:
        # Who asks whether sources agree takes none of their figures for granted.
        wrong = () if Wants.CONFLICT in question.wants else false_figures(question, found, self.library)
        if wrong:
            return self._abstain(text, question, Refusal(Reason.FALSE_PREMISE, "premise", wrong), found, clock)
        with clock.stage("retrieve"):
            by_side = [self.searcher.search(one) for one in asked]
        with clock.stage("compose"):
            decisions = [
                decide(gated(one), evidence, self.library, ease=EASE_OF_SIDE)
                for one, evidence in zip(asked, by_side, strict=True)
            ]
            by_thing = len(question.sides) < 2 and not (question.by_source or question.open)
            things = [thing for thing, _ in question.compared] if by_thing else []
            sides = of_weight(question, [decision.usable for decision in decisions])
            composed = compose_sides(question, sides, things=things)
        if not composed.drafts:
            refusal = next(decision.refusal for decision in decisions if decision.refusal)
            return self._abstain(text, question, refusal, found, clock)
        return self._shown(text, question, composed, _interleaved(by_side), clock, usable=_interleaved(sides))

    def _shown(
        self,
        text: str,
        question: Question,
        composed: Composed,
        found: Sequence[Evidence],
        clock: _Clock,
        *,
        silent: Sequence[str] = (),
        usable: Sequence[Evidence] = (),
    ) -> Outcome:
        with clock.stage("verify"):
            retrieved = {evidence.hit.ref for evidence in found}
            verified = self.verifier.verify(composed.drafts, language=question.language, retrieved=retrieved)
        if not verified.sentences:
            return self._abstain(text, question, Refusal(Reason.NOT_IN_CORPUS, "unverified"), found, clock)
        return Answer(
            question=text,
            language=question.language,
            sentences=verified.sentences,
            citations=verified.citations,
            notes=(
                *(_silent_note(part, question.language) for part in silent),
                *self._notes(question.language, verified, shortened=composed.shortened, is_open=question.open),
            ),
            retrieved=tuple(evidence.hit for evidence in found),
            timings_ms=clock.done(),
            trace=_trace(question, found, verified),
            basis=_basis(question, usable) if usable else None,
        )

    def rewritten(self, answer: Answer, verified: Verified) -> Answer:
        """Return an answer made of other verified sentences, with the notes that fit them."""
        kept = tuple(note for note in answer.notes if note.kind not in _OF_CITATIONS)
        is_open = any(note.kind is NoteKind.READINGS for note in answer.notes)
        return replace(
            answer,
            sentences=verified.sentences,
            citations=verified.citations,
            notes=(*kept, *self._notes(answer.language, verified, shortened=False, is_open=is_open)),
        )

    def _notes(self, language: Language, verified: Verified, *, shortened: bool, is_open: bool) -> tuple[Note, ...]:
        cited = list(dict.fromkeys(citation.ref.work for citation in verified.citations))
        digests = [self.library.is_shipped(work) for work in cited]
        notes = list(self._period_notes(cited, language))
        if language == "en" and any(digests):
            notes.append(Note(NoteKind.ENGLISH_DIGEST, NOTES[NoteKind.ENGLISH_DIGEST].en))
        if any(self.library.answering(work, language).language != language for work in cited):
            notes.append(Note(NoteKind.LANGUAGE, NOTES[NoteKind.LANGUAGE].get(language)))
        if len({citation.authority for citation in verified.citations}) > 1:
            notes.append(Note(NoteKind.TWO_SOURCES, NOTES[NoteKind.TWO_SOURCES].get(language)))
        if is_open and len(cited) > 1:
            notes.append(Note(NoteKind.READINGS, NOTES[NoteKind.READINGS].get(language)))
        if shortened:
            notes.append(Note(NoteKind.SHORTENED, NOTES[NoteKind.SHORTENED].get(language)))
        return tuple(notes)

    def _period_notes(self, works: Iterable[str], language: Language) -> Iterator[Note]:
        """Yield, of each plan whose period has ended, that it has."""
        for work in works:
            if self._ended(work):
                yield Note(NoteKind.PERIOD_ENDED, period_note(self.library.work(work), language))

    def _ended(self, work_id: str) -> bool:
        period = self.library.work(work_id).period
        return period is not None and self.today.year > period[1]

    def _abstain(
        self, text: str, question: Question, refusal: Refusal, found: Sequence[Evidence], clock: _Clock
    ) -> Abstention:
        nearest = tuple(self._nearest(question, evidence) for evidence in found[:NEAREST])
        return Abstention(
            question=text,
            language=question.language,
            reason=refusal.reason,
            explanation=explanation(refusal.key, question.language, text, refusal.names),
            nearest=nearest,
            suggestions=self._suggestions(nearest, question.language),
            notes=tuple(
                self._period_notes(dict.fromkeys((*question.documents, *question.subjects)), question.language)
            ),
            retrieved=tuple(evidence.hit for evidence in found),
            timings_ms=clock.done(),
            trace=_trace(question, found, None),
        )

    def _nearest(self, question: Question, evidence: Evidence) -> Nearest:
        ref = evidence.hit.ref
        best = best_sentence(question, evidence)
        return Nearest(ref, self.library.label(ref, question.language), best.text if best else "")

    def _suggestions(self, nearest: Sequence[Nearest], language: Language) -> tuple[str, ...]:
        """Return two questions that the nearest clauses answer."""
        found: list[str] = []
        for near in nearest:
            expression = self.library.answering(near.ref.work, language)
            chain = (*expression.ancestors(near.ref.eid), expression.clause(near.ref.eid))
            headings = [clause.heading for clause in chain if clause.heading]
            if headings:
                title = self.library.work(near.ref.work).short_title.get(language)
                found.append(SUGGESTION.get(language).format(title=title, heading=headings[-1]))
        return tuple(dict.fromkeys(found))[:2]


_OF_CITATIONS = frozenset({
    NoteKind.PERIOD_ENDED,
    NoteKind.ENGLISH_DIGEST,
    NoteKind.LANGUAGE,
    NoteKind.TWO_SOURCES,
    NoteKind.READINGS,
    NoteKind.SHORTENED,
})
"""Notes that depend on which clauses are cited, and how much of them is shown."""


def _basis(question: Question, usable: Sequence[Evidence]) -> Basis:
    refs = tuple(evidence.hit.ref for evidence in usable)
    return Basis(question.text, refs, wants_figure=Wants.FIGURE in question.wants)


def _each_of_its_own(asked: Sequence[Question]) -> bool:
    """Tell whether the parts of a question ask something of a document each."""
    named = {part.documents for part in asked}
    return len(asked) > 1 and len(named) == len(asked) and all(len(documents) == 1 for documents in named)


def _reading_notes(asked: str, slips: Sequence[Slip], question: Question) -> Iterator[Note]:
    """Yield how a question was read, where that is not as it was asked: words mended, a follow-up completed."""
    language = question.language
    for slip in slips:
        read = NOTES[NoteKind.SPELLING].get(language).format(asked=slip.asked, read=slip.read)
        yield Note(NoteKind.SPELLING, read)
    if question.text != asked:
        understood = NOTES[NoteKind.UNDERSTOOD].get(language).format(question=question.text)
        yield Note(NoteKind.UNDERSTOOD, understood)


def _silent_note(part: str, language: Language) -> Note:
    return Note(NoteKind.PARTLY, NOTES[NoteKind.PARTLY].get(language).format(part=part))


def _interleaved(by_side: Sequence[Sequence[Evidence]]) -> list[Evidence]:
    """Return the clauses of every side in turn, the best of each first, ranks counted anew."""
    turns = (evidence for turn in itertools.zip_longest(*by_side) for evidence in turn if evidence is not None)
    first: dict[ClauseRef, Evidence] = {}
    for evidence in turns:
        first.setdefault(evidence.hit.ref, evidence)
    return [replace(one, hit=replace(one.hit, rank=rank)) for rank, one in enumerate(first.values(), start=1)]


def _trace(question: Question, found: Sequence[Evidence], verified: Verified | None) -> dict[str, object]:
    """Return how the answer came about, as plain values."""
    return {
        "understood": {
            "language": question.language,
            "wants": sorted(want.value for want in question.wants),
            "documents": list(question.documents),
            "subjects": list(question.subjects),
            "years": list(question.years),
            "elsewhere": list(question.elsewhere),
            "lookups": [str(ref) for ref in question.lookups],
            "stated": [figure.text for figure in question.stated],
            "content": question.content,
        },
        "evidence": [
            {
                "ref": str(e.hit.ref),
                "score": round(e.hit.score, 4),
                "coverage": round(e.coverage, 4),
                "cosine": round(e.cosine, 4),
                "strength": round(strength(e), 4),
            }
            for e in found
        ],
        "rejected": [
            {"text": r.text, "fault": r.fault.value, "detail": r.detail}
            for r in (verified.rejected if verified else ())
        ],
    }
