"""Find the clauses that answer: BM25 and FAISS, in both languages, fused by clause."""

from __future__ import annotations

import functools
import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from assistant.indexing.encoders import Encoder
from assistant.indexing.index import Index, RowScore
from assistant.indexing.tokens import content_terms, question_terms, terms
from assistant.languages import folded, language_of, sentences
from assistant.library import Library
from assistant.quantities import Kind, quantities
from assistant.ranking import Hit, ranked
from assistant.retrieval.cues import Wants
from assistant.retrieval.lexicon import shipped_lexicon
from assistant.retrieval.understanding import Question
from assistant.works import LANGUAGES, Authority, ClauseRef, Edition, Language

ROWS = 2_000
"""Rows asked of each signal; a clause beyond them counts as not found by it."""

DENSE_SHARE = 0.4
"""Weight of the cosine beside the share of the question's terms. Measured on the dev questions."""

OWN_SHARE = 0.6
"""Weight of what the expression in the language asked says beside what the one in the other language says."""

CUE_WORDS: dict[Wants, str] = {
    Wants.MONEY: "专项资金 资金支持 政府基金 社会资本 funds fund funding capital investment",
    Wants.TARGET: "产业规模 规模 突破 达到 industry scale exceed reach billion",
    Wants.WHO: "负责 牵头 统筹 领导小组 responsible coordination",
}
"""Words that answer a kind of question ("who pays?") whatever its words."""

CUE_RARITY = 2.5
"""How much of the question such a cue is, as an inverse document frequency."""

COUNT_RARITY = 2.0
"""How much of the question a count is, as an inverse document frequency."""

EXPANSION_WEIGHT = 0.3
"""Weight of a term that the glossary adds beside one that was asked."""

SETTING_WEIGHT = 0.3
"""Weight of a term of what people say of themselves around their question."""

LEXICON_WEIGHT: dict[Language, float] = {"en": 0.8, "zh": 1.5}
"""Weight of a term of the other language that the lexicon adds, by the language asked in.

Of several see `lexicon_weight`. A question in Chinese has some two pairs of characters to a word, and every pair
counts. Measured on passages that exist in one language alone, which would have more.
"""

LEXICON_SHARE = 0.4
"""Share of that weight where every work searched exists in both languages: its own words find it, and alike in both.

Measured on the dev questions.
"""

OTHER_SUBJECT = 0.6
"""Factor for clauses of a work whose subject the question does not name, where it names one."""

BRIEFING = 0.85
"""Factor for briefings: where a plan says the same, the plan is cited.

A question that speaks of the press conference, or of who said what, prefers it instead.
"""

NO_FIGURE = 0.8
"""Factor for clauses without a figure, where one is asked for."""

RERANKED = 40
"""How many of the best clauses are looked at for figures."""

UNKNOWN_RARITY = 6.0
"""Inverse document frequency of a term that occurs nowhere."""

BROKEN_RARITY = 2.0
"""The same of two Han characters that are no word: the end of one and the beginning of the next."""


_PLANS = re.compile(r"(?:行动)?方案|[- ]?(?:action )?plans?\b")
_FIGURES = frozenset({Kind.AMOUNT, Kind.COUNT, Kind.CLASS, Kind.FRACTION})


def lexicon_weight(language: Language, count: int) -> float:
    """Return the weight of each of so many terms that the lexicon gives for one: most of them are not meant.

    Args:
        language: asked in.
        count: of the terms for one that was asked.
    """
    return LEXICON_WEIGHT[language] / math.sqrt(count)


@dataclass(frozen=True, slots=True)
class ScoredSentence:
    """A sentence of a clause in the language of the answer.

    ``coverage`` is the share of the question's terms, by rarity, that stand in the
    sentence or the headings above it; ``cosine`` its similarity to the question.
    """

    number: int
    text: str
    score: float
    coverage: float
    cosine: float


@dataclass(frozen=True, slots=True)
class Evidence:
    """A clause found, with its sentences.

    ``counted`` tells whether a sentence with a figure names what the question asks the number of.
    ``briefing`` tells whether it is from a briefing on a document.
    ``text`` is the clause in every language there is, with its headings, folded.
    """

    hit: Hit
    sentences: tuple[ScoredSentence, ...]
    coverage: float
    cosine: float
    text: str
    counted: bool
    briefing: bool = False


