"""From a trained model to the files that ship, and on to a sentence-transformers folder."""

from __future__ import annotations

import json
import logging
import shutil
import tempfile
import warnings
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch import Tensor, nn
from transformers import BertConfig, BertModel

from assistant.errors import EncoderError
from assistant.indexing.encoders import (
    MANIFEST,
    MODEL,
    TOKENIZER,
    Floats,
    Manifest,
    file_sha256,
    keep_onnxruntime_silent,
    read_manifest,
)
from assistant.training.alias_graph import add_aliases, alias_rows
from assistant.training.aliases import usual_length
from assistant.training.student import Student, mean_vectors, quiet_transformers, table_of
from assistant.training.vocabulary import MAX_TOKENS, RARE, with_traditional_forms

MAX_SIZE_BYTES = 45_000_000
"""What model and tokenizer together may weigh: they live in the repository."""

_CONFIG = "bert_config"
_BITS = 8
_BLOCK = 64
"""How many weights of a column share a scale, and how many values of a token."""
_PRODUCTS_IN_INT8 = 4
"""An "accuracy level" of ONNX Runtime's MatMulNBits."""
_SPECIAL = {"pad": "[PAD]", "unk": "[UNK]", "cls": "[CLS]", "sep": "[SEP]", "mask": "[MASK]"}


