"""Vectors that ship: of the texts of the works that ship, by the encoder that ships.

Whoever opens the assistant for the first time need not wait until four thousand texts are encoded. The
file is a help and no more: what is not in it, or was made by another encoder, is encoded on the spot.
"""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from assistant.indexing.encoders import Encoder
from assistant.indexing.generation import text_key
from assistant.indexing.index import Floats
from assistant.resources import content_path

NAME = "vectors.npz"


def precomputed_vectors(encoder: Encoder, path: Path | None = None) -> dict[str, Floats]:
    """Return the vectors by text key; none where the file is missing, damaged, or of another encoder.

    Args:
        encoder: what the vectors must be of.
        path: default: the file that ships.
    """
    try:
        with np.load(path or content_path("index") / NAME, allow_pickle=False) as held:
            if bytes(held["encoder"]).hex() != encoder.digest:
                return {}
            keys, vectors = held["keys"], held["vectors"].astype(np.float32)
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
        # Nothing is lost: a text without a vector is encoded.
        return {}
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    return dict(zip((bytes(key).hex() for key in keys), vectors, strict=True))


def write_precomputed(path: Path, texts: Sequence[str], encoder: Encoder) -> None:
    """Encode texts and write their vectors, in half precision, with the keys of the texts.

    Raises:
        OSError: the file cannot be written.
    """
    distinct = sorted(set(texts), key=text_key)
    vectors = encoder.encode(distinct).astype(np.float16)
    keys = np.array([list(bytes.fromhex(text_key(text))) for text in distinct], dtype=np.uint8)
    made_by = np.frombuffer(bytes.fromhex(encoder.digest), dtype=np.uint8)
    # Given a path, savez would add ".npz" to it.
    with path.open("wb") as opened:
        np.savez(opened, encoder=made_by, keys=keys, vectors=vectors)
