"""A clause as markup: in the panel beside an answer, and as the card above a citation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.terms import Glossary, Term
from assistant.web.address import Address, Room
from assistant.web.figures import Piece, pieces
from assistant.web.markup import EMPTY, Html, element, escaped, joined
from assistant.web.parts import badge, div, edition_key, facts, hint, link, listed, span, spoken, styled, titled
from assistant.web.reading import ClauseView, Column, Inner, Sentence
from assistant.web.wording import LANGUAGE_NAMES, LANGUAGE_TAGS, words
from assistant.works import LANGUAGES, Language

_AROUND = 1


def annotated(text: str, language: Language, glossary: Glossary | None = None) -> Html:
    """Return a text whose figures and names explain themselves on hover and focus."""
    return joined(_piece(piece) for piece in pieces(text, language, glossary))


def _piece(piece: Piece) -> Html:
    if not piece.note:
        return escaped(piece.text)
    attributes: dict[str, str | None] = {"class": piece.kind, "data-note": piece.note}
    if piece.kind == "figure":
        # Names are listed below the clause; only figures stop the Tab key.
        attributes |= {"tabindex": "0", "role": "note", "aria-label": piece.note}
    return element("span", escaped(piece.text), attributes=attributes)


def clause_panel(view: ClauseView, address: Address, glossary: Glossary | None = None) -> Html:
    """Return a clause in its place, its languages side by side, what supports the answer marked."""
    language = address.language
    label = element("h2", escaped(view.label), attributes={"id": "clause-label", "tabindex": "-1"})
    head = div("clause-head", div("clause-title", label, facts(view.work, language)), _close(address))
    columns = [_column(column, view, language, glossary) for column in view.columns]
    body = element("div", *columns, attributes={"class": f"columns columns-{len(columns)}"})
    missing = hint(words("one_language", language)) if len(columns) < len(LANGUAGES) else EMPTY
    some_marked = any(sentence.marked for column in view.columns for sentence in column.sentences)
    return element(
        "section",
        head,
        body,
        missing,
        _inside(view.inside, address),
        hint(words("marked", language)) if some_marked else EMPTY,
        _terms(view, language, glossary),
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
        div("clause-head", label, _close(address)),
        element("p", escaped(words("no_clause_help", language))),
        attributes={"class": "clause", "aria-labelledby": "clause-label"},
    )


def _close(address: Address) -> Html:
    sign = element("span", escaped("×"), attributes={"aria-hidden": "true"})
    return link(address.closing(), sign, style="close", **{"aria-label": words("close", address.language)})


def _column(column: Column, view: ClauseView, language: Language, glossary: Glossary | None) -> Html:
    name = element("h3", escaped(LANGUAGE_NAMES[column.language]))
    edition = badge(edition_key(column.edition, verified=column.verified), language)
    above = listed("above", (escaped(heading) for heading in column.above), name="ol")
    heading = element("h4", escaped(column.heading))
    sentences = [_sentence(sentence, column.language, glossary) for sentence in column.sentences]
    if not alike(view.columns):
        sentences = [div("running", *sentences)]
    rows = [div("column-head", name, edition), above or div("above"), heading, *sentences]
    return element(
        "div",
        *rows,
        attributes={"class": "column", "lang": LANGUAGE_TAGS[column.language], "style": f"grid-row: span {len(rows)}"},
    )


def alike(columns: Sequence[Column]) -> bool:
    """Tell whether the columns correspond sentence by sentence, so that each pair gets a row."""
    return len({(column.edition, len(column.sentences)) for column in columns}) == 1


def _sentence(sentence: Sentence, language: Language, glossary: Glossary | None) -> Html:
    text = annotated(sentence.text, language, glossary)
    return element("p", element("mark", text) if sentence.marked else text)


def _inside(inside: Sequence[Inner], address: Address) -> Html:
    if not inside:
        return EMPTY
    links = (link(address.opening(inner.ref), escaped(inner.name), style="inner") for inner in inside)
    return titled("inside", words("inside", address.language), listed("inner-clauses", links))


def _terms(view: ClauseView, language: Language, glossary: Glossary | None) -> Html:
    """Return the names of the clause in both languages, folded away."""
    found = tuple(_named(view, glossary)) if glossary is not None else ()
    if not found:
        return EMPTY
    rows = [joined((element("dt", *_names(term)), element("dd", escaped(_also(term, language))))) for term in found]
    summary = element("summary", escaped(f"{words('terms', language)} ({len(found)})"))
    return element("details", summary, element("dl", *rows), attributes=styled("terms"))


def _named(view: ClauseView, glossary: Glossary) -> Iterator[Term]:
    seen: set[str] = set()
    for column in view.columns:
        for sentence in column.sentences:
            for match in glossary.find(sentence.text, column.language):
                if match.term.zh not in seen:
                    seen.add(match.term.zh)
                    yield match.term


def _names(term: Term) -> tuple[Html, Html]:
    return spoken("span", escaped(term.zh), "zh", "term-zh"), spoken("span", escaped(term.en), "en", "term-en")


def _also(term: Term, language: Language) -> str:
    names = term.zh_also if language == "zh" else term.en_also
    joint = "、" if language == "zh" else ", "
    return words("also", language, names=joint.join(names)) if names else ""


def _beside(view: ClauseView, address: Address) -> Html:
    steps = [
        link(address.opening(ref), span("arrow", escaped(arrow)), escaped(words(key, address.language)), style=key)
        for key, ref, arrow in (("previous", view.previous, "←"), ("next", view.following, "→"))
        if ref is not None
    ]
    if address.room is not Room.PLANS:
        place = link(address.reading(view.ref), escaped(words("in_place", address.language)), style="in-place")
        steps.insert(1 if view.previous else 0, place)
    return element("nav", *steps, attributes={"class": "beside", "aria-label": words("clause", address.language)})


def peek(view: ClauseView, name: str, *, spoken_in: Language, language: Language) -> Html:
    """Return the card that a citation shows on hover and focus: the clause, what supports the answer marked.

    Args:
        view: the clause.
        name: the id by which the citation finds it.
        spoken_in: the language of the answer; its column is shown where there is one.
        language: of the page's own words.
    """
    column = next((column for column in view.columns if column.language == spoken_in), view.columns[0])
    head = div(
        "peek-head",
        span("peek-label", escaped(view.label)),
        badge(edition_key(column.edition, verified=column.verified), language),
    )
    body = spoken("span", joined(_shortened(column, language)), column.language, "peek-body")
    return element("div", head, body, attributes={"class": "peek", "id": name, "role": "tooltip", "hidden": "hidden"})


def _shortened(column: Column, language: Language) -> Iterator[Html]:
    """Yield the sentences that support the answer and those beside them; the rest is left out, visibly."""
    marked = [place for place, sentence in enumerate(column.sentences) if sentence.marked] or [0]
    left_out = False
    for place, sentence in enumerate(column.sentences):
        if min(abs(place - one) for one in marked) > _AROUND:
            if not left_out:
                yield span("omitted", escaped(words("omitted", language)))
            left_out = True
            continue
        left_out = False
        text = escaped(sentence.text)
        yield joined((element("mark", text) if sentence.marked else text, escaped(" ")))
