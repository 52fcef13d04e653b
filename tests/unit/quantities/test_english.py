from decimal import Decimal

import pytest

from assistant.quantities import Kind, Qualifier, quantities

Row = tuple[str, str | None, str, Kind, Qualifier | None]

ONE_FIGURE: tuple[Row, ...] = (
    # Money.
    ("exceed RMB 500 billion", "500000000000", "CNY", Kind.AMOUNT, Qualifier.EXCEED),
    ("reaching RMB 350 billion", "350000000000", "CNY", Kind.AMOUNT, Qualifier.REACH),
    ("amounted to RMB 305.7 billion", "305700000000", "CNY", Kind.AMOUNT, Qualifier.REACH),
    ("more than RMB 1.5 trillion", "1500000000000", "CNY", Kind.AMOUNT, Qualifier.EXCEED),
    ("to top RMB 700 billion", "700000000000", "CNY", Kind.AMOUNT, Qualifier.EXCEED),
    ("to reach about RMB 500 billion", "500000000000", "CNY", Kind.AMOUNT, Qualifier.ABOUT),
    ("no more than RMB 3 million", "3000000", "CNY", Kind.AMOUNT, Qualifier.AT_MOST),
    ("500 billion yuan", "500000000000", "CNY", Kind.AMOUNT, None),
    ("5,000 yuan or more", "5000", "CNY", Kind.AMOUNT, Qualifier.AT_LEAST),
    ("RMB500bn", "500000000000", "CNY", Kind.AMOUNT, None),
    ("CNY 1.5tn", "1500000000000", "CNY", Kind.AMOUNT, None),
    ("¥5m", "5000000", "CNY", Kind.AMOUNT, None),
    ("US$1 billion", "1000000000", "USD", Kind.AMOUNT, None),
    ("€5 million", "5000000", "EUR", Kind.AMOUNT, None),
    ("RMB 1,234.56", "1234.56", "CNY", Kind.AMOUNT, None),
    ("a scale of 500 billion", "500000000000", "CNY", Kind.AMOUNT, None),
    ("500 billion parameters", "500000000000", "count", Kind.COUNT, None),
    # Classes.
    ("a RMB 10 billion class fund", "10000000000", "CNY", Kind.CLASS, None),
    ("an RMB 10-billion-class fund", "10000000000", "CNY", Kind.CLASS, None),
    ("a 10-billion-yuan-class fund", "10000000000", "CNY", Kind.CLASS, None),
    ("a 10,000-tonne class plant", "10000", "t", Kind.CLASS, None),
    ("a 10,000-tonne plant", "10000", "t", Kind.AMOUNT, None),
    ("megawatt-class electrolysis", "1000000", "W", Kind.CLASS, None),
    # Shares.
    ("more than 50%", "50", "%", Kind.AMOUNT, Qualifier.EXCEED),
    ("thirty per cent", "30", "%", Kind.AMOUNT, None),
    ("95.5 percent", "95.5", "%", Kind.AMOUNT, None),
    ("one per cent", "1", "%", Kind.AMOUNT, None),
    ("3.5 percentage points", "3.5", "pp", Kind.AMOUNT, None),
    ("2 times", "2", "times", Kind.AMOUNT, None),
    ("tenfold", "10", "times", Kind.AMOUNT, None),
    ("is to double", "2", "times", Kind.AMOUNT, None),
    ("a quarter of the firms", "0.25", "share", Kind.FRACTION, None),
    ("more than three-quarters", "0.75", "share", Kind.FRACTION, Qualifier.EXCEED),
    ("1/4 of the firms", "0.25", "share", Kind.FRACTION, None),
    ("half of the firms", "0.5", "share", Kind.FRACTION, None),
    # Physical units.
    ("70 MPa cylinders", "70", "MPa", Kind.AMOUNT, None),
    ("more than 40 square kilometres", "40000000", "m2", Kind.AMOUNT, Qualifier.EXCEED),
    ("nearly 6 square kilometers", "6000000", "m2", Kind.AMOUNT, Qualifier.NEARLY),
    ("7 million square metres", "7000000", "m2", Kind.AMOUNT, None),
    ("5 km²", "5000000", "m2", Kind.AMOUNT, None),
    ("1,500 mu", "1000000", "m2", Kind.AMOUNT, None),
    ("50 hectares", "500000", "m2", Kind.AMOUNT, None),
    ("120 million kilowatts", "120000000000", "W", Kind.AMOUNT, None),
    ("a 5-MW turbine", "5000000", "W", Kind.AMOUNT, None),
    ("two gigawatt-hours", "2000000000", "Wh", Kind.AMOUNT, None),
    ("300 Wh/kg", "300", "Wh/kg", Kind.AMOUNT, None),
    ("28 nm or below", "0.000000028", "m", Kind.AMOUNT, Qualifier.AT_MOST),
    ("24-hour service", "24", "h", Kind.AMOUNT, None),
    ("24 hours a day", "24", "h", Kind.AMOUNT, None),
    ("within 30 days", "30", "d", Kind.AMOUNT, Qualifier.AT_MOST),
    ("a three-year plan", "3", "yr", Kind.AMOUNT, None),
    ("aged 60 or above", "60", "yr", Kind.AMOUNT, Qualifier.AT_LEAST),
    # Counts.
    ("three systems", "3", "count", Kind.COUNT, None),
    ("the three-plans report", "3", "count", Kind.COUNT, None),
    ("a three-layer architecture", "3", "count", Kind.COUNT, None),
    ("twenty-five parks", "25", "count", Kind.COUNT, None),
    ("a hundred firms", "100", "count", Kind.COUNT, None),
    ("two hundred and fifty thousand", "250000", "count", Kind.COUNT, None),
    ("a dozen firms", "12", "count", Kind.COUNT, None),
    ("half a million users", "500000", "count", Kind.COUNT, None),
    ("exceed 10,000 vehicles", "10000", "count", Kind.COUNT, Qualifier.EXCEED),
    ("2000 enterprises", "2000", "count", Kind.COUNT, None),
    ("1,953 firms", "1953", "count", Kind.COUNT, None),
    ("50+ settings", "50", "count", Kind.COUNT, Qualifier.AT_LEAST),
    ("20-plus parks", "20", "count", Kind.COUNT, Qualifier.AT_LEAST),
    ("100 or more firms", "100", "count", Kind.COUNT, Qualifier.AT_LEAST),
    ("six axes or more", "6", "count", Kind.COUNT, Qualifier.AT_LEAST),
    ("six-axis robots", "6", "count", Kind.COUNT, None),
    ("no fewer than two", "2", "count", Kind.COUNT, Qualifier.AT_LEAST),
    ("not less than 5 parks", "5", "count", Kind.COUNT, Qualifier.AT_LEAST),
    ("at least ten", "10", "count", Kind.COUNT, Qualifier.AT_LEAST),
    ("up to 100 parks", "100", "count", Kind.COUNT, Qualifier.AT_MOST),
    ("fewer than 5 parks", "5", "count", Kind.COUNT, Qualifier.BELOW),
    ("about 15 centres", "15", "count", Kind.COUNT, Qualifier.ABOUT),
    ("some 5,000 firms", "5000", "count", Kind.COUNT, Qualifier.ABOUT),
    ("almost 100 firms", "100", "count", Kind.COUNT, Qualifier.NEARLY),
    ("around the 5 clusters", "5", "count", Kind.COUNT, None),
    ("organised around three systems", "3", "count", Kind.COUNT, None),
    ("under six programmes", "6", "count", Kind.COUNT, None),
    ("10 centres at city level or above", "10", "count", Kind.COUNT, None),
    ("one of the four actions", "4", "count", Kind.COUNT, None),
    ("the first 3 zones", "3", "count", Kind.COUNT, None),
    ("the third batch of 13 parks", "13", "count", Kind.COUNT, None),
    ("several parks", None, "count", Kind.COUNT, None),
    ("hundreds of firms", None, "hundreds", Kind.COUNT, None),
    # The calendar.
    ("24 June 2022", "20220624", "date", Kind.DATE, None),
    ("June 24, 2022", "20220624", "date", Kind.DATE, None),
    ("on 9 July", "709", "date", Kind.DATE, None),
    ("the 9th of July", "709", "date", Kind.DATE, None),
    ("2022-06-24", "20220624", "date", Kind.DATE, None),
    ("by December 2019", "201912", "month", Kind.DATE, None),
    ("by 2025", "2025", "year", Kind.YEAR, None),
    ("the 2022 edition", "2022", "year", Kind.YEAR, None),
    ("the map (2022)", "2022", "year", Kind.YEAR, None),
)

