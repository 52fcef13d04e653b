"""A model is waited for no longer than agreed, and asked again only where it said nothing."""

from __future__ import annotations

import itertools
import time
from collections.abc import Iterator

import pytest

from assistant.drafting.calling import Call, Piece, SilenceError


class Scripted:
    """Speaks as a list of runs says: pieces, pauses in seconds, and errors."""

    name = "scripted"

    def __init__(self, *runs: list[str | float | Exception]) -> None:
        self.runs = iter(runs)

    def speak(self, *_: str) -> Iterator[Piece]:
        for said in next(self.runs):
            if isinstance(said, Exception):
                raise said
            if isinstance(said, float):
                time.sleep(said)
            else:
                yield Piece(said, 1, 2)


def call(*runs: list[str | float | Exception], timeout_s: float = 5.0) -> tuple[Call, list[float]]:
    pauses: list[float] = []
    return Call(Scripted(*runs), timeout_s, pause=pauses.append, jitter=lambda: 0.5), pauses


def test_what_is_said_comes_piece_by_piece_with_the_tokens_counted() -> None:
    one, pauses = call(["a", "b"])

    assert list(one.pieces("", "")) == ["a", "b"]
    assert (one.attempts, one.input_tokens, one.output_tokens, pauses) == (1, 2, 4, [])


def test_a_failure_before_the_first_word_is_tried_again_after_growing_pauses() -> None:
    one, pauses = call([OSError()], [OSError()], ["a"])

    assert list(one.pieces("", "")) == ["a"]
    assert one.attempts == 3
    # 0.5 s and 1 s, times 0.5 + jitter.
    assert pauses == [0.5, 1.0]


def test_three_failures_are_enough() -> None:
    one, _ = call([OSError()], [OSError()], [OSError("sk-secret")])

    with pytest.raises(SilenceError) as caught:
        list(one.pieces("", ""))

    assert (caught.value.key, caught.value.cause, str(caught.value)) == ("gone", "OSError", "gone")


def test_a_failure_after_the_first_word_is_final() -> None:
    one, pauses = call(["a", OSError()], ["b"])
    said = one.pieces("", "")

    assert next(said) == "a"
    with pytest.raises(SilenceError, match="gone"):
        next(said)
    assert pauses == []


@pytest.mark.parametrize("run", [[10.0, "a"], ["a", 10.0, "b"]])
def test_one_that_is_too_slow_is_left_behind(run: list[str | float | Exception]) -> None:
    one, _ = call(run, timeout_s=0.2)
    begun = time.monotonic()

    with pytest.raises(SilenceError, match="slow"):
        list(one.pieces("", ""))

    assert time.monotonic() - begun < 2


def test_one_that_never_stops_talking_is_late_too() -> None:
    class Endless:
        name = "endless"

        def speak(self, *_: str) -> Iterator[Piece]:
            return (Piece("a") for _ in itertools.count())

    said = Call(Endless(), 0.2).pieces("", "")

    with pytest.raises(SilenceError, match="slow"):
        list(said)


def test_after_the_answer_only_last_words_are_waited_for() -> None:
    one, _ = call(["a", 30.0], timeout_s=60)
    begun = time.monotonic()
    said = one.pieces("", "")
    next(said)

    one.hurry()
    with pytest.raises(SilenceError, match="slow"):
        next(said)

    assert time.monotonic() - begun < 5


def test_there_is_no_second_try_when_the_time_is_over() -> None:
    one, pauses = call([OSError()], ["a"], timeout_s=0.1)

    with pytest.raises(SilenceError, match="gone"):
        list(one.pieces("", ""))
    assert pauses == []
