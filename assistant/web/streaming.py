"""An answer on its way to the page: one line of JSON for every step, none of which is taken back."""

from __future__ import annotations

import asyncio
import contextlib
import json
import threading
import time
from collections.abc import AsyncIterator, Generator
from dataclasses import dataclass, field

import anyio
import anyio.to_thread
from fastapi import APIRouter, Request
from fastapi.responses import StreamingResponse

from assistant.api.events import EventLog
from assistant.web.address import read_sent
from assistant.web.opening import Readiness
from assistant.web.page import Rooms
from assistant.web.wording import words

PATH = "/page/answer"
BEAT_S = 4.0
"""An empty line comes so often while nothing is said, so that the page knows that somebody is there."""
_WAITED_S = 0.3
_AT_A_TIME = 16


@dataclass
class Streams:
    """Sends answers as they grow.

    Attributes:
        rooms: makes what is shown.
        readiness: whether questions are answered yet.
        events: where it is written that one was.
        beat_s: how long nothing may be said.
    """

    rooms: Rooms
    readiness: Readiness
    events: EventLog = field(default_factory=EventLog)
    beat_s: float = BEAT_S
    _limiter: anyio.CapacityLimiter | None = None

    def router(self) -> APIRouter:
        """Return the route."""
        router = APIRouter()

        @router.post(PATH, include_in_schema=False)
        async def answer(request: Request) -> StreamingResponse:
            sent = (await request.body()).decode("utf-8", "replace")
            headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
            return StreamingResponse(self.lines(sent), media_type="application/x-ndjson", headers=headers)

        return router

    async def lines(self, sent: str) -> AsyncIterator[bytes]:
        """Yield the lines of the answer to what the browser sent.

        The answer is made in a thread. Whoever stops listening stops it: at its next
        step it is closed there, and what it would have come to is not kept.
        """
        if self._limiter is None:
            # A limiter belongs to the event loop that it is made in.
            self._limiter = anyio.CapacityLimiter(_AT_A_TIME)
        loop, said, stopped = asyncio.get_running_loop(), asyncio.Queue[bytes | None](), threading.Event()

        def work() -> None:
            try:
                with contextlib.closing(self._steps(sent)) as steps:
                    for line in steps:
                        if stopped.is_set():
                            return
                        loop.call_soon_threadsafe(said.put_nowait, line)
            finally:
                # The loop may be gone where the server ends meanwhile.
                with contextlib.suppress(RuntimeError):
                    loop.call_soon_threadsafe(said.put_nowait, None)

        working = asyncio.create_task(anyio.to_thread.run_sync(work, limiter=self._limiter))
        try:
            while (line := await self._next(said)) is not None:
                yield line
            await working
        finally:
            stopped.set()

    async def _next(self, said: asyncio.Queue[bytes | None]) -> bytes | None:
        try:
            return await asyncio.wait_for(said.get(), self.beat_s)
        except TimeoutError:
            return b"\n"

    def _steps(self, sent: str) -> Generator[bytes]:
        address = read_sent(sent).address
        if not address.questions:
            return
        started = time.perf_counter()
        for step in self.rooms.answering(address):
            yield _line(kind=step.kind, markup=step.markup, language=step.spoken)
            # Only the first of them can be made without an index.
            while not self.readiness.wait(_WAITED_S):
                done, of = self.readiness.done, self.readiness.of
                yield _line(kind="preparing", text=words("preparing_index", address.language, done=done, of=of or "…"))
        ms = round((time.perf_counter() - started) * 1000, 1)
        self.events.write("answer", question=address.question, ms=ms)


def _line(**fields: str) -> bytes:
    return json.dumps(fields, ensure_ascii=False).encode("utf-8", "replace") + b"\n"
