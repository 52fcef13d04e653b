from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from assistant.answers import Answer
from assistant.api.admission import Admission
from assistant.library import Library
from assistant.web.access import Access
from assistant.web.guarding import MAX_BODY_BYTES

if TYPE_CHECKING:
    from fastapi import FastAPI
    from starlette.testclient import TestClient

    from .conftest import ScriptedAssistant


@pytest.fixture(scope="module")
def make_app(
    library: Library,
    answer: Answer,
    scripted: Callable[..., ScriptedAssistant],
    tmp_path_factory: pytest.TempPathFactory,
) -> Callable[..., FastAPI]:
    from assistant.web.serving import create_app

    home = Path(tmp_path_factory.mktemp("home"))

    def make(**options: Any) -> FastAPI:
        return create_app(scripted(library, answer), index_home=home / "index", home=home, **options)

    return make


@pytest.fixture(scope="module")
def client(make_app: Callable[..., FastAPI]) -> Iterator[TestClient]:
    from starlette.testclient import TestClient

    with TestClient(make_app()) as client:
        yield client


def test_uploads_are_refused(client: TestClient) -> None:
    reply = client.post("/gradio_api/upload", files={"files": ("state.json", b"{}")})

    assert reply.status_code == 404


def test_an_answer_comes_line_by_line_and_to_nobody_elses_page(client: TestClient) -> None:
    sent = json.dumps({"search": "?lang=en&q=How+large%3F", "language": "en", "serial": 1})

    reply = client.post("/page/answer", content=sent)
    theirs = client.post("/page/answer", content=sent, headers={"Sec-Fetch-Site": "cross-site"})
    huge = client.post("/page/answer", content="x" * (MAX_BODY_BYTES + 1))

    assert [json.loads(line)["kind"] for line in reply.text.splitlines()] == ["begun", "sentences", "whole"]
    assert reply.headers["content-type"] == "application/x-ndjson"
    assert (reply.headers["cache-control"], reply.headers["x-content-type-options"]) == ("no-store", "nosniff")
    assert (theirs.status_code, huge.status_code) == (403, 413)


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/gradio_api/file=/etc/passwd"),
        ("GET", "/gradio_api/proxy=https://example.org/"),
        ("GET", "/gradio_api/deep_link"),
        ("GET", "/gradio_api/openapi.json"),
        ("GET", "/gradio_api/runs"),
        ("GET", "/assets/../../../etc/passwd"),
        ("GET", "/docs"),
        ("GET", "/redoc"),
        ("GET", "/monitoring"),
        ("GET", "/api/v1/ask"),
        ("GET", "/page/answer"),
        ("POST", "/page/answer/x"),
        ("GET", "/api/v1/clauses/green"),
        ("POST", "/gradio_api/vibe-edit"),
        ("POST", "/gradio_api/component_server"),
        ("POST", "/gradio_api/process_recording"),
        ("POST", "/login"),
        ("POST", "/"),
        ("PUT", "/page.css"),
        ("DELETE", "/config"),
        ("DELETE", "/api/v1/feedback"),
    ],
)
def test_what_is_not_offered_is_not_there(method: str, path: str, client: TestClient) -> None:
    reply = client.request(method, path)

    assert reply.status_code == 404
    assert reply.json()["code"] == "not-found"


@pytest.mark.parametrize(
    "path", ["/", "/page.css", "/page.js", "/config", "/gradio_api/upload", "/nowhere", "/theme.css", "/api/v1/works"]
)
def test_every_answer_has_the_headers(path: str, client: TestClient) -> None:
    headers = client.get(path).headers

    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe-eval" not in policy
    assert "http" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["x-frame-options"] == "DENY"


def test_every_script_of_the_page_carries_the_nonce_of_its_reply(client: TestClient) -> None:
    first, second = client.get("/"), client.get("/")

    nonces = [r.headers["content-security-policy"].split("'nonce-")[1].split("'")[0] for r in (first, second)]
    assert nonces[0] != nonces[1]
    assert first.text.count("<script") == first.text.count(f'<script nonce="{nonces[0]}"') > 0
    assert first.headers["cache-control"] == "no-store"


