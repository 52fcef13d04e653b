"""What stands around the clauses of a policy document: title, 文号, addressees, signature, dates."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from assistant.parsing.numbering import number_at, number_value

_KIND = (
    "方案|办法|规定|条例|意见|通知|细则|规划|计划|规则|措施|决定|纲要|指南|目录|标准|公告|通告|通报|清单|要点|章程|制度"
    "|规范|批复|复函|令|决议|法|政策|答复|报告|议案|请示|公报|若干政策|准则|规程|任务书|汇编|分工|分工表"
)
_YEARS = r"[0-9]{4}年?\s*[-—–―－~～至]+\s*[0-9]{4}年?"
_SUFFIX = rf"[（(](?:{_YEARS}|[^（()）]{{0,6}}(?:试行|暂行|修订|修正|草案|稿|摘要|节选|版)[^（()）]{{0,4}})[)）]"
_TITLE_END = re.compile(rf"(?:{_KIND})[》”]?(?:{_SUFFIX})*$")
_TITLE_SUFFIX = re.compile(_SUFFIX)
_TITLE_RUNS_ON = re.compile(r"[的》”及和与]|（[0-9]{4}年?[-—–―－~～至]")
_PERIOD = re.compile(r"[（(](20[0-9]{2})年?\s*([-—–―－~～至]+)\s*(20[0-9]{2})年?[)）]")
_NUMBER = re.compile(r"([\u4e00-\u9fff]{1,12})\s*[〔\[［【(（]\s*([0-9]{4})\s*[〕\]］】)）]\s*([0-9]{1,5})\s*号")
_ORDER_NUMBER = re.compile(r"(?:第\s*)?([0-9]{1,5})\s*号")
_LABEL = re.compile(r"附\s*[件录表]\s*[0-9一二三四五六七八九十]{0,3}\s*[：:]?")
_HAN_DIGITS = "〇○零一二三四五六七八九十"
_DATE = re.compile(
    rf"((?:[0-9]{{4}}|[{_HAN_DIGITS}]{{4}}))年([0-9]{{1,2}}|[{_HAN_DIGITS}]{{1,3}})月([0-9]{{1,2}}|[{_HAN_DIGITS}]{{1,3}})日"
)
_REMARK = re.compile(r"[（(][^（()）]*(?:公开|删减|删节|略|此件)[^（()）]*[)）]")
_COPIES = re.compile(r"(?:抄送|主送|抄报|分送)\s*[：:]")
_PRINTED = re.compile(r".{0,40}日\s*印发")
_SIGNATURE = re.compile(
    r"(?:[\u4e00-\u9fff]{0,22}(?:国务院|办公厅|办公室|政府|委员会|[委部局厅院署会行社]))(?:\s+[\u4e00-\u9fff]{2,20}[委部局厅院署会行社办])*"
    r"|(?:总理|主席|省长|市长|区长|县长|部长|主任|局长|委员长|行长|署长|会长)\s*[\u4e00-\u9fff·]{2,8}"
)
_STOPPED = re.compile(r"[。！？：；!?:;，、,][”’」』）)》]*$")
_NO_TITLE = re.compile(r"[。；|：<>]")
_WORD = re.compile(r"[^\W\d_]")
_MAX_TITLE_LINES = 5
_MAX_TITLE_LENGTH = 60


def number_in(line: str) -> str | None:
    """Return the 文号 in a line in standard form (沪府办发〔2022〕12号), or None."""
    match = _NUMBER.search(line)
    return f"{match.group(1)}〔{match.group(2)}〕{match.group(3)}号" if match else None


def is_number_line(line: str) -> bool:
    """Tell whether a line is nothing but the number of a document."""
    return bool(_NUMBER.fullmatch(line) or _ORDER_NUMBER.fullmatch(line))


def order_number(title: str, line: str) -> str | None:
    """Return the number of an order, made of its title and the line below (国务院令第706号)."""
    match = _ORDER_NUMBER.fullmatch(line)
    if not match or not title.endswith("令"):
        return None
    return f"{title.removeprefix('中华人民共和国')}第{match.group(1)}号"


def is_banner(line: str) -> bool:
    """Tell whether a line is the issuer's banner (上海市人民政府办公厅文件)."""
    return line.endswith("文件") and len(line) <= 24 and not _STOPPED.search(line)


