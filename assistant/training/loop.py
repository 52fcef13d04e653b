"""The training loop: a Chinese sentence is drawn to where the teacher puts its translation."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

import torch
from tokenizers import Encoding, Tokenizer
from torch import Tensor

from assistant.errors import EncoderError
from assistant.languages import folded
from assistant.training.pairs import Pair
from assistant.training.student import Student

# Machine translation is right less often than people are.
_MACHINE_WEIGHT = 0.5
# Batches drawn together and cut by length, so that little is padding.
_POOL_BATCHES = 16


@dataclass(frozen=True, slots=True)
class Step:
    """A training step done: its number from 1, its loss, and the pairs done a second so far."""

    number: int
    loss: float
    pairs_per_s: float


def train_rows(
    student: Student,
    tokenizer: Tokenizer,
    pairs: Sequence[Pair],
    *,
    steps: int,
    batch_size: int = 64,
    learning_rate: float = 2e-3,
    limit: float,
    seed: int = 0,
    on_step: Callable[[Step], None] = lambda _: None,
) -> None:
    """Train the Chinese rows of the student; nothing else changes.

    The loss is the squared distance of two unit vectors, the student's of the
    Chinese sentence and the teacher's of the English one, averaged over the batch.
    Sources are drawn alike, however large, and pairs by machine half as often.

    Args:
        student: is changed.
        tokenizer: the one of both languages.
        pairs: to learn from; none may be held out.
        steps: batches; 0 leaves everything as it is.
        batch_size: pairs a batch.
        learning_rate: of Adam on the rows touched.
        limit: no value of a row goes beyond it, for quantisation's sake.
        seed: for the order of pairs.
        on_step: called after each step.

    Raises:
        EncoderError: there are no pairs, but steps.
    """
    if not steps:
        return
    if not pairs:
        raise EncoderError("no pairs to train on; give a file with more pairs")
    optimiser = torch.optim.SparseAdam(list(student.chinese.parameters()), lr=learning_rate)
    batches = _batches(pairs, batch_size=batch_size, seed=seed)
    started = time.perf_counter()
    for number in range(1, steps + 1):
        batch = next(batches)
        with torch.no_grad():
            wanted = student(*_tensors(tokenizer, [pair.en for pair in batch]))
        found = student(*_tensors(tokenizer, [pair.zh for pair in batch]))
        loss = (found - wanted).square().sum(dim=1).mean()
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()  # type: ignore[no-untyped-call]  # torch has not annotated this one
        with torch.no_grad():
            student.chinese.weight.clamp_(-limit, limit)
        on_step(Step(number, loss.item(), number * batch_size / (time.perf_counter() - started)))


def _batches(pairs: Sequence[Pair], *, batch_size: int, seed: int) -> Iterator[list[Pair]]:
    chance = random.Random(seed)  # noqa: S311 - the order of pairs is no secret
    families: dict[str, float] = {}
    for pair in pairs:
        families[pair.family] = families.get(pair.family, 0.0) + _weight(pair)
    bounds = list(accumulate(_weight(pair) / families[pair.family] for pair in pairs))
    while True:
        pool = chance.choices(pairs, cum_weights=bounds, k=batch_size * _POOL_BATCHES)
        pool.sort(key=lambda pair: len(pair.zh))
        batches = [pool[start : start + batch_size] for start in range(0, len(pool), batch_size)]
        chance.shuffle(batches)
        yield from batches


def _weight(pair: Pair) -> float:
    return 1.0 if pair.human else _MACHINE_WEIGHT


def _tensors(tokenizer: Tokenizer, texts: Sequence[str]) -> tuple[Tensor, Tensor]:
    encodings: list[Encoding] = tokenizer.encode_batch([folded(text) for text in texts])
    longest = max(len(encoding.ids) for encoding in encodings)
    ids = torch.zeros((len(encodings), longest), dtype=torch.int64)
    mask = torch.zeros_like(ids)
    for row, encoding in enumerate(encodings):
        ids[row, : len(encoding.ids)] = torch.tensor(encoding.ids)
        mask[row, : len(encoding.ids)] = 1
    return ids, mask
