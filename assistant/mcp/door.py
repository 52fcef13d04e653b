"""Who may use the tools over HTTP: this machine, and whoever gives the password as a bearer token."""

from __future__ import annotations

import hashlib
import ipaddress
import secrets
import time
from collections import OrderedDict
from collections.abc import Mapping

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from assistant.errors import SettingsError
from assistant.settings import MIN_PASSWORD

MAX_FAILURES = 20
"""Wrong tokens of one client before it has to wait."""
_FORGOTTEN_AFTER_S = 60.0
_CLIENTS_REMEMBERED = 1000


def check_address(host: str, password: str) -> None:
    """Make sure that whoever can reach an address has to know something.

    Raises:
        SettingsError: others could reach it and there is no password, or one too short.
    """
    if password and len(password) < MIN_PASSWORD:
        raise SettingsError(f"ASSISTANT_PASSWORD must have at least {MIN_PASSWORD} characters, not {len(password)}")
    if not password and not is_loopback(host):
        raise SettingsError(
            f"others could reach {host}, so the tools need a token there: set ASSISTANT_PASSWORD to at least "
            f"{MIN_PASSWORD} characters, which agents send as `Authorization: Bearer …`, or leave --host out to "
            "stay on this machine"
        )


def is_loopback(host: str) -> bool:
    """Tell whether only this machine can reach an address."""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


class Door:
    """Lets in who gives the password as a bearer token; who guesses has to wait.

    Args:
        app: what answers those who are let in.
        password: empty lets everybody in.
    """

    def __init__(self, app: ASGIApp, password: str) -> None:
        self._app = app
        self._password = password
        self._failures: OrderedDict[str, tuple[int, float]] = OrderedDict()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        refusal = self._refusal(scope) if scope["type"] == "http" and self._password else None
        await (refusal or self._app)(scope, receive, send)

    def _refusal(self, scope: Scope) -> PlainTextResponse | None:
        client = str((scope.get("client") or ("",))[0])
        count, since = self._failures.get(client, (0, 0.0))
        if time.monotonic() - since > _FORGOTTEN_AFTER_S:
            count = 0
        if count >= MAX_FAILURES:
            return _refused("Too many wrong tokens; try again in a minute.", 429, {"Retry-After": "60"})
        scheme, _, given = Headers(scope=scope).get("authorization", "").partition(" ")
        if scheme.lower() == "bearer" and secrets.compare_digest(_digest(given.strip()), _digest(self._password)):
            return None
        if given:
            self._failures[client] = (count + 1, time.monotonic())
            self._failures.move_to_end(client)
            while len(self._failures) > _CLIENTS_REMEMBERED:
                self._failures.popitem(last=False)
        return _refused("A bearer token is needed.", 401, {"WWW-Authenticate": "Bearer"})


def _refused(said: str, status: int, headers: Mapping[str, str]) -> PlainTextResponse:
    return PlainTextResponse(said, status_code=status, headers=headers)


def _digest(text: str) -> bytes:
    # Of one length, so that the comparison takes one time.
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()
