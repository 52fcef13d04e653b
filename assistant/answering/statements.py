"""Sentences read for comparison: their figures, their words, and how firmly they are meant."""

from __future__ import annotations

import bisect
import enum
import functools
import itertools
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from assistant.answering.paraphrasing import canonical, function_words, stem
from assistant.languages import folded
from assistant.quantities import Kind, Quantity, bounded, quantities
from assistant.works import Language, Span

_CALENDAR = frozenset({Kind.YEAR, Kind.DATE, Kind.PERIOD})
_HAN = "\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0002ebef"
LATIN_WORD = re.compile(r"[^\W_" + _HAN + r"]+")
HAN_RUN = re.compile(f"[{_HAN}]+")
_PIECE = re.compile(rf"(?P<han>[{_HAN}])|(?P<latin>[^\W_{_HAN}]+)|(?P<stop>[,;、，；)）])|(?P<other>\S)")
# What stands around a year and says no more than the year.
_AROUND_YEAR: Mapping[Language, re.Pattern[str]] = {
    "zh": re.compile(r"(?<=\ufffc)年?[底末](?:以?前|之前)?"),
    "en": re.compile(r"\b(?i:(?:by|at|before) the end of|(?:the )?year[ -]end|the year) (?=\ufffc)"),
}
_TOLD: Mapping[Language, re.Pattern[str]] = {
    # 设了, 得到了, 打造了 tell of what is done; 为了 and 了解 do not.
    "zh": re.compile(r"(?<![为除])了(?![解结])|已(?!有)|曾"),
    "en": re.compile(
        r"\b(?i:(?:was|were)(?! (?:told|heard|said|announced|informed|presented|held|sent|issued|copied|stressed"
        r"|mentioned|emphasised|noted|explained|described|outlined|revealed|disclosed|listed|named|cited|quoted))"
        r"|had|did|stood|grew|became|has been|have been"
        r"|(?:has|have) (?:already )?(?:\w+ed|made|become|built|drawn|led|begun|grown|taken|seen|won|set|brought|found"
        r"|put))\b"
    ),
}
"""What tells of a thing as done."""
_PAST: Mapping[Language, re.Pattern[str]] = {
    "zh": re.compile(r"了"),
    "en": re.compile(r"\b(?i:exceeded|surpassed|reached|topped|hit|attained|amounted|broke|passed)\b"),
}
# The second half of a verb in two words: "set up", "step up", "roll out".
_PARTICLE = re.compile(
    r"\b(?i:(?:set|step|speed|build|make|draw|scale)(?:s|ped|ing)?|sped|built|made|drawn|setting|stepping)(?P<up> up\b)"
    r"|\b(?i:(?:carr|roll)(?:y|ies|ied|ying|s|ed|ing)?)(?P<out> out\b)"
)
BLANK = "\ufffc"
_ACTORS = frozenset({"shanghai", "上海"})
"""Words of grammar in a plan of the city's, but for who does what to whom."""
_STOP_WIDTH = 3.0
"""What a comma between two items counts for, in words."""
_AND_WIDTH = 1.5
_GRAMMAR_WIDTH = 0.25


class Force(enum.StrEnum):
    """How firmly a thing is meant."""

    MUST = "must"
    MAY = "may"
    STRIVE = "strive"
    SUPPORT = "support"
    ENCOURAGE = "encourage"
    EXPLORE = "explore"
    GUIDE = "guide"
    PILOT = "pilot"
    REPLACE = "replace"
    NOT = "not"


