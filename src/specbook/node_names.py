"""The names that examples have as tests of pytest: like the scenario's, each only once in a file."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from specbook.model import GherkinDocument, Pickle

_ROUND = str.maketrans("[]", "()")


class NodeNames:
    """Node names that read like the scenario's, each only once in a file."""

    def __init__(self) -> None:
        self._used: set[str] = set()

    def node_name(self, pickle: Pickle) -> str:
        name = _plain(pickle.name) or "unnamed scenario"
        if pickle.row:
            values = _plain("-".join(pickle.row.values))
            name = f"{name}[{values if len(values) <= 60 else pickle.row_number}]"
        unique = name if name not in self._used else self._numbered(name)
        self._used.add(unique)
        return unique

    def _numbered(self, name: str) -> str:
        number = 2
        while (numbered := _with_number(name, number)) in self._used:
            number += 1
        return numbered


def node_ids(documents: Iterable[GherkinDocument]) -> Iterator[str]:
    """Yield the node id of each example, in order, as pytest run at the project's root gives it."""
    for document in documents:
        names = NodeNames()
        yield from (f"{document.uri}::{names.node_name(pickle)}" for pickle in document.pickles)


def _plain(text: str) -> str:
    """Make a name fit for a node id: one line, printable, without the `::` and `[` that separate its parts."""
    one_line = " ".join(re.sub(":{2,}", ":", text).split()).translate(_ROUND)
    return "".join(char for char in one_line if char.isprintable())


def _with_number(name: str, number: int) -> str:
    """Tell twins apart; a row's number stands inside its brackets, since they must end a node id."""
    return f"{name[:-1]} #{number}]" if name.endswith("]") else f"{name} #{number}"
