"""Years, months, days and periods of both languages, in the order of the text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from assistant.quantities.grammar import Phrase, one_of
from assistant.quantities.numerals import han_numeral
from assistant.quantities.quantity import Kind

_YEAR = r"(?:19|20)[0-9]{2}"
_HAN_YEAR = "[一二][九〇零○][一二三四五六七八九〇零○]{2}"
_HAN_PART = "[一二三四五六七八九十]{1,3}"
_DASH = r"(?:[-–—―~〜−‒]{1,2}|/(?=(?:19|20)[0-9]{2}))"
# Not inside a longer number; but after an ASCII stop that ends a sentence (执行.2022年).
_ALONE = r"(?<![0-9])(?<![0-9][.])"
_ISO = rf"(?P<iso>(?<![0-9])(?P<iy>{_YEAR})(?P<mark>[-/.])(?P<im>[01]?[0-9])(?P=mark)(?P<id>[0-3]?[0-9])(?![0-9]))"

_CHINESE = re.compile(
    one_of(
        _ISO,
        # A period ends in a year, not in 2020年6月.
        (
            rf"(?P<period>{_ALONE}(?P<p1>{_YEAR}) ?年? ?(?:{_DASH}|至|到) ?(?P<p2>{_YEAR}|[0-9]{{2}}(?=年))"
            r"(?![0-9.])(?! ?年? ?[0-9]{1,2} ?月)(?: ?年)?)"
        ),
        rf"(?P<day>{_ALONE}(?P<dy>{_YEAR}) ?年 ?(?P<dm>[0-9]{{1,2}}) ?月 ?(?P<dd>[0-9]{{1,2}}) ?[日号])",
        rf"(?P<month>{_ALONE}(?P<my>{_YEAR}) ?年 ?(?P<mm>[0-9]{{1,2}})(?:{_DASH}(?P<mu>[0-9]{{1,2}}))? ?月份?)",
        r"(?P<monthday>(?<![0-9])(?<![0-9][.])(?P<nm>[0-9]{1,2}) ?月 ?(?P<nd>[0-9]{1,2}) ?[日号])",
        r"(?P<bare>(?<![0-9个])(?<![0-9][.])(?P<bm>1[0-2]|0?[1-9]) ?月(?:份|(?=[底初末中起前后,，。])))",
        rf"(?P<handay>(?P<hy>{_HAN_YEAR})年(?P<hm>{_HAN_PART})月(?P<hd>{_HAN_PART})日)",
        rf"(?P<year>{_ALONE}(?P<yy>{_YEAR}) ?年度?(?!代)|(?P<yh>{_HAN_YEAR})年)",
        (
            rf"(?P<edition>{_ALONE}(?P<ey>{_YEAR}) ?版|\((?P<eb>{_YEAR})\)"
            rf"|(?<=[到在至于自从截])(?P<ec>{_YEAR})(?=$|[ ，,。；、)]))"
        ),
        first="[0-9(一二]",
    )
)

_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_MONTH = rf"(?:{'|'.join(_MONTHS).title()}|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b\.?)"
# Neither the number after "RMB" or "more than" is a year, nor one before a unit.
_NO_YEAR_BEFORE = "".join(
    f"(?<!{word} )" for word in ("RMB", "CNY", "USD", "than", "least", "most", "exceed", "about", "nearly", "some")
)
_NO_YEAR_AFTER = (
    r"(?![0-9]|[,.][0-9]|[%+‰]| ?(?:or (?:more|above|fewer|less)|and above|hundred|thousand|million|billion|trillion"
    r"|yuan|RMB(?! ?[0-9])|per ?cent|tonnes?|tons?|hours?|metres?|meters?|kilo[a-z]+|mega[a-z]+|giga[a-z]+"
    r"|square|cubic|hectares?|mu|MW|GW|kW|MPa|km|t|m)\b|s\b)(?![-–][a-z])"
)
_ENGLISH = re.compile(
    one_of(
        _ISO,
        (
            rf"(?P<period>(?<![0-9.,$¥€])\b(?P<p1>{_YEAR})(?: ?{_DASH} ?| to | through | until )"
            rf"(?P<p2>{_YEAR}|[0-9]{{2}})(?!,?[0-9]|\.[0-9]))"
        ),
        rf"(?P<between>\bbetween (?P<b1>{_YEAR}) and (?P<b2>{_YEAR})\b)",
        rf"(?P<day>\b(?P<dd>[0-9]{{1,2}})(?:st|nd|rd|th)?(?: of)? (?P<dm>{_MONTH})(?:,? (?P<dy>{_YEAR})\b)?)",
        rf"(?P<usday>\b(?P<um>{_MONTH}) (?P<ud>[0-9]{{1,2}})(?:st|nd|rd|th)?\b(?:,? (?P<uy>{_YEAR})\b)?)",
        rf"(?P<month>\b(?P<mm>{_MONTH}),? (?P<my>{_YEAR})\b)",
        # "May" is a verb and "March" one too: a month alone needs its preposition.
        rf"(?P<bare>(?:(?<=\bin )|(?<=\bby )|(?<=\bof )|(?<=\bsince )|(?<=\bbefore ))(?P<bm>{_MONTH})\b)",
        rf"(?P<year>(?<![0-9.,$¥€£#]){_NO_YEAR_BEFORE}\b(?P<yy>{_YEAR})\b{_NO_YEAR_AFTER})",
        first=r"[0-9]|\b[A-Zb]",
    )
)
# A round number before a plural noun counts: "2000 enterprises", not "2025 targets".
_ROUND_COUNT = re.compile(r"(?<=00) (?:[a-z-]+ ){0,2}[a-z-]+s\b")
_TEMPORAL = re.compile(
    r"\b(?i:by|in|for|of|to|until|till|since|from|through|before|after|during|year|end-|early|late|mid-) ?$"
)


def chinese_dates(plain: str) -> Iterator[Phrase]:
    """Yield the years, dates and periods of a Chinese text."""
    for match in _CHINESE.finditer(plain):
        yield from _phrase(match, governs=match.lastgroup == "year" and not _in_title(plain, match.start()))


def english_dates(plain: str) -> Iterator[Phrase]:
    """Yield the years, dates and periods of an English text."""
    for match in _ENGLISH.finditer(plain):
        if match.lastgroup == "year" and _ROUND_COUNT.match(plain, match.end()):
            continue
        before = plain[max(0, match.start() - 10) : match.start()]
        yield from _phrase(match, governs=match.lastgroup == "year" and _TEMPORAL.search(before) is not None)


def _in_title(plain: str, offset: int) -> bool:
    return plain.rfind("《", 0, offset) > plain.rfind("》", 0, offset)


def _phrase(match: re.Match[str], *, governs: bool) -> Iterator[Phrase]:
    groups = match.groupdict()
    which = match.lastgroup
    if which in {"period", "between"}:
        first, last = (groups["p1"], groups["p2"]) if which == "period" else (groups["b1"], groups["b2"])
        yield Phrase(
            match.start(), match.end(), Kind.PERIOD, "year", Decimal(first), Decimal(first[: 4 - len(last)] + last)
        )
    elif which in {"year", "edition"}:
        year = _number(_first(groups, "yy", "ey", "eb", "ec", "yh"))
        yield Phrase(match.start(), match.end(), Kind.YEAR, "year", Decimal(year), governs=governs)
    else:
        yield from _date(match, groups)


def _date(match: re.Match[str], groups: dict[str, str | None]) -> Iterator[Phrase]:
    year = _number(_first(groups, "iy", "dy", "uy", "my", "hy"))
    month = _month(_first(groups, "im", "dm", "um", "mm", "nm", "bm", "hm"))
    day = _number(_first(groups, "id", "dd", "ud", "nd", "hd"))
    if not 1 <= month <= 12 or day > 31:
        return
    last = _first(groups, "mu")
    if day:
        yield Phrase(match.start(), match.end(), Kind.DATE, "date", Decimal(year * 10000 + month * 100 + day))
    else:
        upper = Decimal(year * 100 + int(last)) if last else None
        yield Phrase(match.start(), match.end(), Kind.DATE, "month", Decimal(year * 100 + month), upper)


def _first(groups: dict[str, str | None], *names: str) -> str | None:
    return next((value for name in names if (value := groups.get(name))), None)


def _number(text: str | None) -> int:
    """Return the value of Arabic or Chinese digits, 0 where there are none."""
    if not text:
        return 0
    return int(text) if text.isascii() else int(han_numeral(text) or 0)


def _month(text: str | None) -> int:
    if not text or not text.isascii() or "0" <= text[0] <= "9":
        return _number(text)
    return next(number for number, name in enumerate(_MONTHS, start=1) if name.startswith(text[:3].lower()))
