"""The page in a real browser; each tab also counts requests to other hosts: there are none."""

from __future__ import annotations

import csv
import itertools
import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Route

    from assistant.engine import Assistant

    from .conftest import Opening, Visit

pytestmark = pytest.mark.browser

EN = "How large is the green and low-carbon industry to be by 2025?"
ZH = "到2025年，绿色低碳产业规模要达到多少？"
SILENT = "What corporate income tax rate do metaverse companies pay under the plan?"
SLOW = EN
LONG = "What does item 14 of the metaverse plan say?"


def test_a_question_in_english_is_answered_with_its_clause(visit: Callable[..., Visit]) -> None:
    tab = visit().go(lang="en")

    tab.ask(EN)

    assert "exceed RMB 500 billion by 2025" in tab.text(".sentences")
    assert "Green and Low-Carbon Action Plan, I(2) para. 1" in tab.text(".sentences")
    assert "the Chinese text prevails" in tab.text(".notes")
    assert _fields(tab) == {"lang": ["en"], "q": [EN]}


def test_a_question_in_chinese_is_answered_in_chinese(visit: Callable[..., Visit]) -> None:
    tab = visit(locale="zh-CN").go()

    tab.ask(ZH)

    assert "5000亿元" in tab.text(".sentences")
    assert "《绿色低碳行动方案》一（二）第1段" in tab.text(".sources")
    assert tab.page.get_attribute("html", "lang") == "zh-Hans"


def test_a_follow_up_goes_on_with_the_conversation(visit: Callable[..., Visit]) -> None:
    tab = visit().go(lang="en", q=EN)

    tab.ask("And the metaverse?")

    assert "RMB 350 billion" in tab.text(".sentences")
    assert "metaverse" in tab.text(".leaning")
    assert tab.text(".turn > summary") == EN
    assert _fields(tab)["q"] == [EN, "And the metaverse?"]
    assert not tab.page.input_value("#question")
    tab.page.click("a.anew")
    tab.page.wait_for_selector(".hero")


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
    tab.until("document.activeElement.id === 'clause-label'")
    answer, clause = (tab.page.locator(name).bounding_box() for name in ("#answer", "#clause"))
    assert answer
    assert clause
    assert clause["x"] > answer["x"] + answer["width"]


def test_a_citation_shows_its_clause_on_hover_and_on_focus(visit: Callable[..., Visit]) -> None:
    tab = visit().go(lang="en", q=EN)

    tab.page.hover(".sentences a.mark >> nth=0")
    tab.page.wait_for_selector("#peek-1-0.shown mark")
    tab.page.hover("#peek-1-0")
    tab.page.wait_for_timeout(400)
    assert tab.page.is_visible("#peek-1-0")
    tab.page.keyboard.press("Escape")
    assert not tab.page.is_visible("#peek-1-0")
    tab.page.mouse.move(5, 5)
    tab.page.focus(".sentences a.mark >> nth=0")

    assert "RMB 500 billion" in tab.text("#peek-1-0.shown mark")


def test_a_figure_shows_its_conversion_on_hover_and_on_focus(visit: Callable[..., Visit]) -> None:
    tab = visit().go(lang="en", q=EN)

    tab.page.hover(".sentences .figure")
    assert tab.text("#note.shown") == "RMB 500 billion = 5000亿元"
    tab.page.mouse.move(5, 5)
    tab.page.wait_for_selector("#note.shown", state="hidden")
    tab.page.focus(".sentences .figure")

    assert tab.text("#note.shown") == "RMB 500 billion = 5000亿元"


def test_of_questions_in_quick_succession_the_last_is_answered(visit: Callable[..., Visit]) -> None:
    tab = visit().go(lang="en")

    for question in ("Who pays?", "What is item 3 of the green plan?", SILENT, EN):
        tab.page.fill("#question", question)
        tab.page.press("#question", "Enter")

    tab.settled()
    assert tab.text(".asked >> nth=0") == EN


