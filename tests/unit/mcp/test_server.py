from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import anyio
import pytest

if TYPE_CHECKING:
    from assistant.engine import Assistant

QUESTION = "How large is the green and low-carbon industry to be by 2025?"


def _called(assistant: Assistant, tool: str, **arguments: object) -> Any:
    """Return what the SDK's own client gets, in this process."""
    from mcp import Client

    from assistant.mcp.server import create_server

    async def call() -> Any:
        async with Client(create_server(assistant)) as client:
            return await client.call_tool(tool, arguments)

    return anyio.run(call)


def test_a_question_is_answered_with_its_clauses(assistant: Assistant) -> None:
    result = _called(assistant, "ask", question=QUESTION)

    assert not result.is_error
    assert "RMB 500 billion" in result.structured_content["answer"]
    assert result.structured_content["citations"][0]["ref"] == "green/1.2.p1"


def test_a_follow_up_is_read_with_the_question_before(assistant: Assistant) -> None:
    result = _called(assistant, "ask", question="And the metaverse?", history=[QUESTION], language="en")

    assert "metaverse" in {one["work"] for one in result.structured_content["citations"]}


def test_a_search_gives_clauses_with_their_text(assistant: Assistant) -> None:
    result = _called(assistant, "search", query="氢能", k=2)

    assert [hit["rank"] for hit in result.structured_content["hits"]] == [1, 2]
    assert "氢" in result.structured_content["hits"][0]["text"]


def test_a_clause_is_shown_in_both_languages(assistant: Assistant) -> None:
    result = _called(assistant, "show_clause", ref="green/2.2.6")

    assert [text["language"] for text in result.structured_content["texts"]] == ["zh", "en"]


def test_a_memo_is_checked_claim_by_claim(assistant: Assistant) -> None:
    memo = "The metaverse industry is to reach RMB 350 billion.\n\nThe green industry is to exceed RMB 600 billion."

    result = _called(assistant, "audit", memo=memo)

    verdicts = [(claim["verdict"], claim["right"]) for claim in result.structured_content["claims"]]
    assert verdicts == [("confirmed", []), ("contradicted", ["RMB 500 billion"])]


def test_the_targets_of_a_work_are_listed(assistant: Assistant) -> None:
    result = _called(assistant, "list_targets", work="green")

    assert len(result.structured_content["targets"]) == 15


@pytest.mark.parametrize(
    ("tool", "arguments", "said"),
    [
        ("ask", {"question": " "}, "the question is empty"),
        ("ask", {"question": "x" * 501}, "at most 500 are read"),
        ("ask", {"question": "x", "work": "attic"}, "no work 'attic'"),
        ("search", {"query": "x", "k": 0}, "greater than or equal to 1"),
        ("show_clause", {"ref": "green"}, "a clause is written work/eid"),
        ("show_clause", {"ref": "green/99"}, "no clause '99' in work 'green'"),
        ("list_targets", {"work": "attic"}, "no work 'attic'"),
    ],
)
def test_what_is_wrong_is_told_to_the_agent(
    tool: str, arguments: dict[str, object], said: str, assistant: Assistant
) -> None:
    result = _called(assistant, tool, **arguments)

    assert result.is_error
    assert said in result.content[0].text


def test_an_agent_reaches_the_tools_over_stdio(assistant_home: Path, tmp_path: Path) -> None:
    from mcp import Client, StdioServerParameters, stdio_client

    kept = ("PATH", "PYTHONPATH", "PYTHONSAFEPATH", "SYSTEMROOT")
    environment = {name: os.environ[name] for name in kept if name in os.environ}
    server = StdioServerParameters(
        command=sys.executable,
        args=["-m", "assistant", "mcp"],
        env=environment | {"ASSISTANT_HOME": str(assistant_home)},
    )

    async def call() -> tuple[list[str], Any, Any]:
        # What is no message of the protocol, on stdout, would end the conversation.
        with (tmp_path / "stderr").open("w", encoding="utf-8") as stderr:
            async with Client(stdio_client(server, errlog=stderr)) as client:
                tools = [tool.name for tool in (await client.list_tools()).tools]
                answered = await client.call_tool("ask", {"question": QUESTION})
                refused = await client.call_tool("show_clause", {"ref": "green/99"})
                return tools, answered, refused

    with anyio.from_thread.start_blocking_portal() as portal:
        tools, answered, refused = portal.call(call)

    assert tools == ["ask", "search", "show_clause", "list_targets", "audit"]
    assert "RMB 500 billion" in answered.structured_content["answer"]
    assert refused.is_error
    assert not (tmp_path / "stderr").read_text(encoding="utf-8")