@dataclass(frozen=True, slots=True)
class _Material:
    """A clause as it is searched.

    ``above`` are the terms over its sentences, ``own`` those of each, ``figured`` what states a figure.
    """

    above: frozenset[str]
    sentences: tuple[str, ...]
    own: tuple[frozenset[str], ...]
    terms: frozenset[str]
    text: str
    figured: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Weighed:
    """The question's terms: each with its weight, and the groups any member of which will do."""

    weights: Mapping[str, float]
    groups: tuple[tuple[float, frozenset[str]], ...]
    counted: frozenset[str] = frozenset()

    def names_counted(self, texts: Iterable[str]) -> bool:
        """Tell whether a text has a term of what is counted; true where nothing is."""
        return not self.counted or any(self.counted & frozenset(terms(text)) for text in texts)

    def coverage(self, found: frozenset[str]) -> float:
        """Return the share of the groups, by rarity, that ``found`` holds, from 0 to 1."""
        total = sum(weight for weight, _ in self.groups)
        return sum(weight for weight, group in self.groups if group & found) / total if total else 0.0


@dataclass(frozen=True)
class Searcher:
    """Search over one index, with the encoder it was built with.

    ``dense_share`` is the weight of the cosine beside the terms.
    """

    library: Library
    index: Index
    encoder: Encoder
    dense_share: float = DENSE_SHARE
    _materials: dict[tuple[ClauseRef, Language], _Material] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    @cached_property
    def _spoken(self) -> dict[str, tuple[Language, ...]]:
        """The languages that each work exists in."""
        return {
            work.id: tuple(tag for tag in LANGUAGES if self.library.answering(work.id, tag).language == tag)
            for work in self.library.works
        }

    def search(self, question: Question, *, works: frozenset[str] = frozenset(), k: int = 10) -> tuple[Evidence, ...]:
        """Return the ``k`` best clauses, best first, with the sentences of the best scored.

        ``works`` limits the search beyond what the question names.
        """
        scope = works or self._scope(question)
        weighed = self._weighed(question, scope)
        lexical = self.index.lexical(weighed.weights, works=scope, k=ROWS)
        vector = self.encoder.encode([self._asked(question)])[0]
        dense = self.index.dense(vector, works=scope, k=ROWS)
        cosines = _best_by_language(dense)
        hits = self._fused(question, weighed, _best_by_language(lexical), cosines)[:k]
        by_sentence = self._by_sentence(dense, {hit.ref for hit in hits}, question.language)
        return tuple(self._evidence(hit, question.language, weighed, cosines, by_sentence) for hit in hits)

    def lookup(self, question: Question, refs: Sequence[ClauseRef]) -> tuple[Evidence, ...]:
        """Return clauses that were looked up, in the order given, their sentences scored."""
        weighed = self._weighed(question, frozenset(ref.work for ref in refs))
        vector = self.encoder.encode([self._asked(question)])[0]
        dense = self.index.dense(vector, works=frozenset(ref.work for ref in refs), k=ROWS)
        cosines = _best_by_language(dense)
        by_sentence = self._by_sentence(dense, set(refs), question.language)
        hits = [Hit(ref, 1.0, rank) for rank, ref in enumerate(refs, start=1)]
        return tuple(self._evidence(hit, question.language, weighed, cosines, by_sentence) for hit in hits)

    def _asked(self, question: Question) -> str:
        # Names of plans and subjects choose the works; in the vector they would drown what is asked.
        asked = question.content or folded(question.text)
        return f"{question.setting} {asked}" if question.setting else asked

    def _scope(self, question: Question) -> frozenset[str]:
        """Return the works to search: those named outright, with the notice for how they were issued."""
        if not question.documents:
            return frozenset()
        named = [self.library.work(work) for work in question.documents]
        parents = {work.part_of for work in named if work.part_of} if Wants.ISSUANCE in question.wants else set()
        return frozenset({work.id for work in named} | parents)

    def _weighed(self, question: Question, works: frozenset[str]) -> _Weighed:
        """Weigh the question's terms by rarity, with the names the glossary knows for them.

        ``works`` are those searched; empty means every work.
        """
        share = LEXICON_SHARE if all(len(self._spoken[work]) > 1 for work in works or self._spoken) else 1.0
        own = dict.fromkeys(question_terms(question.content or question.text))
        weights = dict.fromkeys(own, 1.0)
        translated: dict[str, frozenset[str]] = {}
        for match in question.terms:
            asked = frozenset(terms(match.span.of(question.text)))
            names = self._other_names(match.term.names("zh"), match.term.names("en"))
            for term in asked & own.keys():
                translated[term] = translated.get(term, frozenset()) | names
            for term in names - own.keys():
                weights[term] = max(weights.get(term, 0.0), EXPANSION_WEIGHT)
        for term, found in self._across(question, own).items():
            translated[term] = translated.get(term, frozenset()) | found
            for other in found - own.keys():
                weights[other] = max(weights.get(other, 0.0), share * lexicon_weight(question.language, len(found)))
        groups: tuple[tuple[float, frozenset[str]], ...] = tuple(
            (self._rarity(term), frozenset({term}) | translated.get(term, frozenset())) for term in own
        )
        groups = (*groups, *self._counts(question))
        for want, words in CUE_WORDS.items():
            cue_terms = terms(words)
            # Who pays is a question for money.
            if want in question.wants and not (want is Wants.WHO and Wants.MONEY in question.wants):
                groups = (*groups, (CUE_RARITY, frozenset(cue_terms)))
                weights.update({term: EXPANSION_WEIGHT for term in cue_terms if term not in weights})
        weights.update({term: 1.0 for _, group in self._counts(question) for term in group})
        weights.update({term: SETTING_WEIGHT for term in content_terms(question.setting) if term not in weights})
        asked = frozenset(question_terms(question.counted)) if question.counted else frozenset()
        named = frozenset().union(*(translated.get(term, frozenset()) for term in asked))
        return _Weighed(weights, groups, asked | named)

    def _across(self, question: Question, own: Iterable[str]) -> dict[str, frozenset[str]]:
        """Return terms of the other language for those of the question: a document may exist in one alone."""
        lexicon, occurs = shipped_lexicon(), lambda term: self.index.rarity(term) is not None
        if question.language == "en":
            return lexicon.terms_for(own, question.text, occurs)
        found: dict[str, frozenset[str]] = {}
        for word, english in lexicon.english_for(question.content or question.text, occurs).items():
            # A name that the lexicon does not list stands for no term: it is looked for, and not missed.
            for term in terms(word) or ("",):
                found[term] = found.get(term, frozenset()) | english
        return found

    @staticmethod
    def _counts(question: Question) -> Iterator[tuple[float, frozenset[str]]]:
        """Yield the counts a question names, as digits: 十个场景 is written 10大场景 in a plan."""
        for figure in quantities(question.text, language=language_of(question.text)):
            if figure.kind is Kind.COUNT and figure.value is not None:
                yield COUNT_RARITY, frozenset(terms(f"{figure.value:f}"))

    @staticmethod
    def _other_names(*names: Iterable[str]) -> frozenset[str]:
        return frozenset(term for language in names for name in language for term in terms(name))

    def _rarity(self, term: str) -> float:
        found = self.index.rarity(term)
        if found is not None:
            return found
        return UNKNOWN_RARITY if term.isascii() or self.encoder.knows(term) else BROKEN_RARITY

    def _fused(
        self, question: Question, weighed: _Weighed, terms_share: _ByLanguage, cosines: _ByLanguage
    ) -> tuple[Hit, ...]:
        """Fuse by a weighted sum of cosine and BM25 over its upper bound.

        Both lie between 0 and 1 and mean the same for every question, unlike ranks
        or scores scaled by the best, so that a threshold can refuse.

        Source: Bruch, Gai and Ingber, TOIS 2023, doi:10.1145/3596512
        """
        asked = question.language
        bound = sum(weight for weight, _ in weighed.groups) or 1.0
        scores: dict[ClauseRef, float] = {}
        for ref in cosines.keys() | terms_share.keys():
            share = min(1.0, self._joint(ref.work, terms_share.get(ref, {}), asked) / bound)
            cosine = max(0.0, self._joint(ref.work, cosines.get(ref, {}), asked))
            fused = self.dense_share * cosine + (1 - self.dense_share) * share
            scores[ref] = fused * self._preference(ref, question)
        hits = ranked(scores)
        return self._figures_first(hits) if Wants.FIGURE in question.wants else hits

    def _joint(self, work: str, by_language: Mapping[Language, float], asked: Language) -> float:
        """Return how well a work's expressions match together, over the languages it exists in."""
        return joint({tag: by_language.get(tag, 0.0) for tag in self._spoken[work]}, asked)

    def _figures_first(self, hits: tuple[Hit, ...]) -> tuple[Hit, ...]:
        """Return the hits with those that hold no figure of any kind set back."""
        best, rest = hits[:RERANKED], hits[RERANKED:]
        factors = {hit.ref: 1.0 if self._has_figure(hit.ref) else NO_FIGURE for hit in best}
        return ranked({hit.ref: hit.score * factors.get(hit.ref, NO_FIGURE) for hit in (*best, *rest)})

    def _has_figure(self, ref: ClauseRef) -> bool:
        expression = self.library.answering(ref.work, "zh")
        return has_figure(expression.text_of(ref.eid), expression.language)

    def _preference(self, ref: ClauseRef, question: Question) -> float:
        factor = BRIEFING if self._is_briefing(ref) is not (Wants.BRIEFING in question.wants) else 1.0
        if question.subjects and not question.documents and ref.work not in question.subjects:
            factor *= OTHER_SUBJECT
        return factor

    def _is_briefing(self, ref: ClauseRef) -> bool:
        return self.library.work(ref.work).authority is Authority.BRIEFING

    def _evidence(
        self,
        hit: Hit,
        language: Language,
        weighed: _Weighed,
        cosines: _ByLanguage,
        by_sentence: Mapping[tuple[ClauseRef, int], float],
    ) -> Evidence:
        material = self._material(hit.ref, language)
        return Evidence(
            hit,
            tuple(self._scored(hit.ref, language, weighed, by_sentence)),
            weighed.coverage(material.terms),
            max((0.0, *cosines.get(hit.ref, {}).values())),
            material.text,
            weighed.names_counted(material.figured),
            self._is_briefing(hit.ref),
        )

    def _material(self, ref: ClauseRef, language: Language) -> _Material:
        """Return what of a clause is the same for every question."""
        found = self._materials.get((ref, language))
        if found is None:
            found = self._materials[ref, language] = self._read(ref, language)
        return found

    def _read(self, ref: ClauseRef, language: Language) -> _Material:
        expression = self.library.answering(ref.work, language)
        headings = (*expression.ancestors(ref.eid), expression.clause(ref.eid))
        title = self.library.work(ref.work).short_title.get(expression.language)
        above = frozenset(terms(" · ".join([title, *(step.heading for step in headings)])))
        text = expression.text_of(ref.eid)
        said = sentences(text, expression.language)
        return _Material(
            above,
            said,
            tuple(frozenset(terms(sentence)) for sentence in said),
            frozenset(terms(text)) | above | self._expansion_terms(ref, language),
            self._whole_text(ref),
            tuple(self._figured(ref)),
        )

    def _scored(
        self,
        ref: ClauseRef,
        asked: Language,
        weighed: _Weighed,
        by_sentence: Mapping[tuple[ClauseRef, int], float],
    ) -> Iterator[ScoredSentence]:
        """Yield the sentences of a clause, scored by what they and their counterparts in the other language say."""
        said = self._material(ref, asked).sentences
        covered = {tag: self._covered(ref, tag, weighed) for tag in (asked, *self._spoken[ref.work])}
        for number, text in enumerate(said):
            shares = {tag: found[number] for tag, found in covered.items() if len(found) == len(said)}
            cosine = by_sentence.get((ref, number), 0.0)
            score = self.dense_share * max(0.0, cosine) + (1 - self.dense_share) * joint(shares, asked)
            yield ScoredSentence(number, text, score, shares[asked], cosine)

    def _covered(self, ref: ClauseRef, language: Language, weighed: _Weighed) -> tuple[float, ...]:
        """Return the share of the question's terms that each sentence of a clause holds, in one language.

        A heading's words hold for the whole clause, so they tell its sentences apart only weakly.
        """
        material = self._material(ref, language)
        return tuple(0.7 * weighed.coverage(own) + 0.3 * weighed.coverage(own | material.above) for own in material.own)

    def _expansion_terms(self, ref: ClauseRef, language: Language) -> frozenset[str]:
        expansion = self.library.expression(ref.work, language, Edition.EXPANSION)
        return frozenset(terms(expansion.text_of(ref.eid))) if expansion and ref.eid in expansion else frozenset()

    def _figured(self, ref: ClauseRef) -> Iterator[str]:
        """Yield the sentences of a clause that state a figure, in every language there is, each with its heading."""
        for expression in dict.fromkeys(self.library.answering(ref.work, language) for language in LANGUAGES):
            for text in sentences(expression.text_of(ref.eid), expression.language):
                if has_figure(text, expression.language):
                    yield f"{expression.clause(ref.eid).heading}\n{text}"

    def _whole_text(self, ref: ClauseRef) -> str:
        texts = []
        for expression in dict.fromkeys(self.library.answering(ref.work, language) for language in LANGUAGES):
            clause = expression.clause(ref.eid)
            headings = [step.heading for step in (*expression.ancestors(ref.eid), clause)]
            texts.append("\n".join([*headings, clause.span.of(expression.text)]))
        return folded("\n".join(texts))

    def _by_sentence(
        self, found: Sequence[RowScore], refs: set[ClauseRef], asked: Language
    ) -> dict[tuple[ClauseRef, int], float]:
        """Return the cosine of each sentence that answers are made of.

        The sentences of the two digests correspond, so both count; those of the official text are counted otherwise.
        """
        best: dict[tuple[ClauseRef, int], dict[Language, float]] = {}
        for one in found:
            row = one.row
            if row.ref in refs and row.sentence is not None and row.edition is self._edition(row.ref.work):
                best.setdefault((row.ref, row.sentence), {}).setdefault(row.language, one.score)
        return {place: joint(by_language, asked) for place, by_language in best.items()}

    def _edition(self, work: str) -> Edition:
        return Edition.DIGEST if self.library.is_shipped(work) else Edition.OFFICIAL


