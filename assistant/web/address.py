"""What the page shows is what its address says: language, room, conversation, clause and filters."""

from __future__ import annotations

import enum
import json
from dataclasses import dataclass, replace
from urllib.parse import parse_qsl, urlencode

from assistant.works import LANGUAGES, ClauseRef, Language

MAX_TURNS = 6
"""Questions of a conversation that are kept; earlier ones leave the address."""
_MAX_SENT = 32 * 1024


class Room(enum.StrEnum):
    """The rooms of the page."""

    ASK = "ask"
    PLANS = "plans"
    TARGETS = "targets"


@dataclass(frozen=True, slots=True)
class Address:
    """Everything that decides what is shown.

    All but ``language`` and ``room`` is as somebody typed it, so nothing is known of
    it yet; it is empty where there is none.

    Attributes:
        language: of the page's own words.
        room: which room is open.
        questions: the conversation, oldest first, at most ``MAX_TURNS``.
        clause: the clause that is open, as ``green/2.2.6``.
        work: the plan that is read, or that targets are kept to.
        find: words looked for in a plan, or in the targets.
        year: the year that targets are kept to.
        kind: the kind of figure that targets are kept to.
        sort: the column that targets are sorted by, ``-`` in front for the greatest first.
    """

    language: Language = "zh"
    room: Room = Room.ASK
    questions: tuple[str, ...] = ()
    clause: str = ""
    work: str = ""
    find: str = ""
    year: str = ""
    kind: str = ""
    sort: str = ""

    @property
    def question(self) -> str:
        """The question asked last; empty where none was."""
        return self.questions[-1] if self.questions else ""

    @property
    def href(self) -> str:
        """The address relative to the page, such as ``?lang=en&clause=green/2.2.6``."""
        return "?" + urlencode(self._fields(), safe="/")

    def _fields(self) -> list[tuple[str, str]]:
        fields = [
            ("lang", self.language),
            ("room", "" if self.room is self._implied() else self.room.value),
            *(("q", question) for question in self.questions),
            ("clause", self.clause),
            ("work", self.work),
            ("find", self.find),
            ("year", self.year),
            ("kind", self.kind),
            ("sort", self.sort),
        ]
        return [(name, value) for name, value in fields if value]

    def _implied(self) -> Room:
        return _implied_room(self.questions, self.clause)

    def entering(self, room: Room) -> Address:
        """Return the address of a room as one enters it."""
        return Address(self.language, room)

    def asking(self, question: str) -> Address:
        """Return the address that asks a question after those asked; no clause is open there."""
        return Address(self.language, Room.ASK, (*self.questions, question)[-MAX_TURNS:])

    def opening(self, ref: ClauseRef | str) -> Address:
        """Return the address at which a clause is open beside what is there now."""
        return replace(self, clause=str(ref))

    def closing(self) -> Address:
        """Return the address without the clause that is open."""
        return replace(self, clause="")

    def reading(self, ref: ClauseRef | str) -> Address:
        """Return the permalink of a clause: its place in the plan."""
        return Address(self.language, Room.PLANS, clause=str(ref))


@dataclass(frozen=True, slots=True)
class Sent:
    """What the browser sent: an address, and the number that its answer carries back."""

    address: Address
    serial: int = 0


def read_sent(text: str) -> Sent:
    """Read what the browser sent; what cannot be an address is left out."""
    try:
        fields = json.loads(text) if len(text) <= _MAX_SENT else {}
    except ValueError:
        fields = {}
    if not isinstance(fields, dict):
        fields = {}
    search, language, serial = (fields.get(name) for name in ("search", "language", "serial"))
    address = read_address(search if isinstance(search, str) else "", language)
    return Sent(address, serial if isinstance(serial, int) and not isinstance(serial, bool) else 0)


def read_address(search: str, language: object = None) -> Address:
    """Read the part of an address after the path, such as ``?lang=en&q=…``.

    Args:
        search: as the browser has it, with or without the question mark.
        language: of the page where the address names none; Chinese where this is no language.
    """
    try:
        pairs = parse_qsl(search.removeprefix("?"), max_num_fields=64)
    except ValueError:
        pairs = []
    # Half a surrogate pair can be typed into an address, and written nowhere.
    clean = [(name, value.encode("utf-8", "replace").decode("utf-8").strip()) for name, value in pairs]
    one = {name: value for name, value in reversed(clean) if value}
    questions = tuple(value for name, value in clean if name == "q" and value)[-MAX_TURNS:]
    clause = one.get("clause", "")
    room = next((room for room in Room if room.value == one.get("room")), _implied_room(questions, clause))
    spoken = next((tag for tag in LANGUAGES if tag == one.get("lang")), None)
    browser = next((tag for tag in LANGUAGES if tag == language), Address().language)
    rest = {name: one.get(name, "") for name in ("work", "find", "year", "kind", "sort")}
    return Address(spoken or browser, room, questions, clause, **rest)


def _implied_room(questions: tuple[str, ...], clause: str) -> Room:
    """Return the room of an address that names none: a clause alone is read in its plan."""
    return Room.PLANS if clause and not questions else Room.ASK
