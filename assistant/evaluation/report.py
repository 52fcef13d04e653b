"""A run as one HTML file: both languages, charts, every failing question; it asks nothing of any network."""

from __future__ import annotations

import base64
import hashlib
import html
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NewType

from assistant import __version__
from assistant.evaluation import charts
from assistant.evaluation.grades import grades
from assistant.evaluation.measures import BY_NAME, MEASURES, Fault, Measure, faults
from assistant.evaluation.outcomes import write_text
from assistant.evaluation.replies import Asked
from assistant.evaluation.sets import ANSWERS
from assistant.evaluation.statistics import Estimate, Method
from assistant.evaluation.summary import ALL, BY_KIND, GROUPS, Summary, SystemSummary, expected_status, given_status
from assistant.evaluation.wording import FAULTS, KIND_LABELS, LABELS, STATUS_LABELS
from assistant.library import Library
from assistant.works import LANGUAGES, Bilingual, ClauseRef, Language

Html = NewType("Html", str)
"""Markup of ours; every other text goes through ``_text``."""

HEADLINE = ("right", "recall_5", "mrr", "citation_precision", "figures", "refusal", "over_refusal", "parity")
"""Measures of the overview; refusal and over-refusal always stand together."""

_FOLDER = Path(__file__).parent


def write_report(path: Path, summary: Summary, library: Library) -> None:
    """Write the report of a run.

    Raises:
        EvaluationError: the file cannot be written.
    """
    write_text(path, as_html(summary, library))


def as_html(summary: Summary, library: Library) -> str:
    """Return the report of a run as an HTML document."""
    style = (_FOLDER / "report.css").read_text(encoding="utf-8")
    script = (_FOLDER / "report.js").read_text(encoding="utf-8")
    policy = (
        f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)}; base-uri 'none'; form-action 'none'"
    )
    titles = {language: f"{LABELS['title'].get(language)} · {', '.join(summary.sets)}" for language in LANGUAGES}
    root = {"lang": "en", "data-language": "en", "data-title-zh": titles["zh"], "data-title-en": titles["en"]}
    head = _join([
        _tag("meta", attributes={"charset": "utf-8"}),
        _tag("meta", attributes={"http-equiv": "Content-Security-Policy", "content": policy}),
        _tag("meta", attributes={"name": "viewport", "content": "width=device-width, initial-scale=1"}),
        _tag("meta", attributes={"name": "referrer", "content": "no-referrer"}),
        _tag("title", _text(titles["en"])),
        Html(f"<style>{style}</style>"),
    ])
    sections = (
        _overview(summary), _measures(summary), _kinds(summary), _retrieval(summary), _refusals(summary),
        _cost(summary), _failing(summary, library), _reading(),
    )  # fmt: skip
    body = _join([_header(summary), _tag("main", *sections), Html(f"<script>{script}</script>")])
    return f"<!DOCTYPE html>\n{_tag('html', _tag('head', head), _tag('body', body), attributes=root)}\n"


def _header(summary: Summary) -> Html:
    meta = [
        ("sets", ", ".join(summary.sets)),
        ("split", summary.split),
        ("questions", str(len(summary.questions))),
        ("systems", ", ".join(system.name for system in summary.systems)),
    ]
    facts = _join(_join([_labelled(key, value), _text(" · ")]) for key, value in meta)
    switch = [
        _tag("button", _text(name), attributes={"type": "button", "value": tag, "lang": tag, "aria-pressed": "false"})
        for tag, name in (("zh", "中文"), ("en", "English"))
    ]
    return _tag(
        "header",
        _tag("a", _words(LABELS["skip"]), attributes={"class": "skip", "href": "#failing"}),
        _tag("h1", _words(LABELS["title"])),
        _tag("div", *switch, attributes={"class": "languages", "role": "group", "aria-label": "语言 / Language"}),
        _tag("p", facts, _text(f"assistant {__version__}"), attributes={"class": "meta"}),
    )


def _section(key: str, *children: Html, identity: str | None = None) -> Html:
    return _tag("section", _tag("h2", _words(LABELS[key])), *children, attributes={"id": identity or key})


def _overview(summary: Summary) -> Html:
    columns = [_words(LABELS["system"]), *(_words(BY_NAME[name].label) for name in HEADLINE)]
    rows = [
        [_join([_text(f"{system.name} "), _group_words(group)]), *(_cell(system.estimates[group][n]) for n in HEADLINE)]
        for system in summary.systems
        for group in GROUPS
    ]
    return _section("overview", _table(columns, rows, numbers=True))


