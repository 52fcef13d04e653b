"""The works there are, their digests, and the official texts that users add."""

from assistant.library.catalogue import Library as Library
