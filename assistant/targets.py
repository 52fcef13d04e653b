"""The quantified targets of the works: what is to be reached, how much of it, and by when.

A figure is a target where its sentence, or the section it stands in, makes it one;
so is the class (万吨级, 百亿级) of what is to be shown or set up.
What is counted only to set a text in order (三大系统, "four directions"), what is
said of the present (已, "already") and the parts of a thing (6轴, "six-axis") are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from assistant.languages import sentences
from assistant.library import Library
from assistant.library.indicators import Indicated, indicators_of
from assistant.measured import Measured, measured
from assistant.quantities import (
    Kind,
    Qualifier,
    Quantity,
    bounded,
    quantities,
    rmb_in_chinese,
    rmb_in_english,
    striving,
)
from assistant.works import Bilingual, Clause, ClauseRef, Edition, Expression, Language, Span, Work


@dataclass(frozen=True, slots=True)
class Wording:
    """How one language states a target.

    Attributes:
        heading: of the clause, or of the nearest one above it that has any.
        sentence: as it stands in the clause.
        span: number and unit in ``sentence``.
        grade: the class of what is counted in ``sentence``, else None.
        bounded: number and unit with the words that bound them (突破5000亿元, "10 or more"); None where none do.
        strives: the word of striving (争取, "aims to"), empty where there is none.
        subject: what is counted or measured: "metaverse-related industries".
        indicator: what of it the figure measures: "scale", "number of leading enterprises".
    """

    heading: str
    sentence: str
    span: Span
    grade: Span | None = None
    bounded: Span | None = None
    strives: str = ""
    subject: str = ""
    indicator: str = ""

    @property
    def bound(self) -> str:
        """The words that bound the number, as they stand there: 突破, 以上; empty where none do."""
        if self.bounded is None:
            return ""
        before = self.sentence[self.bounded.start : self.span.start].strip()
        after = self.sentence[self.span.end : self.bounded.end].strip()
        return _mid_sentence("…".join(part for part in (before, after) if part))


@dataclass(frozen=True, slots=True)
class Grade:
    """The class of what is counted: 千亿级 is 100 000 000 000 "CNY"."""

    value: Decimal
    unit: str


@dataclass(frozen=True, slots=True)
class Target:
    """One figure that a clause sets, equal in every language that states it.

    Attributes:
        ref: the clause that sets it.
        qualifier: the bound, or None where the number stands alone.
        value: in ``unit``; the first number of a range; None where the text names
            none (若干个, "several").
        upper: the second number of a range, else None.
        unit: as in `assistant.quantities`: "CNY", "%", "count" ...
        kind: CLASS where a class is itself the target (培育成千亿级).
        grade: the class of what a COUNT counts (千亿级2个), else None.
        year: by or in which it is to hold, where its sentence says so.
        strives: 力争, 争取 or "strive to" governs it.
        zh: the Chinese wording, None where the work has none.
        en: the English wording, None where the work has none.
    """

    ref: ClauseRef
    qualifier: Qualifier | None
    value: Decimal | None
    upper: Decimal | None
    unit: str
    kind: Kind
    grade: Grade | None
    year: int | None
    strives: bool
    zh: Wording | None
    en: Wording | None

    @property
    def heading(self) -> Bilingual:
        """What the clause is about."""
        return Bilingual(self.zh.heading if self.zh else "", self.en.heading if self.en else "")

    @property
    def sentence(self) -> Bilingual:
        """The sentence that sets the target."""
        return Bilingual(self.zh.sentence if self.zh else "", self.en.sentence if self.en else "")

    @property
    def subject(self) -> Bilingual:
        """What is counted or measured."""
        return Bilingual(self.zh.subject if self.zh else "", self.en.subject if self.en else "")

    @property
    def indicator(self) -> Bilingual:
        """What of the subject the figure measures."""
        return Bilingual(self.zh.indicator if self.zh else "", self.en.indicator if self.en else "")

    @property
    def about(self) -> Bilingual:
        """Subject and indicator in one, where nothing is known of them the heading."""
        return Bilingual(_about(self.zh), _about(self.en))

    def wording(self, language: Language) -> Wording | None:
        """Return how ``language`` states the target."""
        return self.zh if language == "zh" else self.en


def _about(wording: Wording | None) -> str:
    if wording is None:
        return ""
    return " · ".join(dict.fromkeys(part for part in (wording.subject, wording.indicator) if part)) or wording.heading


def targets(library: Library, work: str | None = None) -> tuple[Target, ...]:
    """Return every quantified target, by work and in document order.

    A work with a digest is read in it, in both languages; any other in the language
    it was added in.

    Args:
        library: the works there are.
        work: keep to this one.

    Raises:
        WorkNotFoundError: there is no such work.
    """
    works = library.works if work is None else (library.work(work),)
    return tuple(target for one in works for target in _of_work(one, library))


def reading(target: Target, language: Language) -> str:
    """Return the figure as people read it: 突破5000亿元, "exceed RMB 500 billion".

    Bound, number, unit and class are the text's own words where it states them in ``language``.
    """
    figure, grade = _figure(target, language), _grade(target, language)
    if language == "zh":
        wording = target.zh
        strives = (wording.strives if wording else "力争") if target.strives else ""
        return f"{strives}{grade}{figure}"
    strives = ("strive to" if _VERB.match(figure) else "strive for") if target.strives else ""
    return " ".join(part for part in (strives, figure, f"of the {grade}" if grade else "") if part)


def qualifier_of(target: Target, language: Language) -> str:
    """Return the words that strive and bound, the text's own where it states the target: 争取…突破."""
    wording = target.wording(language)
    if wording is not None:
        return "…".join(part for part in (wording.strives, wording.bound) if part)
    strives = ("力争" if language == "zh" else "strive") if target.strives else ""
    bound = BOUNDS[language][target.qualifier] if target.qualifier else ""
    return "…".join(part for part in (strives, bound) if part)


