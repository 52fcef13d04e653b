"""A dozen answers, pinned by the clauses they cite and the figures they show, not by every word."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from assistant.answers import Abstention, Answer, NoteKind, Outcome, Reason
from assistant.engine import Assistant
from assistant.library.adding import add_file
from assistant.quantities import quantities
from assistant.settings import Settings
from assistant.works import Edition, Language

FLAGSHIP_ZH = "上海元宇宙2025年目标多少?"
FLAGSHIP_EN = "How much does the low-carbon plan aim for, and who pays?"


@dataclass(frozen=True)
class Golden:
    """A question, its first citation, the clauses it must cite, and the figures it must show."""

    question: str
    language: Language
    first: str
    label: str
    cites: tuple[str, ...]
    figures: tuple[str, ...]


ANSWERS = (
    Golden(
        FLAGSHIP_ZH,
        "zh",
        "metaverse/1.2.p1",
        "《元宇宙行动方案》一（二）第1段",
        ("metaverse/1.2.p1",),
        ("达到3500亿元",),
    ),
    Golden(
        "How big is Shanghai's metaverse industry to be by 2025?",
        "en",
        "metaverse/1.2.p1",
        "Metaverse Action Plan, I(2) para. 1",
        ("metaverse/1.2.p1",),
        ("reaching RMB 350 billion by 2025",),
    ),
    Golden(
        "智能终端产业规模到2025年要达到多少？",
        "zh",
        "terminals/1.2.p1",
        "《智能终端行动方案》一（二）第1段",
        ("terminals/1.2.p1",),
        ("突破7000亿元",),
    ),
    Golden(
        "How many hydrogen refuelling stations are planned by 2025?",
        "en",
        "press-2022-11-23/p7",
        "November 2022 Press Conference, para. 7",
        ("press-2022-11-23/p7",),
        ("about 70 hydrogen refuelling stations",),
    ),
    Golden("绿色方案第6项", "zh", "green/2.2.6", "《绿色低碳行动方案》二（二）6", ("green/2.2.6",), ("70兆帕",)),
    Golden(
        "item 6 of the green plan",
        "en",
        "green/2.2.6",
        "Green and Low-Carbon Action Plan, II(2) item 6",
        ("green/2.2.6",),
        ("70 MPa",),
    ),
    Golden(
        "section 3.2 of the metaverse plan",
        "en",
        "metaverse/3.2",
        "Metaverse Action Plan, III(2)",
        ("metaverse/3.2",),
        (),
    ),
    Golden(
        "终端方案第8项",
        "zh",
        "terminals/2.2.8",
        "《智能终端行动方案》二（二）8",
        ("terminals/2.2.8",),
        ("6轴及以上",),
    ),
    Golden(
        "三个方案2025年的产业规模分别是多少？",
        "zh",
        "green/1.2.p1",
        "《绿色低碳行动方案》一（二）第1段",
        ("green/1.2.p1", "metaverse/1.2.p1", "terminals/1.2.p1"),
        ("突破5000亿元", "达到3500亿元", "突破7000亿元"),
    ),
)

REFUSALS = (
    ("上海元宇宙2030年目标多少？", Reason.NOT_IN_CORPUS, "zh"),
    ("What is the corporate tax rate for metaverse companies?", Reason.NOT_IN_CORPUS, "en"),
    ("北京元宇宙目标多少？", Reason.OUT_OF_SCOPE, "zh"),
    ("Why is the metaverse industry to reach RMB 900 billion by 2025?", Reason.FALSE_PREMISE, "en"),
)


def answered(outcome: Outcome) -> Answer:
    assert isinstance(outcome, Answer), outcome
    return outcome


@pytest.fixture(scope="module")
def official_assistant(assistant_home: Path, shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    """An assistant with the official text installed; vectors of the digests are reused."""
    home = tmp_path_factory.mktemp("official-assistant")
    shutil.copytree(assistant_home, home, dirs_exist_ok=True)
    add_file(Settings(home=home), shared / "corpus" / "notice-2022-12-official.txt")
    return Assistant.open(Settings(home=home, today="2026-11-20"))


@pytest.mark.parametrize("golden", ANSWERS, ids=lambda golden: golden.question)
def test_an_answer_cites_its_clauses_and_shows_their_figures(assistant: Assistant, golden: Golden) -> None:
    outcome = answered(assistant.ask(golden.question))

    assert outcome.language == golden.language
    assert (str(outcome.citations[0].ref), outcome.citations[0].label) == (golden.first, golden.label)
    assert set(golden.cites) <= {str(citation.ref) for citation in outcome.citations}
    assert all(figure in outcome.text for figure in golden.figures)


@pytest.mark.parametrize(("question", "reason", "language"), REFUSALS)
def test_a_question_without_an_answer_is_refused_with_its_reason(
    assistant: Assistant, question: str, reason: Reason, language: Language
) -> None:
    outcome = assistant.ask(question)

    assert isinstance(outcome, Abstention)
    assert (outcome.reason, outcome.language) == (reason, language)


def test_the_chinese_flagship_shows_the_goal_of_the_plan_before_anything_else(assistant: Assistant) -> None:
    outcome = answered(assistant.ask(FLAGSHIP_ZH))

    first = outcome.sentences[0]
    read = {(q.value, q.unit, q.qualifier) for q in quantities(first.text, language="zh") if q.unit == "CNY"}
    assert [(int(value or 0), unit, str(how)) for value, unit, how in read] == [(350_000_000_000, "CNY", "reach")]
    assert first.citations == (1,)
    assert outcome.text.startswith(f"{first.text[:-1]}[1]。")
    kinds = {note.kind for note in outcome.notes}
    assert NoteKind.PERIOD_ENDED in kinds
    assert NoteKind.ENGLISH_DIGEST not in kinds


def test_the_english_flagship_shows_how_much(assistant: Assistant) -> None:
    outcome = answered(assistant.ask(FLAGSHIP_EN))

    first = outcome.sentences[0].text
    read = [q for q in quantities(first, language="en") if q.unit == "CNY"]
    assert [(int(q.value or 0), str(q.qualifier), q.year) for q in read] == [(500_000_000_000, "exceed", 2025)]
    assert str(outcome.citations[0].ref) == "green/1.2.p1"
    assert {NoteKind.PERIOD_ENDED, NoteKind.ENGLISH_DIGEST} <= {note.kind for note in outcome.notes}


def test_the_english_flagship_shows_who_pays(assistant: Assistant) -> None:
    outcome = answered(assistant.ask(FLAGSHIP_EN))

    assert {"green/1.2.p1", "green/5.2"} <= {str(citation.ref) for citation in outcome.citations}
    assert "special funds" in outcome.text


@pytest.mark.parametrize(
    "question",
    [
        *(golden.question for golden in ANSWERS),
        FLAGSHIP_EN,
    ],
)
def test_the_official_text_changes_the_quotation_and_not_the_answer(
    assistant: Assistant, official_assistant: Assistant, question: str
) -> None:
    digest, official = answered(assistant.ask(question)), answered(official_assistant.ask(question))

    assert [s.text for s in official.sentences] == [s.text for s in digest.sentences]
    assert [c.ref for c in official.citations] == [c.ref for c in digest.citations]
    for citation in official.citations:
        if not citation.ref.work.startswith("press"):
            assert (citation.edition, citation.verified) == (Edition.OFFICIAL, True)
            expression = official_assistant.library.official(citation.ref)
            assert expression is not None
            assert citation.quote in expression.text_of(citation.ref.eid)
            assert (citation.rendering is not None) == (official.language == "en")
