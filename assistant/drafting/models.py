"""Language models by name, through LangChain: ``openai:…``, ``ollama:…``, ``hf:…``, ``scripted:FILE``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from assistant.drafting.calling import Piece, Speaker
from assistant.errors import ModelError

if TYPE_CHECKING:
    from langchain_core.language_models.chat_models import BaseChatModel

NONE = "none"
"""The name that stands for no model, where a setting names one."""

MOST_TOKENS = 1024
"""Longest answer, in tokens."""

_HOW = "a model is named openai:MODEL, ollama:MODEL, hf:NAME-OR-FOLDER or scripted:FILE"
# Our own attempts are counted and timed; a client's would come on top.
_OPTIONS: Mapping[str, Mapping[str, Any]] = MappingProxyType({
    "openai": {"max_retries": 0, "max_tokens": MOST_TOKENS, "stream_usage": True},
    "ollama": {"num_predict": MOST_TOKENS},
})


@dataclass(frozen=True)
class ChatSpeaker:
    """A LangChain chat model as something that speaks."""

    name: str
    model: BaseChatModel

    def speak(self, system: str, user: str) -> Iterator[Piece]:
        """Yield what the model says, piece by piece."""
        for chunk in self.model.stream([("system", system), ("human", user)]):
            usage = getattr(chunk, "usage_metadata", None) or {}
            yield Piece(str(chunk.text), int(usage.get("input_tokens", 0)), int(usage.get("output_tokens", 0)))


def open_model(name: str, *, timeout_s: float) -> Speaker | None:
    """Return the model of that name; None for ``none`` and for no name.

    Keys of services come from the environment alone (``OPENAI_API_KEY``). A folder
    named after ``hf:`` is read where it lies; a name is fetched from the hub, because
    naming it asks for that, unless it is there already or ``HF_HUB_OFFLINE=1``.

    Raises:
        ModelError: there is no such model, its package is missing, or a key is.
    """
    if name in {"", NONE}:
        return None
    provider, colon, model = name.partition(":")
    if not colon or not model:
        raise ModelError(f"the language model {name!r} has no provider; {_HOW}")
    match provider:
        case "hf":
            from assistant.drafting.local import open_local_model

            return ChatSpeaker(name, open_local_model(model, most_tokens=MOST_TOKENS, timeout_s=timeout_s))
        case "scripted":
            from assistant.drafting.scripted import read_script

            return ChatSpeaker(name, read_script(Path(model).expanduser()))
        case "openai" | "ollama":
            return ChatSpeaker(name, _of_service(provider, model, timeout_s))
        case _:
            raise ModelError(f"no language models of {provider!r} are known; {_HOW}")


def _of_service(provider: str, model: str, timeout_s: float) -> BaseChatModel:
    from langchain.chat_models import init_chat_model

    options: dict[str, Any] = dict(_OPTIONS[provider])
    if provider == "openai":
        options["timeout"] = timeout_s
    else:
        options["client_kwargs"] = {"timeout": timeout_s}
    try:
        opened: BaseChatModel = init_chat_model(model, model_provider=provider, temperature=0, **options)
    except ImportError as error:
        raise ModelError(
            f"{provider}:{model} needs a package that is not installed; `pip install langchain-{provider}`"
        ) from error
    # Clients raise errors of their own; what they say of a missing key is for their makers' users.
    except Exception as error:  # re-raised as ours, whatever it is
        key = "; set OPENAI_API_KEY" if provider == "openai" else ""
        raise ModelError(f"{provider}:{model} cannot be opened ({type(error).__name__}){key}") from error
    return opened
