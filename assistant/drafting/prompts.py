"""Prompts: files with ``$name`` placeholders, and the SHA-256 that says which words a model was given."""

from __future__ import annotations

import hashlib
import string
from dataclasses import dataclass
from pathlib import Path

from assistant.errors import ContentError
from assistant.resources import content_path
from assistant.works import Language

_RULE = "\n---\n"


@dataclass(frozen=True, slots=True)
class Prompt:
    """What is said to a model: as the system, then as the user.

    ``sha256`` is that of the file.
    """

    id: str
    system: str
    user: str
    sha256: str

    def fill(self, **values: str) -> str:
        """Return what the user says, with every placeholder filled.

        Values are put in as they are: a ``$`` in them stands for itself.

        Raises:
            ContentError: the prompt has a name that ``values`` lacks.
        """
        try:
            return string.Template(self.user).substitute(values)
        except KeyError as error:
            raise ContentError(
                f"prompts/{self.id}.md", f"has the name ${error.args[0]}, which nothing fills"
            ) from error
        except ValueError as error:
            raise ContentError(f"prompts/{self.id}.md", f"has a $ that begins no name ({error})") from error


def read_prompt(task: str, language: Language) -> Prompt:
    """Return the prompt of a task in one language.

    Raises:
        ContentError: the file is missing, is no UTF-8 text, or has no line ``---``.
    """
    return prompt_of(content_path("prompts", f"{task}.{language}.md"))


def prompt_of(path: Path) -> Prompt:
    """Return the prompt in a file; see ``read_prompt``."""
    try:
        content = path.read_bytes()
        system, rule, user = content.decode("utf-8").partition(_RULE)
    except (OSError, UnicodeDecodeError) as error:
        raise ContentError(path, f"cannot be read: {error}") from error
    if not rule:
        raise ContentError(path, "has no line --- between what the system says and what the user says")
    return Prompt(path.name.removesuffix(".md"), system.strip(), user.strip(), hashlib.sha256(content).hexdigest())
