"""The training loop: a Chinese text is drawn to where the teacher puts its translation."""

from __future__ import annotations

import copy
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from assistant.errors import EncoderError
from assistant.training.checkpoints import Progress, read_checkpoint, write_checkpoint
from assistant.training.examples import LONGEST, Example, Examples
from assistant.training.losses import contrast, distance, twins
from assistant.training.student import Student
from assistant.training.tokens import Ints

BATCH_TOKENS = 4096
_LAYER_RATE = 2e-4
_ROW_RATE = 1e-3
_WARM_UP_STEPS = 150
_LEAST_RATE = 0.05
_CONTRAST_WEIGHT = 0.3
_QUESTION_WEIGHT = 0.3
_MOST_QUESTIONS = 40
# Every fourth English text is held where the teacher has it: the layers serve both languages.
_ANCHORED = 4
_ANCHOR_WEIGHT = 2.0
# Vectors of the teacher from the batches before, to tell the right one from: a batch of passages alone is small.
_REMEMBERED = 2048
# The average of the weights moves every so many steps, and forgets as fast.
_MEAN_EVERY = 10
_MEAN_DECAY = 0.97
_CHECKPOINT_EVERY_S = 240.0
DEV_EVERY_S = 600.0


@dataclass(frozen=True, slots=True)
class Budget:
    """When training ends: after so many steps, or minutes, whichever is first; None is no limit."""

    steps: int | None = None
    minutes: float | None = None

    def share(self, progress: Progress) -> float:
        """Return how much of the budget is spent, from 0; nothing to spend is all spent.

        Raises:
            ValueError: neither limit is set.
        """
        shares = []
        if self.steps is not None:
            shares.append(progress.step / self.steps if self.steps else 1.0)
        if self.minutes is not None:
            shares.append(progress.spent_s / 60 / self.minutes if self.minutes else 1.0)
        if not shares:
            raise ValueError("a budget needs steps or minutes")
        return max(shares)


@dataclass(frozen=True, slots=True)
class Step:
    """A training step done: its number from 1, its loss, texts a second so far, the share of the budget spent."""

    number: int
    loss: float
    texts_per_s: float
    share: float


@dataclass(frozen=True, slots=True)
class Reports:
    """Whom to tell of what: each step, and now and then the average of the weights so far, to be scored."""

    on_step: Callable[[Step], None] = lambda _: None
    on_dev: Callable[[Student], None] = lambda _: None


