"""Aligned sentence pairs, and which of them are held out."""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from assistant.errors import EncoderError
from assistant.languages import folded
from assistant.training.files import read_lines

DEV_SHARE_PER_MILLE = 10
# Consecutive pairs of one source that are held out together, so that there are passages nobody was trained on.
_BLOCK = 24
_DEV_BLOCKS_PER_MILLE = 20


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


@dataclass(frozen=True, slots=True)
class Split:
    """All pairs, and which of them are for training.

    Attributes:
        pairs: source by source, each in the order of the file.
        trained_on: the places in ``pairs`` to learn from.
        blocks: runs of consecutive places of one source that are held out.
    """

    pairs: tuple[Pair, ...]
    trained_on: tuple[int, ...]
    blocks: tuple[range, ...]


def split(pairs: Iterable[Pair]) -> Split:
    """Part the pairs into those to learn from and those held out.

    Held out are pairs by their English side (`Pair.held_out`) and blocks of 24
    consecutive pairs by their number in the source. A pair that has a side in
    common with one held out is in neither part, and neither is one with an empty side.
    """
    ordered = tuple(sorted(pairs, key=lambda pair: pair.source))
    blocks = tuple(
        block
        for source, places in itertools.groupby(range(len(ordered)), key=lambda place: ordered[place].source)
        for number, block in enumerate(_blocks(list(places)))
        if int.from_bytes(hashlib.sha256(f"{source} {number}".encode()).digest()[:8], "big") % 1000
        < _DEV_BLOCKS_PER_MILLE
    )
    held = {place for block in blocks for place in block}
    held.update(place for place, pair in enumerate(ordered) if pair.held_out)
    seen = {folded(text) for place in held for text in (ordered[place].zh, ordered[place].en)}
    trained_on = tuple(
        place
        for place, pair in enumerate(ordered)
        if place not in held and not seen & {folded(pair.zh), folded(pair.en)} and pair.zh.strip() and pair.en.strip()
    )
    return Split(ordered, trained_on, blocks)


def _blocks(places: list[int]) -> Iterator[range]:
    return (range(part[0], part[-1] + 1) for part in (places[i : i + _BLOCK] for i in range(0, len(places), _BLOCK)))


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
