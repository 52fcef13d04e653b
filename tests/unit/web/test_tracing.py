from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.answers import Abstention, Answer
from assistant.library import Library
from assistant.ranking import Hit
from assistant.web.address import Address, Room
from assistant.web.tracing import trace
from assistant.works import ClauseRef

if TYPE_CHECKING:
    from .conftest import Seen

ASKED = Address("en", Room.ASK, ("x",))


def test_a_trace_tells_what_was_understood_found_checked_and_how_long_it_took(
    answer: Answer, library: Library, seen: Callable[[str], Seen]
) -> None:
    told = replace(
        answer,
        retrieved=(Hit(ClauseRef("green", "1.2.p1"), 0.8, 1), Hit(ClauseRef("gone", "1"), 0.4, 2)),
        timings_ms={"understand": 1.25, "total": 9.0, "odd": 1.0},
        trace={
            "understood": {"language": "en", "documents": ["green"], "years": [2025], "content": "how large"},
            "rejected": [{"text": "It doubles.", "fault": "figure", "detail": "2"}, "odd"],
        },
    )

    page = seen(trace(told, ASKED, library))

    for text in (
        "Documentsgreen",
        "Years2025",
        "Searched forhow large",
        "Green and Low-Carbon Action Plan, I(2) para. 1",
        "Score 0.800",
        "gone/1",
        "1 sentences passed and are shown.",
        "1. word for word in the clause",
        "Failed, not shown: It doubles. (figure: 2)",
        "understand 1.2 ms",
        "total 9.0 ms",
        "odd 1.0 ms",
    ):
        assert text in page.text
    meters = [(a["value"], a["max"]) for tag, a in page.elements if tag == "meter"]
    assert meters == [("0.8000", "0.8000"), ("0.4000", "0.8000")]


def test_a_trace_of_an_abstention_without_anything_found_is_short(
    abstention: Abstention, library: Library, seen: Callable[[str], Seen]
) -> None:
    text = seen(trace(abstention, ASKED, library)).text

    assert "0 sentences passed" in text
    assert "Clauses found" not in text
    assert "Time taken" not in text
