from __future__ import annotations

import numpy as np
import pytest
from tokenizers import Tokenizer

from assistant.training.recipe import Sources
from assistant.training.vectors import row_limit, start_rows


@pytest.fixture
def tokenizer(sources: Sources) -> Tokenizer:
    return Tokenizer.from_file(str(sources.teacher / "tokenizer.json"))


def test_a_word_starts_at_the_mean_of_its_glosses_brought_to_usual_length(tokenizer: Tokenizer) -> None:
    table = np.zeros((tokenizer.get_vocab_size(), 2), dtype=np.float32)
    table[:] = (0.0, 5.0)
    table[tokenizer.token_to_id("green")] = (3.0, 0.0)
    table[tokenizer.token_to_id("energy")] = (0.0, 3.0)

    rows = start_rows(["绿能"], {"绿能": ("the green", "to energy")}, table, tokenizer)

    # Direction (1, 1); the usual row is 5 long.
    np.testing.assert_allclose(rows, [[5 / 2**0.5, 5 / 2**0.5]], rtol=1e-6)


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
