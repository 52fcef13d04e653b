"""Ask a model and read on while it speaks: never longer than agreed, again where it could not be reached.

The model runs in a thread of its own, because no client of a model can be trusted
to keep a time limit; a thread that hangs is left behind and ends with the program.
"""

from __future__ import annotations

import queue
import random
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Never, Protocol

ATTEMPTS = 3
FIRST_PAUSE_S = 0.5
LAST_WORDS_S = 0.3
"""How long a model may go on after its answer is whole."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Some of what a model says; the counts of tokens come with the last one, if at all."""

    text: str
    input_tokens: int = 0
    output_tokens: int = 0


class Speaker(Protocol):
    """A language model under its name."""

    @property
    def name(self) -> str:
        """As the user named it."""

    def speak(self, system: str, user: str) -> Iterator[Piece]:
        """Yield what the model says, piece by piece."""


class SilenceError(Exception):
    """A model gave nothing, or nothing more; ``key`` is slow or gone, ``cause`` the kind of error."""

    def __init__(self, key: str, cause: str) -> None:
        super().__init__(key)
        self.key = key
        self.cause = cause


@dataclass(slots=True)
class Call:
    """One question to a model.

    ``jitter`` gives numbers from 0 to 1, so that many programs do not come back at once.
    """

    speaker: Speaker
    timeout_s: float
    pause: Callable[[float], None] = time.sleep
    jitter: Callable[[], float] = field(default_factory=lambda: random.SystemRandom().random)
    attempts: int = 0
    input_tokens: int = 0
    output_tokens: int = 0
    _deadline: float = 0.0

    def hurry(self) -> None:
        """Wait only a moment longer: all that can still come is the count of tokens."""
        self._deadline = min(self._deadline, time.monotonic() + LAST_WORDS_S)

    def pieces(self, system: str, user: str) -> Iterator[str]:
        """Yield what the model says; where it fails before the first word it is asked again.

        Raises:
            SilenceError: it was too slow, or failed.
        """
        self._deadline = time.monotonic() + self.timeout_s
        while True:
            self.attempts += 1
            spoke = False
            try:
                for piece in _in_thread(lambda: self.speaker.speak(system, user), lambda: self._deadline):
                    spoke = spoke or bool(piece.text)
                    self.input_tokens += piece.input_tokens
                    self.output_tokens += piece.output_tokens
                    yield piece.text
            except SilenceError as silence:
                wait_s = FIRST_PAUSE_S * 2 ** (self.attempts - 1) * (0.5 + self.jitter())
                late = time.monotonic() + wait_s >= self._deadline
                if silence.key == "slow" or spoke or self.attempts >= ATTEMPTS or late:
                    raise
                self.pause(wait_s)
            else:
                return


_DONE = object()


def _in_thread(speak: Callable[[], Iterator[Piece]], deadline: Callable[[], float]) -> Iterator[Piece]:
    """Yield what another thread says, until the deadline."""
    said: queue.SimpleQueue[object] = queue.SimpleQueue()
    stopped = threading.Event()
    threading.Thread(target=_listen, args=(speak, said, stopped), name="language-model", daemon=True).start()
    try:
        while (found := _next(said, deadline())) is not _DONE:
            if isinstance(found, Exception):
                # Its message may hold a part of a key; its kind does not.
                raise SilenceError("gone", type(found).__name__) from found
            if isinstance(found, Piece):
                yield found
    finally:
        stopped.set()


def _listen(speak: Callable[[], Iterator[Piece]], said: queue.SimpleQueue[object], stopped: threading.Event) -> None:
    """Hand on what a model says until it ends, fails, or nobody listens any more."""
    try:
        for piece in speak():
            said.put(piece)
            if stopped.is_set():
                return
    except Exception as error:  # noqa: BLE001  # whatever a client of a model raises, the model is gone
        said.put(error)
    else:
        said.put(_DONE)


def _next(said: queue.SimpleQueue[object], deadline: float) -> object:
    left_s = deadline - time.monotonic()
    try:
        # One that never stops talking is late, too.
        return said.get(timeout=left_s) if left_s > 0 else _late()
    except queue.Empty:
        return _late()


def _late() -> Never:
    raise SilenceError("slow", "TimeoutError")