_FORCES: Mapping[Language, Mapping[Force, re.Pattern[str]]] = {
    "zh": {
        Force.MUST: re.compile(r"必须|务必|应当|应该|(?<![供反适对响效相])应(?![用急届对变])|必?须(?!知)|(?<!，)要求"),
        Force.MAY: re.compile(r"可以(?!概括|归纳|写成|说|看作|理解|称)|可(?=成为|由|按|在|设)|允许|能够|准许"),
        Force.STRIVE: re.compile(r"力争|争取|努力|力求"),
        Force.SUPPORT: re.compile(r"支持|扶持"),
        Force.ENCOURAGE: re.compile(r"鼓励|倡导|提倡"),
        Force.EXPLORE: re.compile(r"探索"),
        Force.GUIDE: re.compile(r"引导|引向"),
        Force.PILOT: re.compile(r"试点|先行先试"),
        Force.REPLACE: re.compile(r"代替|替代(?=[^能产])|取代|换掉"),
        Force.NOT: re.compile(
            r"不(?!断|同|仅|但|只|得?(?:少于|低于|小于|超过|高于|多于|大于))|未(?!来)|没有|毋|勿"
            r"|(?<!若)非(?!二氧化碳|金属)|禁止|严禁|杜绝|停止|取消|避免|防范|防止|无(?=需|须|法|意|权|此|关)"
        ),
    },
    "en": {
        Force.MUST: re.compile(
            r"\b(?:must|shall|should|ought|ha(?:s|ve|ving) to|requir(?:e|es|ed|ing)|obliged?|mandatory"
            r"|compulsory|needs? to)\b"
        ),
        Force.MAY: re.compile(
            r"\b(?:may|can(?! be (?:summed|summarised|described))"
            r"|could|might|cannot|optional(?:ly)?|allow(?:s|ed)?|permit(?:s|ted)?)\b"
        ),
        Force.STRIVE: re.compile(r"\b(?:striv(?:e|es|ing)|aim(?:s|ed|ing)? (?:to|for|at)|seeks? to|endeavou?rs? to)\b"),
        # "to support" says what for; nothing is supported by it.
        Force.SUPPORT: re.compile(r"\b(?<!to )support(?:s|ed|ing)?\b|\bget(?:s|ting)? (?:help|backing)\b|\bbacked\b"),
        Force.ENCOURAGE: re.compile(r"\bencourag(?:e|es|ed|ing)\b|\b(?:is|are) (?:urged|welcomed)\b"),
        Force.EXPLORE: re.compile(r"\b(?:explor(?:e|es|ed|ing|ation)|(?:look|search)(?:s|ed|ing)? for)\b"),
        Force.GUIDE: re.compile(r"\b(?:guid(?:e|es|ed|ing)|steer(?:s|ed|ing)?)\b"),
        Force.PILOT: re.compile(r"\b(?:pilot(?:s|ed|ing)?|trials?)\b"),
        Force.REPLACE: re.compile(
            r"\b(?:replac(?:e|es|ed|ing)|substitut(?:e|es|ed|ing)|rather than|(?:instead|in place|take the place) of)\b"
        ),
        Force.NOT: re.compile(
            r"\b(?:not|no(?! (?:fewer|less|lower|more|higher|greater) than|\.)|never|neither|nor|cannot|without|unless"
            r"|except|avoid(?:s|ed|ing)?|guard(?:s|ing)? (?:strictly )?against|prohibit(?:s|ed)?|forb(?:id|ids|idden)"
            r"|ban(?:s|ned)?"
            r"|refus(?:e|es|ed)|fail(?:s|ed)?|giv(?:e|es|en|ing) up|phas(?:e|es|ed|ing) out|(?:wound|wind) down"
            r"|do away with|get rid of)\b|n['’]t\b"
        ),
    },
}
_SEGMENT_END: Mapping[Language, re.Pattern[str]] = {
    "zh": re.compile(r"[，,；;：:。]"),
    "en": re.compile(r"[,;:](?=\s)|\band (?=\w+ (?:is|are) )"),
}


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure with where it stands among the words of its sentence."""

    quantity: Quantity
    place: float
    past: bool


@dataclass(frozen=True, slots=True)
class Mark:
    """A word of force, the content of the part of the sentence it stands in, and what follows it to the end."""

    force: Force
    governed: frozenset[str]
    following: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence as read.

    Attributes:
        bare: the sentence with its figures and the words that bound them blotted out, at the same length.
        terms: the content: stems in English, pairs of characters in Chinese; each with its places.
        figures: all but years, dates and periods.
        calendar: years, dates and periods.
        marks: words of force.
        told: it tells of something as done.
        ruler: where in the sentence an offset of its text stands.
    """

    text: str
    language: Language
    bare: str
    terms: Mapping[str, tuple[float, ...]]
    figures: tuple[Figure, ...]
    calendar: tuple[Quantity, ...]
    marks: tuple[Mark, ...]
    told: bool
    ruler: Ruler

    @property
    def quantities(self) -> tuple[Quantity, ...]:
        """Every figure, of whatever kind."""
        return (*(figure.quantity for figure in self.figures), *self.calendar)

    def content(self, start: int, end: int) -> frozenset[str]:
        """Return the content between two offsets: stems in English, in Chinese all pairs of characters.

        ``terms`` has no pair with a character that is a word of grammar elsewhere: 市场 and 用户 are none of them.
        """
        piece, grammar = self.bare[start:end], function_words(self.language) - _ACTORS
        if self.language == "en":
            found = [stem(word) for word in LATIN_WORD.findall(piece)]
        else:
            found = [run[at : at + 2] for run in HAN_RUN.findall(folded(piece)) for at in range(len(run) - 1)]
        return frozenset(canonical(term, self.language) for term in found if term not in grammar)

    @property
    def forces(self) -> frozenset[Force]:
        """The kinds of force that it has a word of."""
        return frozenset(mark.force for mark in self.marks)


