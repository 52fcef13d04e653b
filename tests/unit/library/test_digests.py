"""Reading the works that ship: work.toml, and a digest file line by line."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.errors import ContentError
from assistant.library.digests import read_digest, read_shipped, read_work
from assistant.works import Authority, Bilingual, Edition, Level

WORK = """\
authority = "official"
number = "试府办发〔2024〕7号"
issued = 2024-03-05
period = [2024, 2026]
part_of = "notice"
names = ["风筝方案", "kite plan"]
subjects = ["风筝"]
short_names = ["纸鸢"]

[title]
zh = "风筝产业行动方案"
en = "Action Plan for Kites"

[short_title]
zh = "风筝方案"
en = "Kite Plan"

[issuer]
zh = "试点市"
en = "Pilot City"
"""
DIGEST = """\
# 风筝产业行动方案

## preface

- 方案为风筝而定。

## 1 总体要求

## 1.1 原则

## 1.1.p1 安全

- 风筝要飞得安全。
- 线要结实。

## 1.1.p2

- 风要看清。

## 2 任务

## 2.1 材料

## 2.1.1 竹篾

- 竹篾达到30吨。
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "kites"
    made.mkdir()
    (made / "work.toml").write_text(WORK, encoding="utf-8")
    for language in ("zh", "en"):
        (made / f"{language}.md").write_text(DIGEST, encoding="utf-8")
    return made


def test_a_work_is_read_with_the_name_of_its_folder_as_its_id(folder: Path) -> None:
    place = folder

    work = read_work(place)

    assert work.id == "kites"
    assert work.title == Bilingual("风筝产业行动方案", "Action Plan for Kites")
    assert work.short_title == Bilingual("风筝方案", "Kite Plan")
    assert work.issuer == Bilingual("试点市", "Pilot City")
    assert (work.authority, work.number) == (Authority.OFFICIAL, "试府办发〔2024〕7号")
    assert (work.issued, work.period, work.part_of) == (dt.date(2024, 3, 5), (2024, 2026), "notice")
    assert (work.names, work.subjects, work.short_names) == (("风筝方案", "kite plan"), ("风筝",), ("纸鸢",))


def test_what_a_work_may_lack_is_none_or_empty(folder: Path) -> None:
    text = '[title]\nzh="甲"\nen="A"\n[short_title]\nzh="甲"\nen="A"\n[issuer]\nzh="乙"\nen="B"\n'
    (folder / "work.toml").write_text('authority = "briefing"\n' + text, encoding="utf-8")

    work = read_work(folder)

    assert (work.number, work.issued, work.period, work.part_of) == (None, None, None, None)
    assert (work.names, work.subjects, work.short_names) == ((), (), ())


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ('authority = "official"', 'authority = "rumour"', "rumour"),
        ('authority = "official"', "", "authority"),
        ("period = [2024, 2026]", "period = [2024]", "period is a list of the first and the last year"),
        ("period = [2024, 2026]", "period = 2024", "period is a list of the first and the last year"),
        ("issued = 2024-03-05", 'issued = "2024-03-05"', "issued is a date without quotation marks"),
        ('subjects = ["风筝"]', 'subjects = "风筝"', "names and subjects are lists"),
        ('[issuer]\nzh = "试点市"\nen = "Pilot City"', "", "issuer"),
        ('en = "Pilot City"', "", "'en'"),
        ('[issuer]\nzh = "试点市"\nen = "Pilot City"', "[[issuer]]", "titles and issuers are tables with zh and en"),
        ("[title]", "colour = 1\n[title]", "unknown key 'colour'"),
        ("[title]", "[[[", "cannot be read"),
    ],
)
def test_a_malformed_work_names_its_file_and_the_problem(folder: Path, old: str, new: str, problem: str) -> None:
    (folder / "work.toml").write_text(WORK.replace(old, new), encoding="utf-8")

    with pytest.raises(ContentError) as caught:
        read_work(folder)

    assert caught.value.path == folder / "work.toml"
    assert problem in caught.value.problem


def test_a_missing_work_file_is_a_content_error(tmp_path: Path) -> None:
    folder = tmp_path / "nothing"

    with pytest.raises(ContentError, match=r"work\.toml: cannot be read"):
        read_work(folder)

    assert not folder.exists()