_VERB = re.compile(r"(?:exceed|surpass|reach|top|attain|hit)\b")

BOUNDS: Mapping[Language, Mapping[Qualifier, str]] = {
    "zh": {
        Qualifier.EXCEED: "超过",
        Qualifier.REACH: "达到",
        Qualifier.AT_LEAST: "不少于",
        Qualifier.AT_MOST: "不超过",
        Qualifier.BELOW: "低于",
        Qualifier.ABOUT: "约",
        Qualifier.NEARLY: "近",
    },
    "en": {
        Qualifier.EXCEED: "more than",
        Qualifier.REACH: "reach",
        Qualifier.AT_LEAST: "at least",
        Qualifier.AT_MOST: "at most",
        Qualifier.BELOW: "below",
        Qualifier.ABOUT: "about",
        Qualifier.NEARLY: "nearly",
    },
}
"""How a bound is said before its number."""


def _figure(target: Target, language: Language) -> str:
    """Return number and unit with what bounds them, without the class."""
    wording = target.wording(language)
    if wording is not None:
        span = wording.bounded or wording.span
        figure = span.of(wording.sentence).strip()
        return _mid_sentence(figure) if span != wording.span else figure
    bound = BOUNDS[language][target.qualifier] if target.qualifier else ""
    number = _number(target, language)
    return f"{bound}{number}" if language == "zh" or not bound else f"{bound} {number}"


def _mid_sentence(words: str) -> str:
    """Return words with a small letter where they begin a sentence: "No fewer than", but not RMB."""
    return words[:1].lower() + words[1:] if words[1:2].islower() else words


def _number(target: Target, language: Language) -> str:
    """Return number and unit of a target that is not stated in ``language``."""
    number = _amount(target.value, target.unit, language)
    if target.upper is not None:
        number += f"{'至' if language == 'zh' else ' to '}{_amount(target.upper, target.unit, language)}"
    return _as_class(number, language) if target.kind is Kind.CLASS else number


def _grade(target: Target, language: Language) -> str:
    """Return the class of what is counted, empty where there is none."""
    wording = target.wording(language)
    if wording is not None and wording.grade is not None:
        return wording.grade.of(wording.sentence)
    if target.grade is None:
        return ""
    return _as_class(_amount(target.grade.value, target.grade.unit, language), language)


def _as_class(amount: str, language: Language) -> str:
    return f"{amount}级" if language == "zh" else f"{amount} class"


