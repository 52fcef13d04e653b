"""Which sentences of the clauses found make the answer; the thresholds are measured, so none is pinned."""

from __future__ import annotations

from dataclasses import replace

from assistant.answering.composing import LOOKUP_SENTENCES, compose, compose_lookup, compose_sides
from assistant.answers import DraftCitation, DraftSentence
from assistant.retrieval.cues import Wants
from assistant.retrieval.requirements import Requirement, RequirementKind
from assistant.retrieval.search import Evidence
from assistant.retrieval.understanding import Question
from assistant.terms import Term, TermKind, TermMatch
from assistant.works import ClauseRef, Span

from .conftest import evidence

ASKED = Question(text="风筝怎么样", language="zh", wants=frozenset(), content="风筝怎么样")
COUNTING = Question(text="风筝厂多少家", language="zh", wants=frozenset({Wants.FIGURE}), counted="风筝厂")


def rated(found: Evidence, *scores: float) -> Evidence:
    pairs = zip(found.sentences, scores, strict=True)
    return replace(found, sentences=tuple(replace(s, score=score, coverage=score, cosine=score) for s, score in pairs))


def texts(drafts: tuple[DraftSentence, ...]) -> list[str]:
    return [one.text for one in drafts]


def test_nothing_found_composes_nothing() -> None:
    assert compose(ASKED, []).drafts == ()
    assert compose_sides(ASKED, [[], []]).drafts == ()
    assert compose_lookup([]).drafts == ()


def test_the_best_sentence_is_chosen_and_cites_its_clause() -> None:
    found = rated(evidence("kites/p1", "风筝多。", "线长。"), 0.9, 0.1)

    composed = compose(ASKED, [found])

    assert composed.drafts == (DraftSentence("风筝多。", (DraftCitation(ClauseRef("kites", "p1")),)),)


def test_sentences_come_in_the_order_of_their_clause_whatever_their_score() -> None:
    found = rated(evidence("kites/p1", "甲。", "乙。"), 0.89, 0.9)

    assert texts(compose(ASKED, [found]).drafts) == ["甲。", "乙。"]


def test_clauses_come_best_first() -> None:
    found = [evidence("kites/p9", "甲。", rank=1), evidence("kites/p1", "乙。", rank=2)]

    assert texts(compose(ASKED, found).drafts) == ["甲。", "乙。"]


def test_a_far_weaker_clause_adds_nothing() -> None:
    found = [evidence("kites/p1", "甲。", score=0.9), evidence("kites/p2", "乙。", score=0.1, rank=2)]

    assert texts(compose(ASKED, found).drafts) == ["甲。"]


def test_a_question_for_a_number_is_answered_by_the_sentence_with_a_number() -> None:
    found = rated(evidence("kites/p1", "风筝厂要多。", "风筝厂20家。"), 0.9, 0.8)

    assert texts(compose(COUNTING, [found]).drafts) == ["风筝厂20家。"]


def test_every_side_of_a_comparison_is_heard_in_the_order_given() -> None:
    weak, strong = evidence("kites/p1", "甲。", score=0.3), evidence("drums/p1", "乙。", score=0.9)

    composed = compose_sides(ASKED, [[weak], [], [strong]])

    assert texts(composed.drafts) == ["甲。", "乙。"]


def test_a_clause_looked_up_is_shown_whole_in_its_order() -> None:
    composed = compose_lookup([rated(evidence("kites/p1", "甲。", "乙。", "丙。"), 0.1, 0.9, 0.5)])

    assert texts(composed.drafts) == ["甲。", "乙。", "丙。"]
    assert not composed.shortened


def test_a_long_place_is_shown_from_the_beginning_of_each_clause_and_says_so() -> None:
    many = [evidence(f"kites/p{n}", *(f"{n}之{m}。" for m in range(LOOKUP_SENTENCES))) for n in (1, 2)]

    composed = compose_lookup(many)

    assert composed.shortened
    assert len(composed.drafts) == LOOKUP_SENTENCES
    assert texts(composed.drafts)[0] == "1之0。"
    assert texts(composed.drafts)[LOOKUP_SENTENCES // 2] == "2之0。"


def test_every_one_of_very_many_clauses_is_shown() -> None:
    many = [evidence(f"kites/p{n}", "甲。", "乙。") for n in range(3 * LOOKUP_SENTENCES)]

    composed = compose_lookup(many)

    assert len({one.citations for one in composed.drafts}) == 3 * LOOKUP_SENTENCES


def test_a_question_for_a_place_is_answered_by_the_sentence_that_names_one() -> None:
    site = Requirement(RequirementKind.SITE, ("潍坊",))
    asked = replace(ASKED, text="风筝厂设在哪", requires=(site,))
    found = rated(evidence("kites/p1", "风筝厂要多。", "风筝厂在潍坊。"), 0.9, 0.8)

    assert texts(compose(asked, [found]).drafts) == ["风筝厂在潍坊。"]


def test_a_question_for_the_size_of_a_thing_is_answered_by_the_sentence_that_names_it() -> None:
    kites = TermMatch(Term("风筝", "kite", TermKind.INDUSTRY), Span(0, 2))
    asked = Question("风筝多大规模", "zh", frozenset({Wants.FIGURE}), terms=(kites,))
    found = rated(evidence("kites/p1", "纸伞产业5亿元。", "风筝产业3亿元。"), 0.9, 0.8)

    assert texts(compose(asked, [found]).drafts) == ["风筝产业3亿元。"]


def test_the_clause_found_first_is_cited_even_where_another_has_the_best_sentence() -> None:
    first = rated(evidence("kites/p1", "甲。", score=0.9), 0.1)
    second = rated(evidence("kites/p2", "乙。", score=0.8, rank=2), 0.9)

    assert {draft.citations[0].ref.eid for draft in compose(ASKED, [first, second]).drafts} == {"p1", "p2"}


def test_a_clause_found_by_far_better_answers_before_a_sentence_that_reads_better() -> None:
    better_found = rated(evidence("kites/p1", "甲。", score=0.9), 0.4)
    better_read = rated(evidence("kites/p2", "乙。", score=0.5, rank=2), 0.9)

    assert texts(compose(ASKED, [better_found, better_read]).drafts) == ["甲。"]
