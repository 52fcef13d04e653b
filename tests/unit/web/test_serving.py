from __future__ import annotations

import threading
import time
import webbrowser
from pathlib import Path

import pytest

from assistant.errors import AssistantError, EncoderError, ModelError, SettingsError
from assistant.library import Library
from assistant.web import serving
from assistant.web.opening import Opening
from assistant.web.serving import (
    access_to,
    create_app,
    has_display,
    is_loopback,
    listening_socket,
    open_soon,
    page_address,
)


def test_a_port_that_is_taken_is_one_clear_line() -> None:
    with listening_socket("127.0.0.1", 0) as taken:
        port = taken.getsockname()[1]

        with pytest.raises(AssistantError) as caught:
            listening_socket("127.0.0.1", port)

    assert str(caught.value) == (
        f"cannot listen on 127.0.0.1 port {port}: address already in use; "
        f"another port works, for example --port {port + 1}"
    )


def test_a_name_that_is_no_address_of_this_machine_is_refused() -> None:
    with pytest.raises(AssistantError, match=r"cannot listen on 192\.0\.2\.1 port 7860"):
        listening_socket("192.0.2.1", 7860)


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("127.0.0.1", "http://127.0.0.1:7860/"),
        ("0.0.0.0", "http://127.0.0.1:7860/"),
        ("::", "http://[::1]:7860/"),
        ("example.org", "http://example.org:7860/"),
    ],
)
def test_the_address_said_can_be_opened_on_this_machine(host: str, address: str) -> None:
    assert page_address(host, 7860) == address


@pytest.mark.parametrize(
    ("host", "loopback"), [("127.0.0.1", True), ("::1", True), ("localhost", True), ("0.0.0.0", False), ("a.b", False)]
)
def test_an_address_others_can_reach_is_told_apart(host: str, loopback: bool) -> None:  # noqa: FBT001  # a table's column
    assert is_loopback(host) is loopback


@pytest.mark.parametrize(
    ("platform", "display", "there"),
    [("linux", "", False), ("linux", ":0", True), ("darwin", "", True), ("win32", "", True)],
)
def test_a_browser_is_opened_only_where_there_is_a_screen(
    platform: str,
    display: str,
    there: bool,  # noqa: FBT001  # a table's column
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(serving.sys, "platform", platform)
    monkeypatch.setenv("DISPLAY", display)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)

    assert has_display() is there


def test_the_browser_opens_beside_the_server() -> None:
    opened: list[str] = []

    open_soon("http://127.0.0.1:1/", lambda address: bool(opened.append(address))).join(timeout=5)

    assert opened == ["http://127.0.0.1:1/"]


def test_a_browser_that_cannot_be_opened_ends_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    def broken(address: str) -> bool:
        raise webbrowser.Error(address)

    open_soon("http://127.0.0.1:1/", broken).join(timeout=5)

    assert "open http://127.0.0.1:1/ yourself" in capsys.readouterr().err


def test_while_the_index_is_built_the_page_is_there_and_nobody_is_told_that_it_is_ready(
    library: Library, assistant_home: Path, tmp_path: Path
) -> None:
    from starlette.testclient import TestClient

    opening = Opening(library)
    opening.progressed(64, 400)
    # An index lies there already, as after an upgrade.
    app = create_app(opening, index_home=assistant_home / "index", home=tmp_path, readiness=opening.readiness)

    with TestClient(app) as client:
        page = client.get("/")
        works = client.get("/api/v1/works")
        health = client.get("/api/v1/health")
        asked = client.post("/api/v1/ask", json={"question": "x"})
        opening.readiness.set()
        ready = client.get("/api/v1/health")

    assert (page.status_code, works.status_code) == (200, 200)
    for reply in (health, asked):
        assert (reply.status_code, reply.json()["code"], reply.headers["retry-after"]) == (503, "opening", "1")
        assert "64 of 400" in reply.json()["detail"]
    assert ready.status_code == 200


def test_the_building_of_an_index_waits_until_the_page_is_up() -> None:
    up = threading.Event()
    told: list[tuple[int, int]] = []
    building = threading.Thread(target=serving._telling(up, lambda *far: told.append(far), None), args=(64, 400))

    building.start()
    building.join(timeout=0.1)
    waiting = building.is_alive()
    up.set()
    building.join(timeout=20)

    assert waiting
    assert not building.is_alive()
    assert told == [(64, 400)]


def test_what_cannot_be_opened_is_an_error_and_no_page_is_announced(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ASSISTANT_LLM", "attic:model")

    with pytest.raises(ModelError, match="no language models of 'attic' are known"):
        serving.serve(host="127.0.0.1", port=0, browser=False)

    assert not (home / "index").exists()
    assert not capsys.readouterr().err


def test_what_cannot_be_opened_in_the_end_ends_the_server_with_its_error(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    said: list[str] = []

    def late(*_: object, **__: object) -> None:
        # As an encoder that breaks while it encodes: the page is up by then.
        deadline = time.monotonic() + 20
        while "the page is at" not in "".join(said) and time.monotonic() < deadline:
            time.sleep(0.05)
            said.append(capsys.readouterr().err)
        raise EncoderError("no encoder")

    monkeypatch.setattr(serving.Assistant, "open", late)

    with pytest.raises(EncoderError, match="no encoder"):
        serving.serve(host="127.0.0.1", port=0, browser=False)

    assert "the page is at" in "".join(said)
    assert list(home.iterdir()) == []


@pytest.mark.parametrize(
    ("host", "password", "said"),
    [
        ("127.0.0.1", "", "assistant: the page is at http://127.0.0.1:"),
        ("0.0.0.0", "a password of ours", "it asks for the password in ASSISTANT_PASSWORD"),
    ],
)
def test_the_start_is_told_on_stderr(
    host: str,
    password: str,
    said: str,
    assistant_home: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    import uvicorn

    served: list[object] = []
    opened: list[str] = []
    monkeypatch.setenv("ASSISTANT_HOME", str(assistant_home))
    monkeypatch.setenv("ASSISTANT_PASSWORD", password)
    monkeypatch.setattr(uvicorn.Server, "run", lambda _, sockets: served.extend(sockets))
    monkeypatch.setattr(serving, "has_display", lambda: True)
    monkeypatch.setattr(serving, "open_soon", opened.append)

    serving.serve(host=host, port=0)

    assert len(served) == len(opened) == 1
    assert said in capsys.readouterr().err


def test_others_are_let_in_only_with_a_password(monkeypatch: pytest.MonkeyPatch, home: Path) -> None:
    with pytest.raises(SettingsError, match=r"others could reach 0\.0\.0\.0, so the page needs a password"):
        serving.serve(host="0.0.0.0", port=0)

    monkeypatch.setenv("ASSISTANT_PASSWORD", "short")
    with pytest.raises(SettingsError, match="at least 12 characters, not 5"):
        serving.serve(host="127.0.0.1", port=0)
    assert not (home / "index").exists()


def test_this_machine_needs_no_password_and_is_called_by_its_names() -> None:
    access = access_to("127.0.0.1", "")

    assert not access.password
    assert access.hosts == {"127.0.0.1", "localhost", "::1"}
    assert access_to("::", "a password of ours").hosts == frozenset()