def _amount(value: Decimal | None, unit: str, language: Language) -> str:
    if value is None:
        return "若干" if language == "zh" else "several"
    # Money to the fen; anything finer is printed as the number it is.
    if unit == "CNY" and value >= 0 and value * 100 == (value * 100).to_integral_value():
        return rmb_in_chinese(value) if language == "zh" else rmb_in_english(value)
    number = plain_number(value, grouped=language == "en")
    if unit == "count":
        return number
    return f"{number}{unit}" if unit in {"%", "‰", "°C"} else f"{number} {unit}"


def plain_number(value: Decimal, *, grouped: bool = False) -> str:
    """Return a number without loss, without an exponent and without idle zeros."""
    whole = value == value.to_integral_value()
    shown = f"{value:,f}" if grouped else f"{value:f}"
    if "." not in shown:
        return shown
    return shown.partition(".")[0] if whole else shown.rstrip("0")


@dataclass(frozen=True, slots=True)
class _Marks:
    """What shows, in one language, which figures are targets."""

    goals: re.Pattern[str]  # in a heading: all that follows are goals
    intent: re.Pattern[str]  # in the sentence: something is to be done
    no_target: re.Pattern[str]  # before the figure: it is so already, or is granted
    structure: re.Pattern[str]  # from a small number on: it sets a text in order
    parts: re.Pattern[str]  # from the number on: so many parts of one thing
    graded: re.Pattern[str]  # all that stands between a class and its number
    shown: re.Pattern[str]  # what is to be shown or set up is to be of the class that its sentence names


_MARKS: Mapping[Language, _Marks] = {
    "zh": _Marks(
        # 以集聚发展为目标 heads no list of goals.
        goals=re.compile(r"(?<!为)目标"),
        intent=re.compile(
            r"(?<![主重需])要|将|(?<![虚模])拟|应当|计划|目标|力争|争取|培育|打造|建设|建成|建立|成立|设立|形成|创建|新增|推出|引进|集聚|涌现"
            r"|塑造|实现|达到?|突破|提升|提高|增长|增加|扩大|降低|下降|降至|减少|压缩|完成|推动|布局"
        ),
        no_target=re.compile(
            r"已[^，。；;]*$"
            # What is so at present ends where a year to come begins.
            r"|(?:现有|目前|截至)(?:(?!到[0-9]{4})[^。；;])*$"
            r"|(?:给予|补助|补贴|资助|奖励|罚款|处以|允许)[^，。；、]*$"
        ),
        structure=re.compile(
            r"[0-9一二两三四五六七八九十]+"
            r"(?:大(?![型数学])|化|类|个?方面|[个项条种套]?[^，。；、：0-9]{0,4}"
            r"(?:方向|方案|行动|领域|部分|产业(?!园|集群|基地)|系统|环节|板块|原则|阶段|赛道|考虑|行业|工程|计划|任务)"
            r"|(?=[：:]))"
        ),
        parts=re.compile(r"[0-9一二两三四五六七八九十]+[轴层核]"),
        graded=re.compile(r"[^，,、；;。：:和及与0-9]{0,8}$"),
        shown=re.compile(r"示范|(?:将|要|拟).{0,6}(?:设立|建设|打造|建成)"),
    ),
    "en": _Marks(
        goals=re.compile(r"\b(?i:goals?|targets?|objectives?)\b"),
        intent=re.compile(r"\b(?i:(?:is|are) to|will|shall|should|must|plans?|targets?|goals?|aims?|by [0-9]{4})\b"),
        no_target=re.compile(
            r"\b(?i:already|currently|at present|now|has|(?<!to )have|had|was|were"
            r"|grants?|subsid(?:y|ies)|fines?)\b(?:(?!\bby [0-9]{4})[^.;])*$"
        ),
        structure=re.compile(
            r"[0-9A-Za-z]+ (?:[a-z-]+ ){0,3}?(?i:aspects?|directions?|plans?|actions?|fields?|areas?|parts|systems"
            r"|links|segments|principles|stages|tracks|considerations|sectors|projects|programmes|industries|kinds"
            r"|types|categories)\b|[0-9A-Za-z]+ (?i:major|main|key)\b"
        ),
        parts=re.compile(r"[0-9A-Za-z]+[ -](?i:axis|axes|layers?|storeys?|cores?)\b"),
        graded=re.compile(r" (?:[a-z-]+ ){0,3}(?:of|in) the $| ?$"),
        shown=re.compile(r"\b(?i:demonstrations?|(?:is|are) to (?:\w+ ){0,2}(?:initiate|set up|build|establish))\b"),
    ),
}
_KINDS = frozenset({Kind.AMOUNT, Kind.COUNT, Kind.CLASS, Kind.FRACTION})
# 三年行动 says how long; 30日内 outside the goals is a time limit for somebody's duty.
_TIMES = frozenset({"yr", "mo", "week", "d", "h", "min", "s"})
_LIMITS = _TIMES | {"workday"}
# 近6平方公里 describes what is there; a plan says 左右 or 力争.
_SETTING = frozenset(Qualifier) - {Qualifier.NEARLY}
_SMALL = 10


