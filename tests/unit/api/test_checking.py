from __future__ import annotations

from pathlib import Path

import pytest

from assistant.api.checking import verified_generation
from assistant.errors import IndexDamagedError


def test_an_index_that_is_what_was_written_passes(assistant_home: Path) -> None:
    name = (assistant_home / "index" / "current").read_text(encoding="utf-8").strip()

    assert verified_generation(assistant_home / "index") == name


def test_one_changed_byte_fails(home_with_index: Path) -> None:
    index = home_with_index / "index"
    file = index / (index / "current").read_text(encoding="utf-8").strip() / "vectors.faiss"
    content = bytearray(file.read_bytes())
    content[-1] ^= 1
    file.write_bytes(content)

    with pytest.raises(IndexDamagedError, match=r"vectors\.faiss"):
        verified_generation(index)


def test_no_index_fails(tmp_path: Path) -> None:
    with pytest.raises(IndexDamagedError, match="holds no index"):
        verified_generation(tmp_path)
