"""The regions of the page as markup, made from values; nothing is looked up here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import assert_never

from assistant.answering.messages import REASONS
from assistant.answers import Abstention, Answer, Citation, Nearest, Note, Outcome, Sentence
from assistant.web.address import Address
from assistant.web.markup import EMPTY, Html, element, escaped, joined
from assistant.web.reading import ClauseView, Column, Inner
from assistant.web.reading import Sentence as ClauseSentence
from assistant.web.wording import (
    EXAMPLES,
    LANGUAGE_NAMES,
    LANGUAGE_TAGS,
    PURPOSE,
    TITLE,
    Example,
    words,
)
from assistant.works import LANGUAGES, Authority, ClauseRef, Edition, Language, Work

_STOPS = "。.！!？?"


def masthead(language: Language, *, most: int) -> Html:
    """Return title, purpose, language switch and question box.

    It depends on nothing but the language, so that what is being typed survives
    an answer. ``most`` is how long a question may be, in characters.
    """
    first, second = (language, _other(language))
    title = element(
        "h1",
        _spoken("span", escaped(TITLE.get(first)), first, "title-main"),
        _spoken("span", escaped(TITLE.get(second)), second, "title-also"),
    )
    top = _div("top", title, _switch(language))
    purpose = _div(
        "purpose",
        _spoken("p", escaped(PURPOSE.get(first)), first, "purpose-main"),
        _spoken("p", escaped(PURPOSE.get(second)), second, "purpose-also"),
    )
    return element("header", top, purpose, _form(language, most), attributes=_class("masthead"))


def _switch(language: Language) -> Html:
    links = [
        element(
            "a",
            escaped(LANGUAGE_NAMES[tag]),
            attributes={
                "href": Address(tag).href,
                "class": "here",
                "data-switch": tag,
                "lang": LANGUAGE_TAGS[tag],
                "aria-current": "true" if tag == language else None,
            },
        )
        for tag in LANGUAGES
    ]
    return element("nav", *links, attributes={"class": "switch", "aria-label": words("language", language)})


def _form(language: Language, most: int) -> Html:
    label = element("label", escaped(words("question", language)), attributes={"for": "question", "class": "unseen"})
    box = element(
        "textarea",
        attributes={
            "id": "question",
            "name": "q",
            "rows": "1",
            "placeholder": words("placeholder", language),
            "aria-describedby": "question-hint",
            "enterkeyhint": "search",
            "autocomplete": "off",
            "spellcheck": "false",
        },
    )
    button = element("button", escaped(words("ask", language)), attributes={"type": "submit"})
    hint = element(
        "p", escaped(words("hint", language, most=most)), attributes={"id": "question-hint", "class": "hint"}
    )
    return element(
        "form", label, _div("box", box, button), hint, attributes={"class": "ask", "role": "search", "action": "./"}
    )


def welcome(language: Language, works: Sequence[tuple[Work, ClauseRef]]) -> Html:
    """Return what is there before a question: examples, and the works with a clause to begin at."""
    return joined((
        _titled("examples", words("examples", language), _examples(language)),
        _titled("works", words("works", language), _works(language, works)),
    ))


def _examples(language: Language) -> Html:
    address = Address(language)
    return _list("cards", (_example(example, address) for example in EXAMPLES[language]))


def _example(example: Example, address: Address) -> Html:
    kind = _span("kind", escaped(example.kind.get(address.language)))
    return _link(address.asking(example.question), kind, _span("asks", escaped(example.question)), style="card")


def _works(language: Language, works: Sequence[tuple[Work, ClauseRef]]) -> Html:
    address = Address(language)
    rows = (
        joined((
            _link(address.opening(first), escaped(work.title.get(language)), style="work"),
            _span("facts", escaped(" · ".join(_facts(work, language)))),
        ))
        for work, first in works
    )
    return _list("shelf", rows)


def _facts(work: Work, language: Language) -> list[str]:
    issued = work.issued.isoformat() if work.issued else ""
    return [fact for fact in (_authority(work.authority, language), work.number or "", issued) if fact]


def _authority(authority: Authority, language: Language) -> str:
    return words("plan" if authority is Authority.OFFICIAL else authority.value, language)


def outcome_card(outcome: Outcome, address: Address) -> Html:
    """Return an answer with its sources, or why there is none, and more to ask."""
    match outcome:
        case Answer():
            card = _answer(outcome, address)
        case Abstention():
            card = _abstention(outcome, address)
        case _:
            assert_never(outcome)
    return joined((card, _more(address.language)))


def problem_card(problem: str, address: Address) -> Html:
    """Return what went wrong with a question, and what can be asked."""
    head = element("h2", escaped(words("failed", address.language)), attributes={"tabindex": "-1"})
    card = element(
        "section", head, element("p", escaped(problem)), attributes={"class": "card-problem", "role": "alert"}
    )
    return joined((card, _titled("examples", words("examples", address.language), _examples(address.language))))


def _more(language: Language) -> Html:
    summary = element("summary", escaped(words("more", language)))
    return element("details", summary, _examples(language), attributes=_class("more"))


def _asked(question: str) -> Html:
    return element("h2", escaped(question), attributes=_class("asked"))


def _answer(answer: Answer, address: Address) -> Html:
    by_number = {citation.n: citation for citation in answer.citations}
    sentences = [_sentence(sentence, by_number, address, answer.language) for sentence in answer.sentences]
    body = _spoken("div", joined(sentences), answer.language, "sentences")
    sources = [_source(citation, address) for citation in answer.citations]
    return element(
        "article",
        _asked(answer.question),
        body,
        _notes(answer.notes, address.language),
        _titled("sources", words("sources", address.language), _list("cited", sources, name="ol")),
        attributes=_class("card-answer"),
    )


def _sentence(sentence: Sentence, by_number: dict[int, Citation], address: Address, language: Language) -> Html:
    """Return a sentence with its marks before the final stop, as ``Answer.text`` has them."""
    marks = joined(_mark(by_number[n], address) for n in sentence.citations if n in by_number)
    stop = sentence.text[-1:] if sentence.text[-1:] in _STOPS else ""
    text = sentence.text.removesuffix(stop)
    # A mark or a stop never begins a line: it keeps the last Han character, or the last word, beside it.
    kept = text[-1:] if language == "zh" else ""
    glue = "" if language == "zh" else "\u00a0"
    tail = _span("tail", escaped(kept + glue), marks, escaped(stop))
    return element("p", escaped(text.removesuffix(kept)), tail)


def _mark(citation: Citation, address: Address) -> Html:
    label = words("source", address.language, n=citation.n, label=citation.label)
    return element(
        "a",
        escaped(f"[{citation.n}]"),
        attributes={
            "href": address.opening(citation.ref).href,
            "class": "here mark",
            "aria-label": label,
            "title": citation.label,
            "data-clause": str(citation.ref),
        },
    )


def _source(citation: Citation, address: Address) -> Html:
    number = _span("number", escaped(str(citation.n)))
    name = _span("name", escaped(citation.label))
    badges = _span(
        "badges",
        _badge(_edition_key(citation.edition, verified=citation.verified), address.language),
        EMPTY if citation.authority is Authority.OFFICIAL else _badge(citation.authority.value, address.language),
    )
    return element(
        "a",
        number,
        name,
        badges,
        attributes={
            "href": address.opening(citation.ref).href,
            "class": "here source",
            "data-clause": str(citation.ref),
        },
    )


def _edition_key(edition: Edition, *, verified: bool) -> str:
    if verified:
        return "verified"
    return "digest" if edition is Edition.DIGEST else "official"


def _badge(key: str, language: Language) -> Html:
    return _span(f"badge badge-{key}", escaped(words(key, language)))


def _notes(notes: Sequence[Note], language: Language) -> Html:
    if not notes:
        return EMPTY
    rows = [element("li", escaped(note.text)) for note in notes]
    return element("ul", *rows, attributes={"class": "notes", "aria-label": words("notes", language)})


def _abstention(abstention: Abstention, address: Address) -> Html:
    language = address.language
    reason = element("p", escaped(REASONS[abstention.reason].get(language)), attributes=_class("reason"))
    explanation = _spoken("p", escaped(abstention.explanation), abstention.language, "explanation")
    nearest = _list("near", (_near(near, address, abstention.language) for near in abstention.nearest))
    suggestions = _list(
        "suggested",
        (_link(address.asking(question), escaped(question), style="suggestion") for question in abstention.suggestions),
    )
    return element(
        "article",
        _asked(abstention.question),
        _div("verdict", reason, explanation),
        _titled("nearest", words("nearest", language), nearest) if abstention.nearest else EMPTY,
        _titled("suggestions", words("suggestions", language), suggestions) if abstention.suggestions else EMPTY,
        _notes(abstention.notes, language),
        attributes=_class("card-abstention"),
    )


def _near(near: Nearest, address: Address, language: Language) -> Html:
    label = _span("name", escaped(near.label))
    text = _spoken("span", escaped(near.text), language, "excerpt")
    return element(
        "a",
        label,
        text,
        attributes={
            "href": address.opening(near.ref).href,
            "class": "here near-clause",
            "data-clause": str(near.ref),
        },
    )


def clause_panel(view: ClauseView, address: Address) -> Html:
    """Return a clause in its place, its languages side by side, what supports the answer marked."""
    language = address.language
    label = element("h2", escaped(view.label), attributes={"id": "clause-label", "tabindex": "-1"})
    facts = element("p", escaped(" · ".join(_facts(view.work, language))), attributes=_class("facts"))
    head = _div("clause-head", _div("clause-title", label, facts), _close(address))
    columns = [_column(column, view, language) for column in view.columns]
    body = element("div", *columns, attributes={"class": f"columns columns-{len(columns)}"})
    missing = _hint(words("one_language", language)) if len(columns) < len(LANGUAGES) else EMPTY
    some_marked = any(sentence.marked for column in view.columns for sentence in column.sentences)
    return element(
        "section",
        head,
        body,
        missing,
        _inside(view.inside, address),
        _hint(words("marked", language)) if some_marked else EMPTY,
        _beside(view, address),
        attributes={"class": "clause", "aria-labelledby": "clause-label"},
    )


def missing_panel(address: Address) -> Html:
    """Return the panel for an address at which there is no clause."""
    language = address.language
    title = words("no_clause", language, clause=address.clause)
    label = element("h2", escaped(title), attributes={"id": "clause-label", "tabindex": "-1"})
    return element(
        "section",
        _div("clause-head", label, _close(address)),
        element("p", escaped(words("no_clause_help", language))),
        attributes={"class": "clause", "aria-labelledby": "clause-label"},
    )


def _close(address: Address) -> Html:
    return element(
        "a",
        element("span", escaped("×"), attributes={"aria-hidden": "true"}),
        attributes={
            "href": Address(address.language, address.question).href,
            "class": "here close",
            "aria-label": words("close", address.language),
        },
    )


def _column(column: Column, view: ClauseView, language: Language) -> Html:
    name = element("h3", escaped(LANGUAGE_NAMES[column.language]))
    edition = _badge(_edition_key(column.edition, verified=column.verified), language)
    above = _list("above", (escaped(heading) for heading in column.above), name="ol")
    heading = element("h4", escaped(column.heading))
    sentences = [_clause_sentence(sentence) for sentence in column.sentences]
    if not _alike(view.columns):
        sentences = [_div("running", *sentences)]
    rows = [_div("column-head", name, edition), above, heading, *sentences]
    return element(
        "div",
        *rows,
        attributes={"class": "column", "lang": LANGUAGE_TAGS[column.language], "style": f"grid-row: span {len(rows)}"},
    )


def _alike(columns: Sequence[Column]) -> bool:
    """Tell whether the columns correspond sentence by sentence, so that each pair gets a row."""
    return len({(column.edition, len(column.sentences)) for column in columns}) == 1


def _clause_sentence(sentence: ClauseSentence) -> Html:
    text = escaped(sentence.text)
    return element("p", element("mark", text) if sentence.marked else text)


def _inside(inside: Sequence[Inner], address: Address) -> Html:
    if not inside:
        return EMPTY
    links = (_link(address.opening(inner.ref), escaped(inner.name), style="inner") for inner in inside)
    return _titled("inside", words("inside", address.language), _list("inner-clauses", links))


def _beside(view: ClauseView, address: Address) -> Html:
    links = [
        _link(address.opening(ref), _span("arrow", escaped(arrow)), escaped(words(key, address.language)), style=key)
        for key, ref, arrow in (("previous", view.previous, "←"), ("next", view.following, "→"))
        if ref is not None
    ]
    return element("nav", *links, attributes={"class": "beside", "aria-label": words("clause", address.language)})


def colophon(language: Language) -> Html:
    """Return what the page says about itself at its foot."""
    return element("footer", element("p", escaped(words("disclaimer", language))), attributes=_class("colophon"))


def region(language: Language, *content: Html) -> Html:
    """Return content with the language of the page's own words."""
    return element("div", *content, attributes={"lang": LANGUAGE_TAGS[language], "class": "region"})


def _other(language: Language) -> Language:
    return "en" if language == "zh" else "zh"


def _class(style: str) -> dict[str, str | None]:
    return {"class": style}


def _div(style: str, *content: Html) -> Html:
    return element("div", *content, attributes=_class(style))


def _span(style: str, *content: Html) -> Html:
    return element("span", *content, attributes=_class(style))


def _hint(text: str) -> Html:
    return element("p", escaped(text), attributes=_class("hint"))


def _spoken(name: str, content: Html, language: Language, style: str) -> Html:
    return element(name, content, attributes={"lang": LANGUAGE_TAGS[language], "class": style})


def _titled(style: str, title: str, content: Html) -> Html:
    return element("section", element("h3", escaped(title)), content, attributes=_class(style))


def _list(style: str, rows: Iterable[Html], *, name: str = "ul") -> Html:
    return element(name, *(element("li", row) for row in rows), attributes=_class(style))


def _link(address: Address, *content: Html, style: str) -> Html:
    return element("a", *content, attributes={"href": address.href, "class": f"here {style}"})
