"""What a system replied to a question, in the shape of ``ask --json``, whoever the system is.

A reply is kept in a file as it came, so that a run can be resumed, and that the answers of a
program that is not ours can be scored beside ours.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from assistant.answers import Outcome, Reason, as_json
from assistant.errors import EvaluationError
from assistant.evaluation.sets import EvalQuestion
from assistant.ranking import Hit
from assistant.works import ClauseRef


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer or a refusal, read from JSON.

    Attributes:
        answered: whether there was an answer.
        reason: why not; None where there was one, or nobody said why.
        sentences: what was said; empty for a refusal.
        explanation: what a refusal says.
        cited: the clauses cited, in order.
        hits: the clauses retrieved, best first.
        total_ms: how long it took; None where nobody measured.
        body: the JSON object as it came, with its trace.
    """

    answered: bool
    reason: Reason | None
    sentences: tuple[str, ...]
    explanation: str
    cited: tuple[ClauseRef, ...]
    hits: tuple[Hit, ...]
    total_ms: float | None
    body: Mapping[str, Any] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """All that was said, a sentence a line."""
        return "\n".join(self.sentences)

    @classmethod
    def of(cls, outcome: Outcome) -> Reply:
        """Return the reply that an outcome of ours is."""
        return cls.from_json(as_json(outcome, trace=True))

    @classmethod
    def from_json(cls, body: Mapping[str, Any]) -> Reply:
        """Read an object as ``ask --json`` prints it; of its keys only ``status`` must be there.

        Raises:
            EvaluationError: it is no such object.
        """
        try:
            answered = {"answered": True, "abstained": False}[body["status"]]
            reason = body.get("reason")
            return cls(
                answered=answered,
                reason=Reason(reason) if reason else None,
                sentences=_sentences(body) if answered else (),
                explanation=str(body.get("explanation") or ""),
                cited=tuple(dict.fromkeys(ClauseRef.parse(one["ref"]) for one in body.get("citations", ()))),
                hits=_hits(body.get("retrieved", ())),
                total_ms=_total_ms(body.get("timings_ms") or {}),
                body=body,
            )
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise EvaluationError(
                f"a reply is no object as `assistant ask --json` prints it: {error!r} in {str(body)[:80]}"
            ) from error


@dataclass(frozen=True, slots=True)
class Asked:
    """A question and what was replied."""

    question: EvalQuestion
    reply: Reply

    @property
    def answered(self) -> bool:
        """Whether there was an answer."""
        return self.reply.answered

    @property
    def cited(self) -> frozenset[ClauseRef]:
        """The clauses that were cited; none by a refusal."""
        return frozenset(self.reply.cited) if self.answered else frozenset()

    @property
    def hits(self) -> tuple[Hit, ...]:
        """The clauses that were retrieved, best first."""
        return self.reply.hits


def _sentences(body: Mapping[str, Any]) -> tuple[str, ...]:
    sentences = tuple(str(one["text"]) for one in body.get("sentences") or ())
    return sentences or ((str(body["answer"]),) if body.get("answer") else ())


def _hits(rows: Sequence[Mapping[str, Any]]) -> tuple[Hit, ...]:
    return tuple(
        Hit(ClauseRef.parse(row["ref"]), float(row.get("score", 0.0)), rank) for rank, row in enumerate(rows, start=1)
    )


def _total_ms(timings: Mapping[str, float]) -> float | None:
    total = timings.get("total")
    return None if total is None else float(total)
