from __future__ import annotations

import itertools
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

from assistant.cli.encoder import app
from assistant.errors import EncoderError
from assistant.indexing.encoders import open_encoder

_LEAST_COSINE = 0.98


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


def test_evaluate_prints_each_direction_of_each_set(pairs: Path) -> None:
    result = CliRunner().invoke(app, ["evaluate", "--pairs", str(pairs)], catch_exceptions=False)

    lines = result.stdout.splitlines()
    assert lines[0].startswith("minilm-l6-zh-en")
    assert lines[0].endswith("MB")
    assert "ms a question" in lines[1]
    assert lines[3] == "encyclopaedia: 400 queries, 100 candidates"
    directions = ["en-zh", "zh-en", "zh-zh", "en-en"]
    ways = [(direction, by) for direction in directions for by in ("vectors", "words", "both")]
    assert [tuple(line.split()[:2]) for line in lines[4:16]] == ways
    assert all("nDCG@10" in line for line in lines[4:16])
    assert lines[17].startswith("sentences: ")


def test_evaluate_makes_names_from_a_dictionary(pairs: Path, tmp_path: Path) -> None:
    dictionary = tmp_path / "cedict.txt"
    dictionary.write_text("金 金 [Jin1] /surname Jin/\n金 金 [jin1] /gold/\n山 山 [shan1] /hill/\n", encoding="utf-8")
    options = ["--pairs", str(pairs), "--dictionary", str(dictionary)]

    result = CliRunner().invoke(app, ["evaluate", *options], catch_exceptions=False)

    assert "names: " in result.stdout


def test_going_on_needs_a_folder_to_go_on_from(pairs: Path, tmp_path: Path) -> None:
    arguments = ["--pairs", pairs, "--dictionary", pairs, "--teacher", tmp_path, "--resume"]

    result = CliRunner().invoke(app, ["train", *map(str, arguments)])

    assert isinstance(result.exception, EncoderError)
    assert "--checkpoints" in str(result.exception)


def test_a_gpu_that_is_not_there_is_our_error(pairs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("torch.cuda.is_available", lambda: False)
    arguments = ["--pairs", pairs, "--dictionary", pairs, "--teacher", tmp_path, "--device", "cuda"]

    result = CliRunner().invoke(app, ["train", *map(str, arguments)])

    assert isinstance(result.exception, EncoderError)
    assert "no GPU" in str(result.exception)


def test_an_unknown_model_is_our_error(pairs: Path) -> None:
    result = CliRunner().invoke(app, ["evaluate", "--pairs", str(pairs), "--model", "./nothing"])

    assert isinstance(result.exception, EncoderError)


def test_train_names_a_dictionary_that_is_missing(pairs: Path, tmp_path: Path) -> None:
    arguments = ["--pairs", pairs, "--dictionary", tmp_path / "none.txt", "--teacher", tmp_path, "--out", tmp_path]

    result = CliRunner().invoke(app, ["train", *map(str, arguments)])

    assert isinstance(result.exception, EncoderError)
    assert "none.txt" in str(result.exception)


def test_both_runtimes_agree_on_a_thousand_sentences(tmp_path: Path) -> None:
    out = tmp_path / "exported"
    texts = _sentences(1000)

    CliRunner().invoke(app, ["export", str(out)], catch_exceptions=False)

    exported = open_encoder(str(out), threads=2).encode(texts)
    builtin = open_encoder("builtin", threads=2).encode(texts)
    cosines = (exported * builtin).sum(axis=1)
    assert len(set(texts)) == 1000
    # One computes in eight bits, the other on the same weights as floats.
    assert cosines.mean() > 0.99
    assert cosines.min() > _LEAST_COSINE
    assert (out / "LICENSE").is_file()


def _sentences(count: int) -> list[str]:
    """Distinct sentences in both languages, short and long, with figures, capitals and traditional characters."""
    subjects = [
        ("元宇宙产业", "The metaverse industry"),
        ("氢能汽車", "Hydrogen vehicles"),
        ("智能终端企业", "Makers of intelligent terminals"),
        ("臨港新片区的研发中心", "Research centres in the Lingang area"),
        ("市经济信息化委", "The Commission of Economy and Informatization"),
    ]
    actions = [
        ("将达到{}亿元", "will reach RMB {} million"),
        ("新增标准{}项", "adds {} standards"),
        ("，不得少于{}家", ", and there must be no fewer than {} of them"),
        (
            "在第{}条中有规定，应当依照有关法律法规办理并向社会公布",
            "is governed by Article {}, under the law, and made public",
        ),
        ("培育{}家龙头企业", "fosters {} leading firms"),
    ]
    lines = (
        line
        for number in itertools.count(3, 7)
        for zh, en in subjects
        for then_zh, then_en in actions
        for line in (f"{zh}{then_zh.format(number)}。", f"{en} {then_en.format(number)}.")
    )
    return list(itertools.islice(lines, count))
