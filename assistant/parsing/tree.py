"""Paragraphs -> clauses, by the numbers printed in front of them.

Clause ids are the printed numbers joined by dots (DESIGN section 4). What that
leaves open is decided here:

* a chapter is ``ch3``, a section of a law ``ch3.s1``, a book ``bk1``; they contain
  articles but are not in their ids: 第十七条 is ``17`` wherever it stands, and so is
  "十七、" in a document that is divided into chapters;
* the paragraphs (款) of an article are ``17.p1``, ``17.p2``, its list （一） ``17.1``;
  what introduces or follows a list is a paragraph too, counted through;
* an item in a part without sections is ``2.1``, as its number is printed;
* a number that starts again under the same parent gets ``-2``;
* signature, date and distribution after the last clause of a numbered work are one
  clause, ``closing``; in an unnumbered work they are counted like the rest.

A heading is what stands alone on a numbered line, or the short first sentence of
an item when most of its siblings begin with one too.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from assistant.parsing.numbering import BRACKETED, Number, Style, number_at
from assistant.works import Clause, Level, Span

_STOP = re.compile(r"[。；;！？!?]")
_ENDS_OPEN = re.compile(r"[：:，,、]$")
_ENUMERATED = re.compile(r"(?<=[；;。，,])\s*(?=[（(①-⑳])")
_MAX_HEADING = 40
_MAX_LONE_HEADING = 25
_MAX_BARE_HEADING = 80
_MAX_GAP = 2
_CONTAINERS = frozenset({Style.BOOK, Style.CHAPTER, Style.LAW_SECTION})
_STRUCTURAL = frozenset({Style.BOOK, Style.CHAPTER, Style.LAW_SECTION, Style.ARTICLE})


@dataclass(slots=True, eq=False)
class _Node:
    """A numbered paragraph, while the tree is built; ``number`` is None for the root."""

    number: Number | None
    line: Span
    parent: _Node | None
    heading: str = ""
    paragraphs: list[Span] = field(default_factory=list)
    children: list[_Node] = field(default_factory=list)

    @property
    def style(self) -> int:
        return self.number.style if self.number else -1

    @property
    def text_start(self) -> int:
        return self.line.start + (self.number.end if self.number else 0)


def clauses(text: str, lines: Sequence[Span], closing: Span | None) -> tuple[Clause, ...]:
    """Return the clauses of a numbered work in document order; none where nothing is numbered.

    Args:
        text: the text of the work.
        lines: where each paragraph of its body stands.
        closing: where signature, date and distribution stand.
    """
    root = _tree(text, lines)
    if not root.children:
        return ()
    for siblings in _sibling_groups(root):
        _give_headings(text, siblings)
    found = list(_Writer().write(root))
    if closing:
        found.append(Clause("closing", Level.PARAGRAPH, "", "", closing))
    return tuple(found)


def counted(spans: Sequence[Span]) -> tuple[Clause, ...]:
    """Return the paragraphs of an unnumbered work, ``p1`` onwards."""
    return tuple(Clause(f"p{n}", Level.PARAGRAPH, "", "", span) for n, span in enumerate(spans, 1))


def _tree(text: str, lines: Sequence[Span]) -> _Node:
    root = _Node(None, Span(0, 0), None)
    current = root
    last: dict[Style, int] = {}
    for line in lines:
        for piece in _pieces(text, line):
            number = number_at(piece.of(text))
            if number and _is_plausible(number, last, piece.of(text)):
                current = _placed(current, number, piece)
                last[number.style] = number.value
            else:
                current = _after_list(text, current)
                current.paragraphs.append(piece)
    return root


def _after_list(text: str, node: _Node) -> _Node:
    """Return what an unnumbered paragraph after ``node`` belongs to.

    After the last member of a list that is one sentence (…；…；…。) it belongs to
    what the list is in: it is the next paragraph of the article.
    """
    while node.parent is not None:
        # The member before shows it; the last one itself ends with a full stop.
        members = node.parent.children[-2:]
        if not any(member.style == node.style and text[member.line.end - 1] in "；;" for member in members):
            break
        node = node.parent
    return node


def _placed(current: _Node, number: Number, line: Span) -> _Node:
    parent = current
    while parent.parent is not None and parent.style >= number.style:
        parent = parent.parent
    node = _Node(number, line, parent)
    parent.children.append(node)
    return node


def _is_plausible(number: Number, last: dict[Style, int], line: str) -> bool:
    """Tell whether a number starts a list or goes on with one; a reference does neither.

    Numbers may run on through a part, so that a list is not ended by a heading further out.
    """
    if number.style in _CONTAINERS and _STOP.search(line):
        return False
    if number.style not in last:
        # An excerpt of a law may begin with any article.
        return number.value == 1 or (number.style in _STRUCTURAL and line[number.end - 1].isspace())
    return number.value == 1 or 1 <= number.value - last[number.style] <= _MAX_GAP


def _pieces(text: str, line: Span) -> Iterator[Span]:
    """Yield a line, cut where it runs through a list: （1）…；（2）…；（3）…."""
    first = number_at(line.of(text))
    if not first or first.style not in BRACKETED or first.value != 1:
        yield line
        return
    start, value = line.start, first.value
    for match in _ENUMERATED.finditer(text, line.start, line.end):
        number = number_at(text, match.end())
        if number and number.style is first.style and number.value == value + 1:
            yield _trimmed(text, start, match.end())
            start, value = match.end(), number.value
    yield _trimmed(text, start, line.end)


def _trimmed(text: str, start: int, end: int) -> Span:
    return Span(start, start + len(text[start:end].rstrip()))


def _sibling_groups(node: _Node) -> Iterator[list[_Node]]:
    for style in sorted({child.style for child in node.children}):
        yield [child for child in node.children if child.style == style]
    for child in node.children:
        yield from _sibling_groups(child)


def _give_headings(text: str, siblings: Sequence[_Node]) -> None:
    """Set the headings of siblings, and make what follows a heading on its line their first paragraph."""
    ends = [_heading_end(text, node, alone=len(siblings) < 3) for node in siblings]
    run_in = sum(end is not None for end in ends) * 3 >= len(siblings) * 2
    for node, end in zip(siblings, ends, strict=True):
        start = node.text_start
        bare = not _STOP.search(text, start, node.line.end)
        heading_end = end if end is not None and (run_in or bare) else start
        node.heading = text[start:heading_end].strip()
        body = _body_span(text, heading_end, node.line.end)
        if body.start < body.end:
            node.paragraphs.insert(0, body)


def _body_span(text: str, start: int, end: int) -> Span:
    """Return where text stands after a heading, without the heading's stop and white space."""
    while start < end and (text[start].isspace() or (text[start] in "。；;.：:" and start > 0)):
        start += 1
    return Span(start, end)


