"""What the page shows is what its address says: language, question and clause."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from assistant.works import LANGUAGES, ClauseRef, Language


@dataclass(frozen=True, slots=True)
class Address:
    """Language of the page's own words, the question asked and the clause opened.

    ``question`` and ``clause`` are as somebody typed them, so nothing is known of
    them yet; they are empty where there is none.
    """

    language: Language = "zh"
    question: str = ""
    clause: str = ""

    @property
    def href(self) -> str:
        """The address relative to the page, such as ``?lang=en&clause=green/2.2.6``."""
        fields = (("lang", self.language), ("q", self.question), ("clause", self.clause))
        return "?" + urlencode([(name, value) for name, value in fields if value], safe="/")

    def asking(self, question: str) -> Address:
        """Return the address that asks a question; no clause is open there."""
        return Address(self.language, question)

    def opening(self, ref: ClauseRef) -> Address:
        """Return the address at which a clause is open beside what is there now."""
        return replace(self, clause=str(ref))


def read_address(sent: object) -> Address:
    """Read what the browser sent; what cannot be an address is left out."""
    fields = sent if isinstance(sent, Mapping) else {}
    tag, question, clause = (fields.get(name) for name in ("lang", "q", "clause"))
    language = next((language for language in LANGUAGES if language == tag), Address().language)
    return Address(
        language,
        question.strip() if isinstance(question, str) else "",
        clause.strip() if isinstance(clause, str) else "",
    )
