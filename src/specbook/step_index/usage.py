"""Steps and step definitions joined: what each definition is used by, and which steps have not their one."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from specbook.config import Settings
from specbook.model import NO_ROWS

if TYPE_CHECKING:
    from collections.abc import Iterator

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


@dataclass(frozen=True, slots=True)
class Undefined:
    """A step that no definition of its type matches, and those of other types that do."""

    use: Use
    of_other_types: tuple[StepDefinition, ...] = ()


@dataclass(slots=True)
class Usage:
    """The steps of some specs by what is defined for them, each text of a line once, in the order of the files.

    `perhaps` are those that a definition may match of which only running its code would tell.
    """

    uses: dict[StepDefinition, list[Use]] = field(default_factory=dict)
    undefined: list[Undefined] = field(default_factory=list)
    ambiguous: list[tuple[Use, Matching]] = field(default_factory=list)
    perhaps: list[tuple[Use, Matching]] = field(default_factory=list)


def usage_of(index: StepIndex, specs: Specs, settings: Settings | None = None) -> Usage:
    """Match every step that can be run; those of outlines without rows are told elsewhere."""
    usage = Usage()
    for use in steps_of(specs, settings or Settings()):
        matching = index.matching(use.step.type, use.step.text, use.uri)
        for definition in (*matching.definitions, *matching.perhaps):
            usage.uses.setdefault(definition, []).append(use)
        if matching.is_undefined:
            others = index.of_other_types(use.step.type, use.step.text, use.uri)
            usage.undefined.append(Undefined(use, others))
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
            for step in pickle.steps if pickle.vacuous != NO_ROWS else ():
                key = step.location.line, step.text, step.type
                known = found.get(key)
                if known is None or (due and not known.due):
                    found[key] = Use(pickle, step, due)
        yield from (found[key] for key in sorted(found, key=lambda key: key[0]))


def unused(index: StepIndex, usage: Usage, specs: Specs) -> tuple[StepDefinition, ...]:
    """Return the definitions that are for these specs alone, and that none of their steps uses."""
    seen = index.only_for(document.uri for document in specs.documents)
    return tuple(one for one in seen if one not in usage.uses)
