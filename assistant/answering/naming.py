"""Whether a text names a thing of the glossary, in its own words or nearly so."""

from __future__ import annotations

from assistant.indexing.tokens import terms
from assistant.languages import folded
from assistant.terms import Term
from assistant.works import LANGUAGES

NAMED_IN_PART = 0.6
"""A thing is named where so large a share of its name's terms stands."""


def is_named(term: Term, plain: str) -> bool:
    """Tell whether a folded text names a thing, in other words perhaps: 特色园区 is there in 特色产业园区."""
    held = frozenset(terms(plain))
    for name in names_of(term):
        if stands_in(folded(name), plain):
            return True
        parts = terms(name)
        # The head stands last in both languages.
        if len(parts) > 1 and parts[-1] in held and sum(part in held for part in parts) >= NAMED_IN_PART * len(parts):
            return True
    return False


def stands_in(name: str, plain: str) -> bool:
    """Tell whether a folded name stands in a folded text, a Latin one as whole words: no "IC" in "electric"."""
    if not name.isascii():
        return name in plain
    at = plain.find(name)
    while at >= 0:
        before, after = plain[at - 1 : at], plain[at + len(name) : at + len(name) + 1]
        if not (before.isascii() and before.isalnum()) and not (after.isascii() and after.isalpha() and after != "s"):
            return True
        at = plain.find(name, at + 1)
    return False


def names_of(term: Term) -> tuple[str, ...]:
    """Return every name of a term, in both languages."""
    return tuple(name for language in LANGUAGES for name in term.names(language))