def _measures(summary: Summary) -> Html:
    parts: list[Html] = []
    for system in summary.systems:
        columns = [
            _words(LABELS["measure"]),
            *(_join([_group_words(group), _text(f" ({summary.counts(group)})")]) for group in GROUPS),
        ]
        if system.differences:
            columns.append(_words(LABELS["against"]))
        rows = [
            [
                _words(measure.label),
                *(_cell(system.estimates[group][measure.name]) for group in GROUPS),
                *([_difference(system, measure)] if system.differences else []),
            ]
            for measure in MEASURES
        ]
        parts += [_tag("h3", _text(system.name)), _table(columns, rows, numbers=True)]
    return _section("measures", *parts)


def _difference(system: SystemSummary, measure: Measure) -> Html:
    found = system.differences.get(measure.name)
    return _text(f"{found.value:+.3f}, p = {found.p:.4f}, n = {found.n}" if found else "–")


def _kinds(summary: Summary) -> Html:
    columns = [_words(LABELS["kind"]), *(_words(BY_NAME[name].label) for name in BY_KIND)]
    tables = [
        part
        for system in summary.systems
        for part in (_tag("h4", _text(system.name)), _table(columns, _kind_rows(summary, system), numbers=True))
    ]
    chart = {language: charts.by_kind(summary, language) for language in LANGUAGES}
    return _section("kinds", _figure("by_kind", chart, _legend(summary), _join(tables)))


def _kind_rows(summary: Summary, system: SystemSummary) -> list[list[Html]]:
    return [
        [
            _join([_kind(kind), _text(" "), _group_words(group)]),
            *(_cell(system.kinds[kind][group][name]) for name in BY_KIND),
        ]
        for kind in summary.kinds
        for group in GROUPS
    ]


def _retrieval(summary: Summary) -> Html:
    curves = [
        (system.name, language, charts.recall_curve(system, language))
        for system in summary.systems
        for language in LANGUAGES
    ]
    columns = [_words(LABELS["system"]), *(_text(f"k={k}") for k in range(1, charts.DEEPEST + 1))]
    rows = [
        [_join([_text(f"{name} "), _group_words(language)]), *(_text(f"{share:.3f}") for share in curve)]
        for name, language, curve in curves
        if curve
    ]
    chart = {language: charts.recall_at_k(summary, language) for language in LANGUAGES}
    return _section("retrieval", _figure("recall_at_k", chart, _legend(summary), _table(columns, rows, numbers=True)))


def _refusals(summary: Summary) -> Html:
    parts: list[Html] = []
    for system in summary.systems:
        expected, given = charts.statuses(system)
        rows = [
            [_words(STATUS_LABELS[row]), *(_text(str(system.statuses.get((row, column), 0))) for column in given)]
            for row in expected
        ]
        columns = [_words(LABELS["expected"]), *(_words(STATUS_LABELS[column]) for column in given)]
        chart = {language: charts.confusion(system, language) for language in LANGUAGES}
        parts += [_tag("h3", _text(system.name)), _figure("confusion", chart, Html(""), _table(columns, rows))]
    return _section("refusals", *parts)


def _cost(summary: Summary) -> Html:
    columns = [_words(LABELS[key]) for key in ("system", "median", "p95", "memory")]
    rows = [
        [
            _text(system.name),
            _text(f"{system.latency.median_ms:.1f} ms" if system.latency else "–"),
            _text(f"{system.latency.p95_ms:.1f} ms" if system.latency else "–"),
            _text(f"{system.run.memory_mib:.0f} MiB"),
        ]
        for system in summary.systems
    ]
    chart = {language: charts.latency(summary, language) for language in LANGUAGES}
    return _section("cost", _figure("latency", chart, _legend(summary), None), _table(columns, rows, numbers=True))


def _figure(caption: str, chart: Mapping[Language, str], legend: Html, data: Html | None) -> Html:
    """Return a chart in both languages, with the figures it is drawn from as a table for who cannot see it."""
    drawn = [
        _tag("div", Html(chart[tag]), attributes={"class": "wide t", "lang": tag, "tabindex": "0"}) for tag in LANGUAGES
    ]
    table = [_tag("details", _tag("summary", _words(LABELS["data"])), data)] if data else []
    return _tag("figure", _tag("figcaption", _words(LABELS[caption])), legend, *drawn, *table)


def _legend(summary: Summary) -> Html:
    keys = [
        _tag(
            "li",
            Html(f'<svg viewBox="0 0 10 10" aria-hidden="true"><circle cx="5" cy="5" r="5" fill="{colour}"/></svg>'),
            _text(system.name),
        )
        for system, colour in zip(summary.systems, _colours(len(summary.systems)), strict=True)
    ]
    return _tag("ul", *keys, attributes={"class": "legend"}) if len(keys) > 1 else Html("")


