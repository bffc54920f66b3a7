"""A step's data table in the shape that its step definition asks for."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from specbook.model import DataTable

Rows = list[list[str]]


class Dicts(list[dict[str, str]]):
    """A table as one dict a row, its keys from the first row: annotate `datatable: Dicts`."""


class Columns(dict[str, list[str]]):
    """A table as one list a column, by the first row's names: annotate `datatable: Columns`."""


class Pairs(dict[str, str]):
    """A table of two columns, each row a key and its value: annotate `datatable: Pairs`."""


def table_for(table: DataTable, function: Callable[..., Any]) -> Any:
    """Return a table as the annotation of a function's `datatable` asks for it, else as rows.

    Raises ValueError where the table has not that shape.
    """
    rows: Rows = [list(row.values) for row in table.rows]
    shape = _SHAPES.get(_named(inspect.signature(function).parameters["datatable"].annotation))
    return shape(rows) if shape else rows


def _dicts(rows: Rows) -> Dicts:
    header = _unique(rows[0])
    return Dicts(dict(zip(header, row, strict=True)) for row in rows[1:])


def _columns(rows: Rows) -> Columns:
    header = _unique(rows[0])
    return Columns({name: [row[number] for row in rows[1:]] for number, name in enumerate(header)})


def _pairs(rows: Rows) -> Pairs:
    if len(rows[0]) != 2:
        raise ValueError(f"a table of pairs has two columns, this one has {len(rows[0])}")
    _unique([row[0] for row in rows])
    return Pairs(dict(rows))


def _unique(names: list[str]) -> list[str]:
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        raise ValueError(f"“{twice}” stands twice where each name may stand once, so a value would be lost")
    return names


_SHAPES: dict[str, Callable[[Rows], Any]] = {"Dicts": _dicts, "Columns": _columns, "Pairs": _pairs}


def _named(annotation: Any) -> str:
    """Return the last part of an annotation's name, be it a class or, with `from __future__`, a text."""
    if annotation in _BY_CLASS:
        return _BY_CLASS[annotation]
    return annotation.rpartition(".")[2] if isinstance(annotation, str) else ""


_BY_CLASS = {Dicts: "Dicts", Columns: "Columns", Pairs: "Pairs"}
