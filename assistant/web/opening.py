"""An assistant that is being opened: its library is there at once, its answers once its index is."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from assistant.answers import Outcome
from assistant.engine import Assistant
from assistant.errors import NotReadyError
from assistant.library import Library
from assistant.ranking import Hit
from assistant.works import Language


@dataclass
class Readiness:
    """Whether questions are answered yet, and how far the index is.

    Attributes:
        done: texts that are encoded.
        of: how many there are; 0 while nobody knows.
    """

    done: int = 0
    of: int = 0
    _event: threading.Event = field(default_factory=threading.Event)

    def wait(self, timeout_s: float) -> bool:
        """Wait, at most so long, and tell whether questions are answered, or never will be."""
        return self._event.wait(timeout_s)

    def set(self) -> None:
        """Say that there is nothing left to wait for."""
        self._event.set()


@dataclass
class Opening:
    """Opens an assistant beside whoever needs its library alone, and stands for it.

    Args:
        library: the works that it will answer from.
        model: the language model that it will have; empty for none.
    """

    library: Library
    model: str = ""
    readiness: Readiness = field(default_factory=Readiness)
    failure: Exception | None = None
    _assistant: Assistant | None = None
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _ended: Callable[[], None] | None = None

    def begin(self, opened: Callable[[], Assistant]) -> None:
        """Open the assistant in a thread of its own."""

        def work() -> None:
            try:
                self._assistant = opened()
            except Exception as error:  # noqa: BLE001  # whatever it is, it is raised where the page is served from
                self._failed(error)
            finally:
                self.readiness.set()

        threading.Thread(target=work, name="opening", daemon=True).start()

    def if_it_fails(self, ended: Callable[[], None]) -> None:
        """Have something called as soon as it is known that the assistant cannot be opened."""
        with self._lock:
            self._ended = ended
        if self.failure:
            ended()

    def _failed(self, error: Exception) -> None:
        with self._lock:
            self.failure = error
        if self._ended:
            self._ended()

    def progressed(self, done: int, of: int) -> None:
        """Take down how far the index is."""
        self.readiness.done, self.readiness.of = done, of

    @property
    def assistant(self) -> Assistant:
        """The assistant.

        Raises:
            NotReadyError: it is not open yet.
        """
        if self._assistant is None:
            raise NotReadyError(self.readiness.done, self.readiness.of)
        return self._assistant

    def search(self, query: str, *, k: int = 10) -> tuple[Hit, ...]:
        """Return the clauses nearest to a query; see ``Assistant.search``."""
        return self.assistant.search(query, k=k)

    def ask(
        self,
        question: str,
        *,
        language: Language | None = None,
        work: str | None = None,
        k: int = 10,
        history: Sequence[str] = (),
    ) -> Outcome:
        """Answer a question, or say why not; see ``Assistant.ask``."""
        return self.assistant.ask(question, language=language, work=work, k=k, history=history)

    def growing(self, question: str, *, history: Sequence[str] = ()) -> Iterator[Outcome]:
        """Yield an answer as it grows; see ``Assistant.growing``."""
        yield from self.assistant.growing(question, history=history)
