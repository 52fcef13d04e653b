"""Sixty claims, each with a verdict written down before it was judged: what is so, what differs, what nobody says."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from assistant.audit.auditing import audit_text
from assistant.engine import Assistant


def test_of_sixty_claims_at_least_nine_in_ten_get_their_verdict_and_none_the_opposite(assistant: Assistant) -> None:
    lines = Path(__file__).with_name("claims.tsv").read_text(encoding="utf-8").splitlines()[1:]
    claims = [line.split("\t") for line in lines]

    judged = [(wanted, audit_text(assistant, text).findings[0].verdict.value) for wanted, text in claims]
    found = Counter(judged)

    assert len(claims) == 60
    assert sum(count for (wanted, verdict), count in found.items() if wanted == verdict) >= 59
    assert found["contradicted", "contradicted"] == 20
    assert found["not found", "not found"] == 20
    assert {verdict for wanted, verdict in judged if wanted == "confirmed"} == {"confirmed", "not found"}
