from __future__ import annotations

import csv
import io
import json
import logging
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from assistant.answers import as_json
from assistant.api.events import EventLog
from assistant.errors import AssistantError, IndexDamagedError

if TYPE_CHECKING:
    from starlette.testclient import TestClient

    from assistant.engine import Assistant

QUESTION = "How large is the green and low-carbon industry to be by 2025?"


def test_a_question_is_answered_as_on_the_command_line(client: TestClient, assistant: Assistant) -> None:
    body = client.post("/api/v1/ask", json={"question": f" {QUESTION} "}).json()

    said = as_json(assistant.ask(QUESTION))
    assert "RMB 500 billion" in body["answer"]
    assert {name: body[name] for name in said if name != "timings_ms"} == {
        name: value for name, value in said.items() if name != "timings_ms"
    }
    assert body["trace"] is None


def test_a_question_can_be_kept_to_a_work_and_a_language_and_traced(client: TestClient) -> None:
    asked = {"question": "规模目标是多少？", "language": "en", "work": "metaverse", "trace": True, "k": 3}

    body = client.post("/api/v1/ask", json=asked).json()

    assert body["language"] == "en"
    assert {citation["work"] for citation in body["citations"]} <= {"metaverse"}
    assert "understood" in body["trace"]


def test_a_follow_up_is_read_with_the_question_before(client: TestClient) -> None:
    body = client.post("/api/v1/ask", json={"question": "And the metaverse?", "history": [QUESTION]}).json()

    assert "metaverse" in {citation["work"] for citation in body["citations"]}


def test_where_the_documents_are_silent_the_reply_says_why(client: TestClient) -> None:
    body = client.post("/api/v1/ask", json={"question": "What is Shenzhen's metaverse target?"}).json()

    assert (body["status"], body["reason"], body["answer"]) == ("abstained", "out_of_scope", None)
    assert "Shenzhen" in body["explanation"]


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({"question": "   "}, "question"),
        ({"question": "？！"}, "question"),
        ({"question": "x" * 501}, "question"),
        ({}, "question"),
        ({"question": "x", "langauge": "en"}, "invalid"),
        ({"question": "x", "language": "fr"}, "invalid"),
        ({"question": "x", "k": 0}, "invalid"),
        ({"question": "x", "history": ["x"] * 11}, "invalid"),
        ([], "invalid"),
    ],
)
def test_a_question_that_cannot_be_asked_is_a_problem(asked: object, code: str, client: TestClient) -> None:
    reply = client.post("/api/v1/ask", json=asked)

    assert reply.status_code == 422
    assert reply.headers["content-type"] == "application/problem+json"
    assert reply.json()["code"] == code


def test_a_body_that_is_no_json_is_a_problem(client: TestClient) -> None:
    reply = client.post("/api/v1/ask", content=b"{", headers={"content-type": "application/json"})

    assert (reply.status_code, reply.json()["code"]) == (422, "invalid")


def test_a_problem_is_told_in_the_language_that_is_asked_for(client: TestClient) -> None:
    asked = {"question": "x", "work": "nowhere"}

    chinese = client.post("/api/v1/ask", json=asked, headers={"accept-language": "fr, zh-CN;q=0.8, en;q=0.2"})

    assert chinese.status_code == 404
    assert chinese.headers["content-language"] == "zh"
    assert chinese.json() == {
        "type": "urn:policy-assistant:problem:no-work",
        "title": "没有这份文件，见 /api/v1/works",
        "status": 404,
        "code": "no-work",
        "language": "zh",
        "detail": "no work 'nowhere'; `assistant corpus list` shows them",
    }


def test_the_nearest_clauses_come_best_first(client: TestClient) -> None:
    body = client.get("/api/v1/search", params={"q": "hydrogen refuelling stations", "k": 3}).json()

    assert [hit["rank"] for hit in body["hits"]] == [1, 2, 3]
    assert body["hits"][0]["score"] >= body["hits"][1]["score"]
    assert body["language"] == "en"
    assert "ydrogen" in body["hits"][0]["text"]


def test_the_works_say_what_they_are(client: TestClient) -> None:
    works = {work["work"]: work for work in client.get("/api/v1/works").json()["works"]}

    assert len(works) == 6
    assert works["green"]["number"] == "沪府办发〔2022〕12号"
    assert works["green"]["period"] == [2022, 2025]
    assert works["press-2022-07-08"]["authority"] == "briefing"


def test_a_clause_is_there_in_both_languages_and_in_its_place(client: TestClient) -> None:
    clause = client.get("/api/v1/clauses/green/2.2.6").json()

    assert clause["label"]["zh"] == "《绿色低碳行动方案》二（二）6"
    assert (clause["previous"], clause["next"]) == ("green/2.2.5", "green/2.3.7")
    assert clause["parents"] == ["green/2", "green/2.2"]
    assert [(text["language"], text["edition"]) for text in clause["texts"]] == [("zh", "digest"), ("en", "digest")]
    assert "Jinshan" in clause["texts"][1]["text"]


def test_a_part_names_what_it_contains(client: TestClient) -> None:
    clause = client.get("/api/v1/clauses/green/2.2").json()

    assert clause["inside"][0] == "green/2.2.5"
    assert (clause["previous"], clause["texts"][0]["text"]) == (None, "")


