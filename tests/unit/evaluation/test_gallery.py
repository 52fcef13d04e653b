from __future__ import annotations

from collections.abc import Callable

from assistant.answers import Reason
from assistant.evaluation.gallery import chosen, gallery
from assistant.evaluation.replies import Asked, Reply
from assistant.evaluation.sets import EvalQuestion

Question = Callable[..., EvalQuestion]


def test_so_many_of_each_kind_and_language_are_drawn_always_the_same(question: Question) -> None:
    asked = [question(f"q{number}", "p1", language=language) for number in range(9) for language in ("zh", "en")]
    asked.append(question("lone", "p1", kind="list"))

    drawn = chosen(asked, each=3)

    assert [(one.kind, one.language) for one in drawn] == [("figure", "en")] * 3 + [("figure", "zh")] * 3 + [
        ("list", "zh")
    ]
    assert drawn == chosen(reversed(asked), each=3)


def test_answers_stand_with_their_citations_and_what_is_wrong_with_them(question: Question) -> None:
    citation = {"n": 1, "ref": "k/p1", "label": "Plan, para. 1"}
    body = {"status": "answered", "answer": "It is 5 [1].", "citations": [citation], "notes": [{"text": "It ended."}]}
    right = Asked(question("a", "p1", text="How much?", language="en"), Reply.from_json(body))
    wrong = Asked(question("b", "p2", text="How many?", language="en"), Reply.from_json(body))

    lines = gallery([right, wrong]).splitlines()

    assert "2 questions of the dev sets, drawn by their ids; 1 are answered right" in lines[2]
    at = lines.index("**How much?** <sub>a</sub>")
    assert lines[at + 2 : at + 7] == ["> It is 5 [1].", ">", "> [1] Plan, para. 1 `k/p1`", ">", "> *It ended.*"]
    assert lines[-1] == "✗ a clause that answers is not cited"


def test_a_refusal_stands_with_its_reason_and_what_is_nearest(question: Question) -> None:
    body = {
        "status": "abstained",
        "reason": "not_in_corpus",
        "explanation": "Nothing on this.",
        "nearest": [{"ref": "k/p1", "label": "Plan, para. 1"}],
    }
    one = Asked(question("c", kind="silent", reason=Reason.NOT_IN_CORPUS, language="en"), Reply.from_json(body))

    text = gallery([one])

    assert "> (not_in_corpus) Nothing on this.\n>\n> - Plan, para. 1 `k/p1`" in text
    assert "✗" not in text
