"""The systems that are compared, and the usual pipeline among them."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.engine import Assistant
from assistant.errors import EvaluationError
from assistant.evaluation.pipeline import PIECE_SIZE, Pipeline, cut
from assistant.evaluation.sets import EvalQuestion
from assistant.evaluation.systems import (
    AssistantSystem,
    WrittenAnswers,
    library_digest,
    open_system,
    slug,
    without_digests,
    without_expansion,
)
from assistant.library import Library
from assistant.settings import Settings
from assistant.works import ClauseRef, Edition, Expression

Question = Callable[..., EvalQuestion]
HYDROGEN = "Which districts get hydrogen practice zones?"


@pytest.fixture
def settings(home_with_index: Path) -> Settings:
    return Settings(home=home_with_index, threads=1, today="2026-11-20")


@pytest.mark.parametrize("name", ["", "nothing", "encoder", "encoder:", "shipped:x", "answers:"])
def test_an_unknown_system_is_named_with_those_there_are(name: str, tmp_path: Path) -> None:
    with pytest.raises(EvaluationError, match=r"there is no system .*; known: shipped, lexical, dense"):
        open_system(name, Settings(home=tmp_path))


@pytest.mark.parametrize("name", ["shipped", "lexical", "dense"])
def test_rankings_by_terms_and_by_cosine_alone_differ(name: str, settings: Settings, question: Question) -> None:
    system = open_system(name, settings)

    body = system.ask(question("a", text=HYDROGEN, language="en"))

    assert isinstance(system, AssistantSystem)
    assert system.assistant.index.status.corpus_digest == system.assistant.library.digest
    share = {"lexical": 0.0, "dense": 1.0, "shipped": 0.4}[name]
    assert system.assistant._answerer.searcher.dense_share == share
    assert len(body["retrieved"]) == 10


def test_a_system_without_expansion_has_an_index_of_its_own(settings: Settings) -> None:
    shipped = open_system("shipped", settings)
    bare = open_system("no-expansion", settings)

    assert isinstance(shipped, AssistantSystem)
    assert isinstance(bare, AssistantSystem)
    assert bare.digest != shipped.digest
    assert bare.assistant.index.status.passages < shipped.assistant.index.status.passages
    # The home's own index is still there, and current.
    again = Assistant.open(settings)
    assert again.index.status.generation == shipped.assistant.index.status.generation


def test_another_encoder_takes_the_place_of_the_one_that_ships(settings: Settings, repository: Path) -> None:
    folder = repository / "index" / "encoder"

    system = open_system(f"encoder:{folder}", settings)

    assert isinstance(system, AssistantSystem)
    assert system.assistant.settings.encoder == str(folder)
    assert system.assistant.settings.home.parent == settings.home / "evaluation" / "systems"
    assert system.assistant.library.digest == open_system("shipped", settings).assistant.library.digest  # type: ignore[attr-defined]  # an assistant of ours


def test_without_expansion_only_the_expansion_is_gone(shipped_library: Library) -> None:
    found = without_expansion(shipped_library)

    assert {one.edition for one in found.expressions} == {Edition.DIGEST}
    assert len(found.expressions) == 12


def test_answers_from_the_official_text_need_the_official_text(tmp_path: Path) -> None:
    with pytest.raises(EvaluationError, match="needs the official text; add it: assistant corpus add FILE"):
        open_system("official", Settings(home=tmp_path))


def test_the_official_text_takes_the_place_of_its_digest_alone(official_library: Library) -> None:
    found = without_digests(official_library)

    assert found.answering("green", "en").edition is Edition.OFFICIAL
    assert found.answering("press-2022-11-23", "en").edition is Edition.DIGEST
    assert found.leaves("green") == official_library.leaves("green")
    assert library_digest(found) != library_digest(official_library)


def test_a_model_is_said_to_be_missing_where_none_can_draft(settings: Settings) -> None:
    from dataclasses import fields

    if any(field.name == "llm" for field in fields(Settings)):
        pytest.skip("this assistant can draft with a model")

    with pytest.raises(EvaluationError, match="llm:some:model: this assistant has no language model"):
        open_system("llm:some:model", settings)


def test_written_answers_are_found_by_id_with_or_without_the_set(tmp_path: Path, question: Question) -> None:
    path = tmp_path / "out.jsonl"
    rows = [{"id": "a", "status": "answered"}, {"id": "s:b", "status": "abstained"}]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows) + "\n", encoding="utf-8")

    system = open_system(f"answers:{path}", Settings(home=tmp_path))

    assert isinstance(system, WrittenAnswers)
    assert system.ask(question("a"))["status"] == "answered"
    assert system.ask(question("b"))["status"] == "abstained"
    with pytest.raises(EvaluationError, match="has no reply to s:c"):
        system.ask(question("c"))


@pytest.mark.parametrize("content", [b"{\n", b"[]\n", b'{"status": "answered"}\n', b"\xff\xfe"])
def test_written_answers_that_cannot_be_read_are_one_line(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "out.jsonl"
    path.write_bytes(content)

    with pytest.raises(EvaluationError, match=r"out\.jsonl"):
        open_system(f"answers:{path}", Settings(home=tmp_path))


def test_names_become_file_names_that_stay_apart() -> None:
    assert slug("no-expansion") == "no-expansion"
    assert slug("encoder:BAAI/bge-m3") != slug("encoder:BAAI-bge-m3")
    assert Path(slug("answers:../../x")).name == slug("answers:../../x")


def test_a_text_is_cut_into_pieces_that_stand_in_it(shipped_library: Library) -> None:
    expression = shipped_library.answering("green", "zh")

    pieces = cut(expression)

    assert len(pieces) > 5
    assert all(len(piece.text) <= PIECE_SIZE for piece in pieces)
    assert all(piece.text in expression.text for piece in pieces)
    # Every clause is stood for by some piece.
    assert {ref for piece in pieces for ref in piece.refs} == set(shipped_library.leaves("green"))


def test_a_piece_stands_for_what_it_holds_half_of(shipped_library: Library) -> None:
    whole = shipped_library.answering("green", "en")
    short = Expression("green", "en", Edition.DIGEST, whole.text[:200], whole.clauses)

    (piece,) = cut(short)

    for ref in shipped_library.leaves("green"):
        span = whole.clause(ref.eid).span
        common = min(200, span.end) - span.start
        assert (ref in piece.refs) is (common > 0 and common >= 0.5 * min(200, span.end - span.start))
    assert piece.refs


def test_the_pipeline_answers_everything_with_what_lies_nearest(assistant: Assistant, question: Question) -> None:
    done: list[tuple[int, int]] = []
    one = Pipeline.over(
        assistant.library, assistant.encoder, name="pipeline", pieces=1, progress=lambda *at: done.append(at)
    )
    four = replace(one, answering=4)

    asked = question("a", text=HYDROGEN, language="en")
    body, longer = one.ask(asked), four.ask(asked)

    assert done[-1][0] == done[-1][1] == sum(len(shelf.pieces) for shelf in one.shelves.values())
    assert body["status"] == "answered"
    assert (len(body["sentences"]), len(longer["sentences"])) == (1, 4)
    assert body["answer"] == body["contexts"][0]
    assert len(body["contexts"]) == 10
    assert [hit["rank"] for hit in body["retrieved"]] == list(range(1, len(body["retrieved"]) + 1))
    refs = [ClauseRef.parse(hit["ref"]) for hit in body["retrieved"]]
    assert len(refs) == len(set(refs))
    assert body["retrieved"] == longer["retrieved"]
    # Asked in Chinese, it searches the Chinese texts.
    zh = one.ask(question("b", text="哪些区是氢能产业实践区？"))
    assert all(piece in {p.text for p in one.shelves["zh"].pieces} for piece in zh["contexts"])


def test_the_pipeline_says_what_it_needs(monkeypatch: pytest.MonkeyPatch, shipped_library: Library) -> None:
    monkeypatch.setitem(sys.modules, "langchain_text_splitters", None)

    with pytest.raises(EvaluationError, match=r'pip install "policy-assistant\[pipeline\]"'):
        cut(shipped_library.answering("green", "zh"))


def test_the_pipeline_is_opened_by_name(settings: Settings) -> None:
    one, four = open_system("pipeline", settings), open_system("pipeline4:builtin", settings)

    assert isinstance(one, Pipeline)
    assert isinstance(four, Pipeline)
    assert (one.answering, four.answering) == (1, 4)
    assert one.digest != four.digest
