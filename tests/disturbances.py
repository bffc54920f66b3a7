"""What may befall a run of the specs: each fault brought about for real, and what must be left of the run.

What had finished before is noted by a conftest, apart from all that Specbook records.
"""

import os
import re
import resource
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tests.sandbox import STEPS, Said, Sandbox, interrupt, kill_pytest

SERIAL: tuple[str, ...] = ()
DISTRIBUTED = ("-n", "2")
HOW = {SERIAL: "serially", DISTRIBUTED: "with `-n 2`"}
TROUBLED = "Troubled"
NAMES = ("One", "Two", "Three", TROUBLED, "Five", "Six", "Seven", "Eight")
SPEC = "Feature: Trouble\n" + "".join(
    f"\n  Scenario: {name}\n    Given all is well\n    When {'trouble comes' if name == TROUBLED else 'much is told'}\n"
    for name in NAMES
)
PLACES = {
    f"specs/trouble.feature:{number}": line.partition(": ")[2]
    for number, line in enumerate(SPEC.splitlines(), start=1)
    if line.startswith("  Scenario: ")
}
PLACE = next(place for place, name in PLACES.items() if name == TROUBLED)
CONFTEST = """\
from pathlib import Path


def note(file, nodeid):
    with Path(file).open("a") as file:
        file.write(nodeid.partition("::")[2] + "\\n")


def pytest_runtest_logstart(nodeid):
    note("begun", nodeid)


def pytest_runtest_logfinish(nodeid):
    note("finished", nodeid)
"""
STEPS_IN_TROUBLE = """\
import os
import resource
import signal
import time
from pathlib import Path

from pytest_bdd import when


def part():
    name = os.environ.get("PYTEST_XDIST_WORKER", "main")
    (found,) = Path(".specbook/results").glob(f"*/{name}.ndjson")
    return found


def let_no_file_outgrow(size):
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


@when("much is told")
def much_is_told(evidence):
    evidence.text("told " * 1000)


@when("trouble comes")
def trouble_comes(evidence):
"""
TAKE_LONG = "Path('pid').write_text(str(os.getpid()))\nPath('ready').touch()\ntime.sleep(30)"
TELL_LATE = "Path('ready').touch()\nwhile not Path('go').exists():\n    time.sleep(0.02)\nevidence.text('told ' * 1000)"
HALF_A_LINE = "with part().open('a') as file:\n    file.write('{\"testStepFin')\nos.kill(os.getpid(), signal.SIGKILL)"


@dataclass(frozen=True)
class Disturbance:
    """A fault, and what is promised of it.

    It happens in a `step`, or to the process from outside while that step runs (`act`), or to the results when the
    run has ended (`afterwards`; then it is `specbook status` that must tell). No file grows beyond `limit` bytes.
    `troubled` is the state of the example in which it happens, "" where it is not the fault that decides it. Unless
    the results cannot be `merged`, they are a valid stream in the end.
    """

    fault: str
    step: str = "pass"
    act: Callable[[Sandbox, subprocess.Popen[str]], None] | None = None
    afterwards: Callable[[Sandbox], None] | None = None
    limit: int = 0
    options: tuple[str, ...] = ()
    processes: tuple[tuple[str, ...], ...] = (SERIAL, DISTRIBUTED)
    code: int = 1
    troubled: str = "failing"
    says: str = PLACE
    all_finish: bool = False
    merged: bool = True


@dataclass(frozen=True)
class Outcome:
    """What was left of a run: what was said, which examples had begun and finished as pytest saw it, and the ledger."""

    said: Said
    begun: frozenset[str]
    finished: frozenset[str]
    states: dict[str, str]
    reasons: dict[str, str]

    @property
    def kept(self) -> frozenset[str]:
        """The examples of which the ledger knows how they ended."""
        ends = {TROUBLED: {"verified", "failing"}}
        return frozenset(name for name, state in self.states.items() if state in ends.get(name, {"verified"}))

    @property
    def in_flight(self) -> frozenset[str]:
        """The examples that were said to have been running."""
        told = self.said.text
        places = re.findall(r"(\S+:\d+) \(was running\)", told)
        for sentence in re.findall(r"a process died in (.*?);|It was running (.*)\.", told):
            places += re.findall(r"\S+:\d+", " ".join(sentence))
        return frozenset(PLACES[place] for place in places)


def suffer(disturbance: Disturbance, processes: tuple[str, ...], sandbox: Sandbox) -> Outcome:
    """Run the specs of a new project, and let the fault happen."""
    sandbox.write("steps/plain.py", STEPS)
    body = "".join(f"    {line}\n" for line in disturbance.step.splitlines())
    sandbox.write("steps/trouble.py", STEPS_IN_TROUBLE + body)
    sandbox.write("specs/trouble.feature", SPEC)
    sandbox.write("conftest.py", CONFTEST)
    said = sandbox.disturb(
        lambda child: disturbance.act(sandbox, child) if disturbance.act else None,
        *processes,
        *disturbance.options,
        limit=disturbance.limit,
    )
    if disturbance.afterwards:
        disturbance.afterwards(sandbox)
        said = sandbox.specbook("status")
    return Outcome(said, _noted(sandbox, "begun"), _noted(sandbox, "finished"), sandbox.states(), sandbox.reasons())


