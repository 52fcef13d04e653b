"""Over HTTP: who is let in, and that the tools work for those who are."""

from __future__ import annotations

import http.client
import json
import os
import re
import select
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import anyio
import pytest

from assistant.errors import SettingsError

QUESTION = "How large is the green and low-carbon industry to be by 2025?"
PASSWORD = "a password of ours"
HELLO = {
    "jsonrpc": "2.0",
    "id": 1,
    "method": "initialize",
    "params": {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "test", "version": "1"}},
}


@dataclass(frozen=True)
class Served:
    """`assistant mcp --transport http`, as somebody starts it."""

    url: str
    process: subprocess.Popen[str]

    @property
    def port(self) -> int:
        return int(re.findall(r":([0-9]+)/", self.url)[0])

    def status(self, headers: dict[str, str]) -> int:
        """Return the status of a first request with these headers in place of an agent's own."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        sent = {
            "Content-Type": "application/json",
            "Accept": "application/json, text/event-stream",
            "Host": f"127.0.0.1:{self.port}",
        }
        connection.request(
            "POST", "/mcp", json.dumps(HELLO), sent | {k.replace("_", "-"): v for k, v in headers.items()}
        )
        status = connection.getresponse().status
        connection.close()
        return status


@pytest.fixture(scope="module")
def serve(assistant_home: Path) -> Iterator[Callable[..., Served]]:
    started: list[Served] = []

    def start(*arguments: str, **environment: str) -> Served:
        kept = ("PATH", "PYTHONPATH", "PYTHONSAFEPATH", "SYSTEMROOT")
        own = {name: os.environ[name] for name in kept if name in os.environ}
        process = subprocess.Popen(
            [sys.executable, "-m", "assistant", "mcp", "--transport", "http", "--port", "0", *arguments],
            env=own | {"ASSISTANT_HOME": str(assistant_home)} | environment,
            stderr=subprocess.PIPE,
            encoding="utf-8",
        )
        assert process.stderr
        ready, _, _ = select.select([process.stderr], [], [], 60)
        line = process.stderr.readline() if ready else ""
        found = re.search(r"the tools are at (http://\S+)", line)
        assert found, line
        started.append(Served(found[1], process))
        return started[-1]

    yield start
    for served in started:
        served.process.terminate()
        served.process.communicate(timeout=20)


@pytest.fixture(scope="module")
def open_door(serve: Callable[..., Served]) -> Served:
    return serve()


@pytest.fixture(scope="module")
def guarded(serve: Callable[..., Served]) -> Served:
    return serve("--host", "0.0.0.0", ASSISTANT_PASSWORD=PASSWORD)


def _listening_on(port: int) -> set[str]:
    """Return the addresses on which something listens at a port, as the kernel writes them."""
    rows = [line.split() for line in Path("/proc/net/tcp").read_text(encoding="ascii").splitlines()[1:]]
    return {row[1].partition(":")[0] for row in rows if row[3] == "0A" and int(row[1].partition(":")[2], 16) == port}


async def _used(target: Any) -> tuple[list[str], Any, Any, Any]:
    """Return what the SDK's own client sees: the tools, an answer, a clause, and a refusal."""
    from mcp import Client

    async with Client(target) as client:
        tools = [tool.name for tool in (await client.list_tools()).tools]
        answered = await client.call_tool("ask", {"question": QUESTION})
        shown = await client.call_tool("show_clause", {"ref": "green/2.2.6"})
        refused = await client.call_tool("show_clause", {"ref": "green/99"})
        return tools, answered, shown, refused


def test_an_agent_reaches_the_tools_over_http(open_door: Served) -> None:
    with anyio.from_thread.start_blocking_portal() as portal:
        tools, answered, shown, refused = portal.call(_used, open_door.url)

    assert tools == ["ask", "search", "show_clause", "list_targets", "audit"]
    assert "RMB 500 billion" in answered.structured_content["answer"]
    assert answered.structured_content["citations"][0]["ref"] == "green/1.2.p1"
    assert [text["language"] for text in shown.structured_content["texts"]] == ["zh", "en"]
    assert refused.is_error


