import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.errors import NoClausesError
from assistant.parsing import ParsedWork, Source, parse
from assistant.works import Clause, Level


def works_of(*lines: str) -> tuple[ParsedWork, ...]:
    return parse(Source(Path("花园.txt"), "\n".join(lines)))


def leaves(work: ParsedWork) -> dict[str, str]:
    parents = {clause.parent for clause in work.clauses}
    return {clause.eid: clause.span.of(work.text) for clause in work.clauses if clause.eid not in parents}


def eids(work: ParsedWork) -> list[str]:
    return [clause.eid for clause in work.clauses]


def headings(work: ParsedWork) -> dict[str, str]:
    return {clause.eid: clause.heading for clause in work.clauses if clause.heading}


PLAN = (
    "测试市雨水花园行动方案",
    "（2031—2033年）",
    "为少积水，制定本方案。",
    "一、总体要求",
    "（一）基本原则",
    "先急后缓。先改积水点。",
    "共建共享。大家一起养护。",
    "（二）主要目标",
    "建成三百处。",
    "二、主要任务",
    "（一）改造",
    "1．土壤。换透水材料。",
    "2．植物。选本地植物。",
    "（二）养护",
    "3．巡查。每季度一次。",
    "三、保障措施",
    "（一）组织",
    "市园林局牵头。",
)
NOTICE = (
    "测试市人民政府办公厅文件",
    "测府办发〔2031〕9号",
    "测试市人民政府办公厅关于印发",
    "雨水花园行动方案的通知",
    "各区人民政府：",
    "现将《测试市雨水花园行动方案》印发给你们，请执行。",
    "2031年5月6日",
    "（此件公开发布）",
)
DISTRIBUTION = ("抄送：市委办公厅，市高院。", "测试市人民政府办公厅 2031年5月8日印发")


def test_printed_numbers_joined_by_dots_are_the_clause_ids() -> None:
    (plan,) = works_of(*PLAN)

    assert eids(plan) == [
        "preface", "1", "1.1", "1.1.p1", "1.1.p2", "1.2",
        "2", "2.1", "2.1.1", "2.1.2", "2.2", "2.2.3", "3", "3.1",
    ]  # fmt: skip


def test_headings_stand_without_number_and_stop() -> None:
    (plan,) = works_of(*PLAN)

    assert headings(plan) == {
        "1": "总体要求", "1.1": "基本原则", "1.2": "主要目标", "2": "主要任务", "2.1": "改造", "2.1.1": "土壤",
        "2.1.2": "植物", "2.2": "养护", "2.2.3": "巡查", "3": "保障措施", "3.1": "组织",
    }  # fmt: skip
    assert next(clause for clause in plan.clauses if clause.eid == "2.1.1").num == "1．"


def test_the_text_of_a_leaf_follows_number_and_heading() -> None:
    (plan,) = works_of(*PLAN)

    texts = leaves(plan)

    assert texts["2.1.1"] == "换透水材料。"
    assert texts["1.1.p1"] == "先急后缓。先改积水点。"
    assert texts["1.2"] == "建成三百处。"


def test_a_container_covers_all_it_contains() -> None:
    (plan,) = works_of(*PLAN)

    part = next(clause for clause in plan.clauses if clause.eid == "2")

    assert part.span.of(plan.text).startswith("（一）改造")
    assert part.span.of(plan.text).endswith("每季度一次。")


def test_the_period_belongs_to_the_title() -> None:
    (plan,) = works_of(*PLAN)

    assert plan.title == "测试市雨水花园行动方案（2031—2033年）"
    assert plan.period == (2031, 2033)


def test_a_notice_and_its_plan_are_two_works_and_the_distribution_belongs_to_the_notice() -> None:
    notice, plan = works_of(*NOTICE, *PLAN, *DISTRIBUTION)

    assert notice.title == "测试市人民政府办公厅关于印发雨水花园行动方案的通知"
    assert leaves(notice) == {
        "p1": "测试市人民政府办公厅文件\n测府办发〔2031〕9号",
        "p2": "各区人民政府：",
        "p3": "现将《测试市雨水花园行动方案》印发给你们，请执行。",
        "p4": "2031年5月6日",
        "p5": "（此件公开发布）",
        "p6": "抄送：市委办公厅，市高院。",
        "p7": "测试市人民政府办公厅 2031年5月8日印发",
    }
    assert plan.clauses[-1].eid == "3.1"


