"""What a question asks: which works, years and places it names, and what kind of answer it wants."""

from __future__ import annotations

import functools
import operator
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from assistant.indexing.tokens import content_terms, question_terms, terms
from assistant.languages import fold, folded, language_of
from assistant.library import Library
from assistant.quantities import Kind, Quantity, quantities
from assistant.quantities.units import TIMES
from assistant.retrieval.cues import (
    Wants,
    asks_site,
    counted,
    goes_through_plans,
    names_all_plans,
    names_briefing,
    sets_briefing_beside_plan,
    wants,
    without_cues,
)
from assistant.retrieval.lexicon import shipped_lexicon
from assistant.retrieval.lookups import headed, pointers, resolve
from assistant.retrieval.neighbours import neighbours, outermost, without_neighbours
from assistant.retrieval.parts import asking
from assistant.retrieval.places import Places
from assistant.retrieval.requirements import Requirement, RequirementKind, any_place
from assistant.terms import THINGS, Glossary, Term, TermKind, TermMatch
from assistant.works import LANGUAGES, ClauseRef, Language, Span, Work

COUNTED = 5
"""Least count that asserts something; smaller ones are ways of speaking ("the two plans")."""
LISTED = 20
"""The same in a question for a list, which says how long the list is."""

OTHER_TERMS = 4
"""A question for the members of a container has at most so many terms that are no term of the glossary."""

_YEAR = re.compile(r"(?<![0-9.])((?:19|20)[0-9]{2})(?![0-9.%]|\s*(?:家|个|款|亿|万))")


