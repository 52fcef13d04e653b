import pytest

from assistant.quantities import Qualifier, differences, quantities
from assistant.works import Language


def missing(
    claim: str, evidence: str, claim_language: Language = "zh", evidence_language: Language = "zh"
) -> list[str]:
    found = differences(claim, evidence, claim_language=claim_language, evidence_language=evidence_language)
    return [quantity.text for quantity in found]


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        ("规模突破5000亿元", "到2025年，规模突破5000亿元"),
        ("规模为3500亿元", "规模达到3500亿元"),
        ("力争建5个园区", "建5个园区"),
        ("2022年印发", "2022年6月24日印发"),
        ("2022年6月印发", "2022年6月24日"),
        ("7月8日召开", "2022年7月8日"),
        ("到2025年", "（2022—2025年）"),
        ("没有数字", "没有数字"),
        ("", "5家"),
        ("若干家", "若干个园区"),
    ],
)
def test_a_claim_that_says_no_more_than_the_evidence_has_no_difference(claim: str, evidence: str) -> None:
    assert missing(claim, evidence) == []


@pytest.mark.parametrize(
    ("claim", "evidence", "reported"),
    [
        ("规模突破6000亿元", "规模突破5000亿元", "6000亿元"),
        ("规模达到5000亿元", "规模突破5000亿元", "5000亿元"),
        ("规模5000亿元", "规模突破5000亿元", "5000亿元"),
        ("规模5000亿美元", "规模5000亿元", "5000亿美元"),
        ("10家企业", "10家以上企业", "10家"),
        ("5家", "3到5家", "5家"),
        ("千亿元产业", "千亿级产业", "千亿元"),
        ("占比50%", "占比一半", "50%"),
        ("建5个园区", "力争建5个园区", "5个"),
        ("2022年6月25日", "2022年6月24日", "2022年6月25日"),
        ("2022年6月24日", "2022年", "2022年6月24日"),
        ("2022—2024年", "2022—2025年", "2022—2024年"),
        ("2026年", "（2022—2025年）", "2026年"),
        ("5家", "没有数字", "5家"),
        ("若干家", "5家", "若干家"),
    ],
)
def test_a_claim_that_says_more_is_reported(claim: str, evidence: str, reported: str) -> None:
    assert missing(claim, evidence) == [reported]


def test_a_figure_moved_to_another_year_is_reported() -> None:
    evidence = "2021年为3057亿元，到2025年为5000亿元"

    assert missing("2025年为3057亿元", evidence) == ["3057亿元"]
    assert missing("3057亿元", evidence) == []


def test_an_answer_in_english_is_held_against_a_chinese_clause() -> None:
    evidence = "到２０２５年,规模突破５０００亿元,形成２个千亿级集群"

    assert missing("exceed RMB 500 billion by 2025", evidence, "en") == []
    assert missing("reach RMB 500 billion by 2025", evidence, "en") == ["RMB 500 billion"]
    assert missing("three of the RMB 100 billion class", evidence, "en") == ["three"]


def test_an_answer_in_chinese_is_held_against_an_english_clause() -> None:
    evidence = "10 or more firms; nearly 6 square kilometres"

    assert missing("10家以上企业，近6平方公里", evidence, "zh", "en") == []
    assert missing("超过10家企业", evidence, "zh", "en") == ["10家"]


def test_half_a_trillion_is_a_sum_and_half_of_fifty_per_cent_says_no_more() -> None:
    half = quantities("The industry is to exceed half a trillion yuan.", language="en")

    assert [(q.value, q.unit, q.qualifier) for q in half] == [(500_000_000_000, "CNY", Qualifier.EXCEED)]
    assert differences("over half of output", "产量占比超50%", claim_language="en", evidence_language="zh") == ()
    assert differences("over a third of output", "产量占比超50%", claim_language="en", evidence_language="zh") != ()
