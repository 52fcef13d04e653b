"""What a clause is called in print: 《绿色低碳行动方案》二（二）6, or "…, II(2) item 6"."""

from __future__ import annotations

import re

from assistant.works import Clause, Expression, Language, Level, Work

_HAN_DIGITS = "零一二三四五六七八九"
_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


def han_number(number: int) -> str:
    """Return a number below 100 in Chinese numerals, as headings print it.

    Raises:
        ValueError: the number is not from 1 to 99.
    """
    if not 1 <= number <= 99:
        raise ValueError(f"headings count from 1 to 99, not {number}")
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else ("十" if tens == 1 else _HAN_DIGITS[tens] + "十")
    return head + (_HAN_DIGITS[ones] if ones else "")


def roman_number(number: int) -> str:
    """Return a number below 40 in Roman numerals.

    Raises:
        ValueError: the number is not from 1 to 39.
    """
    if not 1 <= number <= 39:
        raise ValueError(f"parts count from 1 to 39, not {number}")
    digits = []
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        digits.append(letters * count)
    return "".join(digits)


def clause_label(work: Work, expression: Expression, eid: str, language: Language) -> str:
    """Return the name of a clause for people, the work's short title in front.

    Raises:
        ClauseNotFoundError: the expression has no such clause.
    """
    clause = expression.clause(eid)
    chain = (*expression.ancestors(eid), clause)
    title = work.short_title.get(language)
    if language == "zh":
        return f"《{title}》" + "".join(_zh_step(step) for step in chain)
    steps = "".join(_en_step(step) for step in chain)
    return f"{title}, {steps.lstrip()}" if steps else title


def _count(clause: Clause) -> str:
    """Return the number in the last step of a clause id, without a "-2" for a restart."""
    last = clause.eid.rsplit(".", 1)[-1]
    digits = re.search(r"[0-9]+", last)
    return digits.group() if digits else last


def _zh_step(clause: Clause) -> str:
    count = _count(clause)
    match clause.level:
        case Level.PREFACE:
            return "引言"
        case Level.PARAGRAPH:
            return f"第{count}段"
        case Level.CHAPTER | Level.ARTICLE:
            return clause.num.strip()
        case _:
            return re.sub(r"[、．.\s]", "", clause.num) or count


_EN_STEPS = {
    Level.PREFACE: "preface",
    Level.SECTION: "({count})",
    Level.CHAPTER: " chapter {count}",
    Level.ARTICLE: " article {count}",
    Level.ITEM: " item {count}",
    Level.SUBITEM: " ({count})",
    Level.PARAGRAPH: " para. {count}",
}


def _en_step(clause: Clause) -> str:
    count = _count(clause)
    if clause.level is Level.PART:
        return roman_number(int(count)) if re.fullmatch(r"[1-9]|[12][0-9]", count) else f"part {count}"
    return _EN_STEPS[clause.level].format(count=count)