def _heading_end(text: str, node: _Node, *, alone: bool) -> int | None:
    """Return where the heading on a node's line ends, or None where the line has none."""
    start, end = node.text_start, node.line.end
    follows = bool(node.paragraphs or node.children)
    stop = _STOP.search(text, start, end)
    if stop is None:
        bare = start < end <= start + _MAX_BARE_HEADING and not _ENDS_OPEN.search(text[start:end])
        return end if bare and (follows or node.style in _CONTAINERS) else None
    # An article, and a member of a list (…；), has text but no heading.
    if _is_article(node) or stop.group() != "。" or not 0 < stop.start() - start <= _MAX_HEADING:
        return None
    rest = text[stop.end() : end].strip()
    if alone and stop.start() - start > _MAX_LONE_HEADING:
        return None
    # "（负责部门：…）" after a sentence is a remark, and the sentence the text itself.
    return stop.start() if (rest and not rest.startswith("（")) or (not rest and follows) else None


def _is_article(node: _Node) -> bool:
    in_chapter = node.parent is not None and node.parent.style in _CONTAINERS
    return node.style == Style.ARTICLE or (node.style == Style.HAN_STOP and in_chapter)


class _Writer:
    """Writes clauses; remembers how often each id was used."""

    def __init__(self) -> None:
        self._uses: Counter[str] = Counter()

    def write(self, root: _Node) -> Iterator[Clause]:
        """Yield the clauses under the root, parents before children."""
        if len(root.paragraphs) == 1:
            yield Clause("preface", Level.PREFACE, "", "", root.paragraphs[0])
        elif root.paragraphs:
            whole = Span(root.paragraphs[0].start, root.paragraphs[-1].end)
            yield Clause("preface", Level.PREFACE, "", "", whole)
            yield from self._counted(root.paragraphs, "preface")
        for child in root.children:
            yield from self._written(child, None)

    def _written(self, node: _Node, parent: str | None) -> Iterator[Clause]:
        number = node.number
        if number is None:
            return
        eid = self._unique(_eid(node, parent))
        heading, paragraphs = node.heading, node.paragraphs
        if not paragraphs and not node.children:
            # A numbered line with nothing below: its words are the text, not a heading.
            words = Span(node.text_start, node.line.end)
            heading, paragraphs = "", [words if words.start < words.end else node.line]
        whole = _whole(paragraphs, node.children)
        yield Clause(eid, _level(node), number.printed, heading, whole, parent)
        if node.children or len(paragraphs) > 1:
            yield from self._inside(node, eid)

    def _inside(self, node: _Node, eid: str) -> Iterator[Clause]:
        """Yield paragraphs and children in document order."""
        counted_paragraphs = list(self._counted(node.paragraphs, eid))
        children = iter(node.children)
        child = next(children, None)
        for paragraph in counted_paragraphs:
            while child is not None and child.line.start < paragraph.span.start:
                yield from self._written(child, eid)
                child = next(children, None)
            yield paragraph
        while child is not None:
            yield from self._written(child, eid)
            child = next(children, None)

    def _counted(self, spans: Sequence[Span], parent: str) -> Iterator[Clause]:
        for n, span in enumerate(spans, 1):
            yield Clause(self._unique(f"{parent}.p{n}"), Level.PARAGRAPH, "", "", span, parent)

    def _unique(self, eid: str) -> str:
        self._uses[eid] += 1
        return eid if self._uses[eid] == 1 else f"{eid}-{self._uses[eid]}"


