"""``assistant encoder``: make, judge and take along the encoder that ships."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Self

import typer

from assistant.errors import EncoderError

if TYPE_CHECKING:
    from assistant.training.evaluation import Scores
    from assistant.training.loop import Step

app = typer.Typer(help="Make, evaluate, export or apply a sentence encoder.", no_args_is_help=True)

_ModelOption = Annotated[
    str, typer.Option("--model", help="builtin, a folder, or the name of a sentence-transformers model.")
]
_PairsOption = Annotated[
    Path, typer.Option("--pairs", help="Aligned sentences, zh TAB en TAB source TAB human|mt; may be gzip.")
]
_ThreadsOption = Annotated[int, typer.Option("--threads", min=1, max=64, help="Texts encoded at once.")]

_LINES_AT_ONCE = 256


class Precision(StrEnum):
    """Of matrix products in training; half as many bits are three times as fast where the processor has them."""

    BFLOAT16 = "bfloat16"
    FLOAT32 = "float32"


class Device(StrEnum):
    """Where to train."""

    AUTO = "auto"
    CPU = "cpu"
    CUDA = "cuda"


@app.command()
def train(
    *,
    pairs: _PairsOption,
    dictionary: Annotated[Path, typer.Option("--dictionary", help="CC-CEDICT; may be gzip.")],
    teacher: Annotated[Path, typer.Option("--teacher", help="The folder of all-MiniLM-L6-v2.")],
    texts: Annotated[
        list[Path] | None, typer.Option("--texts", help="A folder of Chinese texts whose words get rows too.")
    ] = None,
    frequencies: Annotated[
        Path | None, typer.Option("--frequencies", help="How common words are: word TAB share; may be gzip.")
    ] = None,
    names: Annotated[
        Path | None, typer.Option("--names", help="Names of people and places: Chinese TAB English; may be gzip.")
    ] = None,
    initial: Annotated[
        Path | None, typer.Option("--initial", help="An encoder that this command made, to begin from.")
    ] = None,
    minutes: Annotated[float | None, typer.Option("--minutes", min=0, help="How long to train the network.")] = None,
    steps: Annotated[int | None, typer.Option("--steps", min=0, help="Batches to train the network on.")] = None,
    rounds: Annotated[int | None, typer.Option("--rounds", min=0, help="Of alignment before that; 0 for none.")] = None,
    rows: Annotated[int | None, typer.Option("--rows", min=1, help="Rows for Chinese words.")] = None,
    aliases: Annotated[
        int | None, typer.Option("--aliases", min=0, help="Names that are read as their English spelling.")
    ] = None,
    seed: Annotated[int, typer.Option("--seed", help="For the order of examples.")] = 0,
    checkpoints: Annotated[
        Path | None, typer.Option("--checkpoints", help="A folder for the state of training, written as it goes.")
    ] = None,
    resume: Annotated[bool, typer.Option("--resume", help="Go on from the folder of checkpoints.")] = False,
    device: Annotated[Device, typer.Option("--device", help="auto takes a GPU where there is one.")] = Device.AUTO,
    precision: Annotated[Precision, typer.Option("--precision", help="Of matrix products.")] = Precision.BFLOAT16,
    threads: _ThreadsOption = 2,
    out: Annotated[Path, typer.Option("--out", help="The folder to write.")] = Path("encoder"),
) -> None:
    """Make an encoder: a vocabulary, start vectors, alignment, training, int8 export.

    With neither --minutes nor --steps, it is made from dictionary and alignment alone.
    """
    if resume and checkpoints is None:
        raise EncoderError("--resume needs the folder of --checkpoints to go on from")
    _require("torch", "onnx", "onnxscript", "safetensors", "scipy")
    from assistant.training.loop import Budget
    from assistant.training.recipe import ALIASES, ALIGNMENT_ROUNDS, NO_TRAINING, ROWS, Plan, Sources, Watcher
    from assistant.training.recipe import train as make

    plan = Plan(
        Budget(steps, minutes) if minutes is not None or steps is not None else NO_TRAINING,
        rows=rows or ROWS,
        aliases=ALIASES if aliases is None else aliases,
        rounds=ALIGNMENT_ROUNDS if rounds is None else rounds,
        seed=seed,
        checkpoints=checkpoints,
        resume=resume,
        device=device.value,
        precision=precision.value,
        threads=threads,
    )
    with _Display(1000 if plan.budget != NO_TRAINING else 0) as display:
        manifest = make(
            Sources(pairs, dictionary, teacher, tuple(texts or ()), frequencies, names, initial),
            out,
            plan,
            Watcher(display.stage, display.step, display.scores),
        )
    typer.echo(f"{manifest.id}  {manifest.digest[:12]}  {_size_bytes(out) / 1e6:.1f} MB  {out}")


def _size_bytes(folder: Path) -> int:
    from assistant.indexing.encoders import MODEL, TOKENIZER

    return sum((folder / name).stat().st_size for name in (MODEL, TOKENIZER))


@app.command()
def evaluate(
    *,
    pairs: Annotated[
        Path | None, typer.Option("--pairs", help="What was held out of these too, zh TAB en TAB source TAB human|mt.")
    ] = None,
    dictionary: Annotated[
        Path | None, typer.Option("--dictionary", help="CC-CEDICT, to make names from; may be gzip.")
    ] = None,
    passages: Annotated[
        Path | None, typer.Option("--passages", help="Passages with questions, as eval/passages.jsonl has them.")
    ] = None,
    model: _ModelOption = "builtin",
    threads: _ThreadsOption = 2,
) -> None:
    """Print how often texts are found again by vectors, by words and by both, by set and direction.

    Without --pairs: by questions to passages that ship, or yours.
    """
    from assistant.indexing.encoders import open_encoder
    from assistant.training.evaluation import dev_sets, written_passages
    from assistant.training.evaluation import evaluate as judge
    from assistant.training.names import read_names
    from assistant.training.pairs import read_pairs, split

    encoder = open_encoder(model, threads=threads)
    sets = [written_passages(passages)]
    if pairs:
        sets.extend(dev_sets(split(read_pairs(pairs)), read_names(dictionary) if dictionary else None))
    scores = judge(encoder, sets, words=True)
    typer.echo(f"{encoder.id}  {encoder.digest[:12]}  {_size_of(model)}")
    typer.echo(f"{scores.texts_per_s:.0f} texts/s on {threads} threads, {scores.ms_per_question:.1f} ms a question")
    for each in sets:
        queries = len(each.right)
        targets = len(next(iter(each.targets.values())))
        typer.echo(f"\n{each.name}: {queries} queries, {targets} candidates")
        for found in scores.found:
            if found.set == each.name:
                typer.echo(
                    f"  {found.direction}  {found.by:7}  recall@1 {found.recall_1:.3f}  "
                    f"recall@10 {found.recall_10:.3f}  nDCG@10 {found.ndcg_10:.3f}"
                )


def _size_of(model: str) -> str:
    from assistant.indexing.encoders import BUILTIN, MANIFEST
    from assistant.resources import content_path

    folder = content_path("index", "encoder") if model == BUILTIN else Path(model).expanduser()
    if (folder / MANIFEST).is_file():
        return f"{_size_bytes(folder) / 1e6:.1f} MB"
    weights = sum(path.stat().st_size for path in folder.rglob("*.safetensors")) if folder.is_dir() else 0
    return f"{weights / 1e6:.1f} MB" if weights else "size unknown"


@app.command()
def export(out: Annotated[Path, typer.Argument(metavar="DIR", help="An empty or new folder.")]) -> None:
    """Write the encoder that ships as a sentence-transformers folder."""
    _require("torch", "onnx")
    from assistant.resources import content_path
    from assistant.training.export import write_sentence_transformers

    write_sentence_transformers(content_path("index", "encoder"), out)
    typer.echo(f'SentenceTransformer("{out}") loads it')


@app.command()
def embed(
    file: Annotated[Path, typer.Argument(help="One text a line, UTF-8.")],
    *,
    out: Annotated[Path, typer.Option("--out", help="float32, one unit row a line, as .npy.")],
    model: _ModelOption = "builtin",
    threads: _ThreadsOption = 2,
) -> None:
    """Write one vector for each line of a file; an empty line gives zeros."""
    import numpy as np

    from assistant.indexing.encoders import open_encoder

    try:
        lines = file.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise EncoderError(f"{file} cannot be read as UTF-8 text: {error}") from error
    if lines and not lines[-1]:
        lines.pop()
    encoder = open_encoder(model, threads=threads)
    rows = np.zeros((len(lines), encoder.dimension), dtype=np.float32)
    with _Display(len(lines), title="encoding") as display:
        for start in range(0, len(lines), _LINES_AT_ONCE):
            part = lines[start : start + _LINES_AT_ONCE]
            rows[start : start + len(part)] = encoder.encode(part)
            display.done(start + len(part))
    try:
        with out.open("wb") as opened:
            np.save(opened, rows, allow_pickle=False)
    except OSError as error:
        raise EncoderError(f"{out} cannot be written: {error}") from error
    typer.echo(f"{len(lines)} rows of {encoder.dimension} in {out}")


def _require(*modules: str) -> None:
    from importlib.util import find_spec

    missing = [module for module in modules if find_spec(module) is None]
    if missing:
        raise EncoderError(
            f"{', '.join(missing)} is not installed; `pip install 'policy-assistant[training]'` brings it"
        )


class _Display:
    """Stages and a bar on stderr, so that stdout stays for results."""

    def __init__(self, total: int, *, title: str = "training") -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

        self._bar = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeRemainingColumn(),
            console=Console(stderr=True),
        )
        self._task = self._bar.add_task(title, total=total, visible=total > 0)
        self._title = title

    def __enter__(self) -> Self:
        self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._bar.stop()

    def stage(self, what: str) -> None:
        self._bar.console.print(what)

    def step(self, step: Step) -> None:
        self._bar.update(
            self._task,
            completed=int(step.share * 1000),
            description=f"step {step.number}  loss {step.loss:.3f}  {step.texts_per_s:.0f} texts/s",
        )

    def scores(self, scores: Scores) -> None:
        self.stage(
            "recall@1  " + "  ".join(f"{found.set} {found.direction} {found.recall_1:.3f}" for found in scores.found)
        )

    def done(self, count: int) -> None:
        self._bar.update(self._task, completed=count)
