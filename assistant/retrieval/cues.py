"""The words by which a question shows what kind of answer it wants, in both languages."""

from __future__ import annotations

import enum
import re
from collections.abc import Iterable
from dataclasses import dataclass


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


@dataclass(frozen=True, slots=True)
class Cue:
    """One way to show a kind of answer, as it is said in either language.

    Both columns are alternatives of a pattern over folded text; an English one begins with a word.
    """

    want: Wants
    meaning: str
    zh: str
    en: str

    def shown_in(self, plain: str) -> bool:
        """Tell whether a folded text shows it."""
        return _cue(self.zh, self.en).search(plain) is not None


# A row says the same in both columns, so that a question is read alike in whichever language it is asked.
CUES: tuple[Cue, ...] = (
    Cue(
        Wants.FIGURE, "how many",
        r"多少(?!都)|几多|(?<![哪的这那])几(?=[家个款项座成倍年种类大条次位名万亿])",
        r"how (?:many|much)\b|what (?:number|figure|amount)\b",
    ),
    Cue(Wants.FIGURE, "number of", r"数量|个数", r"numbers? (?:of|on)\b|quantit(?:y|ies)\b"),
    Cue(
        Wants.FIGURE, "how large",
        r"规模.{0,6}(?:多大|目标)|多大|多高",
        r"how (?:large|big|high)\b|what (?:size|scale)\b|target size\b|what .{1,60}\bworth\b",
    ),
    Cue(
        Wants.FIGURE, "what share",
        r"几成|比例|占比|百分之几",
        r"what (?:share|percentage|proportion|portion|fraction)\b|how (?:many|much) per ?cent\b",
    ),
    Cue(
        Wants.FIGURE, "target value",
        r"目标值|指标(?:值|是?多)|数值|量化指标",
        r"(?:output|market) (?:value|target)\b|target (?:figure|value)\b|what target\b|quantified\b",
    ),
    Cue(
        Wants.LIST, "which",
        r"哪些|哪几|哪(?=[家个款项一二三四五六七八九十])",
        r"which\b",
    ),
    Cue(Wants.LIST, "what there is", r"有什么|有啥|包括什么|分别是", r"what are\b|what .{1,40} are there\b"),
    Cue(Wants.LIST, "names of", r"名字|叫什么", r"names? (?:the|all|of)\b"),
    Cue(
        Wants.LIST, "a list",
        r"清单|名单|列出|列举|[一二三四五六七八九十]大(?=[\u4e00-\u9fff])",
        r"list\b|enumerate\b|give me (?:all|the)\b",
    ),
    Cue(Wants.COMPARISON, "compare", r"比较|对比|相比", r"compar|versus\b|vs\b"),
    Cue(
        Wants.COMPARISON, "differ",
        r"区别|不同|差异|差别|差在|不一样|异同",
        r"differ|sets? .{1,30}\bapart\b",
    ),
    Cue(
        Wants.COMPARISON, "which is more",
        r"哪个更|哪个方案",
        r"(?:larger|bigger|higher|smaller|stricter|more|less)\b.{0,40}\bthan\b|which (?:plan|of the (?:two|three))\b",
    ),
    Cue(
        Wants.COMPARISON, "each",
        r"各(?=[自是有怎写定提要往管干负承由在从做搞侧给用打])|分别",
        r"each\b|respectively\b",
    ),
    Cue(
        Wants.COMPARISON, "both together",
        r"两边|两方面|两者|合起来|摆一起|放在?一[起块]",
        r"both\b|put together\b|side by side\b",
    ),
    Cue(
        Wants.ISSUANCE, "its number",
        r"文号",
        r"(?:document|reference) number\b|number\b.{0,20}\b(?:notice|document|circular)\b"
        r"|(?:notice|document|circular)\b.{0,30}\bnumber\b",
    ),
    Cue(
        Wants.ISSUANCE, "issued",
        r"发文|印发|下发|颁布|出台|什么时候(?:发布|生效)|哪个(?:部门|机关|单位)(?:发布|制定)",
        r"issu(?:e|ed|ing|er)\b|promulgat|sent out\b",
    ),
    Cue(Wants.ISSUANCE, "made public", r"公布|发布日期", r"published\b|publication\b|made public\b"),
    Cue(Wants.ISSUANCE, "dated", r"成文|落款", r"dated\b|date it bears\b|signed on\b"),
    Cue(Wants.ISSUANCE, "sent to", r"抄送|主送", r"copied (?:to|in)\b|address(?:ed|ees?)\b"),
    Cue(
        Wants.WHO, "who",
        r"谁|哪个(?:部门|机构|单位|委)|由哪",
        r"whom?\b|whose\b|which (?:department|agency|body|authority|commission)\b",
    ),
    Cue(Wants.WHO, "in charge", r"牵头|负责", r"responsible\b|in charge\b"),
    Cue(
        Wants.WHERE, "where",
        r"哪里|哪儿|何处|哪个区|哪些区|什么地方|地点|选址",
        r"where\b|(?:which|what) (?:district|area|place|location|part of town)s?\b",
    ),
    Cue(
        Wants.WHEN, "when",
        r"何时|什么时候|哪一?年|哪一?天|几月|几号",
        r"when\b|by what (?:date|year)\b|(?:what|which) (?:date|year|day)s?\b",
    ),
    Cue(Wants.WHEN, "deadline", r"期限|截止", r"deadline\b"),
    Cue(Wants.MONEY, "funds", r"资金", r"funds\b|funding\b|funded\b|money\b"),
    Cue(Wants.MONEY, "who pays", r"谁出钱|出资|掏钱|钱从哪|买单", r"pays?\b|paid\b|who funds\b"),
    Cue(Wants.MONEY, "budget", r"经费|预算", r"budget"),
    Cue(Wants.MONEY, "finance", r"融资", r"financ"),
    Cue(Wants.MONEY, "subsidy", r"补贴|补助", r"subsid"),
    Cue(Wants.REASON, "why", r"为什么|(?:^|[，,。；;])为何|为何(?!$|[?？。!！])|为啥|凭什么", r"why\b|how come\b"),
    Cue(Wants.REASON, "reason", r"原因", r"reason\b"),
    Cue(Wants.TARGET, "target", r"目标", r"aims?\b|aiming\b|targets?\b|goals?\b"),
    Cue(Wants.TARGET, "size", r"规模|体量|盘子|多大", r"how (?:big|large)\b|size\b|scale\b|worth\b"),
    Cue(
        Wants.CONFLICT, "agree",
        r"(?:是否|是不是|口径|说法|数字?|[得算]).{0,4}一致|一致吗",
        r"agree\b|consistent\b",
    ),
    Cue(
        Wants.CONFLICT, "do not agree",
        r"对[得不]上|矛盾|打架|不一致|说法不[一同]",
        r"disagree|inconsistent\b|discrepan|contradict|do(?:es)? not (?:match|agree)\b",
    ),
    Cue(
        Wants.CONFLICT, "some say",
        r"有的说|有说|(?:[几两三]种|[几两三]个|各种|各家|不同).{0,3}说法",
        r"i have seen\b|some say\b|(?:several|different|two|three) (?:versions|accounts|dates)\b",
    ),
    Cue(
        Wants.CONFLICT, "which is it really",
        r"到底.{0,40}还是",
        r"are there really\b|(?:is|was|are|were) (?:it|this|that|they) (?:really|actually) .{1,60}\bor\b",
    ),
    Cue(
        Wants.CONFLICT, "which is right",
        r"哪个(?:数字?|说法|日期)?(?:才)?(?:是)?(?:对的?|准确?|正确|为准)|以哪个",
        r"which (?:\w+ )?is (?:right|correct)\b",
    ),
    Cue(
        Wants.BRIEFING, "press conference",
        r"发布会|记者会|通报会|会上(?=说|讲|提|介绍)",
        r"(?:press|news) conference|briefing",
    ),
    Cue(
        Wants.BRIEFING, "the press",
        r"报纸|媒体|报道",
        r"newspapers?\b|the press\b|press reports?\b|the media\b",
    ),
    Cue(
        Wants.BRIEFING, "an official said",
        r"(?:主任|官员|领导|负责人).{0,4}(?:说|介绍|表示|透露|宣布|讲)",
        r"officials?\b.{0,30}\b(?:sa(?:y|id)|announced?|mean[ts]?|claim|mention)|announced\b|spokes",
    ),
    Cue(
        Wants.BRIEFING, "a speaker",
        r"吴金城|裘文进|王晔|吴强|张宏韬",
        r"wu jincheng\b|qiu wenjin\b|wang ye\b|wu qiang\b|zhang hongtao\b",
    ),
)  # fmt: skip


