"""``corpus``: listing, adding, removing and verifying, and that a bad file changes nothing."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., tuple[int, str, str]]
OFFICIAL = "notice-2022-12-official.txt"


def test_the_works_that_ship_are_listed_with_their_clauses(run: Run, home: Path) -> None:
    command = ("corpus", "list")

    code, out, err = run(*command)

    rows = {line.split()[0]: line.split() for line in out.splitlines()[1:]}
    assert (code, err) == (0, "")
    assert list(rows) == ["green", "metaverse", "notice", "press-2022-07-08", "press-2022-11-23", "terminals"]
    assert rows["green"][2:4] == ["沪府办发〔2022〕12号", "34"]
    assert list(home.iterdir()) == []


def test_an_added_document_is_listed_shown_asked_and_removed(run: Run, home_with_index: Path, kites: Path) -> None:
    work = "试府办发-2024-7"

    code, out, _ = run("corpus", "add", str(kites))
    listed = run("corpus", "list")[1]
    # It has no English text.
    shown = run("show", f"{work}/2", "--language", "en")
    asked = json.loads(run("ask", "风筝产业规模到2026年达到多少？", "--work", work, "--json")[1])
    removed = run("corpus", "remove", work)

    assert code == 0
    assert f"added: {work}  试点市风筝产业发展办法" in out
    assert f"new work: 3 clauses; `assistant show {work}` lists them" in out
    assert work in listed
    assert "到2026年，风筝产业规模达到30亿元。" in shown[1]
    assert next(hit["ref"] for hit in asked["retrieved"]) == f"{work}/2"
    assert (removed[0], removed[1]) == (0, f"removed: {work}\n")
    assert work not in run("corpus", "list")[1]
    assert list((home_with_index / "library").glob("*.json")) == []


def test_the_official_text_is_recognised_verified_quoted_and_removed(
    run: Run, home_with_index: Path, shared: Path
) -> None:
    file = shared / "corpus" / OFFICIAL

    code, out, _ = run("corpus", "add", str(file))
    verified = run("corpus", "verify")
    cited = json.loads(run("ask", "绿色方案第6项", "--json")[1])["citations"]
    removed = run("corpus", "remove", "green")

    assert code == 0
    assert [line.split()[1] for line in out.splitlines() if line.startswith("added:")] == [
        "notice",
        "green",
        "metaverse",
        "terminals",
    ]
    assert [line.split(":")[1] for line in out.splitlines() if "known work" in line] == [
        " 7 of 7 clauses match their fingerprint",
        " 34 of 34 clauses match their fingerprint",
        " 38 of 38 clauses match their fingerprint",
        " 38 of 38 clauses match their fingerprint",
    ]
    assert verified[0] == 0
    assert "117 official clauses match: no problems" in verified[1]
    assert [(one["ref"], one["edition"], one["verified"]) for one in cited] == [("green/2.2.6", "official", True)]
    assert removed[1] == "removed the official text of green; its digest stays\n"
    assert home_with_index.exists()


def test_a_changed_clause_is_listed_never_shown_and_never_quoted(run: Run, home_with_index: Path, shared: Path) -> None:
    text = (shared / "corpus" / OFFICIAL).read_text(encoding="utf-8")
    damaged = home_with_index / "damaged.txt"
    damaged.write_text(text.replace("７０兆帕", "７７兆帕"), encoding="utf-8")

    code, out, _ = run("corpus", "add", str(damaged))
    verified = run("corpus", "verify")
    cited = json.loads(run("ask", "绿色方案第6项", "--json")[1])["citations"]
    shown = run("show", "green/2.2.6")[1] + run("show", "green")[1]

    assert code == 0
    assert "green/2.2.6 does not match; its digest goes on being quoted" in out
    assert out.count("does not match") == 1
    assert verified[0] == 1
    assert verified[1].startswith("green/2.2.6: the official text that is installed does not match its fingerprint\n")
    assert "116 official clauses match: 1 problem\n" in verified[1]
    assert [(one["ref"], one["edition"], one["verified"]) for one in cited] == [("green/2.2.6", "digest", False)]
    assert "green/2.2.6" in out
    assert "77" not in shown
    assert shown.count("does not match its fingerprint, so it is not shown") == 2


def test_a_sound_corpus_is_verified_with_exit_code_0(run: Run, home: Path) -> None:
    command = ("corpus", "verify")

    code, out, err = run(*command)

    assert (code, err) == (0, "")
    assert out.startswith("6 works, 153 clauses, ")
    assert out.endswith("in two languages, no official text installed: no problems\n")
    assert list(home.iterdir()) == []


BAD = {
    "missing.txt": None,
    "empty.txt": b"",
    "binary.txt": bytes(range(256)) * 40,
    "large.txt": b"x" * 21_000_000,
    "paper.pdf": b"%PDF-1.7",
    "note.txt": "放风筝。\n".encode(),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_one_line_and_changes_nothing(run: Run, home: Path, tmp_path: Path, name: str) -> None:
    path, content = tmp_path / name, BAD[name]
    if content is not None:
        path.write_bytes(content)

    code, out, err = run("corpus", "add", str(path))

    assert (code, out) == (3, "")
    assert err.startswith(f"assistant: {path}: ")
    assert err.count("\n") == 1
    assert list(home.iterdir()) == []


def test_a_folder_is_one_line_and_changes_nothing(run: Run, home: Path) -> None:
    folder = home.parent

    code, out, err = run("corpus", "add", str(folder))

    assert (code, out) == (3, "")
    assert err.startswith(f"assistant: {folder}: ")
    assert err.count("\n") == 1
    assert list(home.iterdir()) == []


@pytest.mark.parametrize(
    "command",
    [
        ["corpus", "list"],
        ["corpus", "verify"],
        ["show", "green"],
        ["ask", "绿色方案第6项"],
        ["search", "氢"],
        ["index", "build"],
    ],
)
def test_a_damaged_added_document_is_one_line_everywhere(run: Run, home: Path, command: list[str]) -> None:
    (home / "library").mkdir()
    (home / "library" / "kites.json").write_text('{"sha256": "0", "added": {}}', encoding="utf-8")

    code, out, err = run(*command)

    assert (code, out) == (3, "")
    assert "assistant corpus remove kites" in err
    assert err.count("\n") == 1


def test_removing_a_damaged_document_mends_it(run: Run, home_with_index: Path) -> None:
    (home_with_index / "library").mkdir(exist_ok=True)
    (home_with_index / "library" / "kites.json").write_text("{", encoding="utf-8")

    code, out, _ = run("corpus", "remove", "kites")

    assert (code, out) == (0, "removed: kites\n")
    assert run("corpus", "list")[0] == 0


@pytest.mark.parametrize(
    ("work", "words"),
    [("green", "green ships with the assistant"), ("nothing", "no work 'nothing'"), ("../x", "no work '../x'")],
)
def test_what_cannot_be_removed_is_one_line(run: Run, home: Path, work: str, words: str) -> None:
    (home.parent / "x.json").write_text("{}", encoding="utf-8")

    code, out, err = run("corpus", "remove", work)

    assert (code, out) == (3, "")
    assert words in err
    assert err.count("\n") == 1
    assert (home.parent / "x.json").exists()


def test_a_home_that_cannot_be_written_is_one_line(
    run: Run, home: Path, kites: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (home / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv("ASSISTANT_HOME", str(home / "file" / "home"))

    found = [
        run("corpus", "add", str(kites)),
        run("corpus", "remove", "green"),
        run("index", "build"),
        run("ask", "绿色"),
    ]

    assert [(code, out, err.count("\n")) for code, out, err in found] == [(3, "", 1)] * 4
    assert all("Not a directory" in err for _, _, err in found)


def test_a_title_that_looks_like_markup_is_listed_as_it_is(run: Run, home_with_index: Path, tmp_path: Path) -> None:
    # Without a title line the title is the name of the file.
    path = tmp_path / "[b]up:smile:.txt"
    path.write_text("第一条 放风筝。\n第二条 收风筝。\n", encoding="utf-8")
    run("corpus", "add", str(path))

    code, out, _ = run("corpus", "list")

    assert code == 0
    assert "[b]up:smile:" in out
    assert home_with_index.exists()


def test_the_fingerprints_that_ship_are_those_of_the_official_text(
    run: Run, home: Path, shared: Path, repository: Path, tmp_path: Path
) -> None:
    works = ("notice", "green", "metaverse", "terminals")
    for work in works:
        (tmp_path / "corpus" / work).mkdir(parents=True)

    code, out, _ = run("corpus", "fingerprint", str(shared / "corpus" / OFFICIAL), "--folder", str(tmp_path / "corpus"))

    made = [(tmp_path / "corpus" / work / "fingerprints.tsv").read_bytes() for work in works]
    assert code == 0
    assert (
        out
        == "notice: 7 fingerprints\ngreen: 34 fingerprints\nmetaverse: 38 fingerprints\nterminals: 38 fingerprints\n"
    )
    assert made == [(repository / "corpus" / work / "fingerprints.tsv").read_bytes() for work in works]
    assert list(home.iterdir()) == []
