"""The page: five regions, made from an address, and an answer that comes sentence by sentence."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from assistant.answers import Answer
from assistant.api.events import EventLog
from assistant.errors import ClauseNotFoundError, WorkNotFoundError
from assistant.library import Library
from assistant.quantities import Kind
from assistant.targets import Target, targets
from assistant.terms import Glossary
from assistant.web import asking, plans_room, targets_room
from assistant.web.address import Address, Room, read_sent
from assistant.web.clauses import clause_panel, missing_panel
from assistant.web.conversation import Answering, Conversations, Sealing, Turn
from assistant.web.frame import colophon, masthead
from assistant.web.markup import EMPTY, Html
from assistant.web.parts import region
from assistant.web.plans import plan_view
from assistant.web.reading import clause_view
from assistant.web.targeting import targets_view
from assistant.web.wording import LANGUAGE_TAGS, TITLE
from assistant.works import Authority, ClauseRef, Work

if TYPE_CHECKING:
    import gradio as gr


@dataclass(frozen=True, slots=True)
class Regions:
    """What the page shows, region by region."""

    masthead: Html
    composer: Html
    room: Html
    clause: Html
    colophon: Html


@dataclass(frozen=True, slots=True)
class Line:
    """A step of an answer that is coming.

    Attributes:
        kind: ``begun``, ``sentences`` or ``whole``.
        markup: the card that it begins with, the next sentences, or the room.
        spoken: the ``lang`` of the sentences; empty for the rest.
    """

    kind: str
    markup: Html
    spoken: str = ""


@dataclass
class Rooms:
    """Makes what an address shows; the same address always shows the same."""

    assistant: Answering
    glossary: Glossary
    seal: Sealing | None = None
    _conversations: Conversations = field(init=False)
    _targets: tuple[Target, ...] = field(init=False)

    def __post_init__(self) -> None:
        self._conversations = Conversations(self.assistant, self.seal)
        self._targets = targets(self.assistant.library)

    @property
    def library(self) -> Library:
        """The works there are."""
        return self.assistant.library

    @property
    def model(self) -> str:
        """The language model that drafts answers, as it is shown; empty where none does."""
        return asking.shown_model(self.assistant.model)

    def regions(self, address: Address, *, serial: int = 0) -> Regions:
        """Return what an address shows; ``serial`` tells the script to which of its requests this belongs."""
        language = address.language
        turns: tuple[Turn, ...] = ()
        match address.room:
            case Room.ASK:
                turns = self._conversations.turns(address.questions, language)
                room, said = self._ask(address, turns)
            case Room.PLANS:
                room, said = self._plans(address)
            case Room.TARGETS:
                room, said = self._shown_targets(address)
        return Regions(
            masthead=region(language, masthead(language, address.room)),
            composer=region(language, asking.composer(language, self.model)),
            room=region(language, room, serial=str(serial), room=address.room.value, said=said),
            clause=region(language, self._panel(address, turns)),
            colophon=region(language, colophon(language, self.model)),
        )

    def answering(self, address: Address) -> Iterator[Line]:
        """Yield what the room Ask shows while its last question is answered, and last the room whole.

        No line takes back what one before it showed.
        """
        language = address.language
        yield Line("begun", region(language, asking.coming(address.question, language)))
        shown = 0
        for turn in self._conversations.growing(address.questions, language):
            new = asking.grown(turn, address, shown)
            if new and isinstance(turn.outcome, Answer):
                shown = len(turn.outcome.sentences)
                yield Line("sentences", new, LANGUAGE_TAGS[turn.outcome.language])
        turns = self._conversations.turns(address.questions, language)
        yield Line("whole", region(language, asking.conversation(turns, address, self.library)))

    def _ask(self, address: Address, turns: Sequence[Turn]) -> tuple[Html, str]:
        if not turns:
            return asking.welcome(address, self._works(), self._headlines(), self.library), ""
        return asking.conversation(turns, address, self.library), asking.said(turns, address.language)

    def _plans(self, address: Address) -> tuple[Html, str]:
        works = self._works()
        wanted = address.work or address.clause.partition("/")[0] or works[0].id
        try:
            view = plan_view(self.library, wanted, language=address.language, find=address.find)
        except WorkNotFoundError:
            return plans_room.no_work(works, Address(address.language, Room.PLANS, work=wanted)), ""
        return plans_room.plans_room(view, works, address), plans_room.said(view, address)

    def _shown_targets(self, address: Address) -> tuple[Html, str]:
        view = targets_view(self._targets, self.library, address)
        return targets_room.targets_room(view, address, self.library), targets_room.said(view, address.language)

    def _panel(self, address: Address, turns: Sequence[Turn]) -> Html:
        """Return the panel beside the room; Plans show a clause in its place instead, if it is there."""
        if not address.clause:
            return EMPTY
        try:
            ref = self.library.check(ClauseRef.parse(address.clause))
        except (ValueError, WorkNotFoundError, ClauseNotFoundError):
            return missing_panel(address)
        if address.room is Room.PLANS:
            return EMPTY
        outcome = next((turn.outcome for turn in reversed(turns) if ref in turn.cited), None)
        view = clause_view(self.library, ref, language=address.language, outcome=outcome)
        return clause_panel(view, address, self.glossary)

    def _works(self) -> tuple[Work, ...]:
        """Return the works that have text: official before briefings, a notice before what it issues."""
        held = [work for work in self.library.works if self.library.leaves(work.id)]
        order = sorted(
            held,
            key=lambda w: (w.authority is not Authority.OFFICIAL, w.part_of is not None, str(w.issued or "~"), w.id),
        )
        return tuple(order)

    def _headlines(self) -> tuple[Target, ...]:
        """Return the first amount of money that each work sets."""
        money = [target for target in self._targets if target.unit == "CNY" and target.kind is Kind.AMOUNT]
        found: list[Target] = []
        for work in self._works():
            own = [target for target in money if target.ref.work == work.id]
            if own:
                found.append(own[0])
        return tuple(found)


def build_page(rooms: Rooms, events: EventLog | None = None) -> gr.Blocks:
    """Return the page; its language, room, question and clause come with the browser's address."""
    import gradio as gr

    start = rooms.regions(Address())
    log = events or EventLog()

    def show(sent: str) -> tuple[str, str, str, str, str]:
        started = time.perf_counter()
        read = read_sent(sent)
        shown = rooms.regions(read.address, serial=read.serial)
        ms = round((time.perf_counter() - started) * 1000, 1)
        log.write("page", question=read.address.question, room=read.address.room.value, ms=ms)
        return shown.masthead, shown.composer, shown.room, shown.clause, shown.colophon

    with gr.Blocks(title=f"{TITLE.zh} · {TITLE.en}", analytics_enabled=False, fill_width=True) as page:
        # The script writes the address here; nobody sees it.
        sent = gr.Textbox(elem_id="sent", container=False, label="address")
        top = _shown(start.masthead, "top")
        composer = _shown(EMPTY, "composer")
        with gr.Row(elem_id="board"):
            answer = _shown(EMPTY, "answer")
            clause = _shown(EMPTY, "clause")
        foot = _shown(start.colophon, "foot")
        # Not queued: what takes time has come by ``answering`` before. The script sends one address at a time.
        sent.change(
            show,
            inputs=[sent],
            outputs=[top, composer, answer, clause, foot],
            queue=False,
            show_progress="hidden",
            trigger_mode="multiple",
            api_visibility="private",
        )
    return page


def _shown(content: Html, name: str) -> gr.Markdown:
    """Return a region for Gradio.

    A block of HTML passes through Markdown unchanged, and needs no code made from
    text in the browser, as Gradio's own HTML component does. The markup is escaped
    already, so that nothing is left to sanitise.
    """
    import gradio as gr

    return gr.Markdown(content, elem_id=name, sanitize_html=False, latex_delimiters=[], container=False)