def test_an_answer_appears_sentence_by_sentence_and_nothing_is_taken_back(
    visit: Callable[..., Visit], drafted_site: str
) -> None:
    tab = visit(at=drafted_site).go(lang="en")
    assert "Drafted by the language model scripted:slow.json" in tab.text(".below")
    tab.page.evaluate(_WATCHED)

    tab.ask(SLOW)

    seen = [state.split("\n") for state in tab.page.evaluate("window.seen")]
    counts = [len(lines) for lines in seen]
    assert sorted(set(counts)) == [1, 2]
    assert counts == sorted(counts)
    for earlier, later in itertools.pairwise(seen):
        assert later[: len(earlier)] == earlier
    assert not any("600" in line or "[" in line for line in seen[-1])
    assert tab.page.locator("#coming").count() == 0
    assert "Drafted by scripted:slow.json" in tab.text(".drafted")
    # Told once that it takes a while, and once what came of it.
    said = tab.page.evaluate("window.said")
    assert [line[:9] for line in said] in (["Answered,"], ["Reading t", "Answered,"])


# Every state of the sentences that was ever in the page, and every text of the live region.
_WATCHED = """() => {
    window.seen = [];
    window.said = [];
    new MutationObserver(() => {
        for (const box of document.querySelectorAll('#coming .sentences, #answer .sentences')) {
            const text = [...box.querySelectorAll(':scope > p')].map(p => p.textContent).join('\\n');
            if (text && text !== window.seen.at(-1) && box.getClientRects().length) window.seen.push(text);
        }
        const said = document.getElementById('said').textContent;
        if (said && said !== window.said.at(-1)) window.said.push(said);
    }).observe(document.body, {childList: true, subtree: true, characterData: true});
}"""


def test_a_sentence_that_has_come_has_its_clause_at_once(visit: Callable[..., Visit], drafted_site: str) -> None:
    tab = visit(at=drafted_site).go(lang="en")
    tab.page.fill("#question", SLOW)
    tab.page.press("#question", "Enter")

    tab.page.wait_for_selector("#coming .sentences a.mark")
    tab.page.hover("#coming a.mark")

    assert "RMB 500 billion" in tab.text("#coming .peek.shown mark")
    assert tab.page.is_visible("#coming .working")
    tab.page.wait_for_selector("#coming", state="detached")


def test_what_is_typed_while_an_answer_comes_stays(visit: Callable[..., Visit], drafted_site: str) -> None:
    tab = visit(at=drafted_site).go(lang="en")
    tab.page.fill("#question", SLOW)
    tab.page.evaluate("window.box = document.getElementById('question')")
    tab.page.press("#question", "Enter")
    tab.page.wait_for_selector("#coming")

    tab.page.keyboard.type("And the", delay=200)
    tab.page.wait_for_selector(".card-answer .sources")
    tab.settled()
    tab.page.keyboard.type(" metaverse?")

    assert tab.page.input_value("#question") == "And the metaverse?"
    # The very same box: a Chinese word half typed would not survive another.
    assert tab.page.evaluate("window.box === document.getElementById('question')")


def test_an_answer_can_be_stopped(visit: Callable[..., Visit], drafted_site: str) -> None:
    tab = visit(at=drafted_site).go(lang="en")
    tab.page.fill("#question", SLOW)
    tab.page.press("#question", "Enter")
    tab.page.wait_for_selector("#coming .sentences a.mark")

    tab.page.click("text=Stop")

    tab.page.wait_for_selector("#coming.stopped")
    tab.settled()
    assert "Stopped. The sentences above are verified" in tab.text("#coming")
    assert tab.page.input_value("#question") == SLOW
    assert _fields(tab) == {"lang": ["en"]}
    assert tab.page.locator("#coming .sentences > p").count() == 1
    tab.page.click("#coming a.mark")
    tab.page.wait_for_selector("#clause-label")
    assert _fields(tab) == {"lang": ["en"], "room": ["ask"], "clause": ["green/1.2.p1"]}
    tab.page.press("#question", "Enter")
    tab.page.wait_for_selector("#answer .card-answer .sources")
    assert tab.page.locator("#answer .sentences > p").count() == 2


def test_a_clause_that_is_opened_takes_nothing_from_the_answer_that_is_coming(
    visit: Callable[..., Visit], drafted_site: str
) -> None:
    tab = visit(at=drafted_site).go(lang="en")
    tab.page.evaluate(_WATCHED)
    tab.page.fill("#question", SLOW)
    tab.page.press("#question", "Enter")
    tab.page.wait_for_selector("#coming .sentences a.mark")

    tab.page.click("#coming a.mark")

    tab.page.wait_for_selector("#clause-label")
    tab.settled()
    assert tab.page.locator("#answer .sentences > p").count() == 2
    counts = [len(state.split("\n")) for state in tab.page.evaluate("window.seen")]
    assert counts == sorted(counts)
    assert _fields(tab) == {"lang": ["en"], "q": [SLOW], "clause": ["green/1.2.p1"]}


