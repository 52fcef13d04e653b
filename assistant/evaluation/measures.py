"""What a run reached: retrieval by ir-measures, and what only answers have; defined in words in eval/README.md.

A measure has one value for each question that counts for it, and None for the others, so that a score is
a mean with an interval and two systems can be compared question by question.
"""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from assistant.evaluation.figures import shows
from assistant.evaluation.replies import Asked
from assistant.evaluation.sets import ANSWERS, HELPS
from assistant.languages import language_of
from assistant.quantities import quantities
from assistant.works import Bilingual

Values = tuple[float | None, ...]
"""A measure's value for each question, in the order of the questions."""


@dataclass(frozen=True, slots=True)
class Measure:
    """Something that is measured.

    Attributes:
        name: in JSON and baselines.
        label: for people.
        about: what it is the share or the mean of.
        lower_is_better: true of refusing what could be answered.
    """

    name: str
    label: Bilingual
    about: Bilingual
    lower_is_better: bool = False


def _measure(name: str, zh: str, en: str, about_zh: str, about_en: str, *, lower_is_better: bool = False) -> Measure:
    return Measure(name, Bilingual(zh=zh, en=en), Bilingual(zh=about_zh, en=about_en), lower_is_better)


MEASURES = (
    _measure(
        "right", "答对且引对", "right",
        "答案和条款都对；该拒答的，以正确理由拒答且不写无出处的数字",
        "answer and clause right; what cannot be answered refused for the right reason, with no figure of its own",
    ),
    _measure(
        "clause_right", "条款对", "clause right",
        "可答问题中，引用了能回答的条款（列举、比较、多条款、冲突类须全部引用）",
        "of what can be answered: a clause that answers is cited (in a list, comparison, multi-clause, conflict: all)",
    ),
    _measure(
        "recall_1", "召回@1", "recall@1",
        "能回答的条款中排在第1位的比例", "share of the answering clauses that are the first hit",
    ),
    _measure(
        "recall_5", "召回@5", "recall@5",
        "能回答的条款中排在前5位的比例", "share of the answering clauses among the first five hits",
    ),
    _measure(
        "recall_10", "召回@10", "recall@10",
        "能回答的条款中排在前10位的比例", "share of the answering clauses among the first ten hits",
    ),
    _measure(
        "mrr", "MRR", "MRR",
        "第一个能回答的条款的名次的倒数", "one over the rank of the first clause that answers",
    ),
    _measure("ndcg_10", "nDCG@10", "nDCG@10", "前10位的分级排序质量", "graded quality of the first ten hits"),
    _measure(
        "citation_precision", "引用准确率", "citation precision",
        "所引条款中能回答或有帮助的比例", "of the clauses cited, the share that answer or help",
    ),
    _measure(
        "citation_recall", "引用召回率", "citation recall",
        "能回答的条款中被引用的比例；拒答算0", "of the clauses that answer, the share cited; a refusal cites none",
    ),
    _measure(
        "figures", "数字", "figures",
        "问数字的问题中，答案显示了全部数字的比例",
        "of the questions with expected figures, the share whose answer shows them all",
    ),
    _measure(
        "language", "语言", "language",
        "答案每句都用提问语言的比例", "of the answers, the share whose every sentence is in the language asked",
    ),
    _measure(
        "refusal", "拒答", "refusal",
        "不可答问题中被拒答的比例", "of what cannot be answered, the share refused",
    ),
    _measure(
        "over_refusal", "误拒", "over-refusal",
        "可答问题中被拒答的比例（越低越好）", "of what can be answered, the share refused (lower is better)",
        lower_is_better=True,
    ),
    _measure(
        "reason", "拒答理由", "refusal reason",
        "正确拒答的问题中，理由也对的比例", "of what was rightly refused, the share refused for the right reason",
    ),
    _measure(
        "parity", "两语一致", "parity",
        "成对问题中，两种语言引用相同条款或都拒答的比例（计在中文一侧）",
        "of the pairs, the share that cite the same clauses in both languages, or are refused in both",
    ),
)  # fmt: skip
BY_NAME: Mapping[str, Measure] = {measure.name: measure for measure in MEASURES}


def values(asked: Sequence[Asked]) -> dict[str, Values]:
    """Return every measure's value for every question, by name of the measure."""
    judged = _retrieval(asked)
    judged |= {name: tuple(judge(one) for one in asked) for name, judge in _JUDGES.items()}
    judged["parity"] = _parity(asked)
    return {measure.name: judged[measure.name] for measure in MEASURES}


def mean(found: Values) -> float | None:
    """Return the mean of the values that are there; None where none is."""
    there = [value for value in found if value is not None]
    return sum(there) / len(there) if there else None


def scores(asked: Sequence[Asked]) -> dict[str, float | None]:
    """Return the mean of every measure, by name; None where no question counts for it."""
    return {name: mean(found) for name, found in values(asked).items()}


def _retrieval(asked: Sequence[Asked]) -> dict[str, Values]:
    """Return the measures of what was retrieved; they count over questions that can be answered."""
    import ir_measures
    from ir_measures import RR, R, nDCG

    measures = {
        "recall_1": R(rel=ANSWERS) @ 1,
        "recall_5": R(rel=ANSWERS) @ 5,
        "recall_10": R(rel=ANSWERS) @ 10,
        "mrr": RR(rel=ANSWERS),
        "ndcg_10": nDCG @ 10,
    }
    answerable = [one for one in asked if one.question.answerable]
    if not answerable:
        return {name: (None,) * len(asked) for name in measures}
    qrels = [ir_measures.Qrel(one.question.uid, str(q.ref), q.grade) for one in answerable for q in one.question.qrels]
    # Ranks as scores, because a look-up gives the same score to every clause.
    run = [ir_measures.ScoredDoc(o.question.uid, str(hit.ref), -float(hit.rank)) for o in answerable for hit in o.hits]
    found = {(one.query_id, one.measure): one.value for one in ir_measures.iter_calc([*measures.values()], qrels, run)}
    return {
        name: tuple(
            # A question for which nothing was retrieved has no value there; it is 0.
            float(found.get((one.question.uid, measure), 0.0)) if one.question.answerable else None
            for one in asked
        )
        for name, measure in measures.items()
    }


