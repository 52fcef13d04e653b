"""The room Plans: the works, the contents of one, and its text in both languages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.web.address import Address, Room
from assistant.web.clauses import alike
from assistant.web.markup import EMPTY, Html, element, escaped, joined
from assistant.web.parts import badge, div, edition_key, facts, fields, hint, link, listed, spoken, styled
from assistant.web.plans import Entry, PlanView, Row, matches
from assistant.web.reading import Column, Sentence
from assistant.web.wording import LANGUAGE_NAMES, LANGUAGE_TAGS, words
from assistant.works import LANGUAGES, Edition, Language, Work


def plans_room(view: PlanView, works: Sequence[Work], address: Address) -> Html:
    """Return the room: which works there are, the contents of this one, and its text."""
    language = address.language
    aside = element(
        "nav",
        element("h2", escaped(words("room_plans", language)), attributes=styled("unseen")),
        listed("shelf-narrow", (_book(work, view.work, language) for work in works)),
        _contents(view.contents, address),
        attributes={"class": "aside", "aria-label": words("contents", language)},
    )
    return div("plans", aside, _text(view, address))


def no_work(works: Sequence[Work], address: Address) -> Html:
    """Return the room for a work that is not there."""
    language = address.language
    said = element(
        "p", escaped(words("no_work", language, work=address.work)), attributes={"role": "alert", "class": "hint"}
    )
    return div("plans", said, listed("shelf-narrow", (_book(work, None, language) for work in works)))


def said(view: PlanView, address: Address) -> str:
    """Return what a screen reader is told when the room has changed."""
    if view.found is not None:
        return _found(view, address)
    return words("reading", address.language, title=view.work.short_title.get(address.language))


def _book(work: Work, now: Work | None, language: Language) -> Html:
    here = "true" if now is not None and work.id == now.id else None
    name = escaped(work.short_title.get(language))
    return link(Address(language, Room.PLANS, work=work.id), name, style="book", **{"aria-current": here})


def _contents(entries: Sequence[Entry], address: Address) -> Html:
    summary = element("summary", escaped(words("contents", address.language)))
    rows = listed("contents", (_entry(entry, address) for entry in entries), name="ol")
    # Open where there is room beside the text: the script sees to that.
    return element("details", summary, rows, attributes=styled("contents-box"))


def _entry(entry: Entry, address: Address) -> Html:
    here = "true" if str(entry.ref) == address.clause else None
    style = f"entry depth-{min(entry.depth, 3)}"
    return link(address.reading(entry.ref), escaped(entry.name), style=style, **{"aria-current": here})


def _text(view: PlanView, address: Address) -> Html:
    language = address.language
    work = view.work
    head = element(
        "header",
        element("h2", escaped(work.title.get(language)), attributes={"id": "plan-title", "tabindex": "-1"}),
        facts(work, language),
        attributes=styled("plan-head"),
    )
    digests = any(column.edition is Edition.DIGEST for row in view.rows for column in row.columns)
    names = [
        spoken("span", escaped(LANGUAGE_NAMES[tag]), tag, "column-name")
        for tag in LANGUAGES
        if any(column.language == tag for row in view.rows for column in row.columns)
    ]
    return element(
        "article",
        head,
        _search(view, address),
        hint(words("digest_note", language)) if digests else EMPTY,
        element("div", *names, attributes={"class": "column-names", "aria-hidden": "true"})
        if len(names) > 1
        else EMPTY,
        *(_row(row, address) for row in view.rows),
        _nothing(address) if view.found == 0 else EMPTY,
        attributes={"class": "plan", "aria-labelledby": "plan-title"},
    )


def _nothing(address: Address) -> Html:
    """Return what to do where no clause holds the words: the question box looks in every document."""
    language = address.language
    return div(
        "nothing",
        element("p", escaped(words("found_none_help", language))),
        link(
            Address(language).asking(address.find),
            escaped(words("ask_instead", language, find=address.find)),
            style="tool",
        ),
    )


def _search(view: PlanView, address: Address) -> Html:
    language = address.language
    label = element("label", escaped(words("find", language)), attributes={"for": "find", "class": "unseen"})
    box = element(
        "input",
        attributes={
            "id": "find",
            "name": "find",
            "type": "search",
            "value": address.find,
            "placeholder": words("find", language),
            "autocomplete": "off",
        },
    )
    button = element("button", escaped(words("find_button", language)), attributes={"type": "submit"})
    kept = fields({"lang": language, "room": Room.PLANS.value, "work": view.work.id})
    form = element("form", label, *kept, box, button, attributes={"class": "find", "role": "search", "action": "./"})
    if view.found is None:
        return form
    whole = Address(language, Room.PLANS, work=view.work.id)
    return joined((
        form,
        element(
            "p",
            escaped(f"{_found(view, address)} "),
            link(whole, escaped(words("find_clear", language)), style="clear"),
            attributes=styled("found"),
        ),
    ))


def _found(view: PlanView, address: Address) -> str:
    key = {0: "found_none", 1: "found_one"}.get(view.found or 0, "found")
    return words(key, address.language, n=view.found or 0, find=address.find)


def _row(row: Row, address: Address) -> Html:
    """Return a clause; a container is only its heading."""
    leaf = any(column.sentences for column in row.columns)
    here = str(row.ref) == address.clause
    columns = [_column(column, row, address) for column in row.columns]
    name = f"h{min(row.depth, 2) + 3}"
    permalink = link(
        replace(address.reading(row.ref), find=""),
        escaped("§"),
        style="permalink",
        **{
            "aria-label": words("permalink", address.language, label=row.label),
            "title": words("permalink", address.language, label=row.label),
        },
    )
    heading = element(name, escaped(row.label), attributes={"class": "unseen", "tabindex": "-1"})
    style = f"row depth-{min(row.depth, 3)}{' leaf' if leaf else ' container'}{' here-now' if here else ''}"
    body = element("div", *columns, attributes={"class": f"pair pair-{len(columns)}"})
    return element("section", heading, permalink, body, attributes={"class": style, "data-row": str(row.ref)})


def _column(column: Column, row: Row, address: Address) -> Html:
    head = element("p", _found_in(column.heading, address.find), attributes=styled("row-heading"))
    edition = (
        EMPTY
        if column.edition is Edition.DIGEST or not column.sentences
        else badge(edition_key(column.edition, verified=column.verified), address.language)
    )
    sentences = [_sentence(sentence, address.find) for sentence in column.sentences]
    # Sentence beside sentence where the columns correspond; otherwise each runs by itself.
    if not alike(row.columns):
        sentences = [div("running", *sentences)]
    rows = [head, *sentences]
    return element(
        "div",
        *rows[:1],
        edition,
        *rows[1:],
        attributes={"class": "half", "lang": LANGUAGE_TAGS[column.language]},
    )


def _sentence(sentence: Sentence, find: str) -> Html:
    return element("p", _found_in(sentence.text, find))


def _found_in(text: str, find: str) -> Html:
    """Return text with the words that were looked for marked."""
    if not find:
        return escaped(text)
    made: list[Html] = []
    end = 0
    for one in matches(text, find):
        made += [escaped(text[end : one.start]), element("mark", escaped(one.of(text)))]
        end = one.end
    return joined((*made, escaped(text[end:])))
