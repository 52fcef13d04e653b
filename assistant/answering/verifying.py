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
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from assistant.answering.deriving import concluded, premises, stated
from assistant.answering.plainness import oddities
from assistant.answering.statements import BLANK, Statement, figures_of, statement
from assistant.answering.supporting import NAMED, Ground, Lack, Shortfall, borne_out
from assistant.answers import Citation, Derivation, DraftSentence, Sentence, Support
from assistant.indexing.tokens import terms
from assistant.languages import folded, language_of, sentence_spans, sentences
from assistant.library import Library
from assistant.quantities import Quantity, differences, missing
from assistant.terms import Glossary
from assistant.works import ClauseRef, Expression, Language, Span, Work


class Fault(enum.StrEnum):
    """Why a sentence is not shown."""

    NO_CITATION = "no citation"
    NOT_RETRIEVED = "cites a clause that was not retrieved"
    FIGURE = "has a figure that its clause does not contain"
    LANGUAGE = "is not in the language asked"
    FORM = "is no plain sentence"
    ATTACHED = "gives a figure of its clause to something else"
    ROLES = "exchanges who does what to whom in its clause"
    NAME = "names a document, place or body that its clause does not"
    FORCE = "orders, allows, denies or reports what its clause does not"
    CONTENT = "says what its clause does not"
    DERIVED = "does not follow from its clauses"


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


@dataclass(frozen=True, slots=True)
class _Clause:
    """A clause as evidence, in the language of the sentences that cite it.

    Attributes:
        bodies: its own text, in the expression that answers are made of and in the one quoted, in this language.
        figures: those of its text and of the headings above it.
        quoted: the same of the expression that is quoted.
        letters: everything that stands in it, in any edition.
    """

    ref: ClauseRef
    language: Language
    bodies: tuple[str, ...]
    figures: tuple[Quantity, ...]
    quoted: tuple[Quantity, ...]
    letters: str


_NO_NAMES = Glossary(())


