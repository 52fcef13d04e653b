from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from assistant.errors import EncoderError
from assistant.indexing.encoders import MODEL, TOKENIZER, OnnxEncoder, file_sha256, open_encoder, read_manifest
from assistant.resources import content_path

_TEXTS = [
    "上海绿色低碳产业到2025年的规模目标是多少？",
    "元宇宙",
    "What is the target for smart terminals?",
    "By 2025 the output of the green and low-carbon industry is to exceed RMB 500 billion. " * 8,
    "",
    "数字孪生",
]


@pytest.fixture(scope="module")
def encoder() -> OnnxEncoder:
    return OnnxEncoder(content_path("index", "encoder"))


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    return Path(shutil.copytree(content_path("index", "encoder"), tmp_path / "encoder"))


def test_model_and_tokenizer_weigh_at_most_45_mb() -> None:
    folder = content_path("index", "encoder")

    assert sum((folder / name).stat().st_size for name in (MODEL, TOKENIZER)) <= 45_000_000


def test_a_parallel_sentence_is_nearer_than_an_unrelated_one(encoder: OnnxEncoder) -> None:
    zh, en, other = encoder.encode([
        "到2025年，绿色低碳产业规模突破5000亿元。",
        "By 2025 the green and low-carbon industry exceeds RMB 500 billion.",
        "Virtual idols perform at concerts in the metaverse.",
    ])

    assert zh @ en > 0.5
    assert zh @ en > zh @ other + 0.2


def test_the_encoder_leaves_no_trace_of_its_use_in_the_home_folder(tmp_path: Path) -> None:
    # ONNX Runtime would otherwise write an id of the machine there, and send it to its makers.
    script = (
        "from assistant.indexing.encoders import OnnxEncoder; from assistant.resources import content_path; "
        "OnnxEncoder(content_path('index', 'encoder')).encode(['元宇宙'])"
    )
    environment = {name: value for name, value in os.environ.items() if name != "ORT_DISABLE_TELEMETRY"}
    environment |= {"HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path / "cache")}

    subprocess.run([sys.executable, "-c", script], env=environment, check=True)

    assert [path.name for path in tmp_path.rglob("*")] == []


def test_threads_change_nothing(encoder: OnnxEncoder) -> None:
    threaded = OnnxEncoder(content_path("index", "encoder"), threads=3)

    assert threaded.encode(_TEXTS).tobytes() == encoder.encode(_TEXTS).tobytes()


def test_a_vector_is_the_same_to_the_bit_alone_and_in_company(encoder: OnnxEncoder) -> None:
    together = encoder.encode(_TEXTS)

    alone = np.concatenate([encoder.encode([text]) for text in _TEXTS])

    assert alone.tobytes() == together.tobytes()


def test_a_text_beyond_the_limit_is_cut_not_refused(encoder: OnnxEncoder) -> None:
    long, longer = encoder.encode(["industry " * 300, "industry " * 3000])

    np.testing.assert_array_equal(long, longer)


@pytest.mark.parametrize("name", [MODEL, TOKENIZER])
def test_a_file_with_one_bit_changed_is_refused(copied: Path, name: str) -> None:
    content = bytearray((copied / name).read_bytes())
    content[len(content) // 2] ^= 1
    (copied / name).write_bytes(content)

    with pytest.raises(EncoderError, match=rf"{name} is damaged"):
        OnnxEncoder(copied)


@pytest.mark.parametrize("name", [MODEL, TOKENIZER, "model.json"])
def test_a_missing_file_is_named(copied: Path, name: str) -> None:
    (copied / name).unlink()

    with pytest.raises(EncoderError, match=name):
        OnnxEncoder(copied)


@pytest.mark.parametrize("text", ["", "[]", '{"id": "x"}', '{"id": "x", "dimension": "wide"}'])
def test_a_malformed_manifest_is_refused(copied: Path, text: str) -> None:
    (copied / "model.json").write_text(text, encoding="utf-8")

    with pytest.raises(EncoderError, match="malformed"):
        read_manifest(copied)


def test_a_model_that_onnx_runtime_cannot_read_is_one_error(copied: Path) -> None:
    (copied / MODEL).write_bytes(b"no protobuf")
    manifest = json.loads((copied / "model.json").read_text(encoding="utf-8"))
    manifest["sha256"][MODEL] = file_sha256(copied / MODEL)
    (copied / "model.json").write_text(json.dumps(manifest), encoding="utf-8")

    with pytest.raises(EncoderError, match="ONNX Runtime cannot read"):
        OnnxEncoder(copied)


def test_the_digest_follows_the_files(copied: Path, encoder: OnnxEncoder) -> None:
    manifest = json.loads((copied / "model.json").read_text(encoding="utf-8"))

    assert OnnxEncoder(copied).digest == encoder.digest
    manifest["sha256"][MODEL] = "0" * 64
    (copied / "model.json").write_text(json.dumps(manifest), encoding="utf-8")
    assert read_manifest(copied).digest != encoder.digest


def test_the_builtin_and_a_folder_are_opened_without_torch() -> None:
    script = (
        "import sys; from assistant.indexing.encoders import open_encoder; "
        "open_encoder('builtin', threads=1).encode(['元宇宙']); "
        "print(sorted({'torch', 'transformers', 'sentence_transformers', 'scipy', 'sklearn'} & set(sys.modules)))"
    )

    printed = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout

    assert printed == "[]\n"


def test_a_folder_with_a_manifest_is_opened_as_ours(copied: Path, encoder: OnnxEncoder) -> None:
    assert open_encoder(str(copied), threads=1).digest == encoder.digest


@pytest.mark.parametrize("name", ["/no/such/folder", "./no-such-folder", "~/no-such-folder", "no/such/folder"])
def test_a_missing_folder_is_not_looked_for_on_the_network(name: str) -> None:
    with pytest.raises(EncoderError, match="no folder") as caught:
        open_encoder(name, threads=1)

    assert "\n" not in str(caught.value)


def test_an_unknown_name_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    import huggingface_hub.constants

    monkeypatch.setattr(huggingface_hub.constants, "HF_HUB_OFFLINE", True)

    with pytest.raises(EncoderError, match="no encoder 'nobody/no-model'") as caught:
        open_encoder("nobody/no-model", threads=1)

    assert "\n" not in str(caught.value)


def test_a_folder_that_is_no_model_is_refused(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text("{}", encoding="utf-8")

    with pytest.raises(EncoderError, match=r"no \.safetensors weights"):
        open_encoder(str(tmp_path), threads=1)


def test_a_folder_with_broken_weights_is_refused(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text('{"model_type": "bert"}', encoding="utf-8")
    (tmp_path / "model.safetensors").write_bytes(b"broken")

    with pytest.raises(EncoderError, match="cannot be loaded") as caught:
        open_encoder(str(tmp_path), threads=1)

    assert "\n" not in str(caught.value)