def test_escape_stops_an_answer_before_anything_has_come(visit: Callable[..., Visit], drafted_site: str) -> None:
    tab = visit(at=drafted_site).go(lang="en")
    tab.page.fill("#question", SLOW)
    tab.page.press("#question", "Enter")
    tab.page.wait_for_selector("#coming .asked")

    tab.page.keyboard.press("Escape")

    tab.settled()
    assert tab.page.locator("#coming").count() == 0
    assert tab.page.is_visible(".hero")
    assert tab.page.input_value("#question") == SLOW
    assert tab.page.evaluate("document.activeElement.id") == "question"


def test_who_comes_by_a_link_has_the_page_around_the_answer_that_is_coming(
    visit: Callable[..., Visit], drafted_site: str
) -> None:
    tab = visit(at=drafted_site, locale="zh-CN")
    tab.page.goto(f"{drafted_site}?{urlencode({'lang': 'en', 'q': SLOW})}")

    tab.page.wait_for_selector("#coming .sentences a.mark")

    assert tab.text(".rooms").split() == ["Ask", "Plans", "Targets"]
    assert tab.page.is_visible("#question")
    assert tab.page.get_attribute("html", "lang") == "en"
    tab.page.click("text=Stop")
    tab.settled()
    assert _fields(tab) == {"lang": ["en"]}
    assert tab.page.is_visible("#coming.stopped")
    assert tab.page.is_visible(".groups")


def test_a_question_waits_in_view_for_the_index(visit: Callable[..., Visit], opening_site: Opening) -> None:
    tab = visit(at=opening_site.address).go(lang="en")
    opening_site.readiness.done, opening_site.readiness.of = 64, 400

    tab.page.fill("#question", EN)
    tab.page.press("#question", "Enter")
    tab.page.wait_for_selector("#coming >> text=the index is being built, 64 of 400")
    opening_site.readiness.set()

    tab.page.wait_for_selector("#answer .card-answer .sources")
    assert "RMB 500 billion" in tab.text(".sentences")


def test_another_question_ends_the_answer_that_is_coming(visit: Callable[..., Visit], drafted_site: str) -> None:
    tab = visit(at=drafted_site).go(lang="en")
    tab.page.fill("#question", SLOW)
    tab.page.press("#question", "Enter")
    tab.page.wait_for_selector("#coming .asked")

    tab.ask(SILENT)

    assert tab.page.locator(".card-abstention").count() == 1
    assert tab.text(".earlier .unanswered") == SLOW


def test_whoever_leaves_stops_the_model(visit: Callable[..., Visit], drafted_site: str) -> None:
    tab = visit(at=drafted_site).go(lang="en")
    tab.page.fill("#question", SLOW)
    tab.page.press("#question", "Enter")
    tab.page.wait_for_selector("#coming .asked")

    tab.page.click("text=Targets")

    tab.page.wait_for_selector(".targets-table")
    tab.settled()
    assert tab.page.locator("#coming").count() == 0


def test_opening_a_clause_leaves_what_is_being_typed(visit: Callable[..., Visit]) -> None:
    tab = visit().go(lang="en", q=EN)
    tab.page.fill("#question", "half a question")

    tab.page.click(".source >> nth=0")
    tab.page.wait_for_selector("#clause-label")
    tab.settled()

    assert tab.page.input_value("#question") == "half a question"


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
    tab.until("document.activeElement.id === 'clause-label'")

    tab.page.keyboard.press("Escape")

    tab.page.wait_for_selector("#clause-label", state="detached")
    tab.until("document.activeElement.matches('.sentences a.mark')")


def test_the_permalink_of_a_clause_opens_its_plan_there(visit: Callable[..., Visit]) -> None:
    tab = visit().go(lang="en", clause="green/2.2.6")

    assert tab.page.get_attribute(".here-now", "data-row") == "green/2.2.6"
    assert "Hydrogen industry" in tab.text(".here-now")
    assert "氢能产业" in tab.text(".here-now")
    box = tab.page.locator(".here-now").bounding_box()
    assert box
    assert 0 <= box["y"] < 300


