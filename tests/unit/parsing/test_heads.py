import datetime as dt

import pytest

from assistant.parsing import heads


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("2031年5月6日", dt.date(2031, 5, 6)),
        ("二〇三一年五月二十六日", dt.date(2031, 5, 26)),
        ("二○三一年十二月十日", dt.date(2031, 12, 10)),
        ("测试市人民政府办公厅 2031年5月8日印发", dt.date(2031, 5, 8)),
        ("2031年13月6日", None),
        ("没有日期", None),
    ],
)
def test_a_date_is_read_in_both_kinds_of_digits(line: str, date: dt.date | None) -> None:
    assert heads.date_in(line) == date


@pytest.mark.parametrize(
    ("line", "number"),
    [("国测函〔2031〕7号", "国测函〔2031〕7号"), ("文号：国测函[2031]7号", "国测函〔2031〕7号"), ("第7号", None)],
)
def test_a_number_is_read_in_standard_form(line: str, number: str | None) -> None:
    assert heads.number_in(line) == number


@pytest.mark.parametrize(
    ("title", "issuer"),
    [
        ("测试市人民政府关于推广雨水花园的通知", "测试市人民政府"),
        ("测试市政府办公厅转发市园林局关于花园意见的通知", "测试市政府办公厅"),
        ("中华人民共和国国务院令", "国务院"),
        ("花园管理办法", None),
        ("关于花园的通知", None),
    ],
)
def test_the_title_says_who_issued_it(title: str, issuer: str | None) -> None:
    assert heads.issuer_in(title) == issuer


@pytest.mark.parametrize(
    "line", ["国测局", "2031年5月6日", "（此件公开发布）", "抄送：各局。", "局长 李四", "测试市人民政府"]
)
def test_what_closes_a_document_is_known(line: str) -> None:
    assert heads.is_closing(line)


@pytest.mark.parametrize(
    "line", ["推进花园建设。", "各区人民政府：", "一、保障措施", "（一）加强组织领导", "花园管理办法"]
)
def test_what_does_not_close_a_document_is_known(line: str) -> None:
    assert not heads.is_closing(line)


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["测试市政府关于印发", "《花园规则》的通知", "各区政府："], (2, True)),
        (["测试市政府关于印发花园方案", "的通知", "各区政府："], (2, True)),
        (["花园行动方案", "（2031—2033年）", "为改善环境。"], (2, True)),
        (["花园管理办法（试行）", "第一条　甲。"], (1, True)),
        (["花园新闻", "市园林局昨天说", "花园很好。"], (1, False)),
        (["各区政府："], (0, False)),
    ],
)
def test_a_title_ends_where_it_names_a_kind_of_document(lines: list[str], expected: tuple[int, bool]) -> None:
    assert heads.title_lines(lines) == expected


def test_the_dash_between_two_years_gets_its_standard_form() -> None:
    title = heads.joined_title(["花园行动方案", "（2031－2033年）"])

    assert title == "花园行动方案（2031—2033年）"
    assert heads.period_in(title) == (2031, 2033)
