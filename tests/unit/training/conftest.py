"""A teacher of a few thousand random weights, a dictionary of a few words, a few pairs."""

from __future__ import annotations

import json
import string
from pathlib import Path

import pytest

from assistant.training.recipe import Sources

_WORDS = "the city builds a new industry of energy metaverse green plan and grows in shanghai law to .".split()  # noqa: SIM905 - a sentence reads better
_PIECES = [*_WORDS, *string.ascii_lowercase, *"0123456789,;()[]", *(f"##{letter}" for letter in string.ascii_lowercase)]

DICTIONARY = """\
# CC-CEDICT
產業 产业 [chan3 ye4] /industry/
城市 城市 [cheng2 shi4] /city; town/CL:座[zuo4]/
元宇宙 元宇宙 [yuan2 yu3 zhou4] /metaverse/
能源 能源 [neng2 yuan2] /energy/power source/
綠色 绿色 [lu:4 se4] /green/
王 王 [Wang2] /surname Wang/
城 城 [cheng2] /city/
產 产 [chan3] /to produce/
業 业 [ye4] /industry/
元 元 [yuan2] /first/
能 能 [neng2] /to be able to/
綠 绿 [lu:4] /green/
"""

PAIRS = [
    ("城市发展绿色能源。", "The city grows green energy.", "law", "human"),
    ("元宇宙产业", "metaverse industry", "law", "human"),
    ("新的城市", "a new city", "docs:a", "mt"),
    ("绿色产业计划", "green industry plan", "docs:b", "human"),
]


@pytest.fixture(scope="session")
def sources(tmp_path_factory: pytest.TempPathFactory) -> Sources:
    import torch
    from transformers import BertConfig, BertModel

    folder = tmp_path_factory.mktemp("sources")
    vocabulary = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *dict.fromkeys(_PIECES)]
    torch.manual_seed(0)
    config = BertConfig(
        vocab_size=len(vocabulary),
        hidden_size=16,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=32,
        max_position_embeddings=256,
        initializer_range=0.3,
    )
    bert = BertModel(config)
    for parameter in bert.parameters():
        # Biases start as zeros, and the exporter would keep only one of them.
        torch.nn.init.normal_(parameter, std=0.3)
    bert.save_pretrained(folder / "teacher")
    ids = {piece: row for row, piece in enumerate(vocabulary)}
    tokenizer = {
        "version": "1.0",
        "truncation": None,
        "padding": None,
        "added_tokens": [],
        "normalizer": {
            "type": "BertNormalizer",
            "clean_text": True,
            "handle_chinese_chars": True,
            "strip_accents": None,
            "lowercase": True,
        },
        "pre_tokenizer": {"type": "BertPreTokenizer"},
        "post_processor": {
            "type": "TemplateProcessing",
            "single": [
                {"SpecialToken": {"id": "[CLS]", "type_id": 0}},
                {"Sequence": {"id": "A", "type_id": 0}},
                {"SpecialToken": {"id": "[SEP]", "type_id": 0}},
            ],
            "pair": [{"Sequence": {"id": "A", "type_id": 0}}, {"Sequence": {"id": "B", "type_id": 0}}],
            "special_tokens": {name: {"id": name, "ids": [ids[name]], "tokens": [name]} for name in ("[CLS]", "[SEP]")},
        },
        "decoder": {"type": "WordPiece", "prefix": "##", "cleanup": True},
        "model": {
            "type": "WordPiece",
            "unk_token": "[UNK]",
            "continuing_subword_prefix": "##",
            "max_input_chars_per_word": 100,
            "vocab": ids,
        },
    }
    (folder / "teacher" / "tokenizer.json").write_text(json.dumps(tokenizer), encoding="utf-8")
    (folder / "cedict.txt").write_text(DICTIONARY, encoding="utf-8")
    (folder / "pairs.tsv").write_text("".join("\t".join(pair) + "\n" for pair in PAIRS), encoding="utf-8")
    (folder / "texts").mkdir()
    (folder / "texts" / "plan.txt").write_text("城市能源\n", encoding="utf-8")
    return Sources(folder / "pairs.tsv", folder / "cedict.txt", folder / "teacher", (folder / "texts",))


@pytest.fixture(scope="session")
def trained(sources: Sources, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an encoder made from the sources without training."""
    from assistant.training.recipe import Plan, train

    out = tmp_path_factory.mktemp("trained")
    train(sources, out, Plan(rows=14))
    return out


@pytest.fixture(autouse=True)
def _little_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Train on small batches: what is learnt here is little."""
    monkeypatch.setattr("assistant.training.loop.BATCH_TOKENS", 2048)
    monkeypatch.setattr("assistant.training.substitution._PERSONS", 500)
