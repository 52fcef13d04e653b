"""Signs in standard form, as DESIGN section 2 says. Only the reader uses this.

A text extracted from a PDF may have no 。 at all: ASCII signs stand in for the
Chinese ones. They are put back where the words around them are Chinese; the stop
of an item number, of Web3.0 and of 3.5 stays.
"""

from __future__ import annotations

import re

_TO_STANDARD = str.maketrans("０１２３４５６７８９«»", "0123456789《》")
_SPACED_LETTERS = re.compile(r"(?:(?<=\s)|^)[\u4e00-\u9fff](?:[ \t\u3000]+[\u4e00-\u9fff])+(?=\s|$)")
_SPACE_RUN = re.compile(r"([ \t\u3000])[ \t\u3000]+")
_FULL_WIDTH_DECIMAL = re.compile(r"(?<=[0-9])．(?=[0-9])")
_SPACE_AT_SIGN = re.compile(
    r"(?<=[\u4e00-\u9fff])[ \u3000]+(?=〔)|(?<=〕)[ \u3000]+(?=[0-9])|(?<=号)[ \u3000]+(?=文件)"
)
_CHINESE = re.compile(r"[\u3400-\u9fff\uf900-\ufaff、。，；：？！《》〈〉〔〕【】％‰]")
_BRACKETS = re.compile(r"\(([^()\n]*)\)")
# The words that count stand right beside the sign.
_WINDOW = 40
_OPENING = "“‘（(《〈【〔「『"
_CLOSING = "”’）)》〉】〕」』"
_SIGN = re.compile(r"[,:;.]")
_CHINESE_SIGN = {",": "，", ":": "：", ";": "；", ".": "。"}
_ALPHANUMERIC_BEFORE = re.compile(r"(.?)([A-Za-z0-9+%-]+)$", re.DOTALL)
# "图1.示意" and "附件2.名单" number a thing; elsewhere a stop after 5G ends a sentence.
_NUMBERED_THINGS = frozenset("图表件栏第")
_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
_LATIN_WORD = re.compile(r"[A-Za-z]+")


def standard(paragraph: str) -> str:
    """Return one joined paragraph with its signs in standard form."""
    plain = paragraph.translate(_TO_STANDARD).strip()
    plain = _SPACED_LETTERS.sub(lambda match: re.sub(r"\s", "", match.group()), plain)
    plain = _SPACE_RUN.sub(r"\1", plain)
    plain = _SPACE_AT_SIGN.sub("", plain)
    plain = _FULL_WIDTH_DECIMAL.sub(".", plain)
    # In an English paragraph that quotes a Chinese name the signs are English.
    if len(_HAN.findall(plain)) < len(_LATIN_WORD.findall(plain)) or not _HAN.search(plain):
        return plain
    return _standard_stops(_standard_brackets(plain))


def _standard_brackets(text: str) -> str:
    """Turn ( ) into （ ） where Chinese stands inside or beside."""
    characters = list(text)
    for match in _BRACKETS.finditer(text):
        # From the character before to the one after.
        if _CHINESE.search(text, max(0, match.start() - 1), match.end() + 1):
            characters[match.start()], characters[match.end() - 1] = "（", "）"
    return "".join(characters)


def _standard_stops(text: str) -> str:
    pieces: list[str] = []
    last = 0
    for match in _SIGN.finditer(text):
        if _is_chinese_sign(text, match.start()):
            pieces += [text[last : match.start()], _CHINESE_SIGN[match.group()]]
            last = match.end()
    return "".join([*pieces, text[last:]])


def _is_chinese_sign(text: str, at: int) -> bool:
    before, after = text[max(0, at - _WINDOW) : at], text[at + 1 : at + _WINDOW]
    # "... goes on with the dots of an ellipsis", and the colon of an address stays.
    if not before or before[-1] in ".:" or after[:1] in {".", "/"}:
        return False
    word_before = before[-1] if before[-1] not in _CLOSING else before.rstrip(_CLOSING)[-1:]
    word_after = after.lstrip(_OPENING)[:1]
    if text[at] != ".":
        both_figures = before[-1:].isdigit() and after[:1].isdigit()
        return not both_figures and bool(_CHINESE.match(word_before) or _CHINESE.match(word_after))
    # No decimal point follows a bracket or a per cent sign.
    if _CHINESE.match(before[-1]) or before[-1] in _CLOSING or before[-1] == "%":
        return True
    ends_here = not word_after or word_after.isspace() or bool(_CHINESE.match(word_after))
    return ends_here and _is_word_of_chinese_sentence(before)


def _is_word_of_chinese_sentence(before: str) -> bool:
    """Tell whether the letters or digits before a stop belong to a Chinese sentence (支持5G.)."""
    match = _ALPHANUMERIC_BEFORE.search(before)
    return bool(match and match.group(1) not in _NUMBERED_THINGS and _HAN.match(match.group(1)))
