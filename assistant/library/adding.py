"""Add a document: recognise it as a known work and verify it, or take it in as a new one."""

from __future__ import annotations

import enum
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from filelock import FileLock

from assistant.errors import WorkNotFoundError, WorkProtectedError
from assistant.languages import folded, language_of
from assistant.library.added import Added, read_all_added, remove_added, save_added
from assistant.library.catalogue import Library
from assistant.library.digests import read_shipped
from assistant.library.fingerprints import Fingerprint, fingerprint, read_fingerprints
from assistant.library.opening import open_library
from assistant.parsing import ParsedWork, parse, read_source, work_ids
from assistant.resources import content_path
from assistant.settings import Settings
from assistant.works import Authority, Bilingual, Edition, Expression, Work

SHORT_TITLE = 40
"""Longest short title of an added work, in characters."""


class Outcome(enum.StrEnum):
    """What came of adding one work."""

    ADDED = "added"
    REPLACED = "replaced"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class AddedWork:
    """One work of a file that was added.

    ``unmatched`` lists the clauses of a known work whose official wording did not
    match its fingerprint, or was not found: their digest goes on being quoted.
    """

    work: Work
    outcome: Outcome
    known: bool
    clauses: int
    matched: int
    unmatched: tuple[str, ...]


def add_file(settings: Settings, path: Path) -> tuple[AddedWork, ...]:
    """Add every work of a file; nothing is changed unless the whole file could be read.

    Raises:
        SourceError: the file cannot be read as a policy document.
        OSError: the user's folder cannot be written.
    """
    parsed = parse(read_source(path))
    settings.library_home.mkdir(parents=True, exist_ok=True)
    with FileLock(settings.library_home / ".lock"):
        library = open_library(settings)
        existing = {added.work.id: added for added in read_all_added(settings.library_home)}
        documents = _documents(parsed, library, path.name)
        return tuple(_keep(settings, document, existing.get(document.work.id)) for document in documents)


def remove_work(settings: Settings, work_id: str) -> bool:
    """Forget a document that was added; of a work that ships, its official text.

    Returns:
        Whether the work itself is gone; False where its digest ships and stays.

    Raises:
        WorkNotFoundError: there is no such work.
        WorkProtectedError: the work ships, and no official text of it was added.
    """
    settings.library_home.mkdir(parents=True, exist_ok=True)
    with FileLock(settings.library_home / ".lock"):
        # The documents that were added are not read: this is how a damaged one is got rid of.
        works, _ = read_shipped(content_path("corpus"))
        shipped = any(work.id == work_id for work in works)
        if not remove_added(settings.library_home, work_id):
            if shipped:
                raise WorkProtectedError(
                    f"{work_id} ships with the assistant and cannot be removed; no official text of it was added"
                )
            raise WorkNotFoundError(work_id)
        return not shipped


def fingerprints_of(work_id: str) -> tuple[Fingerprint, ...]:
    """Return the fingerprints that ship for a work; none for a briefing.

    Raises:
        ContentError: the file is malformed.
    """
    path = content_path("corpus", work_id) / "fingerprints.tsv"
    return tuple(read_fingerprints(path)) if path.is_file() else ()


def recognised(parsed: ParsedWork, library: Library) -> Work | None:
    """Return the work that ships which a parsed one is, or None.

    It is known by 文号 and title, or by half of its fingerprints.
    """
    found = {fingerprint(eid, text).sha256 for eid, text in leaf_texts(parsed)}
    for work in library.works:
        if not library.is_shipped(work.id) or work.authority is not Authority.OFFICIAL:
            continue
        named = _key(parsed.title) == _key(work.title.zh) and _key(parsed.number or "") == _key(work.number or "")
        known = [mark.sha256 for mark in fingerprints_of(work.id)]
        if named or (known and sum(digest in found for digest in known) * 2 >= len(known)):
            return work
    return None


def leaf_texts(parsed: ParsedWork) -> tuple[tuple[str, str], ...]:
    """Return id and text of the clauses that contain no other, in document order."""
    parents = {clause.parent for clause in parsed.clauses}
    return tuple((c.eid, c.span.of(parsed.text)) for c in parsed.clauses if c.eid not in parents)


def _key(text: str) -> str:
    return "".join(character for character in folded(text) if character.isalnum())


def _documents(parsed: Sequence[ParsedWork], library: Library, source: str) -> list[Added]:
    ids = work_ids([(one.number, one.title) for one in parsed])
    return [
        _document(one, name, recognised(one, library), library, source) for one, name in zip(parsed, ids, strict=True)
    ]


def _document(parsed: ParsedWork, name: str, known: Work | None, library: Library, source: str) -> Added:
    work = known or _new_work(parsed, f"{name}-added" if library.is_shipped(name) else name)
    language = language_of(parsed.text)
    expression = Expression(work.id, language, Edition.OFFICIAL, parsed.text, parsed.clauses)
    matched: frozenset[str] = frozenset()
    if known:
        marks = {mark.eid: mark for mark in fingerprints_of(known.id)}
        matched = frozenset(eid for eid, text in leaf_texts(parsed) if marks.get(eid) == fingerprint(eid, text))
    return Added(work, expression, matched, known is not None, source)


def _new_work(parsed: ParsedWork, name: str) -> Work:
    title = parsed.title
    short = title if len(title) <= SHORT_TITLE else f"{title[: SHORT_TITLE - 1]}…"
    names = tuple(dict.fromkeys(text for text in (parsed.number, _inner_title(title)) if text))
    return Work(
        id=name,
        title=Bilingual(title, ""),
        short_title=Bilingual(short, ""),
        issuer=Bilingual(parsed.issuer or "", ""),
        authority=Authority.ADDED,
        number=parsed.number,
        issued=parsed.issued,
        period=parsed.period,
        names=names,
    )


def _inner_title(title: str) -> str:
    """Return a title without who issues it and that it is a notice: 《…办法》 of 关于印发《…办法》的通知."""
    inner = title.partition("《")[2].partition("》")[0]
    return inner or title


def _keep(settings: Settings, document: Added, before: Added | None) -> AddedWork:
    outcome = Outcome.ADDED if before is None else Outcome.REPLACED
    # The file's name is no reason to write it anew; a clause that is verified now, or no longer, is.
    if before is not None and replace(before, source=document.source) == document:
        outcome = Outcome.UNCHANGED
    if outcome is not Outcome.UNCHANGED:
        save_added(settings.library_home, document)
    expected = [mark.eid for mark in fingerprints_of(document.work.id)] if document.known else []
    return AddedWork(
        work=document.work,
        outcome=outcome,
        known=document.known,
        clauses=sum(1 for _ in document.expression.leaves()),
        matched=len(document.verified),
        unmatched=tuple(eid for eid in expected if eid not in document.verified),
    )
