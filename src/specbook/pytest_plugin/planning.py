"""What a run is going to do: which examples, with which step definitions and hooks, and the head of its stream."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from specbook.cache import Cache
from specbook.model import GherkinDocument
from specbook.pytest_plugin import adapter
from specbook.pytest_plugin.attempts import Case, case_of
from specbook.pytest_plugin.collecting import ScenarioItem
from specbook.pytest_plugin.sources import Sources, place_of
from specbook.pytest_plugin.state import HOOKS, INDEX, PROJECT
from specbook.pytest_plugin.suggesting import snippets
from specbook.reader import read_file
from specbook.results import envelopes, event_lines, events, ndjson
from specbook.results.ndjson import line_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    import pytest

    from specbook.model import Pickle
    from specbook.pytest_plugin.adapter import Definition
    from specbook.pytest_plugin.scenario_hooks import Hook
    from specbook.results.events import Envelope


@dataclass(slots=True)
class Plan:
    """The cases of a run by node id, the documents they are of, and the ids of what they need."""

    sources: Sources
    cases: dict[str, Case] = field(default_factory=dict)
    documents: dict[str, GherkinDocument] = field(default_factory=dict)
    definitions: list[Definition] = field(default_factory=list)
    definition_ids: dict[int, str] = field(default_factory=dict)
    hook_ids: dict[int, str] = field(default_factory=dict)
    places: dict[int, tuple[str, int]] = field(default_factory=dict)
    uses: dict[str, dict[str, str]] = field(default_factory=dict)


def plan(
    config: pytest.Config, items: Iterable[pytest.Item], is_left_out: Callable[[pytest.Item, Pickle], bool]
) -> Plan:
    """Plan the examples among some items, in their order."""
    known: dict[str, GherkinDocument] = {}
    root = config.stash[PROJECT].root
    planned = Plan(Sources(root, config.stash[PROJECT].cache))
    for item in items:
        found = example_of(item, known, root)
        if found and not is_left_out(item, found[1]):
            planned.documents.setdefault(found[0].uri, found[0])
            planned.cases[item.nodeid] = case_of(item, found[1], f"c{len(planned.cases) + 1}")
    planned.definitions = config.stash[INDEX].every_definition()
    planned.definition_ids = {id(one): f"d{number}" for number, one in enumerate(planned.definitions, start=1)}
    planned.hook_ids = {id(hook): f"h{number}" for number, hook in enumerate(config.stash[HOOKS].declared, start=1)}
    planned.places = {id(one): place_of(one) for one in planned.definitions}
    planned.uses = dict(_uses(planned))
    return planned


def head(config: pytest.Config, planned: Plan) -> Iterator[str]:
    """Yield lines of what comes before a run: its specs by their uris, parameter types, step definitions, hooks."""
    yield line_of(events.meta())
    specs = Cache(config.stash[PROJECT].cache, "heads", (__file__, envelopes.__file__, ndjson.__file__))
    for _, document in sorted(planned.documents.items()):
        yield specs.text(document.uri, document.source, partial(_spec, document))
    sources = planned.sources
    yield from map(line_of, _parameter_types(planned, sources))
    lines = [_hook(hook, planned) for hook in config.stash[HOOKS].declared]
    lines += [_definition(one, planned) for one in planned.definitions if not getattr(one.parser, "unknown_type", "")]
    yield "\n".join(line for _, line in sorted(lines, key=itemgetter(0)))


def _spec(document: GherkinDocument) -> str:
    """Write the lines that tell of one spec."""
    examples = (pickle for pickle in document.pickles if not is_rowless(pickle))
    told = (envelopes.source(document), envelopes.gherkin_document(document), *map(envelopes.pickle, examples))
    return "\n".join(map(line_of, told))


def suggestions(case: Case, attempt: str) -> dict[int, Envelope]:
    """Suggest definitions for the undefined steps of a case, by their position."""
    found = {}
    for number, matches in enumerate(case.matches):
        if not matches:
            position = case.first_step + number
            code = [("python", snippet) for snippet in snippets(case.pickle.steps[number])]
            step = envelopes.pickle_step_id(case.pickle, number)
            found[position] = events.suggestion(f"{attempt}.{position} suggestion", step, code)
    return found


def is_rowless(pickle: Pickle) -> bool:
    """Tell an outline without rows, which is no pickle of Gherkin's."""
    return bool(pickle.scenario.examples) and pickle.row is None


def example_of(
    item: pytest.Item, known: dict[str, GherkinDocument], root: Path
) -> tuple[GherkinDocument, Pickle] | None:
    """Find the example that an item runs, ours or one bound by `scenarios()`."""
    if isinstance(item, ScenarioItem):
        return item.document, item.pickle
    place = adapter.bound_scenario(item)
    if place is None or not Path(place[0]).is_relative_to(root):
        return None
    uri = Path(place[0]).relative_to(root).as_posix()
    document = known.get(uri) or read_file(Path(place[0]), root)
    if not isinstance(document, GherkinDocument):
        return None
    known[uri] = document
    candidates = [pickle for pickle in document.pickles if pickle.scenario.location.line == place[1]]
    return (document, candidates[place[2]]) if place[2] < len(candidates) else None


def _uses(planned: Plan) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield the digest of each definition that some case rests on, by its id."""
    used = {
        id(match.definition): match.definition
        for case in planned.cases.values()
        for matches in case.matches
        for match in matches
    }
    for definition in used.values():
        use = planned.sources.use(*planned.places[id(definition)])
        if use:
            yield planned.definition_ids[id(definition)], use


def _parameter_types(planned: Plan, sources: Sources) -> Iterator[Envelope]:
    """Yield the project's own parameter types, and those that an expression asks for and nobody has defined."""
    if not any(hasattr(one.parser, "unknown_type") for one in planned.definitions):
        return
    from specbook.pytest_plugin.expressions import own_types

    for number, own in enumerate(own_types(), start=1):
        code = own.function.__code__
        yield events.parameter_type(
            f"t{number}",
            own.type.name,
            own.type.regexps,
            preferred=own.type.prefer_for_regexp_match,
            for_snippets=own.type.use_for_snippets,
            source=sources.relative(code.co_filename, code.co_firstlineno),
        )
    for definition in planned.definitions:
        unknown = getattr(definition.parser, "unknown_type", "")
        if unknown:
            yield events.undefined_parameter_type(unknown, str(definition.parser.name))


def _hook(hook: Hook, planned: Plan) -> tuple[tuple[str, int], str]:
    filename, line = str(hook.place[0]), hook.place[1]
    source = planned.sources.relative(filename, line)
    told = events.hook(planned.hook_ids[id(hook)], hook.kind, source, name=hook.name, tags=hook.tags)
    return (filename, line), line_of(told)


def _definition(definition: Definition, planned: Plan) -> tuple[tuple[str, int], str]:
    parser: Any = definition.parser
    regular = type(parser) is adapter.regular_parser or getattr(parser, "regular", False)
    place = planned.places[id(definition)]
    source, identity = planned.sources.relative(*place), planned.definition_ids[id(definition)]
    return place, event_lines.step_definition(identity, source.uri, source.line, str(parser.name), regular=regular)