# "Per ten thousand workers", "a Global 500 firm" and 多少万元 take no figure for granted.
_NO_PREMISE = re.compile(r"(?:\bper|\bevery|\bglobal|\bfortune|每[\u4e00-\u9fff]{0,3}|多少|几|世界)\s*$")
_OF_SPEECH = re.compile(r"个?(?:字|词|点|方面|问题|分钟|岁)| (?:minutes?|words?|letters?|questions?|points?|ways?)\b")
_QUOTATION = re.compile(r"[“”‘’\"「」]")
_YEAR_AS_WRITTEN = re.compile(rf"{_YEAR.pattern}年?")


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Names that decide what a question can be answered from."""

    places: Places
    requirements: tuple[Requirement, ...]
    glossary: Glossary


@dataclass(frozen=True, slots=True)
class Question:
    """A question as understood.

    Attributes:
        text: as asked.
        language: of the answer.
        wants: the kinds of answer it wants.
        documents: works it names outright, in order of mention; the search keeps to them.
        subjects: works whose subject it names; the search prefers them.
        years: years it names, titles of works left out.
        elsewhere: places it names that the corpus is not about.
        sides: works it sets side by side, in order of mention; fewer than two where it compares none.
        compared: the things it compares, each with the question about that alone; empty where it compares none.
        beside_briefing: whether it asks what a plan says and what a briefing on it says.
        open: whether it asks the same of any plan ("what is the target?"), so that each plan is one reading of it.
        pointers: how many clause look-ups it makes.
        lookups: the clauses it looks up.
        content: the question without names of documents, subjects and look-ups, folded.
        terms: terms of the glossary in it, names of documents and subjects left out.
        groups: containers it asks the members of.
        counted: what it asks the number of, folded.
        requires: what a clause must name if it is to answer.
        stated: figures that it asserts.
        setting: what was said around it of who asks and why, folded; it helps to find clauses and asks nothing of them.
    """

    text: str
    language: Language
    wants: frozenset[Wants]
    documents: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    elsewhere: tuple[str, ...] = ()
    sides: tuple[str, ...] = ()
    compared: tuple[tuple[Term, str], ...] = ()
    beside_briefing: bool = False
    open: bool = False
    pointers: int = 0
    lookups: tuple[ClauseRef, ...] = ()
    content: str = ""
    terms: tuple[TermMatch, ...] = ()
    groups: tuple[ClauseRef, ...] = ()
    counted: str = ""
    requires: tuple[Requirement, ...] = ()
    stated: tuple[Quantity, ...] = ()
    setting: str = ""

    @property
    def things(self) -> tuple[TermMatch, ...]:
        """The things named, which a document has or has not; what is named as an example stands for its like."""
        return tuple(m for m in self.terms if m.term.kind in THINGS and not _is_example(self.text, m.span))

    @property
    def by_source(self) -> bool:
        """Whether plans and briefings are to be heard each for themselves."""
        return self.beside_briefing or Wants.CONFLICT in self.wants


def understand(
    text: str, library: Library, gazetteer: Gazetteer, *, language: Language | None = None, work: str | None = None
) -> Question:
    """Return what a question asks.

    Args:
        text: the question, at least one character that is no white space.
        library: the works it may name.
        gazetteer: the places and attributes it may name.
        language: of the answer; None takes the question's own.
        work: a work that the caller names; as if the question did.

    Raises:
        WorkNotFoundError: ``work`` is not in the library.
    """
    plain = folded(text)
    documents, document_spans = _named(plain, library, documents=True)
    if work is not None:
        documents = (library.work(work).id, *(d for d in documents if d != work))
    rest = _blanked(plain, document_spans)
    subjects, subject_spans = _named(rest, library, documents=False)
    found = pointers(plain)
    named = [Span(*match.span()) for match in _EXPLICIT.finditer(plain)]
    matches = _terms(text, gazetteer.glossary, [*document_spans, *subject_spans])
    spoken = language or language_of(text)
    content = _blanked(rest, [*subject_spans, *named, *(pointer.span for pointer in found)])
    return Question(
        text=text,
        language=spoken,
        wants=wants(plain),
        documents=documents,
        subjects=tuple(s for s in subjects if s not in documents),
        years=tuple(dict.fromkeys(int(year) for year in _YEAR.findall(rest))),
        elsewhere=gazetteer.places.elsewhere(plain),
        sides=_sides(plain, library, documents, subjects, [*document_spans, *subject_spans]),
        compared=_compared(text, plain, matches),
        open=not (documents or subjects) and _is_open(plain),
        beside_briefing=sets_briefing_beside_plan(plain),
        pointers=len(found) + len(named),
        lookups=_lookups(plain, library, documents or subjects),
        content=" ".join((without_neighbours(content) if found or named else content).split()),
        terms=matches,
        groups=_groups(_blanked(rest, subject_spans), matches, library, documents or subjects),
        counted=counted(plain),
        requires=tuple(_required(asking(plain, language_of(text)), gazetteer.requirements)),
        stated=_stated(text, language_of(text)),
    )


def _named(plain: str, library: Library, *, documents: bool) -> tuple[tuple[str, ...], list[Span]]:
    """Return works named in a folded question, in order of mention, longest names first."""
    names = [
        (-len(name), name, work.id, pattern)
        for work in library.works
        for name, pattern in _ways_to_name(work, documents)
    ]
    taken: list[tuple[int, int, str]] = []
    for *_, work_id, pattern in sorted(names, key=operator.itemgetter(slice(3))):
        for match in pattern.finditer(plain):
            if not any(start < match.end() and match.start() < end for start, end, _ in taken):
                taken.append((match.start(), match.end(), work_id))
    taken.sort()
    return tuple(dict.fromkeys(work_id for _, _, work_id in taken)), [Span(start, end) for start, end, _ in taken]


@functools.lru_cache(maxsize=1024)
def _ways_to_name(work: Work, documents: bool) -> tuple[tuple[str, re.Pattern[str]], ...]:  # ruff: ignore[boolean-type-hint-positional-argument]
    """Return the folded names of a document or of what it is about, each with the pattern that finds it."""
    printed = (work.title.zh, work.title.en, work.short_title.zh, work.short_title.en)
    names = (*work.names, *work.numbered_names, *work.plan_names, *printed) if documents else work.subjects
    plain = dict.fromkeys(folded(name) for name in names if name)
    return tuple((name, re.compile(_whole(name))) for name in plain)


@dataclass(frozen=True, slots=True)
class Mentions:
    """Where a question names something, in the text as asked.

    Attributes:
        works: names and subjects of works, in order.
        subjects: those of them that name a subject rather than a document.
        things: glossary names of things that a document has or has not, outside ``works``.
        concepts: other names of the glossary, outside ``works``.
        years: years with their 年, outside ``works``.
        places: places that the corpus is not about.
    """

    works: tuple[Span, ...] = ()
    subjects: tuple[Span, ...] = ()
    things: tuple[Span, ...] = ()
    concepts: tuple[Span, ...] = ()
    years: tuple[Span, ...] = ()
    places: tuple[Span, ...] = ()

    def any(self) -> bool:
        """Tell whether anything is named."""
        return bool(self.works or self.things or self.concepts or self.years or self.places)


def mentions(text: str, library: Library, gazetteer: Gazetteer) -> Mentions:
    """Return where a question names works, things, years and places."""
    plain, origin = fold(text)

    def there(span: Span) -> Span:
        return Span(origin[span.start], origin[span.end - 1] + 1)

    _, documents = _named(plain, library, documents=True)
    rest = _blanked(plain, documents)
    _, subjects = _named(rest, library, documents=False)
    terms_named = _terms(text, gazetteer.glossary, [*documents, *subjects])
    years = _YEAR_AS_WRITTEN.finditer(_blanked(rest, subjects))
    return Mentions(
        works=tuple(sorted(map(there, (*documents, *subjects)), key=lambda span: span.start)),
        subjects=tuple(map(there, subjects)),
        things=tuple(match.span for match in terms_named if match.term.kind in THINGS),
        concepts=tuple(match.span for match in terms_named if match.term.kind not in THINGS),
        years=tuple(there(Span(*match.span())) for match in years),
        places=tuple(there(span) for span in gazetteer.places.spans(plain)),
    )


def _terms(text: str, glossary: Glossary, taken: list[Span]) -> tuple[TermMatch, ...]:
    """Return the glossary's terms in a question, in both languages, outside the names of works."""
    _, origin = fold(text)
    used = [Span(origin[span.start], origin[span.end - 1] + 1) for span in taken]
    return tuple(
        match
        for language in LANGUAGES
        for match in glossary.find(text, language)
        # The metaverse fund is more than the metaverse.
        if all(
            match.span.end <= span.start or span.end <= match.span.start or _is_more(match.span, span) for span in used
        )
        # "At the press conference" says who spoke, not what of.
        and not names_briefing(folded(match.span.of(text)))
    )


