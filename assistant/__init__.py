"""Answers about Chinese industrial policy, each sentence cited to the clause.

What is named here is what other programs may rely on; it is loaded when it is first used.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assistant.answers import Abstention, Answer, Citation, Note, Outcome, Sentence, as_json
    from assistant.engine import Assistant
    from assistant.errors import AssistantError
    from assistant.settings import Settings, read_settings
    from assistant.works import ClauseRef

__version__ = "0.1.0"

__all__ = [
    "Abstention",
    "Answer",
    "Assistant",
    "AssistantError",
    "Citation",
    "ClauseRef",
    "Note",
    "Outcome",
    "Sentence",
    "Settings",
    "__version__",
    "as_json",
    "read_settings",
]


def __getattr__(name: str) -> object:
    # `assistant --version`, and whoever needs one part, should not wait for all of them.
    homes = {
        **dict.fromkeys(("Abstention", "Answer", "Citation", "Note", "Outcome", "Sentence", "as_json"), "answers"),
        "Assistant": "engine",
        "AssistantError": "errors",
        **dict.fromkeys(("Settings", "read_settings"), "settings"),
        "ClauseRef": "works",
    }
    if name not in homes:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f"{__name__}.{homes[name]}"), name)
