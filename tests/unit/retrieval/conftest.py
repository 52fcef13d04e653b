"""What tests of retrieval stand on: the names that ship, and a question as understood with them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.library import Library
from assistant.resources import content_path
from assistant.retrieval.places import read_places
from assistant.retrieval.requirements import read_requirements
from assistant.retrieval.understanding import Gazetteer, Question, understand
from assistant.terms import read_glossary


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    return Gazetteer(
        read_places(content_path("corpus", "places.tsv")),
        read_requirements(content_path("corpus", "requirements.tsv")),
        read_glossary(content_path("corpus", "glossary.tsv")),
    )


@pytest.fixture(scope="session")
def read(shipped_library: Library, gazetteer: Gazetteer) -> Callable[[str], Question]:
    """Return a function that understands a question about the shipped corpus."""
    return lambda text: understand(text, shipped_library, gazetteer)
