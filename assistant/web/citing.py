"""An answer as text to take away: with its sources, as references by GB/T 7714, as Markdown."""

from __future__ import annotations

from assistant.answers import Abstention, Answer, Citation, Outcome
from assistant.library import Library
from assistant.web.parts import edition_key
from assistant.web.wording import words
from assistant.works import Authority, Language, Work


def plain(outcome: Outcome) -> str:
    """Return question, answer and sources as plain text."""
    match outcome:
        case Answer():
            sources = [f"[{c.n}] {c.label} ({c.ref})" for c in outcome.citations]
            return _lines(outcome.question, "", outcome.text, "", *sources, *_notes(outcome))
        case Abstention():
            near = [f"{n.label} ({n.ref})" for n in outcome.nearest]
            return _lines(outcome.question, "", outcome.explanation, "", *near, *_notes(outcome))


def references(outcome: Outcome, library: Library) -> str:
    """Return the sources of an answer as GB/T 7714—2015 has them, a line each; empty without an answer.

    A policy document is of type Z there; it is cited in the language it is written
    in, with the clause as the place.
    """
    if not isinstance(outcome, Answer):
        return ""
    return _lines(*(f"[{c.n}] {_reference(c, library)}" for c in outcome.citations))


def _reference(citation: Citation, library: Library) -> str:
    work = library.work(citation.ref.work)
    title = f"《{work.short_title.get('zh')}》"
    place = library.label(citation.ref, "zh").removeprefix(title)
    number = f": {work.number}" if work.number else ""
    kind = "Z" if work.authority is Authority.OFFICIAL else "Z/OL"
    issued = f" {work.issued.isoformat()}" if work.issued else ""
    issuer = _issuer(work)
    return f"{issuer}{work.title.get('zh')}{number}[{kind}].{issued}: {place}."


def _issuer(work: Work) -> str:
    issuer = work.issuer.get("zh")
    return f"{issuer}. " if issuer else ""


def markdown(outcome: Outcome) -> str:
    """Return an outcome as a Markdown document: question, answer, every source with its quotation, notes."""
    language = outcome.language
    head = [f"# {_marked(outcome.question)}", ""]
    match outcome:
        case Answer():
            body = [_marked(outcome.text), "", f"## {words('sources', language)}", ""]
            for citation in outcome.citations:
                body += [*_source(citation, language), ""]
        case Abstention():
            near = [f"- {_marked(n.label)} (`{n.ref}`): {_marked(n.text)}" for n in outcome.nearest]
            body = [_marked(outcome.explanation), ""]
            body += [f"## {words('nearest', language)}", "", *near, ""] if near else []
    return _lines(*head, *body, *(f"> {_marked(note)}" for note in _notes(outcome))) + "\n"


def _source(citation: Citation, language: Language) -> list[str]:
    whose = words(edition_key(citation.edition, verified=citation.verified), language)
    quotes = [citation.quote, *([citation.rendering] if citation.rendering else [])]
    quoted = [f"   > {_marked(line)}" for quote in quotes for line in quote.splitlines()]
    return [f"{citation.n}. **{_marked(citation.label)}** (`{citation.ref}`, {whose})", "", *quoted]


def _notes(outcome: Outcome) -> list[str]:
    return [note.text for note in outcome.notes]


def _marked(text: str) -> str:
    """Return text as Markdown in which every character stands for itself."""
    return "".join(f"\\{sign}" if sign in r"\`*_{}[]<>#|~!$" else sign for sign in text)


def _lines(*lines: str) -> str:
    return "\n".join(lines).strip()
