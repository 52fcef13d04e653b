"""Reading the quantities of a text, in either language."""

from __future__ import annotations

import bisect
import dataclasses
import re
from collections.abc import Iterator
from decimal import Decimal

from assistant.quantities.grammar import BLANK, Grammar, Phrase, blanked
from assistant.quantities.numerals import Numeral
from assistant.quantities.quantity import Kind, Qualifier, Quantity
from assistant.quantities.units import TIMES, Measure
from assistant.works import Language, Span

# One character for one character, so that offsets hold: not NFKC, which makes 102 of 10².
# The full-width comma stays, because it separates and never groups digits.
_NARROW = {wide: wide - 0xFEE0 for wide in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))}
_NARROW |= {
    ord(wide): ord(narrow)
    for wide, narrow in zip("．％＋－／（）［］～＄\u00a0\u2009\u202f", ".%+-/()[]~$   ", strict=True)
}
_UNBOUNDED = frozenset({Kind.YEAR, Kind.DATE, Kind.PERIOD})


def quantities(text: str, *, language: Language) -> tuple[Quantity, ...]:
    """Return the figures that ``text`` states, in the order in which they stand.

    Names that hold a digit are no figures (T800, 5G, 第三代, 沪府办发〔2022〕12号,
    世界500强, 3+6, "item 8"). A single 一 or "one" is never read, because it is an
    article far more often than a number; 1个 is. 二 alone is not read either:
    Chinese counts 两个. 亿 without 元 is money where 规模, 产值, 营收 or 投资 stands
    before it, 千亿, 百亿 and 十亿 by themselves always are.

    Args:
        text: as stored; full-width digits are read, nothing is normalised.
        language: of the text; a name in the other script does not matter.

    Returns:
        Figures whose spans index ``text`` and do not overlap; empty if it states none.
    """
    grammar = _grammar(language)
    plain = text.translate(_NARROW)
    open_text = blanked(plain, grammar.names)
    phrases = _apart(grammar.phrases(open_text))
    for phrase in phrases:
        open_text = open_text[: phrase.start] + BLANK * (phrase.end - phrase.start) + open_text[phrase.end :]
    found = [_of_phrase(phrase, plain, grammar) for phrase in phrases]
    found.extend(_numbers(open_text, grammar))
    found.sort(key=lambda quantity: quantity.span.start)
    years = {phrase.start: int(phrase.value) for phrase in phrases if phrase.governs}
    return tuple(_in_sentence(found, text, plain, years, grammar))


def bounded(text: str, quantity: Quantity, *, language: Language) -> Span:
    """Return where a figure of ``text`` stands together with the words that bound it: "no fewer than 20", 20家以上."""
    if quantity.kind in _UNBOUNDED:
        return quantity.span
    plain = text.translate(_NARROW)
    return Span(*_grammar(language).bounds.around(plain, quantity.span.start, quantity.span.end))


def striving(text: str, quantity: Quantity, *, language: Language) -> Span | None:
    """Return where the word stands that makes a figure of ``text`` one that is striven for: 争取, "aims to"."""
    if not quantity.strives:
        return None
    plain, grammar = text.translate(_NARROW), _grammar(language)
    found = [match for match in grammar.striving.finditer(plain) if match.start() < quantity.span.start]
    return Span(*found[-1].span()) if found else None


def _grammar(language: Language) -> Grammar:
    """Return the grammar of a language, whose patterns take some milliseconds to compile, once."""
    if language == "zh":
        from assistant.quantities.chinese import CHINESE_GRAMMAR

        return CHINESE_GRAMMAR
    from assistant.quantities.english import ENGLISH_GRAMMAR

    return ENGLISH_GRAMMAR


def _apart(phrases: Iterator[Phrase]) -> tuple[Phrase, ...]:
    """Return the phrases in order; of two that overlap the earlier stays."""
    kept: list[Phrase] = []
    for phrase in sorted(phrases, key=lambda phrase: (phrase.start, -phrase.end)):
        if not kept or phrase.start >= kept[-1].end:
            kept.append(phrase)
    return tuple(kept)


def _quantity(value: Decimal | None, unit: str, kind: Kind, start: int, end: int) -> Quantity:
    return Quantity(value, None, unit, kind, None, strives=False, year=None, span=Span(start, end), text="")


def _of_phrase(phrase: Phrase, plain: str, grammar: Grammar) -> Quantity:
    quantity = _quantity(phrase.value, phrase.unit, phrase.kind, phrase.start, phrase.end)
    qualifier = None if phrase.kind in _UNBOUNDED else grammar.bounds.of(plain, phrase.start, phrase.end)
    return dataclasses.replace(quantity, upper=phrase.upper, qualifier=phrase.qualifier or qualifier)


def _numbers(plain: str, grammar: Grammar) -> Iterator[Quantity]:
    position = 0
    while (numeral := grammar.numeral(plain, position)) is not None:
        measure = grammar.measure(plain, numeral)
        position = max(numeral.end, measure.end if measure else 0)
        second = _second(plain, numeral, measure, grammar)
        if second:
            numeral, measure = second
            position = measure.end
        if measure:
            yield _of_number(plain, numeral, measure, grammar)