def is_label(line: str) -> bool:
    """Tell whether a line says only that an annex begins (附件1)."""
    return bool(_LABEL.fullmatch(line))


def is_closing(line: str) -> bool:
    """Tell whether a line can belong to what closes a document: signature, date, remark, distribution."""
    return any(
        pattern.fullmatch(line) for pattern in (_DATE, _REMARK, _PRINTED, _SIGNATURE)
    ) or bool(_COPIES.match(line))  # fmt: skip


def is_signature(line: str) -> bool:
    """Tell whether a line names only who signs."""
    return bool(_SIGNATURE.fullmatch(line))


def is_distribution(line: str) -> bool:
    """Tell whether a line says who gets copies, or when it was printed."""
    return bool(_COPIES.match(line) or _PRINTED.fullmatch(line))


def is_printed(line: str) -> bool:
    """Tell whether a line says when the document was printed (印发)."""
    return bool(_PRINTED.fullmatch(line))


def is_stopped(line: str) -> bool:
    """Tell whether a line ends like a sentence, a list member or an address."""
    return bool(_STOPPED.search(line))


def date_in(line: str) -> dt.date | None:
    """Return the first date of a line, in Arabic or Chinese digits."""
    match = _DATE.search(line)
    if not match:
        return None
    year = match.group(1)
    digits = year if year.isascii() else "".join(str(number_value(digit)) for digit in year)
    try:
        return dt.date(int(digits), number_value(match.group(2)), number_value(match.group(3)))
    except ValueError:
        return None


def is_date(line: str) -> bool:
    """Tell whether a line is nothing but a date."""
    return bool(_DATE.fullmatch(line))


def period_in(title: str) -> tuple[int, int] | None:
    """Return the years that a title gives in brackets."""
    match = _PERIOD.search(title)
    return (int(match.group(1)), int(match.group(3))) if match else None


def issuer_in(title: str) -> str | None:
    """Return who issued a document, as its title says (…关于…, …令)."""
    before, *after = re.split(r"关于|转发|印发", title, maxsplit=1)
    if not after:
        before = title.removeprefix("中华人民共和国").removesuffix("令") if title.endswith("令") else ""
    return before if 2 <= len(before) <= 24 and not re.search(r"[《“，]", before) else None


def is_title_line(line: str) -> bool:
    """Tell whether a line can be (part of) a title."""
    plain = len(line) <= _MAX_TITLE_LENGTH and not is_stopped(line) and not _NO_TITLE.search(line)
    return (
        plain
        and bool(_WORD.search(line))
        and not number_at(line)
        and not is_closing(line)
        and not is_number_line(line)
        and not is_label(line)
    )


def title_lines(lines: Sequence[str]) -> tuple[int, bool]:
    """Return how many lines from the first make up a title, and whether it names a kind of document.

    A title may be broken anywhere; it is whole where it names a kind of document
    (方案, 通知, …) and the next line does not run on (的通知, a period in brackets).
    """
    count = 0
    for line in lines[:_MAX_TITLE_LINES]:
        if not (is_title_line(line) or (count and _TITLE_SUFFIX.fullmatch(line))):
            break
        count += 1
        following = lines[count] if count < len(lines) else ""
        runs_on = is_title_line(following) and _TITLE_RUNS_ON.match(following)
        if _TITLE_END.search("".join(lines[:count])) and not (runs_on or _TITLE_SUFFIX.fullmatch(following)):
            return count, True
    return min(count, 1), False


def joined_title(lines: Sequence[str]) -> str:
    """Return the lines of a title as one, the dash between two years in standard form."""
    return _PERIOD.sub(lambda match: f"（{match.group(1)}—{match.group(3)}年）", "".join(lines))