def test_a_plan_can_be_read_searched_and_left_for_another(visit: Callable[..., Visit]) -> None:
    tab = visit().go(lang="en")

    tab.page.click("text=Plans")
    tab.page.wait_for_selector(".plan")
    tab.page.click(".book >> text=Green and Low-Carbon")
    # The title of the notice, which is open first, has the same words in it.
    tab.until("new URLSearchParams(location.search).get('work') === 'green'")
    tab.until("document.getElementById('plan-title').textContent.startsWith('Shanghai Action Plan')")
    tab.page.fill("#find", "hydrogen")
    tab.page.press("#find", "Enter")
    tab.page.wait_for_selector(".found")

    assert "clauses with “hydrogen”" in tab.text(".found")
    assert {text.lower() for text in tab.page.locator(".plan mark").all_inner_texts()} == {"hydrogen"}
    assert _fields(tab) == {"lang": ["en"], "room": ["plans"], "work": ["green"], "find": ["hydrogen"]}
    tab.page.click(".row.leaf >> nth=0 >> .permalink")
    tab.page.wait_for_selector(".here-now")
    assert list(_fields(tab)) == ["lang", "clause"]


def test_the_address_of_no_clause_says_so(visit: Callable[..., Visit]) -> None:
    tab = visit().go(lang="en", clause="green/99")

    assert "There is no such clause: green/99" in tab.text("#clause")


def test_the_switch_changes_the_words_of_the_page_and_keeps_the_rest(visit: Callable[..., Visit]) -> None:
    tab = visit().go(lang="en", q=EN, clause="green/1.2.p1")
    tab.page.fill("#question", "half a question")

    tab.page.click("a[data-switch=zh]")

    tab.page.wait_for_selector(".ask button >> text=提问")
    tab.settled()
    assert tab.page.input_value("#question") == "half a question"
    assert "RMB 500 billion" in tab.text(".sentences")
    assert "《绿色低碳行动方案》" in tab.text("#clause-label")
    assert tab.page.get_attribute("html", "lang") == "zh-Hans"
    assert _fields(tab) == {"lang": ["zh"], "q": [EN], "clause": ["green/1.2.p1"]}


def test_an_abstention_offers_clauses_and_questions_that_work(visit: Callable[..., Visit]) -> None:
    tab = visit().go(lang="en", q=SILENT)

    assert "Not in the documents" in tab.text(".verdict")
    assert tab.page.locator(".near-clause").count() >= 1
    suggestion = tab.text(".suggestion >> nth=0")
    tab.page.click(".suggestion >> nth=0")
    tab.until(f"document.querySelector('.asked').textContent === {json.dumps(suggestion)}")
    tab.settled()
    assert tab.page.locator(".card-answer").count() == 1


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_examples_of_two_users_are_answered_and_those_of_the_third_are_not(
    language: str, visit: Callable[..., Visit]
) -> None:
    tab = visit().go(lang=language)
    questions = tab.page.locator(".example").all_inner_texts()

    answered = []
    for question in questions:
        tab.go(lang=language, q=question)
        answered.append(tab.page.locator(".card-answer").count() == 1)

    assert answered == [True] * 6 + [False] * 3


def test_how_an_answer_came_about_can_be_read(visit: Callable[..., Visit]) -> None:
    tab = visit().go(lang="en", q=EN)

    tab.page.click(".trace summary")

    trace = tab.text(".trace")
    for said in ("The question as understood", "Clauses found", "Score", "sentences passed", "retrieve"):
        assert said in trace


def test_an_answer_is_exported_as_markdown(visit: Callable[..., Visit]) -> None:
    tab = visit().go(lang="en", q=EN)

    with tab.page.expect_download() as download:
        tab.page.click("text=Export Markdown")

    assert download.value.suggested_filename == "answer.md"
    assert f"# {EN}" in Path(download.value.path()).read_text(encoding="utf-8")