def is_right(asked: Asked) -> bool:
    """Tell whether answer and clause are right, or the refusal and its reason.

    An answer is right when it cites the clauses that answer, shows every expected figure and is in the
    language asked. What cannot be answered must be refused, for the expected reason, and the explanation may
    state no figure that neither the question nor a clause shown beside it does.
    """
    return not faults(asked)


def clause_right(asked: Asked) -> bool:
    """Tell whether a clause that answers is cited; of a kind that needs the whole, every one."""
    wanted = asked.question.graded(ANSWERS)
    return wanted <= asked.cited if asked.question.whole else bool(wanted & asked.cited)


def citation_precision(asked: Asked) -> float:
    """Return the share of the cited clauses that answer or help; 0 where none is cited."""
    cited = asked.cited
    return len(cited & asked.question.graded(HELPS)) / len(cited) if cited else 0.0


def citation_recall(asked: Asked) -> float:
    """Return the share of the answering clauses that are cited."""
    wanted = asked.question.graded(ANSWERS)
    return len(asked.cited & wanted) / len(wanted)


def figures(asked: Asked) -> float | None:
    """Return 1 where the answer shows every expected figure, 0 where it does not, None where none is expected."""
    question = asked.question
    if not (question.answerable and question.figures):
        return None
    return float(asked.answered and shows(asked.reply.text, question.figures, language=question.language))


def in_language(asked: Asked) -> bool:
    """Tell whether every sentence is in the language asked."""
    return all(language_of(sentence) == asked.question.language for sentence in asked.reply.sentences)


def right_reason(asked: Asked) -> bool:
    """Tell whether a refusal gives the expected reason; any will do where none is expected."""
    return asked.question.reason in {None, asked.reply.reason}


class Fault(enum.StrEnum):
    """Why a question is not right."""

    REFUSED = "refused"
    CLAUSES = "clauses"
    FIGURE = "figure"
    LANGUAGE = "language"
    ANSWERED = "answered"
    REASON = "reason"
    STATES_FIGURE = "states_figure"


def faults(asked: Asked) -> tuple[Fault, ...]:
    """Return why a question is not right; empty where it is."""
    if not asked.question.answerable:
        return tuple(_refusal_faults(asked))
    if not asked.answered:
        return (Fault.REFUSED,)
    found = (
        (Fault.CLAUSES, not clause_right(asked)),
        (Fault.FIGURE, figures(asked) == 0),
        (Fault.LANGUAGE, not in_language(asked)),
    )
    return tuple(fault for fault, is_so in found if is_so)


def _refusal_faults(asked: Asked) -> Iterator[Fault]:
    if asked.answered:
        yield Fault.ANSWERED
    elif not right_reason(asked):
        yield Fault.REASON
    elif _states_figures(asked):
        yield Fault.STATES_FIGURE


def _states_figures(asked: Asked) -> bool:
    """Tell whether a refusal's explanation states a figure that neither the question nor a clause beside it does."""
    question, reply = asked.question, asked.reply
    beside = [str(near.get("text") or "") for near in reply.body.get("nearest") or ()]
    evidence = "\n".join([question.question, *question.history, *beside])
    stated = quantities(reply.explanation, language=question.language)
    return not shows(evidence, [figure.text for figure in stated], language=question.language)


def _over(counts: Callable[[Asked], bool], judge: Callable[[Asked], float]) -> Callable[[Asked], float | None]:
    return lambda asked: float(judge(asked)) if counts(asked) else None


def _answerable(asked: Asked) -> bool:
    return asked.question.answerable


def _answered(asked: Asked) -> bool:
    return asked.question.answerable and asked.answered


def _silent(asked: Asked) -> bool:
    return not asked.question.answerable


def _rightly_refused(asked: Asked) -> bool:
    return not asked.question.answerable and not asked.answered


_JUDGES: Mapping[str, Callable[[Asked], float | None]] = {
    "right": lambda asked: float(is_right(asked)),
    "clause_right": _over(_answerable, clause_right),
    "citation_precision": _over(_answered, citation_precision),
    "citation_recall": _over(_answerable, citation_recall),
    "figures": figures,
    "language": _over(lambda asked: asked.answered, in_language),
    "refusal": _over(_silent, lambda asked: not asked.answered),
    "over_refusal": _over(_answerable, lambda asked: not asked.answered),
    "reason": _over(_rightly_refused, right_reason),
}


def _parity(asked: Sequence[Asked]) -> Values:
    """Return for the Chinese question of each pair whether both cite the same clauses, or both refuse."""
    by_id = {one.question.uid: one for one in asked}
    return tuple(_alike(one, _partner(one, by_id)) for one in asked)


def _partner(one: Asked, by_id: Mapping[str, Asked]) -> Asked | None:
    question = one.question
    if question.pair is None or question.language != "zh":
        return None
    prefix = f"{question.set}:" if question.set else ""
    return by_id.get(f"{prefix}{question.pair}")


def _alike(one: Asked, other: Asked | None) -> float | None:
    if other is None:
        return None
    return float((one.answered, one.cited) == (other.answered, other.cited))


def total_ms(asked: Iterable[Asked]) -> tuple[float, ...]:
    """Return how long each reply took, where somebody measured."""
    return tuple(one.reply.total_ms for one in asked if one.reply.total_ms is not None)
