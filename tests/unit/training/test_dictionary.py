from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from assistant.errors import EncoderError
from assistant.training.dictionary import clean_gloss, read_dictionary


@pytest.mark.parametrize(
    ("gloss", "plain"),
    [
        ("to give sb sth", "to give"),
        ("(bound form) silk", "silk"),
        ("CL:個|个[ge4]", ""),
        ("variant of 台[tai2]", ""),
        ("old variant of 個|个[ge4]", ""),
        ("metaverse (computing (Tw))", "metaverse"),
        ("generation born after 00後|00后[ling2 ling2 hou4]", "generation born after"),
        ("sb's home", "home"),
        ("(old) contracted variant of 釐克|厘克[li2 ke4]", ""),
        ("abbr. for Jinan University 暨南大學|暨南大学[Ji4 nan2 Da4 xue2]", "Jinan University"),
        ("lit. to see a bow; fig. suspicion", "to see a bow; suspicion"),
        ("to see clearly", "to see clearly"),
        ("industry; sector", "industry; sector"),
    ],
)
def test_a_gloss_keeps_its_meaning_and_loses_its_notes(gloss: str, plain: str) -> None:
    assert clean_gloss(gloss) == plain


def test_entries_of_one_word_are_joined_and_a_surname_gives_way(tmp_path: Path) -> None:
    path = tmp_path / "cedict.txt.gz"
    lines = "# note\n王 王 [Wang2] /surname Wang/\n王 王 [wang2] /king/CL:位[wei4]/\n王 王 [wang4] /to rule/\n"
    path.write_bytes(gzip.compress(lines.encode()))

    glosses = read_dictionary(path)

    assert glosses == {"王": ("king", "to rule")}


def test_a_word_that_points_to_another_has_its_meaning(tmp_path: Path) -> None:
    path = tmp_path / "cedict.txt"
    path.write_text(
        "央企 央企 [yang1 qi3] /abbr. for 中央企業|中央企业[zhong1 yang1 qi3 ye4]/\n"
        "中央企業 中央企业 [zhong1 yang1 qi3 ye4] /centrally-managed enterprise/\n"
        "某某 某某 [mou3 mou3] /variant of 甲甲[jia3 jia3]/\n",
        encoding="utf-8",
    )

    glosses = read_dictionary(path)

    assert glosses["央企"] == ("centrally-managed enterprise",)
    assert glosses["某某"] == ()


def test_a_surname_is_kept_where_it_is_all_there_is(tmp_path: Path) -> None:
    path = tmp_path / "cedict.txt"
    path.write_text("閆 闫 [Yan2] /surname Yan/\n3D打印 3D打印 [san1 D da3 yin4] /3D printing/\n", encoding="utf-8")

    glosses = read_dictionary(path)

    assert glosses == {"闫": ("surname Yan",)}


def test_a_file_without_entries_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "cedict.txt"
    path.write_text("nothing here\n", encoding="utf-8")

    with pytest.raises(EncoderError, match="no dictionary entry"):
        read_dictionary(path)


def test_a_broken_archive_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "cedict.txt.gz"
    path.write_bytes(gzip.compress(b"text" * 100)[:-9])

    with pytest.raises(EncoderError, match="cannot be read"):
        read_dictionary(path)
