"""``ask --llm``: on every surface, what a scripted model says is shown only where it was verified."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.drafting.keys import clause_keys
from assistant.works import ClauseRef

Run = Callable[..., tuple[int, str, str]]
pytestmark = pytest.mark.usefixtures("ready")

EN = "How big is the metaverse industry to be by 2025?"
GOOD = "Metaverse-related industries are to reach RMB 350 billion by 2025."
WRONG = "Metaverse-related industries are to reach RMB 360 billion by 2025."


@pytest.fixture
def script(tmp_path: Path) -> Path:
    """Return a script whose model says one true sentence and one false one."""
    key = next(iter(clause_keys(EN, [ClauseRef("metaverse", "1.2.p1")])))
    said = {"sentences": [{"text": text, "keys": [key]} for text in (WRONG, GOOD)]}
    path = tmp_path / "script.json"
    path.write_text(json.dumps({"replies": [json.dumps(said)]}), encoding="utf-8")
    return path


def test_a_draft_is_shown_with_its_citation(run: Run, script: Path) -> None:
    code, out, err = run("ask", EN, "--llm", f"scripted:{script}")

    assert (code, err) == (0, "")
    assert out.splitlines()[0] == f"{GOOD} [1]"
    assert "Metaverse Action Plan, I(2) para. 1" in out
    assert WRONG not in out


def test_the_json_has_the_draft_and_the_trace_has_the_model(run: Run, script: Path) -> None:
    _, out, _ = run("ask", EN, "--llm", f"scripted:{script}", "--trace")

    body = json.loads(out)
    assert [sentence["text"] for sentence in body["sentences"]] == [GOOD]
    assert body["trace"]["model"]["name"] == f"scripted:{script}"
    assert WRONG not in json.dumps({name: value for name, value in body.items() if name != "trace"})


def test_a_batch_is_drafted_line_by_line(run: Run, script: Path, tmp_path: Path) -> None:
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_text(json.dumps({"id": 1, "question": EN}) + "\n", encoding="utf-8")

    code, _, _ = run("ask", "--batch", str(source), "--out", str(target), "--llm", f"scripted:{script}")

    body = json.loads(target.read_text(encoding="utf-8"))
    assert code == 0
    assert [sentence["text"] for sentence in body["sentences"]] == [GOOD]


def test_a_setting_names_the_model_and_an_option_may_take_it_away(
    run: Run, script: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ASSISTANT_LLM", f"scripted:{script}")

    drafted, plain = run("ask", EN)[1], run("ask", EN, "--llm", "none")[1]

    assert drafted.startswith(GOOD)
    assert GOOD not in plain


def test_without_a_usable_reply_the_clauses_answer_with_a_notice(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "script.json"
    path.write_text('{"replies": ["Let me think."]}', encoding="utf-8")

    code, out, _ = run("ask", EN, "--llm", f"scripted:{path}")

    assert code == 0
    assert "RMB 350 billion" in out
    assert "※ The language model did not answer in the form asked for" in out


def test_a_receipt_of_a_draft_holds_and_names_the_model(run: Run, script: Path, tmp_path: Path) -> None:
    path = tmp_path / "r.json"
    run("ask", EN, "--llm", f"scripted:{script}", "--receipt", str(path))

    code, out, _ = run("verify", str(path))

    assert code == 0
    assert f"note     answer today: was drafted by scripted:{script}, which is not asked again" in out


@pytest.mark.parametrize("name", ["gpt", "mystery:x", "hf:./nowhere", "scripted:nowhere.json"])
def test_a_model_that_cannot_be_opened_is_one_line(run: Run, name: str) -> None:
    code, out, err = run("ask", EN, "--llm", name)

    assert (code, out) == (3, "")
    assert err.startswith("assistant: ")
    assert err.count("\n") == 1
