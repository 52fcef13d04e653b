from __future__ import annotations

import contextlib
import dataclasses
import json
import os
import threading
import time
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode, urlsplit

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, ConsoleMessage, Page, Request

    from assistant.settings import Settings
    from assistant.web.opening import Readiness

WAIT_MS = 20_000
SLOW = "How large is the green and low-carbon industry to be by 2025?"


@contextlib.contextmanager
def _served(settings: Settings, kept: Path, readiness: Readiness | None = None) -> Generator[str]:
    """Serve a page, and give its address."""
    import uvicorn

    from assistant.engine import Assistant
    from assistant.receipts import receipt_text
    from assistant.web.serving import create_app, listening_socket, page_address

    assistant = Assistant.open(settings)
    app = create_app(
        assistant,
        index_home=settings.index_home,
        home=kept,
        seal=lambda asked, outcome, now: receipt_text(assistant, asked, outcome, now=now),
        readiness=readiness,
    )
    listener = listening_socket("127.0.0.1", 0)
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning", ws="none", timeout_graceful_shutdown=1))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    deadline = time.monotonic() + 20
    while not server.started and time.monotonic() < deadline:
        time.sleep(0.05)
    assert server.started
    try:
        yield page_address("127.0.0.1", listener.getsockname()[1])
    finally:
        server.should_exit = True
        thread.join(timeout=10)
        listener.close()


@pytest.fixture(scope="session")
def site(assistant_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Return the address of a page that answers from the shipped corpus."""
    from assistant.settings import Settings

    with _served(Settings(home=assistant_home, today="2026-06-01"), tmp_path_factory.mktemp("kept")) as address:
        yield address


# Each test has its own: what was answered once comes at once.
@pytest.fixture
def drafted_site(assistant_home: Path, tmp_path: Path) -> Iterator[str]:
    """Return the address of a page where a slow model drafts: two sentences of a clause, between them a wrong one."""
    from assistant.drafting.keys import clause_keys
    from assistant.languages import sentences
    from assistant.library.opening import open_library
    from assistant.settings import Settings
    from assistant.works import ClauseRef

    settings = Settings(home=assistant_home, today="2026-06-01")
    clause = ClauseRef("green", "1.2.p1")
    first, second = sentences(open_library(settings).answering("green", "en").text_of(clause.eid), "en")
    (key,) = clause_keys(SLOW, [clause])
    drafts = [{"text": text, "keys": [key]} for text in (first, first.replace("500", "600"), second)]
    reply = {"text": json.dumps({"sentences": drafts}), "delay_s": 0.5, "pause_s": 0.05}
    script = tmp_path / "slow.json"
    script.write_text(json.dumps({"replies": [reply]}), encoding="utf-8")
    with _served(dataclasses.replace(settings, llm=f"scripted:{script}"), tmp_path) as address:
        yield address


@dataclass(frozen=True)
class Opening:
    """A page whose index is said to be still on its way."""

    address: str
    readiness: Readiness


@pytest.fixture
def opening_site(assistant_home: Path, tmp_path: Path) -> Iterator[Opening]:
    """Return a page that answers no question until its readiness is set."""
    from assistant.settings import Settings
    from assistant.web.opening import Readiness

    readiness = Readiness()
    with _served(Settings(home=assistant_home, today="2026-06-01"), tmp_path, readiness) as address:
        yield Opening(address, readiness)


# Not for the session: while it lives, Playwright's event loop runs in this thread, and no other can.
@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    from playwright.sync_api import sync_playwright

    # The page must not depend on the way out that a developer's machine may have.
    arguments = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-proxy-server"]
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium, args=arguments)
        yield launched
        launched.close()


@dataclass
class Visit:
    """A tab, and what it did that it should not have."""

    site: str
    page: Page
    outside: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def watch(self) -> None:
        """Write down requests to other hosts, errors of scripts, and what a policy stopped."""
        self.page.on("request", self._asked)
        self.page.on("console", self._said)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("dialog", lambda dialog: (self.complaints.append(dialog.message), dialog.dismiss()))

    def _asked(self, request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme not in {"data", "blob"} and address.netloc != urlsplit(self.site).netloc:
            self.outside.append(request.url)

    def _said(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.complaints.append(message.text)

    def go(self, **fields: str | list[str]) -> Visit:
        """Open an address and wait until the page shows it."""
        self.page.goto(f"{self.site}?{urlencode(fields, doseq=True)}")
        self.page.wait_for_selector("body.arrived", timeout=WAIT_MS)
        self.settled()
        return self

    def settled(self) -> None:
        """Wait until no answer is under way."""
        self.page.wait_for_selector('#answer[aria-busy="false"]', timeout=WAIT_MS)

    def until(self, condition: str) -> None:
        """Wait until an expression holds; the page's policy lets Playwright evaluate none by itself."""
        deadline = time.monotonic() + WAIT_MS / 1000
        while not self.page.evaluate(condition):
            assert time.monotonic() < deadline, condition
            self.page.wait_for_timeout(20)

    def ask(self, question: str) -> None:
        """Type a question and press Enter."""
        self.page.fill("#question", question)
        self.page.press("#question", "Enter")
        self.until(f"document.querySelector('.asked')?.textContent === {json.dumps(question)}")
        self.settled()

    def text(self, selector: str) -> str:
        """Return what an element says."""
        return self.page.inner_text(selector)


@pytest.fixture
def visit(browser: Browser, site: str) -> Iterator[Callable[..., Visit]]:
    """Return a function that opens a tab; afterwards no tab may have misbehaved."""
    visits: list[Visit] = []

    def opened(
        *, width: int = 1280, height: int = 860, scheme: str = "light", locale: str = "en-GB", at: str = site
    ) -> Visit:
        size = {"width": width, "height": height}
        context = browser.new_context(viewport=size, color_scheme=scheme, locale=locale)  # type: ignore[arg-type]  # plain values
        new = Visit(at, context.new_page())
        new.watch()
        visits.append(new)
        return new

    yield opened
    for one in visits:
        one.page.context.close()
    assert [one.outside for one in visits] == [[] for _ in visits]
    assert [one.complaints for one in visits] == [[] for _ in visits]


@pytest.fixture(scope="session")
def screenshots() -> Path | None:
    """Return the folder that ``SCREENSHOTS`` names, where pictures of the page are wanted."""
    folder = os.environ.get("SCREENSHOTS")
    return Path(folder) if folder else None
