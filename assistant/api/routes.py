"""The routes under ``/api/v1``."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Annotated, Any, Protocol, TypeVar

import anyio
import anyio.to_thread
from fastapi import APIRouter, FastAPI, Query, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from assistant import __version__
from assistant.answers import Outcome as AnyOutcome
from assistant.answers import as_json
from assistant.api import models
from assistant.api.events import EventLog
from assistant.api.feedback import Feedback, FeedbackStore
from assistant.api.problems import MEDIA_TYPE, Problem, language_of_request, problem_of, problem_reply
from assistant.errors import AssistantError
from assistant.exchange import clause_values, hit_values, target_values, targets_csv, work_values
from assistant.languages import language_of
from assistant.library import Library
from assistant.ranking import Hit
from assistant.targets import targets
from assistant.works import ClauseRef, Language

PREFIX = "/api/v1"
_VERIFIED_FOR_S = 30.0
T = TypeVar("T")


class Answering(Protocol):
    """What the interface needs of an assistant."""

    @property
    def library(self) -> Library:
        """The works there are."""
        ...

    def search(self, query: str, *, k: int = 10) -> tuple[Hit, ...]:
        """Return the clauses nearest to a query."""
        ...

    def ask(
        self,
        question: str,
        *,
        language: Language | None = None,
        work: str | None = None,
        k: int = 10,
        history: Sequence[str] = (),
    ) -> AnyOutcome:
        """Answer a question, or say why not."""
        ...


@dataclass
class Desk:
    """What the routes share.

    Attributes:
        assistant: who answers.
        feedback: where feedback is kept.
        verify: checks the index and returns its name, or raises ``IndexDamagedError``.
        events: where events are written.
        at_a_time: how many questions are answered at a time.
    """

    assistant: Answering
    feedback: FeedbackStore
    verify: Callable[[], str]
    events: EventLog = field(default_factory=EventLog)
    at_a_time: int = 2
    _limiter: anyio.CapacityLimiter | None = None
    _verified: tuple[float, str] = (float("-inf"), "")

    async def run(self, work: Callable[[], T]) -> T:
        """Do something in a thread; more threads than cores would only make everybody wait longer."""
        if self._limiter is None:
            # A limiter belongs to the event loop that it is made in.
            self._limiter = anyio.CapacityLimiter(self.at_a_time)
        return await anyio.to_thread.run_sync(work, limiter=self._limiter)

    def generation(self) -> str:
        """Return the name of the index that was verified, checked anew every half minute.

        Raises:
            IndexDamagedError: a file is not what was written.
        """
        at, name = self._verified
        if time.monotonic() - at > _VERIFIED_FOR_S:
            name = self.verify()
            self._verified = (time.monotonic(), name)
        return name


_PROBLEMS: dict[int | str, dict[str, Any]] = {
    status: {"model": models.ProblemBody, "content": {MEDIA_TYPE: {}}, "description": said}
    for status, said in (
        (422, "The request is not as it must be."),
        (429, "Too many requests of one client at once."),
        (503, "The server is busy, or its index is being built or damaged."),
    )
}
_MISSING: dict[int | str, dict[str, Any]] = {
    404: {"model": models.ProblemBody, "content": {MEDIA_TYPE: {}}, "description": "There is no such thing."}
}


def api_router(desk: Desk) -> APIRouter:
    """Return the routes."""
    router = APIRouter(prefix=PREFIX, responses=_PROBLEMS)
    _add_asking(router, desk)
    _add_reading(router, desk)
    _add_keeping(router, desk)
    return router


def _add_asking(router: APIRouter, desk: Desk) -> None:
    @router.post("/ask", summary="Answer a question from the clauses, or say why not", responses=_MISSING)
    async def ask(asked: models.AskRequest) -> models.Outcome:
        started = time.perf_counter()
        spoken: Language | None = None if asked.language == "auto" else asked.language
        outcome = await desk.run(
            lambda: desk.assistant.ask(
                asked.question, language=spoken, work=asked.work, k=asked.k, history=tuple(asked.history)
            )
        )
        body = as_json(outcome, trace=asked.trace)
        desk.events.write(
            "ask",
            question=asked.question,
            ms=_ms_since(started),
            status=str(body["status"]),
            reason=str(body["reason"]) if body["reason"] else None,
            language=outcome.language,
        )
        return models.Outcome.model_validate(body)

    @router.get("/search", summary="Find the clauses nearest to a query, best first")
    async def search(q: models.Question, k: Annotated[int, Query(ge=1, le=100)] = 10) -> models.Search:
        started = time.perf_counter()
        language = language_of(q)
        hits = await desk.run(lambda: desk.assistant.search(q, k=k))
        found = [hit_values(hit, desk.assistant.library, language) for hit in hits]
        desk.events.write("search", question=q, ms=_ms_since(started), hits=len(found))
        return models.Search.model_validate({"query": q, "language": language, "hits": found})


def _add_reading(router: APIRouter, desk: Desk) -> None:
    library = desk.assistant.library

    @router.get("/works", summary="The works there are")
    def works() -> models.Works:
        return models.Works.model_validate({"works": [work_values(work, library) for work in library.works]})

    @router.get("/clauses/{work}/{eid}", summary="A clause in its place, in every language", responses=_MISSING)
    def clause(work: str, eid: str) -> models.Clause:
        return models.Clause.model_validate(clause_values(ClauseRef(work, eid), library))

    @router.get("/targets", summary="Every target that has a number", responses=_MISSING)
    def all_targets(work: models.WorkId | None = None) -> models.Targets:
        found = [target_values(target, library) for target in targets(library, work)]
        return models.Targets.model_validate({"targets": found})

    @router.get(
        "/targets.csv",
        summary="The same as a table",
        response_class=Response,
        responses={200: {"content": {"text/csv": {}}}, **_MISSING},
    )
    def targets_table(work: models.WorkId | None = None) -> Response:
        # The mark in front lets Excel read Chinese.
        table = "\ufeff" + targets_csv(targets(library, work), library)
        headers = {"Content-Disposition": 'attachment; filename="targets.csv"'}
        return Response(table, media_type="text/csv; charset=utf-8", headers=headers)


def _add_keeping(router: APIRouter, desk: Desk) -> None:
    library = desk.assistant.library

    @router.post("/feedback", summary="Say whether a clause supports an answer", status_code=201, responses=_MISSING)
    def feedback(given: models.FeedbackRequest) -> models.Kept:
        ref = library.check(ClauseRef.parse(given.ref))
        desk.feedback.keep(Feedback(ref, given.verdict, given.language, given.question, given.comment))
        desk.events.write("feedback", question=given.question or "", ref=str(ref), verdict=given.verdict)
        return models.Kept(question_kept=given.question is not None)

    @router.get("/health", summary="Whether questions are answered")
    def health() -> models.Health:
        generation = desk.generation()
        return models.Health(
            version=__version__,
            generation=generation,
            works=len(library.works),
            clauses=sum(len(library.leaves(work.id)) for work in library.works),
        )


def add_problem_handlers(app: FastAPI, events: EventLog) -> None:
    """Make every error of the routes a problem in the language that was asked for."""

    @app.exception_handler(AssistantError)
    def ours(request: Request, error: AssistantError) -> Response:
        problem = problem_of(error)
        events.write("problem", code=problem.code, path=request.url.path)
        # Paths of this machine are for its log alone.
        shown = "" if problem in {Problem.FAILED, Problem.NOT_READY} else str(error)
        return problem_reply(problem, language_of_request(request), shown)

    @app.exception_handler(RequestValidationError)
    def invalid(request: Request, error: RequestValidationError) -> Response:
        events.write("problem", code=Problem.INVALID.code, path=request.url.path)
        first = error.errors()[0]
        place = ".".join(str(step) for step in first["loc"])
        problem = Problem.QUESTION if first["loc"][-1] in {"question", "q"} else Problem.INVALID
        return problem_reply(problem, language_of_request(request), f"{place}: {first['msg']}")

    @app.exception_handler(HTTPException)
    def http(request: Request, error: HTTPException) -> Response:
        known = {one.status.value: one for one in (Problem.NOT_FOUND, Problem.NOT_ALLOWED, Problem.TOO_LARGE)}
        problem = known.get(error.status_code, Problem.INVALID)
        return problem_reply(problem, language_of_request(request))


def _ms_since(started: float) -> float:
    return round((time.perf_counter() - started) * 1000, 1)
