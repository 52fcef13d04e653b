"""The page as a Gradio application: four regions, and one event that renews them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import gradio as gr

from assistant.answers import Outcome
from assistant.engine import MAX_QUESTION
from assistant.errors import AssistantError, ClauseNotFoundError, WorkNotFoundError
from assistant.library import Library
from assistant.web.address import Address, read_address
from assistant.web.markup import EMPTY, Html
from assistant.web.reading import clause_view
from assistant.web.rendering import (
    clause_panel,
    colophon,
    masthead,
    missing_panel,
    outcome_card,
    problem_card,
    region,
    welcome,
)
from assistant.web.wording import TITLE, words
from assistant.works import Authority, ClauseRef, Language, Work

_FOLDER = Path(__file__).parent


class Answering(Protocol):
    """What the page needs of an assistant."""

    @property
    def library(self) -> Library:
        """The works there are."""
        ...

    def ask(self, question: str, *, language: Language | None = None) -> Outcome:
        """Answer a question, or say why not."""
        ...


@dataclass(frozen=True, slots=True)
class Regions:
    """What the page shows, region by region."""

    masthead: Html
    answer: Html
    clause: Html
    colophon: Html


def regions(assistant: Answering, address: Address) -> Regions:
    """Return what an address shows; the same address always shows the same."""
    language = address.language
    answer, outcome = _answered(assistant, address)
    return Regions(
        masthead=region(language, masthead(language, most=MAX_QUESTION)),
        answer=region(language, answer),
        clause=region(language, _clause(assistant.library, address, outcome)) if address.clause else EMPTY,
        colophon=region(language, colophon(language)),
    )


def _answered(assistant: Answering, address: Address) -> tuple[Html, Outcome | None]:
    if not address.question:
        return welcome(address.language, _works(assistant.library)), None
    problem = _problem(address)
    if problem:
        return problem_card(problem, address), None
    try:
        outcome = assistant.ask(address.question)
    except AssistantError as error:
        return problem_card(str(error), address), None
    return outcome_card(outcome, address), outcome


def _problem(address: Address) -> str:
    """Return what is wrong with a question, in the words of the page; empty when nothing is."""
    length = len(address.question)
    if length > MAX_QUESTION:
        return words("too_long", address.language, length=length, most=MAX_QUESTION)
    if not any(character.isalnum() for character in address.question):
        return words("unreadable", address.language)
    return ""


def _clause(library: Library, address: Address, outcome: Outcome | None) -> Html:
    try:
        ref = ClauseRef.parse(address.clause)
        view = clause_view(library, ref, language=address.language, outcome=outcome)
    except (ValueError, WorkNotFoundError, ClauseNotFoundError):
        return missing_panel(address)
    return clause_panel(view, address)


def _works(library: Library) -> tuple[tuple[Work, ClauseRef], ...]:
    """Return the works and their first clauses: official before briefings, a notice before what it issues."""
    held = [work for work in library.works if library.leaves(work.id)]
    order = sorted(
        held, key=lambda w: (w.authority is not Authority.OFFICIAL, w.part_of is not None, str(w.issued or "~"), w.id)
    )
    return tuple((work, library.leaves(work.id)[0]) for work in order)


def build_page(assistant: Answering) -> gr.Blocks:
    """Return the page; its language, question and clause come with the browser's address."""
    start = regions(assistant, Address())
    script = (_FOLDER / "page.js").read_text(encoding="utf-8")

    def show(event: gr.EventData) -> tuple[str, str, str, str]:
        shown = regions(assistant, read_address(event._data))  # noqa: SLF001  # Gradio has no other name for what was sent
        return shown.masthead, shown.answer, shown.clause, shown.colophon

    with gr.Blocks(title=f"{TITLE.zh} · {TITLE.en}", analytics_enabled=False, fill_width=True) as page:
        top = _html(start.masthead, "top", script)
        with gr.Row(elem_id="board"):
            answer = _html(EMPTY, "answer")
            clause = _html(EMPTY, "clause")
        foot = _html(start.colophon, "foot")
        # Not queued: an answer takes milliseconds. The script sends one address at a time.
        top.go(
            show,
            outputs=[top, answer, clause, foot],
            queue=False,
            show_progress="hidden",
            trigger_mode="multiple",
            api_visibility="private",
        ).then(
            None,
            js="() => { document.dispatchEvent(new Event('assistant:shown')); }",
            queue=False,
            show_progress="hidden",
        )
    return page


def _html(content: Html, name: str, script: str | None = None) -> gr.HTML:
    """Return a region; its value is markup that is escaped already, since ``${value}`` does not escape."""
    return gr.HTML(content, elem_id=name, js_on_load=script, apply_default_css=False, padding=False)