@functools.lru_cache(maxsize=4096)
def has_figure(text: str, language: Language) -> bool:
    """Tell whether a text states an amount, a count, a class or a fraction.

    "The three action plans" names what a sentence is from, and states no figure.
    """
    return any(
        q.kind in _FIGURES and not _PLANS.match(folded(text[q.span.end :])) for q in quantities(text, language=language)
    )


@functools.lru_cache(maxsize=4096)
def has_amount_of_money(text: str, language: Language) -> bool:
    """Tell whether a text states an amount of money, rather than the class of something."""
    return any(q.kind is Kind.AMOUNT and q.unit == "CNY" for q in quantities(text, language=language))


_ByLanguage = Mapping[ClauseRef, Mapping[Language, float]]
"""How well clauses match in each language."""


def _best_by_language(found: Sequence[RowScore]) -> _ByLanguage:
    """Return the best score of each clause in each language; ``found`` has the best first."""
    best: dict[ClauseRef, dict[Language, float]] = {}
    for row, score in found:
        by_language = best.get(row.ref)
        if by_language is None:
            best[row.ref] = {row.language: score}
        elif row.language not in by_language:
            by_language[row.language] = score
    return best


def joint(by_language: Mapping[Language, float], asked: Language) -> float:
    """Return how well what is said in several languages matches: a mean, the language asked in weighing more.

    A chance likeness of words is a likeness in one language; what is meant is said in both, and so a question
    finds much the same whichever language it is asked in. What exists in one language is judged by that; 0 for none.
    """
    weights = {tag: OWN_SHARE if tag == asked else 1 - OWN_SHARE for tag in by_language}
    return sum(weight * by_language[tag] for tag, weight in weights.items()) / (sum(weights.values()) or 1.0)
