from __future__ import annotations

from pathlib import Path

import pytest

from assistant.cli.program import main


def _run(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int | str | None:
    monkeypatch.setattr("sys.argv", ["assistant", *arguments])
    with pytest.raises(SystemExit) as left:
        main()
    return left.value.code


def test_the_page_is_not_opened_to_others_without_a_password(
    monkeypatch: pytest.MonkeyPatch, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = _run(monkeypatch, "web", "--host", "0.0.0.0", "--no-browser")

    assert code == 3
    assert capsys.readouterr().err.startswith("assistant: others could reach 0.0.0.0, so the page needs a password")
    assert list(home.iterdir()) == []


def test_the_tools_are_not_offered_to_others_without_a_token(
    monkeypatch: pytest.MonkeyPatch, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = _run(monkeypatch, "mcp", "--transport", "http", "--host", "0.0.0.0")

    assert code == 3
    assert "the tools need a token there" in capsys.readouterr().err
    assert list(home.iterdir()) == []


@pytest.mark.parametrize(
    ("arguments", "served"),
    [
        (["mcp"], ["stdio"]),
        (["mcp", "--transport", "http", "--port", "9999"], ["http 127.0.0.1 9999"]),
    ],
)
def test_the_tools_are_offered_as_they_are_asked_for(
    arguments: list[str],
    served: list[str],
    monkeypatch: pytest.MonkeyPatch,
    assistant_home: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    from assistant.mcp import server

    said: list[str] = []
    monkeypatch.setenv("ASSISTANT_HOME", str(assistant_home))
    monkeypatch.setattr(server, "serve_stdio", lambda _: said.append("stdio"))
    monkeypatch.setattr(server, "serve_http", lambda _, host, port, **_more: said.append(f"http {host} {port}"))

    assert _run(monkeypatch, *arguments) == 0

    assert said == served
    assert not capsys.readouterr().out
