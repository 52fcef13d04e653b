"""Sentences of the digests made wrong, one thing at a time, by text alone: the readers are under test.

A mutant counts only where what it says is not so by its clause: what was written
stands nowhere in it. Document numbers and ordinals are no figures.
"""

from __future__ import annotations

import itertools
import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from assistant.library import Library
from assistant.quantities import Kind, Quantity, quantities
from assistant.terms import Glossary, Term, TermKind
from assistant.works import ClauseRef, Language

from .conftest import Stated, digest_sentences

FIGURES = ("value", "unit", "qualifier", "year", "class")
"""Kinds of wrong figure that are planted by rewriting a digest's own sentence."""


@dataclass(frozen=True)
class Mutation:
    """A sentence with one thing made wrong; ``wrong`` is what was written, with the characters around it."""

    ref: ClauseRef
    language: Language
    kind: str
    text: str
    wrong: str


# Each pair is the pattern to find and what to write; several kinds of figure a kind of mutation.
Rewrite = tuple[str, Callable[[re.Match[str]], str]]
_DIGITS = r"(?<![0-9.,A-Za-z〔/+“\"\-–—])[0-9][0-9,]*(?:\.[0-9]+)?"
_HAN_NUMBER = dict(zip("两二三四五六", "四五六七八九", strict=True))
_COUNTED_WORDS = "plans|purposes|clusters|fields|programmes"
_ANOTHER_CLASS = {"千亿级": "万亿级", "百亿级": "千万级", "十亿级": "百万级", "万吨级": "百吨级", "兆瓦级": "千瓦级"}
_WORD_NUMBER = {"two": "four", "three": "six", "four": "seven", "five": "eight", "six": "nine"}


def _another_number(match: re.Match[str]) -> str:
    """Return three times the number and one more, written alike."""
    whole, dot, rest = match[0].partition(".")
    number = int(whole.replace(",", "")) * 3 + 1
    return (f"{number:,}" if "," in whole else str(number)) + dot + rest


def _swap(table: dict[str, str]) -> Callable[[re.Match[str]], str]:
    return lambda match: table[match[0]]


def _rewrites(table: dict[str, str], *, after: str = "", before: str = "") -> Rewrite:
    words = "|".join(re.escape(word) for word in sorted(table, key=len, reverse=True))
    return (f"{before}(?:{words}){after}", _swap(table))


REWRITES: dict[tuple[str, Language], tuple[Rewrite, ...]] = {
    ("value", "zh"): (
        (rf"{_DIGITS}(?=[万亿家个款座项轴%兆小])", _another_number),
        _rewrites(_HAN_NUMBER, before="(?<!第)", after="(?=[个项大家层座](?!性|产业))"),
    ),
    ("value", "en"): (
        (rf"{_DIGITS}(?= (?:or more|billion|trillion|million|MPa|hours)|%)", _another_number),
        (rf"(?<=no fewer than ){_DIGITS}|(?<=about ){_DIGITS}(?! (?:billion|trillion))", _another_number),
        _rewrites(_WORD_NUMBER, before=r"\b", after=rf"(?= (?:[a-z-]+ )?(?:{_COUNTED_WORDS})\b)"),
    ),
    ("unit", "zh"): (
        _rewrites({"亿": "万", "万": "亿"}, before="(?<=[0-9])", after="(?=[元家吨])"),
        _rewrites({"兆帕": "千帕", "小时": "天", "%": "‰", "元": "美元"}, before="(?<=[0-9亿])"),
    ),
    ("unit", "en"): (
        _rewrites({"billion": "million", "trillion": "billion"}),
        _rewrites({"MPa": "kPa", "hours": "days", "%": "‰"}, before="(?<=[0-9 ])"),
        _rewrites({"RMB": "USD"}, after="(?= [0-9])"),
    ),
    ("qualifier", "zh"): (
        _rewrites({"突破": "达到", "超过": "接近", "达到": "低于"}, after="(?=[0-9])"),
        _rewrites({"不少于": "不超过", "超": "近"}, after="(?=[0-9])"),
        _rewrites({"以上": "左右", "左右": "以上"}, before="(?<=[家个款座万亿元])"),
        _rewrites({"力争": "", "争取": ""}, after="(?=[^，。；]*[0-9])"),
    ),
    ("qualifier", "en"): (
        _rewrites({"exceed": "reach", "reaching": "exceeding", "more than": "less than"}, after="(?= (?:RMB )?[0-9])"),
        _rewrites({"no fewer than": "no more than", "about": "more than"}, after="(?= [0-9])"),
        _rewrites({"or more": "or fewer"}, before="(?<=[0-9] )"),
        _rewrites({"strive to ": ""}, after="(?=[^,.;]*[0-9])"),
    ),
    ("year", "zh"): ((r"(?<![0-9])20[0-9]{2}(?=年)", lambda match: str(int(match[0]) + 5)),),
    ("year", "en"): ((r"(?<![0-9\[〔])20[0-9]{2}(?![0-9\]〕])", lambda match: str(int(match[0]) + 5)),),
    ("class", "zh"): (_rewrites(_ANOTHER_CLASS),),
    ("class", "en"): (
        (r"(?<=RMB )1(?:00|0)? billion class", lambda match: match[0].replace("billion", "trillion")),
        (r"(?<=RMB )1(?:00|0)? billion class", lambda match: match[0].replace("billion", "million")),
        _rewrites({"10,000-tonne class": "100-tonne class", "megawatt-class": "kilowatt-class"}),
    ),
}  # fmt: skip


