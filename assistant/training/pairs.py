"""Aligned sentence pairs, and which of them are held out."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from assistant.errors import EncoderError
from assistant.training.files import read_lines

DEV_SHARE_PER_MILLE = 10


@dataclass(frozen=True, slots=True)
class Pair:
    """A Chinese sentence and its English translation. ``human``: not by machine."""

    zh: str
    en: str
    source: str
    human: bool

    @property
    def family(self) -> str:
        """The source without its part: ``ms`` for ``ms:biztalk-docs``."""
        return self.source.partition(":")[0]

    @property
    def held_out(self) -> bool:
        """Whether the pair is for evaluation only.

        Decided by the English side, so that two translations of one sentence fall
        on the same side.
        """
        return _hash_of(self.en) % 1000 < DEV_SHARE_PER_MILLE


def _hash_of(text: str) -> int:
    return int.from_bytes(hashlib.sha256(text.casefold().encode()).digest()[:8], "big")


def read_pairs(path: Path) -> Iterator[Pair]:
    """Yield the pairs of a file: ``zh TAB en TAB source TAB human|mt``, gzip or plain.

    Raises:
        EncoderError: the file cannot be read, or a line has not four fields.
    """
    for number, line in enumerate(read_lines(path), start=1):
        fields = line.split("\t")
        if len(fields) != 4:
            raise EncoderError(f"{path}, line {number}: {len(fields)} fields instead of zh, en, source, human|mt")
        yield Pair(fields[0], fields[1], fields[2], fields[3] == "human")


def dev_sample(pairs: Iterable[Pair], *, size: int, human_only: bool = True) -> tuple[Pair, ...]:
    """Return at most ``size`` held-out pairs, as many from each family as there are.

    The same file gives the same sample: pairs are taken in the order of a hash of
    their English side, each English and each Chinese sentence once.
    """
    families: dict[str, list[Pair]] = {}
    for pair in pairs:
        if pair.held_out and (pair.human or not human_only):
            families.setdefault(pair.family, []).append(pair)
    queues = {family: _distinct(families[family]) for family in sorted(families)}
    sample: list[Pair] = []
    # The smallest family first: what it cannot give is shared out among the others.
    for position, family in enumerate(sorted(queues, key=lambda name: (len(queues[name]), name))):
        share = (size - len(sample)) // (len(queues) - position)
        sample.extend(queues[family][:share])
    return tuple(sample)


def _distinct(pairs: Iterable[Pair]) -> list[Pair]:
    by_en: Mapping[str, Pair] = {pair.en: pair for pair in pairs}
    by_zh = {pair.zh: pair for pair in by_en.values()}
    return sorted(by_zh.values(), key=lambda pair: (_hash_of(pair.en), pair.zh))
