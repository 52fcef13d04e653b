from __future__ import annotations

from pathlib import Path

import pytest
import torch

from assistant.errors import EncoderError
from assistant.training.checkpoints import Progress, read_checkpoint, write_checkpoint


def test_what_was_written_is_read_and_replaces_what_was_there(tmp_path: Path) -> None:
    write_checkpoint(tmp_path, {"a": torch.zeros(2)}, Progress(1, 2.0), recipe={"seed": 0})
    write_checkpoint(tmp_path, {"a": torch.ones(2).t()}, Progress(5, 9.5), recipe={"seed": 0})

    found = read_checkpoint(tmp_path, recipe={"seed": 0})

    assert found is not None
    assert found[0]["a"].tolist() == [1.0, 1.0]
    assert found[1] == Progress(5, 9.5)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["state.json", "step-5.safetensors"]


def test_there_may_be_none(tmp_path: Path) -> None:
    assert read_checkpoint(tmp_path, recipe={}) is None


@pytest.mark.parametrize(
    "state", ["", "[]", "{}", '{"tensors": "step-1.safetensors", "step": 1, "spent_s": 0, "recipe": {}}']
)
def test_a_damaged_one_is_named_with_a_way_out(tmp_path: Path, state: str) -> None:
    (tmp_path / "state.json").write_text(state, encoding="utf-8")
    (tmp_path / "step-1.safetensors").write_bytes(b"not tensors")

    with pytest.raises(EncoderError, match="to begin anew"):
        read_checkpoint(tmp_path, recipe={})


def test_one_of_another_recipe_is_refused(tmp_path: Path) -> None:
    write_checkpoint(tmp_path, {"a": torch.zeros(1)}, Progress(1, 0.0), recipe={"rows": 1, "seed": 0})

    with pytest.raises(EncoderError, match="another rows"):
        read_checkpoint(tmp_path, recipe={"rows": 2, "seed": 0})


def test_tensors_outside_the_folder_are_not_read(tmp_path: Path) -> None:
    outside, folder = tmp_path / "outside", tmp_path / "kept"
    write_checkpoint(outside, {"a": torch.zeros(1)}, Progress(1, 0.0), recipe={})
    folder.mkdir()
    state = (outside / "state.json").read_text(encoding="utf-8").replace("step-1", "../outside/step-1")
    (folder / "state.json").write_text(state, encoding="utf-8")

    with pytest.raises(EncoderError, match="cannot be read"):
        read_checkpoint(folder, recipe={})
