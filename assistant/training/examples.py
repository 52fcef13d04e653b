"""What the network is shown: sentences, passages with questions to them, dictionary entries and names."""

from __future__ import annotations

import bisect
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

import numpy as np

from assistant.training.names import Name, Names
from assistant.training.pairs import Split
from assistant.training.substitution import Substitution, Swaps
from assistant.training.tokens import Ints, TokenTable, tokenised

if TYPE_CHECKING:
    from tokenizers import Tokenizer

LONGEST = 254
"""Tokens of a text, besides [CLS] and [SEP]."""

# Shares of what is drawn. Statutes are nearest to policy documents; three quarters of the pairs are about software.
_FAMILY_SHARES = {"twlaw": 0.36, "ms": 0.32, "pydocs": 0.12, "tatoeba": 0.2}
_OTHER_FAMILY_SHARE = 0.25
_DICTIONARY_SHARE = 0.12
_NAMES_SHARE = 0.06
# Sentences that do not follow from one another make a passage of whatever is drawn.
_UNORDERED = frozenset({"tatoeba"})
_MOST_UNORDERED = 20
# Machine translation is right less often than people are.
_MACHINE_WEIGHT = 0.5
_PASSAGE_SHARE = 0.5
_PASSAGE_TOKENS = (40, 200)
_QUESTION_SHARE = 0.6
# So many texts have some of their words replaced by others: see `Substitution`.
_SUBSTITUTED_SHARE = 0.6
# So many of those are drawn twice, with other words in the same places: they differ in nothing but whom they are about.
_TWIN_SHARE = 0.3
# Other sentences of the same document, drawn together: they differ in what matters.
_NEIGHBOURS = 3
_NEIGHBOUR_DISTANCE = (2, 60)
# Texts drawn together and cut by length, so that little is padding.
_POOL = 1200
_BATCH_TEXTS = 192


@dataclass(frozen=True, slots=True)
class Example:
    """A text in both languages, and for some passages a sentence or half of one out of it, in both too."""

    zh: Ints
    en: Ints
    question: tuple[Ints, Ints] | None = None


@dataclass(frozen=True, slots=True)
class _Family:
    name: str
    share: float
    places: tuple[int, ...]
    bounds: tuple[float, ...]

    def drawn(self, chance: random.Random) -> int:
        return self.places[bisect.bisect(self.bounds, chance.random() * self.bounds[-1], hi=len(self.places) - 1)]