def _cue(chinese: str, english: str) -> re.Pattern[str]:
    """Return a pattern of Chinese alternatives and of English ones, the latter whole words."""
    return re.compile(rf"{chinese}|\b(?:{english})")


_CUES: dict[Wants, re.Pattern[str]] = {
    want: _cue(
        "|".join(cue.zh for cue in CUES if cue.want is want), "|".join(cue.en for cue in CUES if cue.want is want)
    )
    for want in Wants
}


_ALL_PLANS = _cue(
    r"[三3][个份]?(?:行动)?(?:方案|计划|文件)|[三3]大?(?:产业|领域)|(?:各|每)个?(?:方案|计划)",
    r"(?:three|3) (?:action )?(?:plans|industries)\b|(?:each|every|all) plans?\b",
)


_THROUGH_PLANS = re.compile(
    r"在.{0,3}(?:方案|计划)(?:里|中|都|各|分别)|(?:方案|计划).{0,2}(?:都|各|分别|每)"
    r"|\b(?:across|throughout|in (?:each|all|every)(?: of)?|each of)\b.{0,20}\bplans?\b"
)
_PLAN, _REPORT = (
    ("方案|计划|文件", r"plans?\b"),
    ("发布会|通报会|会上[说讲提]|报道|报纸|媒体|时报", r"(?:briefing|press|newspaper|reports?|times)\b"),
)
# "At the press conference on the plans" speaks of one of them, "in the plan and at the briefing" of each.
_BRIEFING_ON_PLAN = _cue(
    r"(?:方案|计划)的?(?:那场|这场)?(?:新闻)?(?:发布会|通报会)",
    r"(?:press conference|briefing)s? (?:on|about|for) (?:[a-z-]+ ){0,4}plans?\b",
)
_NOT_A_REPORT = _cue(
    r"(?:不是|而非|不算|不看|除了?)[^，,。]{0,6}(?:发布会|通报会|报道|媒体)",
    r"(?:not|rather than|other than) (?:(?:in|at|by) )?(?:an? |the )?(?:[a-z]+ ){0,2}"
    r"(?:briefing|press|newspaper|reports?)\b",
)
_BOTH_KINDS = re.compile(
    "|".join(
        rf"(?:{first[0]}).{{0,40}}(?:{second[0]})|\b(?:{first[1]}).{{0,100}}\b(?:{second[1]})"
        for first, second in ((_PLAN, _REPORT), (_REPORT, _PLAN))
    )
    + r"|两边材料|\bboth documents\b"
)
_SITE = _cue(
    r"哪一?个区|哪些区|哪几个区|设在哪|建在哪|落在哪|放在哪|选址|在哪(?:里|儿)?(?:建|设|办)|哪块地|地址",
    r"(?:what|which) (?:districts?|sites?|plots?)\b|on what site\b|located\b"
    r"|where (?:is|are|will|would|must) .{0,60}(?:built|based|located|sited)\b",
)
_BRIEFING_WORD = re.compile(r"(?:新闻)?(?:发布会|通报会)|记者会|(?:press|news) (?:conference|briefing)s?|briefings?")

_COUNTED = (
    re.compile(r"(?:多少(?!都)|(?<![哪的这那])几)[个家座款项辆台名种条处次类大轴]?(?:[一-鿿]{0,8}的)?([一-鿿]{2,8})"),
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
    return _BOTH_KINDS.search(_NOT_A_REPORT.sub(" ", _BRIEFING_ON_PLAN.sub(" ", plain))) is not None


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
