"""Check a question set: its form, its pairs, and its judgements against the works there are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from assistant.engine import checked
from assistant.errors import ClauseNotFoundError, QuestionError, WorkNotFoundError
from assistant.evaluation.figures import shows
from assistant.evaluation.sets import ANSWERS, KINDS, EvalQuestion, Problem, scan_set, set_error
from assistant.library import Library
from assistant.works import ClauseRef


def check_set(path: Path, library: Library) -> tuple[tuple[EvalQuestion, ...], tuple[Problem, ...]]:
    """Return the questions of a set, and everything that is wrong with it, in order of line.

    Raises:
        QuestionSetError: the file cannot be read at all, or holds nothing.
    """
    questions, problems = scan_set(path)
    by_id = {question.id: question for question in questions}
    found = [*problems]
    for question in questions:
        found += [Problem(question.line, what) for what in _unusable(question, library)]
        found += [Problem(question.line, what, fatal=False) for what in _doubtful(question, by_id, library)]
    return questions, tuple(sorted(found, key=lambda problem: problem.line))


def usable_set(path: Path, library: Library) -> tuple[EvalQuestion, ...]:
    """Return the questions of a set that can be run.

    Raises:
        QuestionSetError: it cannot; the first line to mend is named.
    """
    questions, problems = check_set(path, library)
    fatal = tuple(problem for problem in problems if problem.fatal)
    if fatal:
        raise set_error(path, fatal)
    return questions


def _unusable(question: EvalQuestion, library: Library) -> Iterator[str]:
    """Yield what would make its scores meaningless."""
    try:
        checked(question.question)
    except QuestionError as error:
        yield str(error)
    leaves: set[ClauseRef] = set()
    for qrel in question.qrels:
        try:
            library.check(qrel.ref)
            leaves.update(library.leaves(qrel.ref.work))
        except (WorkNotFoundError, ClauseNotFoundError) as error:
            yield str(error)
        else:
            if qrel.ref not in leaves:
                yield f"{qrel.ref} contains other clauses, and only those are retrieved; grade them instead"
    try:
        if question.work:
            library.work(question.work)
    except WorkNotFoundError as error:
        yield str(error)


def _doubtful(question: EvalQuestion, by_id: Mapping[str, EvalQuestion], library: Library) -> Iterator[str]:
    """Yield what is likely to be a mistake of whoever wrote the question."""
    if question.kind not in KINDS:
        yield f"the kind {question.kind!r} is none of {', '.join(KINDS)}; it is scored like a figure or a topic"
    if bool(question.history) is not (question.kind == "follow_up"):
        yield "history goes with the kind follow_up, and a follow_up has history; change one of them"
    if question.answerable and question.reason:
        yield "a question that can be answered has no reason; leave it out"
    if not question.answerable and not question.reason:
        yield "a question that cannot be answered has a reason; add one, such as not_in_corpus"
    yield from _pair_problems(question, by_id)
    yield from _figure_problems(question, library)


def _pair_problems(question: EvalQuestion, by_id: Mapping[str, EvalQuestion]) -> Iterator[str]:
    if question.pair is None:
        return
    other = by_id.get(question.pair)
    if other is None:
        yield f"its pair {question.pair!r} is not in the set; add it, or leave the pair out"
    elif other.pair != question.id:
        yield f"its pair {question.pair!r} (line {other.line}) has the pair {other.pair!r}; each names the other"
    elif other.language == question.language:
        yield f"its pair {question.pair!r} (line {other.line}) is in the same language; a pair is one question in both"
    elif (other.split, other.answerable, _grades(other)) != (question.split, question.answerable, _grades(question)):
        yield f"its pair {question.pair!r} (line {other.line}) has another split, status or qrels; make them alike"


def _grades(question: EvalQuestion) -> dict[ClauseRef, int]:
    return {qrel.ref: qrel.grade for qrel in question.qrels}


def _figure_problems(question: EvalQuestion, library: Library) -> Iterator[str]:
    refs = sorted(filter(library.has, question.graded(ANSWERS)))
    texts = [library.answering(ref.work, question.language).text_of(ref.eid) for ref in refs]
    for figure in question.figures:
        if texts and not shows("\n".join(texts), [figure], language=question.language):
            yield f"the figure {figure!r} stands in none of {_listed(refs)}; correct it, or the clauses of grade 2"


def _listed(refs: Sequence[ClauseRef]) -> str:
    return ", ".join(map(str, refs))
