"""The words by which a question shows what it wants."""

from __future__ import annotations

import pytest

from assistant.retrieval.cues import Wants, counted, names_all_plans, wants


@pytest.mark.parametrize(
    ("plain", "want"),
    [
        ("元宇宙2025年目标多少", Wants.FIGURE),
        ("how many brands are there", Wants.FIGURE),
        ("有哪些特色园区", Wants.LIST),
        ("which parks are there", Wants.LIST),
        ("两个方案有什么不同", Wants.COMPARISON),
        ("is the green target larger than the metaverse one", Wants.COMPARISON),
        ("文号是什么", Wants.ISSUANCE),
        ("who issued it", Wants.ISSUANCE),
        ("谁牵头", Wants.WHO),
        ("which agency is it", Wants.WHO),
        ("园区在哪里", Wants.WHERE),
        ("where is the park", Wants.WHERE),
        ("什么时候完成", Wants.WHEN),
        ("by what year", Wants.WHEN),
        ("谁出钱", Wants.MONEY),
        ("who pays", Wants.MONEY),
        ("为什么没有", Wants.REASON),
        ("why not", Wants.REASON),
        ("规模", Wants.TARGET),
        ("how big is it", Wants.TARGET),
        ("发布会上怎么讲", Wants.BRIEFING),
        ("what did officials say", Wants.BRIEFING),
    ],
)
def test_a_cue_shows_what_is_wanted_in_either_language(plain: str, want: Wants) -> None:
    assert want in wants(plain)


@pytest.mark.parametrize(
    ("plain", "unwanted"),
    [
        # Parts of longer words are no cues.
        ("switchlist", Wants.LIST),
        ("nowhere", Wants.WHERE),
        ("anywhom", Wants.WHO),
        ("rewhy", Wants.REASON),
        ("几乎没有", Wants.FIGURE),
    ],
)
def test_a_cue_inside_a_word_is_none(plain: str, unwanted: Wants) -> None:
    assert unwanted not in wants(plain)


def test_a_statement_wants_nothing() -> None:
    assert wants("氢能") == frozenset()
    assert wants("hydrogen") == frozenset()


@pytest.mark.parametrize(
    ("plain", "expected"),
    [
        ("多少家企业", "企业"),
        ("几个龙头企业", "龙头企业"),
        ("how many enterprises are to be fostered?", "enterprises"),
        ("how many new brands of terminals by 2025", "new brands of terminals"),
        ("the share of clean energy by 2025", "clean energy"),
        ("谁负责", ""),
        ("哪几个园区", ""),
        ("which parks", ""),
        ("", ""),
    ],
)
def test_what_is_counted_stands_beside_how_many(plain: str, expected: str) -> None:
    assert counted(plain) == expected


@pytest.mark.parametrize(
    ("plain", "expected"),
    [
        ("三个方案的目标", True),
        ("3个行动方案", True),
        ("各个方案", True),
        ("the three plans", True),
        ("each plan", True),
        ("两个方案", False),
        ("the plan", False),
        ("thirty-three plants", False),
    ],
)
def test_the_plans_together_are_named_by_their_number(plain: str, expected: bool) -> None:  # noqa: FBT001  # a table's column
    assert names_all_plans(plain) is expected


@pytest.mark.parametrize(
    "plain",
    [
        "两处写的规模数字对不上",
        "方案和报道的说法一致吗",
        "这到底是总数还是其中一项",
        "do the two sources agree on the date?",
        "which figure is right?",
        "some say three, some say four",
    ],
)
def test_who_sees_sources_differ_asks_for_each_of_them(plain: str) -> None:
    assert Wants.CONFLICT in wants(plain)


@pytest.mark.parametrize("plain", ["这个园区到底有多大", "what agreement is to be signed?", "目标是多少"])
def test_a_plain_question_asks_for_one_source(plain: str) -> None:
    assert Wants.CONFLICT not in wants(plain)
