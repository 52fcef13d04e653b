"""What goes in and comes out, as types: requests are checked, replies are documented."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from assistant.engine import MAX_QUESTION

Tag = Literal["zh", "en"]
# Lone surrogates are no text, and no encoding writes them.
Question = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=MAX_QUESTION)]
WorkId = Annotated[str, StringConstraints(max_length=100)]
Ref = Annotated[str, StringConstraints(pattern=r"^[^/\s]{1,100}/[^/\s]{1,100}$")]


class _Request(BaseModel):
    # A misspelt field is an error, not a default.
    model_config = ConfigDict(extra="forbid")


class AskRequest(_Request):
    """A question."""

    question: Question = Field(examples=["How large is the green and low-carbon industry to be by 2025?"])
    language: Literal["auto", "zh", "en"] = "auto"
    work: WorkId | None = Field(None, description="Keep to one work, for example green.")
    history: list[Question] = Field([], max_length=10, description="Earlier questions, oldest first.")
    k: int = Field(10, ge=1, le=100, description="How many clauses to retrieve.")
    trace: bool = False


class FeedbackRequest(_Request):
    """What somebody says of a source."""

    ref: Ref = Field(examples=["green/2.2.6"])
    verdict: Literal["yes", "no"] = Field(description="Whether the clause supports the answer.")
    language: Tag = Field("en", description="Of the answer.")
    question: Question | None = Field(None, description="Kept only when it is given.")
    comment: Annotated[str, StringConstraints(max_length=1000)] | None = None


class Sentence(BaseModel):
    """A sentence of an answer and the numbers of what it rests on."""

    text: str
    citations: list[int]
    support: Literal["verbatim", "supported", "derived"]


class Citation(BaseModel):
    """A clause that supports an answer."""

    n: int
    ref: str
    label: str
    work: str
    authority: Literal["official", "briefing", "added"]
    edition: Literal["digest", "official"]
    quote: str
    quote_language: Tag
    rendering: str | None
    verified: bool


class Ranked(BaseModel):
    """A clause that was found."""

    ref: str
    score: float
    rank: int


class Hit(Ranked):
    """A clause that was found, with its text."""

    label: str
    text: str


class Note(BaseModel):
    """Something to know beside an answer."""

    kind: str
    text: str


class Nearest(BaseModel):
    """A clause near to a question that was not answered."""

    ref: str
    label: str
    text: str


class Outcome(BaseModel):
    """An answer, or why there is none: the JSON of ``assistant ask --json``."""

    # Later fields of the JSON pass through.
    model_config = ConfigDict(extra="allow")

    question: str
    language: Tag
    status: Literal["answered", "abstained"]
    reason: str | None
    answer: str | None
    explanation: str | None = None
    sentences: list[Sentence]
    citations: list[Citation]
    retrieved: list[Ranked]
    notes: list[Note]
    nearest: list[Nearest]
    suggestions: list[str]
    timings_ms: dict[str, float]
    trace: dict[str, object] | None = None


class Search(BaseModel):
    """The clauses nearest to a query, best first."""

    query: str
    language: Tag
    hits: list[Hit]


class Texts(BaseModel):
    """A text in both languages."""

    zh: str
    en: str


class Expression(BaseModel):
    """One language and edition of a work."""

    language: Tag
    edition: Literal["digest", "official"]


class Work(BaseModel):
    """A policy document."""

    work: str
    title: Texts
    short_title: Texts
    issuer: Texts
    authority: Literal["official", "briefing", "added"]
    number: str | None
    issued: str | None
    period: list[int] | None
    part_of: str | None
    clauses: int
    expressions: list[Expression]


class Works(BaseModel):
    """The works there are."""

    works: list[Work]


class ClauseText(Expression):
    """A clause in one expression."""

    verified: bool
    heading: str
    text: str


class Clause(BaseModel):
    """A clause in its place."""

    ref: str
    work: str
    label: Texts
    parents: list[str]
    inside: list[str]
    previous: str | None
    next: str | None
    texts: list[ClauseText]


class Target(BaseModel):
    """A target that has a number; numbers are strings, which no program rounds."""

    ref: str
    work: str
    label_zh: str
    label_en: str
    heading_zh: str
    heading_en: str
    subject_zh: str
    subject_en: str
    indicator_zh: str
    indicator_en: str
    qualifier: str | None
    qualifier_zh: str
    qualifier_en: str
    value: str | None
    upper: str | None
    unit: str
    kind: str
    class_value: str | None
    class_unit: str | None
    year: int | None
    strives: bool
    figure_zh: str
    figure_en: str
    sentence_zh: str
    sentence_en: str


class Targets(BaseModel):
    """The targets there are."""

    targets: list[Target]


class Kept(BaseModel):
    """That feedback was kept."""

    kept: Literal[True] = True
    question_kept: bool


class Health(BaseModel):
    """Whether questions are answered: only when every file of the index is what was written."""

    status: Literal["ready"] = "ready"
    version: str
    generation: str
    works: int
    clauses: int


class ProblemBody(BaseModel):
    """What is wrong, as RFC 9457 has it."""

    type: str
    title: str
    status: int
    code: str
    language: Tag
    detail: str | None = None
