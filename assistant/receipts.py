"""Receipts: what was asked and answered, from which words, by which program; and whether all of it still holds.

A receipt is a JSON file with the SHA-256 of its own content in canonical form (keys
in order, no white space, UTF-8). It can be checked offline, on another machine too.
"""

from __future__ import annotations

import datetime as dt
import enum
import hashlib
import importlib.metadata
import json
import platform
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant import __version__
from assistant.answers import Answer, Asked, DraftCitation, DraftSentence, Outcome, Support, as_json
from assistant.engine import Assistant
from assistant.errors import AssistantError, ClauseNotFoundError, ReceiptError, WorkNotFoundError
from assistant.library import Library
from assistant.works import ClauseRef, Edition, Language

KIND = "policy-assistant receipt"
SCHEMA = 1
MAX_SIZE_BYTES = 2_000_000
_LIBRARIES = ("faiss-cpu", "numpy", "onnxruntime", "tokenizers")
_FOREIGN = "is no receipt of this program; `assistant ask QUESTION --receipt FILE` writes one"


@dataclass(frozen=True, slots=True)
class Quoted:
    """A citation of a receipt."""

    n: int
    ref: ClauseRef
    edition: Edition
    quote: str
    language: Language


@dataclass(frozen=True, slots=True)
class Receipt:
    """A receipt as read: what it says, and whether its seal is whole.

    Attributes:
        time: when it was written, ISO 8601 in UTC.
        asked: the question with its options.
        language: of the answer.
        reason: why there was no answer, None where there was.
        text: the answer as one paragraph, empty where there was none.
        sentences: with the numbers of their citations, and how those support them.
        citations: what was quoted.
        made_from: digests and versions, by name.
        model: the language model that drafted the answer, None where none did.
        whole: the SHA-256 in it is that of its content.
    """

    time: str
    asked: Asked
    language: Language
    reason: str | None
    text: str
    sentences: tuple[tuple[str, tuple[int, ...], Support], ...]
    citations: tuple[Quoted, ...]
    made_from: Mapping[str, str]
    model: str | None
    whole: bool


