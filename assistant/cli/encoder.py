"""``assistant encoder``: make, judge and take along the encoder that ships."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Self

import typer

from assistant.errors import EncoderError

if TYPE_CHECKING:
    from assistant.training.loop import Step

app = typer.Typer(help="Make, evaluate, export or apply a sentence encoder.", no_args_is_help=True)

_ModelOption = Annotated[
    str, typer.Option("--model", help="builtin, a folder, or the name of a sentence-transformers model.")
]
_PairsOption = Annotated[
    Path, typer.Option("--pairs", help="Aligned sentences, zh TAB en TAB source TAB human|mt; may be gzip.")
]
_ThreadsOption = Annotated[int, typer.Option("--threads", min=1, max=64, help="Texts encoded at once.")]

DEV_PAIRS = 1000
_LINES_AT_ONCE = 256


@app.command()
def train(
    *,
    pairs: _PairsOption,
    dictionary: Annotated[Path, typer.Option("--dictionary", help="CC-CEDICT; may be gzip.")],
    teacher: Annotated[Path, typer.Option("--teacher", help="The folder of all-MiniLM-L6-v2.")],
    texts: Annotated[
        list[Path] | None, typer.Option("--texts", help="A folder of Chinese texts whose words get rows too.")
    ] = None,
    steps: Annotated[int, typer.Option("--steps", min=0, help="Batches; 0 starts from the dictionary alone.")] = 0,
    rows: Annotated[int | None, typer.Option("--rows", min=1, help="Rows for Chinese words.")] = None,
    seed: Annotated[int, typer.Option("--seed", help="For the order of pairs.")] = 0,
    out: Annotated[Path, typer.Option("--out", help="The folder to write.")] = Path("encoder"),
) -> None:
    """Make an encoder: a vocabulary, start vectors, training, int8 export."""
    _require("torch", "onnx", "onnxscript", "safetensors")
    from assistant.training.recipe import ROWS, Sources
    from assistant.training.recipe import train as make

    sources = Sources(pairs, dictionary, teacher, tuple(texts or ()))
    with _Display(steps) as display:
        manifest = make(
            sources,
            out,
            steps=steps,
            rows=rows or ROWS,
            seed=seed,
            on_stage=display.stage,
            on_step=display.step,
        )
    size_bytes = sum((out / name).stat().st_size for name in manifest.sha256)
    typer.echo(f"{manifest.id}  {manifest.digest[:12]}  {size_bytes / 1e6:.1f} MB  {out}")


@app.command()
def evaluate(
    *,
    pairs: _PairsOption,
    model: _ModelOption = "builtin",
    threads: _ThreadsOption = 2,
) -> None:
    """Print how often held-out sentences are found again, in four directions."""
    from assistant.indexing.encoders import open_encoder
    from assistant.training.evaluation import evaluate as judge
    from assistant.training.pairs import dev_sample, read_pairs

    encoder = open_encoder(model, threads=threads)
    scores = judge(encoder, dev_sample(read_pairs(pairs), size=DEV_PAIRS))
    typer.echo(f"{encoder.id}  {encoder.digest[:12]}  {scores.pairs} pairs  {scores.ms_per_text:.1f} ms a text")
    for recall in scores.recalls:
        typer.echo(f"{recall.direction}  recall@1 {recall.at_1:.3f}  recall@10 {recall.at_10:.3f}")


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
            completed=step.number,
            description=f"{self._title}  loss {step.loss:.3f}  {step.pairs_per_s:.0f} pairs/s",
        )

    def done(self, count: int) -> None:
        self._bar.update(self._task, completed=count)
