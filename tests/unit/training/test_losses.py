from __future__ import annotations

import math

import pytest
import torch

from assistant.training.losses import contrast, distance, twins

_AXES = torch.eye(3)


def test_distance_is_two_less_twice_the_cosine() -> None:
    # Cosines 1, 0 and -1: distances 0, 2 and 4.
    found = torch.tensor([[1.0, 0.0], [0.0, 1.0], [-1.0, 0.0]])

    assert distance(found, torch.tensor([[1.0, 0.0]] * 3)).item() == pytest.approx(2.0)


def test_twins_are_other_candidates_that_mean_the_same() -> None:
    rows = torch.tensor([[1.0, 0.0], [0.0, 1.0]])
    others = torch.tensor([[1.0, 0.0], [0.6, 0.8]])

    assert twins(rows, torch.cat([rows, others])).tolist() == [[False, False, True, False], [False] * 4]


def test_contrast_is_low_where_each_query_is_nearest_to_its_target() -> None:
    nothing = torch.zeros(3, 3, dtype=torch.bool)

    right = contrast(_AXES, _AXES, torch.tensor([0, 1, 2]), nothing).item()
    wrong = contrast(_AXES, _AXES, torch.tensor([1, 2, 0]), nothing).item()

    # A cosine of 1 at a temperature of 0.05 is a logit of 20, against two of 0.
    assert right == pytest.approx(math.log(1 + 2 * math.exp(-20)), abs=1e-6)
    assert wrong == pytest.approx(20.0, abs=1e-4)


def test_what_is_ignored_is_no_mistake() -> None:
    rows = torch.tensor([[1.0, 0.0], [1.0, 0.0]])
    right = torch.tensor([0, 1])

    assert contrast(rows, rows, right, twins(rows, rows)).item() == pytest.approx(0.0, abs=1e-6)
    nothing = torch.zeros(2, 2, dtype=torch.bool)
    assert contrast(rows, rows, right, nothing).item() == pytest.approx(math.log(2))
