"""Sentences that say what a clause says in other words: some by rules that keep the meaning, some by hand."""

from __future__ import annotations

import itertools
import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from assistant.library import Library
from assistant.works import ClauseRef, Language

from .conftest import Stated, digest_sentences, sentences_in


@dataclass(frozen=True)
class Paraphrase:
    """A true sentence, the clause that says so, and the rules it was made by."""

    ref: ClauseRef
    language: Language
    rule: str
    text: str


Rewriting = tuple[str, str, str | Callable[[re.Match[str]], str]]


def _trillions(match: re.Match[str]) -> str:
    return f"{int(match[1]) / 10000:g}万亿元"


def _grouped(match: re.Match[str]) -> str:
    return f"{int(match[1]):,}亿元"


def _moved_to_the_front(match: re.Match[str]) -> str:
    return f"By {match['year']}, {_lower_start(match['before'])}{match['after']}."


def _lower_start(text: str) -> str:
    return text[0].lower() + text[1:] if text.startswith(("The ", "In ", "For ", "Within ", "Revenue ")) else text


def _turned(match: re.Match[str]) -> str:
    """Return the members of a list in another order."""
    members = match["members"].split("、")
    return "、".join((*members[1:], members[0])) + "等"


_MEMBERS = "[^，。；：、（）“”+0-9和与及的]{2,8}"
RULES: dict[Language, tuple[Rewriting, ...]] = {
    "zh": (
        ("trillions", r"(?<![0-9.])([0-9]{4})亿元", _trillions),
        ("grouped", r"(?<![0-9.])([0-9]{4})亿元", _grouped),
        ("spelt", r"(?<![0-9.])5000亿元", "五千亿元"),
        ("bound before", r"(?P<number>[0-9]+)(?P<unit>[家个款])以上", r"不少于\g<number>\g<unit>"),
        ("bound before", r"(?P<number>[0-9]+)(?P<unit>[家个款])以上", r"至少\g<number>\g<unit>"),
        ("bound after", r"不少于(?P<number>[0-9]+)(?P<unit>[家个款])", r"\g<number>\g<unit>以上"),
        ("about", r"(?P<number>[0-9]+[家个座])左右", r"约\g<number>"),
        ("exceed", "突破(?=[0-9])", "超过"),
        ("exceed", "超过(?=[0-9])", "突破"),
        (
            "year first",
            r"^(?P<before>[^，。：“”]{3,14})到2025年(?P<after>[^底。][^。]*)。$",
            r"到2025年，\g<before>\g<after>。",
        ),
        ("year end", r"到(?P<year>20[0-9]{2})年", r"到\g<year>年底"),
        ("verb", r"培育(?!行动|工程)", "培养"),
        ("verb", r"打造(?!行动)", "建设"),
        ("verb", r"推动(?!作用)", "促进"),
        ("verb", r"加快(?!布局)", "加速"),
        ("verb", r"提升(?!工程|行动)", "提高"),
        ("verb", r"加强(?!集成)", "强化"),
        ("verb", r"运用|利用(?!示范|封存|与)", "使用"),
        ("verb", r"聚焦", "围绕"),
        ("noun", r"企业(?!技术|研究)", "公司"),
        ("attributed", r"^(?=绿色低碳|元宇宙|智能终端|氢能|碳交易|支持|鼓励)", "根据方案，"),
        ("attributed", r"^(?=绿色低碳|元宇宙|智能终端|氢能|碳交易|支持|鼓励)", "该方案提出，"),
        ("dropped", r"，包括[^，。；：]*。$", "。"),
        ("dropped", r"（[A-Za-z-]+）", ""),
        ("dropped", r"，以(?:提升|满足|提高|支撑|促进|激发|推动)[^，。]*。$", "。"),
        ("turned", rf"(?<=[：（])(?P<members>{_MEMBERS}(?:、{_MEMBERS}){{1,7}})等", _turned),
        ("and", r"(?<=[一-鿿])以及(?=[一-鿿])", "和"),
        ("plain", r"(?<![主重需不])要(?=[培推加提构发突建])", "将"),
        ("plain", r"(?<![主重需不])要(?=[培推加提构发突建])", ""),
    ),
    "en": (
        ("currency", r"RMB (?P<number>[0-9.]+) (?P<scale>[bt]r?illion)", r"CNY \g<number> \g<scale>"),
        ("currency", r"RMB (?P<number>[0-9.]+) (?P<scale>[bt]r?illion)(?! class)", r"\g<number> \g<scale> yuan"),
        ("currency", r"RMB (?P<number>[0-9.]+) billion(?! class)", r"RMB \g<number>bn"),
        ("trillions", r"RMB 500 billion", "RMB 0.5 trillion"),
        ("bound before", r"(?P<number>[0-9,]+) or more", r"at least \g<number>"),
        ("bound before", r"(?P<number>[0-9,]+) or more", r"no fewer than \g<number>"),
        ("bound after", r"no fewer than (?P<number>[0-9,]+)", r"at least \g<number>"),
        ("exceed", r"exceed (?=RMB)", "surpass "),
        ("exceed", r"to exceed (?=RMB)", "to be more than "),
        ("exceed", r"be more than (?=RMB)", "exceed "),
        ("per cent", r"(?<=[0-9])%", " per cent"),
        ("year first", r"^(?P<before>[^,:;]{10,120}) by (?P<year>2025)(?P<after>)\.$", _moved_to_the_front),
        ("year end", r"\bby (?P<year>20[0-9]{2})", r"by the end of \g<year>"),
        ("verb", r"\bfoster\b", "cultivate"),
        ("verb", r"\bfostered\b", "nurtured"),
        ("verb", r"\bpromote\b", "advance"),
        ("verb", r"\bspeed up\b", "accelerate"),
        ("verb", r"\bbe created\b", "be built"),
        ("verb", r"\bto create\b", "to establish"),
        ("verb", r"\bstrengthened\b", "reinforced"),
        ("verb", r"\bbe established\b", "be set up"),
        ("verb", r"\bimprove\b", "enhance"),
        ("verb", r"\bare to be raised\b", "are to be increased"),
        ("verb", r"\buse\b", "utilise"),
        ("noun", r"\benterprises\b", "companies"),
        ("noun", r"\bcompanies\b", "firms"),
        ("spelling", r"(?<=[a-z])isation\b", "ization"),
        ("spelling", r"\bcentre(?=s?\b)", "center"),
        ("will", r"\b(?:is|are) to (?=[a-z])", "will "),
        ("attributed", r"^(?=The (?:green|metaverse|intelligent|petro|steel|power|main))", "According to the plan, t|"),
        ("dropped", r", including [^,.;]*(?:, [^,.;]*)*\.$", "."),
        ("dropped", r" \([A-Z][A-Za-z-]+\)", ""),
        ("dropped", r", to (?:improve|raise|support|meet|promote|encourage|help) [^,.;]*\.$", "."),
        ("dropped", r" and others(?=\.$)", ""),
        ("such as", r"such as", "for example"),
        ("a number", r"\b[Aa] (?:batch|number) of\b", "several|"),
    ),
}


