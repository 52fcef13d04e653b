import os
import sys
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.errors import SourceError, SourceTooLargeError
from assistant.parsing import MAX_SIZE_BYTES, ParsedWork, parse, read_source


def test_a_text_is_read_with_signs_in_standard_form(tmp_path: Path) -> None:
    path = tmp_path / "甲.txt"
    path.write_text("一、目标\n建成花园(３００处),覆盖老城.\n", encoding="utf-8")

    source = read_source(path)

    assert source.path == path
    assert source.text == "一、目标\n建成花园（300处），覆盖老城。"


def test_html_is_read_whatever_the_case_of_its_ending(tmp_path: Path) -> None:
    path = tmp_path / "a.HTM"
    path.write_bytes('<meta charset="gb2312"><p>一、目标</p><p>建成花园。</p>'.encode("gbk"))

    source = read_source(path)

    assert source.text == "一、目标\n建成花园。"


def test_invisible_characters_are_dropped(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("\ufeff花\u200b园\u00ad建\u00a0成。" + "甲乙。" * 100, encoding="utf-8")

    source = read_source(path)

    assert source.text.startswith("花园建 成。")


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.pdf", b"%PDF-1.7", "save it as text"),
        ("a.docx", b"PK", "save it as text"),
        ("a.exe", b"MZ", "save it as text"),
        ("a", b"text", "save it as text"),
        ("a.txt", b"", "is empty"),
        ("a.txt", b" \n\r\n ", "has no text"),
        ("a.html", b"<html></html>", "has no text"),
        ("a.txt", b"\x00\x01\x02\x03\x04\x05\x06", "binary"),
        ("a.txt", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "binary"),
        ("a.txt", b"\x01\x02abc\x03", "binary"),
        ("a.md", "\u4e00".encode("utf-16-le") + b"\x00", "binary"),
    ],
)
def test_what_cannot_be_read_is_refused_in_one_line(tmp_path: Path, name: str, content: bytes, words: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)

    with pytest.raises(SourceError) as caught:
        read_source(path)

    assert words in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_folder_a_missing_file_and_an_impossible_path_are_refused(tmp_path: Path) -> None:
    (tmp_path / "folder.txt").mkdir()

    for path, words in (
        (tmp_path / "folder.txt", "is a folder"),
        (tmp_path / "none.txt", "does not exist"),
        (Path("a\0b.txt"), "cannot be read"),
        (tmp_path / ("x" * 5000 + ".txt"), "cannot be read"),
    ):
        with pytest.raises(SourceError, match=words):
            read_source(path)


@pytest.mark.skipif(sys.platform != "linux", reason="/proc is Linux's")
def test_a_file_that_fails_while_it_is_read_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "memory.txt"
    path.symlink_to("/proc/self/mem")

    with pytest.raises(SourceError, match="cannot be read"):
        read_source(path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    path = tmp_path / "pipe.txt"
    os.mkfifo(path)

    with pytest.raises(SourceError, match="ordinary file"):
        read_source(path)


def test_a_file_of_200_megabytes_costs_nothing(tmp_path: Path) -> None:
    path = tmp_path / "large.txt"
    with path.open("wb") as file:
        file.truncate(200_000_000)
    started = time.perf_counter()

    with pytest.raises(SourceTooLargeError) as caught:
        read_source(path)

    assert caught.value.size_bytes == 200_000_000
    assert caught.value.limit_bytes == MAX_SIZE_BYTES == 20_000_000
    assert time.perf_counter() - started < 0.2


@settings(deadline=None, max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.binary(max_size=400), suffix=st.sampled_from([".txt", ".md", ".html"]))
def test_any_bytes_give_works_or_one_clear_line(tmp_path: Path, content: bytes, suffix: str) -> None:
    path = tmp_path / f"any{suffix}"
    path.write_bytes(content)

    message = ""
    works: tuple[ParsedWork, ...] = ()
    try:
        works = parse(read_source(path))
    except SourceError as error:
        message = str(error)

    assert bool(works) is not bool(message)
    assert all(work.clauses for work in works)
    assert "\n" not in message
