from __future__ import annotations

import numpy as np
import pytest
from tokenizers import Tokenizer

from assistant.training.recipe import Sources
from assistant.training.vectors import row_limit, start_rows


@pytest.fixture
def tokenizer(sources: Sources) -> Tokenizer:
    return Tokenizer.from_file(str(sources.teacher / "tokenizer.json"))


@pytest.fixture
def table(tokenizer: Tokenizer) -> np.ndarray:
    """Return a table where green lies along one axis, and energy and all else along the other."""
    table = np.zeros((tokenizer.get_vocab_size(), 2), dtype=np.float32)
    table[:] = (0.0, 5.0)
    table[tokenizer.token_to_id("green")] = (3.0, 0.0)
    table[tokenizer.token_to_id("energy")] = (0.0, 3.0)
    return table


@pytest.mark.parametrize(
    ("glosses", "direction"),
    [
        (("the green",), (1, 0)),
        # The second meaning weighs 1/√2 of the first.
        (("the green", "to energy"), (1, 2**-0.5)),
        # Of five pieces, three too many for a word, all energy but one.
        (("green", "energy energy energy energy energy"), (1, 6**-0.5)),
        # What follows a name explains it; what follows another comma does not.
        (("Green, energy energy",), (1, 0)),
        (("green, energy",), (1, 1)),
    ],
)
def test_a_word_starts_at_the_mean_of_its_glosses_brought_to_usual_length(
    tokenizer: Tokenizer, table: np.ndarray, glosses: tuple[str, ...], direction: tuple[float, float]
) -> None:
    rows = start_rows(["绿能"], {"绿能": glosses}, table, tokenizer)

    # The usual row is 5 long.
    np.testing.assert_allclose(rows[0] / 5, direction / np.linalg.norm(direction), rtol=1e-6, atol=1e-7)


def test_a_character_without_a_meaning_starts_at_how_it_is_read(tokenizer: Tokenizer, table: np.ndarray) -> None:
    rows = start_rows(["玛"], {"玛": ()}, table, tokenizer, {"玛": "green"})

    np.testing.assert_allclose(rows, [[5.0, 0.0]])


def test_a_word_without_glosses_starts_at_the_unknown_row(tokenizer: Tokenizer) -> None:
    table = np.full((tokenizer.get_vocab_size(), 2), (0.0, 2.0), dtype=np.float32)
    table[tokenizer.token_to_id("[UNK]")] = (1.0, 0.0)

    rows = start_rows(["〓"], {}, table, tokenizer)

    np.testing.assert_allclose(rows, [[2.0, 0.0]])


def test_no_value_goes_beyond_the_tables_largest(tokenizer: Tokenizer) -> None:
    table = np.full((tokenizer.get_vocab_size(), 4), 1.0, dtype=np.float32)
    table[tokenizer.token_to_id("green")] = (1.0, 0.0, 0.0, 0.0)

    rows = start_rows(["绿"], {"绿": ("green",)}, table, tokenizer)

    assert row_limit(table) == pytest.approx(1.0)
    np.testing.assert_array_equal(rows, [[1.0, 0.0, 0.0, 0.0]])
