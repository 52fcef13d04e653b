"""Anybody's text, in every place where the page shows text: it stays text."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from assistant.answers import Abstention, Answer, Citation, Nearest, Note, NoteKind, Reason, Sentence, Support
from assistant.library import Library
from assistant.quantities import Kind
from assistant.ranking import Hit
from assistant.targets import Target, Wording
from assistant.terms import Glossary, Term, TermKind
from assistant.web.address import Address, Room
from assistant.web.asking import coming, composer, conversation, grown, problem_card, shown_model, welcome
from assistant.web.charts import money_chart
from assistant.web.clauses import annotated, clause_panel, missing_panel, peek
from assistant.web.conversation import Turn
from assistant.web.frame import colophon
from assistant.web.parts import region
from assistant.web.plans import plan_view
from assistant.web.plans_room import no_work, plans_room
from assistant.web.reading import clause_view
from assistant.web.targeting import targets_view
from assistant.web.targets_room import targets_room
from assistant.web.tracing import trace
from assistant.works import Authority, ClauseRef, Edition, Span

if TYPE_CHECKING:
    from .conftest import Seen

_TAGS = (
    "script",
    "img src=x",
    "svg",
    "iframe srcdoc='<p>'",
    "style",
    "object data=x",
    "math",
    "video",
    "body",
    "base href=//x",
)
_ACTS = (
    "onerror=alert(1)",
    "onfocus=alert(1) autofocus",
    "onload=alert(1)",
    "onmouseover=alert(1)",
    "href=javascript:alert(1)",
)
_BREAKS = ('">', "'>", "</template>", "</mark></p></section>", "</svg>", "-->", "]]>", "\n\n")
_ODD = (
    '" onmouseover="alert(1)" x="',
    "' onfocus='alert(1)' autofocus='",
    "javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "<!--><img src=x onerror=alert(1)-->",
    "${alert(1)}{{alert(1)}}`",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;",
    "\u0000<b>\u202e",
    "<p\u2028onclick=alert(1)>",
    '[x](javascript:alert(1)) ![x](x" onerror=alert(1))',
    "```html\n<script>alert(1)</script>\n```",
    "$$\\href{javascript:alert(1)}{x}$$",
    "<a href='javascript:alert(1)'>x</a>",
)
PAYLOADS = (
    *(f"{_BREAKS[place % len(_BREAKS)]}<{tag} {act}>" for place, tag in enumerate(_TAGS) for act in _ACTS),
    *(f"{end}<script>alert({place})</script>" for place, end in enumerate(_BREAKS)),
    *_ODD,
)
GREEN = ClauseRef("green", "1.2.p1")


def _hostile_answer(text: str) -> Answer:
    citation = Citation(1, GREEN, text, Authority.OFFICIAL, Edition.DIGEST, text, "en", text, verified=False)
    return Answer(
        question=text,
        language="en",
        sentences=(Sentence(f"{text}.", (1,), Support.VERBATIM),),
        citations=(citation,),
        notes=(Note(NoteKind.SHORTENED, text), Note(NoteKind.UNDERSTOOD, text)),
        retrieved=(Hit(ClauseRef("gone", text), 0.5, 1),),
        timings_ms={text: 1.0},
        trace={
            "understood": {"content": text, "documents": [text], "wants": [text]},
            "model": {"name": text, "failure": None},
            "rejected": [{"text": text, "fault": text, "detail": text}],
        },
    )


def _hostile_target(text: str) -> Target:
    wording = Wording(text, text, Span(0, len(text)))
    return Target(GREEN, None, None, None, "count", Kind.COUNT, None, 2025, strives=False, zh=wording, en=wording)


def _asked(text: str) -> Address:
    return Address("en", Room.ASK, (text,))


def _conversation(text: str, library: Library) -> str:
    turn = Turn(text, _hostile_answer(text))
    return conversation((turn, turn), _asked(text), library)


def _abstention(text: str, library: Library) -> str:
    refused = Abstention(text, "en", Reason.UNCLEAR, text, (Nearest(GREEN, text, text),), (text,))
    return conversation((Turn(text, refused),), _asked(text), library)


def _targets(text: str, library: Library) -> str:
    address = Address("en", Room.TARGETS, clause=text, sort=text)
    view = targets_view((_hostile_target(text),), library, address)
    return targets_room(view, address, library)


def _filters(text: str, library: Library) -> str:
    address = Address("en", Room.TARGETS, clause=text, work=text, find=text, year=text, kind=text, sort=text)
    return targets_room(targets_view((_hostile_target("x"),), library, address), address, library)


def _bars(text: str, library: Library) -> str:
    money = replace(_hostile_target(text), unit="CNY", kind=Kind.AMOUNT, value=Decimal(5))
    return money_chart((money,), library.works, Address("en", Room.TARGETS))


SINKS: Mapping[str, Callable[[str, Library], str]] = {
    "conversation": _conversation,
    "abstention": _abstention,
    "problem": lambda text, _: problem_card(text, _asked(text)),
    "composer": lambda text, _: composer("en", shown_model(text)),
    "foot": lambda text, _: colophon("en", text),
    "coming": lambda text, _: coming(text, "en"),
    "grown": lambda text, _: grown(Turn(text, _hostile_answer(text)), _asked(text), 0),
    "no clause": lambda text, _: missing_panel(Address("en", Room.ASK, (text,), text)),
    "no work": lambda text, library: no_work(library.works, Address("en", Room.PLANS, work=text)),
    "trace": lambda text, library: trace(_hostile_answer(text), _asked(text), library),
    "targets": _targets,
    "filters": _filters,
    "bars": _bars,
    "what is said": lambda text, _: region("en", said=text),
    "figures": lambda text, _: annotated(f"{text}5000亿元", "zh", Glossary([Term("词", "x", TermKind.CONCEPT)])),
}
DOCUMENT_SINKS: Mapping[str, Callable[[str, Library], str]] = {
    "panel": lambda _, library: "".join(
        clause_panel(
            clause_view(library, ClauseRef("odd", eid), language="en", outcome=None), Address("en", Room.ASK, ("x",))
        )
        for eid in ("1", "1.1")
    ),
    "card": lambda _, library: peek(
        clause_view(library, ClauseRef("odd", "1.1"), language="en", outcome=None), "p", spoken_in="en", language="en"
    ),
    "plan": lambda text, library: plans_room(
        plan_view(library, "odd", language="en"), library.works, Address("en", Room.PLANS, clause=f"odd/{text}")
    ),
    "found": lambda _, library: plans_room(
        plan_view(library, "odd", language="en", find="alert"), library.works, Address("en", Room.PLANS, find="alert")
    ),
    "shelf": lambda _, library: welcome(Address("en"), library.works, (), library),
}


def test_there_are_twelve_hundred_pairs_or_more() -> None:
    assert len(PAYLOADS) == len(set(PAYLOADS)) == 72
    assert len(PAYLOADS) * (len(SINKS) + len(DOCUMENT_SINKS)) >= 1_200


@pytest.mark.parametrize("sink", SINKS)
@pytest.mark.parametrize("payload", PAYLOADS)
def test_what_somebody_says_stays_text(payload: str, sink: str, library: Library, seen: Callable[[str], Seen]) -> None:
    made = SINKS[sink](payload, library)

    _inert(made, SINKS[sink](_harmless(payload), library), seen)


@pytest.mark.parametrize("sink", DOCUMENT_SINKS)
@pytest.mark.parametrize("payload", PAYLOADS)
def test_what_a_document_says_stays_text(
    payload: str, sink: str, hostile_library: Callable[[str], Library], seen: Callable[[str], Seen]
) -> None:
    made = DOCUMENT_SINKS[sink](payload, hostile_library(payload))

    _inert(made, DOCUMENT_SINKS[sink](_harmless(payload), hostile_library(_harmless(payload))), seen)


def _harmless(payload: str) -> str:
    """Return a text of the same sentences that has no sign with a meaning in HTML."""
    return re.sub(r"[<>&'\"=/]", "x", payload)


def _inert(hostile: str, harmless: str, seen: Callable[[str], Seen]) -> None:
    """Assert that a text changed no element and no attribute's name, and leads nowhere else."""
    one, other = seen(hostile), seen(harmless)
    assert "\n" not in hostile
    assert one.tags() == other.tags()
    assert [set(a) for _, a in one.elements] == [set(a) for _, a in other.elements]
    assert all(link.startswith(("?lang=", "./api/v1/", "#targets-charts")) for link in one.links())
