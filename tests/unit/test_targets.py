"""Targets: those of the three plans against a list made by hand, and what is none."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest

from assistant.errors import WorkNotFoundError
from assistant.library import Library
from assistant.library.added import Added
from assistant.library.catalogue import catalogue
from assistant.quantities import Kind, Qualifier
from assistant.targets import Grade, Target, plain_number, qualifier_of, reading, targets
from assistant.works import LANGUAGES, Authority, Bilingual, Clause, Edition, Expression, Language, Level, Span, Work

MORE, REACH, LEAST, ABOUT, BARE = Qualifier.EXCEED, Qualifier.REACH, Qualifier.AT_LEAST, Qualifier.ABOUT, None
YI = 100_000_000

# Clause, bound, number, unit, class in yuan, year, strives: read off the digests by hand.
GOALS: list[tuple[str, Qualifier | None, int | None, str, int | None, int | None, bool]] = [
    ("green/1.2.p1", MORE, 5000 * YI, "CNY", None, 2025, False),
    ("green/1.2.p1", BARE, 2, "count", 1000 * YI, 2025, False),
    ("green/1.2.p1", BARE, 5, "count", 100 * YI, 2025, False),
    ("green/1.2.p1", BARE, None, "count", 10 * YI, 2025, False),
    ("green/1.2.p2", BARE, 10, "count", None, None, True),
    ("green/1.2.p2", BARE, 5, "count", None, None, True),
    ("green/1.2.p2", BARE, 5, "count", None, None, True),
    ("green/1.2.p3", LEAST, 10, "count", None, None, False),
    ("green/1.2.p3", LEAST, 100, "count", None, None, False),
    ("green/1.2.p3", LEAST, 1000, "count", None, None, False),
    ("green/1.2.p3", LEAST, 200, "count", None, None, False),
    ("green/1.2.p4", BARE, 5, "count", None, None, True),
    ("green/1.2.p4", BARE, None, "count", None, None, False),
    ("metaverse/1.2.p1", REACH, 3500 * YI, "CNY", None, 2025, False),
    ("metaverse/1.2.p1", MORE, 15000 * YI, "CNY", None, 2025, False),
    ("metaverse/1.2.p1", MORE, 5500 * YI, "CNY", None, 2025, False),
    ("metaverse/1.2.p2", LEAST, 10, "count", None, None, False),
    ("metaverse/1.2.p2", LEAST, 100, "count", None, None, False),
    ("metaverse/1.2.p3", LEAST, 50, "count", None, None, False),
    ("metaverse/1.2.p3", LEAST, 100, "count", None, None, False),
    ("terminals/1.2.p1", MORE, 7000 * YI, "CNY", None, 2025, False),
    ("terminals/1.2.p1", LEAST, 2, "count", 1000 * YI, 2025, False),
    ("terminals/1.2.p1", LEAST, 5, "count", 100 * YI, 2025, False),
    ("terminals/1.2.p1", LEAST, 20, "count", 10 * YI, 2025, False),
    ("terminals/1.2.p1", LEAST, 200, "count", None, 2025, False),
    ("terminals/1.2.p1", BARE, 100, "%", None, 2025, False),
    ("terminals/1.2.p1", MORE, 5000 * YI, "CNY", None, 2025, False),
    ("terminals/1.2.p1", MORE, 50, "%", None, 2025, False),
    # An industry of the class itself: 千亿级, 百亿级.
    ("terminals/1.2.p1", BARE, 1000 * YI, "CNY", None, 2025, False),
    ("terminals/1.2.p1", BARE, 100 * YI, "CNY", None, 2025, False),
    ("terminals/1.2.p2", LEAST, 10, "count", None, None, False),
    ("terminals/1.2.p2", LEAST, 10, "count", None, None, False),
    # Not the 10 scenarios in which they are to appear.
    ("terminals/1.2.p2", LEAST, 100, "count", None, None, False),
    ("terminals/1.2.p3", LEAST, 50, "count", None, None, False),
    ("terminals/1.2.p3", LEAST, 10, "count", None, None, False),
    ("terminals/1.2.p5", LEAST, 5, "count", None, None, False),
    ("terminals/1.2.p5", LEAST, 3, "count", None, None, False),
]

# The same of the two press conferences; the range of 3 to 5 is listed by its first number.
SAID: list[tuple[str, Qualifier | None, int | None, str, int | None, int | None, bool]] = [
    ("press-2022-07-08/p3", MORE, 15000 * YI, "CNY", None, 2025, True),
    ("press-2022-07-08/p3", MORE, 5000 * YI, "CNY", None, 2025, False),
    ("press-2022-07-08/p3", REACH, 3500 * YI, "CNY", None, 2025, False),
    ("press-2022-07-08/p3", MORE, 7000 * YI, "CNY", None, 2025, False),
    ("press-2022-07-08/p5", MORE, 5000 * YI, "CNY", None, 2025, False),
    ("press-2022-07-08/p5", BARE, 2, "count", 1000 * YI, 2025, False),
    ("press-2022-07-08/p5", BARE, 5, "count", 100 * YI, 2025, False),
    ("press-2022-07-08/p5", BARE, None, "count", 10 * YI, 2025, False),
    ("press-2022-07-08/p5", BARE, 10, "count", None, 2025, False),
    ("press-2022-07-08/p5", BARE, 100, "count", None, 2025, False),
    ("press-2022-07-08/p5", BARE, 1000, "count", None, 2025, False),
    ("press-2022-07-08/p8", BARE, 10, "count", None, None, True),
    ("press-2022-07-08/p8", BARE, 100, "count", None, None, True),
    ("press-2022-07-08/p8", LEAST, 50, "count", None, None, True),
    ("press-2022-07-08/p8", LEAST, 100, "count", None, None, True),
    ("press-2022-07-08/p8", REACH, 3500 * YI, "CNY", None, 2025, False),
    ("press-2022-07-08/p8", MORE, 15000 * YI, "CNY", None, 2025, False),
    ("press-2022-07-08/p8", MORE, 5500 * YI, "CNY", None, 2025, False),
    ("press-2022-07-08/p11", MORE, 7000 * YI, "CNY", None, 2025, False),
    ("press-2022-07-08/p11", LEAST, 2, "count", 1000 * YI, 2025, False),
    ("press-2022-07-08/p11", LEAST, 5, "count", 100 * YI, 2025, False),
    ("press-2022-07-08/p11", LEAST, 20, "count", 10 * YI, 2025, False),
    ("press-2022-07-08/p11", LEAST, 10, "count", None, 2025, False),
    ("press-2022-07-08/p11", LEAST, 100, "count", None, 2025, False),
    # The metaverse industry fund, of the class 百亿级.
    ("press-2022-07-08/p14", BARE, 100 * YI, "CNY", None, None, False),
    ("press-2022-11-23/p3", ABOUT, 5000 * YI, "CNY", None, 2030, True),
    ("press-2022-11-23/p4", ABOUT, 5, "count", None, None, False),
    ("press-2022-11-23/p4", ABOUT, 15, "count", None, None, False),
    ("press-2022-11-23/p4", ABOUT, 15, "count", None, None, False),
    ("press-2022-11-23/p7", ABOUT, 70, "count", None, 2025, False),
    ("press-2022-11-23/p7", BARE, 3, "count", None, 2025, False),
    ("press-2022-11-23/p7", MORE, 10_000, "count", None, 2025, False),
    ("press-2022-11-23/p7", MORE, 1000 * YI, "CNY", None, 2025, False),
    ("press-2022-11-23/p10", ABOUT, 15, "count", None, None, False),
]


def plan(
    text: str, *, heading: str = "主要任务", language: Language = "zh", issued: dt.date | None = dt.date(2024, 4, 1)
) -> Library:
    """Return a library with one added document of one clause."""
    title = Bilingual("试点方案", "") if language == "zh" else Bilingual("", "Pilot Plan")
    work = Work("pilot", title, title, Bilingual("", ""), Authority.OFFICIAL, issued=issued)
    clause = Clause("1", Level.PART, "一、", heading, Span(0, len(text)))
    expression = Expression("pilot", language, Edition.OFFICIAL, text, (clause,))
    return catalogue([], [], [Added(work, expression, frozenset(), known=False, source="pilot.txt")])


def listed(found: list[Target]) -> list[tuple[str, Qualifier | None, int | None, str, int | None, int | None, bool]]:
    return [
        (
            str(t.ref),
            t.qualifier,
            None if t.value is None else int(t.value),
            t.unit,
            int(t.grade.value) if t.grade else None,
            t.year,
            t.strives,
        )
        for t in found
    ]


def figures(found: tuple[Target, ...]) -> list[str]:
    return [reading(target, "zh") for target in found]


def test_the_goals_of_the_three_plans_are_those_counted_by_hand(shipped_library: Library) -> None:
    found = [
        target
        for work in ("green", "metaverse", "terminals")
        for target in targets(shipped_library, work)
        if target.ref.eid.startswith("1.2.")
    ]

    assert listed(found) == GOALS
    assert [t.ref.eid for t in found if t.kind is Kind.CLASS] == ["1.2.p1", "1.2.p1"]
    assert all(t.upper is None for t in found)


def test_the_targets_of_the_briefings_are_those_counted_by_hand(shipped_library: Library) -> None:
    works = ("press-2022-07-08", "press-2022-11-23")

    found = [target for work in works for target in targets(shipped_library, work)]

    assert listed(found) == SAID
    assert [str(t.ref) for t in found if t.upper is not None] == ["press-2022-11-23/p7"]
    assert [str(t.ref) for t in found if t.kind is Kind.CLASS] == ["press-2022-07-08/p14"]


def test_outside_their_goals_the_plans_set_three_more_targets(shipped_library: Library) -> None:
    works = ("green", "metaverse", "terminals", "notice")

    others = [t for work in works for t in targets(shipped_library, work) if not t.ref.eid.startswith("1.2.")]

    assert [(str(t.ref), t.value, t.unit, t.kind, t.strives, t.year) for t in others] == [
        # Demonstrations of a size: 兆瓦级, 万吨级.
        ("green/2.2.6", 1_000_000, "W", Kind.CLASS, False, None),
        ("green/2.4.9", 10_000, "t", Kind.CLASS, False, None),
        ("terminals/2.1.5", 100, "%", Kind.AMOUNT, True, None),
    ]


def test_every_target_says_what_it_counts_and_bounds_it_in_the_words_of_its_clause(shipped_library: Library) -> None:
    # Written by hand beside the digests.
    header, *rows = Path(__file__).with_name("targets.tsv").read_text(encoding="utf-8").splitlines()

    read = [
        "\t".join((
            str(t.ref),
            *(value for tag in LANGUAGES for value in _said(t, tag)),
            str(t.year or ""),
        ))
        for t in targets(shipped_library)
    ]

    assert header.split("\t")[1:5] == ["subject_zh", "indicator_zh", "qualifier_zh", "figure_zh"]
    assert read == rows


def _said(target: Target, language: Language) -> tuple[str, ...]:
    return (
        target.subject.get(language),
        target.indicator.get(language),
        qualifier_of(target, language),
        reading(target, language),
    )


def test_what_a_briefing_says_of_parks_as_they_are_is_no_target(shipped_library: Library) -> None:
    found = targets(shipped_library, "press-2022-07-08")

    clauses = {target.ref.eid for target in found}

    # Not the three plans, ten fields and 13 parks, nor the 40 square kilometres that these have.
    assert clauses == {"p3", "p5", "p8", "p11", "p14"}


def test_every_target_that_ships_is_stated_in_both_languages(shipped_library: Library) -> None:
    found = targets(shipped_library)

    stated = [(t.zh, t.en) for t in found]

    assert len(found) == 74
    for zh, en in stated:
        assert zh is not None
        assert en is not None
        assert (zh.grade is None) == (en.grade is None)
        assert zh.heading
        assert en.heading
        assert zh.span.of(zh.sentence)
        assert en.span.of(en.sentence)


def test_the_same_number_twice_in_a_sentence_is_found_at_both_places(shipped_library: Library) -> None:
    fives = [t for t in targets(shipped_library, "green") if t.ref.eid == "1.2.p2" and t.value == 5]

    places = [(t.zh and t.zh.span.start, t.en and t.en.span.start) for t in fives]

    assert len(places) == 2
    assert places[0][0] is not None
    assert places[0][0] < (places[1][0] or 0)
    assert (places[0][1] or 0) < (places[1][1] or 0)


def test_a_target_knows_its_heading_and_sentence_in_both_languages(shipped_library: Library) -> None:
    first = targets(shipped_library, "metaverse")[0]

    heading, sentence = first.heading, first.sentence

    assert heading.zh == "产业综合优势显著增强"
    assert sentence.zh == "元宇宙产业的综合优势显著增强，相关产业规模到2025年达到3500亿元。"
    assert sentence.en.endswith("reaching RMB 350 billion by 2025.")


def test_a_work_that_is_not_there_is_an_error(shipped_library: Library) -> None:
    work = "kites"

    with pytest.raises(WorkNotFoundError, match="kites"):
        targets(shipped_library, work)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("到2026年，产业规模达到30亿元。", ["达到30亿元"]),
        ("培育龙头企业20家以上。", ["20家以上"]),
        ("力争建成实验室3个。", ["力争3个"]),
        ("到2026年，打造2个千亿级、5个百亿级产业集群。", ["千亿级2个", "百亿级5个"]),
        ("目前有企业20家以上，到2026年达到100家。", ["达到100家"]),
        ("在已有基础上，建成加氢站超过70座。", ["超过70座"]),
        ("到2026年累计建成加氢站70座。", ["70座"]),
        ("二氧化碳捕集开展万吨级示范。", ["万吨级"]),
        ("将设立百亿级产业基金。", ["百亿级"]),
    ],
)
def test_a_bound_a_striving_or_a_year_to_come_makes_a_target(text: str, read: list[str]) -> None:
    library = plan(text)

    found = targets(library)

    assert figures(found) == read


@pytest.mark.parametrize(
    "text",
    [
        "围绕控制、感知、运动三大系统组织攻关。",
        "到2026年，在4个重点方向、10个领域形成优势。",
        "研制6轴及以上机器人，推动应用。",
        "已建成实验室20家以上。",
        "截至2024年，产业规模达到30亿元。",
        "2021年产业规模突破30亿元。",
        "现有园区面积超过40平方公里，可供用地近6平方公里。",
        "对建成的实验室给予不超过500万元资助。",
        "服务24小时在岗。",
        "万吨级码头的技术要提升。",
        "各区要在意见印发之日起30日内制定办法，应当在5个工作日内公布。",
        "允许新设机构有不超过五分之一的股东达到条件。",
        "实施三年行动，到2026年用3年时间完成。",
    ],
)
def test_what_orders_describes_or_reports_is_no_target(text: str) -> None:
    library = plan(text)

    found = targets(library)

    assert figures(found) == []


def test_under_a_heading_of_goals_a_bare_number_is_a_target() -> None:
    text = "高水平实验室30个，一流平台若干家，围绕5大集群布局。"

    goals, tasks, aim = (
        targets(plan(text, heading=heading)) for heading in ("主要目标", "主要任务", "以集聚发展为目标")
    )

    assert figures(goals) == ["30个", "若干家"]
    assert tasks == aim == ()


def test_a_chinese_document_is_read_to_an_english_reader() -> None:
    library = plan("到2026年，规模达到30亿元，占比超过50%，培育百亿级企业不少于3到5家，形成千亿级产业。")

    found = targets(library)

    assert [(t.en, reading(t, "en")) for t in found] == [
        (None, "reach RMB 3 billion"),
        (None, "more than 50%"),
        (None, "at least 3 to 5 of the RMB 10 billion class"),
        (None, "RMB 100 billion class"),
    ]
    assert found[2].grade == Grade(Decimal(100 * YI), "CNY")
    assert found[0].sentence == Bilingual(found[0].sentence.zh, "")


def test_an_english_document_is_read_to_a_chinese_reader() -> None:
    text = (
        "By 2026 the industry strives to reach RMB 3 billion. The city is to foster 3 or more companies "
        "of the RMB 10 billion class. It has already built more than 20 laboratories. "
        "Robots of 6 axes or more are to be developed in three fields."
    )

    found = targets(plan(text, language="en"))

    assert [(t.zh, reading(t, "zh"), reading(t, "en")) for t in found] == [
        (None, "力争达到30亿元", "strive to reach RMB 3 billion"),
        (None, "100亿元级不少于3", "3 or more of the RMB 10 billion class"),
    ]


@pytest.mark.parametrize(
    ("value", "plain", "grouped"),
    [("1.5E+12", "1500000000000", "1,500,000,000,000"), ("1.50", "1.5", "1.5"), ("70.0", "70", "70")],
)
def test_a_number_is_written_without_loss_and_idle_zeros(value: str, plain: str, grouped: str) -> None:
    number = Decimal(value)

    written = (plain_number(number), plain_number(number, grouped=True))

    assert written == (plain, grouped)


def test_the_official_text_read_by_itself_sets_the_same_targets_as_the_digests(
    shipped_library: Library, official_library: Library
) -> None:
    alone = catalogue([], [], official_library.added)

    official, digested = (
        [
            (t.ref, t.qualifier, t.value, t.upper, t.unit, t.kind, t.grade, t.strives)
            for work in ("green", "metaverse", "terminals", "notice")
            for t in targets(library, work)
        ]
        for library in (alone, shipped_library)
    )

    # The year is left out: the official text says it once, for the sentences that follow as well.
    assert len(official) == 40
    assert sorted(official, key=repr) == sorted(digested, key=repr)