# The same clauses are cited again and again.
@functools.lru_cache(maxsize=8192)
def figures_of(text: str, language: Language) -> tuple[Quantity, ...]:
    """Return the figures of ``text``; see ``quantities``."""
    return quantities(text, language=language)


@functools.lru_cache(maxsize=4096)
def statement(text: str, language: Language) -> Statement:
    """Return ``text``, one sentence, as read."""
    found = figures_of(text, language)
    spans = [bounded(text, figure, language=language) for figure in found]
    bare = _plain(_blotted(text, spans), language)
    words = tuple(_words(bare, language))
    ruler = Ruler(words)
    figures = [
        Figure(figure, ruler.at(span.start), _is_past(span.of(text), language))
        for figure, span in zip(found, spans, strict=True)
        if figure.kind not in _CALENDAR
    ]
    terms: dict[str, list[float]] = {}
    for term, place in (*ruler.terms(), *_classes(figures)):
        terms.setdefault(term, []).append(place)
    return Statement(
        text=text,
        language=language,
        bare=bare,
        terms={term: tuple(places) for term, places in terms.items()},
        figures=tuple(figures),
        calendar=tuple(figure for figure in found if figure.kind in _CALENDAR),
        marks=tuple(_marks(bare, language, words)),
        told=_TOLD[language].search(bare) is not None,
        ruler=ruler,
    )


@dataclass(frozen=True, slots=True)
class _Word:
    """A piece of a sentence: what it counts for as a term, empty where it is no content, and its width."""

    term: str
    start: int
    end: int
    width: float


class Ruler:
    """How far along its sentence a piece stands: a word is 1, and what separates the items of a list is more."""

    def __init__(self, words: tuple[_Word, ...]) -> None:
        self._words = words
        self._starts = [word.start for word in words]
        self._places = list(itertools.accumulate((word.width for word in words), initial=0.0))

    def at(self, offset: int) -> float:
        """Return the place of an offset of the text."""
        return self._places[bisect.bisect_left(self._starts, offset)]

    def terms(self) -> Iterator[tuple[str, float]]:
        """Yield the content terms, each with its place."""
        return ((word.term, place) for word, place in zip(self._words, self._places, strict=False) if word.term)


def _blotted(text: str, spans: Iterable[Span]) -> str:
    for span in spans:
        text = text[: span.start] + BLANK * (span.end - span.start) + text[span.end :]
    return text


