"""Works, their expressions and clauses: what is asked about, and what is cited.

The words are those of FRBR (a *work* has *expressions*) and of Akoma Ntoso (an
expression is a tree of elements, each with an *eid*). A clause id belongs to the
work: the Chinese and the English expression of a clause share it.
"""

from __future__ import annotations

import datetime as dt
import enum
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from assistant.errors import ClauseNotFoundError

Language = Literal["zh", "en"]
LANGUAGES: tuple[Language, Language] = ("zh", "en")


class Edition(enum.StrEnum):
    """Whose words an expression holds."""

    DIGEST = "digest"
    OFFICIAL = "official"
    EXPANSION = "expansion"
    """How people ask for a clause: indexed, never shown."""


class Authority(enum.StrEnum):
    """What stands behind a work; the order is the order of precedence."""

    OFFICIAL = "official"
    BRIEFING = "briefing"
    ADDED = "added"
    """A document that a user added: nobody vouches for it but the user."""


class Level(enum.StrEnum):
    """What a clause is in its document."""

    PREFACE = "preface"
    PART = "part"
    CHAPTER = "chapter"
    SECTION = "section"
    ARTICLE = "article"
    ITEM = "item"
    SUBITEM = "subitem"
    PARAGRAPH = "paragraph"


@dataclass(frozen=True, slots=True)
class Bilingual:
    """A text in both languages; where one is unknown it is empty."""

    zh: str
    en: str

    def get(self, language: Language) -> str:
        """Return the text in ``language``, or in the other where that is empty."""
        return (self.zh or self.en) if language == "zh" else (self.en or self.zh)


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open range of code points."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return the part of ``text`` that the span covers."""
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Work:
    """A policy document, whatever its language or edition.

    ``period`` holds the first and last year a plan covers, ``part_of`` the work
    that promulgates it, ``names`` what people call the document and ``subjects``
    what it is about; ``short_names`` stand for it only beside the names of others,
    in a comparison. All are matched when folded.
    """

    id: str
    title: Bilingual
    short_title: Bilingual
    issuer: Bilingual
    authority: Authority
    number: str | None = None
    issued: dt.date | None = None
    period: tuple[int, int] | None = None
    part_of: str | None = None
    names: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    short_names: tuple[str, ...] = ()

    @property
    def numbered_names(self) -> tuple[str, ...]:
        """What people call a document by its number: of 沪府办发〔2022〕12号, 12号文 and "document no. 12".

        What is part of another document bears that one's number.
        """
        printed = re.search(r"([0-9]+)\s*号$", self.number or "")
        if printed is None or self.part_of:
            return ()
        count = printed.group(1)
        english = (f"{kind} {mark}{count}" for kind in ("document", "circular", "notice") for mark in _NUMBER_MARKS)
        return (f"{count}号文", f"{count}号通知", f"{count}号文件", *english)

    @property
    def plan_names(self) -> tuple[str, ...]:
        """What people call a plan by what it is about: 低碳计划, "the smart-device plan"."""
        if self.period is None:
            return ()
        about = dict.fromkeys((*self.subjects, *self.short_names))
        return tuple(
            f"{subject} {kind}" if subject.isascii() else f"{subject}{kind}"
            for subject in about
            for kind in (_PLANS if subject.isascii() else _PLANS_ZH)
        )


_PLANS = ("plan", "action plan", "document")
_PLANS_ZH = ("方案", "行动方案", "行动计划", "计划", "文件")
_NUMBER_MARKS = ("no. ", "no.", "no ", "number ", "")


@dataclass(frozen=True, slots=True, order=True)
class ClauseRef:
    """A clause of a work, printed ``green/2.2.6``."""

    work: str
    eid: str

    def __str__(self) -> str:
        return f"{self.work}/{self.eid}"

    @classmethod
    def parse(cls, text: str) -> ClauseRef:
        """Read ``work/eid``.

        Raises:
            ValueError: there is no slash, or nothing on one side of it.
        """
        work, slash, eid = text.strip().partition("/")
        if not (slash and work and eid):
            raise ValueError(f"a clause is written work/eid, for example green/2.2.6, not {text!r}")
        return cls(work, eid)


@dataclass(frozen=True, slots=True)
class Clause:
    """One numbered (or counted) piece of an expression.

    ``num`` is the number as printed ("二、", "（一）", "6．", ""), ``heading`` the
    heading without it. ``span`` is the clause's own text in the expression, after
    number and heading; for a container it covers all that it contains.
    """

    eid: str
    level: Level
    num: str
    heading: str
    span: Span
    parent: str | None = None


@dataclass(frozen=True)
class Expression:
    """A work in one language and one edition. Clauses are in document order."""

    work: str
    language: Language
    edition: Edition
    text: str
    clauses: tuple[Clause, ...]

    @cached_property
    def _by_eid(self) -> dict[str, Clause]:
        return {clause.eid: clause for clause in self.clauses}

    @cached_property
    def _parents(self) -> frozenset[str]:
        return frozenset(clause.parent for clause in self.clauses if clause.parent)

    def __contains__(self, eid: object) -> bool:
        return eid in self._by_eid

    def clause(self, eid: str) -> Clause:
        """Return the clause of that id.

        Raises:
            ClauseNotFoundError: there is none.
        """
        try:
            return self._by_eid[eid]
        except KeyError:
            raise ClauseNotFoundError(self.work, eid) from None

    def text_of(self, eid: str) -> str:
        """Return the clause's own text, without number and heading."""
        return self.clause(eid).span.of(self.text)

    def is_leaf(self, eid: str) -> bool:
        """Tell whether no clause lies inside this one; only leaves are retrieved."""
        return eid not in self._parents

    def leaves(self) -> Iterator[Clause]:
        """Yield the clauses that contain no other, in document order."""
        return (clause for clause in self.clauses if self.is_leaf(clause.eid))

    def children(self, eid: str | None) -> tuple[Clause, ...]:
        """Return the clauses directly inside ``eid`` (None: the top ones)."""
        return tuple(clause for clause in self.clauses if clause.parent == eid)

    def ancestors(self, eid: str) -> tuple[Clause, ...]:
        """Return the clauses that contain this one, outermost first."""
        found: list[Clause] = []
        parent = self.clause(eid).parent
        while parent is not None:
            found.append(self.clause(parent))
            parent = found[-1].parent
        return tuple(reversed(found))


@dataclass(frozen=True, slots=True)
class Passage:
    """A leaf clause of one expression: what is indexed.

    ``text`` is the clause's text with the headings above it in front, so that a
    question which names the section finds the clause.
    """

    ref: ClauseRef
    edition: Edition
    language: Language
    text: str
