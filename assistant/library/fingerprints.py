"""Fingerprints of official clauses: which text is the known one, without holding it.

Two copies of a clause that differ in punctuation and line breaks have the same
fingerprint; 1.5万亿 and 15万亿, or 10² and 102, have not.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.errors import ContentError
from assistant.works import Clause

_COLUMNS = ("eid", "length", "sha256")
_SUPERSCRIPTS = re.compile(r"[⁰¹²³⁴⁵⁶⁷⁸⁹]+")
_SPACE = re.compile(r"\s+")
_ALWAYS_KEPT = frozenset("%‰+〇")
_KEPT_BETWEEN = frozenset(".-/—")
_LENGTH = re.compile(r"[0-9]{1,9}")
_SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What identifies a clause's text: its folded length in code points and the SHA-256 of that folding."""

    eid: str
    length: int
    sha256: str


def fingerprint(eid: str, text: str) -> Fingerprint:
    """Return the fingerprint of a clause's text, number and heading left out."""
    folded = fold_for_fingerprint(text)
    return Fingerprint(eid, len(folded), hashlib.sha256(folded.encode()).hexdigest())


def fingerprints(text: str, clauses: Sequence[Clause]) -> tuple[Fingerprint, ...]:
    """Return the fingerprints of the clauses that contain no other, in document order."""
    parents = {clause.parent for clause in clauses}
    return tuple(fingerprint(clause.eid, clause.span.of(text)) for clause in clauses if clause.eid not in parents)


def fold_for_fingerprint(text: str) -> str:
    """Return what of a text counts.

    A superscript becomes ``^2`` (and its ^ counts, or 10² were 102); then NFKC and
    lower case; then Han characters, letters, digits and ``% ‰ +`` stay, and
    ``. - / —`` between two letters or digits that are not Han. White space is taken
    out first, so that a line break inside 3.5 or Wi-Fi changes nothing.
    """
    marked = _SUPERSCRIPTS.sub(lambda match: "^" + match.group(), text)
    # NFKC once more after lower(): lowering İ leaves a combining dot.
    plain = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", marked).lower())
    characters = _SPACE.sub("", plain)
    return "".join(
        character
        for index, character in enumerate(characters)
        if _counts(character, characters[index - 1 : index], characters[index + 1 : index + 2])
    )


def _counts(character: str, before: str, after: str) -> bool:
    if character in _KEPT_BETWEEN:
        return _is_letter_or_digit(before) and _is_letter_or_digit(after)
    if character == "^":
        return after.isdecimal()
    return character in _ALWAYS_KEPT or unicodedata.category(character)[0] == "L" or character.isdecimal()


def _is_letter_or_digit(character: str) -> bool:
    """Tell whether a character is a letter, Han excepted, or a digit."""
    # Category Lo, "other letter", holds Han and kana; alphabets have case (Ll after folding).
    return character.isdecimal() or (bool(character) and unicodedata.category(character) in {"Ll", "Lm"})


def write_fingerprints(path: Path, found: Iterable[Fingerprint]) -> None:
    """Write fingerprints as tab-separated lines under a line of column names."""
    rows = [_COLUMNS, *((one.eid, str(one.length), one.sha256) for one in found)]
    path.write_text("".join("\t".join(row) + "\n" for row in rows), encoding="utf-8", newline="\n")


def read_fingerprints(path: Path) -> tuple[Fingerprint, ...]:
    """Return the fingerprints of a file, in its order.

    Raises:
        ContentError: the file is missing or a line of it is malformed; the message names the line.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise ContentError(path, f"cannot be read ({error}); restore it from the repository") from error
    if not lines or tuple(lines[0].split("\t")) != _COLUMNS:
        raise ContentError(path, f"must begin with the columns {', '.join(_COLUMNS)}")
    found = tuple(_row(path, number, line) for number, line in enumerate(lines[1:], 2))
    if len({one.eid for one in found}) < len(found):
        raise ContentError(path, "names a clause twice")
    return found


def _row(path: Path, number: int, line: str) -> Fingerprint:
    match line.split("\t"):
        case [eid, length, sha256] if eid and _LENGTH.fullmatch(length) and _SHA256.fullmatch(sha256):
            return Fingerprint(eid, int(length), sha256)
    raise ContentError(path, f"line {number}: expected an eid, a length and a SHA-256, not {line!r}")
