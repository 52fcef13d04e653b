"""How well an encoder finds a text again: across languages and within one."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeVar

import numpy as np

from assistant.errors import EncoderError
from assistant.indexing.encoders import Encoder, Floats
from assistant.resources import content_path
from assistant.training.files import read_lines
from assistant.training.names import Names, held_out_persons
from assistant.training.pairs import Pair, Split, dev_sample
from assistant.training.words import WordSearch, fused
from assistant.works import Language

Direction = Literal["en-zh", "zh-en", "zh-zh", "en-en"]
By = Literal["vectors", "words", "both"]
_Kind = TypeVar("_Kind")
DIRECTIONS: tuple[Direction, ...] = ("en-zh", "zh-en", "zh-zh", "en-en")

# Characters of a passage: a clause of a plan has some 150 to 300.
_PASSAGE_CHARACTERS = (130, 300)
_PASSAGES_A_FAMILY = 80
_QUESTIONS_A_PASSAGE = 3
_STATUTES = "twlaw"
_LEAST_STATUTE_CHARACTERS = 25
_UNORDERED = frozenset({"tatoeba"})
_TIMED_TEXTS = 200


@dataclass(frozen=True, slots=True)
class RetrievalSet:
    """Queries and the texts among which each has to find its own.

    Attributes:
        name: what is to be found.
        queries: by direction, which reads from-to.
        targets: by the language found.
        right: the place of each query's target.
    """

    name: str
    queries: Mapping[Direction, tuple[str, ...]]
    targets: Mapping[str, tuple[str, ...]]
    right: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """How good one direction of one set is, each figure between 0 and 1, searched by what."""

    set: str
    direction: Direction
    recall_1: float
    recall_10: float
    ndcg_10: float
    by: By = "vectors"


@dataclass(frozen=True, slots=True)
class Scores:
    """What `evaluate` found, and how fast: texts a second together, milliseconds for one short text alone."""

    found: tuple[Found, ...]
    texts_per_s: float
    ms_per_question: float


def dev_sets(split: Split, names: Names | None = None, *, sentences: int = 1000) -> tuple[RetrievalSet, ...]:
    """Return what encoders are judged by, all of it held out from training; the same split gives the same sets.

    - *sentences*: of each source alike. Across languages a sentence has to find its
      translation; within one its first half has to find the whole.
    - *passages*: consecutive sentences of one source; half a sentence has to find the passage it is from.
    - *statutes*: 2,400 of them, English and Chinese.
    - *names*: persons who do not exist, each before a sentence; the name alone has to find it.

    Args:
        split: the pairs.
        names: to make persons from; without it there is no such set.
        sentences: how many pairs the first set has at most.

    Returns:
        Those sets of which something is held out; of a handful of pairs, nothing is.
    """
    sample = dev_sample(split.pairs, size=sentences)
    sets = [_sentences(sample), _passages(split), _statutes(split)]
    if names and sample:
        sets.append(_names(names, sample))
    return tuple(found for found in sets if found.right)


def written_passages(path: Path | None = None) -> RetrievalSet:
    """Return the passages with questions that were written for this purpose, in both languages.

    Each question has to find the passage that answers it.

    Args:
        path: JSON lines with ``zh``, ``en`` and ``questions``, themselves with ``zh`` and ``en``; default: those that
            ship.

    Raises:
        EncoderError: the file cannot be read, or a line is something else.
    """
    path = path or content_path("eval", "passages.jsonl")
    try:
        rows = [json.loads(line) for line in read_lines(path) if line.strip()]
        asked = [(place, each["zh"], each["en"]) for place, row in enumerate(rows) for each in row["questions"]]
        targets = {language: tuple(str(row[language]) for row in rows) for language in ("zh", "en")}
    except (ValueError, KeyError, TypeError) as error:
        raise EncoderError(
            f"{path} is no file of passages with questions ({error!r}); write it as eval/passages.jsonl is written"
        ) from error
    zh, en = tuple(str(each[1]) for each in asked), tuple(str(each[2]) for each in asked)
    return RetrievalSet(
        "encyclopaedia",
        {"en-zh": en, "zh-en": zh, "zh-zh": zh, "en-en": en},
        targets,
        tuple(each[0] for each in asked),
    )


def _sentences(sample: Sequence[Pair]) -> RetrievalSet:
    zh, en = tuple(pair.zh for pair in sample), tuple(pair.en for pair in sample)
    halves: dict[Direction, tuple[str, ...]] = {"zh-zh": tuple(map(_half_zh, zh)), "en-en": tuple(map(_half_en, en))}
    return RetrievalSet(
        "sentences", {"zh-en": zh, "en-zh": en, **halves}, {"zh": zh, "en": en}, tuple(range(len(sample)))
    )


def _passages(split: Split) -> RetrievalSet:
    families: dict[str, list[list[Pair]]] = {}
    for block in split.blocks:
        pairs = [split.pairs[place] for place in block]
        if pairs[0].human and pairs[0].family not in _UNORDERED:
            families.setdefault(pairs[0].family, []).extend(_joined(pairs))
    chosen = [
        passage
        for family in sorted(families)
        for passage in _shuffled(families[family], key=lambda passage: passage[0].en)[:_PASSAGES_A_FAMILY]
    ]
    asked = [
        (place, pair)
        for place, passage in enumerate(chosen)
        for pair in _shuffled([pair for pair in passage if len(pair.zh) >= 12], key=lambda pair: pair.en)[
            :_QUESTIONS_A_PASSAGE
        ]
    ]
    zh, en = tuple(_half_zh(pair.zh) for _, pair in asked), tuple(_half_en(pair.en) for _, pair in asked)
    return RetrievalSet(
        "passages",
        {"zh-en": zh, "zh-zh": zh, "en-zh": en, "en-en": en},
        {
            "zh": tuple("".join(pair.zh for pair in passage) for passage in chosen),
            "en": tuple(" ".join(pair.en for pair in passage) for passage in chosen),
        },
        tuple(place for place, _ in asked),
    )


def _joined(pairs: Iterable[Pair]) -> list[list[Pair]]:
    """Return runs of pairs long enough for a passage; a run of one is none."""
    least, most = _PASSAGE_CHARACTERS
    passages: list[list[Pair]] = []
    run: list[Pair] = []
    for pair in pairs:
        if sum(len(part.zh) for part in run) + len(pair.zh) > most:
            run = []
        run.append(pair)
        if sum(len(part.zh) for part in run) >= least:
            passages.append(run)
            run = []
    return [passage for passage in passages if len(passage) > 1]


def _statutes(split: Split) -> RetrievalSet:
    places = sorted(
        {place for block in split.blocks for place in block}
        | {place for place, pair in enumerate(split.pairs) if pair.held_out}
    )
    pairs = {split.pairs[place].zh: split.pairs[place] for place in places if split.pairs[place].family == _STATUTES}
    long = [pair for pair in pairs.values() if len(pair.zh) >= _LEAST_STATUTE_CHARACTERS]
    chosen = _shuffled(long, key=lambda pair: pair.en)[:2400]
    zh, en = tuple(pair.zh for pair in chosen), tuple(pair.en for pair in chosen)
    return RetrievalSet("statutes", {"en-zh": en, "zh-en": zh}, {"zh": zh, "en": en}, tuple(range(len(chosen))))


def _names(names: Names, sample: Sequence[Pair]) -> RetrievalSet:
    short = sorted(sample, key=lambda pair: (len(pair.zh), pair.zh))[:100]
    persons = held_out_persons(names, 300)
    zh = tuple(f"{person.zh}，{short[place % len(short)].zh}" for place, person in enumerate(persons))
    en = tuple(f"{person.en}, {short[place % len(short)].en}" for place, person in enumerate(persons))
    asked_zh, asked_en = tuple(person.zh for person in persons), tuple(person.en for person in persons)
    return RetrievalSet(
        "names",
        {"en-zh": asked_en, "zh-en": asked_zh, "zh-zh": asked_zh, "en-en": asked_en},
        {"zh": zh, "en": en},
        tuple(range(len(persons))),
    )


def evaluate(encoder: Encoder, sets: Sequence[RetrievalSet], *, words: bool = False) -> Scores:
    """Return how well the encoder finds what it should, in every direction that each set has.

    Args:
        encoder: to be judged.
        sets: what to find.
        words: whether to search by words too, alone and together with the vectors.

    Raises:
        EncoderError: there are no sets.
    """
    if not sets:
        raise EncoderError("no held-out pairs to evaluate on; give a file with more pairs")
    vectors: dict[tuple[str, ...], Floats] = {}
    started, count = time.perf_counter(), 0
    for texts in (texts for each in sets for texts in (*each.queries.values(), *each.targets.values())):
        if texts not in vectors:
            vectors[texts] = encoder.encode(texts)
            count += len(texts)
    texts_per_s = count / (time.perf_counter() - started)
    found = tuple(found for each in sets for found in _found(each, vectors, words=words))
    questions = [text for each in sets for texts in each.queries.values() for text in texts if len(text) < 60]
    return Scores(found, texts_per_s, _ms_per_text(encoder, questions))


def _found(each: RetrievalSet, vectors: Mapping[tuple[str, ...], Floats], *, words: bool) -> Iterator[Found]:
    searches = {language: WordSearch(texts, _language(language)) for language, texts in each.targets.items() if words}
    for direction in (direction for direction in DIRECTIONS if direction in each.queries):
        queries, target = each.queries[direction], direction[3:]
        cosines = vectors[queries] @ vectors[each.targets[target]].T
        yield found_again(each.name, direction, cosines, each.right)
        if words:
            asked = _language(direction[:2])
            shares = searches[target].shares(queries, asked)
            yield found_again(each.name, direction, shares, each.right, by="words")
            yield found_again(each.name, direction, fused(cosines, shares), each.right, by="both")


def _language(name: str) -> Language:
    return "zh" if name == "zh" else "en"


def found_again(
    name: str, direction: Direction, similarities: Floats, right: Sequence[int], *, by: By = "vectors"
) -> Found:
    """Return how often each query finds its target, and how near the top.

    A target that is exactly as similar as the right one does not count against it.

    Args:
        name: of the set.
        direction: from-to.
        similarities: shape (queries, targets).
        right: the place of each query's target.
        by: what was searched by.
    """
    own = similarities[np.arange(len(right)), list(right)]
    # Equal texts may differ in the last bit, depending on where they stand in the product.
    better = (similarities > own[:, None] + 1e-6).sum(axis=1)
    if by == "words":
        # A text that shares no word is not found, however many others share none either.
        better = np.where(own > 0, better, similarities.shape[1])
    gains = np.where(better < 10, 1 / np.log2(better + 2), 0.0)
    return Found(name, direction, float(np.mean(better < 1)), float(np.mean(better < 10)), float(np.mean(gains)), by)


def _half_zh(text: str) -> str:
    return text[: (len(text) + 1) // 2]


def _half_en(text: str) -> str:
    words = text.split()
    return " ".join(words[: (len(words) + 1) // 2])


def _shuffled(members: Iterable[_Kind], *, key: Callable[[_Kind], str]) -> list[_Kind]:
    return sorted(members, key=lambda member: hashlib.sha256(key(member).encode()).digest())


def _ms_per_text(encoder: Encoder, texts: Sequence[str]) -> float:
    sample = texts[:: max(1, len(texts) // _TIMED_TEXTS)]
    started = time.perf_counter()
    for text in sample:
        encoder.encode([text])
    return (time.perf_counter() - started) * 1000 / max(1, len(sample))
