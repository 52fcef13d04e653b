"""``eval`` and ``bench``: scores of a small set, worked by hand, and one line for a bad one."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.evaluation.sets import _KEYS

Run = Callable[..., tuple[int, str, str]]
SILENT = "What is the corporate tax rate for metaverse companies?"


@pytest.fixture
def questions(tmp_path: Path) -> Path:
    """Return a set of one look-up a language and one question on which the plans are silent."""
    rows = [
        {"id": "a", "split": "dev", "language": "zh", "kind": "lookup", "question": "绿色方案第6项",
         "status": "answered", "qrels": {"green/2.2.6": 2}},
        {"id": "b", "split": "test", "language": "en", "kind": "list", "question": "item 6 of the green plan",
         "status": "answered", "qrels": {"green/2.3.8": 2, "green/2.2.6": 2}},
        {"id": "c", "split": "dev", "language": "en", "kind": "silent", "question": SILENT, "status": "abstained",
         "reason": "not_in_corpus"},
    ]  # fmt: skip
    path = tmp_path / "small.jsonl"
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return path


@pytest.mark.usefixtures("ready")
def test_the_scores_of_a_small_set_are_those_worked_by_hand(run: Run, questions: Path) -> None:
    code, out, _ = run("eval", "run", str(questions), "--json")

    body = json.loads(out)

    def value(group: str, measure: str) -> float | None:
        found: dict[str, float] | None = body["systems"]["shipped"][group][measure]
        return found["value"] if found else None

    assert code == 0
    assert body["questions"] == {"zh": 1, "en": 2, "all": 3}
    assert (value("zh", "recall_1"), value("zh", "mrr"), value("zh", "citation_recall")) == (1.0, 1.0, 1.0)
    # One of two answering clauses is cited, and a list needs both.
    assert (value("en", "citation_precision"), value("en", "citation_recall")) == (1.0, 0.5)
    assert (value("en", "right"), value("en", "clause_right")) == (0.5, 0.0)
    assert (value("en", "refusal"), value("en", "over_refusal")) == (1.0, 0.0)
    assert value("zh", "refusal") is None


@pytest.mark.usefixtures("ready")
def test_the_table_names_each_question_that_went_wrong(run: Run, questions: Path) -> None:
    code, out, _ = run("eval", "run", str(questions), "--failures")

    lines = out.splitlines()

    assert code == 0
    assert re.fullmatch(r"shipped +zh \(1\) +en \(2\) +all \(3\) *", lines[0])
    assert any(re.match(r"recall@5 +1\.000 \(n=1\)", line) for line in lines)
    assert any(re.fullmatch(r"latency    median [0-9.]+ ms, p95 [0-9.]+ ms", line) for line in lines)
    assert any(re.fullmatch(r"memory     [0-9]+ MiB at most in one process", line) for line in lines)
    assert lines[-2:] == [
        "b [list] item 6 of the green plan",
        "    a clause that answers is not cited; wanted green/2.2.6 green/2.3.8; answered, cited green/2.2.6",
    ]


@pytest.mark.usefixtures("ready")
def test_only_the_questions_of_a_split_are_asked(run: Run, questions: Path) -> None:
    _, out, _ = run("eval", "run", str(questions), "--split", "test", "--json")

    body = json.loads(out)

    assert body["questions"] == {"zh": 0, "en": 1, "all": 1}
    assert body["systems"]["shipped"]["failing"] == ["small:b"]


@pytest.mark.usefixtures("ready")
def test_systems_are_compared_and_everything_asked_for_is_written(run: Run, questions: Path, tmp_path: Path) -> None:
    report, export, trec = tmp_path / "report.html", tmp_path / "out.csv", tmp_path / "trec"

    code, out, _ = run(
        "eval", "run", str(questions), "--system", "shipped", "--system", "pipeline", "--markdown", "--report",
        str(report), "--export", str(export), "--columns", "plain", "--trec", str(trec),
    )  # fmt: skip

    assert code == 0
    assert out.startswith("# Evaluation: small (all), 3\n")
    assert "\npipeline − shipped (all):\n" in out
    assert "<!DOCTYPE html>" in report.read_text(encoding="utf-8")
    assert export.read_text(encoding="utf-8").startswith("id,system,language,kind,question,contexts,answer,reference")
    assert sorted(path.name for path in trec.iterdir()) == ["pipeline.run", "qrels.txt", "shipped.run"]


@pytest.mark.usefixtures("ready")
def test_the_answers_of_another_program_are_scored_beside_ours(run: Run, questions: Path, tmp_path: Path) -> None:
    written = tmp_path / "written.jsonl"
    rows = [{"id": identity, "status": "abstained", "reason": "not_in_corpus"} for identity in "abc"]
    written.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")

    code, out, _ = run("eval", "run", str(questions), "--system", "shipped", "--system", f"answers:{written}")

    assert code == 0
    assert out.count("latency") == 1
    assert re.search(r"refusal +\+0\.000 against shipped \(p = 1\.0000, n = 1\)", out)
    assert re.search(r"over_refusal +\+1\.000 against shipped", out)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--system", "nothing"], "there is no system 'nothing'; known: shipped"),
        (["--report", "report.pdf"], "a report is a file that ends in .html"),
        (["--export", "out.xlsx"], "ends in .jsonl or .csv"),
    ],
)
def test_what_cannot_be_done_is_said_before_anything_is_asked(
    run: Run, home: Path, questions: Path, arguments: list[str], words: str
) -> None:
    code, out, err = run("eval", "run", str(questions), *arguments)

    assert (code, out) == (3, "")
    assert words in err
    assert err.count("\n") == 1
    assert list(home.iterdir()) == []


@pytest.mark.usefixtures("home")
def test_a_split_without_questions_is_one_line(run: Run, questions: Path) -> None:
    questions.write_text(questions.read_text(encoding="utf-8").replace('"test"', '"dev"'), encoding="utf-8")

    code, _, err = run("eval", "run", str(questions), "--split", "test")

    assert code == 3
    assert "the sets have no question of the split test" in err


@pytest.mark.usefixtures("home")
def test_checking_lists_every_problem_with_its_line(run: Run, questions: Path) -> None:
    right = run("eval", "check", str(questions))
    with questions.open("a", encoding="utf-8") as file:
        file.write('{"id": "a"}\n{"colour": 1}\n')

    code, out, _ = run("eval", "check", str(questions))

    assert right == (0, f"{questions}: 3 questions, 0 problems\n", "")
    assert code == 1
    assert out.splitlines() == [
        f"{questions}, line 4: is no question: the key 'question' is missing",
        f"{questions}, line 5: is no question: unknown key 'colour'; known: {', '.join(_KEYS)}",
        f"{questions}: 3 questions, 2 problems",
    ]


@pytest.mark.usefixtures("ready")
def test_a_baseline_is_written_and_held_to(run: Run, questions: Path, tmp_path: Path) -> None:
    folder = tmp_path / "baselines"

    written = run("eval", "baseline", str(questions), "--folder", str(folder))
    held = run("eval", "baseline", str(questions), "--folder", str(folder), "--check")
    path = folder / "small.json"
    body = json.loads(path.read_text(encoding="utf-8"))
    body["scores"]["dev"]["zh"]["right"].update({"low": 1.5})
    path.write_text(json.dumps(body), encoding="utf-8")
    dropped = run("eval", "baseline", str(questions), "--folder", str(folder), "--check")

    assert written[:2] == (0, f"{path} written\n")
    assert held[:2] == (0, "")
    assert dropped[:2] == (1, "dev zh right: 1.000, beyond 1.500\n")


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
            b'{"id": "a", "question": "why?", "language": "en", "status": "abstained", "kind": "x"}\n' * 2,
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