RANGES: tuple[tuple[str, str, str, str], ...] = (
    ("3 to 5 platforms", "3", "5", "count"),
    ("two or three parks", "2", "3", "count"),
    ("between 10 and 20 parks", "10", "20", "count"),
    ("RMB 3–5 billion", "3000000000", "5000000000", "CNY"),
    ("RMB 500 million-1 billion", "500000000", "1000000000", "CNY"),
    ("20% to 30%", "20", "30", "%"),
    ("6–12 months", "6", "12", "mo"),
    ("aged 16 to 24", "16", "24", "yr"),
    ("2022–2025", "2022", "2025", "year"),
    ("2022-2025", "2022", "2025", "year"),
    ("from 2022 to 2025", "2022", "2025", "year"),
    ("between 2022 and 2025", "2022", "2025", "year"),
    ("2022-25", "2022", "2025", "year"),
)

NO_FIGURE: tuple[str, ...] = (
    "grade T800 or above",
    "5G, 6G and 5G+",
    "IPv6, Wi-Fi 7 and Web3.0",
    "glasses-free 3D",
    "RISC-V, H2 and CO2",
    "GB 50180",
    "Article 17",
    "item 8 of the plan",
    "items 7, 8 and 9",
    "II(2)",
    "third-generation",
    "third- and fourth-generation",
    "first, second and third",
    "the 21st century",
    "Hu Fu Ban Fa [2022] No. 12",
    '"3+6" system',
    '"5+X" parks',
    'the "4" means',
    "Fortune Global 500",
    "the world's top 500 companies",
    "dual-gigabit networks",
    "one factory, one plan",
    "a one-stop service",
    "a number of parks",
    "Ten, Hundred, Thousand",
    "three-dimensional models",
    "third-party treatment",
    "the 14th Five-Year Plan",
    "enhancement of the five senses",
    '"three electrics"',
    "the 2020s",
    "the first half",
    "a double-layer film",
    "",
)


