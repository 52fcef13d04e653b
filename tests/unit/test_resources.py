"""Content files are found from the package's own place."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant import resources
from assistant.errors import ContentError
from assistant.resources import CONTENT_FOLDERS, content_path


def content_in(folder: Path) -> Path:
    (folder / "corpus").mkdir(parents=True)
    (folder / "corpus" / "glossary.tsv").write_text("zh\n", encoding="utf-8")
    return folder


def test_the_folders_of_content_are_found() -> None:
    names = CONTENT_FOLDERS

    found = [content_path(name).name for name in names]

    assert found == ["corpus", "prompts", "eval", "index"]


def test_the_working_folder_plays_no_part(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    content_in(tmp_path)
    before = content_path("corpus")

    monkeypatch.chdir(tmp_path)

    assert content_path("corpus") == before
    assert not before.is_relative_to(tmp_path)


def test_a_missing_file_is_named_and_the_remedy_given() -> None:
    parts = ("corpus", "no-such-work", "zh.md")

    with pytest.raises(
        ContentError, match=r"corpus/no-such-work/zh\.md: is missing from the installation; install"
    ) as caught:
        content_path(*parts)

    assert caught.value.path == "corpus/no-such-work/zh.md"


def test_the_checkout_comes_before_the_wheel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "assistant"
    content_in(tmp_path)
    content_in(package / "_content")

    monkeypatch.setattr(resources, "_PACKAGE", package)

    assert content_path("corpus") == tmp_path / "corpus"


def test_in_a_wheel_a_strange_folder_beside_the_package_is_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "assistant"
    content_in(package / "_content")
    (package / "_content" / "index").mkdir()
    (tmp_path / "index").mkdir()

    monkeypatch.setattr(resources, "_PACKAGE", package)

    assert content_path("index") == package / "_content" / "index"
