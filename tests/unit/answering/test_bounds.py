"""What is known of sums and differences of bounded numbers, worked by hand."""

from __future__ import annotations

from decimal import Decimal

import pytest

from assistant.answering.bounds import Bounded, difference, total
from assistant.quantities import Qualifier

MORE, REACH, LEAST, MOST, BELOW = (
    Qualifier.EXCEED,
    Qualifier.REACH,
    Qualifier.AT_LEAST,
    Qualifier.AT_MOST,
    Qualifier.BELOW,
)
ABOUT, NEARLY, EXACT = Qualifier.ABOUT, Qualifier.NEARLY, None


def number(value: str, qualifier: Qualifier | None) -> Bounded:
    return Bounded(Decimal(value), qualifier)


@pytest.mark.parametrize(
    ("bounds", "whole"),
    [
        # More than 500 and exactly 350 come to more than 850.
        ((MORE, REACH), MORE),
        ((MORE, EXACT, MORE), MORE),
        ((LEAST, EXACT), LEAST),
        # At least 1 and more than 1 come to more than 2.
        ((LEAST, MORE), MORE),
        ((REACH, EXACT), EXACT),
        ((MOST, EXACT), MOST),
        ((MOST, BELOW), BELOW),
        ((ABOUT, EXACT), ABOUT),
        ((NEARLY, REACH), NEARLY),
    ],
)
def test_a_sum_is_bounded_as_its_terms_are(bounds: tuple[Qualifier | None, ...], whole: Qualifier | None) -> None:
    terms = [number("1.5", bound) for bound in bounds]

    found = total(terms)

    assert found == Bounded(Decimal("1.5") * len(bounds), whole)


@pytest.mark.parametrize("bounds", [(MORE, MOST), (LEAST, BELOW), (ABOUT, MORE), (ABOUT, NEARLY), (NEARLY, LEAST)])
def test_bounds_that_pull_apart_give_no_sum(bounds: tuple[Qualifier, ...]) -> None:
    terms = [number("1", bound) for bound in bounds]

    assert total(terms) is None


@pytest.mark.parametrize(
    ("larger", "smaller", "between"),
    [
        # More than 700 less 350 is more than 350.
        (MORE, REACH, MORE),
        (LEAST, EXACT, LEAST),
        (EXACT, EXACT, EXACT),
        # 700 less at most 350 is at least 350.
        (EXACT, MOST, LEAST),
        (REACH, BELOW, MORE),
        (MORE, MOST, MORE),
        (ABOUT, EXACT, ABOUT),
        (EXACT, ABOUT, ABOUT),
    ],
)
def test_what_is_taken_away_bounds_the_other_way_round(
    larger: Qualifier | None, smaller: Qualifier | None, between: Qualifier | None
) -> None:
    found = difference(number("700", larger), number("350", smaller))

    assert found == Bounded(Decimal(350), between)


@pytest.mark.parametrize(
    ("larger", "smaller"),
    # Of two lower bounds neither number need be the larger one.
    [(MORE, MORE), (EXACT, MORE), (EXACT, LEAST), (MOST, EXACT), (ABOUT, MORE), (EXACT, NEARLY), (MORE, ABOUT)],
)
def test_a_difference_that_the_bounds_leave_open_is_not_drawn(
    larger: Qualifier | None, smaller: Qualifier | None
) -> None:
    found = difference(number("700", larger), number("500", smaller))

    assert found is None
