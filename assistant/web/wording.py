"""The page's own words, in both languages."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.works import Bilingual, Language

TITLE = Bilingual("上海产业政策问答", "Shanghai Industrial Policy Assistant")
PURPOSE = Bilingual(
    "用中文或英文提问，每句回答都注明出自哪一条款；文件没有写的，如实说明。",
    "Ask in Chinese or English. Every sentence of an answer cites its clause; "
    "where the documents are silent, the page says so.",
)
LANGUAGE_NAMES: dict[Language, str] = {"zh": "中文", "en": "English"}
LANGUAGE_TAGS: dict[Language, str] = {"zh": "zh-Hans", "en": "en"}
"""What ``lang`` attributes say: without the script, browsers may choose Japanese shapes."""

WORDS: dict[str, Bilingual] = {
    "language": Bilingual("页面语言", "Language of the page"),
    "question": Bilingual("您的问题", "Your question"),
    "placeholder": Bilingual(
        "例如：绿色低碳产业规模的目标是多少？", "For example: which parks does the metaverse plan name?"
    ),
    "ask": Bilingual("提问", "Ask"),
    "hint": Bilingual(
        "中文或英文均可，最多{most}字。按回车提问。",
        "In Chinese or English, at most {most} characters. Press Enter to ask.",
    ),
    "examples": Bilingual("试着问一问", "Try one of these"),
    "more": Bilingual("再问一个", "Ask another"),
    "works": Bilingual("这里有哪些文件", "What is in the library"),
    "answer": Bilingual("回答", "Answer"),
    "sources": Bilingual("出处", "Sources"),
    "source": Bilingual("出处{n}：{label}", "Source {n}: {label}"),
    "open": Bilingual("打开条款", "Open the clause"),
    "notes": Bilingual("说明", "Notes"),
    "nearest": Bilingual("最接近的条款", "Nearest clauses"),
    "suggestions": Bilingual("可以这样问", "You could ask"),
    "verified": Bilingual("官方原文 · 已核对", "Official wording · verified"),
    "official": Bilingual("文件原文", "The document’s own wording"),
    "digest": Bilingual("摘要", "Digest"),
    "plan": Bilingual("正式文件", "Official document"),
    "briefing": Bilingual("新闻发布会", "Press briefing"),
    "added": Bilingual("自行添加，未经核对", "Added by you, not verified"),
    "clause": Bilingual("条款", "Clause"),
    "close": Bilingual("关闭条款", "Close the clause"),
    "previous": Bilingual("上一条", "Previous"),
    "next": Bilingual("下一条", "Next"),
    "inside": Bilingual("本部分的条款", "Clauses in this part"),
    "one_language": Bilingual(
        "这份文件没有另一种语言的文本。", "There is no text of this document in the other language."
    ),
    "marked": Bilingual("标出的是支持回答的句子。", "What supports the answer is marked."),
    "too_long": Bilingual(
        "问题有{length}字，最多{most}字。请问得简短一些。",
        "The question has {length} characters; at most {most} are read. Please ask it more briefly.",
    ),
    "unreadable": Bilingual("请输入一个问题。", "Please type a question."),
    "failed": Bilingual("没有成功", "That did not work"),
    "no_clause": Bilingual("没有这一条：{clause}", "There is no such clause: {clause}"),
    "no_clause_help": Bilingual(
        "条款地址写作“文件/编号”，例如 green/2.2.6。",
        "A clause is addressed as work/number, for example green/2.2.6.",
    ),
    "disclaimer": Bilingual(
        "摘要由本项目编写，以中文原文为准；本页不构成法律意见。全部在本机运行，不向外发送任何内容。",
        "Digests are written by this project; the Chinese original prevails. This is no legal advice. "
        "Everything runs on the machine that serves this page; nothing is sent elsewhere.",
    ),
}


def words(key: str, language: Language, **values: str | int) -> str:
    """Return words of the page with values put in."""
    text = WORDS[key].get(language)
    return text.format(**values) if values else text


@dataclass(frozen=True, slots=True)
class Example:
    """A question to start with, and what kind of question it is."""

    kind: Bilingual
    question: str


_FIGURE = Bilingual("数字", "A figure")
_LOOKUP = Bilingual("查条款", "A clause")
_LIST = Bilingual("清单", "A list")
_COMPARISON = Bilingual("比较", "A comparison")
_MONEY = Bilingual("责任与资金", "Duties and money")
_SILENT = Bilingual("文件没有写", "Not in the documents")

EXAMPLES: dict[Language, tuple[Example, ...]] = {
    "zh": (
        Example(_FIGURE, "到2025年，绿色低碳产业规模要达到多少？"),
        Example(_LOOKUP, "绿色方案第9项写了什么？"),
        Example(_LIST, "十一月发布会上讲的五个未来集群分别叫什么？"),
        Example(_COMPARISON, "绿色、元宇宙、终端三个方案2025年的规模目标分别是多少？"),
        Example(_MONEY, "智能终端产业由哪个部门统筹？"),
        Example(_SILENT, "元宇宙企业的企业所得税税率是多少？"),
    ),
    "en": (
        Example(_FIGURE, "How large is the green and low-carbon industry to be by 2025?"),
        Example(_LOOKUP, "What does item 14 of the metaverse plan say?"),
        Example(_LIST, "Which up-and-coming low-carbon parks are named?"),
        Example(
            _COMPARISON, "Put the 2025 size targets of the green, metaverse and terminals industries side by side."
        ),
        Example(_MONEY, "Which agency is in charge of coordinating the smart-device industry citywide?"),
        Example(_SILENT, "What corporate income tax rate do metaverse companies pay under the plan?"),
    ),
}
