"""The model for tests says what its script says, and fails where it says so."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from assistant.drafting.scripted import PIECE, ScriptedFailure, ScriptedModel, ScriptedReply, read_script
from assistant.errors import ModelError


def test_replies_come_in_turn_and_start_again() -> None:
    model = ScriptedModel(replies=[ScriptedReply("one"), ScriptedReply("a longer second")])

    said = [model.invoke("?").text for _ in range(3)]

    assert said == ["one", "a longer second", "one"]
    assert [messages[0].text for messages in model.asked] == ["?", "?", "?"]


def test_a_stream_is_cut_anywhere_and_counts_its_tokens() -> None:
    model = ScriptedModel(replies=[ScriptedReply("a longer second")])

    chunks = list(model.stream("?"))

    assert [chunk.text for chunk in chunks if chunk.text] == ["a longe", "r secon", "d"]
    assert sum((chunk.usage_metadata or {"output_tokens": 0})["output_tokens"] for chunk in chunks) == 15


def test_a_failure_comes_where_the_script_says() -> None:
    model = ScriptedModel(replies=[ScriptedReply("a longer second", fail_after=8)])
    said = []

    with pytest.raises(ScriptedFailure):
        said.extend(chunk.text for chunk in model.stream("?"))
    with pytest.raises(ScriptedFailure):
        model.invoke("?")


def test_a_reply_can_come_slowly() -> None:
    model = ScriptedModel(replies=[ScriptedReply("x" * 3 * PIECE, pause_s=0.05)])
    began = time.monotonic()

    said = "".join(chunk.text for chunk in model.stream("?"))

    assert said == "x" * 3 * PIECE
    assert time.monotonic() - began >= 0.1


def test_a_script_is_read_from_a_file(tmp_path: Path) -> None:
    path = tmp_path / "script.json"
    path.write_text('{"replies": ["one", {"text": "two", "delay_s": 0.5, "fail_after": 1}]}', encoding="utf-8")

    model = read_script(path)

    assert list(model.replies) == [ScriptedReply("one"), ScriptedReply("two", 0.5, 1)]


@pytest.mark.parametrize(
    "text", ["", "[]", '{"replies": []}', '{"replies": [1]}', '{"replies": [{"say": "x"}]}', "\xff"]
)
def test_a_file_that_is_no_script_is_one_line(tmp_path: Path, text: str) -> None:
    path = tmp_path / "script.json"
    path.write_bytes(text.encode("latin-1"))

    with pytest.raises(ModelError, match=r"scripted:.*script\.json"):
        read_script(path)