def figure_mutations(stated: Stated, body: str) -> Iterator[Mutation]:
    seen = set()
    for kind in FIGURES:
        for pattern, write in REWRITES[kind, stated.language]:
            for match in re.finditer(pattern, stated.text):
                written = write(match)
                text = stated.text[: match.start()] + written + stated.text[match.end() :]
                # With its neighbours, so that 5 is not found in 50 nor 突破 before another figure.
                wrong = text[max(0, match.start() - 4) : match.start() + len(written) + 6]
                there = wrong in body or (kind == "value" and re.search(rf"(?<![0-9]){written}(?![0-9])", body))
                if not there and text not in seen:
                    seen.add(text)
                    yield Mutation(stated.ref, stated.language, kind, text, wrong)


# -- figures of the right clause, said of the wrong thing

_BOUND_FIGURES = frozenset({Kind.COUNT, Kind.AMOUNT})
_NOT_SWAPPED = frozenset({"yr", "h"})


def swapped(stated: Stated) -> Iterator[Mutation]:
    """Yield the sentence with two of its figures in each other's place, bounds left where they stand."""
    figures = [
        q
        for q in quantities(stated.text, language=stated.language)
        if q.kind in _BOUND_FIGURES and q.unit not in _NOT_SWAPPED
    ]
    for one, other in itertools.combinations(figures, 2):
        if _tells(one) != _tells(other) and one.unit == other.unit:
            first, second = _digits(one), _digits(other)
            text = stated.text
            text = text[: other.span.start] + other.text.replace(second, first, 1) + text[other.span.end :]
            text = text[: one.span.start] + one.text.replace(first, second, 1) + text[one.span.end :]
            yield Mutation(stated.ref, stated.language, "swapped", text, f"{first} {second}")


def _tells(quantity: Quantity) -> tuple[object, ...]:
    return quantity.value, quantity.upper


def _digits(quantity: Quantity) -> str:
    match = re.match(
        r"(?:RMB )?([0-9][0-9,.]*(?: (?:billion|trillion|million))?|[A-Za-z]+|[一二两三四五六七八九十]+)", quantity.text
    )
    return match[1] if match else quantity.text


_BOUNDS: dict[Language, tuple[tuple[str, str], ...]] = {
    "zh": (("(?<=[家个款座类])以上", ""), ("左右", ""), ("不少于", ""), ("超(?=[0-9])", ""), (r"(?<=[0-9])\+", "")),
    "en": ((" or more", ""), ("no fewer than ", ""), ("about ", ""), ("more than ", ""), (r"(?<=[0-9])\+", "")),
}


def unbounded(stated: Stated) -> Iterator[Mutation]:
    """Yield the sentence with a bound left out: "at least 10" said as 10."""
    for pattern, written in _BOUNDS[stated.language]:
        for match in re.finditer(pattern, stated.text):
            text = stated.text[: match.start()] + written + stated.text[match.end() :]
            yield Mutation(stated.ref, stated.language, "bound left out", text, match[0])


_ENDS: dict[Language, tuple[tuple[str, str], ...]] = {
    "zh": (("3到5家", "3家"), ("3到5家", "5家"), ("3到5家", "3到6家"), ("3到5家", "2到5家")),
    "en": (("3 to 5", "3"), ("3 to 5", "5"), ("3 to 5", "3 to 6"), ("3 to 5", "2 to 5")),
}


def range_ends(stated: Stated) -> Iterator[Mutation]:
    """Yield the sentence with one end of a range gone or moved."""
    for whole, written in _ENDS[stated.language]:
        if whole in stated.text:
            yield Mutation(stated.ref, stated.language, "range", stated.text.replace(whole, written), written)


_REWORDED: dict[Language, dict[str, str]] = {
    "zh": {"突破": "已突破", "超过": "已经超过", "到2025年": "到2025年以后", "(?<=[0-9])年": "年之前"},
    "en": {
        "is to exceed": "has exceeded",
        "are to number": "already number",
        "by 2025": "after 2025",
        "to reach": "has reached",
    },
}