def _second(plain: str, first: Numeral, measure: Measure | None, grammar: Grammar) -> tuple[Numeral, Measure] | None:
    """Return the range that begins with ``first`` as one numeral with its measure, None if there is none.

    "from 30% to 50%" is a change and no range: it stays two figures.
    """
    joined = grammar.joiner.match(plain, measure.end if measure else first.end)
    if joined is None or first.value is None or first.upper is not None:
        return None
    last = grammar.numeral(plain, joined.end())
    if last is None or last.start != joined.end() or last.value is None:
        return None
    last_measure = grammar.measure(plain, last)
    if last_measure is None or not _same_measure(measure, last_measure, first, last):
        return None
    if _is_change(plain, first, measure, last, last_measure, grammar):
        return None
    low = first.value * (last.scale if first.scale == 1 else 1)
    if low >= last.value or not _joins(joined[0], plain[: first.start], last.value - low):
        return None
    if first.unit and not last.unit:
        # The currency stands once: RMB 3–5 billion.
        last_measure = dataclasses.replace(last_measure, unit=first.unit)
    return dataclasses.replace(last, value=low, upper=last.value, start=first.start), last_measure


def _is_change(
    plain: str, first: Numeral, measure: Measure | None, last: Numeral, last_measure: Measure, grammar: Grammar
) -> bool:
    """Tell whether "from" makes two figures; "from 3 to 5 billion" needs the second number's unit."""
    if not grammar.from_before.search(plain[max(0, first.start - 16) : first.start]):
        return False
    bare = first.scale == 1 and (measure is None or measure.end == first.end)
    return not (bare and (last.scale > 1 or last_measure.unit != "count"))


def _joins(word: str, before: str, step: Decimal) -> bool:
    """Tell whether a word makes a range of two numbers: "two or three", "between 10 and 20"."""
    match word:
        case " or ":
            return step == 1
        case " and ":
            return before[-8:].lower() == "between "
        case _:
            return True


def _same_measure(measure: Measure | None, last: Measure, first: Numeral, second: Numeral) -> bool:
    bare = measure is None or measure.end == first.end
    return bare or (measure is not None and measure.unit == last.unit and second.unit in {None, first.unit})


def _of_number(plain: str, numeral: Numeral, measure: Measure, grammar: Grammar) -> Quantity:
    graded = measure.graded
    kind = Kind.CLASS if graded else Kind.COUNT if measure.unit in _COUNTS else Kind.AMOUNT
    end = measure.end + (graded and plain[measure.end : measure.end + 1] == "级")
    quantity = _quantity(measure.times(numeral.value), measure.unit, kind, numeral.start, end)
    qualifier = grammar.bounds.of(plain, numeral.start, end)
    # 近三年 is "the past three years", not nearly three.
    if measure.unit in TIMES and qualifier is Qualifier.NEARLY and plain[numeral.start - 1 : numeral.start] == "近":
        qualifier = None
    if kind is Kind.COUNT and _is_no_bound(plain, numeral):
        qualifier = None
    if measure.more:
        qualifier = Qualifier.EXCEED
    return dataclasses.replace(quantity, upper=measure.times(numeral.upper), qualifier=qualifier)


_PLACE = re.compile(r"\b(?i:within|under)$")
_COUNTS = frozenset({
    "count",
    "tens",
    "hundreds",
    "thousands",
    "ten thousands",
    "millions",
    "hundred millions",
    "ten billions",
    "hundred billions",
    "billions",
})


def _is_no_bound(plain: str, numeral: Numeral) -> bool:
    """Tell whether the word before a count bounds nothing.

    "within" and "under" say where; 突破 three technologies is to achieve them.
    """
    before = plain[max(0, numeral.start - 16) : numeral.start].rstrip()
    few = numeral.value is not None and numeral.value < 10
    return _PLACE.search(before) is not None or (few and before.endswith(("突破", "through")))


def _in_sentence(
    found: list[Quantity], text: str, plain: str, years: dict[int, int], grammar: Grammar
) -> Iterator[Quantity]:
    """Yield the figures with what their sentence says of them: the year, and striving."""
    ends = [match.start() for match in grammar.sentence_end.finditer(plain)]
    striving = tuple(_strivings(plain, ends, grammar))
    for quantity in found:
        start, end = quantity.span.start, quantity.span.end
        if quantity.kind in _UNBOUNDED:
            yield dataclasses.replace(quantity, text=text[start:end])
            continue
        first, last = _sentence(ends, start, len(plain))
        near = {offset: year for offset, year in years.items() if first <= offset < last}
        yield dataclasses.replace(
            quantity,
            year=grammar.year_of(plain, start, end, near),
            strives=any(span.start < start < span.end for span in striving),
            text=text[start:end],
        )


def _sentence(ends: list[int], offset: int, length: int) -> tuple[int, int]:
    place = bisect.bisect_left(ends, offset)
    return (ends[place - 1] + 1 if place else 0), (ends[place] if place < len(ends) else length)


def _strivings(plain: str, ends: list[int], grammar: Grammar) -> Iterator[Span]:
    for match in grammar.striving.finditer(plain):
        _, last = _sentence(ends, match.start(), len(plain))
        cut = grammar.striving_end.search(plain, match.end(), last)
        yield Span(match.start(), cut.start() if cut else last)