@pytest.mark.parametrize("questions", [[EN], [SILENT], [EN, "And the metaverse?"]])
def test_the_receipt_that_is_exported_is_verified(
    questions: list[str], visit: Callable[..., Visit], assistant: Assistant, tmp_path: Path
) -> None:
    from assistant.receipts import check_receipt, read_receipt

    tab = visit().go(lang="en", q=questions)

    with tab.page.expect_download() as download:
        tab.page.click(".tools >> text=Export receipt >> nth=0")

    assert download.value.suggested_filename == "receipt.json"
    kept = tmp_path / "receipt.json"
    kept.write_bytes(Path(download.value.path()).read_bytes())
    receipt = read_receipt(kept)
    assert (receipt.asked.question, list(receipt.asked.history)) == (questions[-1], questions[:-1])
    assert {check.standing.value for check in check_receipt(assistant, receipt)} == {"ok"}


def test_references_are_copied(visit: Callable[..., Visit]) -> None:
    tab = visit().go(lang="en", q=EN)
    tab.page.context.grant_permissions(["clipboard-read", "clipboard-write"])

    tab.page.click("text=Copy references")

    tab.page.wait_for_selector("#note.shown >> text=Copied")
    assert "沪府办发〔2022〕12号[Z]" in tab.page.evaluate("navigator.clipboard.readText()")


def test_what_is_said_of_a_source_is_kept_and_thanked_for(visit: Callable[..., Visit]) -> None:
    tab = visit().go(lang="en", q=EN)
    assert "Do these sources support the answer?" in tab.text(".sources")
    assert tab.page.locator(".verdict-button").all_inner_texts()[1].startswith("✗No")
    named = tab.page.get_by_role("button", name="Yes: Green and Low-Carbon Action Plan, I(2) para. 1")
    assert named.count() == 1

    with tab.page.expect_request("**/api/v1/feedback") as sent:
        named.click()
    tab.page.wait_for_selector("[data-feedback=yes][aria-pressed=true]")

    assert json.loads(sent.value.post_data or "") == {"ref": "green/1.2.p1", "verdict": "yes", "language": "en"}
    assert tab.text(".thanks") == tab.page.text_content("#said") == "Thank you, noted on this machine"
    with tab.page.expect_request("**/api/v1/feedback") as again:
        tab.page.check(".keep-question input")
        tab.page.click("[data-feedback=no]")
    assert json.loads(again.value.post_data or "")["question"] == EN
    tab.page.wait_for_selector("[data-feedback=no][aria-pressed=true]")


def test_targets_are_filtered_sorted_drawn_and_open_their_clause(visit: Callable[..., Visit]) -> None:
    tab = visit().go(lang="en", room="targets")
    everything = tab.page.locator(".targets-table tbody tr").count()

    tab.page.select_option("#filter-kind", "money")
    tab.until(f"document.querySelectorAll('.targets-table tbody tr').length < {everything}")
    tab.settled()
    tab.page.click(".col-figure .sort")
    tab.page.wait_for_selector("th[aria-sort=ascending]")
    tab.settled()
    tab.page.click(".col-figure .sort")
    tab.page.wait_for_selector("th[aria-sort=descending]")
    tab.settled()

    assert "More than RMB 1.5 trillion" in tab.text(".targets-table tbody tr >> nth=0")
    assert "the city's electronic information manufacturing" in tab.text(".chart-money")
    assert tab.page.locator(".chart .bar").count() > 10
    assert tab.page.locator(".chart .dot").count() == tab.page.locator(".targets-table tbody tr").count()
    tab.page.click(".chart-money a.shape >> nth=0")
    tab.page.wait_for_selector("#clause-label")
    assert _fields(tab)["kind"] == ["money"]


@pytest.mark.parametrize(("width", "height"), [(1280, 860), (320, 640)])
def test_the_first_screen_of_targets_shows_some(width: int, height: int, visit: Callable[..., Visit]) -> None:
    tab = visit(width=width, height=height).go(lang="en", room="targets")

    table, first, charts = (
        tab.page.locator(name).bounding_box()
        for name in (".targets-table", ".targets-table tbody tr >> nth=0", "#targets-charts")
    )

    assert table
    assert first
    assert charts
    assert first["y"] + first["height"] < height
    # Beside the table, or after it: never before.
    assert charts["x"] > table["x"] + table["width"] if width == 1280 else charts["y"] > table["y"] + table["height"]


