"""Question sets: what a line means, and how a malformed one is named."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from assistant.answers import Reason
from assistant.errors import QuestionSetError
from assistant.evaluation.sets import ANSWERS, HELPS, read_set, scan_set
from assistant.library import Library
from assistant.works import ClauseRef

ROW: dict[str, object] = {
    "id": "a",
    "question": "风筝？",
    "language": "zh",
    "kind": "figure",
    "status": "answered",
    "qrels": {"kites/p1": 2, "kites/p2": 1},
}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "set.jsonl"


def write(path: Path, *rows: object) -> None:
    path.write_text("".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in rows), encoding="utf-8")


def test_a_line_is_a_question_with_its_judgements(path: Path) -> None:
    write(path, {**ROW, "figures": ["30亿元"], "history": ["早？"], "work": "kites", "split": "test"})

    (question,) = read_set(path)

    assert (question.id, question.language, question.kind, question.split) == ("a", "zh", "figure", "test")
    assert (question.answerable, question.reason, question.figures) == (True, None, ("30亿元",))
    assert (question.history, question.work) == (("早？",), "kites")
    assert question.graded(ANSWERS) == {ClauseRef("kites", "p1")}
    assert question.graded(HELPS) == {ClauseRef("kites", "p1"), ClauseRef("kites", "p2")}


def test_what_is_left_out_has_its_default(path: Path) -> None:
    write(
        path, {"id": 7, "question": "?", "language": "en", "kind": "silent", "status": "abstained", "reason": "unclear"}
    )

    (question,) = read_set(path)

    assert (question.id, question.split, question.answerable, question.reason) == ("7", "dev", False, Reason.UNCLEAR)
    assert (question.qrels, question.figures, question.history, question.work) == ((), (), (), None)
    assert (question.set, question.uid, question.line) == ("set", "set:7", 1)
    assert (question.pair, question.note, question.author, question.user) == (None, "", "", "")


def test_a_mark_at_the_beginning_blank_lines_and_line_separators_do_no_harm(path: Path) -> None:
    first, second = ({**ROW, "id": name, "question": "a\u2028b"} for name in "ab")
    lines = [json.dumps(row, ensure_ascii=False) for row in (first, second)]
    path.write_text("\ufeff" + "\n\n  \n".join(lines), encoding="utf-8")

    assert [question.question for question in read_set(path)] == ["a\u2028b", "a\u2028b"]


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ("no object", "a line is a JSON object"),
        ({**ROW, "colour": "red"}, "unknown key 'colour'"),
        ({key: value for key, value in ROW.items() if key != "question"}, "question"),
        ({**ROW, "language": "fr"}, "language is zh or en"),
        ({**ROW, "status": "perhaps"}, "status is answered or abstained"),
        ({**ROW, "qrels": {"kites/p1": 1}}, "needs a clause of grade 2"),
        ({**ROW, "qrels": {"kites": 2}}, "work/eid"),
        ({**ROW, "reason": "tired"}, "reason is not_in_corpus, out_of_scope, false_premise or unclear, not 'tired'"),
        ({**ROW, "user": "robot"}, "user is investor, official or evaluator"),
        ({**ROW, "id": "a b"}, "id has no white space"),
        ({**ROW, "id": None}, "id is a text"),
        ({**ROW, "question": 5}, "question is a text"),
        ({**ROW, "figures": "5家"}, "figures is a list of texts"),
        ({**ROW, "history": [5]}, "history is a list of texts"),
        ({**ROW, "qrels": ["kites/p1"]}, "qrels is an object of grades by clause"),
        ({**ROW, "qrels": {"kites/p1": 3}}, "kites/p1 has the grade 3; grades are 0, 1, 2"),
    ],
)
def test_a_malformed_line_is_named_by_its_number(path: Path, row: object, problem: str) -> None:
    write(path, {**ROW, "id": "first"}, row)

    with pytest.raises(QuestionSetError, match=problem) as caught:
        read_set(path)

    assert caught.value.line == 2


def test_every_line_that_is_wrong_is_found_and_the_first_is_named(path: Path) -> None:
    write(path, ROW, {}, {**ROW, "id": "b"}, "nothing")

    questions, problems = scan_set(path)

    assert [question.id for question in questions] == ["a", "b"]
    assert [problem.line for problem in problems] == [2, 4]
    with pytest.raises(QuestionSetError, match=r"line 2: .*; 1 more, `assistant eval check .*set\.jsonl` lists them"):
        read_set(path)


def test_brackets_without_end_are_a_malformed_line(path: Path) -> None:
    path.write_text("[" * 100_000, encoding="utf-8")

    with pytest.raises(QuestionSetError, match="line 1: is no question"):
        read_set(path)


def test_an_id_is_used_once(path: Path) -> None:
    write(path, ROW, ROW)

    with pytest.raises(QuestionSetError, match="line 2: repeats the id 'a' of line 1; give it another"):
        read_set(path)


@pytest.mark.parametrize("content", [b"", b"\n\n", b"\xff\xfe\x00"])
def test_a_file_without_questions_is_an_error(path: Path, content: bytes) -> None:
    path.write_bytes(content)

    with pytest.raises(QuestionSetError) as caught:
        read_set(path)

    assert caught.value.line == 0


def test_a_missing_file_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(QuestionSetError, match="cannot be read"):
        read_set(tmp_path / "nowhere.jsonl")


def test_the_set_that_ships_is_balanced_and_judged_by_clauses_that_exist(
    repository: Path, shipped_library: Library
) -> None:
    questions = read_set(repository / "eval" / "sets" / "core.jsonl")

    languages = Counter(question.language for question in questions)
    leaves = {ref for work in shipped_library.works for ref in shipped_library.leaves(work.id)}
    assert len(questions) >= 150
    assert languages["zh"] == languages["en"]
    assert {q.split for q in questions} == {"dev", "test"}
    assert {"figure", "topic", "list", "comparison", "lookup", "silent", "false_premise"} <= {q.kind for q in questions}
    assert {qrel.ref for question in questions for qrel in question.qrels} <= leaves
