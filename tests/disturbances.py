"""What may befall a run of the specs: each fault brought about for real, and what must be left of the run.

What had finished before is noted by a conftest, apart from all that Specbook records.
"""

import os
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
PLACE = f"specs/trouble.feature:{SPEC.splitlines().index(f'  Scenario: {TROUBLED}') + 1}"
CONFTEST = """\
from pathlib import Path


def pytest_runtest_logfinish(nodeid):
    with Path("finished").open("a") as file:
        file.write(nodeid.partition("::")[2] + "\\n")
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
TAKE_LONG = "Path('ready').write_text(str(os.getpid()))\ntime.sleep(30)"
TELL_LATE = "Path('ready').touch()\nwhile not Path('go').exists():\n    time.sleep(0.02)\nevidence.text('told ' * 1000)"
HALF_A_LINE = "with part().open('a') as file:\n    file.write('{\"testStepFin')\nos.kill(os.getpid(), signal.SIGKILL)"


@dataclass(frozen=True)
class Disturbance:
    """A fault, and what is promised of it.

    It happens in a `step`, or to the process from outside while that step runs (`act`), or to the results when the
    run has ended (`afterwards`; then it is `specbook status` that must tell). No file grows beyond `limit` bytes.
    `troubled` is the state of the example in which it happens, "" where it is not the fault that decides it.
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


@dataclass(frozen=True)
class Outcome:
    """What was left of a run: what was said, which examples had finished as far as pytest knows, and the ledger."""

    said: Said
    finished: frozenset[str]
    states: dict[str, str]

    @property
    def kept(self) -> frozenset[str]:
        """The examples of which the ledger knows how they ended."""
        return frozenset(name for name, state in self.states.items() if state == "verified") | (
            frozenset({TROUBLED}) & frozenset(name for name, state in self.states.items() if state == "failing")
        )


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
    return Outcome(said, _finished(sandbox), sandbox.states())


def broken_promises(disturbance: Disturbance, outcome: Outcome) -> Iterator[str]:
    """Say what is not as it must be."""
    said, states = outcome.said, outcome.states
    if said.code != disturbance.code:
        yield f"exit code {said.code}, not {disturbance.code}"
    if lost := outcome.finished - outcome.kept - {TROUBLED}:
        yield f"lost: {', '.join(sorted(lost))}"
    if made_up := outcome.kept - outcome.finished - {TROUBLED}:
        yield f"kept, and never finished: {', '.join(sorted(made_up))}"
    if not outcome.finished:
        yield "nothing had finished"
    if disturbance.all_finish != (outcome.finished == set(NAMES)):
        yield f"only {len(outcome.finished)} finished" if disturbance.all_finish else "nothing was in the way"
    if disturbance.troubled and states[TROUBLED] != disturbance.troubled:
        yield f"{TROUBLED} is {states[TROUBLED]}, not {disturbance.troubled}"
    if set(states) != set(NAMES):
        yield f"the ledger knows {len(states)} examples of {len(NAMES)}"
    if disturbance.says not in said.text:
        yield f"it does not say: {disturbance.says}"
    if "Traceback" in said.err or "INTERNALERROR" in said.text:
        yield "it fails itself"


def _finished(sandbox: Sandbox) -> frozenset[str]:
    path = sandbox.root / "finished"
    return frozenset(path.read_text("utf-8").split()) if path.is_file() else frozenset()


def _when_all_is_quiet(sandbox: Sandbox) -> None:
    """Wait until no other process of the run finishes anything any more."""
    known: frozenset[str] | None = None
    while (found := _finished(sandbox)) != known:
        known = found
        time.sleep(1)


def _kill_pytest(sandbox: Sandbox, child: subprocess.Popen[str]) -> None:
    _when_all_is_quiet(sandbox)
    kill_pytest(child)


def _kill_the_worker(sandbox: Sandbox, child: subprocess.Popen[str]) -> None:
    os.kill(int((sandbox.root / "ready").read_text("utf-8")), signal.SIGKILL)


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
    Disturbance("disk that is full for all", limit=26_000, troubled="", says="(was running)"),
    Disturbance(
        "full disk when the parts are merged",
        TELL_LATE,
        _leave_no_room_to_merge,
        troubled="verified",
        says="kept in parts",
        all_finish=True,
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
    ),
)
CASES = tuple((disturbance, processes) for disturbance in DISTURBANCES for processes in disturbance.processes)
