"""Scores of a run: retrieval by ir-measures, and what only answers have."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.answers import Abstention, Answer
from assistant.evaluation.running import Asked
from assistant.evaluation.sets import ANSWERS, HELPS
from assistant.quantities import Quantity, quantities
from assistant.works import Language


@dataclass(frozen=True, slots=True)
class Scores:
    """What a run reached; every share is from 0 to 1, None where no question counts for it.

    Attributes:
        questions: how many there are.
        recall_1, recall_5: share of the answering clauses among the first hits.
        mrr: mean reciprocal rank of the first answering clause.
        citation_precision: of the clauses cited, the share that answer or help.
        citation_recall: of the clauses that answer, the share cited; a refusal cites none.
        figures: share of the questions for a figure whose answer shows every figure.
        refusal: share of the silent and false questions that were refused.
        over_refusal: share of the answerable questions that were refused.
    """

    questions: int
    recall_1: float | None
    recall_5: float | None
    mrr: float | None
    citation_precision: float | None
    citation_recall: float | None
    figures: float | None
    refusal: float | None
    over_refusal: float | None


def scores(asked: Sequence[Asked]) -> Scores:
    """Return the scores of a run."""
    answerable = [one for one in asked if one.question.answerable]
    silent = [one for one in asked if not one.question.answerable]
    recall_1, recall_5, mrr = _retrieval(answerable)
    return Scores(
        questions=len(asked),
        recall_1=recall_1,
        recall_5=recall_5,
        mrr=mrr,
        citation_precision=_mean(citation_precision(one) for one in answerable if one.answered),
        citation_recall=_mean(citation_recall(one) for one in answerable),
        figures=_mean(float(shows_figures(one)) for one in answerable if one.question.figures),
        refusal=_mean(float(not one.answered) for one in silent),
        over_refusal=_mean(float(not one.answered) for one in answerable),
    )


def _retrieval(asked: Sequence[Asked]) -> tuple[float | None, float | None, float | None]:
    """Return recall@1, recall@5 and the mean reciprocal rank over clauses that answer."""
    if not asked:
        return None, None, None
    import ir_measures
    from ir_measures import RR, R

    measures = [R(rel=ANSWERS) @ 1, R(rel=ANSWERS) @ 5, RR(rel=ANSWERS)]
    qrels = [ir_measures.Qrel(one.question.id, str(q.ref), q.grade) for one in asked for q in one.question.qrels]
    # Ranks as scores, because a look-up gives the same score to every clause.
    run = [ir_measures.ScoredDoc(one.question.id, str(hit.ref), -float(hit.rank)) for one in asked for hit in one.hits]
    found = ir_measures.calc_aggregate(measures, qrels, run)
    return tuple(float(found[measure]) for measure in measures)  # type: ignore[return-value]  # three measures, three values


def citation_precision(asked: Asked) -> float:
    """Return the share of the cited clauses that answer or help; 0 where none is cited."""
    cited = asked.cited
    return len(cited & asked.question.graded(HELPS)) / len(cited) if cited else 0.0


def citation_recall(asked: Asked) -> float:
    """Return the share of the answering clauses that are cited."""
    wanted = asked.question.graded(ANSWERS)
    return len(asked.cited & wanted) / len(wanted)


def shows_figures(asked: Asked) -> bool:
    """Tell whether the answer shows every expected figure, with its value and unit."""
    if not isinstance(asked.outcome, Answer):
        return False
    language = asked.question.language
    text = "\n".join(sentence.text for sentence in asked.outcome.sentences)
    shown = quantities(text, language=language)
    return all(_shown(figure, text, shown, language) for figure in asked.question.figures)


def problems(asked: Asked) -> tuple[str, ...]:
    """Return what is wrong with an outcome, in words; empty where nothing is."""
    question = asked.question
    if isinstance(asked.outcome, Abstention):
        return (f"refused ({asked.outcome.reason.value})",) if question.answerable else ()
    if not question.answerable:
        return ("answered",)
    found = []
    if citation_recall(asked) < 1:
        found.append(f"cites {citation_recall(asked):.0%} of the clauses that answer")
    if question.figures and not shows_figures(asked):
        found.append("a figure is missing")
    return tuple(found)


def _shown(figure: str, text: str, shown: Sequence[Quantity], language: Language) -> bool:
    wanted = quantities(figure, language=language)
    if not wanted or figure in text:
        return figure in text
    return all(any(_same(one, other) for other in shown) for one in wanted)


def _same(one: Quantity, other: Quantity) -> bool:
    return (one.value, one.upper, one.unit) == (other.value, other.upper, other.unit)


def _mean(values: Iterable[float]) -> float | None:
    found = list(values)
    return sum(found) / len(found) if found else None