def test_without_an_address_only_this_machine_is_listened_to(open_door: Served) -> None:
    if not Path("/proc/net/tcp").exists():
        pytest.skip("needs /proc")

    assert _listening_on(open_door.port) == {"0100007F"}


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"Origin": "http://localhost:3000"}, 200),
        ({"Host": "tools.example.org"}, 421),
        ({"Host": "127.0.0.1.example.org:80"}, 421),
        ({"Origin": "https://example.org"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": "http://127.0.0.1.example.org:80"}, 403),
    ],
)
def test_a_page_of_another_site_is_refused(headers: dict[str, str], status: int, open_door: Served) -> None:
    assert open_door.status(headers) == status


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 401),
        ({"Authorization": "Bearer another password"}, 401),
        ({"Authorization": f"Basic {PASSWORD}"}, 401),
        ({"Authorization": f"Bearer {PASSWORD}"}, 200),
        ({"Authorization": f"Bearer {PASSWORD}", "Host": "tools.example.org"}, 200),
    ],
)
def test_at_an_address_of_others_a_token_is_asked_for(headers: dict[str, str], status: int, guarded: Served) -> None:
    assert guarded.status(headers) == status


def test_an_agent_with_the_token_reaches_the_tools(guarded: Served) -> None:
    import httpx2
    from mcp.client.streamable_http import streamable_http_client

    async def call() -> tuple[list[str], Any, Any, Any]:
        headers = {"Authorization": f"Bearer {PASSWORD}"}
        async with httpx2.AsyncClient(headers=headers, timeout=60, trust_env=False) as client:
            url = guarded.url.replace("0.0.0.0", "127.0.0.1")
            return await _used(streamable_http_client(url, http_client=client))

    with anyio.from_thread.start_blocking_portal() as portal:
        tools, answered, *_ = portal.call(call)

    assert len(tools) == 5
    assert "RMB 500 billion" in answered.structured_content["answer"]


def test_who_guesses_has_to_wait() -> None:
    from starlette.responses import PlainTextResponse
    from starlette.testclient import TestClient

    from assistant.mcp.door import Door

    client = TestClient(Door(PlainTextResponse("inside"), PASSWORD))
    statuses = [client.get("/", headers={"Authorization": f"Bearer {n}"}).status_code for n in range(21)]

    late = client.get("/", headers={"Authorization": f"Bearer {PASSWORD}"})

    assert statuses == [401] * 20 + [429]
    assert (late.status_code, late.headers["retry-after"]) == (429, "60")


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.2", "::1", "localhost"])
def test_this_machine_needs_no_token(host: str) -> None:
    from assistant.mcp.door import check_address

    check_address(host, "")


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.2", "::1", "localhost"])
def test_every_name_of_this_machine_checks_who_is_called(host: str, assistant: Any) -> None:
    from starlette.testclient import TestClient

    from assistant.mcp.server import http_app

    name = f"[{host}]" if ":" in host else host
    with TestClient(http_app(assistant, host=host), base_url=f"http://{name}:8765") as client:
        headers = {"Accept": "application/json, text/event-stream"}
        ours = client.post("/mcp", json=HELLO, headers=headers)
        theirs = client.post("/mcp", json=HELLO, headers=headers | {"Host": "tools.example.org"})

    assert (ours.status_code, theirs.status_code) == (200, 421)


@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.1", "example.org"])
def test_others_need_a_token_and_a_long_one(host: str) -> None:
    from assistant.mcp.door import check_address

    with pytest.raises(SettingsError, match="the tools need a token there: set ASSISTANT_PASSWORD"):
        check_address(host, "")
    with pytest.raises(SettingsError, match="at least 12 characters, not 5"):
        check_address(host, "short")
    check_address(host, PASSWORD)


def test_a_port_that_is_taken_is_one_clear_line(assistant: Any) -> None:
    from assistant.mcp.server import serve_http

    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]

        with pytest.raises(SettingsError, match=rf"cannot listen on 127\.0\.0\.1 port {port}: address already in use"):
            serve_http(assistant, host="127.0.0.1", port=port)


def test_the_tools_end_when_they_are_told_to(serve: Callable[..., Served]) -> None:
    served = serve()
    began = time.monotonic()

    served.process.terminate()
    served.process.wait(timeout=20)

    assert time.monotonic() - began < 10
