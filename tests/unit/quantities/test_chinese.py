from decimal import Decimal

import pytest

from assistant.quantities import Kind, Qualifier, quantities

Row = tuple[str, str | None, str, Kind, Qualifier | None]

ONE_FIGURE: tuple[Row, ...] = (
    # Money.
    ("产业规模突破5000亿元", "500000000000", "CNY", Kind.AMOUNT, Qualifier.EXCEED),
    ("规模达到３５００亿元", "350000000000", "CNY", Kind.AMOUNT, Qualifier.REACH),
    ("突破１．５万亿元", "1500000000000", "CNY", Kind.AMOUNT, Qualifier.EXCEED),
    ("产值15000亿元", "1500000000000", "CNY", Kind.AMOUNT, None),
    ("规模为3057亿元", "305700000000", "CNY", Kind.AMOUNT, None),
    ("产值达到5000亿元左右", "500000000000", "CNY", Kind.AMOUNT, Qualifier.ABOUT),
    ("不超过300万元", "3000000", "CNY", Kind.AMOUNT, Qualifier.AT_MOST),
    ("处5万元以下罚款", "50000", "CNY", Kind.AMOUNT, Qualifier.AT_MOST),
    ("数额不少于210万元人民币", "2100000", "CNY", Kind.AMOUNT, Qualifier.AT_LEAST),
    ("人民币5000万元", "50000000", "CNY", Kind.AMOUNT, None),
    ("¥500万", "5000000", "CNY", Kind.AMOUNT, None),
    ("3亿5000万元", "350000000", "CNY", Kind.AMOUNT, None),
    ("总额达10亿美元", "1000000000", "USD", Kind.AMOUNT, Qualifier.REACH),
    ("突破万亿元", "1000000000000", "CNY", Kind.AMOUNT, Qualifier.EXCEED),
    ("3500 亿元", "350000000000", "CNY", Kind.AMOUNT, None),
    ("一亿元", "100000000", "CNY", Kind.AMOUNT, None),
    # 元 left out: money after 规模, a count otherwise.
    ("产业规模突破5000亿", "500000000000", "CNY", Kind.AMOUNT, Qualifier.EXCEED),
    ("参数超过5000亿", "500000000000", "count", Kind.COUNT, Qualifier.EXCEED),
    ("突破千亿", "100000000000", "CNY", Kind.AMOUNT, Qualifier.EXCEED),
    # Classes.
    ("百亿级元宇宙产业基金", "10000000000", "CNY", Kind.CLASS, None),
    ("千亿级产业", "100000000000", "CNY", Kind.CLASS, None),
    ("百亿元级", "10000000000", "CNY", Kind.CLASS, None),
    ("千万元级项目", "10000000", "CNY", Kind.CLASS, None),
    ("万吨级示范", "10000", "t", Kind.CLASS, None),
    ("10万吨级", "100000", "t", Kind.CLASS, None),
    ("兆瓦级风电", "1000000", "W", Kind.CLASS, None),
    ("百万千瓦级机组", "1000000000", "W", Kind.CLASS, None),
    ("5000米级", "5000", "m", Kind.CLASS, None),
    ("亿级用户", "100000000", "count", Kind.CLASS, None),
    # Shares.
    ("占比超50％", "50", "%", Kind.AMOUNT, Qualifier.EXCEED),
    ("达到60%以上", "60", "%", Kind.AMOUNT, Qualifier.AT_LEAST),
    ("百分之三十", "30", "%", Kind.AMOUNT, None),
    ("百分之95.5", "95.5", "%", Kind.AMOUNT, None),
    ("千分之五", "5", "‰", Kind.AMOUNT, None),
    ("三成以上", "30", "%", Kind.AMOUNT, Qualifier.AT_LEAST),
    ("节约50%", "50", "%", Kind.AMOUNT, None),
    ("3.5个百分点", "3.5", "pp", Kind.AMOUNT, None),
    ("增长2倍", "2", "times", Kind.AMOUNT, None),
    ("翻一番", "2", "times", Kind.AMOUNT, None),
    ("翻两番", "4", "times", Kind.AMOUNT, None),
    ("全国1/4的企业", "0.25", "share", Kind.FRACTION, None),
    ("超过四分之三", "0.75", "share", Kind.FRACTION, Qualifier.EXCEED),
    ("一半的企业", "0.5", "share", Kind.FRACTION, None),
    ("过半企业", "0.5", "share", Kind.FRACTION, Qualifier.EXCEED),
    ("½的园区", "0.5", "share", Kind.FRACTION, None),
    # Physical units, in one scale.
    ("70兆帕储氢瓶", "70", "MPa", Kind.AMOUNT, None),
    ("70MPa储氢瓶", "70", "MPa", Kind.AMOUNT, None),
    ("超40平方公里", "40000000", "m2", Kind.AMOUNT, Qualifier.EXCEED),
    ("近6平方公里", "6000000", "m2", Kind.AMOUNT, Qualifier.NEARLY),
    ("物业700万方", "7000000", "m2", Kind.AMOUNT, None),
    ("1500亩", "1000000", "m2", Kind.AMOUNT, None),
    ("50公顷", "500000", "m2", Kind.AMOUNT, None),
    ("总动力1.2亿千瓦", "120000000000", "W", Kind.AMOUNT, None),
    ("10GW", "10000000000", "W", Kind.AMOUNT, None),
    ("1000万千瓦时", "10000000000", "Wh", Kind.AMOUNT, None),
    ("300Wh/kg", "300", "Wh/kg", Kind.AMOUNT, None),
    ("低于0.01毫米", "0.00001", "m", Kind.AMOUNT, Qualifier.BELOW),
    ("28纳米及以下", "0.000000028", "m", Kind.AMOUNT, Qualifier.AT_MOST),
    ("500kV", "500000", "V", Kind.AMOUNT, None),
    ("24小时在岗", "24", "h", Kind.AMOUNT, None),
    ("5分钟内", "5", "min", Kind.AMOUNT, Qualifier.AT_MOST),
    ("30日内", "30", "d", Kind.AMOUNT, Qualifier.AT_MOST),
    ("三年行动计划", "3", "yr", Kind.AMOUNT, None),
    ("近三年", "3", "yr", Kind.AMOUNT, None),
    ("不超过70周岁", "70", "yr", Kind.AMOUNT, Qualifier.AT_MOST),
    # Counts.
    ("三大系统", "3", "count", Kind.COUNT, None),
    ("四个方向", "4", "count", Kind.COUNT, None),
    ("两类技术", "2", "count", Kind.COUNT, None),
    ("六化趋势", "6", "count", Kind.COUNT, None),
    ("方向有三：", "3", "count", Kind.COUNT, None),
    ("10大应用场景", "10", "count", Kind.COUNT, None),
    ("十大应用场景", "10", "count", Kind.COUNT, None),
    ("二十家企业", "20", "count", Kind.COUNT, None),
    ("一百零五家", "105", "count", Kind.COUNT, None),
    ("2万家企业", "20000", "count", Kind.COUNT, None),
    ("保有量突破1万辆", "10000", "count", Kind.COUNT, Qualifier.EXCEED),
    ("2.5万辆", "25000", "count", Kind.COUNT, None),
    ("10家企业.", "10", "count", Kind.COUNT, None),
    ("执行.培育企业,5家", "5", "count", Kind.COUNT, None),
    ("执行.5家企业", "5", "count", Kind.COUNT, None),
    ("1,953家企业", "1953", "count", Kind.COUNT, None),
    ("10家以上企业", "10", "count", Kind.COUNT, Qualifier.AT_LEAST),
    ("不少于２家", "2", "count", Kind.COUNT, Qualifier.AT_LEAST),
    ("不得少于三家", "3", "count", Kind.COUNT, Qualifier.AT_LEAST),
    ("至少十个", "10", "count", Kind.COUNT, Qualifier.AT_LEAST),
    ("６轴及以上", "6", "count", Kind.COUNT, Qualifier.AT_LEAST),
    ("推出50+示范场景", "50", "count", Kind.COUNT, Qualifier.AT_LEAST),
    ("100＋产品", "100", "count", Kind.COUNT, Qualifier.AT_LEAST),
    ("5家左右", "5", "count", Kind.COUNT, Qualifier.ABOUT),
    ("约1.2万人", "12000", "count", Kind.COUNT, Qualifier.ABOUT),
    ("1000多家", "1000", "count", Kind.COUNT, Qualifier.EXCEED),
    ("十余家", "10", "count", Kind.COUNT, Qualifier.EXCEED),
    ("近百家", "100", "count", Kind.COUNT, Qualifier.NEARLY),
    ("超千家", "1000", "count", Kind.COUNT, Qualifier.EXCEED),
    ("突破两类核心技术", "2", "count", Kind.COUNT, None),
    ("第一批3个先导区", "3", "count", Kind.COUNT, None),
    ("第三批13个园区", "13", "count", Kind.COUNT, None),
    ("1个总体要求", "1", "count", Kind.COUNT, None),
    ("若干个园区", None, "count", Kind.COUNT, None),
    ("几家企业", None, "count", Kind.COUNT, None),
    ("数百家企业", None, "hundreds", Kind.COUNT, None),
    # The calendar.
    ("2022年6月24日", "20220624", "date", Kind.DATE, None),
    ("２０２２年６月２４日", "20220624", "date", Kind.DATE, None),
    ("7月9日召开", "709", "date", Kind.DATE, None),
    ("一九九七年四月八日", "19970408", "date", Kind.DATE, None),
    ("2019年12月底前", "201912", "month", Kind.DATE, None),
    ("到2025年", "2025", "year", Kind.YEAR, None),
    ("二〇二五年", "2025", "year", Kind.YEAR, None),
    ("2022版地图", "2022", "year", Kind.YEAR, None),
    ("（2022）", "2022", "year", Kind.YEAR, None),
)

