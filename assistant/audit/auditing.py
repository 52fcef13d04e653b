"""A memo -> an audit: every claim with its verdict."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.audit.judging import Finding, Judge, Verdict
from assistant.audit.memo import Claim, claims, read_memo
from assistant.engine import Assistant
from assistant.library import Library
from assistant.works import Language

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Audit:
    """The findings of a memo in order; ``name`` is that of its file, ``language`` the one it is mostly in."""

    name: str
    language: Language
    findings: tuple[Finding, ...]

    def of(self, verdict: Verdict) -> tuple[Finding, ...]:
        """Return the findings of one verdict."""
        return tuple(finding for finding in self.findings if finding.verdict is verdict)


def audit_file(assistant: Assistant, path: Path, *, progress: Progress | None = None) -> Audit:
    """Check every claim of a memo against the plans.

    Raises:
        SourceError: the file cannot be read as a memo.
    """
    return _judged(assistant, path.name, read_memo(path), progress)


def audit_text(assistant: Assistant, text: str, *, name: str = "memo") -> Audit:
    """Check every claim of a text, Markdown or plain, against the plans."""
    return _judged(assistant, name, claims(text), None)


def _judged(assistant: Assistant, name: str, found: Sequence[Claim], progress: Progress | None) -> Audit:
    judge = Judge(assistant)
    findings: list[Finding] = []
    for number, claim in enumerate(found, start=1):
        findings.append(judge.judge(claim))
        if progress is not None:
            progress(number, len(found))
    return Audit(name, _language(findings), tuple(findings))


def _language(findings: Sequence[Finding]) -> Language:
    counts = Counter(finding.claim.language for finding in findings)
    return "en" if counts["en"] > counts["zh"] else "zh"


def as_json(audit: Audit, library: Library) -> dict[str, object]:
    """Return an audit as the JSON object that ``assistant audit --format json`` prints."""
    return {
        "file": audit.name,
        "language": audit.language,
        "counts": {verdict.value: len(audit.of(verdict)) for verdict in Verdict},
        "claims": [_finding_json(finding, library) for finding in audit.findings],
    }


def _finding_json(finding: Finding, library: Library) -> dict[str, object]:
    claim = finding.claim
    return {
        "line": claim.line,
        "kind": claim.kind.value,
        "text": claim.text,
        "language": claim.language,
        "verdict": finding.verdict.value,
        "differs": [difference.value for difference in finding.differs],
        "stated": list(finding.stated),
        "right": list(finding.right),
        "basis": finding.basis.value if finding.basis else None,
        "reason": finding.reason.value if finding.reason else None,
        "ref": str(finding.ref) if finding.ref else None,
        "label": library.label(finding.ref, claim.language) if finding.ref else None,
        "clause": finding.sentence or None,
    }
