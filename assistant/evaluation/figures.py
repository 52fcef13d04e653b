"""Whether a text shows a figure: its value and unit, however they are written."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.quantities import Quantity, quantities
from assistant.works import Language


def shows(text: str, figures: Sequence[str], *, language: Language) -> bool:
    """Tell whether a text shows every figure, with value and unit.

    What is no quantity, such as a document number, must stand there word for word.
    """
    shown = quantities(text, language=language)
    return all(_shown(figure, text, shown, language) for figure in figures)


def _shown(figure: str, text: str, shown: Sequence[Quantity], language: Language) -> bool:
    wanted = quantities(figure, language=language)
    if not wanted or figure in text:
        return figure in text
    return all(any(_same(one, other) for other in shown) for one in wanted)


def _same(one: Quantity, other: Quantity) -> bool:
    return (one.value, one.upper, one.unit) == (other.value, other.upper, other.unit)
