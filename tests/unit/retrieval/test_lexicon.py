from __future__ import annotations

import pytest

from assistant.retrieval.lexicon import english_terms, parse_lexicon, shipped_lexicon
from assistant.works import Span

_LINES = [
    "fund\t资金 基金",
    "land\t土地",
    "@wu\t吴武|武无",
    "@jin\t金|金进今",
    "@cheng\t程|城成",
    "@jinc\t|错",
    "@heng\t|恒",
]


def test_a_term_stands_for_the_pairs_of_characters_of_its_words() -> None:
    lexicon = parse_lexicon(["industri\t工业区 产业"])

    assert lexicon.translations("industri") == {"工业", "业区", "产业"}
    assert lexicon.translations("unknown") == frozenset()


def test_a_chinese_word_stands_for_english_terms_and_what_is_no_word_for_none() -> None:
    assert "berth" in english_terms()["床位"]
    assert "备上" not in english_terms()


def test_only_terms_that_occur_are_given_and_names_apart() -> None:
    lexicon = parse_lexicon([*_LINES, "fund\t资金 基金"])

    found = lexicon.terms_for(["fund", "who"], "Who funds Wu Jincheng?", {"资金", "吴金", "金城"}.__contains__)

    assert found == {"fund": frozenset({"资金"}), "": frozenset({"吴金", "金城"})}


def test_a_person_is_written_in_the_ways_that_occur() -> None:
    known = {"吴金", "金城", "武进", "金成", "今成"}

    found = parse_lexicon(_LINES).names("Who is Wu Jincheng?", known.__contains__)

    # 武进 occurs, but nothing goes on from it; 今成 occurs, but no surname leads to it.
    assert found == {"吴金", "金城", "金成"}


def test_a_given_name_may_come_first() -> None:
    found = parse_lexicon(_LINES).names("as Jincheng Wu said", {"吴金", "金城"}.__contains__)

    assert found == {"吴金", "金城"}


def test_a_lone_name_is_a_place_and_an_english_word_is_none() -> None:
    lexicon = parse_lexicon([*_LINES, "@lan\t|兰", "@d\t|的"])

    assert lexicon.names("the port of Jincheng", {"金城", "进城"}.__contains__) == {"金城", "进城"}
    assert lexicon.names("Land is scarce.", {"兰的"}.__contains__) == frozenset()
    assert lexicon.names("jincheng in small letters", {"金城"}.__contains__) == frozenset()


def test_a_name_of_one_syllable_is_too_short_to_be_one() -> None:
    assert parse_lexicon(_LINES).names("Jin", {"金"}.__contains__) == frozenset()


def test_a_line_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="unpack"):
        parse_lexicon(["no tab"])


def test_the_one_that_ships_knows_words_and_names() -> None:
    lexicon = shipped_lexicon()

    assert {"产业", "企业", "土地"} <= (
        lexicon.translations("industri") | lexicon.translations("enterpris") | lexicon.translations("land")
    )
    assert "金山" in lexicon.translations("jinshan")
    assert "张江" in lexicon.names("in Zhangjiang", {"张江", "长江"}.__contains__)


def test_a_chinese_word_stands_for_english_terms_that_occur() -> None:
    lexicon = parse_lexicon(["target\t目标", "目标\ttarget goal", "标的\tsubject", "贝多芬\tbeethoven", "多芬\tdove"])

    found = lexicon.english_for("貝多芬的目标的", {"target", "beethoven", "subject", "dove"}.__contains__)

    # Words may overlap, since nobody knows where one ends, but not lie within one another.
    assert {word: set(terms) for word, terms in found.items()} == {
        "贝多芬": {"beethoven"},
        "目标": {"target"},
        "标的": {"subject"},
    }


def test_a_run_across_two_words_is_no_word() -> None:
    lexicon = parse_lexicon(["动员\tmobilis", "工厂\tfactori", "@an\t安|安"])

    assert lexicon.straddles("动员工厂", Span(1, 3))
    assert not lexicon.straddles("员工厂", Span(0, 2))
    assert not lexicon.straddles("动员工", Span(1, 3))


_SOUNDS = [
    "beauti\t美丽",
    "雷达\tradar",
    "~博\tbo2 beau9",
    "~雷\tre3 ray35",
    "~加\tga3 ka30",
    "~德\td6 rd20",
    "~特\tt5",
]


def test_a_name_that_is_listed_nowhere_is_spelt_by_its_sound_as_far_as_the_documents_do() -> None:
    lexicon = parse_lexicon(_SOUNDS)
    asked = "Who was Beauregard?"

    assert lexicon.terms_for(["who"], asked, lambda _: True) == {"": frozenset({"博雷", "雷加", "加德"})}
    assert lexicon.heard(asked, {"博雷", "加德"}.__contains__) == frozenset()
    assert lexicon.heard("who was beauregard?", lambda _: True) == frozenset()


def test_words_that_the_lexicon_knows_and_unlikely_spellings_are_not_heard() -> None:
    lexicon = parse_lexicon([*_SOUNDS, "bored\t无聊", "~托\tto90", "~波\tbo90"])

    assert lexicon.heard("Bored? What about Boto?", lambda _: True) == frozenset()


def test_characters_that_no_word_explains_are_found_by_their_sound() -> None:
    lexicon = parse_lexicon(_SOUNDS)

    assert lexicon.english_for("博雷加德是谁", {"beauregard"}.__contains__) == {"": frozenset({"beauregard"})}
    assert lexicon.english_for("博雷加德是谁", {"boregad"}.__contains__) == {"": frozenset({"boregad"})}
    assert lexicon.english_for("博雷加德是谁", {"gad"}.__contains__) == {"": frozenset({"gad"})}
    # 雷达 is a word, and what is left of the run is no name.
    assert lexicon.english_for("博雷达德", lambda term: term == "radar") == {"雷达": frozenset({"radar"})}
