"""How many requests are taken at once: the rest is turned away at the door, with a time to come back."""

from __future__ import annotations

import contextlib
from collections import Counter
from collections.abc import Generator
from dataclasses import dataclass, field

from assistant.api.problems import Problem

MAX_AT_ONCE = 64
"""Questions that are answered or wait for their turn; one takes some 20 ms."""
MAX_OF_ONE = 48
"""Those of one client among them."""


@dataclass
class Admission:
    """Counts who is in. It belongs to one event loop, so that no lock is needed."""

    most: int = MAX_AT_ONCE
    most_of_one: int = MAX_OF_ONE
    _inside: Counter[str] = field(default_factory=Counter)

    def refusal(self, client: str) -> Problem | None:
        """Return why a client's request is not taken now; None where it is."""
        if self._inside.total() >= self.most:
            return Problem.BUSY
        return Problem.TOO_MANY if self._inside[client] >= self.most_of_one else None

    @contextlib.contextmanager
    def entered(self, client: str) -> Generator[None, None, None]:
        """Count a request in, and out again however it ends."""
        self._inside[client] += 1
        try:
            yield
        finally:
            self._inside[client] -= 1
            if not self._inside[client]:
                del self._inside[client]