def test_on_a_phone_the_filters_unfold_and_the_charts_are_a_step_away(visit: Callable[..., Visit]) -> None:
    tab = visit(width=320, height=640).go(lang="en", room="targets")
    assert not tab.page.is_visible("#filter-kind")

    tab.page.click(".filters-box summary")
    tab.page.select_option("#filter-kind", "money")
    tab.until("document.querySelectorAll('.targets-table tbody tr').length < 30")
    tab.settled()
    assert tab.page.is_visible("#filter-kind")
    tab.page.click("text=See the charts")

    tab.until("document.activeElement.id === 'targets-charts'")
    tab.until("document.getElementById('targets-charts').getBoundingClientRect().top < 300")


def test_the_row_that_was_pressed_stays_in_view(visit: Callable[..., Visit]) -> None:
    tab = visit().go(lang="en", room="targets")
    row = tab.page.locator(".opens[data-clause='terminals/1.2.p3'] >> nth=0")

    row.scroll_into_view_if_needed()
    row.click()
    tab.page.wait_for_selector("#clause-label")
    tab.settled()

    box = row.bounding_box()
    assert box
    assert 0 <= box["y"] <= 860 - box["height"]


def test_the_table_of_targets_is_downloaded(visit: Callable[..., Visit]) -> None:
    tab = visit().go(lang="zh", room="targets")

    with tab.page.expect_download() as download:
        tab.page.click("text=下载 CSV")

    with Path(download.value.path()).open(encoding="utf-8-sig", newline="") as file:
        assert next(csv.DictReader(file))["figure_zh"] == "突破5000亿元"


def test_the_page_can_be_used_with_the_keyboard_alone(visit: Callable[..., Visit]) -> None:
    tab = visit().go(lang="en")
    keys = tab.page.keyboard

    keys.press("Tab")
    assert tab.page.evaluate("document.activeElement.className") == "skip"
    while tab.page.evaluate("document.activeElement.id") != "question":
        keys.press("Tab")
    keys.type(EN)
    keys.press("Enter")
    tab.page.wait_for_selector(".card-answer")
    tab.settled()
    tab.until("document.activeElement.id === 'question'")
    for _ in range(12):
        keys.press("Tab")
        if tab.page.evaluate("document.activeElement.matches('.mark')"):
            break
    keys.press("Enter")
    tab.until("document.activeElement.id === 'clause-label'")
    keys.press("Escape")
    tab.page.wait_for_selector("#clause-label", state="detached")
    tab.until("document.activeElement.matches('.mark')")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_at_320_pixels_nothing_runs_out_of_the_page(language: str, visit: Callable[..., Visit]) -> None:
    tab = visit(width=320, height=640)

    for fields in (
        {},
        {"q": SILENT},
        {"q": EN, "clause": "green/1.2.p1"},
        {"q": LONG},
        {"q": "x" * 501},
        {"clause": "green/2.2.6"},
        {"room": "targets"},
        {"room": "targets", "clause": "green/1.2.p1"},
    ):
        tab.go(lang=language, **fields)
        assert tab.page.evaluate("document.documentElement.scrollWidth") == 320, fields
        assert tab.page.evaluate(_TOO_WIDE) == [], fields


# What is wider than the page and is neither for screen readers nor moved sideways on purpose.
_TOO_WIDE = """() => [...document.querySelectorAll('.region *')]
    .filter(e => !e.closest('.unseen, .drawing, thead') && e.getBoundingClientRect().right > 320.5)
    .map(e => e.className || e.tagName)"""


def test_dark_is_dark(visit: Callable[..., Visit]) -> None:
    ground = "getComputedStyle(document.body).backgroundColor"

    assert visit(scheme="dark").go(lang="en").page.evaluate(ground) == "rgb(18, 21, 23)"
    assert visit(scheme="light").go(lang="en").page.evaluate(ground) == "rgb(247, 246, 242)"


def test_a_screen_reader_is_told_of_the_answer(visit: Callable[..., Visit]) -> None:
    tab = visit().go(lang="en", q=EN)

    assert tab.page.get_attribute("#said", "aria-live") == "polite"
    assert (tab.page.text_content("#said") or "").startswith("Answered, with 1 source. The green and low-carbon")
    assert tab.page.get_by_role("textbox", name="Your question").count() == 1
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
    tab.settled()
    # To be made shorter, not typed again.
    assert len(tab.page.input_value("#question")) == 501


