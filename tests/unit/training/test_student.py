from __future__ import annotations

import numpy as np
import torch
from tokenizers import Tokenizer

from assistant.training.recipe import Sources
from assistant.training.student import Student, StudentEncoder, load_teacher, mean_vectors, table_of
from assistant.training.vocabulary import RARE, bilingual_tokenizer, read_teacher_tokenizer


def test_english_is_read_as_the_teacher_reads_it(sources: Sources) -> None:
    bert = load_teacher(sources.teacher)
    ids = torch.tensor([[2, 8, 9, 10, 3], [2, 7, 3, 0, 0]])
    mask = (ids != 0).long()

    with torch.no_grad():
        wanted = mean_vectors(bert(input_ids=ids, attention_mask=mask).last_hidden_state, mask)
        found = Student(bert, table_of(bert)[:3])(ids, mask)

    torch.testing.assert_close(found, wanted, atol=1e-5, rtol=0)


def test_half_precision_gives_nearly_the_same_vectors(sources: Sources) -> None:
    bert = load_teacher(sources.teacher)
    ids = torch.tensor([[2, 8, 9, 10, 3], [2, 7, 3, 0, 0]])
    mask = (ids != 0).long()

    with torch.no_grad():
        whole = Student(bert, table_of(bert)[:3])(ids, mask)
        half = Student(bert, table_of(bert)[:3], precision=torch.bfloat16)(ids, mask)

    assert half.dtype == torch.float32
    assert (whole * half).sum(dim=1).min() > 0.99


def test_a_student_is_an_encoder_whose_rows_do_not_depend_on_their_neighbours(sources: Sources) -> None:
    bert = load_teacher(sources.teacher)
    words = (RARE, "城", "市", "城市")
    tokenizer = bilingual_tokenizer(read_teacher_tokenizer(sources.teacher), words)
    encoder = StudentEncoder(Student(bert, table_of(bert)[10:14]), tokenizer)

    rows = encoder.encode(["城市", "", "the city grows green energy", "城"])

    assert Tokenizer.from_str(tokenizer).encode("城市").tokens[1:-1] == ["城市"]
    np.testing.assert_allclose(np.linalg.norm(rows, axis=1), [1, 0, 1, 1], atol=1e-5)
    np.testing.assert_allclose(rows[3], encoder.encode(["城"])[0], atol=1e-5)
    assert (encoder.knows("城市"), encoder.knows("市城")) == (True, False)
