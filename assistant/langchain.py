"""For users of LangChain: a retriever of clauses, and answers that are verified, as a runnable.

Both are made from an open ``Assistant`` and may be shared between threads::

    from assistant import Assistant
    from assistant.langchain import ClauseRetriever, answers

    opened = Assistant.open()
    clauses = ClauseRetriever(assistant=opened, k=4)
    chain = clauses | some_chain_of_yours
    verified = answers(opened)
    verified.invoke("How big is the metaverse industry to be by 2025?")["answer"]
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Annotated, NotRequired, TypedDict

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from langchain_core.runnables import Runnable, RunnableLambda
from pydantic import ConfigDict, Field, GetPydanticSchema
from pydantic_core import core_schema

from assistant.answers import as_json
from assistant.engine import Assistant
from assistant.languages import language_of
from assistant.works import Language

# An instance, and no more: what is inside it is no business of pydantic's.
_Opened = Annotated[Assistant, GetPydanticSchema(lambda source, _: core_schema.is_instance_schema(source))]


class Turn(TypedDict):
    """What a runnable is asked; ``history`` holds the earlier questions, oldest first."""

    question: str
    history: NotRequired[Sequence[str]]
    language: NotRequired[Language | None]
    work: NotRequired[str | None]


class ClauseRetriever(BaseRetriever):
    """Finds the clauses nearest to a query; each is a document, best first.

    The page content is the clause in the language of the query (or in ``language``), without headings.
    The metadata: ``ref`` (``green/1.2.p1``), ``label``, ``work``, ``authority`` (official, briefing or added),
    ``language`` of the content, ``score`` (higher is better) and ``rank`` (from 1).

    Raises ``QuestionError`` for a query that is empty or has more than 500 characters.
    """

    model_config = ConfigDict(frozen=True)

    assistant: _Opened
    k: int = Field(default=10, ge=1, le=100)
    language: Language | None = None

    def _get_relevant_documents(
        self,
        query: str,
        *,
        run_manager: CallbackManagerForRetrieverRun,  # noqa: ARG002  # the signature is LangChain's
    ) -> list[Document]:
        return list(self._documents(query))

    def _documents(self, query: str) -> Iterator[Document]:
        language = self.language or language_of(query)
        library = self.assistant.library
        for hit in self.assistant.search(query, k=self.k):
            expression = library.answering(hit.ref.work, language)
            yield Document(
                id=str(hit.ref),
                page_content=expression.text_of(hit.ref.eid),
                metadata={
                    "ref": str(hit.ref),
                    "label": library.label(hit.ref, language),
                    "work": hit.ref.work,
                    "authority": library.work(hit.ref.work).authority.value,
                    "language": expression.language,
                    "score": hit.score,
                    "rank": hit.rank,
                },
            )


def answers(assistant: Assistant, *, k: int = 10) -> Runnable[str | Turn, dict[str, object]]:
    """Return a runnable: a question, or a ``Turn``, to the JSON object that ``assistant ask --json`` prints.

    An abstention is a result, too: its ``status`` is ``abstained``, its ``answer`` None.
    """

    def answer(asked: str | Turn) -> dict[str, object]:
        turn = Turn(question=asked) if isinstance(asked, str) else asked
        outcome = assistant.ask(
            turn["question"],
            language=turn.get("language"),
            work=turn.get("work"),
            k=k,
            history=tuple(turn.get("history", ())),
        )
        return as_json(outcome)

    return RunnableLambda(answer, name="policy_assistant")
