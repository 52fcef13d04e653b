"""Adding a file: a known work is recognised and verified, another taken in, bad input changes nothing."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from assistant.errors import (
    AssistantError,
    NoClausesError,
    SourceError,
    SourceTooLargeError,
    WorkNotFoundError,
    WorkProtectedError,
)
from assistant.library.added import read_all_added, save_added
from assistant.library.adding import Outcome, add_file, fingerprints_of, leaf_texts, recognised, remove_work
from assistant.library.opening import open_library
from assistant.parsing import ParsedWork, parse, read_source
from assistant.settings import Settings
from assistant.works import Authority, Clause, ClauseRef, Level, Span

KITES = """\
试点市人民政府办公厅文件
试府办发〔2024〕7号
试点市人民政府办公厅关于印发《试点市风筝产业发展办法》的通知
各区人民政府：
现将办法印发给你们，请认真落实。
试点市人民政府办公厅
2024年3月5日
试点市风筝产业发展办法
第一条 为了发展风筝产业，制定本办法。
第二条 到2026年，风筝产业规模达到30亿元。
第三条 本办法自2024年4月1日起施行。
"""


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(home=tmp_path / "home")


@pytest.fixture
def kites(tmp_path: Path) -> Path:
    path = tmp_path / "kites.txt"
    path.write_text(KITES, encoding="utf-8")
    return path


def parsed_as(title: str, number: str | None, text: str = "放风筝。") -> ParsedWork:
    clause = Clause("preface", Level.PREFACE, "", "", Span(0, len(text)))
    return ParsedWork(title, number, None, None, None, None, text, (clause,))


def test_the_works_of_a_file_are_taken_in_under_their_number(settings: Settings, kites: Path) -> None:
    file = kites

    notice, rules = add_file(settings, file)

    assert (notice.work.id, rules.work.id) == ("试府办发-2024-7-1", "试府办发-2024-7-2")
    assert (rules.outcome, rules.known, rules.clauses, rules.matched, rules.unmatched) == (
        Outcome.ADDED,
        False,
        3,
        0,
        (),
    )
    assert rules.work.title.zh == "试点市风筝产业发展办法"
    assert rules.work.issuer.zh == "试点市人民政府办公厅"
    assert notice.work.names == ("试府办发〔2024〕7号", "试点市风筝产业发展办法")


def test_an_added_work_can_be_quoted_clause_by_clause(settings: Settings, kites: Path) -> None:
    add_file(settings, kites)

    library = open_library(settings)

    quoted = library.official(ClauseRef("试府办发-2024-7-2", "2"))
    assert quoted is not None
    assert quoted.text_of("2") == "到2026年，风筝产业规模达到30亿元。"
    assert not library.is_verified(ClauseRef("试府办发-2024-7-2", "2"))


def test_adding_the_same_file_again_changes_nothing(settings: Settings, kites: Path) -> None:
    add_file(settings, kites)
    before = {path: path.stat().st_mtime_ns for path in settings.library_home.glob("*.json")}

    again = add_file(settings, kites.rename(kites.with_name("renamed.txt")))

    assert [one.outcome for one in again] == [Outcome.UNCHANGED, Outcome.UNCHANGED]
    assert {path: path.stat().st_mtime_ns for path in settings.library_home.glob("*.json")} == before


def test_a_new_text_of_the_same_work_replaces_the_old(settings: Settings, kites: Path) -> None:
    add_file(settings, kites)
    kites.write_text(KITES.replace("30亿元", "35亿元"), encoding="utf-8")

    again = add_file(settings, kites)

    assert [one.outcome for one in again] == [Outcome.UNCHANGED, Outcome.REPLACED]
    assert "35亿元" in open_library(settings).answering("试府办发-2024-7-2", "zh").text


def test_a_clause_that_is_verified_no_longer_is_kept_anew(settings: Settings, kites: Path) -> None:
    add_file(settings, kites)
    first, _ = read_all_added(settings.library_home)
    save_added(settings.library_home, replace(first, verified=frozenset({"1"})))

    again = add_file(settings, kites)

    assert [one.outcome for one in again] == [Outcome.REPLACED, Outcome.UNCHANGED]
    assert read_all_added(settings.library_home)[0].verified == frozenset()


def test_a_long_title_is_shortened_for_labels(settings: Settings, tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    title = "试点市" + "风筝" * 24 + "发展办法"
    path.write_text(f"{title}\n第一条 放风筝。\n第二条 收风筝。\n", encoding="utf-8")

    (added,) = add_file(settings, path)

    assert added.work.title.zh == title
    assert added.work.short_title.zh == title[:39] + "…"


BAD = {
    "missing.txt": (None, SourceError, "does not exist"),
    "empty.txt": (b"", SourceError, "is empty"),
    "blank.txt": (b" \n\n ", SourceError, "has no text"),
    "binary.txt": (bytes(range(256)) * 40, SourceError, "binary"),
    "paper.pdf": (b"%PDF-1.7", SourceError, "PDF files cannot be read yet"),
    "picture.png": (b"\x89PNG", SourceError, "is not of a format that can be read"),
    "note.txt": ("放风筝。\n".encode(), NoClausesError, "note.txt"),
    "large.txt": (b"x" * 21_000_000, SourceTooLargeError, "21 MB"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_one_line_and_changes_nothing(settings: Settings, tmp_path: Path, name: str) -> None:
    content, kind, words = BAD[name]
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)

    with pytest.raises(kind, match=words) as caught:
        add_file(settings, path)

    assert "\n" not in str(caught.value)
    assert not settings.home.exists()


def test_a_folder_is_no_document(settings: Settings, tmp_path: Path) -> None:
    folder = tmp_path / "folder.txt"
    folder.mkdir()

    with pytest.raises(SourceError, match="is a folder"):
        add_file(settings, folder)

    assert not settings.home.exists()


def test_a_work_is_known_by_number_and_title_whatever_its_words(settings: Settings) -> None:
    library = open_library(settings)
    green = library.work("green")

    found = recognised(parsed_as(green.title.zh, green.number), library)

    assert found == green


@pytest.mark.parametrize("number", [None, "沪府办发〔2021〕12号"])
def test_a_title_with_another_number_is_another_work(settings: Settings, number: str | None) -> None:
    library = open_library(settings)
    title = library.work("green").title.zh

    found = recognised(parsed_as(title, number), library)

    assert found is None


def test_a_known_work_lists_every_clause_that_does_not_match(settings: Settings, tmp_path: Path) -> None:
    library = open_library(settings)
    green = library.work("green")
    path = tmp_path / "green.txt"
    path.write_text(f"{green.number}\n{green.title.zh}\n一、任务\n放风筝。\n二、保障\n收风筝。\n", encoding="utf-8")

    (added,) = add_file(settings, path)

    assert (added.work.id, added.known, added.matched) == ("green", True, 0)
    assert added.unmatched == tuple(mark.eid for mark in fingerprints_of("green"))
    assert len(added.unmatched) == 34


def test_a_new_work_never_takes_the_id_of_one_that_ships(settings: Settings, tmp_path: Path) -> None:
    path = tmp_path / "green.txt"
    path.write_text("green\n一、任务\n放风筝。\n二、保障\n收风筝。\n", encoding="utf-8")

    (added,) = add_file(settings, path)

    assert added.work.id != "green"
    assert open_library(settings).is_shipped("green")


def test_a_briefing_has_no_fingerprints() -> None:
    work = "press-2022-07-08"

    marks = fingerprints_of(work)

    assert marks == ()


def test_leaf_texts_leave_containers_out(kites: Path) -> None:
    _, rules = parse(read_source(kites))

    found = leaf_texts(rules)

    assert [eid for eid, _ in found] == ["1", "2", "3"]
    assert found[0][1] == "为了发展风筝产业，制定本办法。"


def test_an_added_work_is_removed(settings: Settings, kites: Path) -> None:
    add_file(settings, kites)

    gone = remove_work(settings, "试府办发-2024-7-2")

    assert gone
    assert "试府办发-2024-7-2" not in [work.id for work in open_library(settings).works]


def test_of_a_work_that_ships_only_the_official_text_is_removed(settings: Settings, tmp_path: Path) -> None:
    green = open_library(settings).work("green")
    path = tmp_path / "green.txt"
    path.write_text(f"{green.number}\n{green.title.zh}\n一、任务\n放风筝。\n二、保障\n收风筝。\n", encoding="utf-8")
    add_file(settings, path)

    gone = remove_work(settings, "green")

    assert not gone
    assert open_library(settings).added == ()
    assert open_library(settings).is_shipped("green")


def test_a_work_that_ships_cannot_be_removed(settings: Settings) -> None:
    work = "green"

    with pytest.raises(WorkProtectedError, match="green ships with the assistant"):
        remove_work(settings, work)

    assert open_library(settings).is_shipped(work)


@pytest.mark.parametrize("work", ["kites", "", "../kites", "/etc/passwd"])
def test_a_work_that_is_not_there_cannot_be_removed(settings: Settings, work: str) -> None:
    name = work

    with pytest.raises(WorkNotFoundError):
        remove_work(settings, name)

    assert list(settings.library_home.glob("*.json")) == []


def test_a_damaged_document_is_removed_as_its_error_says(settings: Settings, kites: Path) -> None:
    add_file(settings, kites)
    (settings.library_home / "试府办发-2024-7-2.json").write_text("{", encoding="utf-8")
    with pytest.raises(AssistantError, match="assistant corpus remove 试府办发-2024-7-2"):
        open_library(settings)

    gone = remove_work(settings, "试府办发-2024-7-2")

    assert gone
    assert [one.work.id for one in open_library(settings).added] == ["试府办发-2024-7-1"]


def test_a_new_document_is_vouched_for_by_nobody(tmp_path: Path) -> None:
    (tmp_path / "plan.txt").write_text(
        "风筝产业行动方案\n一、目标\n放飞风筝三百只。\n二、任务\n做好风筝线。\n", encoding="utf-8"
    )

    added = add_file(Settings(home=tmp_path / "home"), tmp_path / "plan.txt")

    assert [one.work.authority for one in added] == [Authority.ADDED]
