"""Answers and abstentions, their citations, and the JSON that other programs rely on.

A ``DraftCitation`` is a claim: whoever composed a sentence says which clause
supports it. A ``Citation`` is made only by the verifier, after it looked.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from assistant.ranking import Hit
from assistant.works import Authority, ClauseRef, Edition, Language


class Support(enum.StrEnum):
    """How a cited clause supports a sentence."""

    VERBATIM = "verbatim"
    """The sentence stands in the quoted text word for word."""
    SUPPORTED = "supported"
    """Its figures, qualifiers and years stand there, its words do not."""
    DERIVED = "derived"
    """It states what follows by arithmetic from the clauses cited."""


class Reason(enum.StrEnum):
    """Why there is no answer."""

    NOT_IN_CORPUS = "not_in_corpus"
    OUT_OF_SCOPE = "out_of_scope"
    FALSE_PREMISE = "false_premise"
    UNCLEAR = "unclear"


class NoteKind(enum.StrEnum):
    """What a note beside an answer is about."""

    PERIOD_ENDED = "period_ended"
    ENGLISH_DIGEST = "english_digest"
    TWO_SOURCES = "two_sources"
    SHORTENED = "shortened"
    LANGUAGE = "language"
    PARTLY = "partly"
    UNDERSTOOD = "understood"
    SPELLING = "spelling"
    READINGS = "readings"
    MODEL = "model"


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with its options, as they are given to ``Assistant.ask``."""

    question: str
    language: Language | None = None
    work: str | None = None
    k: int = 10
    history: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DraftCitation:
    """A clause that is claimed to support a sentence: untrusted."""

    ref: ClauseRef


class Operation(enum.StrEnum):
    """The arithmetic of a derived sentence."""

    SUM = "sum"
    DIFFERENCE = "difference"
    """Which of two is the larger, and by how much."""


@dataclass(frozen=True, slots=True)
class Operand:
    """A figure that a clause is claimed to state: untrusted. ``value`` is in ``unit``."""

    ref: ClauseRef
    value: Decimal
    unit: str


@dataclass(frozen=True, slots=True)
class Derivation:
    """How a sentence is claimed to follow from figures of clauses: untrusted."""

    operation: Operation
    operands: tuple[Operand, ...]


@dataclass(frozen=True, slots=True)
class DraftSentence:
    """A sentence somebody or something composed: not to be shown.

    One with a ``derivation`` follows by arithmetic from the clauses cited.
    """

    text: str
    citations: tuple[DraftCitation, ...]
    derivation: Derivation | None = None


@dataclass(frozen=True, slots=True)
class Citation:
    """A clause that was found to support a sentence.

    ``quote`` stands word for word in the expression of that edition; where it is
    in the other language, ``rendering`` is the digest in the answer's.
    """

    n: int
    ref: ClauseRef
    label: str
    authority: Authority
    edition: Edition
    quote: str
    quote_language: Language
    rendering: str | None
    verified: bool


@dataclass(frozen=True, slots=True)
class Sentence:
    """A verified sentence; ``citations`` are numbers of citations, in order."""

    text: str
    citations: tuple[int, ...]
    support: Support


@dataclass(frozen=True, slots=True)
class Note:
    """Something the reader should know beside the answer."""

    kind: NoteKind
    text: str


@dataclass(frozen=True, slots=True)
class Nearest:
    """A clause near to a question that was not answered."""

    ref: ClauseRef
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Basis:
    """What a language model may write the answer from; decided before it is asked, never shown.

    Attributes:
        question: as understood, with what a follow-up leaves unsaid.
        refs: the clauses that may answer, best first.
        wants_figure: the question asks for a figure.
    """

    question: str
    refs: tuple[ClauseRef, ...]
    wants_figure: bool


