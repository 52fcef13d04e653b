"""What a figure of a sentence is about, and what of it the figure measures, read off the sentence itself.

Of "the scale of the kite industry is to reach RMB 3 billion" the subject is the kite
industry and the indicator its scale; of "培育龙头企业20家以上" the indicator is the
number of leading enterprises. It is a reading by word order, for documents of which
nobody has written down what their targets measure.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from assistant.quantities import Kind, Quantity, bounded, quantities
from assistant.works import Language


@dataclass(frozen=True, slots=True)
class Measured:
    """What a figure is about and what it measures, in the language of its sentence; empty where that is not said."""

    subject: str
    indicator: str


def measured(sentence: str, figure: Quantity, language: Language) -> Measured:
    """Return what ``figure`` of ``sentence`` is about and what it measures."""
    return _READERS[language](sentence, figure)


_CALENDAR = frozenset({Kind.YEAR, Kind.DATE, Kind.PERIOD})


def _around(sentence: str, figure: Quantity, language: Language, stops: re.Pattern[str]) -> tuple[str, str]:
    """Return what stands before and after a figure and its bounds, up to the nearest stop or other figure."""
    found = quantities(sentence, language=language)
    whole = bounded(sentence, figure, language=language)
    others = [bounded(sentence, q, language=language) for q in found if q.span != figure.span]
    plain = sentence
    for span in [q.span for q in found if q.kind in _CALENDAR]:
        plain = plain[: span.start] + " " * (span.end - span.start) + plain[span.end :]
    apart = [span for span in others if span.of(plain).strip()]
    first = max((span.end for span in apart if span.end <= whole.start), default=0)
    last = min((span.start for span in apart if span.start >= whole.end), default=len(plain))
    before = stops.split(plain[first : whole.start])[-1]
    return before, stops.split(plain[whole.end : last])[0]


# -- Chinese

_STOPS_ZH = re.compile(r"[，,；;：:。]")
_VERB_ZH = (
    r"(?:培育|打造|建设|建成|建立|成立|设立|形成|创建|新增|推出|引进|集聚|涌现|塑造|开展|布局|完成|实现|认定|支持"
    r"|培养|新建|累计|力争|争取|计划|将要|将|要|拟|应当|每年|发展到|发展|达到|增长到?|提高到?|提升到?|降低到?|控制在"
    r"|(?<=[^\W\d])(?:到|为|占|超|至))"
)
_LAST_VERB_ZH = re.compile(rf".*{_VERB_ZH}(?P<rest>.*)$")
_TAIL_ZH = re.compile(rf"(?:的?目标(?:是|为)?|重点|培育成|加快|{_VERB_ZH})+$")
_ENDS_IN_VERB_ZH = re.compile(rf"{_VERB_ZH}$")
_SAID_ZH = re.compile(r"^[^，]{0,30}(?:介绍|表示|透露|指出|提出|说明|报道)[，：]")
_FIRST_VERB_ZH = re.compile(_VERB_ZH)
_WHEN_ZH = re.compile(r"(?:力争|争取|计划|预计)?[到至在]?\s{2,}年?[底末]?(?:以?前)?[，,]?|到?届时")
_MEASURE_ZH = re.compile(
    r"(?:总|市场|营业|年均?|销售|投资|工业|产量)?"
    r"(?:规模|产值|营收|收入|增加值|占比|比例|比重|份额|保有量|产量|销量|面积|投资额?|强度|密度|数量|总量|总额|交易额"
    r"|融资额?|[^\W\d]{1,6}率)$"
)
_EDGES_ZH = " 、的（）()和及与并其中"
_ADVERB_ZH = re.compile(r"(?:重点|着力|加快|积极|大力|进一步|在全市)+$")


def _in_chinese(sentence: str, figure: Quantity) -> Measured:
    before, after = _around(sentence, figure, "zh", _STOPS_ZH)
    said = _WHEN_ZH.sub("", before).strip()
    following = after.strip(_EDGES_ZH) if _ENDS_IN_VERB_ZH.search(said) else ""
    before = _TAIL_ZH.sub("", said).strip(_EDGES_ZH)
    lead = _lead_zh(sentence)
    found = _MEASURE_ZH.search(before)
    if found is not None:
        return Measured(before[: found.start()].strip(_EDGES_ZH) or lead, found[0])
    if figure.kind is not Kind.COUNT:
        return Measured(before or lead, "规模" if figure.unit == "CNY" else "")
    if following and not _FIRST_VERB_ZH.match(following):
        return Measured(_subject_zh(before) or lead, f"{following}数量")
    rest = _LAST_VERB_ZH.match(before)
    noun = (rest["rest"] if rest else before).strip(_EDGES_ZH) or after.strip(_EDGES_ZH)
    subject = (_subject_zh(before) if rest else "") or lead
    return Measured("" if subject == noun else subject, f"{noun}数量" if noun else "")


def _subject_zh(before: str) -> str:
    """Return what stands before the first verb, without its adverbs."""
    return _ADVERB_ZH.sub("", _FIRST_VERB_ZH.split(before)[0].strip(_EDGES_ZH))


def _lead_zh(sentence: str) -> str:
    """Return what a sentence begins with, up to its first verb."""
    plain = _WHEN_ZH.sub("", _STOPS_ZH.split(_SAID_ZH.sub("", _year_blanked(sentence, "zh")))[0])
    return _ADVERB_ZH.sub("", _FIRST_VERB_ZH.split(plain)[0].strip(_EDGES_ZH))


# -- English

_STOPS_EN = re.compile(r"[;:]|,(?! (?:internationally|including))|\band (?=[a-z ]{0,40}$)")
_TO_BE_EN = re.compile(
    r"\b(?:(?:is|are) (?:expected |planned )?to|will|shall|should|must|aims? to|(?:strives?|plans?) (?:to|for))\b"
)
_WHEN_EN = re.compile(r"\b(?:by|in|before|until)(?: the end of)?\s{2,},?", re.IGNORECASE)
_NOUN_END_EN = re.compile(
    r"\s(?:(?:is|are|will|to|that|which|who|by|in|across|around|for|with|where|so|on|at|under|created|built)\b|[0-9])"
)
_MORE_EN = re.compile(r"^\s*(?:or (?:more|above|fewer|less)|and above)\b")
_OF_EN = re.compile(
    r"(?:^|\b(?:the|a|its|total) )(?P<measure>(?:total |annual |industry |industrial )?"
    r"(?:scale|size|output value|output|revenue|turnover|share|proportion|rate|intensity|added value|value|area"
    r"|investment|number|capacity)) of (?:the |its )?(?P<subject>.+)$",
    re.IGNORECASE,
)
_AT_END_EN = re.compile(
    r"(?P<subject>.+?)(?:['’]s)? (?P<measure>scale|output value|output|revenue|turnover|share|rate|intensity|investment"
    r"|fleet|capacity)$"
)
_SAID_EN = re.compile(r"^.*\b(?:said|says|stated|disclosed|announced)\b.*?\bthat ")
_CLASS_EN = re.compile(r"^(?:of|in) the$|^the$")
_ARTICLE_EN = re.compile(r"^(?:the|a|an|its|and|of|with|in|for)\s+", re.IGNORECASE)
_TO_EN = re.compile(r" (?:to|so as to)$")


def _in_english(sentence: str, figure: Quantity) -> Measured:
    before, after = _around(sentence, figure, "en", _STOPS_EN)
    before = _SAID_EN.sub("", " ".join(_WHEN_EN.sub(" ", before).split()))
    subject = _bare(_TO_BE_EN.split(before)[0]) or _lead_en(sentence)
    if figure.kind is Kind.COUNT:
        noun = _bare(_NOUN_END_EN.split(_MORE_EN.sub("", after), maxsplit=1)[0])
        noun = "" if _CLASS_EN.search(noun) else re.sub(r" (?:of|in) the$", "", noun)
        return Measured(subject, f"number of {noun}" if noun else "number")
    named = _OF_EN.search(subject) or _AT_END_EN.search(subject)
    if named is not None:
        return Measured(_bare(named["subject"]), named["measure"].lower())
    return Measured(subject, "scale" if figure.unit == "CNY" else "")


def _lead_en(sentence: str) -> str:
    """Return what a sentence begins with, up to its first verb."""
    plain = _SAID_EN.sub("", " ".join(_WHEN_EN.sub(" ", _year_blanked(sentence, "en")).split()))
    return _bare(_TO_BE_EN.split(_STOPS_EN.split(plain)[0])[0])


def _bare(words: str) -> str:
    """Return a noun without article and stop, its first letter as in the middle of a sentence."""
    plain = _TO_EN.sub("", _ARTICLE_EN.sub("", words.strip(" ,.;:"))).strip(" ,.;:")
    first = plain.partition(" ")[0]
    capital = first[:1].isupper() and first[1:].islower() and first not in _PROPER
    return plain[:1].lower() + plain[1:] if capital and plain is not words.strip() else plain


_PROPER = frozenset({"Shanghai", "Pudong"})


def _year_blanked(sentence: str, language: Language) -> str:
    for span in [q.span for q in quantities(sentence, language=language) if q.kind in _CALENDAR]:
        sentence = sentence[: span.start] + " " * (span.end - span.start) + sentence[span.end :]
    return sentence


_READERS: Mapping[Language, Callable[[str, Quantity], Measured]] = {"zh": _in_chinese, "en": _in_english}
