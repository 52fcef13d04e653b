from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from assistant.answers import Answer
from assistant.errors import QuestionError
from assistant.library import Library
from assistant.web.address import Address

if TYPE_CHECKING:
    from .conftest import ScriptedAssistant


def test_an_address_without_a_question_asks_nothing(
    library: Library, answer: Answer, scripted: Callable[..., ScriptedAssistant]
) -> None:
    from assistant.web.page import regions

    assistant = scripted(library, answer)

    shown = regions(assistant, Address("en"))

    assert assistant.asked == []
    assert "Try one of these" in shown.answer
    assert not shown.clause


def test_an_address_with_a_question_and_a_clause_shows_both(
    library: Library, answer: Answer, scripted: Callable[..., ScriptedAssistant]
) -> None:
    from assistant.web.page import regions

    shown = regions(scripted(library, answer), Address("en", "How large?", "green/1.2.p1"))

    assert "card-answer" in shown.answer
    assert "<mark>" in shown.clause


@pytest.mark.parametrize(
    ("question", "said"),
    [("x" * 501, "has 501 characters; at most 500"), ("？！", "Please type a question.")],
)
def test_a_question_that_cannot_be_one_never_reaches_the_assistant(
    question: str, said: str, library: Library, answer: Answer, scripted: Callable[..., ScriptedAssistant]
) -> None:
    from assistant.web.page import regions

    assistant = scripted(library, answer)

    shown = regions(assistant, Address("en", question))

    assert assistant.asked == []
    assert said in shown.answer


def test_a_question_of_500_characters_is_asked(
    library: Library, answer: Answer, scripted: Callable[..., ScriptedAssistant]
) -> None:
    from assistant.web.page import regions

    assistant = scripted(library, answer)

    regions(assistant, Address("en", "x" * 500))

    assert assistant.asked == ["x" * 500]


def test_an_error_of_ours_is_shown_in_the_place_of_the_answer(library: Library) -> None:
    from assistant.web.page import regions

    class Failing:
        def __init__(self) -> None:
            self.library = library

        def ask(self, question: str, *, language: object = None) -> Answer:
            raise QuestionError(f"no <b>{question}</b>, {language}")

    shown = regions(Failing(), Address("en", "Why?"))

    assert "no &lt;b&gt;Why?&lt;/b&gt;, None" in shown.answer


@pytest.mark.parametrize("clause", ["green/99", "nowhere/1", "green", "/", "<b>"])
def test_an_address_of_no_clause_says_so(
    clause: str, library: Library, answer: Answer, scripted: Callable[..., ScriptedAssistant]
) -> None:
    from assistant.web.page import regions

    shown = regions(scripted(library, answer), Address("en", "", clause))

    assert "There is no such clause" in shown.clause


def test_the_notice_comes_before_the_plans_and_the_plans_before_the_briefings(
    library: Library, answer: Answer, scripted: Callable[..., ScriptedAssistant]
) -> None:
    from assistant.web.page import regions

    shelf = regions(scripted(library, answer), Address("en")).answer

    order = [shelf.index(f"clause={work}") for work in ("notice", "green", "metaverse", "terminals", "press")]
    assert order == sorted(order)
