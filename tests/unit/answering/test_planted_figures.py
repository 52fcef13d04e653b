"""No figure is shown that the cited clause does not contain: 500 wrong ones planted, every one caught.

The wrong figures are planted into the digest's own sentences, by text and without
the reader of figures: that one is under test. A mutation counts only where what it
wrote stands nowhere in its clause; a number that the clause has of something else
is not told apart by its noun. Document numbers and ordinals are no figures.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest

from assistant.answering.verifying import Fault, Verified, Verifier
from assistant.answers import DraftCitation, DraftSentence
from assistant.library import Library
from assistant.quantities import differences, quantities
from assistant.works import ClauseRef, Edition, Language

from .conftest import Stated, digest_sentences

PLANTED = 500
KINDS = ("value", "unit", "qualifier", "year", "class")

# These count what the official text lists without saying how many: "three plans", "two purposes".


@dataclass(frozen=True)
class Mutation:
    """A sentence with one figure made wrong; ``wrong`` is what was written, with the characters around it."""

    ref: ClauseRef
    language: Language
    kind: str
    text: str
    wrong: str


# Each pair is the pattern to find and what to write; several kinds of figure a kind of mutation.
Rewrite = tuple[str, Callable[[re.Match[str]], str]]
_DIGITS = r"(?<![0-9.,A-Za-z〔/+“\"\-–—])[0-9][0-9,]*(?:\.[0-9]+)?"
_HAN_NUMBER = dict(zip("两二三四五六", "四五六七八九", strict=True))
_COUNTED_WORDS = "plans|purposes|clusters|fields|programmes"
_ANOTHER_CLASS = {"千亿级": "万亿级", "百亿级": "千万级", "十亿级": "百万级", "万吨级": "百吨级", "兆瓦级": "千瓦级"}
_WORD_NUMBER = {"two": "four", "three": "six", "four": "seven", "five": "eight", "six": "nine"}


def _another_number(match: re.Match[str]) -> str:
    """Return three times the number and one more, written alike."""
    whole, dot, rest = match[0].partition(".")
    number = int(whole.replace(",", "")) * 3 + 1
    return (f"{number:,}" if "," in whole else str(number)) + dot + rest


def _swap(table: dict[str, str]) -> Callable[[re.Match[str]], str]:
    return lambda match: table[match[0]]


def _rewrites(table: dict[str, str], *, after: str = "", before: str = "") -> Rewrite:
    words = "|".join(re.escape(word) for word in sorted(table, key=len, reverse=True))
    return (f"{before}(?:{words}){after}", _swap(table))


REWRITES: dict[tuple[str, Language], tuple[Rewrite, ...]] = {
    ("value", "zh"): (
        (rf"{_DIGITS}(?=[万亿家个款座项轴%兆小])", _another_number),
        _rewrites(_HAN_NUMBER, before="(?<!第)", after="(?=[个项大家层座](?!性|产业))"),
    ),
    ("value", "en"): (
        (rf"{_DIGITS}(?= (?:or more|billion|trillion|million|MPa|hours)|%)", _another_number),
        (rf"(?<=no fewer than ){_DIGITS}|(?<=about ){_DIGITS}(?! (?:billion|trillion))", _another_number),
        _rewrites(_WORD_NUMBER, before=r"\b", after=rf"(?= (?:[a-z-]+ )?(?:{_COUNTED_WORDS})\b)"),
    ),
    ("unit", "zh"): (
        _rewrites({"亿": "万", "万": "亿"}, before="(?<=[0-9])", after="(?=[元家吨])"),
        _rewrites({"兆帕": "千帕", "小时": "天", "%": "‰", "元": "美元"}, before="(?<=[0-9亿])"),
    ),
    ("unit", "en"): (
        _rewrites({"billion": "million", "trillion": "billion"}),
        _rewrites({"MPa": "kPa", "hours": "days", "%": "‰"}, before="(?<=[0-9 ])"),
        _rewrites({"RMB": "USD"}, after="(?= [0-9])"),
    ),
    ("qualifier", "zh"): (
        _rewrites({"突破": "达到", "超过": "接近", "达到": "低于"}, after="(?=[0-9])"),
        _rewrites({"不少于": "不超过", "超": "近"}, after="(?=[0-9])"),
        _rewrites({"以上": "左右", "左右": "以上"}, before="(?<=[家个款座万亿元])"),
        _rewrites({"力争": "", "争取": ""}, after="(?=[^，。；]*[0-9])"),
    ),
    ("qualifier", "en"): (
        _rewrites({"exceed": "reach", "reaching": "exceeding", "more than": "less than"}, after="(?= (?:RMB )?[0-9])"),
        _rewrites({"no fewer than": "no more than", "about": "more than"}, after="(?= [0-9])"),
        _rewrites({"or more": "or fewer"}, before="(?<=[0-9] )"),
        _rewrites({"strive to ": ""}, after="(?=[^,.;]*[0-9])"),
    ),
    ("year", "zh"): ((r"(?<![0-9])20[0-9]{2}(?=年)", lambda match: str(int(match[0]) + 5)),),
    ("year", "en"): ((r"(?<![0-9\[〔])20[0-9]{2}(?![0-9\]〕])", lambda match: str(int(match[0]) + 5)),),
    ("class", "zh"): (_rewrites(_ANOTHER_CLASS),),
    ("class", "en"): (
        (r"(?<=RMB )1(?:00|0)? billion class", lambda match: match[0].replace("billion", "trillion")),
        (r"(?<=RMB )1(?:00|0)? billion class", lambda match: match[0].replace("billion", "million")),
        _rewrites({"10,000-tonne class": "100-tonne class", "megawatt-class": "kilowatt-class"}),
    ),
}  # fmt: skip


def _mutations(stated: Stated, body: str) -> Iterator[Mutation]:
    seen = set()
    for kind in KINDS:
        for pattern, write in REWRITES[kind, stated.language]:
            for match in re.finditer(pattern, stated.text):
                written = write(match)
                text = stated.text[: match.start()] + written + stated.text[match.end() :]
                # With its neighbours, so that 5 is not found in 50 nor 突破 before another figure.
                wrong = text[max(0, match.start() - 4) : match.start() + len(written) + 6]
                there = wrong in body or (kind == "value" and re.search(rf"(?<![0-9]){written}(?![0-9])", body))
                if not there and text not in seen:
                    seen.add(text)
                    yield Mutation(stated.ref, stated.language, kind, text, wrong)


@pytest.fixture(scope="module")
def planted(shipped_library: Library) -> list[Mutation]:
    """500 wrong figures: every kind and language as often as there are, drawn in turn with a fixed seed."""
    pools: dict[tuple[str, Language], list[Mutation]] = {}
    for stated in digest_sentences(shipped_library):
        body = shipped_library.answering(stated.ref.work, stated.language).text_of(stated.ref.eid)
        for mutation in _mutations(stated, body):
            pools.setdefault((mutation.kind, mutation.language), []).append(mutation)
    draw = random.Random(20251120)
    for key in sorted(pools):
        draw.shuffle(pools[key])
    chosen: list[Mutation] = []
    while len(chosen) < PLANTED and any(pools.values()):
        chosen.extend(pools[key].pop() for key in sorted(pools) if pools[key])
    return chosen[:PLANTED]


def checked(library: Library, text: str, ref: ClauseRef, language: Language) -> Verified:
    draft = DraftSentence(text, (DraftCitation(ref),))
    return Verifier(library).verify([draft], language=language, retrieved={ref})


def test_five_hundred_figures_of_every_kind_are_planted_in_both_languages(
    planted: list[Mutation], shipped_library: Library
) -> None:
    genuine = {stated.text for stated in digest_sentences(shipped_library)}
    counts = Counter((mutation.kind, mutation.language) for mutation in planted)

    assert len({(mutation.ref, mutation.text) for mutation in planted}) == PLANTED
    assert not genuine & {mutation.text for mutation in planted}
    assert {kind for kind, _ in counts} == set(KINDS)
    assert min(counts.values()) >= 10, counts


def test_every_planted_figure_is_rejected(planted: list[Mutation], shipped_library: Library) -> None:
    outcomes = [(m, checked(shipped_library, m.text, m.ref, m.language)) for m in planted]

    shown = [f"{m.ref} [{m.kind}] {m.text}" for m, verified in outcomes if verified.sentences or verified.citations]

    assert shown == []
    assert {rejected.fault for _, verified in outcomes for rejected in verified.rejected} == {Fault.FIGURE}


def test_every_planted_figure_is_rejected_beside_the_official_text(
    planted: list[Mutation], official_library: Library
) -> None:
    shown = [m.text for m in planted if checked(official_library, m.text, m.ref, m.language).sentences]

    assert shown == []


def test_the_official_text_alone_tells_every_planted_figure(planted: list[Mutation], official_library: Library) -> None:
    missed = []
    for mutation in planted:
        official = official_library.official(mutation.ref)
        if official is not None:
            evidence = official.text_of(mutation.ref.eid)
            if not differences(mutation.text, evidence, claim_language=mutation.language, evidence_language="zh"):
                missed.append(mutation.text)

    assert missed == []


def test_a_figure_of_the_next_clause_is_rejected(shipped_library: Library) -> None:
    text = "绿色低碳产业规模到2025年突破5000亿元。"

    here = checked(shipped_library, text, ClauseRef("green", "1.2.p1"), "zh")
    there = checked(shipped_library, text, ClauseRef("green", "1.2.p2"), "zh")

    assert [sentence.text for sentence in here.sentences] == [text]
    assert [rejected.fault for rejected in there.rejected] == [Fault.FIGURE]


def test_every_sentence_of_the_digests_is_accepted(shipped_library: Library) -> None:
    stated = list(digest_sentences(shipped_library))

    rejected = [s.text for s in stated if not checked(shipped_library, s.text, s.ref, s.language).sentences]

    assert rejected == []
    assert sum(bool(quantities(s.text, language=s.language)) for s in stated) > 250


def test_every_sentence_of_the_digests_is_accepted_beside_the_official_text(official_library: Library) -> None:
    stated = list(digest_sentences(official_library))

    rejected = [s.text for s in stated if not checked(official_library, s.text, s.ref, s.language).sentences]

    assert rejected == []
    assert sum(s.ref.work == "green" and official_library.official(s.ref) is not None for s in stated) > 200


def test_every_official_clause_is_quoted_word_for_word(official_library: Library) -> None:
    stated = [s for s in digest_sentences(official_library) if official_library.official(s.ref) is not None]

    citations = [c for s in stated for c in checked(official_library, s.text, s.ref, s.language).citations]

    assert len(citations) > 800
    for citation in citations:
        official = official_library.official(citation.ref)
        assert official is not None
        assert citation.edition is Edition.OFFICIAL
        assert citation.verified
        assert citation.quote
        assert citation.quote in official.text_of(citation.ref.eid)
