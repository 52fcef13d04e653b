"""An audit as JSON and as a page: complete, escaped, in the memo's language."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from lxml import html

from assistant.audit.auditing import Audit, as_json, audit_file
from assistant.audit.report import as_html, counted
from assistant.engine import Assistant

HOSTILE = """\
# <script>alert(1)</script> memo & "quotes"

- The green and low-carbon industry is to exceed RMB 600 billion by 2025. <img src=x onerror=alert(2)>
- Metaverse-related industries are to reach RMB 350 billion by 2025.
- We believe <b>kites</b> fly.
- The metaverse plan grants 5% off rent & power.
"""
CHINESE = "# 备忘录\n\n- 绿色低碳产业规模到2025年突破6000亿元。\n- 我们认为风筝会飞。\n"


@pytest.fixture
def audit(assistant: Assistant, tmp_path: Path) -> Audit:
    path = tmp_path / "<memo>.md"
    path.write_text(HOSTILE, encoding="utf-8")
    return audit_file(assistant, path)


@pytest.fixture
def chinese(assistant: Assistant, tmp_path: Path) -> Audit:
    path = tmp_path / "memo.md"
    path.write_text(CHINESE, encoding="utf-8")
    return audit_file(assistant, path)


def test_the_json_has_every_claim_with_its_clause(audit: Audit, assistant: Assistant) -> None:
    body = json.loads(json.dumps(as_json(audit, assistant.library)))

    assert list(body) == ["file", "language", "counts", "claims"]
    assert body["counts"] == {"confirmed": 1, "contradicted": 1, "not found": 1, "not checkable": 2}
    # What stands behind the stop is a claim of its own.
    assert [claim["line"] for claim in body["claims"]] == [3, 3, 4, 5, 6]
    first = body["claims"][0]
    assert list(first) == [
        "line", "kind", "text", "language", "verdict", "differs", "stated", "right", "basis", "reason", "ref", "label",
        "clause",
    ]  # fmt: skip
    assert (first["verdict"], first["differs"], first["stated"], first["right"], first["ref"]) == (
        "contradicted",
        ["value"],
        ["RMB 600 billion"],
        ["RMB 500 billion"],
        "green/1.2.p1",
    )


def test_a_page_escapes_what_the_memo_says_and_fetches_nothing(audit: Audit, assistant: Assistant) -> None:
    page = as_html(audit, assistant.library)

    tree = html.document_fromstring(page)
    assert not tree.xpath("//script | //img | //b | //link | //iframe | //@onerror | //@src | //@href")
    assert "&lt;img src=x onerror=alert(2)&gt;" in page
    assert "default-src 'none'" in page
    assert tree.xpath("string(//title)") == "Audit of <memo>.md"
    assert tree.get("lang") == "en"
    assert len(tree.xpath("//tbody/tr")) == 5


def test_a_page_speaks_the_memos_language(chinese: Audit, assistant: Assistant) -> None:
    page = as_html(chinese, assistant.library)

    assert counted(chinese) == "共2条：属实0条，与文件不符1条，文件未载明0条，无法核对1条"
    assert '<html lang="zh">' in page
    assert "与文件不符" in page
    assert "<ins>5000亿元</ins>" in page
    assert "Verdict" not in page


def test_progress_is_told_claim_by_claim(assistant: Assistant, tmp_path: Path) -> None:
    path = tmp_path / "memo.md"
    path.write_text(CHINESE, encoding="utf-8")
    told: list[tuple[int, int]] = []

    audit_file(assistant, path, progress=lambda done, total: told.append((done, total)))

    assert told == [(1, 2), (2, 2)]
