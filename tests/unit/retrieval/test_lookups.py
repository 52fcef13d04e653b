"""Clause look-ups: what a question points to, and which clauses that is."""

from __future__ import annotations

import pytest

from assistant.languages import folded
from assistant.library import Library
from assistant.retrieval.lookups import Pointer, headed, numeral, pointers, resolve
from assistant.works import ClauseRef, Level, Span

PLANS = ("green", "metaverse", "terminals")


def places(text: str) -> list[tuple[Level, int, int | None, int | None]]:
    return [(p.level, p.number, p.part, p.section) for p in pointers(folded(text))]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12", 12),
        ("0", 0),
        (" 7 ", 7),
        ("一", 1),
        ("十", 10),
        ("十二", 12),
        ("二十", 20),
        ("二十一", 21),
        ("九十九", 99),
        ("iv", 4),
        ("IX", 9),
        ("xii", 12),
        ("three", 3),
        ("tenth", 10),
    ],
)
def test_a_small_numeral_has_its_value(text: str, value: int) -> None:
    assert numeral(text) == value


@pytest.mark.parametrize("text", ["", "abc", "1234", "一二", "二十一二", "百", "3.5", "²", "-1"])
def test_what_is_no_small_numeral_has_none(text: str) -> None:
    assert numeral(text) is None


@pytest.mark.parametrize(
    ("text", "part", "section", "item"),
    [
        ("二（二）6", 2, 2, 6),
        ("二、（二）6", 2, 2, 6),
        ("二(2)第6", 2, 2, 6),
        ("II(2) item 6", 2, 2, 6),
        ("part II, section 2, item 6", 2, 2, 6),
        ("Part two section three item 10", 2, 3, 10),
        ("section 2.2.6", 2, 2, 6),
        ("2.2.6", 2, 2, 6),
    ],
)
def test_a_full_place_has_part_section_and_item(text: str, part: int, section: int, item: int) -> None:
    assert places(text) == [(Level.ITEM, item, part, section)]


@pytest.mark.parametrize(
    ("text", "part", "section"),
    [
        ("三（二）", 3, 2),
        ("第一部分第二节", 1, 2),
        ("III(2)", 3, 2),
        ("section 3.2", 3, 2),
        ("ＳＥＣＴＩＯＮ　３．２", 3, 2),
        ("section 2 of part 3", 3, 2),
        ("part three, section two", 3, 2),
    ],
)
def test_a_place_without_an_item_is_a_section(text: str, part: int, section: int) -> None:
    assert places(text) == [(Level.SECTION, section, part, None)]


@pytest.mark.parametrize(
    ("text", "level", "number"),
    [
        ("第三部分", Level.PART, 3),
        ("part 3", Level.PART, 3),
        ("chapter IV", Level.PART, 4),
        ("第十七条", Level.ARTICLE, 17),
        ("Article 17", Level.ARTICLE, 17),
        ("第6项", Level.ITEM, 6),
        ("第六项", Level.ITEM, 6),
        ("任务8", Level.ITEM, 8),
        ("item 8", Level.ITEM, 8),
        ("task no. 8", Level.ITEM, 8),
        ("item number 8", Level.ITEM, 8),
        ("the eighth item", Level.ITEM, 8),
        ("the 8th task", Level.ITEM, 8),
        ("section 3", Level.PART, 3),
    ],
)
def test_a_place_may_be_one_number_alone(text: str, level: Level, number: int) -> None:
    assert places(text) == [(level, number, None, None)]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2025年",
        "3.5亿元",
        "十二家企业",
        "第一批",
        "1.2.3.4",
        "5G和T800",
        "Wi-Fi 7",
        "第一项目标",
        "6%",
        "一（某某）",
    ],
)
def test_other_numbers_point_nowhere(text: str) -> None:
    assert places(text) == []


def test_places_come_in_the_order_of_the_question_with_their_spans() -> None:
    plain = "item 8 and item 6"

    found = pointers(plain)

    assert found == (
        Pointer(Level.ITEM, 8, span=Span(0, 6)),
        Pointer(Level.ITEM, 6, span=Span(11, 17)),
    )


def test_one_place_is_read_once_by_its_longest_form() -> None:
    assert places("第二部分第三节和第6项") == [(Level.SECTION, 3, 2, None), (Level.ITEM, 6, None, None)]


@pytest.mark.parametrize(
    ("pointer", "refs"),
    [
        (Pointer(Level.ITEM, 6), ["green/2.2.6", "metaverse/2.2.6", "terminals/2.1.6"]),
        (Pointer(Level.ITEM, 6, part=2, section=2), ["green/2.2.6", "metaverse/2.2.6"]),
        (Pointer(Level.ITEM, 21), ["terminals/2.7.21"]),
        (Pointer(Level.SECTION, 2, part=3), ["green/3.2", "metaverse/3.2", "terminals/3.2"]),
        (Pointer(Level.SECTION, 5, part=5), ["green/5.5"]),
        (Pointer(Level.PART, 5), ["green/5"]),
        (Pointer(Level.ITEM, 99), []),
        (Pointer(Level.ARTICLE, 1), []),
    ],
)
def test_a_place_is_at_most_one_clause_of_each_work(
    shipped_library: Library, pointer: Pointer, refs: list[str]
) -> None:
    found = resolve(pointer, shipped_library, PLANS)

    assert [str(ref) for ref in found] == refs


@pytest.mark.parametrize(
    ("text", "refs"),
    [
        ("保障措施第三条", ["metaverse/4.3"]),
        ("保障措施（三）", ["metaverse/4.3"]),
        ("key projects 2", ["metaverse/3.2"]),
        ("基本原则第二点", ["metaverse/1.1.p2"]),
        ("保障措施部分第三条", ["metaverse/4.3"]),
        ("保障措施里的第三条", ["metaverse/4.3"]),
        ("the third of the safeguard measures", ["metaverse/4.3"]),
        ("the 3rd of the safeguards", ["metaverse/4.3"]),
        ("the third of the five safeguards", ["metaverse/4.3"]),
        ("保障措施里排第三的", ["metaverse/4.3"]),
        ("the third of the year, safeguards", []),
        ("保障措施第三条目标", []),
        ("保障措施", []),
        ("key projects 99", []),
    ],
)
def test_a_heading_and_a_number_name_a_clause(shipped_library: Library, text: str, refs: list[str]) -> None:
    found = headed(folded(text), shipped_library, ["metaverse"])

    assert found == tuple(ClauseRef.parse(ref) for ref in refs)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("第3.2条说什么", (Level.SECTION, 2, 3, None)),
        ("第2.1.4项", (Level.ITEM, 4, 2, 1)),
        ("看3.2节", (Level.SECTION, 2, 3, None)),
        ("what does 3.2 of the plan say", (Level.SECTION, 2, 3, None)),
    ],
)
def test_a_number_with_a_stop_is_a_place_where_it_is_called_one(
    text: str, place: tuple[Level, int, int | None, int | None]
) -> None:
    assert places(text) == [place]


@pytest.mark.parametrize("text", ["1.5万亿", "提高3.5个百分点", "1.5 of every 10", "第1.5亿", "notice [2022] no. 12"])
def test_a_number_with_a_stop_is_else_a_figure(text: str) -> None:
    assert places(text) == []
