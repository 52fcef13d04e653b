"""A question of several parts: each is looked for by itself."""

from __future__ import annotations

import re

from assistant.works import Language

MOST_PARTS = 3
"""A question of more parts is asked as a whole: its pieces would say too little each."""

_ASKS = {
    "zh": re.compile(r"多少|几|哪|谁|什么|啥|怎么|怎样|如何|何时|吗|有没有|是否|能不能"),
    "en": re.compile(r"\b(?:who|whom|what|how|which|when|where|why)\b", re.IGNORECASE),
}
_CUT = {
    "zh": re.compile(r"[，,；;。！!？?]+"),
    "en": re.compile(
        r"[;?!]+|(?:,(?: and)?|\s+and)"
        r"(?=\s+(?:(?:by|in|at|on|for|to|from|with|under|of)\s+)?(?:who|whom|what|how|which|when|where|why)\b\s+\w)",
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
_OURSELVES = re.compile(
    r"您好|你好|打扰|不好意思|谢|麻烦|辛苦|我是|我们|我在|我的|本人|领导|同事|客户"
    r"|\b(?:hello|hi|dear|thanks?|sorry|apologi|i am|i'm|i have|we are|we have|my|our)\b",
    re.IGNORECASE,
)


def gist(question: str, language: Language) -> str:
    """Return a long question without the sentences in which people greet, thank and say who they are."""
    if len(question) < LONG[language]:
        return question
    said = [piece for piece in _SENTENCE.split(question) if piece.strip()]
    kept = [piece for piece in said if asks(piece, language) or not _OURSELVES.search(piece)]
    return " ".join(kept) if any(asks(piece, language) for piece in kept) else question


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
    return _ASKS[language].search(piece) is not None


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
