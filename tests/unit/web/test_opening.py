from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest

from assistant.answers import Answer
from assistant.errors import EncoderError, NotReadyError
from assistant.library import Library
from assistant.web.opening import Opening

if TYPE_CHECKING:
    from assistant.engine import Assistant

QUESTION = "How large is the green and low-carbon industry to be by 2025?"


def test_until_it_is_open_the_library_is_there_and_no_answer(library: Library) -> None:
    opening = Opening(library, "a model")
    opening.progressed(64, 400)

    assert opening.library.work("green").id == "green"
    assert opening.model == "a model"
    assert not opening.readiness.wait(0)
    for asked in (lambda: opening.search("x"), lambda: opening.ask(QUESTION), lambda: next(opening.growing(QUESTION))):
        with pytest.raises(NotReadyError, match="64 of 400"):
            asked()


def test_once_it_is_open_it_answers_as_the_assistant_does(assistant: Assistant) -> None:
    opening = Opening(assistant.library)
    held = threading.Event()

    def opened() -> Assistant:
        held.wait(20)
        return assistant

    opening.begin(opened)
    early = opening.readiness.wait(0.05)
    held.set()

    assert not early
    assert opening.readiness.wait(20)
    answer = opening.ask(QUESTION)
    assert isinstance(answer, Answer)
    assert "RMB 500 billion" in answer.text
    assert [outcome.sentences for outcome in opening.growing(QUESTION) if isinstance(outcome, Answer)] == [
        answer.sentences
    ]
    assert opening.search("hydrogen", k=1) == assistant.search("hydrogen", k=1)


@pytest.mark.parametrize("late", [False, True])
def test_a_failure_is_kept_and_told_at_once(late: bool, library: Library) -> None:  # noqa: FBT001  # a table's column
    opening = Opening(library)
    told = threading.Event()
    held = threading.Event()

    def opened() -> Assistant:
        held.wait(20)
        raise EncoderError("no encoder")

    if not late:
        opening.if_it_fails(told.set)
    opening.begin(opened)
    held.set()
    assert opening.readiness.wait(20)
    if late:
        opening.if_it_fails(told.set)

    assert told.wait(20)
    assert isinstance(opening.failure, EncoderError)
