"""Settings are read once; an unknown key or an impossible value is named."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.errors import SettingsError
from assistant.settings import Settings, read_settings


def written(home: Path, text: str) -> dict[str, str]:
    (home / "settings.toml").write_text(text, encoding="utf-8")
    return {"ASSISTANT_HOME": str(home)}


def test_without_a_file_or_variables_the_defaults_hold(tmp_path: Path) -> None:
    environment = {"ASSISTANT_HOME": str(tmp_path), "PATH": "/bin"}

    settings = read_settings(environment)

    assert settings == Settings(home=tmp_path, encoder="builtin", threads=2, today="")


def test_the_index_and_the_library_lie_in_the_home_folder(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path)

    places = (settings.index_home, settings.library_home)

    assert places == (tmp_path / "index", tmp_path / "library")


def test_without_a_home_the_folder_of_the_platform_is_taken() -> None:
    environment: dict[str, str] = {"ASSISTANT_HOME": ""}

    settings = read_settings(environment)

    assert settings.home.name == "policy-assistant"
    assert settings.home.is_absolute()


def test_the_file_in_the_home_folder_is_read(tmp_path: Path) -> None:
    environment = written(tmp_path, 'threads = 4\nencoder = "some/model"\ntoday = 2026-01-31\n')

    settings = read_settings(environment)

    assert settings == Settings(home=tmp_path, encoder="some/model", threads=4, today="2026-01-31")


def test_the_environment_wins_over_the_file(tmp_path: Path) -> None:
    environment = written(tmp_path, "threads = 4\n") | {"ASSISTANT_THREADS": "8"}

    settings = read_settings(environment)

    assert settings.threads == 8


def test_an_empty_variable_is_one_that_is_not_set(tmp_path: Path) -> None:
    environment = {"ASSISTANT_HOME": str(tmp_path), "ASSISTANT_THREADS": "", "ASSISTANT_ENCODER": ""}

    settings = read_settings(environment)

    assert settings == Settings(home=tmp_path)


def test_a_tilde_in_the_home_folder_is_the_users_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / "kept").mkdir()
    written(tmp_path / "kept", "threads = 7\n")

    settings = read_settings({"ASSISTANT_HOME": "~/kept"})

    assert settings == Settings(home=tmp_path / "kept", threads=7)


def test_the_home_of_a_stranger_is_a_settings_error() -> None:
    environment = {"ASSISTANT_HOME": "~nobody-has-this-name/x"}

    with pytest.raises(SettingsError, match="~nobody-has-this-name/x"):
        read_settings(environment)


def test_a_relative_home_is_made_absolute(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)

    settings = read_settings({"ASSISTANT_HOME": "here"})

    assert settings.home == tmp_path / "here"


def test_reading_settings_makes_no_folder(tmp_path: Path) -> None:
    home = tmp_path / "not" / "there"

    read_settings({"ASSISTANT_HOME": str(home)})

    assert list(tmp_path.iterdir()) == []


def test_an_unknown_variable_is_named_with_those_that_are_known(tmp_path: Path) -> None:
    environment = {"ASSISTANT_HOME": str(tmp_path), "ASSISTANT_COLOUR": "red"}

    with pytest.raises(SettingsError) as caught:
        read_settings(environment)

    assert str(caught.value) == (
        "unknown setting ASSISTANT_COLOUR; known: ASSISTANT_ENCODER, ASSISTANT_LLM, ASSISTANT_LLM_TIMEOUT_S, "
        "ASSISTANT_PASSWORD, ASSISTANT_THREADS, ASSISTANT_TODAY"
    )


def test_an_unknown_key_of_the_file_is_named(tmp_path: Path) -> None:
    environment = written(tmp_path, "colour = 1\n")

    with pytest.raises(
        SettingsError,
        match=r"settings\.toml: unknown setting 'colour'; known: encoder, llm, llm_timeout_s, password, threads, today",
    ):
        read_settings(environment)


@pytest.mark.parametrize("content", [b"threads = ", b"\xff\xfe\x00", b"[[["])
def test_a_file_that_is_no_toml_is_named(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "settings.toml").write_bytes(content)

    with pytest.raises(SettingsError, match=r"settings\.toml is no valid TOML file"):
        read_settings({"ASSISTANT_HOME": str(tmp_path)})


@pytest.mark.parametrize("value", ["0", "65", "-1", "2.0", "two", "²", "٣", " 2", "9" * 5000])
def test_threads_are_a_whole_number_from_1_to_64(tmp_path: Path, value: str) -> None:
    environment = {"ASSISTANT_HOME": str(tmp_path), "ASSISTANT_THREADS": value}

    with pytest.raises(SettingsError, match="from 1 to 64"):
        read_settings(environment)


def test_zero_threads_in_the_file_are_refused_too(tmp_path: Path) -> None:
    environment = written(tmp_path, "threads = 0\n")

    with pytest.raises(SettingsError, match="not '0'"):
        read_settings(environment)


@pytest.mark.parametrize("value", ["yesterday", "2026-02-30", "31.1.2026"])
def test_today_is_a_date(tmp_path: Path, value: str) -> None:
    environment = {"ASSISTANT_HOME": str(tmp_path), "ASSISTANT_TODAY": value}

    with pytest.raises(SettingsError, match=value):
        read_settings(environment)


def test_an_encoder_is_named_by_a_text(tmp_path: Path) -> None:
    environment = written(tmp_path, "encoder = [1]\n")

    with pytest.raises(SettingsError, match="encoder must be a name or a path"):
        read_settings(environment)


def test_a_language_model_and_its_time_are_named_by_variables(tmp_path: Path) -> None:
    environment = {"ASSISTANT_HOME": str(tmp_path), "ASSISTANT_LLM": "ollama:x", "ASSISTANT_LLM_TIMEOUT_S": "5"}

    settings = read_settings(environment)

    assert (settings.llm, settings.llm_timeout_s) == ("ollama:x", 5)


@pytest.mark.parametrize("value", ["0", "3601", "soon"])
def test_the_time_of_a_language_model_is_at_most_an_hour(tmp_path: Path, value: str) -> None:
    environment = {"ASSISTANT_HOME": str(tmp_path), "ASSISTANT_LLM_TIMEOUT_S": value}

    with pytest.raises(SettingsError, match="llm_timeout_s must be a whole number from 1 to 3600"):
        read_settings(environment)


@given(st.integers(1, 64))
def test_every_number_of_threads_in_the_range_is_taken(threads: int) -> None:
    environment = {"ASSISTANT_HOME": "/nowhere/at/all", "ASSISTANT_THREADS": str(threads)}

    settings = read_settings(environment)

    assert settings.threads == threads


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    environment = written(tmp_path, "threads = 4\n")

    def refuse(*_: object, **__: object) -> str:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_text", refuse)
    with pytest.raises(SettingsError, match=r"settings\.toml cannot be read: .*Permission denied"):
        read_settings(environment)


def test_a_password_is_read_and_never_shown(tmp_path: Path) -> None:
    settings = read_settings({"ASSISTANT_HOME": str(tmp_path), "ASSISTANT_PASSWORD": "correct horse battery"})

    assert settings.password == "correct horse battery"
    assert "horse" not in repr(settings)


def test_a_password_that_is_no_text_is_refused_and_not_repeated(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").write_text("password = 123456789012", encoding="utf-8")

    with pytest.raises(SettingsError, match="password must be a text in quotation marks") as caught:
        read_settings({"ASSISTANT_HOME": str(tmp_path)})

    assert "123456789012" not in str(caught.value)
