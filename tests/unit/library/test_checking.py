"""What a check of the corpus finds, one fault at a time."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from assistant.library import Library
from assistant.library.added import Added
from assistant.library.catalogue import catalogue
from assistant.library.checking import check_corpus
from assistant.library.digests import read_digest
from assistant.works import Authority, Bilingual, Edition, Expression, Language, Work

WORK = Work("kites", Bilingual("风筝", "Kites"), Bilingual("风筝", "Kites"), Bilingual("", ""), Authority.BRIEFING)
ZH = (
    "## preface\n- 为风筝而定。\n## 1 任务\n"
    "## 1.1 材料\n- 到2026年突破30亿元。\n- 线要结实。\n## 1.2 人才\n- 培养人才。\n"
)
EN = (
    "## preface\n- Made for kites.\n## 1 Tasks\n## 1.1 Materials\n- By 2026 to exceed RMB 3 billion.\n"
    "- Strings are to be strong.\n## 1.2 People\n- People are trained.\n"
)


def digest(folder: Path, language: Language, text: str) -> Expression:
    (folder / "kites").mkdir(exist_ok=True)
    (folder / "kites" / f"{language}.md").write_text(text, encoding="utf-8")
    return read_digest(folder / "kites", language)


def library(folder: Path, *, zh: str = ZH, en: str = EN, work: Work = WORK) -> Library:
    return catalogue([work], [digest(folder, "zh", zh), digest(folder, "en", en)], [])


def problems(checked: Library) -> list[tuple[str, str]]:
    return [(finding.ref.eid, finding.problem) for finding in check_corpus(checked).findings]


def test_a_sound_corpus_has_no_findings_and_its_parts_are_counted(tmp_path: Path) -> None:
    sound = library(tmp_path)

    checked = check_corpus(sound)

    assert checked.findings == ()
    assert (checked.works, checked.clauses, checked.sentences, checked.official) == (1, 3, 8, 0)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("RMB 3 billion", "RMB 30 billion"),
        ("RMB 3 billion", "USD 3 billion"),
        ("exceed RMB", "reach RMB"),
        ("By 2026 to", "By 2027 to"),
        (" RMB 3 billion", ""),
    ],
)
def test_a_figure_that_differs_is_found(tmp_path: Path, old: str, new: str) -> None:
    faulty = library(tmp_path, en=EN.replace(old, new))

    found = problems(faulty)

    assert found
    assert {eid for eid, _ in found} == {"1.1"}
    assert any("of Chinese sentence 1 is not in the English" in problem for _, problem in found)


def test_a_figure_that_only_the_english_has_is_found(tmp_path: Path) -> None:
    faulty = library(tmp_path, en=EN.replace("People are trained.", "Some 40 people are trained."))

    found = problems(faulty)

    assert [eid for eid, _ in found] == ["1.2"]
    assert "of English sentence 1 is not in the Chinese" in found[0][1]


def test_a_sentence_that_one_digest_lacks_is_found(tmp_path: Path) -> None:
    faulty = library(tmp_path, en=EN.replace("- Strings are to be strong.\n", ""))

    found = problems(faulty)

    assert found == [("1.1", "has 2 Chinese and 1 English sentences")]


def test_a_clause_without_a_sentence_is_found(tmp_path: Path) -> None:
    faulty = library(tmp_path, zh=ZH.replace("- 培养人才。\n", ""), en=EN.replace("- People are trained.\n", ""))

    found = problems(faulty)

    assert found == [("1.2", "has 0 Chinese and 0 English sentences")]


def test_a_clause_that_one_digest_lacks_is_found(tmp_path: Path) -> None:
    faulty = library(tmp_path, en=EN.replace("## 1.2 People\n- People are trained.\n", ""))

    found = problems(faulty)

    assert found == [("1.2", "the two digests do not have the same clauses in the same order")]


def test_clauses_in_another_order_are_found_and_named(tmp_path: Path) -> None:
    swapped = (
        "## preface\n- Made for kites.\n## 1 Tasks\n## 1.2 People\n- People are trained.\n"
        "## 1.1 Materials\n- By 2026 to exceed RMB 3 billion.\n- Strings are to be strong.\n"
    )
    faulty = library(tmp_path, en=swapped)

    found = problems(faulty)

    assert found == [("1.1, 1.2", "the two digests do not have the same clauses in the same order")]


def test_a_clause_out_of_order_is_found(tmp_path: Path) -> None:
    faulty = library(tmp_path, zh=ZH.replace("## 1.1", "## 1.3"), en=EN.replace("## 1.1", "## 1.3"))

    found = problems(faulty)

    assert found == [("1.2", "stands out of order")]


def test_a_container_without_a_heading_is_found(tmp_path: Path) -> None:
    faulty = library(tmp_path, zh=ZH.replace("## 1 任务", "## 1"))

    found = problems(faulty)

    assert found == [("1", "a container needs a heading")]


def test_a_missing_digest_is_found(tmp_path: Path) -> None:
    half = catalogue([WORK], [digest(tmp_path, "zh", ZH)], [])

    found = problems(half)

    assert found == [("", "a digest is missing; both zh.md and en.md must be there")]


def test_clauses_and_fingerprints_must_match_one_to_one(tmp_path: Path) -> None:
    # The notice's fingerprints ship: p1 to p7.
    seven = "".join(f"## p{n}\n- 甲。\n" for n in range(1, 7)) + "## p8\n- 乙。\n"
    (tmp_path / "notice").mkdir()
    for language in ("zh", "en"):
        (tmp_path / "notice" / f"{language}.md").write_text(seven, encoding="utf-8")
    work = replace(WORK, id="notice", authority=Authority.OFFICIAL)
    faulty = catalogue([work], [read_digest(tmp_path / "notice", "zh"), read_digest(tmp_path / "notice", "en")], [])

    found = problems(faulty)

    assert found == [("p7", "is a fingerprint without a clause"), ("p8", "has no fingerprint")]


def test_an_official_text_that_lacks_or_changes_a_clause_is_found(tmp_path: Path) -> None:
    zh, en = digest(tmp_path, "zh", ZH), digest(tmp_path, "en", EN)
    kept = tuple(clause for clause in zh.clauses if clause.eid != "1.2")
    official = Added(
        WORK, Expression("kites", "zh", Edition.OFFICIAL, zh.text, kept), frozenset(), known=True, source="k.txt"
    )
    # A briefing's folder is there, and has no fingerprints.
    work = replace(WORK, id="press-2022-07-08")
    moved = catalogue(
        [work],
        [replace(zh, work=work.id), replace(en, work=work.id)],
        [replace(official, work=work, expression=replace(official.expression, work=work.id))],
    )

    found = problems(moved)

    assert ("1.2", "is not in the official text that is installed") in found
    assert ("1.1", "the official text that is installed does not match its fingerprint") in found
