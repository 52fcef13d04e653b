from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from assistant.indexing.building import build_index, open_index, shipped_texts
from assistant.indexing.encoders import OnnxEncoder
from assistant.indexing.generation import text_key
from assistant.indexing.index import Floats
from assistant.indexing.precomputed import precomputed_vectors, write_precomputed
from assistant.library import Library
from assistant.library.opening import open_library
from assistant.resources import content_path
from assistant.settings import Settings
from tests.unit.indexing.test_damage import CountingEncoder


@pytest.fixture(scope="module")
def shipped_encoder() -> OnnxEncoder:
    return OnnxEncoder(content_path("index", "encoder"), threads=2)


@pytest.fixture(scope="module")
def shipped_library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return open_library(Settings(home=tmp_path_factory.mktemp("home")))


def test_every_text_that_ships_has_its_vector(shipped_library: Library, shipped_encoder: OnnxEncoder) -> None:
    """`assistant index precompute --out index/vectors.npz` mends it after a change of a digest or the encoder."""
    texts = shipped_texts(shipped_library)

    known = precomputed_vectors(shipped_encoder)

    assert len(texts) > 3000
    assert {text_key(text) for text in texts} == known.keys()
    sample = sorted(set(texts))[::60]
    found = np.stack([known[text_key(text)] for text in sample])
    assert float((found * shipped_encoder.encode(sample)).sum(axis=1).min()) > 0.999


def test_what_is_precomputed_is_not_encoded(tmp_path: Path, shipped_library: Library) -> None:
    class Refusing(OnnxEncoder):
        def encode(self, texts: Sequence[str]) -> Floats:
            raise AssertionError(len(texts))

    index = open_index(tmp_path, shipped_library, Refusing(content_path("index", "encoder")))

    assert index.status.rows > 3000


def test_vectors_come_back_with_unit_length_by_key(tmp_path: Path) -> None:
    encoder = CountingEncoder()
    write_precomputed(tmp_path / "mine", ["a", "b", "a"], encoder)

    known = precomputed_vectors(encoder, tmp_path / "mine")

    assert known.keys() == {text_key("a"), text_key("b")}
    assert encoder.encoded == 2
    np.testing.assert_allclose(known[text_key("b")], encoder.encode(["b"])[0], atol=1e-3)
    assert float(np.linalg.norm(known[text_key("a")])) == pytest.approx(1.0, abs=1e-6)


@pytest.mark.parametrize("content", [b"", b"PK", b"\x00" * 100])
def test_a_damaged_file_is_a_file_without_vectors(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "mine.npz").write_bytes(content)

    assert precomputed_vectors(CountingEncoder(), tmp_path / "mine.npz") == {}
    assert precomputed_vectors(CountingEncoder(), tmp_path / "none.npz") == {}


def test_vectors_of_another_encoder_are_none(tmp_path: Path) -> None:
    encoder = CountingEncoder()
    write_precomputed(tmp_path / "mine.npz", ["a"], encoder)
    encoder.digest = "1" * 64

    assert precomputed_vectors(encoder, tmp_path / "mine.npz") == {}


def test_another_encoder_encodes_all(tmp_path: Path, shipped_library: Library) -> None:
    encoder = CountingEncoder()

    build_index(tmp_path, shipped_library, encoder)

    assert encoder.encoded > 3000
