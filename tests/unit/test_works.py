"""Works, expressions and clauses: looking up, walking the tree, references in print."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.errors import ClauseNotFoundError
from assistant.works import Bilingual, Clause, ClauseRef, Edition, Expression, Level, Span

TEXT = "一、总则\n（一）原则\n放风筝。\n收风筝。\n二、附则\n"
PART = Clause("1", Level.PART, "一、", "总则", Span(5, 19))
SECTION = Clause("1.1", Level.SECTION, "（一）", "原则", Span(11, 19), "1")
FLY = Clause("1.1.p1", Level.PARAGRAPH, "", "", Span(11, 15), "1.1")
FETCH = Clause("1.1.p2", Level.PARAGRAPH, "", "", Span(16, 20), "1.1")
LAST = Clause("2", Level.PART, "二、", "附则", Span(26, 26))
KITES = Expression("kites", "zh", Edition.DIGEST, TEXT, (PART, SECTION, FLY, FETCH, LAST))


def test_a_clause_reference_is_printed_as_work_slash_eid() -> None:
    ref = ClauseRef("green", "2.2.6")

    printed = str(ref)

    assert printed == "green/2.2.6"


def test_a_clause_reference_is_read_with_white_space_around_it() -> None:
    text = "  green/1.2.p1\n"

    ref = ClauseRef.parse(text)

    assert ref == ClauseRef("green", "1.2.p1")


def test_only_the_first_slash_divides_work_and_eid() -> None:
    text = "green/2/6"

    ref = ClauseRef.parse(text)

    assert (ref.work, ref.eid) == ("green", "2/6")


@pytest.mark.parametrize("text", ["", "/", "green", "green/", "/2.2.6", "   "])
def test_what_lacks_a_work_or_an_eid_is_no_clause_reference(text: str) -> None:
    message = "work/eid, for example green/2.2.6"

    with pytest.raises(ValueError, match=message) as caught:
        ClauseRef.parse(text)

    assert repr(text) in str(caught.value)


@given(st.from_regex(r"[a-z0-9-]{1,12}", fullmatch=True), st.from_regex(r"[0-9p.-]{1,12}", fullmatch=True))
def test_a_printed_reference_is_read_back(work: str, eid: str) -> None:
    ref = ClauseRef(work, eid)

    again = ClauseRef.parse(str(ref))

    assert again == ref


def test_references_are_ordered_by_work_then_eid() -> None:
    refs = [ClauseRef("metaverse", "1"), ClauseRef("green", "2"), ClauseRef("green", "1")]

    ordered = sorted(refs)

    assert [str(ref) for ref in ordered] == ["green/1", "green/2", "metaverse/1"]


def test_a_text_in_one_language_stands_in_for_the_other() -> None:
    chinese_only = Bilingual("风筝", "")
    english_only = Bilingual("", "kites")

    shown = (chinese_only.get("en"), english_only.get("zh"), chinese_only.get("zh"), english_only.get("en"))

    assert shown == ("风筝", "kites", "风筝", "kites")


def test_a_text_in_both_languages_comes_in_the_one_asked_for() -> None:
    title = Bilingual("风筝", "kites")

    shown = (title.get("zh"), title.get("en"))

    assert shown == ("风筝", "kites")


def test_a_span_is_half_open_and_counts_code_points() -> None:
    span = Span(1, 3)

    part = span.of("甲𠀀乙丙")

    assert part == "𠀀乙"


def test_a_clause_is_found_by_its_id() -> None:
    eid = "1.1.p1"

    clause = KITES.clause(eid)

    assert clause is FLY
    assert KITES.text_of(eid) == "放风筝。"


def test_a_clause_that_is_not_there_is_named_in_the_error() -> None:
    eid = "9.9"

    with pytest.raises(ClauseNotFoundError, match=r"no clause '9\.9' in work 'kites'") as caught:
        KITES.clause(eid)

    assert (caught.value.work, caught.value.eid) == ("kites", "9.9")
    assert eid not in KITES


def test_leaves_are_the_clauses_that_contain_no_other() -> None:
    expression = KITES

    leaves = [clause.eid for clause in expression.leaves()]

    assert leaves == ["1.1.p1", "1.1.p2", "2"]


def test_ancestors_come_outermost_first() -> None:
    eid = "1.1.p2"

    above = [clause.eid for clause in KITES.ancestors(eid)]

    assert above == ["1", "1.1"]
    assert KITES.ancestors("2") == ()


def test_children_are_those_directly_inside() -> None:
    expression = KITES

    inside = [clause.eid for clause in expression.children("1")]
    top = [clause.eid for clause in expression.children(None)]

    assert inside == ["1.1"]
    assert top == ["1", "2"]


def test_a_clause_cannot_be_changed() -> None:
    clause = FLY

    with pytest.raises(dataclasses.FrozenInstanceError):
        clause.eid = "2"  # type: ignore[misc]  # that it is refused is the point

    assert clause.eid == "1.1.p1"
