from __future__ import annotations

from assistant.training.lexicon import lexicon_lines
from assistant.training.names import Name, Names

_NO_NAMES = Names({}, {}, (), ())


def test_words_are_ordered_by_how_often_they_translate_one_another() -> None:
    glosses = {"基金": ["fund"], "资金": ["funds; capital"], "经费": ["funds"], "款": ["fund"]}
    pairs = [("The funds are public.", frozenset({"资金"}))] * 3 + [("A fund.", frozenset({"基金"}))]

    lines = lexicon_lines(glosses, _NO_NAMES, pairs, rows=())

    # A single character is no word here; what nobody translated comes last.
    assert lines == ["capit\t资金", "fund\t资金 基金 经费"]


def test_a_meaning_of_many_words_says_nothing_of_one_of_them() -> None:
    glosses = {"消防车": ["fire engine", "large red vehicle with water"], "火灾": ["serious fire"]}

    lines = lexicon_lines(glosses, _NO_NAMES, [], rows=())

    assert lines == ["engin\t消防车", "fire\t消防车 火灾", "serious\t火灾"]


def test_at_most_four_words_are_kept_and_the_unlikely_ones_go() -> None:
    glosses = {f"{word}业": ["industry"] for word in "甲乙丙丁戊己"}
    glosses["产业"] = ["industry"]
    rare = {"行业": ["a", "b", "c", "d", "e", "f", "industry"], "工业": ["industry"]}

    assert (
        lexicon_lines(glosses, _NO_NAMES, [("industry", frozenset({"产业"}))], rows=())[0].split("\t")[1].split()[0]
        == "产业"
    )
    assert len(lexicon_lines(glosses, _NO_NAMES, [], rows=())[0].split()) == 5
    assert lexicon_lines(rare, _NO_NAMES, [], rows=())[-1] == "industri\t工业"


def test_names_stand_by_their_pinyin_unless_it_is_an_english_word() -> None:
    names = Names(
        {"金": "jin", "山": "shan", "今": "jin"},
        {"金": "Jin", "欧阳": "Ouyang"},
        ("山", "金", "金", "今"),
        (Name("金山", "Jinshan"), Name("马恩岛", "Man"), Name("浦东新区", "Pudong Xinqu")),
    )

    lines = lexicon_lines({"男人": ["man"]}, names, [], rows=())

    assert lines == ["man\t男人", "jinshan\t金山", "pudongxinqu\t浦东新区", "@jin\t金|金今", "@shan\t|山"]


def test_chinese_words_have_lines_of_the_english_terms_that_translate_them() -> None:
    glosses = {"目标": ["target", "goal"], "里斯本": ["Lisbon, capital of Portugal"], "城": ["city"], "某地": []}
    pairs = [("a goal", frozenset({"目标"}))] * 5

    lines = lexicon_lines(glosses, _NO_NAMES, pairs, rows=("目标", "里斯本", "城", "某地", "〓"))

    # What explains a name is no translation; a single character has no line.
    assert lines[-2:] == ["目标\tgoal target", "里斯本\tlisbon"]
