"""Of 2,000 sentences made wrong none is shown, of 1,000 said otherwise nearly all are; nothing hostile is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import pytest

from assistant.answering import supporting, verifying
from assistant.answering.verifying import Verifier
from assistant.answers import DraftCitation, DraftSentence
from assistant.languages import sentences
from assistant.library import Library
from assistant.resources import content_path
from assistant.terms import Glossary, read_glossary
from assistant.works import ClauseRef, Language

from .conftest import digest_sentences
from .hostile import Hostile, bent, hostile, rearranged
from .mutants import FIGURE_KINDS, Mutation, drawn, mutations
from .paraphrases import Paraphrase, by_hand, by_rules, free, freer

SEED = 20251125
MUTANTS, PARAPHRASES, HOSTILE = 2_000, 1_000, 500


@pytest.fixture(scope="module")
def glossary() -> Glossary:
    return read_glossary(content_path("corpus", "glossary.tsv"))


@pytest.fixture(scope="module")
def verifier(shipped_library: Library, glossary: Glossary) -> Verifier:
    return Verifier(shipped_library, glossary)


@pytest.fixture(scope="module")
def mutants(shipped_library: Library, glossary: Glossary) -> list[Mutation]:
    return drawn(mutations(shipped_library, glossary, seed=SEED), MUTANTS)


def shown(verifier: Verifier, text: str, ref: ClauseRef, language: Language) -> bool:
    draft = DraftSentence(text, (DraftCitation(ref),))
    return bool(verifier.verify([draft], language=language, retrieved={ref}).sentences)


def passed(verifier: Verifier, mutants: Iterable[Mutation]) -> list[Mutation]:
    return [m for m in mutants if shown(verifier, m.text, m.ref, m.language)]


def confusion(mutants: Iterable[Mutation], missed: Iterable[Mutation]) -> str:
    """Return a table of what was made and what got through, by kind, and the latter word for word."""
    made, through = Counter(m.kind for m in mutants), Counter(m.kind for m in missed)
    rows = [f"{kind:16} made {made[kind]:5} shown {through[kind]:4}" for kind in sorted(made)]
    return "\n".join((*rows, *(f"{m.kind}: {m.ref} {m.text}" for m in missed)))


def test_two_thousand_mutants_are_of_every_kind_in_both_languages_and_none_is_genuine(
    mutants: list[Mutation], shipped_library: Library
) -> None:
    genuine = {(one.ref, one.text) for one in digest_sentences(shipped_library)}
    kinds = Counter((m.kind, m.language) for m in mutants)

    assert len({(m.ref, m.text) for m in mutants}) == MUTANTS
    assert not genuine & {(m.ref, m.text) for m in mutants}
    assert {kind for kind, _ in kinds} == FIGURE_KINDS | {"negation", "obligation", "name", "plan", "citation"}
    assert min(kinds.values()) >= 4, kinds
    assert sum(m.kind in FIGURE_KINDS for m in mutants) >= 900


def test_figure_mutants_are_blocked_at_least_995_times_in_a_thousand(
    verifier: Verifier, mutants: list[Mutation]
) -> None:
    figures = [m for m in mutants if m.kind in FIGURE_KINDS]

    missed = passed(verifier, figures)

    assert len(missed) <= 0.005 * len(figures), confusion(figures, missed)


def test_other_mutants_are_blocked_at_least_98_times_in_a_hundred(verifier: Verifier, mutants: list[Mutation]) -> None:
    others = [m for m in mutants if m.kind not in FIGURE_KINDS]

    missed = passed(verifier, others)

    assert len(missed) <= 0.02 * len(others), confusion(others, missed)


def test_beside_the_official_text_as_many_mutants_are_blocked(
    official_library: Library, glossary: Glossary, mutants: list[Mutation]
) -> None:
    beside = Verifier(official_library, glossary)

    missed = passed(beside, mutants)

    assert sum(m.kind in FIGURE_KINDS for m in missed) == 0, confusion(mutants, missed)
    assert len(missed) <= 0.005 * len(mutants), confusion(mutants, missed)


def test_the_official_wording_is_shown_where_the_official_text_is_installed(
    official_library: Library, glossary: Glossary
) -> None:
    beside = Verifier(official_library, glossary)
    stated = [
        (ref, text)
        for work in official_library.works
        for ref in official_library.leaves(work.id)
        if (expression := official_library.official(ref)) is not None
        for text in sentences(expression.text_of(ref.eid), expression.language)
    ]

    refused = [text for ref, text in stated if not shown(beside, text, ref, "zh")]

    assert len(stated) > 300
    assert refused == []


def blocked(verifier: Verifier, paraphrases: Iterable[Paraphrase]) -> list[str]:
    return [f"{p.rule}: {p.ref} {p.text}" for p in paraphrases if not shown(verifier, p.text, p.ref, p.language)]


def test_of_a_thousand_correct_paraphrases_at_most_ten_are_blocked(
    verifier: Verifier, shipped_library: Library
) -> None:
    made = by_rules(shipped_library, seed=SEED, count=PARAPHRASES)

    refused = blocked(verifier, made)

    assert len(made) == PARAPHRASES
    assert len(refused) <= 10, "\n".join(refused)


def test_of_paraphrases_written_by_hand_at_most_one_in_a_hundred_is_blocked(verifier: Verifier) -> None:
    written = by_hand()

    refused = blocked(verifier, written)

    assert len(written) >= 100
    assert len(refused) <= 0.01 * len(written), "\n".join(refused)


# Free paraphrases by another hand, and looser ones, as people talk. Of the halves that are held back no sentence is
# printed or read: the lists of words are not to be fitted to them.
@pytest.mark.parametrize(
    ("name", "written", "most"),
    [("free.tsv", 150, 12), ("free.held.tsv", 150, 37), ("looser.tsv", 720, 171), ("looser.held.tsv", 78, 57)],
)
def test_of_free_paraphrases_no_more_are_blocked_than_were(
    verifier: Verifier, name: str, written: int, most: int
) -> None:
    paraphrases = free(name)

    refused = blocked(verifier, paraphrases)

    assert len(paraphrases) == written
    assert len(refused) <= most, len(refused)


# One thing wrong in a free paraphrase: a figure, a place, a direction, a time, a force, a bound; an actor, a sibling,
# an object, a scope, an action, a cause. Some are made of the clause's own words, and not seen for what they are.
@pytest.mark.parametrize(
    ("name", "written", "most"), [("bent.tsv", 297, 2), ("slips.tsv", 269, 19), ("slips.held.tsv", 155, 9)]
)
def test_of_free_paraphrases_with_one_thing_wrong_no_more_are_shown_than_were(
    verifier: Verifier, name: str, written: int, most: int
) -> None:
    drafts = bent(name)

    through = [one for one in drafts if _is_shown(verifier, one)]

    assert len(drafts) == written
    assert len(through) <= most, len(through)


def test_of_looser_paraphrases_nine_in_ten_are_shown(verifier: Verifier) -> None:
    written = freer()

    refused = blocked(verifier, written)

    # Words that no list knows are taken for claims: "worth", 可获.
    assert len(written) > 50
    assert len(refused) <= 0.1 * len(written), "\n".join(refused)


def test_every_sentence_of_the_digests_is_borne_out_by_the_rules_alone(
    verifier: Verifier, shipped_library: Library
) -> None:
    stated = list(digest_sentences(shipped_library))

    # Without its stop no sentence stands word for word, so it has to pass every rule.
    refused = [s.text for s in stated if not shown(verifier, s.text.rstrip("。."), s.ref, s.language)]

    assert len(stated) > 1_000
    assert refused == []


def test_of_five_hundred_hostile_drafts_none_is_shown(verifier: Verifier, shipped_library: Library) -> None:
    drafts = hostile(shipped_library, count=HOSTILE)

    through = [f"{one.way}: {one.text!r}" for one in drafts if _is_shown(verifier, one)]

    assert len(drafts) == HOSTILE
    assert len({one.way for one in drafts}) == 14
    assert through == []


def test_what_is_made_of_the_words_of_its_clause_and_false_is_not_shown(verifier: Verifier) -> None:
    drafts = rearranged()

    through = [f"{one.ref} {one.text}" for one in drafts if _is_shown(verifier, one)]

    assert len(drafts) > 90
    assert through == []


def _is_shown(verifier: Verifier, one: Hostile) -> bool:
    retrieved = {one.ref} if one.retrieved else set()
    draft = DraftSentence(one.text, (DraftCitation(one.ref),))
    return bool(verifier.verify([draft], language=one.language, retrieved=retrieved).sentences)


@pytest.mark.parametrize(("check", "more"), [("exchanged", 15), ("turns_round", 1), ("_undone", 2)])
def test_without_one_of_the_checks_more_of_them_are_shown(
    check: str, more: int, verifier: Verifier, monkeypatch: pytest.MonkeyPatch
) -> None:
    drafts = [*bent("bent.tsv"), *bent("slips.tsv")]
    before = sum(_is_shown(verifier, one) for one in drafts)

    monkeypatch.setattr(supporting, check, lambda *_: ())
    after = sum(_is_shown(verifier, one) for one in drafts)

    assert after >= before + more


NOTHING, RIGHT = (lambda *_: ()), (lambda *_: True)
FIGURES_MISSING = ((verifying, "missing", NOTHING), (supporting, "missing", NOTHING))


@pytest.mark.parametrize(
    ("switched_off", "kinds"),
    [
        (
            (*FIGURES_MISSING, (supporting, "_is_of_the_same", RIGHT)),
            {"value", "unit", "qualifier", "year", "class", "range", "bound left out", "swapped"},
        ),
        (((supporting, "_is_of_the_same", RIGHT),), {"swapped"}),
        (((supporting, "_bent", lambda *_: ""),), {"obligation"}),
        (((supporting, "unsupported", NOTHING),), {"negation", "name", "citation", "time"}),
        (((Verifier, "_not_cited", NOTHING),), {"plan"}),
    ],
    ids=["figures", "what a figure is of", "force", "content", "other plans"],
)
def test_without_one_of_the_checks_mutants_get_through(
    switched_off: tuple[tuple[object, str, object], ...],
    kinds: set[str],
    verifier: Verifier,
    mutants: list[Mutation],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for module, check, says in switched_off:
        monkeypatch.setattr(module, check, says)

    through = Counter(m.kind for m in passed(verifier, [m for m in mutants if m.kind in kinds]))

    assert kinds == through.keys(), through


@pytest.mark.parametrize(
    ("module", "check", "says", "ways"),
    [
        (verifying, "oddities", lambda *_: "", {"invisible", "disguised"}),
        (supporting, "unsupported", NOTHING, {"appended", "instruction", "fake citation", "address"}),
        (supporting, "_taken_for_another", lambda *_: [], {"rearranged"}),
    ],
    ids=["signs", "content", "people"],
)
def test_without_one_of_the_checks_hostile_drafts_get_through(
    module: object,
    check: str,
    says: object,
    ways: set[str],
    verifier: Verifier,
    shipped_library: Library,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, check, says)

    drafts = [one for one in (*hostile(shipped_library, count=HOSTILE), *rearranged()) if one.way in ways]
    through = Counter(one.way for one in drafts if _is_shown(verifier, one))

    assert ways == through.keys(), through
