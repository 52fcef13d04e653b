import pytest

from assistant.parsing.identifiers import work_id, work_ids


@pytest.mark.parametrize(
    ("number", "title", "expected"),
    [
        ("国测函〔2031〕71号", "花园方案", "国测函-2031-71"),
        ("国务院令第906号", "花园条例", "国务院令-906"),
        (None, "花园管理办法（试行）", "花园管理办法-试行"),
        (None, "A/B: ..\\花园", "a-b-花园"),
        (None, "CON", "work-con"),
    ],
)
def test_a_work_is_called_after_its_number_else_its_title(number: str | None, title: str, expected: str) -> None:
    assert work_id(number, title) == expected


def test_a_long_title_is_cut_and_stays_its_own() -> None:
    first = work_id(None, "花园" * 40 + "甲")
    second = work_id(None, "花园" * 40 + "乙")

    assert len(first) == len(second) == 39
    assert first != second


def test_a_title_of_signs_alone_gets_an_id() -> None:
    assert work_id(None, "———").startswith("work-")


def test_works_that_share_a_number_are_counted() -> None:
    ids = work_ids([("国测函〔2031〕7号", "通知"), ("国测函〔2031〕7号", "方案"), (None, "办法")])

    assert ids == ("国测函-2031-7-1", "国测函-2031-7-2", "办法")
