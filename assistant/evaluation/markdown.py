"""A run in figures, as Markdown tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.evaluation.measures import BY_NAME, MEASURES
from assistant.evaluation.statistics import Estimate, Method
from assistant.evaluation.summary import ALL, GROUPS, Summary, SystemSummary
from assistant.evaluation.wording import FAULTS, LABELS
from assistant.works import Language


def as_markdown(summary: Summary, language: Language = "en") -> str:
    """Return the tables of a run."""
    return "\n".join(_lines(summary, language)) + "\n"


def shown(estimate: Estimate | None) -> str:
    """Return a score with its interval, as people read it."""
    if estimate is None:
        return "–"
    if estimate.method is Method.ALL_EQUAL:
        return f"{estimate.value:.3f} (n={estimate.n})"
    mark = "" if estimate.method is Method.BCA else "†"
    return f"{estimate.value:.3f} [{estimate.low:.3f}, {estimate.high:.3f}]{mark}"


def _lines(summary: Summary, language: Language) -> Iterator[str]:
    zh = language == "zh"
    sets = ", ".join(summary.sets)
    yield f"# {'评测' if zh else 'Evaluation'}: {sets} ({summary.split}), {len(summary.questions)}"
    for system in summary.systems:
        yield f"\n## {system.name}\n"
        columns = [f"{group} (n={summary.counts(group)})" for group in GROUPS]
        rows = [
            [measure.label.get(language), *(shown(system.estimates[group][measure.name]) for group in GROUPS)]
            for measure in MEASURES
        ]
        yield from _table(["指标" if zh else "measure", *columns], rows)
        yield f"\n{_cost(system)}"
        if system.differences:
            yield from _differences(summary, system, language)
    yield f"\n## {'按题型：答对且引对' if zh else 'Right, by kind'}\n"
    rows = [
        [kind, *(shown(system.kinds[kind][group]["right"]) for system in summary.systems for group in GROUPS)]
        for kind in summary.kinds
    ]
    columns = [f"{system.name} {group}" for system in summary.systems for group in GROUPS]
    yield from _table(["题型" if zh else "kind", *columns], rows)
    yield f"\n## {LABELS['faults'].get(language)}\n"
    rows = [
        [system.name, FAULTS[fault].get(language), asked_in, str(count)]
        for system in summary.systems
        for (fault, asked_in), count in sorted(system.faults.items(), key=lambda pair: (-pair[1], pair[0]))
    ]
    yield from _table([LABELS[key].get(language) for key in ("system", "fault", "language", "questions")], rows)
    yield f"\n{NOTE[0 if zh else 1]}"


NOTE = (
    "方括号内为95%自助法区间（BCa；†为百分位法）；所有题取值相同时无区间，只给题数。",
    "In brackets the 95 % bootstrap interval (BCa; † percentile); where all values are equal there is none but n.",
)


def _cost(system: SystemSummary) -> str:
    time = system.latency
    took = f"median {time.median_ms:.1f} ms, p95 {time.p95_ms:.1f} ms; " if time else ""
    return f"{took}memory at most {system.run.memory_mib:.0f} MiB a process"


def _differences(summary: Summary, system: SystemSummary, language: Language) -> Iterator[str]:
    first = summary.systems[0].name
    yield f"\n{system.name} − {first} ({ALL}):\n"
    rows = [
        [BY_NAME[name].label.get(language), f"{found.value:+.3f}", f"{found.p:.4f}", str(found.n)]
        for name, found in system.differences.items()
        if found
    ]
    yield from _table(["指标" if language == "zh" else "measure", "Δ", "p", "n"], rows)


def _table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    yield _row(columns)
    yield _row(["---"] * len(columns))
    yield from map(_row, rows)


def _row(cells: Sequence[str]) -> str:
    escaped = (cell.replace("|", "\\|") for cell in cells)
    return f"| {' | '.join(escaped)} |"
