"""Baselines: written, kept, and a drop beyond the interval found; what ships is held to its own."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from assistant.engine import Assistant
from assistant.errors import ContentError
from assistant.evaluation.baselines import drops, write_baseline
from assistant.evaluation.replies import Asked, Reply
from assistant.evaluation.running import run
from assistant.evaluation.sets import EvalQuestion, read_set
from assistant.evaluation.systems import SHIPPED, AssistantSystem

Question = Callable[..., EvalQuestion]
Replied = Callable[..., Reply]
SETS = sorted(path.stem for path in (Path(__file__).resolve().parents[3] / "eval" / "sets").glob("*.jsonl"))


@pytest.fixture
def questions(tmp_path: Path) -> Path:
    path = tmp_path / "small.jsonl"
    path.write_text("the set itself\n", encoding="utf-8")
    return path


def ten(question: Question, answer: Replied, refusal: Replied, *, right: int) -> list[Asked]:
    """Return ten questions for a clause of which the first ``right`` are answered, and the others refused."""
    return [
        Asked(question(str(n), "p1", split="dev"), answer("答。", "p1") if n < right else refusal()) for n in range(10)
    ]


@pytest.fixture
def reached(question: Question, answer: Replied, refusal: Replied) -> Callable[[int], list[Asked]]:
    return lambda right: ten(question, answer, refusal, right=right)


def test_what_was_reached_is_no_drop_and_neither_is_more(
    questions: Path, tmp_path: Path, reached: Callable[[int], Sequence[Asked]]
) -> None:
    path = tmp_path / "baselines" / "small.json"

    write_baseline(path, questions=questions, asked=reached(7))

    assert drops(path, questions=questions, asked=reached(7)) == ()
    assert drops(path, questions=questions, asked=reached(10)) == ()
    kept = json.loads(path.read_text(encoding="utf-8"))["scores"]["dev"]["zh"]["right"]
    assert (kept["value"], kept["n"]) == (0.7, 10)
    assert 0.2 < kept["low"] < 0.7 < kept["high"] <= 1.0


def test_less_within_the_interval_is_no_drop_and_less_than_it_is(
    questions: Path, tmp_path: Path, reached: Callable[[int], Sequence[Asked]]
) -> None:
    path = tmp_path / "small.json"
    write_baseline(path, questions=questions, asked=reached(7))

    within = drops(path, questions=questions, asked=reached(6))
    beyond = drops(path, questions=questions, asked=reached(1))

    assert within == ()
    found = {(drop.group, drop.measure): drop for drop in beyond}
    assert {("zh", "right"), ("zh", "over_refusal"), ("all", "clause_right")} <= set(found)
    assert found["zh", "right"].reached == pytest.approx(0.1)
    assert found["zh", "over_refusal"].reached == pytest.approx(0.9)
    assert found["zh", "over_refusal"].bound < 0.9
    assert str(found["zh", "right"]).startswith("dev zh right: 0.100, beyond 0.")


def test_a_measure_that_no_question_counts_for_any_more_is_a_drop(
    questions: Path, tmp_path: Path, reached: Callable[[int], Sequence[Asked]]
) -> None:
    path = tmp_path / "small.json"
    write_baseline(path, questions=questions, asked=reached(7))

    found = drops(path, questions=questions, asked=[])

    assert {drop.reached for drop in found} == {None}
    assert str(found[0]).startswith("dev zh right: nothing, beyond")


def test_another_version_of_the_set_needs_another_baseline(
    questions: Path, tmp_path: Path, reached: Callable[[int], Sequence[Asked]]
) -> None:
    path = tmp_path / "small.json"
    write_baseline(path, questions=questions, asked=reached(7))
    questions.write_text("another\n", encoding="utf-8")

    with pytest.raises(ContentError, match=r"another version of small\.jsonl; `assistant eval baseline`"):
        drops(path, questions=questions, asked=reached(7))


@pytest.mark.parametrize("content", ["", "[]", "{}"])
def test_a_baseline_that_cannot_be_read_is_one_line(questions: Path, tmp_path: Path, content: str) -> None:
    path = tmp_path / "small.json"
    path.write_text(content, encoding="utf-8")

    with pytest.raises(ContentError, match="is no baseline"):
        drops(path, questions=questions, asked=[])


@pytest.mark.parametrize("name", SETS)
def test_no_score_of_what_ships_falls_below_its_baseline(assistant: Assistant, repository: Path, name: str) -> None:
    questions = repository / "eval" / "sets" / f"{name}.jsonl"

    asked = run(AssistantSystem(SHIPPED, assistant), read_set(questions))

    found = drops(repository / "eval" / "baselines" / f"{name}.json", questions=questions, asked=asked)
    assert [str(drop) for drop in found] == []
