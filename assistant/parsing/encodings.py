"""Bytes -> text: the encodings Chinese policy documents come in.

The order is: byte order mark, UTF-16 betrayed by NUL bytes, strict UTF-8, what the
markup declares, the encoding whose reading looks most like Chinese, and last
charset-normalizer. The detector is last because it fails on short GB18030 files.
"""

from __future__ import annotations

import codecs
import re

_MARKS = (
    # UTF-32 first: its little-endian mark begins with that of UTF-16.
    (codecs.BOM_UTF32_LE, "utf_32"),
    (codecs.BOM_UTF32_BE, "utf_32"),
    (codecs.BOM_UTF8, "utf_8_sig"),
    (codecs.BOM_UTF16_LE, "utf_16"),
    (codecs.BOM_UTF16_BE, "utf_16"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
_DECLARED = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_:.-]{3,20})""", re.IGNORECASE)
_DECLARED_WITHIN_BYTES = 4096
_KNOWN_NAMES = {
    "utf8": "utf_8",
    "gb2312": "gb18030",  # pages that declare gb2312 use characters outside it
    "gbk": "gb18030",
    "gb18030": "gb18030",
    "xgbk": "gb18030",
    "big5": "big5",
    "big5hkscs": "big5hkscs",
}
_CANDIDATES = ("gb18030", "big5", "utf_16_le", "utf_16_be")
_SIGNS = re.compile(r"[\u3000-\u303f\uff01-\uff5e“”‘’—…·\t\n\r\x20-\x7e]")
_PLAUSIBLE = 0.8
_SAMPLE_LENGTH = 20_000


def decode(content: bytes) -> str | None:
    """Return the text that ``content`` holds, or None where no encoding fits."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            text = _strict(content, encoding)
            return None if text is None else text.removeprefix("\ufeff")
    if b"\0" in content:
        return _most_plausible(content, ("utf_16_le", "utf_16_be"))
    for name in filter(None, ("utf_8", declared_encoding(content))):
        text = _strict(content, name)
        if text is not None:
            return text
    return _most_plausible(content, _CANDIDATES) or _detected(content)


def declared_encoding(content: bytes) -> str | None:
    """Return the encoding a ``<meta charset>`` names, if it is one read here."""
    match = _DECLARED.search(content[:_DECLARED_WITHIN_BYTES])
    name = match.group(1).decode("ascii").lower() if match else ""
    return _KNOWN_NAMES.get(re.sub(r"[^a-z0-9]", "", name))


def _strict(content: bytes, encoding: str) -> str | None:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        return None


def _most_plausible(content: bytes, encodings: tuple[str, ...]) -> str | None:
    best: str | None = None
    best_share = _PLAUSIBLE
    for encoding in encodings:
        text = _strict(content, encoding)
        share = _plausibility(text) if text else 0.0
        # Strictly better only: of equals the first candidate stays.
        if share > best_share:
            best = text
            best_share = share
    return best


def _plausibility(text: str) -> float:
    """Return the share of the characters that plain Chinese text would hold, 0 to 1.

    A wrong reading scatters over rare characters, a right one hardly uses them.
    ASCII counts little, since it reads the same in most encodings.
    """
    sample = text[:_SAMPLE_LENGTH]
    beyond_ascii = [character for character in sample if not character.isascii()]
    if not beyond_ascii:
        return sum(bool(_SIGNS.match(character)) for character in sample) / len(sample)
    return sum(_is_common(character) for character in beyond_ascii) / len(beyond_ascii)


def _is_common(character: str) -> bool:
    """Tell whether a character is a sign of Chinese print or in the first level of GB 2312 or Big5."""
    if _SIGNS.match(character):
        return True
    return any(
        len(code) == 2 and first <= code[0] <= last
        for code, first, last in (
            (character.encode("gb2312", "ignore"), 0xB0, 0xD7),
            (character.encode("big5", "ignore"), 0xA4, 0xC6),
        )
    )


def _detected(content: bytes) -> str | None:
    import charset_normalizer

    best = charset_normalizer.from_bytes(content, cp_isolation=["utf_8", "gb18030", "big5", "utf_16"]).best()
    return None if best is None else str(best)
