"""The words by which a question shows what kind of answer it wants, in both languages."""

from __future__ import annotations

import enum
import re
from collections.abc import Iterable


class Wants(enum.StrEnum):
    """A kind of answer; a question may want several."""

    FIGURE = "figure"
    LIST = "list"
    COMPARISON = "comparison"
    ISSUANCE = "issuance"
    WHO = "who"
    WHERE = "where"
    WHEN = "when"
    MONEY = "money"
    REASON = "reason"
    BRIEFING = "briefing"
    TARGET = "target"
    CONFLICT = "conflict"


def _cue(chinese: str, english: str) -> re.Pattern[str]:
    """Return a pattern of Chinese alternatives and of English ones, the latter whole words."""
    return re.compile(rf"{chinese}|\b(?:{english})")


_CUES: dict[Wants, re.Pattern[str]] = {
    Wants.FIGURE: _cue(
        r"多少(?!都)|几多|几成|(?<![哪的这那])几(?=[家个款项座成倍年种类大条次位名万亿])|规模.{0,6}(?:多大|目标)|多大|比例|占比"
        r"|百分之几|数量|目标值|指标",
        r"how (?:many|much|large|big|high)\b|number (?:of|on)\b|(?:output|market) (?:value|target)\b"
        r"|target (?:size|figure|value)\b"
        r"|what (?:size|share|percentage|proportion|number|scale|figure|amount|target)\b",
    ),
    Wants.LIST: _cue(
        r"哪些|哪几|哪(?=[家个款项一二三四五六七八九十])|[一二三四五六七八九十]大(?=[\u4e00-\u9fff])|名字|清单|名单|列出|列举|有什么|有啥|分别是|叫什么|包括什么",
        r"which\b|list\b|names? (?:the|all|of)\b|what are\b|enumerate\b|give me (?:all|the)\b",
    ),
    Wants.COMPARISON: _cue(
        r"比较|对比|相比|区别|不同|差异|差别|哪个更|各(?=[自是有怎写定提要往管干负承由在从做搞侧给用打])|差在|不一样|分别|摆一起|异同|两边|合起来|放在?一[起块]",
        r"which (?:plan|of the (?:two|three))\b|compar|versus\b|vs\b|differ|respectively\b|side by side\b"
        r"|both\b|each\b|put together\b"
        r"|(?:larger|bigger|higher|smaller|stricter|more|less)\b.{0,40}\bthan\b",
    ),
    Wants.ISSUANCE: _cue(
        r"文号|发文|印发|颁布|出台|公布|发布日期|什么时候(?:发布|生效)|抄送|主送|成文"
        r"|哪个(?:部门|机关|单位)(?:发布|制定)",
        r"issu(?:e|ed|ing|er)\b|promulgat|document number\b|reference number\b|copied to\b"
        r"|address(?:ed|ees?)\b|dated?\b|published\b"
        r"|number\b.{0,20}\b(?:notice|document|circular)\b|(?:notice|document|circular)\b.{0,30}\bnumber\b",
    ),
    Wants.WHO: _cue(
        r"谁|哪个(?:部门|机构|单位|委)|由哪|牵头|负责",
        r"whom?\b|which (?:department|agency|body|authority|commission)\b|responsible\b|in charge\b",
    ),
    Wants.WHERE: _cue(
        r"哪里|哪儿|何处|哪个区|哪些区|什么地方|地点|选址",
        r"where\b|which (?:district|area|place|location)s?\b",
    ),
    Wants.WHEN: _cue(
        r"何时|什么时候|哪一?年|哪一天|几月|期限|截止",
        r"when\b|by what (?:date|year)\b|what (?:date|year|day)\b|deadline\b",
    ),
    Wants.MONEY: _cue(
        r"资金|谁出钱|出资|掏钱|钱从哪|经费|融资|补贴|补助",
        r"fund|pays?\b|paid\b|financ|money\b|subsid|budget",
    ),
    Wants.REASON: _cue(r"为什么|为何|为啥|原因|凭什么", r"why\b|reason\b|how come\b"),
    Wants.TARGET: _cue(
        r"目标|规模|体量|盘子|多大",
        r"aims?\b|aiming\b|targets?\b|goals?\b|how (?:big|large)\b|size\b|scale\b|worth\b",
    ),
    Wants.CONFLICT: _cue(
        r"(?:是否|是不是|口径|说法|数字?|[得算]).{0,4}一致|一致吗|对[得不]上|矛盾|有的说|有说|说法|打架|到底.{0,40}还是"
        r"|哪个(?:数字?|说法|日期)?(?:才)?(?:是)?(?:对的?|准确?|正确|为准)|以哪个",
        r"agree\b|disagree|(?:in)?consistent\b|discrepan|contradict|do(?:es)? not match\b"
        r"|which (?:\w+ )?is (?:right|correct)\b|i have seen\b|some say\b|are there really\b",
    ),
    Wants.BRIEFING: _cue(
        r"发布会|记者会|通报会|吴金城|裘文进|王晔|吴强|张宏韬|(?:主任|官员|领导|负责人).{0,4}(?:说|介绍|表示|透露|宣布|讲)",
        r"press conference|briefing|officials?\b.{0,30}\b(?:sa(?:y|id)|announced?|mean[ts]?|claim)|announced\b|spokes"
        r"|wu jincheng|qiu wenjin|wang ye\b|wu qiang|zhang hongtao",
    ),
}


