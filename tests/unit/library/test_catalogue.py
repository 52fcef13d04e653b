"""What there is to ask about: digests, official texts beside them, and what is indexed of each."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.errors import ClauseNotFoundError, WorkNotFoundError
from assistant.library import Library
from assistant.library.added import Added
from assistant.library.catalogue import catalogue
from assistant.works import Authority, Bilingual, Clause, ClauseRef, Edition, Expression, Language, Level, Span, Work

PLAN = Work(
    "kites", Bilingual("风筝方案", "Kite Plan"), Bilingual("风筝", "Kites"), Bilingual("", ""), Authority.OFFICIAL
)
RULES = Work("rules", Bilingual("放飞办法", ""), Bilingual("放飞办法", ""), Bilingual("", ""), Authority.OFFICIAL)


def expression(work: str, language: Language, edition: Edition, *, extra: bool = False) -> Expression:
    text = "任务\n放风筝。\n收风筝。\n晒风筝。"
    clauses = [
        Clause("1", Level.PART, "一、", "任务", Span(3, 12)),
        Clause("1.1", Level.SECTION, "（一）", "放", Span(3, 7), "1"),
        Clause("1.2", Level.SECTION, "（二）", "收", Span(8, 12), "1"),
    ]
    if extra:
        clauses.append(Clause("1.3", Level.SECTION, "（三）", "晒", Span(13, 17), "1"))
    return Expression(work, language, edition, text, tuple(clauses))


DIGESTS = (expression("kites", "zh", Edition.DIGEST), expression("kites", "en", Edition.DIGEST))
OFFICIAL = Added(
    PLAN, expression("kites", "zh", Edition.OFFICIAL, extra=True), frozenset({"1.1"}), known=True, source="k.txt"
)
NEW = Added(RULES, expression("rules", "zh", Edition.OFFICIAL), frozenset(), known=False, source="r.txt")


@pytest.fixture
def library() -> Library:
    return catalogue([PLAN], DIGESTS, [OFFICIAL, NEW])


def test_shipped_works_come_first_and_a_known_work_only_once(library: Library) -> None:
    works = library.works

    ids = [work.id for work in works]

    assert ids == ["kites", "rules"]


def test_a_work_is_shipped_when_its_digest_is(library: Library) -> None:
    ids = ("kites", "rules", "nothing")

    shipped = [library.is_shipped(one) for one in ids]

    assert shipped == [True, False, False]


def test_an_unknown_work_is_named(library: Library) -> None:
    name = "abacus"

    with pytest.raises(WorkNotFoundError, match="no work 'abacus'"):
        library.work(name)

    with pytest.raises(WorkNotFoundError):
        library.answering(name, "zh")


def test_a_work_with_a_digest_is_answered_from_it_whatever_is_installed(library: Library) -> None:
    work = "kites"

    chosen = [library.answering(work, language) for language in ("zh", "en")]

    assert [(one.language, one.edition) for one in chosen] == [("zh", Edition.DIGEST), ("en", Edition.DIGEST)]


def test_a_work_without_a_digest_is_answered_from_its_text_in_the_language_it_has(library: Library) -> None:
    work = "rules"

    chosen = [library.answering(work, language) for language in ("zh", "en")]

    assert [(one.language, one.edition) for one in chosen] == [("zh", Edition.OFFICIAL), ("zh", Edition.OFFICIAL)]


def test_only_a_clause_that_matched_its_fingerprint_may_be_quoted(library: Library) -> None:
    refs = [ClauseRef("kites", eid) for eid in ("1.1", "1.2", "1.3", "9")]

    quoted = [library.official(ref) is not None for ref in refs]

    assert quoted == [True, False, False, False]
    assert [library.is_verified(ref) for ref in refs] == [True, False, False, False]


def test_a_clause_of_a_new_work_is_quoted_but_not_verified(library: Library) -> None:
    ref = ClauseRef("rules", "1.2")

    quoted = library.official(ref)

    assert quoted is NEW.expression
    assert not library.is_verified(ref)


def test_a_reference_is_checked_against_work_and_clause(library: Library) -> None:
    ref = ClauseRef("kites", "1.2")

    checked = library.check(ref)

    assert checked == ref
    with pytest.raises(ClauseNotFoundError, match="no clause '9'"):
        library.check(ClauseRef("kites", "9"))
    with pytest.raises(WorkNotFoundError):
        library.check(ClauseRef("abacus", "1"))


def test_a_clause_is_there_or_is_not(library: Library) -> None:
    refs = [ClauseRef("kites", "1.2"), ClauseRef("kites", "9"), ClauseRef("abacus", "1")]

    assert [library.has(ref) for ref in refs] == [True, False, False]


def test_a_clause_that_only_a_foreign_official_text_has_does_not_exist(library: Library) -> None:
    ref = ClauseRef("kites", "1.3")

    with pytest.raises(ClauseNotFoundError):
        library.check(ref)

    assert ref not in [passage.ref for passage in library.passages()]


def test_labels_are_in_the_language_asked_for(library: Library) -> None:
    ref = ClauseRef("kites", "1.2")

    labels = (library.label(ref, "zh"), library.label(ref, "en"))

    assert labels == ("《风筝》一（二）", "Kites, I(2)")


def test_leaves_are_in_document_order(library: Library) -> None:
    work = "kites"

    leaves = library.leaves(work)

    assert leaves == (ClauseRef("kites", "1.1"), ClauseRef("kites", "1.2"))


def test_leaves_are_indexed_but_for_the_official_text_of_a_work_with_a_digest(library: Library) -> None:
    passages = list(library.passages())

    found = [(str(p.ref), p.language, p.edition.value) for p in passages]

    assert found == [
        ("kites/1.1", "zh", "digest"),
        ("kites/1.2", "zh", "digest"),
        ("kites/1.1", "en", "digest"),
        ("kites/1.2", "en", "digest"),
        ("rules/1.1", "zh", "official"),
        ("rules/1.2", "zh", "official"),
    ]


def test_a_passage_has_the_headings_above_it_in_front(library: Library) -> None:
    passages = {(str(p.ref), p.language): p for p in library.passages() if p.edition is Edition.DIGEST}

    text = passages["kites/1.1", "en"].text

    assert text == "Kites · 任务 · 放\n放风筝。"


def test_every_passage_of_the_library_has_a_label(library: Library) -> None:
    refs = [passage.ref for passage in library.passages()]

    labels = [library.label(ref, "zh") for ref in refs]

    assert all(label.startswith("《") for label in labels)


def test_equal_libraries_have_equal_digests(library: Library) -> None:
    again = catalogue([PLAN], DIGESTS, [OFFICIAL, NEW])

    digests = (library.digest, again.digest)

    assert digests[0] == digests[1]
    assert len(library.digest) == 64


def test_the_official_text_of_a_work_with_a_digest_leaves_the_index_as_it_is(library: Library) -> None:
    without = catalogue([PLAN], DIGESTS, [NEW])

    digests = (library.digest, without.digest)

    assert digests[0] == digests[1]


@pytest.mark.parametrize("what", ["text", "heading", "title", "removed"])
def test_whatever_changes_a_passage_changes_the_digest(library: Library, what: str) -> None:
    zh, en = DIGESTS
    other = {
        "text": catalogue([PLAN], (replace(zh, text=zh.text.replace("收", "放")), en), [OFFICIAL, NEW]),
        "heading": catalogue(
            [PLAN],
            (replace(zh, clauses=(zh.clauses[0], zh.clauses[1], replace(zh.clauses[2], heading="晒"))), en),
            [OFFICIAL, NEW],
        ),
        "title": catalogue([replace(PLAN, short_title=Bilingual("纸鸢", "Kites"))], DIGESTS, [OFFICIAL, NEW]),
        "removed": catalogue([PLAN], DIGESTS, [OFFICIAL]),
    }[what]

    digests = (library.digest, other.digest)

    assert digests[0] != digests[1]
