"""Whether what ships about the targets of the works is what their clauses say."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from assistant.library import Library
from assistant.library.checking import Finding
from assistant.library.indicators import indicators_of
from assistant.targets import Target, targets
from assistant.works import LANGUAGES, ClauseRef, Language, Work

_FREE: Mapping[Language, frozenset[str]] = {
    "zh": frozenset({"规模", "数量", "比例"}),
    "en": frozenset({"scale", "size", "number", "share", "of", "the", "in", "and", "to", "with", "they"}),
}
"""What a subject or an indicator may say that its clause does not: the name of a measure, and grammar."""
_WORD = re.compile(r"[\w&+]+(?:-[\w&+]+)*")
_HAN_SIGNS = re.compile(r"[“”、，（）·\s]")


def unsound_indicators(library: Library) -> Iterator[Finding]:
    """Yield what is wrong with the subjects and indicators that ship: a target without, an entry of none, a stray word.

    Every word of a subject or an indicator has to stand in the sentence of its target, in the
    headings above that, or among the subjects of its work.
    """
    for work in library.works:
        if not library.is_shipped(work.id):
            continue
        found = [target for target in targets(library, work.id) if target.zh is not None]
        names = list(indicators_of(work.id))
        listed = [(name.eid, name.figure) for name in names]
        stated = [(target.ref.eid, _listed(target)) for target in found]
        for eid, figure in _left_over(stated, listed):
            yield Finding(ClauseRef(work.id, eid), f"has the target {figure!r}, which targets.tsv does not list")
        for eid, figure in _left_over(listed, stated):
            yield Finding(ClauseRef(work.id, eid), f"has no target {figure!r}, which targets.tsv lists")
        for target in found:
            yield from _stray_words(target, work, library)


def _left_over(ones: Sequence[tuple[str, str]], others: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return what ``ones`` has and ``others`` has not, or not as often."""
    left = list(others)
    found = []
    for one in ones:
        if one in left:
            left.remove(one)
        else:
            found.append(one)
    return found


def _listed(target: Target) -> str:
    """Return the Chinese figure of a target as an entry names it."""
    wording = target.zh
    if wording is None:
        return ""
    spans = [wording.span, *([wording.grade] if wording.grade else [])]
    return wording.sentence[min(span.start for span in spans) : max(span.end for span in spans)]


def _stray_words(target: Target, work: Work, library: Library) -> Iterator[Finding]:
    for tag in LANGUAGES:
        wording = target.wording(tag)
        if wording is None:
            continue
        expression = library.answering(work.id, tag)
        above = [step.heading for step in (*expression.ancestors(target.ref.eid), expression.clause(target.ref.eid))]
        evidence = " ".join((wording.sentence, *above, *work.subjects)).lower()
        stray = _strays(f"{wording.subject} {wording.indicator}".lower(), evidence, tag)
        if stray:
            yield Finding(target.ref, f"does not say {', '.join(stray)}, as targets.tsv does of {_listed(target)!r}")


def _strays(text: str, evidence: str, language: Language) -> tuple[str, ...]:
    """Return the words of ``text`` that stand neither in ``evidence`` nor among what may always be said."""
    free = _FREE[language]
    if language == "en":
        known = {form for word in _WORD.findall(evidence) for form in (word, word.removesuffix("s"), f"{word}s")}
        return tuple(word for word in _WORD.findall(text) if word not in free and word not in known)
    plain = _HAN_SIGNS.sub("", evidence)
    strays = []
    at, text = 0, _HAN_SIGNS.sub("", text)
    while at < len(text):
        ends = (end for end in range(len(text), at + 1, -1) if text[at:end] in plain or text[at:end] in free)
        end = next(ends, at + 1)
        if end == at + 1 and text[at] not in "的和与及":
            strays.append(text[at])
        at = end
    return tuple(strays)
