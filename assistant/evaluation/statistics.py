"""Intervals and tests: how far a score may be trusted, and whether two systems differ."""

from __future__ import annotations

import enum
import math
import warnings
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

SEED = 2022
RESAMPLES = 2_000
PERMUTATIONS = 9_999
LEVEL = 0.95


class Method(enum.StrEnum):
    """How an interval was found."""

    BCA = "BCa"
    """Bias-corrected and accelerated bootstrap."""
    PERCENTILE = "percentile"
    """Percentile bootstrap, where BCa is not defined."""
    ALL_EQUAL = "all equal"
    """Every question has the same value, so no resampling can say how far it may be trusted."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """A mean over questions with its 95 % interval; ``n`` questions count for it."""

    value: float
    low: float
    high: float
    n: int
    method: Method


@dataclass(frozen=True, slots=True)
class Difference:
    """How much the mean of one system exceeds that of another on the same questions.

    ``p`` is the share of random exchanges between the two, question by question, that differ
    as much in either direction.
    """

    value: float
    p: float
    n: int


def estimate(values: Sequence[float | None]) -> Estimate | None:
    """Return the mean of the values that are there, with its bootstrap interval; None where there are none.

    The same values give the same interval: the generator is seeded.

    Source: Efron, JASA 1987, doi:10.1080/01621459.1987.10478410
    """
    found = np.array([value for value in values if value is not None], dtype=np.float64)
    if not len(found):
        return None
    mean = float(found.mean())
    if np.ptp(found) == 0:
        return Estimate(mean, mean, mean, len(found), Method.ALL_EQUAL)
    for method in (Method.BCA, Method.PERCENTILE):
        low, high = _bootstrap(found, method)
        if math.isfinite(low) and math.isfinite(high):
            break
    return Estimate(mean, low, high, len(found), method)


def _bootstrap(values: np.ndarray[tuple[int], np.dtype[np.float64]], method: Method) -> tuple[float, float]:
    from scipy import stats

    with warnings.catch_warnings():
        # Where BCa is not defined scipy warns and gives nan, which the caller looks at.
        warnings.simplefilter("ignore")
        found = stats.bootstrap(
            (values,),
            np.mean,
            vectorized=True,
            n_resamples=RESAMPLES,
            confidence_level=LEVEL,
            method=method.value,
            rng=np.random.default_rng(SEED),
        )
    return float(found.confidence_interval.low), float(found.confidence_interval.high)


def difference(one: Sequence[float | None], other: Sequence[float | None]) -> Difference | None:
    """Return how much ``one`` exceeds ``other`` in the mean over questions that both have a value for; else None.

    A permutation test on pairs, in both directions, seeded.

    Source: Smucker, Allan and Carterette, CIKM 2007, doi:10.1145/1321440.1321528
    """
    pairs = [(a, b) for a, b in zip(one, other, strict=True) if a is not None and b is not None]
    if not pairs:
        return None
    ours, theirs = (np.array(column, dtype=np.float64) for column in zip(*pairs, strict=True))
    mean = float((ours - theirs).mean())
    # One pair can be exchanged only with itself.
    if len(pairs) == 1 or np.array_equal(ours, theirs):
        return Difference(mean, 1.0, len(pairs))
    from scipy import stats

    found = stats.permutation_test(
        (ours, theirs),
        lambda a, b, axis: np.mean(a - b, axis=axis),
        permutation_type="samples",
        vectorized=True,
        n_resamples=PERMUTATIONS,
        batch=1_000,
        rng=np.random.default_rng(SEED),
    )
    return Difference(mean, float(found.pvalue), len(pairs))
