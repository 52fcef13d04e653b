"""What a question asks for by name: the street, the accuracy, how many passengers.

The noun that an asking word governs is the focus. A clause that never names it, in either language,
in words that say the same or in those by which people ask for it, answers another question,
however near the rest of it comes. Nouns that only ask ("which steps", 哪些领域) are no focus.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.answering.paraphrasing import alike, function_words, stem
from assistant.indexing.tokens import content_terms, terms
from assistant.languages import folded, has_han, language_of, sentences
from assistant.library import Library
from assistant.retrieval.lexicon import english_terms, shipped_lexicon
from assistant.retrieval.search import has_figure
from assistant.retrieval.understanding import Question
from assistant.works import LANGUAGES, ClauseRef, Edition

_AFTER = (
    r"is|are|was|were|be|will|would|shall|should|must|can|could|may|might|do|does|did|has|have|had|get|gets"
    r"|of|in|on|at|by|for|to|from|with|under|that|which|who|there|among|and|or|as|it|they|the|an?|its|per|up"
    r"|counts?|needs?|takes?|lies?|appl(?:y|ies)|sets?|makes?|built|meant|named|planned|expected|supposed|comes?|came|guided|drives?"
)
_ADJECTIVES = r"(?:(?:[a-z]+(?:-[a-z]+)+|[a-z]+(?:ing|ed|ive|able|ous|al)), )*"
"""What stands before a noun with a comma after it: "trend-setting, reliable"."""
_PHRASE = rf"{_ADJECTIVES}((?:[a-z0-9'’&-]+ ){{0,4}}?[a-z0-9'’&-]+)(?= (?:{_AFTER})\b|[,.?;:]|$)"
_OUTRIGHT = (
    re.compile(rf"\bwhat (?!(?:{_AFTER})\b){_PHRASE}"),
    re.compile(r"\bwho (?:(?:is|are|was|were) (?:going )?to|will|would|should|must) (?!be\b)([a-z]+)"),
)
"""What is asked in so many words: "what street", "who is to chair"."""
_ENGLISH = (
    *_OUTRIGHT,
    re.compile(rf"\b(?:which|how many|how much) (?!(?:{_AFTER})\b){_PHRASE}"),
    re.compile(rf"\b(?:what|which)(?:'s| is| are| was| were)(?: the| an?| its| their) {_PHRASE}"),
    re.compile(r"\bwho(?:'s| is| are| was| were)(?: the| an?) (?!one\b)((?:[a-z-]+ )?[a-z-]+)(?= of\b| for\b|[.?,]|$)"),
)
_OBJECT = re.compile(r" (?:the|an?|its)\b")
_MEASURE_WORDS = "个家款项座张条台辆名种处次类大轴所位支栋间批份件套门片块米"
_BODIES = "委局厅办部处院区县镇"
"""Of one character each: 哪个委认领的 asks for no 认领."""
_RUN = r"[\u4e00-\u9fff]"
_DESCRIBED = rf"(?:{_RUN}{{0,8}}的)?"
"""What stands before a noun and says which: "有辨识度的"."""
_CHINESE = (
    re.compile(rf"(?:多少|(?<![哪的这那好])几)[{_MEASURE_WORDS}]{_DESCRIBED}({_RUN}{{2,4}})"),
    re.compile(
        rf"({_RUN}{{2,4}}?)(?:大约|大致|差不多|大概|具体|到底|各|分别|单独|一共|总共|应该|预计)*(?:是|为|有|要|达|占|做|到|在|成|的)*"
        rf"(?:多少|多大|多高|多长|几)(?![{_MEASURE_WORDS}]?{_RUN}{{2}})"
    ),
    re.compile(rf"(?:满足|符合|达到)什么({_RUN}{{2,4}})"),
    re.compile(rf"谁(?:来|去)?(?:担任|当|出任)({_RUN}{{2,4}})"),
    re.compile(rf"哪(?:些|几|一)?+[{_MEASURE_WORDS}]?+(?![{_BODIES}](?![会所]))({_RUN}{{2,4}})"),
)
_HEAD_LAST = _CHINESE[1]
"""Of these the noun ends where the asking word begins; of the others it begins after it."""

_NUMBERED = {
    "en": re.compile(rf"\bhow many (?!(?:{_AFTER})\b){_PHRASE}"),
    "zh": re.compile(rf"(?:多少|(?<![哪的这那好])几)[{_MEASURE_WORDS}]{_DESCRIBED}({_RUN}{{2,6}})"),
}
# fmt: off
_ASKING = {
    "en": frozenset(terms(
        "order magnitude proportion portion fraction percentage share minimum maximum amount sum total count "
        "end ends way ways route routes road means remedy remedies measure step part test tests consideration "
        "family families sort kind type class category name one year date day month time department division "
        "office unit place spot location site difference change reason point fact detail thing effect result "
        "content line move approach biggest largest smallest next first second third three two four five six "
        "seven eight nine ten action idea supposed exact annual yearly new old main chief best most key pot "
        "pots document trial run paper letterhead money item aspect area field direction element feature function "
        "goal target requirement task role problem issue product link support policy help work use purpose "
        "benefit project event body agency company firm organisation institution district instrument tool "
    )),
    "zh": frozenset((
        "超过", "规划", "至少", "最少", "最多", "计划", "准备", "打算", "现在", "目前", "以上", "以下", "机构",
        "部门", "单位", "行当", "行业", "东西", "地方", "盘子", "个数", "数字", "环节", "指标", "园区", "日子",
        "场合", "活动", "展会", "区域", "领域", "方面", "方向", "类型", "内容", "事情", "办法", "措施", "步骤",
        "要求", "一共", "全部", "大概", "大约", "大致", "左右", "路子", "大块", "难关", "短板", "层面", "角度",
        "途径", "名字", "任务", "年份", "月份", "产业", "赛道", "城市", "位置", "量级", "水平", "程度", "级别",
        "年前", "万元", "亿元", "公司", "企业", "现成", "比重", "比例", "规模", "体量", "总量", "问题", "产品",
        "重点", "关键", "核心", "主要", "单品", "功能", "作用", "用途", "好处", "支持", "政策", "项目", "工程",
        "组织", "技术", "设备", "说法", "下限", "一块", "这块", "那块", "这个", "那个",
    )),
}
# fmt: on
"""Nouns that ask for what any clause has, or for what other gates look at."""


def foci(question: Question, *, outright: bool = False) -> tuple[frozenset[str], ...]:
    """Return the terms of each noun asked for; a clause that answers names one of every group.

    Args:
        question: as understood.
        outright: only what is asked in so many words, which no clause answers in others.
    """
    language, plain = language_of(question.text), folded(question.text)
    empty = function_words(language) | _ASKING[language]
    if language == "en":
        found = _english(plain, _OUTRIGHT if outright else _ENGLISH)
    else:
        found = iter(()) if outright else _chinese(plain)
    return tuple(dict.fromkeys(group for group in found if group and not group & empty))


def _english(plain: str, patterns: Sequence[re.Pattern[str]]) -> Iterator[frozenset[str]]:
    for pattern in patterns:
        for match in pattern.finditer(plain):
            words = match.group(1).split()
            # The head of a noun phrase stands last; before an article stands a verb: "which architect designs the".
            if len(words) > 1 and match.group().startswith("which ") and _OBJECT.match(plain[match.end() :]):
                words.pop()
            yield frozenset(content_terms(" ".join(words))[-1:])


def _chinese(plain: str) -> Iterator[frozenset[str]]:
    for pattern in _CHINESE:
        for match in pattern.finditer(plain):
            # Two characters that are no word are the end of one and the beginning of the next.
            named = [term for term in content_terms(match.group(1)) if len(term) > 1]
            chosen = named[-1:] if pattern is _HEAD_LAST else named
            yield frozenset(term for term in chosen if term in english_terms())


def speaks_of(group: frozenset[str], ref: ClauseRef, library: Library) -> bool:
    """Tell whether a clause names a noun asked for, given by its terms."""
    said = _terms_of(ref, library)
    return any(way <= said for term in group for way in _ways(term))


def numbered(question: Question) -> tuple[frozenset[str], ...]:
    """Return the terms of each noun that a question asks the number of."""
    plain, language = folded(question.text), language_of(question.text)
    found = (
        frozenset(content_terms(match.group(1))[-1:])
        if language == "en"
        else frozenset(term for term in content_terms(match.group(1)) if term in english_terms())
        for match in _NUMBERED[language].finditer(plain)
    )
    empty = function_words(language) | _ASKING[language]
    return tuple(group for group in found if group and not group & empty)


def counts_it(group: frozenset[str], ref: ClauseRef, library: Library) -> bool:
    """Tell whether a sentence of a clause that states a figure names a noun, itself or in the headings above it."""
    ways = [way for term in group for way in _ways(term)]
    return any(way <= said for said in map(frozenset, map(terms, _figured(ref, library))) for way in ways)


def _figured(ref: ClauseRef, library: Library) -> Iterator[str]:
    for language in LANGUAGES:
        expression = library.answering(ref.work, language)
        heading = " ".join(step.heading for step in (*expression.ancestors(ref.eid), expression.clause(ref.eid)))
        for sentence in sentences(expression.text_of(ref.eid), expression.language):
            if has_figure(sentence, expression.language):
                yield f"{heading} {sentence}"


def _ways(term: str) -> tuple[frozenset[str], ...]:
    """Return the ways to say the same as a term, in both languages, each by the terms that make it up."""
    if has_han(term):
        # The lexicon does not say the same in both directions: a word is near what either gives.
        english = english_terms().get(term, frozenset()) | frozenset(shipped_lexicon().english.get(term, "").split())
        return tuple(frozenset({way}) for way in (term, *english))
    same = {term} | alike("en").get(stem(term), frozenset())
    # A Chinese word is more than any two of its characters.
    words = (frozenset(terms(word)) for word in shipped_lexicon().words.get(term, "").split())
    return (*(frozenset({way}) for way in same), *words)


def _terms_of(ref: ClauseRef, library: Library) -> frozenset[str]:
    """Return the terms of a clause, of its headings and title, and of the lines by which people ask for it."""
    texts = []
    for language in LANGUAGES:
        expression = library.answering(ref.work, language)
        steps = (*expression.ancestors(ref.eid), expression.clause(ref.eid))
        texts += [library.work(ref.work).title.get(language), *(step.heading for step in steps)]
        texts.append(expression.text_of(ref.eid))
        asked = library.expression(ref.work, language, Edition.EXPANSION)
        if asked and ref.eid in asked:
            texts.append(asked.text_of(ref.eid))
    return frozenset(term for text in texts for term in terms(text))
