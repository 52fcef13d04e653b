from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import pytest

from assistant.answers import Answer
from assistant.library import Library
from assistant.web.guarding import MAX_BODY_BYTES

if TYPE_CHECKING:
    from starlette.testclient import TestClient

    from .conftest import ScriptedAssistant


@pytest.fixture(scope="module")
def client(library: Library, answer: Answer, scripted: Callable[..., ScriptedAssistant]) -> Iterator[TestClient]:
    from starlette.testclient import TestClient

    from assistant.web.serving import create_app

    with TestClient(create_app(scripted(library, answer))) as client:
        yield client


def test_uploads_are_refused(client: TestClient) -> None:
    reply = client.post("/gradio_api/upload", files={"files": ("state.json", b"{}")})

    assert reply.status_code == 404


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
        ("GET", "/monitoring"),
        ("POST", "/gradio_api/vibe-edit"),
        ("POST", "/gradio_api/component_server"),
        ("POST", "/gradio_api/process_recording"),
        ("POST", "/login"),
        ("POST", "/"),
        ("PUT", "/page.css"),
        ("DELETE", "/config"),
    ],
)
def test_what_the_page_does_not_use_is_not_there(method: str, path: str, client: TestClient) -> None:
    assert client.request(method, path).status_code == 404


@pytest.mark.parametrize("path", ["/", "/page.css", "/config", "/gradio_api/upload", "/nowhere", "/theme.css"])
def test_every_answer_has_the_headers(path: str, client: TestClient) -> None:
    headers = client.get(path).headers

    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
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
    for address in ('="http://', '="https://', '="//'):
        assert address not in text


def test_the_head_of_the_page_can_be_asked_for_alone(client: TestClient) -> None:
    reply = client.head("/")

    assert reply.status_code == 200
    assert not reply.content


def test_a_body_that_says_it_is_too_large_is_refused(client: TestClient) -> None:
    reply = client.post("/gradio_api/queue/join", content=b"x" * (MAX_BODY_BYTES + 1))

    assert reply.status_code == 413


def test_a_body_that_does_not_say_how_large_it_is_is_cut_off(client: TestClient) -> None:
    def chunks() -> Iterator[bytes]:
        for _ in range(20):
            yield b"x" * (MAX_BODY_BYTES // 10)

    assert client.post("/gradio_api/queue/join", content=chunks()).status_code == 413


def test_an_impossible_length_is_refused(client: TestClient) -> None:
    assert client.get("/", headers={"content-length": "-1"}).status_code == 413


def test_the_address_shows_what_it_asks_for(client: TestClient) -> None:
    shown = _shown(client, {"lang": "en", "q": "How large?", "clause": "green/1.2.p1"})

    assert "by 2025" in shown[1]
    assert "<mark>" in shown[2]


def test_a_question_that_is_too_long_is_refused_by_the_server(client: TestClient) -> None:
    shown = _shown(client, {"lang": "en", "q": "x" * 501})

    assert "at most 500 are read" in shown[1]


def _shown(client: TestClient, address: dict[str, str]) -> list[str]:
    """Return what Gradio's own route answers when the browser sends an address."""
    config: dict[str, Any] = client.get("/config").json()
    event = next(d for d in config["dependencies"] if d["targets"][0][1] == "go")
    body = {"data": [], "fn_index": event["id"], "event_data": address, "session_hash": "abc"}
    reply = client.post("/gradio_api/run/predict", json=body)
    assert reply.status_code == 200
    regions: list[str] = reply.json()["data"]
    return regions
