"""The usual pipeline, as the baseline that people would build in an afternoon.

LangChain's recursive splitter cuts every text into pieces of some 500 characters, one
encoder turns each piece into a vector, a flat FAISS index finds the nearest, and the answer is
what was found. It never refuses, and it knows no clause: a piece is credited with the clauses it overlaps.

It is given what the assistant is given: the same digests in both languages, headings and all, by
default the same encoder, and it searches the texts in the language of the question, which whoever builds one
for two languages would have it do.
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from assistant.errors import EvaluationError
from assistant.evaluation.sets import EvalQuestion
from assistant.evaluation.systems import K, digest_of, library_digest
from assistant.indexing.building import BATCH, Progress
from assistant.indexing.encoders import Encoder
from assistant.indexing.flat import FlatVectors
from assistant.languages import language_of
from assistant.library import Library
from assistant.works import LANGUAGES, ClauseRef, Expression, Language, Span

PIECE_SIZE = 500
"""Characters of a piece, as most tutorials have it."""
OVERLAP = 50
"""Characters that a piece shares with the one before."""
SEPARATORS = ("\n\n", "\n", "。", "！", "？", "；", ". ", "! ", "? ", "; ", "，", "、", ", ", " ", "")
"""Where a text may be cut, best first: LangChain's own list has no Chinese signs."""
CREDITED = 0.5
"""A piece stands for a clause where their common part is at least this share of either."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a text, and the clauses it stands for, the one that fills most of it first."""

    text: str
    refs: tuple[ClauseRef, ...]


@dataclass(frozen=True)
class Shelf:
    """The pieces of one language and their vectors."""

    pieces: tuple[Piece, ...]
    vectors: FlatVectors


@dataclass(frozen=True)
class Pipeline:
    """Pieces by language, and the encoder; ``answering`` is how many pieces an answer shows."""

    shelves: Mapping[Language, Shelf]
    encoder: Encoder
    answering: int
    digest: str

    @classmethod
    def over(
        cls, library: Library, encoder: Encoder, *, name: str, pieces: int, progress: Progress | None = None
    ) -> Pipeline:
        """Cut and encode every text that answers are made of.

        Raises:
            EvaluationError: LangChain's splitter is not installed.
        """
        cuts = {language: _cut_all(library, language) for language in LANGUAGES}
        total = sum(map(len, cuts.values()))
        shelves: dict[Language, Shelf] = {}
        done = 0
        for language, found in cuts.items():
            vectors = FlatVectors(encoder.dimension)
            for start in range(0, len(found), BATCH):
                batch = found[start : start + BATCH]
                vectors.add(encoder.encode([piece.text for piece in batch]))
                done += len(batch)
                if progress:
                    progress(done, total)
            shelves[language] = Shelf(found, vectors)
        digest = digest_of(name, library_digest(library), encoder.digest, str(pieces))
        return cls(shelves, encoder, pieces, digest)

    def ask(self, question: EvalQuestion) -> Mapping[str, Any]:
        """Return the nearest pieces as an answer; it knows no conversation, so it reads the last question alone."""
        begun = time.perf_counter()
        shelf = self.shelves[language_of(question.question)]
        numbers, cosines = shelf.vectors.nearest(self.encoder.encode([question.question])[0], K)
        found = [shelf.pieces[number] for number in numbers]
        total_ms = (time.perf_counter() - begun) * 1000
        shown = found[: self.answering]
        cited = dict.fromkeys(ref for piece in shown for ref in piece.refs)
        return {
            "question": question.question,
            "status": "answered",
            "reason": None,
            "answer": "\n".join(piece.text for piece in shown),
            "sentences": [{"text": piece.text, "citations": [], "support": "none"} for piece in shown],
            "citations": [{"n": n, "ref": str(ref)} for n, ref in enumerate(cited, start=1)],
            "retrieved": _ranked(found, cosines),
            "contexts": [piece.text for piece in found],
            "timings_ms": {"total": round(total_ms, 2)},
            "trace": {"pieces": [{"refs": [str(r) for r in p.refs], "text": p.text} for p in found[:4]]},
        }


def _cut_all(library: Library, language: Language) -> tuple[Piece, ...]:
    expressions = [library.answering(work.id, language) for work in library.works]
    return tuple(piece for expression in expressions for piece in cut(expression))


def _ranked(found: Sequence[Piece], cosines: Sequence[float]) -> list[dict[str, object]]:
    """Return the clauses that the pieces stand for, each where it comes first."""
    first: dict[ClauseRef, float] = {}
    for piece, cosine in zip(found, cosines, strict=True):
        for ref in piece.refs:
            first.setdefault(ref, cosine)
    ranks = enumerate(first.items(), start=1)
    return [{"ref": str(ref), "score": round(cosine, 4), "rank": rank} for rank, (ref, cosine) in ranks]


def cut(expression: Expression) -> tuple[Piece, ...]:
    """Cut a text into pieces, in order.

    Raises:
        EvaluationError: LangChain's splitter is not installed.
    """
    try:
        from langchain_text_splitters import RecursiveCharacterTextSplitter
    except ImportError as error:
        raise EvaluationError(
            'the usual pipeline needs LangChain\'s text splitter: pip install "policy-assistant[pipeline]"'
        ) from error
    splitter = RecursiveCharacterTextSplitter(
        separators=list(SEPARATORS),
        chunk_size=PIECE_SIZE,
        chunk_overlap=OVERLAP,
        keep_separator="end",
        add_start_index=True,
    )
    pieces = splitter.create_documents([expression.text])
    starts = [(int(piece.metadata["start_index"]), str(piece.page_content)) for piece in pieces]
    return tuple(Piece(text, _credited(expression, Span(start, start + len(text)))) for start, text in starts)


def _credited(expression: Expression, piece: Span) -> tuple[ClauseRef, ...]:
    """Return the clauses that a piece stands for, the one that fills most of it first."""
    found: dict[ClauseRef, int] = {}
    for clause in expression.leaves():
        common = min(piece.end, clause.span.end) - max(piece.start, clause.span.start)
        shorter = min(piece.end - piece.start, clause.span.end - clause.span.start)
        if common > 0 and common >= CREDITED * shorter:
            found[ClauseRef(expression.work, clause.eid)] = common
    return tuple(sorted(found, key=lambda ref: (-found[ref], ref)))
