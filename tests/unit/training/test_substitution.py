from __future__ import annotations

import random

import numpy as np
import pytest
from tokenizers import Tokenizer

from assistant.training.names import Names
from assistant.training.recipe import Sources
from assistant.training.substitution import Substitution, Swaps
from assistant.training.tokens import Ints, TokenTable, tokenised
from assistant.training.vocabulary import RARE, bilingual_tokenizer, read_teacher_tokenizer

_GLOSSES = {
    "城市": ("city",),
    "产业": ("industry",),
    "能源": ("energy",),
    "绿色": ("green",),
    "建造": ("to build",),
    "上海": ("Shanghai",),
}
_NAMES = Names({}, {}, (), ())


@pytest.fixture
def tokenizer(sources: Sources) -> Tokenizer:
    words = (RARE, *"城市产业能源绿色建造上海的", *_GLOSSES)
    return Tokenizer.from_str(bilingual_tokenizer(read_teacher_tokenizer(sources.teacher), words))


def _tokens(tokenizer: Tokenizer, *texts: str) -> TokenTable:
    return tokenised(texts, tokenizer)


def _substitution(tokenizer: Tokenizer, *frequent: str) -> Substitution:
    return Substitution(_GLOSSES, _NAMES, tokenizer, _tokens(tokenizer, *(frequent or ("a", "the"))), seed=0)


def _text(ids: Ints, tokenizer: Tokenizer) -> str:
    return str(tokenizer.decode(ids.tolist())).replace("##", "")


def _drawn(tokenizer: Tokenizer, zh: str, en: str, *, times: int = 60) -> set[tuple[str, str]]:
    chance, substitution = random.Random(1), _substitution(tokenizer)
    sides = _tokens(tokenizer, zh, en)
    pairs = [substitution.applied(sides[0], sides[1], Swaps(), chance) for _ in range(times)]
    return {(_text(a, tokenizer), _text(b, tokenizer)) for a, b in pairs}


def test_a_word_and_its_translation_give_way_to_another_word_and_its_meaning(tokenizer: Tokenizer) -> None:
    found = _drawn(tokenizer, "城市", "the city")

    assert ("能源", "the energy") in found
    # Now and then it is left.
    assert ("城市", "the city") in found
    assert {zh for zh, _ in found} > {"城市", "能源", "产业"}


def test_a_word_whose_meaning_is_not_in_the_translation_is_left(tokenizer: Tokenizer) -> None:
    assert _drawn(tokenizer, "城市", "the industry") == {("城市", "the industry")}


def test_a_verb_is_left(tokenizer: Tokenizer) -> None:
    assert _drawn(tokenizer, "建造", "build") == {("建造", "build")}


def test_what_stands_twice_is_left(tokenizer: Tokenizer) -> None:
    assert _drawn(tokenizer, "城市", "city city") == {("城市", "city city")}


def test_a_word_within_another_is_none(tokenizer: Tokenizer) -> None:
    # "citys" is cut into "city" and a rest.
    assert len(_drawn(tokenizer, "城市", "citys")) == 1


def test_frequent_words_are_left(tokenizer: Tokenizer) -> None:
    sides, chance = _tokens(tokenizer, "城市", "city"), random.Random(1)
    substitution = _substitution(tokenizer, *["city"] * 50)

    found = {_text(substitution.applied(*_sides(sides), Swaps(), chance)[0], tokenizer) for _ in range(40)}

    assert found == {"城市"}


def test_within_a_text_a_word_is_replaced_by_one_other(tokenizer: Tokenizer) -> None:
    sides, chance = _tokens(tokenizer, "城市", "city"), random.Random(2)
    substitution, swaps = _substitution(tokenizer), Swaps()

    found = [substitution.applied(*_sides(sides), swaps, chance) for _ in range(20)]

    assert len({_text(zh, tokenizer) for zh, _ in found}) == 1


def test_a_foreign_person_has_two_listed_names_with_a_dot_between(sources: Sources) -> None:
    glosses = {"上海": ("Shanghai",), "城上": ("City",), "上城": ("Law",), "海城": ("Energy",), "城市": ("green",)}
    words = (RARE, *"城市上海", *glosses)
    tokenizer = Tokenizer.from_str(bilingual_tokenizer(read_teacher_tokenizer(sources.teacher), words))
    substitution, chance = Substitution(glosses, _NAMES, tokenizer, _tokens(tokenizer, "a"), seed=0), random.Random(4)
    sides, found = _tokens(tokenizer, "城市", "green"), set()

    for _ in range(400):
        zh, en = substitution.applied(*_sides(sides), Swaps(), chance)
        found.add((len(en), int((zh == tokenizer.token_to_id("[UNK]")).sum())))

    # The dot is unknown to this small vocabulary, and stands where there are two names.
    assert found == {(1, 0), (2, 1)}


def test_a_listed_name_may_be_spelt_by_its_characters(tokenizer: Tokenizer) -> None:
    sides, chance, lengths = _tokens(tokenizer, "城市", "city"), random.Random(3), set()
    substitution = _substitution(tokenizer)
    for _ in range(200):
        zh, en = substitution.applied(*_sides(sides), Swaps(), chance)
        if "shanghai" in _text(en, tokenizer):
            lengths.add(len(zh))

    assert lengths == {1, 2}


def _sides(sides: TokenTable) -> tuple[Ints, Ints]:
    return sides[0], np.array(sides[1])
