"""Where tags stand, what they mean to Specbook, and the edits that take them away or put them elsewhere."""

from __future__ import annotations

from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from specbook.checks._parts import source_lines
from specbook.finding import Edit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from specbook.checks import Known
    from specbook.config import Settings
    from specbook.model import Examples, Feature, GherkinDocument, Rule, Scenario, Specs, Tag

    Tagged = Feature | Rule | Scenario | Examples

# Tags with a value that Specbook reads.
WITH_VALUES = ("@id:", "@owner:", "@audience:")


def tagged(document: GherkinDocument) -> Iterator[Tagged]:
    """Yield every part of a file that may have tags, in the order of the file."""
    feature = document.feature
    if feature:
        yield feature
        yield from _of_scenarios(feature.scenarios)
        for rule in feature.rules:
            yield rule
            yield from _of_scenarios(rule.scenarios)


def every_tag(specs: Specs) -> Iterator[tuple[GherkinDocument, Tag]]:
    """Yield every tag with its document."""
    for document in specs.documents:
        yield from ((document, tag) for part in tagged(document) for tag in part.tags)


def flow_tags(settings: Settings) -> frozenset[str]:
    """Return the tags that say what a scenario is, which they do only where they stand at it."""
    return frozenset(
        (
            *settings.use_case_tags,
            *settings.main_flow_tags,
            *settings.alternative_flow_tags,
            *settings.error_flow_tags,
            *settings.test_case_tags,
        )
    )


def meant_tags(known: Known) -> frozenset[str]:
    """Return the tags that mean something to Specbook, by its settings and the audiences of product.yml."""
    settings, options = known.settings, known.options
    own = (*settings.planned_tags, *settings.manual_tags, *settings.illustrated_tags, *flow_tags(settings))
    groups = (tag for group in options.exclusive_tags for tag in group)
    wanted = (*options.known_tags, *options.required_tags, *options.ready_tags, *options.idea_tags, *groups)
    return frozenset((*own, *wanted, *audience_tags(known)))


def audience_tags(known: Known) -> frozenset[str]:
    """Return the tags that keep what they stand at for an audience; they are read in any case."""
    audiences = known.product.audiences if known.product else ()
    return frozenset(f"@{audience.name}" for audience in audiences)


def fits(name: str, patterns: Iterable[str]) -> bool:
    """Tell whether a tag is one of some, in which `*` stands for anything."""
    return any(fnmatchcase(name, pattern) for pattern in patterns)


def end_of(tag: Tag) -> int:
    return tag.location.column + len(tag.name)


def renaming(document: GherkinDocument, tag: Tag, name: str) -> tuple[Edit, ...]:
    """Return the edit that calls a tag otherwise; none where it does not stand where it seems to."""
    at = tag.location
    return (Edit(at.line, at.column, at.line, end_of(tag), name),) if _stands(document, tag) else ()


def removal(document: GherkinDocument, tag: Tag) -> tuple[Edit, ...]:
    """Return the edit that takes a tag away, with its line where nothing else stands there; none in Markdown."""
    if document.uri.endswith(".md") or not _stands(document, tag):
        return ()
    number, start, end = tag.location.line, tag.location.column - 1, end_of(tag) - 1
    line = _line(document, number)
    before, after = line[:start], line[end:]
    if before.strip():
        return (Edit(number, len(before.rstrip()) + 1, number, end + 1, ""),)
    if after.strip():
        return (Edit(number, start + 1, number, len(line) - len(after.lstrip()) + 1, ""),)
    return (Edit(number, 1, number + 1, 1, ""),)


def addition(document: GherkinDocument, part: Tagged, name: str) -> tuple[Edit, ...]:
    """Return the edit that tags a part: behind its other tags, or above it; none in Markdown."""
    if document.uri.endswith(".md"):
        return ()
    if part.tags:
        last = part.tags[-1]
        at, column = last.location.line, end_of(last)
        return (Edit(at, column, at, column, f" {name}"),) if _stands(document, last) else ()
    line = part.location.line
    indentation = _line(document, line)[: part.location.column - 1]
    return (Edit(line, 1, line, 1, f"{indentation}{name}\n"),)


def _of_scenarios(scenarios: Iterable[Scenario]) -> Iterator[Tagged]:
    for scenario in scenarios:
        yield scenario
        yield from scenario.examples


def _line(document: GherkinDocument, number: int) -> str:
    return source_lines(document.source)[number - 1].rstrip("\r")


def _stands(document: GherkinDocument, tag: Tag) -> bool:
    return _line(document, tag.location.line)[tag.location.column - 1 :].startswith(tag.name)
