from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest


@dataclass
class Server:
    """A server of its own process."""

    address: str
    process: subprocess.Popen[str]
    began: float
    ready_after_s: float = 0


@pytest.fixture(scope="module")
def started() -> Iterator[Callable[[Path, int], Server]]:
    """Return a function that starts a server over a home, and waits until the page answers."""
    servers: list[Server] = []

    def start(home: Path, port: int) -> Server:
        began = time.monotonic()
        process = subprocess.Popen(
            [sys.executable, "-m", "assistant", "web", "--no-browser", "--port", str(port)],
            env=os.environ | {"ASSISTANT_HOME": str(home)},
            stderr=subprocess.PIPE,
            encoding="utf-8",
        )
        server = Server(f"http://127.0.0.1:{port}", process, began)
        servers.append(server)
        _wait_for(server, until=began + 90)
        server.ready_after_s = time.monotonic() - began
        return server

    yield start
    for server in servers:
        server.process.send_signal(signal.SIGINT)
        server.process.communicate(timeout=20)


def _wait_for(server: Server, *, until: float) -> None:
    while True:
        assert server.process.poll() is None, server.process.stderr and server.process.stderr.read()
        assert time.monotonic() < until
        try:
            reply = httpx.get(f"{server.address}/", trust_env=False, timeout=90)
        except httpx.TransportError:
            time.sleep(0.05)
        else:
            assert reply.status_code == 200, reply.text
            return
