"""Names of people and places in both scripts: what a dictionary of meanings does not teach."""

from __future__ import annotations

import hashlib
import random
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from assistant.errors import EncoderError
from assistant.languages import folded
from assistant.training.dictionary import Entry, read_entries
from assistant.training.files import read_lines

# Two persons in three of mainland China have one of these.
_COMMON_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆"
    "汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
)
_SYLLABLE = re.compile(r"[A-Za-z:]+[1-5]")
_HELD_OUT_OF_256 = 26
_LATIN_FIRST = 0.85


@dataclass(frozen=True, slots=True)
class Name:
    """A name in Chinese and as it is written in English."""

    zh: str
    en: str

    @property
    def held_out(self) -> bool:
        """Whether the name is for evaluation only: about one in ten."""
        return hashlib.sha256(self.zh.encode()).digest()[0] < _HELD_OUT_OF_256


@dataclass(frozen=True, slots=True)
class Names:
    """What the dictionary knows of names.

    Attributes:
        readings: the first common reading of each single character, without its tone.
        surnames: and how they are written in English.
        given: characters to make given names from, as often as names have them.
        entries: names that the dictionary lists, in pinyin: places, people, peoples.
    """

    readings: dict[str, str]
    surnames: dict[str, str]
    given: tuple[str, ...]
    entries: tuple[Name, ...]

    def person(self, chance: random.Random) -> Name:
        """Return a person who does not exist."""
        surname = (
            chance.choice([name for name in _COMMON_SURNAMES if name in self.surnames] or sorted(self.surnames))
            if chance.random() < 0.7
            else chance.choice(sorted(self.surnames))
        )
        given = [chance.choice(self.given) for _ in range(1 if chance.random() < 0.25 else 2)]
        latin = "".join(self.readings[character] for character in given).capitalize()
        parts = [self.surnames[surname], latin]
        if chance.random() >= _LATIN_FIRST:
            parts.reverse()
        return Name(surname + "".join(given), " ".join(parts))


def read_names(path: Path) -> Names:
    """Return the names of CC-CEDICT: an entry is one where its pinyin has a capital.

    Raises:
        EncoderError: the file cannot be read.
    """
    entries = read_entries(path)
    readings: dict[str, str] = {}
    surnames: dict[str, str] = {}
    listed: list[Name] = []
    for entry in entries:
        if len(entry.simplified) == 1 and entry.pinyin[0][:1].islower():
            readings.setdefault(entry.simplified, _plain(entry.pinyin[0]))
        if _is_surname(entry):
            surnames.setdefault(entry.simplified, "".join(map(_plain, entry.pinyin)).capitalize())
        if _is_name(entry):
            listed.append(Name(entry.simplified, " ".join(_latin_words(entry.pinyin))))
    common = [character for character in readings if _is_common(character)]
    known = frozenset(common)
    used = [character for name in listed if len(name.zh) < 4 for character in name.zh if character in known]
    return Names(readings, surnames, (*common, *used), tuple(listed))


def read_listed(path: Path) -> dict[str, tuple[str, ...]]:
    """Return what names in Chinese are in English: lines of the one, a tab and the other.

    A name on several lines has several spellings, in their order.

    Raises:
        EncoderError: the file cannot be read, or a line is something else.
    """
    listed: dict[str, dict[str, None]] = {}
    for number, line in enumerate(read_lines(path), start=1):
        zh, _, en = line.partition("\t")
        if not zh.strip() or not en.strip() or "\t" in en:
            raise EncoderError(f"{path}, line {number}: expected a name in Chinese, a tab and in English, got {line!r}")
        listed.setdefault(folded(zh.strip()), {})[en.strip()] = None
    return {zh: tuple(en) for zh, en in listed.items()}


def _is_surname(entry: Entry) -> bool:
    return (
        len(entry.simplified) <= 2
        and len(entry.pinyin) == len(entry.simplified)
        and entry.pinyin[0][:1].isupper()
        and any(re.search(r"\bsurname\b", gloss) for gloss in entry.glosses)
    )


def _is_name(entry: Entry) -> bool:
    return (
        2 <= len(entry.simplified) <= 4
        and len(entry.pinyin) == len(entry.simplified)
        and entry.pinyin[0][:1].isupper()
        and all(map(_SYLLABLE.fullmatch, entry.pinyin))
    )


def _plain(syllable: str) -> str:
    """Return a syllable without its tone; ``u:`` is written v, as on keyboards."""
    return re.sub(r"[1-5]$", "", syllable).replace("u:", "v").replace(":", "")


def _latin_words(pinyin: Iterable[str]) -> list[str]:
    words: list[str] = []
    for syllable in pinyin:
        if not words or syllable[0].isupper():
            words.append(_plain(syllable))
        else:
            words[-1] += _plain(syllable)
    return [word.capitalize() for word in words]


def _is_common(character: str) -> bool:
    """Whether the character is one of the 3,755 of GB 2312's first level."""
    try:
        encoded = character.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return len(encoded) == 2 and 0xB0 <= encoded[0] <= 0xD7


def held_out_persons(names: Names, count: int, *, seed: int = 99) -> tuple[Name, ...]:
    """Return at most ``count`` distinct persons no training meets; fewer where there are few names."""
    chance = random.Random(seed)  # noqa: S311 - names for a test are no secret
    found: dict[str, Name] = {}
    # One in ten is held out: this many tries find enough unless there are hardly any names.
    for _ in range(100 * count if names.surnames and names.given else 0):
        person = names.person(chance)
        if person.held_out and len(found) < count:
            found.setdefault(person.zh, person)
    return tuple(found.values())
