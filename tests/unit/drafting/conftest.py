"""What tests of drafting stand on: an assistant with a scripted model, and replies in the form asked for."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Mapping

import pytest

from assistant.answers import Answer
from assistant.drafting.drafting import Drafter
from assistant.drafting.keys import clause_keys
from assistant.drafting.models import ChatSpeaker
from assistant.drafting.scripted import ScriptedModel, ScriptedReply
from assistant.engine import Assistant

Scripted = Callable[..., tuple[Assistant, ScriptedModel]]


@pytest.fixture
def scripted(assistant: Assistant) -> Scripted:
    """Return a function: an assistant whose model says these replies in turn, and the model."""

    def opened(*replies: str | ScriptedReply, timeout_s: float = 10.0) -> tuple[Assistant, ScriptedModel]:
        model = ScriptedModel(replies=[ScriptedReply(one) if isinstance(one, str) else one for one in replies])
        drafter = Drafter(assistant._answerer, ChatSpeaker("scripted:test", model), timeout_s)
        return dataclasses.replace(assistant, _drafter=drafter), model

    return opened


def keys_of(assistant: Assistant, question: str) -> Mapping[str, str]:
    """Return the key of every clause that a model is offered for a question, by its ref."""
    plain = assistant.ask(question)
    assert isinstance(plain, Answer)
    assert plain.basis is not None
    return {str(ref): key for key, ref in clause_keys(plain.basis.question, plain.basis.refs).items()}


def reply(*sentences: tuple[str, str]) -> str:
    """Return sentences, each with one key, as a model should."""
    return json.dumps({"sentences": [{"text": text, "keys": [key]} for text, key in sentences]}, ensure_ascii=False)
