"""An index that is damaged is refused and made again; a build that dies leaves the old one current."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from assistant.errors import IndexDamagedError
from assistant.indexing import generation
from assistant.indexing.building import build_index, open_index
from assistant.indexing.generation import current_folder, read_manifest
from assistant.indexing.in_process import InProcessIndex
from assistant.indexing.index import Floats
from assistant.library import Library
from assistant.library.catalogue import catalogue
from assistant.works import Authority, Bilingual, Clause, Edition, Expression, Level, Span, Work

FILES = [
    "manifest.json",
    "vectors.faiss",
    "clauses.sqlite",
    "bm25/data.csc.index.npy",
    "bm25/indices.csc.index.npy",
    "bm25/indptr.csc.index.npy",
    "bm25/params.index.json",
    "bm25/vocab.index.json",
]


class CountingEncoder:
    """Gives each text a vector of its own and counts the texts; only its speed is unlike a real one's."""

    id = "counting"
    digest = "0" * 64
    dimension = 8

    def __init__(self) -> None:
        self.encoded = 0

    def encode(self, texts: Sequence[str]) -> Floats:
        self.encoded += len(texts)
        rows = [np.frombuffer(hashlib.sha256(text.encode()).digest(), dtype=np.uint8)[:8] for text in texts]
        vectors = np.array(rows, dtype=np.float32) + 1
        unit: Floats = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
        return unit


class Crash(BaseException):
    """The process dies here."""


def library_of(*paragraphs: str) -> Library:
    work = Work("kites", Bilingual("风筝", "Kites"), Bilingual("风筝", "Kites"), Bilingual("", ""), Authority.BRIEFING)
    clauses, start = [], 0
    for number, text in enumerate(paragraphs, start=1):
        clauses.append(Clause(f"p{number}", Level.PARAGRAPH, "", "", Span(start, start + len(text))))
        start += len(text) + 1
    return catalogue([work], [Expression("kites", "zh", Edition.DIGEST, "\n".join(paragraphs), tuple(clauses))], [])


LIBRARY = library_of("放风筝要看风。", "收风筝要慢。", "晒风筝要晴天。")
LARGER = library_of("放风筝要看风。", "收风筝要慢。", "晒风筝要晴天。", "修风筝要竹篾。")


@pytest.fixture
def index_home(tmp_path: Path) -> Path:
    """Return a folder with a current index of ``LIBRARY``."""
    home = tmp_path / "index"
    open_index(home, LIBRARY, CountingEncoder())
    return home


def current(home: Path) -> Path:
    folder = current_folder(home)
    assert folder is not None
    return folder


def test_a_generation_has_these_files(index_home: Path) -> None:
    folder = current(index_home)

    found = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}

    assert found == set(FILES)
    assert {path.name for path in index_home.iterdir()} == {"current", ".lock", folder.name}


def test_an_index_that_is_there_is_opened_without_encoding_a_text(index_home: Path) -> None:
    encoder = CountingEncoder()

    index = open_index(index_home, LIBRARY, encoder)

    assert encoder.encoded == 0
    assert (index.status.passages, index.status.rows) == (3, 6)


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("place", [0.0, 0.5, 0.99])
def test_a_flipped_bit_in_any_file_is_refused_and_the_index_made_again(
    index_home: Path, name: str, place: float
) -> None:
    path = current(index_home) / name
    content = bytearray(path.read_bytes())
    content[int(len(content) * place)] ^= 1
    path.write_bytes(bytes(content))

    with pytest.raises(IndexDamagedError, match="`assistant index build` makes the index anew"):
        InProcessIndex(path.parent if "/" not in name else path.parent.parent)
    index = open_index(index_home, LIBRARY, CountingEncoder())

    assert index.status.rows == 6
    assert InProcessIndex(current(index_home)).status == index.status


@pytest.mark.parametrize("name", FILES)
def test_a_missing_or_cut_file_is_refused_and_the_index_made_again(index_home: Path, name: str) -> None:
    cut = current(index_home) / name
    cut.write_bytes(cut.read_bytes()[:-1])
    rebuilt = open_index(index_home, LIBRARY, CountingEncoder())
    missing = current(index_home) / name
    missing.unlink()

    again = open_index(index_home, LIBRARY, CountingEncoder())

    assert rebuilt.status.rows == again.status.rows == 6
    assert (current(index_home) / name).is_file()


