"""No line of the repository copies a sentence of a source: names and figures are facts, sentences are not ours."""

from __future__ import annotations

import html
import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

LONGEST_SHARED_RUN = 30
"""Han characters and digits that a line may share with a source."""

# A copied sentence goes on over the page mark that a source has in its middle.
_PAGE_MARK = re.compile(r"[—–-][ \u3000]*[0-9０-９]{1,3}[ \u3000]*[—–-]")
_TAG = re.compile(r"<(script|style)\b.*?</\1>|<[A-Za-z/!][^>]*>", re.DOTALL | re.IGNORECASE)
_DROPPED = re.compile(r"[^0-9\u3007\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff]+")


def folded(text: str) -> str:
    """Return only the Han characters and digits of a text, in their standard form."""
    return _DROPPED.sub("", unicodedata.normalize("NFKC", text))


def runs(sources: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return every run that is one character too long to share, with the name of its source."""
    length = LONGEST_SHARED_RUN + 1
    found: dict[str, str] = {}
    for name, raw in sources:
        text = html.unescape(_TAG.sub("", raw))
        for variant in (folded(text), folded(_PAGE_MARK.sub("", text))):
            for start in range(len(variant) - length + 1):
                found.setdefault(variant[start : start + length], name)
    return found


def copied(line: str, source_runs: dict[str, str], *, titles: Iterable[str] = ()) -> str | None:
    """Return the first run of a line that a source has too, or None."""
    text = folded(line)
    if len(text) <= LONGEST_SHARED_RUN:
        return None
    for title in sorted(map(folded, titles), key=len, reverse=True):
        # What stands on either side of a title is no run.
        text = text.replace(title, "|")
    for start in range(len(text) - LONGEST_SHARED_RUN):
        run = text[start : start + LONGEST_SHARED_RUN + 1]
        if run in source_runs:
            return run
    return None


def lines_of(paths: Iterable[Path], repository: Path) -> Iterator[tuple[str, str]]:
    """Yield the place and the text of every line that people wrote."""
    for path in paths:
        name = path.relative_to(repository).as_posix()
        content = path.read_bytes()
        # The encoder's vocabulary is a dictionary's; its files have no sentences.
        if b"\0" in content or (name.startswith("index/encoder/") and path.suffix != ".md"):
            continue
        for number, line in enumerate(content.decode("utf-8", errors="replace").splitlines(), start=1):
            yield f"{name}:{number}", line


@pytest.fixture(scope="module")
def source_runs(shared: Path) -> dict[str, str]:
    files = [p for folder in ("corpus", "documents") for p in sorted((shared / folder).iterdir()) if p.is_file()]
    return runs((p.name, p.read_text(encoding="utf-8")) for p in files if p.name != "README.md")


@pytest.fixture(scope="module")
def titles(repository: Path) -> list[str]:
    works = [tomllib.loads(p.read_text(encoding="utf-8")) for p in sorted(repository.glob("corpus/*/work.toml"))]
    return [work["title"]["zh"] for work in works]


SENTENCE = "本市将在二〇三一年建成十二座示范园区并引进三百家以上企业推动地方特产出口额翻一番达到九百亿元"


def test_a_copied_sentence_is_found_through_markup_page_marks_and_full_width_digits() -> None:
    source = (
        "<p>前文。本市将在二〇三一年建成１２座示范\n园区，并引进<b>３００家</b>以上\n—２２—\n企业，推动地方特产</p>"
    )
    line = "- 我们写道：本市将在二〇三一年建成12座示范园区并引进300家以上企业，推动地方特产"

    assert copied(line, runs([("source", source)])) == "本市将在二〇三一年建成12座示范园区并引进300家以上企业推动"


def test_thirty_characters_may_be_shared_and_thirty_one_may_not() -> None:
    source_runs = runs([("source", SENTENCE)])

    assert copied(f"甲{SENTENCE[:30]}乙", source_runs) is None
    assert copied(f"甲{SENTENCE[:31]}乙", source_runs) == SENTENCE[:31]


def test_a_title_is_cut_out_and_joins_nothing() -> None:
    source_runs = runs([("source", SENTENCE)])

    assert copied(SENTENCE, source_runs, titles=[SENTENCE[10:26]]) is None


def test_a_line_of_every_source_would_be_found(shared: Path, source_runs: dict[str, str], titles: list[str]) -> None:
    for path in sorted((shared / "corpus").glob("*.*")):
        text = folded(html.unescape(_TAG.sub("", path.read_text(encoding="utf-8"))))
        if path.name != "README.md":
            assert copied(f'    "{text[600:700]}",', source_runs, titles=titles), path.name


def test_no_line_of_the_repository_copies_a_source(
    repository: Path, tracked: list[Path], source_runs: dict[str, str], titles: list[str]
) -> None:
    found = [
        f"{place}: …{run}… ({source_runs[run]})"
        for place, line in lines_of(tracked, repository)
        if (run := copied(line, source_runs, titles=titles))
    ]

    assert not found, "these lines share more than 30 characters with a source:\n" + "\n".join(found)
