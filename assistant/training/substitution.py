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
from assistant.training.vocabulary import RARE

if TYPE_CHECKING:
    from tokenizers import Tokenizer

_MEANINGS = 6
_MEANING_PIECES = 4
# Most of the new words are names: of what the dictionary spells with a capital, or of persons who do not exist.
_NAME_SHARE = 0.6
_PERSON_SHARE = 0.2
_PERSONS = 20_000
# Persons with a foreign name: two names of the list, with the dot that Chinese writes between them.
_FOREIGN_SHARE = 0.25
_DOT = "·"
_REPLACED_SHARE = 0.4
_FREQUENT_SHARE = 5e-4
_LONGEST_NAME = 6
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
        (place, plain_meaning(gloss))
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
    pairs = [(word, plain) for word, gloss in pairs if not gloss.startswith(_VERB) and (plain := plain_meaning(gloss))]
    pairs = [(word, plain) for word, plain in pairs if len(plain.split()) <= _MEANING_PIECES]
    meant = [pair for pair in pairs if not pair[1][:1].isupper()]
    listed = [pair for pair in pairs if pair[1][:1].isupper()]
    persons: list[Name] = [names.person(chance) for _ in range(_PERSONS if names.surnames and names.given else 0)]
    made = [(person.zh, person.en) for person in persons if not person.held_out]
    whole = _listed(tokenised((zh for zh, _ in listed), tokenizer))
    # Most foreign names are in no list: what each character stands for in them is learnt from those that are.
    parts = _Parts(tokenizer).of([zh for zh, _ in listed])
    english = _listed(tokenised((en for _, en in listed), tokenizer))
    foreign = _foreign(listed, (whole, parts, english), _dot(tokenizer), chance)
    zh = (
        *_listed(tokenised((zh for zh, _ in meant), tokenizer)),
        *whole,
        *parts,
        *(zh for zh, _ in foreign),
        *_listed(tokenised((zh for zh, _ in made), tokenizer)),
    )
    en = (
        *_listed(tokenised((en for _, en in meant), tokenizer)),
        *english,
        *english,
        *(en for _, en in foreign),
        *_listed(tokenised((en for _, en in made), tokenizer)),
    )
    return _Pool(zh, en, (len(meant), len(zh) - len(made), len(zh)))


def _foreign(
    listed: Sequence[tuple[str, str]],
    cut: tuple[Sequence[Ints], Sequence[Ints], Sequence[Ints]],
    dot: Ints,
    chance: random.Random,
) -> list[tuple[Ints, Ints]]:
    """Return persons who have two of the names that are one word."""
    whole, parts, english = cut
    single = [row for row, (zh, en) in enumerate(listed) if en.isalpha() and len(zh) <= _LONGEST_NAME]
    persons = []
    for _ in range(int(_FOREIGN_SHARE * 2 * len(listed)) if single else 0):
        first, last = chance.choice(single), chance.choice(single)
        zh = [chance.choice((whole, parts))[row] for row in (first, last)]
        persons.append((np.concatenate([zh[0], dot, zh[1]]), np.concatenate([english[first], english[last]])))
    return persons


def _dot(tokenizer: Tokenizer) -> Ints:
    return tokenised([_DOT], tokenizer)[0]


def _listed(texts: TokenTable) -> list[Ints]:
    return [texts[row] for row in range(len(texts))]


class _Parts:
    """Cuts a word as it would be cut if the vocabulary did not have it: by longest match, else into characters."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        self._rows = tokenizer.get_vocab()

    def of(self, words: Sequence[str]) -> list[Ints]:
        return [np.array(list(self._cut(word)), dtype=np.int32) for word in words]

    def _cut(self, word: str) -> Iterator[int]:
        start = 0
        while start < len(word):
            ends = range(len(word), start, -1)
            end = next((end for end in ends if (end - start) < len(word) and word[start:end] in self._rows), start + 1)
            yield self._rows.get(word[start:end], self._rows[RARE])
            start = end


def plain_meaning(gloss: str) -> str:
    """Return the first of the words that a gloss gives for one meaning, without what explains it."""
    return gloss.removeprefix(_VERB).split(";")[0].split(",")[0].strip()
