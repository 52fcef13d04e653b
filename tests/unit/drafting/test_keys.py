"""Keys say nothing of the clauses they stand for, and are the same every time."""

from __future__ import annotations

import hashlib

from assistant.drafting.keys import clause_keys
from assistant.works import ClauseRef

REFS = [ClauseRef("green", "1.2.p1"), ClauseRef("green", "1.2.p2"), ClauseRef("metaverse", "1.2.p1")]


def test_keys_are_eight_letters_of_a_hash_and_keep_the_order() -> None:
    found = clause_keys("how much?", [*REFS, REFS[0]])

    assert list(found.values()) == REFS
    # base32 of the first five bytes of the hash.
    first = hashlib.sha256(b"how much?\x00green/1.2.p1").digest()[:5]
    letters = "abcdefghijklmnopqrstuvwxyz234567"
    number = int.from_bytes(first, "big")
    assert next(iter(found)) == "".join(letters[number >> shift & 31] for shift in range(35, -1, -5))


def test_keys_are_the_same_every_time_and_others_for_another_question() -> None:
    once, again, other = (list(clause_keys(text, REFS)) for text in ("how much?", "how much?", "how many?"))

    assert once == again
    assert not set(once) & set(other)


def test_ten_thousand_keys_differ() -> None:
    refs = [ClauseRef("green", str(number)) for number in range(10_000)]

    assert len(clause_keys("how much?", refs)) == 10_000
