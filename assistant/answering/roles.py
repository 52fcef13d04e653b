"""Who does what to whom: whether a sentence exchanges the parts that another sentence gives.

"A pulls B along" and "B pulls A along" have the same words. What stands on the two sides
of a verb is compared, for a closed list of verbs that join two parties and for whatever
a sentence says is to be done; so are the two ends of a change from one thing to another.
This can only refuse.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from assistant.answering.paraphrasing import alike, function_words, stem
from assistant.answering.statements import Statement, statement
from assistant.languages import folded
from assistant.works import Language, Span

_VERBS: Mapping[Language, Mapping[str, re.Pattern[str]]] = {
    "zh": {
        "pull": re.compile(r"带动|拉动|牵引|驱动|引领"),
        "attract": re.compile(r"吸引|引进|招引|引来"),
        "lead": re.compile(r"主导|唱主角|说了算"),
        "guide": re.compile(r"引导"),
        "give": re.compile(r"提供"),
        "rely": re.compile(r"依托|依靠"),
        "support": re.compile(r"支撑|服务于|赋能"),
        "strengthen": re.compile(r"(?<=[实虚])[强促带补](?=[实虚])"),
        "replace": re.compile(r"代替|替代(?=[^能产])|取代|顶替|换掉"),
    },
    "en": {
        "pull": re.compile(
            r"\b(?:lead|leads|led|(?:pull|spur|lift)(?:s|ed|ing)?|driv(?:e|es|ing|en)|drove)\b", re.IGNORECASE
        ),
        "attract": re.compile(
            r"\b(?:(?:attract|lure|entice)(?:s|d|ed|ing)?|draws?|drew|drawn|drawing)\b", re.IGNORECASE
        ),
        "guide": re.compile(r"\b(?:guid(?:e|es|ed|ing)|steer(?:s|ed|ing)?)\b", re.IGNORECASE),
        "rely": re.compile(r"\b(?:rel(?:y|ies|ied|ying)|lean(?:s|ing)?|draw(?:s|ing)?) on\b", re.IGNORECASE),
        "support": re.compile(
            r"\b(?:underpin(?:s|ned|ning)?|serv(?:e|es|ed|ing)|empower(?:s|ed|ing)?)\b", re.IGNORECASE
        ),
        "strengthen": re.compile(r"\b(?:strengthen|boost)(?:s|ed|ing)?\b", re.IGNORECASE),
        "replace": re.compile(
            r"\b(?:replac(?:e|es|ed|ing)|(?:take|takes|taking|took) (?:the place of|over from))\b", re.IGNORECASE
        ),
    },
}
"""Verbs that join one who does it to one to whom it is done, by what they say."""
_MAIN: Mapping[Language, re.Pattern[str]] = {
    "zh": re.compile(r"(?:(?<![主重需])要(?![素求点])|将)(?:更好地|充分|进一步)?(?P<verb>[\u4e00-\u9fff]{2})(?!的)"),
    "en": re.compile(
        r"\b(?:is|are|will) (?:\w+ly )?(?:to |(?:supported|guided) in |encouraged to )?(?:be )?(?:\w+ly )?"
        r"(?P<verb>[a-z]+)\b",
        re.IGNORECASE,
    ),
}
"""What a sentence says is to be done."""
_AS_VERB: Mapping[Language, re.Pattern[str]] = {
    "zh": re.compile(r"(?:(?<=[要将并来以，；])|^)(?P<verb>[\u4e00-\u9fff]{2})"),
    "en": re.compile(r"(?:\b(?:to|be|in|and|is|are)|,) (?:\w+ly )?(?P<verb>(?!to\b|be\b)[a-z]+)\b", re.IGNORECASE),
}
"""Where a word stands as a verb rather than as a name of what it does."""
_PART_END: Mapping[Language, re.Pattern[str]] = {
    "zh": re.compile(r"[，,；;：:。]"),
    "en": re.compile(r"[,;:](?=\s)|\band\b(?=.* (?:is|are|to)\b)"),
}
_BY: Mapping[Language, re.Pattern[str]] = {
    "zh": re.compile(r"[由被受在](?!力)"),
    "en": re.compile(r"\bby\b(?! (?:20|the end|means))", re.IGNORECASE),
}
_OBJECT_BEFORE = re.compile(r"[把将给为](?!其|来|主)")
"""What puts in front of a Chinese verb the one to whom it is done."""
_PASSIVE = re.compile(r"\b(?:is|are|be|been|being|was|were)(?: \w+ly)? $", re.IGNORECASE)
_PARTICLES = frozenset({"", "along", "up", "down", "in", "on", "forward", "together"})
_WITH = re.compile(r"\b(?:with|by)\b", re.IGNORECASE)
_CHANGES: Mapping[Language, re.Pattern[str]] = {
    "zh": re.compile(
        r"[由从](?P<source>[^，。；]{2,16}?)(?:转向|转为|走向|变为|到|向|变成)(?P<target>[^，。；]{2,16})"
    ),
    "en": re.compile(r"\bfrom (?P<source>[^,;.]{2,60}?) (?:in)?to (?P<target>[^,;.]{2,60})", re.IGNORECASE),
}


@dataclass(frozen=True, slots=True)
class _Deed:
    """One thing done: what is done, the terms of who does it and of those to whom it is done."""

    verb: str
    doer: frozenset[str]
    done_to: frozenset[str]


def exchanged(claim: Statement, evidence: Statement) -> bool:
    """Tell whether a claim gives the parts of a deed or the ends of a change the other way round."""
    here, there = (_deeds(one.text, one.language) for one in (claim, evidence))
    return (
        any(_is_turned(deed, [other for other in there if other.verb == deed.verb]) for deed in here)
        or any(_is_turned(deed, _done_there(deed.verb, evidence)) for deed in _intended(claim.text, claim.language))
        or _swaps_doers(here, there)
    )


def to_be_done(claim: Statement) -> tuple[str, ...]:
    """Return the verbs of what a sentence says is to be done, as they stand in it."""
    return tuple(match["verb"] for match in _MAIN[claim.language].finditer(claim.bare))


def _is_turned(deed: _Deed, same: Iterable[_Deed]) -> bool:
    """Tell whether every such deed of the evidence fits the better the other way round."""
    turned = [_fits_turned(deed, other) for other in same]
    return bool(turned) and all(turned)


def _fits_turned(deed: _Deed, other: _Deed) -> bool:
    """Tell whether the doer of ``other`` is the one to whom ``deed`` is done, and nothing speaks for its own doer."""
    taken, given = deed.done_to & other.doer, deed.doer & other.done_to
    if deed.doer and not deed.doer & other.doer and taken:
        return bool(given) or not deed.done_to & other.done_to
    return bool(taken) and len(given) > len(deed.doer & other.doer)


def _swaps_doers(here: Iterable[_Deed], there: Iterable[_Deed]) -> bool:
    """Tell whether two doers of the evidence each do what the other does there."""
    who = {deed.verb: deed.doer for deed in here}
    others = {deed.verb: deed.doer for deed in there}
    shared = sorted(who.keys() & others.keys())
    return any(
        who[one] & others[other]
        and who[other] & others[one]
        and not (who[one] & others[one] or who[other] & others[other])
        for one in shared
        for other in shared
        if one < other
    )


@functools.lru_cache(maxsize=4096)
def _deeds(text: str, language: Language) -> tuple[_Deed, ...]:
    """Return the deeds of a sentence whose verbs are listed, and its changes."""
    sentence = statement(text, language)
    found = [
        deed
        for verb, pattern in _VERBS[language].items()
        for match in pattern.finditer(sentence.bare)
        for deed in _deed(sentence, verb, Span(*match.span()))
    ]
    for change in _CHANGES[language].finditer(sentence.bare):
        source, target = (sentence.content(*change.span(side)) for side in ("source", "target"))
        found.append(_Deed("change", source - target, target - source))
    return tuple(found)


@functools.lru_cache(maxsize=4096)
def _intended(text: str, language: Language) -> tuple[_Deed, ...]:
    """Return what a sentence says is to be done, by its verb."""
    sentence = statement(text, language)
    return tuple(
        deed
        for match in _MAIN[language].finditer(sentence.bare)
        for deed in _deed(sentence, _word(match["verb"], language), Span(*match.span("verb")))
        if deed.doer and deed.done_to and deed.verb not in function_words(language)
    )


def _done_there(verb: str, evidence: Statement) -> Iterator[_Deed]:
    """Yield what the evidence says is done by the same verb or by one that may stand for it."""
    language = evidence.language
    words = {verb, *alike(language).get(verb, ())}
    for match in _AS_VERB[language].finditer(evidence.bare):
        if _word(match["verb"], language) in words:
            yield from _deed(evidence, verb, Span(*match.span("verb")))


def _word(word: str, language: Language) -> str:
    return stem(word) if language == "en" else folded(word)


def _deed(sentence: Statement, verb: str, span: Span) -> Iterator[_Deed]:
    """Yield who does what the verb at ``span`` says, and to whom, where either is said."""
    doer, done_to = (_read_zh if sentence.language == "zh" else _read_en)(sentence, verb, span)
    if doer or done_to:
        yield _Deed(verb, doer - done_to, done_to - doer)


def _around(sentence: Statement, span: Span) -> tuple[int, int, int]:
    """Return where the part before the one of a verb begins, where its own does, and where what it is done to ends."""
    bare, ends = sentence.bare, _PART_END[sentence.language]
    commas = [0, *(stop.end() for stop in ends.finditer(bare, 0, span.start))]
    own = commas[-1]
    if sentence.language == "zh":
        # 市场主导、政府引导: each has its own doer; what follows the verb goes on over a list.
        own = max(own, bare.rfind("、", 0, span.start) + 1)
    after = ends.search(bare, span.end)
    return commas[-2] if len(commas) > 1 else 0, own, after.start() if after else len(bare)


_Parties = tuple[frozenset[str], frozenset[str]]


def _read_zh(sentence: Statement, verb: str, span: Span) -> _Parties:
    earlier, start, end = _around(sentence, span)
    before = sentence.bare[start : span.start]
    by, moved = list(_BY["zh"].finditer(before)), list(_OBJECT_BEFORE.finditer(before))
    after = sentence.content(span.end, end)
    if by:
        at = start + by[-1].end()
        topic = sentence.content(start, at - 1)
        # 由A带动B has its object behind the verb, B被A吸引到C before it.
        return sentence.content(at, span.start), (after or topic) if by[-1][0] == "由" else topic
    if moved and verb != "replace":
        at = start + moved[-1].end()
        between = sentence.content(at, span.start)
        return sentence.content(start, at - 1), between if verb == "give" else between | after
    return sentence.content(start, span.start) or sentence.content(earlier, start), after


def _read_en(sentence: Statement, verb: str, span: Span) -> _Parties:
    bare = sentence.bare
    earlier, start, end = _around(sentence, span)
    before, after = sentence.content(start, span.start), sentence.content(span.end, end)
    by = _BY["en"].search(bare, span.end, end)
    if _PASSIVE.search(bare[start : span.start]) or (by and bare[span.end : by.start()].strip() in _PARTICLES):
        done_to = before or sentence.content(earlier, start)
        return (sentence.content(by.end(), end), done_to) if by else (frozenset(), done_to)
    with_ = _WITH.search(bare, span.end, end) if verb == "replace" else None
    if with_ and bare[span.start : span.end].lower().startswith("replac"):
        return sentence.content(with_.end(), end), sentence.content(span.end, with_.start())
    # "…, to pull along …": somebody named before does it.
    return before or sentence.content(0, start), after
