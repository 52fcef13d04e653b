"""What a clause must hold to give the kind of answer asked for."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.answering import kinds
from assistant.languages import folded
from assistant.library import Library
from assistant.quantities import quantities
from assistant.resources import content_path
from assistant.retrieval.places import read_places
from assistant.retrieval.requirements import read_requirements
from assistant.retrieval.understanding import Gazetteer, understand
from assistant.terms import read_glossary

Answers = Callable[[str, str], bool]


@pytest.fixture(scope="module")
def answers(shipped_library: Library) -> Answers:
    """Return a function that tells whether a Chinese text holds the kind of answer that a question asks for."""
    gazetteer = Gazetteer(
        read_places(content_path("corpus", "places.tsv")),
        read_requirements(content_path("corpus", "requirements.tsv")),
        read_glossary(content_path("corpus", "glossary.tsv")),
    )

    def holds(question: str, text: str) -> bool:
        held = kinds.Held(folded(text), quantities(text, language="zh"))
        return all(test(held) for test in kinds.tests(understand(question, shipped_library, gazetteer)))

    return holds


@pytest.mark.parametrize(
    ("question", "answer", "beside"),
    [
        ("示范道路要建多少公里？", "建设示范道路30公里。", "建设示范道路3条。"),
        ("How many tonnes of hydrogen a year?", "每年供氢2万吨。", "建设加氢站70座。"),
        ("头显要减到几克？", "头显重量降到200克。", "头显的价格降到2000元。"),
        ("哪一年建成？", "到2025年建成。", "要加快建成。"),
        ("In what year is it to open?", "2024年开馆。", "展示中心要建设。"),
        ("示范交给哪家企业？", "由上海某某公司承担示范。", "由龙头企业承担示范。"),
        ("Which company runs it?", "由某某集团运营。", "由企业运营。"),
        ("At which universities?", "设在复旦大学。", "设在高校。"),
        ("目前已经落地几个了？", "目前已落地12个。", "到2025年打造50个以上。"),
        ("How many have been built so far?", "已建成5座。", "计划建设70座。"),
        ("电池的回收率是多少？", "回收率达到95%。", "循环利用率达到95%。"),
        ("数据中心PUE要降到多少？", "数据中心PUE降到1.3以下。", "数据中心要极致能效，降耗3%。"),
        ("该由交通管理局负责吗？", "由交通管理局负责。", "由各区政府负责。"),
        ("建几家机构和大企业研究院？", "建设大型企业研究院5家。", "建设企业技术中心5家。"),
        ("Does the securities exchange take part?", "Shanghai securities exchange 参与。", "上海数据交易所参与。"),
        ("这款头显卖多少钱？", "头显售价3000元。", "头显产业规模达到3000元。"),
        ("What did the road cost?", "道路造价3000万元。", "道路要建设。"),
        ("谁来出钱？", "由社会资本出资。", "由企业承担。"),
        ("老人几岁可以申请？", "年满60岁可以使用。", "老人可以使用。"),
        ("试点选了哪几个社区？", "首批选定了三个社区。", "选取社区开展试点。"),
        ("Which carmakers have signed up?", "已签约的有某公司。", "吸引造车企业。"),
        ("办事窗口要开几个？", "开设办事窗口30个。", "办事窗口24小时在岗。"),
        ("六大计划分别叫什么？", "六大计划是甲计划、乙计划、丙计划、丁计划、戊计划、己计划。", "实施六大计划。"),
        ("扫地车每小时能扫多少？", "扫地车每小时清扫3000平方米。", "扫地车要推广。"),
        ("How many passengers per day?", "每天运送乘客3000人。", "运送乘客3000人。"),
        ("每万名工人配多少台机器人？", "每万名工人配500台机器人。", "机器人达到500台。"),
        ("论坛是不是一年一届？", "论坛每年召开。", "论坛定期召开。"),
        ("What is the highest PUE the plan allows?", "PUE不超过1.3。", "PUE达到1.3。"),
        ("What pressure is used?", "储氢瓶为70兆帕。", "储氢瓶要研发10个。"),
        ("哪几家医院先用？", "由上海某某医院先用。", "在医院推广。"),
        ("吴金城怎么说的？", "吴金城在发布会上表示要加快。", "出席的有吴金城。"),
    ],
)
def test_a_clause_answers_only_with_what_was_asked_for(
    answers: Answers, question: str, answer: str, beside: str
) -> None:
    assert answers(question, answer)
    assert not answers(question, beside)


@pytest.mark.parametrize(
    "question",
    [
        "元宇宙方案讲了什么？",
        "前几年的规模多大？",
        "WHAT ABOUT HYDROGEN STATIONS?",
        "Which companies are supported?",
        "氢能汽车有哪些？",
        "试点挑了哪些行业来做？",
        "Which industries were picked for the pilots?",
        "Who has to see that firms actually get land?",
    ],
)
def test_a_question_of_no_such_kind_asks_nothing_of_a_clause(answers: Answers, question: str) -> None:
    assert answers(question, "支持企业发展。")


def test_only_words_that_say_why_give_a_reason() -> None:
    assert kinds.gives_a_reason("由于需求增长，规模扩大。")
    assert kinds.gives_a_reason("the fund is small because demand is small.")
    assert not kinds.gives_a_reason("规模到2025年达到3500亿元。 the scale is to reach rmb 350 billion.")
