"""The catalogue of step definitions as `specbook steps` tells it: in lines for a terminal, or as JSON."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING, Any

from specbook.model import STEP_KEYWORDS
from specbook.step_index.usage import unused
from specbook.step_patterns.stubs import function_name, stubs

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from specbook.model import Specs
    from specbook.step_index.definitions import StepDefinition, StepFunction
    from specbook.step_index.exact import Difference
    from specbook.step_index.index import StepIndex
    from specbook.step_index.usage import Undefined, Usage, Use

_NEXT_LINE = "\n"


@dataclass(frozen=True, slots=True)
class Listed:
    """One pattern of a function, with all the keywords that it is for, and the steps that use it."""

    function: StepFunction
    definitions: tuple[StepDefinition, ...]
    uses: tuple[Use, ...]
    is_unused: bool

    @property
    def text(self) -> str:
        return self.definitions[0].text

    @property
    def keywords(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(one.keyword for one in self.definitions))

    @property
    def dynamic(self) -> bool:
        return any(one.dynamic for one in self.definitions)


@dataclass(frozen=True, slots=True)
class Listing:
    """What is known of the step definitions and of the steps of a project.

    `differences` are where pytest has found something else, once it was asked.
    """

    index: StepIndex
    usage: Usage
    listed: tuple[Listed, ...]
    differences: tuple[Difference, ...] | None = None
    exact_problem: str = field(default="")

    @property
    def is_good(self) -> bool:
        """Tell whether every step that is due has its one definition, as far as is known, and all could be read."""
        due = any(one.use.due for one in self.usage.undefined) or any(use.due for use, _ in self.usage.ambiguous)
        return not due and not self.index.problems and not self.differences and not self.exact_problem


def list_steps(
    index: StepIndex,
    usage: Usage,
    specs: Specs,
    differences: tuple[Difference, ...] | None = None,
    exact_problem: str = "",
) -> Listing:
    """Put the catalogue together, by file and line."""
    lonely, uris = set(unused(index, usage, specs)), [document.uri for document in specs.documents]
    groups: dict[tuple[StepFunction, str], list[StepDefinition]] = {}
    for one in index.visible_to(uris) if uris else index.definitions:
        groups.setdefault((one.function, one.text), []).append(one)
    listed = tuple(
        Listed(function, tuple(group), _uses(group, usage), all(one in lonely for one in group))
        for (function, _), group in groups.items()
    )
    return Listing(index, usage, listed, differences, exact_problem)


def found_by(listing: Listing, words: str) -> tuple[Listed, ...]:
    """Return what says all of some words, in any order: in its text, its docstring or its name."""
    wanted = _plain(words).split()
    return tuple(one for one in listing.listed if all(word in _plain(_spoken(one)) for word in wanted))


def lines_of(listed: Iterable[Listed]) -> Iterator[str]:
    """Tell of definitions, file by file."""
    for uri, group in groupby(listed, key=lambda one: one.function.uri):
        yield uri
        for one in group:
            yield from _definition(one)
        yield ""


def undefined_lines(listing: Listing) -> Iterator[str]:
    """Tell of steps that nothing matches, with what is near, and code to begin with once for all that it matches."""
    due = [one for one in listing.usage.undefined if one.use.due]
    for code, group in _by_code(listing.index, due).items():
        yield from dict.fromkeys(f"{one.use.place}  {one.use.step.keyword}{one.use.step.text}" for one in group)
        first = group[0]
        for other in first.of_other_types:
            yield f"    {other.place}  is there for {_keywords([other.keyword])}: {other.text}"
        if not first.of_other_types:
            near = listing.index.near(first.use.step.type, first.use.step.text, first.use.uri)
            yield from (f"    near it: {one.place}  {one.text}" for one in near)
            yield from (f"    {line}".rstrip() for line in ["", *code.split("\n")])
        yield ""
    planned = len(listing.usage.undefined) - len(due)
    if planned:
        yield f"Of examples that are planned, {planned} more."


def ambiguous_lines(listing: Listing) -> Iterator[str]:
    """Tell of steps that several definitions match."""
    for use, matching in listing.usage.ambiguous:
        yield f"{use.place}  {use.step.keyword}{use.step.text}"
        yield from (f"    {one.place}  {one.text}" for one in matching.definitions)


def perhaps_lines(listing: Listing) -> Iterator[str]:
    """Tell of steps that only definitions match of which running their code would tell more."""
    for use, matching in listing.usage.perhaps:
        names = ", ".join(one.place if one.uri else one.function.name for one in matching.perhaps)
        yield f"{use.place}  {use.step.keyword}{use.step.text}  ({names})"


def difference_lines(differences: Iterable[Difference]) -> Iterator[str]:
    """Tell where reading the source and collecting with pytest say different things."""
    for one in differences:
        yield f"{one.step.uri}:{one.step.line}  {one.step.text}"
        yield f"    read: {', '.join(one.read) or ('only perhaps' if one.perhaps else 'nothing')}"
        yield f"    found by pytest: {', '.join(map(str, one.step.definitions)) or 'nothing'}"


def code_for(index: StepIndex, use: Use) -> str:
    """Write a definition to begin with."""
    step = use.step
    more = [name for name, there in (("datatable", step.data_table), ("docstring", step.doc_string)) if there]
    stub = stubs(step.text, index.parameter_types)[0]
    return stub.code([STEP_KEYWORDS.get(step.type, "step")], function_name(stub.pattern), more)


def as_json(listing: Listing, listed: Sequence[Listed]) -> dict[str, Any]:
    """Return what is known, for programs."""
    told = {
        "definitions": [_told(one) for one in listed],
        "undefined": [_undefined(listing.index, one) for one in listing.usage.undefined],
        "ambiguous": [_matched(use, matching.definitions) for use, matching in listing.usage.ambiguous],
        "perhaps": [_matched(use, matching.perhaps) for use, matching in listing.usage.perhaps],
        "problems": [
            {"uri": one.uri, "line": one.line, "column": one.column, "message": one.message}
            for one in listing.index.problems
        ],
    }
    if listing.differences is None:
        return told
    return told | {"differences": [_difference(one) for one in listing.differences]}


def _uses(group: Iterable[StepDefinition], usage: Usage) -> tuple[Use, ...]:
    found = {(use.uri, use.line, use.step.text): use for one in group for use in usage.uses.get(one, ())}
    return tuple(found[key] for key in sorted(found))


def _definition(one: Listed) -> Iterator[str]:
    places = {use.place for use in one.uses}
    files = {use.uri for use in one.uses}
    used = f"{_counted(len(places), 'step')} in {_counted(len(files), 'file')}" if one.uses else "not used"
    unsure = ", known only when it runs" if one.dynamic else ""
    yield f"  {one.function.line}  {_keywords(one.keywords)}  {one.text}  ({used}{unsure})"
    if one.function.doc:
        yield f"      {one.function.doc}"


def _by_code(index: StepIndex, undefined: Iterable[Undefined]) -> dict[str, list[Undefined]]:
    groups: dict[str, list[Undefined]] = {}
    for one in undefined:
        groups.setdefault(code_for(index, one.use), []).append(one)
    return groups


def _keywords(keywords: Iterable[str]) -> str:
    return "/".join("any step" if keyword == "step" else keyword.capitalize() for keyword in keywords)


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _spoken(one: Listed) -> str:
    return f"{one.text} {one.function.doc} {one.function.name.replace('_', ' ')}"


def _plain(text: str) -> str:
    """Take capitals and accents from a text."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in apart if not unicodedata.combining(char))


