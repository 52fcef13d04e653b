"""How well an encoder finds a sentence again: across languages and within one."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from assistant.errors import EncoderError
from assistant.indexing.encoders import Encoder, Floats
from assistant.training.pairs import Pair

_TIMED_TEXTS = 100


@dataclass(frozen=True, slots=True)
class Recall:
    """The share of queries whose own sentence is the best, or among the ten best."""

    direction: str
    at_1: float
    at_10: float


@dataclass(frozen=True, slots=True)
class Scores:
    """What `evaluate` found. ``ms_per_text`` is for one text at a time."""

    pairs: int
    recalls: tuple[Recall, ...]
    ms_per_text: float


def evaluate(encoder: Encoder, pairs: Sequence[Pair]) -> Scores:
    """Return how well the encoder finds the sentences of the pairs again.

    Across languages (``zh-en``, ``en-zh``) a sentence has to find its
    translation; within one (``zh-zh``, ``en-en``) the first half of a sentence has
    to find the whole of it. All sentences of the target language are candidates.

    Raises:
        EncoderError: there are no pairs.
    """
    if not pairs:
        raise EncoderError("no held-out pairs to evaluate on; give a file with more pairs")
    zh_texts = [pair.zh for pair in pairs]
    en_texts = [pair.en for pair in pairs]
    zh, en = encoder.encode(zh_texts), encoder.encode(en_texts)
    zh_half = encoder.encode([text[: (len(text) + 1) // 2] for text in zh_texts])
    en_half = encoder.encode([_first_words(text) for text in en_texts])
    recalls = (
        recall("zh-en", zh, en),
        recall("en-zh", en, zh),
        recall("zh-zh", zh_half, zh),
        recall("en-en", en_half, en),
    )
    return Scores(len(pairs), recalls, _ms_per_text(encoder, [*zh_texts, *en_texts]))


def recall(direction: str, queries: Floats, targets: Floats) -> Recall:
    """Return how often row ``i`` of the targets is found by row ``i`` of the queries.

    A target that is exactly as similar as the right one does not count against it.
    """
    similarities = queries @ targets.T
    better = (similarities > similarities.diagonal()[:, None]).sum(axis=1)
    return Recall(direction, at_1=float(np.mean(better < 1)), at_10=float(np.mean(better < 10)))


def _first_words(text: str) -> str:
    words = text.split()
    return " ".join(words[: (len(words) + 1) // 2])


def _ms_per_text(encoder: Encoder, texts: Sequence[str]) -> float:
    sample = texts[:: max(1, len(texts) // _TIMED_TEXTS)]
    started = time.perf_counter()
    for text in sample:
        encoder.encode([text])
    return (time.perf_counter() - started) * 1000 / len(sample)
