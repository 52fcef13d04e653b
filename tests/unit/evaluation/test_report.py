"""The report: one file that asks nothing of any network, in both languages, with every failing question."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest

from assistant.answers import Reason
from assistant.evaluation import charts
from assistant.evaluation.replies import Asked, Reply
from assistant.evaluation.report import as_html, write_report
from assistant.evaluation.running import SystemRun
from assistant.evaluation.sets import EvalQuestion
from assistant.evaluation.summary import Summary, summarised
from assistant.library import Library

Question = Callable[..., EvalQuestion]
HOSTILE = '<script>alert("1")</script>&'


class Outline(HTMLParser):
    """Collects the elements of a document: their names and attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))


def outlined(document: str) -> list[tuple[str, dict[str, str | None]]]:
    parser = Outline()
    parser.feed(document)
    return parser.elements


@pytest.fixture
def summary(question: Question) -> Summary:
    questions = [
        question("a", "1.2.p1 | 1.2.p2", work="green", text="规模？", figures=("5000亿元",)),
        question("b", "2.2.6", work="green", text=HOSTILE, language="en", kind="riddle"),
        question("c", text="Tax rate?", language="en", kind="silent", reason=Reason.NOT_IN_CORPUS),
    ]
    replies = [
        {
            "status": "answered",
            "sentences": [{"text": HOSTILE}],
            "citations": [{"ref": "green/1.2.p2"}, {"ref": "blue/1"}],
            "retrieved": [{"ref": "green/1.2.p1", "score": 0.5}],
            "timings_ms": {"total": 12.0},
            "trace": {"understood": {"content": "规模", "years": []}, "evidence": [{"ref": "green/1.2.p1"}], "seed": 7},
        },
        {"status": "abstained", "reason": "unclear", "explanation": "Say more.", "timings_ms": {"total": 0.0}},
        {"status": "abstained", "reason": None},
    ]
    runs = [
        SystemRun(name, "d", tuple(Asked(q, Reply.from_json(r)) for q, r in zip(questions, replies, strict=True)), 90.0)
        for name in ("shipped", HOSTILE)
    ]
    return summarised(["s"], "dev", questions, runs)


@pytest.fixture
def document(summary: Summary, shipped_library: Library) -> str:
    return as_html(summary, shipped_library)


def test_nothing_in_it_is_fetched_and_its_policy_forbids_to(document: str) -> None:
    elements = outlined(document)

    policy = next(a["content"] for _, a in elements if a.get("http-equiv") == "Content-Security-Policy")
    assert policy is not None
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy
    addresses = [value for _, a in elements for name, value in a.items() if name in {"src", "href", "xlink:href"}]
    assert addresses
    assert all(value and value.startswith("#") for value in addresses)
    # The names of SVG itself are no addresses to fetch.
    assert set(re.findall(r"https?://[^\s\"'<>]+", document)) == {
        "http://www.w3.org/2000/svg",
        "http://www.w3.org/1999/xlink",
    }


@pytest.mark.parametrize("name", ["style", "script"])
def test_the_policy_names_style_and_script_by_their_hash(document: str, name: str) -> None:
    (content,) = re.findall(rf"<{name}>(.*?)</{name}>", document, re.DOTALL)

    digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()

    assert f"{name}-src 'sha256-{digest}'".replace("'", "&#x27;") in document


def test_no_element_has_a_style_of_its_own_or_a_handler(document: str) -> None:
    names = {name for _, attributes in outlined(document) for name in attributes}

    assert "style" not in names
    assert not [name for name in names if name.startswith("on")]


def test_what_others_wrote_is_text(document: str) -> None:
    assert HOSTILE not in document
    assert document.count("<script>") == 1
    assert "&lt;script&gt;alert(" in document


def test_every_failing_question_of_every_system_is_there_with_its_trace(document: str) -> None:
    failing = [a for tag, a in outlined(document) if tag == "details" and a.get("class") == "failing"]

    assert [(a["data-system"], a["data-language"], a["data-kind"]) for a in failing] == [
        (system, language, kind)
        for system in ("shipped", HOSTILE)
        for language, kind in (("zh", "figure"), ("en", "riddle"), ("en", "silent"))
    ]
    assert "content: &quot;规模&quot;" in document
    assert "evidence 1: {&quot;ref&quot;: &quot;green/1.2.p1&quot;}" in document
    assert "seed: 7" in document
    assert "years:" not in document
    # A clause of a work that is not installed is named all the same.
    assert "<code>blue/1</code>" in document


def test_a_run_without_a_failing_question_says_so(question: Question, shipped_library: Library) -> None:
    reply = Reply.from_json({"status": "abstained", "reason": "unclear"})
    asked = Asked(question("c", reason=Reason.UNCLEAR, kind="silent"), reply)
    run = SystemRun("shipped", "d", (asked,), 90.0)

    document = as_html(summarised(["s"], "dev", [asked.question], [run]), shipped_library)

    assert "None." in document
    assert 'class="failing"' not in document


def test_every_word_of_its_own_is_in_both_languages(document: str) -> None:
    spans = [a["lang"] for tag, a in outlined(document) if tag == "span" and a.get("class") == "t"]

    assert spans.count("zh") == spans.count("en") > 100
    headings = re.findall(r"<h2>(.*?)</h2>", document)
    assert all('lang="zh"' in heading and 'lang="en"' in heading for heading in headings)


def test_every_chart_has_a_name_and_the_ids_in_it_are_unique(document: str) -> None:
    elements = outlined(document)

    drawn = [a for tag, a in elements if tag == "svg" and a.get("role") == "img"]
    assert len(drawn) == 2 * (3 + 2)
    assert all(a["aria-label"] for a in drawn)
    ids = [a["id"] for _, a in elements if a.get("id")]
    # Two systems with the same replies have the same chart, so the same ids in it stand for the same thing.
    own = [identity for identity in ids if identity and not re.match(r"c[0-9a-f]{8}-", identity)]
    assert len(own) == len(set(own))
    links = {a["xlink:href"] for _, a in elements if a.get("xlink:href")}
    assert links
    assert links <= {f"#{identity}" for identity in ids}


def test_text_in_charts_stays_text_and_takes_the_colour_of_the_page(summary: Summary) -> None:
    drawn = charts.by_kind(summary, "zh")

    assert "数字 (1)" in drawn
    assert "currentColor" in drawn
    assert "#000000" not in drawn


def test_recall_at_k_is_drawn_from_the_first_rank_on(summary: Summary) -> None:
    found = charts.recall_curve(summary.systems[0], "zh")

    assert found == (1.0,) * 10
    assert charts.recall_curve(summary.systems[0], "en") == (0.0,) * 10


def test_the_file_is_written_whole(summary: Summary, shipped_library: Library, tmp_path: Path) -> None:
    path = tmp_path / "new" / "report.html"

    write_report(path, summary, shipped_library)

    assert path.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert [one.name for one in path.parent.iterdir()] == ["report.html"]
