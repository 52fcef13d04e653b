"""Settings: read once from the environment and an optional TOML file, then passed down."""

from __future__ import annotations

import dataclasses
import datetime as dt
import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import platformdirs

from assistant.errors import SettingsError

_PREFIX = "ASSISTANT_"
MAX_THREADS = 64
MAX_LLM_TIMEOUT_S = 3600
MIN_PASSWORD = 12
"""Characters that a password needs where others could reach the program."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What can be set.

    Attributes:
        home: folder for everything the program writes (``ASSISTANT_HOME``).
        encoder: ``builtin`` for the one that ships, else the name or path of a
            sentence-transformers model (``ASSISTANT_ENCODER``).
        threads: threads for encoding and search (``ASSISTANT_THREADS``).
        today: the date that decides whether a plan's period has ended, ISO 8601;
            empty means the clock's (``ASSISTANT_TODAY``).
        llm: the language model that drafts answers, as ``PROVIDER:MODEL``; empty for
            none (``ASSISTANT_LLM``).
        llm_timeout_s: how long it may take for an answer, in seconds
            (``ASSISTANT_LLM_TIMEOUT_S``).
        password: what the page and its interface ask for; empty asks for none, which
            only this machine's own address allows (``ASSISTANT_PASSWORD``).
    """

    home: Path
    encoder: str = "builtin"
    threads: int = 2
    today: str = ""
    llm: str = ""
    llm_timeout_s: int = 60
    password: str = dataclasses.field(default="", repr=False)

    @property
    def index_home(self) -> Path:
        """Where index generations lie."""
        return self.home / "index"

    @property
    def library_home(self) -> Path:
        """Where documents that users add lie."""
        return self.home / "library"


def read_settings(environment: Mapping[str, str] | None = None) -> Settings:
    """Read settings from ``$ASSISTANT_HOME/settings.toml`` and ``ASSISTANT_*`` variables.

    The environment wins over the file.

    Raises:
        SettingsError: a key is unknown or a value impossible; the message names it.
    """
    env = os.environ if environment is None else environment
    home = _home(env.get(f"{_PREFIX}HOME") or platformdirs.user_data_dir("policy-assistant", appauthor=False))
    known = {field.name for field in dataclasses.fields(Settings)} - {"home"}
    values = _file_values(home / "settings.toml", known)
    for key, text in env.items():
        name = key.removeprefix(_PREFIX).lower()
        if key.startswith(_PREFIX) and name != "home":
            if name not in known:
                raise SettingsError(
                    f"unknown setting {key}; known: {', '.join(sorted(_PREFIX + n.upper() for n in known))}"
                )
            values[name] = text
    return _checked(home, values)


def _home(text: str) -> Path:
    try:
        return Path(text).expanduser().absolute()
    # "~somebody" who has no account here, or no home folder at all.
    except RuntimeError as error:
        raise SettingsError(f"the home folder {text!r} cannot be found: {error}") from error


def _file_values(path: Path, known: set[str]) -> dict[str, object]:
    if not path.is_file():
        return {}
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path} is no valid TOML file: {error}") from error
    except OSError as error:
        raise SettingsError(f"{path} cannot be read: {error}") from error
    unknown = sorted(set(values) - known)
    if unknown:
        raise SettingsError(f"{path}: unknown setting {unknown[0]!r}; known: {', '.join(sorted(known))}")
    return dict(values)


def _checked(home: Path, values: Mapping[str, object]) -> Settings:
    # An empty variable is one that is not set.
    threads = _whole_number(values, "threads", "2", MAX_THREADS)
    today = str(values.get("today", ""))
    if today and not _is_date(today):
        raise SettingsError(f"today must be a date such as 2026-01-31, not {today!r}")
    password = values.get("password", "")
    if not isinstance(password, str):
        # Not repeated: what was meant as a password is no text for a screen.
        raise SettingsError("password must be a text in quotation marks")
    return Settings(
        home=home,
        encoder=_name(values, "encoder") or "builtin",
        threads=threads,
        today=today,
        llm=_name(values, "llm"),
        llm_timeout_s=_whole_number(values, "llm_timeout_s", "60", MAX_LLM_TIMEOUT_S),
        password=password,
    )


def _whole_number(values: Mapping[str, object], key: str, default: str, most: int) -> int:
    text = str(values.get(key, "")) or default
    if not re.fullmatch(r"[0-9]{1,4}", text) or not 1 <= int(text) <= most:
        raise SettingsError(f"{key} must be a whole number from 1 to {most}, not {text!r}")
    return int(text)


def _name(values: Mapping[str, object], key: str) -> str:
    name = values.get(key, "")
    if not isinstance(name, str):
        raise SettingsError(f"{key} must be a name or a path in quotation marks, not {name!r}")
    return name


def _is_date(text: str) -> bool:
    try:
        dt.date.fromisoformat(text)
    except ValueError:
        return False
    return True