def _colours(count: int) -> list[str]:
    return [charts.COLOURS[number % len(charts.COLOURS)] for number in range(count)]


def _failing(summary: Summary, library: Library) -> Html:
    found = [(system, one) for system in summary.systems for one in system.failing]
    if not found:
        return _section("failing", _tag("p", _words(LABELS["none_failing"])))
    kinds = [(kind, KIND_LABELS.get(kind, Bilingual(kind, kind))) for kind in summary.kinds]
    filters = [
        _select("system", [(system.name, Bilingual(system.name, system.name)) for system in summary.systems]),
        _select("language", [(language, LABELS[language]) for language in LANGUAGES]),
        _select("kind", kinds),
        _tag("span", _words(LABELS["shown"]), _text(" "), _tag("output", attributes={"id": "count"})),
    ]
    columns = [
        _words(LABELS["fault"]),
        *(_join([_text(f"{s.name} "), _words(LABELS[language])]) for s in summary.systems for language in LANGUAGES),
    ]
    counted = [(system.faults, language) for system in summary.systems for language in LANGUAGES]
    rows = [
        [_words(FAULTS[fault]), *(_text(str(counts.get((fault, language), 0))) for counts, language in counted)]
        for fault in Fault
        if any(counts.get((fault, language)) for counts, language in counted)
    ]
    return _section(
        "failing",
        _tag("h3", _words(LABELS["faults"])),
        _table(columns, rows),
        _tag("div", *filters, attributes={"class": "filters"}),
        *(_failed(system, one, library) for system, one in found),
    )


def _select(name: str, options: Sequence[tuple[str, Bilingual]]) -> Html:
    choices = [("", LABELS["any"]), *options]
    written = [
        _tag("option", _text(words.en), attributes={"value": value, "data-zh": words.zh, "data-en": words.en})
        for value, words in choices
    ]
    return _tag("label", _words(LABELS[name]), _tag("select", *written, attributes={"name": name}))


def _failed(system: SystemSummary, one: Asked, library: Library) -> Html:
    question = one.question
    wrong = _join((_words(FAULTS[fault]) for fault in faults(one)), Html("; "))
    summary = _tag(
        "summary",
        _tag("span", _text(f"{system.name} · {question.uid} · "), _kind(question.kind), attributes={"class": "tag"}),
        _tag("span", _text(question.question), attributes={"lang": question.language}),
        _tag("span", wrong, attributes={"class": "fault"}),
    )
    body = _tag(
        "div",
        *_asked_before(one),
        *_wanted(one, library),
        *_said(one, library),
        *_trace(one),
        attributes={"class": "body"},
    )
    attributes = {
        "class": "failing",
        "data-system": system.name,
        "data-language": question.language,
        "data-kind": question.kind,
    }
    return _tag("details", summary, body, attributes=attributes)


def _kind(kind: str) -> Html:
    return _words(KIND_LABELS.get(kind, Bilingual(kind, kind)))


def _asked_before(one: Asked) -> Iterator[Html]:
    if one.question.history:
        yield _tag("h4", _words(LABELS["history"]))
        yield _list(_text(said) for said in one.question.history)


def _wanted(one: Asked, library: Library) -> Iterator[Html]:
    question = one.question
    yield _tag("h4", _words(LABELS["wanted"]))
    yield _tag("p", _status(expected_status(one)))
    if question.qrels:
        graded = sorted(question.qrels, key=lambda qrel: (-qrel.grade, qrel.ref))
        yield _list(
            _join([_clause(qrel.ref, one, library), _text(" · "), _words(LABELS["grade"]), _text(f" {qrel.grade}")])
            for qrel in graded
        )
    if question.figures:
        yield _tag("p", _labelled("figures", "; ".join(question.figures)))
    if question.note:
        yield _tag("p", _labelled("note", question.note))


def _said(one: Asked, library: Library) -> Iterator[Html]:
    reply = one.reply
    yield _tag("h4", _words(LABELS["said"]))
    yield _tag("p", _status(given_status(one)))
    for sentence in reply.sentences or (reply.explanation,):
        yield _tag("p", _text(sentence), attributes={"lang": one.question.language})
    yield _tag("h4", _words(LABELS["cited"]))
    if reply.cited:
        yield _list(_clause(ref, one, library) for ref in reply.cited)
    else:
        yield _tag("p", _words(LABELS["nothing"]))
    yield _tag("h4", _words(LABELS["retrieved"]))
    yield _list((_join([_clause(hit.ref, one, library), _text(f" · {hit.score:.3f}")]) for hit in reply.hits), "ol")