@pytest.mark.parametrize(("path", "code"), [("green/99", "no-clause"), ("attic/1", "no-work")])
def test_a_clause_that_is_not_there_is_a_problem(path: str, code: str, client: TestClient) -> None:
    reply = client.get(f"/api/v1/clauses/{path}")

    assert (reply.status_code, reply.json()["code"]) == (404, code)


def test_the_targets_can_be_had_as_json_and_as_a_table(client: TestClient) -> None:
    targets = client.get("/api/v1/targets", params={"work": "green"}).json()["targets"]
    reply = client.get("/api/v1/targets.csv", params={"work": "green"})

    rows = list(csv.DictReader(io.StringIO(reply.content.decode("utf-8-sig"), newline="")))
    assert targets[0]["value"] == rows[0]["value"] == "500000000000"
    assert len(targets) == len(rows) == 15
    assert reply.headers["content-disposition"] == 'attachment; filename="targets.csv"'


def test_feedback_is_kept_without_the_question_unless_it_is_given(client: TestClient, tmp_path: Path) -> None:
    first = client.post("/api/v1/feedback", json={"ref": "green/2.2.6", "verdict": "yes"})
    second = client.post(
        "/api/v1/feedback",
        json={"ref": "green/2.2.6", "verdict": "no", "language": "zh", "question": "氢？", "comment": "旧"},
    )

    assert (first.status_code, first.json()) == (201, {"kept": True, "question_kept": False})
    assert second.json()["question_kept"] is True
    with sqlite3.connect(tmp_path / "feedback.sqlite") as database:
        rows = database.execute("SELECT work, eid, verdict, language, question, comment FROM feedback").fetchall()
    database.close()
    assert rows == [("green", "2.2.6", "yes", "en", None, None), ("green", "2.2.6", "no", "zh", "氢？", "旧")]


@pytest.mark.parametrize(
    ("given", "status"),
    [
        ({"ref": "green/99", "verdict": "yes"}, 404),
        ({"ref": "green", "verdict": "yes"}, 422),
        ({"ref": "green/2.2.6", "verdict": "perhaps"}, 422),
    ],
)
def test_feedback_on_nothing_is_a_problem(given: dict[str, str], status: int, client: TestClient) -> None:
    assert client.post("/api/v1/feedback", json=given).status_code == status


def test_healthy_is_whose_index_passed_its_check(make_client: Callable[..., TestClient]) -> None:
    body = make_client().get("/api/v1/health").json()

    assert (body["status"], body["generation"], body["works"]) == ("ready", "a generation", 6)


def test_a_damaged_index_is_not_ready_and_names_no_path(make_client: Callable[..., TestClient]) -> None:
    def damaged() -> str:
        raise IndexDamagedError("/a/secret/place", "is not what was written")

    reply = make_client(verify=damaged).get("/api/v1/health")

    assert (reply.status_code, reply.json()["code"], reply.headers["retry-after"]) == (503, "not-ready", "1")
    assert "secret" not in reply.text


def test_the_index_is_not_read_anew_for_every_question_about_health(make_client: Callable[..., TestClient]) -> None:
    checks: list[int] = []

    def counted() -> str:
        checks.append(1)
        return "a generation"

    client = make_client(verify=counted)

    assert [client.get("/api/v1/health").status_code for _ in range(3)] == [200, 200, 200]
    assert len(checks) == 1


def test_an_error_that_is_nobodys_fault_says_no_more_than_that(make_client: Callable[..., TestClient]) -> None:
    def broken() -> str:
        raise AssistantError("/a/secret/place")

    reply = make_client(verify=broken).get("/api/v1/health")

    assert (reply.status_code, reply.json()["code"]) == (500, "failed")
    assert "secret" not in reply.text


def test_an_address_that_does_not_exist_is_a_problem(client: TestClient) -> None:
    assert client.get("/api/v1/attic").json()["code"] == "not-found"
    assert client.delete("/api/v1/works").json()["code"] == "not-allowed"


def test_every_route_is_documented(client: TestClient) -> None:
    paths = client.get("/openapi.json").json()["paths"]

    assert sorted(paths) == [
        "/api/v1/ask",
        "/api/v1/clauses/{work}/{eid}",
        "/api/v1/feedback",
        "/api/v1/health",
        "/api/v1/search",
        "/api/v1/targets",
        "/api/v1/targets.csv",
        "/api/v1/works",
    ]


@pytest.mark.parametrize(("questions", "kept"), [(False, None), (True, QUESTION)])
def test_an_event_is_one_line_without_the_question_unless_it_is_asked_for(
    questions: bool,  # noqa: FBT001  # a table's column
    kept: str | None,
    make_client: Callable[..., TestClient],
) -> None:
    lines: list[str] = []
    logger = logging.getLogger("test events")
    handler = logging.Handler()
    handler.emit = lambda record: lines.append(record.getMessage())  # type: ignore[method-assign]  # the smallest handler
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)

    make_client(events=EventLog(logger, questions)).post("/api/v1/ask", json={"question": QUESTION})

    logger.removeHandler(handler)
    (line,) = [json.loads(line) for line in lines]
    assert (line["event"], line["status"], line["language"]) == ("ask", "answered", "en")
    assert line["ms"] > 0
    assert line.get("question") == kept
