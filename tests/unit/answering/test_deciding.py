"""When there is evidence for what was asked, and when not; the thresholds are measured, so none is pinned."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.answering.deciding import Decision, decide, question_says_something, refuse_elsewhere
from assistant.answering.gates import Refusal, strength
from assistant.answers import Reason
from assistant.engine import Assistant
from assistant.retrieval.cues import Wants
from assistant.retrieval.understanding import Question, understand

from .conftest import evidence


def decided(assistant: Assistant, text: str) -> Decision:
    """Decide as the assistant does, on what it finds for a question."""
    answerer = assistant._answerer
    question = understand(text, assistant.library, answerer.gazetteer)
    return decide(question, answerer.searcher.search(question), assistant.library)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("北京元宇宙目标多少？", Reason.OUT_OF_SCOPE),
        ("How big is the metaverse in Hangzhou to be?", Reason.OUT_OF_SCOPE),
        ("上海元宇宙2030年目标多少？", Reason.NOT_IN_CORPUS),
        ("What is the metaverse industry to reach by 2035?", Reason.NOT_IN_CORPUS),
        ("元宇宙企业的所得税率是多少？", Reason.NOT_IN_CORPUS),
        ("What is the corporate tax rate for metaverse companies?", Reason.NOT_IN_CORPUS),
    ],
)
def test_what_the_clauses_do_not_say_is_refused(assistant: Assistant, text: str, reason: Reason) -> None:
    decision = decided(assistant, text)

    assert decision.usable == ()
    assert decision.refusal is not None
    assert decision.refusal.reason is reason


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("北京元宇宙目标多少？", ("北京",)),
        ("元宇宙2030年怎么样？", ("2030",)),
        ("元宇宙企业的所得税怎么算？", ("所得税",)),
        ("How is the metaverse taxed?", ("taxed",)),
    ],
)
def test_however_near_a_clause_is_it_must_name_what_is_asked(
    assistant: Assistant, text: str, names: tuple[str, ...]
) -> None:
    question = understand(text, assistant.library, assistant._answerer.gazetteer)
    near = evidence("metaverse/1.2.p1", "The metaverse 元宇宙 industry 产业 by 2025.", score=1.0)

    decision = decide(question, [near], assistant.library)

    assert decision.usable == ()
    assert decision.refusal is not None
    assert decision.refusal.names == names


@pytest.mark.parametrize(
    "text",
    ["为什么智能终端产业规模要突破9000亿元？", "Why is the metaverse industry to reach RMB 900 billion by 2025?"],
)
def test_a_figure_taken_for_granted_that_stands_nowhere_is_a_false_premise(assistant: Assistant, text: str) -> None:
    decision = decided(assistant, text)

    assert decision.refusal is not None
    assert decision.refusal.reason is Reason.FALSE_PREMISE


@pytest.mark.parametrize(
    ("text", "names"),
    [
        # Not the year that the figure is of.
        ("2025年人工智能产业3057亿元的目标现实吗？", ("3057亿元",)),
        ("Is the goal of RMB 305.7 billion for AI in 2025 a realistic one?", ("RMB 305.7 billion",)),
        # The batch is there, its number is another, and no place is named.
        ("第三批29个特色产业园区里有几个在松江？", ("29个",)),
        ("Of the 29 parks in the third batch, how many lie in Songjiang?", ("29",)),
    ],
)
def test_a_figure_that_no_clause_found_states_is_why_there_is_no_answer(
    assistant: Assistant, text: str, names: tuple[str, ...]
) -> None:
    decision = decided(assistant, text)

    assert decision.refusal == Refusal(Reason.FALSE_PREMISE, "premise", names)


@pytest.mark.parametrize(
    "text",
    [
        # The figure stands there; what it is asked of does not.
        "What portion of the RMB 500 billion for 2030 goes to future materials?",
        "到2025年那70座左右加氢站，每座补贴多少钱？",
    ],
)
def test_a_figure_that_a_clause_found_states_is_no_false_premise(assistant: Assistant, text: str) -> None:
    decision = decided(assistant, text)

    assert decision.refusal is not None
    assert decision.refusal.reason is Reason.NOT_IN_CORPUS


@pytest.mark.parametrize(
    ("text", "ref"),
    [
        ("智能终端产业规模到2025年要突破7000亿元吗？", "terminals/1.2.p1"),
        ("上海元宇宙2025年目标多少？", "metaverse/1.2.p1"),
        ("How large is the green and low-carbon industry to be by 2025?", "green/1.2.p1"),
    ],
)
def test_what_a_clause_says_may_be_answered_from_it(assistant: Assistant, text: str, ref: str) -> None:
    decision = decided(assistant, text)

    assert decision.refusal is None
    assert str(decision.usable[0].hit.ref) == ref


def test_nothing_found_is_no_evidence(assistant: Assistant) -> None:
    question = Question(text="风筝多大", language="zh", wants=frozenset())

    decision = decide(question, [], assistant.library)

    assert decision.usable == ()
    assert decision.refusal is not None


@pytest.mark.parametrize(
    "text",
    [
        "那个",
        "what about that one",
        "多少？",
        "2025",
        "it",
    ],
)
def test_a_question_that_names_nothing_is_unclear(text: str) -> None:
    question = Question(text=text, language="zh", wants=frozenset())

    assert not question_says_something(question)


def test_a_question_that_names_something_says_something() -> None:
    assert question_says_something(Question(text="氢能", language="zh", wants=frozenset()))
    assert question_says_something(Question(text="那个", language="zh", wants=frozenset(), documents=("green",)))


def test_a_place_elsewhere_may_be_asked_about_where_a_clause_names_it() -> None:
    question = Question(text="Oslo", language="en", wants=frozenset(), elsewhere=("oslo",))

    named = refuse_elsewhere(question, [evidence("kites/p1", "Kites fly in Oslo.")])
    unnamed = refuse_elsewhere(question, [evidence("kites/p1", "Kites fly.")])

    assert named is None
    assert unnamed is not None
    assert (unnamed.reason, unnamed.names) == (Reason.OUT_OF_SCOPE, ("oslo",))


def test_a_nearer_clause_is_stronger() -> None:
    near, far = evidence("kites/p1", "甲。", score=0.9), evidence("kites/p1", "甲。", score=0.2)

    assert strength(near) > strength(far)
    assert strength(replace(far, sentences=())) <= strength(far)


def test_of_two_places_asked_the_clause_that_names_both_is_kept(assistant: Assistant) -> None:
    decision = decided(assistant, "金山和宝山在氢能方面做什么？")

    assert [str(one.hit.ref) for one in decision.usable] == ["green/2.2.6"]


def test_a_question_how_many_is_not_answered_by_a_clause_without_the_number(assistant: Assistant) -> None:
    answerer = assistant._answerer
    question = understand("虚拟课堂要建多少间？", assistant.library, answerer.gazetteer)
    found = answerer.searcher.search(question)

    decision = decide(question, found, assistant.library)

    assert Wants.FIGURE in question.wants
    assert found
    assert decision.refusal is not None
    assert decision.refusal.reason is Reason.NOT_IN_CORPUS


@pytest.mark.parametrize(
    "text",
    [
        # The figure is of a row of industries, of all the parks, of the sentence's own year.
        "智能家居单独的产值目标是多少？",
        "What output value is smart home alone to reach?",
        "嘉定氢能港的面积是多少？",
        "2022年上海人工智能产业规模是多少？",
    ],
)
def test_a_figure_of_something_wider_or_of_another_year_does_not_answer(assistant: Assistant, text: str) -> None:
    decision = decided(assistant, text)

    assert decision.refusal is not None
    assert decision.refusal.reason is Reason.NOT_IN_CORPUS


@pytest.mark.parametrize(
    "text",
    [
        "绿色低碳方案为什么要搞数字人提升工程？",
        "The notice was dated 24 June 2023 - why so late?",
        "12号通知由市科委发文，是怎么考虑的？",
    ],
)
def test_what_is_said_of_a_plan_that_it_never_says_is_a_false_premise(assistant: Assistant, text: str) -> None:
    decision = decided(assistant, text)

    assert decision.refusal is not None
    assert decision.refusal.reason is Reason.FALSE_PREMISE


@pytest.mark.parametrize(
    "text",
    [
        "智能网联汽车单独的产值目标是多少？",
        "2021年上海人工智能产业规模是多少？",
        "What share of new cars are to have advanced connected functions?",
    ],
)
def test_a_figure_of_the_thing_itself_answers(assistant: Assistant, text: str) -> None:
    assert decided(assistant, text).refusal is None


@pytest.mark.parametrize(
    "question", ["哪个部门可以关停违规的元宇宙平台？", "Which agency polices risks in the metaverse?"]
)
def test_a_clause_that_names_no_office_does_not_say_which_one_acts(assistant: Assistant, question: str) -> None:
    assert decided(assistant, question).usable == ()


@pytest.mark.parametrize(
    "question", ["元宇宙产业由哪个部门统筹协调？", "Which department coordinates the metaverse industry?"]
)
def test_a_clause_that_names_an_office_may_say_which_one_acts(assistant: Assistant, question: str) -> None:
    assert decided(assistant, question).usable != ()


def test_a_clause_found_before_one_that_is_near_enough_is_kept_where_it_almost_is(assistant: Assistant) -> None:
    question = Question("风筝怎么样", "zh", frozenset(), content="风筝怎么样")
    almost, far = (evidence(f"metaverse/1.1.p{n}", "风筝。", score=score) for n, score in ((1, 0.2), (2, 0.1)))
    enough, later = (evidence(f"metaverse/1.1.p{n}", "风筝。", score=score) for n, score in ((3, 0.4), (4, 0.2)))

    decision = decide(question, [almost, far, enough, later], assistant.library)

    assert decision.usable == (almost, enough)
