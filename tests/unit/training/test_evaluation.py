from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from assistant.errors import EncoderError
from assistant.indexing.encoders import Floats
from assistant.training.evaluation import evaluate, recall
from assistant.training.pairs import Pair


class _LengthEncoder:
    """Puts a text at an angle of one degree a character: neighbours in length are neighbours."""

    id = "length"
    digest = "0"
    dimension = 2

    def encode(self, texts: Sequence[str]) -> Floats:
        angles = np.radians([len(text) for text in texts])
        return np.stack([np.cos(angles), np.sin(angles)], axis=1).astype(np.float32)


def test_recall_counts_the_targets_that_are_better() -> None:
    targets = np.eye(12, dtype=np.float32)
    queries = targets.copy()
    queries[0] = [0.5] + [0.6] * 11
    queries[1] = [0.6, 0.5] + [0.0] * 10

    found = recall("zh-en", queries, targets)

    assert found.at_1 == pytest.approx(10 / 12)
    assert found.at_10 == pytest.approx(11 / 12)


def test_four_directions_are_scored() -> None:
    pairs = [Pair("字" * 10, "w" * 10, "a", human=True), Pair("字" * 40, "w" * 40, "a", human=True)]

    scores = evaluate(_LengthEncoder(), pairs)

    # Half of 40 characters is nearer to 10 than to 40; an English word has no half.
    assert [(found.direction, found.at_1) for found in scores.recalls] == [
        ("zh-en", 1.0),
        ("en-zh", 1.0),
        ("zh-zh", 0.5),
        ("en-en", 1.0),
    ]
    assert scores.pairs == 2


def test_nothing_to_evaluate_on_is_refused() -> None:
    with pytest.raises(EncoderError, match="no held-out pairs"):
        evaluate(_LengthEncoder(), [])
