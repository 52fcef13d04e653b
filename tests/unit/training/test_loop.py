from __future__ import annotations

import numpy as np
import pytest
import torch
from tokenizers import Tokenizer

from assistant.errors import EncoderError
from assistant.training.loop import Step, train_rows
from assistant.training.pairs import read_pairs
from assistant.training.recipe import Sources
from assistant.training.student import Student, load_teacher
from assistant.training.vocabulary import RARE, bilingual_tokenizer, read_teacher_tokenizer

_WORDS = (RARE, "城", "产", "业", "绿", "城市", "产业", "元宇宙", "能源", "绿色")


def _student(sources: Sources) -> tuple[Student, Tokenizer]:
    rows = np.random.default_rng(0).normal(scale=0.1, size=(len(_WORDS), 16)).astype(np.float32)
    tokenizer = Tokenizer.from_str(bilingual_tokenizer(read_teacher_tokenizer(sources.teacher), _WORDS))
    return Student(load_teacher(sources.teacher), rows), tokenizer


def test_training_lowers_the_loss_and_changes_only_chinese_rows(sources: Sources) -> None:
    student, tokenizer = _student(sources)
    before = {name: value.clone() for name, value in student.state_dict().items()}
    steps: list[Step] = []

    train_rows(
        student,
        tokenizer,
        list(read_pairs(sources.pairs)),
        steps=40,
        batch_size=4,
        learning_rate=0.05,
        limit=0.75,
        on_step=steps.append,
    )

    assert [step.number for step in steps] == list(range(1, 41))
    assert sum(step.loss for step in steps[-5:]) < 0.6 * sum(step.loss for step in steps[:5])
    changed = {name for name, value in student.state_dict().items() if not torch.equal(value, before[name])}
    assert changed == {"chinese.weight"}
    assert student.chinese.weight.abs().max() <= 0.75


def test_the_same_seed_gives_the_same_rows(sources: Sources) -> None:
    rows = []
    for _ in range(2):
        student, tokenizer = _student(sources)
        train_rows(student, tokenizer, list(read_pairs(sources.pairs)), steps=3, batch_size=2, limit=1.0, seed=7)
        rows.append(student.chinese.weight.detach().clone())

    assert torch.equal(rows[0], rows[1])


def test_steps_without_pairs_are_refused(sources: Sources) -> None:
    student, tokenizer = _student(sources)

    with pytest.raises(EncoderError, match="no pairs"):
        train_rows(student, tokenizer, [], steps=1, limit=1.0)