def test_a_digest_has_its_clauses_in_order_with_the_numbers_a_plan_prints(folder: Path) -> None:
    place = folder

    digest = read_digest(place, "zh")

    assert (digest.work, digest.language, digest.edition) == ("kites", "zh", Edition.DIGEST)
    assert [(c.eid, c.level, c.num, c.heading, c.parent) for c in digest.clauses] == [
        ("preface", Level.PREFACE, "", "", None),
        ("1", Level.PART, "一、", "总体要求", None),
        ("1.1", Level.SECTION, "（一）", "原则", "1"),
        ("1.1.p1", Level.PARAGRAPH, "", "安全", "1.1"),
        ("1.1.p2", Level.PARAGRAPH, "", "", "1.1"),
        ("2", Level.PART, "二、", "任务", None),
        ("2.1", Level.SECTION, "（一）", "材料", "2"),
        ("2.1.1", Level.ITEM, "1．", "竹篾", "2.1"),
    ]


def test_a_clause_has_its_sentences_one_a_line(folder: Path) -> None:
    digest = read_digest(folder, "zh")

    text = digest.text_of("1.1.p1")

    assert text == "风筝要飞得安全。\n线要结实。"


def test_a_container_covers_all_it_contains_and_nothing_after(folder: Path) -> None:
    digest = read_digest(folder, "zh")

    text = digest.text_of("1")

    assert text == "（一）原则\n安全\n风筝要飞得安全。\n线要结实。\n风要看清。"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("## 1 一\n\nplain\n", "line 3 is neither a heading (## eid …) nor a sentence (- …)"),
        ("- 没有条款。\n", "line 1 is neither"),
        ("## preface\n# again\n", "line 2 is neither"),
        ("## preface\n- 甲。\n## preface\n- 乙。\n", "line 3: clause preface occurs twice"),
        ("## 1.1 一\n", "line 1: clause 1.1 stands before its container 1"),
        ("## one 一\n", "line 1: 'one' is no clause id"),
        ("## 1 一\n## 1.x\n", "line 2: '1.x' is no clause id"),
    ],
)
def test_a_malformed_digest_names_the_line(folder: Path, text: str, problem: str) -> None:
    (folder / "zh.md").write_text(text, encoding="utf-8")

    with pytest.raises(ContentError) as caught:
        read_digest(folder, "zh")

    assert problem in caught.value.problem


def test_a_digest_that_is_no_utf_8_is_a_content_error(folder: Path) -> None:
    (folder / "zh.md").write_bytes("## 1 风筝\n".encode("gb18030"))

    with pytest.raises(ContentError, match=r"zh\.md: cannot be read"):
        read_digest(folder, "zh")


def test_every_work_folder_is_read_in_order_in_both_languages(folder: Path) -> None:
    other = folder.parent / "abacus"
    folder.rename(other)
    folder.mkdir()
    for file in other.iterdir():
        (folder / file.name).write_bytes(file.read_bytes())

    works, expressions = read_shipped(folder.parent)

    assert [work.id for work in works] == ["abacus", "kites"]
    assert [(e.work, e.language) for e in expressions] == [
        ("abacus", "zh"),
        ("abacus", "en"),
        ("kites", "zh"),
        ("kites", "en"),
    ]


SENTENCES = st.lists(st.text(alphabet="风筝飞30亿元。", min_size=1, max_size=12), min_size=1, max_size=4)


@given(st.lists(SENTENCES, min_size=1, max_size=12))
def test_every_span_of_a_digest_covers_the_sentences_of_its_clause(
    tmp_path_factory: pytest.TempPathFactory, paragraphs: list[list[str]]
) -> None:
    folder = tmp_path_factory.mktemp("digest")
    blocks = ["\n".join([f"## p{n}", *(f"- {s}" for s in told)]) for n, told in enumerate(paragraphs, start=1)]
    (folder / "zh.md").write_text("\n\n".join(blocks) + "\n", encoding="utf-8")

    digest = read_digest(folder, "zh")

    assert [digest.text_of(clause.eid).split("\n") for clause in digest.clauses] == paragraphs