_LISTED = re.compile(r"[、和与及]|也好")
# Turns of phrase whose words say something elsewhere and nothing here.
_FRAMES: Mapping[Language, tuple[re.Pattern[str], ...]] = {
    "zh": (
        # What was listed is taken together: 甲、乙都要提高; 各区都要 would be another claim.
        re.compile(r"(?<![各有全])都"),
        re.compile(r"(?:给出|公布)的?(?:数字|数据)(?=是|为)"),
        re.compile(r"可以?(?=概括|归纳|写成|看作|理解|称)"),
    ),
    "en": (
        re.compile(r"\b(?:take|takes|taking|took) part\b|\bparts?(?= of\b)"),
        re.compile(r"\b(?P<blank>in line) with\b"),
        re.compile(r"\ball(?= (?:count|feature|belong|rank)\b)"),
        re.compile(r"\bso that\b.{0,60}?\b(?P<blank>can)\b"),
        re.compile(
            r"\b(?P<blank>mak(?:e|es|ing))\b"
            r"(?= (?:[\w-]+ ){1,6}?(?:more|less|cheaper|easier|better|stronger|lighter)\b)"
        ),
        re.compile(
            r"\b(?P<blank>events?|occasions?|activities|platforms?|settings?|metrics?|indicators?|methods?|functions?"
            r"|services?|industries|uses?|means|experience)(?=,? (?:such as|like|including)\b)"
        ),
    ),
}


def _plain(bare: str, language: Language) -> str:
    """Return the text with what says nothing by itself made blank, at the same length."""
    bare = _AROUND_YEAR[language].sub(lambda match: " " * len(match[0]), bare)
    for frame in _FRAMES[language]:
        for match in tuple(frame.finditer(bare)):
            if language == "zh" and match[0] == "都" and not _LISTED.search(bare, 0, match.start()):
                continue
            start, end = match.span("blank") if "blank" in frame.groupindex else match.span()
            bare = bare[:start] + " " * (end - start) + bare[end:]
    if language == "zh":
        return bare
    spans = [Span(*match.span(match.lastgroup or 0)) for match in _PARTICLE.finditer(bare)]
    for span in spans:
        bare = bare[: span.start] + " " * (span.end - span.start) + bare[span.end :]
    return bare


def _words(bare: str, language: Language) -> Iterator[_Word]:
    for match in _PIECE.finditer(bare):
        start, end = match.span()
        match match.lastgroup:
            case "han":
                yield _Word(_pair(bare, start), start, end, 0.5)
            case "latin":
                yield _latin(match[0], start, end, language)
            case "stop":
                yield _Word("", start, end, _STOP_WIDTH)
            case _:
                continue


def _pair(bare: str, start: int) -> str:
    """Return two characters that stand together as one term, unless one of them is grammar."""
    pair = folded(bare[start : start + 2])
    words = function_words("zh")
    if len(pair) < 2 or not HAN_RUN.fullmatch(pair) or pair in words or pair[0] in words or pair[1] in words:
        return ""
    return canonical(pair, "zh")


def _latin(word: str, start: int, end: int, language: Language) -> _Word:
    if language == "en" and word == "and":
        return _Word("", start, end, _AND_WIDTH)
    root = stem(word)
    if root in function_words("en"):
        return _Word("", start, end, _GRAMMAR_WIDTH)
    return _Word(canonical(root, "en"), start, end, 1.0)


def _classes(figures: Iterable[Figure]) -> Iterator[tuple[str, float]]:
    """Yield the classes (千亿级) as terms, for they say what a count counts."""
    for figure in figures:
        if figure.quantity.kind is Kind.CLASS:
            yield f"{figure.quantity.value} {figure.quantity.unit}", figure.place


def is_class(term: str) -> bool:
    """Tell whether a term is a class: a number and a unit."""
    return " " in term


def _is_past(words: str, language: Language) -> bool:
    """Tell whether a figure is told as reached already: "exceeded", 突破了."""
    return _PAST[language].search(words) is not None


def _marks(bare: str, language: Language, words: tuple[_Word, ...]) -> Iterator[Mark]:
    plain = bare if language == "zh" else bare.lower()
    ends = [match.start() for match in _SEGMENT_END[language].finditer(bare)]
    for force, pattern in _FORCES[language].items():
        for match in pattern.finditer(plain):
            place = bisect.bisect_left(ends, match.start())
            first = ends[place - 1] if place else 0
            last = ends[place] if place < len(ends) else len(bare)
            governed = [w for w in words if w.term and first <= w.start < last and not _overlaps(w, match)]
            after = tuple(w.term for w in words if w.term and w.start >= match.end())
            yield Mark(force, frozenset(w.term for w in governed), after)


def _overlaps(word: _Word, match: re.Match[str]) -> bool:
    return word.start < match.end() and match.start() < word.end
