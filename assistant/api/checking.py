"""Whether the index on the disk is what was written."""

from __future__ import annotations

from pathlib import Path

from assistant.errors import IndexDamagedError
from assistant.indexing.generation import current_folder, read_manifest, verified_bytes


def verified_generation(index_home: Path) -> str:
    """Check every file of the current index against its hash, and return the index's name.

    Raises:
        IndexDamagedError: there is no index, or a file is not what was written.
    """
    folder = current_folder(index_home)
    if folder is None:
        raise IndexDamagedError(index_home, "holds no index")
    _, files = read_manifest(folder)
    for _ in verified_bytes(folder, files):
        # Each is read and compared as it comes.
        pass
    return folder.name