RANGES: tuple[tuple[str, str, str, str], ...] = (
    ("3到5家平台", "3", "5", "count"),
    ("3至5亿元", "300000000", "500000000", "CNY"),
    ("500-1000亿元", "50000000000", "100000000000", "CNY"),
    ("20%—30%", "20", "30", "%"),
    ("6个月至12个月", "6", "12", "mo"),
    ("16—24岁", "16", "24", "yr"),
    ("两三家", "2", "3", "count"),
    ("２０２２—２０２５年", "2022", "2025", "year"),
    ("2022－2025年", "2022", "2025", "year"),
    ("2022-2025年", "2022", "2025", "year"),
    ("2022年至2025年", "2022", "2025", "year"),
    ("1997年4―6月", "199704", "199706", "month"),
)

NO_FIGURE: tuple[str, ...] = (
    "T800级以上",
    "5G、6G和5G＋",
    "IPv6、Wi-Fi 7",
    "Ｗｅｂ３．０技术",
    "裸眼3D",
    "RISC-V芯片",
    "H2和CO2",
    "GB 50180",
    "型—４２—售后",
    "第17条",
    "第一、第二",
    "第3、4项",
    "第三代核电",
    "三代、四代核电",
    "沪府办发〔2022〕12号",
    "国办函〔2018〕71号",
    "二（二）6",
    "（一）基本原则",
    "1．前沿技术",
    "“3+6”体系",
    "“5+X”园区",
    "“1+4+5+6”",
    "“4”指目标",
    "世界500强",
    "“双千兆”网络",
    "一批企业",
    "一站式、一体化",
    "统一、一流",
    "一厂一案",
    "“三电”“三智”",
    "“十百千”工程",
    "二氧化碳",
    "长三角",
    "三维图形",
    "三元锂电池",
    "两化融合",
    "千家万户",
    "千行百业",
    "党的二十大",
    "十九届六中",
    "五位一体",
    "十四五规划",
    "五年规划",
    "1990年代",
    "21世纪",
    "三级医院",
    "上半年",
    "7×24小时",
    "面积10²",
    "几乎、数据",
    "多元宇宙",
    "",
)


