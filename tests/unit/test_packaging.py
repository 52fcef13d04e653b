"""The wheel is whole, and what runs on the default path stays light."""

from __future__ import annotations

import importlib.metadata
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import assistant
from assistant.resources import CONTENT_FOLDERS, content_path

HEAVY = (
    "torch",
    "transformers",
    "sentence_transformers",
    "gradio",
    "langchain",
    "langchain_core",
    "openai",
    "ollama",
    "fastapi",
    "trafilatura",
    "matplotlib",
)


def loaded_by(code: str, *, home: Path, arguments: tuple[str, ...] = ()) -> list[str]:
    """Return which heavy libraries a fresh process has loaded after running ``code``."""
    probe = (
        "import json, sys\n"
        f"sys.argv = ['assistant', *{arguments!r}]\n"
        "try:\n"
        f"    exec({code!r})\n"
        "except SystemExit as stop:\n"
        "    assert not stop.code, stop.code\n"
        f"print('\\n' + json.dumps([name for name in {HEAVY!r} if name in sys.modules]))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", probe],
        env={**os.environ, "ASSISTANT_HOME": str(home)},
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    found: list[str] = json.loads(done.stdout.splitlines()[-1])
    return found


RUN = "import runpy; runpy.run_module('assistant', run_name='__main__')"


@pytest.fixture(scope="module")
def site() -> Path:
    folder = os.environ.get("WHEEL_SITE")
    if folder:
        return Path(folder)
    if os.environ.get("CI") == "true":
        pytest.fail("CI=true and the tests do not run on the built wheel; `make test` sets WHEEL_SITE")
    pytest.skip("only `make test` runs on the built wheel")


def test_the_package_under_test_is_the_wheel_s(site: Path) -> None:
    assert Path(assistant.__file__) == site / "assistant" / "__init__.py"


def test_the_content_under_test_is_the_wheel_s(site: Path) -> None:
    assert content_path("corpus", "glossary.tsv") == site / "assistant" / "_content" / "corpus" / "glossary.tsv"


@pytest.mark.parametrize("folder", CONTENT_FOLDERS)
def test_the_wheel_holds_every_content_file_byte_for_byte(folder: str, site: Path, repository: Path) -> None:
    def files(root: Path) -> dict[str, bytes]:
        return {str(p.relative_to(root)): p.read_bytes() for p in root.rglob("*") if p.is_file()}

    shipped = files(site / "assistant" / "_content" / folder)

    assert shipped == files(repository / folder)
    assert shipped


def test_the_version_of_the_wheel_is_the_version_of_the_code(site: Path) -> None:
    found = [d.version for d in importlib.metadata.distributions(path=[str(site)])]

    assert found == [assistant.__version__]


def test_the_wheel_carries_every_licence(site: Path) -> None:
    licences = next(site.glob("policy_assistant-*.dist-info")) / "licenses"

    assert (licences / "LICENSE").read_text(encoding="utf-8").lstrip().startswith("Apache License")
    assert "Attribution 4.0 International" in (licences / "corpus" / "LICENSE").read_text(encoding="utf-8")
    encoder = (licences / "index" / "encoder" / "LICENSE").read_text(encoding="utf-8")
    assert "Attribution-ShareAlike 4.0 International" in encoder


@pytest.mark.parametrize("folder", CONTENT_FOLDERS)
def test_content_folders_hold_no_code(folder: str, repository: Path) -> None:
    assert not list((repository / folder).rglob("*.py"))


def test_a_heavy_library_that_is_loaded_is_reported(tmp_path: Path) -> None:
    # The gate itself: without this, a probe that sees nothing would pass every test below.
    assert loaded_by("import trafilatura", home=tmp_path) == ["trafilatura"]


def test_importing_the_package_loads_nothing_heavy(tmp_path: Path) -> None:
    assert loaded_by("import assistant, assistant.engine", home=tmp_path) == []


def test_showing_the_version_loads_nothing_heavy(tmp_path: Path) -> None:
    assert loaded_by(RUN, home=tmp_path, arguments=("--version",)) == []


@pytest.mark.parametrize(
    "question", ["上海元宇宙产业2025年目标多少？", "How large should the metaverse industry be by 2025?"]
)
def test_asking_loads_nothing_heavy(question: str, assistant_home: Path) -> None:
    assert loaded_by(RUN, home=assistant_home, arguments=("ask", question)) == []


def test_the_lock_holds_one_exact_version_of_torch_and_nothing_of_one_machine(repository: Path) -> None:
    lines = (repository / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pins = [line for line in lines if not line.startswith("#")]

    assert "torch==2.13.0" in pins
    assert all("==" in pin for pin in pins)
    assert not [pin for pin in pins if pin.startswith(("nvidia", "cuda", "triton", "-"))]
    assert not [pin for pin in pins if "+" in pin or "/" in pin or "@" in pin or "--hash" in pin]
