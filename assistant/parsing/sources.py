"""A file -> its text in standard form, one paragraph a line."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Protocol

from assistant.errors import SourceError, SourceTooLargeError
from assistant.parsing.encodings import decode
from assistant.parsing.layout import paragraphs, rejoined
from assistant.parsing.markup import paragraphs_of_page
from assistant.parsing.signs import standard

MAX_SIZE_BYTES = 20_000_000
_MAX_CONTROL_SHARE = 0.01
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]")
# Soft hyphens, zero-width and direction marks: invisible, and in nobody's way but a matcher's.
_INVISIBLE = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_LATER = MappingProxyType({".pdf": "PDF", ".docx": "Word", ".doc": "Word"})


@dataclass(frozen=True, slots=True)
class Source:
    """The text of a file, one paragraph a line, signs in standard form."""

    path: Path
    text: str


class Reader(Protocol):
    """Reads one format: the bytes of a file -> its paragraphs as printed, wrapped lines joined.

    Raises:
        SourceError: the bytes are not of that format.
    """

    def __call__(self, path: Path, content: bytes) -> tuple[str, ...]:
        """Return the paragraphs; ``path`` is for messages only."""
        ...


def read_source(path: Path) -> Source:
    """Return the text of a policy document.

    Raises:
        SourceTooLargeError: the file is over ``MAX_SIZE_BYTES``; nothing was read.
        SourceError: the file is missing, unreadable, of an unknown format, binary,
            or without text.
    """
    reader = _reader_for(path)
    content = _content(path)
    found = (standard(paragraph) for paragraph in reader(path, content))
    text = "\n".join(paragraph for paragraph in found if paragraph)
    if not text:
        raise SourceError(path, "has no text; choose a file that holds the words of the document")
    return Source(path, text)


def read_text(path: Path) -> str:
    """Return the text of a file line by line as it stands, whatever its encoding.

    Raises:
        SourceTooLargeError: the file is over ``MAX_SIZE_BYTES``; nothing was read.
        SourceError: the file is missing, unreadable, empty or binary.
    """
    return _text(path, _content(path))


def _reader_for(path: Path) -> Reader:
    suffix = path.suffix.lower()
    try:
        return READERS[suffix]
    except KeyError:
        pass
    if suffix in _LATER:
        raise SourceError(path, f"{_LATER[suffix]} files cannot be read yet; save it as text (.txt) for now")
    known = ", ".join(READERS)
    raise SourceError(path, f"is not of a format that can be read ({known}); save it as text (.txt)")


def _content(path: Path) -> bytes:
    """Return the bytes of a file, its size checked before anything is read."""
    try:
        status = path.stat()
        _check_status(path, status)
        with path.open("rb") as file:
            # The file may have grown since; never more than the limit is taken in.
            content = file.read(MAX_SIZE_BYTES + 1)
    except FileNotFoundError as error:
        raise SourceError(path, "does not exist; check the path") from error
    # A path with a NUL character is a ValueError.
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise SourceError(path, f"cannot be read ({reason}); check the path and its permissions") from error
    if len(content) > MAX_SIZE_BYTES:
        raise SourceTooLargeError(path, size_bytes=len(content), limit_bytes=MAX_SIZE_BYTES)
    if not content:
        raise SourceError(path, "is empty; choose a file that holds the words of the document")
    return content


def _check_status(path: Path, status: os.stat_result) -> None:
    if stat.S_ISDIR(status.st_mode):
        raise SourceError(path, "is a folder; name a file in it")
    # A pipe or a device would be waited for without end.
    if not stat.S_ISREG(status.st_mode):
        raise SourceError(path, "is no ordinary file; copy its content into one")
    if status.st_size > MAX_SIZE_BYTES:
        raise SourceTooLargeError(path, size_bytes=status.st_size, limit_bytes=MAX_SIZE_BYTES)


def _text(path: Path, content: bytes) -> str:
    text = decode(content)
    if text is None:
        raise SourceError(path, "is binary or in an unknown encoding; save it as text in UTF-8")
    if len(_CONTROLS.findall(text)) > _MAX_CONTROL_SHARE * len(text):
        raise SourceError(path, "is binary, not text; save it as text in UTF-8")
    return _INVISIBLE.sub("", text.replace("\u00a0", " "))


def read_plain_text(path: Path, content: bytes) -> tuple[str, ...]:
    """Return the paragraphs of a plain text."""
    return paragraphs(_text(path, content))


def read_html(path: Path, content: bytes) -> tuple[str, ...]:
    """Return the paragraphs of an HTML page."""
    return tuple(rejoined(paragraphs_of_page(_text(path, content))))


# A reader for another format (PDF, DOCX) takes its place here.
READERS: Mapping[str, Reader] = MappingProxyType({
    ".txt": read_plain_text,
    ".md": read_plain_text,
    ".html": read_html,
    ".htm": read_html,
})