@pytest.mark.parametrize(("text", "value", "unit", "kind", "qualifier"), ONE_FIGURE)
def test_a_chinese_figure_is_read_with_unit_kind_and_qualifier(
    text: str, value: str | None, unit: str, kind: Kind, qualifier: Qualifier | None
) -> None:
    found = quantities(text, language="zh")

    assert len(found) == 1
    assert found[0].value == (None if value is None else Decimal(value))
    assert (found[0].unit, found[0].kind, found[0].qualifier) == (unit, kind, qualifier)
    assert found[0].upper is None


@pytest.mark.parametrize(("text", "low", "high", "unit"), RANGES)
def test_a_chinese_range_is_one_figure(text: str, low: str, high: str, unit: str) -> None:
    found = quantities(text, language="zh")

    assert [(figure.value, figure.upper, figure.unit) for figure in found] == [(Decimal(low), Decimal(high), unit)]


@pytest.mark.parametrize("text", NO_FIGURE)
def test_a_chinese_name_is_no_figure(text: str) -> None:
    assert not quantities(text, language="zh")


def test_a_change_from_one_share_to_another_is_two_figures() -> None:
    found = quantities("从30%到50%", language="zh")

    assert [(figure.value, figure.upper) for figure in found] == [(30, None), (50, None)]


def test_the_last_grade_of_a_list_belongs_to_every_class_in_it() -> None:
    found = quantities("2个千亿、5个百亿、若干个十亿级", language="zh")

    assert [(figure.value, figure.kind) for figure in found] == [
        (2, Kind.COUNT),
        (10**11, Kind.CLASS),
        (5, Kind.COUNT),
        (10**10, Kind.CLASS),
        (None, Kind.COUNT),
        (10**9, Kind.CLASS),
    ]


def test_the_bound_stands_on_the_count_and_not_on_the_class() -> None:
    found = quantities("营收千亿级企业不少于2家", language="zh")

    assert [(figure.value, figure.kind, figure.qualifier) for figure in found] == [
        (10**11, Kind.CLASS, None),
        (2, Kind.COUNT, Qualifier.AT_LEAST),
    ]


def test_striving_reaches_over_a_list_but_not_into_the_next_action() -> None:
    found = quantities("力争培育10家企业,5家平台,加快建3个园区", language="zh")

    assert [(figure.value, figure.strives) for figure in found] == [(10, True), (5, True), (3, False)]


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("到2025年,规模突破5000亿元,建2个园区。", [2025, 2025]),
        ("规模到2025年突破7000亿元", [2025]),
        ("2021年为3057亿元,到2025年达5000亿元", [2021, 2025]),
        ("2025年达5000亿元。建2个园区", [2025, None]),
        ("《地图（2022）》有35个行业", [None]),
        ("于2022年6月24日发布3个方案", [None]),
    ],
)
def test_a_figure_holds_in_the_year_of_its_sentence(text: str, years: list[int | None]) -> None:
    found = quantities(text, language="zh")

    assert [figure.year for figure in found if figure.unit in {"CNY", "count"}] == years
