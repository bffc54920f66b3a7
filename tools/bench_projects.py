"""Write the projects that `make bench` compares: one set of scenarios and step definitions, in each tool's own form."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SCENARIOS_OF_A_FILE = 20
STEPS_OF_A_SCENARIO = 3
MOST_DEFINITIONS = 1000
# As in a suite that has grown, no module holds more.
DEFINITIONS_OF_A_MODULE = 100
TYPES = ("given", "when", "then")
_WHO = ("clerk", "captain", "shopper", "baker", "sailor", "keeper", "porter", "broker", "pilot", "warden")
_DOES = ("counts", "carries", "orders", "packs", "sells", "weighs", "labels", "stacks", "checks", "ships")
_WHAT = ("parcels", "ropes", "lamps", "barrels", "charts", "sails", "buoys", "anchors", "flags", "crates")


@dataclass(frozen=True, slots=True)
class Definition:
    """One step definition; every other one takes a number out of its text."""

    number: int

    @property
    def type(self) -> str:
        return TYPES[self.number % 3]

    @property
    def takes_number(self) -> bool:
        return self.number % 2 == 1

    @property
    def module(self) -> str:
        return f"part_{self.number // DEFINITIONS_OF_A_MODULE}"

    def text(self, middle: str) -> str:
        """Word the step; people, verbs and things vary as they do in a suite that has grown."""
        who, does, what = _WHO[self.number % 10], _DOES[self.number // 10 % 10], _WHAT[self.number // 100 % 10]
        return f"the {who} {does} {middle} {what}"

    def step(self, count: int) -> str:
        return self.text(str(count) if self.takes_number else "all the")

    def function(self, first_parameter: str = "") -> str:
        """Define the function, which does nothing."""
        parameters = ", ".join(filter(None, [first_parameter, "count" if self.takes_number else ""]))
        return f"def step_{self.number}({parameters}):\n    pass\n"


@dataclass(frozen=True, slots=True)
class Load:
    """How much there is to run: files of twenty scenarios, and step definitions to choose from."""

    files: int
    definitions: int

    @property
    def scenarios(self) -> int:
        return self.files * SCENARIOS_OF_A_FILE

    def all_definitions(self) -> list[Definition]:
        return [Definition(number) for number in range(self.definitions)]

    def modules(self) -> Iterator[tuple[str, list[Definition]]]:
        """Yield the names of the modules that hold the definitions, and what each holds."""
        for name, definitions in groupby(self.all_definitions(), key=attrgetter("module")):
            yield name, list(definitions)

    def file(self, number: int) -> Iterator[tuple[int, list[Definition]]]:
        """Yield the scenarios of one file: each its number, and a definition of every type in turn."""
        by_type = [self.all_definitions()[place::3] for place in range(3)]
        first = number * SCENARIOS_OF_A_FILE
        for scenario in range(first, first + SCENARIOS_OF_A_FILE):
            yield scenario, [ones[scenario % len(ones)] for ones in by_type]


def write_pure_pytest(root: Path, load: Load) -> None:
    """Write as many test functions as there are scenarios, each of three calls, in as many modules as files."""
    _write(root, {"pyproject.toml": ""})
    for name, definitions in load.modules():
        _write(root, {f"trivial/{name}.py": "\n\n".join(one.function() for one in definitions)})
    for number in range(load.files):
        scenarios = list(load.file(number))
        modules = sorted({one.module for _, ones in scenarios for one in ones})
        tests = "\n\n".join(_pure_test(scenario, ones) for scenario, ones in scenarios)
        _write(root, {f"tests/test_part_{number}.py": f"from trivial import {', '.join(modules)}\n\n\n{tests}"})


def write_pytest_bdd(root: Path, load: Load) -> None:
    """Write the features, and one test module that binds them all."""
    binding = 'from pytest_bdd import scenarios\n\nscenarios("specs")\n'
    conftest = f"pytest_plugins = {[f'steps.{name}' for name, _ in load.modules()]}\n"
    _write(root, {"pyproject.toml": "", "test_specs.py": binding, "conftest.py": conftest})
    write_definitions(root / "steps", load)
    _write_features(root / "specs", load)


def write_specbook(root: Path, load: Load) -> None:
    """Write the features and the same step definitions, under version control as specs are."""
    _write(root, {"pyproject.toml": '[project]\nname = "bench"\n', ".gitignore": ".specbook/\n__pycache__/\n"})
    write_definitions(root / "steps", load)
    _write_features(root / "specs", load)
    author = ["-c", "user.name=bench", "-c", "user.email=bench@example.com"]
    for command in (["init", "-q"], ["add", "."], [*author, "commit", "-q", "-m", "All of it"]):
        subprocess.run(["git", *command], cwd=root, check=True)


def write_behave(root: Path, load: Load) -> None:
    """Write the features where behave looks for them, with its own decorators."""
    for name, ones in load.modules():
        definitions = "\n\n".join(map(_for_behave, ones))
        _write(root, {f"features/steps/{name}.py": f"from behave import given, then, when\n\n\n{definitions}"})
    _write_features(root / "features", load)


def _write_features(folder: Path, load: Load) -> None:
    for number in range(load.files):
        scenarios = "\n".join(_scenario(scenario, ones) for scenario, ones in load.file(number))
        _write(folder, {f"part_{number}.feature": f"Feature: Part {number}\n\n{scenarios}"})


def _scenario(number: int, definitions: list[Definition]) -> str:
    steps = "".join(f"    {one.type.title()} {one.step(number)}\n" for one in definitions)
    return f"  Scenario: Number {number}\n{steps}"


def _pure_test(number: int, definitions: list[Definition]) -> str:
    calls = "".join(
        f"    {one.module}.step_{one.number}({number if one.takes_number else ''})\n" for one in definitions
    )
    return f"def test_number_{number}():\n{calls}"


def write_definitions(folder: Path, load: Load) -> None:
    """Write step definitions of pytest-bdd's."""
    for name, ones in load.modules():
        definitions = "\n\n".join(map(_for_pytest_bdd, ones))
        _write(folder, {f"{name}.py": f"from pytest_bdd import given, parsers, then, when\n\n\n{definitions}"})


def _for_pytest_bdd(one: Definition) -> str:
    pattern = f'parsers.parse("{one.text("{count:d}")}")' if one.takes_number else f'"{one.step(0)}"'
    return f"@{one.type}({pattern})\n{one.function()}"


def _for_behave(one: Definition) -> str:
    pattern = one.text("{count:d}") if one.takes_number else one.step(0)
    return f'@{one.type}("{pattern}")\n{one.function("context")}'


def _write(root: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
