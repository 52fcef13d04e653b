"""The report of an evaluation in a real browser: opened from disk, it asks for nothing and nothing of it is stopped."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from assistant.answers import Reason
from assistant.engine import Assistant
from assistant.evaluation.report import write_report
from assistant.evaluation.running import SystemRun, run
from assistant.evaluation.sets import EvalQuestion
from assistant.evaluation.summary import summarised
from assistant.evaluation.systems import SHIPPED, AssistantSystem
from assistant.ranking import Qrel
from assistant.works import ClauseRef, Language

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

Tab = tuple["Page", list[str], list[str]]


def asked(name: str, text: str, language: Language, clause: str | None, kind: str) -> EvalQuestion:
    qrels = (Qrel(f"s:{name}", ClauseRef.parse(clause), 2),) if clause else ()
    reason = None if clause else Reason.UNCLEAR
    return EvalQuestion(name, text, language, kind, "dev", bool(clause), reason, qrels, (), (), None, set="s")


@pytest.fixture(scope="module")
def report(assistant: Assistant, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the report of four questions, three of which are judged so that they fail."""
    questions = [
        asked("a", "绿色方案第6项", "zh", "green/2.2.6", "lookup"),
        asked("b", "绿色方案第8项", "zh", "green/2.2.6", "lookup"),
        asked("c", "item 6 of the green plan", "en", "metaverse/4.2", "figure"),
        asked("d", "What tax do robot makers pay?", "en", None, "silent"),
    ]
    replies = run(AssistantSystem(SHIPPED, assistant), questions)
    path = tmp_path_factory.mktemp("report") / "report.html"
    summary = summarised(["s"], "dev", questions, [SystemRun(SHIPPED, "d", replies, 100.0)])
    write_report(path, summary, assistant.library)
    return path


@pytest.fixture(params=[("en-US", 1200, "light"), ("zh-CN", 320, "dark")], ids=["wide", "narrow"])
def tab(request: pytest.FixtureRequest, browser: Browser, report: Path) -> Iterator[Tab]:
    locale, width, scheme = request.param
    context = browser.new_context(locale=locale, viewport={"width": width, "height": 700}, color_scheme=scheme)
    page = context.new_page()
    asked_for: list[str] = []
    complaints: list[str] = []
    page.on("request", lambda one: asked_for.append(one.url))
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(report.as_uri())
    yield page, asked_for, complaints
    context.close()


def test_it_asks_for_itself_alone_and_nothing_is_stopped(tab: Tab, report: Path) -> None:
    page, asked_for, complaints = tab

    page.wait_for_timeout(200)

    assert asked_for == [report.as_uri()]
    assert complaints == []


def test_it_fits_its_window_and_shows_every_chart_in_one_language(tab: Tab) -> None:
    page, *_ = tab

    width, window = page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")

    assert width == window
    assert page.locator("svg.chart").count() == 8
    assert page.locator("svg.chart:visible").count() == 4


def test_it_speaks_the_browser_s_language_and_the_other_at_a_press(tab: Tab) -> None:
    page, *_ = tab
    titles = {"zh": "评测报告", "en": "Evaluation report"}
    first = page.get_attribute("html", "data-language")
    other = "en" if first == "zh" else "zh"

    before = page.inner_text("h1")
    page.click(f"button[value={other}]")

    assert first is not None
    assert (before, page.inner_text("h1")) == (titles[first], titles[other])
    assert page.get_attribute("html", "lang") == other
    assert page.title().startswith(titles[other])


def test_failing_questions_are_filtered_and_open_to_their_trace(tab: Tab) -> None:
    page, *_ = tab

    every = page.locator(".failing:visible").count()
    page.select_option("select[name=language]", "zh")
    page.click(".failing:visible summary")

    assert every == 3
    assert page.locator(".failing:visible").count() == 1
    assert page.inner_text("#count") == "1 / 3"
    assert "green/2.2.6" in page.inner_text(".failing:visible .body")
    assert "evidence 1" in page.inner_text(".failing:visible .body")
