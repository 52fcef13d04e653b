"""Serve the page: the application, the socket it listens on, and the browser that opens it."""

from __future__ import annotations

import asyncio
import ipaddress
import os
import socket
import sys
import threading
import webbrowser
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from assistant import __version__
from assistant.api.admission import Admission
from assistant.api.checking import verified_generation
from assistant.api.events import EventLog, open_log
from assistant.api.feedback import FeedbackStore
from assistant.api.routes import Answering as Asked
from assistant.api.routes import Desk, add_problem_handlers, api_router
from assistant.drafting.models import NONE
from assistant.engine import Assistant
from assistant.errors import AssistantError, NotReadyError, SettingsError
from assistant.indexing.building import Progress
from assistant.library.opening import open_library
from assistant.receipts import receipt_text
from assistant.resources import content_path
from assistant.settings import MIN_PASSWORD, read_settings
from assistant.terms import read_glossary
from assistant.web.access import Access
from assistant.web.conversation import Answering, Sealing
from assistant.web.frame import fixtures, splash
from assistant.web.markup import Html, element, escaped, joined
from assistant.web.opening import Opening, Readiness
from assistant.web.page import Rooms, build_page
from assistant.web.wording import TITLE

if TYPE_CHECKING:
    import fastapi

_FOLDER = Path(__file__).parent
_PAGE_FIRST_S = 10.0
LOOPBACK_NAMES = frozenset({"127.0.0.1", "localhost", "::1"})
# Chinese faces after the Latin ones of each system, so that figures and names keep their own shapes.
FONTS = (
    "system-ui", "-apple-system", "Segoe UI", "Roboto", "PingFang SC", "Hiragino Sans GB", "Microsoft YaHei",
    "Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "sans-serif",
)  # fmt: skip


class AddressTakenError(AssistantError):
    """The page cannot listen on an address."""

    def __init__(self, host: str, port: int, problem: str) -> None:
        super().__init__(
            f"cannot listen on {host} port {port}: {problem}; another port works, for example --port {port + 1}"
        )
        self.host = host
        self.port = port


class Serving(Answering, Asked, Protocol):
    """What page and interface need of an assistant."""


def create_app(
    assistant: Serving,
    *,
    index_home: Path,
    home: Path,
    seal: Sealing | None = None,
    readiness: Readiness | None = None,
    access: Access | None = None,
    admission: Admission | None = None,
    events: EventLog | None = None,
    at_a_time: int = 2,
) -> fastapi.FastAPI:
    """Return the application that serves the page of an assistant, and the interface for programs.

    Args:
        assistant: who answers.
        index_home: where the index lies that must pass its check.
        home: where feedback is kept.
        seal: makes the receipt of an outcome; None offers none.
        readiness: whether questions are answered yet; by default they are.
        access: who is let in; by default everybody.
        admission: how many are let in at once.
        events: where events are written; by default nowhere.
        at_a_time: how many questions of programs are answered at a time.
    """
    if readiness is None:
        readiness = Readiness()
        readiness.set()
    waited = readiness

    def verified() -> str:
        # An older index may lie there, and pass, while the one to be used is built.
        if not waited.wait(0):
            raise NotReadyError(waited.done, waited.of)
        return verified_generation(index_home)

    desk = Desk(
        assistant,
        FeedbackStore(home / "feedback.sqlite"),
        verified,
        events or EventLog(),
        at_a_time,
    )
    rooms = Rooms(assistant, read_glossary(content_path("corpus", "glossary.tsv")), seal)
    # Outside of an event loop, Gradio starts one for every lock it makes and closes none;
    # in a thread of its own there is a loop for it, whoever calls.
    with ThreadPoolExecutor(max_workers=1) as thread:
        return thread.submit(lambda: asyncio.run(_created(desk, rooms, readiness, access, admission))).result()


async def _created(  # noqa: RUF029  # it only has to run inside a loop
    desk: Desk, rooms: Rooms, readiness: Readiness, access: Access | None, admission: Admission | None
) -> fastapi.FastAPI:
    _import_gradio()
    import gradio as gr
    from fastapi import FastAPI, Response

    from assistant.web.guarding import Guard
    from assistant.web.streaming import Streams

    app = FastAPI(title="Policy assistant", version=__version__, docs_url=None, redoc_url=None)
    style = (_FOLDER / "page.css").read_text(encoding="utf-8")
    script = (_FOLDER / "page.js").read_text(encoding="utf-8")

    @app.get("/page.css", include_in_schema=False)
    def page_css() -> Response:
        return Response(style, media_type="text/css", headers={"Cache-Control": "no-cache"})

    @app.get("/page.js", include_in_schema=False)
    def page_js() -> Response:
        return Response(script, media_type="text/javascript", headers={"Cache-Control": "no-cache"})

    app.include_router(api_router(desk))
    app.include_router(Streams(rooms, readiness, desk.events).router())
    add_problem_handlers(app, desk.events)
    mounted: fastapi.FastAPI = gr.mount_gradio_app(
        app,
        build_page(rooms, desk.events),
        path="/",
        footer_links=[],
        run_history=False,
        show_error=False,
        max_file_size=1,
        ssr_mode=False,
        enable_monitoring=False,
        pwa=False,
        mcp_server=False,
        theme=gr.themes.Base(font=list(FONTS), font_mono=["ui-monospace", "monospace"]),
    )
    body = joined((splash("zh"), fixtures("zh")))
    mounted.add_middleware(Guard, access=access, admission=admission, head=_head(), body=body)
    return mounted


