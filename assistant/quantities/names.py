"""Figures that are names: they count nothing, so they are blotted out before reading.

T800, 5G and IPv6, 沪府办发〔2022〕12号, 第三代, 3+6, 世界500强, item 8, 二（二）6.
"""

from __future__ import annotations

from assistant.quantities.grammar import one_of

_HAN = "[零〇一二三四五六七八九十百]"
_FOLLOWS = r"(?![0-9.]*[ \u3000]?[个家款项名座条种万亿元年月%大+])"
_SHARED = (
    # A document number: 〔2022〕12号, [2022] No. 12.
    r"[〔\[【(] ?[0-9]{4} ?[〕\]】)] ?(?:第 ?)?[0-9]+ ?号",
    r"[〔\[][0-9]{4}[〕\]] ?No\. ?[0-9]+",
    r"(?<![A-Za-z])Nos?\.? ?[0-9]+(?: ?(?:,|and|to|[-–—]) ?[0-9]+)*",
    # A slogan: 3+6, 5+X, 1+4+5+6; a digit quoted from one: “4”.
    r"(?<![0-9A-Za-z.])[0-9]+(?:\+(?:[0-9]+|[A-Z]\b|[A-Z](?![A-Za-z])))+",
    r"[“\"‘'「『][0-9]+[”\"’'」』]",
    # A version or section number; clock times; round-the-clock service.
    r"(?<![0-9.])[0-9]+(?:\.[0-9]+){2,}",
    r"(?<![0-9:])[0-9]{1,2}(?::[0-9]{2}){1,2}(?![0-9])",
    # A ratio; a telephone number.
    r"(?<![0-9.])[0-9.]{1,3}[:∶][0-9.]{1,3}(?![0-9])",
    r"(?<![0-9])0[0-9]{2,3}-[0-9]{7,8}",
    r"(?<![0-9])24/7(?![0-9])|(?<![0-9])7[×xX*]24 ?小?时?",
    # The figure 10² is not 10, and we do not raise to powers.
    r"(?<![0-9.])[0-9.]+[⁰¹²³⁴-⁹]+",
    # A page mark of an extracted PDF that fell into a sentence.
    r"(?<![0-9%年月日])—[0-9]{1,3}—",
    # The label of a clause, and the number of a list item at the start of a line.
    r"\([0-9]{1,2}\)",
    r"(?m:^[ \u3000]*[0-9]{1,2}[.、)](?![0-9]))",
)
# A Latin name and its number: T800, IPv6, Web3.0, CO2. A currency is no name, nor is "million" in "million-1".
_ATTACHED = (
    r"(?<![A-Za-z])(?!(?:RMB|CNY|USD?|EUR|HKD?|GBP)[-0-9$])"
    r"(?:[A-Za-z]+(?:-[A-Za-z]+){0,4}|[A-Z][A-Za-z]*-)[0-9]+(?:\.[0-9]+)*[A-Za-z]*\+?"
)
_KNOWN = r"(?<![0-9.])[3-6][gG](?![A-Za-z])|"
_KNOWN += r"(?<![A-Za-z])(?:Wi-?Fi|Web|Industry|Bluetooth|COVID|GPT) ?-?[0-9]+(?:\.[0-9]+)*"

CHINESE_NAMES = one_of(
    *_SHARED,
    rf"[一二三四五六七八九十]{{1,3}} ?\({_HAN}{{1,3}}\)(?: ?[0-9]{{1,2}}{_FOLLOWS})?",
    rf"\({_HAN}{{1,3}}\)(?:[0-9]{{1,2}}{_FOLLOWS})?",
    # Ordinals: the word that is counted off belongs to them (第三批13个 keeps its 13).
    rf"第 ?(?:[0-9]+|{_HAN}+)(?: ?[、和至到—-] ?第? ?(?:[0-9]+|{_HAN}+))+ ?[条款项章节号]",
    rf"第 ?(?:[0-9]+|{_HAN}+)(?: ?(?:[代批届次条款项章节号版位名类期轮方]|个五年|个|季度))?",
    r"(?<!月)(?<!月[0-9])(?<!月[0-9]{2})(?<![0-9])[0-9]+号",
    r"(?<![0-9])[0-9]{2,4}年代",
    rf"(?:(?<![0-9])[0-9]+|(?<!{_HAN}){_HAN}+)强(?![度化制])",
    _ATTACHED,
    _KNOWN,
    # A standard: GB 50180; "AI 5个" is a count.
    rf"(?<![A-Za-z])(?!RMB|CNY|USD|EUR|HKD|GBP)[A-Z]{{2,}}[ -][0-9]+(?:\.[0-9]+)*{_FOLLOWS}",
    r"十百千|千家万户|千行百业|百家争鸣|[三四五]位一体|三次产业|五年(?=规划|计划)|[一二三四五六七八九]是",
    # Congresses of the Party: 二十大报告, but 二十大任务 are twenty.
    r"(?:十[一二三四五六七八九]|二十)届|(?:十[五六七八九]|二十)大(?=[和以精报召胜开确部提，,。.、”》]|$)",
    first=r"[0-9A-Za-z〔\[【(“\"‘'「『—第零〇一二三四五六七八九十百千 \u3000]",
)

_MANY = r"(?: ?(?:,|and|to|or|[-–—]) ?[0-9]+)*"
ENGLISH_NAMES = one_of(
    *_SHARED,
    rf"\b(?i:items|articles|sections|parts|chapters|clauses|paragraphs) [0-9]+(?:\.[0-9]+)*{_MANY}",
    r"\b(?i:item|article|section|part|chapter|clause|paragraph) [0-9]+(?:\.[0-9]+)*",
    r"\b(?:Phase|Type|Class|Table|Figure|Annex|Appendix|Order|Decree|Step|Point) [0-9]+(?:\.[0-9]+)*",
    r"\b(?i:grade|level|tier|version) [0-9]+(?:\.[0-9]+)*",
    _ATTACHED,
    _KNOWN,
    r"\b(?!RMB|CNY|USD|EUR|HKD|GBP)[A-Z]{2,}[ -][0-9]+(?:\.[0-9]+)*(?![0-9,.]*(?:%| ?or | ?to | ?[a-z]))",
    r"\bFortune (?:Global )?[0-9]+",
    r"\b(?i:world|world's|world’s|global|globe's|China's|national|Chinese) top[ -][0-9]+",
    r"\b(?i:[0-9]+th|\w+teenth|twelfth) Five-Year\b|\bFive-Year (?=Plan|plan)",
    r"\bTen[, ]+Hundred,?(?: and)? Thousand\b",
    # “三电” and “三智” are names, so their English is.
    r"\b(?i:three)[ -](?:electrics?|intelligents?|smarts)\b",
    r"\b(?i:first|second) half\b|\b(?i:first (?:two|three) quarters)\b",
    r"\bfive senses\b|\b\w+-in-one\b",
    r"\b[0-9]{4}s\b|\b[0-9][0-9,]*(?:st|nd|rd|th)\b(?! (?:of )?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec))",
    first=r"[0-9〔\[【(“\"‘'「『— \u3000]|\b[A-Za-z]",
)
