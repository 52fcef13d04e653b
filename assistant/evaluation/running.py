"""Ask the questions of a set, over several processes, and keep what came back."""

from __future__ import annotations

import hashlib
import json
import os
import resource
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from assistant.errors import AssistantError, EvaluationError
from assistant.evaluation.outcomes import Kept, RunFile
from assistant.evaluation.replies import Asked, Reply
from assistant.evaluation.sets import EvalQuestion
from assistant.evaluation.systems import System, open_system, slug
from assistant.indexing.building import Progress
from assistant.settings import Settings

LEAST_PER_WORKER = 40
"""Questions below which another process costs more than it saves: opening one takes about a second."""

ERROR = "error"


@dataclass(frozen=True, slots=True)
class SystemRun:
    """What a system replied to every question, in the order of the questions.

    Attributes:
        name: of the system.
        digest: of the system.
        asked: the questions and replies.
        memory_mib: the most memory that one process held, the program itself included.
    """

    name: str
    digest: str
    asked: tuple[Asked, ...]
    memory_mib: float


def run(
    system: System, questions: Sequence[EvalQuestion], *, progress: Callable[[int, int], None] | None = None
) -> tuple[Asked, ...]:
    """Ask every question, in order, in this process."""
    asked: list[Asked] = []
    for number, question in enumerate(questions, start=1):
        asked.append(Asked(question, Reply.from_json(system.ask(question))))
        if progress:
            progress(number, len(questions))
    return tuple(asked)


def run_kept(
    name: str,
    questions: Sequence[EvalQuestion],
    settings: Settings,
    *,
    workers: int | None = None,
    resume: bool = False,
    indexing: Progress | None = None,
    progress: Progress | None = None,
) -> SystemRun:
    """Ask every question of a system, in several processes, and keep the replies in the home folder.

    Args:
        name: of the system; see ``open_system``.
        questions: to be asked.
        settings: name the home folder.
        workers: how many processes; None takes one for each core, and no more than are worth their start.
        resume: take what an earlier run of the same system kept, as far as it got.
        indexing: called while an index is built.
        progress: called with how many questions have their reply, and how many there are.

    Raises:
        EvaluationError: there is no such system, or a question stopped it.
        AssistantError: whatever keeps it from being opened.
    """
    # Each process encodes on one thread: the questions are spread over the cores already.
    single = replace(settings, threads=1)
    system = open_system(name, single, progress=indexing)
    file = RunFile(settings.home / "evaluation" / "runs" / f"{slug(name)}-{system.digest[:12]}.jsonl")
    keys = [_key(question, system.digest) for question in questions]
    found = {key: kept for key, kept in file.begin(resume=resume).items() if key in set(keys)}
    todo = [(key, question) for key, question in zip(keys, questions, strict=True) if key not in found]
    complete = False
    try:
        count = workers or _workers(len(todo))
        with _asking(name, system, single, [q for _, q in todo], count) as replies:
            for (key, question), (body, memory_mib) in zip(todo, replies, strict=True):
                if ERROR in body:
                    raise EvaluationError(f"{name}: {question.uid}: {body[ERROR]}; --resume goes on from there")
                found[key] = Kept(key, body, memory_mib)
                file.add(question.uid, found[key])
                if progress:
                    progress(len(found), len(questions))
        complete = True
    finally:
        file.close(complete=complete)
    asked = tuple(Asked(q, Reply.from_json(found[key].body)) for key, q in zip(keys, questions, strict=True))
    return SystemRun(name, system.digest, asked, max((kept.memory_mib for kept in found.values()), default=0.0))


def _key(question: EvalQuestion, system: str) -> str:
    asked = [system, question.uid, question.question, question.history, question.work]
    return hashlib.sha256(json.dumps(asked).encode()).hexdigest()[:32]


def _workers(questions: int) -> int:
    # Not cpu_count(): a container may be given fewer.
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, min(cores, questions // LEAST_PER_WORKER))


@contextmanager
def _asking(
    name: str, system: System, settings: Settings, questions: Sequence[EvalQuestion], workers: int
) -> Generator[Iterator[tuple[Mapping[str, Any], float]]]:
    """Give the replies in order, each with the memory of the process it is from."""
    if workers == 1:
        yield ((_body(system, question), _memory_mib()) for question in questions)
        return
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool
    from multiprocessing import get_context

    # Not forked: threads of ONNX Runtime would not live on in the copy.
    context = get_context("spawn")
    pool = ProcessPoolExecutor(workers, mp_context=context, initializer=_open_here, initargs=(name, settings))
    try:
        yield pool.map(_ask_here, questions, chunksize=4)
    except BrokenProcessPool as error:
        raise EvaluationError(f"{name}: a process was ended from outside; --resume goes on from there") from error
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


_here: dict[str, System] = {}
"""The system of a worker process."""


def _open_here(name: str, settings: Settings) -> None:
    _here["system"] = open_system(name, settings)


def _ask_here(question: EvalQuestion) -> tuple[Mapping[str, Any], float]:
    return _body(_here["system"], question), _memory_mib()


def _body(system: System, question: EvalQuestion) -> Mapping[str, Any]:
    # An error of ours cannot always travel between processes; its message can.
    try:
        return system.ask(question)
    except AssistantError as error:
        return {ERROR: str(error)}


def _memory_mib() -> float:
    """Return the most memory that this process has held."""
    # Not getrusage where there is better: on Linux it also counts what the parent held.
    status = Path("/proc/self/status")
    if status.is_file():
        for line in status.read_text(encoding="ascii", errors="replace").splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
