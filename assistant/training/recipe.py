"""The whole way from a dictionary, pairs and a teacher to the files that ship."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer

from assistant.errors import EncoderError
from assistant.indexing.encoders import Manifest, file_sha256
from assistant.training.dictionary import read_dictionary
from assistant.training.export import write_encoder
from assistant.training.loop import Step, train_rows
from assistant.training.pairs import read_pairs
from assistant.training.student import Student, load_teacher, table_of
from assistant.training.vectors import row_limit, start_rows
from assistant.training.vocabulary import (
    RARE,
    bilingual_tokenizer,
    choose_words,
    count_words,
    read_teacher_tokenizer,
)

NAME = "minilm-l6-zh-en"
ROWS = 35_000


@dataclass(frozen=True, slots=True)
class Sources:
    """The files an encoder is made from.

    Attributes:
        pairs: aligned sentences, as `read_pairs` takes them.
        dictionary: CC-CEDICT, plain or gzip.
        teacher: the folder of all-MiniLM-L6-v2.
        texts: folders of ``.txt`` and ``.md`` files in Chinese, searched to any
            depth, whose dictionary words join the vocabulary.
    """

    pairs: Path
    dictionary: Path
    teacher: Path
    texts: tuple[Path, ...] = ()


def train(
    sources: Sources,
    out: Path,
    *,
    steps: int = 0,
    rows: int = ROWS,
    seed: int = 0,
    on_stage: Callable[[str], None] = lambda _: None,
    on_step: Callable[[Step], None] = lambda _: None,
) -> Manifest:
    """Make an encoder and write it into ``out``.

    The same sources and options give the same start vectors and vocabulary to the
    bit; after steps of training, the same up to the rounding of torch.

    Args:
        sources: the files.
        out: the folder to write, see `write_encoder`.
        steps: training steps; 0 is the start from the dictionary.
        rows: rows for Chinese, as `choose_words` gives them out.
        seed: for the order of pairs.
        on_stage: called with what begins.
        on_step: called after each training step.

    Raises:
        EncoderError: a source cannot be read, or the result is too large to ship.
    """
    torch.manual_seed(seed)
    on_stage("reading the dictionary")
    glosses = read_dictionary(sources.dictionary)
    teacher_tokenizer = read_teacher_tokenizer(sources.teacher)
    on_stage("counting words")
    occurrences = _occurrences(sources, (RARE, *sorted(glosses)), teacher_tokenizer)
    words = choose_words(glosses, occurrences, rows=rows)
    on_stage("placing words where their meanings are")
    bert = load_teacher(sources.teacher)
    teacher_pieces = Tokenizer.from_file(str(sources.teacher / "tokenizer.json"))
    teacher_pieces.no_padding()
    teacher_pieces.no_truncation()
    table = table_of(bert)
    student = Student(bert, start_rows(words, glosses, table, teacher_pieces))
    tokenizer = bilingual_tokenizer(teacher_tokenizer, words)
    if steps:
        on_stage("training")
        pairs = [pair for pair in read_pairs(sources.pairs) if not pair.held_out]
        train_rows(
            student,
            Tokenizer.from_str(tokenizer),
            pairs,
            steps=steps,
            limit=row_limit(table),
            seed=seed,
            on_step=on_step,
        )
    on_stage("exporting")
    return write_encoder(
        student,
        tokenizer,
        out,
        name=NAME,
        recipe={**_hashes(sources), "rows": len(words), "steps": steps, "seed": seed},
    )


def _occurrences(sources: Sources, words: tuple[str, ...], teacher_tokenizer: Mapping[str, Any]) -> Counter[str]:
    counts = count_words((pair.zh for pair in read_pairs(sources.pairs) if not pair.held_out), words, teacher_tokenizer)
    counts.update(count_words(_lines(sources.texts), words, teacher_tokenizer))
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
    return {
        "dictionary_sha256": file_sha256(sources.dictionary),
        "pairs_sha256": file_sha256(sources.pairs),
        "teacher_sha256": file_sha256(sources.teacher / "model.safetensors"),
        "texts_sha256": hashlib.sha256(texts.encode()).hexdigest() if texts else "",
    }
