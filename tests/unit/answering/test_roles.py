"""Who does what to whom, on sentences made by hand."""

from __future__ import annotations

import pytest

from assistant.answering.roles import exchanged, to_be_done
from assistant.answering.statements import statement
from assistant.works import Language


def is_exchanged(claim: str, evidence: str, language: Language) -> bool:
    return exchanged(statement(claim, language), statement(evidence, language))


PULL = "Kite makers are to pull along spool workshops."
TESTED = "Old kites are to be tested by spool workshops."


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        ("Spool workshops are to pull along kite makers.", PULL),
        ("Kite makers are to be pulled along by spool workshops.", PULL),
        ("Kite makers are to be drawn by festivals.", "Kite makers are to draw festivals."),
        ("Spools are to repair old kites.", "Old kites are to repair spools."),
        ("Paper is to take the place of silk.", "Kites replace paper with silk."),
        ("Festivals are to move from silk to paper.", "Festivals are to move from paper to silk."),
        ("Silk is to lift kites.", "Silk is to be improved, lifted by kites."),
        ("Kite makers are to rely on Shanghai.", "Shanghai is to rely on kite makers."),
    ],
)
def test_parties_are_exchanged_in_english(claim: str, evidence: str) -> None:
    assert is_exchanged(claim, evidence, "en")


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        (PULL, PULL),
        ("Spool workshops are to be pulled along by kite makers.", PULL),
        ("Spool workshops, pulled along by kite makers, are to grow.", PULL),
        ("Spool workshops are to test old kites.", TESTED),
        ("Silk is to take the place of paper.", "Kites replace paper with silk."),
        ("Festivals are to turn from paper to silk.", "Festivals are to move from paper to silk."),
        ("Kite makers are to grow.", PULL),
        ("Kite makers are to be pulled along.", PULL),
    ],
)
def test_parties_are_not_exchanged_in_english(claim: str, evidence: str) -> None:
    assert not is_exchanged(claim, evidence, "en")


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        ("线轴作坊要带动风筝大厂。", "风筝大厂要带动线轴作坊。"),
        ("风筝大厂由线轴作坊带动。", "线轴作坊由风筝大厂带动。"),
        ("鼓励线轴作坊带动风筝大厂。", "鼓励由风筝大厂带动线轴作坊。"),
        ("风筝比赛由商人主导、官府引导。", "风筝比赛由官府主导、商人引导。"),
        ("风筝要由丝绸转向纸张。", "风筝要由纸张转向丝绸。"),
        ("纸张要代替丝绸。", "丝绸要代替纸张。"),
        ("全国比赛要给本地比赛提供经验。", "本地比赛要给全国比赛提供经验。"),
        ("线轴作坊要把风筝大厂吸引过来。", "风筝大厂要吸引线轴作坊。"),
        ("线轴作坊要提升风筝大厂的手艺。", "风筝大厂发挥作用，提升线轴作坊的手艺。"),
        ("风筝大厂依托上海办比赛。", "上海依托风筝大厂办比赛。"),
    ],
)
def test_parties_are_exchanged_in_chinese(claim: str, evidence: str) -> None:
    assert is_exchanged(claim, evidence, "zh")


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        ("风筝大厂要带动线轴作坊。", "线轴作坊由风筝大厂带动。"),
        ("线轴作坊被风筝大厂吸引到本地。", "风筝大厂要吸引线轴作坊。"),
        ("风筝大厂要把线轴作坊吸引到本地。", "风筝大厂要吸引线轴作坊。"),
        ("官府主导风筝比赛，商人引导。", "风筝比赛由官府主导、商人引导。"),
        ("风筝要从纸张走向丝绸。", "风筝要由纸张转向丝绸。"),
        ("丝绸用来取代纸张。", "用丝绸代替纸张。"),
    ],
)
def test_parties_are_not_exchanged_in_chinese(claim: str, evidence: str) -> None:
    assert not is_exchanged(claim, evidence, "zh")


def test_what_is_to_be_done_is_the_verb_after_is_to() -> None:
    found = to_be_done(statement("Spools are to be tested and kites are supported in flying.", "en"))

    assert found == ("tested", "flying")
