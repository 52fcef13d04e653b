"""The words by which a question shows what it wants."""

from __future__ import annotations

import re

import pytest

from assistant.retrieval.cues import CUES, Cue, Wants, counted, names_all_plans, sets_briefing_beside_plan, wants
from assistant.works import Language


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
        ("为何没有", Wants.REASON),
        ("没有写明,为何?", Wants.REASON),
        ("规模", Wants.TARGET),
        ("how big is it", Wants.TARGET),
        ("发布会上怎么讲", Wants.BRIEFING),
        ("what did officials say", Wants.BRIEFING),
    ],
)
def test_a_cue_shows_what_is_wanted_in_either_language(plain: str, want: Wants) -> None:
    assert want in wants(plain)


EXAMPLES = {
    "how many": ("要有多少家", "how many are there"),
    "number of": ("企业数量", "the number of firms"),
    "how large": ("园区有多大", "how large is it"),
    "what share": ("占比是", "what share is it"),
    "target value": ("目标值是", "the target figure"),
    "which": ("有哪些", "which are they"),
    "what there is": ("里面有什么", "what are they"),
    "names of": ("叫什么", "name all of them"),
    "a list": ("列出来", "list them"),
    "compare": ("比较一下", "compare them"),
    "differ": ("有何区别", "how do they differ"),
    "which is more": ("哪个更高", "is it higher here than there"),
    "each": ("分别怎样", "what does each say"),
    "both together": ("放在一起看", "side by side"),
    "its number": ("文号", "its document number"),
    "issued": ("谁印发的", "who issued it"),
    "made public": ("公布于", "when it was published"),
    "dated": ("落款", "how is it dated"),
    "sent to": ("抄送", "copied to whom"),
    "who": ("谁来做", "who does it"),
    "in charge": ("由他牵头", "the one in charge"),
    "where": ("在哪里", "where is it"),
    "when": ("何时", "by what year"),
    "deadline": ("期限", "the deadline"),
    "funds": ("资金", "the funding"),
    "who pays": ("谁出钱", "who pays"),
    "budget": ("预算", "a budget"),
    "finance": ("融资", "is it financed"),
    "subsidy": ("补贴", "a subsidy"),
    "why": ("为什么", "why so"),
    "reason": ("原因", "the reason"),
    "target": ("目标", "the target"),
    "size": ("体量", "its size"),
    "agree": ("说法一致吗", "do they agree"),
    "do not agree": ("互相矛盾", "they contradict each other"),
    "some say": ("有的说三个", "some say three"),
    "which is it really": ("到底是三还是四", "is it really three or four"),
    "which is right": ("以哪个为准", "which figure is right"),
    "press conference": ("发布会", "the press conference"),
    "the press": ("报道", "as the press has it"),
    "an official said": ("官员说", "what officials said"),
    "a speaker": ("吴金城", "wu jincheng"),
}
"""What is said in either language by each row of the table, in its own words."""


@pytest.mark.parametrize("cue", CUES, ids=lambda cue: cue.meaning)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_cue_is_a_cue_in_both_languages(cue: Cue, language: Language) -> None:
    chinese, english = EXAMPLES[cue.meaning]

    said = chinese if language == "zh" else english

    assert cue.shown_in(said)
    assert cue.want in wants(said)


@pytest.mark.parametrize("cue", CUES, ids=lambda cue: cue.meaning)
def test_a_cue_has_a_pattern_of_its_own_for_each_language(cue: Cue) -> None:
    chinese, english = EXAMPLES[cue.meaning]

    # Neither column may do the work of the other.
    assert re.search(cue.zh, chinese)
    assert not re.search(cue.zh, english)
    assert re.search(rf"\b(?:{cue.en})", english)
    assert not re.search(rf"\b(?:{cue.en})", chinese)


def test_examples_are_of_cues_there_are() -> None:
    assert list(EXAMPLES) == [cue.meaning for cue in CUES]


@pytest.mark.parametrize(
    ("plain", "unwanted"),
    [
        # Parts of longer words are no cues.
        ("switchlist", Wants.LIST),
        ("nowhere", Wants.WHERE),
        ("anywhom", Wants.WHO),
        ("rewhy", Wants.REASON),
        ("几乎没有", Wants.FIGURE),
        # 为何 at the end asks what, in the middle why.
        ("目标值为何?", Wants.REASON),
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


@pytest.mark.parametrize(
    ("plain", "expected"),
    [
        ("方案里写了没有?发布会又怎么说", True),
        ("is it in the plan, and what was said at the briefing?", True),
        ("讲三个方案的发布会是哪天开的", False),
        ("三个行动方案发布会是哪天开的", False),
        ("when was the press conference on the three plans held?", False),
        ("方案里写了没有,不是发布会上说的", False),
        ("is it in the text of the plan, not a briefing?", False),
        ("方案里真写了吗?会上说多大", True),
        ("方案里写了没有", False),
        ("is it in the plan?", False),
    ],
)
def test_a_briefing_beside_a_plan_is_more_than_the_briefing_on_it(plain: str, expected: bool) -> None:  # noqa: FBT001  # a table's column
    assert sets_briefing_beside_plan(plain) is expected
