"""Prompts are files: a name that nothing fills is an error, and their hash says which words were used."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from assistant.drafting.prompts import prompt_of, read_prompt
from assistant.errors import ContentError
from assistant.works import Language


def written(folder: Path, text: str) -> Path:
    path = folder / "ask.en.md"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_prompt_that_ships_has_both_names_and_the_hash_of_its_file(language: Language, repository: Path) -> None:
    prompt = read_prompt("answer", language)

    said = prompt.fill(clauses="[]", question="?")

    assert "$" not in prompt.system + said
    assert prompt.sha256 == hashlib.sha256((repository / "prompts" / f"answer.{language}.md").read_bytes()).hexdigest()


def test_values_go_in_as_they_are(tmp_path: Path) -> None:
    prompt = prompt_of(written(tmp_path, "Be brief.\n---\nQ: $question\n"))

    said = prompt.fill(question="$clauses ${x} $$ 5")

    assert (prompt.id, prompt.system, said) == ("ask.en", "Be brief.", "Q: $clauses ${x} $$ 5")


def test_a_name_that_nothing_fills_is_an_error(tmp_path: Path) -> None:
    prompt = prompt_of(written(tmp_path, "Be brief.\n---\nQ: $question, $mood\n"))

    with pytest.raises(ContentError, match=r"prompts/ask\.en\.md: has the name \$mood, which nothing fills"):
        prompt.fill(question="?")


def test_a_dollar_that_begins_no_name_is_an_error(tmp_path: Path) -> None:
    prompt = prompt_of(written(tmp_path, "Be brief.\n---\n$5: $question\n"))

    with pytest.raises(ContentError, match="begins no name"):
        prompt.fill(question="?")


@pytest.mark.parametrize(("text", "words"), [("no rule", "no line ---"), ("", "no line ---")])
def test_a_prompt_has_two_parts(tmp_path: Path, text: str, words: str) -> None:
    path = written(tmp_path, text)

    with pytest.raises(ContentError, match=words):
        prompt_of(path)


def test_a_prompt_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="cannot be read"):
        prompt_of(tmp_path / "ask.en.md")
