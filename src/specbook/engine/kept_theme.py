"""A theme as it was read before, for a site that is built again and again: its files, and its templates compiled."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jinja2 import BytecodeCache
from mkdocs.structure.files import Files

if TYPE_CHECKING:
    from collections.abc import Callable

    from jinja2 import Environment
    from jinja2.bccache import Bucket
    from mkdocs.theme import Theme


class KeptTheme:
    """What is kept of a theme from one build to the next; MkDocs reads thousands of files for each, and compiles."""

    def __init__(self) -> None:
        self._compiled = _Compiled()
        self._files: list[str] | None = None

    def forget_files(self) -> None:
        """Look for the theme's files anew in the next build: there may be others."""
        self._files = None

    def lend_to(self, theme: Theme) -> None:
        """Have a theme make its environment of what is kept."""
        make = theme.get_env

        def get_env() -> Environment:
            environment = make()
            environment.bytecode_cache = self._compiled
            environment.list_templates = self._listing(environment.list_templates)  # type: ignore[method-assign]
            return environment

        theme.get_env = get_env  # type: ignore[method-assign]

    def _listing(self, listed: Callable[..., list[str]]) -> Callable[..., list[str]]:
        def list_templates(extensions: Any = None, filter_func: Any = None) -> list[str]:
            if getattr(filter_func, "__module__", "") != Files.__module__:
                return listed(extensions, filter_func)
            if self._files is None:
                self._files = listed(extensions, filter_func)
            return self._files

        return list_templates


class _Compiled(BytecodeCache):
    """Keeps in memory what each template was compiled to; another text of it is compiled anew."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], Any] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self._known.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._known[bucket.key, bucket.checksum] = bucket.code
