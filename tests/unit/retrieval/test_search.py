"""Search: which clauses come, in which order, with which sentences; the weights are measured, so none is pinned."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import pytest

from assistant.engine import Assistant
from assistant.indexing.index import RowScore
from assistant.languages import sentences
from assistant.retrieval.search import Searcher, has_figure, joint
from assistant.retrieval.understanding import Question
from assistant.works import ClauseRef, Language

Read = Callable[[str], Question]

QUESTIONS = (
    "上海元宇宙2025年目标多少？",
    "How large is the green and low-carbon industry to be by 2025?",
    "氢气供应基地设在哪里",
    "which parks are there",
    "zxqv",
)


@pytest.fixture(scope="module")
def searcher(assistant: Assistant) -> Searcher:
    return Searcher(assistant.library, assistant.index, assistant.encoder)


@pytest.mark.parametrize("text", QUESTIONS)
def test_hits_are_ranked_from_one_and_no_clause_comes_twice(searcher: Searcher, read: Read, text: str) -> None:
    found = searcher.search(read(text), k=20)

    scores = [one.hit.score for one in found]
    assert [one.hit.rank for one in found] == list(range(1, 21))
    assert scores == sorted(scores, reverse=True)
    assert len({one.hit.ref for one in found}) == 20


@pytest.mark.parametrize("text", QUESTIONS)
def test_fewer_hits_are_the_first_of_more(searcher: Searcher, read: Read, text: str) -> None:
    three, ten = searcher.search(read(text), k=3), searcher.search(read(text), k=10)

    assert three == ten[:3]


@pytest.mark.parametrize("text", QUESTIONS)
def test_a_clause_comes_with_all_its_sentences_in_the_language_of_the_answer(
    searcher: Searcher, read: Read, text: str
) -> None:
    question = read(text)

    for one in searcher.search(question, k=5):
        expression = searcher.library.answering(one.hit.ref.work, question.language)
        body = expression.text_of(one.hit.ref.eid)
        assert tuple(s.text for s in one.sentences) == sentences(body, question.language)
        assert [s.number for s in one.sentences] == list(range(len(one.sentences)))
        assert all(0 <= s.coverage <= 1 and -1.001 <= s.cosine <= 1.001 for s in one.sentences)
        assert 0 <= one.coverage <= 1


@pytest.mark.parametrize(
    ("text", "ref"),
    [
        ("上海元宇宙2025年目标多少？", "metaverse/1.2.p1"),
        ("How large is the green and low-carbon industry to be by 2025?", "green/1.2.p1"),
        ("氢气供应基地设在哪里", "green/2.2.6"),
        ("Where are the hydrogen supply bases?", "green/2.2.6"),
        ("綠色低碳產業規模2025年", "green/1.2.p1"),
        ("ＬＩＮＧＡＮＧ　ＣＩＴＹ　ＯＦ　ＰＯＷＥＲ", "green/3.2"),
        ("协作机器人几轴", "terminals/2.2.8"),
    ],
)
def test_the_clause_that_answers_comes_first(searcher: Searcher, read: Read, text: str, ref: str) -> None:
    found = searcher.search(read(text), k=3)

    assert str(found[0].hit.ref) == ref


def test_one_plan_named_means_one_plan_searched(searcher: Searcher, read: Read) -> None:
    found = searcher.search(read("绿色方案的目标"), k=50)

    assert {one.hit.ref.work for one in found} == {"green"}


def test_how_a_plan_was_issued_is_looked_for_in_its_notice_too(searcher: Searcher, read: Read) -> None:
    found = searcher.search(read("绿色方案是什么时候印发的"), k=50)

    assert {one.hit.ref.work for one in found} == {"green", "notice"}


def test_a_subject_is_preferred_and_the_others_are_searched_as_well(searcher: Searcher, read: Read) -> None:
    found = searcher.search(read("元宇宙的人才"), k=100)

    assert found[0].hit.ref.work == "metaverse"
    assert {one.hit.ref.work for one in found} > {"metaverse", "green"}


def test_a_limit_of_works_is_kept(searcher: Searcher, read: Read) -> None:
    found = searcher.search(read("产业规模"), works=frozenset({"terminals"}), k=200)

    assert {one.hit.ref.work for one in found} == {"terminals"}
    assert len(found) == 38


def test_clauses_looked_up_come_in_the_order_given(searcher: Searcher, read: Read) -> None:
    refs = [ClauseRef("terminals", "3.7"), ClauseRef("green", "preface"), ClauseRef("notice", "p1")]

    found = searcher.lookup(read("内容"), refs)

    assert [one.hit.ref for one in found] == refs
    assert [one.hit.rank for one in found] == [1, 2, 3]
    assert all(one.sentences for one in found)


def test_nothing_looked_up_is_nothing(searcher: Searcher, read: Read) -> None:
    assert searcher.lookup(read("内容"), []) == ()


def test_the_whole_text_of_a_clause_is_in_both_languages_and_folded(searcher: Searcher, read: Read) -> None:
    found = searcher.lookup(read("目标"), [ClauseRef("green", "1.2.p1")])

    assert "5000亿元" in found[0].text
    assert "rmb 500 billion" in found[0].text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("突破5000亿元", True),
        ("10家以上", True),
        ("千亿级", True),
        ("1/3", True),
        ("到2025年", False),
        ("T800", False),
        ("三个行动方案发布会", False),
    ],
)
def test_a_figure_is_an_amount_a_count_a_class_or_a_fraction(text: str, expected: bool) -> None:  # noqa: FBT001  # a table's column
    assert has_figure(text, "zh") is expected


@pytest.mark.parametrize(
    ("by_language", "asked", "expected"),
    [
        ({"zh": 1.0, "en": 0.5}, "zh", 0.8),
        ({"zh": 1.0, "en": 0.5}, "en", 0.7),
        ({"zh": 0.5}, "en", 0.5),
        ({}, "zh", 0.0),
    ],
)
def test_a_match_counts_in_every_language_there_is(
    by_language: dict[Language, float], asked: Language, expected: float
) -> None:
    assert joint(by_language, asked) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("chinese", "english"),
    [
        ("氢能实践区放在哪几个区？", "Which districts get hydrogen practice zones?"),
        ("数据交易所要设什么板块？", "What board is the data exchange to set up?"),
    ],
)
def test_a_question_finds_the_same_clause_first_in_either_language(
    searcher: Searcher, read: Read, chinese: str, english: str
) -> None:
    zh, en = searcher.search(read(chinese), k=3), searcher.search(read(english), k=3)

    assert zh[0].hit.ref == en[0].hit.ref


def test_sentences_of_a_work_in_one_language_are_scored_by_that_language(searcher: Searcher, read: Read) -> None:
    expressions = tuple(e for e in searcher.library.expressions if e.language == "zh")
    chinese_alone = Searcher(replace(searcher.library, expressions=expressions), searcher.index, searcher.encoder)

    found = chinese_alone.search(read("氢气供应基地设在哪里"), k=1)

    assert str(found[0].hit.ref) == "green/2.2.6"
    assert max(one.score for one in found[0].sentences) > 0.4


def test_words_of_the_other_language_weigh_more_where_a_work_exists_in_that_alone(
    searcher: Searcher, read: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked_with: list[Mapping[str, float]] = []
    lexical = searcher.index.lexical

    def recording(weights: Mapping[str, float], *, works: frozenset[str], k: int) -> Sequence[RowScore]:
        asked_with.append(weights)
        return lexical(weights, works=works, k=k)

    monkeypatch.setattr(searcher.index, "lexical", recording)
    chinese = tuple(e for e in searcher.library.expressions if e.language == "zh")
    chinese_alone = Searcher(replace(searcher.library, expressions=chinese), searcher.index, searcher.encoder)
    question = read("Where is hydrogen to be supplied from?")

    searcher.search(question)
    chinese_alone.search(question)

    # 供应, which the lexicon gives for "supplied".
    both, alone = (weights["供应"] for weights in asked_with)
    assert 0 < both < alone
