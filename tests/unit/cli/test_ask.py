"""``ask``, ``search`` and ``show``: what they print, and one clear line for bad input."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.cli.ask import as_language
from assistant.library.opening import open_library
from assistant.settings import Settings
from assistant.works import ClauseRef

Run = Callable[..., tuple[int, str, str]]
pytestmark = pytest.mark.usefixtures("ready")

KEYS = [
    "question", "language", "status", "reason", "answer", "sentences", "citations", "retrieved", "notes", "nearest",
    "suggestions", "timings_ms",
]  # fmt: skip
CITATION_KEYS = [
    "n", "ref", "label", "work", "authority", "edition", "quote", "quote_language", "rendering", "verified",
]  # fmt: skip


def test_a_look_up_in_chinese_is_answered_from_its_clause(run: Run) -> None:
    question = "绿色方案第6项"

    code, out, err = run("ask", question, "--json")

    body = json.loads(out)
    assert (code, err) == (0, "")
    assert (body["question"], body["language"], body["status"], body["reason"]) == (question, "zh", "answered", None)
    assert [citation["ref"] for citation in body["citations"]] == ["green/2.2.6"]
    assert body["citations"][0]["label"] == "《绿色低碳行动方案》二（二）6"


def test_a_look_up_in_english_is_answered_from_the_same_clause(run: Run) -> None:
    question = "item 6 of the green plan"

    code, out, _ = run("ask", question, "--json")

    body = json.loads(out)
    assert (code, body["language"], body["status"]) == (0, "en", "answered")
    assert [citation["ref"] for citation in body["citations"]] == ["green/2.2.6"]
    assert body["citations"][0]["label"] == "Green and Low-Carbon Action Plan, II(2) item 6"


def test_the_json_of_an_answer_has_the_keys_of_the_design(run: Run) -> None:
    question = "绿色方案第6项"

    _, out, _ = run("ask", question, "--json")

    body = json.loads(out)
    assert list(body) == KEYS
    assert list(body["citations"][0]) == CITATION_KEYS
    assert all(set(sentence) == {"text", "citations", "support"} for sentence in body["sentences"])
    assert all(set(hit) == {"ref", "score", "rank"} for hit in body["retrieved"])
    assert set(body["timings_ms"]) >= {"understand", "retrieve", "compose", "verify", "total"}


def test_every_citation_resolves_and_is_quoted_word_for_word(run: Run, ready: Path) -> None:
    library = open_library(Settings(home=ready))

    _, out, _ = run("ask", "How much does the low-carbon plan aim for?", "--json")

    body = json.loads(out)
    assert [citation["n"] for citation in body["citations"]] == list(range(1, len(body["citations"]) + 1))
    for citation in body["citations"]:
        ref = library.check(ClauseRef.parse(citation["ref"]))
        assert citation["quote"] in library.answering(ref.work, citation["quote_language"]).text
    shown = {n for sentence in body["sentences"] for n in sentence["citations"]}
    assert shown == {citation["n"] for citation in body["citations"]}


def test_an_abstention_has_a_reason_and_cites_nothing(run: Run) -> None:
    question = "What is the corporate tax rate for metaverse companies?"

    code, out, _ = run("ask", question, "--json")

    body = json.loads(out)
    assert (code, body["status"], body["answer"], body["citations"], body["sentences"]) == (
        0,
        "abstained",
        None,
        [],
        [],
    )
    assert body["reason"] in {"not_in_corpus", "out_of_scope", "false_premise", "unclear"}
    assert all(set(near) == {"ref", "label", "text"} for near in body["nearest"])


def test_the_trace_is_added_on_request(run: Run) -> None:
    question = "绿色方案第6项"

    _, out, _ = run("ask", question, "--trace")

    assert list(json.loads(out)) == [*KEYS, "trace"]


def test_an_answer_for_people_has_its_citation_below_it_and_no_colour(run: Run) -> None:
    question = "绿色方案第6项"

    code, out, err = run("ask", question)

    assert (code, err) == (0, "")
    assert "[1] 《绿色低碳行动方案》二（二）6  (green/2.2.6, 摘要)" in out
    assert "\x1b" not in out


def test_an_abstention_for_people_says_so_in_their_language(run: Run) -> None:
    question = "What is the corporate tax rate for metaverse companies?"

    code, out, _ = run("ask", question)

    assert code == 0
    assert "Nearest clauses:" in out or "You could ask:" in out
    assert "最接近" not in out


def test_one_work_named_by_an_option_is_the_only_one_cited(run: Run) -> None:
    question = "到2025年产业规模目标是多少？"

    _, out, _ = run("ask", question, "--work", "terminals", "--json")

    body = json.loads(out)
    assert {hit["ref"].split("/")[0] for hit in body["retrieved"]} == {"terminals"}
    assert {citation["work"] for citation in body["citations"]} <= {"terminals"}


def test_the_language_of_the_answer_can_be_chosen(run: Run) -> None:
    question = "绿色方案第6项"

    _, out, _ = run("ask", question, "--language", "en", "--json")

    body = json.loads(out)
    assert body["language"] == "en"
    assert "english_digest" in [note["kind"] for note in body["notes"]]


def test_as_many_clauses_are_retrieved_as_asked(run: Run) -> None:
    question = "How much does the low-carbon plan aim for?"

    _, out, _ = run("ask", question, "-k", "3", "--json")

    assert len(json.loads(out)["retrieved"]) == 3


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["ask", ""], 3, "the question is empty"),
        (["ask", "  ？ "], 3, "the question is empty"),
        (["ask", "元" * 600], 3, "the question has 600 characters; at most 500"),
        (["ask", "\udcff 绿色"], 3, "no valid Unicode text"),
        (["ask", "绿色", "--work", "nothing"], 3, "no work 'nothing'"),
        (["search", ""], 3, "the question is empty"),
        (["show", "x"], 3, "no work 'x'; `assistant corpus list` shows them"),
        (["show", ""], 3, "no work ''"),
        (["show", "x/1"], 3, "no work 'x'"),
        (["show", "green/9.9"], 3, "no clause '9.9' in work 'green'; `assistant show green` lists them"),
        (["show", "\udcff"], 3, "no work '\\udcff'"),
    ],
)
def test_bad_input_is_one_line_and_exit_code_3(run: Run, arguments: list[str], code: int, words: str) -> None:
    asked = arguments

    left, out, err = run(*asked)

    assert (left, out) == (code, "")
    assert err.startswith("assistant: ")
    assert words in err
    assert err.count("\n") == 1


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["ask"], "either a question or --batch"),
        (["ask", "绿色", "--batch", "in.jsonl", "--out", "out.jsonl"], "either a question or --batch"),
        (["ask", "--batch", "in.jsonl"], "--batch and --out go together"),
        (["ask", "绿色", "--out", "out.jsonl"], "--batch and --out go together"),
        (["ask", "绿色", "-k", "0"], "-k"),
        (["ask", "绿色", "--language", "fr"], "--language"),
        (["ask", "绿色", "--colour"], "--colour"),
        (["show", "/"], "work/eid"),
        (["show", "green/"], "work/eid"),
        (["show", "/2.2.6"], "work/eid"),
        (["show", "green", "--language", "fr"], "--language"),
        (["nonsense"], "nonsense"),
    ],
)
def test_wrong_use_is_told_with_exit_code_2_and_no_traceback(run: Run, arguments: list[str], words: str) -> None:
    asked = arguments

    code, out, err = run(*asked)

    assert (code, out) == (2, "")
    assert words in err
    assert "Traceback" not in err


def test_a_language_tag_is_read() -> None:
    tags = ("zh", "en", "auto")

    found = [as_language(tag) for tag in tags]

    assert found == ["zh", "en", None]
    with pytest.raises(ValueError, match="'fr'"):
        as_language("fr")


def test_search_prints_json_of_the_shape_of_the_design(run: Run) -> None:
    query = "hydrogen refuelling stations"

    code, out, _ = run("search", query, "--json", "-k", "4")

    body = json.loads(out)
    assert code == 0
    assert list(body) == ["query", "language", "hits"]
    assert (body["query"], body["language"]) == (query, "en")
    assert [list(hit) for hit in body["hits"]] == [["ref", "score", "rank", "label", "text"]] * 4
    assert [hit["rank"] for hit in body["hits"]] == [1, 2, 3, 4]
    assert "green/2.2.6" in [hit["ref"] for hit in body["hits"]]


def test_search_for_people_is_a_numbered_list(run: Run) -> None:
    query = "加氢站"

    code, out, _ = run("search", query, "-k", "2")

    assert code == 0
    assert [line[:3] for line in out.splitlines() if not line.startswith("    ")] == [" 1.", " 2."]


def test_a_clause_is_shown_in_both_languages(run: Run) -> None:
    ref = "green/2.2.6"

    code, out, _ = run("show", ref)

    assert code == 0
    assert "《绿色低碳行动方案》二（二）6  (zh, digest)" in out
    assert "Green and Low-Carbon Action Plan, II(2) item 6  (en, digest)" in out
    assert "氢能产业" in out


def test_a_clause_is_shown_in_one_language(run: Run) -> None:
    ref = "green/2.2.6"

    _, out, _ = run("show", ref, "--language", "en")

    assert "(en, digest)" in out
    assert "(zh, digest)" not in out


def test_a_container_is_shown_with_all_it_contains_and_nothing_else(run: Run) -> None:
    ref = "green/3"

    _, out, _ = run("show", ref, "--language", "zh")

    shown = [line.split()[0] for line in out.splitlines()[1:] if line and not line.startswith(" ")]
    assert shown == ["3", "3.1", "3.2", "3.3", "3.4", "3.5"]


def test_a_whole_work_is_shown_under_its_title(run: Run) -> None:
    work = "notice"

    _, out, _ = run("show", work, "--language", "zh")

    shown = [line.split()[0] for line in out.splitlines()[1:] if line and not line.startswith(" ")]
    assert shown == ["p1", "p2", "p3", "p4", "p5", "p6", "p7"]
