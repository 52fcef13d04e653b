"""Many questions in one process: each line answered or its error told, and the run goes on."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., tuple[int, str, str]]
pytestmark = pytest.mark.usefixtures("ready")


def answered(
    run: Run, folder: Path, *lines: str, more: tuple[str, ...] = (), told: str = ""
) -> list[dict[str, object]]:
    source, target = folder / "in.jsonl", folder / "out.jsonl"
    source.write_text("\n".join(lines) + "\n", encoding="utf-8")
    code, out, err = run("ask", "--batch", str(source), "--out", str(target), *more)
    assert (code, out) == (0, "")
    assert err == (told and f'assistant: {told} not answered; "error" in {target} says why\n')
    return [json.loads(line) for line in target.read_text(encoding="utf-8").split("\n") if line]


def line(**keys: object) -> str:
    return json.dumps(keys, ensure_ascii=False)


def test_every_line_is_answered_with_its_id(run: Run, tmp_path: Path) -> None:
    lines = (line(id="a", question="绿色方案第6项"), line(id=2, question="item 6 of the green plan"))

    bodies = answered(run, tmp_path, *lines)

    assert [(body["id"], body["language"], body["status"]) for body in bodies] == [
        ("a", "zh", "answered"),
        (2, "en", "answered"),
    ]
    assert list(bodies[0])[:3] == ["id", "question", "language"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{", "Expecting"),
        ("[]", "question"),
        ('"绿色"', "question"),
        ('{"id": "b"}', "question"),
        ('{"id": "b", "question": 5}', "question"),
        ('{"id": "b", "question": ""}', "empty"),
        ('{"id": "b", "question": "' + "元" * 600 + '"}', "600 characters"),
        ('{"id": "b", "question": "\\ud800绿色"}', "no valid Unicode"),
        ('{"id": "\\ud800", "question": ""}', "empty"),
        ('{"id": "b", "question": "绿色", "language": "fr"}', "'fr'"),
        ('{"id": "b", "question": "绿色", "language": {"a": 1}}', "language"),
        ('{"id": "b", "question": "绿色", "work": "nothing"}', "no work 'nothing'"),
        ('{"id": "b", "question": "绿色", "work": [1]}', "work"),
        ('{"id": "b", "question": "绿色", "history": "earlier"}', "history"),
        ("[" * 100_000, "recursion"),
    ],
)
def test_a_bad_line_gives_its_id_and_error_and_the_run_goes_on(run: Run, tmp_path: Path, text: str, words: str) -> None:
    good = line(id="good", question="绿色方案第6项")

    bodies = answered(run, tmp_path, text, good, told="1 line was")

    assert list(bodies[0]) == ["id", "error"]
    assert str(bodies[0]["error"]).startswith("line 1: ")
    assert words in str(bodies[0]["error"])
    assert (bodies[1]["id"], bodies[1]["status"]) == ("good", "answered")


def test_blank_lines_are_passed_over_but_counted(run: Run, tmp_path: Path) -> None:
    lines = ("", line(id="a", question="绿色方案第6项"), "   ", "{")

    bodies = answered(run, tmp_path, *lines, told="1 line was")

    assert len(bodies) == 2
    assert str(bodies[1]["error"]).startswith("line 4: ")


def test_a_line_separator_inside_a_string_ends_no_line(run: Run, tmp_path: Path) -> None:
    text = line(id="a", question="绿色方案\u2028第6项")

    bodies = answered(run, tmp_path, text)

    assert [body["status"] for body in bodies] == ["answered"]


def test_a_line_can_choose_its_work_and_language(run: Run, tmp_path: Path) -> None:
    text = line(id="a", question="产业规模目标是多少？", work="terminals", language="en")

    (body,) = answered(run, tmp_path, text, more=("--work", "green"))

    assert body["language"] == "en"
    hits = body["retrieved"]
    assert isinstance(hits, list)
    assert {hit["ref"].split("/")[0] for hit in hits} == {"terminals"}


def test_earlier_questions_are_given_as_texts_or_objects(run: Run, tmp_path: Path) -> None:
    texts = line(id="a", question="第6项呢？", history=["绿色方案第5项"])
    objects = line(id="b", question="第6项呢？", history=[{"question": "绿色方案第5项", "answer": "…"}, 5])

    first, second = answered(run, tmp_path, texts, objects)

    assert first["citations"] == second["citations"]
    assert first["status"] == second["status"] == "answered"


def test_a_byte_order_mark_is_no_part_of_the_first_line(run: Run, tmp_path: Path) -> None:
    text = "\ufeff" + line(id="a", question="绿色方案第6项")

    bodies = answered(run, tmp_path, text)

    assert bodies[0]["id"] == "a"


@pytest.mark.parametrize("content", [None, b"\xff\xfe\x00\x00"])
def test_a_file_that_cannot_be_read_leaves_no_target(run: Run, tmp_path: Path, content: bytes | None) -> None:
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    if content is not None:
        source.write_bytes(content)

    code, out, err = run("ask", "--batch", str(source), "--out", str(target))

    assert (code, out) == (3, "")
    assert err.startswith(f"assistant: {source}: cannot be read: ")
    assert err.count(str(source)) == 1
    assert err.count("\n") == 1
    assert not target.exists()


def test_a_target_that_cannot_be_written_is_one_line(run: Run, tmp_path: Path) -> None:
    source = tmp_path / "in.jsonl"
    source.write_text(line(id="a", question="绿色方案第6项"), encoding="utf-8")

    code, out, err = run("ask", "--batch", str(source), "--out", str(tmp_path))

    assert (code, out) == (3, "")
    assert "cannot be written" in err
    assert err.count("\n") == 1
