"""A language model drafts, the verifier decides, the clauses themselves stand by.

Whether there is an answer, and from which clauses, is decided before the model is
asked, so it is never a way round an abstention. A sentence is shown once it is
verified, and stays: nothing is shown before it is certain that the model's answer
stands, and from then on the answer is what was shown.
"""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from assistant.answering.answerer import Answerer
from assistant.answering.messages import model_note
from assistant.answering.verifying import Fault, Rejected, Verified
from assistant.answers import Answer, DraftCitation, DraftSentence, Note, NoteKind, Sentence
from assistant.drafting.calling import Call, SilenceError, Speaker
from assistant.drafting.keys import clause_keys
from assistant.drafting.prompts import Prompt, read_prompt
from assistant.drafting.replies import Claimed, ReplyReader, is_plain
from assistant.indexing.tokens import content_terms
from assistant.languages import sentences
from assistant.quantities import Kind, quantities
from assistant.works import ClauseRef, Language

TASK = "answer"
MOST_CLAUSES = 8
MOST_SENTENCES = 8

Event = Sentence | Answer
"""What comes while an answer is made: verified sentences in order, and last the answer whole."""

_Figure = tuple[object, object, str]


@dataclass(slots=True)
class _Draft:
    """What stands so far, and what became of the rest."""

    drafts: list[DraftSentence] = field(default_factory=list)
    verified: Verified = field(default_factory=lambda: Verified((), (), ()))
    dropped: list[Rejected] = field(default_factory=list)
    unknown_keys: int = 0
    claimed: int = 0


@dataclass(frozen=True)
class Drafter:
    """Lets a model rewrite answers, and vouches for what comes of it."""

    answerer: Answerer
    speaker: Speaker
    timeout_s: float
    call: Callable[[Speaker, float], Call] = Call

    def stream(self, answer: Answer) -> Iterator[Event]:
        """Yield the model's sentences as they are verified, or those of ``answer``; last the answer that was shown."""
        shown, grown = 0, answer
        for grown in self.growing(answer):
            yield from grown.sentences[shown:]
            shown = len(grown.sentences)
        yield grown

    def growing(self, answer: Answer) -> Iterator[Answer]:
        """Yield an answer of the model's sentences whenever one more is verified, and last what was shown, whole.

        Each begins with the sentences of the one before, and cites as they did.
        """
        if answer.basis is None:
            yield answer
            return
        begun = time.perf_counter()
        keys = clause_keys(answer.basis.question, answer.basis.refs[:MOST_CLAUSES])
        prompt = read_prompt(TASK, answer.language)
        draft, reader, call = _Draft(), ReplyReader(), self.call(self.speaker, self.timeout_s)
        shown, failure, cause = 0, "", ""
        try:
            for _ in self._drafted(answer, keys, prompt, draft, reader, call):
                if _answers(answer, draft.verified):
                    shown = len(draft.verified.sentences)
                    yield self.answerer.rewritten(answer, draft.verified)
        except SilenceError as silence:
            if not reader.closed:
                failure, cause = ("cut" if shown else silence.key), silence.cause
        if not shown:
            failure = failure or _failure(draft, reader)
        made = self.answerer.rewritten(answer, draft.verified) if shown else answer
        trace = {
            "name": self.speaker.name,
            "prompts": {prompt.id: prompt.sha256},
            "offered": [str(ref) for ref in keys.values()],
            "tokens": {"input": call.input_tokens, "output": call.output_tokens},
            "attempts": call.attempts,
            "failure": failure or None,
            "cause": cause or None,
            "malformed": reader.malformed,
            "unknown_keys": draft.unknown_keys,
            "rejected": [{"text": r.text, "fault": r.fault.value, "detail": r.detail} for r in draft.dropped],
        }
        yield _finished(made, trace, failure, (time.perf_counter() - begun) * 1000)

    def _drafted(
        self,
        answer: Answer,
        keys: Mapping[str, ClauseRef],
        prompt: Prompt,
        draft: _Draft,
        reader: ReplyReader,
        call: Call,
    ) -> Iterator[None]:
        """Read the model's answer into ``draft``; yield whenever another sentence has been verified."""
        question = answer.basis.question if answer.basis else answer.question
        clauses = json.dumps(self._offered(keys, answer.language), ensure_ascii=False, indent=1)
        pieces = call.pieces(prompt.system, prompt.fill(clauses=clauses, question=question))
        for piece in pieces:
            for claimed in reader.feed(piece):
                draft.claimed += 1
                for sentence in _drafts(claimed, keys, answer.language, draft):
                    if self._adds(sentence, answer.language, keys, draft):
                        yield
            if reader.closed:
                call.hurry()

    def _offered(self, keys: Mapping[str, ClauseRef], language: Language) -> list[dict[str, str]]:
        library = self.answerer.library
        return [
            {
                "key": key,
                "where": library.label(ref, language),
                "heading": library.answering(ref.work, language).clause(ref.eid).heading,
                "text": library.answering(ref.work, language).text_of(ref.eid),
            }
            for key, ref in keys.items()
        ]

    def _adds(self, sentence: DraftSentence, language: Language, keys: Mapping[str, ClauseRef], draft: _Draft) -> bool:
        """Verify what stands with one more sentence; keep it where the rest stays as it was."""
        known = any(sentence.text == one.text for one in draft.drafts)
        if known or len(draft.drafts) >= MOST_SENTENCES:
            return False
        repeated = self._repeated(sentence, language)
        if repeated:
            draft.dropped.append(Rejected(sentence.text, Fault.CONTENT, ", ".join(repeated)))
            return False
        before = draft.verified
        found = self.answerer.verifier.verify(
            [*draft.drafts, sentence], language=language, retrieved=set(keys.values())
        )
        if found.sentences[:-1] != before.sentences or len(found.sentences) != len(before.sentences) + 1:
            draft.dropped.extend(found.rejected)
            return False
        draft.drafts.append(sentence)
        draft.verified = found
        return True

    def _repeated(self, sentence: DraftSentence, language: Language) -> tuple[str, ...]:
        """Return the terms that a sentence says more often than any sentence of its clauses does.

        Whoever swaps one member of a list for another says that one twice, in the clause's own words.
        """
        grounds = [
            Counter(content_terms(text))
            for citation in sentence.citations
            for text in sentences(self._body(citation.ref, language), language)
        ]
        return tuple(
            term
            for term, count in Counter(content_terms(sentence.text)).items()
            if count > max(1, *(ground[term] for ground in grounds))
        )

    def _body(self, ref: ClauseRef, language: Language) -> str:
        return self.answerer.library.answering(ref.work, language).text_of(ref.eid)


