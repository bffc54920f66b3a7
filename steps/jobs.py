"""Jobs of continuous integration: each runs a copy of the project elsewhere, and hands in what it recorded."""

import json
import shutil
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest
from pytest_bdd import given, parsers, then, when
from steps.projects import Project


@given(parsers.parse('jobs 1 to {jobs:d} have each run "{command}"'))
@when(parsers.parse('jobs 1 to {jobs:d} each run "{command}"'))
def jobs_run(
    project: Project,
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
    jobs: int,
    command: str,
) -> None:
    """Run a command in a copy of the project for each job; its results come back as `shard-1` and so on."""
    for number in range(1, jobs + 1):
        root = tmp_path_factory.mktemp("job") / "checkout"
        shutil.copytree(project.root, root, ignore=shutil.ignore_patterns(".specbook", "shard-*"))
        job = Project(root)
        monkeypatch.setenv("JOB", str(number))
        job.run(command.replace("JOB", str(number)))
        shutil.move(job.path(".specbook/results"), project.path(f"shard-{number}"))
        shutil.rmtree(root.parent)


@when(parsers.parse("the end of shard {number:d} is cut off"))
def a_shard_is_cut(project: Project, number: int) -> None:
    stream = _newest(project.path(f"shard-{number}"))
    stream.write_bytes(stream.read_bytes()[:-40])


@then("each job ran these scenarios")
def each_job_ran(project: Project, datatable: list[list[str]]) -> None:
    shards = sorted(project.root.glob("shard-*"))
    found = [[shard.name.removeprefix("shard-"), name] for shard in shards for name, _, _ in _ran(_newest(shard))]
    assert found == datatable[1:]


@then("every file was run by one worker")
def a_worker_for_each_file(project: Project) -> None:
    workers = defaultdict(set)
    for _, uri, worker in _ran(_newest(project.path(".specbook/results"))):
        workers[uri].add(worker)
    assert {len(names) for names in workers.values()} == {1}
    assert len(set.union(*workers.values())) == len(workers) > 1


@then("its newest results are of these scenarios, in order")
def results_in_order(project: Project, datatable: list[list[str]]) -> None:
    assert [[name] for name, _, _ in _ran(_newest(project.path(".specbook/results")))] == datatable[1:]


def _newest(results: Path) -> Path:
    return max(results.glob("*/messages.ndjson"))


def _ran(stream: Path) -> list[tuple[str, str, str]]:
    """Read the name, the file and the worker of each attempt, as they stand in a stream."""
    nodes: dict[str, dict[str, Any]] = {}
    found = []
    for line in stream.read_text("utf-8").splitlines():
        ((kind, node),) = json.loads(line).items()
        if kind in {"pickle", "testCase"}:
            nodes[kind + node["id"]] = node
        elif kind == "testCaseStarted":
            pickle = nodes["pickle" + nodes["testCase" + node["testCaseId"]]["pickleId"]]
            found.append((pickle["name"], pickle["uri"], node.get("workerId", "")))
    return found
