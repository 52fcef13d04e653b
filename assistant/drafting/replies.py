"""What a model said, read strictly while it is still being said.

A reply is ``{"sentences": [{"text": "…", "keys": ["…"]}, …]}``. Words or a fence
around it are passed over; every object of the list is read as soon as it is whole,
and one that is not exactly of this form is dropped. Nothing here decides whether a
sentence is true: that is the verifier's to say.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Never

MAX_REPLY = 20_000
"""Characters of a reply that are read."""
MAX_ITEM = 2_000
"""Characters of one object of the list."""
MAX_SENTENCE = 600
MAX_KEYS = 4

_OPENING = re.compile(r"\{\s*\"sentences\"\s*:\s*\[")
_BETWEEN = re.compile(r"[\s,]*")
_THOUGHT = re.compile(r"\s*<think>.*?</think>", re.DOTALL)
# What makes a heading, table, footnote, link, code or marker of a sentence; none of it is plain text.
_MARKUP = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufffd\ud800-\udfff]"
    r"|[<>{}|`#*_~\\^\[\]$【】§†‡]|\b(?:https?|javascript|data):|\bwww\.|^\s*(?:[-+•·—>]|[0-9]{1,2}[.)、])\s*\D",
    re.IGNORECASE,
)
# The number of a document is printed so: Hu Fu Ban Fa [2022] No. 12.
_NUMBER = re.compile(r"\[20[0-9]{2}\](?= No\.)")
_LETTER = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class Claimed:
    """A sentence of a model, and the keys of the clauses that it says support it: untrusted."""

    text: str
    keys: tuple[str, ...]


def _strict_decoder() -> json.JSONDecoder:
    # Numbers have no place in a reply, and reading a huge one takes long.
    return json.JSONDecoder(
        object_pairs_hook=_without_repeats, parse_constant=_no_constant, parse_int=_no_number, parse_float=_no_number
    )


def _without_repeats(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a name is given twice")
    return found


def _no_number(_: str) -> None:
    return None


def _no_constant(name: str) -> Never:
    raise ValueError(f"{name} is no JSON")


@dataclass(slots=True)
class ReplyReader:
    """Reads a reply piece by piece.

    ``malformed`` counts the objects that were dropped; ``closed`` tells that nothing
    more is read, because the list ended or is no list of such objects.
    """

    malformed: int = 0
    closed: bool = False
    _text: str = ""
    _at: int | None = None
    _decoder: json.JSONDecoder = field(default_factory=_strict_decoder)

    def feed(self, piece: str) -> Iterator[Claimed]:
        """Yield the sentences that are whole now."""
        self._text += piece
        if len(self._text) > MAX_REPLY:
            self._text = self._text[:MAX_REPLY]
        while not self.closed and (item := self._next_item()) is not None:
            claimed = self._claimed(item)
            if claimed is None:
                self.malformed += 1
            else:
                yield claimed
        self.closed = self.closed or len(self._text) >= MAX_REPLY

    @property
    def opened(self) -> bool:
        """Whether a list of sentences began."""
        return self._at is not None

    def _next_item(self) -> str | None:
        """Return the next whole object of the list as it stands; None where there is none yet."""
        if self._at is None:
            self._at = self._opening()
        if self._at is None:
            return None
        start = _end_of(_BETWEEN, self._text, self._at)
        if start >= len(self._text):
            return None
        if self._text[start] != "{":
            self.closed = True
            self.malformed += self._text[start] != "]"
            return None
        end = _object_end(self._text, start)
        if end is None:
            if len(self._text) - start > MAX_ITEM:
                self.closed = True
                self.malformed += 1
            return None
        self._at = end
        return self._text[start:end]

    def _opening(self) -> int | None:
        """Return where the list begins, thoughts before it left out."""
        if self._text.lstrip().startswith("<think>"):
            thought = _THOUGHT.match(self._text)
            found = _OPENING.search(self._text, thought.end()) if thought else None
        else:
            found = _OPENING.search(self._text)
        return found.end() if found else None

    def _claimed(self, item: str) -> Claimed | None:
        if len(item) > MAX_ITEM:
            return None
        try:
            table = self._decoder.decode(item)
        # RecursionError: thousands of brackets, one in the other.
        except (ValueError, RecursionError):
            return None
        if not isinstance(table, dict) or table.keys() != {"text", "keys"}:
            return None
        text, keys = table["text"], table["keys"]
        if not isinstance(text, str) or not isinstance(keys, list):
            return None
        if not 1 <= len(keys) <= MAX_KEYS or not all(isinstance(key, str) for key in keys):
            return None
        plain = text.strip()
        return Claimed(plain, tuple(dict.fromkeys(keys))) if is_plain(plain, keys) else None


def is_plain(text: str, keys: Sequence[str] = ()) -> bool:
    """Tell whether a text is a sentence and no more: no markup, link, marker, list sign or key in it."""
    bare = _NUMBER.sub("", text)
    return (
        0 < len(text) <= MAX_SENTENCE
        and _LETTER.search(text) is not None
        and _MARKUP.search(bare) is None
        and not any(key in text.lower() for key in keys if key)
    )


def _end_of(pattern: re.Pattern[str], text: str, at: int) -> int:
    match = pattern.match(text, at)
    return match.end() if match else at


def _object_end(text: str, start: int) -> int | None:
    """Return where the object that begins at ``start`` ends; None where it does not yet."""
    depth, quoted, escaped = 0, False, False
    for at in range(start, min(len(text), start + MAX_ITEM + 1)):
        character = text[at]
        if quoted:
            quoted = escaped or character != '"'
            escaped = character == "\\" and not escaped
        elif character == '"':
            quoted = True
        else:
            depth += (character in "{[") - (character in "}]")
            if depth == 0:
                return at + 1
    return None