@dataclass(frozen=True)
class Verifier:
    """Checks drafts against the works of a library; it keeps what it has read, so use one for many answers.

    ``glossary`` says which names mean the same; without one a sentence must use the clause's own.
    """

    library: Library
    glossary: Glossary = _NO_NAMES

    def verify(
        self, drafts: Sequence[DraftSentence], *, language: Language, retrieved: Collection[ClauseRef]
    ) -> Verified:
        """Return the sentences that their citations support, and those citations.

        A citation that supports nothing of its sentence is left out.
        """
        rejected: list[Rejected] = []
        passed: list[tuple[DraftSentence, Support]] = []
        for draft in drafts:
            checked = self._checked(draft, language, retrieved)
            if isinstance(checked, Rejected):
                rejected.append(checked)
            else:
                passed.append(checked)
        numbers: dict[ClauseRef, int] = {}
        for draft, _ in passed:
            for citation in draft.citations:
                numbers.setdefault(citation.ref, len(numbers) + 1)
        shown = tuple(
            Sentence(draft.text, tuple(numbers[c.ref] for c in draft.citations), support) for draft, support in passed
        )
        citations = tuple(
            self._citation(n, ref, [t for d, _ in passed for t in self._said_by(d, ref, language)], language)
            for ref, n in numbers.items()
        )
        return Verified(shown, citations, tuple(rejected))

    def _checked(
        self, draft: DraftSentence, language: Language, retrieved: Collection[ClauseRef]
    ) -> tuple[DraftSentence, Support] | Rejected:
        """Return the draft with the citations that support it, or why it is not shown."""
        fault = self._citation_fault(draft, retrieved)
        if fault is not None:
            return fault
        if draft.derivation is not None:
            return self._concluded(draft, draft.derivation, language)
        text, refs = draft.text, [citation.ref for citation in draft.citations]
        spoken = language_of(text)
        if spoken != language and not all(self.library.answering(r.work, language).language == spoken for r in refs):
            return Rejected(text, Fault.LANGUAGE, spoken)
        clauses = [self._clause(ref, spoken) for ref in dict.fromkeys(refs)]
        fault = _figure_fault(text, spoken, clauses)
        if fault is not None:
            return fault
        # Word for word, and whole sentences: half a sentence may say the opposite.
        standing = [c.ref for c in clauses if any(_stands(text, body, c.language) for body in c.bodies)]
        if standing:
            return self._with(draft, standing)
        borne = self._borne_out(text, spoken, clauses)
        return borne if isinstance(borne, Rejected) else self._with(draft, borne)

    def _citation_fault(self, draft: DraftSentence, retrieved: Collection[ClauseRef]) -> Rejected | None:
        if not draft.citations:
            return Rejected(draft.text, Fault.NO_CITATION, "")
        strangers = [str(c.ref) for c in draft.citations if c.ref not in retrieved]
        return Rejected(draft.text, Fault.NOT_RETRIEVED, ", ".join(strangers)) if strangers else None

    def _concluded(
        self, draft: DraftSentence, derivation: Derivation, language: Language
    ) -> tuple[DraftSentence, Support] | Rejected:
        """Return a derived sentence that follows, written again from its clauses, or why it does not."""
        refs = [operand.ref for operand in derivation.operands]
        if sorted({citation.ref for citation in draft.citations}) != sorted(refs):
            return Rejected(draft.text, Fault.DERIVED, "cites other clauses than it reckons with")
        if concluded(derivation, self.library, language) != draft.text:
            return Rejected(draft.text, Fault.DERIVED, derivation.operation)
        for ref, premise in premises(derivation, self.library, language):
            borne = self._borne_out(premise, language, [self._clause(ref, language)])
            if isinstance(borne, Rejected):
                return Rejected(draft.text, Fault.DERIVED, f"{premise} {borne.detail}")
        return draft, Support.DERIVED

    def _said_by(self, draft: DraftSentence, ref: ClauseRef, language: Language) -> list[str]:
        """Return what a clause is cited for: the sentence, or of a derived one the sentence its figure stands in."""
        if ref not in {citation.ref for citation in draft.citations}:
            return []
        if draft.derivation is None:
            return [draft.text]
        found = stated(draft.derivation, self.library, language)
        return [one.sentence for one in found if one.operand.ref == ref]

    def _borne_out(self, text: str, spoken: Language, clauses: Sequence[_Clause]) -> list[ClauseRef] | Rejected:
        """Return the clauses that bear a sentence out that stands in none word for word."""
        odd = oddities(text, "".join(clause.letters for clause in clauses))
        if odd or not text.strip():
            return Rejected(text, Fault.FORM, odd)
        strange = self._not_cited(text, clauses)
        if strange:
            return Rejected(text, Fault.NAME, ", ".join(strange))
        grounds = [ground for clause in clauses for ground in self._grounds(clause)]
        used: list[ClauseRef] = []
        for sentence in sentences(text, spoken):
            borne = borne_out(sentence, spoken, grounds, self.glossary)
            if isinstance(borne, Shortfall):
                return self._fault(text, borne, spoken)
            used.extend(ground.ref for ground in borne)
        return [clause.ref for clause in clauses if clause.ref in used]

    def _fault(self, text: str, lacking: Shortfall, spoken: Language) -> Rejected:
        if lacking.lack is Lack.CONTENT and self._is_name(lacking.detail, spoken):
            return Rejected(text, Fault.NAME, lacking.detail)
        return Rejected(text, _FAULTS[lacking.lack], lacking.detail)

    def _is_name(self, words: str, language: Language) -> bool:
        """Tell whether words name a place, a body or a person, going by the glossary or by their capital."""
        kinds = {match.term.kind for match in self.glossary.find(words, language)}
        return bool(kinds & NAMED) or any(word[:1].isupper() for word in words.split(", "))

    def _with(self, draft: DraftSentence, refs: Sequence[ClauseRef]) -> tuple[DraftSentence, Support]:
        """Return the draft with the citations among ``refs``, and how they support it."""
        kept = tuple(citation for citation in draft.citations if citation.ref in refs)
        supported = DraftSentence(draft.text, kept)
        return supported, self._support(supported)

    @cached_property
    def _clauses(self) -> dict[tuple[ClauseRef, Language], _Clause]:
        return {}

    def _clause(self, ref: ClauseRef, language: Language) -> _Clause:
        """Return a clause as evidence for sentences in ``language``, read once."""
        known = self._clauses.get((ref, language))
        if known is None:
            known = self._clauses[ref, language] = self._read(ref, language)
        return known

    def _read(self, ref: ClauseRef, language: Language) -> _Clause:
        digest = self.library.answering(ref.work, language)
        quoted = self._quoted([ref], language)[0]
        return _Clause(
            ref=ref,
            language=digest.language,
            bodies=tuple(one.text_of(ref.eid) for one in (digest, quoted) if one.language == digest.language),
            figures=figures_of(_with_headings(digest, ref.eid), digest.language),
            quoted=figures_of(_with_headings(quoted, ref.eid), quoted.language),
            letters="".join(
                one.text_of(ref.eid) + "".join(_headings(one, ref.eid))
                for one in self.library.editions(ref.work)
                if ref.eid in one
            ),
        )

    @cached_property
    def _read_grounds(self) -> dict[tuple[ClauseRef, Language], tuple[Ground, ...]]:
        return {}

    def _grounds(self, clause: _Clause) -> tuple[Ground, ...]:
        """Return the sentences of a clause, each with what stands over it, read once and only when one is needed."""
        key = clause.ref, clause.language
        known = self._read_grounds.get(key)
        if known is None:
            known = self._read_grounds[key] = self._grounds_of(clause.ref, clause.language)
        return known

    def _grounds_of(self, ref: ClauseRef, language: Language) -> tuple[Ground, ...]:
        digest = self.library.answering(ref.work, language)
        quoted = self._quoted([ref], language)[0]
        frame = _frame(self.library.work(ref.work), digest, ref.eid)
        headings = tuple(statement(heading, digest.language) for heading in _headings(digest, ref.eid))
        subject = frozenset(
            term for name in self.library.work(ref.work).subjects for term in statement(name, digest.language).terms
        )
        expressions = (digest, quoted) if quoted is not digest and quoted.language == digest.language else (digest,)
        return tuple(
            ground for expression in expressions for ground in _grounds(expression, ref, frame, headings, subject)
        )

    @cached_property
    def _called(self) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
        """What documents and their subjects are called, folded, longest first: name, work, names of the same."""
        found: list[tuple[str, str, tuple[str, ...]]] = []
        for work in self.library.works:
            documents = (*work.names, work.title.zh, work.title.en, work.short_title.zh, work.short_title.en)
            for names in (documents, work.subjects):
                same = tuple(folded(name) for name in names if name)
                found.extend((name, work.id, same) for name in same)
        return tuple(sorted(found, key=lambda entry: (-len(entry[0]), entry)))

    def _not_cited(self, text: str, clauses: Sequence[_Clause]) -> tuple[str, ...]:
        """Return the documents and subjects that a sentence names and that are neither cited nor named in what is."""
        plain = folded(text)
        letters = folded("\n".join(clause.letters for clause in clauses))
        cited = {clause.ref.work for clause in clauses}
        strange: list[str] = []
        for name, work, same in self._called:
            if name in plain:
                # A longer name may hold a shorter one of another work.
                plain = plain.replace(name, BLANK)
                if work not in cited and not any(other in letters for other in same):
                    strange.append(name)
        return tuple(strange)

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
            if _stands(draft.text, expression.text_of(citation.ref.eid), expression.language):
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


