"""A clause in its place: what the panel beside the answer shows, without any markup."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.answers import Answer, Outcome
from assistant.languages import sentence_spans, sentences
from assistant.library import Library
from assistant.library.labels import clause_label
from assistant.works import LANGUAGES, Clause, ClauseRef, Edition, Expression, Language, Span, Work


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a clause; ``marked`` when it supports the answer."""

    text: str
    marked: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """A clause in one expression: the headings above it, its own, and its sentences."""

    language: Language
    edition: Edition
    verified: bool
    above: tuple[str, ...]
    heading: str
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Inner:
    """A clause inside the one that is open."""

    ref: ClauseRef
    name: str


@dataclass(frozen=True, slots=True)
class ClauseView:
    """A clause with a column for each language it is there in, Chinese first.

    ``inside`` is empty for a leaf; the columns of a container have no sentences.
    """

    ref: ClauseRef
    work: Work
    label: str
    columns: tuple[Column, ...]
    previous: ClauseRef | None
    following: ClauseRef | None
    inside: tuple[Inner, ...]


def clause_view(library: Library, ref: ClauseRef, *, language: Language, outcome: Outcome | None) -> ClauseView:
    """Return a clause with what supports the answer marked.

    Args:
        library: where the clause stands.
        ref: a clause, or a part or section that contains some.
        language: of the label and of the names of clauses inside.
        outcome: the answer it is opened from; None marks nothing.

    Raises:
        WorkNotFoundError: there is no such work.
        ClauseNotFoundError: the work has no such clause.
    """
    library.check(ref)
    support = _support(library, ref, outcome)
    columns = tuple(_column(library, expression, ref, support) for expression in shown_expressions(library, ref))
    previous, following = _neighbours(library, ref)
    return ClauseView(
        ref=ref,
        work=library.work(ref.work),
        label=library.label(ref, language),
        columns=columns,
        previous=previous,
        following=following,
        inside=tuple(_inside(library, ref, language)),
    )


@dataclass(frozen=True, slots=True)
class _Support:
    """What of a clause supports an answer.

    ``rows`` counts sentences of the digests, which correspond one to one; ``quote``
    stands in the expression of that language and edition.
    """

    rows: frozenset[int] = frozenset()
    quote: str = ""
    language: Language | None = None
    edition: Edition | None = None

    def quotes(self, expression: Expression) -> bool:
        return bool(self.quote) and (expression.language, expression.edition) == (self.language, self.edition)


def _support(library: Library, ref: ClauseRef, outcome: Outcome | None) -> _Support:
    if not isinstance(outcome, Answer):
        return _Support()
    citation = next((citation for citation in outcome.citations if citation.ref == ref), None)
    if citation is None:
        return _Support()
    claims = {sentence.text for sentence in outcome.sentences if citation.n in sentence.citations}
    digests = [library.expression(ref.work, language, Edition.DIGEST) for language in LANGUAGES]
    rows = [
        row
        for digest in digests
        if digest is not None
        for row, text in enumerate(sentences(digest.text_of(ref.eid), digest.language))
        if text in claims
    ]
    return _Support(frozenset(rows), citation.quote, citation.quote_language, citation.edition)


def shown_expressions(library: Library, ref: ClauseRef) -> Iterator[Expression]:
    """Yield an expression a language: the official wording where it may be quoted, else the digest."""
    official = library.official(ref)
    for language in LANGUAGES:
        if official is not None and official.language == language:
            yield official
            continue
        expression = library.answering(ref.work, language)
        if expression.language == language:
            yield expression


def clause_column(library: Library, expression: Expression, ref: ClauseRef) -> Column:
    """Return a clause in one expression, nothing marked."""
    return _column(library, expression, ref, _Support())


def _column(library: Library, expression: Expression, ref: ClauseRef, support: _Support) -> Column:
    work = library.work(ref.work)
    official = expression.edition is Edition.OFFICIAL
    return Column(
        language=expression.language,
        edition=expression.edition,
        verified=official and library.is_verified(ref),
        above=tuple(heading_of(work, expression, step) for step in expression.ancestors(ref.eid)),
        heading=heading_of(work, expression, expression.clause(ref.eid)),
        sentences=_sentences(expression, ref.eid, support) if expression.is_leaf(ref.eid) else (),
    )


def heading_of(work: Work, expression: Expression, clause: Clause) -> str:
    """Return number and heading; the number as printed in Chinese, as labels have it in English."""
    if expression.language == "zh" and clause.num:
        return f"{clause.num}{clause.heading}"
    language = expression.language
    place = clause_label(work, expression, clause.eid, language)
    # The headings above are shown too, so only the last step of "II(2) item 6" is wanted.
    around = clause_label(work, expression, clause.parent, language) if clause.parent else _title(work, language)
    step = place.removeprefix(around).removeprefix(",").strip()
    step = step[:1].upper() + step[1:]
    between = " " if step.endswith(")") else " · "
    return between.join(part for part in (step, clause.heading) if part)


def _title(work: Work, language: Language) -> str:
    title = work.short_title.get(language)
    return f"《{title}》" if language == "zh" else title


def _sentences(expression: Expression, eid: str, support: _Support) -> tuple[Sentence, ...]:
    body = expression.text_of(eid)
    spans = tuple(sentence_spans(body, expression.language))
    rows = support.rows if expression.edition is Edition.DIGEST else frozenset()
    if not rows and support.quotes(expression):
        rows = _overlapping(spans, _span(body, support.quote))
    return tuple(Sentence(span.of(body), row in rows) for row, span in enumerate(spans))


def _span(body: str, quote: str) -> Span:
    start = max(body.find(quote), 0)
    return Span(start, start + len(quote) if quote in body else start)


def _overlapping(spans: Sequence[Span], quoted: Span) -> frozenset[int]:
    return frozenset(row for row, span in enumerate(spans) if span.start < quoted.end and quoted.start < span.end)


def _neighbours(library: Library, ref: ClauseRef) -> tuple[ClauseRef | None, ClauseRef | None]:
    leaves = library.leaves(ref.work)
    if ref not in leaves:
        return None, None
    at = leaves.index(ref)
    return (leaves[at - 1] if at else None), (leaves[at + 1] if at + 1 < len(leaves) else None)


def _inside(library: Library, ref: ClauseRef, language: Language) -> Iterator[Inner]:
    expression = library.answering(ref.work, language)
    for clause in expression.children(ref.eid):
        yield Inner(ClauseRef(ref.work, clause.eid), heading_of(library.work(ref.work), expression, clause))
