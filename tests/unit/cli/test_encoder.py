from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

from assistant.cli.encoder import app
from assistant.errors import EncoderError
from assistant.indexing.encoders import open_encoder


@pytest.fixture
def pairs(tmp_path: Path) -> Path:
    """Pairs of which some are held out."""
    path = tmp_path / "pairs.tsv"
    lines = [f"第{number}条\tArticle {number} of the law\tlaw\thuman\n" for number in range(1, 400)]
    path.write_text("".join(lines), encoding="utf-8")
    return path


def test_importing_the_commands_loads_nothing_heavy() -> None:
    script = (
        "import sys, assistant.cli.encoder; "
        "print(sorted({'torch', 'numpy', 'onnxruntime', 'onnx', 'tokenizers', 'transformers'} & set(sys.modules)))"
    )

    printed = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout

    assert printed == "[]\n"


def test_embed_writes_one_unit_row_a_line(tmp_path: Path) -> None:
    texts = tmp_path / "texts.txt"
    texts.write_text("元宇宙\n\ngreen industry\n", encoding="utf-8")
    out = tmp_path / "rows.npy"

    result = CliRunner().invoke(app, ["embed", str(texts), "--out", str(out)], catch_exceptions=False)

    rows = np.load(out, allow_pickle=False)
    assert result.exit_code == 0
    assert rows.dtype == np.float32
    assert rows.tobytes() == open_encoder("builtin", threads=1).encode(["元宇宙", "", "green industry"]).tobytes()


def test_embed_keeps_a_last_line_without_end_and_writes_under_the_name_given(tmp_path: Path) -> None:
    texts = tmp_path / "texts.txt"
    texts.write_bytes(b"\xef\xbb\xbfone\ntwo")
    out = tmp_path / "rows"

    CliRunner().invoke(app, ["embed", str(texts), "--out", str(out)], catch_exceptions=False)

    assert np.load(out, allow_pickle=False).shape == (2, 384)


def test_embed_names_a_file_it_cannot_read(tmp_path: Path) -> None:
    texts = tmp_path / "texts.txt"
    texts.write_bytes(b"\xff\xfe")

    result = CliRunner().invoke(app, ["embed", str(texts), "--out", str(tmp_path / "rows.npy")])

    assert isinstance(result.exception, EncoderError)
    assert "texts.txt" in str(result.exception)


def test_evaluate_prints_four_directions(pairs: Path) -> None:
    result = CliRunner().invoke(app, ["evaluate", "--pairs", str(pairs)], catch_exceptions=False)

    lines = result.stdout.splitlines()
    assert lines[0].startswith("minilm-l6-zh-en")
    assert [line.split()[0] for line in lines[1:]] == ["zh-en", "en-zh", "zh-zh", "en-en"]


def test_an_unknown_model_is_our_error(pairs: Path) -> None:
    result = CliRunner().invoke(app, ["evaluate", "--pairs", str(pairs), "--model", "./nothing"])

    assert isinstance(result.exception, EncoderError)


def test_train_names_a_dictionary_that_is_missing(pairs: Path, tmp_path: Path) -> None:
    arguments = ["--pairs", pairs, "--dictionary", tmp_path / "none.txt", "--teacher", tmp_path, "--out", tmp_path]

    result = CliRunner().invoke(app, ["train", *map(str, arguments)])

    assert isinstance(result.exception, EncoderError)
    assert "none.txt" in str(result.exception)


def test_export_gives_a_folder_that_sentence_transformers_loads(tmp_path: Path) -> None:
    out = tmp_path / "exported"
    texts = ["到2025年，产业规模突破5000亿元", "By 2025 the industry exceeds RMB 500 billion", "元宇宙"]

    CliRunner().invoke(app, ["export", str(out)], catch_exceptions=False)

    exported = open_encoder(str(out), threads=1).encode(texts)
    builtin = open_encoder("builtin", threads=1).encode(texts)
    assert (exported * builtin).sum(axis=1).min() > 0.97
    assert (out / "LICENSE").is_file()
