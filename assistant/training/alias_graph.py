"""Aliases inside a model: nodes of ONNX that add up the rows of their pieces."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np
import onnx
from onnx import numpy_helper

from assistant.indexing.encoders import Floats
from assistant.training.aliases import Aliases

TABLE = "bert.embeddings.word_embeddings.weight_quantized"
_PIECES = "aliases.pieces"
_LENGTH = "aliases.length"
_IDS = "input_ids"
_LEAST = 1e-6


def add_aliases(model: onnx.ModelProto, aliases: Aliases, length: np.float32) -> None:
    """Have a quantised model read ids after its table as aliases.

    The row of an alias is the sum of those of its pieces, brought to a length: see `Aliases.rows`.

    Args:
        model: is changed; the row of [PAD] in its table is zeros.
        aliases: in the order of their ids.
        length: of their rows.
    """
    if not aliases.words:
        return
    graph = model.graph
    gather = next(place for place, node in enumerate(graph.node) if node.op_type == "Gather" and node.input[0] == TABLE)
    own = graph.node[gather]
    widened = next(node for node in graph.node if own.output[0] in node.input)
    first = next(initializer.dims[0] for initializer in graph.initializer if initializer.name == TABLE)
    # A word that is no alias is the first of them, which has no pieces.
    pieces = np.concatenate([np.zeros_like(aliases.pieces[:1]), aliases.pieces])
    constants = {
        _PIECES: pieces,
        _LENGTH: np.array(length, dtype=np.float32),
        "aliases.first": np.array(first, dtype=np.int64),
        "aliases.before": np.array(first - 1, dtype=np.int64),
        "aliases.none": np.array(0, dtype=np.int64),
        "aliases.least": np.array(_LEAST, dtype=np.float32),
        "aliases.axis": np.array([2], dtype=np.int64),
    }
    graph.initializer.extend(numpy_helper.from_array(values, name) for name, values in constants.items())
    read = widened.output[0]
    widened.output[0] = "aliases.others"
    own.input[1] = "aliases.ids"
    last = next(place for place, node in enumerate(graph.node) if "aliases.others" in node.output)
    # The sum needs what the model makes of its own rows; ids come before those.
    for node in reversed(list(_summed(widened, read))):
        graph.node.insert(last + 1, node)
    for node in reversed(list(_own_ids())):
        graph.node.insert(gather, node)


def _own_ids() -> Iterator[onnx.NodeProto]:
    make = onnx.helper.make_node
    yield make("Less", [_IDS, "aliases.first"], ["aliases.own"])
    yield make("Where", ["aliases.own", _IDS, "aliases.none"], ["aliases.ids"])


def _summed(widened: onnx.NodeProto, read: str) -> Iterator[onnx.NodeProto]:
    make = onnx.helper.make_node
    yield make("Sub", [_IDS, "aliases.before"], ["aliases.after"])
    yield make("Max", ["aliases.after", "aliases.none"], ["aliases.place"])
    yield make("Gather", [_PIECES, "aliases.place"], ["aliases.narrow"], axis=0)
    yield make("Cast", ["aliases.narrow"], ["aliases.wide"], to=onnx.TensorProto.INT64)
    yield make("Gather", [TABLE, "aliases.wide"], ["aliases.quantized"], axis=0)
    yield make("DequantizeLinear", ["aliases.quantized", *widened.input[1:]], ["aliases.rows"])
    yield make("ReduceSum", ["aliases.rows", "aliases.axis"], ["aliases.sum"], keepdims=0)
    yield make("ReduceL2", ["aliases.sum", "aliases.axis"], ["aliases.norm"], keepdims=1)
    yield make("Max", ["aliases.norm", "aliases.least"], ["aliases.some"])
    yield make("Div", ["aliases.sum", "aliases.some"], ["aliases.unit"])
    yield make("Mul", ["aliases.unit", _LENGTH], ["aliases.made"])
    # Of the two, one is zeros: [PAD] instead of an alias, or an alias of nothing.
    yield make("Add", ["aliases.others", "aliases.made"], [read])


def alias_rows(table: Floats, arrays: Mapping[str, np.ndarray]) -> Floats:
    """Return the rows of the aliases of a model that `add_aliases` changed, which are none of its table.

    Args:
        table: the embeddings of the model, as floats.
        arrays: its initializers by name.
    """
    if _PIECES not in arrays:
        return table[:0]
    sums = table[arrays[_PIECES][1:]].sum(axis=1)
    rows: Floats = sums * (arrays[_LENGTH] / np.maximum(np.linalg.norm(sums, axis=1, keepdims=True), _LEAST))
    return rows
