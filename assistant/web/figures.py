"""Figures and names in a text, each with what it is in the other language."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from assistant.quantities import Kind, Quantity, quantities, rmb_in_chinese, rmb_in_english
from assistant.terms import Glossary, Term
from assistant.works import Language, Span

_MONEY = "CNY"
_LARGE = 10_000
_SCALES = "万亿"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a text; ``note`` explains it and is empty where nothing needs explaining."""

    text: str
    note: str = ""
    kind: str = ""


def pieces(text: str, language: Language, glossary: Glossary | None = None) -> tuple[Piece, ...]:
    """Return a text in pieces that, joined, are the text again.

    Args:
        text: a sentence.
        language: what it is in.
        glossary: explains names as well; a figure wins where both stand.
    """
    noted = list(_figures(text, language))
    if glossary is not None:
        taken = [span for span, _ in noted]
        noted += [
            (match.span, Piece(match.span.of(text), _meaning(match.term, language), "term"))
            for match in glossary.find(text, language)
            if not any(match.span.start < span.end and span.start < match.span.end for span in taken)
        ]
    found: list[Piece] = []
    end = 0
    for span, piece in sorted(noted, key=lambda pair: pair[0].start):
        if span.start > end:
            found.append(Piece(text[end : span.start]))
        found.append(piece)
        end = span.end
    return tuple(piece for piece in (*found, Piece(text[end:])) if piece.text)


def _figures(text: str, language: Language) -> Iterator[tuple[Span, Piece]]:
    end = 0
    for quantity in quantities(text, language=language):
        note = conversion(quantity, language)
        if note and quantity.span.start >= end:
            end = quantity.span.end
            yield quantity.span, Piece(quantity.text, f"{quantity.text} = {note}", "figure")


def conversion(quantity: Quantity, language: Language) -> str:
    """Return a figure as the other language or another scale has it; empty where it would be no help."""
    if quantity.value is None or quantity.kind not in {Kind.AMOUNT, Kind.COUNT, Kind.CLASS}:
        return ""
    if quantity.unit == _MONEY:
        return _money(quantity, language)
    if quantity.unit == "m2":
        return _area(quantity.value)
    written_short = any(scale in quantity.text for scale in _SCALES)
    if written_short and quantity.upper is None and quantity.value >= _LARGE:
        unit = "" if quantity.unit == "count" else f" {quantity.unit}"
        return f"{quantity.value.normalize():,f}{unit}"
    return ""


def _money(quantity: Quantity, language: Language) -> str:
    said = rmb_in_english if language == "zh" else rmb_in_chinese
    try:
        ends = [said(value) for value in (quantity.value, quantity.upper) if value is not None]
    except ValueError:
        # Fractions of a fen: nothing that a plan states.
        return ""
    joined = ("–" if language == "zh" else "至").join(ends)
    if quantity.kind is Kind.CLASS:
        return f"{joined} class" if language == "zh" else f"{joined.removesuffix('元')}级"
    return joined


def _area(square_metres: Decimal) -> str:
    if square_metres < _LARGE:
        return ""
    return f"{_plain(square_metres / 1_000_000)} km² = {_plain(square_metres / _LARGE)} ha"


def _plain(value: Decimal) -> str:
    return f"{value.normalize():,f}"


def _meaning(term: Term, language: Language) -> str:
    return f"{term.zh} — {term.en}" if language == "zh" else f"{term.en} — {term.zh}"
