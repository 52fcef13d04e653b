"""Questions and replies small enough to work out by hand."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.answers import Reason
from assistant.evaluation.replies import Asked, Reply
from assistant.evaluation.sets import EvalQuestion
from assistant.ranking import Qrel
from assistant.works import ClauseRef, Language

MakeQuestion = Callable[..., EvalQuestion]
MakeAsked = Callable[..., Asked]


def a_question(
    name: str,
    grades: str = "",
    *,
    figures: tuple[str, ...] = (),
    language: Language = "zh",
    kind: str = "figure",
    reason: Reason | None = None,
    pair: str | None = None,
    text: str = "问？",
    work: str = "k",
    **more: object,
) -> EvalQuestion:
    """Return a question; ``grades`` lists clauses that answer, and after a stroke those that help: ``p1 p2 | p3``."""
    answering, _, helping = grades.partition("|")
    qrels = [Qrel(f"s:{name}", ClauseRef(work, eid), 2) for eid in answering.split()]
    qrels += [Qrel(f"s:{name}", ClauseRef(work, eid), 1) for eid in helping.split()]
    return EvalQuestion(
        id=name,
        question=text,
        language=language,
        kind=kind,
        split=str(more.get("split", "dev")),
        answerable=bool(answering.strip()),
        reason=reason,
        qrels=tuple(qrels),
        figures=figures,
        history=(),
        work=None,
        set="s",
        pair=pair,
    )


def an_answer(text: str, cited: str, *, retrieved: str | None = None, work: str = "k", ms: float = 1.0) -> Reply:
    """Return an answer that cites and retrieved some clauses."""
    return Reply.from_json({
        "status": "answered",
        "reason": None,
        "sentences": [{"text": text}],
        "citations": [{"ref": f"{work}/{eid}"} for eid in cited.split()],
        "retrieved": [{"ref": f"{work}/{eid}", "score": 1.0} for eid in (retrieved or cited).split()],
        "timings_ms": {"total": ms},
    })


def a_refusal(reason: str = "not_in_corpus", *, explanation: str = "", retrieved: str = "", work: str = "k") -> Reply:
    """Return a refusal."""
    return Reply.from_json({
        "status": "abstained",
        "reason": reason,
        "explanation": explanation,
        "retrieved": [{"ref": f"{work}/{eid}", "score": 1.0} for eid in retrieved.split()],
        "timings_ms": {"total": 2.0},
    })


@pytest.fixture
def question() -> MakeQuestion:
    return a_question


@pytest.fixture
def answer() -> Callable[..., Reply]:
    return an_answer


@pytest.fixture
def refusal() -> Callable[..., Reply]:
    return a_refusal