@dataclass(frozen=True, slots=True)
class _Found:
    """A figure that is a target, with the class of what it counts."""

    figure: Quantity
    grade: Quantity | None = None


def _of_work(work: Work, library: Library) -> Iterator[Target]:
    """Yield the targets of a work, read in its Chinese where it has any, for the Chinese prevails."""
    first = library.answering(work.id, "zh")
    second = library.expression(work.id, "en", Edition.DIGEST) if library.is_shipped(work.id) else None
    names = list(indicators_of(work.id)) if library.is_shipped(work.id) else []
    for clause in first.leaves():
        for one, other in _pairs(clause, first, second):
            for found in _in_sentence(one, first.language, first, clause, work):
                named = next((name for name in names if _names(name, found, one, clause)), None)
                if named is not None:
                    names.remove(named)
                yield _target(found, one, other, clause, first, second, named)


def _names(name: Indicated, found: _Found, sentence: str, clause: Clause) -> bool:
    """Tell whether an entry is of this figure; of equal figures of a clause the entries stand in the same order."""
    return (name.eid, name.figure) == (clause.eid, _as_listed(found, sentence))


def _as_listed(found: _Found, sentence: str) -> str:
    """Return a figure as an entry names it: 5000亿元, 千亿级不少于2家."""
    start = min(found.figure.span.start, found.grade.span.start if found.grade else found.figure.span.start)
    end = max(found.figure.span.end, found.grade.span.end if found.grade else found.figure.span.end)
    return sentence[start:end]


def _pairs(clause: Clause, first: Expression, second: Expression | None) -> Iterator[tuple[str, str | None]]:
    """Yield the corresponding sentences of a clause; `corpus verify` keeps the digests alike."""
    ones = sentences(first.text_of(clause.eid), first.language)
    if second is None:
        yield from ((one, None) for one in ones)
    else:
        yield from zip(ones, sentences(second.text_of(clause.eid), second.language), strict=True)


def _in_sentence(
    sentence: str, language: Language, expression: Expression, clause: Clause, work: Work
) -> Iterator[_Found]:
    marks = _MARKS[language]
    headings = [step.heading for step in (*expression.ancestors(clause.eid), clause)]
    in_goals = any(marks.goals.search(heading) for heading in headings)
    figures = [figure for figure in quantities(sentence, language=language) if figure.kind in _KINDS]
    for found in _with_grades(figures, sentence, marks):
        if _is_target(found, sentence, marks, work, in_goals=in_goals):
            yield found


def _with_grades(figures: Sequence[Quantity], sentence: str, marks: _Marks) -> Iterator[_Found]:
    """Yield the figures, a class and the number of its members (千亿级2个) as one."""
    waiting = list(figures)
    while waiting:
        one = waiting.pop(0)
        if waiting and {one.kind, waiting[0].kind} == {Kind.CLASS, Kind.COUNT}:
            between = sentence[one.span.end : waiting[0].span.start]
            if marks.graded.match(between):
                other = waiting.pop(0)
                yield _Found(one, other) if one.kind is Kind.COUNT else _Found(other, one)
                continue
        yield _Found(one)


def _is_target(found: _Found, sentence: str, marks: _Marks, work: Work, *, in_goals: bool) -> bool:
    if _is_no_target(found, sentence, marks, work):
        return False
    figure = found.figure
    if in_goals or figure.strives or figure.year is not None:
        return True
    if figure.kind is Kind.CLASS and marks.shown.search(sentence):
        return True
    bounded = figure.qualifier in _SETTING and figure.unit not in _LIMITS
    return bounded and marks.intent.search(sentence) is not None


