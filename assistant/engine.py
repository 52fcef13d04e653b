"""The assistant: wiring from settings to answers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from assistant.answering.answerer import Answerer
from assistant.answering.verifying import Verifier
from assistant.answers import Answer, Outcome, Sentence
from assistant.drafting.drafting import Drafter
from assistant.drafting.models import open_model
from assistant.errors import QuestionError, SettingsError
from assistant.indexing.building import Progress, open_index
from assistant.indexing.encoders import Encoder, open_encoder
from assistant.indexing.index import Index
from assistant.library import Library
from assistant.library.opening import open_library
from assistant.ranking import Hit
from assistant.resources import content_path
from assistant.retrieval.lexicon import shipped_lexicon
from assistant.retrieval.places import read_places
from assistant.retrieval.requirements import read_requirements
from assistant.retrieval.search import DENSE_SHARE, Evidence, Searcher
from assistant.retrieval.spelling import Speller
from assistant.retrieval.understanding import Gazetteer, Question
from assistant.settings import Settings, read_settings
from assistant.terms import read_glossary
from assistant.works import Language

MAX_QUESTION = 500
"""Longest question, in characters."""


@dataclass(frozen=True)
class Assistant:
    """Answers questions from a library; made by ``Assistant.open``."""

    settings: Settings
    library: Library
    index: Index
    encoder: Encoder
    _answerer: Answerer = field(repr=False)
    _drafter: Drafter | None = field(default=None, repr=False)

    @classmethod
    def open(
        cls,
        settings: Settings | None = None,
        *,
        progress: Progress | None = None,
        library: Library | None = None,
        dense_share: float = DENSE_SHARE,
    ) -> Assistant:
        """Open the library and its index, building the index where it is missing or stale.

        Args:
            settings: None reads them.
            progress: called while the index is built.
            library: other works than those of the settings' home folder, to compare with.
            dense_share: another weight of the cosine beside the terms, to compare with.

        Raises:
            SettingsError: a setting is wrong.
            ContentError: a content file is missing or malformed.
            EncoderError: the encoder cannot be loaded.
            ModelError: the language model that a setting names cannot be opened.
        """
        chosen = settings or read_settings()
        # Before the index is built: a wrong name is told at once.
        speaker = open_model(chosen.llm, timeout_s=chosen.llm_timeout_s)
        library = open_library(chosen) if library is None else library
        encoder = open_encoder(chosen.encoder, threads=chosen.threads)
        index = open_index(chosen.index_home, library, encoder, progress=progress)
        gazetteer = Gazetteer(
            read_places(content_path("corpus", "places.tsv")),
            read_requirements(content_path("corpus", "requirements.tsv")),
            read_glossary(content_path("corpus", "glossary.tsv")),
        )
        searcher = Searcher(library, index, encoder, dense_share)
        speller = Speller(
            tuple(_texts(library, gazetteer, "en")),
            knows=encoder.knows,
            occurs=lambda pair: index.rarity(pair) is not None,
            glossary=gazetteer.glossary,
            sounds=_sounds,
        )
        answerer = Answerer(library, searcher, gazetteer, speller, today=_today(chosen))
        drafter = Drafter(answerer, speaker, chosen.llm_timeout_s) if speaker else None
        return cls(chosen, library, index, encoder, answerer, drafter)

    def search(self, query: str, *, k: int = 10) -> tuple[Hit, ...]:
        """Return the ``k`` clauses nearest to a query, best first.

        Raises:
            QuestionError: the query is empty or too long.
        """
        return self._answerer.search(checked(query), k=k)

    @property
    def model(self) -> str:
        """The language model that drafts answers, as it was named; empty where the clauses answer by themselves."""
        return self._drafter.speaker.name if self._drafter else ""

    @property
    def verifier(self) -> Verifier:
        """What checks every sentence before it is shown."""
        return self._answerer.verifier

    def understand(self, text: str, *, language: Language) -> Question:
        """Return what a text names: works, places, terms, figures."""
        return self._answerer.understand(text, language=language)

    def evidence(self, question: Question, *, works: Collection[str] = (), k: int = 10) -> tuple[Evidence, ...]:
        """Return the clauses nearest to what was understood, best first, with their sentences.

        Args:
            question: what ``understand`` returned; of any length.
            works: keep to these; empty leaves it to what the question names.
            k: how many clauses.
        """
        return self._answerer.searcher.search(question, works=frozenset(works), k=k)

    def ask(
        self,
        question: str,
        *,
        language: Language | None = None,
        work: str | None = None,
        k: int = 10,
        history: Sequence[str] = (),
    ) -> Outcome:
        """Answer a question from the clauses, or say why not.

        Args:
            question: at most 500 characters.
            language: of the answer; None takes the question's.
            work: keep to one work.
            k: how many clauses to retrieve.
            history: earlier questions of the conversation, oldest first.

        Raises:
            QuestionError: the question is empty or too long.
            WorkNotFoundError: there is no such work.
        """
        *_, outcome = self.stream(question, language=language, work=work, k=k, history=history)
        # The last of a stream is the outcome; the sentences came before it.
        if isinstance(outcome, Sentence):
            raise TypeError("a stream of an answer ended with a sentence")
        return outcome

    def extractive(
        self,
        question: str,
        *,
        language: Language | None = None,
        work: str | None = None,
        k: int = 10,
        history: Sequence[str] = (),
    ) -> Outcome:
        """Answer from the clauses' own sentences, whatever model is set; see ``ask``."""
        return self._answerer.answer(checked(question), language=language, work=work, k=k, history=history)

    def stream(
        self,
        question: str,
        *,
        language: Language | None = None,
        work: str | None = None,
        k: int = 10,
        history: Sequence[str] = (),
    ) -> Iterator[Sentence | Outcome]:
        """Yield the sentences of an answer as each is verified, and last the outcome; see ``ask``.

        What was yielded is never taken back: the sentences of the outcome are those before it, in that order.
        """
        shown = 0
        for outcome in self.growing(question, language=language, work=work, k=k, history=history):
            if isinstance(outcome, Answer):
                yield from outcome.sentences[shown:]
                shown = len(outcome.sentences)
        yield outcome

    def growing(
        self,
        question: str,
        *,
        language: Language | None = None,
        work: str | None = None,
        k: int = 10,
        history: Sequence[str] = (),
    ) -> Iterator[Outcome]:
        """Yield an answer with each sentence that is verified, cited already, and last whole; see ``ask``.

        Each begins with the sentences of the one before, which are never taken back.
        """
        outcome = self.extractive(question, language=language, work=work, k=k, history=history)
        if isinstance(outcome, Answer) and self._drafter is not None:
            yield from self._drafter.growing(outcome)
        else:
            yield outcome


