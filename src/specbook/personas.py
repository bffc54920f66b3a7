"""Who reads what: for each persona of product.yml and of the stories, the features in the order to read them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from specbook.product import Persona
from specbook.references import Target, find_target
from specbook.stories import read_story

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specbook.model import GherkinDocument, Specs
    from specbook.product import Product

# Whom only stories name has a path of their own where it leads somewhere: one page needs none.
FEWEST_FEATURES = 2


@dataclass(frozen=True, slots=True)
class Reading:
    """What one persona reads, in order; nothing where no spec is for them."""

    persona: Persona
    targets: tuple[Target, ...]


def readings(specs: Specs, product: Product) -> tuple[Reading, ...]:
    """Return the reading of every persona: those of product.yml in its order, then those that stories name."""
    told = _by_persona(specs, product)
    known = tuple(Reading(persona, _targets(specs, persona, told)) for persona in product.personas)
    taken = {name for persona in product.personas for name in _names(persona)}
    others = (
        Reading(Persona(name, name[:1].upper() + name[1:]), targets)
        for name, targets in told.items()
        if name not in taken and len(targets) >= FEWEST_FEATURES
    )
    return (*known, *sorted(others, key=lambda one: -len(one.targets)))


def is_persona(product: Product, name: str) -> bool:
    """Tell whether a story that names somebody is read by a persona of product.yml."""
    return any(name.casefold() in _names(persona) for persona in product.personas)


def wrong_references(specs: Specs, product: Product) -> Iterator[str]:
    """Say, with its place, what a path of product.yml names that is not among these specs."""
    for persona in product.personas:
        yield from _wrong(specs, persona)


def _wrong(specs: Specs, persona: Persona) -> Iterator[str]:
    for reference in persona.path:
        found = find_target(specs, reference.text)
        if isinstance(found, str):
            yield reference.told(f"personas.{persona.name}.path: {found}")


def shown_personas(whole: Specs, kept: Specs, product: Product) -> tuple[Persona, ...]:
    """Return the personas of product.yml without those whose whole reading is hidden from an audience."""
    if not product.personas:
        return ()
    visible = {one.persona.name for one in readings(kept, product) if one.targets}
    return tuple(
        replace(one.persona, wrong=tuple(_wrong(whole, one.persona)))
        for one in readings(whole, product)[: len(product.personas)]
        if one.persona.name in visible or not one.targets
    )


def _targets(specs: Specs, persona: Persona, told: dict[str, tuple[Target, ...]]) -> tuple[Target, ...]:
    """Return the path that product.yml gives a persona, else the features whose stories are theirs."""
    if persona.path:
        found = (find_target(specs, reference.text) for reference in persona.path)
        return tuple(target for target in found if isinstance(target, Target))
    own = {target.document.uri: target for name in _names(persona) for target in told.get(name, ())}
    return tuple(own.values())


def _by_persona(specs: Specs, product: Product) -> dict[str, tuple[Target, ...]]:
    """Return the features by the persona of their story, in the order of the book."""
    found: dict[str, list[Target]] = defaultdict(list)
    for document in sorted(specs.documents, key=lambda one: _rank(specs, product, one)):
        feature = document.feature
        story = read_story(feature.description, feature.language) if feature else None
        if story:
            found[story.persona.text.casefold()].append(Target(document))
    return {name: tuple(targets) for name, targets in found.items()}


def _names(persona: Persona) -> tuple[str, ...]:
    return tuple(dict.fromkeys((persona.name.casefold(), persona.title.casefold())))


def _rank(specs: Specs, product: Product, document: GherkinDocument) -> list[tuple[int, int, str]]:
    """Sort as the book does: at each folder as product.yml says, the files before the folders."""
    parts = specs.inner_path(document.uri).split("/")
    paths = ["/".join(parts[:end]) for end in range(1, len(parts) + 1)]
    return [(int(path != paths[-1]), *product.rank(path)) for path in paths]
