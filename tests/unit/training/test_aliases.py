from __future__ import annotations

import dataclasses
from pathlib import Path

import numpy as np
import pytest
import torch
from tokenizers import Tokenizer
from typer.testing import CliRunner

from assistant.cli.encoder import app
from assistant.indexing.encoders import OnnxEncoder, SentenceTransformersEncoder, read_manifest
from assistant.training.aliases import Aliases, choose_aliases, names_in_pieces
from assistant.training.export import read_rows, write_sentence_transformers
from assistant.training.loop import Budget
from assistant.training.recipe import Plan, Sources, train
from assistant.training.student import Student, load_teacher

_NAMES = "元城\tShanghai\n城元能\tShanghai City\n绿元\tMetaverse Energy Law\n"


@pytest.fixture(scope="module")
def named(sources: Sources, tmp_path_factory: pytest.TempPathFactory) -> tuple[Sources, Path]:
    """Sources with names of which none occurs, and the folder of an encoder made from them."""
    folder = tmp_path_factory.mktemp("named")
    (folder / "names.tsv").write_text(_NAMES, encoding="utf-8")
    with_names = dataclasses.replace(sources, names=folder / "names.tsv")
    train(with_names, folder / "out", Plan(rows=14))
    return with_names, folder / "out"


def test_names_are_words_that_mean_nothing_else_and_are_short(sources: Sources) -> None:
    glosses = {
        "上海": ["Shanghai, city in China"],
        "城市": ["city"],
        "能源": ["Energy", "power"],
        "新城": ["New City of Green Energy"],
        "城": ["City"],
        "某": [],
    }

    found = names_in_pieces(glosses, tokenizer := Tokenizer.from_file(str(sources.teacher / "tokenizer.json")))

    assert found == {"上海": tuple(tokenizer.encode("shanghai", add_special_tokens=False).ids)}


def test_the_most_frequent_names_become_aliases_if_their_characters_have_rows() -> None:
    names = {"上海": (7,), "海上": (8, 9), "上城": (5,), "海海": (4,), "上上": (3,)}

    aliases = choose_aliases(names, {"上", "海", "海海"}, {"海上": 0.2, "上海": 0.1}, most=2)

    assert aliases.words == ("海上", "上海")
    assert aliases.pieces.tolist() == [[8, 9, 0, 0], [7, 0, 0, 0]]


def test_an_alias_is_the_sum_of_its_pieces_at_the_usual_length() -> None:
    table = np.array([[9, 9], [2, 0], [0, 2], [2, 0], [0, 2]], dtype=np.float32)

    rows = Aliases(("甲", "乙"), np.array([[1, 0, 0, 0], [1, 2, 0, 0]], dtype=np.uint16)).rows(table)

    np.testing.assert_allclose(rows, [[2, 0], [2**0.5, 2**0.5]], atol=1e-6)


def test_a_name_without_a_row_is_read_as_it_is_written_in_english(named: tuple[Sources, Path]) -> None:
    encoder = OnnxEncoder(named[1])

    rows = encoder.encode(["元城", "shanghai", "绿元", "metaverse energy law", "energy law metaverse"])

    assert read_manifest(named[1]).recipe["aliases"] == 3
    assert rows[0] @ rows[1] > 0.999
    assert encoder.knows("绿元")
    # Three pieces in one place are near what they are in three.
    assert rows[2] @ rows[3] > rows[2] @ rows[1]


def test_words_beside_aliases_are_read_as_without_them(
    named: tuple[Sources, Path], trained: Path, tmp_path: Path
) -> None:
    texts = ["城市绿色产业", "the city grows", "元宇宙"]
    write_sentence_transformers(named[1], tmp_path / "out")

    rows = OnnxEncoder(named[1]).encode(texts)

    np.testing.assert_allclose(rows, OnnxEncoder(trained).encode(texts), atol=1e-5)


def test_an_export_has_the_rows_of_aliases_written_out(named: tuple[Sources, Path], tmp_path: Path) -> None:
    texts = ["元城", "绿元的城市", "城元能"]
    write_sentence_transformers(named[1], tmp_path / "out")

    rows = SentenceTransformersEncoder(str(tmp_path / "out")).encode(texts)

    assert (rows * OnnxEncoder(named[1]).encode(texts)).sum(axis=1).min() > 0.98


def test_a_student_reads_an_alias_as_its_row(sources: Sources) -> None:
    bert = load_teacher(sources.teacher)
    pieces = bert.config.vocab_size
    aliases = Aliases(("元城",), np.array([[20, 21, 0, 0]], dtype=np.uint16))
    student = Student(bert, np.zeros((3, 16), dtype=np.float32), aliases=aliases)
    with torch.no_grad():
        student.english.weight[22] = student.made.weight[0]
        mask = torch.ones((1, 3), dtype=torch.int64)

        alias = student(torch.tensor([[2, pieces + 3, 3]]), mask)
        written = student(torch.tensor([[2, 22, 3]]), mask)

    torch.testing.assert_close(alias, written)


def test_an_encoder_may_begin_from_another(named: tuple[Sources, Path], tmp_path: Path) -> None:
    texts = ["城市绿色产业", "the city grows", "元城", "能源"]
    again = dataclasses.replace(named[0], initial=named[1])

    train(again, tmp_path / "same", Plan(rows=14))
    manifest = train(again, tmp_path / "more", Plan(Budget(steps=2), rows=14))

    rows = OnnxEncoder(tmp_path / "same").encode(texts)
    assert (rows * OnnxEncoder(named[1]).encode(texts)).sum(axis=1).min() > 0.99
    assert manifest.recipe["initial"] == read_manifest(named[1]).digest
    assert read_rows(named[1]).keys() >= {"产业", "元城", "绿"}


def test_the_command_takes_names_and_an_encoder_to_begin_from(named: tuple[Sources, Path], tmp_path: Path) -> None:
    files = {"--pairs": named[0].pairs, "--dictionary": named[0].dictionary, "--teacher": named[0].teacher}
    files |= {"--names": tmp_path / "names.tsv", "--initial": named[1], "--out": tmp_path / "out"}
    files["--names"].write_text(_NAMES, encoding="utf-8")
    options = [str(part) for option in files.items() for part in option]

    CliRunner().invoke(app, ["train", *options, "--rows", "14", "--aliases", "2"], catch_exceptions=False)

    recipe = read_manifest(tmp_path / "out").recipe
    assert (recipe["aliases"], recipe["initial"]) == (2, read_manifest(named[1]).digest)


def test_a_student_moves_some_of_the_way_to_another(sources: Sources) -> None:
    near, far = (Student(load_teacher(sources.teacher), np.full((2, 16), value, dtype=np.float32)) for value in (1, 3))

    near.move_towards(far, 0.75)

    torch.testing.assert_close(near.chinese.weight, torch.full((2, 16), 2.5))
    torch.testing.assert_close(near.english.weight, far.english.weight)