class Trainer:
    """A student in training, with its optimisers and the average of its weights."""

    def __init__(
        self, student: Student, *, limit: float, tokens: tuple[int, int], teacher: Student | None = None
    ) -> None:
        """Begin at the student as it is.

        Args:
            student: is changed.
            teacher: where English texts lie; default: the student as it is now.
            limit: no value of a Chinese row goes beyond it, for quantisation's sake.
            tokens: the ids of [CLS] and [SEP].
        """
        self.student = student
        self.teacher = (teacher or copy.deepcopy(student)).requires_grad_(requires_grad=False)
        self.mean = copy.deepcopy(student).requires_grad_(requires_grad=False)
        self._limit, self._tokens = limit, tokens
        self._remembered = torch.zeros(0, student.chinese.embedding_dim)
        self._layers = [parameter for parameter in student.bert.parameters() if parameter.requires_grad]
        self._optimisers: dict[str, torch.optim.Optimizer] = {
            "rows": torch.optim.SparseAdam(list(student.chinese.parameters()), lr=_ROW_RATE),
            "layers": torch.optim.AdamW(self._layers, lr=_LAYER_RATE, weight_decay=0.0, fused=True),
        }

    def step(self, batch: Sequence[Example], progress: Progress, *, share: float) -> float:
        """Learn from a batch.

        Args:
            batch: what to learn from.
            progress: steps done before this one.
            share: of the budget spent, which lowers the rates.

        Returns:
            The loss.
        """
        rate = min(1.0, (progress.step + 1) / _WARM_UP_STEPS) * max(_LEAST_RATE, 1 - share)
        for optimiser, full in zip(self._optimisers.values(), (_ROW_RATE, _LAYER_RATE), strict=True):
            optimiser.param_groups[0]["lr"] = full * rate
            optimiser.zero_grad()
        loss = self._loss(batch, first_anchor=progress.step % _ANCHORED)
        loss.backward()  # type: ignore[no-untyped-call]  # torch has not annotated this one
        nn.utils.clip_grad_norm_(self._layers, 1.0)
        for optimiser in self._optimisers.values():
            optimiser.step()
        if (progress.step + 1) % _MEAN_EVERY == 0:
            self._follow(progress.step + 1)
        return float(loss.detach())

    def _loss(self, batch: Sequence[Example], *, first_anchor: int) -> Tensor:
        asked = [(row, example.question) for row, example in enumerate(batch) if example.question][:_MOST_QUESTIONS]
        with torch.no_grad():
            taught = self._encoded(self.teacher, [*(x.en for x in batch), *(question[1] for _, question in asked)])
        anchored = range(first_anchor, len(batch), _ANCHORED)
        # All that the student reads goes through it together: short texts of one kind fill the parts of another.
        found, questions, english = self._encoded(
            self.student,
            [*(x.zh for x in batch), *(question[0] for _, question in asked), *(batch[row].en for row in anchored)],
        ).split([len(batch), len(asked), len(anchored)])  # type: ignore[no-untyped-call]  # nor this one
        wanted = taught[: len(batch)]
        loss = distance(found, wanted)
        loss += self._confusion(found, wanted, questions, taught[len(batch) :], [row for row, _ in asked])
        if anchored:
            loss += _ANCHOR_WEIGHT * distance(english, wanted[first_anchor::_ANCHORED])
        return loss

    def _confusion(self, texts: Tensor, wanted: Tensor, zh: Tensor, en: Tensor, passages: Sequence[int]) -> Tensor:
        """Return how much texts, and questions in both languages to some of them, are taken for others."""
        candidates = torch.cat([wanted, self._remembered.to(wanted.device)])
        self._remembered = candidates[:_REMEMBERED]
        same, right = twins(wanted, candidates), torch.arange(len(texts), device=texts.device)
        same_here = same[:, : len(texts)]
        confusion = contrast(texts, candidates, right, same) + contrast(wanted, texts, right, same_here)
        confusion *= _CONTRAST_WEIGHT / 2
        if passages:
            weight = _QUESTION_WEIGHT * min(1.0, 2 * len(passages) / _MOST_QUESTIONS)
            rows = right[list(passages)]
            confusion += weight * contrast(zh, candidates, rows, same[rows])
            for questions in (zh, en):
                confusion += weight * contrast(questions, texts, rows, same_here[rows])
        return confusion

    def _encoded(self, model: Student, texts: Sequence[Ints]) -> Tensor:
        device = model.chinese.weight.device
        order = sorted(range(len(texts)), key=lambda row: len(texts[row]))
        vectors = [model(*_padded([texts[row] for row in rows], self._tokens, device)) for rows in _like(order, texts)]
        places = torch.empty(len(order), dtype=torch.int64)
        places[torch.tensor(order)] = torch.arange(len(order))
        return torch.cat(vectors)[places.to(device)]

    @torch.no_grad()
    def _follow(self, step: int) -> None:
        self.student.chinese.weight.clamp_(-self._limit, self._limit)
        decay = min(_MEAN_DECAY, step / (step + 100))
        for mean, now in zip(self.mean.parameters(), self.student.parameters(), strict=True):
            if now.requires_grad:
                mean.lerp_(now, 1 - decay)

    def tensors(self) -> dict[str, Tensor]:
        """Return all that training needs to go on."""
        state = {f"student.{name}": value for name, value in _trained(self.student)}
        names = [name for name, _ in _trained(self.student)]
        state.update((f"mean.{name}", value) for name, value in self.mean.named_parameters() if name in names)
        for kind, optimiser in self._optimisers.items():
            for number, values in optimiser.state_dict()["state"].items():
                state.update((f"{kind}.{number}.{name}", torch.as_tensor(value)) for name, value in values.items())
        return state

    def load(self, tensors: Mapping[str, Tensor]) -> None:
        """Take over what `tensors` returned.

        Raises:
            EncoderError: something is missing, or of another shape.
        """
        try:
            for prefix, model in (("student", self.student), ("mean", self.mean)):
                parameters = dict(model.named_parameters())
                for name, _ in _trained(self.student):
                    parameters[name].data.copy_(tensors[f"{prefix}.{name}"])
            for kind, optimiser in self._optimisers.items():
                optimiser.load_state_dict({**optimiser.state_dict(), "state": _state(tensors, kind)})
        except (KeyError, RuntimeError, ValueError) as error:
            raise EncoderError(
                f"the checkpoint does not fit this encoder ({error}); delete it to begin anew"
            ) from error


