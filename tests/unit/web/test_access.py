from __future__ import annotations

import base64

import pytest
from starlette.datastructures import Headers

from assistant.api.problems import Problem
from assistant.web import access as access_module
from assistant.web.access import Access

PASSWORD = "correct horse battery"


def _basic(text: str) -> str:
    return "Basic " + base64.b64encode(text.encode()).decode()


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.1:7860", "LOCALHOST:80", "[::1]:7860", "localhost"])
def test_this_machine_is_called_by_its_names(host: str) -> None:
    access = Access(hosts=frozenset({"127.0.0.1", "localhost", "::1"}))

    assert access.refusal("GET", Headers({"host": host}), "a") is None


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example:7860", "", "[::2]"])
def test_a_name_that_leads_here_from_elsewhere_is_refused(host: str) -> None:
    access = Access(hosts=frozenset({"127.0.0.1", "localhost", "::1"}))

    assert access.refusal("GET", Headers({"host": host}), "a") is Problem.FORBIDDEN


@pytest.mark.parametrize(
    ("method", "site", "refusal"),
    [
        ("POST", "cross-site", Problem.FORBIDDEN),
        ("POST", "same-site", Problem.FORBIDDEN),
        ("POST", "same-origin", None),
        ("POST", "none", None),
        ("GET", "cross-site", None),
    ],
)
def test_another_site_may_link_here_and_not_write(method: str, site: str, refusal: Problem | None) -> None:
    assert Access().refusal(method, Headers({"sec-fetch-site": site}), "a") is refusal


@pytest.mark.parametrize(
    "given", [_basic(f"anybody:{PASSWORD}"), _basic(f":{PASSWORD}"), f"Bearer {PASSWORD}", f"bearer  {PASSWORD} "]
)
def test_who_knows_the_password_is_let_in(given: str) -> None:
    assert Access(PASSWORD).refusal("GET", Headers({"authorization": given}), "a") is None


@pytest.mark.parametrize(
    "given", ["", "Basic", "Basic !!!", "Basic /w==", _basic("anybody:wrong"), "Bearer", f"Digest {PASSWORD}"]
)
def test_who_does_not_is_not(given: str) -> None:
    assert Access(PASSWORD).refusal("GET", Headers({"authorization": given}), "a") is Problem.UNAUTHORIZED


def test_guessing_ends_after_ten_wrong_passwords_for_that_client_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = [100.0]
    monkeypatch.setattr(access_module.time, "monotonic", lambda: clock[0])
    access = Access(PASSWORD)
    right = Headers({"authorization": _basic(f"x:{PASSWORD}")})

    for _ in range(10):
        access.refusal("GET", Headers({"authorization": _basic("x:wrong")}), "guesser")

    assert access.refusal("GET", right, "guesser") is Problem.TOO_MANY
    assert access.refusal("GET", right, "somebody else") is None
    clock[0] += 61
    assert access.refusal("GET", right, "guesser") is None


def test_only_so_many_clients_are_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(access_module, "_CLIENTS_REMEMBERED", 2)
    access = Access(PASSWORD)

    for client in ("a", "b", "c"):
        access.refusal("GET", Headers({"authorization": "Bearer wrong"}), client)

    assert list(access._failures) == ["b", "c"]