def _is_no_target(found: _Found, sentence: str, marks: _Marks, work: Work) -> bool:
    """Tell whether a figure orders, describes or reports."""
    figure = found.figure
    if figure.year is not None and work.issued is not None and figure.year < work.issued.year:
        return True
    if figure.kind is Kind.COUNT and marks.parts.match(sentence, figure.span.start):
        return True
    if figure.qualifier is None and (figure.unit in _TIMES or _orders(found, sentence, marks)):
        return True
    return not figure.strives and marks.no_target.search(sentence, 0, figure.span.start) is not None


def _orders(found: _Found, sentence: str, marks: _Marks) -> bool:
    """Tell whether a small number only says how many things the text goes on to name."""
    figure = found.figure
    counts = figure.kind is Kind.COUNT and found.grade is None
    small = counts and figure.value is not None and figure.value <= _SMALL
    return small and marks.structure.match(sentence, figure.span.start) is not None


def _target(
    found: _Found,
    one: str,
    other: str | None,
    clause: Clause,
    first: Expression,
    second: Expression | None,
    named: Indicated | None,
) -> Target:
    figure = found.figure
    wordings = {first.language: _wording(found, one, clause, first, named)}
    if second is not None and other is not None:
        same = _counterpart(found, one, other, first.language, second.language)
        if same is not None:
            wordings[second.language] = _wording(same, other, clause, second, named)
    grade = found.grade
    return Target(
        ref=ClauseRef(first.work, clause.eid),
        qualifier=figure.qualifier,
        value=figure.value,
        upper=figure.upper,
        unit=figure.unit,
        kind=figure.kind,
        grade=Grade(grade.value, grade.unit) if grade and grade.value is not None else None,
        year=figure.year,
        strives=figure.strives,
        zh=wordings.get("zh"),
        en=wordings.get("en"),
    )


def _wording(found: _Found, sentence: str, clause: Clause, expression: Expression, named: Indicated | None) -> Wording:
    figure, language = found.figure, expression.language
    heading = _heading(expression, clause.eid)
    whole = bounded(sentence, figure, language=language) if figure.qualifier else figure.span
    strives = striving(sentence, figure, language=language)
    read = _named(named, language) if named else measured(sentence, figure, language)
    return Wording(
        heading=heading,
        sentence=sentence,
        span=figure.span,
        grade=found.grade.span if found.grade else None,
        bounded=whole if whole != figure.span else None,
        strives=strives.of(sentence) if strives else "",
        subject=read.subject or heading,
        indicator=read.indicator or heading,
    )


def _named(named: Indicated, language: Language) -> Measured:
    """Return what an entry says in a language; each work that ships is named in both."""
    return Measured(named.subject.get(language), named.indicator.get(language))


def _counterpart(found: _Found, one: str, other: str, language: Language, other_language: Language) -> _Found | None:
    """Return the same figure in the other language's sentence; of equal ones the same in order."""
    key = _key(found)
    mine = [each for each in _all_found(one, language) if _key(each) == key]
    theirs = [each for each in _all_found(other, other_language) if _key(each) == key]
    place = next(i for i, each in enumerate(mine) if each.figure.span == found.figure.span)
    # A figure said twice in one language may be said once in the other.
    return theirs[min(place, len(theirs) - 1)] if theirs else None


def _all_found(sentence: str, language: Language) -> tuple[_Found, ...]:
    figures = [figure for figure in quantities(sentence, language=language) if figure.kind in _KINDS]
    return tuple(_with_grades(figures, sentence, _MARKS[language]))


def _key(found: _Found) -> tuple[object, ...]:
    """Return what is the same in both languages; "reach" may be left out of one."""
    figure, grade = found.figure, found.grade
    bound = None if figure.qualifier is Qualifier.REACH else figure.qualifier
    return (
        (figure.value, figure.upper, figure.unit, figure.kind, bound),
        (grade.value, grade.unit) if grade else None,
    )


def _heading(expression: Expression, eid: str) -> str:
    """Return the heading of a clause, else the nearest above it; empty where there is none."""
    steps = (expression.clause(eid), *reversed(expression.ancestors(eid)))
    return next((step.heading for step in steps if step.heading), "")
