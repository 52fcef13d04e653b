"""Scores of runs small enough to work out by hand."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.answers import Reason
from assistant.evaluation.measures import (
    MEASURES,
    Fault,
    citation_precision,
    citation_recall,
    faults,
    figures,
    is_right,
    scores,
    values,
)
from assistant.evaluation.replies import Asked, Reply
from assistant.evaluation.sets import EvalQuestion
from assistant.works import Language

Question = Callable[..., EvalQuestion]
Replied = Callable[..., Reply]


def test_the_scores_of_five_questions_worked_by_hand(question: Question, answer: Replied, refusal: Replied) -> None:
    run = [
        Asked(question("a", "p1 | p2"), answer("答。", "p1 p2 p9", retrieved="p1 p2 p9")),
        Asked(question("b", "p3 p4"), answer("答。", "p4", retrieved="p5 p4 p3")),
        Asked(question("c", "p1"), refusal(retrieved="p7 p8")),
        Asked(question("d", reason=Reason.NOT_IN_CORPUS), refusal(retrieved="p1")),
        Asked(question("e"), answer("答。", "p1")),
    ]

    found = scores(run)

    # a finds 1 of 1 at once, b 0 of 2 at once and both within five, c none.
    assert found["recall_1"] == pytest.approx(1 / 3)
    assert found["recall_5"] == pytest.approx(2 / 3)
    assert found["mrr"] == pytest.approx((1 + 1 / 2 + 0) / 3)
    # a: 2 of 3 answer or help, b: 1 of 1; a refusal cites nothing to be judged.
    assert found["citation_precision"] == pytest.approx((2 / 3 + 1) / 2)
    assert found["citation_recall"] == pytest.approx((1 + 1 / 2 + 0) / 3)
    assert found["refusal"] == pytest.approx(1 / 2)
    assert found["over_refusal"] == pytest.approx(1 / 3)
    assert found["figures"] is None
    # a, b and d are right; c was refused, e answered.
    assert found["right"] == pytest.approx(3 / 5)
    assert found["clause_right"] == pytest.approx(2 / 3)
    assert found["reason"] == pytest.approx(1.0)


def test_a_graded_ranking_is_discounted(question: Question, answer: Replied) -> None:
    found = scores([Asked(question("a", "p1 | p2"), answer("答。", "p1", retrieved="p2 p1"))])

    # Gain 1 at rank 1 and 2 at rank 2, against 2 and 1: (1 + 2/log2 3) / (2 + 1/log2 3).
    assert found["ndcg_10"] == pytest.approx(0.8597186998521972)


def test_what_no_question_counts_for_is_none(question: Question, answer: Replied, refusal: Replied) -> None:
    silent = scores([Asked(question("d"), refusal())])
    answered = scores([Asked(question("a", "p1"), answer("答。", "p1"))])
    nothing = scores([])

    assert (silent["recall_5"], silent["mrr"], silent["citation_recall"], silent["over_refusal"]) == (None,) * 4
    assert (answered["refusal"], answered["reason"], answered["recall_1"]) == (None, None, 1.0)
    assert set(nothing) == {measure.name for measure in MEASURES}
    assert set(nothing.values()) == {None}


def test_the_sixth_clause_is_beyond_recall_at_five(question: Question, refusal: Replied) -> None:
    found = scores([Asked(question("a", "p6"), refusal(retrieved="p1 p2 p3 p4 p5 p6"))])

    assert (found["recall_5"], found["recall_10"]) == (0.0, 1.0)
    assert found["mrr"] == pytest.approx(1 / 6)


def test_a_question_for_which_nothing_was_retrieved_counts_as_nought(question: Question, refusal: Replied) -> None:
    found = scores([Asked(question("a", "p6"), refusal())])

    assert (found["recall_5"], found["mrr"], found["ndcg_10"]) == (0.0, 0.0, 0.0)


def test_a_clause_that_only_helps_answers_nothing(question: Question, answer: Replied) -> None:
    asked = Asked(question("a", "p1 | p2"), answer("答。", "p2"))

    assert (citation_precision(asked), citation_recall(asked)) == (1.0, 0.0)
    assert faults(asked) == (Fault.CLAUSES,)


def test_an_answer_that_cites_nothing_has_no_precision(question: Question, answer: Replied) -> None:
    asked = Asked(question("a", "p1"), answer("答。", ""))

    assert (citation_precision(asked), citation_recall(asked)) == (0.0, 0.0)


@pytest.mark.parametrize(
    ("kind", "cited", "right"),
    [
        ("figure", "p1", True),
        ("topic", "p2", True),
        ("figure", "p3", False),
        ("list", "p1", False),
        ("comparison", "p1", False),
        ("multi_clause", "p2", False),
        ("conflict", "p2", False),
        ("list", "p1 p2", True),
        ("comparison", "p1 p2 p3", True),
    ],
)
def test_some_kinds_need_every_clause_that_answers(
    question: Question,
    answer: Replied,
    kind: str,
    cited: str,
    right: bool,  # noqa: FBT001  # a table's column
) -> None:
    asked = Asked(question("a", "p1 p2 | p3", kind=kind), answer("答。", cited))

    assert is_right(asked) is right


@pytest.mark.parametrize(
    ("text", "expected", "language", "shown"),
    [
        ("突破5000亿元。", ["5000亿元"], "zh", 1.0),
        ("突破５０００亿元。", ["5000亿元"], "zh", 1.0),
        ("To exceed RMB 500 billion.", ["RMB 0.5 trillion"], "en", 1.0),
        ("To exceed RMB 500 billion.", ["RMB 500 million"], "en", 0.0),
        ("培育10家以上。", ["10家以上", "100家以上"], "zh", 0.0),
        ("培育10家以上、100家以上。", ["10家以上", "100家以上"], "zh", 1.0),
        ("3到5家。", ["3到5家"], "zh", 1.0),
        ("3家。", ["3到5家"], "zh", 0.0),
        # What is no quantity must stand there word for word.
        ("文号为甲〔2022〕12号。", ["甲〔2022〕12号"], "zh", 1.0),
        ("文号为甲〔2022〕13号。", ["甲〔2022〕12号"], "zh", 0.0),
    ],
)
def test_a_figure_is_shown_where_value_and_unit_are(
    question: Question, answer: Replied, text: str, expected: list[str], language: Language, shown: float
) -> None:
    asked = Asked(question("a", "p1", figures=tuple(expected), language=language), answer(text, "p1"))

    assert figures(asked) == shown


def test_a_refusal_shows_no_figure(question: Question, refusal: Replied) -> None:
    asked = Asked(question("a", "p1", figures=("5家",)), refusal())

    assert figures(asked) == pytest.approx(0.0)


def test_every_fault_is_named(question: Question, answer: Replied, refusal: Replied) -> None:
    five = question("a", "p1", figures=("5家",))
    silent = question("d", reason=Reason.OUT_OF_SCOPE)

    assert faults(Asked(five, answer("5家。", "p1"))) == ()
    assert faults(Asked(five, refusal())) == (Fault.REFUSED,)
    assert faults(Asked(five, answer("6家。", "p1"))) == (Fault.FIGURE,)
    assert faults(Asked(five, answer("Six of them.", "p2"))) == (Fault.CLAUSES, Fault.FIGURE, Fault.LANGUAGE)
    assert faults(Asked(silent, answer("答。", "p1"))) == (Fault.ANSWERED,)
    assert faults(Asked(silent, refusal("unclear"))) == (Fault.REASON,)
    assert faults(Asked(silent, refusal("out_of_scope", explanation="共有5家。"))) == (Fault.STATES_FIGURE,)
    assert faults(Asked(silent, refusal("out_of_scope", explanation="没有。"))) == ()


def test_a_refusal_may_repeat_a_figure_of_the_question(question: Question, refusal: Replied) -> None:
    asked = Asked(
        question("d", reason=Reason.FALSE_PREMISE, text="为什么只有5家？"),
        refusal("false_premise", explanation="“5家”与文件不符。"),
    )

    assert is_right(asked)


def test_a_refusal_may_put_a_premise_right_with_the_clause_beside_it(question: Question) -> None:
    asked = question("d", reason=Reason.FALSE_PREMISE, text="为什么要突破5000亿元？")
    body = {"status": "abstained", "reason": "false_premise", "explanation": "“5000亿元”与文件不符：目标是3500亿元。"}

    unproved = Asked(asked, Reply.from_json(body))
    proved = Asked(asked, Reply.from_json({**body, "nearest": [{"ref": "k/p1", "text": "规模达到3500亿元。"}]}))

    assert faults(unproved) == (Fault.STATES_FIGURE,)
    assert faults(proved) == ()


def test_any_reason_will_do_where_none_is_expected(question: Question, refusal: Replied) -> None:
    assert is_right(Asked(question("d"), refusal("unclear")))


def test_a_pair_is_alike_where_both_cite_the_same_or_both_refuse(
    question: Question, answer: Replied, refusal: Replied
) -> None:
    run = [
        Asked(question("a", "p1", pair="b"), answer("答。", "p1 p2")),
        Asked(question("b", "p1", pair="a", language="en"), answer("Yes.", "p2 p1")),
        Asked(question("c", "p1", pair="d"), answer("答。", "p1")),
        Asked(question("d", "p1", pair="c", language="en"), answer("Yes.", "p1 p2")),
        Asked(question("e", pair="f"), refusal()),
        Asked(question("f", pair="e", language="en"), refusal()),
        Asked(question("g", "p1", pair="elsewhere"), answer("答。", "p1")),
    ]

    found = values(run)["parity"]

    assert found == (1.0, None, 0.0, None, 1.0, None, None)
