"""The modules of a project read for their step definitions, each again only where it, or what it imports, changed."""

from __future__ import annotations

import posixpath
import sys
from dataclasses import replace
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING

from specbook import errors
from specbook.errors import ParseError
from specbook.model_cache import ModelCache
from specbook.step_index import definitions
from specbook.step_index.definitions import StepModule
from specbook.step_index.evaluating import Evaluator
from specbook.step_index.reading import ModuleReader
from specbook.step_index.scopes import Module
from specbook.step_index.sources import Mistake, parsed
from specbook.step_patterns import parsing

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from specbook.step_index.suite import Suite


class ProjectReader:
    """Reads modules of one suite as it is now; `cache` is the folder of what was read before."""

    def __init__(self, suite: Suite, cache: Path | None = None) -> None:
        self._suite = suite
        self._trees: dict[str, Module | None] = {}
        self._files: dict[str, str] = {}
        self._evaluator = Evaluator(self._module)
        makers = sorted(map(str, Path(__file__).parent.glob("*.py")))
        self._cache = ModelCache(cache, StepModule, (definitions, parsing, errors), makers) if cache else None
        self._beside: tuple[str, ...] = ()

    def read(self, uris: Iterable[str], known: Mapping[str, StepModule] | None = None) -> dict[str, StepModule]:
        """Read modules, and those that they bring along; `known` ones are taken where nothing changed for them."""
        todo = list(uris)
        self._beside = tuple(sorted({self._package_root(uri) for uri in todo}))
        found: dict[str, StepModule] = {}
        while todo:
            uri = todo.pop()
            if uri not in found:
                found[uri] = self._read(uri, (known or {}).get(uri))
                todo += [one for one in (*found[uri].stars, *found[uri].plugins) if one not in found]
        return dict(sorted(found.items()))

    def plugins(self, names: Iterable[str]) -> list[str]:
        """Return the files of the plug-ins of some names that are the project's own."""
        return [uri for name in names if (uri := self._file(name))]

    def _read(self, uri: str, known: StepModule | None) -> StepModule:
        source = self._suite.source(uri)
        if known and self._is_current(known, source):
            return known
        kept = self._cache.kept(uri, source) if self._cache else None
        if kept and self._is_current(kept, source):
            return kept
        made = self._made(uri, source)
        if self._cache and uri not in self._suite.texts:
            self._cache.keep(uri, source, made)
        return made

    def _made(self, uri: str, source: str) -> StepModule:
        tree = parsed(source)
        own = ("", uri, _digest(source))
        if isinstance(tree, Mistake):
            problem = ParseError(uri, tree.line, tree.column, f"this is no valid Python: {tree.message}")
            return StepModule(uri, problems=(problem,), read=(own,))
        module = self._trees[uri] = Module(uri, self._suite.name_of(uri), tree)
        made = ModuleReader(self._evaluator, module, source, self._suite.folder_of_features(uri)).read()
        stars, plugins = self._project_files(made.stars), self._project_files(made.plugins)
        outside = made.outside or any(map(_may_bring_steps, self._strangers((*made.stars, *made.plugins))))
        read = (own, *self._needed(module, made.plugins))
        return replace(made, stars=stars, plugins=plugins, outside=outside, read=read)

    def _needed(self, module: Module, plugins: Iterable[str]) -> Iterator[tuple[str, str, str]]:
        """Yield every module that was asked for, by one or by those, with its file and a digest, if it has a file."""
        todo = [*plugins, *module.asked]
        seen: set[str] = set()
        while todo:
            dotted = todo.pop()
            if dotted in seen:
                continue
            seen.add(dotted)
            uri = self._file(dotted)
            yield dotted, uri, _digest(self._suite.source(uri)) if uri else ""
            known = self._module(dotted)
            todo += known.asked if known else ()

    def _is_current(self, module: StepModule, source: str) -> bool:
        """Tell whether a module would still be read as it was."""
        for dotted, file, digest in module.read:
            if dotted and self._file(dotted) != file:
                return False
            text = self._suite.source(file) if dotted and file else source
            if (file or not dotted) and _digest(text) != digest:
                return False
        return bool(module.read)

    def _module(self, dotted: str) -> Module | None:
        """Find a module of the project, for the evaluator."""
        uri = self._file(dotted)
        if not uri:
            return None
        if uri not in self._trees:
            tree = parsed(self._suite.source(uri))
            known = None if isinstance(tree, Mistake) else Module(uri, self._suite.name_of(uri), tree)
            self._trees[uri] = known
        return self._trees[uri]

    def _file(self, dotted: str) -> str:
        if dotted not in self._files:
            self._files[dotted] = self._suite.file_of(dotted, self._beside)
        return self._files[dotted]

    def _project_files(self, names: Iterable[str]) -> tuple[str, ...]:
        return tuple(uri for name in names if (uri := self._file(name)))

    def _strangers(self, names: Iterable[str]) -> list[str]:
        return [name for name in names if not self._file(name)]

    def _package_root(self, uri: str) -> str:
        depth = self._suite.name_of(uri).count(".") + (1 if uri.endswith("__init__.py") else 0)
        folder = posixpath.dirname(uri)
        for _ in range(depth):
            folder = posixpath.dirname(folder)
        return folder


def _may_bring_steps(dotted: str) -> bool:
    """Tell whether a module that is not the project's may define steps; Python's own and the tools' do not."""
    root = dotted.partition(".")[0]
    return root not in sys.stdlib_module_names and root not in {"pytest_bdd", "pytest", "specbook", "pytester"}


def _digest(source: str) -> str:
    return blake2b(source.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
