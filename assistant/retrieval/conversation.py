"""Follow-up questions: what earlier questions of a conversation leave unsaid in the next.

Nothing is guessed: a follow-up is rewritten with words that were asked before, in
full view, and then treated like any other question, so that it can be refused too.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import reduce

from assistant.indexing.tokens import content_terms
from assistant.languages import fold, folded
from assistant.library import Library
from assistant.retrieval.cues import wants
from assistant.retrieval.lookups import pointers
from assistant.retrieval.neighbours import names_neighbours
from assistant.retrieval.understanding import Gazetteer, Mentions, mentions
from assistant.works import Span

_OPENING = re.compile(
    r"^(?:那么|那|还有|以及|另外|至于|而)[，,]?\s*"
    r"|^(?:and|so|then|also|ok(?:ay)?|what about|how about|as for)\b,?\s*(?:(?:what|how) about\b)?\s*",
    re.IGNORECASE,
)
_CLOSING = re.compile(r"(?:呢|怎么样|如何)?[?？!！。.\s]*$")
_POINTING = re.compile(
    r"它们?|其(?![他它中余实])|该(?!怎|如)|这[个些项]?(?![样么])|那[个些项]|上述|前者|后者|同样"
    r"|\b(?:its?|that|those|these|this|they|them|their|the same|ones?)\b",
    re.IGNORECASE,
)
_CHINESE_CLOSING = re.compile(r"呢[?？!！。\s]*$")
# "智能终端那份": which of several, and nothing else.
_MEASURED = re.compile(r"[那这][份个项场边块类种]|\b(?:one|ones)\b", re.IGNORECASE)
# "Those for smart devices": the same of another.
_AGAIN = re.compile(r"(?:方面|那边|这边|[那这]块)的?|\b(?:ones?|those)\b", re.IGNORECASE)
_SHORT_HAN, _SHORT_WORDS = 6, 3
"""A question of no more Han characters or words that names only a thing leans on what was asked before."""
_FEW_HAN, _FEW_TERMS = 10, 2
"""So does one of no more Han characters or terms that names nothing."""


def resolve(question: str, history: Sequence[str], library: Library, gazetteer: Gazetteer) -> str:
    """Return the question as it stands with the conversation before it; one of its own comes back as it is.

    "And for robots?" takes the place of what the question before was about; "who is in charge of it?" has
    that named in front.

    Args:
        question: as asked.
        history: earlier questions, oldest first; each may lean on those before it.
        library: the works it may name.
        gazetteer: the names it may use.
    """
    if not history:
        return question
    first, *rest = [*history, question]
    return reduce(lambda before, asked: _resolved(asked, before, library, gazetteer), rest, first.strip())


def completed(part: str, whole: str, library: Library, gazetteer: Gazetteer) -> str:
    """Return a part of a question with what the whole is about named in front, where the part names nothing."""
    said = mentions(part, library, gazetteer)
    earlier = mentions(whole, library, gazetteer)
    if not said.any():
        return _about(earlier, whole, part)
    # "And how many for robots?" asks what the whole asks, of something else.
    return part if content_terms(_unnamed(said, part)) else _with_names_of(said, earlier, part, whole)


def _resolved(question: str, before: str, library: Library, gazetteer: Gazetteer) -> str:
    said = mentions(question, library, gazetteer)
    bare = _CLOSING.sub("", _OPENING.sub("", question.strip()))
    if not _leans(question, bare, said) and not _asks_the_same(said, question, before):
        return question
    if names_neighbours(folded(question)) and not pointers(folded(question)):
        return f"{before} {bare}"
    if pointers(folded(question)) and pointers(folded(before)) and not said.works:
        return _with_place_of(question, before)
    earlier = mentions(before, library, gazetteer)
    if said.any() and (not _asks(said, question) or _asks_the_same(said, question, before)):
        return _with_names_of(said, earlier, question, before)
    if said.works:
        return bare
    return _about(earlier, before, bare)


def _leans(question: str, bare: str, said: Mentions) -> bool:
    """Tell whether a question leaves something to what was asked before."""
    plain = question.strip()
    if _OPENING.match(plain) or _CHINESE_CLOSING.search(plain) or names_neighbours(folded(plain)):
        return True
    if said.works:
        return False
    if pointers(folded(question)):
        return True
    short = len(bare.split()) <= _SHORT_WORDS if bare.isascii() else len(bare) <= _SHORT_HAN
    little = len(content_terms(bare)) <= _FEW_TERMS if bare.isascii() else len(bare) <= _FEW_HAN
    return short or (little and not said.any()) or _POINTING.search(plain) is not None


def _asks_the_same(said: Mentions, question: str, before: str) -> bool:
    """Tell whether a question only asks again, of another work: "those for smart devices, which are they?"."""
    if not said.works or not _AGAIN.search(question):
        return False
    rest = _AGAIN.sub(" ", _unnamed(said, question))
    # A measure word alone says nothing.
    return wants(folded(rest)) <= wants(folded(before)) and all(len(term) == 1 for term in content_terms(rest))


def _asks(said: Mentions, question: str) -> bool:
    """Tell whether a question asks something of its own, beyond the names in it."""
    rest = _unnamed(said, question)
    return bool(wants(folded(rest)) or content_terms(rest))


def _unnamed(said: Mentions, question: str) -> str:
    """Return what a question says beyond the names in it and the words that open and close it."""
    rest = question
    named = (*said.works, *said.things, *said.concepts, *said.years, *said.places)
    for span in sorted(named, key=lambda span: -span.start):
        rest = f"{rest[: span.start]} {rest[span.end :]}"
    return _CLOSING.sub("", _OPENING.sub("", _MEASURED.sub(" ", rest).strip()))


def _with_names_of(said: Mentions, earlier: Mentions, question: str, before: str) -> str:
    """Return the question before, about what this one names."""
    ours, theirs = _exchange(said, earlier)
    name = " ".join(span.of(question) for span in sorted(ours, key=lambda span: span.start))
    if not theirs:
        return f"{name} {before}"
    asked = before
    for span in sorted(theirs, key=lambda span: -span.start):
        asked = f"{asked[: span.start]}{name if span == theirs[0] else ''}{asked[span.end :]}"
    return " ".join(asked.split())


def _with_place_of(question: str, before: str) -> str:
    """Return the question before, about the place that this one names: "and item 7?"."""
    plain, origin = fold(question)
    place = pointers(plain)[-1].span
    earlier, earlier_origin = fold(before)
    last = pointers(earlier)[-1].span
    start, end = earlier_origin[last.start], earlier_origin[last.end - 1] + 1
    return f"{before[:start]}{question[origin[place.start] : origin[place.end - 1] + 1]}{before[end:]}"


def _exchange(said: Mentions, earlier: Mentions) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """Return the names in a follow-up, and those before whose place they take; none where they are only added."""
    if said.works:
        return said.works, earlier.works
    if said.things or said.concepts:
        last = earlier.things[-1:] if said.things else ()
        return (*said.things, *said.concepts), last or earlier.concepts[-1:] or earlier.subjects
    if said.years:
        return said.years, earlier.years
    return said.places, ()


def _about(earlier: Mentions, before: str, question: str) -> str:
    """Return the question with what the one before was about named in front."""
    # A place is counted inside what was named: the third one of the key projects.
    inside = earlier.concepts[-1:] if pointers(folded(question)) else ()
    names = [span.of(before) for span in (*(earlier.works or earlier.things[-1:]), *inside)]
    said = " ".join(dict.fromkeys(name for name in names if folded(name) not in folded(question)))
    # Where nothing has a name, all that was asked before is what it was about.
    return f"{said or before} {question}" if said or not names else question
