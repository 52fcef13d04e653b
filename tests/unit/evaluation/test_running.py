"""Asking the questions of a set."""

from __future__ import annotations

from assistant.answers import Abstention, Answer
from assistant.engine import Assistant
from assistant.evaluation.running import K, run
from assistant.evaluation.sets import EvalQuestion
from assistant.ranking import Qrel
from assistant.works import ClauseRef


def question(name: str, text: str, *, history: tuple[str, ...] = (), work: str | None = None) -> EvalQuestion:
    return EvalQuestion(
        id=name,
        question=text,
        language="zh",
        kind="lookup",
        split="dev",
        answerable=True,
        reason=None,
        qrels=(Qrel(name, ClauseRef("green", "2.2.6"), 2),),
        figures=(),
        history=history,
        work=work,
    )


def test_questions_are_asked_in_order_with_their_history_and_work(assistant: Assistant) -> None:
    questions = [
        question("a", "绿色方案第6项"),
        question("b", "那第8项呢？", history=("绿色方案第6项",)),
        question("c", "第6项", work="terminals"),
        question("d", "第99项"),
    ]
    seen: list[tuple[int, int]] = []

    asked = run(assistant, questions, progress=lambda done, total: seen.append((done, total)))

    assert [one.question.id for one in asked] == ["a", "b", "c", "d"]
    assert seen == [(1, 4), (2, 4), (3, 4), (4, 4)]
    assert asked[0].cited == {ClauseRef("green", "2.2.6")}
    assert ClauseRef("green", "2.3.8") in asked[1].cited
    assert asked[2].cited == {ClauseRef("terminals", "2.1.6")}
    assert [one.answered for one in asked] == [True, True, True, False]


def test_a_refusal_cites_nothing_and_keeps_what_was_retrieved(assistant: Assistant) -> None:
    (asked,) = run(assistant, [question("d", "第99项")])

    assert isinstance(asked.outcome, Abstention)
    assert asked.cited == frozenset()
    assert len(asked.hits) == K
    assert asked.hits == asked.outcome.retrieved


def test_an_answer_keeps_its_hits(assistant: Assistant) -> None:
    (asked,) = run(assistant, [question("a", "绿色方案第6项")])

    assert isinstance(asked.outcome, Answer)
    assert asked.hits[0].ref == ClauseRef("green", "2.2.6")
