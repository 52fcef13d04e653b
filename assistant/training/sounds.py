"""Which letters a character stands for in a name that is spelt by its sound, learnt from names in both languages.

博雷加德 is Beauregard, and no dictionary says so; but thousands of names that dictionaries list have 雷 for re, 加 for
ga and 德 for d.
"""

from __future__ import annotations

import itertools
import math
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from assistant.training.names import Names
from assistant.training.substitution import plain_meaning

SOUND = "~"
"""Marks a line of letters that a character stands for in names, each with how unlikely it is: -10 ln of its share."""

_LONGEST = 9
_LETTERS = (3, 22)
_MOST_LETTERS = 5
_ROUNDS = (4, 3)
# A name whose meaning is translated is told by how badly its sounds fit.
_WORST_FIT = -3.4
_FLOOR = 1e-9
_LEAST_COUNT = 8
_LEAST_SHARE = 5e-3
_MOST_SOUNDS = 25

Sounds = dict[str, dict[str, float]]


def sound_lines(glosses: Mapping[str, Sequence[str]], names: Names) -> list[str]:
    """Return lines of the lexicon for the characters that names are spelt with.

    Each is ``~character TAB letters and a number …``.

    Args:
        glosses: meanings by word, a name with a capital.
        names: to tell those that are read in pinyin, which is spelling of another kind.
    """
    spelt = [pair for pair in _foreign(glosses, names) if len(pair[0]) <= len(pair[1]) <= _MOST_LETTERS * len(pair[0])]
    sounds = _learnt(spelt, {}, rounds=_ROUNDS[0])
    spelt = [pair for pair in spelt if _fit(*pair, sounds) >= _WORST_FIT]
    sounds = _learnt(spelt, sounds, rounds=_ROUNDS[1])
    used = Counter(character for zh, _ in spelt for character in zh)
    # 的 and 国 stand in names too, and far more often elsewhere.
    ordinary = Counter(
        character
        for word in glosses
        if len(word) > 1 and glosses[word] and not glosses[word][0][:1].isupper()
        for character in word
    )
    chosen = [c for c in sorted(sounds) if used[c] >= _LEAST_COUNT and used[c] > 1.5 * ordinary[c] + 5]
    return [f"{SOUND}{character}\t{' '.join(_written(sounds[character]))}" for character in chosen]


def _written(shares: Mapping[str, float]) -> Iterator[str]:
    for letters in sorted(shares, key=lambda letters: (-shares[letters], letters))[:_MOST_SOUNDS]:
        if shares[letters] >= _LEAST_SHARE:
            yield f"{letters}{round(-10 * math.log(shares[letters]))}"


def _foreign(glosses: Mapping[str, Sequence[str]], names: Names) -> Iterator[tuple[str, str]]:
    """Yield names with their letters, except for those in pinyin."""
    for word in sorted(glosses):
        for gloss in glosses[word][:2] if 1 < len(word) <= _LONGEST else ():
            letters = _letters(gloss)
            if _LETTERS[0] <= len(letters) <= _LETTERS[1] and letters not in _read(word, names):
                yield word, letters


def _letters(gloss: str) -> str:
    """Return the letters of a name, none of what is no name."""
    latin = unicodedata.normalize("NFKD", plain_meaning(gloss))
    return "".join(filter(str.isalpha, filter(str.isascii, latin.lower()))) if latin[:1].isupper() else ""


def _read(word: str, names: Names) -> frozenset[str]:
    """Return how each part of a word is read in pinyin."""
    syllables = [names.readings.get(character, " ") for character in word]
    parts = itertools.combinations(range(len(word) + 1), 2)
    return frozenset("".join(syllables[start:end]) for start, end in parts)


def _learnt(pairs: Sequence[tuple[str, str]], sounds: Sounds, *, rounds: int) -> Sounds:
    """Return the share that each run of letters has of what a character stands for.

    Every way to part the letters among the characters counts by how likely it is.

    Source: expectation maximisation by forward and backward sums, Rabiner, 1989, doi:10.1109/5.18626
    """
    for _ in range(rounds):
        counts: defaultdict[str, defaultdict[str, float]] = defaultdict(lambda: defaultdict(float))
        for zh, letters in pairs:
            for character, run, share in _shared(zh, letters, sounds):
                counts[character][run] += share
        totals = {character: sum(runs.values()) for character, runs in counts.items()}
        sounds = {
            character: {run: count / (totals[character] + 0.5) for run, count in runs.items() if count > 0.02}
            for character, runs in counts.items()
        }
    return sounds


def _shared(zh: str, letters: str, sounds: Sounds) -> Iterator[tuple[str, str, float]]:
    """Yield each character with letters it may stand for here, and how probably it does."""
    steps = list(_steps(zh, letters, sounds))
    before = [{0: 1.0}]
    for step in steps:
        reached: dict[int, float] = {}
        for (start, end), share in step.items():
            if start in before[-1]:
                reached[end] = reached.get(end, 0.0) + before[-1][start] * share
        before.append(reached)
    total = before[-1].get(len(letters), 0.0)
    if not total:
        return
    after = {len(letters): 1.0}
    for place in range(len(zh) - 1, -1, -1):
        reached = {}
        for (start, end), share in steps[place].items():
            if end in after and start in before[place]:
                through = share * after[end]
                reached[start] = reached.get(start, 0.0) + through
                yield zh[place], letters[start:end], before[place][start] * through / total
        after = reached


def _steps(zh: str, letters: str, sounds: Sounds) -> Iterator[dict[tuple[int, int], float]]:
    """Yield, for each character, where letters for it may start and end, with their share."""
    usual = len(letters) / len(zh)
    for place, character in enumerate(zh):
        known = sounds.get(character, {})
        last = len(letters) - (len(zh) - 1 - place)
        yield {
            (start, end): known.get(letters[start:end], 0.0) + _FLOOR if sounds else math.exp(-abs(end - start - usual))
            for start in range(place, last)
            for end in range(start + 1, min(start + _MOST_LETTERS, last) + 1)
        }


def _fit(zh: str, letters: str, sounds: Sounds) -> float:
    """Return the mean logarithm of the shares in the likeliest parting."""
    best = {0: 0.0}
    for step in _steps(zh, letters, sounds):
        reached: dict[int, float] = {}
        for (start, end), share in step.items():
            if start in best:
                reached[end] = max(reached.get(end, -math.inf), best[start] + math.log(share))
        best = reached
    return best.get(len(letters), -math.inf) / len(zh)