def _import_gradio() -> None:
    # Read when it is imported; it would otherwise ask its makers for the newest version.
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    import gradio  # noqa: F401  # importing it is all that is wanted


def _head() -> str:
    return joined((
        element("title", escaped(f"{TITLE.zh} · {TITLE.en}")),
        element("meta", attributes={"name": "color-scheme", "content": "light dark"}),
        element("link", attributes={"rel": "stylesheet", "href": "./page.css"}),
        Html('<script src="./page.js" defer></script>'),
    ))


def serve(
    *,
    host: str,
    port: int,
    browser: bool = True,
    log: str = "",
    log_questions: bool = False,
    progress: Progress | None = None,
) -> None:
    """Serve the page until it is interrupted.

    Args:
        host: the address to listen on; any but this machine's own needs a password.
        port: the port to listen on.
        browser: open the page in a browser where there is a display.
        log: a file for events, ``-`` for stderr, empty for none.
        log_questions: write questions among the events.
        progress: told how far the index is, where one has to be built first.

    Raises:
        SettingsError: others could reach the address, and there is no password.
        AddressTakenError: the port is taken, or the address is not this machine's.
        AssistantError: the assistant cannot be opened.
    """
    import uvicorn

    settings = read_settings()
    access = access_to(host, settings.password)
    # Before the index, so that nobody waits for it to learn that the port is taken.
    with listening_socket(host, port) as listener:
        opening = Opening(open_library(settings), "" if settings.llm == NONE else settings.llm)
        # Seconds of importing pass while the index is read. Where one has to be built, the page comes first:
        # it needs none, and questions wait for it in view.
        up = threading.Event()
        told = _telling(up, opening.progressed, progress)
        opening.begin(lambda: Assistant.open(settings, library=opening.library, progress=told))
        app = create_app(
            opening,
            index_home=settings.index_home,
            home=settings.home,
            seal=lambda asked, outcome, now: receipt_text(opening.assistant, asked, outcome, now=now),
            readiness=opening.readiness,
            access=access,
            events=open_log(log, questions=log_questions),
            at_a_time=settings.threads,
        )
        config = uvicorn.Config(
            app,
            log_level="warning",
            access_log=False,
            server_header=False,
            ws="none",
            # Longer than clients keep a connection: closed by both at once, a request would be lost.
            timeout_keep_alive=30,
        )
        server = uvicorn.Server(config)
        up.set()
        opening.if_it_fails(lambda: setattr(server, "should_exit", True))
        if opening.failure:
            # Before anybody is told that there is a page.
            raise opening.failure
        address = page_address(host, listener.getsockname()[1])
        _say(f"assistant: the page is at {address}  (Ctrl+C ends it)")
        if settings.password:
            _say("assistant: it asks for the password in ASSISTANT_PASSWORD; any user name will do")
        if browser and has_display():
            open_soon(address)
        server.run(sockets=[listener])
    if opening.failure:
        raise opening.failure


def access_to(host: str, password: str) -> Access:
    """Return who is let in at an address.

    Raises:
        SettingsError: others could reach the address and there is no password, or one too short.
    """
    if password and len(password) < MIN_PASSWORD:
        raise SettingsError(f"ASSISTANT_PASSWORD must have at least {MIN_PASSWORD} characters, not {len(password)}")
    if is_loopback(host):
        return Access(password, LOOPBACK_NAMES | {host})
    if not password:
        raise SettingsError(
            f"others could reach {host}, so the page needs a password there: set ASSISTANT_PASSWORD to at least "
            f"{MIN_PASSWORD} characters, or leave --host out to stay on this machine"
        )
    return Access(password)


def _telling(up: threading.Event, *listeners: Progress | None) -> Progress:
    """Return what is told how far the index is; it lets the building wait until the page is up."""

    def told(done: int, of: int) -> None:
        for listener in listeners:
            if listener:
                listener(done, of)
        up.wait(_PAGE_FIRST_S)

    return told


def _say(line: str) -> None:
    sys.stderr.write(line + "\n")
    sys.stderr.flush()


def listening_socket(host: str, port: int) -> socket.socket:
    """Return a socket that listens on an address; port 0 takes a free one.

    Raises:
        AddressTakenError: the port is taken, or the address is not this machine's.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    # Elsewhere than on Windows, where it would share the port, this allows a restart at once.
    if os.name != "nt":
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen(128)
    except OSError as error:
        listener.close()
        raise AddressTakenError(host, port, (error.strerror or str(error)).lower()) from error
    return listener


def page_address(host: str, port: int) -> str:
    """Return the address to type into a browser on this machine."""
    name = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104  # compared, not bound to
    return f"http://[{name}]:{port}/" if ":" in name else f"http://{name}:{port}/"


def is_loopback(host: str) -> bool:
    """Tell whether only this machine can reach an address."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def has_display() -> bool:
    """Tell whether there is a screen that a browser could open on."""
    if sys.platform in {"win32", "darwin"}:
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def open_soon(address: str, opened_with: Callable[[str], bool] = webbrowser.open) -> threading.Timer:
    """Open an address a moment later, beside the server, which is not listening to it yet.

    The socket listens already, so a browser that is faster waits for its answer.
    """
    timer = threading.Timer(0.5, _opened, args=(address, opened_with))
    timer.daemon = True
    timer.start()
    return timer


def _opened(address: str, opened_with: Callable[[str], bool]) -> None:
    try:
        opened_with(address)
    except (OSError, webbrowser.Error) as error:
        _say(f"assistant: no browser could be opened ({error}); open {address} yourself")
