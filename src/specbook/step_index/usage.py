"""Steps and step definitions joined: what each definition is used by, and which steps have not their one."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from specbook.config import Settings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from specbook.model import Pickle, PickleStep, Specs
    from specbook.step_index.definitions import StepDefinition
    from specbook.step_index.index import Matching, StepIndex


class Use(NamedTuple):
    """A step as it is run: a step of a spec, or what a row makes of it; `due` tells that no tag puts it off."""

    pickle: Pickle
    step: PickleStep
    due: bool

    @property
    def uri(self) -> str:
        return self.pickle.uri

    @property
    def line(self) -> int:
        return self.step.location.line

    @property
    def place(self) -> str:
        return f"{self.uri}:{self.line}"


@dataclass(slots=True)
class Usage:
    """The steps of some specs by what is defined for them, each text of a line once, in the order of the files.

    `perhaps` are those that a definition may match of which only running its code would tell; `of_other_types` those of
    the undefined ones that definitions match which are for another type.
    """

    uses: dict[StepDefinition, list[Use]] = field(default_factory=dict)
    undefined: list[Use] = field(default_factory=list)
    ambiguous: list[tuple[Use, Matching]] = field(default_factory=list)
    perhaps: list[tuple[Use, Matching]] = field(default_factory=list)
    of_other_types: dict[int, tuple[StepDefinition, ...]] = field(default_factory=dict)

    def other_types(self, use: Use) -> tuple[StepDefinition, ...]:
        """Return the definitions that match an undefined step but for its type."""
        return self.of_other_types.get(id(use), ())

    @property
    def due_undefined(self) -> tuple[Use, ...]:
        return tuple(use for use in self.undefined if use.due)


def usage_of(index: StepIndex, specs: Specs, settings: Settings | None = None) -> Usage:
    """Match every step that can be run; those of outlines without rows are told elsewhere."""
    usage = Usage()
    for use in steps_of(specs, settings or Settings()):
        matching = index.matching(use.step.type, use.step.text, use.uri)
        for definition in (*matching.definitions, *matching.perhaps):
            usage.uses.setdefault(definition, []).append(use)
        if matching.is_undefined:
            usage.undefined.append(use)
            others = index.of_other_types(use.step.type, use.step.text, use.uri)
            if others:
                usage.of_other_types[id(use)] = others
        elif matching.is_ambiguous:
            usage.ambiguous.append((use, matching))
        elif not matching.definitions:
            usage.perhaps.append((use, matching))
    return usage


def steps_of(specs: Specs, settings: Settings) -> Iterator[Use]:
    """Yield every step with each text that rows make of it once; where one is due in some example, it is due."""
    put_off = frozenset((*settings.planned_tags, *settings.manual_tags))
    for document in specs.documents:
        found: dict[tuple[int, str, str], Use] = {}
        for pickle in document.pickles:
            due = put_off.isdisjoint(pickle.tag_names)
            for step in pickle.steps if pickle.vacuous != "an outline without rows" else ():
                key = step.location.line, step.text, step.type
                known = found.get(key)
                if known is None or (due and not known.due):
                    found[key] = Use(pickle, step, due)
        yield from (found[key] for key in sorted(found, key=lambda key: key[0]))


def unused(index: StepIndex, usage: Usage, specs: Specs) -> tuple[StepDefinition, ...]:
    """Return the definitions that some spec can see and no step uses; whoever else sees them may use them."""
    uris = [document.uri for document in specs.documents]
    return tuple(one for one in index.definitions if one not in usage.uses and _is_for(index, one, uris))


def _is_for(index: StepIndex, definition: StepDefinition, uris: Iterable[str]) -> bool:
    return any(index.sees(definition, uri) for uri in uris)
