"""Models by name: what is wrong is one line, and a real local model of random weights is loaded and asked."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from assistant.answers import Answer, NoteKind
from assistant.drafting.drafting import Drafter
from assistant.drafting.models import ChatSpeaker, open_model
from assistant.engine import Assistant
from assistant.errors import ModelError
from assistant.settings import Settings

from .conftest import keys_of, reply

EN = "How big is the metaverse industry to be by 2025?"
GOOD_EN = "Metaverse-related industries are to reach RMB 350 billion by 2025."


@pytest.fixture(scope="module")
def tiny_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a causal language model of some thousand random weights."""
    import torch
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers
    from transformers import LlamaConfig, LlamaForCausalLM, PreTrainedTokenizerFast

    folder = tmp_path_factory.mktemp("tiny")
    alphabet = sorted(pre_tokenizers.ByteLevel.alphabet())
    tokenizer = Tokenizer(models.BPE(vocab={letter: at for at, letter in enumerate([*alphabet, "<end>"])}, merges=[]))
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    fast = PreTrainedTokenizerFast(tokenizer_object=tokenizer, eos_token="<end>", pad_token="<end>")
    fast.save_pretrained(folder)
    torch.manual_seed(20_261_125)
    config = LlamaConfig(
        vocab_size=257, hidden_size=8, intermediate_size=16, num_hidden_layers=1, num_attention_heads=2,
        num_key_value_heads=2, max_position_embeddings=16_384, bos_token_id=None, eos_token_id=256, pad_token_id=256,
    )  # fmt: skip
    network = LlamaForCausalLM(config)
    assert sum(weights.numel() for weights in network.parameters()) < 10_000
    network.save_pretrained(folder, safe_serialization=True)
    return folder


def test_a_local_model_is_loaded_and_its_rubbish_is_not_shown(
    assistant: Assistant, assistant_home: Path, tiny_model: Path
) -> None:
    settings = Settings(home=assistant_home, today="2026-11-20", llm=f"hf:{tiny_model}", llm_timeout_s=8)
    drafting = Assistant.open(settings)

    outcome, plain = drafting.ask(EN), assistant.ask(EN)

    assert isinstance(outcome, Answer)
    assert isinstance(plain, Answer)
    assert outcome.sentences == plain.sentences
    assert NoteKind.MODEL in [note.kind for note in outcome.notes]
    model = outcome.trace["model"]
    assert isinstance(model, dict)
    assert model["failure"] in {"malformed", "silent", "slow"}
    assert model["name"] == f"hf:{tiny_model}"


def test_a_local_model_says_the_same_every_time_and_counts_its_tokens(tiny_model: Path) -> None:
    speaker = open_model(f"hf:{tiny_model}", timeout_s=5)
    assert isinstance(speaker, ChatSpeaker)
    speaker.model.most_tokens = 12  # type: ignore[attr-defined]  # a field of the local model

    once, again = (list(speaker.speak("Be brief.", "Hello")) for _ in range(2))

    assert [piece.text for piece in once] == [piece.text for piece in again]
    # "Be brief.", "Hello" and the line breaks after each, a token a byte.
    assert sum(piece.input_tokens for piece in once) == 18
    assert 0 < sum(piece.output_tokens for piece in once) <= 12


def test_a_local_model_that_cannot_read_so_much_is_gone(assistant: Assistant, tiny_model: Path) -> None:
    speaker = open_model(f"hf:{tiny_model}", timeout_s=5)
    assert isinstance(speaker, ChatSpeaker)
    speaker.model.network.config.max_position_embeddings = 100  # type: ignore[attr-defined]  # a field of the local model
    plain = assistant.ask(EN)
    assert isinstance(plain, Answer)

    *_, outcome = Drafter(assistant._answerer, speaker, 5.0).stream(plain)

    assert isinstance(outcome, Answer)
    assert outcome.trace["model"]["cause"] == "ValueError"  # type: ignore[index]  # a dict in the trace