def _sounds() -> Iterable[str]:
    """Return the characters of each syllable; the lexicon is read only when they are asked for."""
    return shipped_lexicon().characters.values()


def _texts(library: Library, gazetteer: Gazetteer, language: Language) -> Iterator[str]:
    """Yield all that is written in a language: expressions and the names of things."""
    yield from (expression.text for expression in library.expressions if expression.language == language)
    yield from (name for term in gazetteer.glossary.terms for name in term.names(language))


def checked(question: str) -> str:
    """Return a question without surrounding white space.

    Raises:
        QuestionError: nothing is left, or more than 500 characters.
    """
    text = question.strip()
    if not any(character.isalnum() for character in text):
        raise QuestionError('the question is empty; ask something like: assistant ask "上海元宇宙2025年目标多少？"')
    if any("\ud800" <= character <= "\udfff" for character in text):
        raise QuestionError("the question is no valid Unicode text; ask it in UTF-8")
    if len(text) > MAX_QUESTION:
        raise QuestionError(
            f"the question has {len(text)} characters; at most {MAX_QUESTION} are read, so ask it more briefly"
        )
    return text


def _today(settings: Settings) -> dt.date:
    if not settings.today:
        return dt.datetime.now(tz=dt.UTC).date()
    try:
        return dt.date.fromisoformat(settings.today)
    except ValueError as error:
        raise SettingsError(f"today must be a date such as 2026-01-31, not {settings.today!r}") from error
