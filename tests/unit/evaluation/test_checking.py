"""What is wrong with a set is said with its line, what it is, and what to do."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.errors import QuestionSetError
from assistant.evaluation.checking import check_set, usable_set
from assistant.library import Library

SETS = sorted(path.stem for path in (Path(__file__).resolve().parents[3] / "eval" / "sets").glob("*.jsonl"))
FIGURE: dict[str, object] = {
    "id": "a",
    "question": "低碳产业到2025年规模多大？",
    "language": "zh",
    "kind": "figure",
    "status": "answered",
    "qrels": {"green/1.2.p1": 2},
    "figures": ["5000亿元"],
}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "mine.jsonl"


def write(path: Path, *rows: object) -> None:
    path.write_text("".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in rows), encoding="utf-8")


def test_a_set_that_is_right_has_no_problem(path: Path, shipped_library: Library) -> None:
    write(path, FIGURE)

    questions, problems = check_set(path, shipped_library)

    assert [question.uid for question in questions] == ["mine:a"]
    assert problems == ()


@pytest.mark.parametrize("name", SETS)
def test_the_sets_that_ship_have_no_problem(repository: Path, shipped_library: Library, name: str) -> None:
    path = repository / "eval" / "sets" / f"{name}.jsonl"

    questions, problems = check_set(path, shipped_library)

    assert len(questions) >= 200
    # Lines, not texts: what a test question asks is nobody's to read here.
    assert [problem.line for problem in problems] == []


@pytest.mark.parametrize(
    ("change", "words", "fatal"),
    [
        ({"qrels": {"green/9.9": 2}}, "no clause '9.9' in work 'green'", True),
        ({"qrels": {"blue/1": 2}, "figures": []}, "no work 'blue'", True),
        ({"qrels": {"green/1.2": 2}}, "green/1.2 contains other clauses", True),
        ({"question": "？"}, "the question is empty", True),
        ({"question": "长" * 501}, "at most 500 are read", True),
        ({"work": "blue"}, "no work 'blue'", True),
        ({"figures": ["6000亿元"]}, "the figure '6000亿元' stands in none of green/1.2.p1", False),
        ({"kind": "riddle"}, "the kind 'riddle' is none of figure, topic", False),
        ({"history": ["早？"]}, "history goes with the kind follow_up", False),
        ({"kind": "follow_up"}, "a follow_up has history", False),
        ({"reason": "unclear"}, "can be answered has no reason", False),
        ({"status": "abstained", "qrels": {}, "figures": []}, "has a reason; add one", False),
        ({"pair": "b"}, "its pair 'b' is not in the set", False),
    ],
)
def test_a_line_that_is_wrong_is_named(
    path: Path,
    shipped_library: Library,
    change: dict[str, object],
    words: str,
    fatal: bool,  # noqa: FBT001  # a table's column
) -> None:
    write(path, {**FIGURE, "id": "first"}, {**FIGURE, **change})

    _, problems = check_set(path, shipped_library)

    assert [(problem.line, problem.fatal) for problem in problems] == [(2, fatal)]
    assert words in problems[0].what


@pytest.mark.parametrize(
    ("other", "words"),
    [
        ({"pair": None}, "has the pair None; each names the other"),
        ({"language": "zh"}, "is in the same language"),
        ({"split": "test"}, "has another split, status or qrels"),
        ({"qrels": {"green/1.2.p1": 2, "green/1.2.p2": 1}}, "has another split, status or qrels"),
    ],
)
def test_the_two_of_a_pair_must_fit(path: Path, shipped_library: Library, other: dict[str, object], words: str) -> None:
    english = {**FIGURE, "id": "b", "language": "en", "figures": ["RMB 500 billion"], "pair": "a"}
    write(path, {**FIGURE, "pair": "b"}, {**english, **other})

    _, problems = check_set(path, shipped_library)

    assert problems
    assert any(words in problem.what for problem in problems)
    assert {problem.line for problem in problems} <= {1, 2}


def test_every_problem_is_collected_in_order_of_line(path: Path, shipped_library: Library) -> None:
    path.write_text('{"id": 1\n{}\n', encoding="utf-8")
    with path.open("a", encoding="utf-8") as file:
        file.write(json.dumps({**FIGURE, "qrels": {"green/9.9": 2}}) + "\n")

    questions, problems = check_set(path, shipped_library)

    assert len(questions) == 1
    assert [problem.line for problem in problems] == [1, 2, 3]
    assert "the key 'id' is missing" in problems[1].what


def test_a_set_with_doubts_can_be_run_and_one_with_unknown_clauses_cannot(path: Path, shipped_library: Library) -> None:
    write(path, {**FIGURE, "kind": "riddle"})
    doubtful = usable_set(path, shipped_library)
    write(path, {**FIGURE, "qrels": {"green/9.9": 2}}, {**FIGURE, "id": "b", "work": "blue"})

    with pytest.raises(QuestionSetError, match=r"no clause '9\.9'.*1 more, `assistant eval check") as caught:
        usable_set(path, shipped_library)

    assert len(doubtful) == 1
    assert caught.value.line == 1
