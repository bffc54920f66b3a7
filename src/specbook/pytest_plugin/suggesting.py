"""What helps with a step that has not its one step definition: near ones, all that match, and code to begin with."""

from __future__ import annotations

import difflib
import re
from typing import TYPE_CHECKING

from specbook.pytest_plugin.adapter import STEP_TYPES, Definition
from specbook.pytest_plugin.refusals import AmbiguousStepError, NotAutomatedError, UndefinedStepError
from specbook.pytest_plugin.sources import Sources
from specbook.pytest_plugin.state import INDEX, PROJECT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import pytest

    from specbook.model import Pickle, PickleStep
    from specbook.pytest_plugin.attempts import Matches

_NEAR = 0.6
_PARSED = {"int": "{}:d", "float": "{}:g", "string": "{}", "word": "{}:w"}
# What an argument is called where its type's own name is a builtin, or a module, of Python's.
_ARGUMENTS = {"int": "number", "float": "number", "string": "text"}
_PLACEHOLDER = re.compile(r"\{[^{}]*\}|\(\?P<\w+>[^()]*\)|\([^()]*\)")


def unmatched(item: pytest.Item, pickle: Pickle, matches: Matches, number: int) -> NotAutomatedError:
    """Say of a step, and of the others of its example, why it has not its one step definition."""
    problems = [
        _ambiguous(item, step, [match.definition for match in found]) if found else _undefined(item, step)
        for step, found in zip(pickle.steps, matches, strict=True)
        if len(found) != 1
    ]
    before = sum(len(found) != 1 for found in matches[:number])
    message = "\n\n".join(dict.fromkeys([problems[before], *problems]))
    return AmbiguousStepError(message) if matches[number] else UndefinedStepError(message)


def snippets(step: PickleStep) -> list[str]:
    """Write step definitions to begin with, the likeliest first; none yet does anything."""
    from specbook.pytest_plugin.expressions import generated_expressions

    return list(dict.fromkeys(_snippet(step, *generated) for generated in generated_expressions(step.text)))[:3]


def _undefined(item: pytest.Item, step: PickleStep) -> str:
    definitions = item.config.stash[INDEX].visible(item).all()
    lines = [f"no step definition matches “{step.text}”"]
    near = [f"  {_place(item, one)}  {one.parser.name}" for one in _near(step, definitions)]
    if near:
        lines += ["near it:", *near]
    lines += [_unknown_type(item, one) for one in _with_unknown_types(item)]
    return "\n".join([*lines, "You can begin with:", "", *snippets(step)[0].splitlines()])


def _ambiguous(item: pytest.Item, step: PickleStep, definitions: list[Definition]) -> str:
    lines = [f"  {_place(item, one)}  {one.parser.name}" for one in definitions]
    return "\n".join([f"{len(definitions)} step definitions match “{step.text}”:", *lines])


def _near(step: PickleStep, definitions: Iterable[Definition]) -> list[Definition]:
    """Return up to three definitions that a step may have meant, the nearest first, whatever their type."""
    wanted = step.text.casefold()
    rated = []
    for definition in {id(one): one for one in definitions}.values():
        text = _PLACEHOLDER.sub("…", str(definition.parser.name)).casefold()
        rated.append((difflib.SequenceMatcher(None, text, wanted).ratio(), definition))
    rated.sort(key=lambda pair: (-pair[0], str(pair[1].parser.name)))
    return [definition for ratio, definition in rated[:3] if ratio >= _NEAR]


def _with_unknown_types(item: pytest.Item) -> Iterator[Definition]:
    visible = item.config.stash[INDEX].visible(item).all()
    return (definition for definition in visible if getattr(definition.parser, "unknown_type", ""))


def _unknown_type(item: pytest.Item, definition: Definition) -> str:
    name = getattr(definition.parser, "unknown_type", "")
    return f"{_place(item, definition)}  {definition.parser.name} is left out: no parameter type “{name}” is defined"


def _place(item: pytest.Item, definition: Definition) -> str:
    source = Sources(item.config.stash[PROJECT].root).place(definition)
    return f"{source.uri}:{source.line}" if source.uri else "(installed)"


def _snippet(step: PickleStep, source: str, types: tuple[str, ...]) -> str:
    """Write one definition: with pytest-bdd's own parsers where they know the types, else with an expression."""
    plain = [_ARGUMENTS.get(kind) or re.sub(r"\W", "_", kind) for kind in types]
    names = [
        f"{name}{plain[: number + 1].count(name)}" if plain.count(name) > 1 else name
        for number, name in enumerate(plain)
    ]
    given = [*names, *(["datatable"] if step.data_table else []), *(["docstring"] if step.doc_string else [])]
    decorator = STEP_TYPES.get(step.type, "step")
    if not types:
        pattern = repr(step.text)
    elif set(types) <= _PARSED.keys():
        pattern = f"parsers.parse({_parse_pattern(source, types, names)!r})"
    else:
        pattern = f"expression({source!r})"
    return f"@{decorator}({pattern})\ndef _({', '.join(given)}):\n    raise NotImplementedError"


def _parse_pattern(source: str, types: tuple[str, ...], names: list[str]) -> str:
    """Turn a generated expression into the parse library's syntax."""
    literals = re.split(r"\{\w+\}", re.sub(r"\\([{(/\\])", r"\1", source))
    fields = []
    for kind, name in zip(types, names, strict=True):
        shown = "{" + _PARSED[kind].format(name) + "}"
        fields.append(f'"{shown}"' if kind == "string" else shown)
    doubled = [text.replace("{", "{{").replace("}", "}}") for text in literals]
    return "".join(text + field for text, field in zip(doubled, [*fields, ""], strict=True))
