"""Where the content that ships is: the checkout's folders first, the wheel's second."""

from __future__ import annotations

from pathlib import Path

from assistant.errors import ContentError

_PACKAGE = Path(__file__).resolve().parent
CONTENT_FOLDERS = ("corpus", "prompts", "eval", "index")


def content_path(*parts: str) -> Path:
    """Return the path of a content file or folder, found from this file's place.

    In a checkout the folders lie beside the package; in an installed wheel they
    travel inside it. The working folder plays no part.

    Raises:
        ContentError: it is in neither place.
    """
    for root in (_PACKAGE.parent, _PACKAGE / "_content"):
        # The corpus marks a folder as ours: site-packages may hold another "index".
        if (root / "corpus" / "glossary.tsv").is_file():
            path = root.joinpath(*parts)
            if path.exists():
                return path
    raise ContentError("/".join(parts), "is missing from the installation; install the package again")
