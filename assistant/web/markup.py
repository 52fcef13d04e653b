"""HTML made from text: the one place where text becomes markup.

``Html`` is trusted markup, ``str`` is anybody's text; the type checker refuses
the one where the other is wanted. Text becomes ``Html`` by ``escaped`` alone.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from typing import NewType

Html = NewType("Html", str)

EMPTY = Html("")
_VOID = frozenset({"br", "hr", "input", "link", "meta"})
_NAME = re.compile(r"[a-z][a-z0-9-]*")
# SVG has some names in two cases.
_SVG_NAMES = frozenset({"viewBox", "preserveAspectRatio"})
# The page shows markup as one block of Markdown, and a blank line would end it.
_LINE_ENDS = str.maketrans({"\n": "&#10;", "\r": "&#13;", "\f": " ", "\v": " "})


def escaped(text: str) -> Html:
    """Return text as markup in which every character stands for itself."""
    return Html(html.escape(text, quote=True).translate(_LINE_ENDS))


def element(name: str, *children: Html, attributes: dict[str, str | None] | None = None) -> Html:
    """Return an element; attribute values are escaped here, None leaves an attribute out.

    Raises:
        ValueError: a name is none that this page uses, such as ``onclick`` or ``script``.
    """
    if not _NAME.fullmatch(name) or name == "script":
        raise ValueError(f"no element is called {name!r} on this page")
    written = "".join(_attribute(key, value) for key, value in (attributes or {}).items() if value is not None)
    if name in _VOID:
        return Html(f"<{name}{written}>")
    return Html(f"<{name}{written}>{''.join(children)}</{name}>")


def joined(pieces: Iterable[Html], between: Html = EMPTY) -> Html:
    """Return markup one after the other."""
    return Html(between.join(pieces))


def _attribute(name: str, value: str) -> str:
    if name not in _SVG_NAMES and (not _NAME.fullmatch(name) or name.startswith("on")):
        raise ValueError(f"no attribute is called {name!r} on this page")
    return f' {name}="{escaped(value)}"'