@pytest.mark.parametrize(("text", "value", "unit", "kind", "qualifier"), ONE_FIGURE)
def test_an_english_figure_is_read_with_unit_kind_and_qualifier(
    text: str, value: str | None, unit: str, kind: Kind, qualifier: Qualifier | None
) -> None:
    found = quantities(text, language="en")

    assert len(found) == 1
    assert found[0].value == (None if value is None else Decimal(value))
    assert (found[0].unit, found[0].kind, found[0].qualifier) == (unit, kind, qualifier)
    assert found[0].upper is None


@pytest.mark.parametrize(("text", "low", "high", "unit"), RANGES)
def test_an_english_range_is_one_figure(text: str, low: str, high: str, unit: str) -> None:
    found = quantities(text, language="en")

    assert [(figure.value, figure.upper, figure.unit) for figure in found] == [(Decimal(low), Decimal(high), unit)]


@pytest.mark.parametrize("text", NO_FIGURE)
def test_an_english_name_is_no_figure(text: str) -> None:
    assert not quantities(text, language="en")


def test_a_rise_from_one_number_to_another_is_two_figures() -> None:
    found = quantities("an increase from 3 to 5", language="en")

    assert [(figure.value, figure.upper) for figure in found] == [(3, None), (5, None)]


def test_striving_ends_with_the_next_predicate() -> None:
    found = quantities("It is to strive to build 5 parks, 3 labs, and is to add 2 zones.", language="en")

    assert [(figure.value, figure.strives) for figure in found] == [(5, True), (3, True), (2, False)]


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("By 2025 it is to exceed RMB 500 billion, with 2 parks.", [2025, 2025]),
        ("It is to exceed RMB 500 billion by 2025.", [2025]),
        ("RMB 305.7 billion in 2021 and is to exceed RMB 500 billion by 2025", [2021, 2025]),
        ("By 2025 RMB 500 billion and by 2030 RMB 1 trillion", [2025, 2030]),
        ("RMB 500 billion by 2025. It has 2 parks.", [2025, None]),
        ("The map (2022) has 35 industries", [None]),
        ("The report of 8 July 2022 names 3 plans", [None]),
    ],
)
def test_a_figure_holds_in_the_year_nearest_to_it(text: str, years: list[int | None]) -> None:
    found = quantities(text, language="en")

    assert [figure.year for figure in found if figure.unit in {"CNY", "count"}] == years
