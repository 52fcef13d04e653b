"""A claim of a memo -> a verdict, with the clause that speaks of the same.

A claim is *confirmed* where the verifier passes it as it stands, or where every
figure of it has its counterpart in the sentence that is about the same, alike in
value, unit, qualifier and year; *contradicted* where such a counterpart differs; *not
found* where no sentence of the plans is about the same. What is an opinion, or about
something else, is *not checkable*.
"""

from __future__ import annotations

import enum
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from assistant.answers import DraftCitation, DraftSentence
from assistant.audit.figures import Difference, Pair, blanked, figures, paired
from assistant.audit.memo import Claim
from assistant.engine import Assistant
from assistant.indexing.tokens import content_terms, terms
from assistant.languages import folded
from assistant.quantities import Qualifier, Quantity, quantities
from assistant.retrieval.requirements import Requirement, RequirementKind
from assistant.retrieval.search import UNKNOWN_RARITY, Evidence, ScoredSentence
from assistant.retrieval.understanding import Question
from assistant.targets import Target, targets
from assistant.terms import THINGS, TermKind
from assistant.works import Authority, Bilingual, ClauseRef, Language


class Verdict(enum.StrEnum):
    """What the plans say of a claim."""

    CONFIRMED = "confirmed"
    CONTRADICTED = "contradicted"
    NOT_FOUND = "not found"
    NOT_CHECKABLE = "not checkable"


class Reason(enum.StrEnum):
    """Why a claim is not checkable."""

    OPINION = "opinion"
    ELSEWHERE = "elsewhere"
    OTHER = "other"


class Basis(enum.StrEnum):
    """What a confirmation rests on."""

    SENTENCE = "sentence"
    """The verifier passed the claim as it stands."""
    FIGURES = "figures"
    """Its figures stand in the sentence about the same; its wording is the memo's own."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A claim and its verdict.

    Attributes:
        claim: what the memo says.
        verdict: what the plans say of it.
        differs: in what a contradicted claim differs from the clause.
        stated: the figures of the claim that differ.
        right: the same figures as the clause has them.
        ref: the clause about the same, or the nearest one; None where it is not checkable.
        sentence: of that clause, in the language of the claim; empty where there is none.
        basis: what a confirmation rests on.
        reason: why it is not checkable.
    """

    claim: Claim
    verdict: Verdict
    differs: tuple[Difference, ...] = ()
    stated: tuple[str, ...] = ()
    right: tuple[str, ...] = ()
    ref: ClauseRef | None = None
    sentence: str = ""
    basis: Basis | None = None
    reason: Reason | None = None


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A sentence that may be about the same as a claim.

    ``share`` is how much of the claim's words stand in it, from 0 to 1; ``fit`` adds the similarity.
    """

    ref: ClauseRef
    sentence: ScoredSentence
    share: float
    fit: float
    briefing: bool
    whole: str
    pairs: tuple[Pair, ...]

    @property
    def differs(self) -> int:
        """In how many ways the figures differ; one without a counterpart counts as two."""
        return sum(len(pair.differs) if pair.found else 2 for pair in self.pairs)


# Measured on tests/memos/dev.*.md.
SAME_THING: dict[Language, float] = {"zh": 0.85, "en": 0.8}
"""Least fit of a sentence that is about the same as a claim."""
ABOUT_PLANS = 0.55
"""Least fit of the nearest sentence to a claim that is about the plans at all."""
ABOUT_IT = 0.6
"""Least share of its words in the nearest sentence, for a claim that names no plan and gives no figure."""
NEAR_BEST = 0.9
"""Least share of the best fit with which a sentence of another clause may be the one about the same."""
NEAR_IN_CLAUSE = 0.75
"""The same for another sentence of the clause that fits best."""
CLAUSES = 24
"""How many clauses are looked through for a sentence about the same."""
SAME_INDICATOR = 0.6
"""Least share of a claim's other words that stand in the target of another plan that it is mistaken for."""
MONEY = frozenset({"CNY", "USD", "EUR"})
SCALE: dict[Language, str] = {"zh": " 产业规模", "en": " industry scale"}
SAME_WORDS = 0.8
"""Least share of the words of a claim without figures that stand in the sentence that confirms it."""

