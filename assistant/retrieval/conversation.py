"""Follow-up questions: what an earlier question of the conversation leaves unsaid in the next."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.languages import folded

_FOLLOW_UP = re.compile(
    r"^(?:那么?|还有|以及|另外|它|其|该|这个|上述)|呢[?？]?$"
    r"|^(?:and|what about|how about|also|then|its?|that|those|these)\b"
)


def with_history(question: str, history: Sequence[str]) -> str:
    """Return the question, with the one before it in front where it leans on that.

    A question that stands on its own comes back as it is.
    """
    if history and _FOLLOW_UP.search(folded(question.strip())):
        return f"{history[-1].strip()} {question}"
    return question
