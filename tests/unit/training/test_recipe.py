from __future__ import annotations

import dataclasses
from pathlib import Path

import numpy as np
import pytest
import torch
from tokenizers import Tokenizer
from typer.testing import CliRunner

from assistant.cli.encoder import app
from assistant.errors import EncoderError
from assistant.indexing.encoders import OnnxEncoder, SentenceTransformersEncoder, read_manifest
from assistant.training.export import write_sentence_transformers
from assistant.training.loop import Budget, Step
from assistant.training.recipe import Plan, Sources, Watcher, train
from assistant.training.student import Student, load_teacher, table_of
from assistant.training.vectors import start_rows


def test_what_is_trained_is_an_encoder(trained: Path) -> None:
    encoder = OnnxEncoder(trained)

    rows = encoder.encode(["城市能源", "city energy", "the law"])

    assert rows.shape == (3, 16)
    np.testing.assert_allclose(np.linalg.norm(rows, axis=1), 1.0, atol=1e-6)
    assert len(np.unique(rows, axis=0)) == 3


def test_a_lexicon_is_written_beside_the_encoder(trained: Path) -> None:
    lines = (trained / "lexicon.tsv").read_text(encoding="utf-8").splitlines()

    assert "energi\t能源" in lines
    assert "@wang\t王|" in lines


def test_the_same_sources_give_the_same_bytes(trained: Path, sources: Sources, tmp_path: Path) -> None:
    train(sources, tmp_path, Plan(rows=14))

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


def test_training_changes_the_encoder_and_is_reported(trained: Path, sources: Sources, tmp_path: Path) -> None:
    steps: list[Step] = []
    stages: list[str] = []

    manifest = train(
        sources,
        tmp_path,
        Plan(Budget(steps=10), rows=14, precision="float32"),
        Watcher(on_stage=stages.append, on_step=steps.append),
    )

    assert [(step.number, step.share) for step in steps[-2:]] == [(9, 0.9), (10, 1.0)]
    assert stages[-2:] == ["training", "exporting"]
    assert (manifest.recipe["steps"], manifest.recipe["rounds"]) == (10, 8)
    assert manifest.digest != read_manifest(trained).digest


def test_interrupted_training_ends_where_it_would_have(sources: Sources, tmp_path: Path) -> None:
    kept = tmp_path / "checkpoints"
    steps: list[Step] = []

    train(sources, tmp_path / "a", Plan(Budget(steps=2), rows=14, checkpoints=kept))
    resumed = train(
        sources,
        tmp_path / "a",
        Plan(Budget(steps=3), rows=14, checkpoints=kept, resume=True),
        Watcher(on_step=steps.append),
    )

    assert [step.number for step in steps] == [3]
    assert resumed.recipe["steps"] == 3


def test_a_checkpoint_of_other_sources_is_refused(sources: Sources, tmp_path: Path) -> None:
    kept = tmp_path / "checkpoints"
    train(sources, tmp_path / "a", Plan(Budget(steps=1), rows=14, checkpoints=kept))

    with pytest.raises(EncoderError, match="another seed"):
        train(sources, tmp_path / "a", Plan(Budget(steps=2), rows=14, seed=1, checkpoints=kept, resume=True))


def test_the_command_trains_writes_checkpoints_and_goes_on(sources: Sources, tmp_path: Path) -> None:
    options = ["--pairs", sources.pairs, "--dictionary", sources.dictionary, "--teacher", sources.teacher]
    options += ["--rows", "14", "--out", tmp_path / "out", "--checkpoints", tmp_path / "kept", "--device", "cpu"]

    for steps in ("1", "2"):
        arguments = ["train", *map(str, options), "--steps", steps, "--resume", "--precision", "float32"]
        result = CliRunner().invoke(app, arguments, catch_exceptions=False)

    assert read_manifest(tmp_path / "out").recipe["steps"] == 2
    assert result.stdout.startswith("minilm-l6-zh-en  ")
    assert "training" in result.stderr


def test_training_without_pairs_is_refused(sources: Sources, tmp_path: Path) -> None:
    empty = tmp_path / "pairs.tsv"
    empty.touch()

    with pytest.raises(EncoderError, match="no pairs to train on"):
        train(dataclasses.replace(sources, pairs=empty), tmp_path / "out", Plan(Budget(steps=1), rows=14))


def test_without_alignment_rows_are_the_dictionary_start(sources: Sources, tmp_path: Path) -> None:
    train(sources, tmp_path, Plan(rows=14, rounds=0))

    zh, en = OnnxEncoder(tmp_path).encode(["元宇宙", "metaverse"])

    # The word has one meaning, so its row is that of the English word, brought to the usual length.
    assert zh @ en > 0.999


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
        train(elsewhere, tmp_path / "out", Plan(rows=14))


def test_a_missing_folder_of_texts_is_named(sources: Sources, tmp_path: Path) -> None:
    elsewhere = dataclasses.replace(sources, texts=(tmp_path / "no-texts",))

    with pytest.raises(EncoderError, match="no-texts"):
        train(elsewhere, tmp_path / "out", Plan(rows=14))


def test_start_rows_reach_the_exported_table(sources: Sources) -> None:
    bert = load_teacher(sources.teacher)
    pieces = Tokenizer.from_file(str(sources.teacher / "tokenizer.json"))

    wanted = start_rows(["元宇宙"], {"元宇宙": ("metaverse",)}, table_of(bert), pieces)
    table = table_of(Student(bert, wanted).merged())

    np.testing.assert_array_equal(table[-1], wanted[0])


def test_an_encoder_to_begin_from_that_is_none_is_told_before_the_pairs_are_read(
    sources: Sources, tmp_path: Path
) -> None:
    stages: list[str] = []

    with pytest.raises(EncoderError, match="missing or malformed"):
        train(dataclasses.replace(sources, initial=tmp_path), tmp_path / "out", watcher=Watcher(on_stage=stages.append))

    assert stages == []
    assert not (tmp_path / "out").exists()
