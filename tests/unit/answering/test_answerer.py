"""From a question to an outcome: which path it takes, and what stands beside the answer."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from assistant.answers import Abstention, Answer, NoteKind, Outcome, Reason
from assistant.engine import Assistant


def answered(outcome: Outcome) -> Answer:
    assert isinstance(outcome, Answer), outcome
    return outcome


def refs(outcome: Outcome) -> list[str]:
    return [str(citation.ref) for citation in answered(outcome).citations]


def kinds(outcome: Outcome) -> list[NoteKind]:
    return [note.kind for note in answered(outcome).notes]


def test_a_look_up_shows_the_whole_clause(assistant: Assistant) -> None:
    outcome = answered(assistant.ask("绿色方案第6项"))

    clause = assistant.library.answering("green", "zh").text_of("2.2.6")
    assert refs(outcome) == ["green/2.2.6"]
    assert "\n".join(sentence.text for sentence in outcome.sentences) == clause
    assert outcome.citations[0].quote == clause


def test_a_container_shows_its_members_in_order(assistant: Assistant) -> None:
    outcome = assistant.ask("元宇宙方案的重点工程有哪些")

    assert refs(outcome) == [f"metaverse/3.{number}" for number in range(1, 9)]
    assert NoteKind.SHORTENED in kinds(outcome)


def test_a_number_that_no_clause_has_is_refused(assistant: Assistant) -> None:
    outcome = assistant.ask("第99项")

    assert isinstance(outcome, Abstention)
    assert outcome.reason is Reason.NOT_IN_CORPUS
    assert outcome.explanation == "没有这样编号的条款。"


@pytest.mark.parametrize("text", ["item 99 of the green plan", "green/2.2.99"])
def test_a_number_that_no_clause_has_is_refused_in_english(assistant: Assistant, text: str) -> None:
    assert isinstance(assistant.ask(text), Abstention)


def test_a_comparison_cites_every_side_in_order(assistant: Assistant) -> None:
    outcome = assistant.ask("三个方案2025年的产业规模分别是多少？")

    works = list(dict.fromkeys(ref.split("/")[0] for ref in refs(outcome)))
    assert works == ["green", "metaverse", "terminals"]


def test_a_question_in_parts_says_which_part_has_no_answer(assistant: Assistant) -> None:
    outcome = assistant.ask("智能终端产业规模到2025年目标多少？元宇宙企业的所得税率是多少？")

    notes = [note.text for note in answered(outcome).notes if note.kind is NoteKind.PARTLY]
    assert "terminals/1.2.p1" in refs(outcome)
    assert len(notes) == 1
    assert "所得税率" in notes[0]


def test_a_part_about_another_city_refuses_the_whole(assistant: Assistant) -> None:
    outcome = assistant.ask("元宇宙产业规模目标多少？北京的多少？")

    assert isinstance(outcome, Abstention)
    assert outcome.reason is Reason.OUT_OF_SCOPE


def test_a_refusal_has_the_nearest_clauses_and_two_questions_that_can_be_answered(assistant: Assistant) -> None:
    outcome = assistant.ask("上海元宇宙2030年目标多少？")

    assert isinstance(outcome, Abstention)
    assert len(outcome.nearest) == 3
    for near in outcome.nearest:
        assert near.text in assistant.library.answering(near.ref.work, "zh").text_of(near.ref.eid)
        assert near.label == assistant.library.label(near.ref, "zh")
    assert 1 <= len(outcome.suggestions) <= 2
    assert [type(assistant.ask(one)) for one in outcome.suggestions] == [Answer] * len(outcome.suggestions)


def test_an_english_answer_says_that_the_chinese_text_prevails(assistant: Assistant) -> None:
    english, chinese = assistant.ask("item 8 of the green plan"), assistant.ask("绿色方案第8项")

    assert NoteKind.ENGLISH_DIGEST in kinds(english)
    assert NoteKind.ENGLISH_DIGEST not in kinds(chinese)


@pytest.mark.parametrize(("today", "ended"), [(dt.date(2025, 12, 31), False), (dt.date(2026, 1, 1), True)])
def test_a_plan_whose_period_has_ended_says_so(assistant: Assistant, today: dt.date, ended: bool) -> None:  # noqa: FBT001  # a table's column
    answerer = replace(assistant._answerer, today=today)

    outcome = answerer.answer("绿色方案第6项", language=None, work=None, k=10, history=[])

    assert (NoteKind.PERIOD_ENDED in kinds(outcome)) is ended


def test_a_follow_up_takes_the_question_before_it_along(assistant: Assistant) -> None:
    outcome = assistant.ask("那智能终端呢？", history=["元宇宙产业规模2025年目标多少？"])

    assert outcome.question == "那智能终端呢？"
    assert "terminals/1.2.p1" in refs(outcome)


def test_the_language_of_the_answer_may_be_another_than_the_questions(assistant: Assistant) -> None:
    outcome = answered(assistant.ask("绿色方案第6项", language="en"))

    clause = assistant.library.answering("green", "en").text_of("2.2.6")
    assert outcome.language == "en"
    assert [sentence.text for sentence in outcome.sentences] == clause.splitlines()


def test_stages_are_timed_and_add_up(assistant: Assistant) -> None:
    timings = assistant.ask("上海元宇宙2025年目标多少？").timings_ms

    stages = {stage: ms for stage, ms in timings.items() if stage != "total"}
    assert set(stages) == {"understand", "retrieve", "compose", "verify"}
    assert all(ms >= 0 for ms in stages.values())
    assert sum(stages.values()) <= timings["total"] + 1


def test_the_trace_tells_how_the_answer_came_about(assistant: Assistant) -> None:
    trace = assistant.ask("上海元宇宙2025年目标多少？").trace

    understood, found = trace["understood"], trace["evidence"]
    assert isinstance(understood, dict)
    assert isinstance(found, list)
    assert understood["subjects"] == ["metaverse"]
    assert understood["years"] == [2025]
    assert found[0]["ref"] == "metaverse/1.2.p1"
    assert trace["rejected"] == []


@pytest.mark.parametrize(
    "question",
    [
        "元宇宙产业的规模，方案和7月发布会的说法一致吗？",
        "Do the metaverse plan and the July briefing agree on the size of the industry?",
    ],
)
def test_who_asks_whether_sources_agree_gets_both(assistant: Assistant, question: str) -> None:
    works = {ref.partition("/")[0] for ref in refs(assistant.ask(question))}

    assert works == {"metaverse", "press-2022-07-08"}


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("上海的小学入学要准备哪些材料？", Reason.OUT_OF_SCOPE),
        ("Will it rain in Pudong tomorrow?", Reason.OUT_OF_SCOPE),
        ("既然元宇宙产业由市商务委牵头，商务委要做什么？", Reason.FALSE_PREMISE),
        ("The terminals plan bans foreign robots. From when on?", Reason.FALSE_PREMISE),
        ("2021年上海元宇宙产业实际产值是多少？", Reason.NOT_IN_CORPUS),
        ("What did the metaverse industry actually produce in 2021?", Reason.NOT_IN_CORPUS),
    ],
)
def test_a_refusal_says_for_which_reason(assistant: Assistant, question: str, reason: Reason) -> None:
    outcome = assistant.ask(question)

    assert isinstance(outcome, Abstention)
    assert outcome.reason is reason


def test_a_second_part_that_names_only_a_thing_asks_the_same_of_it(assistant: Assistant) -> None:
    outcome = assistant.ask("How many specialised parks does the green industry get, and how many for smart terminals?")

    assert {"green/1.2.p4", "terminals/1.2.p5"} <= set(refs(outcome))


def test_a_part_is_answered_by_what_the_whole_question_finds_too(assistant: Assistant) -> None:
    outcome = assistant.ask("数字人项目突破什么技术？推广到哪些场景？")

    # Alone the second part also finds the buses and lorries that are to be tried out.
    assert refs(outcome)[0] == "metaverse/3.4"
    assert "terminals/2.1.2" not in refs(outcome)


def test_parts_that_ask_of_a_plan_each_are_asked_of_it_alone(assistant: Assistant) -> None:
    outcome = assistant.ask("人才：绿色低碳方案怎么引进，智能终端方案怎么奖励？")

    assert refs(outcome) == ["green/5.3", "terminals/3.4"]


@pytest.mark.parametrize(
    "question",
    [
        "绿色低碳方案里，氢气的供应基地和化工园区两方面都怎么写？",
        "What does the green plan say of hydrogen, both on supply bases and on the chemical industry park?",
    ],
)
def test_of_a_row_every_member_gets_its_clause(assistant: Assistant, question: str) -> None:
    assert {"green/2.2.6", "green/3.4"} <= set(refs(assistant.ask(question)))


@pytest.mark.parametrize(
    "question", ["未来产业的“1+4+5+6”怎么理解？", "What does 1+4+5+6 stand for in future industries?"]
)
def test_what_the_numbers_of_a_formula_stand_for_is_gathered_from_their_clauses(
    assistant: Assistant, question: str
) -> None:
    outcome = answered(assistant.ask(question))

    assert set(refs(outcome)) == {f"press-2022-11-23/p{number}" for number in (2, 3, 4, 5)}
    assert all("1+4+5+6" in sentence.text for sentence in outcome.sentences)


@pytest.mark.parametrize("question", ["哪些区是氢能产业实践区？", "Which districts get hydrogen practice zones?"])
def test_what_else_the_clause_says_is_left_out(assistant: Assistant, question: str) -> None:
    outcome = answered(assistant.ask(question))

    assert len(outcome.sentences) == 1
    assert "嘉定" in outcome.sentences[0].text or "Jiading" in outcome.sentences[0].text
