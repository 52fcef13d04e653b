import codecs

import pytest

from assistant.parsing.encodings import declared_encoding, decode

TEXT = "一、总体要求\n本市推进示范项目建设，到2030年建成12个。\n"


@pytest.mark.parametrize(
    "encoding", ["utf_8", "utf_8_sig", "gb18030", "gbk", "utf_16", "utf_16_le", "utf_16_be", "utf_32"]
)
def test_a_text_comes_back_from_each_encoding(encoding: str) -> None:
    content = TEXT.encode(encoding)

    text = decode(content)

    assert text == TEXT


def test_a_traditional_text_comes_back_from_big5() -> None:
    content = "一、總體要求\n推動產業發展與創新。".encode("big5")

    text = decode(content)

    assert text == "一、總體要求\n推動產業發展與創新。"


def test_a_gb18030_file_of_four_characters_is_read() -> None:
    content = "保障措施".encode("gb18030")

    text = decode(content)

    assert text == "保障措施"


def test_utf_16_without_mark_and_without_any_nul_byte_is_read() -> None:
    content = "推动智能制造高质量发展，完善保障措施。".encode("utf_16_le")

    text = decode(content)

    assert b"\0" not in content
    assert text == "推动智能制造高质量发展，完善保障措施。"


def test_a_gb18030_mark_is_dropped() -> None:
    content = "\ufeff第一条".encode("gb18030")

    text = decode(content)

    assert text == "第一条"


def test_a_page_that_declares_gb2312_may_use_characters_outside_it() -> None:
    content = '<meta charset="gb2312"><p>朱镕基</p>'.encode("gb18030")

    text = decode(content)

    assert text == '<meta charset="gb2312"><p>朱镕基</p>'


def test_a_declaration_that_is_wrong_is_not_believed() -> None:
    content = '<meta charset="utf-8"><p>推动产业高质量发展</p>'.encode("gb18030")

    text = decode(content)

    assert text == '<meta charset="utf-8"><p>推动产业高质量发展</p>'


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        (b'<meta charset="GBK">', "gb18030"),
        (b"<META http-equiv=Content-Type content='text/html; charset=gb2312'>", "gb18030"),
        (b'<meta charset="utf-8">', "utf_8"),
        (b'<meta charset="shift_jis">', None),
        (b"<p>charset=gbk</p>", None),
    ],
)
def test_the_declared_encoding_is_found(markup: bytes, expected: str | None) -> None:
    assert declared_encoding(markup) == expected


@pytest.mark.parametrize(
    "content", [b"\x00\x01\x02\x03" * 20, b"\xff\xd8\xff\xe0\x00\x10JFIF", b"\xff\xfe\x00", codecs.BOM_UTF8 + b"\xff"]
)
def test_bytes_that_are_no_text_are_no_text(content: bytes) -> None:
    assert decode(content) is None
