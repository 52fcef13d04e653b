"""Kinds of answer that a question asks for, and what a clause must hold to give one.

"How many kilometres" wants a length, "in what year" a year, "which company" the name of one. A clause
without it does not answer, however much it speaks of the rest.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from assistant.answering.naming import stands_in
from assistant.indexing.tokens import content_terms, terms
from assistant.languages import folded, has_han, language_of
from assistant.quantities import Kind, Qualifier, Quantity, quantities
from assistant.retrieval.cues import Wants
from assistant.retrieval.understanding import Question
from assistant.terms import TermKind
from assistant.works import LANGUAGES, Language

NAMED_ALMOST = 0.75
"""A public body is named where so large a share of its name's terms stands: of three or fewer, all."""

_CALENDAR = frozenset({Kind.YEAR, Kind.DATE, Kind.PERIOD})


@dataclass(frozen=True, slots=True)
class Held:
    """What a clause says: its text in every language, folded, and its figures."""

    plain: str
    figures: tuple[Quantity, ...]


Test = Callable[[Held], bool]
"""Tells whether a clause holds an answer of one kind."""


def _pattern(chinese: str, english: str) -> re.Pattern[str]:
    return re.compile(rf"{chinese}|\b(?:{english})\b")


_YEAR = _pattern(
    r"哪一?年|哪年|何时|什么时候|什么时间|几月|哪一?天|几号|时间表",
    r"(?:what|which) (?:year|date|day|month)|by when|since when|a date|timetable|timeline"
    r"|when (?:is|are|was|were|will|must|should|do|does|did|can)",
)
_COMPANY = _pattern(
    r"哪[一几]?家(?:企业|公司|单位|厂商|厂|车企)|哪个(?:企业|公司|厂商|集团)|(?:给|由|交给)哪一?家",
    r"(?:which|what) (?:[a-z-]+ ){0,2}(?:company|firm|enterprise|manufacturer|operator|contractor|vendor"
    r"|supplier|developer)",
)
_COMPANY_NAME = re.compile(r"有限公司|某公司|[\u4e00-\u9fff]{2,}(?:集团|股份)|\b(?:inc|ltd|corporation|group co)\b")
"""A company is named by its form; 科技公司 is a sort of company."""
_AGENCY = _pattern(
    r"哪一?个(?:部门|机关|委办局|主管部门)|什么部门",
    r"(?:which|what) (?:agency|agencies|authority|department|regulator)",
)
_AGENCY_NAME = re.compile(
    r"委员会|经济信息化委|[市区]\w{0,6}委|局|办公厅|领导小组|专班|政府|部门"
    r"|\b(?:commission|bureau|office|leading group|task force|governments?|departments?)\b"
)
_UNIVERSITY = _pattern(
    r"哪(?:几|些|一)?(?:所|家|个)?(?:大学|高校|学校|院校)",
    r"(?:which|what) (?:[a-z-]+ ){0,2}(?:university|universities|colleges?|schools?)",
)
_UNIVERSITY_NAME = re.compile(r"[\u4e00-\u9fff]{2,}大学|\buniversity of\b|\b[a-z]+ university\b")
_RESULT = _pattern(
    r"(?:已经?|目前|现在|如今|眼下|截至|到今天|到现在|至今).{0,10}(?:几|多少|哪|了吗|了没|没有)|是否已|公布了?(?:吗|没)"
    r"|(?:完成|实现|落地|建成|达到)了(?:多少|几|吗|没)|有没有(?:公布|确定|开工|建成)",
    r"so far|to date|as of (?:now|today)|up to now|until now|already"
    r"|(?:has|have) (?!to\b)(?:[\w&-]+ ){0,12}(?:actually|yet|agreed|moved|been "
    r"(?:given|published|named|built|chosen|picked|selected))",
)
_PRODUCED = _pattern(
    r"实际.{0,6}(?:完成|达到|实现|产出?)|实际(?:产值|规模|数)",
    r"actually (?:produce|make|reach|achieve|build|sell)(?:d|ed)?|actual (?:output|scale|size|figures?|production)",
)
_RESULT_HELD = re.compile(r"已|现有|目前|截至|累计|拥有|\b(?:already|currently|to date)\b")
_CAP = _pattern(
    r"上限|封顶|最多|至多|最高.{0,4}(?:多少|几|允许|能|可以)",
    r"highest [\w -]{1,40}(?:allow|permit)(?:s|ted)?|cap on|ceiling|upper limit|limit of|maximum|at most",
)
_MANDATE = _pattern(
    r"(?:是不是|是否|有没有)必须|必须.{0,20}[吗么]|强制|法律约束力|明令",
    r"legally (?:binding|bound|required|obliged)|mandatory|compulsory|obliged to|obligatory|required by law",
)
_MANDATE_HELD = re.compile(r"必须|应当|强制|不得|严禁|禁止|\b(?:must|shall|mandatory|prohibit\w*)\b")
_OFTEN = _pattern(r"多久一?[次届办]|几年一[届次]", r"how often")
_OFTEN_HELD = re.compile(r"每年|年度|定期|每[月季]|\b(?:annual|annually|every year|each year|yearly|regular(?:ly)?)\b")
_YEARLY = _pattern(r"一年一[届次度]|每年.{0,6}[吗么]", r"every year|each year|annually")
_YEARLY_HELD = re.compile(r"每年|一年一|年度|\b(?:annual|annually|every year|each year|yearly)\b")
_LONG = _pattern(
    r"多久(?!一?[次届办])|多长时间|[花用]几年|几年(?=才|内|后|能|时间)|几[个]?(?:小时|天|工作日|月)",
    r"how long|how many (?:hours|days|months|working days)",
)
_PRICED = _pattern(
    r"最低(?:投资|出资|注册资本)|多少(?:钱|[万亿]元|经费|奖金|费用|手续费|投资|补贴|奖励)|(?:总投资|投资额|奖金|手续费|月费|费用|经费)(?:是|为|给|要|收)?多少",
    r"minimum (?:investment|capital|outlay)|prize money|how much (?:cash|does it cost|will it cost)|fees?|cash"
    r"|total investment",
)
_PAYS = _pattern(
    r"谁(?:来)?(?:出钱|掏钱|出资|买单|付钱|付)|钱从哪|钱谁出",
    r"who (?:pays|funds|finances|(?:is|will) (?:pay|fund|financ)\w*)",
)
_PAYS_HELD = re.compile(
    r"资金|基金|出资|投资|财政|融资|资本|补贴|\b(?:fund\w*|financ\w*|capital|invest\w*|pays?|paid|subsid\w*|budget)\b"
)
_SOLD = _pattern(
    r"卖(?:多少|几)|一(?:公斤|吨|度|台|辆|套|张|份|次)(?:多少|几).{0,2}[钱元]|[每一](?:公斤|吨|度|台|辆|套|张).{0,4}多少钱|什么价",
    r"how much (?:does|do|will|would) .{1,60} (?:sell for|cost)|what (?:did|does|do|will|would) .{1,60} cost",
)
_SOLD_HELD = re.compile(r"价格|售价|定价|成本|费用|造价|售\b|\b(?:prices?|priced|costs?|sold|sells?|spent)\b")
_AGED = _pattern(r"多大年纪|多大岁数|几岁|多少岁|年满", r"how old|what age|age limit|minimum age")
_AGED_HELD = re.compile(r"[0-9]岁|周岁|年满|\b(?:aged [0-9]|years old|years of age)\b")
# Which trades a pilot is for is no choice among those who applied.
_CHOSEN = _pattern(
    r"(?:选中?|挑中?|定|签|入选|中标|评上)了(?:哪|谁|几|多少)(?![些几个]?(?:行业|领域|场景|方向))"
    r"|(?:首批|第一批|入选).{0,12}(?:名单|哪[些几]|谁)|名单.{0,6}(?:哪[些几]|谁|有)",
    r"(?:which|what|who) (?!(?:industries|trades|fields|sectors|areas|uses)\b)(?:[\w'&-]+ ){0,8}"
    r"(?:was|were|has|have) (?:already |been |now ){0,2}"
    r"(?:chosen|picked|selected|appointed|awarded|approved|hired|agreed|moved|signed|shortlisted|won)",
)
_CHOSEN_HELD = re.compile(
    r"已(?!有)|首批|入选|选定|第一批"
    r"|\b(?:already|first batch|first three|chosen|picked|selected|were named|has been|have been)\b"
)
_HOURLY = _pattern(r"每小时|一小时", r"per hour|an hour|each hour")
_HOURLY_HELD = re.compile(r"每小时|时速|\b(?:per hour|an hour|hourly)\b")
_DAILY = _pattern(r"每天|每日|一天(?:能|要|可)", r"per day|a day|each day|every day")
_DAILY_HELD = re.compile(r"每天|每日|日均|[0-9]小时|\b(?:per day|a day|daily|every day|around the clock)\b")
_PER = _pattern(r"每[百千万](?:名|人|个|户)", r"per (?:hundred|thousand|ten thousand|[0-9][0-9,]*|capita)")
_PER_HELD = re.compile(r"每[百千万]|人均|\bper (?:hundred|thousand|ten thousand|[0-9]|capita)")
_INSTITUTION = _pattern(
    r"哪[一几些]?家(?:医院|实验室|工厂|银行)|哪[一几些]?所(?:学校|医院)|哪个(?:医院|实验室|工厂|车间)",
    r"(?:which|what) (?:\w+ )?(?:hospital|laborator(?:y|ies)|lab|plant|factor(?:y|ies)|bank|school)s?(?! of)",
)
_INSTITUTION_NAME = re.compile(
    r"(?:某|第[一二三四五六七八九十]+|附属|上海|中国)[\u4e00-\u9fff]{0,8}(?:医院|实验室|工厂|银行|学校)"
)
_COUNT = _pattern(r"(?:多少|(?<![哪的这那好前])几)[个家款项座张辆台名套](?!亿|月|小时|工作日|百分)", r"how many")
_MEMBERS = _pattern(
    r"[是指]哪(?:几|[二两三四五六七八九十]+)[个项样家种款大]?|(?:各|分别|都)叫(?:什么|啥)",
    r"which (?:two|three|four|five|six|seven|eight|nine|ten|[0-9]+)",
)
_ROW = re.compile(r"[、,，]|和|与|及|\band\b")
_RATE = re.compile(r"([\u4e00-\u9fff]{1,3})(率)(?=[^\u4e00-\u9fff]|[要应是为到达得多有的目]|$)")
_ENGLISH_RATE = re.compile(r"\b([a-z]+) rates?\b")
_ACRONYM = re.compile(r"(?<![A-Za-z0-9])[A-Z]{3,}(?![A-Za-z0-9])")
_SPEECH = _pattern(
    r"讲|说|谈|回答|回应|发言|介绍|表示|透露|宣布",
    r"sa(?:y|ys|id)|tells?|told|announced?|stated?|explain(?:ed)?|answer(?:ed)?|repl(?:y|ied)|mention(?:ed)?",
)
_SPOKEN = re.compile(r"表示|介绍|透露|指出|宣布|强调|\b(?:said|says|stated|announced|disclosed|introduced|noted)\b")
_STOP = re.compile(r"[。；;\n]|\.(?=\s|$)")
_BODY = re.compile(
    r"\b((?:[a-z-]+ ){1,3})(commission|bureau|exchange|ministry|committee|council|court|leading group)\b"
    r"|((?:(?![由是该让归给哪个靠和与及跟同])[\u4e00-\u9fff]){2,6}(?:交易所|委员会|国资委|管理局|研究院|银行|领导小组|联席会议))"
)

