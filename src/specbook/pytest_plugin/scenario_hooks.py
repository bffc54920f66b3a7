"""What a project wants done before and after scenarios, or before and after a whole run."""

from __future__ import annotations

import inspect
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from types import FunctionType, ModuleType
from typing import TYPE_CHECKING, Any, overload

from specbook.pytest_plugin.tag_expressions import TagExpression, parse_tags

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from specbook.results.events import HookKind

_DECLARED = "__specbook_hooks__"


@dataclass(frozen=True)
class Hook:
    """A function to be called at a moment; `tags` is the expression that a scenario must satisfy, "" for all."""

    kind: HookKind
    function: Callable[..., Any]
    name: str = ""
    tags: str = ""

    @cached_property
    def parameters(self) -> tuple[str, ...]:
        """The fixtures that it asks for."""
        return tuple(inspect.signature(self.function).parameters)

    @cached_property
    def place(self) -> tuple[Path, int]:
        code = inspect.unwrap(self.function).__code__
        return Path(code.co_filename), code.co_firstlineno

    @cached_property
    def _wanted(self) -> TagExpression:
        return parse_tags(self.tags)

    def applies(self, path: Path, tags: Iterable[str]) -> bool:
        """Tell whether it is for a scenario of a file with some tags; one of a conftest.py is for its own folder."""
        file = self.place[0]
        return (file.name != "conftest.py" or path.is_relative_to(file.parent)) and self._wanted.evaluate(tags)

    def told(self) -> str:
        """Name it in a message."""
        moment = self.kind.partition("_")[0].lower() + ("_run" if self.kind.endswith("RUN") else "_scenario")
        return f"{moment} hook “{self.name or self.function.__name__}”"


@dataclass(slots=True)
class Hooks:
    """The hooks of all modules that pytest has taken in, each module's in the order of its lines.

    Of those that only test modules know, `own` holds the files of these modules, by Python's own `id` of the hook.
    """

    declared: list[Hook] = field(default_factory=list)
    own: dict[int, set[Path]] = field(default_factory=dict)

    def take(self, module: ModuleType) -> None:
        """Take in the hooks of a module that pytest registers as a plugin; those that it only imports are known."""
        new = [hook for hook in _hooks_in(module) if not any(hook is known for known in self.declared)]
        self.declared.extend(sorted(new, key=lambda hook: hook.place[1]))

    def take_own(self, module: ModuleType, path: Path) -> None:
        """Take in the hooks of a test module, which are for the scenarios that it binds."""
        known = {id(hook) for hook in self.declared}
        self.take(module)
        for hook in _hooks_in(module):
            if id(hook) in self.own or id(hook) not in known:
                self.own.setdefault(id(hook), set()).add(path)

    def of(self, kind: HookKind, path: Path, tags: Iterable[str]) -> tuple[Hook, ...]:
        """Return the hooks for a scenario in the order they are called: what began last ends first."""
        if not self.declared:
            return ()
        seen = (hook for hook in self.declared if path in self.own.get(id(hook), {path}))
        found = [hook for hook in seen if hook.kind == kind and hook.applies(path, tags)]
        return tuple(reversed(found) if kind.startswith("AFTER") else found)

    def of_run(self, kind: HookKind) -> tuple[Hook, ...]:
        """Return the hooks of the whole run in the order they are called."""
        found = [hook for hook in self.declared if hook.kind == kind]
        return tuple(reversed(found) if kind.startswith("AFTER") else found)


def _hooks_in(module: ModuleType) -> list[Hook]:
    functions = [value for value in vars(module).values() if isinstance(value, FunctionType)]
    found = {id(hook): hook for function in functions for hook in function.__dict__.get(_DECLARED, ())}
    return list(found.values())


@overload
def before_scenario(function: Callable[..., Any], /) -> Callable[..., Any]: ...
@overload
def before_scenario(tags: str = "", /, *, name: str = "") -> Callable[[Callable[..., Any]], Callable[..., Any]]: ...
def before_scenario(tags: Any = "", /, *, name: str = "") -> Any:
    """Call a function before the first step of every scenario, or of those whose tags satisfy an expression.

    It may ask for fixtures. As `@before_scenario`, or `@before_scenario("@smoke and not @slow", name="Opens shop")`.
    """
    return _declare("BEFORE_TEST_CASE", tags, name)


@overload
def after_scenario(function: Callable[..., Any], /) -> Callable[..., Any]: ...
@overload
def after_scenario(tags: str = "", /, *, name: str = "") -> Callable[[Callable[..., Any]], Callable[..., Any]]: ...
def after_scenario(tags: Any = "", /, *, name: str = "") -> Any:
    """Call a function after the last step of every scenario, however it ended; otherwise as `before_scenario`."""
    return _declare("AFTER_TEST_CASE", tags, name)


@overload
def before_run(function: Callable[..., Any], /) -> Callable[..., Any]: ...
@overload
def before_run(*, name: str = "") -> Callable[[Callable[..., Any]], Callable[..., Any]]: ...
def before_run(function: Any = "", /, *, name: str = "") -> Any:
    """Call a function before the first scenario of a run; with pytest-xdist, in every worker.

    It may ask for `evidence` and `pytestconfig`. If it fails, no scenario is run.
    """
    return _declare("BEFORE_TEST_RUN", function, name)


@overload
def after_run(function: Callable[..., Any], /) -> Callable[..., Any]: ...
@overload
def after_run(*, name: str = "") -> Callable[[Callable[..., Any]], Callable[..., Any]]: ...
def after_run(function: Any = "", /, *, name: str = "") -> Any:
    """Call a function after the last scenario of a run, however it ended; otherwise as `before_run`."""
    return _declare("AFTER_TEST_RUN", function, name)


def _declare(kind: HookKind, given: Any, name: str) -> Any:
    """Note a hook on its function, bare or with arguments."""
    if callable(given):
        return _noted(Hook(kind, given, name))
    parse_tags(given)  # a mistake in it is told where it was made
    return lambda function: _noted(Hook(kind, function, name, given))


def _noted(hook: Hook) -> Callable[..., Any]:
    known = getattr(hook.function, _DECLARED, ())
    hook.function.__dict__[_DECLARED] = (*known, hook)
    return hook.function
