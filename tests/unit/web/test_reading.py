from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.answers import Answer, Sentence, Support
from assistant.errors import ClauseNotFoundError
from assistant.library import Library
from assistant.library.added import Added
from assistant.web.reading import clause_view
from assistant.works import Clause, ClauseRef, Edition, Expression, Level, Span

SCALE = ClauseRef("green", "1.2.p1")


def test_a_clause_is_there_in_both_languages_with_the_headings_above_it(library: Library) -> None:
    view = clause_view(library, SCALE, language="en", outcome=None)

    assert [(c.language, c.edition, c.verified) for c in view.columns] == [
        ("zh", Edition.DIGEST, False),
        ("en", Edition.DIGEST, False),
    ]
    assert view.columns[0].above == ("一、总体要求", "（二）主要目标")
    assert view.columns[1].above == ("I · General requirements", "(2) Main goals")
    assert view.columns[1].heading == "Para. 1 · Rapid growth in industry scale"
    assert view.label == "Green and Low-Carbon Action Plan, I(2) para. 1"


def test_the_sentence_that_supports_is_marked_in_both_languages(library: Library, answer: Answer) -> None:
    view = clause_view(library, SCALE, language="en", outcome=answer)

    assert [[s.marked for s in column.sentences] for column in view.columns] == [[True, False], [True, False]]


def test_without_an_answer_nothing_is_marked(library: Library) -> None:
    view = clause_view(library, SCALE, language="zh", outcome=None)

    assert not any(s.marked for column in view.columns for s in column.sentences)


def test_another_clause_than_the_cited_one_has_no_marks(library: Library, answer: Answer) -> None:
    view = clause_view(library, ClauseRef("green", "1.2.p2"), language="en", outcome=answer)

    assert not any(s.marked for column in view.columns for s in column.sentences)


def test_where_the_sentence_is_not_word_for_word_the_quotation_is_marked(library: Library, answer: Answer) -> None:
    reworded = replace(answer, sentences=(Sentence("It will be large.", (1,), Support.SUPPORTED),))

    view = clause_view(library, SCALE, language="en", outcome=reworded)

    assert [s.marked for s in view.columns[1].sentences] == [True, False]


def test_official_wording_takes_the_place_of_the_digest_and_says_so(library: Library, answer: Answer) -> None:
    text = "官方的第一句话。官方的第二句话。"
    clauses = (
        Clause("1", Level.PART, "一、", "甲", Span(0, len(text))),
        Clause("1.2", Level.SECTION, "（二）", "乙", Span(0, len(text)), parent="1"),
        Clause("1.2.p1", Level.PARAGRAPH, "", "", Span(0, len(text)), parent="1.2"),
    )
    official = Expression("green", "zh", Edition.OFFICIAL, text, clauses)
    added = Added(library.work("green"), official, known=True, verified=frozenset({"1.2.p1"}), source="a.txt")
    installed = replace(library, expressions=(*library.expressions, official), added=(added,))
    cited = replace(answer.citations[0], edition=Edition.OFFICIAL, quote="官方的第二句话。", quote_language="zh")

    view = clause_view(installed, SCALE, language="en", outcome=replace(answer, citations=(cited,)))

    assert [(c.edition, c.verified) for c in view.columns] == [(Edition.OFFICIAL, True), (Edition.DIGEST, False)]
    assert [s.marked for s in view.columns[0].sentences] == [False, True]
    assert [s.marked for s in view.columns[1].sentences] == [True, False]


def test_a_clause_has_those_before_and_after_it(library: Library) -> None:
    view = clause_view(library, ClauseRef("green", "2.2.6"), language="zh", outcome=None)

    assert str(view.previous) == "green/2.2.5"
    assert str(view.following) == "green/2.3.7"


def test_the_first_clause_of_a_plan_has_none_before_it(library: Library) -> None:
    assert clause_view(library, ClauseRef("green", "preface"), language="zh", outcome=None).previous is None


def test_a_part_shows_the_clauses_inside_it(library: Library) -> None:
    view = clause_view(library, ClauseRef("green", "1"), language="en", outcome=None)

    assert [(str(inner.ref), inner.name) for inner in view.inside] == [
        ("green/1.1", "(1) Basic principles"),
        ("green/1.2", "(2) Main goals"),
    ]
    assert all(not column.sentences for column in view.columns)


def test_a_document_in_one_language_has_one_column(library: Library) -> None:
    one = tuple(e for e in library.expressions if e.work != "notice" or e.language == "zh")

    view = clause_view(replace(library, expressions=one), ClauseRef("notice", "p1"), language="en", outcome=None)

    assert [column.language for column in view.columns] == ["zh"]


def test_a_clause_that_does_not_exist_is_refused(library: Library) -> None:
    with pytest.raises(ClauseNotFoundError):
        clause_view(library, ClauseRef("green", "99"), language="en", outcome=None)
