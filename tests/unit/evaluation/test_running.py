"""Asking the questions of a set, in one process and in two, and going on where a run was cut off."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from assistant.engine import Assistant
from assistant.errors import EvaluationError, QuestionError
from assistant.evaluation import running
from assistant.evaluation.outcomes import Kept, RunFile
from assistant.evaluation.replies import Reply
from assistant.evaluation.running import run, run_kept
from assistant.evaluation.sets import EvalQuestion
from assistant.evaluation.systems import AssistantSystem, K
from assistant.settings import Settings
from assistant.works import ClauseRef

Question = Callable[..., EvalQuestion]


@pytest.fixture
def questions(question: Question) -> list[EvalQuestion]:
    texts = ["绿色方案第6项", "绿色方案第8项", "第99项", "元宇宙方案第3项"]
    return [
        question(name, "2.2.6", work="green", text=text, kind="lookup")
        for name, text in zip("abcd", texts, strict=True)
    ]


class Counting:
    """A system that says how often it was asked, and fails where it is told to."""

    digest = "counting"

    def __init__(self, *, failing: str = "") -> None:
        self.asked: list[str] = []
        self.failing = failing

    def ask(self, question: EvalQuestion) -> Mapping[str, Any]:
        if question.id == self.failing:
            raise QuestionError("the model is gone")
        self.asked.append(question.id)
        return {"status": "abstained", "reason": "unclear", "explanation": "", "timings_ms": {"total": 1.0}}


def test_questions_are_asked_in_order_with_their_history_and_work(assistant: Assistant, question: Question) -> None:
    from dataclasses import replace

    follow_up = replace(question("b", "2.3.8", work="green", text="那第8项呢？"), history=("绿色方案第6项",))
    chosen = replace(question("c", "2.1.6", work="terminals", text="第6项"), work="terminals")
    seen: list[tuple[int, int]] = []

    asked = run(
        AssistantSystem("shipped", assistant),
        [question("a", "2.2.6", work="green", text="绿色方案第6项"), follow_up, chosen, question("d", text="第99项")],
        progress=lambda done, total: seen.append((done, total)),
    )

    assert [one.question.id for one in asked] == ["a", "b", "c", "d"]
    assert seen == [(1, 4), (2, 4), (3, 4), (4, 4)]
    assert asked[0].cited == {ClauseRef("green", "2.2.6")}
    assert ClauseRef("green", "2.3.8") in asked[1].cited
    assert asked[2].cited == {ClauseRef("terminals", "2.1.6")}
    assert [one.answered for one in asked] == [True, True, True, False]


def test_a_refusal_cites_nothing_and_keeps_what_was_retrieved(assistant: Assistant, question: Question) -> None:
    (asked,) = run(AssistantSystem("shipped", assistant), [question("d", text="第99项")])

    assert not asked.answered
    assert asked.cited == frozenset()
    assert len(asked.hits) == K
    assert asked.reply.explanation


def test_two_processes_reply_what_one_replies(assistant_home: Path, questions: list[EvalQuestion]) -> None:
    settings = Settings(home=assistant_home, today="2026-11-20")
    seen: list[int] = []

    one = run_kept("shipped", questions, settings, workers=1)
    two = run_kept("shipped", questions, settings, workers=2, progress=lambda done, _: seen.append(done))

    def without_times(reply: Reply) -> dict[str, Any]:
        return {key: value for key, value in reply.body.items() if key != "timings_ms"}

    assert [without_times(a.reply) for a in one.asked] == [without_times(b.reply) for b in two.asked]
    assert [a.question.id for a in two.asked] == ["a", "b", "c", "d"]
    assert seen == [1, 2, 3, 4]
    assert one.digest == two.digest
    assert 50 < two.memory_mib < 1000


def counted(monkeypatch: pytest.MonkeyPatch, system: Counting) -> None:
    monkeypatch.setattr(running, "open_system", lambda *_, **__: system)


def test_a_run_that_was_cut_off_goes_on_where_it_stopped(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, questions: list[EvalQuestion]
) -> None:
    settings = Settings(home=tmp_path)
    broken, mended = Counting(failing="c"), Counting()

    counted(monkeypatch, broken)
    with pytest.raises(EvaluationError, match="shipped: s:c: the model is gone; --resume goes on from there"):
        run_kept("shipped", questions, settings, workers=1)
    counted(monkeypatch, mended)
    found = run_kept("shipped", questions, settings, workers=1, resume=True)

    assert broken.asked == ["a", "b"]
    assert mended.asked == ["c", "d"]
    assert [one.question.id for one in found.asked] == ["a", "b", "c", "d"]
    assert [path.name for path in (tmp_path / "evaluation" / "runs").iterdir()] == ["shipped-counting.jsonl"]


def test_without_resuming_everything_is_asked_again(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, questions: list[EvalQuestion]
) -> None:
    system = Counting()
    counted(monkeypatch, system)

    run_kept("shipped", questions[:2], Settings(home=tmp_path), workers=1)
    run_kept("shipped", questions[:2], Settings(home=tmp_path), workers=1)

    assert system.asked == ["a", "b", "a", "b"]


def test_a_question_that_was_changed_is_asked_again(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, question: Question
) -> None:
    system = Counting()
    counted(monkeypatch, system)

    run_kept("shipped", [question("a", text="一？"), question("b")], Settings(home=tmp_path), workers=1)
    run_kept("shipped", [question("a", text="二？"), question("b")], Settings(home=tmp_path), workers=1, resume=True)

    assert system.asked == ["a", "b", "a"]


def test_a_line_that_was_cut_off_is_left_out_and_the_next_one_stands_alone(tmp_path: Path) -> None:
    file = RunFile(tmp_path / "run.jsonl")
    file.begin(resume=False)
    file.add("s:a", Kept("one", {"status": "answered"}, 10.0))
    file.close(complete=False)
    with file.partial.open("ab") as opened:
        opened.write(b'{"id": "s:b", "key": "two", "memo')

    found = file.begin(resume=True)
    file.add("s:c", Kept("three", {"status": "abstained"}, 20.0))
    file.close(complete=True)

    assert found == {"one": Kept("one", {"status": "answered"}, 10.0)}
    assert not file.partial.exists()
    lines = [json.loads(line) for line in file.path.read_text(encoding="utf-8").splitlines()]
    assert [line["key"] for line in lines] == ["one", "three"]


def test_a_reply_is_written_only_to_a_file_that_was_opened(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="call begin"):
        RunFile(tmp_path / "run.jsonl").add("s:a", Kept("one", {}, 1.0))


def test_a_folder_that_cannot_be_written_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "runs").write_text("a file", encoding="utf-8")

    with pytest.raises(EvaluationError, match="cannot be written"):
        RunFile(tmp_path / "runs" / "run.jsonl").begin(resume=False)


def test_there_are_no_more_processes_than_are_worth_their_start() -> None:
    assert running._workers(10) == 1
    assert 1 <= running._workers(100_000) <= 1024


def test_memory_is_measured_where_there_is_no_proc(monkeypatch: pytest.MonkeyPatch) -> None:
    here = running._memory_mib()
    monkeypatch.setattr(Path, "is_file", lambda _: False)

    elsewhere = running._memory_mib()

    assert 20 < here <= elsewhere * 1.5
