"""What tests of answering stand on: evidence made by hand, and the sentences that answers are made of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from assistant.languages import sentences
from assistant.library import Library
from assistant.ranking import Hit
from assistant.retrieval.search import Evidence, ScoredSentence
from assistant.works import LANGUAGES, ClauseRef, Language


@dataclass(frozen=True)
class Stated:
    """A sentence of a digest, and the clause it stands in."""

    ref: ClauseRef
    language: Language
    text: str


def digest_sentences(library: Library) -> Iterator[Stated]:
    """Yield every sentence that an answer may be made of, in order."""
    for work in library.works:
        for language in LANGUAGES:
            expression = library.answering(work.id, language)
            for ref in library.leaves(work.id):
                for text in sentences(expression.text_of(ref.eid), language):
                    yield Stated(ref, language, text)


def evidence(ref: str, *texts: str, score: float = 0.8, rank: int = 1) -> Evidence:
    """Return a clause as found, each of its sentences as good as the clause."""
    scored = tuple(ScoredSentence(number, text, score, score, score) for number, text in enumerate(texts))
    hit = Hit(ClauseRef.parse(ref), score, rank)
    return Evidence(hit=hit, sentences=scored, coverage=score, cosine=score, text=" ".join(texts).lower(), counted=True)


def sentences_in(name: str) -> list[tuple[ClauseRef, Language, str]]:
    """Return the sentences of a table beside this file, each with the clause it is about."""
    lines = Path(__file__).with_name(name).read_text(encoding="utf-8").splitlines()[1:]
    rows = [line.split("\t") for line in lines]
    return [(ClauseRef.parse(ref), "zh" if language == "zh" else "en", text) for ref, language, text in rows]
