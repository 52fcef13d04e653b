"""How Chinese states figures."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal

from assistant.quantities.dates import chinese_dates
from assistant.quantities.grammar import Bounds, Phrase, one_of
from assistant.quantities.names import CHINESE_NAMES
from assistant.quantities.numerals import (
    CHINESE_ARABIC,
    CHINESE_HAN,
    VULGAR_FRACTIONS,
    Numeral,
    Writing,
    arabic_numeral,
    han_numeral,
    han_range,
)
from assistant.quantities.quantity import Kind, Qualifier
from assistant.quantities.units import CHINESE, CURRENCIES, SYMBOLS, TIMES, Measure

_UNIT_BEGINS = "".join(sorted({word[0] for word in CHINESE if not word[0].isascii()}))
_NUMERAL = re.compile(
    rf"(?:(?P<currency>人民币|RMB|CNY|USD|EUR|HKD|US\$|HK\$|[¥￥$€£])[ \u3000]{{0,2}})?(?P<arabic>{CHINESE_ARABIC})"
    # 几 and 数 begin other words (几乎, 数据), so a unit has to follow.
    r"|(?P<indefinite>若干|好?几(?![何乎率])|数(?=[十百千万亿个家项款名座])|十几)"
    rf"(?P<size>[十百千万亿]*)(?=多?[{_UNIT_BEGINS}])"
    rf"|(?P<han>{CHINESE_HAN})"
)
_SIZES = {"十": "tens", "百": "hundreds", "千": "thousands", "万": "ten thousands", "亿": "hundred millions"}
_PHRASES = re.compile(
    one_of(
        rf"(?P<share>(?P<whole>[百千万]|{CHINESE_ARABIC}|{CHINESE_HAN})分之(?P<part>{CHINESE_ARABIC}|{CHINESE_HAN}))",
        r"(?P<slash>(?<![0-9./A-Za-z])(?P<top>[0-9]{1,2})/(?P<bottom>[1-9][0-9]{0,2})(?![0-9/]))",
        r"(?P<vulgar>[½⅓⅔¼¾⅕⅛])",
        # 三成 is 30 %; 三成员 is not.
        r"(?P<tenths>(?<![一二三四五六七八九0-9])(?P<tenth>[二两三四五六七八九2-9])成(?![为立果员本熟功就长交人型都品分套效份]))",
        r"(?P<most>过半(?![导径年月天小个])数?)",
        r"(?P<half>一半|半数)",
        r"(?P<fold>翻(?P<times>[一两二三123]?)番)",
        r"(?P<grade>(?<![0-9十百千万亿两-])(?P<sort>兆瓦|千瓦|吉瓦|吨)级)",
        first="[0-9½⅓⅔¼¾⅕⅛零〇○一二两三四五六七八九十百千万亿过半翻兆吉吨]",
    )
)
_SHARES = {"百": "%", "千": "‰", "万": "‱"}

# Words that begin like a unit and are none, 元宇宙 first among them.
_NO_UNIT = re.compile(
    r"元(?:宇宙|旅|社交|素|件|器|游戏|诊疗|会议)|年代|日(?:本|常)|大(?:学|于|型)|万方案|周边|条件|部分?署"
)
# 5代, 3级, 2期, 1:5 are no counts.
_NO_COUNT = frozenset("世代期版级号强维点度:：∶")
_WORDS_OF_MONEY = re.compile(r"规模|产值|营收|收入|投资|资金|基金|利润|税收|增加值|融资|贷款|市值|总额")
_MONEY_ENDS = frozenset({"", *"，。,；;、.)以左上的级目元"})
_MONEY_PLACES = frozenset({"十亿", "百亿", "千亿", "万亿", "十万亿", "百万亿", "千万亿"})
# In 2个千亿、5个百亿、若干个十亿级 the last 级 belongs to all three.
_SHARED_GRADE = re.compile(r"(?=[、,，和及与0-9 若干个家两二三四五六七八九十百千万亿]{1,30}级)")
_QUALIFIED = re.compile(r"(?:近|超|过|逾|突破|达到?|上|约|破|数)$")
_PAUSE = re.compile(r"[，,：:；]")
_LONGEST = max(len(word) for word in CHINESE)
_NEVER = frozenset({"一", "二", "零", "〇"})


class _Chinese:
    names = re.compile(CHINESE_NAMES)
    bounds = Bounds(
        before=re.compile(
            r"(?:(?P<AT_LEAST>不(?:得|能)?(?:少于|低于|小于)|(?:至少|最少)要?(?:推出|培[育养]出?|打造|建[设成]?|新增|增加|创建|形成|有|做出)?)"
            r"|(?P<AT_MOST>不(?:得|能|应)?(?:超过|高于|多于|大于)|至多|最多)"
            r"|(?P<EXCEED>突破|不止|超过|超出|(?<!赶)超|逾|高于|多于|大于|(?<![突打])破|(?<=[超跨])越)"
            r"|(?P<BELOW>低于|少于|小于|不足|不到|不满|未满)"
            r"|(?P<ABOUT>(?<![节条公契特违制合签预大])约|大约|大概|约为|差不多)"
            r"|(?P<NEARLY>将近|接近|(?<![最附邻靠接将])近)"
            r"|(?P<REACH>达到|到达|达成|达)"
            r")[了为至到]?[ \u3000]{0,2}$"
        ),
        after=re.compile(
            r"[ \u3000]?(?:(?P<AT_LEAST>\+(?![0-9])|[及或]?以上|\(含\)以上|(?:及|或|或者)更多)"
            r"|(?P<AT_MOST>[及或]?以下|[之以]内|(?<=[年月日天时钟周])内)"
            r"|(?P<ABOUT>左右|上下))"
        ),
        reach=8,
    )
    joiner = re.compile(r" ?(?:[-–—―~〜−‒]{1,2}|至|到) ?")
    from_before = re.compile(r"从[^，,。；、0-9]{0,8}$")
    sentence_end = re.compile(r"[。！？!?\n]|(?<![0-9])\.|\.(?![0-9])")
    striving = re.compile(r"力争|争取|努力|力求")
    # A new clause that begins with a verb of its own strives no longer; one that goes on counting does.
    striving_end = re.compile(r"[；;]|[,，](?=并|且|同时|加快|加大|其中|推进|推动|到[0-9]{4})")

    @staticmethod
    def phrases(plain: str) -> Iterator[Phrase]:
        yield from chinese_dates(plain)
        for match in _PHRASES.finditer(plain):
            yield from _phrase(match)

    @staticmethod
    def numeral(plain: str, position: int) -> Numeral | None:
        match = _NUMERAL.search(plain, position)
        return None if match is None else _numeral(match)

    @staticmethod
    def measure(plain: str, numeral: Numeral) -> Measure | None:
        at = numeral.end
        while plain[at : at + 1] in {" ", "\u3000"}:
            at += 1
        more = plain[at : at + 1] in {"余", "多"} and numeral.writing != "indefinite"
        named = _named(plain, at + more, more=more)
        if numeral.unit in CURRENCIES.values():
            end = named.end if named and named.unit == "CNY" else numeral.end
            return Measure(numeral.unit or "", 1, 1, end, graded=plain[end : end + 1] == "级")
        return _CHOICES[numeral.writing](plain, numeral, named)

    @staticmethod
    def year_of(plain: str, start: int, end: int, years: Mapping[int, int]) -> int | None:
        """Return the year before the figure, or one in the same phrase after it."""
        before = [offset for offset in years if offset < start]
        if before:
            return years[max(before)]
        return next((years[offset] for offset in sorted(years) if not _PAUSE.search(plain, end, offset)), None)


def _value(text: str) -> Decimal:
    return arabic_numeral(text)[0] if "0" <= text[0] <= "9" else han_numeral(text) or Decimal(0)


_MEANINGS: Mapping[str, Callable[[re.Match[str]], tuple[Kind, str, Decimal]]] = {
    "slash": lambda match: (Kind.FRACTION, "share", Decimal(match["top"]) / Decimal(match["bottom"])),
    "vulgar": lambda match: (Kind.FRACTION, "share", VULGAR_FRACTIONS[match[0]]),
    "most": lambda _: (Kind.FRACTION, "share", Decimal(1) / 2),
    "half": lambda _: (Kind.FRACTION, "share", Decimal(1) / 2),
    "tenths": lambda match: (Kind.AMOUNT, "%", 10 * _value(match["tenth"])),
    "fold": lambda match: (Kind.AMOUNT, "times", 2 ** _value(match["times"] or "1")),
    "grade": lambda match: (Kind.CLASS, CHINESE[match["sort"]][0], Decimal(CHINESE[match["sort"]][1])),
}


def _phrase(match: re.Match[str]) -> Iterator[Phrase]:
    which = match.lastgroup or ""
    kind, unit, value = _share(match) if which == "share" else _MEANINGS[which](match)
    if kind is not Kind.FRACTION or 0 < value < 1:
        qualifier = Qualifier.EXCEED if which == "most" else None
        yield Phrase(match.start(), match.end(), kind, unit, value, qualifier=qualifier)


def _share(match: re.Match[str]) -> tuple[Kind, str, Decimal]:
    part = _value(match["part"])
    if match["whole"] in _SHARES:
        return Kind.AMOUNT, _SHARES[match["whole"]], part
    # Nothing is divided by 零, and 1 leaves no proper fraction.
    return Kind.FRACTION, "share", part / (_value(match["whole"]) or 1)


def _numeral(match: re.Match[str]) -> Numeral:
    start, end = match.span()
    if match["arabic"]:
        value, scale = arabic_numeral(match["arabic"])
        return Numeral(value, scale, "arabic", start, end, unit=CURRENCIES.get(match["currency"]))
    if match["indefinite"]:
        size = "十" if match["indefinite"] == "十几" else match["size"]
        return Numeral(None, 1, "indefinite", start, end, unit=_SIZES.get(size, "count"))
    text = match["han"]
    pair = han_range(text)
    if pair:
        return Numeral(pair[0], 1, "words", start, end, upper=pair[1])
    writing: Writing = "places" if text[0] in "百千万亿" or text in {"十亿", "十万", "十万亿"} else "words"
    return Numeral(han_numeral(text), 1, writing, start, end)


def _named(plain: str, at: int, *, more: bool) -> Measure | None:
    """Return the longest unit that stands at ``at``."""
    if _NO_UNIT.match(plain, at):
        return None
    for end in range(min(at + _LONGEST, len(plain)), at, -1):
        word = plain[at:end]
        if word in CHINESE and not _goes_on(word, plain[end : end + 1]):
            return Measure(*CHINESE[word], end, more=more, graded=plain[end : end + 1] == "级")
    return None


def _goes_on(word: str, following: str) -> bool:
    """Tell whether a symbol is only the beginning of a Latin word."""
    return word in SYMBOLS and word[-1].isalpha() and following.isascii() and following.isalnum()


def _after_digits(plain: str, numeral: Numeral, named: Measure | None) -> Measure | None:
    if named:
        return named
    if plain.startswith("万方", numeral.end - 1):
        # Floor space and land are counted in 万方, square metres.
        return Measure("m2", 1, 1, numeral.end + 1)
    following = plain[numeral.end : numeral.end + 1]
    if numeral.scale == 1 and (following in _NO_COUNT or (following.isascii() and following.isalpha())):
        return None
    money = (
        numeral.scale % 10**8 == 0
        and _WORDS_OF_MONEY.search(plain, max(0, numeral.start - 16), numeral.start)
        and following in _MONEY_ENDS
    )
    graded = following == "级" and numeral.scale > 1
    return Measure("CNY" if money else "count", 1, 1, numeral.end, graded=graded)


def _after_words(plain: str, numeral: Numeral, named: Measure | None) -> Measure | None:
    """一 and 二 alone never count (Chinese counts 1个 and 两个); 三元 and 两化 are names."""
    text = plain[numeral.start : numeral.end]
    if text in _NEVER or numeral.value is None:
        return None
    if named is None:
        # 发展导向有三：
        listed = plain[numeral.start - 1 : numeral.start] == "有" and plain[numeral.end : numeral.end + 1] in {*"：:，"}
        return Measure("count", 1, 1, numeral.end) if listed else None
    small = numeral.value < 10
    if small and (named.unit == "CNY" or (named.graded and named.unit == "count")):
        return None
    return None if plain[numeral.start : named.end] == "两化" else named


def _after_places(plain: str, numeral: Numeral, named: Measure | None) -> Measure | None:
    """千亿 is money wherever it stands; 百家 and 千名 are numbers only where something says so."""
    text = plain[numeral.start : numeral.end]
    following = plain[numeral.end : numeral.end + 1]
    if text in _MONEY_PLACES and (named is None or named.unit == "CNY") and following not in {*"参用消人次条"}:
        return _sum_or_class(plain, numeral, named)
    if named is None:
        graded = following == "级" and (len(text) > 1 or text == "亿")
        return Measure("count", 1, 1, numeral.end, graded=True) if graded else None
    measured = named.unit != "count" or plain[numeral.end : named.end] in {"名", "辆", "台"}
    qualified = _QUALIFIED.search(plain, max(0, numeral.start - 2), numeral.start)
    return named if len(text) > 1 or named.more or measured or qualified else None


def _sum_or_class(plain: str, numeral: Numeral, named: Measure | None) -> Measure:
    """2个千亿 and 千亿产业 name a class even without 级; 突破千亿 and 千亿元 name a sum."""
    end = named.end if named else numeral.end
    is_sum = named is not None or _QUALIFIED.search(plain, max(0, numeral.start - 2), numeral.start)
    graded = plain[end : end + 1] == "级" or _SHARED_GRADE.match(plain, end) is not None
    return Measure("CNY", 1, 1, end, graded=graded or not is_sum)


def _after_indefinite(plain: str, numeral: Numeral, named: Measure | None) -> Measure | None:
    del plain
    if named is None or (named.unit in TIMES and named.end == numeral.end + 1):
        # 几年 and 数日 say no more than "some time".
        return None
    unit = named.unit if named.unit != "count" else numeral.unit or "count"
    return Measure(unit, 1, 1, named.end, graded=named.graded)


_CHOICES: Mapping[Writing, Callable[[str, Numeral, Measure | None], Measure | None]] = {
    "arabic": _after_digits,
    "words": _after_words,
    "places": _after_places,
    "indefinite": _after_indefinite,
}

CHINESE_GRAMMAR = _Chinese()