def test_a_changed_count_in_the_manifest_is_refused(index_home: Path) -> None:
    path = current(index_home) / "manifest.json"
    path.write_text(path.read_text(encoding="utf-8").replace('"passages": 3', '"passages": 4'), encoding="utf-8")

    with pytest.raises(IndexDamagedError, match="its SHA-256 differs") as caught:
        read_manifest(path.parent)

    assert caught.value.path == path


@pytest.mark.parametrize("content", [b"", b"no-such-generation", b"../../etc", b"\xff\xfe", b".", b"/etc"])
def test_a_pointer_to_nowhere_gives_a_new_index(index_home: Path, content: bytes) -> None:
    (index_home / "current").write_bytes(content)

    index = open_index(index_home, LIBRARY, CountingEncoder())

    assert index.status.rows == 6
    assert current(index_home).parent == index_home


def test_only_texts_that_changed_are_encoded_again(index_home: Path) -> None:
    encoder = CountingEncoder()

    index = open_index(index_home, LARGER, encoder)

    # A clause and its one sentence.
    assert encoder.encoded == 2
    assert index.status.rows == 8


def test_vectors_of_a_damaged_index_are_not_reused(index_home: Path) -> None:
    path = current(index_home) / "vectors.faiss"
    path.write_bytes(path.read_bytes()[:-4] + b"\0\0\0\0")
    encoder = CountingEncoder()

    open_index(index_home, LARGER, encoder)

    assert encoder.encoded == 8


STEPS = ["_write_vectors", "_write_bm25", "_write_rows", "_sync", "_free"]


@pytest.mark.parametrize("step", STEPS)
def test_a_crash_at_any_step_leaves_the_old_generation_current(
    index_home: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    def crash(*_: object) -> None:
        raise Crash

    before = current(index_home)
    with monkeypatch.context() as patched:
        patched.setattr(generation, step, crash)
        with pytest.raises(Crash):
            build_index(index_home, LARGER, CountingEncoder())

    encoder = CountingEncoder()
    index = open_index(index_home, LIBRARY, encoder)
    assert (encoder.encoded, index.status.generation) == (0, before.name)


def test_a_crash_before_the_pointer_is_moved_leaves_the_old_generation_current(
    index_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced = generation._sync_file

    def crash(path: Path) -> None:
        if path.name.startswith(".current"):
            raise Crash
        synced(path)

    before = current(index_home)
    with monkeypatch.context() as patched:
        patched.setattr(generation, "_sync_file", crash)
        with pytest.raises(Crash):
            build_index(index_home, LARGER, CountingEncoder())

    encoder = CountingEncoder()
    index = open_index(index_home, LIBRARY, encoder)
    assert (encoder.encoded, index.status.generation) == (0, before.name)


def test_while_the_same_library_is_indexed_anew_the_old_generation_stays_whole(
    index_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = current(index_home)
    seen: list[bool] = []
    synced = generation._sync_file

    def look(path: Path) -> None:
        seen.append(all((before / name).is_file() for name in FILES))
        synced(path)

    monkeypatch.setattr(generation, "_sync_file", look)
    index = build_index(index_home, LIBRARY, CountingEncoder())

    # The last look is at the folder, after the pointer was moved.
    assert all(seen)
    assert index.status.generation == f"{before.name}-2"
    assert not before.exists()


def test_what_a_crashed_build_left_is_cleared_by_the_next(index_home: Path) -> None:
    (index_home / ".0123456789abcdef.4711").mkdir()
    (index_home / ".0123456789abcdef.4711" / "vectors.faiss").write_bytes(b"half")

    build_index(index_home, LARGER, CountingEncoder())

    assert {path.name for path in index_home.iterdir() if path.is_dir()} == {current(index_home).name}


def test_nothing_in_a_generation_is_a_pickle(index_home: Path) -> None:
    folder = current(index_home)

    arrays = [np.load(path, allow_pickle=False) for path in sorted(folder.rglob("*.npy"))]

    assert len(arrays) == 3
    assert not any(path.read_bytes().startswith(b"\x80") for path in folder.rglob("*") if path.is_file())


def test_vectors_of_another_encoder_are_not_reused(index_home: Path) -> None:
    encoder = CountingEncoder()
    encoder.digest = "1" * 64

    open_index(index_home, LIBRARY, encoder)

    assert encoder.encoded == 6


def test_an_index_of_another_version_is_refused(index_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = current(index_home)

    monkeypatch.setattr(generation, "SCHEMA", 2)

    with pytest.raises(IndexDamagedError, match="was written by another version"):
        read_manifest(folder)
