"""Units of measurement and counting words, each with its name and its size.

A unit is (name, numerator, denominator): a number times numerator / denominator
is the number in the named unit. Fractions, because 亩 is 2000 / 3 square metres.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

Unit = tuple[str, int, int]

CURRENCIES: Mapping[str, str] = {
    "RMB": "CNY",
    "CNY": "CNY",
    "人民币": "CNY",
    "¥": "CNY",
    "￥": "CNY",
    "US$": "USD",
    "USD": "USD",
    "$": "USD",
    "HK$": "HKD",
    "HKD": "HKD",
    "EUR": "EUR",
    "€": "EUR",
    "GBP": "GBP",
    "£": "GBP",
}

# Symbols are written the same in both languages; case matters (mW is no MW).
SYMBOLS: Mapping[str, Unit] = {
    "%": ("%", 1, 1),
    "‰": ("‰", 1, 1),
    "GPa": ("MPa", 1000, 1),
    "MPa": ("MPa", 1, 1),
    "kPa": ("MPa", 1, 1000),
    "Mt": ("t", 10**6, 1),
    "t": ("t", 1, 1),
    "kg": ("t", 1, 1000),
    "g": ("t", 1, 10**6),
    "mg": ("t", 1, 10**9),
    "TW": ("W", 10**12, 1),
    "GW": ("W", 10**9, 1),
    "MW": ("W", 10**6, 1),
    "kW": ("W", 1000, 1),
    "W": ("W", 1, 1),
    "TWh": ("Wh", 10**12, 1),
    "GWh": ("Wh", 10**9, 1),
    "MWh": ("Wh", 10**6, 1),
    "kWh": ("Wh", 1000, 1),
    "Wh": ("Wh", 1, 1),
    "km²": ("m2", 10**6, 1),
    "km2": ("m2", 10**6, 1),
    "m²": ("m2", 1, 1),
    "m2": ("m2", 1, 1),
    "㎡": ("m2", 1, 1),
    "ha": ("m2", 10**4, 1),
    "m³": ("m3", 1, 1),
    "m3": ("m3", 1, 1),
    "L": ("m3", 1, 1000),
    "km": ("m", 1000, 1),
    "m": ("m", 1, 1),
    "cm": ("m", 1, 100),
    "mm": ("m", 1, 1000),
    "μm": ("m", 1, 10**6),
    "µm": ("m", 1, 10**6),
    "nm": ("m", 1, 10**9),
    "h": ("h", 1, 1),
    "min": ("min", 1, 1),
    "s": ("s", 1, 1),
    "ms": ("s", 1, 1000),
    "Hz": ("Hz", 1, 1),
    "kHz": ("Hz", 10**3, 1),
    "MHz": ("Hz", 10**6, 1),
    "GHz": ("Hz", 10**9, 1),
    "THz": ("Hz", 10**12, 1),
    "bps": ("bit/s", 1, 1),
    "Mbps": ("bit/s", 10**6, 1),
    "Gbps": ("bit/s", 10**9, 1),
    "Tbps": ("bit/s", 10**12, 1),
    "GB": ("B", 10**9, 1),
    "TB": ("B", 10**12, 1),
    "PB": ("B", 10**15, 1),
    "EB": ("B", 10**18, 1),
    "V": ("V", 1, 1),
    "kV": ("V", 1000, 1),
    "Wh/kg": ("Wh/kg", 1, 1),
    "dB": ("dB", 1, 1),
    "℃": ("°C", 1, 1),
    "°C": ("°C", 1, 1),
    "PFLOPS": ("FLOPS", 10**15, 1),
    "EFLOPS": ("FLOPS", 10**18, 1),
    "TOPS": ("op/s", 10**12, 1),
}

# Only words that count when the number is written 三 and not 3: no 轮 (两轮车), no 期, 代 or 级.
_COUNTED = (
    *"个家款项名座条种类辆台套件处所户人位只支张栋幢间篇部本门场届组队艘架颗枚片块层轴大者化例株份宗",
    "方面",
    "人次",
    "场次",
    "架次",
    "批次",
)
CHINESE: Mapping[str, Unit] = {
    **dict.fromkeys(_COUNTED, ("count", 1, 1)),
    "元": ("CNY", 1, 1),
    "元人民币": ("CNY", 1, 1),
    "块钱": ("CNY", 1, 1),
    "美元": ("USD", 1, 1),
    "美金": ("USD", 1, 1),
    "港元": ("HKD", 1, 1),
    "港币": ("HKD", 1, 1),
    "欧元": ("EUR", 1, 1),
    "日元": ("JPY", 1, 1),
    "英镑": ("GBP", 1, 1),
    "个百分点": ("pp", 1, 1),
    "百分点": ("pp", 1, 1),
    "倍": ("times", 1, 1),
    "次": ("times", 1, 1),
    "吨": ("t", 1, 1),
    "公斤": ("t", 1, 1000),
    "千克": ("t", 1, 1000),
    "克": ("t", 1, 10**6),
    "瓦": ("W", 1, 1),
    "千瓦": ("W", 1000, 1),
    "兆瓦": ("W", 10**6, 1),
    "吉瓦": ("W", 10**9, 1),
    "瓦时": ("Wh", 1, 1),
    "千瓦时": ("Wh", 1000, 1),
    "千瓦·时": ("Wh", 1000, 1),
    "瓦时/公斤": ("Wh/kg", 1, 1),
    "瓦时/千克": ("Wh/kg", 1, 1),
    "度电": ("Wh", 1000, 1),
    "兆瓦时": ("Wh", 10**6, 1),
    "吉瓦时": ("Wh", 10**9, 1),
    "帕": ("MPa", 1, 10**6),
    "千帕": ("MPa", 1, 1000),
    "兆帕": ("MPa", 1, 1),
    "吉帕": ("MPa", 1000, 1),
    "平方公里": ("m2", 10**6, 1),
    "平方千米": ("m2", 10**6, 1),
    "平方米": ("m2", 1, 1),
    "平米": ("m2", 1, 1),
    "公顷": ("m2", 10**4, 1),
    "亩": ("m2", 2000, 3),
    "立方米": ("m3", 1, 1),
    "升": ("m3", 1, 1000),
    "公里": ("m", 1000, 1),
    "千米": ("m", 1000, 1),
    "海里": ("m", 1852, 1),
    "米": ("m", 1, 1),
    "厘米": ("m", 1, 100),
    "毫米": ("m", 1, 1000),
    "微米": ("m", 1, 10**6),
    "纳米": ("m", 1, 10**9),
    "小时": ("h", 1, 1),
    "个小时": ("h", 1, 1),
    "分钟": ("min", 1, 1),
    "秒": ("s", 1, 1),
    "秒钟": ("s", 1, 1),
    "毫秒": ("s", 1, 1000),
    "天": ("d", 1, 1),
    "日": ("d", 1, 1),
    "个工作日": ("workday", 1, 1),
    "工作日": ("workday", 1, 1),
    "周": ("week", 1, 1),
    "个月": ("mo", 1, 1),
    "年": ("yr", 1, 1),
    "周年": ("yr", 1, 1),
    "岁": ("yr", 1, 1),
    "周岁": ("yr", 1, 1),
    "伏": ("V", 1, 1),
    "千伏": ("V", 1000, 1),
    "赫兹": ("Hz", 1, 1),
    "吉赫": ("Hz", 10**9, 1),
    "分贝": ("dB", 1, 1),
    "摄氏度": ("°C", 1, 1),
    **SYMBOLS,
}

_LENGTHS = {
    "kilo": (1000, 1),
    "": (1, 1),
    "centi": (1, 100),
    "milli": (1, 1000),
    "micro": (1, 10**6),
    "nano": (1, 10**9),
}


def _metres(ending: str) -> dict[str, Unit]:
    return {f"{prefix}{ending}": ("m", *size) for prefix, size in _LENGTHS.items()}


def _spelt() -> dict[str, Unit]:
    areas = {
        f"square {prefix}{ending}": ("m2", size, 1)
        for ending in ("metre", "meter")
        for prefix, size in (("", 1), ("kilo", 10**6))
    }
    powers = {
        f"{prefix}watt{hours}": ("Wh" if hours else "W", size, 1)
        for prefix, size in (("", 1), ("kilo", 10**3), ("mega", 10**6), ("giga", 10**9), ("tera", 10**12))
        for hours in ("", "-hour", " hour")
    }
    return {**_metres("metre"), **_metres("meter"), **areas, **powers}


# In the singular; a final s is taken off before the look-up.
ENGLISH: Mapping[str, Unit] = {
    **_spelt(),
    "yuan": ("CNY", 1, 1),
    "rmb": ("CNY", 1, 1),
    "renminbi": ("CNY", 1, 1),
    "cny": ("CNY", 1, 1),
    "dollar": ("USD", 1, 1),
    "us dollar": ("USD", 1, 1),
    "euro": ("EUR", 1, 1),
    "per cent": ("%", 1, 1),
    "percent": ("%", 1, 1),
    "per mille": ("‰", 1, 1),
    "percentage point": ("pp", 1, 1),
    "time": ("times", 1, 1),
    "fold": ("times", 1, 1),
    "tonne": ("t", 1, 1),
    "ton": ("t", 1, 1),
    "metric ton": ("t", 1, 1),
    "kilogram": ("t", 1, 1000),
    "kilogramme": ("t", 1, 1000),
    "gram": ("t", 1, 10**6),
    "pascal": ("MPa", 1, 10**6),
    "kilopascal": ("MPa", 1, 1000),
    "megapascal": ("MPa", 1, 1),
    "gigapascal": ("MPa", 1000, 1),
    "hectare": ("m2", 10**4, 1),
    "mu": ("m2", 2000, 3),
    "cubic metre": ("m3", 1, 1),
    "cubic meter": ("m3", 1, 1),
    "litre": ("m3", 1, 1000),
    "liter": ("m3", 1, 1000),
    "nautical mile": ("m", 1852, 1),
    "hour": ("h", 1, 1),
    "minute": ("min", 1, 1),
    "second": ("s", 1, 1),
    "millisecond": ("s", 1, 1000),
    "day": ("d", 1, 1),
    "working day": ("workday", 1, 1),
    "week": ("week", 1, 1),
    "month": ("mo", 1, 1),
    "year": ("yr", 1, 1),
    "volt": ("V", 1, 1),
    "kilovolt": ("V", 1000, 1),
    "hertz": ("Hz", 1, 1),
    "gigahertz": ("Hz", 10**9, 1),
    "decibel": ("dB", 1, 1),
    "degree celsius": ("°C", 1, 1),
    "degrees celsius": ("°C", 1, 1),
}

TIMES: frozenset[str] = frozenset({"yr", "mo", "week", "d", "workday", "h", "min", "s"})


@dataclass(frozen=True, slots=True)
class Measure:
    """What a number counts or measures, and where that ends in the text.

    ``more`` marks the 余 or 多 between number and unit; ``graded`` the 级 or
    "class" after it.
    """

    unit: str
    numerator: int
    denominator: int
    end: int
    more: bool = False
    graded: bool = False

    def times(self, value: Decimal | None) -> Decimal | None:
        """Return ``value`` in the named unit."""
        return None if value is None else value * self.numerator / self.denominator
