"""Numerals of both languages, from their characters to a Decimal.

Our own reader, because cn2an cannot read 1.5万亿 and knows no English.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

# Thousands are grouped by the ASCII comma alone: "，" separates the items of a list.
_DIGITS_ALONE = r"(?:[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])|[0-9]+)(?:\.[0-9]+)?(?![0-9])"
# Official texts print ASCII stops and commas for Chinese ones: in 企业,5家 the comma belongs to no number.
_CHINESE_DIGITS = rf"(?<![0-9])(?<![0-9][.,]){_DIGITS_ALONE}"
ENGLISH_ARABIC = rf"(?<![0-9.])(?<![0-9],){_DIGITS_ALONE}"
# 千瓦 and 千米 are units and 百分之 is a share: there 千 and 百 multiply nothing.
_THOUSAND = "千(?![瓦米克帕伏卡赫])"
_MULTIPLIERS = rf"(?:百(?!分)|{_THOUSAND}|十(?=[万亿])|[万亿])+"
CHINESE_ARABIC = rf"{_CHINESE_DIGITS}(?:[ \u3000]{{0,2}}{_MULTIPLIERS}(?:[0-9]+(?:\.[0-9]+)?{_MULTIPLIERS})*)?"
# No number is longer; a bound keeps nonsense from taking quadratic time.
CHINESE_HAN = rf"(?:[零〇○一二两三四五六七八九十万亿]|百(?!分)|{_THOUSAND}){{1,24}}"

_DIGITS = {
    character: value
    for value, characters in enumerate(("零〇○", "一", "二两", *"三四五六七八九"))
    for character in characters
}
_PLACES = {"十": 10, "百": 100, "千": 1000}
_MYRIADS = {"万": 10**4, "亿": 10**8}
_PART = re.compile(r"([0-9.,]+)[ \u3000]*([十百千万亿]*)")

_ONES = (
    *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_SMALL = {word: value for value, word in enumerate(_ONES, start=1)} | {
    word: value * 10 for value, word in enumerate(_TENS, start=2)
}
_LARGE = {
    "dozen": 12,
    "hundred": 100,
    "thousand": 10**3,
    "million": 10**6,
    "billion": 10**9,
    "trillion": 10**12,
    "bn": 10**9,
    "tn": 10**12,
    "m": 10**6,
}
# Longest first, or "six" would be read in "sixteen".
_SMALL_WORDS = rf"(?:(?:{'|'.join(_TENS)})(?:[ -](?:{'|'.join(_ONES[:9])}))?|{'|'.join(reversed(_ONES))})\b"
_LARGE_WORDS = r"(?:dozen|hundred|thousand|million|billion|trillion)\b"
ENGLISH_WORDS = (
    rf"\b(?:{_SMALL_WORDS}|(?:half )?an?(?=[ -]{_LARGE_WORDS}))"
    rf"(?:[ -]{_LARGE_WORDS}(?:(?: and |[ -]){_SMALL_WORDS})?)*"
)
ENGLISH_SCALES = r"(?:[ -]?(?:thousand|million|billion|trillion|bn|tn)\b)"

VULGAR_FRACTIONS = {
    character: Decimal(above) / below
    for character, above, below in (
        ("½", 1, 2),
        ("⅓", 1, 3),
        ("⅔", 2, 3),
        ("¼", 1, 4),
        ("¾", 3, 4),
        ("⅕", 1, 5),
        ("⅛", 1, 8),
    )
}
Writing = Literal["arabic", "words", "places", "indefinite"]


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number where it stands.

    ``value`` is None for an indefinite number; ``scale`` is what its 万, 亿 or
    "billion" multiplied by; ``upper`` is set for 两三; ``places`` are multipliers
    with no digit before them (千亿), which not every sentence means as a number.
    ``unit`` is what stands before it: a currency, or the size of an indefinite.
    """

    value: Decimal | None
    scale: int
    writing: Writing
    start: int
    end: int
    upper: Decimal | None = None
    unit: str | None = None


def arabic_numeral(text: str) -> tuple[Decimal, int]:
    """Return the value of digits and what the last multiplier stands for: 1.5万亿 is (1.5e12, 1e12)."""
    total = Decimal(0)
    scale = 1
    for digits, multipliers in _PART.findall(text):
        scale = _product(multipliers)
        total += Decimal(digits.replace(",", "")) * scale
    return total, scale


def _product(multipliers: str) -> int:
    product = 1
    for character in multipliers:
        product *= _PLACES.get(character) or _MYRIADS[character]
    return product


def han_numeral(text: str) -> Decimal | None:
    """Return the value of a numeral in Chinese characters, None where it is no numeral.

    Digits in a row are a year (二〇二五); 三四 is no number but a range.
    """
    if len(text) > 1 and all(character in _DIGITS for character in text):
        return Decimal("".join(str(_DIGITS[character]) for character in text)) if len(text) == 4 else None
    myriads = section = 0
    digit: int | None = None
    last_place = 10**5
    for character in text:
        if character in _DIGITS:
            if digit:
                return None
            digit = _DIGITS[character]
        elif character in _PLACES:
            place = _PLACES[character]
            if place >= last_place:
                return None
            section += (1 if digit is None else digit) * place
            digit, last_place = None, place
        else:
            myriads = _counted_in(_MYRIADS[character], myriads, section + (digit or 0))
            section, digit, last_place = 0, None, 10**5
    return Decimal(myriads + section + (digit or 0))


def _counted_in(size: int, before: int, section: int) -> int:
    """Return 万 or 亿 times what stands before it: all of it, but 三亿 in 三亿五千万 is not counted in 万."""
    if before >= size:
        return before + section * size
    return (before + section or 1) * size


def han_range(text: str) -> tuple[Decimal, Decimal] | None:
    """Return the two numbers of 两三 or 三五, None for anything else."""
    if len(text) != 2 or any(character not in _DIGITS for character in text):
        return None
    low, high = (_DIGITS[character] for character in text)
    return (Decimal(low), Decimal(high)) if 0 < low < high else None


def english_numeral(text: str) -> tuple[Decimal, int]:
    """Return the value of English words or digits with a scale: "1.5 trillion" is (1.5e12, 1e12)."""
    total = Decimal(0)
    current = Decimal(0)
    scale = 1
    for word in re.findall(r"[a-z]+|[0-9][0-9,]*(?:\.[0-9]+)?", text.lower()):
        large = _LARGE.get(word, 1)
        if word in _SMALL:
            current += _SMALL[word]
        elif word == "half":
            current = Decimal(1) / 2
        elif large >= 1000:
            total += (current or Decimal(1)) * large
            current, scale = Decimal(0), large
        elif large > 1:
            current, scale = (current or Decimal(1)) * large, large
        elif "0" <= word[0] <= "9":
            current = Decimal(word.replace(",", ""))
    return total + current, scale
