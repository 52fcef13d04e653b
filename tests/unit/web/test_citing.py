from __future__ import annotations

from dataclasses import replace

from assistant.answers import Abstention, Answer
from assistant.library import Library
from assistant.web.citing import markdown, plain, references
from assistant.works import ClauseRef


def test_an_answer_is_copied_with_its_sources(answer: Answer) -> None:
    assert plain(answer) == (
        "How large?\n"
        "\n"
        "The green and low-carbon industry is to exceed RMB 500 billion by 2025 [1].\n"
        "\n"
        "[1] Green and Low-Carbon Action Plan, I(2) para. 1 (green/1.2.p1)\n"
        "The Chinese text prevails."
    )


def test_a_reference_has_issuer_title_number_type_date_and_place(answer: Answer, library: Library) -> None:
    assert references(answer, library) == (
        "[1] 上海市人民政府办公厅. 上海市瞄准新赛道促进绿色低碳产业发展行动方案（2022—2025年）: "
        "沪府办发〔2022〕12号[Z]. 2022-06-24: 一（二）第1段."
    )


def test_a_briefing_is_a_source_of_another_type(answer: Answer, library: Library) -> None:
    briefing = library.work("press-2022-11-23")
    cited = replace(answer.citations[0], ref=ClauseRef("press-2022-11-23", "p7"), authority=briefing.authority)

    line = references(replace(answer, citations=(cited,)), library)

    assert line.endswith("[Z/OL]. 2022-11-23: 第7段.")


def test_an_abstention_has_no_references(abstention: Abstention, library: Library) -> None:
    assert not references(abstention, library)


def test_an_abstention_is_copied_with_the_clauses_near_to_it(abstention: Abstention) -> None:
    assert plain(abstention).splitlines()[-1] == "Green and Low-Carbon Action Plan, I(2) para. 1 (green/1.2.p1)"


def test_an_answer_as_markdown_quotes_its_sources(answer: Answer) -> None:
    lines = markdown(answer).splitlines()

    assert lines[0] == "# How large?"
    assert "1. **Green and Low-Carbon Action Plan, I(2) para. 1** (`green/1.2.p1`, Digest)" in lines
    assert "   > The green and low-carbon industry is to exceed RMB 500 billion by 2025." in lines
    assert lines[-1] == "> The Chinese text prevails."


def test_an_abstention_as_markdown_lists_the_clauses_near_to_it(abstention: Abstention) -> None:
    text = markdown(abstention)

    assert "## Nearest clauses" in text
    assert "## Nearest clauses" not in markdown(replace(abstention, nearest=()))


def test_in_markdown_nothing_that_somebody_wrote_is_markup(answer: Answer) -> None:
    text = markdown(replace(answer, question="<b>*x*</b> [y](javascript:z)"))

    assert text.startswith("# \\<b\\>\\*x\\*\\</b\\> \\[y\\](javascript:z)")
