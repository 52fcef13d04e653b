from __future__ import annotations

import itertools
import string
from collections import Counter

import numpy as np
import pytest
from tokenizers import Tokenizer

from assistant.training.dictionary import read_dictionary
from assistant.training.examples import Example, Examples, pair_weights
from assistant.training.names import Names, read_names
from assistant.training.pairs import Pair, Split, split
from assistant.training.recipe import Sources
from assistant.training.tokens import tokenised
from assistant.training.vocabulary import RARE, bilingual_tokenizer, read_teacher_tokenizer

_DIGITS = string.digits


def _pair(number: int, source: str, *, human: bool = True) -> Pair:
    # Four digits, each a token of its own in both languages: a token sequence says which pairs it is from.
    digits = " ".join(f"{number:04}")
    return Pair(f"产 {digits}", f"law {digits}", source, human=human)


@pytest.fixture
def parted() -> Split:
    pairs = [_pair(number, "law") for number in range(2000)]
    pairs += [_pair(number, "tatoeba", human=number % 2 == 0) for number in range(2000, 3000)]
    return split(pairs)


@pytest.fixture
def tokenizer(sources: Sources) -> Tokenizer:
    teacher = read_teacher_tokenizer(sources.teacher)
    return Tokenizer.from_str(bilingual_tokenizer(teacher, (RARE, "产", "业", "王", "城", "元", "能", "绿", "城市")))


def _examples(parted: Split, tokenizer: Tokenizer, sources: Sources, names: Names | None = None) -> Examples:
    return Examples(
        parted,
        tokenised((pair.zh for pair in parted.pairs), tokenizer),
        tokenised((pair.en for pair in parted.pairs), tokenizer),
        glosses=read_dictionary(sources.dictionary),
        names=names or read_names(sources.dictionary),
        tokenizer=tokenizer,
    )


def _drawn(examples: Examples, batches: int = 40) -> list[Example]:
    return list(itertools.chain.from_iterable(itertools.islice(examples.batches(tokens=600, seed=3), batches)))


def _numbers(text: np.ndarray, tokenizer: Tokenizer) -> list[int]:
    digits = "".join(character for character in tokenizer.decode(text.tolist()) if character in _DIGITS)
    return [int(digits[start : start + 4]) for start in range(0, len(digits), 4)]


def test_both_sides_of_an_example_are_of_the_same_pairs(parted: Split, tokenizer: Tokenizer, sources: Sources) -> None:
    drawn = _drawn(_examples(parted, tokenizer, sources))

    # A long passage has more English tokens than Chinese ones and may be cut.
    assert all(
        _numbers(example.zh, tokenizer)[: len(_numbers(example.en, tokenizer))] == _numbers(example.en, tokenizer)
        for example in drawn
        if len(example.en) < 250
    )


def test_nothing_held_out_is_drawn(parted: Split, tokenizer: Tokenizer, sources: Sources) -> None:
    held = {place for place in range(len(parted.pairs)) if place not in set(parted.trained_on)}

    drawn = {number for x in _drawn(_examples(parted, tokenizer, sources)) for number in _numbers(x.zh, tokenizer)}

    assert len(held) > 20
    assert len(drawn) > 1000
    assert not held & drawn


def test_passages_are_of_one_source_and_consecutive_where_it_is_ordered(
    parted: Split, tokenizer: Tokenizer, sources: Sources
) -> None:
    runs = [_numbers(example.zh, tokenizer) for example in _drawn(_examples(parted, tokenizer, sources))]

    passages = [run for run in runs if len(run) > 1]
    ordered = [run for run in passages if max(run) < 2000]
    assert len(ordered) > 100
    assert all(run == list(range(run[0], run[0] + len(run))) for run in ordered)
    # Everyday sentences do not follow from one another: theirs are drawn.
    mixed = [run for run in passages if min(run) >= 2000]
    assert len(ordered) + len(mixed) == len(passages)
    assert any(run != sorted(run) for run in mixed)


def test_a_question_is_part_of_its_passage(parted: Split, tokenizer: Tokenizer, sources: Sources) -> None:
    asked = [example for example in _drawn(_examples(parted, tokenizer, sources)) if example.question]

    assert len(asked) > 20
    for example in asked:
        assert example.question is not None
        for text, question in zip((example.zh, example.en), example.question, strict=True):
            # English has one token more a pair, and may be cut before the question ends.
            assert question.tobytes() in text.tobytes() or len(text) == 254


def test_batches_hold_texts_of_like_length_within_the_limit(
    parted: Split, tokenizer: Tokenizer, sources: Sources
) -> None:
    batches = list(itertools.islice(_examples(parted, tokenizer, sources).batches(tokens=600, seed=0), 60))

    assert all(max(len(x.zh) + 2 for x in batch) * len(batch) <= 600 for batch in batches)
    assert sum(len(batch) for batch in batches) > 200


def test_the_same_seed_draws_the_same(parted: Split, tokenizer: Tokenizer, sources: Sources) -> None:
    one, two = (_drawn(_examples(parted, tokenizer, sources), 3) for _ in range(2))

    assert [example.zh.tolist() for example in one] == [example.zh.tolist() for example in two]


def test_persons_held_out_are_never_drawn(parted: Split, tokenizer: Tokenizer, sources: Sources) -> None:
    names = Names({"城": "cheng", "业": "ye"}, {"王": "Wang"}, ("城", "业"), ())
    persons = {f"王{first}{second}" for first in "城业" for second in ("", *"城业")}

    texts = Counter(
        tokenizer.decode(x.zh.tolist()).replace(" ", "").replace("##", "")
        for x in _drawn(_examples(parted, tokenizer, sources, names), 80)
    )

    drawn = {text for text in texts if text in persons}
    assert drawn
    assert not {name for name in drawn if _is_held_out(name)}


def _is_held_out(zh: str) -> bool:
    from assistant.training.names import Name

    return Name(zh, "").held_out


def test_without_names_there_are_other_examples(parted: Split, tokenizer: Tokenizer) -> None:
    examples = Examples(
        parted,
        tokenised((pair.zh for pair in parted.pairs), tokenizer),
        tokenised((pair.en for pair in parted.pairs), tokenizer),
        glosses={"城市": ["city"]},
        names=Names({}, {}, (), ()),
        tokenizer=tokenizer,
    )

    words = {tokenizer.decode(x.en.tolist()) for x in _drawn(examples, 160) if not _numbers(x.en, tokenizer)}

    assert "city" in words


def test_machine_translation_weighs_half() -> None:
    parted = split([_pair(1, "law"), _pair(2, "law", human=False)])

    assert pair_weights(parted) == [1.0, 0.5]
