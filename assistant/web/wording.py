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
    # The frame
    "language": Bilingual("页面语言", "Language of the page"),
    "rooms": Bilingual("栏目", "Rooms"),
    "room_ask": Bilingual("问答", "Ask"),
    "room_plans": Bilingual("文件", "Plans"),
    "room_targets": Bilingual("目标", "Targets"),
    "skip": Bilingual("跳到内容", "Skip to the content"),
    "preparing": Bilingual("正在打开……", "Opening …"),
    "no_script": Bilingual(
        "本页需要 JavaScript；也可以用命令行：assistant ask。",
        "This page needs JavaScript; on the command line: assistant ask.",
    ),
    "no_reply": Bilingual(
        "没有收到回应。请检查程序是否还在运行，然后重试。",
        "There was no reply. See whether the program is still running, then try again.",
    ),
    "retry": Bilingual("重试", "Try again"),
    # Asking
    "hero": Bilingual("上海产业政策，逐句有据", "Shanghai's industrial policy, sentence by sentence"),
    "question": Bilingual("您的问题", "Your question"),
    "placeholder": Bilingual(
        "例如：绿色低碳产业规模的目标是多少？", "For example: how large is the metaverse to be by 2025?"
    ),
    "follow": Bilingual("接着问，或另问一个问题", "Ask a follow-up, or something else"),
    "ask": Bilingual("提问", "Ask"),
    "hint": Bilingual(
        "中文或英文均可，最多{most}字。按回车提问。",
        "In Chinese or English, at most {most} characters. Press Enter to ask.",
    ),
    "anew": Bilingual("新的对话", "New conversation"),
    "model": Bilingual(
        "由语言模型 {model} 起草，每一句核对过条款才显示。",
        "Drafted by the language model {model}; a sentence is shown once its clause bears it out.",
    ),
    "working": Bilingual("正在查条款、逐句核对……", "Reading the clauses and checking each sentence …"),
    "preparing_index": Bilingual(
        "首次启动，正在建立索引：{done}/{of}。建好后自动回答。",
        "First start: the index is being built, {done} of {of}. The answer follows by itself.",
    ),
    "stop": Bilingual("停止", "Stop"),
    "stopped": Bilingual(
        "已停止。以上各句均已核对，但回答可能不完整；问题已放回输入框。",
        "Stopped. The sentences above are verified, but there may be more; your question is back in the box.",
    ),
    "examples": Bilingual("试着问一问", "Try one of these"),
    "headlines": Bilingual("主要目标", "Headline targets"),
    "all_targets": Bilingual("全部目标", "All targets"),
    "works": Bilingual("收录的文件", "What is in the library"),
    "earlier": Bilingual("先前的问题", "Earlier in this conversation"),
    # An answer
    "answered": Bilingual("已回答，{n}处出处。", "Answered, with {n} sources."),
    "answered_one": Bilingual("已回答，1处出处。", "Answered, with 1 source."),
    "drafted": Bilingual("由 {model} 起草，逐句核对后显示。", "Drafted by {model}; every sentence verified."),
    "sources": Bilingual("出处", "Sources"),
    "source": Bilingual("出处{n}：{label}", "Source {n}: {label}"),
    "notes": Bilingual("说明", "Notes"),
    "nearest": Bilingual("最接近的条款", "Nearest clauses"),
    "suggestions": Bilingual("可以这样问", "You could ask"),
    "verified": Bilingual("官方原文 · 已核对", "Official wording · verified"),
    "official": Bilingual("文件原文", "The document's own wording"),
    "digest": Bilingual("摘要", "Digest"),
    "plan": Bilingual("正式文件", "Official document"),
    "briefing": Bilingual("新闻发布会", "Press briefing"),
    "added": Bilingual("自行添加，未经核对", "Added by you, not verified"),
    "support_verbatim": Bilingual("与条款逐字一致", "word for word in the clause"),
    "support_supported": Bilingual("数字与条款一致", "figures as in the clause"),
    "support_derived": Bilingual("由条款推算", "derived from the clauses"),
    # What can be done with it
    "copy_plain": Bilingual("复制回答与出处", "Copy answer with sources"),
    "copy_gbt": Bilingual("复制参考文献（GB/T 7714）", "Copy references (GB/T 7714)"),
    "copy_link": Bilingual("复制链接", "Copy link"),
    "copied": Bilingual("已复制", "Copied"),
    "copy_failed": Bilingual("浏览器不允许复制", "The browser refused to copy"),
    "export_markdown": Bilingual("导出 Markdown", "Export Markdown"),
    "export_json": Bilingual("导出回执（JSON）", "Export receipt (JSON)"),
    "receipt_help": Bilingual(
        "以后可用 assistant verify 核对：条款、引文和回答是否仍然一致",
        "Check it later with assistant verify: do clauses, quotations and answer still agree?",
    ),
    "tools": Bilingual("复制与导出", "Copy and export"),
    "feedback": Bilingual("这些出处支持这个回答吗？", "Do these sources support the answer?"),
    "feedback_of": Bilingual("{said}：{label}", "{said}: {label}"),
    "feedback_yes": Bilingual("支持", "Yes"),
    "feedback_no": Bilingual("不支持", "No"),
    "feedback_thanks": Bilingual("谢谢，已记在本机", "Thank you, noted on this machine"),
    "feedback_failed": Bilingual("没有记下来，请再试一次。", "It was not kept; please try again."),
    "feedback_question": Bilingual("评价时一并记下我的问题", "Keep my question with my verdict"),
    # How it was answered
    "trace": Bilingual("这个回答是怎么来的", "How this was answered"),
    "trace_understood": Bilingual("问题的理解", "The question as understood"),
    "trace_language": Bilingual("语言", "Language"),
    "trace_wants": Bilingual("所问", "Asked for"),
    "trace_documents": Bilingual("文件", "Documents"),
    "trace_subjects": Bilingual("主题", "Subjects"),
    "trace_years": Bilingual("年份", "Years"),
    "trace_lookups": Bilingual("条款", "Clauses"),
    "trace_content": Bilingual("检索词", "Searched for"),
    "trace_found": Bilingual("找到的条款", "Clauses found"),
    "trace_score": Bilingual("得分", "Score"),
    "trace_checks": Bilingual("核对", "Checks"),
    "trace_passed": Bilingual("{n}句通过核对，予以显示。", "{n} sentences passed and are shown."),
    "trace_rejected": Bilingual("未通过，不显示：{text}（{fault}）", "Failed, not shown: {text} ({fault})"),
    "trace_times": Bilingual("用时", "Time taken"),
    "stage_understand": Bilingual("理解", "understand"),
    "stage_retrieve": Bilingual("检索", "retrieve"),
    "stage_compose": Bilingual("组织", "compose"),
    "stage_verify": Bilingual("核对", "verify"),
    "stage_total": Bilingual("合计", "total"),
    # A clause
    "clause": Bilingual("条款", "Clause"),
    "close": Bilingual("关闭条款", "Close the clause"),
    "previous": Bilingual("上一条", "Previous"),
    "next": Bilingual("下一条", "Next"),
    "inside": Bilingual("本部分的条款", "Clauses in this part"),
    "in_place": Bilingual("在文件中阅读", "Read in the plan"),
    "terms": Bilingual("名词对照", "Terms in this clause"),
    "also": Bilingual("又称{names}", "also {names}"),
    "one_language": Bilingual(
        "这份文件没有另一种语言的文本。", "There is no text of this document in the other language."
    ),
    "marked": Bilingual("标出的是支持回答的句子。", "What supports the answer is marked."),
    "omitted": Bilingual("……", "…"),
    "no_clause": Bilingual("没有这一条：{clause}", "There is no such clause: {clause}"),
    "no_clause_help": Bilingual(
        "条款地址写作“文件/编号”，例如 green/2.2.6。",
        "A clause is addressed as work/number, for example green/2.2.6.",
    ),
    # Plans
    "contents": Bilingual("目录", "Contents"),
    "find": Bilingual("在本文件中查找", "Find in this document"),
    "find_button": Bilingual("查找", "Find"),
    "find_clear": Bilingual("显示全文", "Show all of it"),
    "found": Bilingual("{n}条含有“{find}”", "{n} clauses with “{find}”"),
    "found_one": Bilingual("1条含有“{find}”", "1 clause with “{find}”"),
    "found_none": Bilingual("没有条款含有“{find}”", "No clause has “{find}”"),
    "found_none_help": Bilingual(
        "别的文件里也许有；问答会查遍全部文件。", "Another document may; a question looks in all of them."
    ),
    "ask_instead": Bilingual("改为提问：{find}", "Ask instead: {find}"),
    "permalink": Bilingual("{label}的链接", "Link to {label}"),
    "reading": Bilingual("正在阅读：{title}", "Reading: {title}"),
    "no_work": Bilingual("没有这份文件：{work}", "There is no such document: {work}"),
    "digest_note": Bilingual(
        "这里是我们用自己的话写的摘要；安装官方原文后，逐条核对，一致的显示原文。",
        "These are digests in our own words; once the official text is added, clauses that match show its wording.",
    ),
    # Targets
    "targets_intro": Bilingual(
        "文件中全部可以量化的目标：数字、年份和设定它的条款。",
        "Every target in the documents that has a number: the figure, the year and the clause that sets it.",
    ),
    "targets_said": Bilingual("{n}项目标", "{n} targets"),
    "target_said": Bilingual("1项目标", "1 target"),
    "targets_none": Bilingual("没有符合条件的目标。", "No target matches."),
    "filter": Bilingual("筛选", "Filter"),
    "filter_work": Bilingual("文件", "Document"),
    "filter_year": Bilingual("年份", "Year"),
    "filter_kind": Bilingual("数字", "Figure"),
    "filter_find": Bilingual("包含", "Containing"),
    "filter_apply": Bilingual("筛选", "Apply"),
    "filter_clear": Bilingual("清除", "Clear"),
    "all": Bilingual("全部", "All"),
    "no_year": Bilingual("未注明", "None stated"),
    "kind_money": Bilingual("金额", "Money"),
    "kind_count": Bilingual("数量", "Number"),
    "kind_share": Bilingual("比例", "Share"),
    "kind_other": Bilingual("其他", "Other"),
    "column_figure": Bilingual("目标", "Target"),
    "column_about": Bilingual("内容", "What for"),
    "column_year": Bilingual("年份", "Year"),
    "column_clause": Bilingual("条款", "Clause"),
    "sort_by": Bilingual("按{column}排序", "Sort by {column}"),
    "download": Bilingual("下载 CSV", "Download CSV"),
    "to_charts": Bilingual("看图表", "See the charts"),
    "charts": Bilingual("图表", "Charts"),
    "targets_none_help": Bilingual(
        "换一个词，或去掉一个筛选条件。", "Try another word, or take one of the filters away."
    ),
    "filter_clear_all": Bilingual("显示全部目标", "Show all targets"),
    "chart_money": Bilingual("以金额计的目标", "Targets in money"),
    "chart_money_hint": Bilingual(
        "自零起，按比例绘制；点按打开条款。", "Drawn to scale from zero; press a bar to open its clause."
    ),
    "chart_years": Bilingual("各文件、各年份的目标", "Targets by document and year"),
    "chart_years_hint": Bilingual(
        "一点一项目标；点按打开条款。", "One dot is one target; press it to open its clause."
    ),
    # What goes wrong
    "too_long": Bilingual(
        "问题有{length}字，最多{most}字。请问得简短一些。",
        "The question has {length} characters; at most {most} are read. Please ask it more briefly.",
    ),
    "unreadable": Bilingual("请输入一个问题。", "Please type a question."),
    "failed": Bilingual("没有成功", "That did not work"),
    "disclaimer_model": Bilingual(
        "摘要由本项目编写，以中文原文为准；本页不构成法律意见。"
        "问题和找到的条款交给语言模型 {model}，此外不向外发送任何内容。",
        "Digests are written by this project; the Chinese original prevails. This is no legal advice. "
        "Questions and the clauses found are given to the language model {model}; nothing else is sent elsewhere.",
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
class Examples:
    """Questions to start with for one kind of user."""

    user: Bilingual
    purpose: Bilingual
    questions: dict[Language, tuple[str, ...]]


EXAMPLES: tuple[Examples, ...] = (
    Examples(
        Bilingual("投资者", "For an investor"),
        Bilingual("要数字，也要知道它有多大约束力", "The figure, and what it commits the city to"),
        {
            "zh": (
                "到2025年，绿色低碳产业规模要达到多少？",
                "绿色、元宇宙、终端三个方案2025年的规模目标分别是多少？",
                "元宇宙产业有哪些资金支持？",
            ),
            "en": (
                "How large is the green and low-carbon industry to be by 2025?",
                "Put the 2025 size targets of the green, metaverse and terminals industries side by side.",
                "What funding supports the metaverse plan?",
            ),
        },
    ),
    Examples(
        Bilingual("工作人员", "For an official"),
        Bilingual("知道文件，要原话和编号", "The clause, its number and its words"),
        {
            "zh": (
                "绿色方案第9项写了什么？",
                "智能终端产业由哪个部门统筹？",
                "哪些区是氢能产业实践区？",
            ),
            "en": (
                "What does item 14 of the metaverse plan say?",
                "Who is responsible for coordinating the smart terminals industry?",
                "Which districts get hydrogen practice zones?",
            ),
        },
    ),
    Examples(
        Bilingual("评测者", "For an evaluator"),
        Bilingual("文件没有写的，会不会如实说", "Whether it says so where the documents are silent"),
        {
            "zh": (
                "元宇宙企业的企业所得税税率是多少？",
                "深圳的元宇宙目标是多少？",
                "绿色低碳产业2030年的目标？",
            ),
            "en": (
                "What corporate income tax rate do metaverse companies pay under the plan?",
                "What is Shenzhen's metaverse target?",
                "What is the green industry target for 2030?",
            ),
        },
    ),
)
