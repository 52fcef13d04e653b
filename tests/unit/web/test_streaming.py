from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from assistant.answers import Answer, Outcome
from assistant.library import Library
from assistant.resources import content_path
from assistant.terms import read_glossary
from assistant.web.opening import Readiness

if TYPE_CHECKING:
    from assistant.web.streaming import Streams

    from .conftest import ScriptedAssistant

SENT = json.dumps({"search": "?lang=en&q=How+large%3F", "language": "en", "serial": 1})
TWICE = json.dumps({"search": "?lang=en&q=Why%3F&q=How+large%3F", "language": "en", "serial": 1})


@pytest.fixture
def make_streams() -> Callable[..., Streams]:
    from assistant.web.page import Rooms
    from assistant.web.streaming import Streams

    def make(assistant: Any, *, ready: bool = True, **options: Any) -> Streams:
        readiness = Readiness()
        if ready:
            readiness.set()
        return Streams(Rooms(assistant, read_glossary(content_path("corpus", "glossary.tsv"))), readiness, **options)

    return make


@pytest.fixture
def two(answer: Answer) -> Answer:
    return replace(answer, sentences=answer.sentences * 2)


def _heard(lines: AsyncIterator[bytes]) -> list[bytes]:
    async def gather() -> list[bytes]:
        return [line async for line in lines]

    return asyncio.run(gather())


def _kinds(lines: Sequence[bytes]) -> list[str]:
    return [json.loads(line)["kind"] for line in lines if line.strip()]


def test_an_answer_is_sent_a_line_for_every_step(
    make_streams: Callable[..., Streams], library: Library, two: Answer, scripted: Callable[..., ScriptedAssistant]
) -> None:
    lines = _heard(make_streams(scripted(library, two, model="a model")).lines(SENT))

    assert _kinds(lines) == ["begun", "sentences", "sentences", "whole"]
    assert all(line.endswith(b"\n") and line.count(b"\n") == 1 for line in lines)
    assert json.loads(lines[1])["language"] == "en"
    assert [json.loads(line)["markup"].count("<p>") for line in lines[1:3]] == [1, 1]


def test_what_was_asked_before_goes_with_the_question(
    make_streams: Callable[..., Streams], library: Library, two: Answer, scripted: Callable[..., ScriptedAssistant]
) -> None:
    assistant = scripted(library, two, model="a model")

    _heard(make_streams(assistant).lines(TWICE))

    assert assistant.histories == [("Why?",)]


@pytest.mark.parametrize("sent", ["", "{}", "[]", '{"search": 1}', '{"search": "?lang=en"}', "\ud800"])
def test_what_asks_nothing_is_answered_with_nothing(
    sent: str,
    make_streams: Callable[..., Streams],
    library: Library,
    two: Answer,
    scripted: Callable[..., ScriptedAssistant],
) -> None:
    assert _heard(make_streams(scripted(library, two)).lines(sent)) == []


def test_while_the_index_is_built_it_is_said_how_far_it_is(
    make_streams: Callable[..., Streams], library: Library, two: Answer, scripted: Callable[..., ScriptedAssistant]
) -> None:
    streams = make_streams(scripted(library, two), ready=False)
    streams.readiness.done, streams.readiness.of = 64, 400

    async def listen() -> list[bytes]:
        heard: list[bytes] = []
        async for line in streams.lines(SENT):
            heard.append(line)
            if b"preparing" in line:
                streams.readiness.set()
        return heard

    lines = asyncio.run(listen())

    assert _kinds(lines) == ["begun", "preparing", "sentences", "whole"]
    assert "64 of 400" in json.loads(lines[1])["text"]


class Slow:
    """Says one sentence, and the next when it is let."""

    model = "a slow model"

    def __init__(self, library: Library, answer: Answer) -> None:
        self.library = library
        self.answer = answer
        self.let = threading.Event()
        self.closed = threading.Event()

    def growing(self, question: str, *, history: Sequence[str] = ()) -> Iterator[Outcome]:
        try:
            yield replace(self.answer, question=question + "".join(history), sentences=self.answer.sentences[:1])
            self.let.wait(20)
            yield self.answer
            yield self.answer
        finally:
            self.closed.set()


def test_in_a_long_silence_an_empty_line_says_that_somebody_is_there(
    make_streams: Callable[..., Streams], library: Library, two: Answer
) -> None:
    slow = Slow(library, two)

    async def listen() -> list[bytes]:
        heard: list[bytes] = []
        async for line in make_streams(slow, beat_s=0.05).lines(SENT):
            heard.append(line)
            if heard.count(b"\n") == 3:
                slow.let.set()
        return heard

    lines = asyncio.run(listen())

    assert lines.count(b"\n") >= 3
    assert _kinds(lines)[-1] == "whole"


def test_who_stops_listening_stops_the_answer_and_it_is_not_kept(
    make_streams: Callable[..., Streams], library: Library, two: Answer
) -> None:
    slow = Slow(library, two)
    streams = make_streams(slow)

    async def listen() -> None:
        lines = streams.lines(SENT)
        async for line in lines:
            if json.loads(line)["kind"] == "sentences":
                break
        await lines.aclose()  # type: ignore[attr-defined]  # a generator, which the protocol does not say
        slow.let.set()
        await asyncio.to_thread(slow.closed.wait, 20)

    asyncio.run(listen())

    assert slow.closed.is_set()
    assert not streams.rooms._conversations._outcomes


def test_an_error_that_is_not_ours_ends_the_lines(
    make_streams: Callable[..., Streams], library: Library, two: Answer
) -> None:
    class Broken(Slow):
        def growing(self, question: str, *, history: Sequence[str] = ()) -> Iterator[Outcome]:
            raise RuntimeError(f"of a library: {question} {history}")

    with pytest.raises(RuntimeError, match="of a library"):
        _heard(make_streams(Broken(library, two)).lines(SENT))


def test_what_is_asked_is_written_among_the_events_without_its_words(
    make_streams: Callable[..., Streams],
    library: Library,
    two: Answer,
    scripted: Callable[..., ScriptedAssistant],
    tmp_path: Any,
) -> None:
    from assistant.api.events import open_log

    events = open_log(str(tmp_path / "log"))

    _heard(make_streams(scripted(library, two), events=events).lines(SENT))

    line = json.loads((tmp_path / "log").read_text(encoding="utf-8"))
    assert line["event"] == "answer"
    assert "How large" not in str(line)