_FAULTS = {
    Lack.CONTENT: Fault.CONTENT,
    Lack.FIGURE: Fault.FIGURE,
    Lack.ATTACHED: Fault.ATTACHED,
    Lack.ROLES: Fault.ROLES,
    Lack.FORCE: Fault.FORCE,
}


def _figure_fault(text: str, language: Language, clauses: Sequence[_Clause]) -> Rejected | None:
    """Check the figures of a sentence against the digest, and against what is quoted."""
    claimed = figures_of(text, language)
    for evidence in ([c.figures for c in clauses], [c.quoted for c in clauses]):
        lacking = missing(claimed, [figure for figures in evidence for figure in figures])
        if lacking:
            return Rejected(text, Fault.FIGURE, ", ".join(figure.text for figure in lacking))
    return None


def _headings(expression: Expression, eid: str) -> list[str]:
    return [step.heading for step in (*expression.ancestors(eid), expression.clause(eid)) if step.heading]


def _with_headings(expression: Expression, eid: str) -> str:
    return "\n".join([*_headings(expression, eid), expression.text_of(eid)])


def _frame(work: Work, expression: Expression, eid: str) -> str:
    """Return what stands over a clause: its headings, and what its work is called and is about."""
    language = expression.language
    called = (work.title.get(language), work.short_title.get(language), *work.names, *work.subjects)
    return "\n".join((*_headings(expression, eid), *called))


def _grounds(
    expression: Expression, ref: ClauseRef, frame: str, headings: tuple[Statement, ...], subject: frozenset[str]
) -> Iterator[Ground]:
    read = [
        statement(text, expression.language) for text in sentences(expression.text_of(ref.eid), expression.language)
    ]
    for one in read:
        yield Ground(ref, one, frame, headings, tuple(other for other in read if other is not one), subject)


def _stands(text: str, body: str, language: Language) -> bool:
    """Tell whether ``text`` stands in ``body`` as one or several whole sentences."""
    at = body.find(text)
    if at < 0:
        return False
    spans = tuple(sentence_spans(body, language))
    return any(span.start == at for span in spans) and any(span.end == at + len(text) for span in spans)


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
