"""The systems that are compared: what ships, its parts, other encoders and models, and a usual pipeline.

==================  ==================================================================================
shipped             the assistant as the settings have it
lexical             clauses ranked by terms alone; what is decided and composed then is the same
dense               clauses ranked by cosine alone; what is decided and composed then is the same
no-expansion        without the lines by which people ask for a clause (ADR 4)
official            answers from the official texts that the user added, instead of their digests
encoder:NAME        with a sentence-transformers model, by name or folder
llm:NAME            answers drafted by a language model
pipeline[:NAME]     the usual pipeline, with that encoder, answering with the nearest piece of text
pipeline4[:NAME]    the same, answering with the four nearest pieces: all that a model would be given
answers:FILE        replies that another program wrote, as ``ask --batch`` does
==================  ==================================================================================
"""

from __future__ import annotations

import dataclasses
import functools
import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Protocol

from assistant.answers import as_json
from assistant.engine import Assistant
from assistant.errors import EvaluationError
from assistant.evaluation.sets import EvalQuestion
from assistant.indexing.building import Progress
from assistant.indexing.encoders import BUILTIN, open_encoder
from assistant.library import Library
from assistant.library.opening import open_library
from assistant.resources import content_path
from assistant.settings import Settings
from assistant.works import Edition

K = 10
"""How many clauses are retrieved for each question."""

SHIPPED = "shipped"
PLAIN = (SHIPPED, "lexical", "dense", "no-expansion", "official", "pipeline", "pipeline4")
WITH_ARGUMENT = ("encoder", "llm", "pipeline", "pipeline4", "answers")
KNOWN = ", ".join([*PLAIN, *(f"{kind}:…" for kind in WITH_ARGUMENT)])

_PIECES = {"pipeline": 1, "pipeline4": 4}


class System(Protocol):
    """Replies to questions, each by itself."""

    @property
    def digest(self) -> str:
        """SHA-256 over all that decides the replies: equal digests give equal replies."""

    def ask(self, question: EvalQuestion) -> Mapping[str, Any]:
        """Return the reply, as ``ask --json`` prints it."""


@dataclass(frozen=True)
class AssistantSystem:
    """An assistant of ours, called by the name it is compared under."""

    name: str
    assistant: Assistant

    @functools.cached_property
    def digest(self) -> str:
        """See ``System``."""
        ours = self.assistant
        return digest_of(self.name, ours.settings.today, library_digest(ours.library), ours.encoder.digest)

    def ask(self, question: EvalQuestion) -> Mapping[str, Any]:
        """See ``System``."""
        outcome = self.assistant.ask(question.question, work=question.work, k=K, history=question.history)
        return as_json(outcome, trace=True)


@dataclass(frozen=True)
class WrittenAnswers:
    """Replies that lie in a file of JSON lines, each with the ``id`` of its question."""

    path: Path
    replies: Mapping[str, Mapping[str, Any]]
    digest: str

    @classmethod
    def read(cls, path: Path) -> WrittenAnswers:
        """Read the file.

        Raises:
            EvaluationError: it cannot be read, or a line is no JSON object with an id.
        """
        try:
            content = path.read_bytes()
            lines = content.decode("utf-8-sig").split("\n")
        except (OSError, UnicodeDecodeError) as error:
            raise EvaluationError(f"{path} cannot be read: {error}") from error
        replies: dict[str, Mapping[str, Any]] = {}
        for number, line in enumerate(lines, start=1):
            if line.strip():
                replies.update(_identified(path, number, line))
        return cls(path, replies, digest_of(hashlib.sha256(content).hexdigest()))

    def ask(self, question: EvalQuestion) -> Mapping[str, Any]:
        """See ``System``; a question is found by its id, or by its set and id.

        Raises:
            EvaluationError: the file has no reply to it.
        """
        found = self.replies.get(question.uid) or self.replies.get(question.id)
        if found is None:
            raise EvaluationError(f"{self.path} has no reply to {question.uid}; ask them all with `ask --batch`")
        return found


def _identified(path: Path, number: int, line: str) -> dict[str, Mapping[str, Any]]:
    try:
        table = json.loads(line)
        return {str(table["id"]): table}
    except (ValueError, KeyError, TypeError) as error:
        raise EvaluationError(f"{path}, line {number}: is no reply with an id: {error!r}") from error


