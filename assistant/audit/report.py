"""An audit as a page of its own: one HTML file, nothing fetched, everything escaped."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from assistant.audit.auditing import Audit
from assistant.audit.judging import Finding, Verdict
from assistant.audit.wording import BASES, COLUMNS, COUNTS, DIFFERENCES, NEAREST, NOTE, REASONS, TITLE, VERDICTS
from assistant.library import Library
from assistant.works import Language

_STYLE = """
:root { color-scheme: light dark; }
body { font: 16px/1.5 system-ui, "Noto Sans CJK SC", "Microsoft YaHei", sans-serif; }
body { margin: 2rem auto; max-width: 70rem; padding: 0 1rem; }
table { border-collapse: collapse; width: 100%; }
th, td { border-bottom: 1px solid #8886; padding: .5rem; text-align: left; vertical-align: top; }
td:first-child { text-align: right; font-variant-numeric: tabular-nums; }
.verdict { font-weight: 600; white-space: nowrap; }
.confirmed .verdict::before { content: "\\2713  "; }
.contradicted .verdict::before { content: "\\2717  "; }
.contradicted { background: #d332; }
.not-checkable { opacity: .75; }
.small { font-size: .875rem; }
ins { text-decoration: none; font-weight: 600; }
"""


def as_html(audit: Audit, library: Library) -> str:
    """Return an audit as an HTML page in the memo's language."""
    language = audit.language
    title = escape(TITLE.get(language).format(name=audit.name))
    head = "".join(f"<th scope=col>{escape(column.get(language))}</th>" for column in COLUMNS)
    rows = "\n".join(_row(finding, library, language) for finding in audit.findings)
    policy = "default-src 'none'; style-src 'unsafe-inline'"
    return (
        f'<!doctype html>\n<html lang="{language}">\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n<style>{_STYLE}</style>\n<h1>{title}</h1>\n<p>{escape(counted(audit))}</p>\n"
        f"<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{rows}\n</tbody>\n</table>\n"
        f"<p class=small>{escape(NOTE.get(language))}</p>\n</html>\n"
    )


def counted(audit: Audit) -> str:
    """Return how many claims there are of each verdict, in the memo's language."""
    return COUNTS.get(audit.language).format(
        total=len(audit.findings),
        confirmed=len(audit.of(Verdict.CONFIRMED)),
        contradicted=len(audit.of(Verdict.CONTRADICTED)),
        missing=len(audit.of(Verdict.NOT_FOUND)),
        rest=len(audit.of(Verdict.NOT_CHECKABLE)),
    )


def why(finding: Finding, language: Language) -> str:
    """Return what a verdict rests on, in a few words: in what the claim differs, or why it was not checked."""
    if finding.differs:
        return ("、" if language == "zh" else ", ").join(DIFFERENCES[one].get(language) for one in finding.differs)
    if finding.reason is not None:
        return REASONS[finding.reason].get(language)
    return BASES[finding.basis].get(language) if finding.basis is not None else ""


def _row(finding: Finding, library: Library, language: Language) -> str:
    claim = finding.claim
    kind = finding.verdict.value.replace(" ", "-")
    reason = why(finding, language)
    verdict = escape(VERDICTS[finding.verdict].get(language))
    detail = f"<br><span class=small>{escape(reason)}</span>" if reason else ""
    cells = (
        f"<td>{claim.line}</td>",
        f'<td><span class="verdict">{verdict}</span>{detail}</td>',
        f'<td lang="{claim.language}">{escape(claim.text)}</td>',
        f"<td>{''.join(_clause(finding, library, language))}</td>",
    )
    return f'<tr class="{kind}">{"".join(cells)}</tr>'


def _clause(finding: Finding, library: Library, language: Language) -> Iterator[str]:
    for stated, right in zip(finding.stated, finding.right, strict=True):
        yield f"<del>{escape(stated)}</del> → <ins>{escape(right)}</ins><br>"
    if finding.ref is not None:
        label = escape(library.label(finding.ref, language))
        nearest = escape(NEAREST.get(language)) if finding.verdict is Verdict.NOT_FOUND else ""
        yield f"{nearest}{label} <span class=small>({escape(str(finding.ref))})</span><br>"
        yield f'<span lang="{finding.claim.language}">{escape(finding.sentence)}</span>'
