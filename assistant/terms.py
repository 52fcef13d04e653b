"""Official names in both languages: found in a text, and said in the other language.

The glossary holds equivalences only: every name in a row means the same thing, so a
term found in a question may add its other-language names to the search.
"""

from __future__ import annotations

import enum
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from assistant.errors import ContentError
from assistant.languages import fold, folded
from assistant.works import LANGUAGES, Language, Span

_COLUMNS = ("zh", "en", "kind", "zh_also", "en_also")
# A Han character is a word of its own; a Latin run is one word, so that AI is not
# found in "maintain"; a stop separates words, so that "carbon, funds" is no "carbon fund".
# Everything else (spaces, hyphens, quotes, brackets, slashes) is written in too many ways to count.
_HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0002ebef"
_Word = tuple[str, int, int]  # folded, and from where to where it stands in the text as given
_WORD = re.compile(rf"[{_HAN}]|[^\W_{_HAN}]+|[,.;:!?。、…]")
_LETTER = re.compile(r"[^\W_]")


class TermKind(enum.StrEnum):
    """What a term is a name of."""

    CONCEPT = "concept"
    TECHNOLOGY = "technology"
    PRODUCT = "product"
    INDUSTRY = "industry"
    PLACE = "place"
    PARK = "park"
    ORGANISATION = "organisation"
    PROGRAMME = "programme"
    PERSON = "person"
    EVENT = "event"
    DOCUMENT = "document"
    FUND = "fund"
    INSTRUMENT = "instrument"


THINGS = frozenset({
    TermKind.TECHNOLOGY,
    TermKind.PRODUCT,
    TermKind.INDUSTRY,
    TermKind.ORGANISATION,
    TermKind.PARK,
    TermKind.PROGRAMME,
    TermKind.PERSON,
    TermKind.EVENT,
    TermKind.FUND,
    TermKind.INSTRUMENT,
})
"""What a document either has or has not; a concept may be meant in other words."""

_KINDS = {kind.value: kind for kind in TermKind}


@dataclass(frozen=True, slots=True)
class Term:
    """A thing with its official name in each language and the other names it goes by."""

    zh: str
    en: str
    kind: TermKind
    zh_also: tuple[str, ...] = ()
    en_also: tuple[str, ...] = ()

    def names(self, language: Language) -> tuple[str, ...]:
        """Return the names in ``language``, the official one first."""
        return (self.zh, *self.zh_also) if language == "zh" else (self.en, *self.en_also)


@dataclass(frozen=True, slots=True)
class TermMatch:
    """A term, and where one of its names stands in the text as given."""

    term: Term
    span: Span


class _NameClashError(ValueError):
    """A name that a glossary has already; ``place`` is the number of the later term, from 0."""

    def __init__(self, name: str, place: int, earlier: Term) -> None:
        super().__init__(f"the name {name!r} is one of {earlier.zh!r} already, if perhaps written differently")
        self.place = place


@dataclass(slots=True)
class _Node:
    """A place in the tree of names, reached word by word.

    ``term`` is set where a name ends.
    """

    children: dict[str, _Node] = field(default_factory=dict)
    term: Term | None = None

    def at(self, words: Sequence[str]) -> _Node:
        """Return the place that ``words`` lead to, made where there is none yet."""
        node = self
        for word in words:
            child = node.children.get(word)
            if child is None:
                child = node.children[word] = _Node()
            node = child
        return node


