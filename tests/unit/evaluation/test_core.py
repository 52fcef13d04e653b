"""The core set, asked of the shipped system: the promise that nothing may break, and what it must reach."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from assistant.answering.verifying import Verifier
from assistant.answers import Abstention, Answer, Citation, DraftCitation, DraftSentence, Outcome, Sentence, Support
from assistant.engine import Assistant
from assistant.evaluation.measures import scores
from assistant.evaluation.replies import Asked, Reply
from assistant.evaluation.sets import EvalQuestion, read_set
from assistant.languages import language_of
from assistant.library import Library
from assistant.quantities import differences, quantities
from assistant.works import LANGUAGES, Edition, Language

AIMS = (("recall_5", 0.95), ("citation_recall", 0.9), ("figures", 0.95), ("refusal", 0.85), ("over_refusal", 0.08))
"""What core must reach, per language; of over_refusal, at most."""


@dataclass(frozen=True)
class Put:
    """A question that was put, and what came of it."""

    question: EvalQuestion
    outcome: Outcome


@pytest.fixture(scope="module")
def asked(assistant: Assistant, repository: Path) -> tuple[Put, ...]:
    questions = read_set(repository / "eval" / "sets" / "core.jsonl")
    return tuple(Put(q, assistant.ask(q.question, work=q.work, history=q.history)) for q in questions)


@pytest.fixture(scope="module")
def answers(asked: Sequence[Put]) -> list[Answer]:
    found = [one.outcome for one in asked if isinstance(one.outcome, Answer)]
    assert len(found) > 200
    return found


@pytest.fixture(scope="module")
def by_language(asked: Sequence[Put]) -> dict[Language, dict[str, float | None]]:
    replies = [Asked(one.question, Reply.of(one.outcome)) for one in asked]
    return {tag: scores([one for one in replies if one.question.language == tag]) for tag in LANGUAGES}


def shown(answers: Sequence[Answer]) -> Iterator[tuple[Answer, Sentence, list[Citation]]]:
    """Yield every sentence shown, with the citations it names."""
    for answer in answers:
        cited = {citation.n: citation for citation in answer.citations}
        for sentence in answer.sentences:
            yield answer, sentence, [cited[n] for n in sentence.citations]


def clause_text(library: Library, citation: Citation) -> str:
    expression = library.expression(citation.ref.work, citation.quote_language, citation.edition)
    assert expression is not None
    return expression.text_of(citation.ref.eid)


def test_every_citation_resolves(answers: Sequence[Answer], assistant: Assistant) -> None:
    library = assistant.library

    for answer in answers:
        assert [c.n for c in answer.citations] == list(range(1, len(answer.citations) + 1))
        for citation in answer.citations:
            assert library.check(citation.ref) == citation.ref
            assert citation.ref in library.leaves(citation.ref.work)
            assert citation.label == library.label(citation.ref, answer.language)
            assert citation.authority is library.work(citation.ref.work).authority


def test_every_sentence_has_a_citation_and_every_citation_a_sentence(answers: Sequence[Answer]) -> None:
    for answer in answers:
        assert answer.sentences
        assert all(sentence.citations for sentence in answer.sentences)
        assert {n for s in answer.sentences for n in s.citations} == {c.n for c in answer.citations}


def test_every_cited_clause_was_retrieved(answers: Sequence[Answer]) -> None:
    for answer in answers:
        assert {c.ref for c in answer.citations} <= {hit.ref for hit in answer.retrieved}


def test_every_quote_stands_word_for_word_in_its_clause(answers: Sequence[Answer], assistant: Assistant) -> None:
    for answer in answers:
        for citation in answer.citations:
            assert citation.quote
            assert citation.quote in clause_text(assistant.library, citation)
            assert (citation.edition, citation.quote_language) == (Edition.DIGEST, answer.language)


def test_every_sentence_shown_stands_in_its_clause(answers: Sequence[Answer], assistant: Assistant) -> None:
    for _, sentence, citations in shown(answers):
        assert sentence.support is Support.VERBATIM
        assert any(sentence.text in clause_text(assistant.library, citation) for citation in citations)
        assert any(sentence.text in citation.quote for citation in citations)


def test_every_figure_shown_stands_in_its_clause(answers: Sequence[Answer], assistant: Assistant) -> None:
    figures = 0
    for answer, sentence, citations in shown(answers):
        evidence = "\n".join(clause_text(assistant.library, citation) for citation in citations)
        language = answer.language

        missing = differences(sentence.text, evidence, claim_language=language, evidence_language=language)

        figures += len(quantities(sentence.text, language=language))
        assert missing == (), sentence.text
    assert figures > 200


def test_every_sentence_is_in_the_language_asked(asked: Sequence[Put]) -> None:
    for one in asked:
        outcome = one.outcome
        assert outcome.language == one.question.language
        if isinstance(outcome, Answer):
            assert {language_of(sentence.text) for sentence in outcome.sentences} == {outcome.language}
        else:
            assert language_of(outcome.explanation) == outcome.language


def test_every_answer_passes_the_verifier_beside_the_official_text(
    answers: Sequence[Answer], official_library: Library
) -> None:
    # The digest of these two clauses counts what the official text only lists; see test_planted_figures.
    counted_by_us = {"notice/p3", "terminals/preface"}
    verifier, quoted = Verifier(official_library), 0
    for answer, sentence, citations in shown(answers):
        draft = DraftSentence(sentence.text, tuple(DraftCitation(c.ref) for c in citations))

        found = verifier.verify([draft], language=answer.language, retrieved={c.ref for c in citations})

        if not {str(c.ref) for c in citations} & counted_by_us:
            assert [s.text for s in found.sentences] == [sentence.text]
        for citation in found.citations:
            quoted += citation.edition is Edition.OFFICIAL
            assert citation.quote in clause_text(official_library, citation)
    assert quoted > 200


def test_every_refusal_says_why_and_shows_clauses_that_exist(asked: Sequence[Put], assistant: Assistant) -> None:
    refusals = [one.outcome for one in asked if isinstance(one.outcome, Abstention)]

    assert len(refusals) > 40
    for refusal in refusals:
        assert refusal.explanation
        assert 1 <= len(refusal.nearest) <= 3
        for near in refusal.nearest:
            assert near.text in assistant.library.answering(near.ref.work, refusal.language).text_of(near.ref.eid)


@pytest.mark.parametrize(
    ("measure", "aim", "language"),
    [(measure, aim, language) for measure, aim in AIMS for language in LANGUAGES],
)
def test_the_aims_are_reached(
    by_language: dict[Language, dict[str, float | None]], measure: str, aim: float, language: Language
) -> None:
    reached = by_language[language][measure]

    assert reached is not None
    assert reached <= aim if measure == "over_refusal" else reached >= aim
