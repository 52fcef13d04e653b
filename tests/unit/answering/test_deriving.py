"""Sums and differences: what is derived from which clauses, and what the verifier makes of a false one."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from assistant.answering.deriving import Deriver, asked, concluded
from assistant.answering.verifying import Fault, Verified, Verifier
from assistant.answers import Answer, Derivation, DraftCitation, DraftSentence, Operand, Operation, Support
from assistant.engine import Assistant
from assistant.library import Library
from assistant.library.catalogue import catalogue
from assistant.resources import content_path
from assistant.retrieval.places import read_places
from assistant.retrieval.requirements import read_requirements
from assistant.retrieval.understanding import Gazetteer, Question, understand
from assistant.terms import read_glossary
from assistant.works import Authority, Bilingual, Clause, ClauseRef, Edition, Expression, Language, Level, Span, Work

GREEN, METAVERSE, TERMINALS = (ClauseRef(work, "1.2.p1") for work in ("green", "metaverse", "terminals"))
BN = 10**9


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer(
        read_places(content_path("corpus", "places.tsv")),
        read_requirements(content_path("corpus", "requirements.tsv")),
        read_glossary(content_path("corpus", "glossary.tsv")),
    )


@pytest.fixture(scope="module")
def verifier(shipped_library: Library, gazetteer: Gazetteer) -> Verifier:
    return Verifier(shipped_library, gazetteer.glossary)


def operands(*pairs: tuple[ClauseRef, int], unit: str = "CNY") -> tuple[Operand, ...]:
    return tuple(Operand(ref, Decimal(value * BN), unit) for ref, value in pairs)


def summed(*pairs: tuple[ClauseRef, int]) -> Derivation:
    return Derivation(Operation.SUM, operands(*pairs))


def draft(text: str, derivation: Derivation, *refs: ClauseRef) -> DraftSentence:
    cited = refs or tuple(operand.ref for operand in derivation.operands)
    return DraftSentence(text, tuple(DraftCitation(ref) for ref in cited), derivation)


def checked(verifier: Verifier, one: DraftSentence, language: Language = "en") -> Verified:
    return verifier.verify([one], language=language, retrieved={GREEN, METAVERSE, TERMINALS})


ALL = summed((GREEN, 500), (METAVERSE, 350), (TERMINALS, 700))
TOGETHER = (
    "Together the three targets for 2025 come to more than RMB 1.55 trillion: more than RMB 500 billion "
    "(green and low-carbon industry) + RMB 350 billion (metaverse industry) + more than RMB 700 billion "
    "(intelligent terminal industry); their scopes may overlap."
)
ADDED_UP = (
    "三项2025年目标相加超过1.55万亿元：超过5000亿元（绿色低碳产业）＋达到3500亿元（元宇宙产业）"
    "＋超过7000亿元（智能终端产业）；各项的统计范围可能重叠。"
)


LARGER = (
    "Of the two targets for 2025 that of the intelligent terminal industry is the larger, by more than RMB 350 "
    "billion: more than RMB 700 billion (intelligent terminal industry) - RMB 350 billion (metaverse industry); "
    "their scopes may overlap."
)
LARGER_IN_CHINESE = (
    "两项2025年目标中，智能终端产业的较大，相差超过3500亿元：超过7000亿元（智能终端产业）"
    "－达到3500亿元（元宇宙产业）；两者的统计范围可能重叠。"
)


@pytest.mark.parametrize(("language", "text"), [("en", TOGETHER), ("zh", ADDED_UP)])
def test_a_sum_shows_its_terms_with_their_bounds_and_cites_each(
    shipped_library: Library, verifier: Verifier, language: Language, text: str
) -> None:
    written = concluded(ALL, shipped_library, language)

    found = checked(verifier, draft(written or "", ALL), language)

    assert written == text
    assert [(s.support, s.citations) for s in found.sentences] == [(Support.DERIVED, (1, 2, 3))]
    assert [c.ref for c in found.citations] == [GREEN, METAVERSE, TERMINALS]
    # Each is quoted with the sentence that its figure stands in.
    values = ("500", "350", "700") if language == "en" else ("5000", "3500", "7000")
    assert all(value in c.quote for value, c in zip(values, found.citations, strict=True))


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", LARGER),
        ("zh", LARGER_IN_CHINESE),
    ],
)
def test_a_difference_says_which_is_the_larger_and_by_how_much(
    shipped_library: Library, language: Language, text: str
) -> None:
    derivation = Derivation(Operation.DIFFERENCE, operands((METAVERSE, 350), (TERMINALS, 700)))

    assert concluded(derivation, shipped_library, language) == text


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "as the numbers are bounds, the real difference is open"), ("zh", "实际相差多少没有确定")],
)
def test_between_two_lower_bounds_the_difference_is_left_open(
    shipped_library: Library, language: Language, said: str
) -> None:
    derivation = Derivation(Operation.DIFFERENCE, operands((GREEN, 500), (TERMINALS, 700)))

    text = concluded(derivation, shipped_library, language)

    assert text is not None
    assert said in text


@pytest.mark.parametrize(
    "text",
    [
        TOGETHER.replace("1.55", "1.65"),
        TOGETHER.replace("more than RMB 1.55", "RMB 1.55"),
        TOGETHER.replace("; their scopes may overlap", ""),
        TOGETHER.replace("RMB 350", "more than RMB 350"),
        TOGETHER.replace("metaverse industry", "software industry"),
        TOGETHER.replace("2025", "2030"),
        TOGETHER + " Tax is waived.",
    ],
)
def test_a_derived_sentence_that_is_not_what_follows_is_not_shown(verifier: Verifier, text: str) -> None:
    found = checked(verifier, draft(text, ALL))

    assert [r.fault for r in found.rejected] == [Fault.DERIVED]


@pytest.mark.parametrize(
    "derivation",
    [
        # The software industry's figure is none of the metaverse industry.
        summed((GREEN, 500), (METAVERSE, 1500)),
        summed((GREEN, 500), (METAVERSE, 550)),
        # The output of vehicles is none of the terminal industry.
        summed((TERMINALS, 500), (GREEN, 500)),
    ],
)
def test_a_figure_of_something_else_is_no_operand(
    shipped_library: Library, verifier: Verifier, derivation: Derivation
) -> None:
    text = concluded(derivation, shipped_library, "en")

    found = checked(verifier, draft(text or "", derivation))

    assert text is not None
    assert [r.fault for r in found.rejected] == [Fault.DERIVED]


@pytest.mark.parametrize(
    "derivation",
    [
        summed((GREEN, 500)),
        summed((GREEN, 501), (METAVERSE, 350)),
        summed((GREEN, 500), (GREEN, 500)),
        summed((GREEN, 500), (ClauseRef("metaverse", "9.9"), 350)),
        Derivation(Operation.SUM, operands((GREEN, 500), (METAVERSE, 350), unit="USD")),
        Derivation(Operation.DIFFERENCE, operands((GREEN, 500), (METAVERSE, 350), (TERMINALS, 700))),
        # 2025 and 2030 do not add up, nor does what is only striven for.
        summed((GREEN, 500), (ClauseRef("press-2022-11-23", "p3"), 500)),
    ],
)
def test_nothing_follows_from_what_cannot_be_compared(shipped_library: Library, derivation: Derivation) -> None:
    assert concluded(derivation, shipped_library, "en") is None


def test_every_clause_it_reckons_with_has_to_be_cited_and_retrieved(verifier: Verifier) -> None:
    uncited = checked(verifier, draft(TOGETHER, ALL, GREEN, METAVERSE))
    unknown = verifier.verify([draft(TOGETHER, ALL)], language="en", retrieved={GREEN, METAVERSE})

    assert [r.fault for r in uncited.rejected] == [Fault.DERIVED]
    assert [r.fault for r in unknown.rejected] == [Fault.NOT_RETRIEVED]


def test_without_a_derivation_a_sum_is_a_figure_its_clauses_do_not_have(verifier: Verifier) -> None:
    found = checked(verifier, replace(draft(TOGETHER, ALL), derivation=None))

    assert [r.fault for r in found.rejected] == [Fault.FIGURE]


def asked_for(text: str, library: Library, gazetteer: Gazetteer) -> Question:
    return understand(text, library, gazetteer)


@pytest.mark.parametrize(
    ("text", "operation"),
    [
        ("What do the three plans aim for together?", Operation.SUM),
        ("三个方案的产业规模目标加起来是多少？", Operation.SUM),
        ("How much larger is the metaverse target than the green one?", Operation.DIFFERENCE),
        ("绿色低碳和智能终端的规模目标相差多少？", Operation.DIFFERENCE),
        ("三个方案合计要培育多少家企业？", None),
        ("How many parks do the plans aim for in total?", None),
        ("三个方案的产业规模目标分别是多少？", None),
        ("What is the difference in safeguards between the plans?", None),
        ("三个方案合计突破2万亿元吗？", None),
        ("深圳三个产业合计多少？", None),
    ],
)
def test_only_a_question_for_sizes_of_industries_is_reckoned(
    shipped_library: Library, gazetteer: Gazetteer, text: str, operation: Operation | None
) -> None:
    question = asked_for(text, shipped_library, gazetteer)

    assert asked(question) is operation


@pytest.mark.parametrize(
    ("text", "works"),
    [
        ("三个产业合计多少？", ["green", "metaverse", "terminals"]),
        ("元宇宙、绿色和智能终端的规模目标合计多少？", ["green", "metaverse", "terminals"]),
        ("What is the combined target of green and metaverse?", ["green", "metaverse"]),
        ("元宇宙的总规模是多少？", []),
        ("三个产业2030年合计多少？", []),
    ],
)
def test_no_plan_that_is_named_is_left_out(
    shipped_library: Library, gazetteer: Gazetteer, text: str, works: list[str]
) -> None:
    drafts = Deriver(shipped_library).drafts(asked_for(text, shipped_library, gazetteer))

    cited = sorted(c.ref.work for draft in drafts[:1] for c in draft.citations)

    assert cited == works


def test_beside_the_sum_stands_what_the_press_conference_says_of_the_total(assistant: Assistant) -> None:
    found = assistant.ask("How much do the three plans aim for together?")

    assert isinstance(found, Answer)
    assert [(s.support, s.citations) for s in found.sentences] == [
        (Support.DERIVED, (1, 2, 3)),
        (Support.VERBATIM, (4,)),
    ]
    assert found.sentences[0].text == TOGETHER
    assert "exceed RMB 1.5 trillion" in found.sentences[1].text
    assert str(found.citations[3].ref) == "press-2022-07-08/p3"


def test_a_sum_of_two_has_no_word_on_the_total_of_three(assistant: Assistant) -> None:
    found = assistant.ask("绿色低碳、元宇宙两个产业2025年目标规模之和是多少？")

    assert isinstance(found, Answer)
    assert [s.text for s in found.sentences] == [
        "两项2025年目标相加超过8500亿元：超过5000亿元（绿色低碳产业）＋达到3500亿元（元宇宙产业）；各项的统计范围可能重叠。"
    ]


def two_plans(first: str, second: str) -> Library:
    """Return a library of two plans of one sentence each, about kites and about drums."""
    works, expressions = [], []
    for name, subject, text in (("kites", "风筝产业", first), ("drums", "锣鼓产业", second)):
        title = Bilingual(f"{subject}方案", "")
        works.append(Work(name, title, title, Bilingual("", ""), Authority.OFFICIAL, subjects=(subject,)))
        clause = Clause("p1", Level.PARAGRAPH, "", "", Span(0, len(text)))
        expressions.append(Expression(name, "zh", Edition.DIGEST, text, (clause,)))
    return catalogue(works, expressions, [])


@pytest.mark.parametrize(
    ("first", "second", "operation", "text"),
    [
        (
            "风筝产业规模2026年达到30亿元。",
            "锣鼓产业规模2026年达到30亿元。",
            Operation.DIFFERENCE,
            "两项2026年目标的数字相同：达到30亿元（风筝产业）、达到30亿元（锣鼓产业）。",
        ),
        (
            "风筝产业规模2026年达到30亿元。",
            "锣鼓产业规模2026年达到30亿元。",
            Operation.SUM,
            "两项2026年目标相加为60亿元：达到30亿元（风筝产业）＋达到30亿元（锣鼓产业）；各项的统计范围可能重叠。",
        ),
        ("风筝产业规模2026年约30亿元。", "锣鼓产业规模2026年突破30亿元。", Operation.SUM, None),
        ("风筝产业规模2026年达到30亿元。", "锣鼓产业规模2027年达到30亿元。", Operation.SUM, None),
        ("力争风筝产业规模2026年达到30亿元。", "锣鼓产业规模2026年达到30亿元。", Operation.SUM, None),
        ("风筝产业规模达到30亿元。", "锣鼓产业规模达到30亿元。", Operation.SUM, None),
    ],
)
def test_what_follows_keeps_to_bounds_years_and_striving(
    first: str, second: str, operation: Operation, text: str | None
) -> None:
    library = two_plans(first, second)
    both = operands((ClauseRef("kites", "p1"), 3), (ClauseRef("drums", "p1"), 3))

    assert concluded(Derivation(operation, both), library, "zh") == text
