"""Who may use the page and its interface: this machine's own browser, and whoever knows the password."""

from __future__ import annotations

import base64
import binascii
import hashlib
import secrets
import time
from collections import OrderedDict
from dataclasses import dataclass, field

from starlette.datastructures import Headers

from assistant.api.problems import Problem

MAX_FAILURES = 10
_FAILURES_FORGOTTEN_AFTER_S = 60.0
_CLIENTS_REMEMBERED = 1000
_SAFE = frozenset({"GET", "HEAD"})


@dataclass
class Access:
    """Lets a request in or says why not.

    Attributes:
        password: what must be given, as Basic password or Bearer token; empty asks for none.
        hosts: names by which the server may be called; empty allows any. A page of another
            site cannot give a browser one of them, even if its name leads here.
    """

    password: str = ""
    hosts: frozenset[str] = frozenset()
    _failures: OrderedDict[str, tuple[int, float]] = field(default_factory=OrderedDict)

    def refusal(self, method: str, headers: Headers, client: str) -> Problem | None:
        """Return why a request is refused; None where it is let in."""
        if self.hosts and _name(headers.get("host", "")) not in self.hosts:
            return Problem.FORBIDDEN
        if method not in _SAFE and headers.get("sec-fetch-site", "same-origin") not in {"same-origin", "none"}:
            return Problem.FORBIDDEN
        return self._unknown(headers, client) if self.password else None

    def _unknown(self, headers: Headers, client: str) -> Problem | None:
        count, since = self._failures.get(client, (0, 0.0))
        if time.monotonic() - since > _FAILURES_FORGOTTEN_AFTER_S:
            count = 0
        if count >= MAX_FAILURES:
            return Problem.TOO_MANY
        given = _given(headers.get("authorization", ""))
        if given is not None and secrets.compare_digest(_digest(given), _digest(self.password)):
            return None
        if given is not None:
            self._failures[client] = (count + 1, time.monotonic())
            self._failures.move_to_end(client)
            while len(self._failures) > _CLIENTS_REMEMBERED:
                self._failures.popitem(last=False)
        return Problem.UNAUTHORIZED


def _digest(text: str) -> bytes:
    # Of one length, so that the comparison takes one time.
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()


def _given(authorization: str) -> str | None:
    """Return the password that a header gives; None where it gives none."""
    scheme, _, value = authorization.partition(" ")
    match scheme.lower():
        case "bearer":
            return value.strip()
        case "basic":
            try:
                pair = base64.b64decode(value.strip(), validate=True).decode("utf-8")
            except (binascii.Error, UnicodeDecodeError):
                return ""
            return pair.partition(":")[2]
        case _:
            return None


def _name(host: str) -> str:
    """Return a ``Host`` header without its port, in lower case."""
    if host.startswith("["):
        return host.partition("]")[0].removeprefix("[").lower()
    return host.partition(":")[0].lower()
