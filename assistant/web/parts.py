"""Small pieces of markup that every room is made of."""

from __future__ import annotations

from collections.abc import Iterable

from assistant.web.address import Address
from assistant.web.markup import EMPTY, Html, element, escaped
from assistant.web.wording import LANGUAGE_TAGS, words
from assistant.works import Authority, Edition, Language, Work


def region(language: Language, *content: Html, **said: str) -> Html:
    """Return content with the language of the page's own words.

    ``said`` becomes ``data-`` attributes, by which the script knows what it was given.
    """
    extra = {f"data-{name}": value for name, value in said.items()}
    return element("div", *content, attributes={"lang": LANGUAGE_TAGS[language], "class": "region", **extra})


def other(language: Language) -> Language:
    """Return the other language."""
    return "en" if language == "zh" else "zh"


def styled(style: str) -> dict[str, str | None]:
    """Return the attributes of something that has a class and no more."""
    return {"class": style}


def div(style: str, *content: Html) -> Html:
    """Return a block."""
    return element("div", *content, attributes=styled(style))


def span(style: str, *content: Html) -> Html:
    """Return a piece of a line."""
    return element("span", *content, attributes=styled(style))


def hint(text: str) -> Html:
    """Return a line of explanation."""
    return element("p", escaped(text), attributes=styled("hint"))


def spoken(name: str, content: Html, language: Language, style: str) -> Html:
    """Return an element whose content is in a language."""
    return element(name, content, attributes={"lang": LANGUAGE_TAGS[language], "class": style})


def titled(style: str, title: str, content: Html) -> Html:
    """Return a section with its title."""
    return element("section", element("h3", escaped(title)), content, attributes=styled(style))


def listed(style: str, rows: Iterable[Html], *, name: str = "ul") -> Html:
    """Return a list, empty where there is nothing to list."""
    made = [element("li", row) for row in rows]
    return element(name, *made, attributes=styled(style)) if made else EMPTY


def link(address: Address, *content: Html, style: str, **more: str | None) -> Html:
    """Return a link inside the page; the script turns it into a change of address."""
    return element("a", *content, attributes={"href": address.href, "class": f"here {style}", **more})


def badge(key: str, language: Language) -> Html:
    """Return a label such as "Digest"."""
    return span(f"badge badge-{key}", escaped(words(key, language)))


def edition_key(edition: Edition, *, verified: bool) -> str:
    """Return which label says whose words are shown."""
    if verified:
        return "verified"
    return "digest" if edition is Edition.DIGEST else "official"


def facts(work: Work, language: Language) -> Html:
    """Return what kind of document a work is, its number and its date, in one line."""
    issued = work.issued.isoformat() if work.issued else ""
    found = [authority(work.authority, language), work.number or "", issued]
    return span("facts", escaped(" · ".join(fact for fact in found if fact)))


def authority(value: Authority, language: Language) -> str:
    """Return what stands behind a work, in words."""
    return words("plan" if value is Authority.OFFICIAL else value.value, language)


def fields(kept: dict[str, str]) -> tuple[Html, ...]:
    """Return what a form keeps of the address without showing it."""
    return tuple(
        element("input", attributes={"type": "hidden", "name": name, "value": value})
        for name, value in kept.items()
        if value
    )
