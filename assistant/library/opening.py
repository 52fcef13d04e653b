"""Open the library: what ships, and what the user added."""

from __future__ import annotations

from assistant.library.added import read_all_added
from assistant.library.catalogue import Library, catalogue
from assistant.library.digests import read_shipped
from assistant.resources import content_path
from assistant.settings import Settings


def open_library(settings: Settings) -> Library:
    """Return every work there is, read from its files.

    Raises:
        ContentError: a file is missing, malformed, or was changed since it was written.
    """
    works, expressions = read_shipped(content_path("corpus"))
    return catalogue(works, expressions, read_all_added(settings.library_home))
