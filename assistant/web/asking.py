"""The room Ask: the question box, the first screen, and the conversation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import assert_never

from assistant.answering.messages import REASONS
from assistant.answers import Abstention, Answer, Citation, Nearest, Note, NoteKind, Sentence
from assistant.engine import MAX_QUESTION
from assistant.library import Library
from assistant.targets import Target, reading
from assistant.web import citing
from assistant.web.address import Address, Room
from assistant.web.clauses import annotated, peek
from assistant.web.conversation import Turn
from assistant.web.markup import EMPTY, Html, element, escaped, joined
from assistant.web.parts import (
    badge,
    div,
    edition_key,
    facts,
    fields,
    hint,
    link,
    listed,
    span,
    spoken,
    styled,
    titled,
)
from assistant.web.tracing import trace
from assistant.web.wording import EXAMPLES, PURPOSE, Examples, words
from assistant.works import Authority, Language, Work

_STOPS = "。.！!？?"
# They are about the question, so they stand before the answer.
_READ = frozenset({NoteKind.UNDERSTOOD, NoteKind.SPELLING})


def composer(language: Language, model: str = "") -> Html:
    """Return the question box with what the page is for above it.

    It says nothing of the conversation, so that it stays as it is while somebody types;
    the style sheet shows and hides what is for the first question and for those after it.

    Args:
        language: of the page's own words.
        model: the language model that drafts answers; empty where none does.
    """
    hero = div(
        "hero",
        spoken("p", escaped(words("hero", language)), language, "hero-title"),
        spoken("p", escaped(PURPOSE.get(language)), language, "hero-purpose"),
    )
    anew = link(Address(language), escaped(words("anew", language)), style="anew")
    drafts = hint(words("model", language, model=model)) if model else EMPTY
    lines = div("hints", element("p", escaped(_limit(language)), attributes=_hint("question-hint")), drafts)
    return joined((hero, _form(language, div("below", lines, anew))))


def _limit(language: Language) -> str:
    return words("hint", language, most=MAX_QUESTION)


def _hint(name: str) -> dict[str, str | None]:
    return {"id": name, "class": "hint"}


def _form(language: Language, below: Html) -> Html:
    label = element("label", escaped(words("question", language)), attributes={"for": "question", "class": "unseen"})
    box = element(
        "textarea",
        attributes={
            "id": "question",
            "name": "q",
            "rows": "1",
            "placeholder": words("placeholder", language),
            "data-first": words("placeholder", language),
            "data-follow": words("follow", language),
            "aria-describedby": "question-hint",
            "enterkeyhint": "search",
            "autocomplete": "off",
            "spellcheck": "false",
        },
    )
    button = element("button", escaped(words("ask", language)), attributes={"type": "submit"})
    # The conversation so far goes with the question; the script puts it in front.
    kept = fields({"lang": language})
    return element(
        "form",
        label,
        *kept,
        div("box", box, button),
        below,
        attributes={"class": "ask", "role": "search", "action": "./"},
    )


def welcome(address: Address, works: Sequence[Work], headlines: Sequence[Target], library: Library) -> Html:
    """Return what is there before a question: examples by kind of user, headline targets, the works."""
    language = address.language
    more = link(address.entering(Room.TARGETS), escaped(words("all_targets", language)), style="more-targets")
    return joined((
        examples(address),
        titled("headlines", words("headlines", language), joined((_headlines(address, headlines, library), more))),
        titled("works", words("works", language), _works(address, works)),
    ))


def examples(address: Address) -> Html:
    """Return questions to start with, by kind of user."""
    groups = listed("groups", (_group(group, address) for group in EXAMPLES))
    return titled("examples", words("examples", address.language), groups)


def _group(group: Examples, address: Address) -> Html:
    language = address.language
    start = Address(language)
    questions = (
        link(start.asking(question), escaped(question), style="example") for question in group.questions[language]
    )
    return joined((
        element("h4", escaped(group.user.get(language))),
        element("p", escaped(group.purpose.get(language)), attributes=styled("hint")),
        listed("questions", questions),
    ))


def _headlines(address: Address, headlines: Sequence[Target], library: Library) -> Html:
    language = address.language
    return listed(
        "figures",
        (
            link(
                address.reading(target.ref),
                span("amount", escaped(reading(target, language))),
                span("about", escaped(target.about.get(language))),
                span("whence", escaped(_whence(target, library, language))),
                style="headline",
            )
            for target in headlines
        ),
    )


def _whence(target: Target, library: Library, language: Language) -> str:
    """Return which document sets a target, and for when."""
    year = f" · {target.year}" if target.year else ""
    return f"{library.work(target.ref.work).short_title.get(language)}{year}"


def _works(address: Address, works: Sequence[Work]) -> Html:
    language = address.language
    rows = (
        joined((
            link(Address(language, Room.PLANS, work=work.id), escaped(work.title.get(language)), style="work"),
            facts(work, language),
        ))
        for work in works
    )
    return listed("shelf", rows)


def conversation(turns: Sequence[Turn], address: Address, library: Library) -> Html:
    """Return the last turn in full, and those before it folded below, newest first."""
    *earlier, last = turns
    shown = _turn(last, address, library, "")
    if not earlier:
        return shown
    folded = [_folded(turn, address, library, f"-{place}") for place, turn in enumerate(earlier)]
    title = element("h3", escaped(words("earlier", address.language)))
    return joined((shown, element("section", title, *reversed(folded), attributes=styled("earlier"))))


def _folded(turn: Turn, address: Address, library: Library, suffix: str) -> Html:
    if turn.outcome is None and not turn.problem:
        # It was stopped, or would take the time of a language model: asked only by who wants it.
        return link(Address(address.language).asking(turn.question), escaped(turn.question), style="unanswered")
    summary = element("summary", escaped(turn.question))
    return element("details", summary, _turn(turn, address, library, suffix), attributes=styled("turn"))


def coming(question: str, language: Language) -> Html:
    """Return the card that an answer appears in, sentence by sentence, before there is any."""
    working = element(
        "div",
        element(
            "p",
            element("span", attributes={"class": "pulse", "aria-hidden": "true"}),
            span("doing", escaped(words("working", language))),
        ),
        element(
            "button",
            escaped(words("stop", language)),
            attributes={"type": "button", "class": "tool", "data-act": "stop"},
        ),
        attributes=styled("working"),
    )
    stopped = element(
        "p", escaped(words("stopped", language)), attributes={"class": "hint stopped-note", "hidden": "hidden"}
    )
    return element(
        "article",
        element("h2", escaped(question), attributes=styled("asked")),
        div("sentences"),
        working,
        stopped,
        attributes={"class": "card-answer", "aria-busy": "true"},
    )


def grown(turn: Turn, address: Address, begin: int) -> Html:
    """Return the sentences of an answer from one on, with the cards of their citations; empty without an answer."""
    if not isinstance(turn.outcome, Answer):
        return EMPTY
    return _sentences(turn.outcome, turn, address, "", begin)


def _turn(turn: Turn, address: Address, library: Library, suffix: str) -> Html:
    """Return a turn; ``suffix`` keeps the ids of several turns apart."""
    if turn.outcome is None:
        return problem_card(turn.problem, address)
    match turn.outcome:
        case Answer():
            body = _answer(turn.outcome, turn, address, suffix)
            style = "card-answer"
        case Abstention():
            body = _abstention(turn.outcome, address)
            style = "card-abstention"
        case _:
            assert_never(turn.outcome)
    asked = element("h2", escaped(turn.question), attributes=styled("asked"))
    return element(
        "article",
        asked,
        _read_as(turn.outcome.notes),
        body,
        tools(turn, address.language, library),
        trace(turn.outcome, address, library),
        attributes=styled(style),
    )


def _read_as(notes: Sequence[Note]) -> Html:
    """Return how the question was read, where that is not as it was asked."""
    rows = [element("p", escaped(note.text), attributes=styled("hint leaning")) for note in notes if note.kind in _READ]
    return joined(rows)


def said(turns: Sequence[Turn], language: Language) -> str:
    """Return what a screen reader is told once the last question has an outcome."""
    last = turns[-1]
    match last.outcome:
        case None:
            return last.problem
        case Answer(citations=citations) as answer:
            count = len(citations)
            counted = words("answered_one", language) if count == 1 else words("answered", language, n=count)
            return f"{counted} {answer.text}"
        case Abstention(explanation=explanation):
            return explanation


def problem_card(problem: str, address: Address) -> Html:
    """Return what went wrong with a question, and what can be asked."""
    head = element("h2", escaped(words("failed", address.language)), attributes={"tabindex": "-1"})
    card = element(
        "section", head, element("p", escaped(problem)), attributes={"class": "card-problem", "role": "alert"}
    )
    return joined((card, examples(address)))


def _answer(answer: Answer, turn: Turn, address: Address, suffix: str) -> Html:
    language = address.language
    sources = (_source(citation, address, answer) for citation in answer.citations)
    model = answer.trace.get("model")
    return joined((
        spoken("div", _sentences(answer, turn, address, suffix), answer.language, "sentences"),
        _drafted(model, language) if isinstance(model, Mapping) else EMPTY,
        _notes(answer.notes, language),
        titled(
            "sources",
            words("sources", language),
            joined((
                hint(words("feedback", language)),
                listed("cited", sources, name="ol"),
                _keep_question(answer, language),
            )),
        ),
    ))


def _sentences(answer: Answer, turn: Turn, address: Address, suffix: str, begin: int = 0) -> Html:
    """Return the sentences of an answer from ``begin`` on, and the cards of their citations."""
    by_number = {citation.n: citation for citation in answer.citations}
    numbers = {citation.ref: citation.n for citation in answer.citations}
    sentences = [
        _sentence(one, by_number, address, answer.language, f"{place}{suffix}")
        for place, one in enumerate(answer.sentences)
        if place >= begin
    ]
    peeks = [
        peek(view, _peek_name(numbers[ref], f"{place}{suffix}"), spoken_in=answer.language, language=address.language)
        for (place, ref), view in turn.views.items()
        if place >= begin
    ]
    return joined((*sentences, *peeks))


def _drafted(model: Mapping[str, object], language: Language) -> Html:
    """Return who worded the answer, where a language model did."""
    if model.get("failure") not in {None, "cut"}:
        return EMPTY
    return element(
        "p",
        escaped(words("drafted", language, model=shown_model(str(model.get("name", ""))))),
        attributes=styled("drafted"),
    )


def shown_model(name: str) -> str:
    """Return the name of a language model without the folder it lies in."""
    provider, colon, model = name.partition(":")
    return f"{provider}{colon}{model.rstrip('/').rpartition('/')[2]}" if model.startswith(("/", "~", ".")) else name


def _sentence(
    sentence: Sentence, by_number: Mapping[int, Citation], address: Address, language: Language, suffix: str
) -> Html:
    """Return a sentence with its citations before the final stop, as ``Answer.text`` has them."""
    cited = [by_number[n] for n in sentence.citations if n in by_number]
    stop = sentence.text[-1:] if sentence.text[-1:] in _STOPS else ""
    text = sentence.text.removesuffix(stop)
    marks = joined(_mark(citation, address, suffix) for citation in cited)
    return element("p", annotated(text, language), span("tail", escaped(stop)), escaped(" "), marks)


def _mark(citation: Citation, address: Address, suffix: str) -> Html:
    """Return the label of a clause that a sentence rests on."""
    return link(
        address.opening(citation.ref),
        span("number", escaped(str(citation.n))),
        escaped(citation.label),
        style="mark",
        **{
            "aria-label": words("source", address.language, n=citation.n, label=citation.label),
            "data-clause": str(citation.ref),
            "data-peek": _peek_name(citation.n, suffix),
        },
    )


def _peek_name(number: int, suffix: str) -> str:
    return f"peek-{number}-{suffix}"


def _source(citation: Citation, address: Address, answer: Answer) -> Html:
    badges = span(
        "badges",
        badge(edition_key(citation.edition, verified=citation.verified), address.language),
        EMPTY if citation.authority is Authority.OFFICIAL else badge(citation.authority.value, address.language),
    )
    source = link(
        address.opening(citation.ref),
        span("number", escaped(str(citation.n))),
        span("name", escaped(citation.label)),
        badges,
        style="source",
        **{"data-clause": str(citation.ref)},
    )
    return joined((source, _feedback(citation, address.language, answer)))


def _feedback(citation: Citation, language: Language, answer: Answer) -> Html:
    """Return the question whether a source supports the answer; nothing is kept until a button is pressed."""
    buttons = [
        element(
            "button",
            element("span", escaped(sign), attributes={"aria-hidden": "true"}),
            escaped(words(f"feedback_{verdict}", language)),
            attributes={
                "type": "button",
                "class": "verdict-button",
                "aria-label": words(
                    "feedback_of", language, said=words(f"feedback_{verdict}", language), label=citation.label
                ),
                "aria-pressed": "false",
                "data-feedback": verdict,
                "data-ref": str(citation.ref),
                "data-language": answer.language,
                "data-thanks": words("feedback_thanks", language),
                "data-failed": words("feedback_failed", language),
            },
        )
        for verdict, sign in (("yes", "✓"), ("no", "✗"))
    ]
    # Seen; the live region says it.
    thanks = element("span", attributes={"class": "thanks", "aria-hidden": "true"})
    named = {"class": "feedback", "role": "group", "aria-label": words("feedback", language)}
    return element("div", *buttons, thanks, attributes=dict(named))


def _keep_question(answer: Answer, language: Language) -> Html:
    """Return the one way in which a question is ever kept with what was said of a source."""
    box = element("input", attributes={"type": "checkbox", "value": answer.question})
    return element("label", box, escaped(words("feedback_question", language)), attributes=styled("keep-question"))


def _notes(notes: Sequence[Note], language: Language) -> Html:
    rows = [element("li", escaped(note.text)) for note in notes if note.kind not in _READ]
    if not rows:
        return EMPTY
    return element("ul", *rows, attributes={"class": "notes", "aria-label": words("notes", language)})


def _abstention(abstention: Abstention, address: Address) -> Html:
    language = address.language
    reason = element("p", escaped(REASONS[abstention.reason].get(language)), attributes=styled("reason"))
    explanation = spoken("p", escaped(abstention.explanation), abstention.language, "explanation")
    nearest = listed("near", (_near(near, address, abstention.language) for near in abstention.nearest))
    suggestions = listed(
        "suggested",
        (link(address.asking(question), escaped(question), style="suggestion") for question in abstention.suggestions),
    )
    return joined((
        div("verdict", reason, explanation),
        titled("suggestions", words("suggestions", language), suggestions) if abstention.suggestions else EMPTY,
        titled("nearest", words("nearest", language), nearest) if abstention.nearest else EMPTY,
        _notes(abstention.notes, language),
    ))


def _near(near: Nearest, address: Address, language: Language) -> Html:
    return link(
        address.opening(near.ref),
        span("name", escaped(near.label)),
        spoken("span", escaped(near.text), language, "excerpt"),
        style="near-clause",
        **{"data-clause": str(near.ref)},
    )


def tools(turn: Turn, language: Language, library: Library) -> Html:
    """Return the buttons that copy and export, each with the text it gives away."""
    outcome = turn.outcome
    if outcome is None:
        return EMPTY
    texts = [
        ("copy_plain", "copy", "", citing.plain(outcome)),
        ("copy_gbt", "copy", "", citing.references(outcome, library)),
        ("export_markdown", "save", "answer.md", citing.markdown(outcome)),
        ("export_json", "save", "receipt.json", turn.receipt),
    ]
    buttons = [_tool(key, act, file, text, language) for key, act, file, text in texts if text]
    share = element(
        "button",
        escaped(words("copy_link", language)),
        attributes={"type": "button", "class": "tool", "data-act": "link", **_outcomes(language)},
    )
    return element(
        "div", *buttons, share, attributes={"class": "tools", "role": "group", "aria-label": words("tools", language)}
    )


def _tool(key: str, act: str, file: str, text: str, language: Language) -> Html:
    button = element(
        "button",
        escaped(words(key, language)),
        attributes={
            "type": "button",
            "class": "tool",
            "data-act": act,
            "data-form": key,
            "data-file": file or None,
            "title": words("receipt_help", language) if key == "export_json" else None,
            **_outcomes(language),
        },
    )
    return joined((button, element("template", escaped(text))))


def _outcomes(language: Language) -> dict[str, str | None]:
    return {"data-done": words("copied", language), "data-failed": words("copy_failed", language)}
