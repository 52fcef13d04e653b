"""What a question asks, as understood with the names that ship."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.errors import WorkNotFoundError
from assistant.library import Library
from assistant.retrieval.cues import Wants
from assistant.retrieval.understanding import Gazetteer, Question, understand

Read = Callable[[str], Question]


@pytest.mark.parametrize(
    ("text", "documents", "subjects"),
    [
        ("绿色方案第6项", ("green",), ()),
        ("綠色方案第6項", ("green",), ()),
        ("the Metaverse Action Plan", ("metaverse",), ()),
        ("上海元宇宙2025年目标多少", (), ("metaverse",)),
        ("智能终端和元宇宙", (), ("terminals", "metaverse")),
        ("the smart-device plan", ("terminals",), ()),
        ("低碳计划", ("green",), ()),
        # By its number, which the plans that came with it bear too.
        ("12号文发给谁", ("notice",), ()),
        ("To whom went Document No. 12?", ("notice",), ()),
        ("第212号文", (), ()),
        ("元宇宙方案里的元宇宙", ("metaverse",), ()),
        ("氢能", (), ()),
        ("", (), ()),
    ],
)
def test_a_document_is_named_outright_a_subject_is_what_it_is_about(
    read: Read, text: str, documents: tuple[str, ...], subjects: tuple[str, ...]
) -> None:
    question = read(text)

    assert (question.documents, question.subjects) == (documents, subjects)


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("2025年目标", (2025,)),
        ("from 2022 to 2025 and 2022", (2022, 2025)),
        ("2025家企业", ()),
        ("12025", ()),
        ("3.2025", ()),
        ("2025%", ()),
    ],
)
def test_years_are_those_asked(read: Read, text: str, years: tuple[int, ...]) -> None:
    assert read(text).years == years


def test_the_years_in_the_title_of_a_plan_are_not_asked(read: Read, shipped_library: Library) -> None:
    title = shipped_library.work("metaverse").title

    assert "2025" in title.zh
    assert (read(title.zh).years, read(title.en).years) == ((), ())


@pytest.mark.parametrize(
    ("text", "refs"),
    [
        ("green/2.2.6", ["green/2.2.6"]),
        ("compare green/1.2.p1 with terminals/1.2.p1", ["green/1.2.p1", "terminals/1.2.p1"]),
        ("绿色方案第6项", ["green/2.2.6"]),
        ("item 8 of the green plan", ["green/2.3.8"]),
        ("section 3.2 of the metaverse plan", ["metaverse/3.2"]),
        ("元宇宙方案的前言", ["metaverse/preface"]),
        ("the preface of the green plan", ["green/preface"]),
        ("二（二）6", ["green/2.2.6", "metaverse/2.2.6"]),
        ("item 99 of the green plan", []),
        ("green/2.2.99", []),
    ],
)
def test_look_ups_are_clauses_that_exist(read: Read, text: str, refs: list[str]) -> None:
    assert [str(ref) for ref in read(text).lookups] == refs


@pytest.mark.parametrize(
    ("text", "sides"),
    [
        ("绿色方案和元宇宙方案的目标比较", ("green", "metaverse")),
        ("Compare the metaverse and green industries", ("green", "metaverse")),
        ("三个方案的目标分别是多少", ("green", "metaverse", "terminals")),
        ("上海元宇宙目标多少", ()),
        ("三个方案", ()),
        ("元宇宙和智能终端两个方案怎么讲隐私", ("metaverse", "terminals")),
        ("What do the metaverse and intelligent terminal plans say on privacy?", ("terminals", "metaverse")),
        ("元宇宙和智能终端怎么讲隐私", ()),
    ],
)
def test_a_comparison_has_sides(read: Read, text: str, sides: tuple[str, ...]) -> None:
    assert read(text).sides == sides


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("智能终端要突破8000亿元吗", ["8000亿元"]),
        ("Why RMB 8 billion?", ["RMB 8 billion"]),
        ("两个方案2025年怎么样", []),
        ("六项基本原则有哪些", []),
        ("How many robots per ten thousand workers?", []),
        ("Is a Global 500 firm to move in?", []),
        ("奖励是多少万元", []),
    ],
)
def test_figures_that_a_question_asserts_are_kept_and_ways_of_speaking_are_not(
    read: Read, text: str, stated: list[str]
) -> None:
    assert [figure.text for figure in read(text).stated] == stated


def test_a_container_is_asked_for_by_its_heading(read: Read) -> None:
    chinese = read("绿色方案六项基本原则有哪些")
    english = read("What are the six basic principles of the green plan?")

    assert [str(ref) for ref in chinese.groups] == ["green/1.1"]
    assert [str(ref) for ref in english.groups] == ["green/1.1"]


def test_places_elsewhere_and_required_attributes_are_noted(read: Read) -> None:
    question = read("北京和杭州的税率是多少")

    assert question.elsewhere == ("北京", "杭州")
    assert [one.named_in("税率") for one in question.requires] == ["税率"]
    assert Wants.FIGURE in question.wants


def test_the_content_leaves_names_of_works_and_places_out(read: Read) -> None:
    assert read("绿色方案第6项的氢气").content == "的氢气"
    assert read("上海元宇宙2025年目标多少").content == "上海 2025年目标多少"


def test_the_language_is_the_questions_unless_another_is_asked(
    read: Read, shipped_library: Library, gazetteer: Gazetteer
) -> None:
    text = "元宇宙目标多少"

    assert read(text).language == "zh"
    assert understand(text, shipped_library, gazetteer, language="en").language == "en"


def test_a_work_that_the_caller_names_comes_first(shipped_library: Library, gazetteer: Gazetteer) -> None:
    question = understand("元宇宙方案的目标", shipped_library, gazetteer, work="green")

    assert question.documents == ("green", "metaverse")
    with pytest.raises(WorkNotFoundError):
        understand("目标", shipped_library, gazetteer, work="nowhere")


@pytest.mark.parametrize("text", ["三年后上海机器人做到什么量级", "How large will robots be in 10 years?"])
def test_how_long_from_now_asserts_nothing(read: Callable[[str], Question], text: str) -> None:
    assert read(text).stated == ()


@pytest.mark.parametrize(
    ("text", "group"),
    [
        ("元宇宙方案一共写了八项重点工程，麻烦逐个报一下名字", "metaverse/3"),
        ("Please name the eight key metaverse projects one by one for my board", "metaverse/3"),
        ("终端方案的四条基本原则分别是什么", "terminals/1.1"),
    ],
)
def test_as_many_members_as_a_container_has_are_its_members(
    read: Callable[[str], Question], text: str, group: str
) -> None:
    assert [str(ref) for ref in read(text).groups] == [group]


def test_where_the_members_are_asked_for_is_no_question_for_the_members(read: Callable[[str], Question]) -> None:
    assert read("Which districts does the terminals plan name for connected cars?").groups == ()


def test_plans_that_are_to_be_put_together_are_each_a_side(read: Callable[[str], Question]) -> None:
    assert read("VR头盔怎么改进？元宇宙和智能终端两边合起来讲").sides == ("metaverse", "terminals")


@pytest.mark.parametrize(
    ("text", "named"),
    [("元宇宙产业基金有多大", "元宇宙产业基金"), ("How big is the metaverse fund?", "metaverse fund")],
)
def test_a_name_that_goes_on_after_a_subject_is_a_name_of_its_own(read: Read, text: str, named: str) -> None:
    question = read(text)

    assert question.subjects == ("metaverse",)
    assert [match.span.of(text) for match in question.terms] == [named]


def test_a_subject_by_itself_is_no_further_name(read: Read) -> None:
    assert read("元宇宙产业有多大").terms == ()


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("智能家居和智能穿戴怎么做？", ["智能家居", "智能穿戴"]),
        ("智能穿戴之类的产品怎么做？", []),
        ("What of smart homes and wearables?", ["smart homes", "wearables"]),
        ("What of products such as wearables?", []),
    ],
)
def test_what_is_named_as_an_example_stands_for_its_like(read: Read, text: str, named: list[str]) -> None:
    assert [match.span.of(text) for match in read(text).things] == named


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("员工要多少", ("员工",)),
        # 动员 and 工厂 are the words of it.
        ("动员工厂去评", ()),
        ("Residents complain of queues. Is there an app?", ()),
        ("Where can residents complain?", ("complain",)),
        # Words of several meanings.
        ("What jobs does the district get?", ()),
        ("How many jobs will there be?", ("how many jobs",)),
        ("Could it court investors?", ()),
        ("先不说租金，推不推？", ()),
    ],
)
def test_a_requirement_is_a_word_of_what_asks(read: Read, text: str, names: tuple[str, ...]) -> None:
    assert tuple(name for one in read(text).requires if (name := one.named_in(text.lower()))) == names


@pytest.mark.parametrize("text", ["每生产一百辆新车里占几成", "What do the five words of it mean?"])
def test_a_number_that_only_measures_or_counts_words_asserts_nothing(read: Read, text: str) -> None:
    assert read(text).stated == ()
