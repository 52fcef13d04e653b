from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from assistant.answers import Answer, Sentence, Support
from assistant.errors import QuestionError
from assistant.languages import sentences
from assistant.library import Library
from assistant.web import conversation
from assistant.web.conversation import Conversations
from assistant.works import ClauseRef

if TYPE_CHECKING:
    from .conftest import ScriptedAssistant


def test_a_question_is_asked_in_the_light_of_those_before(
    library: Library, answer: Answer, scripted: Callable[..., ScriptedAssistant]
) -> None:
    assistant = scripted(library, answer)

    turns = Conversations(assistant).turns(("How large?", "And the metaverse?", "Who pays?"), "en")

    assert assistant.asked == ["How large?", "And the metaverse?", "Who pays?"]
    assert assistant.histories == [(), ("How large?",), ("How large?", "And the metaverse?")]
    assert list(turns[0].views) == [(0, ClauseRef("green", "1.2.p1"))]


def test_what_was_answered_is_not_asked_again(
    library: Library, answer: Answer, scripted: Callable[..., ScriptedAssistant]
) -> None:
    assistant = scripted(library, answer)
    conversations = Conversations(assistant)

    conversations.turns(("How large?",), "en")
    conversations.turns(("How large?", "And then?"), "zh")

    assert assistant.asked == ["How large?", "And then?"]


def test_of_what_was_answered_only_so_much_is_kept(
    library: Library,
    answer: Answer,
    scripted: Callable[..., ScriptedAssistant],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(conversation, "_KEPT", 2)
    assistant = scripted(library, answer)
    conversations = Conversations(assistant)

    for question in ("a", "b", "c", "b", "a"):
        conversations.turns((question,), "en")

    assert assistant.asked == ["a", "b", "c", "a"]


@pytest.mark.parametrize(
    ("question", "problem"),
    [("x" * 501, "has 501 characters; at most 500"), ("？！", "Please type a question.")],
)
def test_a_question_that_cannot_be_one_never_reaches_the_assistant(
    question: str, problem: str, library: Library, answer: Answer, scripted: Callable[..., ScriptedAssistant]
) -> None:
    assistant = scripted(library, answer)

    (turn,) = Conversations(assistant).turns((question,), "en")

    assert assistant.asked == []
    assert problem in turn.problem
    assert turn.outcome is None


def test_a_question_of_500_characters_is_asked(
    library: Library, answer: Answer, scripted: Callable[..., ScriptedAssistant]
) -> None:
    assistant = scripted(library, answer)

    Conversations(assistant).turns(("x" * 500,), "en")

    assert assistant.asked == ["x" * 500]


def test_an_error_of_ours_is_what_the_turn_says(library: Library) -> None:
    class Failing:
        def __init__(self) -> None:
            self.library = library

        def ask(self, question: str, *, language: object = None, history: Sequence[str] = ()) -> Answer:
            raise QuestionError(f"no {question}, {language}, {history}")

    (turn,) = Conversations(Failing()).turns(("Why?",), "en")

    assert turn.problem == "no Why?, None, ()"


def test_the_card_of_a_citation_marks_what_supports_its_own_sentence(
    library: Library, answer: Answer, scripted: Callable[..., ScriptedAssistant]
) -> None:
    texts = sentences(library.answering("green", "en").text_of("1.2.p1"), "en")
    two = replace(answer, sentences=tuple(Sentence(text, (1,), Support.VERBATIM) for text in texts[:2]))

    (turn,) = Conversations(scripted(library, two)).turns(("How large?",), "en")

    ref = ClauseRef("green", "1.2.p1")
    marked = [[s.marked for s in turn.views[place, ref].columns[1].sentences] for place in (0, 1)]
    assert marked == [[True, False], [False, True]]
