"""The clauses of the sources that lie beside the checkout, pinned by id, folded length and hash.

No sentence of a source stands here. The ids were worked out by hand from the
printed documents; the hashes pin the words.
"""

import datetime as dt
import re
from pathlib import Path

import pytest

from assistant.library.fingerprints import fingerprints, fold_for_fingerprint
from assistant.parsing import ParsedWork, parse, read_source, work_ids

SHARED = Path(__file__).resolve().parents[3] / "shared"
NOTICE = SHARED / "corpus" / "notice-2022-12-official.txt"
DOCUMENTS = SHARED / "documents"
NAMES = (
    "5338761", "5341736", "5342665", "5345293", "5345397", "5345808", "5353308", "5359620", "5360002", "5361158",
)  # fmt: skip

pytestmark = pytest.mark.skipif(not NOTICE.is_file(), reason=f"the sources do not lie in {SHARED}")

GREEN = """
    preface 1 1.1 1.1.p1 1.1.p2 1.1.p3 1.1.p4 1.1.p5 1.1.p6 1.2 1.2.p1 1.2.p2 1.2.p3 1.2.p4
    2 2.1 2.1.1 2.1.2 2.1.3 2.1.4 2.2 2.2.5 2.2.6 2.3 2.3.7 2.3.8 2.4 2.4.9 2.4.10
    3 3.1 3.2 3.3 3.4 3.5 4 4.1 4.2 4.3 5 5.1 5.2 5.3 5.4 5.5
"""
METAVERSE = """
    preface 1 1.1 1.1.p1 1.1.p2 1.1.p3 1.1.p4 1.1.p5 1.2 1.2.p1 1.2.p2 1.2.p3 1.2.p4
    2 2.1 2.1.1 2.1.2 2.1.3 2.1.4 2.2 2.2.5 2.2.6 2.2.7 2.2.8 2.3 2.3.9 2.3.10 2.3.11 2.3.12
    2.4 2.4.13 2.4.14 2.4.15 3 3.1 3.2 3.3 3.4 3.5 3.6 3.7 3.8 4 4.1 4.2 4.3 4.4 4.5
"""
TERMINALS = """
    preface 1 1.1 1.1.p1 1.1.p2 1.1.p3 1.1.p4 1.2 1.2.p1 1.2.p2 1.2.p3 1.2.p4 1.2.p5
    2 2.1 2.1.1 2.1.2 2.1.3 2.1.4 2.1.5 2.1.6 2.2 2.2.7 2.2.8 2.2.9 2.2.10 2.3 2.3.11 2.3.12
    2.4 2.4.13 2.4.14 2.5 2.5.15 2.5.16 2.6 2.6.17 2.7 2.7.18 2.7.19 2.7.20 2.7.21
    3 3.1 3.2 3.3 3.4 3.5 3.6 3.7
"""
PLANS = (
    (0, 7, "p1 p2 p3 p4 p5 p6 p7", ("p1", 23, "1de43ac4"), ("p4", 10, "b74b6ddd"), ("p7", 22, "49829438")),
    (1, 45, GREEN, ("preface", 45, "c5cfe603"), ("2.3.7", 144, "cd096920"), ("5.5", 87, "d1ea1085")),
    (2, 48, METAVERSE, ("preface", 40, "e4370a0a"), ("2.3.10", 132, "188f80be"), ("4.5", 102, "1d1f90c7")),
    (3, 50, TERMINALS, ("preface", 44, "2ecc18bb"), ("2.2.10", 82, "d11d29ed"), ("3.7", 119, "e9f80d02")),
)
# Of each work: clauses, leaves, then the first, middle and last leaf.
WORKS = {
    "5338761": (
        (5, 5, ("p1", 10, "2fba1e4f"), ("p3", 37, "7ad1752f"), ("p5", 6, "177d8e5b")),
        (27, 21, ("preface", 66, "a87a5079"), ("3.2", 124, "bb9beac5"), ("5.3.p2", 42, "5ee67fc5")),
    ),
    "5341736": (
        (3, 3, ("p1", 5, "15c09b42"), ("p2", 59, "49d0f238"), ("p3", 15, "7395e5a5")),
        (83, 63, ("preface", 50, "a3a1578d"), ("17", 55, "d15728c1"), ("32.p2", 63, "5a20890c")),
    ),
    "5342665": ((66, 60, ("preface.p1", 23, "65cc0595"), ("2.29", 46, "201b34df"), ("closing", 19, "4a5ca51f")),),
    "5345293": (
        (6, 6, ("p1", 10, "515d288a"), ("p4", 225, "63b40a28"), ("p6", 5, "8fef4ca8")),
        (59, 48, ("preface.p1", 14, "55717a5a"), ("3.2.10.2", 10, "b5934f74"), ("5.3", 105, "1dcf9f25")),
    ),
    "5345397": (
        (4, 4, ("p1", 9, "3251a070"), ("p3", 41, "43cee07c"), ("p4", 14, "fbb2cd4f")),
        (83, 68, ("preface", 23, "5d4ef64a"), ("32", 50, "53c1c7cf"), ("54", 161, "a1af836c")),
    ),
    "5345808": ((26, 19, ("preface.p1", 23, "65cc0595"), ("3.8", 124, "a9615cb1"), ("closing", 20, "4a1a885c")),),
    "5353308": ((34, 24, ("preface.p1", 23, "65cc0595"), ("4.10", 244, "302b772b"), ("closing", 20, "0c170076")),),
    "5359620": (
        (5, 5, ("p1", 11, "2f1631bd"), ("p3", 32, "f1b0c705"), ("p5", 6, "177d8e5b")),
        (48, 37, ("preface", 288, "5d9e61b8"), ("2.3.p2", 164, "40f78c06"), ("4.4", 123, "a6b54329")),
    ),
    "5360002": ((19, 14, ("preface.p1", 23, "65cc0595"), ("3.2", 154, "4482ae40"), ("closing", 21, "befe0066")),),
    "5361158": ((43, 34, ("preface.p1", 23, "65cc0595"), ("4.3.10", 57, "3236441a"), ("closing", 19, "741b5282")),),
}
IDS = {
    "5338761": ("国办函-2018-71-1", "国办函-2018-71-2"),
    "5341736": ("国务院令-706-1", "国务院令-706-2"),
    "5342665": ("国发-2018-38",),
    "5345293": ("国办发-1997-11-1", "国办发-1997-11-2"),
    "5345397": ("国发-2004-18-1", "国发-2004-18-2"),
    "5345808": ("国发-2018-39",),
    "5353308": ("国发-2018-42",),
    "5359620": ("国办发-2018-128-1", "国办发-2018-128-2"),
    "5360002": ("国办发-2019-3",),
    "5361158": ("国发-2019-3",),
}


