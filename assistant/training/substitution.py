"""Words put in the place of others in both languages at once, so that training meets the whole vocabulary.

Two rows in five occur in no sentence of the pairs, and names hardly ever: what the sentences are about is statutes and
software. Where a sentence has a word and its translation has what the dictionary says that it
means, both may give way to another word and its meaning: the sentence then is about elephants, or about Vienna, in
both languages, and the teacher tells where it lies.
"""

from __future__ import annotations

import operator
import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from assistant.training.names import Name, Names
from assistant.training.tokens import Ints, TokenTable, tokenised

if TYPE_CHECKING:
    from tokenizers import Tokenizer

_MEANINGS = 6
_MEANING_PIECES = 4
# Half of the new words are names: of what the dictionary spells with a capital, or of persons who do not exist.
_NAME_SHARE = 0.5
_PERSON_SHARE = 0.25
_PERSONS = 20_000
_REPLACED_SHARE = 0.4
_FREQUENT_SHARE = 5e-4
_VERB = "to "
_CONTINUED = "##"


@dataclass(slots=True)
class Swaps:
    """What stands for what within one text: a word is always replaced by the same one, or never."""

    new: dict[int, int | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Pool:
    """New words with what they mean."""

    zh: tuple[Ints, ...]
    en: tuple[Ints, ...]
    ends: tuple[int, int, int]

    def drawn(self, chance: random.Random) -> int:
        """Return the place of a word: of a meaning, a listed name, or a person."""
        names, persons, end = self.ends
        roll = chance.random()
        if roll < _NAME_SHARE * (1 - _PERSON_SHARE) and names < persons:
            return chance.randrange(names, persons)
        if roll < _NAME_SHARE and persons < end:
            return chance.randrange(persons, end)
        return chance.randrange(names) if names else chance.randrange(end)


class Substitution:
    """Replaces words of aligned sentences."""

    def __init__(
        self, glosses: Mapping[str, Sequence[str]], names: Names, tokenizer: Tokenizer, en: TokenTable, *, seed: int
    ) -> None:
        """Prepare what can be replaced, and by what.

        Args:
            glosses: meanings by word.
            names: to make persons from; those held out take no part.
            tokenizer: of both languages.
            en: English sentences; what is frequent there, such as "if", is not replaced.
            seed: for the persons.
        """
        self._meanings = _meanings(glosses, tokenizer, frequent=_frequent(en))
        self._pool = _pool(glosses, names, tokenizer, random.Random(seed))  # noqa: S311 - no secret
        vocabulary = tokenizer.get_vocab()
        self._continues = frozenset(row for piece, row in vocabulary.items() if piece.startswith(_CONTINUED))

    def applied(self, zh: Ints, en: Ints, swaps: Swaps, chance: random.Random) -> tuple[Ints, Ints]:
        """Return the two sides of a sentence with some words replaced, as ``swaps`` says or will say."""
        english = en.tolist()
        places = sorted(self._places(zh.tolist(), english, swaps, chance), key=operator.itemgetter(1))
        if not places:
            return zh, en
        for _, (start, end), new in reversed(_apart(places)):
            english[start:end] = self._pool.en[new].tolist()
        chosen = {row: new for row, _, new in _apart(places)}
        chinese = [
            self._pool.zh[chosen[place]] if place in chosen else zh[place : place + 1] for place in range(len(zh))
        ]
        return np.concatenate(chinese), np.array(english, dtype=np.int32)

    def _places(
        self, zh: Sequence[int], en: Sequence[int], swaps: Swaps, chance: random.Random
    ) -> Iterator[tuple[int, tuple[int, int], int]]:
        seen: set[int] = set()
        for place, row in enumerate(zh):
            # Of a word that stands twice, only one translation would give way.
            if row in seen or row not in self._meanings or zh.count(row) > 1:
                continue
            seen.add(row)
            span = next(filter(None, (self._found(meaning, en) for meaning in self._meanings[row])), None)
            if span is None:
                continue
            if row not in swaps.new:
                swaps.new[row] = self._pool.drawn(chance) if chance.random() < _REPLACED_SHARE else None
            new = swaps.new[row]
            if new is not None:
                yield place, span, new

    def _found(self, meaning: tuple[int, ...], en: Sequence[int]) -> tuple[int, int] | None:
        """Return where the meaning stands as whole words, if it does so once."""
        size = len(meaning)
        if en.count(meaning[0]) != 1:
            return None
        start = en.index(meaning[0])
        whole = tuple(en[start : start + size]) == meaning
        if not whole or (start + size < len(en) and en[start + size] in self._continues):
            return None
        return start, start + size


def _apart(places: Iterable[tuple[int, tuple[int, int], int]]) -> list[tuple[int, tuple[int, int], int]]:
    kept: list[tuple[int, tuple[int, int], int]] = []
    for place in places:
        if not kept or place[1][0] >= kept[-1][1][1]:
            kept.append(place)
    return kept


def _frequent(texts: TokenTable) -> frozenset[int]:
    counts = np.bincount(texts.ids)
    return frozenset(np.flatnonzero(counts > _FREQUENT_SHARE * len(texts.ids)).tolist())


def _meanings(
    glosses: Mapping[str, Sequence[str]], tokenizer: Tokenizer, *, frequent: frozenset[int]
) -> dict[int, tuple[tuple[int, ...], ...]]:
    """Return, by row, how each word that is one token may be translated, in word pieces; verbs are left out."""
    words = [word for word in sorted(glosses) if len(word) > 1 and glosses[word]]
    cut = tokenised(words, tokenizer)
    flat = [
        (place, _plain(gloss))
        for place, word in enumerate(words)
        for gloss in glosses[word][:_MEANINGS]
        if not gloss.startswith(_VERB)
    ]
    pieces = tokenised((gloss for _, gloss in flat), tokenizer)
    found: dict[int, dict[tuple[int, ...], None]] = {}
    for number, (place, _) in enumerate(flat):
        meaning = tuple(pieces[number].tolist())
        if len(cut[place]) == 1 and 0 < len(meaning) <= _MEANING_PIECES and meaning[0] not in frequent:
            found.setdefault(int(cut[place][0]), {})[meaning] = None
    return {row: tuple(meanings) for row, meanings in found.items()}


def _pool(glosses: Mapping[str, Sequence[str]], names: Names, tokenizer: Tokenizer, chance: random.Random) -> _Pool:
    pairs = [(word, glosses[word][0]) for word in sorted(glosses) if len(word) > 1 and glosses[word]]
    pairs = [(word, plain) for word, gloss in pairs if not gloss.startswith(_VERB) and (plain := _plain(gloss))]
    pairs = [(word, plain) for word, plain in pairs if len(plain.split()) <= _MEANING_PIECES]
    meant = [pair for pair in pairs if not pair[1][:1].isupper()]
    listed = [pair for pair in pairs if pair[1][:1].isupper()]
    persons: list[Name] = [names.person(chance) for _ in range(_PERSONS if names.surnames and names.given else 0)]
    made = [(person.zh, person.en) for person in persons if not person.held_out]
    # Most foreign names are in no dictionary: what each character stands for in them is learnt from those that are.
    spelt = _spelt([zh for zh, _ in listed], tokenizer)
    ends = (len(meant), len(meant) + len(listed) + len(spelt), len(meant) + len(listed) + len(spelt) + len(made))
    return _Pool(
        (
            *_listed(tokenised((zh for zh, _ in (*meant, *listed)), tokenizer)),
            *spelt,
            *_listed(tokenised((zh for zh, _ in made), tokenizer)),
        ),
        tuple(_listed(tokenised((en for _, en in (*meant, *listed, *listed, *made)), tokenizer))),
        ends,
    )


def _listed(texts: TokenTable) -> list[Ints]:
    return [texts[row] for row in range(len(texts))]


def _spelt(words: Sequence[str], tokenizer: Tokenizer) -> list[Ints]:
    """Return words as the rows of their characters."""
    characters = sorted({character for word in words for character in word})
    rows = dict(zip(characters, _listed(tokenised(characters, tokenizer)), strict=True))
    return [np.concatenate([rows[character] for character in word]) for word in words]


def _plain(gloss: str) -> str:
    return gloss.removeprefix(_VERB).split(";")[0].split(",")[0].strip()