_ALL_PLANS = _cue(
    r"[三3][个份]?(?:行动)?(?:方案|计划|文件)|[三3]大?(?:产业|领域)|(?:各|每)个?(?:方案|计划)",
    r"(?:three|3) (?:action )?(?:plans|industries)\b|(?:each|every|all) plans?\b",
)


_THROUGH_PLANS = re.compile(
    r"在.{0,3}(?:方案|计划)(?:里|中|都|各|分别)|(?:方案|计划).{0,2}(?:都|各|分别|每)"
    r"|\b(?:across|throughout|in (?:each|all|every)(?: of)?|each of)\b.{0,20}\bplans?\b"
)
# "in the plan and at the briefing": what each of them says.
_BOTH_KINDS = re.compile(
    r"(?:方案|计划|文件).{0,16}(?:和|与|跟|同|还是|、|，|,).{0,8}(?:发布会|通报会|报道)"
    r"|(?:发布会|通报会|报道).{0,16}(?:和|与|跟|同|还是|、|，|,).{0,8}(?:方案|计划|文件)|两边材料"
    r"|\bplans?\b.{0,80}\b(?:briefing|press|newspaper|reports?)\b|\b(?:briefing|press conference)\b.{0,80}\bplans?\b"
)
_SITE = _cue(
    r"哪一?个区|哪些区|哪几个区|设在哪|建在哪|落在哪|放在哪|选址|在哪(?:里|儿)?(?:建|设|办)|哪块地|地址",
    r"(?:what|which) (?:districts?|sites?|plots?)\b|on what site\b|located\b"
    r"|where (?:is|are|will|would|must) .{0,60}(?:built|based|located|sited)\b",
)
_BRIEFING_WORD = re.compile(r"(?:新闻)?(?:发布会|通报会)|记者会|(?:press|news) (?:conference|briefing)s?|briefings?")

_COUNTED = (
    re.compile(r"(?:多少(?!都)|(?<![哪的这那])几)[个家座款项辆台名种条处次类大轴]?的?([一-鿿]{2,8})"),
    re.compile(r"([一-鿿]{2,10})(?:[0-9]{4}年?)?[一-鿿]{0,4}?(?:多少(?!都)|(?<![哪的这那])几)"),
    re.compile(
        r"how many ([a-z' -]+?)(?= (?:does|do|did|will|would|should|is|are|was|were|has|have|must|can|in|by|for"
        r"|with|to|under|there|at|on|worth|planned|named|per|and)\b|[,.?(]|$)"
    ),
    re.compile(
        r"\b(?:number|percentage|share|proportion|value) o[fn] ([a-z' -]+?)"
        r"(?= (?:planned|in|by|for|to|that|is|are)\b|[,.?(]|$)"
    ),
)


def counted(plain: str) -> str:
    """Return what a folded question asks the number of, or nothing where it counts nothing."""
    for pattern in _COUNTED:
        match = pattern.search(plain)
        if match:
            return match.group(1)
    return ""


def asks_site(plain: str) -> bool:
    """Tell whether a folded question asks at which place something is or will be."""
    return _SITE.search(plain) is not None


def names_briefing(plain: str) -> bool:
    """Tell whether a folded name is only the word for a press briefing."""
    return _BRIEFING_WORD.fullmatch(plain) is not None


def sets_briefing_beside_plan(plain: str) -> bool:
    """Tell whether a folded question asks what both a plan and a briefing say."""
    return _BOTH_KINDS.search(plain) is not None


def goes_through_plans(plain: str) -> bool:
    """Tell whether a folded question asks what stands in every plan."""
    return _THROUGH_PLANS.search(plain) is not None


def names_all_plans(plain: str) -> bool:
    """Tell whether a folded question speaks of the plans together."""
    return _ALL_PLANS.search(plain) is not None


def without_cues(plain: str, kinds: Iterable[Wants]) -> str:
    """Return a folded question without the words that show those kinds of answer."""
    for kind in kinds:
        plain = _CUES[kind].sub(" ", plain)
    return plain


def wants(plain: str) -> frozenset[Wants]:
    """Return the kinds of answer that a folded question wants."""
    return frozenset(want for want, cue in _CUES.items() if cue.search(plain))