# Counts, money and shares have gates of their own; 前几年 asks no number of years.
_OTHER_UNITS = frozenset({"count", "CNY", "%", "‰", "pp", "times", "yr"})
_MEASURE = {
    "zh": re.compile(r"(?:多少|几|百分之几)(?=([\u4e00-\u9fffa-z%]{1,4}))"),
    "en": re.compile(r"\b(?:how many|what number of|to how many|in) ((?:square |cubic )?[a-z]+)"),
}


_REASON_GIVEN = re.compile(
    r"因为|由于|鉴于|原因|理由|为了|旨在|目的"
    r"|\b(?:because|owing to|due to|reasons?|rationale|so that|in order to|in view of)\b"
)


def gives_a_reason(plain: str) -> bool:
    """Tell whether a folded clause says why: plans say what is to be done, and seldom why."""
    return _REASON_GIVEN.search(plain) is not None


def tests(question: Question) -> tuple[Test, ...]:
    """Return what a clause must hold if it is to answer, one test for each kind of answer asked."""
    return tuple(_tests(question))


def _tests(question: Question) -> Iterator[Test]:
    plain = folded(question.text)
    yield from map(_has_unit, _units(plain, language_of(question.text)))
    if _YEAR.search(plain):
        yield _has_date
    if (
        _COUNT.search(plain)
        and Wants.CONFLICT not in question.wants
        and not list(_units(plain, language_of(question.text)))
    ):
        yield _has_count
    if _MEMBERS.search(plain):
        counts = [
            f.value for f in quantities(question.text, language=language_of(question.text)) if f.kind is Kind.COUNT
        ]
        yield from (_names_as_many(int(count)) for count in counts if count is not None)
    if _PRODUCED.search(plain):
        yield _has_figure_of(question.years)
    yield from (_has_words(held) for asked, held in _WORDED if asked.search(plain))
    yield from (test for asked, test in _FIGURED if asked.search(plain))
    yield from map(_names, (*_rates(plain), *(named for named, _ in bodies(plain))))
    yield from map(_has_any, _acronyms(question))
    speakers = _speakers(question)
    if speakers:
        yield _has_words_of(speakers)


