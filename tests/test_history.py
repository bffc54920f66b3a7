"""The history of runs: one line a run, whoever ran it, and no line that can do harm."""

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from tests.sandbox import Sandbox

from specbook.config import find_project
from specbook.history import History, keep_history, read_history
from specbook.history_line import UNTRIED, Line, marks_of
from specbook.reader import read
from specbook.standing import stand

SPEC = "Feature: A\n  Scenario: One\n    Given all is well\n\n  Scenario: Two\n    When it fails\n"


@pytest.fixture
def project(sandbox: Sandbox) -> Sandbox:
    sandbox.write("specs/a.feature", SPEC)
    return sandbox


def history(sandbox: Sandbox) -> History:
    return read_history(find_project(sandbox.root).history, "history.jsonl")


def marks(sandbox: Sandbox) -> list[str]:
    found = find_project(sandbox.root)
    return marks_of(read(found.specs, found.root).pickles)


@pytest.mark.parametrize("command", [("specbook", "run"), ("pytest", "specs"), ("pytest", "specs", "-n", "2")])
def test_every_way_to_run_adds_one_line(project: Sandbox, command: tuple[str, ...]) -> None:
    name, *arguments = command
    for count in (1, 2):
        assert getattr(project, name)(*arguments).code == 1
        project.specbook("stage")
        lines = history(project).lines
        assert len({line.run for line in lines}) == len(lines) == count
    assert {state: len(found) // 16 for state, found in lines[-1].marks.items()} == {"verified": 1, "failing": 1}
    written = [json.loads(text) for text in (project.root / ".specbook/history.jsonl").read_text("utf-8").splitlines()]
    assert [line["counts"] for line in written] == [{"verified": 1, "failing": 1}] * 2


@pytest.mark.parametrize("arguments", [("--dry-run",), ("--no-record",), ("--collect-only",), ("-k", "nothing")])
def test_what_is_no_run_adds_none(project: Sandbox, arguments: tuple[str, ...]) -> None:
    project.pytest("specs", *arguments)
    project.specbook("stage")
    assert history(project).lines == ()


def test_what_is_imported_or_merged_adds_a_line_each_and_once(project: Sandbox) -> None:
    project.pytest("specs", "--no-record")
    for number in (1, 2):
        project.pytest("specs", "-k", ["One", "Two"][number - 1])
        newest = max((project.root / ".specbook/results").iterdir())
        newest.rename(project.root / f"shard-{number}")
    for _ in range(2):
        project.specbook("import", "shard-1/messages.ndjson", "shard-2/messages.ndjson")
        project.specbook("merge", "shard-1", "shard-2")
    first, second, merged = history(project).lines
    assert [line.marks.keys() for line in (first, second, merged)] == [
        {"verified", "not run"},
        {"verified", "failing"},
        {"verified", "failing"},
    ]


def test_a_run_that_is_removed_keeps_its_line(project: Sandbox) -> None:
    for _ in range(2):
        project.specbook("run")
    project.specbook("clean", "--all")
    assert len(history(project).lines) == 2


def test_a_line_that_is_cut_off_is_told_and_passed_by_and_the_next_stands_whole(project: Sandbox) -> None:
    project.specbook("run")
    path = project.root / ".specbook/history.jsonl"
    whole = path.read_text("utf-8")
    path.write_text(whole + whole[:60], "utf-8")
    assert "history" not in project.specbook("run").text
    found = history(project)
    assert [str(problem) for problem in found.problems] == [
        "history.jsonl:2:1: this line is cut off or tells of no run; it is passed by"
    ]
    assert len(found.lines) == 2


@pytest.mark.parametrize(
    "line",
    [
        "null",
        "[]",
        '{"version":3,"run":"r","at":"2026-01-01T00:00:00Z","commit":"","dirty":false,"examples":{}}',
        '{"version":2,"run":"r","at":"2026-01-01T00:00:00Z","commit":"","dirty":false,"examples":{},"retried":"<a>"}',
        '{"version":2,"run":"r","at":"2026-01-01T00:00:00Z","commit":"","dirty":false,"examples":{"failing":"abcdefghijkl"}}',
        '{"version":1,"run":"r","at":"yesterday","commit":"","dirty":false,"examples":{}}',
        '{"version":1,"run":"r","at":"2026-01-01T00:00:00Z","commit":"","dirty":false,"examples":{"lost":""}}',
        '{"version":1,"run":"r","at":"2026-01-01T00:00:00Z","commit":"","dirty":false,"examples":{"failing":"<a>"}}',
        "[" * 100_000,
        "\ufffd",
    ],
)
def test_no_line_is_fatal(tmp_path: Path, line: str) -> None:
    path = tmp_path / "history.jsonl"
    path.write_text(f"{line}\n\n", "utf-8")
    found = read_history(path, "history.jsonl")
    assert found.lines == ()
    assert [problem.line for problem in found.problems] == [1]


def test_lines_of_the_first_version_are_read_and_tell_of_nothing_that_was_tried(tmp_path: Path) -> None:
    path = tmp_path / "history.jsonl"
    about = '{"version":1,"run":"r","at":"2026-01-01T00:00:00Z","commit":"c","dirty":false,"counts":{"verified":1}'
    path.write_text(f'{about},"examples":{{"verified":"abcdefghijkl"}}}}\n', "utf-8")
    (line,) = read_history(path, "history.jsonl").lines
    assert [(name, told.text, told.tried) for name, told in line.examples().items()] == [("abcdefgh", "ijkl", False)]


def test_a_history_that_cannot_be_written_is_told_and_keeps_no_run_from_being_good(project: Sandbox) -> None:
    project.write("specs/a.feature", SPEC.replace("it fails", "all is well"))
    (project.root / ".specbook/history.jsonl").mkdir(parents=True)
    for command in ("run", "stage"):
        said = project.specbook(command)
        assert said.code == 0
        assert ".specbook/history.jsonl: cannot be written: Is a directory." in said.text
    assert [problem.line for problem in history(project).problems] == [1]


def test_runs_of_plain_pytest_are_told_by_the_next_command_each_as_it_was(project: Sandbox) -> None:
    project.pytest("specs", "-k", "One")
    project.pytest("specs")
    project.specbook("run", "--", "-k", "One")
    first, second, third = history(project).lines
    assert set(first.marks) == {"verified", "not run"}
    assert third.marks == {**second.marks, "failing": marks(project)[1] + UNTRIED}
    assert second.marks["failing"] != third.marks["failing"]


def test_runs_that_began_in_one_second_are_told_in_their_order(project: Sandbox) -> None:
    project.pytest("specs", "-k", "Two")
    project.pytest("specs", "-k", "One")
    first, second = sorted((project.root / ".specbook/results").iterdir(), key=lambda path: path.stat().st_mtime_ns)
    first.rename(first.with_name(f"{second.name.partition('-')[0]}-zzz"))
    second.rename(second.with_name(f"{second.name.partition('-')[0]}-aaa"))
    project.specbook("stage")
    assert [line.run[-3:] for line in history(project).lines] == ["zzz", "aaa"]
    assert [set(line.marks) for line in history(project).lines] == [{"failing", "not run"}, {"verified", "failing"}]


def test_a_run_that_is_under_way_has_no_line_yet(project: Sandbox) -> None:
    project.pytest("specs")
    (stream,) = (project.root / ".specbook/results").glob("*/messages.ndjson")
    whole = stream.read_text("utf-8")
    stream.write_text("".join(line for line in whole.splitlines(True) if "testRunFinished" not in line), "utf-8")
    project.specbook("stage")
    assert history(project).lines == ()


def test_runs_that_end_at_once_lose_no_line_and_have_one_each(project: Sandbox) -> None:
    project.specbook("run")
    found = find_project(project.root)
    standing = stand(found)
    runs = [replace(standing.runs[0], id=f"run-{number}") for number in range(40)] * 2
    with ThreadPoolExecutor(8) as threads:
        told = list(threads.map(lambda run: keep_history(found, replace(standing, runs=(run,)), [run.id]), runs))
    assert set(told) == {""}
    assert len((project.root / ".specbook/history.jsonl").read_text("utf-8").splitlines()) == 41
    assert history(project).problems == ()


def test_an_example_is_known_again_wherever_it_stands_and_its_text_apart(project: Sandbox) -> None:
    one, two = marks(project)
    project.write("specs/a.feature", f"# moved\n\n{SPEC}")
    assert marks(project) == [one, two]
    project.write("specs/a.feature", SPEC.replace("it fails", "it ends"))
    edited = marks(project)[1]
    assert (edited[:8], edited[8:] == two[8:]) == (two[:8], False)
    project.write("specs/a.feature", SPEC.replace("Two", "Three"))
    renamed = marks(project)[1]
    assert (renamed[:8] == two[:8], renamed[8:]) == (False, two[8:])
    project.write("specs/a.feature", SPEC.replace("Two", "One"))
    assert len(set(marks(project))) == 2


def test_an_example_with_an_id_stays_itself_in_another_file(project: Sandbox) -> None:
    tagged = SPEC.replace("  Scenario: Two", "  @id:two\n  Scenario: Two")
    project.write("specs/a.feature", tagged)
    before = marks(project)[1]
    project.write("specs/a.feature", "")
    project.write("specs/b.feature", tagged.replace("Scenario: Two", "Scenario: Three"))
    assert marks(project)[1] == before


def test_two_histories_make_one_in_the_order_of_time() -> None:
    def line(run: str, minute: int) -> Line:
        return Line(run, f"2026-01-01T00:{minute:02}:00.000Z", "", False, {})

    one, other = History((line("a", 1), line("c", 3))), History((line("b", 2), line("c", 3)))
    assert [found.run for found in one.joined(other).lines] == ["a", "b", "c"]
    assert one.joined(other) == other.joined(one)
