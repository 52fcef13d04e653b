"""Whether a sentence makes more of what another sentence makes less of. This can only refuse."""

from __future__ import annotations

import re
from collections.abc import Mapping

from assistant.answering.statements import Statement
from assistant.works import Language

_UP: Mapping[Language, re.Pattern[str]] = {
    "zh": re.compile(r"提高|提升|上升|升上|抬高|增加|增长|扩大|上涨|变大|更高|拉高"),
    "en": re.compile(
        r"\b(?:rais(?:e|es|ed|ing)|ris(?:e|es|ing|en)|rose|increas(?:e|es|ed|ing)|grow(?:s|ing|n|th)?|higher|larger"
        r"|bigger|climb(?:s|ed|ing)?|widen(?:s|ed|ing)?|expand(?:s|ed|ing)?)\b",
        re.IGNORECASE,
    ),
}
_DOWN: Mapping[Language, re.Pattern[str]] = {
    "zh": re.compile(r"降低|下降|降下|减少|减轻|压低|压降|缩小|缩减|变小|更低|更小|拉低|收窄|放缓|减排|降本"),
    "en": re.compile(
        r"\b(?:lower(?:s|ed|ing)?|reduc(?:e|es|ed|ing|tion)|decreas(?:e|es|ed|ing)|cut(?:s|ting)?|fall(?:s|ing)?|fell"
        r"|drop(?:s|ped|ping)?|shrink(?:s|ing)?|narrow(?:s|ed|ing|er)?|slow(?:s|ed|ing|er)?|smaller|cheaper"
        r"|(?:bring|brings|brought|bringing) down)\b",
        re.IGNORECASE,
    ),
}


def turns_round(claim: Statement, evidence: Statement) -> bool:
    """Tell whether a claim goes up where the evidence goes down alone, or down where that goes up alone."""
    (up, down), (more, less) = (_directions(one) for one in (claim, evidence))
    return (up and not down and less and not more) or (down and not up and more and not less)


def _directions(sentence: Statement) -> tuple[bool, bool]:
    """Return whether a sentence has a word that goes up, and one that goes down."""
    up, down = (words[sentence.language].search(sentence.bare) is not None for words in (_UP, _DOWN))
    return up, down
