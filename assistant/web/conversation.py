"""A conversation: the questions of an address, each answered in the light of those before it."""

from __future__ import annotations

import datetime as dt
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from assistant.answers import Answer, Asked, Outcome
from assistant.engine import MAX_QUESTION
from assistant.errors import AssistantError
from assistant.library import Library
from assistant.web.reading import ClauseView, clause_view
from assistant.web.wording import words
from assistant.works import ClauseRef, Language

_KEPT = 256

Sealing = Callable[[Asked, Outcome, dt.datetime], str]
"""Makes the receipt of an outcome that came about at a time."""


class Answering(Protocol):
    """What the page needs of an assistant."""

    @property
    def library(self) -> Library:
        """The works there are."""
        ...

    @property
    def model(self) -> str:
        """The language model that drafts answers; empty where none does."""
        ...

    def growing(self, question: str, *, history: Sequence[str] = ()) -> Iterator[Outcome]:
        """Yield an answer with each sentence that is verified, and last whole."""
        ...


@dataclass(frozen=True, slots=True)
class Turn:
    """One question and what came of it.

    Attributes:
        question: as it was asked.
        outcome: None where it could not be asked, or has not been.
        problem: why it could not be; empty otherwise.
        receipt: of the outcome; empty where none can be made.
        views: for each sentence, by its number from 0, and each clause it cites: the clause,
            what supports that sentence marked.
    """

    question: str
    outcome: Outcome | None = None
    problem: str = ""
    receipt: str = ""
    views: Mapping[tuple[int, ClauseRef], ClauseView] = field(default_factory=dict)

    @property
    def cited(self) -> frozenset[ClauseRef]:
        """The clauses that the answer cites."""
        return frozenset(ref for _, ref in self.views)


@dataclass(frozen=True, slots=True)
class _Kept:
    """What came of a question, and its receipt."""

    outcome: Outcome
    receipt: str


@dataclass
class Conversations:
    """Answers questions, and keeps the last outcomes so that an address shows what it showed before."""

    assistant: Answering
    seal: Sealing | None = None
    _outcomes: OrderedDict[tuple[str, ...], _Kept] = field(default_factory=OrderedDict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def turns(self, questions: Sequence[str], language: Language) -> tuple[Turn, ...]:
        """Return the turns of a conversation, oldest first.

        The last is answered. Those before it are, too, unless that takes the time of a
        language model: then they stand there as questions that can be asked again.

        Args:
            questions: as asked, oldest first.
            language: of what the page itself says.
        """
        return tuple(
            self._turn(questions[:place], question, language, patient=place == len(questions) - 1)
            for place, question in enumerate(questions)
        )

    def growing(self, questions: Sequence[str], language: Language) -> Iterator[Turn]:
        """Yield the last turn with each sentence that is verified, none of which is taken back.

        What it comes to is kept for ``turns``; who stops before the end leaves nothing behind.
        Nothing is yielded where the question cannot be asked: ``turns`` says why.
        """
        *history, question = questions
        if _problem(question, language):
            return
        kept = self._known(tuple(questions))
        outcome: Outcome | None = None
        try:
            steps = self.assistant.growing(question, history=tuple(history)) if kept is None else (kept.outcome,)
            for outcome in steps:
                yield Turn(question, outcome, views=_views(self.assistant.library, outcome, language))
        except AssistantError:
            # Asked for again, it is told there.
            return
        if kept is None and outcome is not None:
            self._keep(tuple(history), question, outcome)

    def _turn(self, history: Sequence[str], question: str, language: Language, *, patient: bool) -> Turn:
        problem = _problem(question, language)
        if problem:
            return Turn(question, problem=problem)
        try:
            kept = self._known((*history, question))
            if kept is None and (patient or not self.assistant.model):
                kept = self._answered(tuple(history), question)
        except AssistantError as error:
            return Turn(question, problem=str(error))
        if kept is None:
            return Turn(question)
        views = _views(self.assistant.library, kept.outcome, language)
        return Turn(question, kept.outcome, receipt=kept.receipt, views=views)

    def _known(self, key: tuple[str, ...]) -> _Kept | None:
        """Return what came of a question; what was asked before it can change how it is read."""
        with self._lock:
            kept = self._outcomes.get(key)
            if kept is not None:
                self._outcomes.move_to_end(key)
            return kept

    def _answered(self, history: tuple[str, ...], question: str) -> _Kept:
        *_, outcome = self.assistant.growing(question, history=history)
        return self._keep(history, question, outcome)

    def _keep(self, history: tuple[str, ...], question: str, outcome: Outcome) -> _Kept:
        asked = Asked(question, history=history)
        receipt = self.seal(asked, outcome, dt.datetime.now(tz=dt.UTC)) if self.seal else ""
        kept = _Kept(outcome, receipt)
        with self._lock:
            self._outcomes[*history, question] = kept
            while len(self._outcomes) > _KEPT:
                self._outcomes.popitem(last=False)
        return kept


def _problem(question: str, language: Language) -> str:
    """Return what is wrong with a question, in the words of the page; empty when nothing is."""
    if len(question) > MAX_QUESTION:
        return words("too_long", language, length=len(question), most=MAX_QUESTION)
    if not any(character.isalnum() for character in question):
        return words("unreadable", language)
    return ""


def _views(library: Library, outcome: Outcome, language: Language) -> dict[tuple[int, ClauseRef], ClauseView]:
    if not isinstance(outcome, Answer):
        return {}
    refs = {citation.n: citation.ref for citation in outcome.citations}
    return {
        (place, refs[n]): clause_view(
            library, refs[n], language=language, outcome=replace(outcome, sentences=(sentence,))
        )
        for place, sentence in enumerate(outcome.sentences)
        for n in sentence.citations
        if n in refs
    }
