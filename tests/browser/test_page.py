"""The page in a real browser; each tab also counts requests to other hosts: there are none."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest

if TYPE_CHECKING:
    from .conftest import Visit

pytestmark = pytest.mark.browser

EN = "How large is the green and low-carbon industry to be by 2025?"
ZH = "到2025年，绿色低碳产业规模要达到多少？"
SILENT = "What corporate income tax rate do metaverse companies pay under the plan?"


def test_a_question_in_english_is_answered_with_its_clause(visit: Callable[..., Visit]) -> None:
    tab = visit().go(lang="en")

    tab.ask(EN)

    assert "exceed RMB 500 billion by 2025" in tab.text(".sentences")
    assert "Green and Low-Carbon Action Plan, I(2) para. 1" in tab.text(".sources")
    assert "the Chinese text prevails" in tab.text(".notes")
    assert _fields(tab) == {"lang": ["en"], "q": [EN]}


def test_a_question_in_chinese_is_answered_in_chinese(visit: Callable[..., Visit]) -> None:
    tab = visit(locale="zh-CN").go()

    tab.ask(ZH)

    assert "5000亿元" in tab.text(".sentences")
    assert "《绿色低碳行动方案》一（二）第1段" in tab.text(".sources")
    assert tab.page.get_attribute("html", "lang") == "zh-Hans"


def test_a_citation_opens_its_clause_beside_the_answer_in_both_languages(visit: Callable[..., Visit]) -> None:
    tab = visit().go(lang="en", q=EN)

    tab.page.click(".sentences a.mark >> nth=0")

    tab.page.wait_for_selector("#clause-label")
    panel = tab.text("#clause")
    assert "一、总体要求" in panel
    assert "I · General requirements" in panel
    assert "Digest" in panel
    marked = tab.page.locator("#clause mark").all_inner_texts()
    assert any("5000亿元" in text for text in marked)
    assert any("RMB 500 billion" in text for text in marked)
    tab.page.wait_for_function("document.activeElement.id === 'clause-label'")
    answer, clause = (tab.page.locator(name).bounding_box() for name in ("#answer", "#clause"))
    assert answer
    assert clause
    assert clause["x"] > answer["x"] + answer["width"]


def test_of_questions_in_quick_succession_the_last_is_answered(visit: Callable[..., Visit]) -> None:
    tab = visit().go(lang="en")

    for question in ("Who pays?", "What is item 3 of the green plan?", SILENT, EN):
        tab.page.fill("#question", question)
        tab.page.press("#question", "Enter")

    tab.settled()
    assert tab.text(".asked") == EN
    assert tab.page.input_value("#question") == EN


def test_opening_a_clause_leaves_the_answer_as_it_is(visit: Callable[..., Visit]) -> None:
    tab = visit().go(lang="en", q=EN)
    tab.page.evaluate("document.querySelector('.sentences').dataset.same = 'yes'")

    tab.page.click(".source >> nth=0")
    tab.page.wait_for_selector("#clause-label")

    assert tab.page.get_attribute(".sentences", "data-same") == "yes"


def test_the_browser_goes_back_to_what_was_there(visit: Callable[..., Visit]) -> None:
    tab = visit().go(lang="en", q=EN)
    tab.page.click(".source >> nth=0")
    tab.page.wait_for_selector("#clause-label")

    tab.page.go_back()

    tab.page.wait_for_selector("#clause-label", state="detached")
    assert "RMB 500 billion" in tab.text(".sentences")


def test_a_clause_closes_with_escape_and_gives_the_focus_back(visit: Callable[..., Visit]) -> None:
    tab = visit().go(lang="en", q=EN)
    tab.page.focus(".sentences a.mark >> nth=0")
    tab.page.keyboard.press("Enter")
    tab.page.wait_for_function("document.activeElement.id === 'clause-label'")

    tab.page.keyboard.press("Escape")

    tab.page.wait_for_selector("#clause-label", state="detached")
    tab.page.wait_for_function("document.activeElement.matches('.sentences a.mark')")


def test_the_address_of_a_clause_opens_it(visit: Callable[..., Visit]) -> None:
    tab = visit().go(lang="en", clause="green/2.2.6")

    assert "Green and Low-Carbon Action Plan, II(2) item 6" in tab.text("#clause-label")
    tab.page.click("#clause a.next")
    tab.page.wait_for_function("document.getElementById('clause-label').textContent.includes('item 7')")
    assert _fields(tab) == {"lang": ["en"], "clause": ["green/2.3.7"]}


def test_the_address_of_no_clause_says_so(visit: Callable[..., Visit]) -> None:
    tab = visit().go(lang="en", clause="green/99")

    assert "There is no such clause: green/99" in tab.text("#clause")


def test_the_switch_changes_the_words_of_the_page_and_keeps_the_rest(visit: Callable[..., Visit]) -> None:
    tab = visit().go(lang="en", q=EN, clause="green/1.2.p1")
    tab.page.fill("#question", "half a question")

    tab.page.click(".switch a >> text=中文")

    tab.page.wait_for_function("document.documentElement.lang === 'zh-Hans'")
    assert tab.text(".sources h3") == "出处"
    assert tab.text("#clause-label") == "《绿色低碳行动方案》一（二）第1段"
    assert "RMB 500 billion" in tab.text(".sentences")
    assert tab.page.input_value("#question") == "half a question"
    assert _fields(tab) == {"lang": ["zh"], "q": [EN], "clause": ["green/1.2.p1"]}


def test_without_a_language_in_the_address_the_browser_is_asked(visit: Callable[..., Visit]) -> None:
    assert visit(locale="de-DE").go().text(".ask button") == "Ask"
    assert visit(locale="zh-TW").go().text(".ask button") == "提问"


def test_what_the_documents_do_not_say_is_a_card_with_ways_on(visit: Callable[..., Visit]) -> None:
    tab = visit().go(lang="en")
    tab.page.click(f"text={SILENT}")
    tab.page.wait_for_selector(".card-abstention")

    assert tab.text(".verdict .explanation")
    near = tab.page.get_attribute(".near-clause >> nth=0", "data-clause")
    tab.page.click(".near-clause >> nth=0")
    tab.page.wait_for_selector("#clause-label")
    assert _fields(tab)["clause"] == [near]

    suggestion = tab.text(".suggestion >> nth=0")
    tab.page.click(".suggestion >> nth=0")
    tab.page.wait_for_function("q => document.querySelector('.asked')?.textContent === q", arg=suggestion)
    tab.settled()
    assert tab.page.input_value("#question") == suggestion


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_example_is_answered_but_the_one_that_cannot_be(language: str, visit: Callable[..., Visit]) -> None:
    tab = visit().go(lang=language)
    questions = tab.page.locator(".card .asks").all_inner_texts()

    answered = []
    for question in questions:
        tab.ask(question)
        answered.append(tab.page.locator(".card-answer").count() == 1)

    assert answered == [True] * 5 + [False]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_at_320_pixels_nothing_runs_out_of_the_page(language: str, visit: Callable[..., Visit]) -> None:
    tab = visit(width=320, height=640)

    for fields in ({}, {"q": SILENT}, {"q": EN, "clause": "green/1.2.p1"}, {"q": "x" * 501}):
        tab.go(lang=language, **fields)
        assert tab.page.evaluate("document.documentElement.scrollWidth") == 320
        assert tab.page.evaluate(_TOO_WIDE) == []


# What is wider than the page and is neither for screen readers nor clipped on purpose.
_TOO_WIDE = """() => [...document.querySelectorAll('.region *')]
    .filter(e => !e.closest('.unseen') && e.getBoundingClientRect().right > 320.5)
    .map(e => e.className || e.tagName)"""


def test_dark_is_dark(visit: Callable[..., Visit]) -> None:
    ground = "getComputedStyle(document.body).backgroundColor"

    assert visit(scheme="dark").go(lang="en").page.evaluate(ground) == "rgb(18, 21, 23)"
    assert visit(scheme="light").go(lang="en").page.evaluate(ground) == "rgb(246, 245, 241)"


def test_a_screen_reader_is_told_of_the_answer(visit: Callable[..., Visit]) -> None:
    tab = visit().go(lang="en", q=EN)

    assert tab.page.get_attribute("#answer", "aria-live") == "polite"
    assert tab.page.get_by_label("Your question").input_value() == EN
    assert tab.page.get_by_role("link", name="Source 1: Green and Low-Carbon Action Plan, I(2) para. 1").count() >= 1


def test_focus_can_be_seen(visit: Callable[..., Visit]) -> None:
    tab = visit().go(lang="en")
    tab.page.focus("#question")

    tab.page.keyboard.press("Tab")

    style = "(e => getComputedStyle(e).outlineStyle + ' ' + getComputedStyle(e).outlineWidth)(document.activeElement)"
    assert tab.page.evaluate("document.activeElement.textContent") == "Ask"
    assert tab.page.evaluate(style) == "solid 3px"


def test_enter_that_ends_a_chinese_word_does_not_ask(visit: Callable[..., Visit]) -> None:
    tab = visit().go(lang="zh")
    tab.page.fill("#question", "元宇宙")

    tab.page.evaluate(
        "document.getElementById('question').dispatchEvent("
        "new KeyboardEvent('keydown', {key: 'Enter', isComposing: true, bubbles: true, cancelable: true}))"
    )

    assert _fields(tab) == {"lang": ["zh"]}


def test_a_question_that_is_too_long_is_refused_in_words(visit: Callable[..., Visit]) -> None:
    tab = visit().go(lang="en")
    tab.page.fill("#question", "x" * 501)

    tab.page.click(".ask button")

    tab.page.wait_for_selector(".card-problem")
    assert "at most 500 are read" in tab.text(".card-problem")


@pytest.mark.parametrize(
    "payload",
    [
        "<img src=x onerror=alert(1)>",
        '"><svg onload=alert(1)>',
        "<script>alert(1)</script>",
        "${alert(1)}",
        "{{constructor.constructor('alert(1)')()}}",
        "<iframe srcdoc='<script>alert(1)</script>'>",
    ],
)
def test_a_hostile_address_runs_nothing(payload: str, visit: Callable[..., Visit]) -> None:
    tab = visit().go(lang="en", q=f"{payload} hydrogen", clause=payload)

    assert tab.text(".asked") == f"{payload} hydrogen"
    assert payload in tab.text("#clause")
    assert tab.page.locator(".region :is(img, svg, script, iframe)").count() == 0


def test_the_policy_stops_what_escaping_would_have_missed(visit: Callable[..., Visit]) -> None:
    tab = visit().go(lang="en")

    ran = tab.page.evaluate(
        """async () => {
            window.ran = false;
            const answer = document.querySelector('#answer');
            answer.insertAdjacentHTML('beforeend', '<img src="data:," onerror="window.ran = true">');
            await new Promise(done => setTimeout(done, 300));
            return window.ran;
        }"""
    )

    assert ran is False
    assert any("Content Security Policy" in said for said in tab.complaints)
    tab.complaints.clear()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_pictures_of_the_page(language: str, visit: Callable[..., Visit], screenshots: Path | None) -> None:
    if screenshots is None:
        pytest.skip("pictures are taken where SCREENSHOTS names a folder")
    asked = ZH if language == "zh" else EN
    views = {"home": {}, "answer": {"q": asked, "clause": "green/1.2.p1"}, "abstention": {"q": SILENT}}

    for width in (1280, 320):
        for scheme in ("light", "dark"):
            tab = visit(width=width, scheme=scheme)
            for name, fields in views.items():
                tab.go(lang=language, **fields)
                tab.page.screenshot(path=screenshots / f"{name}-{language}-{width}-{scheme}.png", full_page=True)


def _fields(tab: Visit) -> dict[str, list[str]]:
    return parse_qs(urlsplit(tab.page.url).query)
