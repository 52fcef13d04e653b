"""``python -m assistant`` and the ``assistant`` command."""

from __future__ import annotations


def main() -> None:
    """Run the command line; Ctrl+C ends it quietly from the first moment on."""
    try:
        # Imported here, for Ctrl+C may come while this is going on.
        from assistant.cli.program import main as run

        run()
    except KeyboardInterrupt:
        raise SystemExit(130) from None


if __name__ == "__main__":
    main()
