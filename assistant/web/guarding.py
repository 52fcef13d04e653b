"""What stands between the network and the page: only known routes, small bodies, strict headers.

Gradio serves many routes that this page does not use (uploads, a proxy, files,
code edits); here a route answers only when it is listed.
"""

from __future__ import annotations

import re
import secrets

from fastapi import HTTPException
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.api.admission import Admission
from assistant.api.problems import Problem, problem_reply, spoken_by
from assistant.web.access import Access

MAX_BODY_BYTES = 64 * 1024
"""A question of 500 characters and what Gradio sends with it stay far below."""

_READ = frozenset({"GET", "HEAD"})
_WRITE = frozenset({"POST"})
_ROUTES: tuple[tuple[frozenset[str], re.Pattern[str]], ...] = (
    (
        _READ,
        re.compile(
            r"/|/page\.css|/page\.js|/theme\.css|/config|/favicon\.ico|/robots\.txt|/manifest\.json|/pwa_icon(/[0-9]+)?"
        ),
    ),
    (_READ, re.compile(r"/(assets|static)/[A-Za-z0-9_./@-]+")),
    (
        _READ,
        re.compile(
            r"/gradio_api/(info|startup-events|queue/data|heartbeat/[A-Za-z0-9]+|app_id|login_check|theme\.css)/?"
        ),
    ),
    (_WRITE, re.compile(r"/gradio_api/(queue/join|run/[A-Za-z0-9_]+|cancel|reset)/?")),
    (_READ, re.compile(r"/openapi\.json|/api/v1/(search|works|targets|targets\.csv|health|clauses/[^/]+/[^/]+)")),
    (_WRITE, re.compile(r"/api/v1/(ask|feedback)|/page/answer")),
)
# What takes the time of an answer.
_COSTLY = re.compile(r"/api/v1/(ask|search)|/page/answer|/gradio_api/(queue/join|run/[A-Za-z0-9_]+)/?")
# A load balancer asks for it without a password; it says nothing that is not public.
_OPEN = frozenset({"/api/v1/health"})
# Cards for social networks: about Gradio, and with addresses of other hosts.
_CARDS = re.compile(rb'<meta\s+(?:property|name)="(?:og|twitter):[^>]*>\s*')
_BODY = re.compile(rb"<body[^>]*>")
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

    Gradio writes style attributes, hence 'unsafe-inline' for styles; handlers such
    as ``onerror`` in markup, and code made from text, stay dead.
    """
    return "; ".join((
        "default-src 'none'",
        f"script-src 'self' 'nonce-{nonce}'",
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
        access: who is let in.
        admission: how many are let in at once.
        head: markup for the head of the page, such as a link to a style sheet.
        body: markup that the page begins with.
        language: the ``lang`` of the page before its script has run.
    """

    def __init__(
        self,
        app: ASGIApp,
        *,
        access: Access | None = None,
        admission: Admission | None = None,
        head: str = "",
        body: str = "",
        language: str = "zh-Hans",
    ) -> None:
        self._app = app
        self._access = access or Access()
        self._admission = admission or Admission()
        self._head = head.encode()
        self._body = body.encode()
        self._language = language.encode()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self._app(scope, receive, send)
            return
        reply = _Reply(send, self._head, self._body, self._language)
        client = _client(scope)
        refusal = self._refusal(scope, client)
        if refusal is not None:
            language = spoken_by(Headers(scope=scope).get("accept-language", ""))
            await problem_reply(refusal, language)(scope, receive, reply)
        elif _COSTLY.fullmatch(str(scope["path"])):
            with self._admission.entered(client):
                await self._app(scope, _limited(receive), reply)
        else:
            await self._app(scope, _limited(receive), reply)

    def _refusal(self, scope: Scope, client: str) -> Problem | None:
        method, path, headers = str(scope["method"]), str(scope["path"]), Headers(scope=scope)
        if path not in _OPEN:
            stranger = self._access.refusal(method, headers, client)
            if stranger is not None:
                return stranger
        if not _is_known(method, path):
            return Problem.NOT_FOUND
        length = headers.get("content-length", "0")
        if not length.isascii() or not length.isdigit() or int(length) > MAX_BODY_BYTES:
            return Problem.TOO_LARGE
        return self._admission.refusal(client) if _COSTLY.fullmatch(path) else None


def _client(scope: Scope) -> str:
    client = scope.get("client")
    return str(client[0]) if client else ""


def _is_known(method: str, path: str) -> bool:
    return ".." not in path and any(method in methods and route.fullmatch(path) for methods, route in _ROUTES)


def _limited(receive: Receive) -> Receive:
    """Return ``receive`` counting bytes, since a chunked body declares no length."""
    read_bytes = 0

    async def counted() -> Message:
        nonlocal read_bytes
        message = await receive()
        read_bytes += len(message.get("body", b""))
        if read_bytes > MAX_BODY_BYTES:
            # FastAPI passes its own exception on; any other becomes a complaint about JSON.
            raise HTTPException(status_code=413)
        return message

    return counted


class _Reply:
    """Sends a response with our headers; an HTML page is held back until it is whole."""

    def __init__(self, send: Send, head: bytes, body: bytes, language: bytes) -> None:
        self._send = send
        self._head = head
        self._first = body
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
        """Return Gradio's page with our head and beginning, without cards for social networks, its scripts allowed.

        In it ``<`` stands only in Gradio's own markup: values are JSON with ``<``
        written as an escape.
        """
        page = _CARDS.sub(b"", page)
        page = page.replace(b'lang="en"', b'lang="' + self._language + b'"', 1)
        page = page.replace(b"</head>", self._head + b"</head>", 1)
        page = _BODY.sub(lambda found: found[0] + self._first, page, count=1)
        return page.replace(b"<script", f'<script nonce="{self._nonce}"'.encode())
