"""``python -m assistant`` and the ``assistant`` command."""

from __future__ import annotations

from assistant.cli.program import main

if __name__ == "__main__":
    main()
