from __future__ import annotations

import json

import pytest

from assistant.web.address import Address, Room, Sent, read_address, read_sent
from assistant.works import ClauseRef


def test_an_address_keeps_a_clause_readable() -> None:
    assert Address("en").reading("green/2.2.6").href == "?lang=en&clause=green/2.2.6"


def test_an_address_quotes_what_a_question_may_hold() -> None:
    assert Address("zh").asking("5G & <AI>？").href == "?lang=zh&q=5G+%26+%3CAI%3E%EF%BC%9F"


def test_opening_a_clause_keeps_the_conversation() -> None:
    opened = Address("en").asking("How large?").opening(ClauseRef("green", "3.1"))

    assert opened == Address("en", Room.ASK, ("How large?",), "green/3.1")


def test_asking_closes_the_clause_and_goes_on_with_the_conversation() -> None:
    asked = Address("en", Room.ASK, ("How large?",), "green/3.1").asking("Why?")

    assert asked == Address("en", Room.ASK, ("How large?", "Why?"))


def test_a_conversation_forgets_its_oldest_question() -> None:
    long = Address("en", Room.ASK, ("1", "2", "3", "4", "5", "6")).asking("7")

    assert long.questions == ("2", "3", "4", "5", "6", "7")


@pytest.mark.parametrize(
    "address",
    [
        Address("en"),
        Address("zh", Room.PLANS, work="green", find="氢 能"),
        Address("en", Room.PLANS, clause="green/2.2.6"),
        Address("en", Room.ASK, ("a", "b & c"), "green/3.1"),
        Address("zh", Room.TARGETS, clause="green/1.2.p1", year="2025", kind="money", sort="-figure"),
        Address("zh", Room.ASK, (), "green/3.1"),
    ],
)
def test_an_address_read_again_is_the_same(address: Address) -> None:
    assert read_address(address.href) == address


@pytest.mark.parametrize(
    ("search", "read"),
    [
        ("?lang=en&q=+Why%3F+&clause=green/3.1", Address("en", Room.ASK, ("Why?",), "green/3.1")),
        ("?clause=green/3.1", Address("zh", Room.PLANS, clause="green/3.1")),
        ("?lang=fr&room=attic", Address("zh")),
        ("?q=&q=+", Address("zh")),
        ("?q=%ED%A0%80x", Address("zh", Room.ASK, ("\ufffd\ufffd\ufffdx",))),
        ("&".join(f"q={n}" for n in range(100)), Address("zh")),
        ("", Address("zh")),
    ],
)
def test_an_address_is_read_with_care(search: str, read: Address) -> None:
    assert read_address(search) == read


def test_where_the_address_names_no_language_the_browser_does() -> None:
    assert read_address("?room=plans", "en").language == "en"
    assert read_address("?lang=zh", "en").language == "zh"


@pytest.mark.parametrize(
    ("sent", "read"),
    [
        (json.dumps({"search": "?q=a", "language": "en", "serial": 7}), Sent(Address("en", Room.ASK, ("a",)), 7)),
        (json.dumps({"search": 3, "language": {}, "serial": True}), Sent(Address("zh"))),
        (json.dumps(["?q=a"]), Sent(Address("zh"))),
        ("{", Sent(Address("zh"))),
        (json.dumps({"search": "?q=" + "a" * 40_000}), Sent(Address("zh"))),
    ],
)
def test_what_the_browser_sends_is_read_with_care(sent: str, read: Sent) -> None:
    assert read_sent(sent) == read