_WORDED = (
    (_COMPANY, _COMPANY_NAME),
    (_AGENCY, _AGENCY_NAME),
    (_UNIVERSITY, _UNIVERSITY_NAME),
    (_INSTITUTION, _INSTITUTION_NAME),
    (_RESULT, _RESULT_HELD),
    (_MANDATE, _MANDATE_HELD),
    (_OFTEN, _OFTEN_HELD),
    (_YEARLY, _YEARLY_HELD),
    (_PAYS, _PAYS_HELD),
    (_SOLD, _SOLD_HELD),
    (_AGED, _AGED_HELD),
    (_CHOSEN, _CHOSEN_HELD),
    (_HOURLY, _HOURLY_HELD),
    (_DAILY, _DAILY_HELD),
    (_PER, _PER_HELD),
)
"""What a question asks for, and the words by which a clause shows that it says so."""


def _has_a_cap(held: Held) -> bool:
    return any(figure.qualifier in {Qualifier.AT_MOST, Qualifier.BELOW} for figure in held.figures)


def _has_a_price(held: Held) -> bool:
    return any(figure.unit == "CNY" for figure in held.figures)


def _has_a_duration(held: Held) -> bool:
    return any(figure.unit in _DURATIONS for figure in held.figures)


_DURATIONS = frozenset({"h", "min", "s", "d", "day", "month", "mo", "wk", "week", "yr"})
_DIMENSION = _pattern(
    r"(?:温度|速度|时速|重量|长度|高度|厚度|距离)(?:要|应|得|是|为|有|能|可|达|到|控制|在|限制)*(?:多少|几|多高|多大|多快)",
    r"what (?:temperature|speed|weight|length|height|altitude|depth|width|thickness|distance|voltage|pressure)",
)


