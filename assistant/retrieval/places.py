"""Places a question may name: the ones the plans are about, and all others."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from assistant.errors import ContentError
from assistant.languages import folded, has_han
from assistant.works import Span


@dataclass(frozen=True)
class Places:
    """Names of cities, provinces and countries that the corpus is not about."""

    names: tuple[str, ...]

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        alternatives = sorted((folded(name) for name in self.names), key=lambda name: (-len(name), name))
        return re.compile("|".join(_whole(name) for name in alternatives) or r"(?!)")

    def elsewhere(self, plain: str) -> tuple[str, ...]:
        """Return the places in a folded question, in order of mention, each once, folded."""
        return tuple(dict.fromkeys(span.of(plain) for span in self.spans(plain)))

    def spans(self, plain: str) -> tuple[Span, ...]:
        """Return where the places stand in a folded question."""
        return tuple(Span(*match.span()) for match in self._pattern.finditer(plain))


def read_places(path: Path) -> Places:
    """Read ``places.tsv``: a header line, then names in Chinese and English, variants parted by ``|``.

    Raises:
        ContentError: the file cannot be read, or a line has not two columns.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise ContentError(path, f"cannot be read: {error}") from error
    names: list[str] = []
    for number, line in enumerate(lines[1:], start=2):
        columns = line.split("\t")
        if len(columns) != 2:
            raise ContentError(path, f"line {number} has {len(columns)} columns, not 2")
        names.extend(name for column in columns for name in column.split("|") if name)
    return Places(tuple(names))


def _whole(name: str) -> str:
    return re.escape(name) if has_han(name) else rf"(?<![a-z]){re.escape(name)}(?![a-z])"
