"""Gherkin's own tree, of dictionaries, into the model."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from specbook.model import (
    Background,
    Cell,
    DataTable,
    DocString,
    Examples,
    Feature,
    Location,
    Rule,
    Scenario,
    Step,
    TableRow,
    Tag,
)

if TYPE_CHECKING:
    from collections.abc import Callable

Node = dict[str, Any]


def place_of(node: Node) -> Location:
    place = node["location"]
    return Location(place["line"], place.get("column") or 1)


def _tags(node: Node) -> tuple[Tag, ...]:
    return tuple(Tag(place_of(tag), tag["name"]) for tag in node["tags"])


def _row(node: Node) -> TableRow:
    return TableRow(place_of(node), tuple(Cell(place_of(cell), cell["value"]) for cell in node["cells"]))


def _table(node: Node | None) -> DataTable | None:
    return DataTable(place_of(node), tuple(map(_row, node["rows"]))) if node else None


def _doc_string(node: Node | None) -> DocString | None:
    return DocString(place_of(node), node["content"], node["delimiter"], node.get("mediaType")) if node else None


def _step(node: Node) -> Step:
    table, doc_string = _table(node.get("dataTable")), _doc_string(node.get("docString"))
    return Step(place_of(node), node["keyword"], node["keywordType"], node["text"], table, doc_string)


def _background(node: Node) -> Background:
    return Background(
        place_of(node), node["keyword"], node["name"], node["description"], tuple(map(_step, node["steps"]))
    )


def _examples(node: Node) -> Examples:
    header = _row(node["tableHeader"]) if node.get("tableHeader") else None
    rows = tuple(map(_row, node.get("tableBody", ())))
    return Examples(place_of(node), _tags(node), node["keyword"], node["name"], node["description"], header, rows)


def _scenario(node: Node, outlines: frozenset[str]) -> Scenario:
    return Scenario(
        place_of(node),
        _tags(node),
        node["keyword"],
        node["name"],
        node["description"],
        tuple(map(_step, node["steps"])),
        tuple(map(_examples, node["examples"])),
        outline=bool(node["examples"]) or node["keyword"] in outlines,
    )


def _children(node: Node, outlines: frozenset[str]) -> tuple[Background | None, tuple[Scenario, ...]]:
    backgrounds = [_background(child["background"]) for child in node["children"] if "background" in child]
    scenarios = tuple(_scenario(child["scenario"], outlines) for child in node["children"] if "scenario" in child)
    return (backgrounds[0] if backgrounds else None), scenarios


def _rule(node: Node, outlines: frozenset[str]) -> Rule:
    background, scenarios = _children(node, outlines)
    return Rule(place_of(node), _tags(node), node["keyword"], node["name"], node["description"], background, scenarios)


def feature_of(node: Node, outline_words: Callable[[str], frozenset[str]]) -> Feature:
    """Return a feature; `outline_words` are the keywords that an outline has alone, by language."""
    language = node["language"]
    outlines = outline_words(language)
    background, scenarios = _children(node, outlines)
    rules = tuple(_rule(child["rule"], outlines) for child in node["children"] if "rule" in child)
    return Feature(
        place_of(node),
        _tags(node),
        language,
        node.get("keyword", ""),  # a Markdown file may do without “# Feature:”
        node["name"],
        node["description"],
        background,
        scenarios,
        rules,
    )


def places_in(tree: Node) -> dict[str, Location]:
    """Collect the place of everything that gherkin gave an id, at any depth."""
    found: dict[str, Location] = {}
    left: list[Any] = [tree]
    while left:
        node = left.pop()
        if isinstance(node, list):
            left += node
        elif isinstance(node, dict):
            left += node.values()
            if "id" in node:
                found[node["id"]] = place_of(node)
    return found