_EXAMPLE_BEFORE = re.compile(r"\b(?:such as|for example|for instance|e\.g\.)[\s,][^.;?]{0,40}$", re.IGNORECASE)
_EXAMPLE_AFTER = re.compile(r"(?:[、和与][^，。？?、]{1,8}){0,3}(?:之类|这类|这样的|那样的|一类)")


def _is_example(text: str, span: Span) -> bool:
    return bool(_EXAMPLE_BEFORE.search(text[: span.start]) or _EXAMPLE_AFTER.match(text[span.end :]))


def _is_more(longer: Span, span: Span) -> bool:
    """Tell whether a span holds another whole, and goes on after it."""
    return longer.start <= span.start and span.end < longer.end


_OF_MEMBERS = frozenset({Wants.LIST, Wants.COMPARISON})
_OF_EACH = frozenset({Wants.WHERE, Wants.WHO, Wants.WHEN})
"""What is asked of members rather than which they are."""


def _groups(
    plain: str, matches: Sequence[TermMatch], library: Library, works: tuple[str, ...]
) -> tuple[ClauseRef, ...]:
    """Return the containers whose members a question asks for: the key projects, the basic principles.

    They are named by their heading, or by a term that translates it.
    """
    asked = wants(plain)
    if len(works) != 1 or not asked & _OF_MEMBERS or asked & _OF_EACH:
        return ()
    plain = " ".join(without_cues(plain, (Wants.LIST, Wants.FIGURE)).split())
    names = {folded(name) for match in matches for name in match.term.names("zh")}
    named = {term for match in matches for name in match.term.names("zh") for term in terms(name)}
    named |= {term for match in matches for name in match.term.names("en") for term in terms(name)}
    few = Wants.LIST in asked and len(set(question_terms(plain)) - named) <= OTHER_TERMS
    counts = {int(q.value) for q in quantities(plain, language=language_of(plain)) if q.kind is Kind.COUNT and q.value}
    expression = library.answering(works[0], "zh")
    english = library.answering(works[0], "en")
    return tuple(
        ClauseRef(works[0], clause.eid)
        for clause in expression.clauses
        if not expression.is_leaf(clause.eid)
        # "The eight key projects" are the members, whatever else is said.
        and (few or len(expression.children(clause.eid)) in counts)
        and (folded(clause.heading) in names or _heads(plain, english.clause(clause.eid).heading))
    )


