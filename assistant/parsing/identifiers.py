"""Ids of works that users add: after their 文号, else their title."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from itertools import starmap

_NUMBER = re.compile(r"([\u4e00-\u9fff]+)[〔\[【(（]([0-9]{4})[〕\]】)）]([0-9]+)号")
_ORDER = re.compile(r"([\u4e00-\u9fff]+)第([0-9]+)号")
_MAX_LENGTH = 40
_KEPT_LENGTH = 32
# Windows opens a device for these, whatever the extension.
_RESERVED = frozenset({"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))})


def work_id(number: str | None, title: str) -> str:
    """Return the id of a work: 国办函〔2018〕71号 -> ``国办函-2018-71``, without 文号 the folded title.

    The id is safe as a file name on every system and at most 40 characters long; a
    longer title is cut and gets the beginning of its SHA-256.
    """
    parts = _NUMBER.fullmatch(number or "") or _ORDER.fullmatch(number or "")
    if parts:
        return "-".join(parts.groups())
    folded = unicodedata.normalize("NFKC", number or title).lower()
    slug = re.sub(r"[\W_]+", "-", folded).strip("-")
    if len(slug) > _MAX_LENGTH:
        slug = f"{slug[:_KEPT_LENGTH].rstrip('-')}-{_digest(slug)}"
    if not slug:
        # A title of signs alone still gets an id of its own.
        return f"work-{_digest(title)}"
    return f"work-{slug}" if slug in _RESERVED else slug


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:6]


def work_ids(works: Sequence[tuple[str | None, str]]) -> tuple[str, ...]:
    """Return an id for each (number, title) of one file; works that share one get -1, -2 in order."""
    plain = list(starmap(work_id, works))
    counts = Counter(plain)
    seen: Counter[str] = Counter()
    found: list[str] = []
    for name in plain:
        seen[name] += 1
        found.append(f"{name}-{seen[name]}" if counts[name] > 1 else name)
    return tuple(found)
