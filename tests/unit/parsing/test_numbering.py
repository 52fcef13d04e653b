import pytest

from assistant.parsing.numbering import Style, number_at, number_value


@pytest.mark.parametrize(
    ("digits", "value"),
    [
        ("一", 1),
        ("十", 10),
        ("十七", 17),
        ("二十", 20),
        ("五十三", 53),
        ("一百零二", 102),
        ("12", 12),
        ("１２", 12),
        ("⑮", 15),
    ],
)
def test_a_number_has_its_value(digits: str, value: int) -> None:
    assert number_value(digits) == value


@pytest.mark.parametrize(
    ("line", "style", "value", "printed"),
    [
        ("第三章　附则", Style.CHAPTER, 3, "第三章"),
        ("第二节 登记", Style.LAW_SECTION, 2, "第二节"),
        ("第十七条　申请人应当到场。", Style.ARTICLE, 17, "第十七条"),
        ("四、保障措施", Style.HAN_STOP, 4, "四、"),
        ("（五十三）支持试点", Style.HAN_BRACKET, 53, "（五十三）"),
        ("(二)支持试点", Style.HAN_BRACKET, 2, "(二)"),
        ("１．关键部件", Style.DIGIT_STOP, 1, "１．"),
        ("12.关键部件", Style.DIGIT_STOP, 12, "12."),
        ("3.2031年底前完成", Style.DIGIT_STOP, 3, "3."),
        ("（1）有场所；", Style.DIGIT_BRACKET, 1, "（1）"),
        ("③有场所；", Style.CIRCLED, 3, "③"),
    ],
)
def test_a_printed_number_is_read(line: str, style: Style, value: int, printed: str) -> None:
    number = number_at(line)

    assert number is not None
    assert (number.style, number.value, number.printed) == (style, value, printed)


def test_white_space_after_a_number_is_not_part_of_what_it_numbers() -> None:
    number = number_at("第三条　申请人")

    assert number is not None
    assert number.end == 4


@pytest.mark.parametrize(
    "line",
    [
        "５０００亿元",
        "５家",
        "3.5亿元",
        "2031年",
        "第三条第（二）项规定的材料",
        "第三条规定的材料",
        "第二章所称机构",
        "第54次会议",
        "（二）项所列材料",
        "按照第三条第（二）项办理",
        "见第二部分",
        "一是加快建设",
        "十大工程",
    ],
)
def test_a_figure_and_a_reference_are_no_numbers(line: str) -> None:
    assert number_at(line) is None
