from __future__ import annotations

from pathlib import Path

import pytest
from tokenizers import Tokenizer

from assistant.errors import EncoderError
from assistant.resources import content_path
from assistant.training.recipe import Sources
from assistant.training.vocabulary import (
    RARE,
    bilingual_tokenizer,
    choose_words,
    count_words,
    read_frequencies,
    read_teacher_tokenizer,
    with_traditional_forms,
)

_GLOSSES = {
    "城": ("city",),
    "市": ("market",),
    "城市": ("city", "town"),
    "市场": ("market",),
    "市场化": ("marketization",),
    "场": ("field",),
    "化": ("to change",),
    "龘": ("dragons flying",),
    "龘市": ("dragon market",),
    "某": (),
}


@pytest.fixture(scope="module")
def shipped() -> Tokenizer:
    return Tokenizer.from_file(str(content_path("index", "encoder", "tokenizer.json")))


def test_characters_come_first_then_words_that_occur_then_common_ones() -> None:
    words = choose_words(_GLOSSES, {"市场化": 3}, rows=8)

    # 龘 is not in GB 2312; 某 has no meaning; 城市 has two glosses and 市场 stands in 市场化: a tie.
    assert words == (RARE, "化", "场", "城", "市", "市场化", "城市", "市场")


def test_words_that_are_common_in_general_come_before_those_that_are_not() -> None:
    words = choose_words(_GLOSSES, {"市场化": 1, "城": 999}, {"市场": 0.01, "城市": 0.0001}, rows=8)

    # One occurrence in a thousand is more than one in ten thousand.
    assert words[5:] == ("市场", "市场化", "城市")


def test_a_character_without_a_meaning_gets_a_row_if_it_can_be_read() -> None:
    words = choose_words({**_GLOSSES, "玛": ()}, {}, readings={"玛": "ma"}, rows=7)

    assert "玛" in words
    assert "某" not in words


@pytest.mark.parametrize("line", ["教皇", "教皇\tmany"])
def test_a_line_without_a_share_is_refused(tmp_path: Path, line: str) -> None:
    (tmp_path / "shares.tsv").write_text(f"的\t0.05\n{line}\n", encoding="utf-8")

    with pytest.raises(EncoderError, match=r"line 2: expected a word, a tab and its share"):
        read_frequencies(tmp_path / "shares.tsv")


def test_shares_are_of_folded_words(tmp_path: Path) -> None:
    (tmp_path / "shares.tsv").write_text("產業\t0.25\n产业\t0.5\n", encoding="utf-8")

    assert read_frequencies(tmp_path / "shares.tsv") == {"产业": 0.75}


def test_too_few_rows_for_the_characters_are_refused() -> None:
    with pytest.raises(ValueError, match="more than the 4 characters"):
        choose_words(_GLOSSES, {}, rows=4)


def test_words_are_counted_as_the_tokenizer_cuts_them(sources: Sources) -> None:
    teacher = read_teacher_tokenizer(sources.teacher)

    counts = count_words(["城市市场，城", "市场city"], (RARE, "城", "市", "场", "城市", "市场"), teacher)

    assert counts == {"城市": 1, "市场": 2, "城": 1}


def test_a_run_is_cut_by_longest_match_and_never_unknown(sources: Sources) -> None:
    teacher = read_teacher_tokenizer(sources.teacher)
    tokenizer = Tokenizer.from_str(bilingual_tokenizer(teacher, (RARE, "城", "市", "场", "城市", "市场")))

    tokens = tokenizer.encode("new城市龘市场𠮷", add_special_tokens=False).tokens

    assert tokens == ["new", "城市", "##〓", "##市场", "##〓"]


def test_both_forms_of_a_word_are_one_row(sources: Sources) -> None:
    teacher = read_teacher_tokenizer(sources.teacher)
    first = max(teacher["model"]["vocab"].values()) + 1
    tokenizer = Tokenizer.from_str(bilingual_tokenizer(teacher, (RARE, "城", "市", "城市")))

    ids = tokenizer.encode("城市城市", add_special_tokens=False).ids

    assert ids == [first + 3, first + 3]


def test_traditional_spellings_have_the_same_rows(sources: Sources) -> None:
    teacher = read_teacher_tokenizer(sources.teacher)
    plain = bilingual_tokenizer(teacher, (RARE, "发", "发展", "产业"))
    tokenizer = Tokenizer.from_str(with_traditional_forms(plain))

    ids = tokenizer.encode("發展產業髮", add_special_tokens=False).ids

    assert ids == Tokenizer.from_str(plain).encode("发展产业发", add_special_tokens=False).ids


def test_a_teacher_of_another_kind_is_refused(tmp_path: Path) -> None:
    (tmp_path / "tokenizer.json").write_text('{"model": {"type": "BPE"}}', encoding="utf-8")

    with pytest.raises(EncoderError, match="no WordPiece"):
        read_teacher_tokenizer(tmp_path)


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        # Ids of bert-base-uncased, as published.
        ("Hello world", [101, 7592, 2088, 102]),
        ("By 2025, exceed RMB 500 billion.", [101, 2011, 16798, 2629, 1010, 13467, 28549, 2497, 3156, 4551, 1012, 102]),
        ("naïve café [SEP]", [101, 15743, 7668, 1031, 19802, 1033, 102]),
    ],
)
def test_english_has_the_ids_of_bert(shipped: Tokenizer, text: str, ids: list[int]) -> None:
    assert shipped.encode(text).ids == ids


@pytest.mark.parametrize(
    "text",
    [
        "到2025年，产业规模突破5000亿元。",
        "沪府办发〔2022〕12号",
        "元宇宙" * 200,
        "𠮷龘㐂〇",
        "AI赋能，“双碳”：虚拟/现实",
    ],
)
def test_shipped_chinese_is_never_unknown(shipped: Tokenizer, text: str) -> None:
    assert "[UNK]" not in shipped.encode(text).tokens


def test_shipped_words_of_the_plans_are_words(shipped: Tokenizer) -> None:
    tokens = shipped.encode("元宇宙与碳中和，数字孪生", add_special_tokens=False).tokens

    assert tokens == ["元宇宙", "##与", "##碳中和", ",", "数字孪生"]
