"""Five hundred hostile replies: not one sentence that its clause does not support, on any surface."""

from __future__ import annotations

import dataclasses
import json
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from pathlib import Path

import pytest

from assistant.answering.verifying import Verified, Verifier
from assistant.answers import Answer, Citation, DraftSentence, Sentence, Support, as_json
from assistant.cli.rendering import print_stream
from assistant.drafting.drafting import Drafter
from assistant.drafting.models import ChatSpeaker
from assistant.drafting.scripted import ScriptedModel, ScriptedReply
from assistant.engine import Assistant
from assistant.works import Authority, ClauseRef, Edition, Language

from .hostile import COUNT, Attack, attacks, scenes, unsupported

Run = Callable[..., tuple[int, str, str]]
Shown = list[tuple[str, list[str]]]


@pytest.fixture(scope="module")
def hostile(assistant: Assistant) -> tuple[Attack, ...]:
    return attacks(assistant)


def attacked(assistant: Assistant, found: Sequence[Attack]) -> Assistant:
    """Return an assistant whose model gives these replies in turn."""
    model = ScriptedModel(replies=[ScriptedReply(attack.reply) for attack in found])
    return dataclasses.replace(
        assistant, _drafter=Drafter(assistant._answerer, ChatSpeaker("scripted:hostile", model), 20.0)
    )


def shown_in(body: dict[str, object]) -> Shown:
    """Return every sentence of a JSON outcome with the refs of its citations."""
    citations, said = body["citations"], body["sentences"]
    assert isinstance(citations, list)
    assert isinstance(said, list)
    refs = {citation["n"]: citation["ref"] for citation in citations}
    return [(one["text"], [refs[n] for n in one["citations"]]) for one in said]


def test_the_replies_are_the_same_every_time_and_of_every_kind(
    assistant: Assistant, hostile: tuple[Attack, ...]
) -> None:
    kinds = Counter(attack.kind for attack in hostile)

    assert hostile == attacks(assistant)
    assert len(hostile) == COUNT
    assert len(kinds) == 15
    assert min(kinds.values()) >= 33
    assert len({attack.reply for attack in hostile}) > 400


def test_stream_text_and_json_show_no_unsupported_sentence(
    assistant: Assistant, hostile: tuple[Attack, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    drafting = attacked(assistant, hostile)

    wrong: list[tuple[str, str]] = []
    taken = 0
    for attack in hostile:
        events = list(drafting.stream(attack.question))
        outcome = print_stream(events)
        assert isinstance(outcome, Answer)
        assert tuple(events[:-1]) == outcome.sentences
        wrong += [(attack.kind, text) for text in unsupported(shown_in(as_json(outcome)), assistant)]
        wrong += [(attack.kind, line) for line in strangers(capsys.readouterr().out, outcome)]
        taken += outcome.trace["model"]["failure"] is None  # type: ignore[index]  # a dict in the trace

    assert wrong == []
    # True sentences beside the lies do get through, so the model's own answers were looked at.
    assert taken >= 20


def strangers(printed: str, outcome: Answer) -> Iterator[str]:
    """Yield the lines that people read which are neither a sentence, nor a citation or note of ours."""
    said = [f"{s.text} {''.join(f'[{n}]' for n in s.citations)}" for s in outcome.sentences]
    lines = printed.splitlines()
    if lines[: len(said)] != said:
        yield printed
    for line in lines[len(said) :]:
        if line.strip() and not line.startswith(("[", "※")) and not _is_quoted(line.strip(), outcome):
            yield line


def _is_quoted(line: str, outcome: Answer) -> bool:
    return any(line in f"{citation.quote}\n{citation.rendering}" for citation in outcome.citations)


@pytest.mark.usefixtures("ready")
def test_a_batch_on_the_command_line_shows_no_unsupported_sentence(
    assistant: Assistant, hostile: tuple[Attack, ...], run: Run, tmp_path: Path
) -> None:
    # Ten of each kind; all of them pass through the same engine above.
    some = hostile[:150]
    script, source, target = (tmp_path / name for name in ("script.json", "in.jsonl", "out.jsonl"))
    script.write_text(json.dumps({"replies": [attack.reply for attack in some]}), encoding="utf-8")
    lines = [json.dumps({"id": n, "question": attack.question}) for n, attack in enumerate(some)]
    source.write_text("\n".join(lines), encoding="utf-8")

    code, _, _ = run("ask", "--batch", str(source), "--out", str(target), "--llm", f"scripted:{script}")

    bodies = [json.loads(line) for line in target.read_text(encoding="utf-8").splitlines()]
    assert code == 0
    assert len(bodies) == 150
    wrong = [(body["id"], text) for body in bodies for text in unsupported(shown_in(body), assistant)]
    assert wrong == []


@pytest.mark.usefixtures("ready")
@pytest.mark.parametrize("options", [(), ("--json",)])
def test_single_questions_on_the_command_line_show_none_either(
    hostile: tuple[Attack, ...], run: Run, tmp_path: Path, options: tuple[str, ...]
) -> None:
    for number, attack in enumerate(hostile[:8]):
        script = tmp_path / f"{number}.json"
        script.write_text(json.dumps({"replies": [attack.reply]}), encoding="utf-8")

        code, out, _ = run("ask", attack.question, "--llm", f"scripted:{script}", *options)

        assert code == 0
        assert "9000" not in out
        assert "90 million" not in out
        assert "ten years" not in out
        assert "十年" not in out


class Credulous(Verifier):
    """A verifier that believes everything."""

    def verify(
        self, drafts: Sequence[DraftSentence], *, language: Language, retrieved: Collection[ClauseRef]
    ) -> Verified:
        refs = {citation.ref: n for n, citation in enumerate((c for d in drafts for c in d.citations), start=1)}
        said = tuple(Sentence(d.text, tuple(refs[c.ref] for c in d.citations), Support.SUPPORTED) for d in drafts)
        citations = tuple(
            Citation(n, ref, "", Authority.OFFICIAL, Edition.DIGEST, "", language, None, verified=False)
            for ref, n in refs.items()
            if ref in retrieved
        )
        return Verified(said, citations, ())


def test_with_a_verifier_that_believes_everything_lies_would_be_shown(
    assistant: Assistant, hostile: tuple[Attack, ...]
) -> None:
    # The gate itself: without this, attacks that reach no verifier would pass every test above.
    answerer = dataclasses.replace(assistant._answerer)
    answerer.__dict__["verifier"] = Credulous(assistant.library)
    model = ScriptedModel(replies=[ScriptedReply(attack.reply) for attack in hostile])
    drafter = Drafter(answerer, ChatSpeaker("scripted:hostile", model), 20.0)
    drafting = dataclasses.replace(assistant, _drafter=drafter)

    lies = [list(unsupported(shown_in(as_json(drafting.ask(a.question))), assistant)) for a in hostile[:120]]

    assert sum(bool(found) for found in lies) >= 20


def test_the_questions_are_answered_from_clauses_in_both_languages(assistant: Assistant) -> None:
    found = scenes(assistant)

    assert Counter(scene.language for scene in found) == {"zh": 5, "en": 5}
    assert all(scene.keys and scene.true and len(scene.elsewhere) > 300 for scene in found)