def _whole(paragraphs: Sequence[Span], children: Sequence[_Node]) -> Span:
    starts = [span.start for span in paragraphs[:1]] + [child.line.start for child in children[:1]]
    return Span(min(starts), max([span.end for span in paragraphs] + [_end(child) for child in children]))


def _end(node: _Node) -> int:
    return max([node.line.end, *(span.end for span in node.paragraphs), *(_end(child) for child in node.children)])


def _eid(node: _Node, parent: str | None) -> str:
    value = str(node.number.value) if node.number else ""
    names = {Style.BOOK: "bk", Style.CHAPTER: "ch", Style.LAW_SECTION: "s"}
    if node.style == Style.ARTICLE or (_is_article(node) and parent):
        return value
    own = names.get(Style(node.style), "") + value
    return f"{parent}.{own}" if parent and node.style != Style.CHAPTER else own


def _level(node: _Node) -> Level:
    if _is_article(node):
        return Level.ARTICLE
    below_article = any(_is_article(above) for above in _above(node))
    levels = {
        Style.BOOK: Level.PART,
        Style.CHAPTER: Level.CHAPTER,
        Style.LAW_SECTION: Level.SECTION,
        Style.HAN_STOP: Level.PART,
        Style.HAN_BRACKET: Level.ITEM if below_article else Level.SECTION,
        Style.DIGIT_STOP: Level.SUBITEM if below_article else Level.ITEM,
    }
    return levels.get(Style(node.style), Level.SUBITEM)


def _above(node: _Node) -> Iterator[_Node]:
    above = node.parent
    while above is not None:
        yield above
        above = above.parent
