"""The errors of this package, drawn in one place.

AssistantError
├── SettingsError              a setting is unknown or has an impossible value
├── ContentError               a content file that ships is missing or malformed
├── SourceError                a file cannot be read as a policy document
│   ├── SourceTooLargeError
│   └── NoClausesError
├── WorkNotFoundError          no work of that id
├── ClauseNotFoundError        no clause of that id in the work
├── WorkProtectedError         a work that ships cannot be removed or replaced
├── IndexDamagedError          an index file is not what its manifest says
├── NotReadyError              the index is still being built
├── EncoderError               an encoder cannot be loaded or made
├── ModelError                 a language model cannot be opened
├── QuestionError              a question is empty or too long
├── QuestionSetError           a line of a question set or batch is malformed
├── EvaluationError            a system cannot be compared, or an outcome not be kept
└── ReceiptError               a file is no receipt, or a damaged one

``ValueError`` is raised for a caller's mistake; these are for the world's.
"""

from __future__ import annotations

from pathlib import Path


class AssistantError(Exception):
    """Anything this package reports to its user in one line."""


class SettingsError(AssistantError):
    """A setting is unknown or has an impossible value."""


class ContentError(AssistantError):
    """A content file that ships with the package is missing or malformed."""

    def __init__(self, path: Path | str, problem: str) -> None:
        super().__init__(f"{path}: {problem}")
        self.path = path
        self.problem = problem


class SourceError(AssistantError):
    """A file cannot be read as a policy document."""

    def __init__(self, path: Path | str, problem: str) -> None:
        super().__init__(f"{path}: {problem}")
        self.path = path
        self.problem = problem


class SourceTooLargeError(SourceError):
    """A file is larger than a policy document can sensibly be."""

    def __init__(self, path: Path | str, *, size_bytes: int, limit_bytes: int) -> None:
        super().__init__(
            path,
            f"is {size_bytes / 1e6:,.0f} MB; at most {limit_bytes / 1e6:,.0f} MB are read, "
            "so split it or save its text alone",
        )
        self.size_bytes = size_bytes
        self.limit_bytes = limit_bytes


class NoClausesError(SourceError):
    """A file has text, but nothing that is numbered like a policy document."""


class WorkNotFoundError(AssistantError):
    """No work has that id."""

    def __init__(self, work: str) -> None:
        super().__init__(f"no work {work!r}; `assistant corpus list` shows them")
        self.work = work


class ClauseNotFoundError(AssistantError):
    """A clause id does not exist in the work it was looked up in."""

    def __init__(self, work: str, eid: str) -> None:
        super().__init__(f"no clause {eid!r} in work {work!r}; `assistant show {work}` lists them")
        self.work = work
        self.eid = eid


class WorkProtectedError(AssistantError):
    """A work that ships with the package cannot be removed or replaced."""


class IndexDamagedError(AssistantError):
    """A file of an index generation is not what its manifest says."""

    def __init__(self, path: Path | str, problem: str) -> None:
        super().__init__(f"{path}: {problem}; `assistant index build` makes the index anew")
        self.path = path
        self.problem = problem


class NotReadyError(AssistantError):
    """The index is still being built, so no question is answered yet."""

    def __init__(self, done: int, of: int) -> None:
        far = f", {done} of {of} texts are encoded" if of else ""
        super().__init__(f"the index is being built{far}; ask again in a moment")
        self.done = done
        self.of = of


class EncoderError(AssistantError):
    """An encoder cannot be loaded, trained or exported."""


class ModelError(AssistantError):
    """A language model cannot be opened under the name given."""


class QuestionError(AssistantError):
    """A question is empty or longer than a question can be."""


class QuestionSetError(AssistantError):
    """A line of a question set, or of a batch, is malformed."""

    def __init__(self, path: Path | str, line: int, problem: str) -> None:
        # Line 0 stands for the file as a whole.
        super().__init__(f"{path}, line {line}: {problem}" if line else f"{path}: {problem}")
        self.path = path
        self.line = line
        self.problem = problem


class EvaluationError(AssistantError):
    """A system cannot be compared here, or what it answered is not to be read."""


class ReceiptError(AssistantError):
    """A file is no receipt of an answer, or a damaged one."""

    def __init__(self, path: Path | str, problem: str) -> None:
        super().__init__(f"{path}: {problem}")
        self.path = path
        self.problem = problem