class _SentenceModel(nn.Module):
    """What is exported: token ids in, unit vectors out."""

    def __init__(self, bert: BertModel) -> None:
        super().__init__()
        self.bert = bert

    def forward(self, input_ids: Tensor, attention_mask: Tensor) -> Tensor:
        hidden = self.bert(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state
        return mean_vectors(hidden, attention_mask)


def write_encoder(
    student: Student, tokenizer: str, out: Path, *, name: str, recipe: Mapping[str, str | int]
) -> Manifest:
    """Write ``model.onnx``, ``tokenizer.json`` and ``model.json`` into a folder.

    The manifest is written last: until then the folder is refused as an encoder.

    Args:
        student: the model.
        tokenizer: its ``tokenizer.json``.
        out: the folder, made where it is missing; files of those names are replaced.
        name: what the encoder is to be called.
        recipe: how it was made, for people.

    Raises:
        EncoderError: the files are larger than `MAX_SIZE_BYTES`.
    """
    with tempfile.TemporaryDirectory() as scratch:
        made = Path(scratch)
        _export(student.merged(), made / "float.onnx")
        _quantise(made / "float.onnx", made / MODEL)
        model = onnx.load(made / MODEL)
        add_aliases(model, student.aliases, usual_length(table_of(student.bert)))
        onnx.save(model, made / MODEL)
        (made / TOKENIZER).write_text(tokenizer, encoding="utf-8")
        size_bytes = sum((made / part).stat().st_size for part in (MODEL, TOKENIZER))
        if size_bytes > MAX_SIZE_BYTES:
            raise EncoderError(
                f"the encoder has {size_bytes:,} bytes, at most {MAX_SIZE_BYTES:,} ship; ask for fewer rows"
            )
        out.mkdir(parents=True, exist_ok=True)
        (out / MANIFEST).unlink(missing_ok=True)
        for part in (MODEL, TOKENIZER):
            shutil.move(made / part, out / part)
    manifest = Manifest(
        id=name,
        dimension=student.chinese.embedding_dim,
        max_tokens=MAX_TOKENS,
        sha256={part: file_sha256(out / part) for part in (MODEL, TOKENIZER)},
        recipe=recipe,
    )
    (out / MANIFEST).write_text(manifest.to_json(), encoding="utf-8")
    return manifest


def _export(bert: BertModel, path: Path) -> None:
    # The graph of "eager" attention is plain matrix products, which the quantiser knows.
    bert.set_attn_implementation("eager")
    ids = torch.ones((2, 8), dtype=torch.int64)
    axes = {0: "text", 1: "token"}
    with warnings.catch_warnings():
        # torch's exporter uses deprecated parts of torch and of Python, which is for torch to mend.
        warnings.simplefilter("ignore")
        with _quiet("torch.onnx"):
            torch.onnx.export(
                _SentenceModel(bert).eval(),
                (ids, torch.ones_like(ids)),
                path,
                input_names=["input_ids", "attention_mask"],
                output_names=["sentence_embedding"],
                dynamic_shapes={"input_ids": axes, "attention_mask": axes},
                dynamo=True,
                external_data=False,
                verbose=False,
            )
    model = onnx.load(path)
    _name_weights(model.graph)
    names = {initializer.name for initializer in model.graph.initializer}
    lost = [name for name in bert.state_dict() if f"bert.{name}" not in names]
    if lost:
        # The exporter keeps one of several equal arrays, such as the zeros of an untrained model.
        raise EncoderError(f"the teacher's {lost[0]} equals another of its weights; take a trained teacher")
    # Notes of the exporter on where each node came from: paths of the machine it ran on.
    for node in model.graph.node:
        node.ClearField("metadata_props")
        node.ClearField("doc_string")
    for value in (*model.graph.value_info, *model.graph.input, *model.graph.output, *model.graph.initializer):
        value.ClearField("metadata_props")
        value.ClearField("doc_string")
    model.graph.ClearField("metadata_props")
    model.ClearField("metadata_props")
    entry = model.metadata_props.add()
    entry.key, entry.value = _CONFIG, json.dumps(_plain_config(bert.config), sort_keys=True)
    onnx.save(model, path)


def _plain_config(config: BertConfig) -> dict[str, str | int | float]:
    names = (
        "hidden_act",
        "hidden_size",
        "intermediate_size",
        "layer_norm_eps",
        "max_position_embeddings",
        "num_attention_heads",
        "num_hidden_layers",
        "type_vocab_size",
        "vocab_size",
    )
    return {name: getattr(config, name) for name in names}


def _name_weights(graph: onnx.GraphProto) -> None:
    """Call each weight of a dense layer after its bias; the exporter numbers what it transposes."""
    products = {node.output[0]: node for node in graph.node if node.op_type == "MatMul"}
    initializers = {initializer.name: initializer for initializer in graph.initializer}
    for node in graph.node:
        bias = next((name for name in node.input if name.endswith(".bias") and name in initializers), None)
        product = next((products[name] for name in node.input if name in products), None)
        if node.op_type == "Add" and bias and product and product.input[1] in initializers:
            weight = f"{bias.removesuffix('.bias')}.weight"
            initializers[product.input[1]].name = weight
            product.input[1] = weight


def _quantise(source: Path, target: Path) -> None:
    """Write every weight in eight bits: tables with one scale, dense layers with one for each block of a column.

    What a dense layer reads is rounded to eight bits too, block by block of each token. The outliers of
    activations then cost only their own block, and a vector stays near that of the same weights in another runtime.
    """
    keep_onnxruntime_silent()
    from onnxruntime.quantization import QuantType, quantize_dynamic
    from onnxruntime.quantization.matmul_nbits_quantizer import DefaultWeightOnlyQuantConfig, MatMulNBitsQuantizer

    with _quiet("root"):
        quantize_dynamic(source, target, op_types_to_quantize=["Gather"], weight_type=QuantType.QInt8)
    blocks = DefaultWeightOnlyQuantConfig(
        block_size=_BLOCK, is_symmetric=True, accuracy_level=_PRODUCTS_IN_INT8, bits=_BITS
    )
    with _quiet("onnxruntime.quantization.matmul_nbits_quantizer"):
        quantizer = MatMulNBitsQuantizer(onnx.load(target), algo_config=blocks)
        quantizer.process()
    onnx.save(quantizer.model.model, target)


@contextmanager
def _quiet(name: str) -> Generator[None]:
    logger = logging.getLogger(None if name == "root" else name)
    level = logger.level
    logger.setLevel(logging.ERROR)
    try:
        yield
    finally:
        logger.setLevel(level)


def write_sentence_transformers(folder: Path, out: Path) -> None:
    """Write an encoder that ships as a folder for ``SentenceTransformer(out)``.

    The weights are the quantised ones as floats. The tokenizer folds by itself,
    except for the rare words of more than 64 traditional spellings.

    Args:
        folder: with ``model.onnx``, ``tokenizer.json`` and ``model.json``.
        out: a folder that is empty or does not exist.

    Raises:
        EncoderError: ``folder`` is no such encoder, or ``out`` is not empty.
    """
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise EncoderError(f"{out} is not an empty folder; name a new one")
    manifest = read_manifest(folder)
    bert = _dequantised(folder / MODEL)
    with quiet_transformers():
        bert.save_pretrained(out)
    # Written here, because saving through the library keeps one of the two forms of a word.
    tokenizer = with_traditional_forms((folder / TOKENIZER).read_text(encoding="utf-8"))
    (out / TOKENIZER).write_text(tokenizer, encoding="utf-8")
    _write_modules(out, manifest)
    for notice in ("README.md", "LICENSE"):
        if (folder / notice).is_file():
            shutil.copyfile(folder / notice, out / notice)


def read_bert(folder: Path) -> BertModel:
    """Return the BERT of an encoder that ships, its weights as floats.

    Raises:
        EncoderError: the folder holds none.
    """
    read_manifest(folder)
    return _dequantised(folder / MODEL)


def read_rows(folder: Path) -> dict[str, Floats]:
    """Return the row of each Chinese word of an encoder that ships.

    Raises:
        EncoderError: the folder holds none.
    """
    table = table_of(read_bert(folder))
    vocabulary: dict[str, int] = json.loads((folder / TOKENIZER).read_text(encoding="utf-8"))["model"]["vocab"]
    first = vocabulary[RARE]
    return {word: table[row] for word, row in vocabulary.items() if row >= first and not word.startswith("##")}


def _write_modules(out: Path, manifest: Manifest) -> None:
    kinds = {"": "Transformer", "1_Pooling": "Pooling", "2_Normalize": "Normalize"}
    files: dict[str, object] = {
        "tokenizer_config.json": {
            "tokenizer_class": "PreTrainedTokenizerFast",
            "model_max_length": manifest.max_tokens,
            **{f"{kind}_token": token for kind, token in _SPECIAL.items()},
        },
        "modules.json": [
            {"idx": number, "name": str(number), "path": path, "type": f"sentence_transformers.models.{kind}"}
            for number, (path, kind) in enumerate(kinds.items())
        ],
        "sentence_bert_config.json": {"max_seq_length": manifest.max_tokens, "do_lower_case": False},
        "1_Pooling/config.json": {"word_embedding_dimension": manifest.dimension, "pooling_mode_mean_tokens": True},
    }
    for name, content in files.items():
        path = out / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")
    # Normalize has no settings, but its folder is looked for.
    (out / "2_Normalize").mkdir()


def _dequantised(path: Path) -> BertModel:
    model = onnx.load(path)
    settings = next((entry.value for entry in model.metadata_props if entry.key == _CONFIG), None)
    if settings is None:
        raise EncoderError(f"{path} does not say what BERT it is; make it anew with `assistant encoder train`")
    bert = BertModel(BertConfig(**json.loads(settings)), add_pooling_layer=False)
    arrays = {initializer.name: numpy_helper.to_array(initializer) for initializer in model.graph.initializer}
    state = {
        name: torch.from_numpy(_float_array(f"bert.{name}", arrays, shape=tuple(value.shape)))
        for name, value in bert.state_dict().items()
    }
    bert.load_state_dict(state)
    return _with_rows(bert, alias_rows(table_of(bert), arrays)).eval()


def _with_rows(bert: BertModel, rows: Floats) -> BertModel:
    table = torch.from_numpy(np.concatenate([table_of(bert), rows]))
    bert.embeddings.word_embeddings = nn.Embedding(len(table), table.shape[1], padding_idx=0, _weight=table)
    bert.config.vocab_size = len(table)
    return bert


def _float_array(name: str, arrays: Mapping[str, np.ndarray], *, shape: tuple[int, ...]) -> Floats:
    if name in arrays:
        values = np.array(arrays[name], dtype=np.float32)
    elif f"{name}_Q{_BITS}" in arrays:
        # The last block of a column is filled up.
        values = _widened(arrays[f"{name}_Q{_BITS}"], arrays[f"{name}_scales"])[:, : shape[-1]]
    else:
        whole = arrays[f"{name}_quantized"].astype(np.float32) - arrays[f"{name}_zero_point"].astype(np.float32)
        values = whole * arrays[f"{name}_scale"].astype(np.float32)
    if values.shape != shape:
        raise EncoderError(
            f"{name} has shape {values.shape}, not {shape}; make the encoder anew with `assistant encoder train`"
        )
    return np.ascontiguousarray(values)


def _widened(blocks: np.ndarray, scales: np.ndarray) -> Floats:
    """A dense layer's matrix from blocks of shape (out, in / block, block), as torch keeps it: (out, in)."""
    middle = 2 ** (_BITS - 1)
    values = (blocks.astype(np.float32) - middle) * scales.reshape(*blocks.shape[:2], 1)
    rows: Floats = values.reshape(len(blocks), -1)
    return rows
