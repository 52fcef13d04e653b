from __future__ import annotations

import pytest

from assistant.web.address import Address, read_address
from assistant.works import ClauseRef


def test_an_address_keeps_a_clause_readable() -> None:
    assert Address("en", "", "green/2.2.6").href == "?lang=en&clause=green/2.2.6"


def test_an_address_quotes_what_a_question_may_hold() -> None:
    assert Address("zh", "5G & <AI>？").href == "?lang=zh&q=5G+%26+%3CAI%3E%EF%BC%9F"


def test_opening_a_clause_keeps_the_question() -> None:
    opened = Address("en", "How large?").opening(ClauseRef("green", "3.1"))

    assert opened == Address("en", "How large?", "green/3.1")


def test_asking_closes_the_clause() -> None:
    assert Address("en", "How large?", "green/3.1").asking("Why?") == Address("en", "Why?")


@pytest.mark.parametrize(
    ("sent", "read"),
    [
        ({"lang": "en", "q": " Why? ", "clause": "green/3.1"}, Address("en", "Why?", "green/3.1")),
        ({"lang": "fr"}, Address("zh")),
        ({"q": ["a"], "clause": 3, "lang": {}}, Address("zh")),
        ("?q=x", Address("zh")),
        (None, Address("zh")),
        ([], Address("zh")),
    ],
)
def test_what_the_browser_sends_is_read_with_care(sent: object, read: Address) -> None:
    assert read_address(sent) == read