def _drafts(
    claimed: Claimed, keys: Mapping[str, ClauseRef], language: Language, draft: _Draft
) -> Iterator[DraftSentence]:
    """Yield the sentences of a claim with the clauses that its keys stand for; none where a key stands for nothing."""
    if any(key not in keys for key in claimed.keys):
        draft.unknown_keys += 1
        return
    citations = tuple(DraftCitation(keys[key]) for key in claimed.keys)
    for text in sentences(claimed.text, language):
        if is_plain(text, tuple(keys)):
            yield DraftSentence(text, citations)


def _answers(answer: Answer, verified: Verified) -> bool:
    """Tell whether verified sentences stand for an answer: some, and with a figure that the clauses' own answer has."""
    if not verified.sentences:
        return False
    wanted = _figures(answer.sentences, answer.language) if answer.basis and answer.basis.wants_figure else set()
    return not wanted or bool(wanted & _figures(verified.sentences, answer.language))


_CALENDAR = frozenset({Kind.YEAR, Kind.DATE, Kind.PERIOD})


def _figures(shown: tuple[Sentence, ...], language: Language) -> set[_Figure]:
    return {
        (figure.value, figure.upper, figure.unit)
        for sentence in shown
        for figure in quantities(sentence.text, language=language)
        if figure.kind not in _CALENDAR
    }


def _failure(draft: _Draft, reader: ReplyReader) -> str:
    """Return why nothing of a whole reply was shown."""
    if draft.verified.sentences:
        return "figure"
    if draft.claimed:
        return "unverified"
    return "malformed" if reader.malformed or not reader.opened else "silent"


def _finished(answer: Answer, trace: Mapping[str, object], failure: str, taken_ms: float) -> Answer:
    timings = dict(answer.timings_ms)
    total = timings.pop("total", 0.0)
    notes = [Note(NoteKind.MODEL, model_note(failure, answer.language))] if failure else []
    return replace(
        answer,
        notes=(*answer.notes, *notes),
        timings_ms={**timings, "draft": taken_ms, "total": total + taken_ms},
        trace={**answer.trace, "model": trace},
    )