def test_when_the_server_has_gone_the_page_says_so_and_tries_again(visit: Callable[..., Visit]) -> None:
    tab = visit().go(lang="en")
    tab.page.evaluate("PATIENCE_MS = 300")
    tab.page.route("**/gradio_api/run/**", lambda route: route.abort())

    tab.page.fill("#question", EN)
    tab.page.press("#question", "Enter")
    tab.page.wait_for_selector("#trouble >> text=There was no reply")
    tab.page.unroute("**/gradio_api/run/**")
    tab.page.click("#retry")

    tab.page.wait_for_selector(".card-answer")
    assert tab.complaints
    tab.complaints.clear()


def test_a_server_that_is_busy_says_so_in_the_language_of_the_page(visit: Callable[..., Visit]) -> None:
    from assistant.api.problems import Problem, problem_body

    busy = json.dumps(problem_body(Problem.BUSY, "zh"))
    tab = visit().go(lang="zh")
    asked: list[str] = []

    def refuse(route: Route) -> None:
        asked.append(route.request.headers["accept-language"])
        route.fulfill(status=503, content_type="application/problem+json", body=busy)

    tab.page.route("**/page/answer", refuse)
    tab.page.fill("#question", ZH)
    tab.page.press("#question", "Enter")

    tab.page.wait_for_selector("#trouble >> text=正忙，请稍后再试")
    assert asked == ["zh"]
    tab.page.unroute("**/page/answer")
    tab.page.click("#retry")
    tab.page.wait_for_selector("#answer .card-answer")
    assert not tab.page.is_visible("#trouble")
    tab.complaints.clear()


@pytest.mark.parametrize(
    "payload",
    [
        "<img src=x onerror=alert(1)>",
        '"><svg onload=alert(1)>',
        "<script>alert(1)</script>",
        "${alert(1)}",
        "{{constructor.constructor('alert(1)')()}}",
        "<iframe srcdoc='<script>alert(1)</script>'>",
        "\n\n<img src=x onerror=alert(1)>\n\n[x](javascript:alert(1))",
        "$$\\href{javascript:alert(1)}{x}$$ **b** `c`",
        "</template><script>alert(1)</script>",
    ],
)
def test_a_hostile_address_runs_nothing(payload: str, visit: Callable[..., Visit]) -> None:
    tab = visit()

    for fields in (
        {"q": f"{payload} hydrogen", "clause": payload},
        {"room": "plans", "work": "green", "find": payload},
        {"room": "plans", "work": payload},
        {"room": "targets", "work": payload, "find": payload, "sort": payload, "year": payload},
    ):
        tab.go(lang="en", **fields)
        assert (
            tab.page.locator(".region :is(img, script, iframe, strong, code), .region a[href^=javascript]").count() == 0
        )
    assert payload.strip() in (tab.page.input_value("#filter-find") or "") or "\n" in payload


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


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 320])
def test_an_accessibility_checker_finds_nothing_serious(width: int, scheme: str, visit: Callable[..., Visit]) -> None:
    from axe_playwright_python.base import AXE_FILE_PATH

    checker = Path(AXE_FILE_PATH).read_text(encoding="utf-8")
    tab = visit(width=width, scheme=scheme)
    found: dict[str, list[str]] = {}

    for language in ("zh", "en"):
        for name, fields in VIEWS.items():
            tab.go(lang=language, **fields)
            for one in tab.page.locator("details").all():
                one.evaluate("e => { e.open = true; }")
            tab.page.evaluate(checker)
            violations = tab.page.evaluate("axe.run().then(done => done.violations)")
            serious = [
                f"{v['id']}: {v['nodes'][0]['html'][:200]}"
                for v in violations
                if v["impact"] in {"serious", "critical"}
            ]
            if serious:
                found[f"{name}-{language}"] = serious

    assert found == {}


