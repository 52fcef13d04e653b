"""Training that was interrupted goes on: tensors in safetensors, the rest in JSON, never a pickle."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from safetensors import SafetensorError
from safetensors.torch import load_file, save_file
from torch import Tensor

from assistant.errors import EncoderError

_STATE = "state.json"


@dataclass(frozen=True, slots=True)
class Progress:
    """How far training has come: steps done, and the seconds they took."""

    step: int = 0
    spent_s: float = 0.0


def write_checkpoint(
    folder: Path, tensors: Mapping[str, Tensor], progress: Progress, *, recipe: Mapping[str, str | int]
) -> None:
    """Write a checkpoint; the one before it stays valid until this one is whole.

    Args:
        folder: made where it is missing.
        tensors: by name.
        progress: how far training has come.
        recipe: what it is trained from; another recipe cannot go on from here.
    """
    folder.mkdir(parents=True, exist_ok=True)
    name = f"step-{progress.step}.safetensors"
    save_file({key: value.detach().contiguous() for key, value in tensors.items()}, folder / name)
    state = {"tensors": name, "step": progress.step, "spent_s": progress.spent_s, "recipe": dict(recipe)}
    scratch = folder / f"{_STATE}.new"
    scratch.write_text(json.dumps(state, indent=2) + "\n", encoding="utf-8")
    Path(scratch).replace(folder / _STATE)
    for old in folder.glob("step-*.safetensors"):
        if old.name != name:
            old.unlink()


def read_checkpoint(folder: Path, *, recipe: Mapping[str, str | int]) -> tuple[dict[str, Tensor], Progress] | None:
    """Return what `write_checkpoint` wrote; None where there is no checkpoint.

    Raises:
        EncoderError: it is damaged, or of another recipe.
    """
    path = folder / _STATE
    if not path.exists():
        return None
    mend = f"delete {folder} to begin anew"
    try:
        state = json.loads(path.read_text(encoding="utf-8"))
        kept = {key: state["recipe"].get(key) for key in recipe}
        progress = Progress(int(state["step"]), float(state["spent_s"]))
        # A name of a file beside it, not a way out of the folder.
        tensors = load_file(folder / Path(state["tensors"]).name)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, SafetensorError) as error:
        raise EncoderError(f"the checkpoint in {folder} cannot be read ({error!r}); {mend}") from error
    if kept != dict(recipe):
        changed = ", ".join(sorted(key for key in recipe if kept[key] != recipe[key]))
        raise EncoderError(f"the checkpoint in {folder} was made with another {changed}; {mend}")
    return tensors, progress
