"""A chat model that says what it is told to: for tests, and for trying things out without a model.

``--llm scripted:FILE`` reads it from a JSON file::

    {"replies": ["…", {"text": "…", "delay_s": 2, "fail_after": 10}]}

Replies come in turn, and from the beginning again after the last.
"""

from __future__ import annotations

import itertools
import json
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from langchain_core.callbacks import CallbackManagerForLLMRun
from langchain_core.language_models.chat_models import BaseChatModel
from langchain_core.messages import AIMessage, AIMessageChunk, BaseMessage
from langchain_core.messages.ai import UsageMetadata
from langchain_core.outputs import ChatGeneration, ChatGenerationChunk, ChatResult
from pydantic import Field, PrivateAttr

from assistant.errors import ModelError

PIECE = 7
"""Characters said at a time; they cut words and JSON anywhere, as a real model's tokens do."""


class ScriptedFailure(Exception):  # noqa: N818  # it stands for what any client may raise
    """The failure that a script asks for."""


@dataclass(frozen=True, slots=True)
class ScriptedReply:
    """One reply: ``delay_s`` passes before its first word, and it breaks off after ``fail_after`` characters.

    ``pause_s`` passes before each further piece of it.
    """

    text: str = ""
    delay_s: float = 0.0
    fail_after: int | None = None
    pause_s: float = 0.0


class ScriptedModel(BaseChatModel):
    """Says its replies in turn, whatever is asked; ``asked`` keeps what was."""

    replies: Sequence[ScriptedReply]
    asked: list[list[BaseMessage]] = Field(default_factory=list)
    _lock: Any = PrivateAttr(default_factory=threading.Lock)
    _count: Iterator[int] = PrivateAttr(default_factory=itertools.count)

    @property
    def _llm_type(self) -> str:
        return "scripted"

    def _generate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **options: object,
    ) -> ChatResult:
        said = "".join(chunk.text for chunk in self._stream(messages, stop, run_manager, **options))
        return ChatResult(generations=[ChatGeneration(message=AIMessage(content=said))])

    def _stream(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,  # noqa: ARG002  # the signature is LangChain's
        run_manager: CallbackManagerForLLMRun | None = None,  # noqa: ARG002  # the signature is LangChain's
        **_: object,
    ) -> Iterator[ChatGenerationChunk]:
        with self._lock:
            self.asked.append(messages)
            reply = self.replies[next(self._count) % len(self.replies)]
        time.sleep(reply.delay_s)
        text = reply.text if reply.fail_after is None else reply.text[: reply.fail_after]
        for start in range(0, len(text), PIECE):
            time.sleep(reply.pause_s if start else 0)
            yield ChatGenerationChunk(message=AIMessageChunk(content=text[start : start + PIECE]))
        if reply.fail_after is not None:
            raise ScriptedFailure("as the script says")
        usage = UsageMetadata(input_tokens=1, output_tokens=len(text), total_tokens=1 + len(text))
        yield ChatGenerationChunk(message=AIMessageChunk(content="", usage_metadata=usage))


def read_script(path: Path) -> ScriptedModel:
    """Return the model that a file describes.

    Raises:
        ModelError: the file cannot be read, or describes none.
    """
    try:
        table = json.loads(path.read_text(encoding="utf-8"))
        replies = [
            ScriptedReply(text=one) if isinstance(one, str) else ScriptedReply(**one) for one in table["replies"]
        ]
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise ModelError(f"scripted:{path} is no script of replies ({type(error).__name__}: {error})") from error
    if not replies:
        raise ModelError(f"scripted:{path} has no reply")
    return ScriptedModel(replies=replies)
