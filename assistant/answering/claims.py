"""What a question asserts before it asks, and whether the clauses found bear it out.

"Since the transport bureau runs the scheme, how …" asserts who runs it. An assertion is held against the
clauses found: who acts, where, and that something is banned, capped or compelled must stand in one of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.answering.kinds import bodies
from assistant.indexing.tokens import content_terms, terms
from assistant.languages import folded
from assistant.retrieval.cues import Wants
from assistant.retrieval.parts import asks
from assistant.retrieval.requirements import RequirementKind
from assistant.retrieval.search import Evidence
from assistant.retrieval.understanding import Question

CLAUSES = 3
"""What a question asserts must stand in one of so many of the best clauses."""

_GRANTED = re.compile(
    r"既然|明明|怎么(?:才|只|会)|凭什么|这么|为什么|(?:^|[，,。；;])为何|为何(?!$|[?？。!！])|为啥|[个家款条]的?(?:上限|限额|禁令)"
    r"|\bgiven that\b|\bsince\b|\bnow that\b|\bwith\b.{3,80}\bgoing to\b|\bonly\b|\bhow come\b|\bwhy\b"
    r"|, as (?:the|it|they)\b|\bthe (?:ceiling|cap|limit|ban) (?:of|on)\b"
)
_CUT = re.compile(r"(?<=[。？！；!?;])|[，,]|(?<=[a-z0-9%]\.)(?<!\bno\.)\s")
_ASIDE = re.compile(
    r"^(?:is|are|was|were|do|does|did|has|have|can|could|will|would|should|must)\b|我|您|你|咱|请|麻烦|谢|听说|有人|有的|先不|假如|如果|要是"
    r"|\b(?:i|i'm|we|my|our|you|your|me|please|thanks|hello|hi|if|suppose|some|they)\b"
)
_ABOUT_IT = 0.35
"""A sentence that has so large a share of an assertion's terms is about the same."""
_STOP = re.compile(r"[。；;\n]|\.(?=\s|$)")
_LEAST = 8
"""Characters of an assertion, at least: less names only what is asked about."""
_STATES = re.compile(
    r"由.{2,12}(?:发文|印发|制定|发布|主管|运营)|要求|规定|鼓励|禁止|禁令|负责|牵头|定为|被|放在|设在|停|必须|只许|只能"
    r"|\b(?:bans?|banned|requires?|forbids?|encourages?|is|are|was|were|must|has|have|put|puts)\b"
)
_OFFICE = re.compile(r"(?:委|局|院|部|法院)$|commission|bureau|council|congress|court|ministry|authority")

_FORCES = (
    (
        re.compile(r"禁止|明令|停售|取缔|\bban(?:s|ned)?\b|\bforbid|\bforbidden\b|\boutlaw|\bprohibit"),
        re.compile(r"禁止|严禁|不得|停售|取缔|\bban|\bforbid|\bprohibit|\bmust not\b"),
    ),
    (
        re.compile(r"上限|封顶|最多|只许|\bceiling\b|\bcap (?:of|on)\b|\blimit of\b|\blimited to\b|\bat most\b"),
        re.compile(r"不超过|不高于|上限|以下|以内|\bat most\b|\bno more than\b|\bwithin\b|\bbelow\b|\blimit"),
    ),
    (
        re.compile(r"强制|被迫|法律约束|\blegally (?:bound|binding|required|obliged)\b|\bforced to\b|\bcompulsory\b"),
        re.compile(r"必须|应当|强制|不得|\bmust\b|\bshall\b|\bcompulsory\b|\bmandatory\b"),
    ),
)
"""Words of force that an assertion has, and those of which a clause must have one to bear it out."""


def claim(question: Question) -> str:
    """Return what a question asserts, folded; nothing where it asserts nothing."""
    plain = folded(question.text)
    if Wants.REASON in question.wants or _GRANTED.search(plain):
        return plain
    pieces = [piece.strip() for piece in _CUT.split(plain) if piece and piece.strip()]
    # A question of one piece asks, whatever it also says.
    return "" if len(pieces) < 2 else " ".join(piece for piece in pieces if _asserts(piece, question))


def _asserts(piece: str, question: Question) -> bool:
    return (
        len(piece) >= _LEAST
        and not asks(piece, question.language)
        and not _ASIDE.search(piece)
        and _STATES.search(piece) is not None
    )


def takes_for_granted(question: Question) -> bool:
    """Tell whether a question says that something is so, and asks on from there."""
    return bool(claim(question))


def unfounded(question: Question, found: Sequence[Evidence]) -> tuple[str, ...]:
    """Return what a question asserts and the sentence that speaks of it does not say: who, where, with what force.

    Where no sentence is near enough to be that one, all of the best clauses are looked at.
    """
    asserted = claim(question)
    if not asserted:
        return ()
    texts = [evidence.text for evidence in found[:CLAUSES]]
    told = _told(asserted, texts)
    return tuple(dict.fromkeys((*_offices(asserted, question, told), *_forces(asserted, told))))


def _told(asserted: str, texts: Sequence[str]) -> str:
    """Return the sentence that an assertion is about, with the headings above it; else all the texts."""
    wanted = frozenset(content_terms(asserted))
    near = max(
        ((len(wanted & frozenset(terms(line))), -at, line, text) for at, (line, text) in enumerate(_lines(texts))),
        default=None,
    )
    if near is None or near[0] < _ABOUT_IT * len(wanted):
        return "\n".join(texts)
    headings = [line for line in near[3].split("\n") if not _STOP.search(line)]
    return "\n".join([near[2], *headings])


def _lines(texts: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield each sentence of the texts, with its text."""
    for text in texts:
        yield from ((line, text) for line in _STOP.split(text) if line.strip())


def _offices(asserted: str, question: Question, told: str) -> Iterator[str]:
    """Yield the offices and the places asserted that are not told."""
    for one in question.requires:
        name = one.named_in(asserted)
        is_told = one.kind is RequirementKind.PLACE or any(_OFFICE.search(other) for other in one.names)
        if name and is_told and not one.named_in(told):
            yield name
    yield from (name for wanted, name in bodies(asserted) if not wanted <= frozenset(terms(told)))


def _forces(asserted: str, told: str) -> Iterator[str]:
    for says, held in _FORCES:
        match = says.search(asserted)
        if match and not held.search(told):
            yield match.group()
