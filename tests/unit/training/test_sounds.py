from __future__ import annotations

import itertools
import string

from assistant.training.names import Names
from assistant.training.sounds import sound_lines

_SYLLABLES = {"马": "ma", "里": "ri", "诺": "no", "尔": "l", "塔": "ta"}


def _listed() -> dict[str, list[str]]:
    words = [*itertools.permutations(_SYLLABLES, 2), *itertools.permutations(_SYLLABLES, 3)]
    return {"".join(word): ["".join(_SYLLABLES[character] for character in word).title()] for word in words}


def test_characters_are_learnt_from_the_names_that_they_spell() -> None:
    lines = dict(line.split("\t") for line in sound_lines(_listed(), Names({}, {}, (), ())))

    assert lines.keys() == {"~马", "~里", "~诺", "~尔", "~塔"}
    # The first is the likeliest, and the share of no other comes near it.
    assert [lines[f"~{character}"].split()[0].rstrip(string.digits) for character in _SYLLABLES] == [
        "ma",
        "ri",
        "no",
        "l",
        "ta",
    ]
    assert all(int(line.split()[0].lstrip("amrinolt")) <= 2 for line in lines.values())


def test_names_in_pinyin_teach_nothing() -> None:
    readings = {"马": "ma", "里": "ri", "诺": "no", "尔": "l", "塔": "ta"}

    assert sound_lines(_listed(), Names(readings, {}, (), ())) == []


def test_a_character_that_is_more_frequent_elsewhere_is_left_out() -> None:
    others = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥天地人东南西北中"
    ordinary = {f"{character}马": ["horse"] for character in others}

    lines = sound_lines({**_listed(), **ordinary}, Names({}, {}, (), ()))

    assert [line[1] for line in lines] == sorted("里诺尔塔")


def test_a_name_that_is_translated_teaches_nothing() -> None:
    lines = sound_lines({**_listed(), "里马": ["Greenland"]}, Names({}, {}, (), ()))

    assert not any("green" in line for line in lines)
