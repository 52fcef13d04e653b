from __future__ import annotations

from contextlib import ExitStack

import pytest

from assistant.api.admission import Admission
from assistant.api.problems import Problem


def test_so_many_are_taken_and_then_no_more_until_one_leaves() -> None:
    admission = Admission(most=2, most_of_one=2)

    with ExitStack() as stack:
        stack.enter_context(admission.entered("a"))
        assert admission.refusal("b") is None
        with admission.entered("b"):
            assert admission.refusal("c") is Problem.BUSY
        assert admission.refusal("c") is None
    assert not admission._inside


def test_one_client_leaves_room_for_others() -> None:
    admission = Admission(most=3, most_of_one=1)

    with admission.entered("a"):
        assert admission.refusal("a") is Problem.TOO_MANY
        assert admission.refusal("b") is None


def test_a_request_that_fails_is_counted_out() -> None:
    admission = Admission(most=1)

    with pytest.raises(RuntimeError), admission.entered("a"):
        raise RuntimeError

    assert admission.refusal("a") is None
