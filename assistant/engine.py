"""The assistant: wiring from settings to answers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from assistant.answering.answerer import Answerer
from assistant.answers import Outcome
from assistant.errors import QuestionError, SettingsError
from assistant.indexing.building import Progress, open_index
from assistant.indexing.encoders import Encoder, open_encoder
from assistant.indexing.index import Index
from assistant.library import Library
from assistant.library.opening import open_library
from assistant.ranking import Hit
from assistant.resources import content_path
from assistant.retrieval.places import read_places
from assistant.retrieval.requirements import read_requirements
from assistant.retrieval.search import DENSE_SHARE, Searcher
from assistant.retrieval.spelling import Speller
from assistant.retrieval.understanding import Gazetteer
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

    @classmethod
    def open(
        cls,
        settings: Settings | None = None,
        *,
        progress: Progress | None = None,
        library: Library | None = None,
        dense_share: Mapping[Language, float] | None = None,
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
        """
        chosen = settings or read_settings()
        library = open_library(chosen) if library is None else library
        encoder = open_encoder(chosen.encoder, threads=chosen.threads)
        index = open_index(chosen.index_home, library, encoder, progress=progress)
        gazetteer = Gazetteer(
            read_places(content_path("corpus", "places.tsv")),
            read_requirements(content_path("corpus", "requirements.tsv")),
            read_glossary(content_path("corpus", "glossary.tsv")),
        )
        searcher = Searcher(library, index, encoder, dense_share or DENSE_SHARE)
        speller = Speller(tuple(_texts(library, gazetteer, "en")), encoder.knows)
        answerer = Answerer(library, searcher, gazetteer, speller, today=_today(chosen))
        return cls(chosen, library, index, encoder, answerer)

    def search(self, query: str, *, k: int = 10) -> tuple[Hit, ...]:
        """Return the ``k`` clauses nearest to a query, best first.

        Raises:
            QuestionError: the query is empty or too long.
        """
        return self._answerer.search(checked(query), k=k)

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
        return self._answerer.answer(checked(question), language=language, work=work, k=k, history=history)


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
