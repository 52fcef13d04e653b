"""Scores of runs small enough to work out by hand."""

from __future__ import annotations

import pytest

from assistant.answers import Abstention, Answer, Citation, Outcome, Reason, Sentence, Support
from assistant.evaluation.measures import (
    citation_precision,
    citation_recall,
    problems,
    scores,
    shows_figures,
)
from assistant.evaluation.running import Asked
from assistant.evaluation.sets import EvalQuestion
from assistant.ranking import Hit, Qrel
from assistant.works import Authority, ClauseRef, Edition, Language


def question(name: str, grades: dict[str, int], *figures: str, language: Language = "zh") -> EvalQuestion:
    qrels = tuple(Qrel(name, ClauseRef("k", eid), grade) for eid, grade in grades.items())
    return EvalQuestion(
        id=name,
        question="?",
        language=language,
        kind="figure",
        split="dev",
        answerable=bool(grades),
        reason=None,
        qrels=qrels,
        figures=figures,
        history=(),
        work=None,
    )


def hits(*eids: str) -> tuple[Hit, ...]:
    # A look-up gives every clause the same score: the ranks must count.
    return tuple(Hit(ClauseRef("k", eid), 1.0, rank) for rank, eid in enumerate(eids, start=1))


def answer(text: str, cited: str, *, retrieved: str = "") -> Answer:
    citations = tuple(
        Citation(n, ClauseRef("k", eid), "", Authority.OFFICIAL, Edition.DIGEST, "", "zh", None, verified=False)
        for n, eid in enumerate(cited.split(), start=1)
    )
    sentence = Sentence(text, tuple(c.n for c in citations), Support.VERBATIM)
    return Answer("?", "zh", (sentence,), citations, retrieved=hits(*(retrieved or cited).split()))


def refusal(retrieved: str = "") -> Abstention:
    return Abstention("?", "zh", Reason.NOT_IN_CORPUS, "", retrieved=hits(*retrieved.split()))


def test_the_scores_of_four_questions_worked_by_hand() -> None:
    run = [
        Asked(question("a", {"p1": 2, "p2": 1}), answer("", "p1 p2 p9", retrieved="p1 p2 p9")),
        Asked(question("b", {"p3": 2, "p4": 2}), answer("", "p4", retrieved="p5 p4 p3")),
        Asked(question("c", {"p1": 2}), refusal("p7 p8")),
        Asked(question("d", {}), refusal("p1")),
        Asked(question("e", {}), answer("", "p1")),
    ]

    found = scores(run)

    assert found.questions == 5
    # a finds 1 of 1 at once, b 0 of 2 at once and both within five, c none.
    assert found.recall_1 == pytest.approx(1 / 3)
    assert found.recall_5 == pytest.approx(2 / 3)
    assert found.mrr == pytest.approx((1 + 1 / 2 + 0) / 3)
    # a: 2 of 3 answer or help, b: 1 of 1; a refusal cites nothing to be judged.
    assert found.citation_precision == pytest.approx((2 / 3 + 1) / 2)
    assert found.citation_recall == pytest.approx((1 + 1 / 2 + 0) / 3)
    assert found.refusal == pytest.approx(1 / 2)
    assert found.over_refusal == pytest.approx(1 / 3)
    assert found.figures is None


def test_what_no_question_counts_for_is_none() -> None:
    silent = scores([Asked(question("d", {}), refusal())])
    answered = scores([Asked(question("a", {"p1": 2}), answer("", "p1"))])
    nothing = scores([])

    assert (silent.recall_5, silent.mrr, silent.citation_recall, silent.over_refusal) == (None, None, None, None)
    assert (answered.refusal, answered.recall_1) == (None, 1.0)
    assert (nothing.questions, nothing.refusal) == (0, None)


def test_the_sixth_clause_is_beyond_recall_at_five() -> None:
    found = scores([Asked(question("a", {"p6": 2}), refusal("p1 p2 p3 p4 p5 p6"))])

    assert found.recall_5 == pytest.approx(0)
    assert found.mrr == pytest.approx(1 / 6)


def test_a_clause_that_only_helps_answers_nothing() -> None:
    asked = Asked(question("a", {"p1": 2, "p2": 1}), answer("", "p2"))

    assert (citation_precision(asked), citation_recall(asked)) == (1.0, 0.0)


def test_an_answer_that_cites_nothing_has_no_precision() -> None:
    asked = Asked(question("a", {"p1": 2}), Answer("?", "zh", (), ()))

    assert (citation_precision(asked), citation_recall(asked)) == (0.0, 0.0)


@pytest.mark.parametrize(
    ("text", "figures", "language", "shown"),
    [
        ("突破5000亿元。", ["5000亿元"], "zh", True),
        ("突破５０００亿元。", ["5000亿元"], "zh", True),
        ("To exceed RMB 500 billion.", ["RMB 0.5 trillion"], "en", True),
        ("To exceed RMB 500 billion.", ["RMB 500 million"], "en", False),
        ("培育10家以上。", ["10家以上", "100家以上"], "zh", False),
        ("培育10家以上、100家以上。", ["10家以上", "100家以上"], "zh", True),
        ("3到5家。", ["3到5家"], "zh", True),
        ("3家。", ["3到5家"], "zh", False),
        # What is no quantity must stand there word for word.
        ("文号为甲〔2022〕12号。", ["甲〔2022〕12号"], "zh", True),
        ("文号为甲〔2022〕13号。", ["甲〔2022〕12号"], "zh", False),
    ],
)
def test_a_figure_is_shown_where_value_and_unit_are(
    text: str,
    figures: list[str],
    language: Language,
    shown: bool,  # noqa: FBT001  # a table's column
) -> None:
    asked = Asked(question("a", {"p1": 2}, *figures, language=language), answer(text, "p1"))

    assert shows_figures(asked) is shown


def test_a_refusal_shows_no_figure() -> None:
    assert not shows_figures(Asked(question("a", {"p1": 2}, "5家"), refusal()))


@pytest.mark.parametrize(
    ("grades", "figures", "outcome", "expected"),
    [
        ({"p1": 2}, (), answer("", "p1"), ()),
        ({}, (), refusal(), ()),
        ({"p1": 2}, (), refusal(), ("refused (not_in_corpus)",)),
        ({}, (), answer("", "p1"), ("answered",)),
        ({"p1": 2, "p2": 2}, (), answer("", "p1"), ("cites 50% of the clauses that answer",)),
        ({"p1": 2}, ("5家",), answer("6家。", "p1"), ("a figure is missing",)),
        (
            {"p1": 2},
            ("5家",),
            answer("6家。", "p2"),
            ("cites 0% of the clauses that answer", "a figure is missing"),
        ),
    ],
)
def test_problems_are_said_in_words(
    grades: dict[str, int], figures: tuple[str, ...], outcome: Outcome, expected: tuple[str, ...]
) -> None:
    assert problems(Asked(question("a", grades, *figures), outcome)) == expected
