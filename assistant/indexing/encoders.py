"""Encoders: from a text in either language to a vector.

Two kinds: the bilingual one that ships runs on ONNX Runtime and `tokenizers`
alone; any sentence-transformers model takes its place by name or folder. Both
fold a text before their tokenizer sees it, so that traditional characters,
full-width forms and capitals make no difference.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np
import numpy.typing as npt

from assistant.errors import EncoderError
from assistant.languages import folded
from assistant.resources import content_path

if TYPE_CHECKING:
    # Heavy: only the type checker needs it here.
    from sentence_transformers import SentenceTransformer

Floats = npt.NDArray[np.float32]

BUILTIN = "builtin"
MANIFEST = "model.json"
MODEL = "model.onnx"
TOKENIZER = "tokenizer.json"


class Encoder(Protocol):
    """Turns texts into vectors whose inner product is their similarity."""

    @property
    def id(self) -> str:
        """What the encoder is called, for people and manifests."""

    @property
    def digest(self) -> str:
        """SHA-256 over the model's files: equal digests give equal vectors."""

    @property
    def dimension(self) -> int:
        """How long a vector is."""

    def encode(self, texts: Sequence[str]) -> Floats:
        """Return one row a text, in the order given.

        Returns:
            float32, shape (n, dimension), every row of unit length, except that a
            text of nothing but white space gives zeros: it is similar to nothing.
            What else is in ``texts`` changes no row.
        """

    def knows(self, word: str) -> bool:
        """Tell whether the vocabulary has a folded word whole, which only a word in use is."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What ``model.json`` says of an encoder folder.

    ``sha256`` has the hash of each file by name; ``recipe`` is how it was made,
    for people only.
    """

    id: str
    dimension: int
    max_tokens: int
    sha256: Mapping[str, str]
    recipe: Mapping[str, str | int]

    @property
    def digest(self) -> str:
        """SHA-256 over the names and hashes of the files."""
        lines = [f"{name} {digest}\n" for name, digest in sorted(self.sha256.items())]
        return hashlib.sha256("".join(lines).encode()).hexdigest()

    def to_json(self) -> str:
        """Return the manifest as it stands in ``model.json``."""
        values = {
            "id": self.id,
            "dimension": self.dimension,
            "max_tokens": self.max_tokens,
            "sha256": dict(sorted(self.sha256.items())),
            "recipe": dict(self.recipe),
        }
        return json.dumps(values, ensure_ascii=False, indent=2) + "\n"


