"""What training lowers: distance to the teacher, and taking one text for another."""

from __future__ import annotations

from torch import Tensor
from torch.nn.functional import cross_entropy

TEMPERATURE = 0.05
# Vectors of the teacher as near as this mean the same: telling them apart would teach nothing.
_SAME = 0.96


def distance(found: Tensor, wanted: Tensor) -> Tensor:
    """Return the mean squared distance of unit vectors, row by row: 2 - 2 cos."""
    return (found - wanted).square().sum(dim=1).mean()


def twins(wanted: Tensor, candidates: Tensor) -> Tensor:
    """Return which candidates mean the same as each row, itself left out.

    Args:
        wanted: shape (rows, dimension), unit rows.
        candidates: the same rows, then others.

    Returns:
        bool, shape (rows, candidates).
    """
    return ((wanted @ candidates.T) > _SAME).fill_diagonal_(fill_value=False)


def contrast(queries: Tensor, targets: Tensor, right: Tensor, ignored: Tensor) -> Tensor:
    """Return the cross-entropy of finding each query's target among all of them.

    Args:
        queries: shape (queries, dimension), unit rows.
        targets: shape (targets, dimension), unit rows.
        right: int64, the row of each query's target.
        ignored: bool, shape (queries, targets): neither right nor wrong.

    Source: van den Oord, Li and Vinyals, 2018, arXiv:1807.03748
    """
    similarities = (queries @ targets.T / TEMPERATURE).masked_fill(ignored, -1e4)
    return cross_entropy(similarities, right)
