"""Language of a question, sentences of a text, and the folding that keeps the way back."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.languages import fold, folded, has_han, language_of, sentence_spans, sentences
from assistant.works import LANGUAGES, Language

TEXTS = st.text(
    alphabet=st.one_of(
        st.sampled_from("软體電腦ＡＢａ①②²½ﬁßİ。！？.!?\n\t “”’）Web3.05亿元"), st.characters(codec="utf-8")
    )
)


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("上海元宇宙2025年目标多少？", "zh"),
        ("元宇宙", "zh"),
        ("绿色方案第6项", "zh"),
        ("AR和VR终端的目标是什么？", "zh"),
        ("What is the metaverse target for 2025?", "en"),
        ("what does 元宇宙 mean in the plan?", "en"),
        ("5G", "en"),
        ("", "en"),
        ("绿色方案 target", "zh"),
    ],
)
def test_the_language_is_the_one_that_carries_the_question(question: str, language: Language) -> None:
    asked = question

    found = language_of(asked)

    assert found == language


def test_han_characters_beyond_the_basic_plane_count_as_han() -> None:
    text = "𠀀"

    found = (has_han(text), has_han("kites"), has_han("カイト"))

    assert found == (True, False, False)


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("放风筝。收风筝！再放？", "zh", ("放风筝。", "收风筝！", "再放？")),
        ("他说“放风筝。”然后走了。", "zh", ("他说“放风筝。”", "然后走了。")),
        ("规模3.5亿元，Web3.0研究。", "zh", ("规模3.5亿元，Web3.0研究。",)),
        ("Flies 3.5 km. Lands.", "en", ("Flies 3.5 km.", "Lands.")),
        ("See No. 12 for kites. Fly.", "en", ("See No. 12 for kites.", "Fly.")),
        ("Kites, e.g. red ones, fly. Yes!", "en", ("Kites, e.g. red ones, fly.", "Yes!")),
        ("Web3.0 is planned.", "en", ("Web3.0 is planned.",)),
        ('She said "fly." Then left.', "en", ('She said "fly."', "Then left.")),
        ("first line\n\nsecond line", "en", ("first line", "second line")),
        ("  \n ", "zh", ()),
        ("", "en", ()),
        ("no stop", "en", ("no stop",)),
    ],
)
def test_sentences_end_where_a_reader_ends_them(text: str, language: Language, expected: tuple[str, ...]) -> None:
    given_text = text

    found = sentences(given_text, language)

    assert found == expected


@given(TEXTS, st.sampled_from(LANGUAGES))
def test_sentence_spans_are_in_order_apart_and_leave_out_only_white_space(text: str, language: Language) -> None:
    spans = list(sentence_spans(text, language))

    joined = "".join("".join(span.of(text).split()) for span in spans)

    assert joined == "".join(text.split())
    assert all(one.end <= other.start for one, other in itertools.pairwise(spans))
    assert all(span.of(text) and span.of(text) == span.of(text).strip() for span in spans)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("ＡＲ眼镜", "ar眼镜"),
        ("軟體產業", "软体产业"),
        ("Wi-Fi", "wi-fi"),
        ("10²", "102"),
        ("ﬁne", "fine"),
        ("", ""),
    ],
)
def test_folding_makes_variants_alike(text: str, plain: str) -> None:
    written = text

    found = folded(written)

    assert found == plain


def test_folding_tells_where_each_character_stood() -> None:
    text = "ﬁ電Ａ"

    plain, origin = fold(text)

    assert plain == "fi电a"
    assert origin == (0, 0, 1, 2)


@given(TEXTS)
def test_folding_keeps_a_way_back_for_every_character(text: str) -> None:
    plain, origin = fold(text)

    places = list(origin)

    assert len(plain) == len(origin)
    assert places == sorted(places)
    assert all(0 <= place < len(text) for place in places)


@given(st.text(alphabet="abcdefABCDEF0123 -.元宇宙绿色低碳"))
def test_folding_twice_changes_nothing_more(text: str) -> None:
    once = folded(text)

    twice = folded(once)

    assert twice == once


def test_a_converter_that_lengthens_a_phrase_moves_no_offset(monkeypatch: pytest.MonkeyPatch) -> None:
    class Lengthening:
        def convert(self, text: str) -> str:
            return text.replace("電", "电").replace("电腦", "计算机电脑")

    monkeypatch.setattr("assistant.languages._simplifier", Lengthening)
    plain, origin = fold("用電腦")

    assert (plain, origin) == ("用电腦", (0, 1, 2))