_OPINION = {
    "zh": re.compile(
        r"我们?(?:认为|觉得|建议|预计|估计|相信)|笔者|在我们看来|个人(?:认为|看法)|看好|看空"
        r"|值得(?:关注|投资)|^建议|建议(?:关注|投资|买入)"
    ),
    "en": re.compile(
        r"\b(?:we|i) (?:think|believe|expect|recommend|suggest|feel|guess|doubt|would)\b"
        r"|\bin (?:our|my) (?:view|opinion)\b"
        r"|\b(?:probably|arguably|hopefully|attractive|overhyped|overvalued|undervalued)\b",
        re.IGNORECASE,
    ),
}
_NOT = {
    "zh": re.compile(r"不(?![少超低高过多同仅断得])|(?<!有)没有|未(?!来)|无需|禁止|取消|尚无"),
    "en": re.compile(
        r"\b(?:not|no(?! (?:fewer|less|more|later|\.|[0-9]))|never|neither|without|cannot)\b|n't\b(?<!No)",
        re.IGNORECASE,
    ),
}
BOUNDS: dict[Qualifier | None, Bilingual] = {
    None: Bilingual("", ""),
    Qualifier.EXCEED: Bilingual("超过", "more than"),
    Qualifier.REACH: Bilingual("达到", "reach"),
    Qualifier.AT_LEAST: Bilingual("不少于", "at least"),
    Qualifier.AT_MOST: Bilingual("不超过", "at most"),
    Qualifier.BELOW: Bilingual("低于", "below"),
    Qualifier.ABOUT: Bilingual("约", "about"),
    Qualifier.NEARLY: Bilingual("近", "nearly"),
}
_BOUNDS = {
    "zh": re.compile(r"突破|超过|达到?|不少于|不低于|不超过|不足|以上|以下|左右|至少|届时|力争|争取|将|要"),
    "en": re.compile(
        r"\b(?:is|are|be|to|exceed(?:ing)?|reach(?:ing)?|more|over|at least|at most|about|nearly|by|total(?:ling)?|"
        r"strives?|aims?|fewer|than|or)\b",
        re.IGNORECASE,
    ),
}
"""Words that bound a figure, and say nothing of what it is the figure of."""
_KNOWN = THINGS | {TermKind.PLACE}
"""Kinds of terms that a claim may be about."""
_EVERYWHERE = "上海"
"""What every sentence of the plans is about."""
_NAMES = frozenset({TermKind.PLACE, TermKind.PARK, TermKind.ORGANISATION, TermKind.PERSON})