def test_an_attached_plan_carries_number_and_dates_of_its_notice() -> None:
    _, plan = works_of(*NOTICE, *PLAN, *DISTRIBUTION)

    assert plan.number == "测府办发〔2031〕9号"
    assert plan.issuer == "测试市人民政府办公厅"
    assert plan.issued == dt.date(2031, 5, 6)
    assert plan.published == dt.date(2031, 5, 8)


def test_a_second_plan_needs_no_sign_but_its_title_and_a_numbering_that_starts_again() -> None:
    second = ("测试市屋顶花园行动方案", *PLAN[1:])

    titles = [work.title for work in works_of(*NOTICE, *PLAN, *second)]

    assert titles[1:] == ["测试市雨水花园行动方案（2031—2033年）", "测试市屋顶花园行动方案（2031—2033年）"]


def test_an_annex_is_a_work_whatever_its_title() -> None:
    _, annex = works_of(
        "花园管理办法", "第一条　甲甲。", "第二条　乙乙。", "附件1", "分区名单", "东区三处。", "西区四处。"
    )

    assert annex.title == "分区名单"
    assert leaves(annex) == {"p1": "东区三处。", "p2": "西区四处。"}


def test_an_article_has_its_printed_number_and_chapters_are_not_in_it() -> None:
    (law,) = works_of(
        "花园条例", "（2031年5月6日通过）",
        "第一章　总则", "第一条　为了少积水，制定本条例。",
        "第二章　管理", "第一节　巡查", "第二条　市园林局负责巡查。", "巡查每季度一次。",
        "第三条　有下列情形之一的，限期改正：", "（一）堵塞入口；", "（二）损坏植物。", "情节严重的，予以警告。",
    )  # fmt: skip

    assert eids(law) == [
        "preface", "ch1", "1", "ch2", "ch2.s1", "2", "2.p1", "2.p2", "3", "3.p1", "3.1", "3.2", "3.p2",
    ]  # fmt: skip
    assert leaves(law)["3.p2"] == "情节严重的，予以警告。"
    assert {clause.eid: clause.level for clause in law.clauses}["ch2"] is Level.CHAPTER
    assert next(clause for clause in law.clauses if clause.eid == "2").parent == "ch2.s1"


def test_han_numbers_in_chapters_run_on_like_articles() -> None:
    (rules,) = works_of("花园规则", "第一章　总则", "一、甲甲。", "二、乙乙。", "第二章　附则", "三、丙丙。")

    assert eids(rules) == ["ch1", "1", "2", "ch2", "3"]
    assert rules.clauses[1].level is Level.ARTICLE


def test_a_reference_is_no_heading() -> None:
    (law,) = works_of(
        "花园条例",
        "第一条　甲甲。",
        "第二条　乙乙。",
        "第一条第（一）项规定的期限为三日。",
        "按照第三条第（二）项办理。",
        "第三条　丙丙。",
    )

    assert eids(law) == ["1", "2", "2.p1", "2.p2", "2.p3", "3"]


def test_a_number_out_of_sequence_is_text() -> None:
    (plan,) = works_of("花园方案", "一、甲甲", "乙乙。", "九、丙丙丙。", "二、丁丁", "戊戊。")

    assert eids(plan) == ["1", "1.p1", "1.p2", "2"]


def test_a_list_that_starts_again_gets_a_suffix() -> None:
    (plan,) = works_of("花园方案", "一、任务", "首先：", "1.甲甲。", "2.乙乙。", "其次：", "1.丙丙。", "2.丁丁。")

    assert eids(plan) == ["1", "1.p1", "1.1", "1.2", "1.2.p1", "1.2.p2", "1.1-2", "1.2-2"]


def test_a_list_within_one_line_is_taken_apart() -> None:
    (plan,) = works_of("花园方案", "一、条件", "1.应当具备：", "（1）有场地；（2）有人员；（3）有制度。", "2.其他。")

    assert leaves(plan) == {
        "1.1.p1": "应当具备：",
        "1.1.1": "有场地；",
        "1.1.2": "有人员；",
        "1.1.3": "有制度。",
        "1.2": "其他。",
    }


