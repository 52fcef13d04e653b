"""A memo is read claim by claim, each with its line, whatever its markup and encoding."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.audit.memo import Claim, ClaimKind, claims, read_memo
from assistant.errors import SourceError

MEMO = """\
# Kites

Kites fly. They are **light**,
and [cheap](https://example.org)[^1]. They sell.

Setext heading of 3 kites
-------------------------

- one `kite`
  in two lines
* two
1. three
2) four

| kind | by 2025 |
|------|--------:|
| red  | 5 kites |
| blue |         |

> quoted claim

```
code claim
```

[^1]: A footnote.
<!-- a comment
in two lines -->
Last line.
"""


def short(found: tuple[Claim, ...]) -> list[tuple[int, str, str]]:
    return [(claim.line, claim.kind.value, claim.text) for claim in found]


def test_every_claim_has_its_line_its_kind_and_no_markup() -> None:
    found = claims(MEMO)

    assert short(found) == [
        (3, "sentence", "Kites fly."),
        (3, "sentence", "They are light, and cheap."),
        (4, "sentence", "They sell."),
        (6, "heading", "Setext heading of 3 kites"),
        (9, "item", "one kite in two lines"),
        (11, "item", "two"),
        (12, "item", "three"),
        (13, "item", "four"),
        (17, "row", "red, by 2025: 5 kites"),
        (18, "row", "blue"),
        (20, "sentence", "quoted claim"),
        (23, "sentence", "code claim"),
        (26, "footnote", "A footnote."),
        (29, "sentence", "Last line."),
    ]


def test_the_headings_above_a_claim_go_with_it() -> None:
    found = claims("# Red\n\na\n\n## Blue\n\nb\n\n# White\n\nc\n")

    assert [(claim.text, claim.above) for claim in found] == [
        ("a", ("Red",)),
        ("b", ("Red", "Blue")),
        ("c", ("White",)),
    ]


def test_chinese_lines_are_joined_without_a_space_and_rows_with_chinese_signs() -> None:
    found = claims(
        "产业规模到2025年\n突破5000亿元。\n\n| 指标 | 目标 |\n|---|---|\n| 规模 | 5000亿元 |\n（一）第一条\n"
    )

    assert short(found) == [
        (1, "sentence", "产业规模到2025年突破5000亿元。"),
        (6, "row", "规模，目标：5000亿元"),
        (7, "item", "第一条"),
    ]
    assert {claim.language for claim in found} == {"zh"}


def test_a_table_without_a_header_is_read_row_by_row() -> None:
    assert short(claims("| red | 5 |\n| blue | 6 |\n")) == [(1, "row", "red, 5"), (2, "row", "blue, 6")]


def test_signs_that_are_no_markup_stay() -> None:
    assert short(claims("5 * 3 and a_b and 2*3\n\nA heading\n\n* * *\n")) == [
        (1, "sentence", "5 * 3 and a_b and 2*3"),
        (3, "sentence", "A heading"),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_memo_is_read_in_any_encoding_of_the_corpus(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "memo.txt"
    path.write_bytes("产业规模到2025年突破5000亿元。\r\n这是上海的目标。\r\n".encode(encoding))

    assert short(read_memo(path)) == [
        (1, "sentence", "产业规模到2025年突破5000亿元。"),
        (2, "sentence", "这是上海的目标。"),
    ]


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("memo.pdf", b"x", "neither Markdown nor text"),
        ("memo.md", b"", "is empty"),
        ("memo.md", b"\x00\x01\x02\x03" * 50, "binary"),
        ("memo.md", b"x.\n\n" * 5_001, "has 5,001 claims; at most 5,000"),
    ],
)
def test_what_is_no_memo_is_one_line(tmp_path: Path, name: str, content: bytes, words: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)

    with pytest.raises(SourceError, match=words):
        read_memo(path)


def test_a_memo_that_is_not_there_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="does not exist"):
        read_memo(tmp_path / "memo.md")


@given(st.text(alphabet=st.sampled_from("a1 元。.\n\r#-|>`*[]()^:<!=_~\t•（）、"), max_size=120))
def test_any_text_is_read_and_lines_count_up(text: str) -> None:
    found = claims(text)

    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    assert [claim.line for claim in found] == sorted(claim.line for claim in found)
    assert all(1 <= claim.line <= len(lines) for claim in found)
    assert all(claim.text.strip() and claim.kind in ClaimKind for claim in found)