def test_an_accessibility_checker_finds_nothing_serious_while_an_answer_comes_and_is_stopped(
    visit: Callable[..., Visit], drafted_site: str
) -> None:
    from axe_playwright_python.base import AXE_FILE_PATH

    tab = visit(at=drafted_site).go(lang="en")
    tab.page.evaluate(Path(AXE_FILE_PATH).read_text(encoding="utf-8"))
    check = (
        "axe.run().then(done => done.violations.filter(v => ['serious', 'critical'].includes(v.impact)).map(v => v.id))"
    )
    tab.page.fill("#question", SLOW)
    tab.page.press("#question", "Enter")
    tab.page.wait_for_selector("#coming .sentences a.mark")

    coming = tab.page.evaluate(check)
    tab.page.click("text=Stop")
    tab.page.wait_for_selector("#coming.stopped")
    tab.settled()
    stopped = tab.page.evaluate(check)

    assert coming == stopped == []


def test_with_the_keyboard_alone_an_answer_is_stopped(visit: Callable[..., Visit], drafted_site: str) -> None:
    tab = visit(at=drafted_site).go(lang="en")
    tab.page.focus("#question")
    tab.page.keyboard.type(SLOW)
    tab.page.keyboard.press("Enter")
    tab.page.wait_for_selector("#coming .sentences a.mark")

    for _ in range(8):
        tab.page.keyboard.press("Tab")
        if tab.page.evaluate("document.activeElement.dataset.act === 'stop'"):
            break
    tab.page.keyboard.press("Enter")

    tab.page.wait_for_selector("#coming.stopped")
    tab.until("document.activeElement.id === 'question'")


def test_an_answer_begins_soon_after_enter(visit: Callable[..., Visit]) -> None:
    tab = visit().go(lang="en")
    tab.ask(EN)
    waited = []
    for question in ("Who pays for the metaverse plan?", "Which parks are named?", "How many stations by 2025?"):
        tab.page.fill("#question", question)
        started = time.perf_counter()
        tab.page.press("#question", "Enter")
        tab.until(f"{_BEGUN}({json.dumps(question)})")
        waited.append(time.perf_counter() - started)
        # The box is emptied for a follow-up once the answer is whole.
        tab.settled()

    # 150 ms is measured on a machine of one's own; a shared one must not take ten times as long.
    assert sorted(waited)[1] < 1.5


_BEGUN = """(question => [...document.querySelectorAll('h2.asked')].some(asked => asked.textContent === question
    && asked.parentElement.querySelector('.sentences p, .verdict')))"""


VIEWS: dict[str, dict[str, str | list[str]]] = {
    "home": {},
    "answer": {"q": EN, "clause": "green/1.2.p1"},
    "conversation": {"q": [EN, "And the metaverse?"]},
    "abstention": {"q": SILENT},
    "plans": {"clause": "green/2.2.6"},
    "targets": {"room": "targets"},
    "nothing": {"room": "targets", "find": "xyzzy"},
    "problem": {"q": "x" * 501},
}


PICTURES = (
    (1280, 900, "light", ("home", "answer", "conversation", "abstention", "clause", "plans", "targets")),
    (1280, 900, "dark", ("answer",)),
    (320, 640, "light", ("home", "answer", "targets")),
)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_pictures_of_the_page(language: str, visit: Callable[..., Visit], screenshots: Path | None) -> None:
    if screenshots is None:
        pytest.skip("pictures are taken where SCREENSHOTS names a folder")
    asked = [ZH, "那元宇宙呢？"] if language == "zh" else [EN, "And the metaverse?"]
    views = VIEWS | {
        "answer": {"q": asked[0], "clause": "green/1.2.p1"},
        "conversation": {"q": asked},
        "clause": {"clause": "green/2.2.6"},
        "plans": {"room": "plans", "work": "metaverse"},
    }

    for width, height, scheme, names in PICTURES:
        tab = visit(width=width, height=height, scheme=scheme)
        for name in names:
            tab.go(lang=language, **views[name])
            if name == "conversation":
                tab.page.hover(".sentences a.mark >> nth=1")
            tab.page.wait_for_timeout(300)
            picture = screenshots / f"{name}-{language}-{width}-{scheme}.png"
            tab.page.screenshot(path=picture)
            _made_small(picture)
            assert picture.stat().st_size < 300_000


def _made_small(picture: Path) -> None:
    """Keep 256 colours: the page has few, and a third of the size is left."""
    from PIL import Image

    with Image.open(picture) as taken:
        few = taken.convert("RGB").quantize(256, dither=Image.Dither.NONE)
    few.save(picture, optimize=True)


def _fields(tab: Visit) -> dict[str, list[str]]:
    return parse_qs(urlsplit(tab.page.url).query)
