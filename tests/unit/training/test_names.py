from __future__ import annotations

import random
from pathlib import Path

import pytest

from assistant.errors import EncoderError
from assistant.training.names import Name, Names, held_out_persons, read_listed, read_names

_DICTIONARY = """\
金 金 [Jin1] /surname Jin/surname Kim (Korean)/
金 金 [jin1] /gold/
山 山 [shan1] /mountain/
呂 吕 [Lu:3] /surname Lü/
歐陽 欧阳 [Ou1 yang2] /two-character surname Ouyang/
金山 金山 [Jin1 shan1] /Jinshan, suburban district of Shanghai/
浦東新區 浦东新区 [Pu3 dong1 Xin1 qu1] /Pudong New District/
産 産 [chan3] /variant of 產|产/
AA制 AA制 [A A zhi4] /to split the bill/
"""


@pytest.fixture
def names(tmp_path: Path) -> Names:
    path = tmp_path / "cedict.txt"
    path.write_text(_DICTIONARY, encoding="utf-8")
    return read_names(path)


def test_names_of_a_dictionary_are_those_with_a_capital(names: Names) -> None:
    assert names.surnames == {"金": "Jin", "吕": "Lv", "欧阳": "Ouyang"}
    assert names.readings == {"金": "jin", "山": "shan", "産": "chan"}
    assert names.entries == (
        Name("欧阳", "Ouyang"),
        Name("金山", "Jinshan"),
        Name("浦东新区", "Pudong Xinqu"),
    )


def test_given_names_are_of_common_characters_as_often_as_names_have_them(names: Names) -> None:
    # 産 is in no standard of simplified characters; 金 and 山 stand in one name besides.
    assert sorted(names.given) == ["山", "山", "金", "金"]


def test_a_person_has_a_surname_and_a_given_name_in_pinyin(names: Names) -> None:
    chance = random.Random(5)

    persons = {names.person(chance) for _ in range(300)}

    assert Name("金山金", "Jin Shanjin") in persons
    assert Name("金山", "Shan Jin") in persons
    assert all(person.zh.startswith(("金", "吕", "欧阳")) for person in persons)


def test_persons_held_out_are_distinct_and_found_again(names: Names) -> None:
    persons = held_out_persons(names, 2)

    assert len({person.zh for person in persons}) == len(persons) == 2
    assert all(person.held_out for person in persons)
    assert persons == held_out_persons(names, 2)


def test_there_are_fewer_persons_where_there_are_hardly_any_names(names: Names) -> None:
    assert len(held_out_persons(names, 1000)) < 20
    assert held_out_persons(Names({}, {}, (), ()), 5) == ()


def test_a_list_of_names_may_have_several_spellings_of_one(tmp_path: Path) -> None:
    path = tmp_path / "names.tsv"
    path.write_text("巴黎\tParis\n倫敦\tLondon\n巴黎\tParys\n", encoding="utf-8")

    assert read_listed(path) == {"巴黎": ("Paris", "Parys"), "伦敦": ("London",)}


@pytest.mark.parametrize("line", ["巴黎", "巴黎\t", "\tParis", "巴黎\tParis\tFR"])
def test_a_line_that_is_no_name_is_refused(tmp_path: Path, line: str) -> None:
    path = tmp_path / "names.tsv"
    path.write_text(f"伦敦\tLondon\n{line}\n", encoding="utf-8")

    with pytest.raises(EncoderError, match=r"line 2: expected a name in Chinese, a tab"):
        read_listed(path)
