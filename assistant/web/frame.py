"""What surrounds the rooms: the masthead and the foot of the page."""

from __future__ import annotations

from assistant.web.address import Address, Room
from assistant.web.markup import Html, element, escaped
from assistant.web.parts import div, link, other, region, span, spoken, styled
from assistant.web.wording import LANGUAGE_NAMES, LANGUAGE_TAGS, TITLE, words
from assistant.works import LANGUAGES, Language


def masthead(language: Language, room: Room) -> Html:
    """Return title, rooms and language switch."""
    home = Address(language)
    skip = element("a", escaped(words("skip", language)), attributes={"href": "#answer", "class": "skip"})
    title = element(
        "h1",
        link(
            home,
            element("span", escaped("沪"), attributes={"class": "seal", "aria-hidden": "true", "lang": "zh-Hans"}),
            span(
                "names",
                spoken("span", escaped(TITLE.get(language)), language, "title-main"),
                spoken("span", escaped(TITLE.get(other(language))), other(language), "title-also"),
            ),
            style="home",
        ),
    )
    rooms = element(
        "nav",
        *(_door(one, home, room) for one in Room),
        attributes={"class": "rooms", "aria-label": words("rooms", language)},
    )
    return element("header", skip, title, rooms, _switch(language), attributes=styled("masthead"))


def _door(room: Room, home: Address, now: Room) -> Html:
    name = escaped(words(f"room_{room.value}", home.language))
    return link(home.entering(room), name, style="door", **{"aria-current": "page" if room is now else None})


def _switch(language: Language) -> Html:
    # The script keeps the rest of the address when the language changes.
    links = [
        link(
            Address(tag),
            escaped(LANGUAGE_NAMES[tag]),
            style="tongue",
            **{
                "data-switch": tag,
                "lang": LANGUAGE_TAGS[tag],
                "aria-current": "true" if tag == language else None,
            },
        )
        for tag in LANGUAGES
    ]
    return element("nav", *links, attributes={"class": "switch", "aria-label": words("language", language)})


def colophon(language: Language, model: str = "") -> Html:
    """Return what the page says about itself at its foot; ``model`` drafts answers, empty where none does."""
    said = words("disclaimer_model", language, model=model) if model else words("disclaimer", language)
    return element("footer", element("p", escaped(said)), attributes=styled("colophon"))


def splash(language: Language) -> Html:
    """Return what stands on the page until Gradio has started, and for browsers without scripts."""
    title = div(
        "splash-title",
        element("span", escaped("沪"), attributes={"class": "seal", "aria-hidden": "true"}),
        escaped(f"{TITLE.zh} · {TITLE.en}"),
    )
    waiting = element("p", escaped(f"{words('preparing', 'zh')} {words('preparing', 'en')}"))
    without = element("noscript", escaped(f"{words('no_script', 'zh')} {words('no_script', 'en')}"))
    return element("div", region(language, title, waiting, without), attributes={"id": "splash"})


def fixtures(language: Language) -> Html:
    """Return what the script needs beside the regions: a live region, a note, and a word for silence."""
    live = element("div", attributes={"id": "said", "role": "status", "aria-live": "polite", "class": "unseen"})
    note = element("div", attributes={"id": "note", "class": "peek", "role": "tooltip", "hidden": "hidden"})
    trouble = element(
        "div",
        *(spoken("p", escaped(words("no_reply", tag)), tag, "trouble-said") for tag in LANGUAGES),
        element("p", attributes={"id": "trouble-why", "hidden": "hidden"}),
        element(
            "button",
            escaped(f"{words('retry', language)} · {words('retry', other(language))}"),
            attributes={"type": "button", "id": "retry"},
        ),
        attributes={"id": "trouble", "role": "alert", "hidden": "hidden"},
    )
    return element("div", live, note, trouble, attributes={"class": "region fixtures"})
