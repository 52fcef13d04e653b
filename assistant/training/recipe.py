"""The whole way from a dictionary, pairs and a teacher to the files that ship."""

from __future__ import annotations

import copy
import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from tokenizers import Tokenizer

from assistant.errors import EncoderError
from assistant.indexing.encoders import Floats, Manifest, file_sha256, read_manifest
from assistant.training.aliases import Aliases, choose_aliases, names_in_pieces
from assistant.training.alignment import align_rows
from assistant.training.checkpoints import Progress
from assistant.training.dictionary import read_dictionary
from assistant.training.evaluation import Scores, dev_sets, evaluate, written_passages
from assistant.training.examples import Examples, pair_weights
from assistant.training.export import read_bert, read_rows, write_encoder
from assistant.training.lexicon import lexicon_lines
from assistant.training.loop import Budget, Reports, Step, Trainer, train_student
from assistant.training.names import Names, read_listed, read_names
from assistant.training.pairs import Split, read_pairs, split
from assistant.training.student import Student, StudentEncoder, load_teacher, table_of
from assistant.training.tokens import TokenTable, tokenised
from assistant.training.vectors import row_limit, start_rows, with_readings
from assistant.training.vocabulary import (
    RARE,
    bilingual_tokenizer,
    choose_words,
    count_words,
    read_frequencies,
    read_teacher_tokenizer,
)

NAME = "minilm-l6-zh-en"
ROWS = 45_000
ALIASES = 40_000
ALIGNMENT_ROUNDS = 8
LEXICON = "lexicon.tsv"
# Translations by people are counted up to this many; more change the order of few words.
_LEXICON_PAIRS = 150_000
_DEV_SENTENCES = 400
# A word of the texts that the encoder is for counts like so many of the pairs.
_TEXTS_WEIGHT = 100
# An encoder that began from another is written so far on the way from that one to what training made of it.
_MOVED = 0.6
NO_TRAINING = Budget(steps=0)


@dataclass(frozen=True, slots=True)
class Sources:
    """The files an encoder is made from.

    Attributes:
        pairs: aligned sentences, as `read_pairs` takes them.
        dictionary: CC-CEDICT, plain or gzip.
        teacher: the folder of all-MiniLM-L6-v2.
        texts: folders of ``.txt`` and ``.md`` files in Chinese, searched to any
            depth, whose dictionary words join the vocabulary.
        frequencies: how common words are in general, as `read_frequencies` takes them.
        names: of people and places in both languages, beside those of the dictionary, as `read_listed` takes them.
        initial: the folder of an encoder to begin from, instead of the teacher and the dictionary.
    """

    pairs: Path
    dictionary: Path
    teacher: Path
    texts: tuple[Path, ...] = ()
    frequencies: Path | None = None
    names: Path | None = None
    initial: Path | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """How an encoder is made.

    Attributes:
        budget: of training with the network; spent at once, there is none.
        rows: for Chinese, as `choose_words` gives them out.
        aliases: names without a row, as `choose_aliases` gives them out.
        rounds: of the alignment by sentences before it; 0 leaves it out.
        seed: for the order of examples.
        checkpoints: a folder for the state of training.
        resume: whether to go on from there.
        device: ``cpu``, ``cuda``, or ``auto`` for a GPU where there is one.
        precision: of matrix products in training: ``bfloat16`` or ``float32``.
        threads: of torch, for the whole process.
    """

    budget: Budget = NO_TRAINING
    rows: int = ROWS
    aliases: int = ALIASES
    rounds: int = ALIGNMENT_ROUNDS
    seed: int = 0
    checkpoints: Path | None = None
    resume: bool = False
    device: str = "auto"
    precision: str = "bfloat16"
    threads: int = 2


@dataclass(frozen=True, slots=True)
class Watcher:
    """Whom to tell what begins, of each step, and of the dev scores now and then."""

    on_stage: Callable[[str], None] = lambda _: None
    on_step: Callable[[Step], None] = lambda _: None
    on_scores: Callable[[Scores], None] = lambda _: None