@dataclass(frozen=True, slots=True)
class Answer:
    """A question that was answered.

    ``basis`` is None where the words of the clauses themselves are asked for.
    """

    question: str
    language: Language
    sentences: tuple[Sentence, ...]
    citations: tuple[Citation, ...]
    notes: tuple[Note, ...] = ()
    retrieved: tuple[Hit, ...] = ()
    timings_ms: Mapping[str, float] = field(default_factory=dict)
    trace: Mapping[str, object] = field(default_factory=dict)
    basis: Basis | None = None

    @property
    def text(self) -> str:
        """The answer with its citation numbers, as one paragraph."""
        joint = "" if self.language == "zh" else " "
        return joint.join(f"{_before_stop(s.text, _marks(s.citations, joint))}" for s in self.sentences)


@dataclass(frozen=True, slots=True)
class Abstention:
    """A question that was not answered, and why."""

    question: str
    language: Language
    reason: Reason
    explanation: str
    nearest: tuple[Nearest, ...] = ()
    suggestions: tuple[str, ...] = ()
    notes: tuple[Note, ...] = ()
    retrieved: tuple[Hit, ...] = ()
    timings_ms: Mapping[str, float] = field(default_factory=dict)
    trace: Mapping[str, object] = field(default_factory=dict)


Outcome = Answer | Abstention


def _marks(numbers: tuple[int, ...], joint: str) -> str:
    return joint + "".join(f"[{n}]" for n in numbers) if numbers else ""


def _before_stop(text: str, marks: str) -> str:
    """Return the sentence with its marks before the final stop."""
    if text and text[-1] in "。.！!？?":
        return f"{text[:-1]}{marks}{text[-1]}"
    return f"{text}{marks}"


def as_json(outcome: Outcome, *, trace: bool = False) -> dict[str, object]:
    """Return an outcome as the JSON object that ``ask --json`` prints."""
    match outcome:
        case Answer():
            body = _answer_json(outcome)
        case Abstention():
            body = _abstention_json(outcome)
    body["timings_ms"] = {stage: round(ms, 2) for stage, ms in outcome.timings_ms.items()}
    if trace:
        body["trace"] = dict(outcome.trace)
    return body


def _answer_json(answer: Answer) -> dict[str, object]:
    return {
        "question": answer.question,
        "language": answer.language,
        "status": "answered",
        "reason": None,
        "answer": answer.text,
        "sentences": [
            {"text": s.text, "citations": list(s.citations), "support": s.support.value} for s in answer.sentences
        ],
        "citations": [_citation_json(citation) for citation in answer.citations],
        "retrieved": [_hit_json(hit) for hit in answer.retrieved],
        "notes": [_note_json(note) for note in answer.notes],
        "nearest": [],
        "suggestions": [],
    }


def _abstention_json(abstention: Abstention) -> dict[str, object]:
    return {
        "question": abstention.question,
        "language": abstention.language,
        "status": "abstained",
        "reason": abstention.reason.value,
        "answer": None,
        "explanation": abstention.explanation,
        "sentences": [],
        "citations": [],
        "retrieved": [_hit_json(hit) for hit in abstention.retrieved],
        "notes": [_note_json(note) for note in abstention.notes],
        "nearest": [{"ref": str(n.ref), "label": n.label, "text": n.text} for n in abstention.nearest],
        "suggestions": list(abstention.suggestions),
    }


def _citation_json(citation: Citation) -> dict[str, object]:
    return {
        "n": citation.n,
        "ref": str(citation.ref),
        "label": citation.label,
        "work": citation.ref.work,
        "authority": citation.authority.value,
        "edition": citation.edition.value,
        "quote": citation.quote,
        "quote_language": citation.quote_language,
        "rendering": citation.rendering,
        "verified": citation.verified,
    }


def _hit_json(hit: Hit) -> dict[str, object]:
    return {"ref": str(hit.ref), "score": round(hit.score, 4), "rank": hit.rank}


def _note_json(note: Note) -> dict[str, object]:
    return {"kind": note.kind.value, "text": note.text}
