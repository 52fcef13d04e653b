"""The figures of a sentence, read alike in Chinese and English."""

from assistant.quantities.comparing import contains, differences, missing
from assistant.quantities.money import rmb_in_chinese, rmb_in_english
from assistant.quantities.quantity import Kind, Qualifier, Quantity
from assistant.quantities.reading import bounded, quantities, striving

__all__ = [
    "Kind",
    "Qualifier",
    "Quantity",
    "bounded",
    "contains",
    "differences",
    "missing",
    "quantities",
    "rmb_in_chinese",
    "rmb_in_english",
    "striving",
]