class Examples:
    """Draws examples from pairs, a dictionary and names."""

    def __init__(
        self,
        split: Split,
        zh: TokenTable,
        en: TokenTable,
        *,
        glosses: Mapping[str, Sequence[str]],
        names: Names,
        tokenizer: Tokenizer,
    ) -> None:
        """Prepare what is drawn from.

        Args:
            split: the pairs; what is held out is never drawn.
            zh: their Chinese sides, in the order of ``split.pairs``.
            en: their English sides.
            glosses: meanings by word.
            names: to make persons from.
            tokenizer: of both languages.
        """
        self._split, self._zh, self._en = split, zh, en
        self._trained_on = frozenset(split.trained_on)
        self._families = _families(split)
        words = [word for word in sorted(glosses) if glosses[word]]
        self._words = tokenised(words, tokenizer)
        self._meanings = [tokenised(glosses[word][:4], tokenizer) for word in words]
        self._names, self._tokenizer = names, tokenizer
        self._listed = (
            tokenised([name.zh for name in names.entries], tokenizer),
            tokenised([name.en for name in names.entries], tokenizer),
        )
        self._substitution = Substitution(glosses, names, tokenizer, en, seed=0)
        self._comma = (tokenised(["，"], tokenizer)[0], tokenised([","], tokenizer)[0])

    def batches(self, *, tokens: int, seed: int) -> Iterator[list[Example]]:
        """Yield batches of texts of like length for ever, each of at most ``tokens`` Chinese tokens."""
        chance = random.Random(seed)  # noqa: S311 - the order of examples is no secret
        while True:
            pool = sorted(self._pool(chance), key=lambda example: len(example.zh))
            batches = list(_cut(pool, tokens=tokens))
            chance.shuffle(batches)
            yield from batches

    def _pool(self, chance: random.Random) -> Iterator[Example]:
        whole = _POOL * (1 - _DICTIONARY_SHARE - _NAMES_SHARE)
        for family in self._families:
            wanted = round(whole * family.share)
            while wanted > 0:
                for place in self._near(family.drawn(chance), chance):
                    examples = list(self._of_pair(place, family, chance))
                    yield from examples
                    wanted -= len(examples)
        for _ in range(int(_POOL * _DICTIONARY_SHARE)):
            yield self._of_words(chance)
        yield from self._of_names(int(_POOL * _NAMES_SHARE), chance)

    def _near(self, place: int, chance: random.Random) -> Iterator[int]:
        yield place
        if chance.random() < 0.5:
            return
        source = self._split.pairs[place].source
        for _ in range(_NEIGHBOURS):
            other = place + chance.randrange(*_NEIGHBOUR_DISTANCE)
            if other in self._trained_on and self._split.pairs[other].source == source:
                yield other

    def _of_pair(self, place: int, family: _Family, chance: random.Random) -> Iterator[Example]:
        places = [place]
        if chance.random() < _PASSAGE_SHARE:
            places = self._passage(place, family, chance)
        sentences = [(self._zh[one], self._en[one]) for one in places]
        if chance.random() >= _SUBSTITUTED_SHARE:
            yield self._of_sentences(sentences, chance)
            return
        for _ in range(2 if chance.random() < _TWIN_SHARE else 1):
            swaps = Swaps()
            changed = [self._substitution.applied(zh, en, swaps, chance) for zh, en in sentences]
            yield self._of_sentences(changed, chance)

    def _of_sentences(self, sentences: Sequence[tuple[Ints, Ints]], chance: random.Random) -> Example:
        question = None
        if len(sentences) > 1 and chance.random() < _QUESTION_SHARE:
            asked = chance.choice(sentences)
            question = (asked[0][:80], asked[1][:100])
            if chance.random() < 0.5:
                question = (_half(question[0], chance), _half(question[1], chance))
        zh, en = (np.concatenate(side)[:LONGEST] for side in zip(*sentences, strict=True))
        return Example(zh, en, question)

    def _passage(self, place: int, family: _Family, chance: random.Random) -> list[int]:
        """Return places whose sentences make a passage of some tokens; the first whatever its length."""
        tokens = chance.randrange(*_PASSAGE_TOKENS)
        following = self._following(place)
        if family.name in _UNORDERED:
            following = (family.drawn(chance) for _ in range(_MOST_UNORDERED))
        places, length = [place], len(self._zh[place])
        for after in following:
            length += len(self._zh[after])
            if length > tokens:
                break
            places.append(after)
        return places

    def _following(self, place: int) -> Iterator[int]:
        source = self._split.pairs[place].source
        while (place := place + 1) in self._trained_on and self._split.pairs[place].source == source:
            yield place

    def _of_words(self, chance: random.Random) -> Example:
        zh: list[Ints] = []
        en: list[Ints] = []
        for _ in range(chance.randrange(1, 5)):
            word = chance.randrange(len(self._words))
            meanings = self._meanings[word]
            # The first meaning is usually the common one.
            meaning = 0 if chance.random() < 0.6 else chance.randrange(len(meanings))
            zh += [self._words[word], self._comma[0]]
            en += [meanings[meaning], self._comma[1]]
        return Example(np.concatenate(zh[:-1])[:LONGEST], np.concatenate(en[:-1])[:LONGEST])

    def _of_names(self, count: int, chance: random.Random) -> Iterator[Example]:
        if not self._names.surnames:
            return
        persons: list[Name] = []
        while len(persons) < count:
            person = self._names.person(chance)
            if not person.held_out:
                persons.append(person)
        zh = tokenised([person.zh for person in persons], self._tokenizer)
        en = tokenised([person.en for person in persons], self._tokenizer)
        for row in range(count):
            name = (zh[row], en[row])
            if self._names.entries and chance.random() < 0.35:
                listed = chance.randrange(len(self._names.entries))
                name = (self._listed[0][listed], self._listed[1][listed])
            yield self._in_sentence(name, chance) if chance.random() < 0.6 else Example(*name)

    def _in_sentence(self, name: tuple[Ints, Ints], chance: random.Random) -> Example:
        place = chance.choice(self._families).drawn(chance)
        zh, en = self._zh[place][:60], self._en[place][:80]
        if chance.random() < 0.5:
            return Example(np.concatenate([name[0], self._comma[0], zh]), np.concatenate([name[1], self._comma[1], en]))
        return Example(np.concatenate([zh, name[0]]), np.concatenate([en, name[1]]))


def pair_weights(split: Split) -> list[float]:
    """Return how much each pair to learn from counts, in the order of ``split.trained_on``."""
    return [1.0 if split.pairs[place].human else _MACHINE_WEIGHT for place in split.trained_on]


def _families(split: Split) -> tuple[_Family, ...]:
    members: dict[str, list[tuple[int, float]]] = {}
    for place, weight in zip(split.trained_on, pair_weights(split), strict=True):
        members.setdefault(split.pairs[place].family, []).append((place, weight))
    shares = {name: _FAMILY_SHARES.get(name, _OTHER_FAMILY_SHARE) for name in sorted(members)}
    return tuple(
        _Family(
            name,
            share / sum(shares.values()),
            tuple(place for place, _ in members[name]),
            tuple(accumulate(weight for _, weight in members[name])),
        )
        for name, share in shares.items()
    )


def _half(text: Ints, chance: random.Random) -> Ints:
    if len(text) <= 8:
        return text
    return text[: len(text) // 2] if chance.random() < 0.5 else text[len(text) // 2 :]


def _cut(pool: Sequence[Example], *, tokens: int) -> Iterator[list[Example]]:
    """Cut texts in order of length into batches; the last of a batch is its longest."""
    batch: list[Example] = []
    for example in pool:
        if batch and ((len(example.zh) + 2) * (len(batch) + 1) > tokens or len(batch) >= _BATCH_TEXTS):
            yield batch
            batch = []
        batch.append(example)
    if batch:
        yield batch
