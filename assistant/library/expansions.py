"""Other words for a clause: how people ask for it, indexed and never shown.

A question in everyday words may share none with the clause that answers it. Lines
written for each clause, without looking at any question set, stand in the index
beside it.

Source: Nogueira et al., Document Expansion by Query Prediction, arXiv:1904.08375
"""

from __future__ import annotations

from pathlib import Path

from assistant.errors import ContentError
from assistant.works import Clause, Edition, Expression, Language, Span

_HEADER = "eid\tlanguage\ttext"


def read_expansion(folder: Path, digest: Expression) -> Expression | None:
    """Read ``expansion.tsv`` of a work in the language of its digest; None where there is no file.

    Raises:
        ContentError: the file cannot be read, or a line is malformed or of no leaf clause.
    """
    path = folder / "expansion.tsv"
    if not path.is_file():
        return None
    lines = _lines(path, digest)
    pieces: list[str] = []
    clauses: list[Clause] = []
    offset = 0
    for clause in digest.leaves():
        body = "\n".join(text for eid, text in lines if eid == clause.eid)
        if body:
            clauses.append(Clause(clause.eid, clause.level, "", clause.heading, Span(offset, offset + len(body))))
            pieces.append(f"{body}\n")
            offset += len(body) + 1
    return Expression(digest.work, digest.language, Edition.EXPANSION, "".join(pieces), tuple(clauses))


def _lines(path: Path, digest: Expression) -> list[tuple[str, str]]:
    """Return clause id and text of the lines in the digest's language."""
    try:
        header, *rows = path.read_text(encoding="utf-8").splitlines()
    except (OSError, ValueError) as error:
        raise ContentError(path, f"cannot be read: {error}") from error
    if header != _HEADER:
        raise ContentError(path, f"does not begin with the header {_HEADER!r}")
    found: list[tuple[str, str]] = []
    leaves = {clause.eid for clause in digest.leaves()}
    for number, row in enumerate(rows, start=2):
        eid, language, text = _columns(path, number, row)
        if eid not in leaves:
            raise ContentError(path, f"line {number}: {eid!r} is no leaf clause of {digest.work}")
        if language == digest.language:
            found.append((eid, text))
    return found


def _columns(path: Path, number: int, row: str) -> tuple[str, Language, str]:
    columns = row.split("\t")
    if len(columns) != 3 or columns[1] not in {"zh", "en"} or not columns[2].strip():
        raise ContentError(path, f"line {number} is not a clause id, zh or en, and a text")
    return columns[0], "zh" if columns[1] == "zh" else "en", columns[2].strip()
