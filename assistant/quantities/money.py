"""Sums of renminbi in words that both languages use, without rounding."""

from __future__ import annotations

from decimal import Decimal

_ENGLISH = ((Decimal(10) ** 12, " trillion"), (Decimal(10) ** 9, " billion"), (Decimal(10) ** 6, " million"))
_CHINESE = ((Decimal(10) ** 12, "万亿"), (Decimal(10) ** 8, "亿"), (Decimal(10) ** 4, "万"))


def rmb_in_english(value: Decimal) -> str:
    """Return 500 000 000 000 as "RMB 500 billion".

    Raises:
        ValueError: ``value`` is negative, infinite, or has parts of a fen.
    """
    amount, unit = _scaled(value, _ENGLISH)
    return f"RMB {amount:,f}{unit}"


def rmb_in_chinese(value: Decimal) -> str:
    """Return 500 000 000 000 as 5000亿元.

    Raises:
        ValueError: ``value`` is negative, infinite, or has parts of a fen.
    """
    amount, unit = _scaled(value, _CHINESE)
    return f"{amount:f}{unit}元"


def _scaled(value: Decimal, scales: tuple[tuple[Decimal, str], ...]) -> tuple[Decimal, str]:
    if not value.is_finite() or value < 0 or value % Decimal("0.01"):
        raise ValueError(f"a sum of money is positive and has at most two decimals, not {value}")
    for size, unit in scales:
        # Beyond four decimals 1.234567 billion reads worse than 1,234.567 million.
        if value >= size and not value % (size / 10**4):
            return _plain(value / size), unit
    return _plain(value), ""


def _plain(value: Decimal) -> Decimal:
    """Return ``value`` without the zeros after its last decimal, and never as 5E+3."""
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()
