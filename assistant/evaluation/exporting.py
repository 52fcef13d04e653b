"""Runs and judgements in TREC's formats, and answers in the columns that RAG-evaluation tools read."""

from __future__ import annotations

import csv
import enum
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from assistant.errors import EvaluationError
from assistant.evaluation.outcomes import json_lines, write_text
from assistant.evaluation.replies import Asked
from assistant.evaluation.running import SystemRun
from assistant.evaluation.sets import ANSWERS, EvalQuestion
from assistant.evaluation.systems import slug
from assistant.library import Library
from assistant.works import ClauseRef, Language


class Columns(enum.StrEnum):
    """Whose names the columns have."""

    RAGAS = "ragas"
    DEEPEVAL = "deepeval"
    TRULENS = "trulens"
    PLAIN = "plain"


_NAMES: Mapping[Columns, tuple[str, str, str, str, str]] = {
    # question, contexts retrieved, answer, reference answer, reference contexts
    Columns.RAGAS: ("user_input", "retrieved_contexts", "response", "reference", "reference_contexts"),
    Columns.DEEPEVAL: ("input", "retrieval_context", "actual_output", "expected_output", "context"),
    Columns.TRULENS: ("query", "contexts", "response", "expected_response", "expected_chunks"),
    Columns.PLAIN: ("question", "contexts", "answer", "reference", "reference_contexts"),
}


def write_trec(folder: Path, questions: Sequence[EvalQuestion], runs: Sequence[SystemRun]) -> tuple[Path, ...]:
    """Write ``qrels.txt`` and a run file for each system, as trec_eval and ir-measures read them.

    Raises:
        EvaluationError: they cannot be written.
    """
    qrels = [f"{q.uid} 0 {qrel.ref} {qrel.grade}\n" for q in questions for qrel in q.qrels]
    files = {folder / "qrels.txt": "".join(qrels)}
    for run in runs:
        # Scores fall with the rank: trec_eval orders by score, and a look-up gives every clause the same.
        lines = (
            f"{one.question.uid} Q0 {hit.ref} {hit.rank} {1 / hit.rank:.6f} {slug(run.name)}\n"
            for one in run.asked
            for hit in one.hits
        )
        files[folder / f"{slug(run.name)}.run"] = "".join(lines)
    for path, text in files.items():
        write_text(path, text)
    return tuple(files)


def write_answers(path: Path, runs: Sequence[SystemRun], library: Library, columns: Columns) -> None:
    """Write a row for each question and system, as JSON lines or CSV by the file's ending.

    In CSV a list stands as a JSON array. The reference of a question is the text of the clauses that
    answer it, in its language: a set has no answers written out.

    Raises:
        EvaluationError: the ending is another, or the file cannot be written.
    """
    rows = [_row(one, run.name, library, columns) for run in runs for one in run.asked]
    match path.suffix:
        case ".jsonl":
            write_text(path, json_lines(rows))
        case ".csv":
            write_text(path, _csv(rows))
        case _:
            raise EvaluationError(f"{path}: answers are exported to a file that ends in .jsonl or .csv")


def _row(asked: Asked, system: str, library: Library, columns: Columns) -> dict[str, object]:
    question, reply = asked.question, asked.reply
    contexts = reply.body.get("contexts")
    if not isinstance(contexts, list):
        contexts = list(_texts((hit.ref for hit in reply.hits), library, question.language))
    reference = list(_texts(sorted(question.graded(ANSWERS)), library, question.language))
    values = (
        question.question,
        contexts,
        reply.text if asked.answered else reply.explanation,
        "\n".join(reference),
        reference,
    )
    return {
        "id": question.uid,
        "system": system,
        "language": question.language,
        "kind": question.kind,
        **dict(zip(_NAMES[columns], values, strict=True)),
    }


def _texts(refs: Iterator[ClauseRef] | Sequence[ClauseRef], library: Library, language: Language) -> Iterator[str]:
    # Another program may name a clause that is none.
    return (library.answering(ref.work, language).text_of(ref.eid) for ref in refs if library.has(ref))


def _csv(rows: Sequence[Mapping[str, object]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(rows[0] if rows else ())
    writer.writerows([_cell(value) for value in row.values()] for row in rows)
    return text.getvalue()


def _cell(value: object) -> str:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list) else str(value)