def open_system(name: str, settings: Settings, *, progress: Progress | None = None) -> System:
    """Open a system by name; its index is built where it is missing.

    Raises:
        EvaluationError: there is no such system, or what it needs is not there.
        AssistantError: whatever keeps an assistant from being opened.
    """
    kind, _, argument = name.partition(":")
    if not (name in PLAIN or (kind in WITH_ARGUMENT and argument)):
        raise EvaluationError(f"there is no system {name!r}; known: {KNOWN}")
    if kind == "answers":
        return WrittenAnswers.read(Path(argument))
    if kind in _PIECES:
        return _pipeline(name, argument or settings.encoder, _PIECES[kind], settings, progress)
    return AssistantSystem(name, _assistant(kind, argument, settings, progress))


def _assistant(kind: str, argument: str, settings: Settings, progress: Progress | None) -> Assistant:
    match kind:
        case "lexical":
            return Assistant.open(settings, progress=progress, dense_share=0.0)
        case "dense":
            return Assistant.open(settings, progress=progress, dense_share=1.0)
        case "no-expansion" | "official" | "encoder":
            library = open_library(settings)
            if kind != "encoder":
                library = without_expansion(library) if kind == "no-expansion" else without_digests(library)
            # In a home of its own, for one home has one current index.
            home = settings.home / "evaluation" / "systems" / slug(f"{kind}:{argument}")
            own = replace(settings, home=home, encoder=argument or settings.encoder)
            return Assistant.open(own, progress=progress, library=library)
        case "llm":
            return Assistant.open(_drafting(settings, argument), progress=progress)
        case _:
            return Assistant.open(settings, progress=progress)


def _drafting(settings: Settings, model: str) -> Settings:
    if not any(field.name == "llm" for field in dataclasses.fields(Settings)):
        raise EvaluationError(f"llm:{model}: this assistant has no language model to draft with")
    named: dict[str, Any] = {"llm": model}
    return replace(settings, **named)


def _pipeline(name: str, encoder: str, pieces: int, settings: Settings, progress: Progress | None) -> System:
    from assistant.evaluation.pipeline import Pipeline

    opened = open_encoder(encoder or BUILTIN, threads=settings.threads)
    return Pipeline.over(open_library(settings), opened, name=name, pieces=pieces, progress=progress)


def without_expansion(library: Library) -> Library:
    """Return the library without the lines by which people ask for a clause."""
    kept = tuple(one for one in library.expressions if one.edition is not Edition.EXPANSION)
    return Library(library.works, kept, library.added)


def without_digests(library: Library) -> Library:
    """Return the library with the official texts that were added in the place of their digests.

    Raises:
        EvaluationError: there is no official text of any work that ships.
    """
    official = {one.work for one in library.expressions if one.edition is Edition.OFFICIAL}
    if not any(library.is_shipped(work) for work in official):
        raise EvaluationError("the system official needs the official text; add it: assistant corpus add FILE")
    kept = (one for one in library.expressions if one.edition is Edition.OFFICIAL or one.work not in official)
    return Library(library.works, tuple(kept), library.added)


def library_digest(library: Library) -> str:
    """Return the SHA-256 over every expression, whether it is searched or only quoted."""
    texts = (repr((one.work, one.language, one.edition.value, one.text)) for one in library.expressions)
    return digest_of(*texts, *(repr((one.work.id, sorted(one.verified))) for one in library.added))


@functools.cache
def code_digest() -> str:
    """Return the SHA-256 over our code and the tables that answers are decided by."""
    package = Path(__file__).resolve().parents[1]
    paths = [*sorted(package.rglob("*.py")), *sorted(content_path("corpus").glob("*.tsv"))]
    paths += sorted(content_path("prompts").glob("*.md"))
    return hashlib.sha256(b"\0".join(path.read_bytes() for path in paths)).hexdigest()


def digest_of(*parts: str) -> str:
    """Return the SHA-256 over texts, in order, and over our code."""
    return hashlib.sha256(json.dumps([*parts, code_digest()]).encode()).hexdigest()


def slug(name: str) -> str:
    """Return a name as a file may be called."""
    plain = re.sub(r"[^A-Za-z0-9._-]+", "-", name).strip("-.")[:60]
    # Two names that differ in a sign that is dropped stay apart.
    return plain if plain == name else f"{plain}-{hashlib.sha256(name.encode()).hexdigest()[:8]}"