def broken_promises(disturbance: Disturbance, outcome: Outcome) -> Iterator[str]:
    """Say what is not as it must be."""
    if outcome.said.code != disturbance.code:
        yield f"exit code {outcome.said.code}, not {disturbance.code}"
    if disturbance.says not in outcome.said.text:
        yield f"it does not say: {disturbance.says}"
    if "Traceback" in outcome.said.err or "INTERNALERROR" in outcome.said.text:
        yield "it fails itself"
    if not outcome.finished or disturbance.all_finish != (outcome.finished == set(NAMES)):
        yield f"{len(outcome.finished)} of {len(NAMES)} finished: this was not the fault"
    if untold := outcome.begun - outcome.finished - outcome.in_flight:
        yield f"begun and neither finished nor told: {', '.join(sorted(untold))}"
    yield from _broken_by_the_ledger(disturbance, outcome)


def _broken_by_the_ledger(disturbance: Disturbance, outcome: Outcome) -> Iterator[str]:
    if lost := outcome.finished - outcome.kept:
        yield f"lost: {', '.join(sorted(lost))}"
    if made_up := outcome.kept - outcome.finished - {TROUBLED}:
        yield f"kept, and never finished: {', '.join(sorted(made_up))}"
    if set(outcome.states) != set(NAMES):
        yield f"the ledger knows {len(outcome.states)} examples of {len(NAMES)}"
    elif disturbance.troubled and outcome.states[TROUBLED] != disturbance.troubled:
        yield f"{TROUBLED} is {outcome.states[TROUBLED]}, not {disturbance.troubled}"
    for name in outcome.in_flight:
        if outcome.states.get(name) == "failing" and "the process that ran it ended with" not in outcome.reasons[name]:
            yield f"{name} is failing for no reason: {outcome.reasons[name]}"


def _noted(sandbox: Sandbox, what: str) -> frozenset[str]:
    path = sandbox.root / what
    return frozenset(path.read_text("utf-8").split()) if path.is_file() else frozenset()


def _when_all_is_quiet(sandbox: Sandbox) -> None:
    """Wait until no other process of the run finishes anything any more."""
    known: frozenset[str] | None = None
    while (found := _noted(sandbox, "finished")) != known:
        known = found
        time.sleep(0.5)


def _kill_pytest(sandbox: Sandbox, child: subprocess.Popen[str]) -> None:
    _when_all_is_quiet(sandbox)
    kill_pytest(child)


def _kill_the_worker(sandbox: Sandbox, child: subprocess.Popen[str]) -> None:
    os.kill(int((sandbox.root / "pid").read_text("utf-8")), signal.SIGKILL)


def _interrupt(sandbox: Sandbox, child: subprocess.Popen[str]) -> None:
    _when_all_is_quiet(sandbox)
    interrupt(child)


def _terminate(sandbox: Sandbox, child: subprocess.Popen[str]) -> None:
    _when_all_is_quiet(sandbox)
    child.terminate()


def _leave_no_room_to_merge(sandbox: Sandbox, child: subprocess.Popen[str]) -> None:
    resource.prlimit(child.pid, resource.RLIMIT_FSIZE, (1000, 1000))
    sandbox.write("go", "")


def _cut_the_last_line(sandbox: Sandbox) -> None:
    (path,) = sandbox.root.glob(".specbook/results/*/messages.ndjson")
    path.write_bytes(path.read_bytes()[:-40])


DISTURBANCES = (
    Disturbance("`kill -9` of pytest", TAKE_LONG, _kill_pytest),
    Disturbance("`kill -9` of a worker", TAKE_LONG, _kill_the_worker, processes=(DISTRIBUTED,)),
    Disturbance("`kill -9` in the middle of a line", HALF_A_LINE),
    Disturbance("`os._exit(0)` in a step", "os._exit(0)"),
    Disturbance("Ctrl-C", TAKE_LONG, _interrupt, code=130, troubled="not run", says=f"{PLACE} (was running)"),
    Disturbance("SIGTERM", TAKE_LONG, _terminate, code=130, troubled="not run", says=f"{PLACE} (was running)"),
    Disturbance(
        "full disk in a step",
        "let_no_file_outgrow(part().stat().st_size + 100)",
        troubled="not run",
        says=f"{PLACE} (was running)",
    ),
    Disturbance(
        "full disk, and evidence to keep",
        "let_no_file_outgrow(100_000)\nevidence.text('told ' * 100_000)",
        troubled="not run",
        says=f"{PLACE} (was running)",
    ),
    Disturbance("disk that is full for all", limit=26_000, troubled="", says="(was running)", merged=False),
    Disturbance(
        "full disk when the parts are merged",
        TELL_LATE,
        _leave_no_room_to_merge,
        troubled="verified",
        processes=(DISTRIBUTED,),
        says="kept in parts",
        all_finish=True,
        merged=False,
    ),
    Disturbance("time limit of pytest-timeout, by a signal", TAKE_LONG, options=("--timeout=1",), all_finish=True),
    Disturbance(
        "time limit of pytest-timeout, by a thread", TAKE_LONG, options=("--timeout=1", "--timeout-method=thread")
    ),
    Disturbance(
        "last line of the results cut off",
        afterwards=_cut_the_last_line,
        troubled="verified",
        says="this line is cut off",
        all_finish=True,
        merged=False,
    ),
)
CASES = tuple((disturbance, processes) for disturbance in DISTURBANCES for processes in disturbance.processes)
