"""Slips of the keyboard."""

from __future__ import annotations

import pytest

from assistant.retrieval.spelling import Slip, Speller

PEOPLE_WRITE = frozenset({"which", "whipping", "districts", "price", "shape", "build"})


@pytest.fixture
def speller() -> Speller:
    return Speller(("Shipping and hydrogen; a platform for collaboration in Jiading.",), PEOPLE_WRITE.__contains__)


def test_a_word_nobody_knows_is_read_as_the_one_it_nearly_is(speller: Speller) -> None:
    text, slips = speller.corrected("Which plattform for colabroation on hydrogn?")

    assert text == "Which platform for collaboration on hydrogen?"
    assert slips == (
        Slip("plattform", "platform"),
        Slip("colabroation", "collaboration"),
        Slip("hydrogn", "hydrogen"),
    )


@pytest.mark.parametrize("word", ["whipping", "platforms", "SHIPPED", "priced", "hydrogen"])
def test_a_word_that_people_use_is_never_read_as_another(speller: Speller, word: str) -> None:
    assert speller.corrected(f"which {word}") == (f"which {word}", ())


@pytest.mark.parametrize("text", ["Zhangjiang", "hydrx", "www.hydrogn.cn", "hydrogn-ready", "上海hydrogn", "hidrgen"])
def test_what_is_no_slip_of_a_known_word_stays(speller: Speller, text: str) -> None:
    assert speller.corrected(text) == (text, ())


def test_of_two_words_as_near_the_first_in_the_alphabet_is_read() -> None:
    speller = Speller(("carbon carton",), lambda _: False)

    assert speller.corrected("caron")[0] == "carbon"
