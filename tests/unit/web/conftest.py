from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from assistant.answers import Abstention, Answer, Citation, Nearest, Note, NoteKind, Outcome, Reason, Sentence, Support
from assistant.library import Library
from assistant.library.opening import open_library
from assistant.ranking import Hit
from assistant.settings import Settings
from assistant.works import (
    Authority,
    Bilingual,
    Clause,
    ClauseRef,
    Edition,
    Expression,
    Language,
    Level,
    Span,
    Work,
)

SCALE = ClauseRef("green", "1.2.p1")


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return open_library(Settings(home=Path(tmp_path_factory.mktemp("home"))))


@pytest.fixture(scope="session")
def answer(library: Library) -> Answer:
    text = library.answering("green", "en").text_of(SCALE.eid).splitlines()[0]
    return Answer(
        question="How large?",
        language="en",
        sentences=(Sentence(text, (1,), Support.VERBATIM),),
        citations=(
            Citation(
                n=1,
                ref=SCALE,
                label=library.label(SCALE, "en"),
                authority=Authority.OFFICIAL,
                edition=Edition.DIGEST,
                quote=text,
                quote_language="en",
                rendering=None,
                verified=False,
            ),
        ),
        notes=(Note(NoteKind.ENGLISH_DIGEST, "The Chinese text prevails."),),
    )


@pytest.fixture
def abstention(library: Library) -> Abstention:
    return Abstention(
        question="What tax rate?",
        language="en",
        reason=Reason.NOT_IN_CORPUS,
        explanation="The documents do not say what was asked.",
        nearest=(Nearest(SCALE, library.label(SCALE, "en"), "The industry is to exceed RMB 500 billion."),),
        suggestions=("What does the plan say about funding?",),
    )


@dataclass
class ScriptedAssistant:
    """Answers every question with the same outcome, and remembers what was asked.

    ``model`` drafts: an answer then grows by a sentence at a time.
    """

    library: Library
    outcome: Outcome
    model: str = ""
    asked: list[str] = field(default_factory=list)
    histories: list[tuple[str, ...]] = field(default_factory=list)

    def ask(
        self,
        question: str,
        *,
        language: Language | None = None,  # noqa: ARG002  # the protocol has it
        work: str | None = None,  # noqa: ARG002  # the protocol has it
        k: int = 10,  # noqa: ARG002  # the protocol has it
        history: Sequence[str] = (),
    ) -> Outcome:
        self.asked.append(question)
        self.histories.append(tuple(history))
        return self.outcome

    def growing(self, question: str, *, history: Sequence[str] = ()) -> Iterator[Outcome]:
        outcome = self.ask(question, history=history)
        if isinstance(outcome, Answer) and self.model:
            for place in range(1, len(outcome.sentences)):
                yield replace(outcome, sentences=outcome.sentences[:place])
        yield outcome

    def search(self, query: str, *, k: int = 10) -> tuple[Hit, ...]:
        self.asked.append(query)
        return tuple(Hit(ref, 1 / rank, rank) for rank, ref in enumerate(self.library.leaves("green")[:k], start=1))


@pytest.fixture(scope="session")
def scripted() -> Callable[[Library, Outcome], ScriptedAssistant]:
    return ScriptedAssistant


class Seen(HTMLParser):
    """What a browser would make of markup: elements, attributes and text."""

    def __init__(self, markup: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.open: list[str] = []
        self.text = ""
        self.marked = ""
        self.feed(markup)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in {"input", "br", "meta", "link"}:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag, f"</{tag}> closes another element"

    def handle_data(self, data: str) -> None:
        self.text += data
        if "mark" in self.open:
            self.marked += data

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment: {data}")

    def tags(self) -> list[str]:
        return [tag for tag, _ in self.elements]

    def links(self) -> list[str]:
        return [attributes["href"] for tag, attributes in self.elements if tag == "a"]


@pytest.fixture
def seen() -> Callable[[str], Seen]:
    return Seen


@pytest.fixture
def hostile_library() -> Callable[[str], Library]:
    """Return a library of one work in which every text is the one given."""

    def build(text: str) -> Library:
        hostile = Bilingual(text, text)
        work = Work("odd", hostile, hostile, hostile, Authority.OFFICIAL, number=text)
        part = Clause("1", Level.PART, "一、", text, Span(0, len(text)))
        leaf = Clause("1.1", Level.SECTION, "（一）", text, Span(0, len(text)), parent="1")
        expressions = tuple(
            Expression("odd", language, Edition.DIGEST, text, (part, leaf)) for language in ("zh", "en")
        )
        return Library((work,), expressions)

    return build
