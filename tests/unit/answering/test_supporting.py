"""What one sentence bears out of another, on sentences made by hand."""

from __future__ import annotations

import pytest

from assistant.answering.statements import Force, statement
from assistant.answering.supporting import Ground, Lack, Shortfall, borne_out, shortfall, unsupported
from assistant.terms import Glossary, Term, TermKind
from assistant.works import ClauseRef, Language

NO_NAMES = Glossary(())
KITES = Glossary((
    Term("风筝协会", "Kite Association", TermKind.ORGANISATION, ("风协",), ("KA",)),
    Term("线轴", "spool", TermKind.PRODUCT, ("绕线轮",), ("reel",)),
    Term("李风", "Li Feng", TermKind.PERSON),
    Term("王线", "Wang Xian", TermKind.PERSON),
))  # fmt: skip


def ground(text: str, language: Language, *, frame: str = "", siblings: tuple[str, ...] = ()) -> Ground:
    others = tuple(statement(one, language) for one in siblings)
    return Ground(ClauseRef("kites", "p1"), statement(text, language), frame, siblings=others)


def lack(
    claim: str, evidence: str, language: Language, *, frame: str = "", glossary: Glossary = NO_NAMES
) -> Lack | None:
    found = shortfall(statement(claim, language), ground(evidence, language, frame=frame), glossary)
    return found.lack if found else None


EVIDENCE = "Kite makers are encouraged to build 20 or more workshops, and spools are to be tested by 2026."


@pytest.mark.parametrize(
    ("claim", "lacks"),
    [
        ("Kite makers are encouraged to build at least 20 workshops.", None),
        ("By 2026 spools are to be tested.", None),
        ("By the end of 2026, spools will be tested.", None),
        ("Spools are to be sold by 2026.", Lack.CONTENT),
        ("Kite makers are encouraged to build 20 workshops.", Lack.FIGURE),
        ("Kite makers are encouraged to build 21 or more workshops.", Lack.FIGURE),
        ("20 or more spools are to be tested.", Lack.ATTACHED),
        ("Kite makers are to build at least 20 workshops.", Lack.FORCE),
        ("Spools must be tested by 2026.", Lack.FORCE),
        ("Spools may be tested by 2026.", Lack.FORCE),
        ("Spools are not to be tested by 2026.", Lack.CONTENT),
    ],
)
def test_an_english_sentence_bears_out_what_it_says_and_no_more(claim: str, lacks: Lack | None) -> None:
    assert lack(claim, EVIDENCE, "en") is lacks


CHINESE = "鼓励风筝厂建设20家以上的工坊，线轴到2026年要完成检测。"


@pytest.mark.parametrize(
    ("claim", "lacks"),
    [
        ("鼓励风筝厂打造不少于20家的工坊。", None),
        ("到2026年底，线轴将完成检测。", None),
        ("线轴到2026年要销售。", Lack.CONTENT),
        ("鼓励风筝厂建设20家工坊。", Lack.FIGURE),
        ("检测线轴20家以上。", Lack.ATTACHED),
        ("风筝厂要建设20家以上的工坊。", Lack.FORCE),
        ("线轴到2026年必须完成检测。", Lack.FORCE),
        ("线轴到2026年不完成检测。", Lack.CONTENT),
    ],
)
def test_a_chinese_sentence_bears_out_what_it_says_and_no_more(claim: str, lacks: Lack | None) -> None:
    assert lack(claim, CHINESE, "zh") is lacks


def test_what_is_over_a_clause_may_be_said_but_a_name_has_to_stand_in_it() -> None:
    evidence, frame = "20 workshops are to be built.", "Kite Plan\nIssued by the Kite Association"

    subject = lack("20 kite workshops are to be built.", evidence, "en", frame=frame, glossary=KITES)
    name = lack("The Kite Association is to build 20 workshops.", evidence, "en", frame=frame, glossary=KITES)

    assert (subject, name) == (None, Lack.CONTENT)


def test_another_name_of_the_glossary_says_the_same() -> None:
    known = lack("到2026年，绕线轮要完成检测。", CHINESE, "zh", glossary=KITES)
    unknown = lack("到2026年，绕线轮要完成检测。", CHINESE, "zh")

    assert (known, unknown) == (None, Lack.CONTENT)


def test_a_clause_in_the_other_language_supports_only_names_of_the_glossary() -> None:
    evidence = ground("风筝协会检测线轴。", "zh")

    named = unsupported(statement("The Kite Association and spools.", "en"), evidence, KITES)
    said = unsupported(statement("The Kite Association tests spools.", "en"), evidence, KITES)

    assert (named, said) == ((), ("tests",))


def test_what_one_person_is_said_to_be_is_not_said_of_another() -> None:
    evidence = "Present were Li Feng (head of kites) and Wang Xian (keeper of drums)."

    right = lack("Wang Xian is keeper of drums.", evidence, "en", glossary=KITES)
    wrong = lack("Li Feng is keeper of drums.", evidence, "en", glossary=KITES)

    assert (right, wrong) == (None, Lack.ATTACHED)


@pytest.mark.parametrize(
    ("claim", "lacks"),
    [
        ("Kites cannot fly without a line.", None),
        ("Kites can fly without a line.", Lack.FORCE),
        ("Kites fly with a line.", Lack.FORCE),
    ],
)
def test_two_denials_are_not_one(claim: str, lacks: Lack | None) -> None:
    evidence = "Kites cannot fly without a line." if "with a" not in claim else "Kites never fly without a line."

    assert lack(claim, evidence, "en") is lacks


