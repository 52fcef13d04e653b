from __future__ import annotations

import dataclasses
from pathlib import Path

import numpy as np
import pytest
import torch
from tokenizers import Tokenizer

from assistant.errors import EncoderError
from assistant.indexing.encoders import OnnxEncoder, SentenceTransformersEncoder, read_manifest
from assistant.training.export import write_sentence_transformers
from assistant.training.loop import Step
from assistant.training.recipe import Sources, train
from assistant.training.student import Student, load_teacher, table_of
from assistant.training.vectors import start_rows


def test_what_is_trained_is_an_encoder(trained: Path) -> None:
    encoder = OnnxEncoder(trained)

    rows = encoder.encode(["城市能源", "city energy", "the law"])

    assert rows.shape == (3, 16)
    np.testing.assert_allclose(np.linalg.norm(rows, axis=1), 1.0, atol=1e-6)
    assert len(np.unique(rows, axis=0)) == 3


def test_the_same_sources_give_the_same_bytes(trained: Path, sources: Sources, tmp_path: Path) -> None:
    train(sources, tmp_path, rows=14)

    assert read_manifest(tmp_path) == read_manifest(trained)


def test_the_int8_model_is_near_the_float_one(trained: Path, sources: Sources) -> None:
    tokenizer = Tokenizer.from_file(str(trained / "tokenizer.json"))
    bert = load_teacher(sources.teacher)
    ids = torch.tensor([tokenizer.encode("green energy grows").ids])

    with torch.no_grad():
        # No Chinese in the sentence, so any rows will do.
        exact = Student(bert, table_of(bert)[:14])(ids, torch.ones_like(ids)).numpy()
    shipped = OnnxEncoder(trained).encode(["green energy grows"])

    assert float((exact @ shipped.T)[0, 0]) > 0.98


def test_steps_change_the_rows_and_are_reported(trained: Path, sources: Sources, tmp_path: Path) -> None:
    steps: list[Step] = []
    stages: list[str] = []

    manifest = train(sources, tmp_path, steps=2, rows=14, on_step=steps.append, on_stage=stages.append)

    assert [step.number for step in steps] == [1, 2]
    assert stages[-2:] == ["training", "exporting"]
    assert manifest.recipe["steps"] == 2
    assert manifest.digest != read_manifest(trained).digest


def test_the_exported_folder_gives_the_same_vectors(trained: Path, tmp_path: Path) -> None:
    out = tmp_path / "exported"
    # Several words in a run: each but the first is met in its form inside a word.
    texts = ["城市绿色产业能源", "the city grows green energy", "元宇宙"]

    write_sentence_transformers(trained, out)
    rows = SentenceTransformersEncoder(str(out)).encode(texts)

    # One is quantised while it runs, the other is not.
    assert (rows * OnnxEncoder(trained).encode(texts)).sum(axis=1).min() > 0.98


def test_the_exported_tokenizer_folds_by_itself(trained: Path, tmp_path: Path) -> None:
    out = tmp_path / "exported"
    write_sentence_transformers(trained, out)
    from sentence_transformers import SentenceTransformer

    rows = SentenceTransformer(str(out), trust_remote_code=False).encode(["绿色产业city", "綠色產業ＣＩＴＹ"])

    np.testing.assert_allclose(rows[0], rows[1], atol=1e-6)


def test_an_export_into_a_folder_in_use_is_refused(trained: Path, tmp_path: Path) -> None:
    (tmp_path / "something").touch()

    with pytest.raises(EncoderError, match="not an empty folder"):
        write_sentence_transformers(trained, tmp_path)


def test_a_missing_teacher_is_named(sources: Sources, tmp_path: Path) -> None:
    elsewhere = dataclasses.replace(sources, teacher=tmp_path / "no-teacher")

    with pytest.raises(EncoderError, match="no-teacher"):
        train(elsewhere, tmp_path / "out", rows=14)


def test_a_missing_folder_of_texts_is_named(sources: Sources, tmp_path: Path) -> None:
    elsewhere = dataclasses.replace(sources, texts=(tmp_path / "no-texts",))

    with pytest.raises(EncoderError, match="no-texts"):
        train(elsewhere, tmp_path / "out", rows=14)


def test_start_rows_reach_the_exported_table(sources: Sources) -> None:
    bert = load_teacher(sources.teacher)
    pieces = Tokenizer.from_file(str(sources.teacher / "tokenizer.json"))

    wanted = start_rows(["元宇宙"], {"元宇宙": ("metaverse",)}, table_of(bert), pieces)
    table = table_of(Student(bert, wanted).merged())

    np.testing.assert_array_equal(table[-1], wanted[0])
