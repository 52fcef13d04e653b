"""What clauses are called in print, in both languages."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.errors import ClauseNotFoundError
from assistant.library.labels import clause_label, han_number, roman_number
from assistant.works import Authority, Bilingual, Clause, Edition, Expression, Level, Span, Work

NOWHERE = Span(0, 0)
ROMAN = {"I": 1, "V": 5, "X": 10}
PLAN = Work(
    "kites",
    Bilingual("试点市风筝产业行动方案", "Action Plan for the Kite Industry"),
    Bilingual("风筝行动方案", "Kite Action Plan"),
    Bilingual("", ""),
    Authority.OFFICIAL,
)
CLAUSES = (
    Clause("preface", Level.PREFACE, "", "", NOWHERE),
    Clause("2", Level.PART, "二、", "任务", NOWHERE),
    Clause("2.2", Level.SECTION, "（二）", "材料", NOWHERE, "2"),
    Clause("2.2.6", Level.ITEM, "6．", "竹篾", NOWHERE, "2.2"),
    Clause("2.2.6.1", Level.SUBITEM, "（1）", "", NOWHERE, "2.2.6"),
    Clause("2.3", Level.SECTION, "（三）", "", NOWHERE, "2"),
    Clause("2.3.p2", Level.PARAGRAPH, "", "", NOWHERE, "2.3"),
    Clause("3-2", Level.PART, "三、", "", NOWHERE),
    Clause("45", Level.PART, "四十五、", "", NOWHERE),
    Clause("c1", Level.CHAPTER, "第一章", "总则", NOWHERE),
    Clause("17", Level.ARTICLE, "第十七条", "", NOWHERE),
    Clause("4", Level.PART, "", "", NOWHERE),
)
TEXT = Expression("kites", "zh", Edition.DIGEST, "", CLAUSES)


def read_roman(text: str) -> int:
    total = 0
    for letter, after in zip(text, [*text[1:], "I"], strict=True):
        total += -ROMAN[letter] if ROMAN[letter] < ROMAN[after] else ROMAN[letter]
    return total


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (1, "一"),
        (9, "九"),
        (10, "十"),
        (11, "十一"),
        (19, "十九"),
        (20, "二十"),
        (21, "二十一"),
        (90, "九十"),
        (99, "九十九"),
    ],
)
def test_numbers_are_written_as_chinese_headings_write_them(number: int, text: str) -> None:
    counted = number

    written = han_number(counted)

    assert written == text


@pytest.mark.parametrize(
    ("number", "text"),
    [(1, "I"), (4, "IV"), (5, "V"), (9, "IX"), (14, "XIV"), (19, "XIX"), (38, "XXXVIII"), (39, "XXXIX")],
)
def test_numbers_are_written_in_roman_numerals(number: int, text: str) -> None:
    counted = number

    written = roman_number(counted)

    assert written == text


@pytest.mark.parametrize("number", [0, -1, 100])
def test_headings_count_from_1_to_99(number: int) -> None:
    counted = number

    with pytest.raises(ValueError, match=str(number)):
        han_number(counted)

    assert han_number(99) == "九十九"


@pytest.mark.parametrize("number", [0, 40])
def test_parts_count_from_1_to_39(number: int) -> None:
    counted = number

    with pytest.raises(ValueError, match=str(number)):
        roman_number(counted)

    assert roman_number(39) == "XXXIX"


@given(st.integers(1, 39))
def test_a_roman_number_can_be_read_back(number: int) -> None:
    written = roman_number(number)

    value = read_roman(written)

    assert value == number


@pytest.mark.parametrize(
    ("eid", "zh", "en"),
    [
        ("2.2.6", "《风筝行动方案》二（二）6", "Kite Action Plan, II(2) item 6"),
        ("2.2.6.1", "《风筝行动方案》二（二）6（1）", "Kite Action Plan, II(2) item 6 (1)"),
        ("2", "《风筝行动方案》二", "Kite Action Plan, II"),
        ("2.3.p2", "《风筝行动方案》二（三）第2段", "Kite Action Plan, II(3) para. 2"),
        ("preface", "《风筝行动方案》引言", "Kite Action Plan, preface"),
        ("3-2", "《风筝行动方案》三", "Kite Action Plan, III"),
        ("45", "《风筝行动方案》四十五", "Kite Action Plan, part 45"),
        ("4", "《风筝行动方案》4", "Kite Action Plan, IV"),
        ("c1", "《风筝行动方案》第一章", "Kite Action Plan, chapter 1"),
        ("17", "《风筝行动方案》第十七条", "Kite Action Plan, article 17"),
    ],
)
def test_a_clause_is_called_as_people_call_it(eid: str, zh: str, en: str) -> None:
    clause = eid

    labels = (clause_label(PLAN, TEXT, clause, "zh"), clause_label(PLAN, TEXT, clause, "en"))

    assert labels == (zh, en)


def test_a_clause_that_is_not_there_has_no_label() -> None:
    eid = "9.9"

    with pytest.raises(ClauseNotFoundError):
        clause_label(PLAN, TEXT, eid, "zh")

    assert eid not in TEXT
