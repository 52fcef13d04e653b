from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.quantities.numerals import arabic_numeral, english_numeral, han_numeral, han_range


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("三", 3),
        ("十", 10),
        ("十二", 12),
        ("二十", 20),
        ("二十八", 28),
        ("一百零五", 105),
        ("两千", 2000),
        ("三千二百", 3200),
        ("一万五千", 15000),
        ("二十万", 200000),
        ("三亿五千万", 350000000),
        ("一千二百万亿", 1200000000000000),
        ("千亿", 100000000000),
        ("万亿", 1000000000000),
        ("二〇二五", 2025),
        ("一九九七", 1997),
    ],
)
def test_a_numeral_in_characters_has_its_value(text: str, value: int) -> None:
    assert han_numeral(text) == value


@pytest.mark.parametrize("text", ["十百千", "三四五", "十十", "二十三四"])
def test_characters_that_form_no_number_have_no_value(text: str) -> None:
    assert han_numeral(text) is None


# The first call imports cn2an, which takes longer than the deadline.
@settings(deadline=None)
@given(st.integers(min_value=1, max_value=99_999_999))
def test_every_number_written_out_reads_back(number: int) -> None:
    import cn2an

    assert han_numeral(cn2an.an2cn(number)) == number


@pytest.mark.parametrize(
    ("text", "value", "scale"),
    [
        ("1.5万亿", "1500000000000", 10**12),
        ("3千万", "30000000", 10**7),
        ("3500 亿", "350000000000", 10**8),
        ("3亿5000万", "350000000", 10**4),
        ("1,953", "1953", 1),
    ],
)
def test_digits_with_characters_have_value_and_scale(text: str, value: str, scale: int) -> None:
    assert arabic_numeral(text) == (Decimal(value), scale)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("seventeen", 17),
        ("Twenty-five", 25),
        ("two hundred and fifty thousand", 250000),
        ("a dozen", 12),
        ("a million", 10**6),
        ("half a million", 500000),
        ("three hundred million", 3 * 10**8),
        ("1.5 trillion", 15 * 10**11),
    ],
)
def test_english_words_have_their_value(text: str, value: int) -> None:
    assert english_numeral(text)[0] == value


def test_two_digits_in_a_row_are_a_range_only_upwards() -> None:
    assert han_range("两三") == (2, 3)
    assert han_range("三五") == (3, 5)
    assert han_range("五三") is None
    assert han_range("十三") is None
