"""The vocabulary: the teacher's, untouched for English, with Chinese words added.

One WordPiece tokenizer serves both languages. A run of Han characters is kept
together as one word and cut by WordPiece's longest match, so no segmenter is
needed at run time. WordPiece writes a piece inside a word as ``##piece``, so each
Chinese word stands in the vocabulary twice, with one id.
"""

from __future__ import annotations

import itertools
import json
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from assistant.errors import EncoderError
from assistant.languages import folded
from assistant.training.dictionary import HAN
from assistant.training.files import read_lines

if TYPE_CHECKING:
    from tokenizers import Tokenizer

RARE = "〓"
"""The printer's sign for a missing character: stands for every Han character without a row."""

MAX_TOKENS = 256
# WordPiece tries every substring of a run; a cut this far apart is rare and harms little.
_MAX_RUN = 32
_BATCH = 20_000
_MAX_SPELLINGS = 64
# Brackets of Chinese print that BERT does not know and NFKC leaves alone; 文号 have the first two.
_BRACKETS = {"〔": "(", "〕": ")", "【": "[", "】": "]"}


def choose_words(
    glosses: Mapping[str, Sequence[str]],
    occurrences: Mapping[str, int],
    frequencies: Mapping[str, float] = MappingProxyType({}),
    *,
    readings: Container[str] = (),
    rows: int,
) -> tuple[str, ...]:
    """Return the Chinese words that get a row: `RARE`, characters, then words.

    A character with a meaning or a reading gets one if it is in GB 2312 or occurs. Then come
    the words of such characters, with a meaning, by their share of the pairs and of the language together, most
    frequent first, and then the others
    in the order of how common they probably are: in how many words of the
    dictionary they are contained, and how many meanings they have.

    Args:
        glosses: meanings by word, as `read_dictionary` gives them.
        occurrences: how often each word occurs in the pairs.
        frequencies: the share each word has of the language, as `read_frequencies` gives it.
        readings: characters that are known to be read somehow, if only in names.
        rows: how many to return at most.

    Raises:
        ValueError: ``rows`` has no room for the characters.
    """
    meaningful = sorted(word for word in glosses if glosses[word] or (len(word) == 1 and word in readings))
    characters = [word for word in meaningful if len(word) == 1 and (word in occurrences or _in_gb2312(word))]
    if rows <= len(characters):
        raise ValueError(f"rows must be more than the {len(characters)} characters, got {rows}")
    # A word with a character that has no row would never be met: the character becomes `RARE`.
    written = frozenset(characters)
    contained = _contained(meaningful)
    total = max(1, sum(occurrences.values()))
    words = sorted(
        (word for word in meaningful if len(word) > 1 and written.issuperset(word)),
        key=lambda word: (
            -occurrences.get(word, 0) / total - frequencies.get(word, 0),
            -contained[word] - len(glosses[word]),
            len(word),
            word,
        ),
    )
    return (RARE, *characters, *words)[:rows]


def read_frequencies(path: Path) -> dict[str, float]:
    """Return the share of the language that each word has: lines of a word, a tab and its share.

    Raises:
        EncoderError: the file cannot be read, or a line is something else.
    """
    shares: dict[str, float] = {}
    for number, line in enumerate(read_lines(path), start=1):
        word, _, share = line.partition("\t")
        try:
            shares[folded(word)] = shares.get(folded(word), 0.0) + float(share)
        except ValueError:
            raise EncoderError(f"{path}, line {number}: expected a word, a tab and its share, got {line!r}") from None
    return shares


def _in_gb2312(character: str) -> bool:
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


def _contained(words: Sequence[str]) -> Counter[str]:
    known = frozenset(words)
    counts: Counter[str] = Counter()
    for word in words:
        parts = {word[start:end] for start, end in itertools.combinations(range(len(word) + 1), 2)}
        counts.update(parts & known)
    return counts


def read_teacher_tokenizer(teacher: Path) -> dict[str, Any]:
    """Return the parsed ``tokenizer.json`` of the teacher's folder.

    Raises:
        EncoderError: it is missing, or not of the BERT kind.
    """
    path = teacher / "tokenizer.json"
    try:
        parsed: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise EncoderError(f"the teacher's {path} cannot be read: {error}") from error
    if parsed.get("model", {}).get("type") != "WordPiece" or not parsed["model"].get("vocab"):
        raise EncoderError(f"{path} is no WordPiece tokenizer; the teacher must be a BERT such as all-MiniLM-L6-v2")
    return parsed


