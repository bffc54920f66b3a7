"""Parts of the model kept on disk and read again; nothing else is ever made of what is found there."""

from __future__ import annotations

import io
import pickle
from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from specbook.cache import Cache

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path
    from types import ModuleType

Part = TypeVar("Part")


class ModelCache(Generic[Part]):
    """Parts of one class, each by a name and the text it was made of; its own parts are of classes of some modules."""

    def __init__(
        self, folder: Path, kind: type[Part], modules: tuple[ModuleType, ...], made_by: Iterable[str | None]
    ) -> None:
        self._kind, self._modules = kind, {module.__name__: module for module in modules}
        self._classes: dict[tuple[str, str], Any] = {}
        makers = [__file__, *(module.__file__ for module in modules), *made_by]
        self._cache = Cache(folder, f"{kind.__name__}s".lower(), [str(file) for file in makers])

    def part(self, name: str, text: str | bytes, make: Callable[[], object]) -> Any:
        """Return the part that is kept, or make it and keep it; what is made of another class is not kept."""
        part = self.kept(name, text)
        if part is not None:
            return part
        made = make()
        if isinstance(made, self._kind):
            self.keep(name, text, made)
        return made

    def kept(self, name: str, text: str | bytes) -> Part | None:
        """Return the part that is kept, if there is one."""
        known = self._cache.get(name, text)
        return self._unpickled(known) if known else None

    def keep(self, name: str, text: str | bytes, made: Part) -> None:
        """Keep a part, in place of what was kept before."""
        self._cache.put(name, text, _pickled(made))

    def _unpickled(self, data: bytes) -> Part | None:
        try:
            part = _Unpickler(io.BytesIO(data), self._modules, self._classes).load()
        except Exception:  # whatever is wrong with it, it can be made again
            return None
        return part if isinstance(part, self._kind) else None


class _Pickler(pickle.Pickler):
    """Writes a part of the model as a call of its class, which is read in half the time of what dataclasses write."""

    def reducer_override(self, part: Any) -> Any:
        if isinstance(part, type) or not is_dataclass(part):
            return NotImplemented
        return type(part), tuple(getattr(part, field.name) for field in fields(part) if field.init)


class _Unpickler(pickle.Unpickler):
    """Makes nothing but parts of the model, whatever a file asks for; `classes` are those that it made before."""

    def __init__(self, file: io.BytesIO, modules: dict[str, ModuleType], classes: dict[tuple[str, str], Any]) -> None:
        super().__init__(file)
        self._modules, self._classes = modules, classes

    def find_class(self, module: str, name: str) -> Any:
        known = self._classes.get((module, name))
        if known is None:
            known = self._classes[module, name] = self._part_of_the_model(module, name)
        return known

    def _part_of_the_model(self, module: str, name: str) -> Any:
        found = getattr(self._modules.get(module), name, None)
        if not isinstance(found, type) or not (is_dataclass(found) or issubclass(found, tuple)):
            raise pickle.UnpicklingError(f"{module}.{name} is no part of the model")
        return found


def _pickled(part: object) -> bytes:
    written = io.BytesIO()
    _Pickler(written, protocol=5).dump(part)
    return written.getvalue()
