"""``eval run`` and ``bench``: scores of a small set, worked by hand, and one line for a bad one."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., tuple[int, str, str]]
SILENT = "What is the corporate tax rate for metaverse companies?"


@pytest.fixture
def questions(tmp_path: Path) -> Path:
    """Return a set of one look-up a language and one question on which the plans are silent."""
    rows = [
        {"id": "a", "split": "dev", "language": "zh", "kind": "look-up", "question": "绿色方案第6项",
         "status": "answered", "qrels": {"green/2.2.6": 2}},
        {"id": "b", "split": "test", "language": "en", "kind": "look-up", "question": "item 6 of the green plan",
         "status": "answered", "qrels": {"green/2.2.7": 2, "green/2.2.6": 2}},
        {"id": "c", "split": "dev", "language": "en", "kind": "silent", "question": SILENT, "status": "abstained",
         "reason": "not_in_corpus"},
    ]  # fmt: skip
    path = tmp_path / "small.jsonl"
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return path


@pytest.mark.usefixtures("ready")
def test_the_scores_of_a_small_set_are_those_worked_by_hand(run: Run, questions: Path) -> None:
    code, out, _ = run("eval", "run", str(questions), "--json")

    scores = json.loads(out)

    assert code == 0
    assert list(scores) == ["zh", "en", "all"]
    assert [scores[name]["questions"] for name in scores] == [1, 2, 3]
    assert (scores["zh"]["recall_1"], scores["zh"]["mrr"], scores["zh"]["citation_recall"]) == (1.0, 1.0, 1.0)
    # One of two answering clauses is cited.
    assert (scores["en"]["citation_precision"], scores["en"]["citation_recall"]) == (1.0, 0.5)
    assert (scores["en"]["refusal"], scores["en"]["over_refusal"]) == (1.0, 0.0)
    assert scores["zh"]["refusal"] is None


@pytest.mark.usefixtures("ready")
def test_the_table_names_each_question_that_went_wrong(run: Run, questions: Path) -> None:
    code, out, _ = run("eval", "run", str(questions), "--failures")

    lines = out.splitlines()

    assert code == 0
    assert [line.split()[0] for line in lines[1:4]] == ["zh", "en", "all"]
    assert lines[4:] == [
        "b [look-up] item 6 of the green plan",
        "    cites 50% of the clauses that answer; wanted green/2.2.6 green/2.2.7; cited green/2.2.6",
    ]


@pytest.mark.usefixtures("ready")
def test_only_the_questions_of_a_split_are_asked(run: Run, questions: Path) -> None:
    _, out, _ = run("eval", "run", str(questions), "--split", "test", "--json")

    scores = json.loads(out)

    assert list(scores) == ["en", "all"]
    assert scores["all"]["questions"] == 1


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "has no questions"),
        (b"{\n", "line 1: is no question"),
        (b"\xff\xfe\x00\x00", "cannot be read"),
        (b'{"id": "a", "colour": 1}', "unknown key 'colour'"),
        (b'{"id": "a", "question": "?", "language": "fr", "status": "answered", "kind": "x"}', "language is zh or en"),
        (b'{"id": "a", "question": "?", "language": "en", "status": "answered", "kind": "x"}', "clause of grade 2"),
        (
            b'{"id": "a", "question": "?", "language": "en", "status": "abstained", "kind": "x"}\n' * 2,
            "line 2: repeats the id 'a'",
        ),
    ],
)
def test_a_malformed_set_is_one_line(run: Run, home: Path, tmp_path: Path, content: bytes, words: str) -> None:
    path = tmp_path / "bad.jsonl"
    path.write_bytes(content)

    code, out, err = run("eval", "run", str(path))

    assert (code, out) == (3, "")
    assert words in err
    assert err.count("\n") == 1
    assert list(home.iterdir()) == []


def test_an_unknown_set_is_named_with_those_there_are(run: Run, home: Path) -> None:
    code, _, err = run("eval", "run", "nothing")

    message = err

    assert code == 3
    assert "there is no such set; known: " in message
    assert "core" in message
    assert list(home.iterdir()) == []


@pytest.mark.usefixtures("ready")
def test_bench_says_how_long_and_how_much(run: Run) -> None:
    code, out, _ = run("bench", "--rounds", "1")

    lines = out.splitlines()

    assert code == 0
    assert re.fullmatch(r"open      [0-9.]+ s", lines[0])
    assert re.fullmatch(r"answer    median [0-9.]+ ms, p95 [0-9.]+ ms \(6 answers\)", lines[1])
    assert re.fullmatch(r"memory    [0-9]+ MiB at most", lines[2])