def _written(pattern: str, write: str | Callable[[re.Match[str]], str], stated: Stated) -> Iterator[str]:
    if not re.search(pattern, stated.text):
        return
    if callable(write) or not write.endswith("|"):
        yield re.sub(pattern, write, stated.text)
    elif write.endswith("t|"):
        yield write.removesuffix("t|") + stated.text[0].lower() + stated.text[1:]


def by_rules(library: Library, *, seed: int, count: int) -> list[Paraphrase]:
    """Return ``count`` different paraphrases, from every rule in turn; a third go through two rules."""
    draw = random.Random(seed)
    pools: dict[tuple[str, str], list[Paraphrase]] = {}
    for stated in digest_sentences(library):
        for rule, pattern, write in RULES[stated.language]:
            for text in _written(pattern, write, stated):
                if text != stated.text:
                    made = Paraphrase(stated.ref, stated.language, rule, text)
                    pools.setdefault((stated.language, rule), []).append(made)
    for key in sorted(pools):
        draw.shuffle(pools[key])
    turns = itertools.chain.from_iterable(itertools.zip_longest(*(pools[key] for key in sorted(pools))))
    chosen: dict[tuple[str, str], Paraphrase] = {}
    for one in turns:
        if one is not None and len(chosen) < count:
            made = _again(one, draw) if draw.random() < 1 / 3 else one
            chosen.setdefault((str(made.ref), made.text), made)
    return list(chosen.values())


def _again(one: Paraphrase, draw: random.Random) -> Paraphrase:
    """Return the paraphrase with another rule applied on top, if one applies."""
    stated = Stated(one.ref, one.language, one.text)
    rules = [rule for rule in RULES[one.language] if rule[0] != one.rule]
    draw.shuffle(rules)
    for rule, pattern, write in rules:
        text = next(_written(pattern, write, stated), one.text)
        if text != one.text:
            return Paraphrase(one.ref, one.language, f"{one.rule} + {rule}", text)
    return one


def freer() -> list[Paraphrase]:
    """Return looser paraphrases, such as a language model writes; where in doubt the verifier blocks."""
    return [Paraphrase(ref, language, "freer", text) for ref, language, text in sentences_in("freer.tsv")]


def free(name: str) -> list[Paraphrase]:
    """Return paraphrases that were written freely; those of a name with ``held`` were never looked at, only counted."""
    return [Paraphrase(ref, language, "free", text) for ref, language, text in sentences_in(name)]


def by_hand() -> list[Paraphrase]:
    """Return what a careful writer might make of the clauses; written before the verifier was tried on them."""
    return [Paraphrase(ref, language, "by hand", text) for ref, language, text in sentences_in("paraphrases.tsv")]
