"""A step said in other words: in its definition and in every spec, or not at all."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from specbook.errors import UsageError
from specbook.finding import Edit
from specbook.fixing import edited
from specbook.language_server.going import step_spot
from specbook.language_server.wordings import Wording, wording_of
from specbook.step_index.patterns import finder_of
from specbook.step_index.sources import Mistake, column_of, first_line, parsed
from specbook.step_index.usage import usage_of
from specbook.step_patterns.expressions import matched
from specbook.step_patterns.finders import found_in
from specbook.step_patterns.stubs import python_string

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specbook.language_server.desk import Desk
    from specbook.language_server.sheets import Placed, Sheet
    from specbook.step_index.definitions import Pattern, StepDefinition
    from specbook.step_index.index import StepIndex
    from specbook.step_index.usage import Usage, Use

Edits = dict[str, list[Edit]]


def wording_at(desk: Desk, sheet: Sheet, placed: Placed) -> Wording:
    """Return the words of the one definition that takes a step; raises UsageError where they cannot be renamed."""
    definitions = _group(desk, sheet, placed)
    for one in definitions:
        _literal(desk.steps.source(one.uri), one)
    return wording_of(definitions[0])


def reworded(desk: Desk, sheet: Sheet, placed: Placed, said: str) -> Edits:
    """Return what is to be edited, by file, for a step to read as it is `said`, in its definition and in every spec.

    Raises UsageError where some step would be left behind, would have other values, or would be another one's.
    """
    group = _group(desk, sheet, placed)
    old = wording_of(group[0])
    new = old.reworded(said, old.values(placed.step.text) or ())
    specs = desk.specs()
    if specs.errors:
        raise UsageError(f"{specs.errors[0]}. Mend the file first: its steps would be left behind.")
    usage = usage_of(desk.steps, specs, desk.project.settings)
    edits: Edits = {group[0].uri: sorted({_edit_of_code(desk, one, new) for one in group})}
    uses = {use: None for one in group for use in usage.uses.get(one, ())}
    places = sorted({(use.uri, use.line) for use in uses})
    if (sheet.uri, placed.step.location.line) not in places:
        raise UsageError(f"{sheet.uri}: no example of this project's specs has this step.")
    for uri, line in places:
        edits.setdefault(uri, []).append(_edit_of_spec(desk.sheets[uri], line, old, new))
    _check(desk, usage, group, new, edits)
    return edits


def _group(desk: Desk, sheet: Sheet, placed: Placed) -> tuple[StepDefinition, ...]:
    """Return the definition that takes a step, and those of the same function that say the same for other types."""
    matching = desk.steps.matching(placed.type, placed.text, sheet.uri)
    if len(matching.definitions) != 1 or matching.perhaps:
        count = "no" if matching.is_undefined else "more than one"
        raise UsageError(f"{count.capitalize()} step definition takes this step, so there is nothing to rename it by.")
    (found,) = matching.definitions
    if not found.uri:
        raise UsageError(f"“{found.text}” is defined outside of this project.")
    same = (one for one in desk.steps.definitions if one.function is found.function and one.pattern == found.pattern)
    return tuple(same)


def _edit_of_code(desk: Desk, definition: StepDefinition, new: Wording) -> Edit:
    source = desk.steps.source(definition.uri)
    node = _literal(source, definition)
    lines = source.split("\n")
    start = column_of(lines, node.lineno, node.col_offset)
    end_line = node.end_lineno or node.lineno
    end = column_of(lines, end_line, node.end_col_offset or 0)
    single = lines[node.lineno - 1][start - 1] == "'" and not {"'", '"', "\\"} & set(new.pattern)
    return Edit(node.lineno, start, end_line, end, f"'{new.pattern}'" if single else python_string(new.pattern))


def _literal(source: str, definition: StepDefinition) -> ast.Constant:
    """Return the text of a pattern where it is written in the decorator itself; raises UsageError where it is not."""
    for node in _decorators(source, definition):
        argument = node.args[0] if node.args else None
        if isinstance(argument, ast.Call) and argument.args:
            argument = argument.args[0]
        if isinstance(argument, ast.Constant) and argument.value == definition.text:
            return argument
    raise UsageError(
        f"{definition.uri}:{definition.line}: the text of this step is not written out in the decorator. "
        "Change it in Python."
    )


def _decorators(source: str, definition: StepDefinition) -> Iterator[ast.Call]:
    tree = parsed(source)
    for node in ast.walk(tree) if not isinstance(tree, Mistake) else ():
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and first_line(node) == definition.function.line:
            calls = (one for one in node.decorator_list if isinstance(one, ast.Call))
            yield from (one for one in calls if one.lineno == definition.line)


def _edit_of_spec(sheet: Sheet, line: int, old: Wording, new: Wording) -> Edit:
    placed = sheet.step_at(line)
    values = old.values(placed.step.text) if placed else None
    if placed is None or values is None:
        raise UsageError(f"{sheet.uri}:{line}: a placeholder stands for words of this step there. Change that first.")
    spot = step_spot(sheet, placed)
    return Edit(line, spot.column, line, spot.end, new.said([values[number] for number in new.order]))


def _check(desk: Desk, usage: Usage, group: tuple[StepDefinition, ...], new: Wording, edits: Edits) -> None:
    """Prove that every step keeps its definition and its values, and that no other step is taken; else UsageError."""
    index = desk.steps
    code = group[0].uri
    changed = index.updated(code, edited(index.source(code), edits[code]))
    texts = {uri: edited(desk.sheets[uri].text, own) for uri, own in edits.items() if uri != code}
    after = usage_of(changed, desk.specs_with(texts), desk.project.settings)
    old, now = _uses(usage, group[0]), _uses(after, group[0], new.pattern)
    if old.keys() != now.keys():
        place = next(iter(sorted(old.keys() ^ now.keys())))
        raise UsageError(f"{place[0]}:{place[1]}: in these words another definition takes this step, or none would.")
    for place, (use, pattern) in old.items():
        before = _arguments(index, pattern, use.step.text)
        if before != _arguments(changed, now[place][1], now[place][0].step.text):
            raise UsageError(f"{use.place}: in these words this step would give its function other values.")
    ambiguous = {(use.uri, use.line) for use, _ in usage.ambiguous}
    taken = sorted({(use.uri, use.line) for use, _ in after.ambiguous} - ambiguous)
    if taken:
        raise UsageError(f"{taken[0][0]}:{taken[0][1]}: this step would have two definitions. Choose other words.")


def _uses(
    usage: Usage, definition: StepDefinition, pattern: str = ""
) -> dict[tuple[str, int, int], tuple[Use, Pattern]]:
    """Return the steps that a function takes by a pattern, each by its place and the row that it is of."""
    found: dict[tuple[str, int, int], tuple[Use, Pattern]] = {}
    counts: dict[tuple[str, int], int] = {}
    for one, uses in usage.uses.items():
        if (one.uri, one.function.name, one.text) == (
            definition.uri,
            definition.function.name,
            pattern or definition.text,
        ):
            for use in uses:
                place = use.uri, use.line
                counts[place] = counts.get(place, 0) + 1
                found[*place, counts[place]] = use, one.pattern
    return found


def _arguments(index: StepIndex, pattern: Pattern, text: str) -> Any:
    """Return the values of a step, by name or in their order."""
    types = index.parameter_types
    if pattern.parser == "expression":
        return [argument.group.value for argument in matched(types.compiled(pattern.text), text) or ()]
    found = found_in(finder_of(pattern, types), text)
    return getattr(found, "named", found)
