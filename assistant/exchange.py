"""What other programs are given: works, clauses, hits and targets as plain values, alike everywhere."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from decimal import Decimal

from assistant.library import Library
from assistant.ranking import Hit
from assistant.targets import Target, plain_number, qualifier_of, reading
from assistant.works import LANGUAGES, ClauseRef, Edition, Expression, Language, Work

Value = str | int | bool | None


def work_values(work: Work, library: Library) -> dict[str, object]:
    """Return a work: what it is called, who issued it, and which expressions of it are here."""
    return {
        "work": work.id,
        "title": {tag: work.title.get(tag) for tag in LANGUAGES},
        "short_title": {tag: work.short_title.get(tag) for tag in LANGUAGES},
        "issuer": {tag: work.issuer.get(tag) for tag in LANGUAGES},
        "authority": work.authority.value,
        "number": work.number,
        "issued": work.issued.isoformat() if work.issued else None,
        "period": list(work.period) if work.period else None,
        "part_of": work.part_of,
        "clauses": len(library.leaves(work.id)),
        "expressions": [{"language": one.language, "edition": one.edition.value} for one in library.editions(work.id)],
    }


def clause_values(ref: ClauseRef, library: Library) -> dict[str, object]:
    """Return a clause in every expression that may be shown, its place, and what stands around it.

    Raises:
        WorkNotFoundError: there is no such work.
        ClauseNotFoundError: the work has no such clause.
    """
    library.check(ref)
    leaves = library.leaves(ref.work)
    at = leaves.index(ref) if ref in leaves else None
    around = {
        "previous": str(leaves[at - 1]) if at else None,
        "next": str(leaves[at + 1]) if at is not None and at + 1 < len(leaves) else None,
    }
    chain = library.answering(ref.work, "zh").ancestors(ref.eid)
    return {
        "ref": str(ref),
        "work": ref.work,
        "label": {tag: library.label(ref, tag) for tag in LANGUAGES},
        "parents": [str(ClauseRef(ref.work, one.eid)) for one in chain],
        "inside": [str(ClauseRef(ref.work, one.eid)) for one in library.answering(ref.work, "zh").children(ref.eid)],
        **around,
        "texts": [
            _text(expression, ref, library)
            for expression in library.editions(ref.work)
            if ref.eid in expression and _may_be_shown(expression, ref, library)
        ],
    }


def _may_be_shown(expression: Expression, ref: ClauseRef, library: Library) -> bool:
    # Other words than those that were digested are never shown as the official ones.
    known = expression.edition is Edition.OFFICIAL and library.is_shipped(ref.work) and expression.is_leaf(ref.eid)
    return not known or library.is_verified(ref)


def _text(expression: Expression, ref: ClauseRef, library: Library) -> dict[str, object]:
    clause = expression.clause(ref.eid)
    return {
        "language": expression.language,
        "edition": expression.edition.value,
        "verified": expression.edition is Edition.OFFICIAL and library.is_verified(ref),
        "heading": f"{clause.num}{clause.heading}",
        # What a part contains is asked for clause by clause.
        "text": expression.text_of(ref.eid) if expression.is_leaf(ref.eid) else "",
    }


def hit_values(hit: Hit, library: Library, language: Language) -> dict[str, object]:
    """Return a hit with its label and text in a language."""
    return {
        "ref": str(hit.ref),
        "score": round(hit.score, 4),
        "rank": hit.rank,
        "label": library.label(hit.ref, language),
        "text": library.answering(hit.ref.work, language).text_of(hit.ref.eid),
    }


def target_values(target: Target, library: Library) -> dict[str, Value]:
    """Return a target; numbers are strings, which no program rounds."""
    grade = target.grade
    return {
        "ref": str(target.ref),
        "work": target.ref.work,
        "label_zh": library.label(target.ref, "zh"),
        "label_en": library.label(target.ref, "en"),
        "heading_zh": target.heading.zh,
        "heading_en": target.heading.en,
        "subject_zh": target.subject.zh,
        "subject_en": target.subject.en,
        "indicator_zh": target.indicator.zh,
        "indicator_en": target.indicator.en,
        "qualifier": target.qualifier.value if target.qualifier else None,
        "qualifier_zh": qualifier_of(target, "zh"),
        "qualifier_en": qualifier_of(target, "en"),
        "value": _number(target.value),
        "upper": _number(target.upper),
        "unit": target.unit,
        "kind": target.kind.value,
        "class_value": _number(grade.value if grade else None),
        "class_unit": grade.unit if grade else None,
        "year": target.year,
        "strives": target.strives,
        "figure_zh": reading(target, "zh"),
        "figure_en": reading(target, "en"),
        "sentence_zh": target.sentence.zh,
        "sentence_en": target.sentence.en,
    }


_COLUMNS = (
    "ref", "work", "label_zh", "label_en", "heading_zh", "heading_en", "subject_zh", "subject_en", "indicator_zh",
    "indicator_en", "qualifier", "qualifier_zh", "qualifier_en", "value", "upper", "unit", "kind", "class_value",
    "class_unit", "year", "strives", "figure_zh", "figure_en", "sentence_zh", "sentence_en",
)  # fmt: skip


def _number(value: Decimal | None) -> str | None:
    return None if value is None else plain_number(value)


def targets_csv(targets: Sequence[Target], library: Library) -> str:
    """Return RFC 4180: a header, CRLF, quotes where they are needed; what is None is empty."""
    file = io.StringIO(newline="")
    # The header stands there even when nothing was found.
    writer = csv.DictWriter(file, _COLUMNS)
    writer.writeheader()
    for target in targets:
        writer.writerow({name: _cell(value) for name, value in target_values(target, library).items()})
    return file.getvalue()


def _cell(value: Value) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case _:
            return str(value)