def _is_open(plain: str) -> bool:
    """Tell whether a folded question asks for a target, a person in charge or money, and says of nothing what of."""
    rest = without_cues(plain, _OPEN)
    return rest != plain and not [term for term in content_terms(rest) if not term.isdecimal() and term not in _EMPTY]


_OPEN = (Wants.TARGET, Wants.WHO, Wants.MONEY, Wants.FIGURE)
_EMPTY = frozenset(content_terms("产业 行业 industry sector year 年 supposed meant there"))


def _heads(plain: str, heading: str) -> bool:
    return bool(heading) and folded(heading) in plain


_COMPARED = THINGS | {TermKind.PLACE}
_WHEREABOUTS = {TermKind.PLACE, TermKind.PARK}
_BETWEEN = re.compile(r"[、,，/和与跟及]|\s*(?:,\s*)?(?:and|or|vs\.?|versus|to|,)(?:\s+(?:the|to|for|in|with))*\s*")


def _compared(text: str, plain: str, matches: Sequence[TermMatch]) -> tuple[tuple[Term, str], ...]:
    """Return the things that a question names in a row and compares, each with the question about it alone."""
    if Wants.COMPARISON not in wants(plain):
        return ()
    things = sorted((m for m in matches if m.term.kind in _COMPARED), key=lambda match: match.span.start)
    row = things[:1]
    for match in things[1:]:
        # "Connected cars, Pudong and Jiading": only what is alike is compared.
        alike = {row[-1].term.kind, match.term.kind} <= _WHEREABOUTS or match.term.kind is row[-1].term.kind
        if alike and _BETWEEN.fullmatch(text[row[-1].span.end : match.span.start].lower()):
            row.append(match)
        elif len(row) < 2:
            row = [match]
    if len(row) < 2:
        return ()
    before, after = text[: row[0].span.start], text[row[-1].span.end :]
    return tuple((match.term, f"{before}{match.span.of(text)}{after}") for match in row)


_JOINED = re.compile(r"§[^§]{0,6}(?:[、,/]|和|与|及|跟|还是|\band\b|\bvs\b|\bor\b)[^§]{0,6}§")
# "The metaverse and terminals plans": two subjects, but of the plans on them.
_JOINED_PLANS = re.compile(
    rf"{_JOINED.pattern}\s*(?:产业|新赛道|这)?[两二2三3]?[个份]?(?:行动)?(?:方案|计划|文件|\bplans\b)"
)


def _sides(
    plain: str, library: Library, documents: tuple[str, ...], subjects: tuple[str, ...], spans: list[Span]
) -> tuple[str, ...]:
    """Return the plans a question compares: those it names together, or all of them."""
    asked = wants(plain)
    if Wants.ISSUANCE in asked and not documents:
        # The plans were issued together.
        return ()
    compares = Wants.COMPARISON in asked and Wants.BRIEFING not in asked
    plans = [work for work in library.works if work.period and library.is_shipped(work.id)]
    ids = tuple(work.id for work in plans)
    named = tuple(dict.fromkeys(work for work in (*documents, *subjects) if work in ids))
    if len(named) < 2 and compares:
        named = tuple(w.id for w in plans if w.id in named or any(re.search(_whole(s), plain) for s in w.short_names))
    if len(named) < 2:
        return ids if (compares or goes_through_plans(plain)) and names_all_plans(plain) and not named else ()
    marked = plain
    for span in sorted(spans, key=lambda span: -span.start):
        marked = f"{marked[: span.start]}§{marked[span.end :]}"
    joined = (_JOINED if documents else _JOINED_PLANS).search(marked)
    return named if compares or len(documents) > 1 or joined else ()


_PLURAL = re.compile(r"(?<=[a-z]{3})(?<!s)s(?![a-z])")


def _whole(name: str) -> str:
    pattern = re.escape(name).replace(r"\ ", r"[\s-]+").replace(r"\-", r"[\s-]+")
    # A Latin name is found as whole words, each of which may be plural or not.
    if name[-1].isascii():
        pattern = _PLURAL.sub("s?", pattern)
        return rf"(?<![a-z0-9]){pattern}s?(?![a-z0-9])"
    return rf"(?<![0-9]){pattern}" if name[0].isdecimal() else pattern


