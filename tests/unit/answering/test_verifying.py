"""What the verifier lets through, with which citation, and what it does not."""

from __future__ import annotations

import pytest

from assistant.answering.verifying import Fault, Rejected, Verified, Verifier
from assistant.answers import DraftCitation, DraftSentence, Support
from assistant.library import Library
from assistant.library.catalogue import catalogue
from assistant.works import (
    Authority,
    Bilingual,
    Clause,
    ClauseRef,
    Edition,
    Expression,
    Language,
    Level,
    Span,
    Work,
)

CHINESE = ("风筝产业到2026年突破30亿元。风筝厂不少于20家。", "风筝节每年办1次。")
ENGLISH = (
    "The kite industry is to exceed RMB 3 billion by 2026. Kite factories are to number no fewer than 20.",
    "The kite festival is held once a year.",
)
P1, P2 = ClauseRef("kites", "p1"), ClauseRef("kites", "p2")


def expression(language: Language, texts: tuple[str, ...]) -> Expression:
    clauses, start = [], 0
    for number, text in enumerate(texts, start=1):
        clauses.append(Clause(f"p{number}", Level.PARAGRAPH, "", "", Span(start, start + len(text))))
        start += len(text) + 1
    return Expression("kites", language, Edition.DIGEST, "\n".join(texts), tuple(clauses))


@pytest.fixture
def kites() -> Library:
    title = Bilingual("风筝方案", "Kite Plan")
    work = Work("kites", title, title, Bilingual("", ""), Authority.OFFICIAL)
    return catalogue([work], [expression("zh", CHINESE), expression("en", ENGLISH)], [])


def draft(text: str, *refs: ClauseRef) -> DraftSentence:
    return DraftSentence(text, tuple(DraftCitation(ref) for ref in refs))


def verified(library: Library, *drafts: DraftSentence, language: Language = "zh") -> Verified:
    return Verifier(library).verify(drafts, language=language, retrieved={P1, P2})


def test_a_sentence_of_its_clause_is_verbatim_and_quoted_word_for_word(kites: Library) -> None:
    found = verified(kites, draft("风筝厂不少于20家。", P1))

    assert [(s.text, s.citations, s.support) for s in found.sentences] == [
        ("风筝厂不少于20家。", (1,), Support.VERBATIM)
    ]
    citation = found.citations[0]
    assert (citation.n, citation.ref, citation.quote, citation.quote_language) == (1, P1, "风筝厂不少于20家。", "zh")
    assert (citation.edition, citation.authority, citation.rendering) == (Edition.DIGEST, Authority.OFFICIAL, None)
    assert not citation.verified
    assert found.rejected == ()


def test_a_sentence_in_other_words_is_supported_where_its_figures_stand(kites: Library) -> None:
    found = verified(kites, draft("到2026年，风筝产业规模要超过30亿元。", P1))

    assert found.sentences[0].support is Support.SUPPORTED
    assert found.citations[0].quote == "风筝产业到2026年突破30亿元。"


def test_two_sentences_of_a_clause_share_a_citation_whose_quote_spans_both(kites: Library) -> None:
    found = verified(kites, draft("风筝厂不少于20家。", P1), draft("风筝产业到2026年突破30亿元。", P1))

    assert [s.citations for s in found.sentences] == [(1,), (1,)]
    assert [c.quote for c in found.citations] == [CHINESE[0]]


def test_citations_are_numbered_in_order_of_appearance(kites: Library) -> None:
    found = verified(kites, draft("风筝节每年办1次。", P2), draft("风筝厂不少于20家。", P1))

    assert [s.citations for s in found.sentences] == [(1,), (2,)]
    assert [(c.n, c.ref) for c in found.citations] == [(1, P2), (2, P1)]


@pytest.mark.parametrize(
    ("text", "language", "detail"),
    [
        ("风筝产业到2026年突破31亿元。", "zh", "31亿元"),
        ("风筝产业到2027年突破30亿元。", "zh", "2027年, 30亿元"),
        ("风筝产业到2026年达到30亿元。", "zh", "30亿元"),
        ("风筝产业到2026年突破30万元。", "zh", "30万元"),
        ("风筝厂20家。", "zh", "20家"),
        ("The kite industry is to exceed RMB 3 million by 2026.", "en", "RMB 3 million"),
        ("Kite factories are to number 20.", "en", "20"),
    ],
)
def test_a_figure_that_differs_in_anything_is_not_shown(
    kites: Library, text: str, language: Language, detail: str
) -> None:
    found = verified(kites, draft(text, P1), language=language)

    assert (found.sentences, found.citations) == ((), ())
    assert found.rejected == (Rejected(text, Fault.FIGURE, detail),)


def test_a_figure_of_another_clause_counts_only_where_that_is_cited_too(kites: Library) -> None:
    text = "风筝厂不少于20家，风筝节每年办1次。"

    alone = verified(kites, draft(text, P2))
    both = verified(kites, draft(text, P1, P2))

    assert [r.fault for r in alone.rejected] == [Fault.FIGURE]
    assert [s.citations for s in both.sentences] == [(1, 2)]


def test_a_sentence_without_a_citation_is_not_shown(kites: Library) -> None:
    found = verified(kites, draft("风筝厂不少于20家。"))

    assert found.rejected == (Rejected("风筝厂不少于20家。", Fault.NO_CITATION, ""),)


def test_a_clause_that_was_not_retrieved_is_no_evidence(kites: Library) -> None:
    found = Verifier(kites).verify([draft("风筝厂不少于20家。", P1)], language="zh", retrieved={P2})

    assert found.rejected == (Rejected("风筝厂不少于20家。", Fault.NOT_RETRIEVED, "kites/p1"),)


def test_a_sentence_in_the_other_language_is_not_shown(kites: Library) -> None:
    found = verified(kites, draft("风筝厂不少于20家。", P1), language="en")

    assert found.rejected == (Rejected("风筝厂不少于20家。", Fault.LANGUAGE, "zh"),)


def test_what_fails_takes_nothing_else_with_it(kites: Library) -> None:
    found = verified(kites, draft("风筝厂不少于21家。", P1), draft("风筝节每年办1次。", P2))

    assert [s.text for s in found.sentences] == ["风筝节每年办1次。"]
    assert [c.ref for c in found.citations] == [P2]
    assert [r.detail for r in found.rejected] == ["21家"]


def test_no_draft_gives_nothing(kites: Library) -> None:
    assert verified(kites) == Verified((), (), ())


def test_beside_the_official_text_an_english_sentence_is_quoted_in_chinese_with_its_rendering(
    official_library: Library,
) -> None:
    ref = ClauseRef("metaverse", "1.2.p1")
    text = official_library.answering("metaverse", "en").text_of("1.2.p1").splitlines()[0]

    found = Verifier(official_library).verify([draft(text, ref)], language="en", retrieved={ref})

    citation = found.citations[0]
    assert found.sentences[0].support is Support.SUPPORTED
    assert (citation.edition, citation.quote_language, citation.verified) == (Edition.OFFICIAL, "zh", True)
    assert citation.rendering == text
    assert "3500" in citation.quote
