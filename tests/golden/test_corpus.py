"""The corpus as it ships: how many clauses, which ones, and what the official text says to it."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.library import Library
from assistant.library.adding import Outcome, add_file, fingerprints_of
from assistant.library.checking import check_corpus
from assistant.library.opening import open_library
from assistant.settings import Settings
from assistant.works import LANGUAGES, ClauseRef, Edition

OFFICIAL = "notice-2022-12-official.txt"
# Leaves: how many, the first, the middle (of an even number the one after), the last.
WORKS = {
    "green": (34, "preface", "2.3.7", "5.5"),
    "metaverse": (38, "preface", "2.3.10", "4.5"),
    "terminals": (38, "preface", "2.2.10", "3.7"),
    "notice": (7, "p1", "p4", "p7"),
    "press-2022-07-08": (20, "p1", "p11", "p20"),
    "press-2022-11-23": (16, "p1", "p9", "p16"),
}
ITEMS = {"green": 10, "metaverse": 15, "terminals": 21}


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return open_library(Settings(home=tmp_path_factory.getbasetemp() / "no-home"))


@pytest.mark.parametrize("work", WORKS)
def test_a_work_has_its_clauses_in_both_languages(shipped: Library, work: str) -> None:
    count, first, middle, last = WORKS[work]

    for language in LANGUAGES:
        leaves = [clause.eid for clause in shipped.answering(work, language).leaves()]

        assert (len(leaves), leaves[0], leaves[len(leaves) // 2], leaves[-1]) == (count, first, middle, last)


@pytest.mark.parametrize("work", ITEMS)
def test_the_items_of_a_plan_run_through_its_second_part(shipped: Library, work: str) -> None:
    leaves = [clause.eid for clause in shipped.answering(work, "zh").leaves()]

    numbers = [int(eid.split(".")[2]) for eid in leaves if eid.startswith("2.")]

    assert numbers == list(range(1, ITEMS[work] + 1))


@pytest.mark.parametrize(
    ("work", "principles", "goals", "sections"),
    [
        ("green", 6, 4, ["3.1", "3.2", "3.3", "3.4", "3.5", "4.1", "4.2", "4.3", "5.1", "5.2", "5.3", "5.4", "5.5"]),
        (
            "metaverse",
            5,
            4,
            ["3.1", "3.2", "3.3", "3.4", "3.5", "3.6", "3.7", "3.8", "4.1", "4.2", "4.3", "4.4", "4.5"],
        ),
        ("terminals", 4, 5, ["3.1", "3.2", "3.3", "3.4", "3.5", "3.6", "3.7"]),
    ],
)
def test_a_plan_has_its_principles_goals_and_sections(
    shipped: Library, work: str, principles: int, goals: int, sections: list[str]
) -> None:
    leaves = [clause.eid for clause in shipped.answering(work, "zh").leaves()]

    first, second = ([eid for eid in leaves if eid.startswith(f"1.{section}.p")] for section in (1, 2))

    assert (len(first), len(second)) == (principles, goals)
    assert [eid for eid in leaves if eid[0] in "345"] == sections


def test_the_digests_are_complete_and_agree_figure_by_figure(shipped: Library) -> None:
    checked = check_corpus(shipped)

    findings = [f"{finding.ref}: {finding.problem}" for finding in checked.findings]

    assert findings == []
    assert (checked.works, checked.clauses) == (6, 153)


def test_every_official_clause_has_a_fingerprint_in_document_order(shipped: Library) -> None:
    works = [work for work, (count, *_) in WORKS.items() if not work.startswith("press")]

    marked = {work: [mark.eid for mark in fingerprints_of(work)] for work in works}

    assert marked == {work: [ref.eid for ref in shipped.leaves(work)] for work in works}
    assert sum(map(len, marked.values())) == 117


def test_the_official_file_is_four_known_works_with_every_clause_matched(shared: Path, tmp_path: Path) -> None:
    settings = Settings(home=tmp_path)

    added = add_file(settings, shared / "corpus" / OFFICIAL)

    assert [(one.work.id, one.outcome, one.known, one.clauses, one.matched, one.unmatched) for one in added] == [
        ("notice", Outcome.ADDED, True, 7, 7, ()),
        ("green", Outcome.ADDED, True, 34, 34, ()),
        ("metaverse", Outcome.ADDED, True, 38, 38, ()),
        ("terminals", Outcome.ADDED, True, 38, 38, ()),
    ]
    checked = check_corpus(open_library(settings))
    assert (checked.official, checked.findings) == (117, ())


def test_without_its_number_the_official_file_is_known_by_its_fingerprints(shared: Path, tmp_path: Path) -> None:
    text = (shared / "corpus" / OFFICIAL).read_text(encoding="utf-8")
    (tmp_path / "copy.txt").write_text(text.replace("１２号", "", 1), encoding="utf-8")

    added = add_file(Settings(home=tmp_path), tmp_path / "copy.txt")

    assert [(one.work.id, one.known, one.matched) for one in added[1:]] == [
        ("green", True, 34),
        ("metaverse", True, 38),
        ("terminals", True, 38),
    ]
    # The number is a clause of the notice itself.
    assert (added[0].work.id, added[0].known, added[0].unmatched) == ("notice", True, ("p1",))


@pytest.mark.parametrize("encoding", ["utf-16", "gb18030"])
def test_the_official_file_is_known_in_other_encodings(shared: Path, tmp_path: Path, encoding: str) -> None:
    text = (shared / "corpus" / OFFICIAL).read_text(encoding="utf-8")
    (tmp_path / "copy.txt").write_text(text, encoding=encoding)

    added = add_file(Settings(home=tmp_path), tmp_path / "copy.txt")

    assert [(one.work.id, one.matched, one.unmatched) for one in added] == [
        ("notice", 7, ()),
        ("green", 34, ()),
        ("metaverse", 38, ()),
        ("terminals", 38, ()),
    ]


@pytest.mark.parametrize(
    ("figure", "wrong", "ref"),
    [
        ("５０００亿元", "５００１亿元", "green/1.2.p1"),
        ("２个千亿", "３个千亿", "green/1.2.p1"),
        ("１０家市", "１１家市", "green/1.2.p2"),
        ("７０兆帕", "７兆帕", "green/2.2.6"),
        ("T８００", "T８０", "green/2.3.7"),
        ("３５００亿元", "３.５亿元", "metaverse/1.2.p1"),
        ("１５０００亿", "１.５万亿", "metaverse/1.2.p1"),
        ("５０个以", "５０万个以", "metaverse/1.2.p3"),
        ("－Fi７", "－Fi６", "metaverse/2.1.2"),
        ("６月２４日", "６月２５日", "notice/p4"),
        ("７０００亿元", "７０００万元", "terminals/1.2.p1"),
        ("超过１５０００", "达到１５０００", "metaverse/1.2.p1"),
    ],
)
def test_one_changed_figure_unmatches_exactly_its_clause_and_it_is_never_quoted(
    shared: Path, tmp_path: Path, figure: str, wrong: str, ref: str
) -> None:
    text = (shared / "corpus" / OFFICIAL).read_text(encoding="utf-8")
    assert figure in text
    (tmp_path / "damaged.txt").write_text(text.replace(figure, wrong, 1), encoding="utf-8")

    added = add_file(Settings(home=tmp_path), tmp_path / "damaged.txt")

    library = open_library(Settings(home=tmp_path))
    assert [f"{one.work.id}/{eid}" for one in added for eid in one.unmatched] == [ref]
    assert sum(one.matched for one in added) == 116
    assert library.official(ClauseRef.parse(ref)) is None
    assert [p.ref for p in library.passages() if p.edition is Edition.OFFICIAL] == []
    assert {str(finding.ref) for finding in check_corpus(library).findings} == {ref}
