"""Secrets taken out of what is written: values of the environment, authorization headers, passwords in addresses."""

from __future__ import annotations

import json
import re
from contextlib import suppress
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING
from urllib.parse import quote

from specbook.pytest_plugin.secret_shapes import SHAPES, Shape, known

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_SHORTEST_SECRET = 6
_SHORTEST_LINE = 16
_HEAD = 8192


@dataclass(frozen=True)
class Mask:
    """Takes known secrets out of texts; `secrets` are taken out wherever they stand, however they are written there.

    It works on bytes, so that a text in another encoding than UTF-8, and one of 100 MB, is as safe as any.
    """

    secrets: tuple[str, ...] = ()

    @cached_property
    def _shapes(self) -> tuple[Shape, ...]:
        """The known secrets first: what another shape keeps, such as the name of a user, may hold one."""
        return (known(_written(self.secrets, "utf-8", "latin-1")), *SHAPES) if self.secrets else SHAPES

    def text(self, text: str) -> str:
        """Return a text without what is secret in it."""
        return self.data(text.encode("utf-8", "surrogatepass")).decode("utf-8", "surrogatepass")

    def data(self, data: bytes) -> bytes:
        """Return the bytes of a text without what is secret in it."""
        for shape in self._shapes:
            data = shape.masked(data)
        return data

    def in_pieces(self, pieces: Iterable[bytes]) -> Iterable[bytes]:
        """Return a text that comes in pieces as `data` would return the whole, wherever it is cut."""
        for shape in self._shapes:
            pieces = shape.masked_in_pieces(pieces)
        return pieces

    def hides_in(self, pieces: Iterable[bytes]) -> bool:
        """Tell whether what is no text holds a known secret."""
        encodings = ("utf-8", "latin-1", "utf-16-le", "utf-16-be")
        return bool(self.secrets) and known(_written(self.secrets, *encodings)).is_in(pieces)


def is_text(head: bytes) -> bool:
    """Tell from the beginning of some bytes whether they can be masked one by one, as git tells text from the rest."""
    return b"\0" not in head[:_HEAD]


class Secrets:
    """The secrets of an environment as it is when something is written: a fixture may have put one there since.

    What was secret once remains so.
    """

    def __init__(self, names: Iterable[str], environment: Mapping[str, str]) -> None:
        """Name the variables that hold secrets; a name may hold `*`, and its case does not matter."""
        self._names = [re.compile(re.escape(name).replace(r"\*", ".*"), re.IGNORECASE) for name in names]
        self._environment = environment
        self._is_secret = cache(self._is_named)  # asked of the same names for whatever is written
        self._mask = Mask()

    @property
    def mask(self) -> Mask:
        """The mask for all of them."""
        found = _secrets_in(self._environment[name] for name in self._environment if self._is_secret(name))
        if not found.issubset(self._mask.secrets):
            self._mask = Mask(tuple(sorted(found.union(self._mask.secrets))))
        return self._mask

    def _is_named(self, name: str) -> bool:
        return any(one.fullmatch(name) for one in self._names)


def _secrets_in(values: Iterable[str]) -> set[str]:
    """Leave values of a few characters alone, which would be found everywhere; of many lines, each is one as well."""
    found = {value for value in values if len(value) >= _SHORTEST_SECRET}
    lines = (line.strip() for value in found if "\n" in value.strip() for line in value.splitlines())
    return found.union(line for line in lines if len(line) >= _SHORTEST_LINE)


def _written(secrets: Iterable[str], *encodings: str) -> set[bytes]:
    """Write secrets in every form that they may have in a file; what an encoding cannot write, no such file holds."""
    written = set()
    for form in {form for secret in secrets for form in _forms(secret)}:
        for encoding in encodings:
            with suppress(UnicodeEncodeError):
                written.add(form.encode(encoding, "surrogatepass"))
    return written


def _forms(secret: str) -> tuple[str, ...]:
    """Write a secret as it stands, in an address, in JSON, and as Python shows it where an assertion fails."""
    encodable = secret.encode("utf-8", "surrogatepass")
    in_json = (json.dumps(secret, ensure_ascii=ascii_only)[1:-1] for ascii_only in (True, False))
    return (secret, quote(encodable, safe=""), quote(encodable), *in_json, repr(secret)[1:-1])
