"""Where a project stands: its specs, runs and product, read and reconciled for one audience."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from specbook.audience import for_audience
from specbook.checks import parses
from specbook.document_cache import read_specs
from specbook.errors import ParseError
from specbook.ledger import Ledger, reconcile
from specbook.personas import shown_personas, wrong_references
from specbook.product import Audience, Product, load_product
from specbook.results.folder import read_runs
from specbook.step_index.digests import digests_for

if TYPE_CHECKING:
    from collections.abc import Mapping

    from specbook.config import Project
    from specbook.model import Specs
    from specbook.results.run import Run


@dataclass(frozen=True, slots=True)
class Standing:
    """What is specified and what of it holds; `errors` are of all files, whoever may see them.

    `problems` tell of what product.yml names that is gone, each with its place.
    """

    specs: Specs
    ledger: Ledger
    product: Product
    audience: Audience | None
    runs: tuple[Run, ...]
    errors: tuple[ParseError, ...]
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sources:
    """What a project consists of, whoever may see it; `definitions` are the digests of step functions, by file."""

    specs: Specs
    runs: tuple[Run, ...]
    product: Product
    definitions: Mapping[str, frozenset[str]]


def read_sources(project: Project) -> Sources:
    """Read a project."""
    product = load_product(project)
    specs, runs = read_specs(project), read_runs(project.results, project.root, project.cache)
    return Sources(specs, runs, product, digests_for(project.root, runs))


def stand(project: Project, audience: str | None = None) -> Standing:
    """Read a project and reconcile it: for an audience by name (empty: the first), or whole for None."""
    return stand_on(project, read_sources(project), audience)


def stand_on(project: Project, sources: Sources, audience: str | None = None) -> Standing:
    """Reconcile what was read, as `stand` does."""
    product, runs = sources.product, sources.runs
    specs = replace(sources.specs, errors=parses.explained(sources.specs))
    errors = (*specs.errors, *(problem for run in runs for problem in run.problems))
    problems = tuple(wrong_references(specs, product))
    reader = None
    if audience is not None:
        reader = product.audience(audience or project.settings.audience)
        whole = specs
        specs, runs = for_audience(specs, runs, product, reader)
        product = replace(product, personas=shown_personas(whole, specs, product))
    ledger = reconcile(specs, runs, project.settings, sources.definitions)
    return Standing(specs, ledger, product, reader, runs, errors, problems)