def _trained(student: Student) -> list[tuple[str, Tensor]]:
    return [(name, value) for name, value in student.named_parameters() if value.requires_grad]


def _state(tensors: Mapping[str, Tensor], kind: str) -> dict[int, dict[str, Tensor | int]]:
    state: dict[int, dict[str, Tensor | int]] = {}
    for key, value in tensors.items():
        optimiser, _, rest = key.partition(".")
        if optimiser == kind:
            number, name = rest.split(".")
            # SparseAdam counts in a plain number.
            state.setdefault(int(number), {})[name] = int(value) if (kind, name) == ("rows", "step") else value
    return state


def _like(order: Sequence[int], texts: Sequence[Ints]) -> Iterator[Sequence[int]]:
    """Cut rows in order of length into parts of like length, so that little is padding."""
    start = 0
    for end in range(1, len(order) + 1):
        if end < len(order):
            longest = len(texts[order[end]])
            within = (longest + 2) * (end + 1 - start) <= BATCH_TOKENS
            if within and longest <= 1.3 * len(texts[order[start]]) + 4:
                continue
        yield order[start:end]
        start = end


def _padded(texts: Sequence[Ints], tokens: tuple[int, int], device: torch.device) -> tuple[Tensor, Tensor]:
    longest = min(LONGEST, max(map(len, texts))) + 2
    ids = np.zeros((len(texts), longest), dtype=np.int64)
    mask = np.zeros_like(ids)
    for row, text in enumerate(texts):
        whole = [tokens[0], *text[:LONGEST], tokens[1]]
        ids[row, : len(whole)] = whole
        mask[row, : len(whole)] = 1
    return torch.from_numpy(ids).to(device), torch.from_numpy(mask).to(device)


def train_student(
    trainer: Trainer,
    examples: Examples,
    budget: Budget,
    *,
    seed: int,
    recipe: Mapping[str, str | int],
    checkpoints: Path | None = None,
    resume: bool = False,
    reports: Reports = Reports(),
) -> Progress:
    """Train until the budget is spent; the result is ``trainer.mean``.

    The loss of a text is the squared distance of two unit vectors, the student's of the Chinese and the
    teacher's of the English, and the cross-entropy of finding one by the other in the batch. A question
    has to find its passage, and English texts have to stay where they are.

    Args:
        trainer: is changed.
        examples: what to learn from.
        budget: when to end.
        seed: for the order of examples.
        recipe: what it is trained from, for the checkpoint.
        checkpoints: a folder to write the state to every four minutes and at the end.
        resume: whether to go on from there, if there is one.
        reports: whom to tell.

    Returns:
        Steps and seconds, those of the checkpoint included.

    Raises:
        EncoderError: the checkpoint cannot be gone on from.
    """
    before = Progress()
    if resume and checkpoints and (found := read_checkpoint(checkpoints, recipe=recipe)):
        tensors, before = found
        trainer.load(tensors)
    progress, texts = before, 0
    started = scored = saved = time.perf_counter()
    for batch in examples.batches(tokens=BATCH_TOKENS, seed=seed + before.step):
        share = budget.share(progress)
        if share >= 1:
            break
        loss = trainer.step(batch, progress, share=share)
        now = time.perf_counter()
        texts += len(batch)
        progress = Progress(progress.step + 1, before.spent_s + now - started)
        reports.on_step(Step(progress.step, loss, texts / (now - started), min(1.0, budget.share(progress))))
        if now - scored > DEV_EVERY_S:
            reports.on_dev(trainer.mean)
            scored = time.perf_counter()
        if checkpoints and now - saved > _CHECKPOINT_EVERY_S:
            write_checkpoint(checkpoints, trainer.tensors(), progress, recipe=recipe)
            saved = time.perf_counter()
    if checkpoints and progress != before:
        write_checkpoint(checkpoints, trainer.tensors(), progress, recipe=recipe)
    return progress
