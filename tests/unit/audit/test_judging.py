"""Verdicts on the memos of our own: how many are right, and that none is wrong in the way that matters."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant.audit.judging import Finding

from .conftest import MEMOS, Audited, Expected


def each(audited: dict[str, Audited], *names: str) -> Iterator[tuple[Expected, Finding]]:
    for name in names or MEMOS:
        for line, wanted in audited[name].expected.items():
            yield wanted, audited[name].found[line]


def test_there_are_forty_claims_of_each_language_and_some_of_every_verdict(audited: dict[str, Audited]) -> None:
    by_language = {tag: list(each(audited, *(n for n in MEMOS if n.endswith(tag)))) for tag in ("zh", "en")}

    assert {tag: len(found) for tag, found in by_language.items()} == {"zh": 77, "en": 70}
    for found in by_language.values():
        verdicts = [wanted.verdict for wanted, _ in found]
        assert min(verdicts.count(v) for v in ("confirmed", "contradicted", "not found", "not checkable")) >= 5


def test_every_line_with_a_verdict_is_one_claim(audited: dict[str, Audited]) -> None:
    for memo in audited.values():
        assert set(memo.expected) <= set(memo.found)


@pytest.mark.parametrize("verdict", ["confirmed", "contradicted", "not found", "not checkable"])
def test_precision_and_recall_of_a_verdict_are_high(audited: dict[str, Audited], verdict: str) -> None:
    pairs = list(each(audited))

    right = sum(wanted.verdict == finding.verdict.value == verdict for wanted, finding in pairs)
    precision = right / sum(finding.verdict.value == verdict for _, finding in pairs)
    recall = right / sum(wanted.verdict == verdict for wanted, _ in pairs)

    assert precision >= (0.97 if verdict in {"confirmed", "contradicted"} else 0.8)
    assert recall >= 0.9


def test_no_false_claim_is_confirmed_and_no_true_one_contradicted(audited: dict[str, Audited]) -> None:
    wrong = [
        (wanted.verdict, finding.verdict.value, finding.claim.text)
        for wanted, finding in each(audited)
        if (wanted.verdict, finding.verdict.value)
        in {("contradicted", "confirmed"), ("not found", "confirmed"), ("confirmed", "contradicted")}
    ]

    assert wrong == []


def test_a_contradicted_claim_says_in_what_it_differs_and_shows_the_right_figure(audited: dict[str, Audited]) -> None:
    pairs = [
        (wanted, finding)
        for wanted, finding in each(audited)
        if wanted.verdict == finding.verdict.value == "contradicted"
    ]

    assert len(pairs) >= 50
    for wanted, finding in pairs:
        assert {difference.value for difference in finding.differs} == wanted.differs, finding.claim.text
        shown = " ".join((*finding.right, finding.sentence))
        assert wanted.right.removesuffix("以上").removesuffix(" or more") in shown, finding.claim.text


def test_every_verdict_but_not_checkable_shows_a_clause(audited: dict[str, Audited]) -> None:
    for _, finding in each(audited):
        checked = finding.verdict.value in {"confirmed", "contradicted"}
        assert not checked or (finding.ref is not None and finding.sentence)
        assert (finding.reason is not None) is (finding.verdict.value == "not checkable")
        assert (finding.basis is not None) is (finding.verdict.value == "confirmed")
