"""Charts of a run as SVG inside a page: text stays text, colours follow the page, and no style attribute is left.

Styles are turned into attributes, for the page forbids styles that it does not name by their hash.
"""

from __future__ import annotations

import hashlib
import io
import re
import unicodedata
import warnings
from collections.abc import Generator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from contextlib import contextmanager
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET  # noqa: S405  # what it parses matplotlib wrote

from assistant.evaluation.sets import ANSWERS
from assistant.evaluation.statistics import Estimate
from assistant.evaluation.summary import ALL, Summary, SystemSummary
from assistant.evaluation.wording import KIND_LABELS, LABELS, STATUS_LABELS
from assistant.works import LANGUAGES, Bilingual, Language

if TYPE_CHECKING:
    # Heavy: only the type checker needs them here.
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

COLOURS = ("#0b7a68", "#c2571a", "#4a6fb5", "#a0559b", "#8a7a1f", "#5b6770")
"""Apart in hue and in lightness, and readable on light and dark paper."""

DEEPEST = 10
"""Recall is drawn up to this rank."""

_INK = "#000000"
_SVG = "http://www.w3.org/2000/svg"
_XLINK = "http://www.w3.org/1999/xlink"
_WIDTH = 5.2
"""Of a chart, in inches."""
_POINTS = 10


def by_kind(summary: Summary, language: Language) -> str:
    """Draw how often each kind of question is right, with its interval, for every system."""
    kinds = list(reversed(summary.kinds))
    labels = [f"{label(KIND_LABELS, kind, language)} ({_count(summary, kind)})" for kind in kinds]
    step = 0.7 / len(summary.systems)
    with _figure(len(kinds) * max(0.3, 0.16 * len(summary.systems)) + 0.5, labels, bottom=0.3) as (figure, axes):
        for number, system in enumerate(summary.systems):
            shift = (len(summary.systems) - 1) / 2 - number
            for row, kind in enumerate(kinds):
                _point(axes, system.kinds[kind][ALL]["right"], row + shift * step, COLOURS[number % len(COLOURS)])
        axes.set_yticks(range(len(kinds)), labels)
        axes.set_ylim(-0.6, len(kinds) - 0.4)
        axes.set_xlim(-0.02, 1.02)
        axes.grid(axis="x", alpha=0.25, linewidth=0.6, color=_INK)
        return _svg(figure, LABELS["by_kind"].get(language))


def _count(summary: Summary, kind: str) -> int:
    return sum(question.kind == kind for question in summary.questions)


def _point(axes: Axes, found: Estimate | None, y: float, colour: str) -> None:
    if found is not None:
        axes.plot([found.low, found.high], [y, y], color=colour, linewidth=2, solid_capstyle="round", alpha=0.6)
        axes.plot([found.value], [y], marker="o", markersize=5, color=colour)


def recall_at_k(summary: Summary, language: Language) -> str:
    """Draw the share of the answering clauses among the first hits, rank by rank, for every system and language."""
    with _figure(2.7, ["1.0"]) as (figure, axes):
        ranks = range(1, DEEPEST + 1)
        for number, system in enumerate(summary.systems):
            for asked_in in LANGUAGES:
                shares = recall_curve(system, asked_in)
                if shares:
                    style = "-" if asked_in == "zh" else "--"
                    axes.plot(ranks, shares, style, marker=".", color=COLOURS[number % len(COLOURS)], linewidth=1.6)
        axes.set_xticks(ranks)
        axes.set_ylim(0, 1.03)
        axes.grid(alpha=0.25, linewidth=0.6, color=_INK)
        axes.set_xlabel("k")
        return _svg(figure, LABELS["recall_at_k"].get(language))


def recall_curve(system: SystemSummary, language: Language) -> tuple[float, ...]:
    """Return recall at 1, 2 … ``DEEPEST`` over the answerable questions of a language; empty where there are none."""
    asked = [one for one in system.run.asked if one.question.language == language and one.question.answerable]
    if not asked:
        return ()
    found = [(one.question.graded(ANSWERS), [hit.ref for hit in one.hits]) for one in asked]
    return tuple(
        sum(len(wanted & set(refs[:k])) / len(wanted) for wanted, refs in found) / len(found)
        for k in range(1, DEEPEST + 1)
    )


def confusion(system: SystemSummary, language: Language) -> str:
    """Draw how often each status or reason was given where each was expected."""
    expected, given = statuses(system)
    rows = [label(STATUS_LABELS, status, language) for status in expected]
    # A word a line: the columns are narrow.
    columns = [label(STATUS_LABELS, status, language).replace(" ", "\n") for status in given]
    with _figure(0.42 * len(expected) + 0.85, rows, bottom=0.72) as (figure, axes):
        totals = {row: sum(system.statuses.get((row, column), 0) for column in given) for row in expected}
        for y, row in enumerate(reversed(expected)):
            for x, column in enumerate(given):
                count = system.statuses.get((row, column), 0)
                share = count / totals[row] if totals[row] else 0.0
                colour = COLOURS[0] if row == column else COLOURS[1]
                axes.barh(y, 0.96, left=x + 0.02, height=0.92, color=colour, alpha=0.08 + 0.62 * share)
                if count:
                    axes.text(x + 0.5, y, str(count), ha="center", va="center", fontsize=_POINTS, color=_INK)
        axes.set_yticks(range(len(expected)), list(reversed(rows)))
        axes.set_xticks([x + 0.5 for x in range(len(given))], columns)
        axes.tick_params(length=0)
        axes.set_xlim(0, len(given))
        axes.set_ylim(-0.5, len(expected) - 0.5)
        axes.set_xlabel(LABELS["given"].get(language))
        for side in axes.spines.values():
            side.set_visible(False)
        return _svg(figure, LABELS["confusion"].get(language))