def _has_a_measure(held: Held) -> bool:
    return any(figure.kind is Kind.AMOUNT and figure.unit not in _OTHER_UNITS for figure in held.figures)


_FIGURED = (
    (_CAP, _has_a_cap),
    (_PRICED, _has_a_price),
    (_LONG, _has_a_duration),
    (_DIMENSION, _has_a_measure),
)
"""What a question asks for, and whether a clause has a figure of that sort."""


def _has_unit(unit: str) -> Test:
    return lambda held: any(figure.unit == unit for figure in held.figures)


def _has_date(held: Held) -> bool:
    return any(figure.kind in _CALENDAR for figure in held.figures)


def _has_figure_of(years: tuple[int, ...]) -> Test:
    """Return whether a figure is of a year asked; a target is of a later one."""
    return lambda held: any(figure.year in years for figure in held.figures if figure.kind not in _CALENDAR)


def _has_count(held: Held) -> bool:
    """Tell whether anything is counted; 24 hours and a million yuan are measured."""
    return any(figure.kind in {Kind.COUNT, Kind.CLASS} for figure in held.figures)


def _names_as_many(number: int) -> Test:
    """Return whether so many things are named in a row, or in a sentence each."""

    def test(held: Held) -> bool:
        said = [sentence for sentence in _STOP.split(held.plain) if sentence.strip()]
        return len(said) >= number or any(len(_ROW.findall(sentence)) + 1 >= number for sentence in said)

    return test


