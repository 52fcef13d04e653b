from __future__ import annotations

import numpy as np
import pytest

from assistant.training.alignment import align_rows
from assistant.training.tokens import TokenTable


def _texts(*texts: list[int]) -> TokenTable:
    ids = np.array([token for text in texts for token in text], dtype=np.int32)
    return TokenTable(ids, np.cumsum([0, *map(len, texts)], dtype=np.int64))


# English rows 0 to 2 lie along three axes; Chinese ids are 3 and 4.
_TABLE = np.eye(3, dtype=np.float32)


def test_a_row_moves_from_its_start_to_what_it_is_translated_by() -> None:
    rows = np.zeros((2, 3), dtype=np.float32)

    aligned = align_rows(rows, _TABLE, _texts([3]), _texts([1]), np.ones(1, dtype=np.float32), rounds=3)

    # One sentence against a stiffness of 0.2: x minimises (x - 1)² + 0.2 x², which is 1 / 1.2.
    np.testing.assert_allclose(aligned[0], [0, 1 / 1.2, 0], atol=1e-6)
    np.testing.assert_array_equal(aligned[1], [0, 0, 0])


def test_two_words_that_always_meet_are_parted_by_a_third_sentence() -> None:
    rows = np.full((2, 3), 0.1, dtype=np.float32)
    zh, en = _texts(*[[3, 4]] * 20, *[[3]] * 20), _texts(*[[0, 1]] * 20, *[[0]] * 20)

    aligned = align_rows(rows, _TABLE, zh, en, np.ones(40, dtype=np.float32), rounds=10)

    assert aligned.argmax(axis=1).tolist() == [0, 1]
    assert aligned.max(axis=1) == pytest.approx([1, 1], abs=0.1)


def test_the_texts_are_left_as_they_are() -> None:
    zh, en = _texts([4, 3, 4]), _texts([1, 0, 1])

    align_rows(np.zeros((2, 3), dtype=np.float32), _TABLE, zh, en, np.ones(1, dtype=np.float32), rounds=1)

    assert zh.ids.tolist() == [4, 3, 4]
    assert en.ids.tolist() == [1, 0, 1]


def test_a_pair_of_no_weight_changes_nothing() -> None:
    rows = np.full((2, 3), 0.1, dtype=np.float32)

    aligned = align_rows(rows, _TABLE, _texts([3]), _texts([1]), np.zeros(1, dtype=np.float32), rounds=3)

    np.testing.assert_array_equal(aligned, rows)


def test_no_value_goes_beyond_the_tables() -> None:
    rows = np.zeros((2, 3), dtype=np.float32)
    # A sentence of a word and its opposite would ask for twice the length.
    zh, en = _texts(*[[3, 4]] * 50, *[[4]] * 50), _texts(*[[1]] * 50, *[[0]] * 50)

    aligned = align_rows(rows, _TABLE, zh, en, np.ones(100, dtype=np.float32), rounds=10)

    assert np.abs(aligned).max() == pytest.approx(1.0)


def test_no_round_leaves_rows_alone_and_each_round_is_told() -> None:
    rows = np.full((2, 3), 0.1, dtype=np.float32)
    told: list[int] = []

    same = align_rows(rows, _TABLE, _texts([3]), _texts([1]), np.ones(1, dtype=np.float32), rounds=0)
    align_rows(rows, _TABLE, _texts([3]), _texts([1]), np.ones(1, dtype=np.float32), rounds=2, on_round=told.append)

    np.testing.assert_array_equal(same, rows)
    assert told == [1, 2]


def test_words_that_stay_as_they_are_take_part_in_the_sentence() -> None:
    rows, fixed = np.zeros((1, 3), dtype=np.float32), np.array([[0, 1, 0]], dtype=np.float32)

    aligned = align_rows(
        rows, _TABLE, _texts([3, 4]), _texts([1, 1]), np.ones(1, dtype=np.float32), rounds=3, fixed=fixed
    )

    # Half of the sentence is right already: x minimises (x/2 - 1/2)² + 0.2 x², which is 0.25 / 0.45.
    np.testing.assert_allclose(aligned, [[0, 0.25 / 0.45, 0]], atol=1e-6)