def statuses(system: SystemSummary) -> tuple[list[str], list[str]]:
    """Return the statuses that were expected, and those that were given, in a settled order."""
    known = list(STATUS_LABELS)
    expected = {row for row, _ in system.statuses}
    return (
        [status for status in known if status in expected],
        [status for status in known if status in expected | {column for _, column in system.statuses}],
    )


def latency(summary: Summary, language: Language) -> str:
    """Draw for every system the share of replies that took at most so long."""
    with _figure(2.7, ["1.0"]) as (figure, axes):
        for number, system in enumerate(summary.systems):
            if system.latency:
                times = sorted(max(0.01, ms) for ms in system.latency.times_ms)
                shares = [(rank + 1) / len(times) for rank in range(len(times))]
                axes.step(times, shares, where="post", color=COLOURS[number % len(COLOURS)], linewidth=1.6)
        axes.set_xscale("log")
        axes.xaxis.set_major_formatter(lambda ms, _: f"{ms:g}")
        axes.set_ylim(0, 1.03)
        axes.grid(alpha=0.25, linewidth=0.6, color=_INK)
        axes.set_xlabel(LABELS["milliseconds"].get(language))
        return _svg(figure, LABELS["latency"].get(language))


def label(labels: Mapping[str, Bilingual], key: str, language: Language) -> str:
    """Return what people call something, or its own name where the table has none."""
    found = labels.get(key)
    return found.get(language) if found else key


@contextmanager
def _figure(height: float, labels: Sequence[str], *, bottom: float = 0.55) -> Generator[tuple[Figure, Axes]]:
    """Give a figure of the same width each, with room on the left for the labels."""
    from matplotlib import rc_context
    from matplotlib.figure import Figure as NewFigure

    # Characters of Han are about an em wide, others half as much; matplotlib measures another font than is shown.
    widest = max(sum(1.0 if unicodedata.east_asian_width(c) in "WF" else 0.56 for c in text) for text in labels)
    left = widest * _POINTS / 72 + 0.25
    with rc_context({
        "svg.fonttype": "none",
        "svg.hashsalt": "assistant",
        "font.size": _POINTS,
        "font.family": "sans-serif",
    }):
        figure = NewFigure(figsize=(_WIDTH, height), facecolor="none")
        axes = figure.subplots()
        axes.set_facecolor("none")
        figure.subplots_adjust(left=left / _WIDTH, right=0.98, bottom=bottom / height, top=1 - 0.12 / height)
        for side in ("top", "right"):
            axes.spines[side].set_visible(False)
        yield figure, axes


def _svg(figure: Figure, title: str) -> str:
    """Return a figure as an SVG element for a page."""
    text = io.StringIO()
    with warnings.catch_warnings():
        # The font that measures lacks Han characters; the page's font has them.
        warnings.filterwarnings("ignore", message="Glyph .* missing")
        figure.savefig(text, format="svg", transparent=True, metadata={"Date": None, "Creator": None})
    # HTML knows these names without a declaration, and only with these prefixes.
    ET.register_namespace("", _SVG)
    ET.register_namespace("xlink", _XLINK)
    root = ET.fromstring(text.getvalue())  # noqa: S314  # matplotlib wrote it just now
    _drop(root, {f"{{{_SVG}}}metadata", f"{{{_SVG}}}style"})
    _rename(root, hashlib.sha256(text.getvalue().encode()).hexdigest()[:8])
    for element in root.iter():
        _plain(element)
    for name in ("width", "height", "version"):
        root.attrib.pop(name, None)
    root.attrib.update({"role": "img", "aria-label": title, "fill": "currentColor", "class": "chart"})
    return ET.tostring(root, encoding="unicode")


def _drop(root: ET.Element, tags: AbstractSet[str]) -> None:
    for parent in list(root.iter()):
        for child in list(parent):
            if child.tag in tags:
                parent.remove(child)


def _rename(root: ET.Element, prefix: str) -> None:
    """Keep the ids that something refers to, under names that no other chart of the page has."""
    # Colours begin with the same sign, but stand in styles.
    links = [
        (element, name)
        for element in root.iter()
        for name, value in element.attrib.items()
        if name == f"{{{_XLINK}}}href" or value.startswith("url(#")
    ]
    wanted = {element.attrib[name].removeprefix("url(").strip("#)") for element, name in links}
    for element in root.iter():
        identity = element.attrib.pop("id", None)
        if identity in wanted:
            element.attrib["id"] = f"c{prefix}-{identity}"
    for element, name in links:
        element.attrib[name] = element.attrib[name].replace("#", f"#c{prefix}-")


_STYLE = re.compile(r"\s*([a-z-]+)\s*:\s*([^;]+)")


def _plain(element: ET.Element) -> None:
    """Turn the style of an element into attributes, and black into the colour of the page's text."""
    for name, value in _STYLE.findall(element.attrib.pop("style", "")):
        # The page names the font; its family and the shorthand that holds it are not wanted.
        if name == "font":
            size = re.search(r"[0-9.]+px", value)
            element.attrib["font-size"] = size[0] if size else f"{_POINTS}px"
        elif name != "font-family":
            element.attrib[name] = value.strip()
    for name in ("fill", "stroke"):
        if element.attrib.get(name) == _INK:
            element.attrib[name] = "currentColor"
