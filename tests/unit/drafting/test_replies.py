"""A reply is read strictly, piece by piece, and nothing but plain sentences comes of it."""

from __future__ import annotations

import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.drafting.replies import MAX_REPLY, Claimed, ReplyReader, is_plain
from assistant.languages import sentences
from assistant.library import Library
from assistant.works import LANGUAGES

ONE = Claimed("Kites fly.", ("abcd2345",))
REPLY = '{"sentences": [{"text": "Kites fly.", "keys": ["abcd2345"]}]}'


def read(reply: str, *, size: int = 7) -> tuple[list[Claimed], ReplyReader]:
    reader = ReplyReader()
    found = [c for at in range(0, len(reply), size) for c in reader.feed(reply[at : at + size])]
    return found, reader


@pytest.mark.parametrize("size", [1, 2, 7, 10_000])
@pytest.mark.parametrize(
    "reply",
    [
        REPLY,
        f"```json\n{REPLY}\n```",
        f"Here it is:\n{REPLY}\nI hope that helps.",
        f'<think>\nMaybe {{"sentences": []}}?\n</think>\n{REPLY}',
        REPLY.replace(" ", "\n\t "),
        REPLY.replace('"keys"', '"\\u006beys"').replace("Kites\n\t fly", "Kites fly"),
    ],
)
def test_a_reply_is_read_whatever_stands_around_it(reply: str, size: int) -> None:
    wanted = ONE if "Kites fly" in reply else Claimed("Kites\n\t fly.", ONE.keys)

    found, reader = read(reply, size=size)

    # A line break inside a sentence makes it none.
    assert found == ([wanted] if wanted == ONE else [])
    assert reader.closed


def test_a_sentence_is_there_before_the_reply_ends() -> None:
    reader = ReplyReader()

    found = list(reader.feed('{"sentences": [{"text": "Kites fly.", "keys": ["abcd2345"]}, {"text": "Th'))

    assert found == [ONE]
    assert not reader.closed


@pytest.mark.parametrize(
    "item",
    [
        '{"text": "Kites fly."}',
        '{"text": "Kites fly.", "keys": []}',
        '{"text": "Kites fly.", "keys": "abcd2345"}',
        '{"text": "Kites fly.", "keys": [1]}',
        '{"text": "Kites fly.", "keys": ["a", "b", "c", "d", "e"]}',
        '{"text": "Kites fly.", "keys": ["abcd2345"], "note": "x"}',
        '{"text": "Kites fly.", "text": "Kites sink.", "keys": ["abcd2345"]}',
        '{"text": 5, "keys": ["abcd2345"]}',
        '{"text": NaN, "keys": ["abcd2345"]}',
        '{"text": {"text": "Kites fly."}, "keys": ["abcd2345"]}',
        '{"text": "Kites fly.", "keys": ["abcd2345"],}',
        "{'text': 'Kites fly.', 'keys': ['abcd2345']}",
        '{"text": "", "keys": ["abcd2345"]}',
        '{"text": "12345", "keys": ["abcd2345"]}',
        '{"text": "Kites fly abcd2345.", "keys": ["abcd2345"]}',
        '{"text": "Kites fly.\\ud800", "keys": ["abcd2345"]}',
        '{"text": ' + "9" * 1900 + ', "keys": ["abcd2345"]}',
        '{"text": ' + "[" * 900 + "]" * 900 + ', "keys": ["abcd2345"]}',
    ],
)
def test_what_is_not_of_the_form_is_dropped_and_the_next_is_read(item: str) -> None:
    found, reader = read(f'{{"sentences": [{item}, {{"text": "Kites fly.", "keys": ["abcd2345"]}}]}}')

    assert found == [ONE]
    assert reader.malformed == 1


@pytest.mark.parametrize(
    "reply",
    [
        "",
        "Kites fly.",
        "[]",
        '{"sentences": "Kites fly."}',
        '{"sentences": []}',
        '{"sentences": ["Kites fly."]}',
        '{"sentences": [[{"text": "Kites fly.", "keys": ["abcd2345"]}]]}',
        '{"sentences": [' + '{"a": ' * 5000,
        '{"sentences": [{"text": "' + "Kites fly. " * 1000,
        '{"answer": {"text": "Kites fly.", "keys": ["abcd2345"]}}',
    ],
)
def test_of_what_is_no_reply_nothing_is_read(reply: str) -> None:
    found, _ = read(reply, size=999)

    assert found == []


def test_a_huge_reply_is_read_only_so_far_and_fast() -> None:
    begun = time.perf_counter()

    found, reader = read('{"sentences": [' + '{"text": "Kites fly.", "keys": ["abcd2345"]}, ' * 100_000, size=4096)

    assert len(found) <= MAX_REPLY // 40
    assert reader.closed
    assert time.perf_counter() - begun < 5


@given(st.text(max_size=200))
def test_any_text_before_or_inside_is_read_without_an_error(text: str) -> None:
    wrapped = json.dumps({"sentences": [{"text": text, "keys": ["abcd2345"]}]}, ensure_ascii=False)

    for reply in (text, f"{text}{REPLY}", wrapped):
        found, _ = read(reply)
        assert all(is_plain(one.text, one.keys) for one in found)


@pytest.mark.parametrize(
    "text",
    [
        "# Kites fly.",
        "| kites | fly |",
        "- Kites fly.",
        "1. Kites fly.",
        "Kites fly [1].",
        "Kites fly【1】.",
        "Kites fly[^1].",
        "`kites.fly()`",
        "See https://example.org for kites.",
        "Kites <b>fly</b>.",
        "Kites\u202e fly.",
        "Kites\u200bfly.",
        "**Kites** fly.",
        "Kites fly. " * 100,
        "……",
    ],
)
def test_headings_tables_footnotes_code_links_and_hidden_signs_are_no_sentences(text: str) -> None:
    assert not is_plain(text)


def test_every_sentence_of_the_digests_is_plain(shipped_library: Library) -> None:
    stated = [
        text
        for work in shipped_library.works
        for language in LANGUAGES
        for ref in shipped_library.leaves(work.id)
        for text in sentences(shipped_library.answering(work.id, language).text_of(ref.eid), language)
    ]

    assert len(stated) > 1000
    assert [text for text in stated if not is_plain(text)] == []
