from __future__ import annotations

import random
from pathlib import Path

import numpy as np
import pytest
import torch
from tokenizers import Tokenizer

from assistant.errors import EncoderError
from assistant.training.checkpoints import Progress
from assistant.training.dictionary import read_dictionary
from assistant.training.examples import Examples
from assistant.training.loop import Budget, Reports, Step, Trainer, train_student
from assistant.training.names import read_names
from assistant.training.pairs import Pair, split
from assistant.training.recipe import Sources
from assistant.training.student import Student, load_teacher
from assistant.training.tokens import tokenised
from assistant.training.vocabulary import RARE, bilingual_tokenizer, read_teacher_tokenizer

_WORDS = (RARE, "城", "产", "业", "绿", "元", "能", "王", "城市", "产业", "元宇宙", "能源", "绿色")
_SAID = {"城市": "city", "产业": "industry", "元宇宙": "metaverse", "能源": "energy", "绿色": "green"}


def _trainer(sources: Sources, *, limit: float = 2.0) -> tuple[Trainer, Examples]:
    rows = np.random.default_rng(0).normal(scale=0.1, size=(len(_WORDS), 16)).astype(np.float32)
    tokenizer = Tokenizer.from_str(bilingual_tokenizer(read_teacher_tokenizer(sources.teacher), _WORDS))
    chance = random.Random(0)
    pairs = []
    for number in range(400):
        words = chance.choices(sorted(_SAID), k=4)
        pairs.append(Pair("".join(words), " ".join(_SAID[word] for word in words), f"law:{number // 100}", human=True))
    parted = split(pairs)
    examples = Examples(
        parted,
        tokenised((pair.zh for pair in parted.pairs), tokenizer),
        tokenised((pair.en for pair in parted.pairs), tokenizer),
        glosses=read_dictionary(sources.dictionary),
        names=read_names(sources.dictionary),
        tokenizer=tokenizer,
    )
    first, last = tokenizer.encode("").ids
    return Trainer(Student(load_teacher(sources.teacher), rows), limit=limit, tokens=(first, last)), examples


def test_training_lowers_the_loss_and_leaves_english_rows_alone(sources: Sources) -> None:
    trainer, examples = _trainer(sources)
    before = {name: value.clone() for name, value in trainer.student.state_dict().items()}
    steps: list[Step] = []

    train_student(trainer, examples, Budget(steps=200), seed=0, recipe={}, reports=Reports(on_step=steps.append))

    assert [step.number for step in steps] == list(range(1, 201))
    assert sum(step.loss for step in steps[-20:]) < 0.8 * sum(step.loss for step in steps[:20])
    same = {name for name, value in trainer.student.state_dict().items() if torch.equal(value, before[name])}
    # A bias of all keys alike changes no attention, so it never moves.
    assert {name for name in same if "key.bias" not in name} == {
        "bert.embeddings.word_embeddings.weight",
        "bert.embeddings.token_type_embeddings.weight",
        "english.weight",
        "made.weight",
    }


def test_rows_stay_within_the_limit(sources: Sources) -> None:
    trainer, examples = _trainer(sources, limit=0.11)

    train_student(trainer, examples, Budget(steps=20), seed=0, recipe={})

    # Rows are held within it every ten steps, and the average of such rows is too.
    assert trainer.student.chinese.weight.abs().max() <= 0.11


def test_the_average_of_the_weights_is_between_start_and_end(sources: Sources) -> None:
    trainer, examples = _trainer(sources)
    start = trainer.teacher.chinese.weight.clone()

    train_student(trainer, examples, Budget(steps=10), seed=0, recipe={})

    # After ten steps the average moves for the first time, by 100/110 of the way.
    wanted = start + (trainer.student.chinese.weight - start) * (100 / 110)
    torch.testing.assert_close(trainer.mean.chinese.weight, wanted)


def test_the_same_seed_gives_the_same_rows_and_another_does_not(sources: Sources) -> None:
    rows = []
    for seed in (7, 7, 8):
        trainer, examples = _trainer(sources)
        train_student(trainer, examples, Budget(steps=3), seed=seed, recipe={})
        rows.append(trainer.student.chinese.weight.detach().clone())

    assert torch.equal(rows[0], rows[1])
    assert not torch.equal(rows[0], rows[2])


def test_a_trainer_goes_on_from_what_another_wrote(sources: Sources, tmp_path: Path) -> None:
    first, examples = _trainer(sources)
    train_student(first, examples, Budget(steps=4), seed=0, recipe={"rows": 1}, checkpoints=tmp_path)
    second, again = _trainer(sources)

    progress = train_student(
        second, again, Budget(steps=4), seed=0, recipe={"rows": 1}, checkpoints=tmp_path, resume=True
    )

    # Nothing is left to do, so the second is what the first was.
    assert progress.step == 4
    mine, theirs = first.tensors(), second.tensors()
    assert mine.keys() == theirs.keys()
    assert all(torch.equal(mine[name], theirs[name]) for name in mine)


def test_a_checkpoint_of_another_shape_is_refused(sources: Sources) -> None:
    trainer, _ = _trainer(sources)
    tensors = {**trainer.tensors(), "student.chinese.weight": torch.zeros(3, 16)}

    with pytest.raises(EncoderError, match="does not fit"):
        trainer.load(tensors)


def test_dev_scores_are_asked_for_now_and_then(sources: Sources, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assistant.training.loop.DEV_EVERY_S", 0.0)
    trainer, examples = _trainer(sources)
    judged: list[Student] = []

    train_student(trainer, examples, Budget(steps=2), seed=0, recipe={}, reports=Reports(on_dev=judged.append))

    assert judged == [trainer.mean, trainer.mean]


@pytest.mark.parametrize(
    ("budget", "share"),
    [
        (Budget(steps=8), 0.25),
        (Budget(minutes=4), 0.5),
        (Budget(steps=8, minutes=4), 0.5),
        (Budget(steps=0), 1.0),
        (Budget(minutes=0), 1.0),
    ],
)
def test_the_limit_that_is_nearer_counts(budget: Budget, share: float) -> None:
    assert budget.share(Progress(2, 120.0)) == share


def test_a_budget_without_limits_is_refused() -> None:
    with pytest.raises(ValueError, match="steps or minutes"):
        Budget().share(Progress())
