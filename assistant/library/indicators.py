"""What the targets of a work that ships are about and what they measure: ``targets.tsv`` beside its digests."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from pathlib import Path

from assistant.errors import ContentError
from assistant.resources import content_path
from assistant.works import Bilingual

_COLUMNS = ("eid", "figure", "subject_zh", "indicator_zh", "subject_en", "indicator_en")


@dataclass(frozen=True, slots=True)
class Indicated:
    """What one target is about and what it measures; ``figure`` is its Chinese figure, as it stands in the clause."""

    eid: str
    figure: str
    subject: Bilingual
    indicator: Bilingual


@functools.cache
def indicators_of(work_id: str) -> tuple[Indicated, ...]:
    """Return what ships for the targets of a work, in document order; nothing where no file does.

    Raises:
        ContentError: the file is malformed.
    """
    path = content_path("corpus").joinpath(work_id, "targets.tsv")
    return read_indicators(path) if path.is_file() else ()


def read_indicators(path: Path) -> tuple[Indicated, ...]:
    """Read a file of tab-separated lines under a line of column names.

    Raises:
        ContentError: the file cannot be read, or a line is malformed; the message names the line.
    """
    try:
        header, *lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, ValueError) as error:
        raise ContentError(path, f"cannot be read as a table: {error}") from error
    if tuple(header.split("\t")) != _COLUMNS:
        raise ContentError(path, f"must begin with the columns {', '.join(_COLUMNS)}")
    return tuple(_row(path, number, line) for number, line in enumerate(lines, start=2))


def _row(path: Path, number: int, line: str) -> Indicated:
    cells = [cell.strip() for cell in line.split("\t")]
    if len(cells) != len(_COLUMNS) or not all(cells):
        raise ContentError(path, f"line {number}: expected {', '.join(_COLUMNS)}, not {line!r}")
    eid, figure, subject_zh, indicator_zh, subject_en, indicator_en = cells
    return Indicated(eid, figure, Bilingual(subject_zh, subject_en), Bilingual(indicator_zh, indicator_en))
