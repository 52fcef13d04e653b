"""What people read: answers, abstentions, tables and the progress bar."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.answers import Abstention, Answer, Citation, Nearest, Note, NoteKind, Reason, Sentence, Support
from assistant.cli.progress import ProgressBar
from assistant.cli.rendering import indexing_progress, print_json, print_stream, print_table
from assistant.works import Authority, ClauseRef, Edition

REF = ClauseRef("kites", "1.2")
CITATION = Citation(
    1, REF, "Kite Plan, I(2)", Authority.OFFICIAL, Edition.OFFICIAL, "放风筝。", "zh", "Kites fly.", verified=True
)
ANSWER = Answer(
    "Do kites fly?",
    "en",
    (Sentence("Kites fly.", (1,), Support.SUPPORTED),),
    (CITATION,),
    (Note(NoteKind.ENGLISH_DIGEST, "The Chinese text prevails."),),
)


def print_outcome(outcome: Answer | Abstention) -> None:
    """Print an outcome as it is printed when its sentences come one by one."""
    print_stream([*(outcome.sentences if isinstance(outcome, Answer) else ()), outcome])


def test_an_answer_is_its_sentences_its_citations_and_its_notes(capsys: pytest.CaptureFixture[str]) -> None:
    outcome = ANSWER

    print_outcome(outcome)

    assert capsys.readouterr().out == (
        "Kites fly. [1]\n"
        "\n"
        "[1] Kite Plan, I(2)  (kites/1.2, official wording, verified)\n"
        "    放风筝。\n"
        "    Kites fly.\n"
        "※ The Chinese text prevails.\n"
    )


@pytest.mark.parametrize(
    ("edition", "verified", "zh", "en"),
    [
        (Edition.OFFICIAL, True, "官方原文，已核对", "official wording, verified"),
        (Edition.OFFICIAL, False, "原文", "the document's own wording"),
        (Edition.DIGEST, False, "摘要", "digest"),
    ],
)
def test_whose_words_a_quotation_holds_is_said_in_the_language_of_the_answer(
    capsys: pytest.CaptureFixture[str], edition: Edition, *, verified: bool, zh: str, en: str
) -> None:
    citation = replace(CITATION, edition=edition, verified=verified)

    print_outcome(replace(ANSWER, citations=(citation,), language="zh"))
    print_outcome(replace(ANSWER, citations=(citation,), language="en"))

    out = capsys.readouterr().out
    assert f"(kites/1.2, {zh})" in out
    assert f"(kites/1.2, {en})" in out


def test_an_abstention_says_why_what_lies_near_and_what_to_ask(capsys: pytest.CaptureFixture[str]) -> None:
    outcome = Abstention(
        "税率？", "zh", Reason.NOT_IN_CORPUS, "方案没有写。", (Nearest(REF, "《风筝》一（二）", "放风筝。"),),
        ("风筝方案第1项",), (Note(NoteKind.LANGUAGE, "注。"),),
    )  # fmt: skip

    print_outcome(outcome)

    out = capsys.readouterr().out
    assert out.splitlines()[0].endswith("  方案没有写。")
    assert out.split("\n", 1)[1] == (
        "\n最接近的条款:\n  《风筝》一（二）  (kites/1.2)\n    放风筝。\n\n可以这样问:\n  · 风筝方案第1项\n※ 注。\n"
    )


def test_an_abstention_with_nothing_near_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    outcome = Abstention("Tax?", "en", Reason.OUT_OF_SCOPE, "The plans say nothing.")

    print_outcome(outcome)

    assert capsys.readouterr().out.count("\n") == 1


def test_json_keeps_chinese_readable(capsys: pytest.CaptureFixture[str]) -> None:
    value = {"a": "风筝"}

    print_json(value)

    assert capsys.readouterr().out == '{\n  "a": "风筝"\n}\n'


def test_a_table_prints_its_cells_as_they_are(capsys: pytest.CaptureFixture[str]) -> None:
    rows = [["[/b]:smile:", "12"], ["[red]x", "3"]]

    print_table(("title", "clauses"), rows)

    assert [line.split() for line in capsys.readouterr().out.splitlines()] == [
        ["title", "clauses"],
        ["[/b]:smile:", "12"],
        ["[red]x", "3"],
    ]


def test_a_progress_bar_shows_on_stderr_how_much_is_done(capsys: pytest.CaptureFixture[str]) -> None:
    bar = ProgressBar("Indexing")

    bar.update(1, 2)
    bar.update(2, 2)
    bar.close()

    out, err = capsys.readouterr()
    assert not out
    assert "Indexing" in err
    assert "100%" in err


def test_without_progress_nothing_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    with indexing_progress() as progress:
        untouched = progress

    shown = capsys.readouterr()

    assert callable(untouched)
    assert (shown.out, shown.err) == ("", "")


def test_a_bar_is_taken_down_when_the_work_fails(capsys: pytest.CaptureFixture[str]) -> None:
    def broken_off() -> None:
        with indexing_progress() as progress:
            progress(1, 2)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        broken_off()
    with indexing_progress() as progress:
        progress(2, 2)

    assert "100%" in capsys.readouterr().err