@pytest.mark.parametrize("name", ["", "none"])
def test_no_model_is_opened_where_none_is_named(name: str) -> None:
    assert open_model(name, timeout_s=1) is None


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("gpt", "has no provider; a model is named openai:MODEL"),
        ("openai:", "has no provider"),
        ("mystery:x", "no language models of 'mystery'"),
        ("hf:./nowhere", "no folder ./nowhere"),
        ("hf:~/nowhere/at/all", "no folder"),
        ("hf:no-such-org/no-such-model", "cannot be loaded"),
        ("scripted:nowhere.json", "scripted:nowhere.json"),
    ],
)
def test_a_name_that_opens_nothing_is_one_line(name: str, words: str) -> None:
    with pytest.raises(ModelError) as caught:
        open_model(name, timeout_s=1)

    assert words in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_folder_with_pickled_weights_only_is_refused(tiny_model: Path, tmp_path: Path) -> None:
    import shutil

    import torch

    folder = tmp_path / "pickled"
    shutil.copytree(tiny_model, folder)
    (folder / "model.safetensors").unlink()
    torch.save({}, folder / "pytorch_model.bin")

    with pytest.raises(ModelError, match="cannot be loaded"):
        open_model(f"hf:{folder}", timeout_s=1)


def test_a_service_without_its_key_is_one_line_that_names_the_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("langchain_openai", reason="needs the extra [llm]")
    for name in ("OPENAI_API_KEY", "OPENAI_ADMIN_KEY"):
        monkeypatch.delenv(name, raising=False)

    with pytest.raises(ModelError, match="OPENAI_API_KEY"):
        open_model("openai:gpt-4o-mini", timeout_s=1)


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Run a service of OpenAI's kind on this machine; yield the list of what it answers, which a test fills."""
    pytest.importorskip("langchain_openai", reason="needs the extra [llm]")
    answers: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            if not answers:
                self.send_error(503)
                return
            self.send_response(200)
            self.send_header("Content-Type", "text/event-stream")
            self.end_headers()
            text = answers.pop(0)
            for piece in (text[:9], text[9:]):
                choice = {"index": 0, "delta": {"role": "assistant", "content": piece}, "finish_reason": None}
                self._event({
                    "id": "1",
                    "object": "chat.completion.chunk",
                    "created": 0,
                    "model": "m",
                    "choices": [choice],
                })
            usage = {"prompt_tokens": 11, "completion_tokens": 5, "total_tokens": 16}
            self._event({
                "id": "1",
                "object": "chat.completion.chunk",
                "created": 0,
                "model": "m",
                "choices": [],
                "usage": usage,
            })
            self.wfile.write(b"data: [DONE]\n\n")

        def _event(self, body: dict[str, object]) -> None:
            self.wfile.write(f"data: {json.dumps(body)}\n\n".encode())

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    monkeypatch.setenv("OPENAI_BASE_URL", f"http://127.0.0.1:{server.server_address[1]}/v1")
    monkeypatch.setenv("OPENAI_API_KEY", "sk-secret-of-a-test")
    for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    yield answers
    server.shutdown()
    server.server_close()
    thread.join()


def test_a_service_answers_over_the_wire_and_its_tokens_are_counted(assistant: Assistant, service: list[str]) -> None:
    service.append(reply((GOOD_EN, keys_of(assistant, EN)["metaverse/1.2.p1"])))
    speaker = open_model("openai:m", timeout_s=10)
    assert speaker is not None
    drafting = dataclasses.replace(assistant, _drafter=Drafter(assistant._answerer, speaker, 10.0))

    outcome = drafting.ask(EN)

    assert isinstance(outcome, Answer)
    assert [sentence.text for sentence in outcome.sentences] == [GOOD_EN]
    assert outcome.trace["model"]["tokens"] == {"input": 11, "output": 5}  # type: ignore[index]  # a dict in the trace


def test_a_service_that_is_down_is_asked_three_times_and_its_key_is_told_nobody(
    assistant: Assistant, service: list[str]
) -> None:
    speaker = open_model("openai:m", timeout_s=10)
    assert speaker is not None
    drafting = dataclasses.replace(assistant, _drafter=Drafter(assistant._answerer, speaker, 10.0))

    outcome = drafting.ask(EN)

    model = outcome.trace["model"]
    assert isinstance(model, dict)
    assert (model["attempts"], model["failure"], service) == (3, "gone", [])
    assert "sk-secret" not in repr(outcome)
