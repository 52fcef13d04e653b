import hashlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.errors import ContentError
from assistant.library.fingerprints import (
    Fingerprint,
    fingerprint,
    fingerprints,
    fold_for_fingerprint,
    read_fingerprints,
    write_fingerprints,
)
from assistant.works import Clause, Level, Span


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("建成３００处，覆盖“老城”。", "建成300处覆盖老城"),
        ("面积10²米", "面积10^2米"),
        ("面积10¹²米", "面积10^12米"),
        ("Web3.0与Wi－Fi7", "web3.0与wi-fi7"),
        ("占70％、5‰", "占70%5‰"),
        ("5G+、６Ｇ＋", "5g+6g+"),
        ("甲/乙/丙", "甲乙丙"),
        ("2031—2033年", "2031—2033年"),
        ("人—车—路", "人车路"),
        ("增长1.5万亿元.其中", "增长1.5万亿元其中"),
        ("Micro-\nOLED", "micro-oled"),
        ("二〇三一年", "二〇三一年"),
    ],
)
def test_what_counts_stays(text: str, folded: str) -> None:
    assert fold_for_fingerprint(text) == folded


def test_another_copy_has_the_same_fingerprint() -> None:
    ours = fingerprint("1.2", "到2031年，建成花园300处（含屋顶），增长3.5%。")
    theirs = fingerprint("1.2", "到２０３１年,建成花园\n３００处(含屋顶),增长3.5％.")

    assert ours == theirs
    assert ours.length == 23


@pytest.mark.parametrize(
    ("one", "other"), [("1.5万亿", "15万亿"), ("10²", "102"), ("3-5家", "35家"), ("5%", "5"), ("C", "C+")]
)
def test_another_figure_has_another_fingerprint(one: str, other: str) -> None:
    assert fingerprint("1", one) != fingerprint("1", other)


def test_a_fingerprint_is_the_sha_256_of_the_folded_text() -> None:
    found = fingerprint("p1", "花园。")

    assert found == Fingerprint("p1", 2, hashlib.sha256("花园".encode()).hexdigest())


def test_only_clauses_that_contain_no_other_have_fingerprints() -> None:
    clauses = (
        Clause("1", Level.PART, "一、", "目标", Span(0, 5)),
        Clause("1.p1", Level.PARAGRAPH, "", "", Span(0, 2), "1"),
        Clause("1.p2", Level.PARAGRAPH, "", "", Span(3, 5), "1"),
    )

    found = fingerprints("甲甲\n乙乙", clauses)

    assert [(one.eid, one.length) for one in found] == [("1.p1", 2), ("1.p2", 2)]


def test_a_file_of_fingerprints_comes_back_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "fingerprints.tsv"
    found = (fingerprint("preface", "为少积水。"), fingerprint("2.1.1", "换土。"))

    write_fingerprints(path, found)

    assert path.read_text(encoding="utf-8").startswith("eid\tlength\tsha256\npreface\t4\t")
    assert read_fingerprints(path) == found


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "must begin"),
        ("eid\tlength\n", "must begin"),
        ("eid\tlength\tsha256\n1\t2\tabc\n", "line 2"),
        (f"eid\tlength\tsha256\n1\tx\t{'0' * 64}\n", "line 2"),
        (f"eid\tlength\tsha256\n1\t2\t{'0' * 64}\n1\t2\t{'0' * 64}\n", "twice"),
    ],
)
def test_a_malformed_file_is_refused(tmp_path: Path, text: str, words: str) -> None:
    path = tmp_path / "fingerprints.tsv"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(ContentError, match=words):
        read_fingerprints(path)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="cannot be read"):
        read_fingerprints(tmp_path / "none.tsv")


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    once = fold_for_fingerprint(text)

    assert fold_for_fingerprint(once) == once
