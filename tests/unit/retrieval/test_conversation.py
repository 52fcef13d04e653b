"""Follow-up questions."""

from __future__ import annotations

import pytest

from assistant.retrieval.conversation import with_history


@pytest.mark.parametrize(
    "question",
    [
        "那智能终端呢？",
        "还有呢",
        "它的目标",
        "And the terminals?",
        "What about hydrogen?",
        "AND terminals",
        "Its target?",
    ],
)
def test_a_question_that_leans_on_the_last_one_has_it_in_front(question: str) -> None:
    assert with_history(question, ["first", " second "]) == f"second {question}"


@pytest.mark.parametrize("question", ["智能终端目标多少", "How big is it?", "Android terminals?", "Itself?"])
def test_a_question_of_its_own_stays_as_it_is(question: str) -> None:
    assert with_history(question, ["first"]) == question


def test_without_a_history_nothing_is_put_in_front() -> None:
    assert with_history("And the terminals?", []) == "And the terminals?"
