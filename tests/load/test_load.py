"""The server under load, on this machine alone; it runs only where LOAD_SECONDS says for how long.

    LOAD_SECONDS=120 LOAD_REQUESTS=20000 python -m pytest tests/load -q -s

Both cores are shared by the server and by what asks here, so nothing else should run.
"""

from __future__ import annotations

import asyncio
import os
import re
import sys
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
import pytest

if TYPE_CHECKING:
    from .conftest import Server

SECONDS = float(os.environ.get("LOAD_SECONDS", "0"))
REQUESTS = int(os.environ.get("LOAD_REQUESTS", "20000"))
USERS, CROWD = 30, 200
# How long somebody reads before asking again.
PAUSE_S = float(os.environ.get("LOAD_PAUSE", "1"))
QUESTIONS = (
    "到2025年，绿色低碳产业规模要达到多少？",
    "How large is the metaverse industry to be by 2025?",
    "绿色方案第9项写了什么？",
    "Which districts get hydrogen practice zones?",
    "元宇宙企业的企业所得税税率是多少？",
    "Put the 2025 size targets of the green, metaverse and terminals industries side by side.",
)

pytestmark = pytest.mark.skipif(SECONDS <= 0, reason="LOAD_SECONDS says for how long the server is asked")


@dataclass
class Tally:
    """What came back, and how long each answer took, in seconds."""

    statuses: Counter[int | str] = field(default_factory=Counter)
    answered_s: list[float] = field(default_factory=list)

    def quantile_s(self, share: float) -> float:
        ordered = sorted(self.answered_s)
        return ordered[min(int(len(ordered) * share), len(ordered) - 1)]

    def __str__(self) -> str:
        return (
            f"{dict(self.statuses)}, p50 {self.quantile_s(0.5) * 1000:.0f} ms, "
            f"p95 {self.quantile_s(0.95) * 1000:.0f} ms, most {max(self.answered_s) * 1000:.0f} ms"
        )


@pytest.fixture(scope="module")
def server(assistant_home: Path, started: Callable[[Path, int], Server]) -> Server:
    if not Path("/proc/self/status").exists():
        pytest.skip("needs /proc")
    server = started(assistant_home, 17860)
    # The page is there before its assistant is open.
    while httpx.get(f"{server.address}/api/v1/health", trust_env=False, timeout=90).status_code != 200:
        time.sleep(0.1)
    return server


def _memory_bytes(server: Server) -> int:
    """Return what a server holds in memory."""
    status = Path(f"/proc/{server.process.pid}/status").read_text(encoding="utf-8")
    return int(re.findall(r"VmRSS:\s+([0-9]+) kB", status)[0]) * 1024


def _tell(figures: str) -> None:
    sys.stdout.write(f"\n{figures}\n")


def _client(address: str) -> httpx.AsyncClient:
    limits = httpx.Limits(max_connections=None)
    return httpx.AsyncClient(base_url=address, trust_env=False, timeout=30, limits=limits)


async def _ask(client: httpx.AsyncClient, question: str, tally: Tally) -> None:
    started = time.perf_counter()
    try:
        reply = await client.post("/api/v1/ask", json={"question": question})
    except httpx.HTTPError as error:
        tally.statuses[type(error).__name__] += 1
        return
    tally.statuses[reply.status_code] += 1
    if reply.status_code == 200:
        tally.answered_s.append(time.perf_counter() - started)


def test_thirty_users_at_once_are_answered_without_an_error(server: Server) -> None:
    tally = Tally()

    async def user(client: httpx.AsyncClient, number: int, end: float) -> None:
        # They do not all come in the same moment.
        await asyncio.sleep(PAUSE_S * number / USERS)
        turn = number
        while time.monotonic() < end:
            await _ask(client, QUESTIONS[turn % len(QUESTIONS)], tally)
            turn += 1
            await asyncio.sleep(PAUSE_S)

    async def run() -> None:
        end = time.monotonic() + SECONDS
        async with _client(server.address) as client:
            await asyncio.gather(*(user(client, number, end) for number in range(USERS)))

    asyncio.run(run())

    _tell(f"{USERS} users for {SECONDS:.0f} s: {tally}")
    assert set(tally.statuses) == {200}
    assert tally.quantile_s(0.95) <= 1


def test_a_crowd_gets_answers_or_is_told_to_come_back_and_leaves_no_trace(server: Server) -> None:
    crowd, after = Tally(), Tally()

    async def run() -> float:
        async with _client(server.address) as client:
            questions = (QUESTIONS[number % len(QUESTIONS)] for number in range(CROWD))
            await asyncio.gather(*(_ask(client, question, crowd) for question in questions))
            started = time.monotonic()
            while after.statuses[200] == 0:
                await _ask(client, QUESTIONS[0], after)
            return time.monotonic() - started

    recovered_s = asyncio.run(run())

    _tell(f"{CROWD} at once: {crowd}; answers again after {recovered_s:.2f} s")
    assert set(crowd.statuses) <= {200, 429, 503}
    assert crowd.statuses[200] > 0
    assert recovered_s <= 5


def test_memory_does_not_grow_with_the_number_of_requests(server: Server) -> None:
    tally = Tally()

    async def run(count: int) -> None:
        async with _client(server.address) as client:
            waiting = iter(range(count))

            async def worker() -> None:
                for number in waiting:
                    await _ask(client, f"{QUESTIONS[number % len(QUESTIONS)]} {number % 97}", tally)

            await asyncio.gather(*(worker() for _ in range(8)))

    asyncio.run(run(max(REQUESTS // 20, 200)))
    before = _memory_bytes(server)
    asyncio.run(run(REQUESTS))
    growth = _memory_bytes(server) / before - 1

    _tell(f"{REQUESTS} requests: {tally}; memory {before / 1e6:.0f} MB, growth {growth:.1%}")
    assert set(tally.statuses) == {200}
    assert growth <= 0.10
