"""Sentences that follow by arithmetic from figures of several clauses: a sum, which of two is larger and by how much.

The program writes them, from what the clauses say and nothing else. The verifier
writes each again from the clauses it cites and shows it only where the two agree, so
whoever composes one is not trusted with the arithmetic, the bounds or the words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from assistant.answering.bounds import Bounded, difference, total
from assistant.answering.statements import figures_of
from assistant.answers import Derivation, DraftCitation, DraftSentence, Operand, Operation
from assistant.languages import folded, sentences
from assistant.library import Library
from assistant.quantities import Kind, Qualifier, Quantity, rmb_in_chinese, rmb_in_english
from assistant.retrieval.cues import Wants, names_all_plans
from assistant.retrieval.understanding import Question
from assistant.targets import BOUNDS, Target, targets
from assistant.works import Authority, ClauseRef, Language, Work

_CUES: Mapping[Operation, re.Pattern[str]] = {
    Operation.SUM: re.compile(
        r"合计|一共|总共|加起来|相加|之和|总和|总计|加总|合起来|共计|总额|总规模|总量"
        r"|\b(?:together|combined|in total|total|sum|add(?:ed)? up|altogether|aggregate|overall)\b"
    ),
    Operation.DIFFERENCE: re.compile(
        r"相差|差多少|差额|差距|之差|多多少|少多少|大多少|高多少|高出|更大|更高|哪个.{0,10}[大高多]"
        r"|\b(?:differences?|gap|by how much|how much (?:more|larger|bigger|higher|less|smaller)"
        r"|(?:larger|bigger|higher|smaller)(?! than (?:rmb|[0-9])))\b"
    ),
}
# Counts of things, and figures of a part of an industry, are other questions.
_OTHER_FIGURES = re.compile(
    r"企业|公司|家|园区|工厂|产品|品牌|平台|中心|场景|集群|座|款|产值|营收|占比|比例|面积|基金"
    r"|\b(?:compan|enterpris|firm|park|factor|product|brand|platform|cent(?:re|er)|scenario|cluster|model|station|fund"
    r"|revenue|output|share|percent|area|number of|how many)"
)
_ALL = re.compile(r"[三3][个大]?(?:产业|行业|领域|赛道)|\b(?:three|3) (?:new )?(?:industries|sectors|fields|tracks)\b")
# The terms of the glossary that such a question may have.
_SIZES = frozenset({"主要目标", "产业规模"})
_TOTAL = re.compile(r"总规模|合计|总计|\b(?:total|together)\b")


@dataclass(frozen=True, slots=True)
class Stated:
    """What a clause states of an operand: the figure, and the sentence it stands in."""

    operand: Operand
    figure: Quantity
    sentence: str


def asked(question: Question) -> Operation | None:
    """Return the arithmetic that a question about the sizes of industries asks for, None where it asks for none."""
    plain = folded(question.text)
    if question.elsewhere or question.stated or question.lookups or _OTHER_FIGURES.search(plain):
        return None
    if not question.wants & {Wants.TARGET, Wants.FIGURE, Wants.COMPARISON}:
        return None
    if any(match.term.zh not in _SIZES for match in question.terms):
        return None
    return next((operation for operation, cue in _CUES.items() if cue.search(plain)), None)


@dataclass(frozen=True)
class Deriver:
    """Writes the derived sentences that answer questions; it keeps the goals it has read."""

    library: Library

    def drafts(self, question: Question) -> tuple[DraftSentence, ...]:
        """Return what answers a question for a sum or a difference; nothing where it is no such question.

        First the derived sentence, then what a briefing says of the total.
        """
        operation = asked(question)
        works = self._works(question) if operation else ()
        if operation is None or len(works) < 2 or (operation is Operation.DIFFERENCE and len(works) != 2):
            return ()
        aims = [self._aims[work.id] for work in works]
        operands = tuple(
            Operand(aim.ref, aim.value, aim.unit)
            for aim in aims
            if aim is not None and aim.value is not None and set(question.years) <= {aim.year}
        )
        derivation = Derivation(operation, operands)
        text = concluded(derivation, self.library, question.language) if len(operands) == len(works) else None
        if text is None:
            return ()
        own = DraftSentence(text, tuple(DraftCitation(operand.ref) for operand in operands), derivation)
        said = self._said_of_the_total(works, question.language) if operation is Operation.SUM else ()
        return (own, *said)

    @cached_property
    def _plans(self) -> tuple[Work, ...]:
        return tuple(work for work in self.library.works if work.period and self.library.is_shipped(work.id))

    @cached_property
    def _aims(self) -> dict[str, Target | None]:
        """The size that each plan sets its industry as a goal: the first amount of money among its targets."""
        return {
            work.id: next((t for t in targets(self.library, work.id) if (t.kind, t.unit) == (Kind.AMOUNT, "CNY")), None)
            for work in self._plans
        }

    def _works(self, question: Question) -> tuple[Work, ...]:
        """Return the plans that a question is about, in order of mention."""
        plain = folded(question.text)
        plans = {work.id: work for work in self._plans}
        named = [name for name in (*question.documents, *question.subjects) if name in plans]
        # By a short name too: a sum that leaves one out is wrong.
        named += [work.id for work in self._plans if any(_names(short, plain) for short in work.short_names)]
        if not named:
            return self._plans if names_all_plans(plain) or _ALL.search(plain) else ()
        return tuple(plans[name] for name in dict.fromkeys(named))

    def _said_of_the_total(self, works: Sequence[Work], language: Language) -> Iterator[DraftSentence]:
        """Yield what briefings say of the total of the same industries: one amount, with all of them named."""
        wanted = {work.id for work in works}
        for briefing in self.library.works:
            if briefing.authority is not Authority.BRIEFING:
                continue
            expression = self.library.answering(briefing.id, language)
            for ref in self.library.leaves(briefing.id):
                for sentence in sentences(expression.text_of(ref.eid), expression.language):
                    plain = folded(sentence)
                    # The total first: it is the rarest.
                    if _TOTAL.search(plain) and self._named_in(plain) == wanted and _amounts(sentence, language) == 1:
                        yield DraftSentence(sentence, (DraftCitation(ref),))

    def _named_in(self, plain: str) -> set[str]:
        return {work.id for work in self._plans if any(folded(name) in plain for name in work.subjects)}


def _names(name: str, plain: str) -> bool:
    return re.search(rf"(?<![a-z]){re.escape(folded(name))}(?![a-z])", plain) is not None


def _amounts(sentence: str, language: Language) -> int:
    return sum(q.unit == "CNY" and q.kind is Kind.AMOUNT for q in figures_of(sentence, language))


def stated(derivation: Derivation, library: Library, language: Language) -> tuple[Stated, ...]:
    """Return what the clauses state of the operands; one that its clause does not state exactly once is missing."""
    found = (_stated(operand, library, language) for operand in derivation.operands)
    return tuple(one for one in found if one is not None)


def _stated(operand: Operand, library: Library, language: Language) -> Stated | None:
    expression = library.answering(operand.ref.work, language)
    if operand.ref.eid not in expression:
        return None
    places = [
        Stated(operand, figure, sentence)
        for sentence in sentences(expression.text_of(operand.ref.eid), expression.language)
        for figure in figures_of(sentence, expression.language)
        if (figure.kind, figure.value, figure.unit) == (Kind.AMOUNT, operand.value, operand.unit)
    ]
    return places[0] if len(places) == 1 else None


def premises(derivation: Derivation, library: Library, language: Language) -> tuple[tuple[ClauseRef, str], ...]:
    """Return what a derived sentence takes for granted, as sentences for the clauses to bear out."""
    return tuple(
        (one.operand.ref, _premise(library.work(one.operand.ref.work), one.figure, language))
        for one in stated(derivation, library, language)
    )


def _premise(work: Work, figure: Quantity, language: Language) -> str:
    subject, amount = _subject(work, language), _amount(figure, language)
    if language == "zh":
        return f"{subject}规模到{figure.year}年{amount}。"
    verb = "reach " if figure.qualifier in {None, Qualifier.REACH} else "be "
    return f"The {subject} is to {verb}{amount} by {figure.year}."


def concluded(derivation: Derivation, library: Library, language: Language) -> str | None:
    """Return the sentence that follows, None where nothing does.

    Nothing follows from figures of different units or years, from ranges, from what is only striven
    for, from the same clause twice, or where the bounds leave the result open.
    """
    found = stated(derivation, library, language)
    if len(found) < 2 or len(found) != len(derivation.operands) or not _comparable(found):
        return None
    match derivation.operation:
        case Operation.SUM:
            return _sum(found, library, language)
        case Operation.DIFFERENCE:
            return _difference(found, library, language) if len(found) == 2 else None


def _comparable(found: Sequence[Stated]) -> bool:
    figures = [one.figure for one in found]
    return (
        {figure.unit for figure in figures} == {"CNY"}
        and len({figure.year for figure in figures}) == 1
        and figures[0].year is not None
        and all(figure.upper is None and not figure.strives for figure in figures)
        and len({one.operand.ref.work for one in found}) == len(found)
    )


def _sum(found: Sequence[Stated], library: Library, language: Language) -> str | None:
    result = total(_bounded(one.figure) for one in found)
    if result is None:
        return None
    year = found[0].figure.year
    whole = _worded(result, language)
    count = _COUNTS[language].get(len(found), str(len(found)))
    if language == "zh":
        terms = "＋".join(_term(one, library, language) for one in found)
        return f"{count}项{year}年目标相加{'' if result.qualifier else '为'}{whole}：{terms}；各项的统计范围可能重叠。"
    terms = " + ".join(_term(one, library, language) for one in found)
    return f"Together the {count} targets for {year} come to {whole}: {terms}; their scopes may overlap."


_COUNTS: Mapping[Language, Mapping[int, str]] = {"zh": {2: "两", 3: "三"}, "en": {2: "two", 3: "three"}}


def _difference(found: Sequence[Stated], library: Library, language: Language) -> str:
    larger, smaller = sorted(found, key=lambda one: -(one.figure.value or 0))
    year = larger.figure.year
    terms = [_term(one, library, language) for one in (larger, smaller)]
    gap = _bounded(larger.figure).value - _bounded(smaller.figure).value
    if not gap:
        return _EQUAL[language].format(year=year, terms=_AND[language].join(terms))
    subject = _subject(library.work(larger.operand.ref.work), language)
    result = difference(_bounded(larger.figure), _bounded(smaller.figure))
    template = _LARGER[language] if result else _OPEN[language]
    shown = _worded(result, language) if result else _money(gap, language)
    return template.format(year=year, subject=subject, gap=shown, larger=terms[0], smaller=terms[1])


_AND: Mapping[Language, str] = {"zh": "、", "en": " and "}
_EQUAL: Mapping[Language, str] = {
    "zh": "两项{year}年目标的数字相同：{terms}。",
    "en": "The two targets for {year} state the same number: {terms}.",
}
_LARGER: Mapping[Language, str] = {
    "zh": "两项{year}年目标中，{subject}的较大，相差{gap}：{larger}－{smaller}；两者的统计范围可能重叠。",
    "en": "Of the two targets for {year} that of the {subject} is the larger, by {gap}: {larger} - {smaller}; "
    "their scopes may overlap.",
}
_OPEN: Mapping[Language, str] = {
    "zh": "两项{year}年目标中，{subject}写明的数字较大，两个数字相差{gap}：{larger}，{smaller}；"
    "数字只是界限，实际相差多少没有确定。",
    "en": "Of the two targets for {year} that of the {subject} states the larger number, by {gap}: {larger} against "
    "{smaller}; as the numbers are bounds, the real difference is open.",
}


def _bounded(figure: Quantity) -> Bounded:
    if figure.value is None:
        raise ValueError(f"{figure.text!r} states no number to reckon with")
    return Bounded(figure.value, figure.qualifier)


def _term(one: Stated, library: Library, language: Language) -> str:
    """Return a figure with its bound and what it is of: "more than RMB 500 billion (green and low-carbon industry)"."""
    subject = _subject(library.work(one.operand.ref.work), language)
    amount = _amount(one.figure, language)
    return f"{amount}（{subject}）" if language == "zh" else f"{amount} ({subject})"


def _subject(work: Work, language: Language) -> str:
    """Return what the industry of a plan is called."""
    return next(
        (name for name in work.subjects if (name.isascii() == (language == "en")) and _INDUSTRY[language].search(name)),
        work.short_title.get(language),
    )


_INDUSTRY: Mapping[Language, re.Pattern[str]] = {
    "zh": re.compile(r"产业$"),
    "en": re.compile(r"(?<!terminals) industry$"),
}


def _amount(figure: Quantity, language: Language) -> str:
    return _worded(_bounded(figure), language)


def _bound(qualifier: Qualifier, language: Language) -> str:
    """Return the words of a bound, with the space that English puts after them."""
    if language == "zh":
        return BOUNDS["zh"][qualifier]
    # In a sum, "reach" is said by the number alone.
    return "" if qualifier is Qualifier.REACH else f"{BOUNDS['en'][qualifier]} "


def _worded(number: Bounded, language: Language) -> str:
    bound = _bound(number.qualifier, language) if number.qualifier else ""
    return f"{bound}{_money(number.value, language)}"


def _money(value: Decimal, language: Language) -> str:
    return rmb_in_chinese(value) if language == "zh" else rmb_in_english(value)