def test_the_page_names_no_other_host(client: TestClient) -> None:
    text = client.get("/").text

    assert "og:image" not in text
    assert '<html\n\tlang="zh-Hans"' in text
    assert "<title>上海产业政策问答" in text
    assert 'id="splash"' in text
    for address in ('="http://', '="https://', '="//'):
        assert address not in text


def test_the_head_of_the_page_can_be_asked_for_alone(client: TestClient) -> None:
    reply = client.head("/")

    assert reply.status_code == 200
    assert not reply.content


def test_a_body_that_says_it_is_too_large_is_refused(client: TestClient) -> None:
    reply = client.post("/gradio_api/queue/join", content=b"x" * (MAX_BODY_BYTES + 1))

    assert reply.status_code == 413


@pytest.mark.parametrize("path", ["/gradio_api/queue/join", "/api/v1/ask"])
def test_a_body_that_does_not_say_how_large_it_is_is_cut_off(path: str, client: TestClient) -> None:
    def chunks() -> Iterator[bytes]:
        for _ in range(20):
            yield b"x" * (MAX_BODY_BYTES // 10)

    reply = client.post(path, content=chunks(), headers={"content-type": "application/json"})

    assert reply.status_code == 413


def test_an_impossible_length_is_refused(client: TestClient) -> None:
    assert client.get("/", headers={"content-length": "-1"}).status_code == 413


def test_another_site_cannot_write_here(client: TestClient) -> None:
    reply = client.post("/api/v1/ask", json={"question": "x"}, headers={"sec-fetch-site": "cross-site"})

    assert reply.status_code == 403


def test_without_the_password_nothing_but_health_answers(make_app: Callable[..., FastAPI]) -> None:
    from starlette.testclient import TestClient

    with TestClient(make_app(access=Access("correct horse battery"))) as client:
        refused = client.get("/")
        assert refused.status_code == 401
        assert refused.headers["www-authenticate"].startswith("Basic")
        assert client.get("/nowhere").status_code == 401
        assert client.get("/api/v1/health").status_code == 503
        assert client.get("/", auth=("x", "correct horse battery")).status_code == 200


def test_when_too_many_ask_at_once_the_rest_is_told_to_come_back(make_app: Callable[..., FastAPI]) -> None:
    from starlette.testclient import TestClient

    with TestClient(make_app(admission=Admission(most=0))) as client:
        full = client.post("/api/v1/ask", json={"question": "x"}, headers={"accept-language": "zh"})
        page = client.post("/gradio_api/run/predict", json={})
        assert client.get("/api/v1/works").status_code == 200
    with TestClient(make_app(admission=Admission(most_of_one=0))) as client:
        greedy = client.get("/api/v1/search", params={"q": "x"})

    assert (full.status_code, full.headers["retry-after"], full.json()["title"]) == (503, "1", "正忙，请稍后再试")
    assert page.status_code == 503
    assert (greedy.status_code, greedy.headers["retry-after"]) == (429, "1")


def test_the_address_shows_what_it_asks_for(client: TestClient) -> None:
    shown = _shown(client, "?lang=en&q=How+large%3F&clause=green/1.2.p1")

    assert "by 2025" in shown[2]
    assert 'data-serial="5"' in shown[2]
    assert "<mark>" in shown[3]


def test_a_question_that_is_too_long_is_refused_by_the_server(client: TestClient) -> None:
    shown = _shown(client, "?lang=en&q=" + "x" * 501)

    assert "at most 500 are read" in shown[2]


def _shown(client: TestClient, search: str) -> list[str]:
    """Return what Gradio's own route answers when the browser sends an address."""
    config: dict[str, Any] = client.get("/config").json()
    event = next(d for d in config["dependencies"] if d["targets"][0][1] == "change")
    sent = json.dumps({"search": search, "language": "zh", "serial": 5})
    reply = client.post(
        "/gradio_api/run/predict", json={"data": [sent], "fn_index": event["id"], "session_hash": "abc"}
    )
    assert reply.status_code == 200
    regions: list[str] = reply.json()["data"]
    return regions
