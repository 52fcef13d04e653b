"""What other programs rely on: the names of the package, the guide's examples, and LangChain's own interfaces."""

from __future__ import annotations

import doctest
import operator
import subprocess
import sys
from pathlib import Path

import pytest
from langchain_core.retrievers import BaseRetriever
from langchain_core.runnables import Runnable, RunnableLambda

import assistant as package
from assistant.answers import as_json
from assistant.engine import Assistant
from assistant.errors import QuestionError
from assistant.langchain import ClauseRetriever, Turn, answers


def test_every_public_name_is_there_and_an_unknown_one_is_an_attribute_error() -> None:
    found = {name: getattr(package, name) for name in package.__all__}

    assert found["Assistant"] is Assistant
    assert len(found) == 13
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        _ = package.nonsense  # type: ignore[attr-defined]  # it is not there


def test_importing_the_package_loads_no_other_module_of_it() -> None:
    program = "import sys, assistant; print(sorted(name for name in sys.modules if name.startswith('assistant.')))"

    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert done.stdout == "[]\n"


def examples(path: Path) -> doctest.DocTest:
    return doctest.DocTestParser().get_doctest(path.read_text(encoding="utf-8"), {}, path.name, str(path), 0)


def failures(test: doctest.DocTest) -> tuple[int, str]:
    said: list[str] = []
    runner = doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE)
    runner.run(test, out=said.append)
    return runner.failures, "".join(said)


@pytest.mark.parametrize(("name", "least"), [("docs/python.md", 20), ("README.md", 0)])
def test_the_examples_of_the_documents_are_true(
    name: str, least: int, repository: Path, assistant_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ASSISTANT_HOME", str(assistant_home))
    test = examples(repository / name)

    failed, said = failures(test)

    assert failed == 0, said
    assert len(test.examples) >= least


def test_an_example_that_is_not_true_is_told(tmp_path: Path) -> None:
    (tmp_path / "wrong.md").write_text("```python\n>>> 1 + 1\n3\n\n```\n", encoding="utf-8")

    failed, said = failures(examples(tmp_path / "wrong.md"))

    assert failed == 1
    assert "Got" in said


@pytest.mark.parametrize(
    ("query", "language", "authority", "title"),
    [
        ("元宇宙产业规模 2025", "zh", "official", "《元宇宙行动方案》"),
        ("hydrogen refuelling stations by 2025", "en", "briefing", "November 2022 Press Conference"),
    ],
)
def test_a_retriever_returns_clauses_as_documents(
    assistant: Assistant, query: str, language: str, authority: str, title: str
) -> None:
    retriever = ClauseRetriever(assistant=assistant, k=3)

    documents = retriever.invoke(query)

    hits = assistant.search(query, k=3)
    assert isinstance(retriever, BaseRetriever)
    assert [document.metadata["ref"] for document in documents] == [str(hit.ref) for hit in hits]
    first = documents[0]
    assert list(first.metadata) == ["ref", "label", "work", "authority", "language", "score", "rank"]
    assert (first.metadata["language"], first.metadata["authority"]) == (language, authority)
    assert first.metadata["label"].startswith(title)
    assert first.page_content == assistant.library.answering(hits[0].ref.work, first.metadata["language"]).text_of(
        hits[0].ref.eid
    )


def test_a_retriever_answers_in_the_language_it_is_told(assistant: Assistant) -> None:
    retriever = ClauseRetriever(assistant=assistant, k=1, language="en")

    document = retriever.invoke("元宇宙产业规模 2025")[0]

    assert document.metadata["language"] == "en"
    assert "RMB 350 billion" in document.page_content


def test_a_retriever_and_a_runnable_stand_in_a_chain(assistant: Assistant) -> None:
    refs = ClauseRetriever(assistant=assistant, k=2) | RunnableLambda(lambda found: [d.metadata["ref"] for d in found])
    ask: Runnable[str | Turn, dict[str, object]] = answers(assistant)
    status = ask | RunnableLambda(operator.itemgetter("status"))

    assert refs.invoke("元宇宙产业规模 2025")[0] == "metaverse/1.2.p1"
    assert status.batch(["绿色方案第6项", "深圳的目标？"]) == ["answered", "abstained"]


def test_a_runnable_takes_a_turn_with_its_history(assistant: Assistant) -> None:
    turn = Turn(question="那智能终端呢？", history=["元宇宙产业规模2025年目标多少？"])

    body = answers(assistant).invoke(turn)

    wanted = as_json(assistant.ask("那智能终端呢？", history=["元宇宙产业规模2025年目标多少？"]))
    assert {**body, "timings_ms": None} == {**wanted, "timings_ms": None}


def test_a_runnable_keeps_to_a_work_and_a_language(assistant: Assistant) -> None:
    body = answers(assistant).invoke(Turn(question="2025年产业规模目标多少？", work="terminals", language="en"))

    citations = body["citations"]
    assert isinstance(citations, list)
    assert body["language"] == "en"
    assert {citation["work"] for citation in citations} == {"terminals"}


def test_an_empty_query_is_our_own_error(assistant: Assistant) -> None:
    with pytest.raises(QuestionError):
        ClauseRetriever(assistant=assistant).invoke("  ")
    with pytest.raises(QuestionError):
        answers(assistant).invoke("  ")
