"""Clauses beside one that a question looks up: the next item, the one before, the rest of its section."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.languages import folded
from assistant.library import Library
from assistant.works import LANGUAGES, ClauseRef

_NEXT = re.compile(
    r"下一?[项条款节段个点]|后面?[一那]?[项条款节段个]|之后的?[那一][项条款节段个]|\b(?:next|following)\s+(?:item|clause|section|paragraph|one|point|task)\b"
    r"|\b(?:item|clause|section|paragraph|one)\s+(?:right\s+|just\s+)?after\b"
    r"|\bwhat comes (?:right |directly )?(?:next|after)\b"
)
_PREVIOUS = re.compile(
    r"[上前]一[项条款节段个点]|前面?那[项条款节段个]|\b(?:previous|preceding)\s+(?:item|clause|section|paragraph|one|point|task)\b"
    r"|\b(?:item|clause|section|paragraph|one)\s+(?:right\s+|just\s+)?before\b|\bwhat comes before\b"
)
_LAST = re.compile(
    r"最后(?:一|那)?[项条款节段个]|(?:编号|序号|号码)最大|排在?最后"
    r"|\blast (?:of|one|item|task|section|project|goal|principle)\b|\bhighest[- ]numbered\b"
)
_FIRST = re.compile(
    r"(?:编号|序号|号码)最小|排在?最前|\bfirst of the\b|\blowest[- ]numbered\b|最前面?[一那]?[项条款节段个]"
)
_SECTION = re.compile(
    r"(?:同|该|这|本|那)一?[节部]分?.{0,4}(?:还|其他|其余|别的)|同一节|还有(?:哪|什么)"
    r"|\b(?:what|which|anything) else\b.{0,30}\b(?:section|part|there)\b|\brest of (?:the|that|this) (?:section|part)\b"
    r"|\bsame section\b"
)


_SPACES = re.compile(r"[\s-]+")


def names_neighbours(plain: str) -> bool:
    """Tell whether a folded question speaks of clauses beside another."""
    return any(cue.search(plain) for cue in (_NEXT, _PREVIOUS, _SECTION))


def without_neighbours(plain: str) -> str:
    """Return a folded question without the words that speak of neighbours."""
    for cue in (_NEXT, _PREVIOUS, _SECTION, _LAST, _FIRST):
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
        return tuple(dict.fromkeys(other for ref in refs for other in _rest_of_section(plain, ref, library)))
    return tuple(refs)


def outermost(plain: str, containers: Sequence[ClauseRef], library: Library) -> tuple[ClauseRef, ...]:
    """Return the last or first leaf of each container, where a folded question asks for that; else none."""
    if _LAST.search(plain):
        place = -1
    elif _FIRST.search(plain):
        place = 0
    else:
        return ()
    return tuple(leaves[place] for ref in containers if (leaves := _leaves_of(ref, library)))


def _leaves_of(ref: ClauseRef, library: Library) -> list[ClauseRef]:
    return [leaf for leaf in library.leaves(ref.work) if leaf.eid.startswith(f"{ref.eid}.")]


def _beside(ref: ClauseRef, steps: int, library: Library) -> ClauseRef | None:
    expression = library.answering(ref.work, "zh")
    level = expression.clause(ref.eid).level
    same = [clause.eid for clause in expression.clauses if clause.level is level]
    place = same.index(ref.eid) + steps
    return ClauseRef(ref.work, same[place]) if 0 <= place < len(same) else None


def _rest_of_section(plain: str, ref: ClauseRef, library: Library) -> tuple[ClauseRef, ...]:
    """Return what lies in a container, or beside a leaf, but for what the question names by its heading."""
    expression = library.answering(ref.work, "zh")
    container = expression.clause(ref.eid).parent if expression.is_leaf(ref.eid) else ref.eid
    others = [clause.eid for clause in expression.children(container) if clause.eid != ref.eid]
    return tuple(ClauseRef(ref.work, eid) for eid in others if not _is_headed_in(plain, ref.work, eid, library))


def _is_headed_in(plain: str, work: str, eid: str, library: Library) -> bool:
    headings = (folded(library.answering(work, language).clause(eid).heading) for language in LANGUAGES)
    # 新能源汽车 or new-energy vehicles, whatever joins the words.
    return any(heading and _SPACES.sub("", heading) in _SPACES.sub("", plain) for heading in headings)
