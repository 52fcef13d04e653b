"""Documents that users add: kept whole, read back equal, refused when they were changed."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.errors import ContentError
from assistant.library.added import Added, read_all_added, remove_added, save_added, write_atomically
from assistant.works import Authority, Bilingual, Clause, Edition, Expression, Level, Span, Work

WORK = Work(
    id="试府办发-2024-7",
    title=Bilingual("风筝办法", ""),
    short_title=Bilingual("风筝办法", ""),
    issuer=Bilingual("试点市", ""),
    authority=Authority.OFFICIAL,
    number="试府办发〔2024〕7号",
    issued=dt.date(2024, 3, 5),
    period=(2024, 2026),
    part_of="notice",
    names=("风筝办法",),
    subjects=("风筝",),
    short_names=("纸鸢",),
)
TEXT = "第一条 放风筝。\n第二条 收风筝。"
CLAUSES = (Clause("1", Level.ARTICLE, "第一条", "", Span(4, 8)), Clause("2", Level.ARTICLE, "第二条", "", Span(13, 17)))
KITES = Added(
    WORK,
    Expression(WORK.id, "zh", Edition.OFFICIAL, TEXT, CLAUSES),
    frozenset({"1", "2"}),
    known=True,
    source="kites.txt",
)


def test_a_document_is_read_back_as_it_was(tmp_path: Path) -> None:
    save_added(tmp_path, KITES)

    found = read_all_added(tmp_path)

    assert found == (KITES,)


def test_a_document_without_dates_is_read_back_as_it_was(tmp_path: Path) -> None:
    bare = Work("x", Bilingual("甲", ""), Bilingual("甲", ""), Bilingual("", ""), Authority.OFFICIAL)
    added = Added(bare, Expression("x", "en", Edition.OFFICIAL, "", ()), frozenset(), known=False, source="x.html")

    save_added(tmp_path, added)

    assert read_all_added(tmp_path) == (added,)


@given(st.text(st.characters(codec="utf-8")))
def test_any_text_is_read_back_code_point_by_code_point(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    home = tmp_path_factory.mktemp("library")
    clause = Clause("p1", Level.PARAGRAPH, "", text, Span(0, len(text)))
    added = Added(
        WORK, Expression(WORK.id, "zh", Edition.OFFICIAL, text, (clause,)), frozenset(), known=False, source=text
    )

    save_added(home, added)

    assert read_all_added(home) == (added,)


def test_documents_come_in_order_of_work_id(tmp_path: Path) -> None:
    for name in ("b", "a", "c"):
        work = Work(name, Bilingual("甲", ""), Bilingual("甲", ""), Bilingual("", ""), Authority.OFFICIAL)
        save_added(
            tmp_path,
            Added(work, Expression(name, "zh", Edition.OFFICIAL, "", ()), frozenset(), known=False, source="x"),
        )

    found = [added.work.id for added in read_all_added(tmp_path)]

    assert found == ["a", "b", "c"]


def test_a_folder_that_is_not_there_holds_no_documents(tmp_path: Path) -> None:
    home = tmp_path / "library"

    found = read_all_added(home)

    assert found == ()
    assert not home.exists()


def test_one_changed_figure_is_refused_with_the_remedy(tmp_path: Path) -> None:
    path = save_added(tmp_path, KITES)
    path.write_text(path.read_text(encoding="utf-8").replace("放风筝", "收风筝"), encoding="utf-8")

    with pytest.raises(ContentError, match="was changed since it was written") as caught:
        read_all_added(tmp_path)

    assert caught.value.path == path
    assert "`assistant corpus remove 试府办发-2024-7`" in caught.value.problem


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b'"added"',
        b"{}",
        b'{"added": {}}',
        b"\xff\xfe\x00",
        b"[" * 100_000,
        b'{"added": {}, "sha256": 1}',
    ],
)
def test_a_damaged_file_is_one_content_error(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x.json").write_bytes(content)

    with pytest.raises(ContentError) as caught:
        read_all_added(tmp_path)

    assert "`assistant corpus remove x`" in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("schema", 2),
        ("language", "fr"),
        ("clauses", "none"),
        ("verified", "none"),
        ("work", []),
        ("clauses", [["1", "no level", "", "", 0, 1, None]]),
        ("clauses", [["1"]]),
    ],
)
def test_a_file_of_another_shape_is_refused_even_with_a_right_hash(tmp_path: Path, key: str, value: object) -> None:
    import hashlib

    path = save_added(tmp_path, KITES)
    table = json.loads(path.read_text(encoding="utf-8"))["added"] | {key: value}
    body = json.dumps(table, ensure_ascii=False, indent=1, sort_keys=True)
    digest = hashlib.sha256(body.encode()).hexdigest()
    path.write_text(json.dumps({"sha256": digest, "added": table}, ensure_ascii=False), encoding="utf-8")

    with pytest.raises(ContentError, match="cannot be read"):
        read_all_added(tmp_path)


def test_a_removed_document_is_gone(tmp_path: Path) -> None:
    save_added(tmp_path, KITES)

    removed = (remove_added(tmp_path, WORK.id), remove_added(tmp_path, WORK.id))

    assert removed == (True, False)
    assert read_all_added(tmp_path) == ()


def test_nothing_outside_the_folder_is_removed(tmp_path: Path) -> None:
    outside = tmp_path / "precious.json"
    outside.write_text("{}", encoding="utf-8")
    (tmp_path / "library").mkdir()

    removed = remove_added(tmp_path / "library", "../precious")

    assert not removed
    assert outside.exists()


def test_a_write_that_fails_leaves_the_old_file_and_no_scraps(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "kept.json"
    write_atomically(path, b"old")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        write_atomically(path, b"new")

    assert path.read_bytes() == b"old"
    assert [file.name for file in tmp_path.iterdir()] == ["kept.json"]


def test_scraps_of_a_crashed_write_are_no_documents(tmp_path: Path) -> None:
    save_added(tmp_path, KITES)
    (tmp_path / ".half.json.abc").write_text("{", encoding="utf-8")
    (tmp_path / ".half.json").write_text("{", encoding="utf-8")

    found = read_all_added(tmp_path)

    assert found == (KITES,)