def _told(one: Listed) -> dict[str, Any]:
    function, first = one.function, one.definitions[0]
    return {
        "uri": function.uri,
        "line": function.line,
        "end": function.end_line,
        "function": function.name,
        "keywords": list(one.keywords),
        "pattern": one.text,
        "parser": first.pattern.parser,
        "parameters": [{"name": name, "type": kind} for name, kind in first.values],
        "doc": function.doc,
        "dynamic": one.dynamic,
        "unused": one.is_unused,
        "uses": [{"uri": use.uri, "line": use.line, "text": use.step.text} for use in one.uses],
    }


def _undefined(index: StepIndex, one: Undefined) -> dict[str, Any]:
    near = index.near(one.use.step.type, one.use.step.text, one.use.uri)
    return {
        **_step(one.use),
        "planned": not one.use.due,
        "near": [_place(definition) for definition in near],
        "of_other_types": [_place(definition) for definition in one.of_other_types],
        "snippet": code_for(index, one.use),
    }


def _matched(use: Use, definitions: Iterable[StepDefinition]) -> dict[str, Any]:
    return {**_step(use), "definitions": [_place(one) for one in definitions]}


def _step(use: Use) -> dict[str, Any]:
    keyword = STEP_KEYWORDS.get(use.step.type, "")
    return {"uri": use.uri, "line": use.line, "type": keyword, "text": use.step.text}


def _place(one: StepDefinition) -> dict[str, Any]:
    return {"uri": one.uri, "line": one.function.line, "keyword": one.keyword, "pattern": one.text}


def _difference(one: Difference) -> dict[str, Any]:
    return {
        "uri": one.step.uri,
        "line": one.step.line,
        "text": one.step.text,
        "read": list(one.read),
        "found": list(map(str, one.step.definitions)),
    }
