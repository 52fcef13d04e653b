"""What the shipped system reached, kept so that a drop is noticed: ``eval/baselines/<set>.json``.

A baseline holds, for a set, each of its splits and languages, every measure with its 95 % interval,
and the SHA-256 of the set: another set has another baseline. A score that lies beyond the interval, on the
side that is worse, is a drop.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.errors import ContentError
from assistant.evaluation.measures import MEASURES, mean, values
from assistant.evaluation.outcomes import write_text
from assistant.evaluation.replies import Asked
from assistant.evaluation.statistics import estimate
from assistant.works import LANGUAGES

AGAIN = "`assistant eval baseline` writes it anew"


@dataclass(frozen=True, slots=True)
class Drop:
    """A score that is worse than its baseline allows; ``bound`` is the end of the interval on that side."""

    split: str
    group: str
    measure: str
    reached: float | None
    bound: float

    def __str__(self) -> str:
        reached = "nothing" if self.reached is None else f"{self.reached:.3f}"
        return f"{self.split} {self.group} {self.measure}: {reached}, beyond {self.bound:.3f}"


def set_digest(path: Path) -> str:
    """Return the SHA-256 of a question set."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def write_baseline(path: Path, *, questions: Path, asked: Sequence[Asked]) -> None:
    """Write what was reached on a set.

    Raises:
        EvaluationError: the file cannot be written.
    """
    body = {
        "set": questions.stem,
        "sha256": set_digest(questions),
        "scores": {
            split: {group: _scores(some) for group, some in _groups(asked, split) if some}
            for split in sorted({one.question.split for one in asked})
        },
    }
    write_text(path, json.dumps(body, ensure_ascii=False, indent=1) + "\n")


def drops(path: Path, *, questions: Path, asked: Sequence[Asked]) -> tuple[Drop, ...]:
    """Return every score that is worse than the baseline allows.

    Raises:
        ContentError: the baseline is missing, malformed, or of another version of the set.
    """
    try:
        body = json.loads(path.read_text(encoding="utf-8"))
        kept, digest = body["scores"], body["sha256"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ContentError(path, f"is no baseline ({error!r}); {AGAIN}") from error
    if digest != set_digest(questions):
        raise ContentError(path, f"is the baseline of another version of {questions.name}; {AGAIN}")
    return tuple(
        drop
        for split in sorted(kept)
        for group, some in _groups(asked, split)
        for drop in _drops(split, group, kept[split].get(group, {}), some)
    )


def _groups(asked: Sequence[Asked], split: str) -> Iterator[tuple[str, list[Asked]]]:
    of_split = [one for one in asked if one.question.split == split]
    for language in LANGUAGES:
        yield language, [one for one in of_split if one.question.language == language]
    # What only pairs have needs both languages.
    yield "all", of_split


def _scores(asked: Sequence[Asked]) -> dict[str, object]:
    judged = values(asked)
    found = {name: estimate(value) for name, value in judged.items()}
    return {
        name: {"value": round(e.value, 4), "low": round(e.low, 4), "high": round(e.high, 4), "n": e.n}
        for name, e in found.items()
        if e is not None
    }


def _drops(split: str, group: str, kept: Mapping[str, Mapping[str, Any]], asked: Sequence[Asked]) -> Iterator[Drop]:
    judged = values(asked) if asked else {}
    for measure in MEASURES:
        bounds = kept.get(measure.name)
        if bounds is None:
            continue
        reached = mean(judged.get(measure.name, ()))
        bound = float(bounds["high" if measure.lower_is_better else "low"])
        # What was rounded on writing is no drop.
        margin = 0.0001
        worse = reached is None or (reached > bound + margin if measure.lower_is_better else reached < bound - margin)
        if worse:
            yield Drop(split, group, measure.name, reached, bound)
