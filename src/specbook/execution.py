"""pytest run on the specs as a child process, so that its death, too, is noticed."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, NoReturn

from specbook.errors import FINDINGS, GOOD, INTERRUPTED, UNWRITTEN, USAGE, UnwritableError
from specbook.files import kind_at
from specbook.results import events
from specbook.results.folder import (
    PARTS_KEPT,
    RUN_ID_VARIABLE,
    Part,
    cut_torn_line,
    keep_out_of_git,
    merge,
    new_run_id,
    read_run,
)
from specbook.step_index.exact import MATCHES_VARIABLE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from specbook.config import Project
    from specbook.results.run import Run

_PYTEST_USAGE, _PYTEST_NOTHING = 4, 5
_UNWRITTEN = "the results could not be written; pytest says above which, and why"


@dataclass(frozen=True, slots=True)
class Execution:
    """How a run of the specs ended: Specbook's exit code, and why it is no good run, where it is none."""

    exit_code: int
    complaint: str = ""
    run: Run | None = None


def execute(project: Project, arguments: Sequence[str]) -> Execution:
    """Run pytest on the specs and wait for it; whatever happens to it, what had finished is kept."""
    run_id = new_run_id()
    folder = project.results / run_id
    keep_out_of_git(project.results, project.root)
    code, interrupted = _run_pytest(project, run_id, arguments)
    if not folder.is_dir() and "--dry-run" in arguments and code in {GOOD, FINDINGS}:
        return Execution(code, "" if code == GOOD else "some steps have not their one definition")
    if not folder.is_dir():
        return Execution(_exit_code_without_results(code, interrupted), _without_results(code))
    try:
        _report_deaths(folder, code, interrupted=interrupted)
        merge(folder)
    except UnwritableError as error:
        run = read_run(folder, project.root, project.cache)
        return _not_kept_whole(run, f"{error} {PARTS_KEPT}", interrupted=interrupted)
    return _judge(read_run(folder, project.root, project.cache), code, interrupted=interrupted)


def collect_matches(project: Project, modules: Sequence[str]) -> tuple[str, str]:
    """Have pytest collect the specs, and test modules that bind some; return what matches what, as the plug-in tells.

    Without it, return why there is none: what pytest said.
    """
    with TemporaryDirectory() as folder:
        file = Path(folder) / "matches.json"
        command = [sys.executable, "-m", "pytest", "--collect-only", "-q", project.settings.specs, *modules]
        environment = os.environ | {MATCHES_VARIABLE: str(file)}
        done = subprocess.run(command, cwd=project.root, env=environment, capture_output=True, text=True, check=False)
        if file.is_file():
            return file.read_text("utf-8"), ""
    return "", f"pytest ended with {_ended(done.returncode)}:\n{(done.stdout + done.stderr).strip()}"


def _run_pytest(project: Project, run_id: str, arguments: Sequence[str]) -> tuple[int, bool]:
    where = [] if _names_specs(project, arguments) else [project.settings.specs]
    command = [sys.executable, "-m", "pytest", *where, *_joined(arguments)]
    child = subprocess.Popen(command, cwd=project.root, env=os.environ | {RUN_ID_VARIABLE: run_id})
    interrupted = False

    def pass_on(*_: object) -> NoReturn:
        # What a shell started in the background does not hear SIGINT, and neither does its pytest.
        deaf = signal.getsignal(signal.SIGINT) is signal.SIG_IGN
        child.send_signal(signal.SIGTERM if deaf else signal.SIGINT)
        raise KeyboardInterrupt

    signal.signal(signal.SIGTERM, pass_on)
    while True:
        try:
            return child.wait(), interrupted
        except KeyboardInterrupt:
            # The terminal interrupts pytest too; it is waited for, so that it can end its stream.
            interrupted = True


def _joined(arguments: Sequence[str]) -> list[str]:
    """Write `--tags @a` as `--tags=@a`: pytest takes an argument that begins with @ for a file of arguments."""
    joined: list[str] = []
    for argument in arguments:
        if joined and joined[-1] == "--tags":
            joined[-1] += f"={argument}"
        else:
            joined.append(argument)
    return joined


