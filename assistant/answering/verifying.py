"""Verify sentences against the clauses they cite: what fails is not shown.

For every sentence: it is one plain sentence in the language that was asked for; its
citations resolve to clauses that were retrieved; every figure in it stands in a cited
clause with the same value, unit, qualifier and year, and is said of the same thing;
every other word of content stands there too, itself or by a name that means the same;
nothing is ordered, allowed or denied that is not. The check is made against the digest
it was taken from, and its figures against the expression that is quoted beside it too.
"""

from __future__ import annotations

import enum
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from assistant.answers import Citation, DraftSentence, Sentence, Support
from assistant.indexing.tokens import terms
from assistant.languages import language_of, sentence_spans, sentences
from assistant.library import Library
from assistant.quantities import differences
from assistant.works import ClauseRef, Expression, Language, Span


class Fault(enum.StrEnum):
    """Why a sentence is not shown."""

    NO_CITATION = "no citation"
    NOT_RETRIEVED = "cites a clause that was not retrieved"
    FIGURE = "has a figure that its clause does not contain"
    LANGUAGE = "is not in the language asked"
    FORM = "is no plain sentence"
    ATTACHED = "gives a figure of its clause to something else"
    NAME = "names a document, place or body that its clause does not"
    FORCE = "orders, allows, denies or reports what its clause does not"
    CONTENT = "says what its clause does not"


@dataclass(frozen=True, slots=True)
class Rejected:
    """A sentence that is not shown, and why; ``detail`` names the figure or clause."""

    text: str
    fault: Fault
    detail: str


@dataclass(frozen=True, slots=True)
class Verified:
    """What passed, the citations in order of appearance, and what did not pass."""

    sentences: tuple[Sentence, ...]
    citations: tuple[Citation, ...]
    rejected: tuple[Rejected, ...]


@dataclass(frozen=True)
class Verifier:
    """Checks drafts against the works of a library."""

    library: Library

    def verify(
        self, drafts: Sequence[DraftSentence], *, language: Language, retrieved: Collection[ClauseRef]
    ) -> Verified:
        """Return the sentences that their citations support, and those citations."""
        rejected: list[Rejected] = []
        passed: list[tuple[DraftSentence, Support]] = []
        for draft in drafts:
            fault = self._fault(draft, language, retrieved)
            if fault is None:
                passed.append((draft, self._support(draft)))
            else:
                rejected.append(fault)
        numbers: dict[ClauseRef, int] = {}
        for draft, _ in passed:
            for citation in draft.citations:
                numbers.setdefault(citation.ref, len(numbers) + 1)
        shown = tuple(
            Sentence(draft.text, tuple(numbers[c.ref] for c in draft.citations), support) for draft, support in passed
        )
        citations = tuple(
            self._citation(n, ref, [d.text for d, _ in passed if ref in {c.ref for c in d.citations}], language)
            for ref, n in numbers.items()
        )
        return Verified(shown, citations, tuple(rejected))

    def _fault(self, draft: DraftSentence, language: Language, retrieved: Collection[ClauseRef]) -> Rejected | None:
        if not draft.citations:
            return Rejected(draft.text, Fault.NO_CITATION, "")
        strangers = [str(c.ref) for c in draft.citations if c.ref not in retrieved]
        if strangers:
            return Rejected(draft.text, Fault.NOT_RETRIEVED, ", ".join(strangers))
        refs = [c.ref for c in draft.citations]
        spoken = language_of(draft.text)
        if spoken != language and not all(self.library.answering(r.work, language).language == spoken for r in refs):
            return Rejected(draft.text, Fault.LANGUAGE, spoken)
        return self._figure_fault(draft.text, spoken, refs)

    def _figure_fault(self, text: str, language: Language, refs: Sequence[ClauseRef]) -> Rejected | None:
        for expressions in (self._digests(refs, language), self._quoted(refs, language)):
            evidence_language = expressions[0].language
            evidence = "\n".join(_with_headings(e, ref.eid) for e, ref in zip(expressions, refs, strict=True))
            missing = differences(text, evidence, claim_language=language, evidence_language=evidence_language)
            if missing:
                return Rejected(text, Fault.FIGURE, ", ".join(q.text for q in missing))
        return None

    def _digests(self, refs: Sequence[ClauseRef], language: Language) -> list[Expression]:
        return [self.library.answering(ref.work, language) for ref in refs]

    def _quoted(self, refs: Sequence[ClauseRef], language: Language) -> list[Expression]:
        official = [self.library.official(ref) for ref in refs]
        # Evidence is read in one language: where only some clauses have an official text, digests stand for all.
        found = [expression for expression in official if expression is not None]
        return found if len(found) == len(refs) else self._digests(refs, language)

    def _support(self, draft: DraftSentence) -> Support:
        for citation in draft.citations:
            expression = self._quoted([citation.ref], language_of(draft.text))[0]
            if draft.text in expression.text_of(citation.ref.eid):
                return Support.VERBATIM
        return Support.SUPPORTED

    def _citation(self, n: int, ref: ClauseRef, texts: Sequence[str], language: Language) -> Citation:
        work = self.library.work(ref.work)
        digest = self.library.answering(ref.work, language)
        expression = self._quoted([ref], language)[0]
        quote = _quote(expression, ref.eid, [self._counterpart(ref, text, expression.language) for text in texts])
        rendering = (
            _quote(digest, ref.eid, texts) if expression.language != language and digest.language == language else None
        )
        return Citation(
            n=n,
            ref=ref,
            label=self.library.label(ref, language),
            authority=work.authority,
            edition=expression.edition,
            quote=quote,
            quote_language=expression.language,
            rendering=rendering,
            verified=self.library.is_verified(ref),
        )

    def _counterpart(self, ref: ClauseRef, text: str, language: Language) -> str:
        """Return the same sentence of the digest in ``language``; the two digests correspond one to one."""
        spoken = language_of(text)
        if spoken == language:
            return text
        here, there = self.library.answering(ref.work, spoken), self.library.answering(ref.work, language)
        own = sentences(here.text_of(ref.eid), here.language)
        other = sentences(there.text_of(ref.eid), there.language)
        return other[own.index(text)] if text in own and len(own) == len(other) else text


def _with_headings(expression: Expression, eid: str) -> str:
    clause = expression.clause(eid)
    above = [step.heading for step in (*expression.ancestors(eid), clause) if step.heading]
    return "\n".join([*above, clause.span.of(expression.text)])


def _quote(expression: Expression, eid: str, texts: Sequence[str]) -> str:
    """Return the part of a clause that supports the sentences, word for word as it stands."""
    body = expression.text_of(eid)
    spans = [span for text in texts for span in [_supporting(body, expression.language, text)]]
    start, end = min(span.start for span in spans), max(span.end for span in spans)
    return body[start:end]


def _supporting(body: str, language: Language, text: str) -> Span:
    """Return where the sentence stands, else where the one that says most of it stands.

    A stretch that lacks one of its figures is no support; then the whole clause is quoted.
    """
    at = body.find(text)
    if at >= 0:
        return Span(at, at + len(text))
    wanted = set(terms(text))
    spoken = language_of(text)
    best = max(
        sentence_spans(body, language),
        key=lambda span: (len(wanted & set(terms(span.of(body)))), -span.start),
        default=Span(0, len(body)),
    )
    whole = spoken != language or differences(text, best.of(body), claim_language=spoken, evidence_language=language)
    return Span(0, len(body)) if whole else best
