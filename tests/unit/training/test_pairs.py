from __future__ import annotations

from pathlib import Path

import pytest

from assistant.errors import EncoderError
from assistant.training.pairs import Pair, dev_sample, read_pairs


def test_a_line_becomes_a_pair(tmp_path: Path) -> None:
    path = tmp_path / "pairs.tsv"
    path.write_text("城市\tcity\tms:docs\tmt\n", encoding="utf-8")

    pairs = list(read_pairs(path))

    assert pairs == [Pair("城市", "city", "ms:docs", human=False)]
    assert pairs[0].family == "ms"


def test_a_line_with_a_field_missing_is_named(tmp_path: Path) -> None:
    path = tmp_path / "pairs.tsv"
    path.write_text("a\tb\tc\thuman\na\tb\n", encoding="utf-8")

    with pytest.raises(EncoderError, match="line 2: 2 fields"):
        list(read_pairs(path))


def test_one_english_side_is_held_out_in_every_pair_or_in_none() -> None:
    sentences = [f"Sentence {number}." for number in range(3000)]

    held = [Pair("甲", text, "a", human=True).held_out for text in sentences]
    again = [Pair("乙", text.upper(), "b", human=False).held_out for text in sentences]

    assert held == again
    # One in a hundred, as chance has it.
    assert 20 <= sum(held) <= 40


def test_the_dev_sample_takes_sources_alike_and_only_held_out_human_pairs() -> None:
    pairs = [
        Pair(f"句{number}", f"Sentence {number} of {source}.", source, human=number % 2 == 0)
        for source, count in (("law", 20_000), ("talk", 2_000))
        for number in range(count)
    ]

    sample = dev_sample(pairs, size=20)

    assert [sum(pair.family == family for pair in sample) for family in ("law", "talk")] == [10, 10]
    assert all(pair.held_out and pair.human for pair in sample)
    assert sample == dev_sample(reversed(pairs), size=20)
