"""A question of several parts: each is looked for by itself."""

from __future__ import annotations

import re

from assistant.works import Language

MOST_PARTS = 3
"""A question of more parts is asked as a whole: its pieces would say too little each."""

_IS_THERE = r"(?:is|are|was|were|will) there\b"
_ASKS = {
    "zh": re.compile(r"多少(?!都)|几|哪|谁|什么|啥|怎么|怎样|如何|何时|吗|有没有|是否|能不能"),
    "en": re.compile(rf"\b(?:who|whom|what|how|which|when|where|why)\b|^\s*{_IS_THERE}", re.IGNORECASE),
}
_CUT = {
    "zh": re.compile(r"[，,；;。！!？?]+"),
    "en": re.compile(
        r"[;?!]+|(?:,(?: and)?|\s+and)"
        r"(?=\s+(?:(?:by|in|at|on|for|to|from|with|under|of|[a-z]+ly)\s+)?(?:who|whom|what|how|which|when|where|why)\b\s+\w)"
        rf"|(?:,\s*|\s+)and(?=\s+{_IS_THERE})",
        re.IGNORECASE,
    ),
}


# "And does the plan say so?" asks nothing that was not asked already.
_ECHO = {
    "zh": re.compile(
        r"(?:这份|这个|该)?(?:方案|文件|计划|材料)?[里中上]?(?:又|都|也|具体|到底)?"
        r"(?:是?怎么|如何|有没有|有无|有|没有?)?(?:明确)?"
        r"(?:[讲说写提给](?:了?数|了?办法)?|规定|(?:数量|具体)?要求)(?:过|到|了|的|明)?(?:吗|没有|没|么)?"
    ),
    "en": re.compile(
        r"(?:and )?(?:(?:what |how )?do(?:es)? (?:the|any) (?:[a-z]+ )?(?:plans?|documents?) (?:say|mention|state|put)"
        r"(?: (?:it|so|that|on it))?|is (?:it|that) (?:written|stated)(?: down| there)?)",
        re.IGNORECASE,
    ),
}


LONG = {"zh": 80, "en": 220}
"""Characters of a question from which on courtesies and who asks are left out."""
_SENTENCE = re.compile(r"(?<=[。！？!?；;])|(?<=[a-z0-9)]\.)\s+")
_PIECE = {
    # Who asks, and why, stands in front in Chinese: 我们做加氢设备的，请问…
    "zh": re.compile(r"(?<=[。！？!?；;，：])"),
    "en": re.compile(r"(?<=[!?;])|(?<=[a-z0-9)]\.)\s+"),
}
_OURSELVES = re.compile(
    r"您好|你好|打扰|不好意思|谢|麻烦|辛苦|我是|我们|我在|我的|本人|领导|同事|客户"
    r"|\b(?:hello|hi|dear|thanks?|sorry|apologi|i am|i'm|i have|we are|we have|my|our)\b",
    re.IGNORECASE,
)
_OF_WHO_ASKS = re.compile(
    rf"{_OURSELVES.pattern}|我司|我要|我想|读者|问(?:我|道)?：$|\b(?:i|we|we're)\b",
    re.IGNORECASE,
)
_REQUESTS = re.compile(
    r"想(?:知道|了解|问|弄清)|请(?!问[，：])|列|告诉|说说|讲讲|查"
    r"|\b(?:need|want to know|would like|like to know|tell|list|name|give|show|explain|please|wonder\w*|compare)\b",
    re.IGNORECASE,
)
_LEANS = {
    "zh": re.compile(r"它|其(?!中|他|它|余)|他们|她们|[这那此该](?!个?方案)"),
    "en": re.compile(r"\b(?:it|its|they|them|their|there|that|this|those|these|such|he|she|same)\b", re.IGNORECASE),
}


def gist(question: str, language: Language) -> str:
    """Return a long question without the sentences in which people greet, thank and say who they are."""
    if len(question) < LONG[language]:
        return question
    said = [piece for piece in _SENTENCE.split(question) if piece.strip()]
    kept = [piece for piece in said if asks(piece, language) or not _OURSELVES.search(piece)]
    return " ".join(kept) if any(asks(piece, language) for piece in kept) else question


