"""The works there are: digests that ship, and official texts that users added."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from assistant.errors import ClauseNotFoundError, WorkNotFoundError
from assistant.library.added import Added
from assistant.library.labels import clause_label
from assistant.works import ClauseRef, Edition, Expression, Language, Passage, Work


@dataclass(frozen=True)
class Library:
    """Works and their expressions, as they were when the library was opened.

    ``works`` are in order of id, the shipped ones first. ``expressions`` holds at
    most one of each work, language and edition.
    """

    works: tuple[Work, ...]
    expressions: tuple[Expression, ...]
    added: tuple[Added, ...] = ()

    @cached_property
    def _works(self) -> dict[str, Work]:
        return {work.id: work for work in self.works}

    @cached_property
    def _expressions(self) -> dict[tuple[str, Language, Edition], Expression]:
        return {(e.work, e.language, e.edition): e for e in self.expressions}

    @cached_property
    def _verified(self) -> frozenset[ClauseRef]:
        return frozenset(ClauseRef(a.work.id, eid) for a in self.added if a.known for eid in a.verified)

    @cached_property
    def digest(self) -> str:
        """SHA-256 over everything that passages are made from, in hexadecimal."""
        total = hashlib.sha256()
        for expression in self._indexed():
            total.update(repr((expression.work, expression.language, expression.edition.value)).encode())
            total.update(expression.text.encode())
            total.update(repr([(c.eid, c.heading, c.span.start, c.span.end) for c in expression.clauses]).encode())
            total.update(self.work(expression.work).short_title.get(expression.language).encode())
        return total.hexdigest()

    def work(self, work_id: str) -> Work:
        """Return the work of that id.

        Raises:
            WorkNotFoundError: there is none.
        """
        try:
            return self._works[work_id]
        except KeyError:
            raise WorkNotFoundError(work_id) from None

    def is_shipped(self, work_id: str) -> bool:
        """Tell whether the work's digest ships with the package."""
        return (work_id, "zh", Edition.DIGEST) in self._expressions

    def expression(self, work_id: str, language: Language, edition: Edition) -> Expression | None:
        """Return one expression of a work, or None where there is none."""
        return self._expressions.get((work_id, language, edition))

    def editions(self, work_id: str) -> tuple[Expression, ...]:
        """Return the expressions of a work that people may read, digests first."""
        return tuple(e for e in self.expressions if e.work == work_id and e.edition is not Edition.EXPANSION)

    def answering(self, work_id: str, language: Language) -> Expression:
        """Return the expression answers are made of: the digest, else the official text.

        A work with a digest is always answered from it, so that answers do not
        change with what is installed.

        Raises:
            WorkNotFoundError: there is no such work.
        """
        other: Language = "en" if language == "zh" else "zh"
        for wanted, edition in (
            (language, Edition.DIGEST),
            (language, Edition.OFFICIAL),
            (other, Edition.DIGEST),
            (other, Edition.OFFICIAL),
        ):
            found = self.expression(work_id, wanted, edition)
            if found is not None:
                return found
        raise WorkNotFoundError(work_id)

    def official(self, ref: ClauseRef) -> Expression | None:
        """Return the official expression whose wording of a clause may be quoted.

        Of a work that ships, only clauses that matched their fingerprint are quoted.
        """
        for language in ("zh", "en"):
            expression = self.expression(ref.work, "zh" if language == "zh" else "en", Edition.OFFICIAL)
            if (
                expression is not None
                and ref.eid in expression
                and (not self.is_shipped(ref.work) or self.is_verified(ref))
            ):
                return expression
        return None

    def is_verified(self, ref: ClauseRef) -> bool:
        """Tell whether the official text of a clause matched its fingerprint."""
        return ref in self._verified

    def check(self, ref: ClauseRef) -> ClauseRef:
        """Return ``ref`` if the clause exists.

        Raises:
            WorkNotFoundError: there is no such work.
            ClauseNotFoundError: the work has no such clause.
        """
        expression = self.answering(self.work(ref.work).id, "zh")
        if ref.eid not in expression:
            raise ClauseNotFoundError(ref.work, ref.eid)
        return ref

    def has(self, ref: ClauseRef) -> bool:
        """Tell whether the clause exists."""
        return ref.work in self._works and ref.eid in self.answering(ref.work, "zh")

    def label(self, ref: ClauseRef, language: Language) -> str:
        """Return what people call a clause.

        Raises:
            WorkNotFoundError: there is no such work.
            ClauseNotFoundError: the work has no such clause.
        """
        return clause_label(self.work(ref.work), self.answering(ref.work, language), ref.eid, language)

    def leaves(self, work_id: str) -> tuple[ClauseRef, ...]:
        """Return the clauses of a work that contain no other, in document order."""
        return tuple(ClauseRef(work_id, clause.eid) for clause in self.answering(work_id, "zh").leaves())

    def passages(self) -> Iterator[Passage]:
        """Yield what is indexed: every leaf clause of every expression, in order.

        The official text of a work that ships is quoted, not indexed: its digest says
        the same, and answers must not change with what is installed.
        """
        for expression in self._indexed():
            title = self.work(expression.work).short_title.get(expression.language)
            for clause in expression.leaves():
                above = (*expression.ancestors(clause.eid), clause)
                headings = [title, *(step.heading for step in above if step.heading)]
                text = "\n".join([" · ".join(headings), clause.span.of(expression.text)])
                yield Passage(ClauseRef(expression.work, clause.eid), expression.edition, expression.language, text)

    def _indexed(self) -> Iterator[Expression]:
        return (e for e in self.expressions if e.edition is not Edition.OFFICIAL or not self.is_shipped(e.work))


def catalogue(works: Sequence[Work], expressions: Sequence[Expression], added: Sequence[Added]) -> Library:
    """Put shipped works and added documents together; shipped metadata wins."""
    known = {work.id for work in works}
    new = [document.work for document in added if document.work.id not in known]
    return Library(
        works=(*works, *new),
        expressions=(*expressions, *(document.expression for document in added)),
        added=tuple(added),
    )
