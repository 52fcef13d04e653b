"""Slips of the keyboard."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from assistant.retrieval.spelling import Slip, Speller
from assistant.terms import Glossary, Term, TermKind

PEOPLE_WRITE = frozenset({"which", "whipping", "districts", "price", "shape", "build"})


NAMES = Glossary([
    Term("智能网联汽车", "intelligent connected vehicle", TermKind.PRODUCT),
    Term("爆款", "hit product", TermKind.PRODUCT),
    Term("市政府", "municipal government", TermKind.ORGANISATION),
])
PAIRS = frozenset({"智能", "能网", "网联", "联汽", "汽车", "爆款", "市政", "政府"})


def spelling(*texts: str, knows: Iterable[str] = ()) -> Speller:
    sounds = ("连联莲", "暴爆报", "是市事")
    return Speller(texts, frozenset(knows).__contains__, PAIRS.__contains__, NAMES, lambda: sounds)


@pytest.fixture
def speller() -> Speller:
    return spelling("Shipping and hydrogen; a platform for collaboration in Jiading.", knows=PEOPLE_WRITE)


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
    assert spelling("carbons cartons").corrected("carons")[0] == "carbons"


@pytest.mark.parametrize(("asked", "read"), [("subsidised", "subsidies"), ("speculating", "speculation")])
def test_another_form_of_a_known_word_is_no_slip(asked: str, read: str) -> None:
    assert spelling(read).corrected(asked) == (asked, ())


def test_a_name_inside_a_sentence_is_no_slip() -> None:
    assert spelling("hydrogen").corrected("Is Hydrogan named?") == ("Is Hydrogan named?", ())


def test_a_chinese_name_with_a_character_of_the_same_sound_is_read_as_the_name() -> None:
    text, slips = spelling().corrected("智能网连汽车暴款几款")

    assert text == "智能网联汽车爆款几款"
    assert slips == (Slip("智能网连汽车", "智能网联汽车"), Slip("暴款", "爆款"))


@pytest.mark.parametrize("text", ["元宇宙是政府说了算", "智能网联汽车", "莲花", "暴雨"])
def test_chinese_that_is_no_slip_of_a_name_stays(text: str) -> None:
    assert spelling().corrected(text) == (text, ())


def test_a_word_in_use_is_not_read_as_a_name_of_the_same_sound() -> None:
    assert spelling(knows={"暴款"}).corrected("暴款") == ("暴款", ())


@pytest.mark.parametrize("text", ["成长性好", "智能型"])
def test_an_ending_that_stands_after_any_word_is_no_slip(speller: Speller, text: str) -> None:
    assert speller.corrected(text) == (text, ())
