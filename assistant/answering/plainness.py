"""Whether a text is one plain sentence, in which nothing can hide."""

from __future__ import annotations

import re

_HAN = "\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0002ebef"
_STRANGE = re.compile(
    f"[^A-Za-z0-9０-９〇{_HAN}"
    r" .,;:?!'\"()%&/+~¥￥$€£–—‘’“”…·、。《》〈〉（），：；？！％／～-]"
)
# What a list, a heading or a quotation begins with.
_LISTED = re.compile(r"\s*(?:[-–—·+~]|[0-9]{1,2}[.)、])\s|\s")
_MARKED = re.compile(r"[$~](?! ?[0-9])|(?<![A-Za-z0-9])[/&](?![A-Za-z0-9])|\.{2}|-{3}|:{2}|//")


def oddities(text: str, evidence: str) -> str:
    """Return the signs of ``text`` that no plain sentence has, empty where it is one.

    Letters and digits that only look like others, invisible characters, other scripts, line
    breaks and mark-up are such signs, unless the clause itself (``evidence``) has them.
    """
    strange = [sign for sign in _STRANGE.findall(text) if sign not in evidence or not sign.isprintable()]
    marked = [sign for sign in _MARKED.findall(text) if sign not in evidence]
    listed = _LISTED.match(text)
    found = dict.fromkeys((*strange, *marked, *([listed[0]] if listed else ())))
    return " ".join(sign if sign.isprintable() and sign.strip() else f"U+{ord(sign[0]):04X}" for sign in found)
