"""A language model on this machine, with transformers: safetensors weights, no code of the model's own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from langchain_core.callbacks import CallbackManagerForLLMRun
from langchain_core.language_models.chat_models import BaseChatModel
from langchain_core.messages import AIMessage, BaseMessage
from langchain_core.messages.ai import UsageMetadata
from langchain_core.outputs import ChatGeneration, ChatResult

from assistant.errors import ModelError


class LocalChatModel(BaseChatModel):
    """A causal language model of transformers as a LangChain chat model; it always takes the likeliest word."""

    tokenizer: Any
    network: Any
    most_tokens: int
    timeout_s: float

    @property
    def _llm_type(self) -> str:
        return "transformers"

    def _generate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,  # noqa: ARG002  # the signature is LangChain's
        run_manager: CallbackManagerForLLMRun | None = None,  # noqa: ARG002  # the signature is LangChain's
        **_: object,
    ) -> ChatResult:
        encoded = self._encoded(messages)
        length = encoded["input_ids"].shape[1]
        room = getattr(self.network.config, "max_position_embeddings", None) or length + self.most_tokens
        if length >= room:
            raise ValueError(f"the clauses take {length} tokens, and the model reads {room}")
        made = self.network.generate(
            **encoded,
            max_new_tokens=min(self.most_tokens, room - length),
            max_time=self.timeout_s,
            do_sample=False,
        )
        answer = made[0][length:]
        usage = UsageMetadata(input_tokens=length, output_tokens=len(answer), total_tokens=length + len(answer))
        text = self.tokenizer.decode(answer, skip_special_tokens=True)
        return ChatResult(generations=[ChatGeneration(message=AIMessage(content=text, usage_metadata=usage))])

    def _encoded(self, messages: list[BaseMessage]) -> Any:  # noqa: ANN401  # transformers has no type for it
        said = [{"role": _ROLES.get(one.type, "user"), "content": str(one.text)} for one in messages]
        if self.tokenizer.chat_template:
            text = self.tokenizer.apply_chat_template(said, tokenize=False, add_generation_prompt=True)
        else:
            text = "\n\n".join(one["content"] for one in said) + "\n\n"
        encoded = self.tokenizer(text, return_tensors="pt")
        return {name: encoded[name] for name in ("input_ids", "attention_mask") if name in encoded}


_ROLES = {"system": "system", "human": "user", "ai": "assistant"}


def open_local_model(name: str, *, most_tokens: int, timeout_s: float) -> LocalChatModel:
    """Load a model from a folder, or from the hub where it is named so.

    Raises:
        ModelError: it cannot be loaded, or only with code of its own or pickled weights.
    """
    folder = Path(name).expanduser()
    is_path = folder.is_absolute() or name.startswith((".", "~")) or name.count("/") > 1
    if is_path and not folder.is_dir():
        raise ModelError(f"no folder {name}; hf: takes a folder, or a name like Qwen/Qwen3-0.6B")
    source = str(folder) if folder.is_dir() else name
    try:
        from transformers import AutoModelForCausalLM, AutoTokenizer

        options = {"local_files_only": folder.is_dir(), "trust_remote_code": False}
        tokenizer = AutoTokenizer.from_pretrained(source, **options)
        network = AutoModelForCausalLM.from_pretrained(source, use_safetensors=True, **options)
    except ImportError as error:
        raise ModelError(f"hf:{name} needs `pip install transformers torch` ({error})") from error
    # Missing files, an unknown architecture, a hub that cannot be reached.
    except (OSError, ValueError, KeyError, TypeError, RuntimeError, AttributeError) as error:
        reason = str(error).strip().splitlines()[0] if str(error).strip() else repr(error)
        raise ModelError(f"hf:{name} cannot be loaded: {reason}") from error
    network.eval()
    return LocalChatModel(tokenizer=tokenizer, network=network, most_tokens=most_tokens, timeout_s=timeout_s)