def tenses(stated: Stated) -> Iterator[Mutation]:
    """Yield the sentence with a target told as reached, or its year as another time."""
    for pattern, written in _REWORDED[stated.language].items():
        for match in re.finditer(pattern, stated.text):
            text = stated.text[: match.start()] + written + stated.text[match.end() :]
            if not re.search(r"20[0-9]{2}年之前[0-9月]", text):
                yield Mutation(stated.ref, stated.language, "time", text, written)


# -- negation and obligation

_DENIED: dict[Language, dict[str, tuple[str, ...]]] = {
    "zh": {
        r"(?<![主重需不])要(?![求素点])": ("不要", "不得", "不再", "不必"),
        "支持": ("不支持", "不再支持", "禁止", "严禁"),
        "鼓励": ("不鼓励", "禁止", "严禁"),
        "推动|推进|促进": ("停止", "暂缓", "不再推进"),
        "(?<![不])将(?!其)": ("将不", "不会"),
        "加快|加强|加大": ("不再加强", "放松"),
        "建设|打造|培育": ("取消", "不予培育", "拆除"),
    },
    "en": {
        r"\bis to\b": ("is not to", "is no longer to", "is never to", "is unlikely to"),
        r"\bare to\b": ("are not to", "are no longer to", "need not"),
        r"\bsupported\b": ("not supported", "no longer supported", "barred"),
        r"\bencouraged\b": ("not encouraged", "forbidden", "discouraged"),
        r"\bsupports\b": ("does not support", "opposes"),
        r"\bencourages\b": ("discourages", "prohibits"),
        r"\bwith\b": ("without",),
        r"\bincluding\b": ("excluding",),
        r"\bcannot do without\b": ("can do without",),
    },
}
_OBLIGED: dict[Language, dict[str, tuple[str, ...]]] = {
    "zh": {
        r"(?<![主重需不])要(?![求素点])": ("可以", "必须", "须", "应当"),
        "支持": ("要求", "强制", "责令"),
        "鼓励": ("要求", "必须", "强制", "要"),
        "探索": ("要求", "确保", "全面实行"),
        "引导": ("强制", "责令"),
        "试点": ("全面推行", "强制推行"),
        "力争|争取": ("必须", "确保", "可以"),
        "(?<![不])将(?!其)": ("必须", "可以"),
    },
    "en": {
        r"\b(?:is|are) to\b": ("must", "may", "shall", "can", "should"),
        r"\b(?:is|are) supported in\b": ("are required to take part in", "are obliged to engage in"),
        r"\b(?:is|are) encouraged to\b": ("must", "are required to", "are to", "may"),
        r"\bexplored\b": ("enforced", "guaranteed", "completed"),
        r"\bsupports\b": ("requires", "obliges"),
        r"\bencourages\b": ("requires", "compels"),
        r"\bstrives? to\b": ("must", "is certain to", "shall"),
    },
}


def forced(stated: Stated, *, kind: str) -> Iterator[Mutation]:
    """Yield the sentence with what it orders or supports denied ("negation") or ordered otherwise ("obligation")."""
    table = _DENIED if kind == "negation" else _OBLIGED
    for pattern, writings in table[stated.language].items():
        for match in re.finditer(pattern, stated.text):
            for written in writings:
                text = stated.text[: match.start()] + written + stated.text[match.end() :]
                yield Mutation(stated.ref, stated.language, kind, text, written)


# -- names

_ACTORS = (TermKind.PLACE, TermKind.PARK, TermKind.ORGANISATION, TermKind.PERSON, TermKind.FUND, TermKind.PROGRAMME)
_ELSEWHERE: dict[Language, tuple[str, ...]] = {
    "zh": (
        "北京",
        "深圳",
        "杭州",
        "苏州工业园区",
        "徐汇区",
        "静安",
        "比亚迪",
        "华为",
        "市财政局",
        "国家发展改革委",
        "李明",
    ),
    "en": ("Beijing", "Shenzhen", "Hangzhou", "Suzhou Industrial Park", "Xuhui District", "Huawei", "Tesla", "Li Ming"),
}