def _blanked(plain: str, spans: Iterable[Span]) -> str:
    """Return the text with spans made blank, every other character where it was."""
    for span in spans:
        plain = plain[: span.start] + " " * (span.end - span.start) + plain[span.end :]
    return plain


# "green/2.2.6", "notice/p1", but not "1/3" or "TCP/2".
_EXPLICIT = re.compile(r"([a-z\u4e00-\u9fff][\w〔〕-]*)/((?:[0-9]+|ch[0-9]+)(?:\.p?[0-9]+)+|p[0-9]+|preface)")
_PREFACE = re.compile(r"引言|前言|序言|\bpreface\b|\bpreamble\b")


def _lookups(plain: str, library: Library, scope: tuple[str, ...]) -> tuple[ClauseRef, ...]:
    """Return the clauses that a folded question looks up, or those beside them where it says so."""
    return neighbours(plain, _named_clauses(plain, library, scope), library)


def _named_clauses(plain: str, library: Library, scope: tuple[str, ...]) -> tuple[ClauseRef, ...]:
    if _EXPLICIT.search(plain):
        return tuple(_explicit(plain, library))
    works = scope or tuple(work.id for work in library.works if library.is_shipped(work.id) and work.period)
    at_an_end = outermost(plain, _containers(plain, library, works), library)
    if at_an_end:
        return at_an_end
    by_heading = headed(plain, library, works)
    if by_heading:
        return by_heading
    found = [ref for pointer in pointers(plain) for ref in resolve(pointer, library, works)]
    if not found and scope and _PREFACE.search(plain):
        found = [ClauseRef(work, "preface") for work in scope if "preface" in library.answering(work, "zh")]
    return tuple(dict.fromkeys(found))


def _containers(plain: str, library: Library, works: Sequence[str]) -> tuple[ClauseRef, ...]:
    """Return the containers that a folded question names, by number or by heading; the deepest ones alone."""
    numbered = [ref for pointer in pointers(plain) for ref in resolve(pointer, library, works)]
    headed_so = [
        ClauseRef(work, clause.eid)
        for work in works
        for clause in library.answering(work, "zh").clauses
        if not library.answering(work, "zh").is_leaf(clause.eid)
        and any(_heads(plain, library.answering(work, language).clause(clause.eid).heading) for language in LANGUAGES)
    ]
    return tuple(dict.fromkeys(numbered or headed_so))


def _explicit(plain: str, library: Library) -> Iterator[ClauseRef]:
    ids = sorted((work.id for work in library.works), key=lambda name: (-len(name), name))
    for match in _EXPLICIT.finditer(plain):
        before, eid = match.groups()
        # 看下metaverse/2.1.3: Chinese runs into the id without a space.
        work = next((name for name in ids if before.endswith(folded(name))), None)
        if work is not None and eid in library.answering(work, "zh"):
            yield ClauseRef(work, eid)


def _required(plain: str, known: Sequence[Requirement]) -> Iterator[Requirement]:
    words = shipped_lexicon()
    named = [one for one in known if any(not words.straddles(plain, span) for span in one.spans(plain))]
    yield from named
    if asks_site(plain) and not any(one.kind is RequirementKind.PLACE for one in named):
        yield any_place(known)


def _stated(text: str, language: Language) -> tuple[Quantity, ...]:
    """Return the figures a question asserts; years, dates and small counts assert nothing.

    In a question for a list ("the six principles") a count names the list.
    """
    # Quotation marks part a word from its figure: “突破”3500亿元.
    plain = _QUOTATION.sub("", text)
    least = LISTED if Wants.LIST in wants(folded(text)) else COUNTED
    return tuple(
        q
        for q in quantities(plain, language=language)
        if q.value is not None
        # A bare number in Chinese counts nothing: 4是啥.
        and not (language == "zh" and q.text.isdecimal())
        # "The ten great projects" names a list by its length.
        and not q.text.endswith("大")
        # "In three years" says when, "half the press" and "the five words" say nothing of the plans.
        and q.unit not in TIMES
        and not _NO_PREMISE.search(plain[: q.span.start].lower())
        and not (q.text == "half" or _OF_SPEECH.match(plain[q.span.end :].lower()))
        and (q.kind in {Kind.AMOUNT, Kind.CLASS, Kind.FRACTION} or (q.kind is Kind.COUNT and q.value >= least))
    )