def _trace(one: Asked) -> Iterator[Html]:
    trace = one.reply.body.get("trace")
    if not isinstance(trace, Mapping):
        return
    yield _tag("h4", _words(LABELS["trace"]))
    rows = [
        _tag("li", _tag("code", _text(f"{key}: {json.dumps(value, ensure_ascii=False)}")))
        for name, part in trace.items()
        if part
        for key, value in (part.items() if isinstance(part, Mapping) else _numbered(str(name), part))
        if value not in ([], "", None, {})
    ]
    timings = json.dumps(one.reply.body.get("timings_ms") or {})
    yield _tag("ul", *rows, _tag("li", _tag("code", _text(f"ms: {timings}"))))


def _numbered(name: str, part: object) -> Iterator[tuple[str, object]]:
    if isinstance(part, list):
        yield from ((f"{name} {number}", one) for number, one in enumerate(part, start=1))
    else:
        yield name, part


def _status(status: str) -> Html:
    return _words(STATUS_LABELS.get(status, Bilingual(status, status)))


def _clause(ref: ClauseRef, one: Asked, library: Library) -> Html:
    """Return what people call a clause, set off where it answers the question."""
    name = library.label(ref, one.question.language) if library.has(ref) else ""
    answering = "answering" if ref in one.question.graded(ANSWERS) else None
    return _tag("span", _tag("code", _text(str(ref))), _text(f" {name}"), attributes={"class": answering})


def _reading() -> Html:
    rows = [
        [_words(measure.label), _tag("span", _words(measure.about), attributes={"class": "about"})]
        for measure in MEASURES
    ]
    described = [
        _join([
            _tag("dt", _text(f"{grade.number}")),
            _tag("dd", _words(grade.meaning)),
        ])
        for grade in grades()
    ]
    return _section(
        "reading",
        _table([_words(LABELS["measure"]), _words(LABELS["about"])], rows),
        _tag("p", _words(LABELS["intervals"])),
        _tag("h3", _words(LABELS["grades"])),
        _tag("dl", *described),
    )


def _cell(found: Estimate | None) -> Html:
    if found is None:
        return _text("–")
    if found.method is Method.ALL_EQUAL:
        interval = f"n = {found.n}"
    else:
        mark = "" if found.method is Method.BCA else " †"
        interval = f"{found.low:.3f}–{found.high:.3f}{mark}"
    return _join([_text(f"{found.value:.3f} "), _tag("span", _text(interval), attributes={"class": "range"})])


def _labelled(key: str, value: str) -> Html:
    label = LABELS[key]
    return _join([_words(Bilingual(zh=f"{label.zh}：", en=f"{label.en}: ")), _text(value)])


def _group_words(group: str) -> Html:
    return _words(LABELS["all" if group == ALL else group])


def _words(words: Bilingual) -> Html:
    """Return words in both languages, of which the page shows one; where they are the same, once."""
    if words.zh == words.en:
        return _text(words.en)
    return _join(_tag("span", _text(words.get(t)), attributes={"class": "t", "lang": t}) for t in LANGUAGES)


def _table(columns: Sequence[Html], rows: Sequence[Sequence[Html]], *, numbers: bool = False) -> Html:
    head = _tag("thead", _tag("tr", *(_tag("th", column, attributes={"scope": "col"}) for column in columns)))
    kind = {"class": "n" if numbers else None}
    lines = [
        _tag(
            "tr", _tag("th", first, attributes={"scope": "row"}), *(_tag("td", cell, attributes=kind) for cell in rest)
        )
        for first, *rest in rows
    ]
    # A region that scrolls sideways can be reached by keyboard.
    return _tag("div", _tag("table", head, _tag("tbody", *lines)), attributes={"class": "wide", "tabindex": "0"})


def _list(items: Iterable[Html], kind: str = "ul") -> Html:
    return _tag(kind, *(_tag("li", item) for item in items))


def _text(text: str) -> Html:
    return Html(html.escape(text))


def _join(pieces: Iterable[Html], between: Html = Html("")) -> Html:
    return Html(between.join(pieces))


def _tag(name: str, *children: Html, attributes: Mapping[str, str | None] | None = None) -> Html:
    written = "".join(f' {key}="{html.escape(v)}"' for key, v in (attributes or {}).items() if v is not None)
    return Html(f"<{name}{written}>" if name == "meta" else f"<{name}{written}>{''.join(children)}</{name}>")


def _hash(content: str) -> str:
    digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
    return f"'sha256-{digest}'"
