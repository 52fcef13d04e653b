"""What every index promises, in numbers worked by hand; another implementation joins the list of makers.

Four clauses of two works, one language, a few words each, so that BM25 is done on paper.
"""

from __future__ import annotations

import hashlib
import itertools
import math
import re
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest

from assistant.indexing.building import build_index
from assistant.indexing.index import Floats, Index
from assistant.languages import folded
from assistant.library import Library
from assistant.library.catalogue import catalogue
from assistant.works import Authority, Bilingual, Clause, ClauseRef, Edition, Expression, Level, Span, Work

NOWHERE: frozenset[str] = frozenset()


class BigramEncoder:
    """An encoder: the character bigrams of a text, hashed into 64 places, to unit length."""

    id = "bigrams"
    digest = hashlib.sha256(b"bigrams into 64").hexdigest()
    dimension = 64

    def encode(self, texts: Sequence[str]) -> Floats:
        rows = np.zeros((len(texts), self.dimension), dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            plain = re.sub(r"\s+", " ", folded(text)).strip()
            for pair in itertools.pairwise(plain):
                row[hashlib.sha256("".join(pair).encode()).digest()[0] % self.dimension] += 1
        lengths = np.linalg.norm(rows, axis=1, keepdims=True)
        unit: Floats = np.divide(rows, lengths, out=np.zeros_like(rows), where=lengths > 0)
        return unit


def _work(name: str, *paragraphs: str) -> tuple[Work, Expression]:
    # No title: what a passage holds is its paragraph and no more.
    nothing = Bilingual("", "")
    work = Work(name, nothing, nothing, nothing, Authority.OFFICIAL)
    clauses, start = [], 0
    for number, text in enumerate(paragraphs, start=1):
        clauses.append(Clause(f"p{number}", Level.PARAGRAPH, "", "", Span(start, start + len(text))))
        start += len(text) + 1
    return work, Expression(name, "en", Edition.DIGEST, "\n".join(paragraphs), tuple(clauses))


@pytest.fixture(scope="module")
def library() -> Library:
    kites = _work("kites", "red kite", "red red rope. blue kite.", "green rope")
    drums = _work("drums", "blue drum")
    return catalogue([kites[0], drums[0]], [kites[1], drums[1]], [])


def _in_process(folder: Path, library: Library) -> Index:
    return build_index(folder, library, BigramEncoder())


@pytest.fixture(scope="module", params=[_in_process])
def index(request: pytest.FixtureRequest, library: Library, tmp_path_factory: pytest.TempPathFactory) -> Index:
    make: Callable[[Path, Library], Index] = request.param
    return make(tmp_path_factory.mktemp("index"), library)


def lexical(index: Index, weights: dict[str, float], works: frozenset[str] = NOWHERE, k: int = 10) -> dict[str, float]:
    return {str(one.row.ref): one.score for one in index.lexical(weights, works=works, k=k)}


def bm25(frequency: int, length: int, containing: int) -> float:
    """Lucene's BM25 with k1 1.5 and b 0.75, over 4 clauses of 2, 5, 2 and 2 terms."""
    rarity = math.log(1 + (4 - containing + 0.5) / (containing + 0.5))
    return rarity * frequency / (frequency + 1.5 * (1 - 0.75 + 0.75 * length / 2.75))


def test_the_status_counts_clauses_sentences_and_terms(index: Index) -> None:
    status = index.status

    # Every clause is a row, and every sentence: 4 + (1 + 2 + 1 + 1).
    assert (status.passages, status.rows) == (4, 9)
    assert status.dimension == 64
    # bm25s may keep an empty term beside the six.
    assert status.terms in {6, 7}
    assert (status.encoder, status.encoder_digest) == ("bigrams", BigramEncoder.digest)
    assert status.size_bytes > 0


def test_a_rare_term_weighs_more(index: Index) -> None:
    # Of four clauses one has "drum" and two have "kite": the logarithms of 1 + 3.5 / 1.5 and of 1 + 2.5 / 2.5.
    assert index.rarity("drum") == pytest.approx(1.2039728)
    assert index.rarity("kite") == pytest.approx(0.6931472)
    assert index.rarity("trumpet") is None


def test_one_term_scores_as_worked_by_hand(index: Index) -> None:
    found = lexical(index, {"red": 1.0})

    # ln 2 · 1 / (1 + 1.5 (0.25 + 0.75 · 2 / 2.75)) and ln 2 · 2 / (2 + 1.5 (0.25 + 0.75 · 5 / 2.75))
    assert found == pytest.approx({"kites/p1": 0.3160464, "kites/p2": 0.3136090}, rel=1e-5)
    assert found == pytest.approx({"kites/p1": bm25(1, 2, 2), "kites/p2": bm25(2, 5, 2)}, rel=1e-5)


def test_weights_multiply_and_terms_add_up(index: Index) -> None:
    found = lexical(index, {"red": 2.0, "kite": 0.5, "trumpet": 9.0})

    assert found == pytest.approx(
        {
            "kites/p1": 2 * bm25(1, 2, 2) + 0.5 * bm25(1, 2, 2),
            "kites/p2": 2 * bm25(2, 5, 2) + 0.5 * bm25(1, 5, 2),
        },
        rel=1e-5,
    )


def test_the_scores_are_those_of_bm25s(index: Index) -> None:
    import bm25s

    model = bm25s.BM25(k1=1.5, b=0.75, method="lucene")
    model.index(
        [["red", "kite"], ["red", "red", "rope", "blue", "kite"], ["green", "rope"], ["blue", "drum"]],
        show_progress=False,
    )
    refs = ["kites/p1", "kites/p2", "kites/p3", "drums/p1"]

    for asked in (["blue"], ["rope", "green"], ["red", "blue", "drum"]):
        expected = dict(zip(refs, map(float, model.get_scores(asked)), strict=True))

        found = lexical(index, dict.fromkeys(asked, 1.0))

        assert found == pytest.approx({ref: score for ref, score in expected.items() if score > 0}, rel=1e-5)


def test_the_best_come_first_and_equal_scores_in_order_of_row(index: Index) -> None:
    # One of two terms, each in two clauses, in clauses of equal length: equal scores.
    order = [str(one.row.ref) for one in index.lexical({"rope": 1.0, "blue": 1.0}, works=NOWHERE, k=10)]

    assert order == ["kites/p2", "kites/p3", "drums/p1"]
    assert lexical(index, {"rope": 1.0})["kites/p3"] == pytest.approx(lexical(index, {"blue": 1.0})["drums/p1"])


def test_a_lexical_hit_is_a_whole_clause(index: Index) -> None:
    for one in index.lexical({"red": 1.0}, works=NOWHERE, k=10):
        assert one.row.sentence is None
        assert (one.row.language, one.row.edition) == ("en", Edition.DIGEST)


@pytest.mark.parametrize(
    ("works", "refs"),
    [
        (frozenset({"drums"}), ["drums/p1"]),
        (frozenset({"kites"}), ["kites/p2"]),
        (frozenset({"drums", "kites"}), ["kites/p2", "drums/p1"]),
        (frozenset({"flutes"}), []),
    ],
)
def test_a_search_keeps_to_the_works_named(index: Index, works: frozenset[str], refs: list[str]) -> None:
    assert sorted(lexical(index, {"blue": 1.0}, works)) == sorted(refs)
    assert {one.row.ref.work for one in index.dense(_vector("blue"), works=works, k=100)} == {
        ref.partition("/")[0] for ref in refs
    }


@pytest.mark.parametrize("k", [0, 1, 2, 3, 100])
def test_at_most_k_come_back_the_first_of_all(index: Index, k: int) -> None:
    terms = {"red": 1.0, "rope": 1.0, "blue": 1.0}
    lexically, densely = (
        index.lexical(terms, works=NOWHERE, k=100),
        index.dense(_vector("red rope"), works=NOWHERE, k=100),
    )

    assert list(index.lexical(terms, works=NOWHERE, k=k)) == list(lexically[:k])
    assert list(index.dense(_vector("red rope"), works=NOWHERE, k=k)) == list(densely[:k])


def test_unknown_terms_and_no_terms_find_nothing(index: Index) -> None:
    assert lexical(index, {"trumpet": 1.0}) == {}
    assert lexical(index, {}) == {}


def _vector(text: str) -> Floats:
    return BigramEncoder().encode([text])[0]


def test_cosines_are_inner_products_with_every_clause_and_sentence(index: Index, library: Library) -> None:
    asked = _vector("red kite")

    found = {(str(one.row.ref), one.row.sentence): one.score for one in index.dense(asked, works=NOWHERE, k=100)}

    passages = {str(p.ref): p.text for p in library.passages()}
    assert len(found) == 9
    # A passage begins with its headings: here there is none.
    expected = {ref: float(BigramEncoder().encode([text])[0] @ asked) for ref, text in passages.items()}
    assert {ref: score for (ref, sentence), score in found.items() if sentence is None} == pytest.approx(
        expected, abs=1e-5
    )
    assert found["kites/p1", None] == pytest.approx(1.0, abs=1e-5)
    assert found["kites/p2", 1] == pytest.approx(float(_vector("blue kite.") @ asked), abs=1e-5)


def test_the_nearest_come_first_and_equal_rows_in_order(index: Index) -> None:
    found = index.dense(_vector("blue drum"), works=NOWHERE, k=100)

    scores = [one.score for one in found]
    assert scores == sorted(scores, reverse=True)
    # The clause and its only sentence have the same text: the clause's row comes first.
    assert [(one.row.ref, one.row.sentence) for one in found[:2]] == [
        (ClauseRef("drums", "p1"), None),
        (ClauseRef("drums", "p1"), 0),
    ]


def test_a_vector_of_zeros_is_similar_to_nothing(index: Index) -> None:
    found = index.dense(np.zeros(64, dtype=np.float32), works=NOWHERE, k=100)

    assert {one.score for one in found} <= {0.0}


def test_equal_questions_have_equal_answers(index: Index) -> None:
    again = [index.dense(_vector("rope"), works=frozenset({"kites"}), k=5) for _ in range(5)]

    assert all(one == again[0] for one in again)


def test_the_same_library_gives_the_same_index_twice(library: Library, index: Index, tmp_path: Path) -> None:
    other = _in_process(tmp_path, library)

    assert other.status.corpus_digest == index.status.corpus_digest
    assert list(other.dense(_vector("red"), works=NOWHERE, k=9)) == list(
        index.dense(_vector("red"), works=NOWHERE, k=9)
    )
    assert lexical(other, {"red": 1.0}) == lexical(index, {"red": 1.0})
