"""What may be said otherwise without saying something else: closed lists, in both languages.

A word that is in none of them has to stand in the clause. Nothing is listed that
could carry a claim by itself: no noun of policy, no direction, no time, no
"already", "all" or "only". What bounds a figure or says how firmly a thing is
meant is compared elsewhere, word for word.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping

from assistant.indexing.tokens import terms
from assistant.works import Language

# fmt: off
_ENGLISH_FUNCTION = frozenset((
    "a", "an", "the", "and", "or", "of", "in", "on", "at", "by", "for", "to", "into", "with", "as", "per", "that",
    "which", "who", "whose", "this", "these", "those", "it", "its", "they", "them", "their", "there", "here", "such",
    "is", "are", "be", "being", "will", "to", "do", "does", "if", "so", "thus", "also", "well", "namely", "ie", "eg",
    "shanghai", "city", "municipality", "municipal", "plan", "plans", "action", "document", "clause", "section", "item",
    "according", "under", "states", "state", "says", "say", "said", "sets", "set", "provides",
    "provide", "calls", "call", "lists", "list",
    "names", "name", "aims", "aim", "aimed", "aiming", "goal", "goals", "target", "targets", "targeted",
    "planned", "intends", "intend", "expects", "expected", "due", "number", "numbers", "numbering", "total", "totals",
    "include", "includes", "including", "cover", "covers", "covering", "comprise", "comprises", "consist", "consists",
    "various", "other", "others", "etc", "like", "example", "instance", "terms", "regard", "regarding", "concerning",
    "respect", "about", "namely", "respectively", "where", "while", "s", "have", "having", "get", "take", "should",
    "seek", "seeks", "strive", "strives", "striving", "shall", "must", "may", "can", "would", "could", "might",
    "area", "areas", "field", "fields", "part", "way", "among", "see", "sees", "want", "wants",
))
"""Words of grammar, and of the reference to a plan. The words of obligation among them are compared by themselves."""

_ENGLISH_GROUPS: tuple[tuple[str, ...], ...] = (
    ("enterprise", "company", "firm", "business", "corporation"),
    ("foster", "cultivate", "nurture", "grow", "grew", "grown", "develop"),
    ("build", "built", "create", "construct", "establish", "form", "set", "make", "made", "found"),
    ("promote", "advance", "push", "further", "drive", "driven", "drove", "boost"),
    ("strengthen", "reinforce", "stronger", "enhance", "step"),
    ("raise", "increase", "improve", "lift", "enhance", "higher", "rise", "rose", "risen", "boost",
     "upgrade", "better"),
    ("lower", "reduce", "cut", "decrease", "down"),
    ("speed", "sped", "accelerate", "faster", "quicken", "hasten"),
    ("scale", "size"),
    ("key", "major", "main", "important", "principal", "priority", "chief"),
    ("focus", "centre", "concentrate", "priority", "emphasis"),
    ("use", "utilise", "utilisation", "apply", "application", "employ", "usage"),
    ("research", "study", "investigate"),
    ("technology", "technique", "technological", "technical"),
    ("vehicle", "car", "automobile", "automotive", "auto"),
    ("carmaker", "automaker", "manufacturer", "maker"),
    ("manufacture", "make", "made", "produce", "production"),
    ("scenario", "setting", "use"),
    ("top-tier", "top", "leading"),
    ("hit", "blockbuster"),
    ("launch", "roll", "introduce", "release"),
    ("attract", "draw", "drawn", "bring", "brought", "recruit"),
    ("explore", "exploration"),
    ("encourage", "encouragement"),
    ("support", "back", "supported"),
    ("help", "assist", "aid"),
    ("several", "batch", "group", "series"),
    ("factory", "plant"),
    ("smart", "intelligent"),
    ("internet", "web"),
    ("safeguard", "protect", "ensure", "secure"),
    ("expand", "widen", "broaden", "enlarge", "extend"),
    ("tackle", "solve", "address", "overcome"),
    ("breakthrough", "break", "broke", "broken", "through"),
    ("locate", "be", "site", "place", "situated"),
    ("supply", "provide", "offer"),
    ("responsible", "charge"),
    ("lead", "led"),
    ("give", "given", "gave"),
    ("issue", "publish", "release"),
    ("hold", "held", "take", "host"),
    ("cooperation", "cooperate", "collaboration", "collaborate", "collaborative"),
    ("worldwide", "global", "world", "globally", "international", "internationally"),
    ("together", "jointly", "joint"),
    ("carry", "run", "ran", "conduct", "undertake", "implement"),
    ("complete", "finish"),
    ("emerge", "appear"),
    ("output", "production"),
    ("talent", "people"),
    ("elderly", "older", "senior"),
    ("overall", "general"),
    ("start-up", "startup"),
    ("join", "enter"),
    ("ecosystem", "ecology"),
    ("account", "make"),
    ("new", "newly"),
)
_CHINESE_FUNCTION = frozenset((
    *"的在于为是以由对将要把被与和及并而也其该这等到至从按有会就上中内里所之需各此且或成",
    *"个家款项座种处",
    "上海", "上海市", "本市", "全市", "方案", "行动方案", "计划", "提出", "明确", "规定", "要求", "目标", "预计",
    "根据", "按照", "依据", "包括", "包含", "涵盖", "涉及", "其中", "以及", "并且", "同时", "此外", "关于", "对于",
    "方面", "领域", "等等", "例如", "比如", "譬如", "诸如", "力争", "争取", "力求", "努力", "应当", "应", "必须", "须",
    "可以", "届时", "年底", "数量", "总数", "共计", "合计", "一共", "达到", "突破", "分别", "即", "如", "主要", "具体",
    "有关", "相关", "进行", "开展", "实现", "做到", "予以", "来", "使", "让", "用", "里面", "那么", "则",
))
"""The same in Chinese. A single character counts only where no longer word claims it."""

_CHINESE_GROUPS: tuple[tuple[str, ...], ...] = (
    ("企业", "公司"),
    ("培育", "培养", "扶植", "孵育"),
    ("打造", "建设", "建成", "建立", "创建", "构建", "形成", "设立", "成立", "组建", "搭建", "塑造"),
    ("推动", "推进", "促进", "助推"),
    ("加强", "强化", "增强", "加大"),
    ("提高", "提升", "增强", "增进", "抬高", "改善", "优化", "完善", "更高"),
    ("降低", "减少", "下降", "压低", "降下来"),
    ("加快", "加速", "尽快", "抓紧"),
    ("规模", "体量"),
    ("重点", "关键", "主要", "核心任务", "优先"),
    ("聚焦", "围绕", "针对", "瞄准", "集中于"),
    ("应用", "运用", "使用", "利用", "采用", "用于", "借助", "依托", "用", "凭借"),
    ("研究", "研发", "研制", "开发"),
    ("技术", "工艺"),
    ("汽车", "车辆", "车"),
    ("若干", "一批", "一些", "数", "多"),
    ("设在", "位于", "放在", "布局在", "落在", "在"),
    ("超过", "超出", "突破", "超"),
    ("推出", "发布", "上市", "投放", "涌现"),
    ("吸引", "引进", "引入", "招引"),
    ("扩大", "拓展", "拓宽", "扩展", "拓", "扩"),
    ("保障", "确保", "保证"),
    ("攻关", "攻克", "突破", "攻坚"),
    ("依靠", "依托", "凭借", "靠"),
    ("采用", "以"),
    ("召开", "举行", "举办"),
    ("出席", "参加"),
    ("介绍", "说", "表示", "说明", "指出", "称", "透露"),
    ("负责", "主管"),
    ("印发", "发布", "下发"),
    ("带动", "拉动", "驱动"),
    ("占比", "占", "比例", "比重", "份额"),
    ("新增", "增加"),
    ("不断", "持续", "逐步"),
    ("全球", "世界"),
    ("联合", "共同", "合力"),
    ("面向", "针对", "为"),
    ("完成", "建成"),
    ("提供", "供给", "供应"),
    ("鼓励", "倡导"),
    ("服务", "为"),
    ("类", "类型"),
    ("向", "朝", "朝着"),
    ("智能", "智慧"),
    ("国际化", "国际"),
    ("给", "给予", "提供"),
)
# fmt: on
_SPELLINGS = (
    # British and American, to one form that need not be a word.
    (re.compile(r"is(e|ed|es|ing|ation|ations|er|ers)$"), r"iz\1"),
    (re.compile(r"(?<=[a-z]{2})our(s|ed|ing)?$"), r"or\1"),
    (re.compile(r"(?<=[a-z]{2}[bt])re(s|d)?$"), r"er\1"),
    (re.compile(r"programme(s?)$"), r"program\1"),
    (re.compile(r"ll(ed|ing|er|ers)$"), r"l\1"),
)


def stem(word: str) -> str:
    """Return the stem of an English word, alike in British and American spelling."""
    plain = word.lower()
    for pattern, written in _SPELLINGS:
        plain = pattern.sub(written, plain)
    found = terms(plain)
    return found[0] if found else plain


@functools.cache
def function_words(language: Language) -> frozenset[str]:
    """Return the words that need no support: stems in English, words in Chinese."""
    if language == "zh":
        return _CHINESE_FUNCTION
    return frozenset(stem(word) for word in _ENGLISH_FUNCTION)


@functools.cache
def alike(language: Language) -> Mapping[str, frozenset[str]]:
    """Return, for each word of a group, all words that may stand for it: stems in English."""
    groups = _CHINESE_GROUPS if language == "zh" else _ENGLISH_GROUPS
    found: dict[str, set[str]] = {}
    for group in groups:
        forms = group if language == "zh" else tuple(stem(word) for word in group)
        for form in forms:
            found.setdefault(form, set()).update(forms)
    return {word: frozenset(forms) for word, forms in found.items()}


def canonical(word: str, language: Language) -> str:
    """Return one word for all that may stand for each other."""
    return min(alike(language).get(word, (word,)))