def file_sha256(path: Path) -> str:
    """Return the SHA-256 of a file's bytes, in hexadecimal."""
    with path.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def read_manifest(folder: Path) -> Manifest:
    """Read ``model.json`` of an encoder folder.

    Raises:
        EncoderError: it is missing or malformed.
    """
    path = folder / MANIFEST
    try:
        values = json.loads(path.read_text(encoding="utf-8"))
        return Manifest(
            id=str(values["id"]),
            dimension=int(values["dimension"]),
            max_tokens=int(values["max_tokens"]),
            sha256={name: str(values["sha256"][name]) for name in (MODEL, TOKENIZER)},
            recipe=dict(values["recipe"]),
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise EncoderError(f"{path} is missing or malformed ({error!r}); {_MEND}") from error


def keep_onnxruntime_silent() -> None:
    """Keep ONNX Runtime from reporting to its makers; call it before the first import.

    Left alone, it writes an id of the machine and a log of its use to the user's
    cache folder when it is imported, and sends them while the page is open. Its
    own ``disable_telemetry_events`` comes too late: the id is written by then.
    """
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"


_MEND = "install the package again, or make the encoder anew with `assistant encoder train`"


class OnnxEncoder:
    """The encoder of a folder with ``model.onnx``, ``tokenizer.json`` and ``model.json``.

    Texts are encoded one at a time: none is padded to the length of another, so its
    vector is the same to the bit whatever is beside it. Threads work on different
    texts instead, which is as fast.
    """

    def __init__(self, folder: Path, *, threads: int = 1) -> None:
        """Load and check the files.

        Args:
            folder: where they lie.
            threads: how many texts are encoded at once.

        Raises:
            EncoderError: a file is missing, is not what the manifest says, or is
                none that this version of ONNX Runtime can read.
        """
        manifest = read_manifest(folder)
        for name, expected in manifest.sha256.items():
            _check(folder / name, expected)
        self.id = manifest.id
        self.digest = manifest.digest
        self.dimension = manifest.dimension
        self._threads = threads

        keep_onnxruntime_silent()
        import onnxruntime
        from onnxruntime.capi import onnxruntime_pybind11_state as failures
        from tokenizers import Tokenizer

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        # A question needs a few megabytes; the arena would keep the largest batch ever seen.
        options.enable_cpu_mem_arena = False
        options.log_severity_level = 3
        try:
            self._session = onnxruntime.InferenceSession(
                str(folder / MODEL), options, providers=["CPUExecutionProvider"]
            )
        except (failures.Fail, failures.InvalidGraph, failures.InvalidProtobuf, failures.NotImplemented) as error:
            raise EncoderError(f"ONNX Runtime cannot read {folder / MODEL}: {error}; {_MEND}") from error
        self._tokenizer = Tokenizer.from_file(str(folder / TOKENIZER))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(manifest.max_tokens)

    def encode(self, texts: Sequence[str]) -> Floats:
        """Return one row a text; see `Encoder.encode`. Equal calls give equal bytes."""
        rows = np.zeros((len(texts), self.dimension), dtype=np.float32)
        encodings = self._tokenizer.encode_batch([folded(text) for text in texts])
        # Two tokens are [CLS] and [SEP] around nothing. Long texts go first, so that threads end together.
        order = sorted(
            (row for row, encoding in enumerate(encodings) if len(encoding.ids) > 2),
            key=lambda row: -len(encodings[row].ids),
        )

        def fill(row: int) -> None:
            ids = np.array([encodings[row].ids], dtype=np.int64)
            rows[row] = self._session.run(None, {"input_ids": ids, "attention_mask": np.ones_like(ids)})[0][0]

        if self._threads == 1 or len(order) < 2:
            for row in order:
                fill(row)
        else:
            with ThreadPoolExecutor(self._threads) as pool:
                # list() waits, and raises what a thread raised.
                list(pool.map(fill, order))
        return rows

    def knows(self, word: str) -> bool:
        """Tell whether a folded word is in the vocabulary; see `Encoder.knows`."""
        return len(self._tokenizer.encode(word, add_special_tokens=False).ids) == 1


def _check(path: Path, expected: str) -> None:
    try:
        actual = file_sha256(path)
    except OSError as error:
        raise EncoderError(f"{path} cannot be read: {error}; {_MEND}") from error
    if actual != expected:
        raise EncoderError(f"{path} is damaged: its SHA-256 is {actual[:12]}…, not {expected[:12]}…; {_MEND}")


class SentenceTransformersEncoder:
    """Any sentence-transformers model with safetensors weights, on torch.

    A model's own code is never run, and pickled weights are not read. A folder is
    read without a look at the network; a name is fetched once from the Hugging Face
    hub. Prompts that a model wants before questions are not added.
    """

    _FILES = ("*.json", "*.safetensors", "*.txt", "*.model")
    # The same weights for other runtimes.
    _OTHERS = ("onnx/*", "openvino/*", "original/*")

    def __init__(self, name_or_path: str, *, threads: int = 1) -> None:
        """Load the model.

        Args:
            name_or_path: ``BAAI/bge-m3``, or a folder.
            threads: of torch; they are the process's, not the encoder's.

        Raises:
            EncoderError: there is no such model, or it cannot be loaded so.
        """
        folder = _model_folder(name_or_path, files=self._FILES, ignored=self._OTHERS)
        self.id = name_or_path if not Path(name_or_path).expanduser().is_dir() else folder.resolve().name
        self.digest = self._digest(folder)
        self._model = self._load(folder, name_or_path)
        dimension = self._model.get_embedding_dimension()
        if not dimension:
            raise EncoderError(f"{name_or_path} does not say how long its vectors are; name another encoder")
        self.dimension = int(dimension)

        import torch

        torch.set_num_threads(threads)

    @staticmethod
    def _load(folder: Path, name: str) -> SentenceTransformer:
        try:
            from safetensors import SafetensorError
            from sentence_transformers import SentenceTransformer
        except ImportError as error:
            raise EncoderError(f"the encoder {name} needs `pip install sentence-transformers` ({error})") from error
        try:
            return SentenceTransformer(
                str(folder),
                trust_remote_code=False,
                local_files_only=True,
                model_kwargs={"use_safetensors": True},
            )
        except (OSError, ValueError, KeyError, TypeError, RuntimeError, AttributeError, SafetensorError) as error:
            reason = str(error).splitlines()[0] if str(error) else repr(error)
            raise EncoderError(
                f"{name} cannot be loaded as a sentence-transformers model without code of its own: {reason}"
            ) from error

    @classmethod
    def _digest(cls, folder: Path) -> str:
        files = sorted({path for pattern in cls._FILES for path in folder.rglob(pattern) if path.is_file()})
        if not any(path.suffix == ".safetensors" for path in files):
            raise EncoderError(f"{folder} has no .safetensors weights; save the model with safe serialisation")
        lines = [f"{path.relative_to(folder).as_posix()} {file_sha256(path)}\n" for path in files]
        return hashlib.sha256("".join(lines).encode()).hexdigest()

    def encode(self, texts: Sequence[str]) -> Floats:
        """Return one row a text; see `Encoder.encode`."""
        plain = [folded(text) for text in texts]
        full = [row for row, text in enumerate(plain) if text.strip()]
        rows = np.zeros((len(texts), self.dimension), dtype=np.float32)
        if full:
            rows[full] = self._model.encode(
                [plain[row] for row in full],
                batch_size=32,
                show_progress_bar=False,
                convert_to_numpy=True,
                normalize_embeddings=True,
            )
        return rows

    def knows(self, word: str) -> bool:
        """Tell whether a folded word is in the vocabulary; see `Encoder.knows`."""
        return len(self._model.tokenizer.encode(word, add_special_tokens=False)) == 1


def _model_folder(name_or_path: str, *, files: Sequence[str], ignored: Sequence[str]) -> Path:
    path = Path(name_or_path).expanduser()
    if path.is_dir():
        return path
    if path.is_absolute() or name_or_path.startswith((".", "~")) or name_or_path.count("/") > 1:
        raise EncoderError(f"no folder {name_or_path}; an encoder is {BUILTIN!r}, a folder, or a name like BAAI/bge-m3")
    try:
        from huggingface_hub import snapshot_download
        from huggingface_hub.errors import HFValidationError
    except ImportError as error:
        raise EncoderError(f"the encoder {name_or_path} needs `pip install sentence-transformers` ({error})") from error
    repository = name_or_path if "/" in name_or_path else f"sentence-transformers/{name_or_path}"
    try:
        return Path(snapshot_download(repository, allow_patterns=list(files), ignore_patterns=list(ignored)))
    # The hub's errors and those of its HTTP client (unreachable, unknown, gated) are OSErrors or ValueErrors.
    except (OSError, ValueError, HFValidationError) as error:
        reason = str(error).splitlines()[0] if str(error) else repr(error)
        raise EncoderError(
            f"no encoder {name_or_path!r}: neither a folder nor fetched from the Hugging Face hub ({reason})"
        ) from error


def open_encoder(name: str, *, threads: int) -> Encoder:
    """Return the encoder of that name.

    Args:
        name: ``builtin`` for the one that ships; a folder that `assistant encoder
            train` wrote; else the name or folder of a sentence-transformers model.
        threads: how many threads it may use.

    Raises:
        EncoderError: it cannot be loaded.
    """
    if name == BUILTIN:
        return OnnxEncoder(content_path("index", "encoder"), threads=threads)
    folder = Path(name).expanduser()
    if (folder / MANIFEST).is_file():
        return OnnxEncoder(folder, threads=threads)
    return SentenceTransformersEncoder(name, threads=threads)
