"""A question of several parts: each is looked for by itself."""

from __future__ import annotations

import re

from assistant.works import Language

MOST_PARTS = 3
"""A question of more parts is asked as a whole: its pieces would say too little each."""

_ASKS = {
    "zh": re.compile(r"多少|几|哪|谁|什么|啥|怎么|怎样|如何|何时|吗|有没有|是否|能不能"),
    "en": re.compile(r"\b(?:who|whom|what|how|which|when|where|why)\b", re.IGNORECASE),
}
_CUT = {
    "zh": re.compile(r"[，,；;。！!？?]+"),
    "en": re.compile(r"[;?!]+|,(?: and)?(?=\s+(?:who|whom|what|how|which|when|where|why)\b)", re.IGNORECASE),
}


def parts(question: str, language: Language) -> tuple[str, ...]:
    """Return the parts of a question that each ask something, or the question alone.

    What asks nothing (a greeting, a reason for asking) goes with the part after it.
    """
    found: list[str] = []
    waiting = ""
    for piece in _CUT[language].split(question):
        waiting = f"{waiting} {piece.strip()}".strip()
        if _ASKS[language].search(piece):
            found.append(waiting)
            waiting = ""
    if waiting and found:
        found[-1] = f"{found[-1]} {waiting}"
    return tuple(found) if 2 <= len(found) <= MOST_PARTS else (question,)