def _names_specs(project: Project, arguments: Sequence[str]) -> bool:
    """Tell whether the arguments name specs themselves, so that the whole tree is not meant."""
    if any(argument.startswith("@") for argument in _joined(arguments)):
        return True  # a file that lists them
    words = [argument.partition("::")[0] for argument in arguments if not argument.startswith("-")]
    files = [project.root / re.sub(r"(:\d+)+$", "", word) for word in words if word]
    return any(kind_at(path) and path.is_relative_to(project.specs) for path in files)


def _exit_code_without_results(code: int, interrupted: bool) -> int:
    if interrupted:
        return INTERRUPTED
    return USAGE if code == _PYTEST_USAGE else FINDINGS


def _without_results(code: int) -> str:
    if code == UNWRITTEN:
        return _UNWRITTEN
    if code == _PYTEST_NOTHING:
        return "no example was selected, so nothing was proved"
    return f"pytest ended with {_ended(code)} before it ran any example"


def _ended(code: int) -> str:
    return f"signal {-code}" if code < 0 else f"exit code {code}"


def _report_deaths(folder: Path, code: int, *, interrupted: bool) -> None:
    """Say of every example that was running when its process went away that the process died in it."""
    for path in sorted(folder.glob("*.ndjson")):
        running, run_id, ended = _running(path)
        if ended:
            continue
        part = Part(folder, path.stem)
        how = _ended(code) if path.stem == "main" else "a crash"
        for started in running if not interrupted and code != UNWRITTEN else ():
            body = json.dumps({"died": f"the process that ran it ended with {how}"})
            part.append(events.our_attachment(body, testCaseStartedId=started))
        part.append(events.test_run_finished(run_id, time.time_ns(), success=False))
        part.close()


def _running(path: Path) -> tuple[list[str], str, bool]:
    """Read from one part which attempts have begun and not ended, its run, and whether it ended itself."""
    begun: dict[str, None] = {}
    run_id, ended = "", False
    for kind, node in _envelopes(path):
        if kind == "testRunStarted":
            run_id = node["id"]
        elif kind == "testCaseStarted":
            begun[node["id"]] = None
        elif kind == "testCaseFinished":
            begun.pop(node["testCaseStartedId"], None)
        ended = ended or kind == "testRunFinished"
    return list(begun), run_id, ended


def _envelopes(path: Path) -> list[tuple[str, dict[str, Any]]]:
    """Read the whole lines of a part; a process that was killed may have left half a line."""
    cut_torn_line(path)
    found = []
    for line in path.read_text("utf-8", errors="replace").split("\n"):
        try:
            found.extend(json.loads(line).items())
        except ValueError:
            continue
    return found


def _judge(run: Run, code: int, *, interrupted: bool) -> Execution:
    """Call a run good only where pytest does, everything selected has an end, and the stream is whole."""
    if interrupted:
        return Execution(INTERRUPTED, _unfinished(run) or "interrupted", run)
    if code == _PYTEST_USAGE:
        return Execution(USAGE, "pytest did not understand its arguments", run)
    died = [f"{one.uri}:{one.line}" for one in run.results if one.died]
    if code == UNWRITTEN:
        return Execution(FINDINGS, "; ".join([_UNWRITTEN, *filter(None, [_unfinished(run)])]), run)
    if died:
        return Execution(FINDINGS, f"a process died in {', '.join(died)}; pytest ended with {_ended(code)}", run)
    complaint = _unfinished(run)
    if not complaint and code == GOOD and (run.problems or not run.success):
        complaint = "the results are not whole: " + "; ".join(map(str, run.problems))
    return Execution(GOOD if code == GOOD and not complaint else FINDINGS, complaint, run)


def _not_kept_whole(run: Run, why: str, *, interrupted: bool) -> Execution:
    """Tell that the results could not be put together; what the parts hold counts."""
    return Execution(INTERRUPTED if interrupted else FINDINGS, " ".join(filter(None, [why, _unfinished(run)])), run)


def _unfinished(run: Run) -> str:
    """Name what was selected and has no end, what had begun first of all."""
    if not run.unfinished:
        return ""
    begun = {f"{one.uri}:{one.line}" for one in run.results if not one.finished}
    places = sorted(run.unfinished, key=lambda place: place not in begun)
    named = [f"{place} (was running)" if place in begun else place for place in places]
    shown = ", ".join(named[:10]) + (", …" if len(named) > 10 else "")
    return f"{len(run.unfinished)} selected but not finished: {shown}"
