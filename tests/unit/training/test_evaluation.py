from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from assistant.errors import EncoderError
from assistant.indexing.encoders import Floats
from assistant.training.evaluation import RetrievalSet, dev_sets, evaluate, found_again, written_passages
from assistant.training.names import Names
from assistant.training.pairs import Pair, split


class _LengthEncoder:
    """Puts a text at an angle of one degree a character: neighbours in length are neighbours."""

    id = "length"
    digest = "0"
    dimension = 2

    def encode(self, texts: Sequence[str]) -> Floats:
        angles = np.radians([len(text) for text in texts])
        return np.stack([np.cos(angles), np.sin(angles)], axis=1).astype(np.float32)

    def knows(self, word: str) -> bool:
        return len(word) == 1


def test_a_query_is_scored_by_how_many_targets_are_better() -> None:
    targets = np.eye(12, dtype=np.float32)
    queries = targets.copy()
    queries[0] = [0.5] + [0.6] * 11
    queries[1] = [0.6, 0.5] + [0.0] * 10

    found = found_again("sentences", "zh-en", queries @ targets.T, range(12))

    assert found.recall_1 == pytest.approx(10 / 12)
    assert found.recall_10 == pytest.approx(11 / 12)
    # Ten at rank 1, one at rank 2 with 1 / log2(3), one beyond the tenth with nothing.
    assert found.ndcg_10 == pytest.approx((10 + 1 / math.log2(3)) / 12)


def test_a_text_that_shares_no_word_is_not_found_by_words() -> None:
    nothing = np.zeros((2, 20), dtype=np.float32)

    assert found_again("passages", "zh-en", nothing, [0, 1], by="words").recall_10 == 0
    assert found_again("passages", "zh-en", nothing, [0, 1]).recall_10 == 1


def test_several_queries_may_have_one_target() -> None:
    found = found_again("passages", "zh-zh", np.eye(2, dtype=np.float32), [0, 0])

    assert found.recall_1 == pytest.approx(0.5)


def test_each_direction_of_a_set_is_scored_and_timed() -> None:
    each = RetrievalSet(
        "passages",
        {"zh-en": ("字" * 10, "字" * 40), "zh-zh": ("字" * 5, "字" * 20)},
        {"en": ("w" * 10, "w" * 40), "zh": ("字" * 10, "字" * 40)},
        (0, 1),
    )

    scores = evaluate(_LengthEncoder(), [each])

    # Half of 40 characters is nearer to 10 than to 40.
    assert [(found.set, found.direction, found.recall_1) for found in scores.found] == [
        ("passages", "zh-en", 1.0),
        ("passages", "zh-zh", 0.5),
    ]
    assert scores.texts_per_s > 0
    assert scores.ms_per_question > 0


def test_words_are_searched_by_beside_vectors_and_with_them() -> None:
    # By length, the question is nearest to the second text; by words, to the first.
    each = RetrievalSet(
        "passages", {"en-en": ("green hydrogen",)}, {"en": ("green hydrogen in buses and in steel", "x" * 14)}, (0,)
    )

    scores = evaluate(_LengthEncoder(), [each], words=True)

    assert {found.by: found.recall_1 for found in scores.found} == {"vectors": 0.0, "words": 1.0, "both": 1.0}


def test_the_passages_that_ship_have_questions_in_both_languages() -> None:
    passages = written_passages()

    assert len(passages.targets["zh"]) == len(set(passages.targets["en"])) == 100
    assert len(set(passages.queries["zh-en"])) == len(set(passages.queries["en-zh"])) == 400
    assert sorted(set(passages.right)) == list(range(100))


@pytest.mark.parametrize("line", ["{", "[]", '{"zh": "字", "en": "w", "questions": [{"zh": "字"}]}'])
def test_a_file_that_has_no_passages_is_refused(tmp_path: Path, line: str) -> None:
    (tmp_path / "mine.jsonl").write_text(f"{line}\n", encoding="utf-8")

    with pytest.raises(EncoderError, match=r"mine\.jsonl is no file of passages"):
        written_passages(tmp_path / "mine.jsonl")


def _law(count: int) -> list[Pair]:
    return [
        Pair(
            f"第{number}条关于机关组织与人员任用的规定由主管部门另定之并报请备查{'甲乙丙丁'[number % 4] * 20}。",
            f"Article {number} on the organisation of agencies {'abcd'[number % 4]} and staff.",
            "twlaw",
            human=True,
        )
        for number in range(count)
    ]


def test_dev_sets_are_of_held_out_pairs_alone() -> None:
    parted = split(_law(6000))
    names = Names({"城": "cheng", "业": "ye"}, {"王": "Wang"}, tuple("城业"), ())

    sets = {each.name: each for each in dev_sets(parted, names)}

    assert list(sets)[:3] == ["sentences", "passages", "statutes"]
    trained = {parted.pairs[place].zh for place in parted.trained_on}
    for name in ("sentences", "statutes"):
        assert len(sets[name].right) > 40
        assert not trained & set(sets[name].targets["zh"])


def test_a_question_to_a_passage_is_half_of_one_of_its_sentences() -> None:
    passages = next(each for each in dev_sets(split(_law(6000))) if each.name == "passages")

    assert len(passages.right) > 60
    assert all(130 <= len(text) <= 300 for text in passages.targets["zh"])
    for query, target in zip(passages.queries["zh-zh"], passages.right, strict=True):
        assert query in passages.targets["zh"][target]
    for query, target in zip(passages.queries["en-en"], passages.right, strict=True):
        assert query in passages.targets["en"][target]


def test_a_person_held_out_is_found_in_a_sentence_by_the_name() -> None:
    characters = tuple("城业产元能绿色宇宙源金山海江河")
    readings = {character: f"s{number}" for number, character in enumerate(characters)}
    names = Names(readings, {"王": "Wang"}, characters, ())

    found = next(each for each in dev_sets(split(_law(3000)), names) if each.name == "names")

    assert len(found.right) > 10
    assert all(
        text.startswith(f"{name}，") for name, text in zip(found.queries["zh-en"], found.targets["zh"], strict=True)
    )
    assert all(
        text.startswith(f"{name}, ") for name, text in zip(found.queries["en-zh"], found.targets["en"], strict=True)
    )


def test_nothing_to_evaluate_on_is_refused() -> None:
    sets = dev_sets(split([]))

    assert sets == ()
    with pytest.raises(EncoderError, match="no held-out pairs"):
        evaluate(_LengthEncoder(), sets)
