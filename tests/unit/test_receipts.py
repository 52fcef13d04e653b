"""A receipt says what was answered and from which words; checked again, it says what changed."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.answers import Answer, Asked
from assistant.engine import Assistant
from assistant.errors import ReceiptError
from assistant.receipts import Check, Standing, _seal, check_receipt, read_receipt, write_receipt
from assistant.settings import Settings

NOW = dt.datetime(2026, 11, 25, 21, 30, 5, tzinfo=dt.timezone(dt.timedelta(hours=8)))
ZH = "绿色低碳产业规模2025年目标？"
Table = dict[str, object]
Change = Callable[[Table], object]


def written(assistant: Assistant, path: Path, question: str = ZH) -> Table:
    asked = Asked(question)
    write_receipt(path, assistant, asked, assistant.ask(question), now=NOW)
    table: Table = json.loads(path.read_text(encoding="utf-8"))
    return table


def standings(checks: tuple[Check, ...]) -> dict[str, Standing]:
    return {check.name: check.standing for check in checks}


def changed(assistant: Assistant, path: Path) -> list[str]:
    return [check.name for check in check_receipt(assistant, read_receipt(path)) if check.standing is Standing.CHANGED]


def test_a_receipt_has_the_question_the_answer_the_digests_and_the_time_in_utc(
    assistant: Assistant, tmp_path: Path
) -> None:
    table = written(assistant, tmp_path / "r.json")

    assert list(table) == [
        "kind", "schema", "time", "asked", "outcome", "model", "made_from", "settings", "sha256",
    ]  # fmt: skip
    assert table["time"] == "2026-11-25T13:30:05Z"
    assert table["asked"] == {"question": ZH, "language": None, "work": None, "k": 10, "history": []}
    made_from = table["made_from"]
    assert isinstance(made_from, dict)
    assert made_from["corpus"] == assistant.library.digest
    assert made_from["encoder digest"] == assistant.encoder.digest
    assert made_from["index"] == assistant.index.status.generation


def test_the_hash_is_over_the_canonical_json() -> None:
    # SHA-256 of {"a":"元","b":[1]} in UTF-8.
    assert _seal({"b": [1], "a": "元", "sha256": "x"}) == (
        "1d1096c5cba9353c9b1c16c71335c06b7fc5b49f5855d4449499ec39c3b7a964"
    )


@pytest.mark.parametrize("question", [ZH, "How big is the metaverse industry to be by 2025?", "绿色方案第6项"])
def test_an_untouched_receipt_holds(assistant: Assistant, tmp_path: Path, question: str) -> None:
    written(assistant, tmp_path / "r.json", question)

    checks = check_receipt(assistant, read_receipt(tmp_path / "r.json"))

    assert set(standings(checks).values()) == {Standing.OK}
    assert checks[-1] == Check("answer today", Standing.OK, "is the same")


def test_the_receipt_of_an_abstention_holds(assistant: Assistant, tmp_path: Path) -> None:
    written(assistant, tmp_path / "r.json", "What is the corporate tax rate for metaverse companies?")

    checks = check_receipt(assistant, read_receipt(tmp_path / "r.json"))

    assert [check.name for check in checks] == ["receipt", "answer today"]
    assert set(standings(checks).values()) == {Standing.OK}


def outcome_of(table: Table) -> Table:
    outcome = table["outcome"]
    assert isinstance(outcome, dict)
    return outcome


def first(table: Table, name: str) -> Table:
    found = outcome_of(table)[name]
    assert isinstance(found, list)
    one: Table = found[0]
    return one


FORGERIES: list[tuple[Change, list[str]]] = [
    (
        lambda table: first(table, "citations").update(quote="绿色低碳产业规模到2025年突破6000亿元。"),
        ["citation [1] green/1.2.p1"],
    ),
    (lambda table: first(table, "citations").update(quote=""), ["citation [1] green/1.2.p1"]),
    (lambda table: first(table, "citations").update(edition="official"), ["citation [1] green/1.2.p1"]),
    (
        lambda table: first(table, "citations").update(ref="green/9.9"),
        ["citation [1] green/9.9", "sentence 1", "sentence 2", "answer today"],
    ),
    (
        lambda table: first(table, "citations").update(ref="kites/1"),
        ["citation [1] kites/1", "sentence 1", "sentence 2", "answer today"],
    ),
    (
        lambda table: first(table, "sentences").update(text="绿色低碳产业规模到2025年突破6000亿元。"),
        ["answer", "sentence 1", "answer today"],
    ),
    (lambda table: first(table, "sentences").update(support="derived"), ["sentence 1"]),
    (lambda table: first(table, "sentences").update(citations=[2]), ["sentence 1"]),
    (lambda table: first(table, "sentences").update(citations=[]), ["sentence 1"]),
    (lambda table: outcome_of(table).update(answer="绿色低碳产业规模到2025年突破6000亿元[1]。"), ["answer"]),
    (lambda table: outcome_of(table).update(reason="unclear"), ["answer today"]),
    (lambda table: table.update(asked={**table["asked"], "question": "绿色方案第6项"}), ["answer today"]),  # type: ignore[dict-item]  # an object in the file
    (lambda table: table.update(asked={**table["asked"], "work": "kites"}), ["answer today"]),  # type: ignore[dict-item]  # an object in the file
    (lambda table: table.update(asked={**table["asked"], "question": "税率多少"}), ["answer today"]),  # type: ignore[dict-item]  # an object in the file
]


@pytest.mark.parametrize(("change", "names"), FORGERIES)
def test_a_forgery_with_a_fresh_hash_is_still_told(
    assistant: Assistant, tmp_path: Path, change: Change, names: list[str]
) -> None:
    path = tmp_path / "r.json"
    table = written(assistant, path)

    change(table)
    path.write_text(json.dumps({**table, "sha256": _seal(table)}, ensure_ascii=False), encoding="utf-8")

    assert changed(assistant, path) == names


@pytest.mark.parametrize(("change", "names"), FORGERIES)
def test_a_change_without_a_fresh_hash_is_told_by_the_hash_too(
    assistant: Assistant, tmp_path: Path, change: Change, names: list[str]
) -> None:
    path = tmp_path / "r.json"
    table = written(assistant, path)

    change(table)
    path.write_text(json.dumps(table, ensure_ascii=False), encoding="utf-8")

    assert changed(assistant, path) == ["receipt", *names]


def test_another_origin_is_a_note_and_no_change(assistant: Assistant, tmp_path: Path) -> None:
    path = tmp_path / "r.json"
    table = written(assistant, path)

    table["made_from"] = {**table["made_from"], "version of policy-assistant": "0.0.1", "corpus": "0" * 64}  # type: ignore[dict-item]  # an object in the file
    path.write_text(json.dumps({**table, "sha256": _seal(table)}, ensure_ascii=False), encoding="utf-8")
    checks = check_receipt(assistant, read_receipt(path))

    notes = {check.name: check.detail for check in checks if check.standing is Standing.NOTE}
    assert set(notes) == {"corpus", "version of policy-assistant"}
    assert notes["corpus"].startswith("was 000000000000…, is ")
    assert Standing.CHANGED not in standings(checks).values()


def test_an_answer_that_a_model_drafted_is_not_asked_again(assistant: Assistant, tmp_path: Path) -> None:
    path = tmp_path / "r.json"
    outcome = assistant.ask(ZH)
    assert isinstance(outcome, Answer)
    trace = {"model": {"name": "ollama:x", "prompts": {"answer.zh": "0" * 64}, "failure": None}}
    write_receipt(path, assistant, Asked(ZH), dataclasses.replace(outcome, trace=trace), now=NOW)

    checks = check_receipt(assistant, read_receipt(path))

    assert checks[-1] == Check("answer today", Standing.NOTE, "was drafted by ollama:x, which is not asked again")


def test_a_quotation_of_the_official_text_needs_that_text(
    assistant: Assistant, assistant_home: Path, shared: Path, tmp_path: Path
) -> None:
    import shutil

    from assistant.library.adding import add_file

    home = tmp_path / "home"
    shutil.copytree(assistant_home, home)
    settings = Settings(home=home, today="2026-11-20")
    add_file(settings, shared / "corpus" / "notice-2022-12-official.txt")
    official = Assistant.open(settings)
    path = tmp_path / "r.json"
    written(official, path)

    with_text, without = (standings(check_receipt(one, read_receipt(path))) for one in (official, assistant))

    assert with_text["citation [1] green/1.2.p1"] is Standing.OK
    assert without["citation [1] green/1.2.p1"] is Standing.CHANGED
    assert without["answer today"] is Standing.OK


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is no receipt"),
        (b"\xff\xfe", "is no receipt"),
        (b"{}", "is no receipt"),
        (b"[1]", "is no receipt"),
        (b"[" * 100_000, "is no receipt"),
        (b" " * 2_000_001, "is no receipt"),
        (b'{"kind": "policy-assistant receipt", "schema": 2}', "has the schema 2, and this version reads 1"),
        (b'{"kind": "policy-assistant receipt", "schema": 1}', "is a damaged receipt (KeyError"),
        (
            b'{"kind": "policy-assistant receipt", "schema": 1, "asked": 5, "outcome": {}, "model": null}',
            "is a damaged receipt (TypeError",
        ),
    ],
)
def test_a_foreign_or_damaged_file_is_one_line(tmp_path: Path, content: bytes, words: str) -> None:
    path = tmp_path / "r.json"
    path.write_bytes(content)

    with pytest.raises(ReceiptError) as caught:
        read_receipt(path)

    assert words in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "change",
    [
        lambda t: t["asked"].update(k="many"),
        lambda t: t["asked"].update(k=True),
        lambda t: t["asked"].update(language="fr"),
        lambda t: t["asked"].update(history="x"),
        lambda t: t["outcome"]["citations"][0].update(edition="pirated"),
        lambda t: t["outcome"]["citations"][0].update(ref="green"),
        lambda t: t["outcome"].update(sentences=[5]),
        lambda t: t["outcome"]["sentences"][0].update(text=None),
        lambda t: t["outcome"]["sentences"][0].update(support="hearsay"),
        lambda t: t.pop("made_from"),
    ],
)
def test_a_receipt_of_impossible_values_is_a_damaged_one(assistant: Assistant, tmp_path: Path, change: Change) -> None:
    path = tmp_path / "r.json"
    table = written(assistant, path)

    change(table)
    path.write_text(json.dumps(table), encoding="utf-8")

    with pytest.raises(ReceiptError, match="is a damaged receipt"):
        read_receipt(path)


def test_a_file_that_is_not_there_or_cannot_be_written_is_one_line(assistant: Assistant, tmp_path: Path) -> None:
    with pytest.raises(ReceiptError, match="cannot be read"):
        read_receipt(tmp_path / "nowhere.json")
    with pytest.raises(ReceiptError, match="cannot be written"):
        write_receipt(tmp_path / "no" / "r.json", assistant, Asked(ZH), assistant.ask(ZH), now=NOW)