def works_of(path: Path) -> tuple[ParsedWork, ...]:
    return parse(read_source(path))


def pinned(work: ParsedWork) -> list[tuple[str, int, str]]:
    return [(one.eid, one.length, one.sha256[:8]) for one in fingerprints(work.text, work.clauses)]


def headings(work: ParsedWork) -> dict[str, str]:
    return {clause.eid: clause.heading for clause in work.clauses}


def texts(work: ParsedWork) -> dict[str, str]:
    return {clause.eid: clause.span.of(work.text) for clause in work.clauses}


@pytest.mark.parametrize(("index", "count", "eids", "first", "middle", "last"), PLANS)
def test_each_work_of_the_notice_has_its_clauses(
    index: int,
    count: int,
    eids: str,
    first: tuple[str, int, str],
    middle: tuple[str, int, str],
    last: tuple[str, int, str],
) -> None:
    work = works_of(NOTICE)[index]

    leaves = pinned(work)

    assert [clause.eid for clause in work.clauses] == eids.split()
    assert len(work.clauses) == count
    assert (leaves[0], leaves[len(leaves) // 2], leaves[-1]) == (first, middle, last)


def test_the_notice_and_its_plans_know_their_number_dates_and_period() -> None:
    works = works_of(NOTICE)

    assert {work.number for work in works} == {"沪府办发〔2022〕12号"}
    assert {work.issuer for work in works} == {"上海市人民政府办公厅"}
    assert {(work.issued, work.published) for work in works} == {(dt.date(2022, 6, 24), dt.date(2022, 6, 27))}
    assert [work.period for work in works] == [None, (2022, 2025), (2022, 2025), (2022, 2025)]
    assert all(work.title.endswith("行动方案（2022—2025年）") for work in works[1:])
    assert [work.title[3:7] for work in works] == ["人民政府", "瞄准新赛", "培育“元", "促进智能"]
    assert [len(work.title) for work in works] == [57, 34, 29, 32]


def test_numbers_and_headings_of_the_plans_are_as_printed() -> None:
    _, green, metaverse, terminals = works_of(NOTICE)

    assert headings(green)["2.1.1"] == "前沿技术"
    assert headings(green)["2.2.6"] == "氢能产业"
    assert headings(green)["3.3"].endswith("（上海）碳中和产业园”")
    assert not headings(green)["1.1.p1"]
    assert headings(metaverse)["2.4.15"] == "标准规则体系"
    assert headings(terminals)["2.6.17"] == "推动信创产品突破发展"
    assert {clause.eid: clause.num for clause in green.clauses}["2.4.10"] == "10．"
    assert {clause.eid: clause.num for clause in green.clauses}["3.5"] == "（五）"


def test_figures_broken_from_their_line_stay_in_their_clause() -> None:
    _, green, metaverse, terminals = works_of(NOTICE)

    assert "突破5000亿元" in texts(green)["1.2.p1"]
    assert "超过15000亿元" in texts(metaverse)["1.2.p1"]
    assert "Web3.0" in texts(metaverse)["2.1.2"]
    assert "突破7000亿元" in texts(terminals)["1.2.p1"]
    assert "探索新型售后" in texts(terminals)["2.1.2"]
    assert "电力多元转换" in texts(green)["2.1.1"]


def test_no_ascii_sign_is_left_between_chinese_words() -> None:
    text = read_source(NOTICE).text

    assert re.findall(r"[\u4e00-\u9fff][.,:;()]|[.,:;()][\u4e00-\u9fff]|[«»]|[０-９]", text) == []


def test_the_plans_lose_and_add_no_word_of_the_file() -> None:
    raw = NOTICE.read_text(encoding="utf-8")
    without_marks = re.sub(r"(?m)^—[０-９]+—$", "", raw)
    folded = fold_for_fingerprint(without_marks)

    for work in works_of(NOTICE):
        parents = {clause.parent for clause in work.clauses}
        leaves = [clause for clause in work.clauses if clause.eid not in parents]
        assert all(fold_for_fingerprint(clause.span.of(work.text)) in folded for clause in leaves)


@pytest.mark.parametrize("ending", ["txt", "html"])
@pytest.mark.parametrize("name", NAMES)
def test_each_document_has_its_clauses_as_text_and_as_a_page(name: str, ending: str) -> None:
    works = works_of(DOCUMENTS / f"{name}.{ending}")

    found = [(len(work.clauses), pinned(work)) for work in works]

    assert [
        (count, len(leaves), leaves[0], leaves[len(leaves) // 2], leaves[-1]) for count, leaves in found
    ] == list(WORKS[name])  # fmt: skip
    assert work_ids([(work.number, work.title) for work in works]) == IDS[name]


@pytest.mark.parametrize("ending", ["txt", "html"])
@pytest.mark.parametrize("name", NAMES)
def test_no_paragraph_of_a_document_is_lost(name: str, ending: str) -> None:
    source = read_source(DOCUMENTS / f"{name}.{ending}")

    works = parse(source)

    kept = 0
    for work in works:
        parents = {clause.parent for clause in work.clauses}
        kept += han(work.title) + sum(han(clause.num + clause.heading) for clause in work.clauses)
        kept += sum(han(clause.span.of(work.text)) for clause in work.clauses if clause.eid not in parents)
    assert kept / han(source.text) >= 0.99


def han(text: str) -> int:
    return len(re.findall(r"[\u4e00-\u9fff]", text))


def test_the_articles_of_a_regulation_lie_in_chapters() -> None:
    _, law = works_of(DOCUMENTS / "5341736.txt")

    parents = {clause.eid: clause.parent for clause in law.clauses}

    assert [eid for eid in parents if eid.startswith("ch")] == ["ch1", "ch2", "ch3", "ch4", "ch5"]
    assert (parents["17"], parents["25.5"], parents["25.p2"]) == ("ch3", "25", "25")


def test_numbers_run_on_through_the_chapters_of_the_working_rules() -> None:
    _, rules = works_of(DOCUMENTS / "5345397.txt")

    articles = [clause.eid for clause in rules.clauses if clause.level == "article"]

    assert articles == [str(n) for n in range(1, 55)]
    assert {clause.eid: clause.parent for clause in rules.clauses}["47"] == "ch10"


def test_numbers_run_on_through_the_parts_of_the_free_trade_measures() -> None:
    (measures,) = works_of(DOCUMENTS / "5342665.txt")

    sections = [clause.eid for clause in measures.clauses if clause.level == "section"]

    assert sections[15:18] == ["1.16", "2.17", "2.18"]
    assert sections[-1] == "4.53"


@pytest.mark.parametrize(
    ("name", "number", "issuer", "issued"),
    [
        ("5338761", "国办函〔2018〕71号", "国务院办公厅", dt.date(2018, 10, 27)),
        ("5341736", "国务院令第706号", "国务院", dt.date(2018, 11, 6)),
        ("5345293", "国办发〔1997〕11号", "国务院办公厅", dt.date(1997, 4, 8)),
        ("5345397", "国发〔2004〕18号", "国务院", dt.date(2004, 6, 26)),
        ("5360002", "国办发〔2019〕3号", "国务院办公厅", dt.date(2019, 1, 9)),
    ],
)
def test_number_issuer_and_date_of_a_document_are_read(name: str, number: str, issuer: str, issued: dt.date) -> None:
    work = works_of(DOCUMENTS / f"{name}.txt")[-1]

    assert (work.number, work.issuer, work.issued) == (number, issuer, issued)


def test_the_reports_are_read_too() -> None:
    counts = {path.stem: len(works_of(path)) for path in sorted((SHARED / "corpus").glob("press-*"))}

    assert counts == {"press-2022-07-08-a": 1, "press-2022-07-08-b": 1, "press-2022-07-08-c": 1, "press-2022-11-23": 1}
