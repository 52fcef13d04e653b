"""The library as it is opened: what ships, and what lies in the home folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.errors import ContentError
from assistant.library.opening import open_library
from assistant.settings import Settings


def test_the_six_works_that_ship_are_there_in_both_languages(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path / "none")

    library = open_library(settings)

    assert [work.id for work in library.works] == [
        "green",
        "metaverse",
        "notice",
        "press-2022-07-08",
        "press-2022-11-23",
        "terminals",
    ]
    # A digest and its expansion, in two languages.
    assert len(library.expressions) == 24
    assert sum(len(library.editions(work.id)) for work in library.works) == 12
    assert library.added == ()


def test_opening_writes_nothing(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path / "none")

    open_library(settings)

    assert list(tmp_path.iterdir()) == []


def test_a_damaged_added_document_is_refused_and_the_remedy_named(tmp_path: Path) -> None:
    (tmp_path / "library").mkdir()
    (tmp_path / "library" / "kites.json").write_text('{"sha256": "0", "added": {}}', encoding="utf-8")

    with pytest.raises(ContentError, match="assistant corpus remove kites"):
        open_library(Settings(home=tmp_path))
