"""How an answer came about, as markup."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from assistant.answers import Answer, Outcome
from assistant.errors import ClauseNotFoundError, WorkNotFoundError
from assistant.library import Library
from assistant.ranking import Hit
from assistant.web.address import Address
from assistant.web.markup import EMPTY, Html, element, escaped, joined
from assistant.web.parts import div, link, listed, span, styled, titled
from assistant.web.wording import WORDS, words
from assistant.works import Language

_FACTS = ("language", "wants", "documents", "subjects", "years", "lookups", "content")


def trace(outcome: Outcome, address: Address, library: Library) -> Html:
    """Return how the question was read, what was found, what was checked and how long it took, folded away."""
    language = address.language
    summary = element("summary", escaped(words("trace", language)))
    return element(
        "details",
        summary,
        _understood(outcome.trace.get("understood"), language),
        _found(outcome.retrieved, address, library),
        _checks(outcome, language),
        _times(outcome.timings_ms, language),
        attributes=styled("trace"),
    )


def _understood(understood: object, language: Language) -> Html:
    if not isinstance(understood, Mapping):
        return EMPTY
    rows = [
        joined((element("dt", escaped(words(f"trace_{name}", language))), element("dd", escaped(value))))
        for name in _FACTS
        if (value := _value(understood.get(name)))
    ]
    return titled("understood", words("trace_understood", language), element("dl", *rows))


def _value(value: object) -> str:
    if isinstance(value, str):
        return value
    return ", ".join(str(one) for one in value) if isinstance(value, Sequence) else ""


def _found(hits: Sequence[Hit], address: Address, library: Library) -> Html:
    language = address.language
    if not hits:
        return EMPTY
    most = max(hit.score for hit in hits) or 1.0
    rows = (_hit(hit, most, address, library) for hit in hits)
    return titled("found", words("trace_found", language), listed("hits", rows, name="ol"))


def _hit(hit: Hit, most: float, address: Address, library: Library) -> Html:
    try:
        label = library.label(hit.ref, address.language)
    except (WorkNotFoundError, ClauseNotFoundError):
        # The library was opened anew since.
        label = str(hit.ref)
    score = f"{hit.score:.3f}"
    meter = element(
        "meter",
        attributes={"min": "0", "max": f"{most:.4f}", "value": f"{max(hit.score, 0):.4f}", "aria-hidden": "true"},
    )
    return joined((
        link(address.opening(hit.ref), escaped(label), style="hit", **{"data-clause": str(hit.ref)}),
        span("score", meter, escaped(f"{words('trace_score', address.language)} {score}")),
    ))


def _checks(outcome: Outcome, language: Language) -> Html:
    passed = len(outcome.sentences) if isinstance(outcome, Answer) else 0
    rows = [escaped(words("trace_passed", language, n=passed)), *_support(outcome, language)]
    rejected = outcome.trace.get("rejected")
    for one in rejected if isinstance(rejected, Sequence) else ():
        if isinstance(one, Mapping):
            text, fault = str(one.get("text", "")), f"{one.get('fault', '')}: {one.get('detail', '')}"
            rows.append(escaped(words("trace_rejected", language, text=text, fault=fault)))
    return titled("checks", words("trace_checks", language), listed("checked", rows))


def _support(outcome: Outcome, language: Language) -> Iterator[Html]:
    if isinstance(outcome, Answer):
        for place, sentence in enumerate(outcome.sentences, start=1):
            yield escaped(f"{place}. {words(f'support_{sentence.support.value}', language)}")


def _times(times: Mapping[str, float], language: Language) -> Html:
    parts = [
        span(
            "stage", escaped(f"{words(f'stage_{stage}', language) if f'stage_{stage}' in WORDS else stage} {ms:.1f} ms")
        )
        for stage, ms in times.items()
    ]
    return titled("times", words("trace_times", language), div("stages", *parts)) if parts else EMPTY
