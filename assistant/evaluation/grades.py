"""What a grade of relevance means, in words: ``eval/grades.toml``."""

from __future__ import annotations

import functools
import tomllib
from dataclasses import dataclass

from assistant.errors import ContentError
from assistant.resources import content_path
from assistant.works import Bilingual

ANSWERS = 2
"""The grade of a clause that answers, or holds a needed part of the answer."""
HELPS = 1
"""The grade of a clause that helps, for example a briefing that repeats a plan."""


@dataclass(frozen=True, slots=True)
class Grade:
    """A grade that a clause may have for a question; ``meaning`` says when it has it."""

    number: int
    name: str
    meaning: Bilingual


@functools.cache
def grades() -> tuple[Grade, ...]:
    """Return the grades there are, best first.

    Raises:
        ContentError: the file is missing or malformed.
    """
    path = content_path("eval", "grades.toml")
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))["grade"]
        found = [Grade(int(t["number"]), str(t["name"]), Bilingual(zh=t["zh"], en=t["en"])) for t in tables]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ContentError(path, f"cannot be read: {error!r}") from error
    return tuple(sorted(found, key=lambda grade: -grade.number))
