"""What many tests stand on: where the repository is, a home of their own, an index built once."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from filelock import FileLock

if TYPE_CHECKING:
    # The package under test is imported only once the environment is set.
    from assistant.engine import Assistant
    from assistant.library import Library

REPOSITORY = Path(__file__).resolve().parents[1]
SHARED = REPOSITORY.parent / "shared"

# Read when a library is imported, so set before any is: no test may ask a model hub.
os.environ["HF_HUB_OFFLINE"] = "1"


@pytest.fixture(scope="session")
def repository() -> Path:
    """Return the checkout, found from this file: the package under test may lie in a wheel."""
    return REPOSITORY


@pytest.fixture(scope="session")
def shared() -> Path:
    """Return the folder of sources beside the checkout; where it is absent the test is skipped."""
    if not (SHARED / "corpus").is_dir():
        pytest.skip("needs the sources in ../shared")
    return SHARED


@pytest.fixture(autouse=True)
def _no_settings_of_ours(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Keep the tests from the settings and the data of whoever runs them."""
    for name in [name for name in os.environ if name.startswith("ASSISTANT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("ASSISTANT_HOME", str(tmp_path_factory.getbasetemp() / "no-home"))


@pytest.fixture
def home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Return an empty folder that ``ASSISTANT_HOME`` names during the test."""
    folder = tmp_path / "home"
    folder.mkdir()
    monkeypatch.setenv("ASSISTANT_HOME", str(folder))
    return folder


@pytest.fixture(scope="session")
def assistant_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a home with the index of the shipped corpus, built once for all workers.

    It is for reading; a test that adds a document takes ``home_with_index``.
    """
    from assistant.engine import Assistant
    from assistant.settings import Settings

    # Each xdist worker has a folder of its own inside the session's.
    base = tmp_path_factory.getbasetemp()
    session = base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base
    folder = session / "assistant-home"
    with FileLock(session / "assistant-home.lock"):
        # The first worker builds it, the others find it.
        Assistant.open(Settings(home=folder))
    return folder


@pytest.fixture(scope="session")
def assistant(assistant_home: Path) -> Assistant:
    """Return an assistant over the shipped corpus, opened once; it is for asking only."""
    from assistant.engine import Assistant
    from assistant.settings import Settings

    # After the plans' period, whatever the clock says.
    return Assistant.open(Settings(home=assistant_home, today="2026-11-20"))


@pytest.fixture(scope="session")
def shipped_library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """Return the library as it ships, without any document added."""
    from assistant.library.opening import open_library
    from assistant.settings import Settings

    return open_library(Settings(home=tmp_path_factory.getbasetemp() / "no-home"))


@pytest.fixture(scope="session")
def official_library(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Library:
    """Return the library with the official text of the notice and the three plans installed."""
    from assistant.library.adding import add_file
    from assistant.library.opening import open_library
    from assistant.settings import Settings

    settings = Settings(home=tmp_path_factory.mktemp("official"))
    add_file(settings, shared / "corpus" / "notice-2022-12-official.txt")
    return open_library(settings)


@pytest.fixture
def home_with_index(assistant_home: Path, home: Path) -> Path:
    """Return a home of the test's own that starts with the index of the shipped corpus."""
    shutil.copytree(assistant_home, home, dirs_exist_ok=True)
    return home


@pytest.fixture(scope="session")
def chromium() -> str:
    """Return the browser's program; without one the test is skipped, and fails where CI=true."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        found = shutil.which(name)
        if found:
            return found
    if os.environ.get("CI") == "true":
        pytest.fail("CI=true and no Chromium: .ci/run installs it")
    pytest.skip("needs Chromium (Debian and Ubuntu: apt install chromium)")


@pytest.fixture(scope="session")
def tracked(repository: Path) -> list[Path]:
    """Return the files that git tracks, or would once they are added."""
    if not (repository / ".git").exists():
        if os.environ.get("CI") == "true":
            pytest.fail("CI=true and the checkout has no .git")
        pytest.skip("needs a git checkout")
    command = ["git", "-C", str(repository), "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(command, capture_output=True, check=True, encoding="utf-8").stdout.split("\0")
    return [path for name in sorted(set(names)) if name and (path := repository / name).is_file()]