def test_who_has_exceeded_a_number_is_not_who_is_to_exceed_it() -> None:
    evidence = "The industry is to exceed RMB 3 billion by 2026."

    assert lack("The industry exceeded RMB 3 billion by 2026.", evidence, "en") is Lack.FORCE
    assert lack("到2026年，产业突破了30亿元。", "产业到2026年突破30亿元。", "zh") is Lack.FORCE


def test_a_figure_of_another_sentence_of_the_clause_is_not_taken_for_this_one() -> None:
    about_drums = "Driven by kites, the drum and flute making industry is to exceed RMB 5 billion by 2026."
    about_kites = "The kite industry is to reach RMB 3 billion by 2026."
    claim = statement("The kite industry is to exceed RMB 5 billion by 2026.", "en")

    alone = shortfall(claim, ground(about_drums, "en", frame="Kite industry"), NO_NAMES)
    beside = shortfall(claim, ground(about_drums, "en", frame="Kite industry", siblings=(about_kites,)), NO_NAMES)

    assert alone is None
    assert beside == Shortfall(Lack.ATTACHED, "RMB 5 billion", 1)


def test_the_parts_of_a_sentence_may_each_have_a_ground_that_is_about_the_same() -> None:
    grounds = [
        ground("Kite workshops are to number 20.", "en"),
        ground("Spools are to be tested, to keep lines safe.", "en"),
    ]

    both = borne_out("Kite workshops are to number 20, and spools are to be tested.", "en", grounds, NO_NAMES)
    mixed = borne_out("Kite workshops are to number 20, and lines are to be tested.", "en", grounds, NO_NAMES)
    purpose = borne_out("Kite workshops are to number 20, with lines kept safe.", "en", grounds, NO_NAMES)

    assert both == tuple(grounds)
    assert isinstance(mixed, Shortfall)
    assert isinstance(purpose, Shortfall)


@pytest.mark.parametrize("text", ["", "The plan is to do so.", "。"])
def test_a_sentence_that_says_nothing_is_not_borne_out(text: str) -> None:
    found = borne_out(text, "en", [ground(EVIDENCE, "en")], NO_NAMES)

    assert found == Shortfall(Lack.CONTENT, text, 0)


def test_without_a_ground_nothing_is_borne_out() -> None:
    found = borne_out("Kites fly.", "en", [], NO_NAMES)

    assert found == Shortfall(Lack.CONTENT, "Kites fly.", 0)


@pytest.mark.parametrize(
    ("text", "language", "forces"),
    [
        ("Kites must not fly.", "en", {Force.MUST, Force.NOT}),
        ("Makers are supported, and others may apply.", "en", {Force.SUPPORT, Force.MAY}),
        ("A fund to support makers is to be explored.", "en", {Force.EXPLORE}),
        ("No fewer than 20 kites fly.", "en", set()),
        ("鼓励试点，不得收费。", "zh", {Force.ENCOURAGE, Force.PILOT, Force.NOT}),
        ("风筝供应不断，应用广泛，未来可期。", "zh", set()),
        (
            "应当引导，可以探索，力争支持。",
            "zh",
            {Force.MUST, Force.GUIDE, Force.MAY, Force.EXPLORE, Force.STRIVE, Force.SUPPORT},
        ),
    ],
)
def test_words_of_force_are_told_from_words_that_look_like_them(
    text: str, language: Language, forces: set[Force]
) -> None:
    assert statement(text, language).forces == forces


@pytest.mark.parametrize(
    ("claim", "lacks"),
    [
        ("Kite makers are to draw festivals.", None),
        ("Festivals are to draw kite makers.", Lack.ROLES),
    ],
)
def test_a_sentence_that_exchanges_its_parties_is_not_borne_out(claim: str, lacks: Lack | None) -> None:
    assert lack(claim, "Kite makers are to draw festivals to town.", "en") is lacks


@pytest.mark.parametrize(
    ("claim", "evidence", "language"),
    [
        (
            "The price of spools is to rise with silk.",
            "Silk is to be rising in use, to bring down the price of spools.",
            "en",
        ),
        ("线轴价格要提高。", "线轴价格要提高透明度，把价格降下来。", "zh"),
    ],
)
def test_what_goes_both_ways_in_the_evidence_is_left_open(claim: str, evidence: str, language: Language) -> None:
    assert lack(claim, evidence, language) is None


def test_what_goes_up_is_not_borne_out_by_what_goes_down() -> None:
    english = lack("Spools are to be raised in price.", "Spools are to be improved and cheaper in price.", "en")
    chinese = lack("线轴价格要提升。", "线轴工艺要改善，线轴价格要压低。", "zh")

    assert english is Lack.FORCE
    assert chinese is Lack.FORCE


@pytest.mark.parametrize("turn", ["give up", "phase out", "do away with"])
def test_what_is_given_up_is_denied(turn: str) -> None:
    assert Force.NOT in statement(f"Kite makers are to {turn} spools.", "en").forces


def test_a_verb_that_only_a_heading_has_is_not_borne_out() -> None:
    evidence, frame = "Kite makers are to make use of policies on spools.", "Training of kite makers"

    assert lack("Kite makers are to train spools.", evidence, "en", frame=frame) is Lack.CONTENT
    assert lack("Kite makers in training are to use policies on spools.", evidence, "en", frame=frame) is None


def test_one_character_of_a_longer_word_raises_nothing() -> None:
    assert lack("线轴要提高。", "高级线轴要检测。", "zh") is Lack.CONTENT
