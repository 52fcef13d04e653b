"""Replies in the shape of ``ask --json``, ours and others'."""

from __future__ import annotations

import pytest

from assistant.answers import Abstention, Reason
from assistant.errors import EvaluationError
from assistant.evaluation.replies import Reply
from assistant.ranking import Hit
from assistant.works import ClauseRef


def test_an_outcome_of_ours_is_a_reply() -> None:
    outcome = Abstention(
        "?", "en", Reason.UNCLEAR, "Say more.", retrieved=(Hit(ClauseRef("k", "p1"), 0.5, 1),), timings_ms={"total": 3}
    )

    reply = Reply.of(outcome)

    assert (reply.answered, reply.reason, reply.explanation) == (False, Reason.UNCLEAR, "Say more.")
    assert reply.hits == (Hit(ClauseRef("k", "p1"), 0.5, 1),)
    assert (reply.sentences, reply.cited, reply.total_ms) == ((), (), 3.0)


def test_of_another_program_s_reply_only_the_status_must_be_there() -> None:
    bare = Reply.from_json({"status": "answered", "answer": "By 2025."})

    assert (bare.answered, bare.text, bare.cited, bare.hits, bare.total_ms) == (True, "By 2025.", (), (), None)


def test_a_clause_cited_twice_is_cited_once() -> None:
    reply = Reply.from_json({"status": "answered", "citations": [{"ref": "k/p2"}, {"ref": "k/p1"}, {"ref": "k/p2"}]})

    assert reply.cited == (ClauseRef("k", "p2"), ClauseRef("k", "p1"))


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"status": "perhaps"},
        {"status": "abstained", "reason": "tired"},
        {"status": "answered", "citations": [{"ref": "nowhere"}]},
        {"status": "answered", "citations": ["k/p1"]},
        {"status": "answered", "timings_ms": {"total": "soon"}},
        {"error": "line 3: the question is empty"},
    ],
)
def test_what_is_no_reply_is_one_line(body: dict[str, object]) -> None:
    with pytest.raises(EvaluationError, match="no object as `assistant ask --json` prints it"):
        Reply.from_json(body)
