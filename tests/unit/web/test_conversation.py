from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from assistant.answers import Answer, Asked, Outcome, Sentence, Support
from assistant.errors import QuestionError
from assistant.languages import sentences
from assistant.library import Library
from assistant.web import conversation
from assistant.web.conversation import Answering, Conversations
from assistant.works import ClauseRef

if TYPE_CHECKING:
    from .conftest import ScriptedAssistant


@pytest.fixture
def three(library: Library, answer: Answer) -> Answer:
    texts = sentences(library.answering("green", "en").text_of("1.2.p1"), "en")
    said = [Sentence(text, (1,), Support.VERBATIM) for text in (*texts[:2], texts[0])]
    return replace(answer, sentences=tuple(said))


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


@pytest.fixture
def failing(library: Library) -> Answering:
    class Failing:
        model = ""

        def __init__(self) -> None:
            self.library = library

        def growing(self, question: str, *, history: Sequence[str] = ()) -> Iterator[Answer]:
            raise QuestionError(f"no {question}, {history}")

    return Failing()


def test_an_error_of_ours_is_what_the_turn_says(failing: Answering) -> None:
    conversations = Conversations(failing)

    assert list(conversations.growing(("Why?",), "en")) == []
    assert conversations.turns(("Why?",), "en")[0].problem == "no Why?, ()"


def test_an_answer_grows_by_a_sentence_and_is_kept_when_it_is_whole(
    library: Library, three: Answer, scripted: Callable[..., ScriptedAssistant]
) -> None:
    assistant = scripted(library, three, model="a model")
    conversations = Conversations(assistant)

    grown = list(conversations.growing(("How large?",), "en"))
    again = list(conversations.growing(("How large?",), "en"))
    (turn,) = conversations.turns(("How large?",), "en")

    assert [len(one.views) for one in grown] == [1, 2, 3]
    assert [one.outcome for one in again] == [turn.outcome] == [three]
    assert assistant.asked == ["How large?"]


def test_an_answer_that_is_stopped_leaves_nothing_behind(
    library: Library, three: Answer, scripted: Callable[..., ScriptedAssistant]
) -> None:
    assistant = scripted(library, three, model="a model")
    conversations = Conversations(assistant)

    stopped = conversations.growing(("How large?",), "en")
    next(stopped)
    stopped.close()
    conversations.turns(("How large?",), "en")

    assert assistant.asked == ["How large?", "How large?"]


@pytest.mark.parametrize(("model", "asked"), [("", ["First?", "Last?"]), ("a model", ["Last?"])])
def test_earlier_questions_wait_for_no_model(
    model: str, asked: list[str], library: Library, three: Answer, scripted: Callable[..., ScriptedAssistant]
) -> None:
    assistant = scripted(library, three, model=model)

    first, last = Conversations(assistant).turns(("First?", "Last?"), "en")

    assert assistant.asked == asked
    assert (first.outcome is None) is bool(model)
    assert last.outcome == three


def test_an_outcome_is_sealed_once_with_what_was_asked(
    library: Library, answer: Answer, scripted: Callable[..., ScriptedAssistant]
) -> None:
    sealed: list[tuple[Asked, Outcome]] = []

    def seal(asked: Asked, outcome: Outcome, now: dt.datetime) -> str:
        sealed.append((asked, outcome))
        return f"a receipt of {now.tzinfo}"

    conversations = Conversations(scripted(library, answer), seal)
    turns = [conversations.turns(("How large?", "And then?"), "en")[1] for _ in range(2)]

    assert [turn.receipt for turn in turns] == ["a receipt of UTC"] * 2
    assert [asked for asked, _ in sealed] == [Asked("How large?"), Asked("And then?", history=("How large?",))]


def test_the_card_of_a_citation_marks_what_supports_its_own_sentence(
    library: Library, answer: Answer, scripted: Callable[..., ScriptedAssistant]
) -> None:
    texts = sentences(library.answering("green", "en").text_of("1.2.p1"), "en")
    two = replace(answer, sentences=tuple(Sentence(text, (1,), Support.VERBATIM) for text in texts[:2]))

    (turn,) = Conversations(scripted(library, two)).turns(("How large?",), "en")

    ref = ClauseRef("green", "1.2.p1")
    marked = [[s.marked for s in turn.views[place, ref].columns[1].sentences] for place in (0, 1)]
    assert marked == [[True, False], [False, True]]
