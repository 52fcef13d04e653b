"""Intervals and tests, against numbers that are known."""

from __future__ import annotations

import pytest

from assistant.evaluation.statistics import Difference, Method, difference, estimate


def test_the_interval_of_a_share_lies_around_it_and_narrows_with_more_questions() -> None:
    few = estimate([1.0] * 8 + [0.0] * 2)
    many = estimate([1.0] * 320 + [0.0] * 80)

    assert few is not None
    assert many is not None
    assert (few.value, few.n, few.method) == (0.8, 10, Method.BCA)
    assert few.low < 0.6
    assert 0.8 < few.high <= 1.0
    # The normal approximation gives 0.8 ± 1.96 · sqrt(0.8 · 0.2 / 400) = ± 0.039.
    assert many.low == pytest.approx(0.761, abs=0.01)
    assert many.high == pytest.approx(0.839, abs=0.01)


def test_the_same_values_give_the_same_interval() -> None:
    values = [0.1, 0.9, 0.4, None, 0.7]

    assert estimate(values) == estimate(values)


def test_values_that_are_all_equal_have_no_interval() -> None:
    found = estimate([1.0, 1.0, None, 1.0])

    assert found is not None
    assert (found.value, found.low, found.high, found.n, found.method) == (1.0, 1.0, 1.0, 3, Method.ALL_EQUAL)


def test_where_bca_is_not_defined_the_percentile_stands_in(monkeypatch: pytest.MonkeyPatch) -> None:
    from assistant.evaluation import statistics

    found = statistics._bootstrap

    def undefined(values: object, method: Method) -> tuple[float, float]:
        return (float("nan"), float("nan")) if method is Method.BCA else found(values, method)  # type: ignore[arg-type]  # handed on as it came

    monkeypatch.setattr(statistics, "_bootstrap", undefined)
    estimated = estimate([0.0, 1.0, 1.0, 0.0])

    assert estimated is not None
    assert estimated.method is Method.PERCENTILE
    assert 0.0 <= estimated.low < 0.5 < estimated.high <= 1.0


def test_nothing_has_no_estimate() -> None:
    assert estimate([]) is None
    assert estimate([None, None]) is None


def test_two_systems_that_always_agree_do_not_differ() -> None:
    assert difference([1.0, 0.0, None], [1.0, 0.0, 1.0]) == Difference(0.0, 1.0, 2)


def test_one_question_tells_nothing() -> None:
    assert difference([1.0], [0.0]) == Difference(1.0, 1.0, 1)


def test_six_questions_that_all_went_better_are_as_rare_as_two_in_sixty_four() -> None:
    found = difference([1.0] * 6, [0.0] * 6)

    # Exact: of 2^6 exchanges only the one that changes nothing and the one that changes all are as extreme.
    assert found is not None
    assert (found.value, found.n) == (1.0, 6)
    assert found.p == pytest.approx(2 / 64)


def test_a_large_difference_is_significant_and_a_small_one_is_not() -> None:
    large = difference([1.0] * 80 + [0.0] * 20, [0.0] * 80 + [1.0] * 20)
    small = difference([1.0] * 51 + [0.0] * 49, [0.0] * 51 + [1.0] * 49)

    assert large is not None
    assert small is not None
    assert large.p < 0.001
    assert small.p > 0.8


def test_questions_that_no_system_has_a_value_for_cannot_be_compared() -> None:
    assert difference([None, 1.0], [1.0, None]) is None
