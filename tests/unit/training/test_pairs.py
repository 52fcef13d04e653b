from __future__ import annotations

from pathlib import Path

import pytest

from assistant.errors import EncoderError
from assistant.training.pairs import Pair, dev_sample, read_pairs, split


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


def _numbered(count: int) -> list[Pair]:
    return [Pair(f"句{number}", f"Sentence {number}.", f"s:{number % 2}", human=True) for number in range(count)]


def test_blocks_of_one_source_are_held_out_whole() -> None:
    parted = split(_numbered(20_000))

    # Two in a hundred of some 834 blocks, as chance has it.
    assert 8 <= len(parted.blocks) <= 28
    assert not set(parted.trained_on) & {place for block in parted.blocks for place in block}
    for block in parted.blocks:
        assert len(block) == 24 or block.stop % 10_000 == 0
        assert len({parted.pairs[place].source for place in block}) == 1


def test_pairs_are_ordered_by_source_and_then_as_they_stood() -> None:
    parted = split(_numbered(4))

    assert [pair.zh for pair in parted.pairs] == ["句0", "句2", "句1", "句3"]


def test_a_text_held_out_once_is_learnt_from_nowhere() -> None:
    pairs = _numbered(2000)
    held = next(pair for pair in pairs if pair.held_out)
    copies = [
        Pair(held.zh.upper(), "Another translation.", "other", human=True),
        Pair("另一句", held.en, "other", human=True),
        Pair(" ", "No Chinese.", "other", human=True),
        Pair("留下", "Stays.", "other", human=True),
    ]

    parted = split([*pairs, *copies])

    learnt = {parted.pairs[place].zh for place in parted.trained_on if parted.pairs[place].source == "other"}
    assert learnt == {"留下"}
