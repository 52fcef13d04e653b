"""CC-CEDICT: Chinese words and what they mean in English.

Source: https://cc-cedict.org/wiki/format:syntax
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from assistant.errors import EncoderError
from assistant.languages import folded
from assistant.training.files import read_lines

HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0002ebef\u3007"
"""Han characters as the inside of a character class; 〇 is one of them in practice."""

_HAN_WORD = re.compile(f"[{HAN}]+")
_ENTRY = re.compile(r"(?P<traditional>\S+) (?P<simplified>\S+) \[(?P<pinyin>[^\]]*)\] /(?P<glosses>.*)/")
# "CL:個|个[ge4]" names a measure word, "variant of …" another entry: neither is a meaning.
_NOTE = re.compile(
    r"^(?:\([^()]*\) ?)*(?:CL:|also pr\.|Taiwan pr\.|erhua variant|(?:\w+ ){0,3}variant of "
    rf"|(?:see|see also|also written|used in|abbr\. (?:for|of|to)|same as) [{HAN}])"
)
# "variant of 臺|台[tai2]": the entry that has the meaning, simplified.
_REFERENCE = re.compile(
    rf"(?:variant of|see|see also|also written|abbr\. (?:for|of|to)|same as) (?:[{HAN}]+\|)?([{HAN}]+)"
)
_LABEL = re.compile(r"\b(?:abbr\. (?:for|of|to)|lit\.|fig\.|e\.g\.|i\.e\.|also written)(?=\s|$)")
_SURNAME = re.compile(r"^(?:two-character )?surname\b")
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
# "00後|00后": traditional, then simplified.
_HAN_IN_GLOSS = re.compile(rf"[0-9A-Za-z]*[{HAN}][{HAN}0-9A-Za-z|]*")
# "to give sb sth": the dictionary's words for what a verb takes.
_PLACEHOLDER = re.compile(r"\b(?:sb|sth)(?:'s)?(?![\w'])")
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Entry:
    """A word with its meanings, most common first, as far as the dictionary knows.

    ``pinyin`` has a syllable with its tone for each character: ``("Shang4", "hai3")``,
    the first in capitals where the word is a name.
    """

    simplified: str
    traditional: str
    glosses: tuple[str, ...]
    pinyin: tuple[str, ...] = ()


def clean_gloss(gloss: str) -> str:
    """Return the meaning in ``gloss`` as plain English; empty where it is a note only.

    Remarks in brackets, pinyin, Chinese words and the placeholders sb and sth go, and so does the whole gloss
    where it names a measure word or points to another entry.
    """
    if _NOTE.match(gloss):
        return ""
    plain = gloss
    # Twice, because one bracket may stand in another.
    for _ in range(2):
        plain = _BRACKETS.sub(" ", plain)
    for rest in (_HAN_IN_GLOSS, _PLACEHOLDER, _LABEL):
        plain = rest.sub(" ", plain)
    return _SPACE.sub(" ", plain).strip(" ,;.")


def read_dictionary(path: Path) -> dict[str, tuple[str, ...]]:
    """Return the cleaned glosses of each simplified word, in the order of the file.

    Words are folded and consist of Han characters only; several entries of one
    word are joined. A surname is kept only where the word means nothing else. A
    word that only points to others ("abbr. for 立方米") has their glosses; where
    those have none, it has none, but is kept, since it is a word.

    Raises:
        EncoderError: the file cannot be read, or has no entry.
    """
    glosses: dict[str, dict[str, None]] = {}
    references: dict[str, list[str]] = {}
    for entry in read_entries(path):
        word = folded(entry.simplified)
        if _HAN_WORD.fullmatch(word):
            known = glosses.setdefault(word, {})
            known.update(dict.fromkeys(filter(None, map(clean_gloss, entry.glosses))))
            references.setdefault(word, []).extend(_REFERENCE.findall(" ".join(entry.glosses)))
    if not glosses:
        raise EncoderError(f"{path} has no dictionary entry; it should be CC-CEDICT, one entry a line")
    return {
        word: _without_surnames(tuple(known or _glosses_of(references[word], glosses)))
        for word, known in glosses.items()
    }


def _glosses_of(words: Iterable[str], glosses: Mapping[str, Iterable[str]]) -> dict[str, None]:
    return dict.fromkeys(gloss for word in words for gloss in glosses.get(word, ()))


def _without_surnames(glosses: tuple[str, ...]) -> tuple[str, ...]:
    others = tuple(gloss for gloss in glosses if not _SURNAME.match(gloss))
    return others or glosses


def read_entries(path: Path) -> list[Entry]:
    """Return the entries of the file as they stand in it; a line that is none is left out.

    Raises:
        EncoderError: the file cannot be read.
    """
    matches = (_ENTRY.match(line) for line in read_lines(path) if not line.startswith("#"))
    return [
        Entry(
            match["simplified"],
            match["traditional"],
            tuple(match["glosses"].split("/")),
            tuple(match["pinyin"].split()),
        )
        for match in matches
        if match
    ]