def renamed(stated: Stated, glossary: Glossary, body: str, draw: random.Random) -> Iterator[Mutation]:
    """Yield the sentence with a place, body, person or programme replaced by one that its clause does not name."""
    by_kind: dict[TermKind, list[Term]] = {}
    for term in glossary.terms:
        by_kind.setdefault(term.kind, []).append(term)
    for match in glossary.find(stated.text, stated.language):
        if match.term.kind not in _ACTORS or match.term.zh == "上海":
            continue
        strangers = [
            name
            for term in by_kind[match.term.kind]
            for name in [term.names(stated.language)[0]]
            # "park" and "university" name no one in particular.
            if term.en != term.en.lower()
            and term.zh != "上海"
            and match.term.names(stated.language)[0] not in name
            and not any(other.lower() in body.lower() for other in term.names(stated.language))
        ]
        for name in (*draw.sample(strangers, min(2, len(strangers))), draw.choice(_ELSEWHERE[stated.language])):
            text = stated.text[: match.span.start] + name + stated.text[match.span.end :]
            yield Mutation(stated.ref, stated.language, "name", text, name)


_PLANS: dict[Language, tuple[tuple[str, str], ...]] = {
    "zh": (("green", "绿色低碳"), ("metaverse", "元宇宙"), ("terminals", "智能终端")),
    "en": (("green", "green and low-carbon"), ("metaverse", "metaverse"), ("terminals", "intelligent terminal")),
}
_PLAN_NAMES: dict[Language, tuple[tuple[str, str], ...]] = {
    "zh": (("green", "绿色低碳行动方案"), ("metaverse", "元宇宙行动方案"), ("terminals", "智能终端行动方案")),
    "en": (
        ("green", "Green and Low-Carbon Action Plan"),
        ("metaverse", "metaverse action plan"),
        ("terminals", "intelligent terminals plan"),
    ),
}


def of_another_plan(stated: Stated, body: str) -> Iterator[Mutation]:
    """Yield the sentence with the subject of another plan for its own, or said to be in another plan."""
    own = next((name for work, name in _PLANS[stated.language] if work == stated.ref.work), None)
    if own is None:
        return
    for work, name in _PLANS[stated.language]:
        if work != stated.ref.work and own in stated.text and name not in body:
            text = stated.text.replace(own, name)
            yield Mutation(stated.ref, stated.language, "plan", text, name)
    for work, name in _PLAN_NAMES[stated.language]:
        if work != stated.ref.work and name.lower() not in body.lower():
            text = (
                f"{name}提出，{stated.text}"
                if stated.language == "zh"
                else f"Under the {name}, {_lowered(stated.text)}"
            )
            yield Mutation(stated.ref, stated.language, "plan", text, name)


def _lowered(text: str) -> str:
    return text[0].lower() + text[1:] if text[:2].istitle() else text


def of_a_sibling(stated: Sequence[Stated], library: Library) -> Iterator[Mutation]:
    """Yield sentences cited to the clause of another plan that stands in the same place and has not got them."""
    plans = ("green", "metaverse", "terminals")
    for one in stated:
        for work in plans:
            expression = library.answering(work, one.language)
            if one.ref.work in plans and work != one.ref.work and one.ref.eid in expression:
                ref = ClauseRef(work, one.ref.eid)
                if expression.is_leaf(one.ref.eid):
                    yield Mutation(ref, one.language, "citation", one.text, str(ref))


FIGURE_KINDS = frozenset({*FIGURES, "swapped", "bound left out", "range", "time"})


def mutations(library: Library, glossary: Glossary, *, seed: int) -> dict[tuple[str, Language], list[Mutation]]:
    """Return every mutation there is, by kind and language, in an order drawn with ``seed``."""
    draw = random.Random(seed)
    stated = list(digest_sentences(library))
    found: dict[tuple[str, Language], dict[tuple[str, str], Mutation]] = {}
    for one in stated:
        body = library.answering(one.ref.work, one.language).text_of(one.ref.eid)
        for mutation in (
            *figure_mutations(one, body),
            *swapped(one),
            *unbounded(one),
            *range_ends(one),
            *tenses(one),
            *forced(one, kind="negation"),
            *forced(one, kind="obligation"),
            *renamed(one, glossary, body, draw),
            *of_another_plan(one, body),
        ):
            found.setdefault((mutation.kind, mutation.language), {})[str(mutation.ref), mutation.text] = mutation
    for mutation in of_a_sibling(stated, library):
        found.setdefault((mutation.kind, mutation.language), {})[str(mutation.ref), mutation.text] = mutation
    genuine = {(str(one.ref), one.text) for one in stated}
    pools = {key: [m for place, m in found[key].items() if place not in genuine] for key in sorted(found)}
    for pool in pools.values():
        draw.shuffle(pool)
    return pools


def drawn(pools: dict[tuple[str, Language], list[Mutation]], count: int) -> list[Mutation]:
    """Return ``count`` mutations, from every kind and language in turn for as long as it has any."""
    turns = itertools.chain.from_iterable(itertools.zip_longest(*pools.values()))
    return list(itertools.islice((mutation for mutation in turns if mutation is not None), count))
