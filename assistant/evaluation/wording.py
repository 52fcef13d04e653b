"""What the report says, in both languages."""

from __future__ import annotations

from collections.abc import Mapping

from assistant.answering.messages import REASONS
from assistant.works import Bilingual


def _table(**words: tuple[str, str]) -> dict[str, Bilingual]:
    return {key: Bilingual(zh=zh, en=en) for key, (zh, en) in words.items()}


LABELS: Mapping[str, Bilingual] = _table(
    title=("评测报告", "Evaluation report"),
    sets=("题集", "Sets"),
    split=("划分", "Split"),
    questions=("题数", "Questions"),
    systems=("系统", "Systems"),
    skip=("跳到错题", "Skip to the failing questions"),
    all=("合计", "all"),
    zh=("中文", "Chinese"),
    en=("英文", "English"),
    overview=("总览", "Overview"),
    measures=("全部指标", "All measures"),
    measure=("指标", "measure"),
    about=("含义", "what it is"),
    against=("与首个系统相比", "against the first system"),
    by_kind=("各题型答对且引对的比例，附95%区间", "Right by kind of question, with 95 % intervals"),
    kinds=("按题型", "By kind"),
    kind=("题型", "kind"),
    retrieval=("检索", "Retrieval"),
    recall_at_k=("前k位召回率（实线中文，虚线英文）", "Recall among the first k (solid: Chinese, dashed: English)"),
    refusals=("作答与拒答", "Answering and refusing"),
    confusion=("应得状态（行）与所给状态（列）", "Status expected (rows) and given (columns)"),
    expected=("应得", "expected"),
    given=("所给", "given"),
    cost=("时间与内存", "Time and memory"),
    latency=("在给定时间内完成的比例", "Share of replies that took at most so long"),
    milliseconds=("毫秒", "milliseconds"),
    median=("中位数", "median"),
    p95=("第95百分位", "95th percentile"),
    memory=("单进程最大内存", "most memory of one process"),
    faults=("错在哪里", "What went wrong"),
    fault=("错误", "fault"),
    failing=("未答对的题", "Failing questions"),
    none_failing=("没有。", "None."),
    shown=("显示", "shown"),
    any=("不限", "any"),
    system=("系统", "system"),
    language=("语言", "language"),
    history=("此前的提问", "Asked before"),
    wanted=("应当", "Wanted"),
    said=("实际", "What came"),
    trace=("经过", "Trace"),
    clauses=("条款", "Clauses"),
    figures=("数字", "Figures"),
    note=("说明", "Note"),
    cited=("引用", "Cited"),
    retrieved=("检索到", "Retrieved"),
    grade=("级别", "grade"),
    nothing=("无", "nothing"),
    understood=("对问题的理解", "As understood"),
    evidence=("证据", "Evidence"),
    rejected=("核对未过的句子", "Sentences that failed verification"),
    reading=("如何阅读", "How to read this"),
    grades=("条款的级别", "Grades of clauses"),
    data=("图中数据", "The figures drawn"),
    intervals=(
        "数值下方为95%自助法区间（BCa，2000次，定种；†为百分位法）；各题取值都相同时只给题数。系统间用配对置换检验。",
        (
            "Below a score: its 95 % bootstrap interval (BCa, 2,000 resamples, seeded; † percentile); where every "
            "question has the same value, only their number. Systems are compared by a permutation test on pairs."
        ),
    ),
)

KIND_LABELS: Mapping[str, Bilingual] = _table(
    figure=("数字", "figure"),
    topic=("主题", "topic"),
    list=("列举", "list"),
    comparison=("比较", "comparison"),
    multi_clause=("多条款", "multi-clause"),
    lookup=("查条款", "look-up"),
    definition=("定义", "definition"),
    responsibility=("职责", "responsibility"),
    follow_up=("追问", "follow-up"),
    robustness=("不规范提问", "robustness"),
    silent=("文件未载", "silent"),
    false_premise=("前提有误", "false premise"),
    conflict=("来源不一", "conflict"),
)

STATUS_LABELS: Mapping[str, Bilingual] = {
    "answered": Bilingual(zh="作答", en="Answered"),
    **{reason.value: words for reason, words in REASONS.items()},
    "abstained": Bilingual(zh="拒答（未说理由）", en="Refused, no reason"),
}

FAULTS: Mapping[str, Bilingual] = _table(
    refused=("拒答了可答的问题", "refused what can be answered"),
    clauses=("未引用应引的条款", "a clause that answers is not cited"),
    figure=("缺少数字", "a figure is missing"),
    language=("有句子用了另一种语言", "a sentence is in the other language"),
    answered=("回答了应当拒答的问题", "answered what must be refused"),
    reason=("拒答理由不对", "refused for another reason"),
    states_figure=("拒答时写出了无出处的数字", "the refusal states a figure that has no source"),
)
