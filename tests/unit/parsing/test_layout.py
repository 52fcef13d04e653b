import pytest

from assistant.parsing.layout import paragraphs, rejoined

# Invented; printed 20 characters wide, first lines indented by two (the indent itself is lost).
PRINTED = """测试市推广雨水花园实施方案
(２０３１—２０３３年)
为让街区多蓄雨水少积水,改善居民
出行条件,制定本方案.
一、工作目标
蓄水能力提高.到２０３２年,建成雨
水花园三百处,覆盖全部老旧街区,积水点
减少一半.
居民参与扩大.组织志愿者巡查花
园,每季度公布一次巡查情况.
二、重点任务
(一)以共建共享为原则,全面开展
花园认养
动员学校、商户和社区认养花园,签订
认养书,明确养护的时间、内容和要求.对
"""
PAGE = """表现好的认养人给予表扬.
１．土壤改良.用透水性好的材料替换
５０００立方米表土,做到下雨不积水、雨停
路面干,定期抽检土壤的渗透速度.
２．植物选择.选用耐湿耐旱的本地植物,
少用草坪,减少浇灌.
"""
JOINED = (
    "测试市推广雨水花园实施方案",
    "(２０３１—２０３３年)",
    "为让街区多蓄雨水少积水,改善居民出行条件,制定本方案.",
    "一、工作目标",
    "蓄水能力提高.到２０３２年,建成雨水花园三百处,覆盖全部老旧街区,积水点减少一半.",
    "居民参与扩大.组织志愿者巡查花园,每季度公布一次巡查情况.",
    "二、重点任务",
    "(一)以共建共享为原则,全面开展花园认养",
    "动员学校、商户和社区认养花园,签订认养书,明确养护的时间、内容和要求.对表现好的认养人给予表扬.",
    "１．土壤改良.用透水性好的材料替换５０００立方米表土,做到下雨不积水、雨停路面干,定期抽检土壤的渗透速度.",
    "２．植物选择.选用耐湿耐旱的本地植物,少用草坪,减少浇灌.",
)


@pytest.mark.parametrize("break_", ["\n", "\n\n", "\r\n"])
@pytest.mark.parametrize("page_break", ["", "—２２—\n", "\n— 4 —\n\n\n ", "-12-\n", "第 3 页 共 9 页\n"])
def test_printed_lines_become_paragraphs(break_: str, page_break: str) -> None:
    text = (PRINTED + page_break + PAGE).replace("\n", break_)

    found = paragraphs(text)

    assert found == JOINED


def test_a_line_that_begins_with_a_figure_begins_no_paragraph() -> None:
    found = paragraphs(PRINTED + PAGE)

    assert not any(paragraph.startswith("５") for paragraph in found)


def test_where_every_line_is_a_paragraph_nothing_is_joined() -> None:
    text = "一、目标\n建成三百处雨水花园。\n二、任务\n（一）认养\n动员学校和商户认养花园。\n国测局\n2031年5月6日\n"

    found = paragraphs(text)

    assert found == (
        "一、目标", "建成三百处雨水花园。", "二、任务", "（一）认养", "动员学校和商户认养花园。",
        "国测局", "2031年5月6日",
    )  # fmt: skip


def test_a_bracket_that_was_broken_in_two_is_made_whole() -> None:
    lines = ["花园规则", "（2031年5月6日测试市", "第4次会议通过）", "第一条　甲。"]

    found = tuple(rejoined(lines))

    assert found == ("花园规则", "（2031年5月6日测试市第4次会议通过）", "第一条　甲。")


def test_a_bare_number_on_a_line_is_kept() -> None:
    found = paragraphs("年份\n2031\n合计\n12\n")

    assert found == ("年份", "2031", "合计", "12")


def test_a_bracket_that_is_never_closed_keeps_its_line() -> None:
    assert tuple(rejoined(["（花园", "规则", "（花圃"])) == ("（花园", "规则", "（花圃")


# The first lines of paragraphs below are indented, as printed.
FILLER = (
    "　　雨水花园是种有植物的浅坑，能存住雨\n"
    "水，也能让雨水慢慢渗进土里，所以路面上\n"
    "的积水会少很多，老城区的居民最先看到了\n"
    "它的好处，也最先愿意出来照看这些植物。\n"
)


def test_an_indented_line_begins_a_paragraph_even_after_a_full_line() -> None:
    found = paragraphs(FILLER + FILLER)

    assert len(found) == 2
    assert found[0] == found[1]


def test_a_remark_on_who_is_responsible_belongs_to_the_sentence_before_it() -> None:
    text = FILLER + "　　每个季度巡查一次，公布结果。\n（市园林局负责）\n　　其他事项另行通知。\n"

    found = paragraphs(text)

    assert found[1:] == ("每个季度巡查一次，公布结果。（市园林局负责）", "其他事项另行通知。")


def test_a_numbered_sentence_of_three_lines_is_no_heading() -> None:
    text = FILLER + (
        "一、市园林局应当会同各区政府和街道办事\n"
        "处在每年汛期到来之前检查全部雨水花园的\n"
        "入口和出口是否畅通并把检查的结果向居民\n"
        "公布。\n"
    )

    found = paragraphs(text)

    assert len(found) == 2
    assert found[1].endswith("向居民公布。")


def test_two_english_words_on_two_lines_keep_a_space_between_them() -> None:
    text = (
        FILLER
        + "　　这种浅坑在英文里的名字叫作rain\ngarden，最早是为住宅区设计的，后来也用\n在公园和学校里，效果都很好。\n"
    )

    found = paragraphs(text)

    assert "叫作rain garden，最早" in found[1]
