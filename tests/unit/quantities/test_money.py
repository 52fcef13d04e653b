from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.quantities import quantities, rmb_in_chinese, rmb_in_english

FEN = st.integers(min_value=0, max_value=10**17).map(lambda fen: Decimal(fen) / 100)


@pytest.mark.parametrize(
    ("value", "english", "chinese"),
    [
        ("500000000000", "RMB 500 billion", "5000亿元"),
        ("1500000000000", "RMB 1.5 trillion", "1.5万亿元"),
        ("305700000000", "RMB 305.7 billion", "3057亿元"),
        ("3000000", "RMB 3 million", "300万元"),
        ("25000", "RMB 25,000", "2.5万元"),
        ("5000", "RMB 5,000", "5000元"),
        ("0.5", "RMB 0.5", "0.5元"),
        ("0", "RMB 0", "0元"),
        ("1E+12", "RMB 1 trillion", "1万亿元"),
        ("1234567", "RMB 1,234,567", "123.4567万元"),
    ],
)
def test_a_sum_is_written_in_the_largest_unit_that_keeps_it_exact(value: str, english: str, chinese: str) -> None:
    assert rmb_in_english(Decimal(value)) == english
    assert rmb_in_chinese(Decimal(value)) == chinese


@given(FEN)
def test_a_written_sum_reads_back_as_itself(value: Decimal) -> None:
    english = quantities(rmb_in_english(value), language="en")
    chinese = quantities(rmb_in_chinese(value), language="zh")

    assert [(figure.value, figure.unit) for figure in english] == [(value, "CNY")]
    assert [(figure.value, figure.unit) for figure in chinese] == [(value, "CNY")]


@pytest.mark.parametrize("value", ["-1", "NaN", "Infinity", "0.001"])
def test_what_is_no_exact_sum_of_money_is_refused(value: str) -> None:
    with pytest.raises(ValueError, match="sum of money"):
        rmb_in_english(Decimal(value))
    with pytest.raises(ValueError, match="sum of money"):
        rmb_in_chinese(Decimal(value))