def bilingual_tokenizer(teacher: Mapping[str, Any], words: Sequence[str]) -> str:
    """Return the ``tokenizer.json`` of both languages.

    A Chinese word has the id of its place in ``words`` after the teacher's rows.
    Han characters without a word of their own become `RARE`; a run is never [UNK].

    Args:
        teacher: the teacher's tokenizer, as `read_teacher_tokenizer` gives it.
        words: Chinese words, `RARE` first.
    """
    vocabulary = dict(teacher["model"]["vocab"])
    first = max(vocabulary.values()) + 1
    vocabulary.update({bracket: vocabulary[plain] for bracket, plain in _BRACKETS.items() if plain in vocabulary})
    vocabulary.update(_aliases((word, row) for row, word in enumerate(words, start=first)))
    # Added tokens are what loads slowly, and a user's "[SEP]" must not be one.
    changed: dict[str, Any] = {
        **teacher,
        "truncation": {"direction": "Right", "max_length": MAX_TOKENS, "strategy": "LongestFirst", "stride": 0},
        "padding": None,
        "added_tokens": [],
        "normalizer": {
            "type": "Sequence",
            "normalizers": [
                {"type": "NFKC"},
                {**teacher["normalizer"], "handle_chinese_chars": False},
                {"type": "Replace", "pattern": {"Regex": _without_row(words)}, "content": RARE},
            ],
        },
        "pre_tokenizer": {
            "type": "Sequence",
            "pretokenizers": [
                teacher["pre_tokenizer"],
                {
                    "type": "Split",
                    "pattern": {"Regex": f"[{HAN}{RARE}]{{1,{_MAX_RUN}}}"},
                    "behavior": "Isolated",
                    "invert": False,
                },
            ],
        },
        "model": {**teacher["model"], "vocab": vocabulary},
    }
    return json.dumps(changed, ensure_ascii=False, separators=(",", ":"))


def _aliases(rows: Iterable[tuple[str, int]]) -> Iterator[tuple[str, int]]:
    for word, row in rows:
        yield word, row
        yield f"##{word}", row


def with_traditional_forms(tokenizer: str) -> str:
    """Return a tokenizer that knows traditional characters too, by other names for the same ids.

    What ships folds a text before its tokenizer and needs none of them; a model
    that other programs load has only its tokenizer. Of a word with many
    traditional spellings, the first 64 are known.

    Args:
        tokenizer: what `bilingual_tokenizer` returned.
    """
    parsed = json.loads(tokenizer)
    vocabulary: dict[str, int] = parsed["model"]["vocab"]
    # The teacher knows some Han characters itself; the rows added have the higher ids.
    words = {word: row for word, row in vocabulary.items() if row >= vocabulary[RARE] and not word.startswith("##")}
    spellings = _traditional_spellings()
    for word, row in words.items():
        forms = itertools.product(*(spellings.get(character, character) for character in word))
        vocabulary.update(
            _aliases((form, row) for form in map("".join, itertools.islice(forms, _MAX_SPELLINGS)) if form not in words)
        )
    characters = {word for word in words if len(word) == 1}
    known = [form for character in sorted(characters) for form in spellings.get(character, character)]
    parsed["normalizer"]["normalizers"][-1]["pattern"]["Regex"] = _without_row(known)
    return json.dumps(parsed, ensure_ascii=False, separators=(",", ":"))


def _traditional_spellings() -> dict[str, str]:
    """Return each simplified character that has traditional forms, with itself and all of them."""
    spellings: dict[str, str] = {}
    for character in map(chr, range(0x3400, 0xA000)):
        plain = folded(character)
        if plain != character:
            spellings[plain] = spellings.get(plain, plain) + character
    return spellings


def _without_row(words: Iterable[str]) -> str:
    """Return the regular expression of a Han character that is not among the words."""
    return f"[{HAN}&&[^{_ranges({word for word in words if len(word) == 1})}]]"


def _ranges(characters: Iterable[str]) -> str:
    """Return the characters as the inside of a character class; single ones would be too many."""
    codes = sorted(map(ord, characters))
    starts = [code for code, before in zip(codes, [-1, *codes], strict=False) if code != before + 1]
    ends = [code for code, after in zip(codes, [*codes[1:], -1], strict=True) if code + 1 != after]
    return "".join(f"{chr(start)}-{chr(end)}" for start, end in zip(starts, ends, strict=True))


def count_words(texts: Iterable[str], words: Sequence[str], teacher: Mapping[str, Any]) -> Counter[str]:
    """Return how often each of ``words`` occurs in the texts, cut as the tokenizer cuts them.

    Args:
        texts: in Chinese, not yet folded.
        words: Chinese words; single characters should be among them.
        teacher: the teacher's tokenizer, as `read_teacher_tokenizer` gives it.
    """
    from tokenizers import Tokenizer

    tokenizer: Tokenizer = Tokenizer.from_str(bilingual_tokenizer(teacher, words))
    tokenizer.no_truncation()
    first = max(teacher["model"]["vocab"].values()) + 1
    counts: Counter[int] = Counter()
    remaining = iter(texts)
    while batch := list(itertools.islice(remaining, _BATCH)):
        for encoding in tokenizer.encode_batch_fast([folded(text) for text in batch], add_special_tokens=False):
            counts.update(row for row in encoding.ids if row >= first)
    return Counter({words[row - first]: count for row, count in sorted(counts.items())})