@dataclass(frozen=True)
class Judge:
    """Judges claims against one library."""

    assistant: Assistant

    def judge(self, claim: Claim) -> Finding:
        """Return the verdict on a claim."""
        if _OPINION[claim.language].search(claim.text):
            return Finding(claim, Verdict.NOT_CHECKABLE, reason=Reason.OPINION)
        question, candidates = self._candidates(claim)
        if question.elsewhere and not all(place in candidates[0].whole for place in question.elsewhere if candidates):
            return Finding(claim, Verdict.NOT_CHECKABLE, reason=Reason.ELSEWHERE)
        if not candidates or candidates[0].fit < ABOUT_PLANS:
            return self._about_something_else(claim, candidates)
        best = self._best(claim, candidates)
        nearest = candidates[0]
        if best is None and nearest.share < ABOUT_IT and not self._states_something(claim):
            return Finding(claim, Verdict.NOT_CHECKABLE, reason=Reason.OTHER)
        if best is None:
            return Finding(claim, Verdict.NOT_FOUND, ref=nearest.ref, sentence=nearest.sentence.text)
        return self._judged(claim, best)

    def _about_something_else(self, claim: Claim, candidates: Sequence[_Candidate]) -> Finding:
        """Return that nothing was found, where the claim states something of a plan or of what plans are about."""
        if self._states_something(claim):
            nearest = candidates[0] if candidates else None
            return Finding(
                claim,
                Verdict.NOT_FOUND,
                ref=nearest.ref if nearest else None,
                sentence=nearest.sentence.text if nearest else "",
            )
        return Finding(claim, Verdict.NOT_CHECKABLE, reason=Reason.OTHER)

    def _states_something(self, claim: Claim) -> bool:
        """Tell whether a claim can be looked up.

        It names a plan, its subject, or two things or places that plans know; or it gives a figure where others
        about a plan stand, or of one such thing, or of what only a clause about that can bear out: a subsidy.
        """
        if self._named(claim.text, claim.language):
            return True
        terms_named = {match.term for match in self._understood(claim.text, claim.language).terms}
        known = [term for term in terms_named if term.kind in _KNOWN and term.zh != _EVERYWHERE]
        asked = self._attributes(claim.text, claim.language)
        if quantities(claim.text, language=claim.language):
            return bool(known or asked or self._scope_of(claim))
        return len(known) + len(asked) > 1

    def _scope_of(self, claim: Claim) -> tuple[str, ...]:
        """Return the works that a claim names, else those of the nearest heading that names any."""
        for text in (claim.text, *reversed(claim.above)):
            named = self._named(text, claim.language)
            if named:
                return named
        return ()

    def _named(self, text: str, language: Language) -> tuple[str, ...]:
        question = self._understood(text, language)
        return tuple(dict.fromkeys((*question.documents, *question.subjects)))

    @cached_property
    def _questions(self) -> dict[tuple[str, Language], Question]:
        return {}

    def _understood(self, text: str, language: Language) -> Question:
        """Return what a text names; headings and sentences of briefings come again with every claim."""
        known = self._questions.get((text, language))
        if known is None:
            known = self._questions[text, language] = self.assistant.understand(text, language=language)
        return known

    def _works(self, scope: Sequence[str]) -> tuple[str, ...]:
        """Return the works to look in: those that a claim is about, and those that are no plan of their own."""
        works = self.assistant.library.works
        beside = [work.id for work in works if work.authority is Authority.BRIEFING or work.id == "notice"]
        return tuple(dict.fromkeys((*scope, *beside))) if scope else ()

    def _candidates(self, claim: Claim) -> tuple[Question, tuple[_Candidate, ...]]:
        """Return the sentences near to a claim, the best fit first."""
        asked = _without_bounds(claim.text, claim.language)
        if any(figure.unit in MONEY for figure in figures(claim.text, claim.language)):
            # "The industry is to exceed RMB 500 billion" speaks of its scale without a word for it.
            asked += SCALE[claim.language]
        question = self.assistant.understand(asked, language=claim.language)
        scope = self._scope_of(claim)
        found = self.assistant.evidence(question, works=self._works(scope), k=CLAUSES)
        candidates = [one for evidence in found for one in self._of_clause(claim, evidence, scope)]
        return question, tuple(sorted(candidates, key=lambda c: (-c.fit, c.ref, c.sentence.number)))

    def _of_clause(self, claim: Claim, evidence: Evidence, scope: Sequence[str]) -> Iterator[_Candidate]:
        ref = evidence.hit.ref
        if self.assistant.library.answering(ref.work, claim.language).language != claim.language:
            return
        work = self.assistant.library.work(ref.work)
        years = [work.period[1]] if work.period else []
        for sentence in evidence.sentences:
            if evidence.briefing and self._is_about_others(sentence.text, claim.language, scope):
                continue
            share = self._share(claim, sentence.text, ref)
            fit = share + max(0.0, sentence.cosine)
            pairs = paired(claim.text, sentence.text, claim.language, years=years)
            yield _Candidate(ref, sentence, share, fit, evidence.briefing, evidence.text, pairs)

    def _share(self, claim: Claim, sentence: str, ref: ClauseRef) -> float:
        """Return how much of the words of a claim stand in a sentence, by rarity; those above it count less."""
        words = dict.fromkeys(content_terms(_without_bounds(claim.text, claim.language)))
        weights = {word: self.assistant.index.rarity(word) or UNKNOWN_RARITY for word in words}
        total = sum(weights.values())
        if not total:
            return 0.0
        own = frozenset(terms(sentence))
        around = own | self._around(ref, claim.language)
        shares = (sum(weight for word, weight in weights.items() if word in held) for held in (own, around))
        return sum(part * share for part, share in zip((0.8, 0.2), shares, strict=True)) / total

    def _around(self, ref: ClauseRef, language: Language) -> frozenset[str]:
        """Return the terms of what stands over a clause: its headings, and what its work is called."""
        expression = self.assistant.library.answering(ref.work, language)
        chain = (*expression.ancestors(ref.eid), expression.clause(ref.eid))
        work = self.assistant.library.work(ref.work)
        names = (work.title.get(language), *work.subjects, *work.names)
        return frozenset(terms(" · ".join((*names, *(step.heading for step in chain)))))

    def _is_about_others(self, text: str, language: Language, scope: Sequence[str]) -> bool:
        """Tell whether a sentence of a briefing names what plans are about that are not meant."""
        named = set(self._understood(text, language).subjects) & self._plans
        return bool(scope) and bool(named - set(scope))

    @cached_property
    def _plans(self) -> frozenset[str]:
        return frozenset(work.id for work in self.assistant.library.works if work.period)

    def _best(self, claim: Claim, candidates: Sequence[_Candidate]) -> _Candidate | None:
        """Return the sentence about the same as a claim.

        Of sentences that are near enough, and near the best, it is one whose figures are those of
        the claim; where there is none, the one that differs least, a plan's own before what was said of it.
        """
        asked = self._attributes(claim.text, claim.language)
        candidates = [c for c in candidates if all(one.named_in(folded(c.sentence.text)) for one in asked)]
        if figures(claim.text, claim.language):
            candidates = [c for c in candidates if any(pair.found for pair in c.pairs)]
        near = [c for c in candidates if c.fit >= SAME_THING[claim.language]]
        if not near:
            return None
        alike = [c for c in near if c.fit >= (NEAR_IN_CLAUSE if c.ref == near[0].ref else NEAR_BEST) * near[0].fit]
        # A claim is rarely wrong in everything: of sentences as near, the one it differs from in least.
        return min(alike, key=lambda c: (c.differs, c.briefing, -c.fit))

    def _attributes(self, text: str, language: Language) -> tuple[Requirement, ...]:
        """Return what a text says of its subject that only a sentence about that very thing can bear out: a subsidy."""
        question = self._understood(text, language)
        return tuple(one for one in question.requires if one.kind is RequirementKind.ATTRIBUTE)

    def _judged(self, claim: Claim, best: _Candidate) -> Finding:
        differing = [pair for pair in best.pairs if pair.found is not None and pair.differs]
        lacking = [pair for pair in best.pairs if pair.found is None]
        differs = [difference for pair in differing for difference in pair.differs]
        if differing and self._is_of_another_plan(claim, differing, best.ref):
            differs.append(Difference.PLAN)
        if _denies(claim.text, claim.language) is not _denies(best.sentence.text, claim.language):
            differs.append(Difference.NEGATION)
        if self._names_another(claim, best):
            differs.append(Difference.NAME)
        if differs:
            return Finding(
                claim,
                Verdict.CONTRADICTED,
                differs=tuple(dict.fromkeys(differs)),
                stated=tuple(_as_read(pair.claimed, pair.differs, claim.language) for pair in differing),
                right=tuple(_as_read(pair.found, pair.differs, claim.language) for pair in differing if pair.found),
                ref=best.ref,
                sentence=best.sentence.text,
            )
        basis = None if lacking else self._basis(claim, best)
        verdict = Verdict.NOT_FOUND if basis is None else Verdict.CONFIRMED
        return Finding(claim, verdict, ref=best.ref, sentence=best.sentence.text, basis=basis)

    def _basis(self, claim: Claim, best: _Candidate) -> Basis | None:
        """Return what confirms a claim that does not differ; None where nothing does."""
        draft = DraftSentence(claim.text, (DraftCitation(best.ref),))
        verified = self.assistant.verifier.verify([draft], language=claim.language, retrieved={best.ref})
        if verified.sentences and (best.pairs or best.share >= SAME_WORDS):
            return Basis.SENTENCE
        return Basis.FIGURES if best.pairs else None

    @cached_property
    def _targets(self) -> tuple[Target, ...]:
        return tuple(t for t in targets(self.assistant.library) if t.unit == "CNY" and t.ref.work in self._plans)

    @cached_property
    def _subject_terms(self) -> frozenset[str]:
        names = (name for work in self.assistant.library.works for name in (*work.subjects, *work.names))
        return frozenset(term for name in names for term in terms(name))

    def _is_of_another_plan(self, claim: Claim, pairs: Sequence[Pair], ref: ClauseRef) -> bool:
        """Tell whether a wrong amount of money is what another plan sets for the same."""
        claimed = {
            pair.claimed.value for pair in pairs if pair.claimed.unit == "CNY" and Difference.VALUE in pair.differs
        }
        words = set(content_terms(_without_bounds(claim.text, claim.language))) - self._subject_terms
        return any(
            target.value in claimed
            and target.ref.work != ref.work
            and len(words & set(terms(target.sentence.get(claim.language)))) >= SAME_INDICATOR * len(words)
            for target in self._targets
        )

    def _names_another(self, claim: Claim, best: _Candidate) -> bool:
        """Tell whether a claim names a place, park, body or person that the sentence does not, which names others."""
        expression = self.assistant.library.answering(best.ref.work, claim.language)
        chain = (*expression.ancestors(best.ref.eid), expression.clause(best.ref.eid))
        headings = " · ".join(step.heading for step in chain)
        claimed, stated, above = (
            self._names(text, claim.language) for text in (claim.text, best.sentence.text, headings)
        )
        return bool(claimed - stated - above) and bool(stated - claimed)

    def _names(self, text: str, language: Language) -> set[tuple[str, ...]]:
        question = self._understood(text, language)
        named = {(m.term.zh, m.term.en) for m in question.terms if m.term.kind in _NAMES}
        return named | {one.names for one in question.requires if one.kind is RequirementKind.PLACE}


def _denies(text: str, language: Language) -> bool:
    return _NOT[language].search(text) is not None


def _without_bounds(text: str, language: Language) -> str:
    """Return a text without its figures, years, and the words that bound them."""
    return _BOUNDS[language].sub(" ", blanked(text, language))


def _as_read(figure: Quantity, differs: Sequence[Difference], language: Language) -> str:
    """Return a figure as the text has it, with its bound and year where they are what differs."""
    shown = figure.text
    if Difference.QUALIFIER in differs:
        bound = BOUNDS[figure.qualifier].get(language)
        shown = f"{bound}{shown}" if language == "zh" else f"{bound} {shown}".strip()
    if Difference.YEAR in differs and figure.year is not None:
        shown += f"（{figure.year}年）" if language == "zh" else f" ({figure.year})"
    return shown
