"""A run of several systems in figures: per language and kind, with intervals, and compared with the first system."""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass

from assistant.evaluation.measures import MEASURES, Fault, Values, faults, total_ms, values
from assistant.evaluation.replies import Asked
from assistant.evaluation.running import SystemRun
from assistant.evaluation.sets import KINDS, EvalQuestion
from assistant.evaluation.statistics import Difference, Estimate, difference, estimate
from assistant.works import LANGUAGES

ALL = "all"
GROUPS = (*LANGUAGES, ALL)
"""A language each, and all questions."""

COMPARED = ("right", "recall_5", "mrr", "citation_recall", "refusal", "over_refusal")
"""Measures in which systems are tested against the first one."""

BY_KIND = ("right", "recall_5", "citation_precision", "citation_recall", "figures", "refusal", "over_refusal")
"""Measures that are given by kind of question as well."""

ANSWERED = "answered"

Estimates = Mapping[str, Estimate | None]


@dataclass(frozen=True, slots=True)
class Latency:
    """How long a reply took, in milliseconds."""

    median_ms: float
    p95_ms: float
    times_ms: tuple[float, ...]


@dataclass(frozen=True)
class SystemSummary:
    """What one system reached.

    Attributes:
        run: its replies.
        values: of every measure, a value for each question.
        estimates: of every measure, by group.
        kinds: of the measures in ``BY_KIND``, by kind and then group.
        statuses: how often each status or reason was replied where each was expected.
        latency: None where nobody measured.
        differences: from the first system, by measure; empty for the first itself.
    """

    run: SystemRun
    values: Mapping[str, Values]
    estimates: Mapping[str, Estimates]
    kinds: Mapping[str, Mapping[str, Estimates]]
    statuses: Mapping[tuple[str, str], int]
    latency: Latency | None
    differences: Mapping[str, Difference | None]

    @property
    def name(self) -> str:
        """Of the system."""
        return self.run.name

    @property
    def faults(self) -> Mapping[tuple[Fault, str], int]:
        """How often each fault occurred, by fault and language; a question may have several."""
        return Counter((fault, one.question.language) for one in self.failing for fault in faults(one))

    @property
    def failing(self) -> tuple[Asked, ...]:
        """The questions that are not right."""
        return tuple(one for one, right in zip(self.run.asked, self.values["right"], strict=True) if not right)


@dataclass(frozen=True)
class Summary:
    """What every system reached on the same questions; the first is the one the others are compared with."""

    sets: tuple[str, ...]
    split: str
    questions: tuple[EvalQuestion, ...]
    systems: tuple[SystemSummary, ...]

    def counts(self, group: str) -> int:
        """Return how many questions a group has."""
        return sum(group in {question.language, ALL} for question in self.questions)

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of question there are, in the order of ``KINDS``; others after them."""
        found = dict.fromkeys(question.kind for question in self.questions)
        return (*(kind for kind in KINDS if kind in found), *(kind for kind in found if kind not in KINDS))

    def to_json(self) -> dict[str, object]:
        """Return everything but the single replies."""
        return {
            "sets": list(self.sets),
            "split": self.split,
            "questions": {group: self.counts(group) for group in GROUPS},
            "systems": {system.name: _system_json(system) for system in self.systems},
        }


def summarised(
    sets: Sequence[str], split: str, questions: Sequence[EvalQuestion], runs: Sequence[SystemRun]
) -> Summary:
    """Return the figures of runs over the same questions."""
    found: list[SystemSummary] = []
    for run in runs:
        found.append(_summary(run, found[0].values if found else None))
    return Summary(tuple(sets), split, tuple(questions), tuple(found))


def _summary(run: SystemRun, first: Mapping[str, Values] | None) -> SystemSummary:
    judged = values(run.asked)
    kinds = dict.fromkeys(one.question.kind for one in run.asked)
    return SystemSummary(
        run=run,
        values=judged,
        estimates={
            group: {m.name: estimate(_of(run.asked, judged[m.name], _in_group(group))) for m in MEASURES}
            for group in GROUPS
        },
        kinds={
            kind: {
                group: {name: estimate(_of(run.asked, judged[name], _in_group(group, kind))) for name in BY_KIND}
                for group in GROUPS
            }
            for kind in kinds
        },
        statuses=Counter((expected_status(one), given_status(one)) for one in run.asked),
        latency=latency(total_ms(run.asked)),
        differences={name: difference(judged[name], first[name]) for name in COMPARED} if first else {},
    )


def _in_group(group: str, kind: str | None = None) -> Callable[[Asked], bool]:
    return lambda asked: group in {asked.question.language, ALL} and kind in {asked.question.kind, None}


def _of(asked: Sequence[Asked], found: Values, wanted: Callable[[Asked], bool]) -> Values:
    return tuple(value for one, value in zip(asked, found, strict=True) if wanted(one))


def expected_status(asked: Asked) -> str:
    """Return ``answered``, or the reason why the question must be refused."""
    question = asked.question
    return ANSWERED if question.answerable else str(question.reason or "abstained")


def given_status(asked: Asked) -> str:
    """Return ``answered``, or the reason why the question was refused."""
    return ANSWERED if asked.answered else str(asked.reply.reason or "abstained")


def latency(times: Sequence[float]) -> Latency | None:
    """Return median and 95th percentile (the nearest rank) of times; None where there are none."""
    if not times:
        return None
    ordered = sorted(times)
    nearest = max(0, -(-95 * len(ordered) // 100) - 1)
    return Latency(statistics.median(ordered), ordered[nearest], tuple(times))


def _system_json(system: SystemSummary) -> dict[str, object]:
    time = system.latency
    return {
        "digest": system.run.digest,
        **{group: _estimates_json(system.estimates[group]) for group in GROUPS},
        "kinds": {
            kind: {group: _estimates_json(found) for group, found in groups.items()}
            for kind, groups in system.kinds.items()
        },
        "faults": [
            {"fault": fault.value, "language": language, "questions": count}
            for (fault, language), count in sorted(system.faults.items())
        ],
        "statuses": [
            {"expected": expected, "given": given, "questions": count}
            for (expected, given), count in sorted(system.statuses.items())
        ],
        "latency_ms": {"median": round(time.median_ms, 2), "p95": round(time.p95_ms, 2)} if time else None,
        "memory_mib": round(system.run.memory_mib),
        "differences": {name: asdict(found) if found else None for name, found in system.differences.items()},
        "failing": [one.question.uid for one in system.failing],
    }


def _estimates_json(estimates: Estimates) -> dict[str, object]:
    return {name: _estimate_json(found) if found else None for name, found in estimates.items()}


def _estimate_json(found: Estimate) -> dict[str, object]:
    return {
        "value": round(found.value, 4),
        "low": round(found.low, 4),
        "high": round(found.high, 4),
        "n": found.n,
        "method": found.method.value,
    }