class Glossary:
    """The terms there are, and the names to find them by."""

    def __init__(self, terms: Sequence[Term]) -> None:
        """Build the lookup.

        Raises:
            ValueError: two terms share a name, or one has it twice in a language.
        """
        self.terms = tuple(terms)
        self._roots: dict[Language, _Node] = {language: _Node() for language in LANGUAGES}
        owners: dict[tuple[str, ...], Term] = {}
        for place, language, name, key in _keyed_names(self.terms):
            term = self.terms[place]
            node = self._roots[language].at(key)
            owner = owners.setdefault(key, term)
            if owner is not term or node.term is not None:
                raise _NameClashError(name, place, owner)
            node.term = term

    def find(self, text: str, language: Language) -> tuple[TermMatch, ...]:
        """Return where names in ``language`` stand in ``text``, in order, none overlapping.

        At each place the longest name wins, and a longer one that begins inside it wins over it: 市科委 in
        会上市科委, not 上市. Case, width, traditional characters and
        hyphens make no difference; English words match in singular and plural. A text
        that mixes languages is searched once for each.
        """
        plain, origin = fold(text)
        words = [(match[0], origin[match.start()], origin[match.end() - 1] + 1) for match in _WORD.finditer(plain)]
        found: list[TermMatch] = []
        end = 0
        for at, (_, start, _) in enumerate(words):
            # By place in the original: one sign may fold to several words (㍿ to 株式会社).
            match = self._uncut_at(at, words, language) if start >= end else None
            if match is not None:
                found.append(match)
                end = match.span.end
        return tuple(found)

    def _uncut_at(self, at: int, words: Sequence[_Word], language: Language) -> TermMatch | None:
        """Return the longest name that begins with word ``at`` and that no longer one inside it goes beyond."""
        match = self._longest_at(at, words, language)
        while match is not None:
            cut = self._cut(match, at, words, language)
            if cut is None:
                return match
            match = self._longest_at(at, words[:cut], language)
        return None

    def _cut(self, match: TermMatch, at: int, words: Sequence[_Word], language: Language) -> int | None:
        """Return the first word inside a match where a longer name begins that goes beyond it."""
        for place in range(at + 1, len(words)):
            if words[place][1] >= match.span.end:
                return None
            other = self._longest_at(place, words, language)
            if other and other.span.end > match.span.end and _length(other.span) > _length(match.span):
                return place
        return None

    def names(self, term: Term, language: Language) -> tuple[str, ...]:
        """Return the names of ``term`` in ``language``, the official one first."""
        return term.names(language)

    def translate(self, text: str, language: Language) -> tuple[str, ...]:
        """Return the other language's names for the terms in ``text``, in order, none twice.

        Args:
            text: what is searched for terms.
            language: the language that ``text`` is in.
        """
        other: Language = "en" if language == "zh" else "zh"
        return tuple(dict.fromkeys(name for match in self.find(text, language) for name in match.term.names(other)))

    def _longest_at(self, at: int, words: Sequence[_Word], language: Language) -> TermMatch | None:
        """Return the longest name that begins with word ``at``."""
        nodes = [self._roots[language]]
        longest: TermMatch | None = None
        start = words[at][1]
        for place in range(at, len(words)):
            word, _, end = words[place]
            forms = _forms(word) if language == "en" else (word,)
            nodes = [node.children[form] for node in nodes for form in forms if form in node.children]
            if not nodes:
                break
            # The word as written comes first, so of two names that differ in number it decides.
            term = next((node.term for node in nodes if node.term is not None), None)
            if term is not None:
                longest = TermMatch(term, Span(start, end))
        return longest


def _length(span: Span) -> int:
    return span.end - span.start


def read_glossary(path: Path) -> Glossary:
    """Read a glossary: tab-separated, one term a line under a header, other names divided by ``|``.

    Raises:
        ContentError: the file cannot be read, or a line is malformed or repeats a name; the message has its number.
    """
    try:
        lines = path.read_bytes().decode("utf-8").removesuffix("\n").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise ContentError(path, f"cannot be read as UTF-8 text: {error}") from error
    if lines[0] != "\t".join(_COLUMNS):
        raise ContentError(path, f"line 1: the header must be {' '.join(_COLUMNS)}, divided by tabs, not {lines[0]!r}")
    terms: list[Term] = []
    for number, line in enumerate(lines[1:], start=2):
        try:
            terms.append(_term(line))
        except ValueError as error:
            raise ContentError(path, f"line {number}: {error}") from error
    try:
        return Glossary(terms)
    except _NameClashError as error:
        raise ContentError(path, f"line {error.place + 2}: {error}") from error


def _term(line: str) -> Term:
    cells = line.split("\t")
    if len(cells) != len(_COLUMNS):
        raise ValueError(f"has {len(cells)} columns, not {len(_COLUMNS)}")
    zh, en, kind, zh_also, en_also = cells
    if kind not in _KINDS:
        raise ValueError(f"unknown kind {kind!r}; known: {', '.join(_KINDS)}")
    term = Term(zh, en, _KINDS[kind], _also(zh_also), _also(en_also))
    for name in (*term.names("zh"), *term.names("en")):
        if name != name.strip() or not _LETTER.search(name):
            raise ValueError(f"the name {name!r} has no letter in it, or white space around it")
    return term


def _also(cell: str) -> tuple[str, ...]:
    return tuple(cell.split("|")) if cell else ()


def _keyed_names(terms: Sequence[Term]) -> Iterator[tuple[int, Language, str, tuple[str, ...]]]:
    """Yield each name: the number of its term, its language, itself, and its words as folded."""
    names = [
        (place, language, name)
        for place, term in enumerate(terms)
        for language in LANGUAGES
        for name in term.names(language)
    ]
    # Those with other than ASCII in one go, since each call costs; in ASCII folding is lower case and no more.
    rest = iter(folded("\n".join(name.replace("\n", " ") for _, _, name in names if not name.isascii())).split("\n"))
    for place, language, name in names:
        yield place, language, name, tuple(_WORD.findall(name.lower() if name.isascii() else next(rest)))


def _forms(word: str) -> tuple[str, ...]:
    """Return an English word as written, then what it would be in the other number.

    Forms that are no words do no harm: no name has them.
    """
    forms = [word, f"{word}s", f"{word}es"]
    if word.endswith("y"):
        forms.append(f"{word[:-1]}ies")
    if word.endswith("s"):
        forms.append(word[:-1])
    if word.endswith("es"):
        forms.append(word[:-2])
    if word.endswith("ies"):
        forms.append(f"{word[:-3]}y")
    return tuple(forms)