def _has_words(pattern: re.Pattern[str]) -> Test:
    return lambda held: pattern.search(held.plain) is not None


def _has_any(names: frozenset[str]) -> Test:
    return lambda held: any(stands_in(name, held.plain) for name in names)


def _names(wanted: frozenset[str]) -> Test:
    """Return whether a clause has the terms of a name: of a longer one nearly all, for 大企业 is 大型企业 too."""
    return lambda held: len(wanted & frozenset(terms(held.plain))) >= NAMED_ALMOST * len(wanted)


def _units(plain: str, language: Language) -> Iterator[str]:
    """Yield the units of measurement that a folded question asks a number of: metres, tonnes, hours."""
    for match in _MEASURE[language].finditer(plain):
        word = match.group(1)
        # Chinese runs on without a space, so the longest piece that is a unit is one.
        pieces = [word[:end] for end in range(len(word), 0, -1)] if language == "zh" else [f" {word}"]
        unit = next((unit for piece in pieces for unit in _unit_of(piece, language)), None)
        if unit is not None and unit not in _OTHER_UNITS:
            yield unit


def _unit_of(piece: str, language: Language) -> Iterator[str]:
    return (q.unit for q in quantities(f"5{piece}", language=language) if q.text.endswith(piece.strip()))


def _acronyms(question: Question) -> Iterator[frozenset[str]]:
    """Yield, of each acronym in a question, the folded names of what it stands for; itself where none is known."""
    if question.text.isupper() and not has_han(question.text):
        # Shouting: every word is in capitals.
        return
    for match in _ACRONYM.finditer(question.text):
        terms_there = [m.term for m in question.terms if m.span.start <= match.start() < m.span.end]
        names = {folded(name) for term in terms_there for language in LANGUAGES for name in term.names(language)}
        yield frozenset(names or {folded(match.group())})


def _speakers(question: Question) -> frozenset[str]:
    """Return the folded names of the people whose words a question asks for."""
    if not _SPEECH.search(folded(question.text)):
        return frozenset()
    people = [match.term for match in question.terms if match.term.kind is TermKind.PERSON]
    return frozenset(folded(name) for person in people for language in LANGUAGES for name in person.names(language))


def _has_words_of(speakers: frozenset[str]) -> Test:
    """Return whether a sentence says what one of them said: who is only listed as present said nothing."""
    return lambda held: any(
        _SPOKEN.search(sentence) and any(name in sentence for name in speakers) for sentence in _STOP.split(held.plain)
    )


def _rates(plain: str) -> Iterator[frozenset[str]]:
    """Yield the terms of each rate that a folded question names."""
    for match in _RATE.finditer(plain):
        yield frozenset(terms(match.group(1)[-1] + match.group(2)))
    for match in _ENGLISH_RATE.finditer(plain):
        yield frozenset(content_terms(match.group()))


def bodies(plain: str) -> Iterator[tuple[frozenset[str], str]]:
    """Yield the terms of each public body that a folded question names, and its name."""
    for match in _BODY.finditer(plain):
        named = frozenset(content_terms(match.group()))
        if match.group(3) or len(named) > 1:
            yield named, match.group().strip()
