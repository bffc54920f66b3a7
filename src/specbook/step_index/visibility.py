"""From where each step definition is seen: everywhere, below the folder of a conftest, or by what a module binds."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from specbook.step_index.definitions import HOLE, Pattern, StepDefinition, StepFunction
from specbook.step_index.installed import plugins_with_steps
from specbook.step_index.parsers import ANY
from specbook.step_index.suite import CONFTEST

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from specbook.step_index.definitions import StepModule
    from specbook.step_index.suite import Suite


@dataclass(frozen=True, slots=True)
class Viewpoints:
    """The places that steps of a spec are looked up from: itself, and modules that bind it for certain, or perhaps.

    Without any, everything is in sight.
    """

    certain: frozenset[str] = frozenset()
    perhaps: frozenset[str] = frozenset()

    def see(self, scope: str) -> tuple[int, bool] | None:
        """Tell how near a scope is, more is nearer, and whether it is seen for certain; None where it is not seen."""
        if not scope or not (self.certain or self.perhaps):
            return 0, True
        near = scope.count("/") + 1
        if any(_is_below(one, scope) for one in self.certain):
            return near, True
        return (near, False) if any(_is_below(one, scope) for one in self.perhaps) else None

    def joined(self, others: Iterable[Viewpoints]) -> Viewpoints:
        every = (self, *others)
        certain, perhaps = (one.certain for one in every), (one.perhaps for one in every)
        return Viewpoints(frozenset().union(*certain), frozenset().union(*perhaps))


@dataclass(frozen=True, slots=True)
class Placed:
    """A definition with its scope, a folder or a test module; empty where it is seen everywhere.

    What is `certain` matches just what its pattern says.
    """

    scope: str
    definition: StepDefinition
    certain: bool


@dataclass(frozen=True)
class Visibility:
    """Who sees what of some modules; `roots` are those that pytest loads by itself."""

    modules: Mapping[str, StepModule]
    suite: Suite
    roots: tuple[str, ...]

    @cached_property
    def placed(self) -> tuple[Placed, ...]:
        """Every definition with where it is seen; what several files import is seen from each."""
        found: dict[tuple[str, int], Placed] = {}
        for scope, module in self._loaded():
            strangers = [_outsider(f"what {module.uri} imports")] if module.outside else []
            for one in (*module.definitions, *strangers):
                found.setdefault((scope, id(one)), Placed(scope, one, not one.dynamic))
        installed = (_outsider(f"what {name} brings") for name in plugins_with_steps())
        return (*found.values(), *(Placed("", one, certain=False) for one in installed))

    def viewpoints(self, uri: str) -> Viewpoints:
        """Return from where the steps of a spec are looked up: its own place, and the modules that bind it."""
        if not uri:
            return Viewpoints()
        binding = {module for path, module in self._bindings if path and _is_below(uri, path)}
        perhaps = {module for path, module in self._bindings if not path} - binding
        return Viewpoints(frozenset({uri, *binding}), frozenset(perhaps))

    def visible_to(self, uris: Iterable[str]) -> Iterator[StepDefinition]:
        """Yield the definitions that some of these specs can see."""
        yield from self._in_scopes(self._scopes_seen(Viewpoints().joined(map(self.viewpoints, uris))))

    def only_for(self, uris: Iterable[str]) -> Iterator[StepDefinition]:
        """Yield the definitions that some of these specs can see, and no test can that is of other features."""
        known = tuple(uris)
        inside = Viewpoints().joined(map(self.viewpoints, known))
        outside = {module for path, module in self._bindings if not any(_is_below(uri, path or "\0") for uri in known)}
        elsewhere = self._scopes_seen(Viewpoints(frozenset(outside))) if outside else set()
        yield from self._in_scopes(self._scopes_seen(inside) - (elsewhere - {""}))

    def _scopes_seen(self, viewpoints: Viewpoints) -> set[str]:
        scopes = {one.scope for one in self.placed}
        return {scope for scope in scopes if viewpoints.see(scope)}

    def _in_scopes(self, scopes: set[str]) -> Iterator[StepDefinition]:
        yield from {id(one.definition): one.definition for one in self.placed if one.scope in scopes}.values()

    def _loaded(self) -> Iterator[tuple[str, StepModule]]:
        """Yield each module with the scopes that it is loaded for."""
        for uri in self.roots:
            yield from ((self._scope(uri), module) for module in self._brought(uri))
        for uri in dict.fromkeys(name for module in self.modules.values() for name in module.plugins):
            yield from (("", module) for module in self._brought(uri))

    def _scope(self, uri: str) -> str:
        if not self.suite.concerns(uri) or self.suite.is_step_file(uri):
            return ""
        return posixpath.dirname(uri) if posixpath.basename(uri) == CONFTEST else uri

    def _brought(self, uri: str) -> Iterator[StepModule]:
        """Yield a module, and those that it imports everything from."""
        todo, seen = [uri], set()
        while todo:
            name = todo.pop()
            if name not in seen and name in self.modules:
                seen.add(name)
                yield self.modules[name]
                todo += self.modules[name].stars

    @cached_property
    def _bindings(self) -> tuple[tuple[str, str], ...]:
        """What test modules bind: a spec, a folder of them, or any, with the module."""
        return tuple((path, uri) for uri, module in self.modules.items() for path in module.binds)


def _is_below(uri: str, folder: str) -> bool:
    return folder == "." or uri == folder or uri.startswith(f"{folder}/")


def _outsider(name: str) -> StepDefinition:
    """Stand in for whatever comes from outside of the project."""
    pattern = Pattern("unknown", HOLE, open=True, shape=ANY)
    return StepDefinition(StepFunction("", 0, 1, 0, 0, name), "step", pattern, 0, 1, dynamic=True)
