"""Where a figure stands together with the words that bound it."""

from __future__ import annotations

import pytest

from assistant.quantities import Qualifier, bounded, contains, missing, quantities
from assistant.works import Language


@pytest.mark.parametrize(
    ("text", "language", "whole"),
    [
        ("培育企业20家以上。", "zh", "20家以上"),
        ("规模突破5000亿元。", "zh", "突破5000亿元"),
        ("企业至少培育20家。", "zh", "至少培育20家"),
        ("到2025年底完成。", "zh", "2025年"),
        ("to number no fewer than 20 by then", "en", "no fewer than 20"),
        ("100 or more firms", "en", "100 or more"),
        ("an industry of RMB 3 billion", "en", "RMB 3 billion"),
    ],
)
def test_a_figure_stands_with_the_words_that_bound_it(text: str, language: Language, whole: str) -> None:
    figure = quantities(text, language=language)[0]

    span = bounded(text, figure, language=language)

    assert span.of(text) == whole


def test_a_verb_between_at_least_and_its_number_bounds_it_all_the_same() -> None:
    figure = quantities("产品至少推出100个。", language="zh")[0]

    assert (figure.value, figure.qualifier) == (100, Qualifier.AT_LEAST)


def test_figures_that_are_read_already_are_compared_as_texts_are() -> None:
    claim = quantities("exceed RMB 500 billion with 10 parks", language="en")
    evidence = quantities("规模突破5000亿元，园区5个。", language="zh")

    lacking = missing(claim, evidence)

    assert [figure.text for figure in lacking] == ["10"]
    assert contains(evidence[0], claim[0])
    assert not contains(evidence[1], claim[1])
