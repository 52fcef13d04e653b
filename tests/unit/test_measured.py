"""What a figure is about and what it measures, read off sentences that nobody has named anything of."""

from __future__ import annotations

import pytest

from assistant.measured import Measured, measured
from assistant.quantities import Kind, quantities
from assistant.works import Language


def read(sentence: str, language: Language) -> list[tuple[str, str]]:
    """Return subject and indicator of every figure of a sentence but its years."""
    figures = [q for q in quantities(sentence, language=language) if q.kind not in {Kind.YEAR, Kind.PERIOD}]
    found = [measured(sentence, figure, language) for figure in figures]
    return [(one.subject, one.indicator) for one in found]


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        ("到2026年，风筝产业规模达到30亿元。", [("风筝产业", "规模")]),
        ("风筝产业总产值力争到2026年突破30亿元。", [("风筝产业", "总产值")]),
        ("到2026年，研发投入强度达到3%。", [("研发投入", "强度")]),
        ("风筝产业的目标是到2026年突破30亿元。", [("风筝产业", "规模")]),
        ("市体育局介绍，风筝产业规模超过30亿元。", [("风筝产业", "规模")]),
        ("风筝产业培育龙头企业20家以上、专业工厂5家。", [("风筝产业", "龙头企业数量"), ("风筝产业", "专业工厂数量")]),
        ("风筝产业要培育20家龙头企业。", [("风筝产业", "龙头企业数量")]),
        ("风筝比赛场地新增5个以上。", [("", "风筝比赛场地数量")]),
        ("燃料电池风筝保有量突破1万辆。", [("燃料电池风筝", "保有量")]),
        ("二氧化碳捕集开展万吨级示范。", [("二氧化碳捕集", "")]),
    ],
)
def test_chinese_figures_are_of_what_stands_before_them(sentence: str, said: list[tuple[str, str]]) -> None:
    found = read(sentence, "zh")

    assert found == said


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        ("By 2026, the kite industry is to reach RMB 3 billion.", [("kite industry", "scale")]),
        ("The output value of kites is to exceed RMB 3 billion by 2026.", [("kites", "output value")]),
        ("The kite industry's revenue is to exceed RMB 3 billion.", [("kite industry", "revenue")]),
        ("The share of silk kites is to exceed 30%.", [("silk kites", "share")]),
        (
            "The kite industry is to foster 20 or more leading enterprises and 5 workshops.",
            [("kite industry", "number of leading enterprises"), ("kite industry", "number of workshops")],
        ),
        ("Shanghai is to build about 70 kite fields by 2026.", [("Shanghai", "number of kite fields")]),
        ("The sports office said that the kite industry will exceed RMB 3 billion.", [("kite industry", "scale")]),
        ("Kite fields are to number 20 or more.", [("kite fields", "number")]),
        ("The silk share is to exceed 30%.", [("silk", "share")]),
        ("Silk is to exceed 30%.", [("silk", "")]),
    ],
)
def test_english_figures_are_of_the_subject_of_their_sentence(sentence: str, said: list[tuple[str, str]]) -> None:
    found = read(sentence, "en")

    assert found == said


def test_what_a_sentence_does_not_say_is_left_empty() -> None:
    figure = quantities("达到30%。", language="zh")[0]

    assert measured("达到30%。", figure, "zh") == Measured("", "")
