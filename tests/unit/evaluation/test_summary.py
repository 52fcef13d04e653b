"""A run in figures, in Markdown, in TREC's formats, and in the columns of other tools."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.answers import Reason
from assistant.errors import EvaluationError
from assistant.evaluation.exporting import Columns, write_answers, write_trec
from assistant.evaluation.markdown import as_markdown, shown
from assistant.evaluation.measures import Fault
from assistant.evaluation.replies import Asked, Reply
from assistant.evaluation.running import SystemRun
from assistant.evaluation.sets import EvalQuestion
from assistant.evaluation.statistics import Estimate, Method
from assistant.evaluation.summary import Summary, latency, summarised
from assistant.library import Library

Question = Callable[..., EvalQuestion]
Replied = Callable[..., Reply]


@pytest.fixture
def summary(question: Question, answer: Replied, refusal: Replied) -> Summary:
    """Return two systems on three questions: the first is right on two, the other on one."""
    questions = [
        question("a", "1.2.p1", work="green", text="规模？", kind="riddle"),
        question("b", "2.2.6 | 2.3.8", work="green", text="Which districts?", language="en", kind="list"),
        question("c", text="Tax rate?", language="en", kind="silent", reason=Reason.NOT_IN_CORPUS),
    ]
    good = [
        answer("5000亿元。", "1.2.p1", work="green", ms=1.0),
        answer("Lingang.", "2.3.8", retrieved="2.3.8 2.2.6", work="green", ms=3.0),
        refusal("not_in_corpus", explanation="The documents do not say.", retrieved="1.2.p1", work="green"),
    ]
    bad = [answer("无。", "1.2.p2", work="green", ms=5.0), *[answer("No.", "2.2.6", work="green")] * 2]
    runs = [
        SystemRun(name, name * 3, tuple(map(Asked, questions, replies)), 100.4)
        for name, replies in (("shipped", good), ("other|one", bad))
    ]
    return summarised(["s"], "dev", questions, runs)


def test_figures_are_by_language_and_kind(summary: Summary) -> None:
    shipped, other = summary.systems

    right = {group: found["right"] for group, found in shipped.estimates.items()}
    assert {group: found and (found.value, found.n) for group, found in right.items()} == {
        "zh": (1.0, 1),
        "en": (0.5, 2),
        "all": (pytest.approx(2 / 3), 3),
    }
    assert summary.kinds == ("list", "silent", "riddle")
    assert shipped.kinds["list"]["all"]["right"] == Estimate(0.0, 0.0, 0.0, 1, Method.ALL_EQUAL)
    assert shipped.kinds["list"]["zh"]["right"] is None
    assert [one.question.id for one in shipped.failing] == ["b"]
    assert [one.question.id for one in other.failing] == ["a", "c"]
    assert (summary.counts("zh"), summary.counts("en"), summary.counts("all")) == (1, 2, 3)


def test_faults_are_counted_by_language(summary: Summary) -> None:
    shipped, other = summary.systems

    assert dict(shipped.faults) == {(Fault.CLAUSES, "en"): 1}
    assert dict(other.faults) == {(Fault.CLAUSES, "zh"): 1, (Fault.ANSWERED, "en"): 1}
    assert "| shipped | a clause that answers is not cited | en | 1 |" in as_markdown(summary).splitlines()


def test_the_first_system_is_what_the_others_are_compared_with(summary: Summary) -> None:
    shipped, other = summary.systems

    assert shipped.differences == {}
    right = other.differences["right"]
    assert right is not None
    assert (right.value, right.n) == (pytest.approx(-1 / 3), 3)


def test_statuses_are_counted_where_they_were_expected(summary: Summary) -> None:
    shipped, other = summary.systems

    assert dict(shipped.statuses) == {("answered", "answered"): 2, ("not_in_corpus", "not_in_corpus"): 1}
    assert dict(other.statuses) == {("answered", "answered"): 2, ("not_in_corpus", "answered"): 1}


def test_the_95th_percentile_is_the_nearest_rank() -> None:
    found = latency([float(ms) for ms in range(1, 101)])

    assert found is not None
    assert (found.median_ms, found.p95_ms) == (50.5, 95.0)
    assert latency([7.0]) is not None
    assert latency([]) is None


def test_the_json_holds_every_figure_with_its_interval(summary: Summary) -> None:
    body = json.loads(json.dumps(summary.to_json()))

    shipped = body["systems"]["shipped"]
    assert body["questions"] == {"zh": 1, "en": 2, "all": 3}
    assert shipped["zh"]["right"] == {"value": 1.0, "low": 1.0, "high": 1.0, "n": 1, "method": "all equal"}
    assert shipped["zh"]["refusal"] is None
    assert shipped["latency_ms"] == {"median": 2.0, "p95": 3.0}
    assert (shipped["memory_mib"], shipped["failing"]) == (100, ["s:b"])
    assert body["systems"]["other|one"]["differences"]["right"]["n"] == 3
    assert body["systems"]["other|one"]["statuses"][1] == {
        "expected": "not_in_corpus",
        "given": "answered",
        "questions": 1,
    }


def test_markdown_has_a_table_for_each_system_and_one_of_kinds(summary: Summary) -> None:
    lines = as_markdown(summary).splitlines()

    assert "| measure | zh (n=1) | en (n=2) | all (n=3) |" in lines
    assert "## other|one" in lines
    assert any(line.startswith("| right | 1.000 (n=1) | 0.500 [0.000, 1.000]") for line in lines)
    assert any(line.startswith("| kind | shipped zh") and "other\\|one all" in line for line in lines)
    assert any(line.startswith("| right | -0.333 |") for line in lines)
    assert any("答对且引对" in line for line in as_markdown(summary, "zh").splitlines())


def test_an_interval_says_how_it_was_found() -> None:
    assert shown(Estimate(0.5, 0.25, 0.75, 8, Method.BCA)) == "0.500 [0.250, 0.750]"
    assert shown(Estimate(0.5, 0.25, 0.75, 8, Method.PERCENTILE)) == "0.500 [0.250, 0.750]†"
    assert shown(Estimate(1.0, 1.0, 1.0, 8, Method.ALL_EQUAL)) == "1.000 (n=8)"
    assert shown(None) == "–"


def test_runs_and_judgements_are_read_by_ir_measures(summary: Summary, tmp_path: Path) -> None:
    import ir_measures

    files = write_trec(tmp_path / "trec", summary.questions, [system.run for system in summary.systems])

    assert [path.name for path in files][:2] == ["qrels.txt", "shipped.run"]
    assert files[1].read_text(encoding="utf-8").splitlines()[1:3] == [
        "s:b Q0 green/2.3.8 1 1.000000 shipped",
        "s:b Q0 green/2.2.6 2 0.500000 shipped",
    ]
    qrels = list(ir_measures.read_trec_qrels(str(files[0])))
    run = list(ir_measures.read_trec_run(str(files[1])))
    found = ir_measures.calc_aggregate([ir_measures.RR(rel=2)], qrels, run)
    # a finds its clause first, b second; c has no judgement.
    assert found[ir_measures.RR(rel=2)] == pytest.approx((1 + 1 / 2) / 2)


@pytest.mark.parametrize(
    ("columns", "names"),
    [
        (Columns.RAGAS, ["user_input", "retrieved_contexts", "response", "reference", "reference_contexts"]),
        (Columns.DEEPEVAL, ["input", "retrieval_context", "actual_output", "expected_output", "context"]),
        (Columns.TRULENS, ["query", "contexts", "response", "expected_response", "expected_chunks"]),
        (Columns.PLAIN, ["question", "contexts", "answer", "reference", "reference_contexts"]),
    ],
)
def test_answers_are_exported_in_the_columns_of_other_tools(
    summary: Summary, shipped_library: Library, tmp_path: Path, columns: Columns, names: list[str]
) -> None:
    path = tmp_path / "out.jsonl"

    write_answers(path, [system.run for system in summary.systems], shipped_library, columns)

    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert len(rows) == 6
    assert list(rows[0]) == ["id", "system", "language", "kind", *names]
    _, second, third, *_ = rows
    clause = shipped_library.answering("green", "en").text_of("2.2.6")
    assert second[names[0]] == "Which districts?"
    assert second[names[1]] == [shipped_library.answering("green", "en").text_of("2.3.8"), clause]
    assert (second[names[2]], second[names[3]], second[names[4]]) == ("Lingang.", clause, [clause])
    # A refusal answers with its explanation, and has no reference.
    assert (third[names[2]], third[names[3]], third[names[4]]) == ("The documents do not say.", "", [])


def test_lists_are_json_in_csv(summary: Summary, shipped_library: Library, tmp_path: Path) -> None:
    path = tmp_path / "out.csv"

    write_answers(path, [summary.systems[0].run], shipped_library, Columns.RAGAS)

    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["id"] for row in rows] == ["s:a", "s:b", "s:c"]
    assert json.loads(rows[0]["retrieved_contexts"]) == [shipped_library.answering("green", "zh").text_of("1.2.p1")]


def test_another_ending_is_refused(summary: Summary, shipped_library: Library, tmp_path: Path) -> None:
    with pytest.raises(EvaluationError, match=r"ends in \.jsonl or \.csv"):
        write_answers(tmp_path / "out.xlsx", [summary.systems[0].run], shipped_library, Columns.PLAIN)


def test_contexts_that_a_system_gives_itself_are_taken(
    question: Question, shipped_library: Library, tmp_path: Path
) -> None:
    reply = Reply.from_json({"status": "answered", "answer": "5.", "contexts": ["a piece"]})
    run = SystemRun("other", "", (Asked(question("a", "1.2.p1", work="green"), reply),), 1.0)
    path = tmp_path / "out.jsonl"

    write_answers(path, [run], shipped_library, Columns.PLAIN)

    assert json.loads(path.read_text(encoding="utf-8"))["contexts"] == ["a piece"]


def test_a_clause_that_is_none_has_no_text_to_export(
    question: Question, answer: Replied, shipped_library: Library, tmp_path: Path
) -> None:
    asked = Asked(question("a", "1.2.p1", work="green"), answer("5.", "9.9 1.2.p1", work="green"))
    path = tmp_path / "out.jsonl"

    write_answers(path, [SystemRun("other", "", (asked,), 1.0)], shipped_library, Columns.PLAIN)

    (context,) = json.loads(path.read_text(encoding="utf-8"))["contexts"]
    assert context == shipped_library.answering("green", "zh").text_of("1.2.p1")
