"""A conversation: the questions of an address, each answered in the light of those before it."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from assistant.answers import Answer, Outcome
from assistant.engine import MAX_QUESTION
from assistant.errors import AssistantError
from assistant.library import Library
from assistant.web.reading import ClauseView, clause_view
from assistant.web.wording import words
from assistant.works import ClauseRef, Language

_KEPT = 256


class Answering(Protocol):
    """What the page needs of an assistant."""

    @property
    def library(self) -> Library:
        """The works there are."""
        ...

    def ask(self, question: str, *, language: Language | None = None, history: Sequence[str] = ()) -> Outcome:
        """Answer a question, or say why not."""
        ...


@dataclass(frozen=True, slots=True)
class Turn:
    """One question and what came of it.

    Attributes:
        question: as it was asked.
        outcome: None where it could not be asked.
        problem: why it could not be; empty otherwise.
        views: for each sentence, by its number from 0, and each clause it cites: the clause,
            what supports that sentence marked.
    """

    question: str
    outcome: Outcome | None = None
    problem: str = ""
    views: Mapping[tuple[int, ClauseRef], ClauseView] = field(default_factory=dict)

    @property
    def cited(self) -> frozenset[ClauseRef]:
        """The clauses that the answer cites."""
        return frozenset(ref for _, ref in self.views)


@dataclass
class Conversations:
    """Answers questions, and keeps the last outcomes so that an address shows what it showed before."""

    assistant: Answering
    _outcomes: OrderedDict[tuple[str, ...], Outcome] = field(default_factory=OrderedDict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def turns(self, questions: Sequence[str], language: Language) -> tuple[Turn, ...]:
        """Return the turns of a conversation, oldest first.

        Args:
            questions: as asked, oldest first.
            language: of what the page itself says.
        """
        return tuple(self._turn(questions[:place], question, language) for place, question in enumerate(questions))

    def _turn(self, history: Sequence[str], question: str, language: Language) -> Turn:
        problem = _problem(question, language)
        if problem:
            return Turn(question, problem=problem)
        try:
            outcome = self._outcome(history, question)
        except AssistantError as error:
            return Turn(question, problem=str(error))
        return Turn(question, outcome, views=_views(self.assistant.library, outcome, language))

    def _outcome(self, history: Sequence[str], question: str) -> Outcome:
        # What was asked before can change how a question is read.
        key = (*history, question)
        with self._lock:
            if key in self._outcomes:
                self._outcomes.move_to_end(key)
                return self._outcomes[key]
        outcome = self.assistant.ask(question, history=tuple(history))
        with self._lock:
            self._outcomes[key] = outcome
            while len(self._outcomes) > _KEPT:
                self._outcomes.popitem(last=False)
        return outcome


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
