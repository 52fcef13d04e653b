"""Open the page: ``python app.py`` is ``assistant web``, and takes the same options."""

from __future__ import annotations

import sys

from assistant.__main__ import main

if __name__ == "__main__":
    sys.argv[1:1] = ["web"]
    main()
