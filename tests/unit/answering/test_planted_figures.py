"""No figure is shown that the cited clause does not contain: 500 wrong ones planted, every one caught.

The wrong figures are planted into the digest's own sentences, by text and without
the reader of figures: that one is under test. A mutation counts only where what it
wrote stands nowhere in its clause. Document numbers and ordinals are no figures.
"""

from __future__ import annotations

import random
from collections import Counter

import pytest

from assistant.answering.verifying import Fault, Verified, Verifier
from assistant.answers import DraftCitation, DraftSentence
from assistant.library import Library
from assistant.quantities import differences, quantities
from assistant.works import ClauseRef, Edition, Language

from .conftest import digest_sentences
from .mutants import FIGURES, Mutation, figure_mutations

PLANTED = 500


@pytest.fixture(scope="module")
def planted(shipped_library: Library) -> list[Mutation]:
    """500 wrong figures: every kind and language as often as there are, drawn in turn with a fixed seed."""
    pools: dict[tuple[str, Language], list[Mutation]] = {}
    for stated in digest_sentences(shipped_library):
        body = shipped_library.answering(stated.ref.work, stated.language).text_of(stated.ref.eid)
        for mutation in figure_mutations(stated, body):
            pools.setdefault((mutation.kind, mutation.language), []).append(mutation)
    draw = random.Random(20251120)
    for key in sorted(pools):
        draw.shuffle(pools[key])
    chosen: list[Mutation] = []
    while len(chosen) < PLANTED and any(pools.values()):
        chosen.extend(pools[key].pop() for key in sorted(pools) if pools[key])
    return chosen[:PLANTED]


def checked(library: Library, text: str, ref: ClauseRef, language: Language) -> Verified:
    draft = DraftSentence(text, (DraftCitation(ref),))
    return Verifier(library).verify([draft], language=language, retrieved={ref})


def test_five_hundred_figures_of_every_kind_are_planted_in_both_languages(
    planted: list[Mutation], shipped_library: Library
) -> None:
    genuine = {stated.text for stated in digest_sentences(shipped_library)}
    counts = Counter((mutation.kind, mutation.language) for mutation in planted)

    assert len({(mutation.ref, mutation.text) for mutation in planted}) == PLANTED
    assert not genuine & {mutation.text for mutation in planted}
    assert {kind for kind, _ in counts} == set(FIGURES)
    assert min(counts.values()) >= 10, counts


def test_every_planted_figure_is_rejected(planted: list[Mutation], shipped_library: Library) -> None:
    outcomes = [(m, checked(shipped_library, m.text, m.ref, m.language)) for m in planted]

    shown = [f"{m.ref} [{m.kind}] {m.text}" for m, verified in outcomes if verified.sentences or verified.citations]

    assert shown == []
    assert {rejected.fault for _, verified in outcomes for rejected in verified.rejected} == {Fault.FIGURE}


def test_every_planted_figure_is_rejected_beside_the_official_text(
    planted: list[Mutation], official_library: Library
) -> None:
    shown = [m.text for m in planted if checked(official_library, m.text, m.ref, m.language).sentences]

    assert shown == []


def test_the_official_text_alone_tells_every_planted_figure(planted: list[Mutation], official_library: Library) -> None:
    missed = []
    for mutation in planted:
        official = official_library.official(mutation.ref)
        if official is not None:
            evidence = official.text_of(mutation.ref.eid)
            if not differences(mutation.text, evidence, claim_language=mutation.language, evidence_language="zh"):
                missed.append(mutation.text)

    assert missed == []


def test_a_figure_of_the_next_clause_is_rejected(shipped_library: Library) -> None:
    text = "绿色低碳产业规模到2025年突破5000亿元。"

    here = checked(shipped_library, text, ClauseRef("green", "1.2.p1"), "zh")
    there = checked(shipped_library, text, ClauseRef("green", "1.2.p2"), "zh")

    assert [sentence.text for sentence in here.sentences] == [text]
    assert [rejected.fault for rejected in there.rejected] == [Fault.FIGURE]


def test_every_sentence_of_the_digests_is_accepted(shipped_library: Library) -> None:
    stated = list(digest_sentences(shipped_library))

    rejected = [s.text for s in stated if not checked(shipped_library, s.text, s.ref, s.language).sentences]

    assert rejected == []
    assert sum(bool(quantities(s.text, language=s.language)) for s in stated) > 250


def test_every_sentence_of_the_digests_is_accepted_beside_the_official_text(official_library: Library) -> None:
    stated = list(digest_sentences(official_library))

    rejected = [s.text for s in stated if not checked(official_library, s.text, s.ref, s.language).sentences]

    assert rejected == []
    assert sum(s.ref.work == "green" and official_library.official(s.ref) is not None for s in stated) > 200


def test_every_official_clause_is_quoted_word_for_word(official_library: Library) -> None:
    stated = [s for s in digest_sentences(official_library) if official_library.official(s.ref) is not None]

    citations = [c for s in stated for c in checked(official_library, s.text, s.ref, s.language).citations]

    assert len(citations) > 800
    for citation in citations:
        official = official_library.official(citation.ref)
        assert official is not None
        assert citation.edition is Edition.OFFICIAL
        assert citation.verified
        assert citation.quote
        assert citation.quote in official.text_of(citation.ref.eid)
