"""What a question takes for granted."""

from __future__ import annotations

import pytest

from assistant.answers import Abstention, Answer, Reason
from assistant.engine import Assistant


@pytest.mark.parametrize(
    "question",
    [
        # The number belongs to something else: a hundred of others, ten of these.
        "元宇宙要培育100家以上“链主企业”，这么多怎么培育？",
        # The bounds are turned round.
        "Why is the green industry to reach RMB 500 billion and the metaverse to exceed RMB 350 billion?",
        # A place that no clause on it names.
        "Why was Huangpu chosen as a main hydrogen supply base?",
        "绿色低碳产业为什么要达到9000亿元？",
        # One breath has the figure, the next one the thing.
        "既然智能机器人产业到2025年要做成千亿级，靠什么？",
        # One member of a row has the figure, another one is meant.
        "上海93家高新技术企业怎么再增加？",
    ],
)
def test_a_false_premise_is_refused_and_said_so(assistant: Assistant, question: str) -> None:
    outcome = assistant.ask(question)

    assert isinstance(outcome, Abstention)
    assert outcome.reason is Reason.FALSE_PREMISE
    assert outcome.nearest


@pytest.mark.parametrize(
    "question", ["元宇宙产业规模为什么是3500亿元？", "Why is hydrogen to come from Jinshan and Baoshan?"]
)
def test_a_reason_is_refused_where_none_is_given(assistant: Assistant, question: str) -> None:
    outcome = assistant.ask(question)

    assert isinstance(outcome, Abstention)
    assert outcome.reason is Reason.NOT_IN_CORPUS
    assert outcome.explanation in {
        "文件写明要做什么，没有写明为什么；请看最接近的条款。",
        "The documents say what is to be done and not why; see the nearest clauses.",
    }


@pytest.mark.parametrize(
    "question",
    [
        "智能机器人产业要培育成百亿级，是哪一年？",
        "上海的2万家高新技术企业，是谁说的？",
    ],
)
def test_a_figure_of_a_row_belongs_to_its_own_member(assistant: Assistant, question: str) -> None:
    outcome = assistant.ask(question)

    assert not isinstance(outcome, Abstention) or outcome.reason is not Reason.FALSE_PREMISE


@pytest.mark.parametrize("question", ["元宇宙的头部企业要培育10家以上吗？", "绿色低碳产业规模突破5000亿元是哪一年？"])
def test_what_the_documents_state_is_no_false_premise(assistant: Assistant, question: str) -> None:
    assert isinstance(assistant.ask(question), Answer)
