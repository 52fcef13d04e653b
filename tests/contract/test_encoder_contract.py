"""What every encoder promises, tried on the one that ships and on a small sentence-transformers model."""

from __future__ import annotations

import string
from pathlib import Path

import numpy as np
import pytest

from assistant.indexing.encoders import Encoder, open_encoder

_TEXTS = [
    "上海绿色低碳产业",
    "metaverse industry by 2025",
    "元宇宙",
    "a sentence that is a good deal longer than all of the others, so that a batch needs padding",
]


@pytest.fixture(scope="session")
def tiny_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model of random weights, one row a character."""
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Normalize, Pooling, Transformer
    from transformers import BertConfig, BertModel, BertTokenizerFast

    folder = tmp_path_factory.mktemp("tiny")
    characters = "".join(
        dict.fromkeys("上海绿色低碳产业元宇宙软体产业园区目标" + string.ascii_lowercase + string.digits + ",.")
    )
    pieces = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *characters, *(f"##{one}" for one in characters)]
    (folder / "vocab.txt").write_text("\n".join(pieces), encoding="utf-8")
    torch.manual_seed(0)
    config = BertConfig(
        vocab_size=len(pieces),
        hidden_size=32,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=64,
        initializer_range=0.3,
    )
    BertModel(config).save_pretrained(folder / "bert")
    BertTokenizerFast(str(folder / "vocab.txt")).save_pretrained(folder / "bert")
    transformer = Transformer(str(folder / "bert"))
    pooling = Pooling(32, pooling_mode="mean")
    SentenceTransformer(modules=[transformer, pooling, Normalize()]).save(str(folder / "model"))
    return folder / "model"


@pytest.fixture(scope="session", params=["builtin", "sentence-transformers"])
def encoder(request: pytest.FixtureRequest) -> Encoder:
    if request.param == "builtin":
        return open_encoder("builtin", threads=2)
    return open_encoder(str(request.getfixturevalue("tiny_model")), threads=2)


def test_rows_are_float32_unit_vectors_in_the_order_given(encoder: Encoder) -> None:
    rows = encoder.encode(_TEXTS)

    assert rows.dtype == np.float32
    assert rows.shape == (4, encoder.dimension)
    np.testing.assert_allclose(np.linalg.norm(rows, axis=1), 1.0, atol=1e-5)
    np.testing.assert_allclose(encoder.encode(_TEXTS[::-1]), rows[::-1], atol=1e-5)


def test_no_text_gives_no_row(encoder: Encoder) -> None:
    rows = encoder.encode([])

    assert rows.shape == (0, encoder.dimension)
    assert rows.dtype == np.float32


def test_an_empty_text_is_similar_to_nothing(encoder: Encoder) -> None:
    rows = encoder.encode(["", "元宇宙", " \n\t　"])

    assert not rows[[0, 2]].any()
    assert rows[1].any()


def test_a_text_has_the_same_vector_alone_and_in_company(encoder: Encoder) -> None:
    together = encoder.encode(_TEXTS)

    for text, row in zip(_TEXTS, together, strict=True):
        np.testing.assert_allclose(encoder.encode([text])[0], row, atol=1e-5)


def test_equal_calls_give_equal_bytes(encoder: Encoder) -> None:
    assert encoder.encode(_TEXTS).tobytes() == encoder.encode(_TEXTS).tobytes()


@pytest.mark.parametrize(
    ("text", "variant"),
    [
        ("软体产业园区", "軟體產業園區"),
        ("metaverse 2025", "ＭＥＴＡＶＥＲＳＥ　２０２５"),
        ("metaverse 2025", "Metaverse 2025"),
    ],
)
def test_script_width_and_case_make_no_difference(encoder: Encoder, text: str, variant: str) -> None:
    rows = encoder.encode([text, variant])

    np.testing.assert_allclose(rows[0], rows[1], atol=1e-5)


def test_different_texts_have_different_vectors(encoder: Encoder) -> None:
    rows = encoder.encode(_TEXTS)

    similarities = rows @ rows.T
    assert similarities[~np.eye(len(_TEXTS), dtype=bool)].max() < 0.999


def test_the_digest_is_a_sha_256_that_stays(encoder: Encoder) -> None:
    assert len(encoder.digest) == 64
    assert set(encoder.digest) <= set(string.hexdigits.lower())
    assert encoder.id


def test_the_digest_of_a_folder_follows_its_weights(tiny_model: Path, tmp_path: Path) -> None:
    import shutil

    copied = Path(shutil.copytree(tiny_model, tmp_path / "copied"))

    same = open_encoder(str(copied), threads=1)
    weights = copied / "model.safetensors"
    content = bytearray(weights.read_bytes())
    content[-1] ^= 1
    weights.write_bytes(content)
    changed = open_encoder(str(copied), threads=1)

    assert same.digest == open_encoder(str(tiny_model), threads=1).digest
    assert changed.digest != same.digest
