import string
import time
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.quantities import Quantity, quantities
from assistant.works import LANGUAGES, Language

PAIRS: tuple[tuple[str, str], ...] = (
    ("产业规模突破5000亿元", "exceed RMB 500 billion"),
    ("到2025年突破1.5万亿元", "to exceed RMB 1.5 trillion by 2025"),
    ("千亿级2个、百亿级5个", "two of the RMB 100 billion class and five of the RMB 10 billion class"),
    ("千亿级企业不少于2家", "of the RMB 100 billion class, no fewer than 2"),
    ("百亿级元宇宙产业基金", "a RMB 10 billion class metaverse industry fund"),
    ("若干家园区", "several parks"),
    ("10家以上龙头企业", "10 or more leading enterprises"),
    ("世界500强", "the world's top 500 companies"),
    ("三大系统", "three systems"),
    ("6轴及以上机器人", "robots with six axes or more"),
    ("万吨级示范", "a 10,000-tonne class demonstration"),
    ("兆瓦级光伏", "megawatt-class solar power"),
    ("全国1/3的企业", "a third of the country's firms"),
    ("全国三分之一", "one third of the country"),
    ("近6平方公里", "nearly 6 square kilometres"),
    ("24小时服务", "a 24-hour service"),
    ("建成3到5家平台", "3 to 5 platforms built"),
    ("2022年6月24日印发", "issued on 24 June 2022"),
    ("2022—2025年", "2022–2025"),
    ("争取达到5000亿元左右", "aims to reach about RMB 500 billion"),
    ("四个行动+八项工程", "four actions + eight projects"),
    ("把握“六化”", 'six "-isations"'),
    ("第三代核电", "third-generation nuclear power"),
    ("数十亿元", "billions of yuan"),
)

# Digits, units, bounds and punctuation of both languages, thrown together.
TEXTS = st.text(
    st.sampled_from(
        "0123456789０１５．.,，、。%％+-—–/()（）〔〕 \n一二两三十百千万亿年月日级个家元"
        "吨第号到从超近约以上billonthreRMBGW½²①٣"
    ),
    max_size=60,
)


def meaning(quantity: Quantity) -> tuple[Any, ...]:
    return (
        quantity.value,
        quantity.upper,
        quantity.unit,
        quantity.kind,
        quantity.qualifier,
        quantity.strives,
        quantity.year,
    )


@pytest.mark.parametrize(("zh", "en"), PAIRS)
def test_both_languages_state_the_same_figures(zh: str, en: str) -> None:
    chinese = {meaning(quantity) for quantity in quantities(zh, language="zh")}
    english = {meaning(quantity) for quantity in quantities(en, language="en")}

    assert chinese == english


def test_figures_come_in_the_order_of_the_text_with_what_stands_there() -> None:
    text = "到２０２５年，建２个园区，规模５０００亿元"

    found = quantities(text, language="zh")

    assert [quantity.text for quantity in found] == ["２０２５年", "２个", "５０００亿元"]
    assert [quantity.span.of(text) for quantity in found] == ["２０２５年", "２个", "５０００亿元"]


def test_arabic_indic_and_circled_digits_are_no_figures() -> None:
    assert not quantities("٣个①②", language="zh")


@given(TEXTS, st.sampled_from(LANGUAGES))
def test_spans_index_the_text_and_never_overlap(text: str, language: Language) -> None:
    found = quantities(text, language=language)

    assert all(quantity.text and quantity.text == quantity.span.of(text) for quantity in found)
    assert all(one.span.end <= other.span.start for one, other in pairwise(found))


@given(TEXTS, st.sampled_from(LANGUAGES))
def test_the_second_number_of_a_range_is_the_larger(text: str, language: Language) -> None:
    ranges = [
        quantity for quantity in quantities(text, language=language) if quantity.unit != "year" and quantity.upper
    ]

    assert all(quantity.value is not None for quantity in ranges)
    assert all(quantity.value < quantity.upper for quantity in ranges if quantity.value and quantity.unit != "month")


@given(st.integers(min_value=2, max_value=10**13))
def test_digits_full_width_and_grouped_are_one_number(number: int) -> None:
    full_width = str(number).translate({ord(digit): ord(digit) + 0xFEE0 for digit in string.digits})

    found = [quantities(f"{written}家", language="zh") for written in (str(number), f"{number:,}", full_width)]

    assert [[quantity.value for quantity in figures] for figures in found] == [[Decimal(number)]] * 3


@pytest.mark.parametrize("nonsense", ["三", "1", "a-", "百亿、", "1,111", "力争5家，", "two or ", '"1'])
@pytest.mark.parametrize("language", LANGUAGES)
def test_nonsense_does_not_take_quadratic_time(nonsense: str, language: Language) -> None:
    text = (nonsense * 10_000)[:10_000]

    began = time.perf_counter()
    quantities(text, language=language)

    # Well under 0.4 s on an idle machine; a quadratic pattern takes several seconds.
    assert time.perf_counter() - began < 2


@pytest.mark.parametrize(
    ("sentence", "language"),
    [
        ("到2025年，绿色产业规模突破5000亿元，培育10家以上企业，占比超50%。", "zh"),
        ("By 2025 the industry is to exceed RMB 500 billion with 10 or more firms. ", "en"),
    ],
)
def test_two_thousand_characters_are_read_within_a_hundred_milliseconds(sentence: str, language: Language) -> None:
    # About 4 ms on an idle machine; the margin is for a busy one, the limit against a runaway pattern.
    text = (sentence * 80)[:2000]
    quantities(text, language=language)

    began = time.perf_counter()
    quantities(text, language=language)

    assert time.perf_counter() - began < 0.1
