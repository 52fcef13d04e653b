"""The paragraphs of an HTML page: body by trafilatura, title and 文号 by lxml.

Trafilatura finds the body among navigation, but drops the title and the 文号 when
they stand outside it; both are put back in front. Where it finds no body (a page
of one sentence, a bare table) every block of the page is a paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from assistant.parsing.heads import number_in

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_BLOCKS = frozenset({
    "address", "article", "blockquote", "body", "br", "center", "dd", "div", "dl", "dt", "fieldset", "footer", "form",
    "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "li", "main", "ol", "p", "pre", "section", "table",
    "tbody", "tfoot", "thead", "tr", "ul",
})  # fmt: skip
_CELLS = frozenset({"td", "th"})
_SILENT = frozenset({"head", "iframe", "noscript", "script", "select", "style", "template", "textarea", "title"})
_TITLE_PATHS = (
    "//meta[translate(@name, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') = 'articletitle']/@content",
    "//h1//text()",
    "//meta[@property = 'og:title']/@content",
    "//title/text()",
)
# "题目_栏目_中国政府网": what follows the first of these is the site's name.
_SITE_NAME = re.compile(r"\s*[_|｜].*$|\s+[-–—]+\s+.*$", re.DOTALL)
# A row of the table that a site's catalogue puts above a document.
_CATALOGUE_ROW = re.compile(
    r"(?:发文字号|文\s*号|索\s*引\s*号|发文机[关构]|发布机构|成文日期|发布日期|生成日期|主题分类|公文种类|有\s*效\s*性|标\s*题|名\s*称)"
    r"\s*[：:]?\s*\|"
)
_OWN_NUMBER = re.compile(
    r"(?:[^：:]{0,8}[：:]\s*)?[\u4e00-\u9fff]{1,12}\s*[〔\[［【(（][0-9]{4}[〕\]］】)）]\s*[0-9]{1,5}\s*号"
)
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
_ENCODING_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_COMMENT = re.compile(r"<!--.*?(?:-->|$)", re.DOTALL)
_MAX_DEPTH = 150


def paragraphs_of_page(page: str) -> tuple[str, ...]:
    """Return the paragraphs of an HTML page, title and 文号 first; none where it has no text."""
    # A parser refuses control characters and a declaration that text no longer needs.
    cleaned = _ENCODING_DECLARATION.sub("", _CONTROLS.sub("", page))
    if not cleaned.strip():
        return ()
    tree = _tree(cleaned)
    if tree is None:
        return tuple(_tidy(re.split(r"<[^<>]*>|\n", _COMMENT.sub("", cleaned))))
    blocks = tuple(_tidy(_blocks(tree)))
    found = tuple(_tidy(_body(cleaned).splitlines())) or blocks
    body = tuple(line for line in found if not _CATALOGUE_ROW.match(line))
    return (*_missing_head(tree, blocks, body), *body)


def _tree(page: str) -> HtmlElement | None:
    """Return the parsed page, or None where it cannot be parsed, or is nested too deep to walk."""
    import lxml.etree
    import lxml.html

    try:
        tree = lxml.html.document_fromstring(page)
    except (lxml.etree.LxmlError, ValueError):
        return None
    return None if _is_too_deep(tree) else tree


def _is_too_deep(tree: HtmlElement) -> bool:
    level = [tree]
    for _ in range(_MAX_DEPTH):
        level = [child for element in level for child in element]
        if not level:
            return False
    return True


def _body(page: str) -> str:
    import trafilatura

    text = trafilatura.extract(page, include_comments=False, include_tables=True, favor_recall=True)
    return str(text or "")


def _blocks(tree: HtmlElement) -> Iterator[str]:
    """Yield the text of every block, the cells of a table row joined by bars."""
    pieces: list[str] = []
    for piece in _pieces(tree):
        if piece == "\n":
            yield "".join(pieces)
            pieces = []
        else:
            pieces.append(piece)
    yield "".join(pieces)


def _pieces(element: HtmlElement) -> Iterator[str]:
    # Comments and processing instructions have a function for a tag.
    name = element.tag if isinstance(element.tag, str) else ""
    if name and name not in _SILENT:
        edge = "\n" if name in _BLOCKS else " | " if name in _CELLS else ""
        yield from filter(None, (edge, re.sub(r"\s*\n\s*", "", element.text or "")))
        for child in element:
            yield from _pieces(child)
        yield from filter(None, ("" if name in _CELLS else edge,))
    yield from filter(None, (re.sub(r"\s*\n\s*", "", element.tail or ""),))


def _tidy(lines: Iterable[str]) -> Iterator[str]:
    for line in lines:
        # A table row comes as "| a | b |"; one of a layout table as "| text".
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        text = " | ".join(cells) if sum(bool(cell) for cell in cells) > 1 else "".join(cells)
        if text.replace("-", "").replace("|", "").strip():
            yield text


def _missing_head(tree: HtmlElement, blocks: tuple[str, ...], body: tuple[str, ...]) -> Iterator[str]:
    """Yield the title and the 文号 of the page, each if the body lacks it."""
    text = re.sub(r"\s", "", "".join(body))
    title = _title(tree)
    if title and re.sub(r"\s", "", title) not in text:
        yield title
    # A number within a sentence is that of another document.
    cells = (cell.strip() for block in blocks for cell in block.split("|"))
    number = next((number_in(cell) for cell in cells if _OWN_NUMBER.fullmatch(cell)), None)
    if number and number not in text:
        yield number


def _title(tree: HtmlElement) -> str:
    for path in _TITLE_PATHS:
        found = tree.xpath(path)
        title = _SITE_NAME.sub("", "".join(map(str, found if path.startswith("//h1") else found[:1]))).strip()
        if title:
            return re.sub(r"\s+", " ", title)
    return ""
