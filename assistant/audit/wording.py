"""What an audit says in its own voice, in both languages."""

from __future__ import annotations

from assistant.audit.figures import Difference
from assistant.audit.judging import Basis, Reason, Verdict
from assistant.works import Bilingual

VERDICTS: dict[Verdict, Bilingual] = {
    Verdict.CONFIRMED: Bilingual("属实", "confirmed"),
    Verdict.CONTRADICTED: Bilingual("与文件不符", "contradicted"),
    Verdict.NOT_FOUND: Bilingual("文件未载明", "not found"),
    Verdict.NOT_CHECKABLE: Bilingual("无法核对", "not checkable"),
}
DIFFERENCES: dict[Difference, Bilingual] = {
    Difference.VALUE: Bilingual("数值", "value"),
    Difference.UNIT: Bilingual("单位", "unit"),
    Difference.QUALIFIER: Bilingual("限定词", "qualifier"),
    Difference.YEAR: Bilingual("年份", "year"),
    Difference.PLAN: Bilingual("另一方案的数字", "figure of another plan"),
    Difference.NEGATION: Bilingual("肯定与否定", "negation"),
    Difference.NAME: Bilingual("名称", "name"),
}
BASES: dict[Basis, Bilingual] = {
    Basis.SENTENCE: Bilingual("整句通过核对", "the sentence is verified"),
    Basis.FIGURES: Bilingual("数字与条款一致，措辞未核对", "the figures are the clause's; the wording is the memo's"),
}
REASONS: dict[Reason, Bilingual] = {
    Reason.OPINION: Bilingual("观点", "opinion"),
    Reason.ELSEWHERE: Bilingual("涉及其他地方", "about another place"),
    Reason.OTHER: Bilingual("与各方案无关", "about something else"),
}
TITLE = Bilingual("{name}：核对结果", "Audit of {name}")
COUNTS = Bilingual(
    "共{total}条：属实{confirmed}条，与文件不符{contradicted}条，文件未载明{missing}条，无法核对{rest}条",
    "{total} claims: {confirmed} confirmed, {contradicted} contradicted, {missing} not found, {rest} not checkable",
)
LINE = Bilingual("第{line}行", "line {line}")
NEAREST = Bilingual("最接近的条款：", "nearest clause: ")
NOTE = Bilingual(
    "依据已安装的文件自动核对，不构成法律意见；引文为摘要，以中文原文为准。",
    "Checked automatically against the documents installed; no legal advice. The quotations are digests: the Chinese "
    "text prevails.",
)
COLUMNS = (
    Bilingual("行", "Line"),
    Bilingual("结论", "Verdict"),
    Bilingual("备忘录的说法", "Claim"),
    Bilingual("条款", "Clause"),
)
