"""A question of several parts."""

from __future__ import annotations

import pytest

from assistant.retrieval.parts import asking, aspects, gist, parts, setting
from assistant.works import Language


@pytest.mark.parametrize(
    ("question", "language", "expected"),
    [
        ("上海元宇宙2025年目标多少，谁出钱？", "zh", ("上海元宇宙2025年目标多少", "谁出钱")),
        (
            "How much does the low-carbon plan aim for, and who pays?",
            "en",
            ("How much does the low-carbon plan aim for", "who pays"),
        ),
        ("Where is it? When?", "en", ("Where is it", "When")),
        ("Which kites fly, and is there a park for them?", "en", ("Which kites fly", "is there a park for them")),
        ("What is the rule, and concretely how do they fly?", "en", ("What is the rule", "concretely how do they fly")),
        # Whether it is so leans on what it is.
        ("What does it cost, and is it free?", "en", ("What does it cost, and is it free?",)),
        # What asks nothing goes with the part after it, at the end with the one before.
        ("你好，元宇宙多少？氢能哪家？", "zh", ("你好 元宇宙多少", "氢能哪家")),
        ("元宇宙多少？氢能哪家？谢谢", "zh", ("元宇宙多少", "氢能哪家 谢谢")),
    ],
)
def test_each_part_that_asks_stands_by_itself(question: str, language: Language, expected: tuple[str, ...]) -> None:
    assert parts(question, language) == expected


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("", "zh"),
        ("元宇宙", "zh"),
        ("你好，元宇宙目标多少？", "zh"),
        # More parts than three say too little each.
        ("谁负责？在哪？何时？多少？", "zh"),
        ("green, blue and red", "en"),
    ],
)
def test_a_question_that_does_not_fall_apart_stays_whole(question: str, language: Language) -> None:
    assert parts(question, language) == (question,)


@pytest.mark.parametrize(
    ("question", "language", "expected"),
    [
        ("Who builds it and by what route does it sell?", "en", ("Who builds it", "by what route does it sell")),
        # "By whom?" says too little alone.
        ("How much is spent, and by whom?", "en", ("How much is spent, and by whom",)),
        (
            "On trams, who builds them, and where do they run?",
            "en",
            ("On trams who builds them", "On trams where do they run"),
        ),
        ("电车：谁来造，在哪跑？", "zh", ("电车：谁来造", "电车 在哪跑")),
    ],
)
def test_a_topic_named_in_front_goes_with_every_part(
    question: str, language: Language, expected: tuple[str, ...]
) -> None:
    found = parts(question, language)

    assert tuple(part.rstrip("?？") for part in found) == expected


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("电车能不能上高架，方案有提吗？", "zh"),
        ("电车跑多少公里，方案里写了数吗", "zh"),
        ("电车怎么造？文件具体怎么讲的？", "zh"),
        ("Which trams run on the viaduct, and what does the plan say on it?", "en"),
        ("Who builds the trams? How does the plan put it?", "en"),
    ],
)
def test_whether_the_plan_says_so_is_no_part_of_its_own(question: str, language: Language) -> None:
    assert len(parts(question, language)) == 1


LONG = "您好，打扰您了。我是一家刚搬到上海的小公司的行政，领导让我先了解清楚再向他汇报，所以写得有点长，还请多多包涵。"


def test_a_long_question_loses_its_courtesies() -> None:
    asked = "请问上海打算怎样推动港口无人卡车投入运营，运行方式会有什么变化？"

    assert gist(f"{LONG}{asked}谢谢您了！", "zh") == asked


@pytest.mark.parametrize(
    "question",
    [
        "您好。我是做卡车的。怎么推？",
        # Where nothing asks, all of it may matter.
        f"{LONG}{LONG}",
    ],
)
def test_a_short_question_and_one_that_asks_nothing_stay_whole(question: str) -> None:
    assert gist(question, "zh") == question


@pytest.mark.parametrize(
    ("question", "language", "expected"),
    [
        (
            "关于电车，采购、维修、回收分别怎么写？",
            "zh",
            ("关于电车，采购怎么写？", "关于电车，维修怎么写？", "关于电车，回收怎么写？"),
        ),
        ("电车在城里和在郊外各怎么跑？", "zh", ("电车在城里怎么跑？", "电车在郊外怎么跑？")),
        ("电车怎么管？采购和维修两方面都要讲。", "zh", ("电车怎么管？采购要讲。", "电车怎么管？维修要讲。")),
        (
            "How are trams run, both in the city and in the suburbs?",
            "en",
            ("How are trams run, in the city?", "How are trams run, in the suburbs?"),
        ),
        (
            "What is said on trams: purchase, repair, and the sale of them?",
            "en",
            (
                "What is said on trams: purchase?",
                "What is said on trams: repair?",
                "What is said on trams: the sale of them?",
            ),
        ),
    ],
)
def test_a_row_is_asked_of_member_by_member(question: str, language: Language, expected: tuple[str, ...]) -> None:
    assert aspects(question, language) == expected


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("电车和公交怎么跑？", "zh"),
        ("How do trams and buses run?", "en"),
        # Nothing is asked beside the row.
        ("Trams: red, blue, please.", "en"),
        # More members than three say too little each.
        ("关于电车，采购、维修、回收、改造分别怎么写？", "zh"),
    ],
)
def test_a_row_that_is_asked_of_as_one_stays_one(question: str, language: Language) -> None:
    assert aspects(question, language) == ()


@pytest.mark.parametrize(
    ("question", "language", "around", "proper"),
    [
        ("我们公司做风筝的，请问哪里能放？", "zh", "我们公司做风筝的，", "请问哪里能放？"),
        ("有读者来信问：风筝多少钱？", "zh", "有读者来信问：", "风筝多少钱？"),
        ("I write for a paper. Which kites may fly?", "en", "I write for a paper.", "Which kites may fly?"),
        ("Which kites may fly? I write for a paper.", "en", "I write for a paper.", "Which kites may fly?"),
        # What points back needs what was said.
        ("We make kites. Where do they fly?", "en", "", "We make kites. Where do they fly?"),
        ("我们做风筝，它在哪里放？", "zh", "", "我们做风筝，它在哪里放？"),
        # A wish is part of the question.
        ("Who flies? I need names.", "en", "", "Who flies? I need names."),
        ("Kites fly. Who flies?", "en", "", "Kites fly. Who flies?"),
    ],
)
def test_what_people_say_of_themselves_is_the_setting(
    question: str, language: Language, around: str, proper: str
) -> None:
    assert setting(question, language) == (around, proper)


@pytest.mark.parametrize(
    ("question", "language", "expected"),
    [
        ("People complain of noise. Who flies?", "en", "Who flies?"),
        ("大家抱怨太吵。谁在放？", "zh", "谁在放？"),
        ("Kites", "en", "Kites"),
        # What is set aside is not asked.
        ("先不说风筝，谁在放？", "zh", " 谁在放？"),
        ("Leaving aside kites, who flies?", "en", "  who flies?"),
        # 多少都 counts nothing.
        ("谁在放？知道多少都好。", "zh", "谁在放？"),
    ],
)
def test_sentences_that_ask_are_told_from_others(question: str, language: Language, expected: str) -> None:
    assert asking(question, language) == expected
