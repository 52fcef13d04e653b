"""What stands between the network and the page: only known routes, small bodies, strict headers.

Gradio serves many routes that this page does not use (uploads, a proxy, files,
code edits); here a route answers only when it is listed.
"""

from __future__ import annotations

import re
import secrets

from fastapi import HTTPException
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

MAX_BODY_BYTES = 64 * 1024
"""A question of 500 characters and what Gradio sends with it stay far below."""

_TOO_LARGE = f"at most {MAX_BODY_BYTES} bytes are read"
_READ = frozenset({"GET", "HEAD"})
_ROUTES: tuple[tuple[frozenset[str], re.Pattern[str]], ...] = (
    (
        _READ,
        re.compile(r"/|/page\.css|/theme\.css|/config|/favicon\.ico|/robots\.txt|/manifest\.json|/pwa_icon(/[0-9]+)?"),
    ),
    (_READ, re.compile(r"/(assets|static)/[A-Za-z0-9_./@-]+")),
    (
        _READ,
        re.compile(
            r"/gradio_api/(info|startup-events|queue/data|heartbeat/[A-Za-z0-9]+|app_id|login_check|theme\.css)/?"
        ),
    ),
    (frozenset({"POST"}), re.compile(r"/gradio_api/(queue/join|run/[A-Za-z0-9_]+|cancel|reset)/?")),
)
# Cards for social networks: about Gradio, and with addresses of other hosts.
_CARDS = re.compile(rb'<meta\s+(?:property|name)="(?:og|twitter):[^>]*>\s*')
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # The address holds the question.
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def content_policy(nonce: str) -> str:
    """Return the content security policy: nothing from another host, no inline script but our server's.

    Gradio builds its HTML components with ``Function``, hence 'unsafe-eval', and
    writes style attributes; handlers such as ``onerror`` in markup stay dead.
    """
    return "; ".join((
        "default-src 'none'",
        f"script-src 'self' 'nonce-{nonce}' 'unsafe-eval'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    ))


class Guard:
    """Refuses what the page does not need and hardens what it serves.

    Args:
        app: what answers the requests that pass.
        head: markup for the head of the page, such as a link to a style sheet.
        language: the ``lang`` of the page before its script has run.
    """

    def __init__(self, app: ASGIApp, *, head: str = "", language: str = "zh-Hans") -> None:
        self._app = app
        self._head = head.encode()
        self._language = language.encode()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self._app(scope, receive, send)
            return
        reply = _Reply(send, self._head, self._language)
        refusal = _refusal(scope)
        if refusal is not None:
            await refusal(scope, receive, reply)
            return
        await self._app(scope, _limited(receive), reply)


def _refusal(scope: Scope) -> PlainTextResponse | None:
    method, path = str(scope["method"]), str(scope["path"])
    if not _is_known(method, path):
        return PlainTextResponse("there is nothing here\n", status_code=404)
    length = Headers(scope=scope).get("content-length", "0")
    if not length.isascii() or not length.isdigit() or int(length) > MAX_BODY_BYTES:
        return _too_large()
    return None


def _is_known(method: str, path: str) -> bool:
    return ".." not in path and any(method in methods and route.fullmatch(path) for methods, route in _ROUTES)


def _too_large() -> PlainTextResponse:
    return PlainTextResponse(f"{_TOO_LARGE}\n", status_code=413)


def _limited(receive: Receive) -> Receive:
    """Return ``receive`` counting bytes, since a chunked body declares no length."""
    read_bytes = 0

    async def counted() -> Message:
        nonlocal read_bytes
        message = await receive()
        read_bytes += len(message.get("body", b""))
        if read_bytes > MAX_BODY_BYTES:
            # FastAPI passes its own exception on; any other becomes a complaint about JSON.
            raise HTTPException(status_code=413, detail=_TOO_LARGE)
        return message

    return counted


class _Reply:
    """Sends a response with our headers; an HTML page is held back until it is whole."""

    def __init__(self, send: Send, head: bytes, language: bytes) -> None:
        self._send = send
        self._head = head
        self._language = language
        self._nonce = secrets.token_urlsafe(18)
        self._start: Message | None = None
        self._body: list[bytes] = []

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            await self._begin(message)
        elif self._start is not None and message["type"] == "http.response.body":
            await self._gather(message, self._start)
        else:
            await self._send(message)

    async def _begin(self, message: Message) -> None:
        headers = MutableHeaders(scope=message)
        for name, value in _HEADERS.items():
            headers[name] = value
        headers["Content-Security-Policy"] = content_policy(self._nonce)
        if headers.get("content-type", "").startswith("text/html"):
            # Its nonce is new each time, so no copy of it may be kept.
            headers["Cache-Control"] = "no-store"
            self._start = message
        else:
            await self._send(message)

    async def _gather(self, message: Message, start: Message) -> None:
        self._body.append(message.get("body", b""))
        if message.get("more_body"):
            return
        page = b"".join(self._body)
        if page:
            # HEAD answers have the length of a page and no page.
            page = self._rewritten(page)
            MutableHeaders(scope=start)["content-length"] = str(len(page))
        await self._send(start)
        await self._send({"type": "http.response.body", "body": page, "more_body": False})

    def _rewritten(self, page: bytes) -> bytes:
        """Return Gradio's page with our head, without cards for social networks, its scripts allowed.

        In it ``<`` stands only in Gradio's own markup: values are JSON with ``<``
        written as an escape.
        """
        page = _CARDS.sub(b"", page)
        page = page.replace(b'lang="en"', b'lang="' + self._language + b'"', 1)
        page = page.replace(b"<script", f'<script nonce="{self._nonce}"'.encode())
        return page.replace(b"</head>", self._head + b"</head>", 1)
