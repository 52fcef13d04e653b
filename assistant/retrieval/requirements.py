"""What a clause must name if it is to answer a question that names it.

A question for a tax rate is not answered by a clause that never speaks of tax,
however near the rest of it comes. ``requirements.tsv`` lists such things: an
*attribute* must be named by every clause that answers, of the *places* at least one.
"""

from __future__ import annotations

import enum
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from assistant.errors import ContentError
from assistant.languages import folded, has_han
from assistant.works import Span


class RequirementKind(enum.StrEnum):
    """How a requirement is to be met."""

    ATTRIBUTE = "attribute"
    PLACE = "place"
    DOMAIN = "domain"
    """What the documents are not about at all, such as the weather."""
    SITE = "site"
    """Where something is: any place will do."""


_WRITTEN = frozenset({RequirementKind.ATTRIBUTE, RequirementKind.PLACE, RequirementKind.DOMAIN})


@dataclass(frozen=True)
class Requirement:
    """Something with its names in both languages, folded."""

    kind: RequirementKind
    names: tuple[str, ...]

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        return re.compile("|".join(_whole(name) for name in sorted(self.names, key=lambda name: (-len(name), name))))

    def named_in(self, plain: str) -> str | None:
        """Return the name by which a folded text names it, or None."""
        match = self._pattern.search(plain)
        return match.group() if match else None

    def spans(self, plain: str) -> Iterator[Span]:
        """Yield where a folded text names it."""
        yield from (Span(*match.span()) for match in self._pattern.finditer(plain))


def any_place(requirements: Iterable[Requirement]) -> Requirement:
    """Return the requirement that some place is named, whichever."""
    names = (name for one in requirements if one.kind is RequirementKind.PLACE for name in one.names)
    return Requirement(RequirementKind.SITE, tuple(names))


def read_requirements(path: Path) -> tuple[Requirement, ...]:
    """Read ``requirements.tsv``: a header line, then kind and names, variants parted by ``|``.

    Raises:
        ContentError: the file cannot be read or a line is malformed.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise ContentError(path, f"cannot be read: {error}") from error
    found: list[Requirement] = []
    for number, line in enumerate(lines[1:], start=2):
        kind, *columns = line.split("\t")
        names = tuple(folded(name) for column in columns for name in column.split("|") if name)
        if len(columns) != 2 or not names or kind not in _WRITTEN:
            raise ContentError(path, f"line {number} is not a kind, Chinese names and English names")
        found.append(Requirement(RequirementKind(kind), names))
    return tuple(found)


def _whole(name: str) -> str:
    if has_han(name) or not name.isascii():
        # In 2025年产值 the year ends before what is asked of it.
        return rf"(?<![0-9]{{4}}){re.escape(name)}" if name.startswith("年") else re.escape(name)
    return rf"(?<![a-z]){re.escape(name)}(?:s|es|d|ed)?(?![a-z])"
