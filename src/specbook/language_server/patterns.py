"""Patterns of step definitions as a reader would write a step, and as a snippet to fill in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from specbook.step_index.definitions import StepDefinition

_FIELD = re.compile(r"\{(\w*)[^{}]*\}")
_GROUP = re.compile(r"\(\?P<(\w+)>(?:[^()\\]|\\.|\((?:[^()\\]|\\.)*\))*\)")
_SLOT = re.compile(r"<([^<>]+)>")


def shown(definition: StepDefinition) -> str:
    """Return a pattern with its values as `<name>`; of a regular expression, what is left of it besides stays."""
    text, parser = definition.text, definition.pattern.parser
    if parser in {"parse", "cfparse", "expression"}:
        names = iter(name for name, _ in definition.values)
        return _FIELD.sub(lambda match: f"<{match[1] or next(names, 'value')}>", text)
    if parser in {"re", "regular expression"}:
        plain = _GROUP.sub(lambda match: f"<{match[1]}>", text).removeprefix("^").removesuffix("$")
        return re.sub(r"\\([^\w])", r"\1", plain)
    return text


def as_snippet(text: str) -> str:
    """Return a text whose `<names>` are places to type in, one after the other."""
    parts = _SLOT.split(text)
    written = []
    for number, part in enumerate(parts):
        escaped = re.sub(r"([\\$}])", r"\\\1", part)
        written.append(f"${{{number // 2 + 1}:{escaped}}}" if number % 2 else escaped)
    return "".join(written)
