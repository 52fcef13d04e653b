"""Clauses beside one that a question looks up: the next item, the one before, the rest of its section."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.library import Library
from assistant.works import ClauseRef

_NEXT = re.compile(
    r"下一?[项条款节段个点]|后一?[项条款节段个]|\b(?:next|following)\s+(?:item|clause|section|paragraph|one|point|task)\b"
    r"|\b(?:item|clause|section|paragraph|one)\s+(?:right\s+|just\s+)?after\b|\bwhat comes (?:next|after)\b"
)
_PREVIOUS = re.compile(
    r"[上前]一[项条款节段个点]|\b(?:previous|preceding)\s+(?:item|clause|section|paragraph|one|point|task)\b"
    r"|\b(?:item|clause|section|paragraph|one)\s+(?:right\s+|just\s+)?before\b|\bwhat comes before\b"
)
_SECTION = re.compile(
    r"(?:同|该|这|本|那)一?[节部]分?.{0,4}(?:还|其他|其余|别的)|同一节|还有(?:哪些|什么)"
    r"|\b(?:what|which|anything) else\b.{0,30}\b(?:section|part|there)\b|\brest of (?:the|that|this) (?:section|part)\b"
    r"|\bsame section\b"
)


def names_neighbours(plain: str) -> bool:
    """Tell whether a folded question speaks of clauses beside another."""
    return any(cue.search(plain) for cue in (_NEXT, _PREVIOUS, _SECTION))


def without_neighbours(plain: str) -> str:
    """Return a folded question without the words that speak of neighbours."""
    for cue in (_NEXT, _PREVIOUS, _SECTION):
        plain = cue.sub(" ", plain)
    return plain


def neighbours(plain: str, refs: Sequence[ClauseRef], library: Library) -> tuple[ClauseRef, ...]:
    """Return the clauses that a folded question means, given those that it names.

    Each "next" and "previous" is one step among the clauses of the same level, across sections, since items
    run on through a part. The clauses themselves come back where the question speaks of no neighbour, and
    none where there is no such neighbour.
    """
    steps = len(_NEXT.findall(plain)) - len(_PREVIOUS.findall(plain))
    if steps:
        return tuple(found for ref in refs if (found := _beside(ref, steps, library)) is not None)
    if _SECTION.search(plain):
        return tuple(dict.fromkeys(other for ref in refs for other in _rest_of_section(ref, library)))
    return tuple(refs)


def _beside(ref: ClauseRef, steps: int, library: Library) -> ClauseRef | None:
    expression = library.answering(ref.work, "zh")
    level = expression.clause(ref.eid).level
    same = [clause.eid for clause in expression.clauses if clause.level is level]
    place = same.index(ref.eid) + steps
    return ClauseRef(ref.work, same[place]) if 0 <= place < len(same) else None


def _rest_of_section(ref: ClauseRef, library: Library) -> tuple[ClauseRef, ...]:
    expression = library.answering(ref.work, "zh")
    inside = expression.children(expression.clause(ref.eid).parent)
    return tuple(ClauseRef(ref.work, clause.eid) for clause in inside if clause.eid != ref.eid)