@dataclass(frozen=True, slots=True)
class _Material:
    """What the sources hold, read and cut into tokens."""

    words: tuple[str, ...]
    aliases: Aliases
    tokenizer: str
    glosses: Mapping[str, Sequence[str]]
    names: Names
    split: Split
    zh: TokenTable
    en: TokenTable
    first_row: int

    @property
    def vocabulary(self) -> tuple[str, ...]:
        return (*self.words, *self.aliases.words)

    def trained_on(self, texts: TokenTable) -> TokenTable:
        rows = [texts[place] for place in self.split.trained_on]
        lengths = [0, *map(len, rows)]
        return TokenTable(np.concatenate([texts.ids[:0], *rows]), np.cumsum(lengths, dtype=np.int64))

    def translations(self) -> Iterator[tuple[str, frozenset[str]]]:
        """Yield English sentences with the Chinese words of their translation."""
        vocabulary = self.vocabulary
        places = [place for place in self.split.trained_on if self.split.pairs[place].human]
        for place in places[:: len(places) // _LEXICON_PAIRS + 1]:
            words = frozenset(
                vocabulary[row - self.first_row] for row in self.zh[place].tolist() if row >= self.first_row
            )
            yield self.split.pairs[place].en, words


def train(sources: Sources, out: Path, plan: Plan = Plan(), watcher: Watcher = Watcher()) -> Manifest:
    """Make an encoder and write it into ``out``, with a lexicon beside it.

    The same sources and plan give the same start vectors and vocabulary to the
    bit; after training, the same up to the rounding of torch.

    Args:
        sources: the files.
        out: the folder to write, see `write_encoder`.
        plan: how to make it.
        watcher: whom to tell.

    Raises:
        EncoderError: a source cannot be read, there is no GPU as asked for, the
            checkpoint cannot be gone on from, or the result is too large to ship.
    """
    torch.manual_seed(plan.seed)
    torch.set_num_threads(plan.threads)
    device = _device(plan.device)
    material = _read(sources, plan, watcher)
    bert = load_teacher(sources.teacher)
    rows = _start(material, sources, bert_table := table_of(bert), plan, watcher)
    precision = getattr(torch, plan.precision)
    student = Student(bert, rows, aliases=material.aliases, precision=precision).to(device)
    teacher = copy.deepcopy(student)
    if sources.initial:
        student.take_layers(read_bert(sources.initial))
    recipe: dict[str, str | int] = {
        **_hashes(sources),
        "rows": len(material.words),
        "aliases": len(material.aliases.words),
        "rounds": plan.rounds,
        "seed": plan.seed,
    }
    progress = Progress()
    begun = copy.deepcopy(student) if sources.initial else None
    if plan.budget.share(progress) < 1:
        watcher.on_stage("training")
        trainer = Trainer(student, teacher=teacher, limit=row_limit(bert_table), tokens=_ends(material))
        student, progress = _trained(trainer, material, plan, recipe, watcher)
    if begun:
        begun.move_towards(student, _MOVED)
        student = begun
    watcher.on_stage("exporting")
    recipe.update(steps=progress.step, minutes=round(progress.spent_s / 60))
    manifest = write_encoder(student.to("cpu"), material.tokenizer, out, name=NAME, recipe=recipe)
    lines = lexicon_lines(material.glosses, material.names, material.translations(), rows=material.vocabulary)
    (out / LEXICON).write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return manifest


def _device(wanted: str) -> str:
    available = torch.cuda.is_available()
    if wanted == "cuda" and not available:
        raise EncoderError("torch finds no GPU; leave --device out, or install a build of torch for your GPU")
    if wanted == "auto":
        return "cuda" if available else "cpu"
    return wanted


def _read(sources: Sources, plan: Plan, watcher: Watcher) -> _Material:
    if sources.initial:
        # The pairs take minutes to read; that there is nothing to begin from is to be said before.
        read_manifest(sources.initial)
    watcher.on_stage("reading the dictionary and the pairs")
    glosses = read_dictionary(sources.dictionary)
    listed = read_listed(sources.names) if sources.names else {}
    glosses.update((name, meant) for name, meant in listed.items() if not glosses.get(name))
    teacher_tokenizer = read_teacher_tokenizer(sources.teacher)
    pairs = split(read_pairs(sources.pairs))
    watcher.on_stage("counting words")
    occurrences = _occurrences(pairs, sources, (RARE, *sorted(glosses)), teacher_tokenizer)
    names = read_names(sources.dictionary)
    frequencies = read_frequencies(sources.frequencies) if sources.frequencies else {}
    in_pieces = names_in_pieces(glosses, _pieces(sources))
    meanings = {word: meant for word, meant in glosses.items() if word not in in_pieces or word in occurrences}
    words = choose_words(meanings, occurrences, frequencies, readings=names.readings, rows=plan.rows)
    aliases = choose_aliases(in_pieces, frozenset(words), frequencies, most=plan.aliases)
    tokenizer = bilingual_tokenizer(teacher_tokenizer, (*words, *aliases.words))
    watcher.on_stage("cutting the pairs into words")
    whole = Tokenizer.from_str(tokenizer)
    whole.no_truncation()
    return _Material(
        words,
        aliases,
        tokenizer,
        glosses,
        names,
        pairs,
        tokenised((pair.zh for pair in pairs.pairs), whole),
        tokenised((pair.en for pair in pairs.pairs), whole),
        max(teacher_tokenizer["model"]["vocab"].values()) + 1,
    )


def _start(material: _Material, sources: Sources, table: Floats, plan: Plan, watcher: Watcher) -> Floats:
    watcher.on_stage("placing words where their meanings are")
    pieces = _pieces(sources)
    rows = start_rows(material.words, material.glosses, table, pieces, material.names.readings)
    if sources.initial:
        known = read_rows(sources.initial)
        for row, word in enumerate(material.words):
            rows[row] = known.get(word, rows[row])
        return rows
    if not plan.rounds or not material.split.trained_on:
        return rows
    watcher.on_stage("aligning words by sentences")
    aligned = align_rows(
        rows,
        table,
        material.trained_on(material.zh),
        material.trained_on(material.en),
        np.array(pair_weights(material.split), dtype=np.float32),
        rounds=plan.rounds,
        fixed=material.aliases.rows(table),
    )
    return with_readings(aligned, material.words, material.names.readings, table, pieces)


def _pieces(sources: Sources) -> Tokenizer:
    pieces = Tokenizer.from_file(str(sources.teacher / "tokenizer.json"))
    pieces.no_padding()
    pieces.no_truncation()
    return pieces


def _ends(material: _Material) -> tuple[int, int]:
    first, last = Tokenizer.from_str(material.tokenizer).encode("").ids
    return first, last


def _trained(
    trainer: Trainer,
    material: _Material,
    plan: Plan,
    recipe: Mapping[str, str | int],
    watcher: Watcher,
) -> tuple[Student, Progress]:
    if not material.split.trained_on:
        raise EncoderError("no pairs to train on; give a file with more pairs")
    tokenizer = Tokenizer.from_str(material.tokenizer)
    tokenizer.no_truncation()
    examples = Examples(
        material.split,
        material.zh,
        material.en,
        glosses=material.glosses,
        names=material.names,
        tokenizer=tokenizer,
    )
    sets = (written_passages(), *dev_sets(material.split, sentences=_DEV_SENTENCES)[:2])

    def judge(mean: Student) -> None:
        watcher.on_scores(evaluate(StudentEncoder(mean, material.tokenizer), sets))

    progress = train_student(
        trainer,
        examples,
        plan.budget,
        seed=plan.seed,
        recipe=recipe,
        checkpoints=plan.checkpoints,
        resume=plan.resume,
        reports=Reports(watcher.on_step, judge),
    )
    return trainer.mean, progress


def _occurrences(
    pairs: Split, sources: Sources, words: tuple[str, ...], teacher_tokenizer: Mapping[str, Any]
) -> Counter[str]:
    counts = count_words((pair.zh for pair in pairs.pairs if not pair.held_out), words, teacher_tokenizer)
    for word, count in count_words(_lines(sources.texts), words, teacher_tokenizer).items():
        counts[word] += count * _TEXTS_WEIGHT
    return counts


def _lines(folders: Iterable[Path]) -> Iterator[str]:
    for path in _text_files(folders):
        try:
            yield from path.read_text(encoding="utf-8").splitlines()
        except (OSError, UnicodeDecodeError) as error:
            raise EncoderError(f"the text {path} cannot be read: {error}") from error


def _text_files(folders: Iterable[Path]) -> list[Path]:
    found: list[Path] = []
    for folder in folders:
        if not folder.is_dir():
            raise EncoderError(f"no folder {folder} with texts")
        found.extend(sorted(path for path in folder.rglob("*") if path.suffix in {".txt", ".md"}))
    return found


def _hashes(sources: Sources) -> dict[str, str]:
    texts = "".join(sorted(f"{file_sha256(path)}\n" for path in _text_files(sources.texts)))
    optional = {"frequencies": sources.frequencies, "names": sources.names}
    initial = {"initial": read_manifest(sources.initial).digest} if sources.initial else {}
    return {
        **initial,
        **{f"{name}_sha256": file_sha256(path) for name, path in optional.items() if path},
        "dictionary_sha256": file_sha256(sources.dictionary),
        "pairs_sha256": file_sha256(sources.pairs),
        "teacher_sha256": file_sha256(sources.teacher / "model.safetensors"),
        "texts_sha256": hashlib.sha256(texts.encode()).hexdigest() if texts else "",
    }
