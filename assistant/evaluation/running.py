"""Ask the questions of a set and keep what came back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assistant.answers import Answer, Outcome
from assistant.engine import Assistant
from assistant.evaluation.sets import EvalQuestion
from assistant.ranking import Hit
from assistant.works import ClauseRef

K = 10
"""How many clauses are retrieved for each question."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question and its outcome."""

    question: EvalQuestion
    outcome: Outcome

    @property
    def answered(self) -> bool:
        """Whether there was an answer."""
        return isinstance(self.outcome, Answer)

    @property
    def cited(self) -> frozenset[ClauseRef]:
        """The clauses that were cited."""
        return frozenset(c.ref for c in self.outcome.citations) if isinstance(self.outcome, Answer) else frozenset()

    @property
    def hits(self) -> tuple[Hit, ...]:
        """The clauses that were retrieved, best first."""
        return self.outcome.retrieved


def run(
    assistant: Assistant, questions: Sequence[EvalQuestion], *, progress: Callable[[int, int], None] | None = None
) -> tuple[Asked, ...]:
    """Ask every question, in order."""
    asked: list[Asked] = []
    for number, question in enumerate(questions, start=1):
        outcome = assistant.ask(question.question, work=question.work, k=K, history=question.history)
        asked.append(Asked(question, outcome))
        if progress:
            progress(number, len(questions))
    return tuple(asked)
