"""Text files line by line, compressed or plain."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from assistant.errors import EncoderError


def read_lines(path: Path) -> Iterator[str]:
    """Yield the lines of a UTF-8 file without their ends; ``.gz`` is decompressed.

    Raises:
        EncoderError: the file cannot be read.
    """
    try:
        with _opened(path) as lines:
            yield from (line.rstrip("\r\n") for line in lines)
    except (OSError, EOFError, UnicodeDecodeError, zlib.error) as error:
        raise EncoderError(f"{path} cannot be read: {error}") from error


def _opened(path: Path) -> TextIO:
    # newline="\n": other characters that Python takes for line ends stand in some texts.
    if path.suffix == ".gz":
        return gzip.open(path, "rt", encoding="utf-8", newline="\n")
    return path.open(encoding="utf-8", newline="\n")
