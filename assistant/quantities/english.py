"""How English states figures."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal

from assistant.quantities.dates import english_dates
from assistant.quantities.grammar import Bounds, Phrase, one_of
from assistant.quantities.names import ENGLISH_NAMES
from assistant.quantities.numerals import (
    ENGLISH_ARABIC,
    ENGLISH_SCALES,
    ENGLISH_WORDS,
    VULGAR_FRACTIONS,
    Numeral,
    english_numeral,
)
from assistant.quantities.quantity import Kind
from assistant.quantities.units import CURRENCIES, ENGLISH, SYMBOLS, Measure, Unit

_SIZES = {
    "dozens of": "tens",
    "tens of billions of": "ten billions",
    "hundreds of billions of": "hundred billions",
    "billions of": "billions",
    "tens of thousands of": "ten thousands",
    "hundreds of millions of": "hundred millions",
    "hundreds of": "hundreds",
    "thousands of": "thousands",
    "millions of": "millions",
}
_NUMERAL = re.compile(
    r"(?:(?P<currency>RMB|CNY|USD|EUR|HKD|GBP|US\$|HK\$|[¥￥$€£])[ -]?"
    rf"(?P<money>{ENGLISH_ARABIC}|{ENGLISH_WORDS})(?P<scale>{ENGLISH_SCALES}|m\b)?)"
    rf"|(?P<arabic>{ENGLISH_ARABIC}{ENGLISH_SCALES}?)"
    rf"|(?P<indefinite>\b(?i:several|a few|{'|'.join(_SIZES)})\b)"
    rf"|(?P<words>(?i:{ENGLISH_WORDS}))"
)
_PARTS = {"half": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "eighth": 8, "tenth": 10}
_PART = "|".join(_PARTS)
_MULTIPLES = {"double": 2, "triple": 3, "quadruple": 4}
_PHRASES = re.compile(
    one_of(
        rf"(?P<share>\b(?i:one|two|three|four|five|seven)[ -](?:{_PART})s?\b(?![ -](?:party|generation|batch))"
        rf"|\b(?i:an?) (?:{_PART})(?= of\b| or more| share))",
        r"(?P<scaled>(?:\bRMB |[¥￥])?\b(?i:half) an? (?P<halved>trillion|billion|million)\b(?: yuan\b| RMB\b)?)",
        r"(?P<half>\b(?i:half)(?= (?:of|the)\b)|(?<=than )half\b|(?<=by )half\b)",
        r"(?P<slash>(?<![0-9./A-Za-z])(?P<top>[0-9]{1,2})/(?P<bottom>[1-9][0-9]{0,2})(?![0-9/]))",
        r"(?P<vulgar>[½⅓⅔¼¾⅕⅛])",
        # "double" alone is an adjective too: "double-layer", "double reduction".
        r"(?P<multiple>\b(?:(?<=to )(?:double|triple|quadruple)|(?:double|triple|quadruple)[ds])\b)",
        r"(?P<fold>\b(?i:two|three|four|five|six|seven|eight|nine|ten)(?=fold\b)fold)",
        r"(?P<grade>(?<![0-9dn][ -])\b(?P<sort>(?i:kilowatt|megawatt|gigawatt|tonne|ton))[ -](?:class|scale|level)\b)",
        first=r"[0-9½⅓⅔¼¾⅕⅛]|\b[A-Za-z]",
    )
)
_CLASS = re.compile(r"[ -](?:class|level|scale|grade|tier)\b")
_MONEY_CLASS = re.compile(r"(?:[- ]yuan)?[ -](?:class|level|scale)\b")
_UNIT = re.compile(r"(?P<gap>[ -]?)(?P<word>[%‰℃㎡]|°C|[A-Za-zμµ]+[²³23]?(?:/[A-Za-z]+)?(?:[ -][A-Za-z]+)?)")
# What may be counted with a hyphen: 6轴 is "six-axis"; "three-dimensional" is no count.
_HYPHENED = re.compile(
    r"-(?:axis|axes|layer|tier|step|stage|part|point|storey|seat|person|member|item|plus|odd"
    r"|(?!class|in)[a-z]+(?<!s)s)\b"
)
_AGED = re.compile(r"\b(?i:aged?|ages) (?:from )?(?:[0-9]+ ?(?:to|[-–—]) ?)?$")
_WORDS_OF_MONEY = re.compile(r"\b(?i:scale|output|revenue|investment|fund|worth|value|turnover)\b")
_NO_NOUN = re.compile(r"[^ a-z-]|$| (?:by|in|and|or|a)\b")
_CLAUSE_END = re.compile(r"[,;:0-9]|\b(?:and|then|that|to|from)\b")
_STATEMENT_END = re.compile(r"[;:]|\bthat\b")

# "6 axes or more", but not "6 municipal-level or above": what is above is the level.
_NOUNS = r"(?: (?!(?:or|and|of|at|by|in) )[a-z-]+(?<!level)(?<!grade)){0,2}"


class _English:
    names = re.compile(ENGLISH_NAMES)
    bounds = Bounds(
        before=re.compile(
            r"\b(?i:(?P<AT_LEAST>(?:no|not) (?:fewer|less|lower) than|not below|at least|(?:a )?minimum of)"
            r"|(?P<AT_MOST>(?:no|not) (?:more|higher|greater) than|not (?:to )?exceed(?:ing)?|not (?:above|over)"
            r"|at most|up to|(?:a )?maximum of|within)"
            r"|(?P<EXCEED>(?:exceed|surpass)(?:s|es|ed|ing)?(?: the)?|(?:more|greater|higher) than|over|above"
            r"|in excess of|beyond|upwards? of|north of|break(?:s|ing)? through|broke through"
            r"|(?<=to )(?:top|pass)|topp(?:ed|ing)|tops|pass(?:es|ed|ing))"
            r"|(?P<BELOW>(?:less|fewer|lower) than|under|below)"
            # "organised around three systems" is not about three.
            r"|(?P<ABOUT>about|(?:(?<!ed )|(?<=reached ))(?<!revolve )(?<!built )around|approximately|roughly"
            r"|some|circa)"
            r"|(?P<NEARLY>nearly|almost|close to|just under|approaching|near)"
            r"|(?P<REACH>reach(?:es|ed|ing)?|amount(?:s|ed|ing)? to|hit(?:s|ting)?|attain(?:s|ed|ing)?))"
            r"(?: an?| a total of)? ?$"
        ),
        after=re.compile(
            rf"(?P<AT_LEAST>\+(?![0-9])|[- ]plus\b|{_NOUNS} or (?:more|above|over|higher|greater)\b"
            r"|(?: [a-z-]+(?<!level))? and (?:above|over|upwards?)\b| at (?:the )?least\b)"
            rf"|(?P<AT_MOST>{_NOUNS} or (?:less|fewer|below|under|lower)\b| and below\b| at most\b)"
            r"|(?P<EXCEED>-odd\b)|(?P<ABOUT> or so\b)"
        ),
        reach=26,
    )
    joiner = re.compile(r" ?[-–—―~−‒] ?| to | or (?=[0-9a-z])| and (?=[0-9RC$¥€£])")
    from_before = re.compile(r"\bfrom (?:[a-z]+ ){0,2}$")
    sentence_end = re.compile(r"[.!?](?=\s|$)|\n")
    striving = re.compile(
        r"\b(?i:striv(?:es?|ing)|aim(?:s|ed|ing)? (?:to|for|at)|endeavou?r(?:s|ing)? to|seek(?:s|ing)? to)\b"
    )
    striving_end = re.compile(r";|,? (?:and|while|but) (?:is|are|will|to)\b|, (?:while|but)\b")

    @staticmethod
    def phrases(plain: str) -> Iterator[Phrase]:
        yield from english_dates(plain)
        for match in _PHRASES.finditer(plain):
            kind, unit, value = _MEANINGS[match.lastgroup or ""](match)
            if kind is not Kind.FRACTION or 0 < value < 1:
                yield Phrase(match.start(), match.end(), kind, unit, value)

    @staticmethod
    def numeral(plain: str, position: int) -> Numeral | None:
        match = _NUMERAL.search(plain, position)
        return None if match is None else _numeral(match)

    @staticmethod
    def measure(plain: str, numeral: Numeral) -> Measure | None:
        if numeral.unit in CURRENCIES.values():
            graded = _MONEY_CLASS.match(plain, numeral.end)
            end = graded.end() if graded else numeral.end
            return Measure(numeral.unit or "", 1, 1, end, graded=graded is not None)
        if numeral.writing == "indefinite":
            return _after_indefinite(plain, numeral)
        if _AGED.search(plain[max(0, numeral.start - 20) : numeral.start]):
            return Measure("yr", 1, 1, numeral.end)
        named = _named(plain, numeral.end)
        # "one" is an article or a pronoun; only "one per cent" measures.
        if numeral.writing == "words" and numeral.value == 1 and (named is None or named.unit != "%"):
            return None
        return named or _without_unit(plain, numeral)

    @staticmethod
    def year_of(plain: str, start: int, end: int, years: Mapping[int, int]) -> int | None:
        """Return a year said right after the figure, else the one before it, else the next."""
        after = sorted(offset for offset in years if offset >= end)
        if after and not _CLAUSE_END.search(plain, end, after[0]):
            return years[after[0]]
        before = [offset for offset in years if offset < start]
        if before:
            return years[max(before)]
        return years[after[0]] if after and not _STATEMENT_END.search(plain, end, after[0]) else None


def _fraction(match: re.Match[str]) -> tuple[Kind, str, Decimal]:
    number, _, part = match[0].lower().replace("-", " ").partition(" ")
    above = 1 if number in {"a", "an"} else english_numeral(number)[0]
    return Kind.FRACTION, "share", Decimal(above) / _PARTS[part.removesuffix("s")]


def _half_of(match: re.Match[str]) -> tuple[Kind, str, Decimal]:
    value = english_numeral(f"1 {match['halved']}")[0] / 2
    money = any(sign in match["scaled"] for sign in ("RMB", "¥", "￥", "yuan"))
    return (Kind.AMOUNT, "CNY", value) if money else (Kind.COUNT, "count", value)


def _class_of_one(match: re.Match[str]) -> tuple[Kind, str, Decimal]:
    name, numerator, denominator = ENGLISH[match["sort"].lower()]
    return Kind.CLASS, name, Decimal(numerator) / denominator


_MEANINGS: Mapping[str, Callable[[re.Match[str]], tuple[Kind, str, Decimal]]] = {
    "share": _fraction,
    "scaled": _half_of,
    "half": lambda _: (Kind.FRACTION, "share", Decimal(1) / 2),
    "slash": lambda match: (Kind.FRACTION, "share", Decimal(match["top"]) / Decimal(match["bottom"])),
    "vulgar": lambda match: (Kind.FRACTION, "share", VULGAR_FRACTIONS[match[0]]),
    "multiple": lambda match: (Kind.AMOUNT, "times", Decimal(_MULTIPLES[match[0].rstrip("ds")])),
    "fold": lambda match: (Kind.AMOUNT, "times", english_numeral(match[0].lower().removesuffix("fold"))[0]),
    "grade": _class_of_one,
}


def _numeral(match: re.Match[str]) -> Numeral:
    start, end = match.span()
    if match["currency"]:
        value, scale = english_numeral(f"{match['money']} {match['scale'] or ''}")
        return Numeral(value, scale, "arabic", start, end, unit=CURRENCIES[match["currency"]])
    if match["indefinite"]:
        return Numeral(None, 1, "indefinite", start, end, unit=_SIZES.get(match["indefinite"].lower(), "count"))
    value, scale = english_numeral(match[0])
    return Numeral(value, scale, "arabic" if match["arabic"] else "words", start, end)


def _named(plain: str, at: int) -> Measure | None:
    """Return the unit that stands at ``at``: two words if they are one, else one."""
    match = _UNIT.match(plain, at)
    if match is None:
        return None
    word = match["word"]
    for candidate in (word, word.replace("-", " ").partition(" ")[0]):
        unit = _unit(candidate, apart=match["gap"] == " ")
        if unit:
            end = match.start("word") + len(candidate)
            graded = _CLASS.match(plain, end) if unit[0] not in {"%", "pp", "times"} else None
            return Measure(*unit, graded.end() if graded else end, graded=graded is not None)
    return None


def _unit(word: str, *, apart: bool) -> Unit | None:
    if word in SYMBOLS:
        return SYMBOLS[word]
    spelt = word.lower()
    # "the first 3 second prizes": apart from its number, a single second is an ordinal.
    if spelt == "second" and apart:
        return None
    return ENGLISH.get(spelt) or ENGLISH.get(spelt.removesuffix("s")) or ENGLISH.get(spelt.replace("-", " "))


def _after_indefinite(plain: str, numeral: Numeral) -> Measure:
    named = _named(plain, numeral.end)
    return named or Measure(numeral.unit or "count", 1, 1, numeral.end)


def _without_unit(plain: str, numeral: Numeral) -> Measure | None:
    graded = _CLASS.match(plain, numeral.end) if numeral.scale >= 1000 else None
    if graded:
        # As in 千亿级: a class of billions is one of money.
        return Measure("CNY" if numeral.scale >= 10**9 else "count", 1, 1, graded.end(), graded=True)
    following = plain[numeral.end : numeral.end + 2]
    hyphened = following[:1] == "-" and following[1:].isalpha()
    if following[:1].isalpha() or (hyphened and not _HYPHENED.match(plain, numeral.end)):
        return None
    money = (
        numeral.scale >= 10**9
        and _WORDS_OF_MONEY.search(plain, max(0, numeral.start - 60), numeral.start)
        and _NO_NOUN.match(plain, numeral.end)
    )
    return Measure("CNY" if money else "count", 1, 1, numeral.end)


ENGLISH_GRAMMAR = _English()