_ASIDE = {
    "zh": re.compile(r"(?:先|且|暂)?(?:不说|不谈|不提|不管|抛开|撇开)[^，,。；;？?！!]{1,16}[，,。；;]"),
    "en": re.compile(r"\b(?:(?:leav|sett|putt)ing aside|never mind|not to speak of)\b[^,.;?!]+[,.;]", re.IGNORECASE),
}


def asking(question: str, language: Language) -> str:
    """Return the sentences of a question that ask something, or all where none does; what is set aside is not asked."""
    said = _SENTENCE.split(_ASIDE[language].sub(" ", question))
    return " ".join(piece for piece in said if asks(piece, language) or _REQUESTS.search(piece)) or question


def setting(question: str, language: Language) -> tuple[str, str]:
    """Return what people say of themselves around a question, and the question proper.

    What points back ("we make LED panels; where does that come up?") is understood with the rest: it has no setting.
    """
    said = [piece for piece in _PIECE[language].split(question) if piece.strip()]
    around = [
        piece
        for piece in said
        if _OF_WHO_ASKS.search(piece) and not asks(piece, language) and not _REQUESTS.search(piece)
    ]
    proper = " ".join(piece.strip() for piece in said if piece not in around)
    if not around or not asks(proper, language) or _LEANS[language].search(proper):
        return "", question
    return " ".join(piece.strip() for piece in around), proper


_TOPIC = {
    "zh": re.compile(r"([^，,。？?：:]{2,16})[：:]"),
    "en": re.compile(r"((?:on|for|about|regarding|as for|in|with)\s[^,:?]{3,40}|[^,:?]{3,40}(?=:))[,:]", re.IGNORECASE),
}


_MEMBER = r"[^，,。；;：:？?、和与跟及]{2,12}?"
_ROWS = {
    "zh": (
        # "In factories and in the city, each"; "both the principle and the task".
        re.compile(rf"(在{_MEMBER})(?:[、和与跟及](在{_MEMBER}))(?:各自?|分别|都)"),
        re.compile(
            rf"(?<=[，,。；;：:？?！!])\s*({_MEMBER}(?:[、和与跟及]{_MEMBER}){{1,2}})(?:[两二三]?(?:方面|[者地处边个]))?(?:各自?|分别|都)"
        ),
    ),
    "en": (
        re.compile(r"(?<=\w[ ,] )both ([^,.;?]{3,60}?) and ([^,.;?]{3,60})(?=[.;?]|$)", re.IGNORECASE),
        re.compile(r"(?<=: )([^:.;?]{3,40}(?:, [^:.;?,]{3,40})+)(?=[.;?]|$)"),
    ),
}
_BETWEEN = {"zh": re.compile(r"[、和与跟及]"), "en": re.compile(r", and |, | and ")}


def aspects(question: str, language: Language) -> tuple[str, ...]:
    """Return a question once for each member of a row that it asks of severally; nothing where there is no row."""
    for row in _ROWS[language]:
        match = row.search(question)
        if match is None or asks(match.group(), language):
            continue
        before, after = question[: match.start()], question[match.end() :]
        groups = [group for group in match.groups() if group]
        members = groups if len(groups) > 1 else _BETWEEN[language].split(groups[0])
        if len(members) <= MOST_PARTS and asks(f"{before} {after}", language):
            return tuple(f"{before}{member.strip()}{after}" for member in members)
    return ()


def asks(piece: str, language: Language) -> bool:
    """Tell whether a piece of a question asks something itself."""
    return piece.rstrip().endswith(("?", "？")) or _ASKS[language].search(piece) is not None


def parts(question: str, language: Language) -> tuple[str, ...]:
    """Return the parts of a question that each ask something, or the question alone.

    What asks nothing (a greeting, a reason for asking) goes with the part after it; a topic named in front of
    all ("on steel: …") with every part.
    """
    topic = _TOPIC[language].match(question)
    found: list[str] = []
    waiting = ""
    for piece in _CUT[language].split(question):
        waiting = f"{waiting} {piece.strip()}".strip()
        if asks(piece, language) and not _ECHO[language].fullmatch(piece.strip()):
            found.append(waiting)
            waiting = ""
    if waiting and found:
        found[-1] = f"{found[-1]} {waiting}"
    if not 2 <= len(found) <= MOST_PARTS:
        return (question,)
    return (found[0], *(f"{topic.group(1)} {part}" if topic else part for part in found[1:]))
