import pytest

from assistant.parsing.signs import standard


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("达到甲级水平.其中,乙类占５成", "达到甲级水平。其中，乙类占5成"),
        ("推广蓄能装置(ESS).", "推广蓄能装置（ESS）。"),
        ("推广蓄能装置(ESS)、水泵", "推广蓄能装置（ESS）、水泵"),
        ("已经建成.", "已经建成。"),
        ("建成“灯塔工厂”.", "建成“灯塔工厂”。"),
        ("已经建成.“灯塔工厂”共３家", "已经建成。“灯塔工厂”共3家"),
        ("占比超过７０％.培育", "占比超过70％。培育"),
        ("比例达到70%.2031年前", "比例达到70%。2031年前"),
        ("全面建成.２０３１年前", "全面建成。2031年前"),
        ("支持5G.推动", "支持5G。推动"),
        ("发展Web３．０", "发展Web3.0"),
        ("增长3.5个点", "增长3.5个点"),
        ("１．关键部件.支持", "1．关键部件。支持"),
        ("1.关键部件.支持", "1.关键部件。支持"),
        ("图1.示意", "图1.示意"),
        ("(一)总则", "（一）总则"),
        ("(2031—2035年)", "（2031—2035年）"),
        ("抄送:各局;各办", "抄送：各局；各办"),
        ("印发«甲方案»«乙方案»", "印发《甲方案》《乙方案》"),
        ("上午9:30开会", "上午9:30开会"),
        ("共1,200家", "共1,200家"),
        ("网址http://a.cn/b", "网址http://a.cn/b"),
        ("总　　则", "总则"),
        ("第一章　总　　则", "第一章　总则"),
        ("沪测函 〔２０３１〕５号", "沪测函〔2031〕5号"),
        ("局长　　李四", "局长　李四"),
        ("面积10²平方米", "面积10²平方米"),
        ("①甲②乙", "①甲②乙"),
    ],
)
def test_signs_get_their_standard_form(printed: str, expected: str) -> None:
    assert standard(printed) == expected


@pytest.mark.parametrize(
    "text", ["It grew (by 5%), he said: fine.", "The plan (方案) covers Pudong, Minhang and more."]
)
def test_an_english_paragraph_keeps_its_signs(text: str) -> None:
    assert standard(text) == text


@pytest.mark.parametrize("text", ["推动甲(乙)丙.丁", "占70%.2031年", "总　　则", "1．甲.乙", "(一)甲;乙"])
def test_a_text_in_standard_form_stays_as_it_is(text: str) -> None:
    once = standard(text)

    assert standard(once) == once
