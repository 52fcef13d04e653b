"""Opaque keys under which clauses are shown to a model.

``green/1.2.p1`` invites a model to count up to a clause it never saw; a key that
looks random does not, and one that was not given out stands for nothing. The same
question and clause always have the same key, so that answers can be repeated.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping, Sequence

from assistant.works import ClauseRef

KEY_LENGTH = 8


def clause_keys(question: str, refs: Sequence[ClauseRef]) -> Mapping[str, ClauseRef]:
    """Return the clauses by their keys, in the order given."""
    found: dict[str, ClauseRef] = {}
    for ref in dict.fromkeys(refs):
        digest = hashlib.sha256(f"{question}\0{ref}".encode()).digest()
        letters = base64.b32encode(digest).decode().lower()
        # Of 40 bits two are hardly ever equal; then the later one is longer.
        length = next(n for n in range(KEY_LENGTH, len(letters)) if letters[:n] not in found)
        found[letters[:length]] = ref
    return found
