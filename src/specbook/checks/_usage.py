"""Which step uses which definition, worked out once for all checks that ask."""

from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from specbook.finding import say
from specbook.step_index.usage import Usage, usage_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from specbook.checks import Known
    from specbook.config import Settings
    from specbook.model import Specs
    from specbook.step_index.definitions import StepDefinition
    from specbook.step_index.index import StepIndex
    from specbook.step_index.usage import Use

_known: WeakKeyDictionary[StepIndex, tuple[Specs, Settings, Usage]] = WeakKeyDictionary()


def known_usage(specs: Specs, known: Known) -> Usage:
    """Return what the steps use; nothing where nobody has read step definitions, or where there are none.

    A project without any has them elsewhere, or is not there yet.
    """
    index = known.steps
    if index is None or not index.definitions:
        return Usage()
    kept = _known.get(index)
    if kept is None or kept[0] is not specs or kept[1] != known.settings:
        kept = _known[index] = (specs, known.settings, usage_of(index, specs, known.settings))
    return kept[2]


def own_definitions(specs: Specs, known: Known) -> tuple[StepDefinition, ...]:
    """Return the definitions of the project that some spec may see."""
    return known.steps.visible_to(document.uri for document in specs.documents) if known.steps else ()


def first_of_each_line(uses: Iterable[Use]) -> Iterator[Use]:
    """Yield one use for each step of a spec, whatever its rows make of it."""
    yield from {(use.uri, use.line): use for use in reversed(list(uses))}.values()


def places(definitions: Iterable[StepDefinition]) -> str:
    """Name definitions, each with its place; there must be at least one."""
    named = (say("{place} “{text}”", place=one.place, text=one.text) for one in definitions)
    return reduce(lambda before, one: say("{before}, {one}", before=before, one=one), named)
