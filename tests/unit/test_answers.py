"""The text of an answer, and the JSON that other programs rely on, key by key."""

from __future__ import annotations

import json

from assistant.answers import (
    Abstention,
    Answer,
    Citation,
    Nearest,
    Note,
    NoteKind,
    Reason,
    Sentence,
    Support,
    as_json,
)
from assistant.ranking import Hit
from assistant.works import Authority, ClauseRef, Edition

GOAL = ClauseRef("green", "1.2.p1")
CITATION = Citation(
    n=1,
    ref=GOAL,
    label="Green and Low-Carbon Action Plan, I(2) para. 1",
    authority=Authority.OFFICIAL,
    edition=Edition.DIGEST,
    quote="By 2025 the industry is to exceed RMB 500 billion.",
    quote_language="en",
    rendering=None,
    verified=False,
)
ANSWER = Answer(
    question="How much?",
    language="en",
    sentences=(Sentence("By 2025 the industry is to exceed RMB 500 billion.", (1,), Support.VERBATIM),),
    citations=(CITATION,),
    notes=(Note(NoteKind.PERIOD_ENDED, "The plan ended in 2025."),),
    retrieved=(Hit(GOAL, 0.834567, 1),),
    timings_ms={"understand": 0.4123, "total": 5.3},
    trace={"query": "how much"},
)
ABSTENTION = Abstention(
    question="公司税率是多少？",
    language="zh",
    reason=Reason.NOT_IN_CORPUS,
    explanation="方案没有写。",
    nearest=(Nearest(GOAL, "《绿色低碳行动方案》一（二）第1段", "到2025年……"),),
    suggestions=("绿色方案第6项",),
    retrieved=(Hit(GOAL, 0.2, 1),),
    timings_ms={"total": 1.0},
)
# Design section 6, in its order; an abstention says besides why, in words.
KEYS = [
    "question", "language", "status", "reason", "answer", "sentences", "citations", "retrieved", "notes", "nearest",
    "suggestions", "timings_ms",
]  # fmt: skip


def test_an_answer_has_the_keys_of_the_design_in_its_order() -> None:
    outcome = ANSWER

    body = as_json(outcome)

    assert list(body) == KEYS


def test_an_answer_is_this_json() -> None:
    outcome = ANSWER

    body = json.loads(json.dumps(as_json(outcome)))

    assert body == {
        "question": "How much?",
        "language": "en",
        "status": "answered",
        "reason": None,
        "answer": "By 2025 the industry is to exceed RMB 500 billion [1].",
        "sentences": [
            {"text": "By 2025 the industry is to exceed RMB 500 billion.", "citations": [1], "support": "verbatim"}
        ],
        "citations": [
            {
                "n": 1,
                "ref": "green/1.2.p1",
                "label": "Green and Low-Carbon Action Plan, I(2) para. 1",
                "work": "green",
                "authority": "official",
                "edition": "digest",
                "quote": "By 2025 the industry is to exceed RMB 500 billion.",
                "quote_language": "en",
                "rendering": None,
                "verified": False,
            }
        ],
        "retrieved": [{"ref": "green/1.2.p1", "score": 0.8346, "rank": 1}],
        "notes": [{"kind": "period_ended", "text": "The plan ended in 2025."}],
        "nearest": [],
        "suggestions": [],
        "timings_ms": {"understand": 0.41, "total": 5.3},
    }


def test_an_abstention_has_a_reason_and_no_answer() -> None:
    outcome = ABSTENTION

    body = json.loads(json.dumps(as_json(outcome)))

    assert set(body) == {*KEYS, "explanation"}
    assert (body["status"], body["reason"], body["answer"]) == ("abstained", "not_in_corpus", None)
    assert (body["sentences"], body["citations"], body["notes"]) == ([], [], [])
    assert body["nearest"] == [
        {"ref": "green/1.2.p1", "label": "《绿色低碳行动方案》一（二）第1段", "text": "到2025年……"}
    ]
    assert body["suggestions"] == ["绿色方案第6项"]
    assert body["retrieved"] == [{"ref": "green/1.2.p1", "score": 0.2, "rank": 1}]


def test_the_trace_is_added_only_when_it_is_asked_for() -> None:
    outcome = ANSWER

    body = as_json(outcome, trace=True)

    assert body["trace"] == {"query": "how much"}
    assert "trace" not in as_json(outcome)


def test_marks_stand_before_the_stop_and_sentences_are_joined_as_the_language_joins_them() -> None:
    sentences = (Sentence("放风筝。", (1, 2), Support.VERBATIM), Sentence("收风筝", (3,), Support.SUPPORTED))

    chinese = Answer("？", "zh", sentences, ())
    english = Answer(
        "?", "en", (Sentence("Fly.", (1,), Support.VERBATIM), Sentence("Land!", (2,), Support.DERIVED)), ()
    )

    assert chinese.text == "放风筝[1][2]。收风筝[3]"
    assert english.text == "Fly [1]. Land [2]!"


def test_a_sentence_without_citations_gets_no_stray_space() -> None:
    sentence = Sentence("Fly.", (), Support.DERIVED)

    answer = Answer("?", "en", (sentence,), ())

    assert answer.text == "Fly."


def test_the_closed_sets_are_the_words_of_the_design() -> None:
    reasons = [reason.value for reason in Reason]

    supports = [support.value for support in Support]

    assert reasons == ["not_in_corpus", "out_of_scope", "false_premise", "unclear"]
    assert supports == ["verbatim", "supported", "derived"]