def test_sentences_of_a_list_are_no_headings() -> None:
    (plan,) = works_of("花园方案", "一、条件", "1.有场地。", "2.有人员。可以兼职。", "3.有制度。", "4.有名称。")

    assert headings(plan) == {"1": "条件"}
    assert leaves(plan)["1.2"] == "有人员。可以兼职。"


def test_a_sentence_with_a_remark_behind_it_is_no_heading() -> None:
    (plan,) = works_of("花园方案", "一、任务", "（一）改造土壤。（园林局负责）", "（二）补种植物。（园林局负责）")

    assert leaves(plan) == {"1.1": "改造土壤。（园林局负责）", "1.2": "补种植物。（园林局负责）"}


def test_a_heading_that_ends_in_a_stop_may_stand_alone() -> None:
    (plan,) = works_of("花园方案", "一、要求", "（一）原则。", "先急后缓。", "（二）目标。", "建成三百处。")

    assert headings(plan) == {"1": "要求", "1.1": "原则", "1.2": "目标"}
    assert leaves(plan)["1.2"] == "建成三百处。"


def test_a_numbered_line_with_nothing_below_is_the_text() -> None:
    (plan,) = works_of("花园方案", "一、任务", "1.改造土壤", "2.补种植物")

    assert leaves(plan) == {"1.1": "改造土壤", "1.2": "补种植物"}


def test_signature_and_date_close_a_numbered_work() -> None:
    (opinion,) = works_of(
        "测试市政府关于花园的意见", "测府发〔2031〕2号", "各区政府：", "现提出意见。", "一、任务", "改造土壤。",
        "测试市政府", "2031年5月6日", "（此件公开发布）",
    )  # fmt: skip

    assert eids(opinion) == ["preface", "preface.p1", "preface.p2", "1", "closing"]
    assert leaves(opinion)["closing"] == "测试市政府\n2031年5月6日\n（此件公开发布）"
    assert (opinion.number, opinion.issuer) == ("测府发〔2031〕2号", "测试市政府")


def test_an_order_is_numbered_after_who_gave_it() -> None:
    order, law = works_of(
        "中华人民共和国国务院令", "第906号", "《花园条例》已经通过，现予公布。", "总理 李四", "2031年5月6日",
        "花园条例", "第一条　甲甲。", "第二条　乙乙。",
    )  # fmt: skip

    assert order.number == law.number == "国务院令第906号"
    assert leaves(order)["p3"] == "总理 李四\n2031年5月6日"
    assert eids(law) == ["1", "2"]


def test_the_rows_of_a_table_are_one_paragraph() -> None:
    (plan,) = works_of("花园方案", "一、分工", "区域 | 花园", "东区 | 12处", "西区 | 7处", "二、其他", "另行通知。")

    assert leaves(plan)["1"] == "区域 | 花园\n东区 | 12处\n西区 | 7处"


def test_paragraphs_without_numbers_are_counted() -> None:
    (news,) = works_of("花园新闻", "花园建成了。", "居民很高兴。")

    assert news.title == "花园新闻"
    assert leaves(news) == {"p1": "花园建成了。", "p2": "居民很高兴。"}


def test_one_paragraph_without_number_is_no_policy_document() -> None:
    with pytest.raises(NoClausesError, match="no numbered clause"):
        works_of("花园建成了。")


PIECES = st.sampled_from([
    "一、", "二、", "（一）", "（二）", "1.", "2．", "（1）", "①", "第一章", "第一条　", "第二条 ", "花园方案",
    "花园建设", "。", "；", "，", "：", "\n", "\n", "附件1", "市政府", "2031年5月6日", "（此件公开发布）", "抄送：",
    "测发〔2031〕1号", " | ", "“", "）",
])  # fmt: skip


@settings(deadline=None, max_examples=300)
@given(st.lists(PIECES, min_size=1, max_size=60).map("".join))
def test_spans_lie_in_the_text_and_in_the_parents_span(text: str) -> None:
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    try:
        works = works_of(*lines)
    except NoClausesError:
        return

    for work in works:
        seen: dict[str, Clause] = {}
        for clause in work.clauses:
            assert clause.eid not in seen
            assert 0 <= clause.span.start < clause.span.end <= len(work.text)
            if clause.parent is not None:
                outer = seen[clause.parent].span
                assert outer.start <= clause.span.start < clause.span.end <= outer.end
            seen[clause.eid] = clause
