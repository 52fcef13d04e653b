"""The command line: parse, call, render. Only here, in ``web`` and in ``api`` are errors caught."""
