from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from starlette.testclient import TestClient

    from assistant.engine import Assistant


@pytest.fixture
def make_client(assistant: Assistant, tmp_path: Path) -> Iterator[Callable[..., TestClient]]:
    """Return a function that makes a client of the routes alone, without the page around them."""
    from fastapi import FastAPI
    from starlette.testclient import TestClient

    from assistant.api.events import EventLog
    from assistant.api.feedback import FeedbackStore
    from assistant.api.routes import Desk, add_problem_handlers, api_router

    opened: list[TestClient] = []

    def make(**options: Any) -> TestClient:
        settings = {"verify": lambda: "a generation", "events": EventLog()} | options
        app = FastAPI()
        desk = Desk(assistant, FeedbackStore(tmp_path / "feedback.sqlite"), **settings)
        app.include_router(api_router(desk))
        add_problem_handlers(app, desk.events)
        client = TestClient(app)
        client.__enter__()  # noqa: PLC2801  # it is left when the test is
        opened.append(client)
        return client

    yield make
    for client in opened:
        client.__exit__()


@pytest.fixture
def client(make_client: Callable[..., TestClient]) -> TestClient:
    return make_client()
