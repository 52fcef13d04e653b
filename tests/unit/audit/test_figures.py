"""Which figures speak of the same, and in what they differ."""

from __future__ import annotations

import pytest

from assistant.audit.figures import paired
from assistant.works import Language

GREEN = "绿色低碳产业规模到2025年突破5000亿元。"
PROJECT = "“十百千”工程要培育龙头企业10家以上、核心企业100家以上、特色企业1000家以上。"
HYDROGEN = "Shanghai plans to build about 70 hydrogen refuelling stations by 2025."


@pytest.mark.parametrize(
    ("claim", "sentence", "language", "differs"),
    [
        ("规模突破5000亿元。", GREEN, "zh", []),
        ("规模到2025年突破5000亿元。", GREEN, "zh", []),
        ("规模突破6000亿元。", GREEN, "zh", ["value"]),
        ("规模突破5000万元。", GREEN, "zh", ["unit"]),
        ("规模突破5000亿美元。", GREEN, "zh", ["unit"]),
        ("规模不超过5000亿元。", GREEN, "zh", ["qualifier"]),
        ("规模到2030年突破5000亿元。", GREEN, "zh", ["year"]),
        ("规模到2030年达到6000亿元。", GREEN, "zh", ["value", "qualifier", "year"]),
        ("about 70 stations", HYDROGEN, "en", []),
        ("about 700 stations by 2025", HYDROGEN, "en", ["value"]),
        ("70 stations by 2030", HYDROGEN, "en", ["qualifier", "year"]),
        ("about 70% of stations", HYDROGEN, "en", ["unit"]),
        ("dated 24 June", "Dated 24 June 2022.", "en", []),
        ("dated 27 June 2022", "Dated 24 June 2022.", "en", ["value"]),
    ],
)
def test_a_figure_differs_in_value_unit_qualifier_or_year(
    claim: str, sentence: str, language: Language, differs: list[str]
) -> None:
    pairs = paired(claim, sentence, language, years=[])

    assert [difference.value for pair in pairs for difference in pair.differs] == differs
    assert all(pair.found for pair in pairs)


def test_of_several_figures_the_one_among_the_same_words_is_meant() -> None:
    pairs = paired("核心企业1000家以上。", PROJECT, "zh", years=[])

    assert pairs[0].found is not None
    assert pairs[0].found.value == 100
    assert [difference.value for difference in pairs[0].differs] == ["value"]


def test_a_figure_of_another_kind_has_no_counterpart() -> None:
    pairs = paired("每公里2元。", PROJECT, "zh", years=[])

    assert [pair.found for pair in pairs] == [None]


def test_the_last_year_of_a_plan_holds_where_its_sentence_names_none() -> None:
    known = paired("by 2025, 200 or more units", "Units: 200 or more.", "en", years=[2025])
    other = paired("by 2030, 200 or more units", "Units: 200 or more.", "en", years=[2025])

    assert [pair.differs for pair in known] == [()]
    assert [difference.value for pair in other for difference in pair.differs] == ["year"]
