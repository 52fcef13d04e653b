from __future__ import annotations

from tokenizers import Tokenizer

from assistant.training.recipe import Sources
from assistant.training.tokens import tokenised
from assistant.training.vocabulary import RARE, bilingual_tokenizer, read_teacher_tokenizer


def test_texts_are_folded_cut_and_kept_apart(sources: Sources) -> None:
    teacher = read_teacher_tokenizer(sources.teacher)
    first = len(teacher["model"]["vocab"])
    tokenizer = Tokenizer.from_str(bilingual_tokenizer(teacher, (RARE, "产", "业", "产业")))

    table = tokenised(iter(["產業", "", "业产业"]), tokenizer)

    assert len(table) == 3
    assert [table[row].tolist() for row in range(3)] == [[first + 3], [], [first + 2, first + 3]]
    assert table.joined([0, 2], longest=2).tolist() == [first + 3, first + 2]