class Standing(enum.StrEnum):
    """How a part of a receipt stands today."""

    OK = "ok"
    CHANGED = "changed"
    NOTE = "note"
    """Other than it was, which by itself takes nothing from the answer."""


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was checked, and what was found, in one line."""

    name: str
    standing: Standing
    detail: str


def receipt_text(assistant: Assistant, asked: Asked, outcome: Outcome, *, now: dt.datetime) -> str:
    """Return the receipt of an answer or abstention, as the text of a file that ``read_receipt`` reads."""
    body: dict[str, object] = {
        "kind": KIND,
        "schema": SCHEMA,
        "time": now.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "asked": {
            "question": asked.question,
            "language": asked.language,
            "work": asked.work,
            "k": asked.k,
            "history": list(asked.history),
        },
        "outcome": {name: value for name, value in as_json(outcome).items() if name != "timings_ms"},
        "model": _model(outcome),
        "made_from": _made_from(assistant),
        "settings": {"encoder": assistant.settings.encoder, "today": assistant.settings.today},
    }
    body["sha256"] = _seal(body)
    return json.dumps(body, ensure_ascii=False, indent=2) + "\n"


def write_receipt(path: Path, assistant: Assistant, asked: Asked, outcome: Outcome, *, now: dt.datetime) -> None:
    """Write the receipt of an answer or abstention.

    Raises:
        ReceiptError: the file cannot be written.
    """
    try:
        path.write_text(receipt_text(assistant, asked, outcome, now=now), encoding="utf-8")
    except OSError as error:
        raise ReceiptError(path, f"cannot be written: {error.strerror or error}") from error


def _model(outcome: Outcome) -> dict[str, object] | None:
    """Return which model drafted an answer, with the hashes of its prompts; None where the clauses answered."""
    model = outcome.trace.get("model")
    if not isinstance(model, dict) or model["failure"] not in {None, "cut"}:
        return None
    return {"name": model["name"], "prompts": model["prompts"]}


def _made_from(assistant: Assistant) -> dict[str, str]:
    status = assistant.index.status
    versions = {f"version of {name}": importlib.metadata.version(name) for name in _LIBRARIES}
    return {
        "corpus": assistant.library.digest,
        "index": status.generation,
        "encoder": assistant.encoder.id,
        "encoder digest": assistant.encoder.digest,
        "version of policy-assistant": __version__,
        "version of python": platform.python_version(),
        **versions,
    }


def _seal(body: Mapping[str, object]) -> str:
    content = {name: value for name, value in body.items() if name != "sha256"}
    canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    # Half a surrogate pair can stand in a file that was tampered with; it has a hash, too.
    return hashlib.sha256(canonical.encode("utf-8", "surrogatepass")).hexdigest()


def read_receipt(path: Path) -> Receipt:
    """Read a receipt.

    Raises:
        ReceiptError: the file cannot be read, is none, is damaged, or of a later version.
    """
    table = _table(path)
    if table.get("kind") != KIND:
        raise ReceiptError(path, _FOREIGN)
    if table.get("schema") != SCHEMA:
        raise ReceiptError(path, f"has the schema {table.get('schema')!r}, and this version reads {SCHEMA}")
    try:
        return _parsed(table)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise ReceiptError(path, f"is a damaged receipt ({type(error).__name__}: {error})") from error


def _table(path: Path) -> dict[str, object]:
    try:
        with path.open("rb") as file:
            content = file.read(MAX_SIZE_BYTES + 1)
        if len(content) > MAX_SIZE_BYTES:
            raise ReceiptError(path, _FOREIGN)
        table = json.loads(content.decode("utf-8"))
    except OSError as error:
        raise ReceiptError(path, f"cannot be read: {error.strerror or error}") from error
    # RecursionError: thousands of brackets, one in the other.
    except (ValueError, RecursionError) as error:
        raise ReceiptError(path, f"{_FOREIGN} (it is no JSON: {type(error).__name__})") from error
    if not isinstance(table, dict):
        raise ReceiptError(path, _FOREIGN)
    return table


def _parsed(table: Mapping[str, object]) -> Receipt:
    asked, outcome, model = (_mapping(table[name]) for name in ("asked", "outcome", "model"))
    reason = outcome["reason"]
    return Receipt(
        time=str(table["time"]),
        asked=Asked(
            question=_text(asked["question"]),
            language=None if asked["language"] is None else _language(asked["language"]),
            work=None if asked["work"] is None else _text(asked["work"]),
            k=_number(asked["k"]),
            history=tuple(_text(said) for said in _sequence(asked["history"])),
        ),
        language=_language(outcome["language"]),
        reason=None if reason is None else _text(reason),
        text=_text(outcome["answer"] or ""),
        sentences=tuple(
            (_text(one["text"]), tuple(_number(n) for n in _sequence(one["citations"])), Support(_text(one["support"])))
            for one in map(_mapping, _sequence(outcome["sentences"]))
        ),
        citations=tuple(
            Quoted(
                n=_number(one["n"]),
                ref=ClauseRef.parse(_text(one["ref"])),
                edition=Edition(_text(one["edition"])),
                quote=_text(one["quote"]),
                language=_language(one["quote_language"]),
            )
            for one in map(_mapping, _sequence(outcome["citations"]))
        ),
        made_from={name: _text(value) for name, value in _mapping(table["made_from"]).items()},
        model=_text(model["name"]) if model else None,
        whole=table["sha256"] == _seal(table),
    )


def _mapping(value: object) -> Mapping[str, object]:
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise TypeError(f"{value!r:.40} is no object")
    return value


def _sequence(value: object) -> Sequence[object]:
    if not isinstance(value, list):
        raise TypeError(f"{value!r:.40} is no list")
    return value


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r:.40} is no text")
    return value


def _number(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= 1000:
        raise TypeError(f"{value!r:.40} is no number from 1 to 1000")
    return value


def _language(value: object) -> Language:
    if value not in {"zh", "en"}:
        raise ValueError(f"{value!r:.40} is neither zh nor en")
    return "zh" if value == "zh" else "en"


def check_receipt(assistant: Assistant, receipt: Receipt) -> tuple[Check, ...]:
    """Return what holds of a receipt today, and what has changed, in the order in which it matters."""
    outcome = _today(assistant, receipt.asked)
    return (
        _seal_check(receipt),
        *_citation_checks(assistant.library, receipt),
        *_sentence_checks(assistant, receipt, outcome),
        _answer_check(receipt, outcome),
        *_origin_checks(assistant, receipt),
    )


def _seal_check(receipt: Receipt) -> Check:
    if receipt.whole:
        return Check("receipt", Standing.OK, "is as it was written: its SHA-256 is right")
    return Check(
        "receipt", Standing.CHANGED, "was changed since it was written: its SHA-256 is not that of its content"
    )


def _citation_checks(library: Library, receipt: Receipt) -> Iterator[Check]:
    for quoted in receipt.citations:
        name = f"citation [{quoted.n}] {quoted.ref}"
        try:
            library.check(quoted.ref)
        except (WorkNotFoundError, ClauseNotFoundError) as error:
            yield Check(name, Standing.CHANGED, f"resolves no more: {error}")
            continue
        expression = library.expression(quoted.ref.work, quoted.language, quoted.edition)
        if expression is None:
            problem = f"the {quoted.edition} text is not installed here; `assistant corpus add FILE` adds it"
            yield Check(name, Standing.CHANGED, f"its quotation cannot be looked up: {problem}")
        elif quoted.quote and quoted.ref.eid in expression and quoted.quote in expression.text_of(quoted.ref.eid):
            yield Check(name, Standing.OK, "resolves, and its quotation stands there word for word")
        else:
            yield Check(name, Standing.CHANGED, "its quotation does not stand there word for word")


_MARKS = re.compile(r"\s*(?:\[[0-9]{1,4}\])+|\s+")


def _sentence_checks(assistant: Assistant, receipt: Receipt, outcome: Outcome | AssistantError) -> Iterator[Check]:
    said = "".join(text for text, _, _ in receipt.sentences)
    if _MARKS.sub("", receipt.text) != _MARKS.sub("", said):
        yield Check("answer", Standing.CHANGED, "is not made of the sentences of the receipt")
    refs = {quoted.n: quoted.ref for quoted in receipt.citations}
    for number, (text, citations, support) in enumerate(receipt.sentences, start=1):
        if not citations or any(n not in refs for n in citations):
            problem = "cites nothing that the receipt quotes"
        elif support is Support.DERIVED:
            problem = _derived_problem(text, outcome)
        else:
            problem = _problem(assistant, text, [refs[n] for n in citations], receipt.language)
        yield Check(f"sentence {number}", Standing.CHANGED if problem else Standing.OK, problem or "is verified")


def _problem(assistant: Assistant, text: str, refs: Sequence[ClauseRef], language: Language) -> str:
    """Return why a sentence is not verified, empty where it is."""
    draft = DraftSentence(text, tuple(DraftCitation(ref) for ref in refs))
    try:
        verified = assistant.verifier.verify([draft], language=language, retrieved=set(refs))
    except (WorkNotFoundError, ClauseNotFoundError) as error:
        return f"cannot be verified: {error}"
    if not verified.rejected:
        return ""
    why = verified.rejected[0]
    return f"is not verified any more: it {why.fault}{f' ({why.detail})' if why.detail else ''}"


def _derived_problem(text: str, outcome: Outcome | AssistantError) -> str:
    """Return why a sentence does not follow from figures any more: it would be derived today, too."""
    derived = [s.text for s in outcome.sentences if s.support is Support.DERIVED] if isinstance(outcome, Answer) else []
    return "" if text in derived else "is not what follows from the figures of the clauses today"


def _today(assistant: Assistant, asked: Asked) -> Outcome | AssistantError:
    """Return what the clauses answer today, or why they cannot be asked."""
    try:
        return assistant.extractive(
            asked.question, language=asked.language, work=asked.work, k=asked.k, history=asked.history
        )
    except AssistantError as error:
        return error


def _answer_check(receipt: Receipt, outcome: Outcome | AssistantError) -> Check:
    name = "answer today"
    if receipt.model is not None:
        return Check(name, Standing.NOTE, f"was drafted by {receipt.model}, which is not asked again")
    if isinstance(outcome, AssistantError):
        return Check(name, Standing.CHANGED, f"there is none: {outcome}")
    difference = _difference(receipt, outcome)
    return Check(name, Standing.CHANGED if difference else Standing.OK, difference or "is the same")


def _difference(receipt: Receipt, outcome: Outcome) -> str:
    """Return how today's outcome differs, empty where it does not."""
    if not isinstance(outcome, Answer):
        same = receipt.reason == outcome.reason.value
        return "" if same else f"is now an abstention ({outcome.reason.value})"
    if receipt.reason is not None:
        return f"there is one now; then it was an abstention ({receipt.reason})"
    then = [text for text, _, _ in receipt.sentences]
    now = [sentence.text for sentence in outcome.sentences]
    if then != now:
        gone, new = len([t for t in then if t not in now]), len([t for t in now if t not in then])
        return (
            f"differs: {gone} of {len(then)} sentences are gone, {new} are new"
            if gone or new
            else "is in another order"
        )
    refs = [str(citation.ref) for citation in outcome.citations]
    if [str(quoted.ref) for quoted in receipt.citations] != refs:
        return f"cites other clauses now: {', '.join(refs)}"
    return ""


def _origin_checks(assistant: Assistant, receipt: Receipt) -> Iterator[Check]:
    """Yield what the answer was made from that is another today."""
    now = _made_from(assistant)
    for name, then in receipt.made_from.items():
        if now.get(name) != then:
            yield Check(name, Standing.NOTE, f"was {_short(then)}, is {_short(now.get(name, 'unknown'))}")


def _short(value: str) -> str:
    return f"{value[:12]}…" if len(value) > 40 else value
