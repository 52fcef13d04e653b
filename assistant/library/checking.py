"""Check the corpus: digests complete and alike, ids in order, fingerprints and figures of the official text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.languages import sentences
from assistant.library.adding import fingerprints_of
from assistant.library.catalogue import Library
from assistant.library.fingerprints import fingerprint
from assistant.quantities import differences
from assistant.works import LANGUAGES, Authority, Clause, ClauseRef, Edition, Expression, Language


@dataclass(frozen=True, slots=True)
class Finding:
    """Something in the corpus that is not as it should be."""

    ref: ClauseRef
    problem: str


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check of the corpus looked at, and what it found."""

    works: int
    clauses: int
    sentences: int
    official: int
    findings: tuple[Finding, ...]


def check_corpus(library: Library) -> Checked:
    """Check every work that ships, and its official text where that is installed."""
    shipped = [work.id for work in library.works if library.is_shipped(work.id)]
    findings = tuple(finding for work in shipped for finding in _of_work(work, library))
    digests = [e for e in library.expressions if e.work in shipped and e.edition is Edition.DIGEST]
    leaves = [(e, clause) for e in digests for clause in e.leaves()]
    return Checked(
        works=len(shipped),
        clauses=sum(1 for e, _ in leaves if e.language == "zh"),
        sentences=sum(len(sentences(clause.span.of(e.text), e.language)) for e, clause in leaves),
        official=sum(1 for added in library.added if added.known for _ in added.verified),
        findings=findings,
    )


def _of_work(work: str, library: Library) -> Iterator[Finding]:
    zh, en = (library.expression(work, language, Edition.DIGEST) for language in LANGUAGES)
    if zh is None or en is None:
        yield Finding(ClauseRef(work, ""), "a digest is missing; both zh.md and en.md must be there")
        return
    yield from _order(zh)
    yield from _alike(zh, en)
    yield from _marked(zh, library)
    for language in LANGUAGES:
        official = library.expression(work, language, Edition.OFFICIAL)
        if official is not None:
            yield from _against(official, zh, en, library)


def _order(expression: Expression) -> Iterator[Finding]:
    """Yield clauses that stand out of order among those of the same container."""
    last: dict[str | None, tuple[int, ...]] = {}
    for clause in expression.clauses:
        key = tuple(int(number) for number in re.findall(r"[0-9]+", clause.eid.rpartition(".")[2]))
        # The preface has no number; nothing can stand before it.
        if key and key <= last.get(clause.parent, ()):
            yield Finding(ClauseRef(expression.work, clause.eid), "stands out of order")
        last[clause.parent] = key or last.get(clause.parent, ())


def _alike(zh: Expression, en: Expression) -> Iterator[Finding]:
    ids = [clause.eid for clause in zh.clauses]
    if ids != [clause.eid for clause in en.clauses]:
        others = [clause.eid for clause in en.clauses]
        odd = sorted(set(ids) ^ set(others)) or [one for one, other in zip(ids, others, strict=True) if one != other]
        yield Finding(
            ClauseRef(zh.work, ", ".join(odd)), "the two digests do not have the same clauses in the same order"
        )
        return
    for clause in zh.clauses:
        if zh.is_leaf(clause.eid):
            yield from _alike_clause(clause, zh, en)
        elif not clause.heading:
            yield Finding(ClauseRef(zh.work, clause.eid), "a container needs a heading")


def _alike_clause(clause: Clause, zh: Expression, en: Expression) -> Iterator[Finding]:
    ref = ClauseRef(zh.work, clause.eid)
    chinese, english = (sentences(e.text_of(clause.eid), e.language) for e in (zh, en))
    if not chinese or len(chinese) != len(english):
        yield Finding(ref, f"has {len(chinese)} Chinese and {len(english)} English sentences")
        return
    for number, (one, other) in enumerate(zip(chinese, english, strict=True), start=1):
        yield from _missing(ref, f"Chinese sentence {number}", one, "zh", "the English", other, "en")
        yield from _missing(ref, f"English sentence {number}", other, "en", "the Chinese", one, "zh")


def _missing(
    ref: ClauseRef, whose: str, text: str, language: Language, where: str, evidence: str, evidence_language: Language
) -> Iterator[Finding]:
    for figure in differences(text, evidence, claim_language=language, evidence_language=evidence_language):
        yield Finding(ref, f"{figure.text!r} of {whose} is not in {where}")


def _marked(zh: Expression, library: Library) -> Iterator[Finding]:
    """Yield leaves without a fingerprint, and fingerprints without a leaf; a briefing has none."""
    if library.work(zh.work).authority is Authority.BRIEFING:
        return
    leaves = {clause.eid for clause in zh.leaves()}
    marks = {mark.eid for mark in fingerprints_of(zh.work)}
    for eid in sorted(leaves ^ marks):
        yield Finding(
            ClauseRef(zh.work, eid), "has no fingerprint" if eid in leaves else "is a fingerprint without a clause"
        )


def _against(official: Expression, zh: Expression, en: Expression, library: Library) -> Iterator[Finding]:
    """Yield clauses whose official text is not the one digested, or has a figure that a digest lacks."""
    marks = {mark.eid: mark for mark in fingerprints_of(zh.work)}
    for clause in zh.leaves():
        ref = ClauseRef(zh.work, clause.eid)
        if clause.eid not in official:
            yield Finding(ref, "is not in the official text that is installed")
            continue
        text = official.text_of(clause.eid)
        if marks.get(clause.eid) != fingerprint(clause.eid, text):
            yield Finding(ref, "the official text that is installed does not match its fingerprint")
        if library.is_verified(ref):
            for digest in (zh, en):
                whose = f"the {'Chinese' if digest.language == 'zh' else 'English'} digest"
                yield from _missing(
                    ref,
                    "the official text",
                    text,
                    official.language,
                    whose,
                    digest.text_of(clause.eid),
                    digest.language,
                )
