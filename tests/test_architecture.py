"""The house: who may import whom, and how large a room may grow."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

SOURCE = Path(__file__).parent.parent / "src" / "specbook"
LEVELS = (
    {"errors", "model", "tokens", "files", "cache", "garbage", "finding", "check_settings"},
    {
        "config",
        "yaml_text",
        "pickles",
        "reader",
        "document_cache",
        "model_cache",
        "capabilities",
        "product",
        "backlog",
        "revision",
    }
    | {"references", "results", "last_changes", "comments", "step_patterns", "catalogues", "yaml_settings", "trees"},
    {
        "matching",
        "ledger",
        "flows",
        "stories",
        "benefits",
        "story_formulas",
        "personas",
        "audience",
        "step_index",
        "step_catalogue",
        "drafts",
        "checks",
        "check_examples",
        "check_pages",
        "checking",
        "baseline",
        "translated",
        "chosen_files",
        "mending",
        "findings",
        "current_findings",
        "fixing",
        "formatter",
        "pages",
        "standing",
        "receipt",
        "whole_staging",
        "staged_book",
        "preview",
        "history",
        "history_line",
        "reports",
        "cleaning",
        "node_names",
        "sharding",
        "durations",
        "importing",
    },
    {"pytest_plugin", "execution", "building", "serving", "engine", "language_server"},
    {"cli", "__main__", "__init__"},
)
EDGES = LEVELS[3]
# An edge that builds on another, as the architecture page says.
ALLOWED_AT_THE_EDGE = {("serving", "engine")}
GATEWAYS = {
    "gherkin": "reader",
    "yaml": "yaml_text",
    "pytest": "pytest_plugin",
    "_pytest": "pytest_plugin",
    "pytest_bdd": "pytest_plugin",
    "mkdocs": "engine",
    "markdown": "engine",
    "watchdog": "serving",
    "wcwidth": "formatter",
    "babel": "catalogues",
    "click": "cli",
    "pygls": "language_server",
    "lsprotocol": "language_server",
    "cucumber_expressions": "step_patterns",
    "parse": "step_patterns",
    "parse_type": "step_patterns",
    "cucumber_tag_expressions": "pytest_plugin",
}
FORBIDDEN = {"utils", "helpers", "common", "core", "base", "manager", "handler"}
MODULES = sorted(SOURCE.rglob("*.py"))


def room(path: Path) -> str:
    return path.relative_to(SOURCE).parts[0].removesuffix(".py")


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def imports(path: Path, *, lazily: bool = True) -> Iterator[str]:
    """Yield the dotted names that a module imports; without `lazily`, only those outside of functions."""
    nodes = ast.walk(tree(path)) if lazily else tree(path).body
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def rooms_imported(path: Path, *, lazily: bool = True) -> set[str]:
    names = (name.split(".") for name in imports(path, lazily=lazily) if name.startswith("specbook."))
    return {parts[1] if parts[1] in known_rooms() else "__init__" for parts in names} - {room(path)}


@cache
def known_rooms() -> frozenset[str]:
    return frozenset(room(path) for path in MODULES)


def level(name: str) -> int:
    return next(number for number, rooms in enumerate(LEVELS) if name in rooms)


def test_every_room_has_a_level_and_every_level_only_rooms_that_exist() -> None:
    assert {name for rooms in LEVELS for name in rooms} == known_rooms()


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(SOURCE).as_posix())
def test_a_module_imports_only_its_own_level_or_a_lower_one(path: Path) -> None:
    for other in rooms_imported(path) - {"__init__"}:
        assert level(other) <= level(room(path)), f"{room(path)} imports {other}"
        if other in EDGES and level(room(path)) < 4:
            assert (room(path), other) in ALLOWED_AT_THE_EDGE


def test_the_commands_import_the_edges_only_when_they_run() -> None:
    for path in sorted((SOURCE / "cli").glob("*.py")):
        assert rooms_imported(path, lazily=False) & EDGES == set()


def test_no_two_rooms_import_each_other() -> None:
    needs = {name: set() for name in known_rooms()}
    for path in MODULES:
        needs[room(path)] |= rooms_imported(path)
    done: set[str] = set()
    while needs:
        free = {name for name, others in needs.items() if others - done - {"__init__", "__main__"} == set()}
        assert free, f"a cycle: {sorted(needs)}"
        done |= free
        needs = {name: others for name, others in needs.items() if name not in free}


@pytest.mark.parametrize("library", GATEWAYS)
def test_a_library_has_one_gateway(library: str) -> None:
    users = {room(path) for path in MODULES if library in {name.split(".")[0] for name in imports(path)}}
    assert users == {GATEWAYS[library]}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(SOURCE).as_posix())
def test_a_module_says_its_purpose_in_its_first_line_and_stays_small(path: Path) -> None:
    purpose = (ast.get_docstring(tree(path)) or "").splitlines()[0]
    assert 10 < len(purpose) < 120
    assert len(path.read_text("utf-8").splitlines()) <= 300


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(SOURCE).as_posix())
def test_a_function_stays_below_forty_lines_and_names_are_those_of_the_field(path: Path) -> None:
    assert path.stem not in FORBIDDEN
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert (node.end_lineno or 0) - node.lineno < 40, node.name
        if isinstance(node, ast.ClassDef):
            assert not node.name.startswith("Test")
            assert node.name.lower().strip("_") not in FORBIDDEN


def test_half_of_all_functions_have_at_most_twelve_lines() -> None:
    functions = (node for path in MODULES for node in ast.walk(tree(path)) if isinstance(node, ast.FunctionDef))
    sizes = sorted((node.end_lineno or 0) - node.lineno + 1 for node in functions)
    assert sizes[len(sizes) // 2] <= 12
