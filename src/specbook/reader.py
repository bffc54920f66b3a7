"""Feature files into the model; all parse errors of a file at once."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from gherkin import parser
from gherkin.ast_builder import AstBuilder
from gherkin.dialect import DIALECTS
from gherkin.errors import CompositeParserException, ParserException
from gherkin.parser import Parser
from gherkin.pickles.compiler import Compiler
from gherkin.stream.id_generator import IdGenerator
from gherkin.token_matcher import TokenMatcher
from gherkin.token_matcher_markdown import GherkinInMarkdownTokenMatcher

from specbook.errors import ParseError, UsageError
from specbook.model import (
    Background,
    Cell,
    Comment,
    DataTable,
    DocString,
    Examples,
    Feature,
    GherkinDocument,
    Location,
    Rule,
    Scenario,
    Specs,
    Step,
    TableRow,
    Tag,
)
from specbook.pickles import join_pickles
from specbook.tokens import Tokens, token_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

    Parse = Callable[[str, str], GherkinDocument | tuple[ParseError, ...]]

SUFFIXES = (".feature", ".feature.md")
# What a document is made by; another release of gherkin-official, or of ours, may make another one.
MADE_BY = (__file__, parser.__file__, join_pickles.__code__.co_filename)
Node = dict[str, Any]


def read(folder: Path, root: Path, parse: Parse | None = None) -> Specs:
    """Read every feature file below `folder`, by `parse` instead of `read_text`; places are relative to `root`.

    Raises UsageError where the folder is missing. What cannot be parsed is in `errors`, nothing is left out.
    """
    from specbook.capabilities import read_capabilities

    if not folder.is_dir():
        name = folder.relative_to(root).as_posix()
        raise UsageError(
            f"{name}/: there is no such folder. Write a first spec there, or set `specs` in [tool.specbook]."
        )
    paths = feature_files(folder)
    documents: list[GherkinDocument] = []
    errors: list[ParseError] = []
    unparsed: list[tuple[str, str]] = []
    for path in paths:
        uri, source = path.relative_to(root).as_posix(), decoded(path, root)
        read_one = (parse or read_text)(uri, source) if isinstance(source, str) else (source,)
        if isinstance(read_one, GherkinDocument):
            documents.append(read_one)
        else:
            errors.extend(read_one)
            unparsed.extend([(uri, source)] if isinstance(source, str) else [])
    capabilities = tuple(read_capabilities(folder, root, paths))
    return Specs(folder.relative_to(root).as_posix(), tuple(documents), tuple(errors), capabilities, tuple(unparsed))


def feature_files(folder: Path) -> list[Path]:
    """List the feature files below a folder in a stable order, hidden folders left out."""
    # Here and not above: a run needs no YAML, and pays for every import.
    from specbook.capabilities import is_hidden

    found = (path for path in folder.rglob("*.feature*") if path.name.endswith(SUFFIXES) and path.is_file())
    return sorted(
        (path for path in found if not is_hidden(path, folder)), key=lambda path: path.relative_to(folder).parts
    )


def read_file(path: Path, root: Path) -> GherkinDocument | tuple[ParseError, ...]:
    """Read one file from disk: its document, or all its errors."""
    source = decoded(path, root)
    return read_text(path.relative_to(root).as_posix(), source) if isinstance(source, str) else (source,)


def read_text(uri: str, source: str) -> GherkinDocument | tuple[ParseError, ...]:
    """Read Gherkin from text, in Markdown where the uri ends in `.md`; a byte order mark is noted and dropped."""
    bom = source.startswith("\ufeff")
    source = source.removeprefix("\ufeff")
    ids = IdGenerator()
    raw = _tree(uri, source, AstBuilder(ids))
    if isinstance(raw, tuple):
        return raw
    pickles: Any = _LiteralCompiler(ids).compile(raw)  # type: ignore[arg-type]
    feature = _feature(raw["feature"]) if raw.get("feature") else None
    comments = tuple(Comment(_location(node), node["text"]) for node in raw.get("comments", ()))
    examples = tuple(join_pickles(uri, feature, pickles, _locations(raw))) if feature else ()
    return GherkinDocument(uri, source, feature, comments, examples, bom)


def read_tokens(uri: str, source: str) -> Tokens | tuple[ParseError, ...]:
    """Read Gherkin as its lines, whose layout a model forgets; of a text without a byte order mark."""
    builder = _TokenBuilder()
    tree = _tree(uri, source, builder)
    if isinstance(tree, tuple):
        return tree
    return Tokens(tuple(map(token_of, builder.tokens)), tree.get("feature", {}).get("language", "en"), tree)


def dialect_keywords(language: str) -> Mapping[str, Sequence[str]]:
    """Return a language's keywords by their Gherkin name (`feature`, `given`, …); empty for an unknown language."""
    return DIALECTS.get(language, {})  # type: ignore[return-value]


def languages() -> tuple[str, ...]:
    """Return the codes of all languages that Gherkin knows."""
    return tuple(DIALECTS)


def decoded(path: Path, root: Path) -> str | ParseError:
    """Return the text of a file, its byte order mark included, or say why it has none."""
    uri = path.relative_to(root).as_posix()
    try:
        return decoded_bytes(uri, path.read_bytes())
    except OSError as error:
        return ParseError(uri, 1, 1, f"the file cannot be read: {error.strerror}")


def decoded_bytes(uri: str, content: bytes) -> str | ParseError:
    """Return the text of what a file holds, or say at which place it is none."""
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        before = error.object[: error.start]
        line, column = before.count(b"\n") + 1, error.start - (before.rfind(b"\n") + 1) + 1
        return ParseError(uri, line, column, "the file is not UTF-8; save it as UTF-8 in your editor")


class _EveryErrorParser(Parser):
    """Gherkin's parser, which gives up after ten errors: this one goes on to the end of the file."""

    def add_error(self, context: Any, error: ParserException) -> None:
        if str(error) not in map(str, context.errors):
            context.errors.append(error)


class _TokenBuilder(AstBuilder):
    """Gherkin's builder of trees, which keeps every token, too."""

    def __init__(self) -> None:
        super().__init__()
        self.tokens: list[Any] = []

    def build(self, token: Any) -> None:
        if not token.eof():
            self.tokens.append(token)
        super().build(token)


class _LiteralCompiler(Compiler):
    """Gherkin's compiler, with placeholders filled in literally and once.

    Its own takes a header as a regular expression (`price ($)` never matched, `(x` crashed), and fills in again what
    it filled in, so that the order of the columns matters; pytest-bdd, which runs the steps, does not.
    """

    def _interpolate(self, name: Any, variable_cells: Iterable[Any], value_cells: Sequence[Any]) -> Any:
        values: dict[str, str] = {}
        for variable, value in zip(variable_cells, value_cells, strict=True):
            values.setdefault(f"<{variable['value']}>", value["value"])
        if not name or not values:
            return name
        return re.sub("|".join(map(re.escape, values)), lambda match: values[match[0]], name)


def _tree(uri: str, source: str, builder: AstBuilder) -> Node | tuple[ParseError, ...]:
    """Have a text parsed into Gherkin's own tree, or return all its errors."""
    matcher = GherkinInMarkdownTokenMatcher() if uri.endswith(".md") else TokenMatcher()
    try:
        return {**_EveryErrorParser(builder).parse(source, matcher), "uri": uri}
    except CompositeParserException as error:
        return tuple(_parse_error(uri, one) for one in error.errors)
    except ParserException as error:
        return (_parse_error(uri, error),)


def _parse_error(uri: str, error: ParserException) -> ParseError:
    """Take the place out of gherkin's message, which begins with `(line:column): `, and its marks off token names."""
    message = re.sub(r"^\(\d+:\d+\): ", "", str(error))
    expected, got, line = message.partition(", got ")
    expected = re.sub(r"#(\w+?)(?:Line)?\b", r"\1", expected)
    return ParseError(uri, error.location["line"], error.location.get("column") or 1, expected + got + line)


def _location(node: Node) -> Location:
    place = node["location"]
    return Location(place["line"], place.get("column") or 1)


def _tags(node: Node) -> tuple[Tag, ...]:
    return tuple(Tag(_location(tag), tag["name"]) for tag in node["tags"])


def _row(node: Node) -> TableRow:
    return TableRow(_location(node), tuple(Cell(_location(cell), cell["value"]) for cell in node["cells"]))


def _table(node: Node | None) -> DataTable | None:
    return DataTable(_location(node), tuple(map(_row, node["rows"]))) if node else None


def _doc_string(node: Node | None) -> DocString | None:
    return DocString(_location(node), node["content"], node["delimiter"], node.get("mediaType")) if node else None


def _step(node: Node) -> Step:
    table, doc_string = _table(node.get("dataTable")), _doc_string(node.get("docString"))
    return Step(_location(node), node["keyword"], node["keywordType"], node["text"], table, doc_string)


def _background(node: Node) -> Background:
    return Background(
        _location(node), node["keyword"], node["name"], node["description"], tuple(map(_step, node["steps"]))
    )


def _examples(node: Node) -> Examples:
    header = _row(node["tableHeader"]) if node.get("tableHeader") else None
    rows = tuple(map(_row, node.get("tableBody", ())))
    return Examples(_location(node), _tags(node), node["keyword"], node["name"], node["description"], header, rows)


def _scenario(node: Node, language: str) -> Scenario:
    keywords = dialect_keywords(language)
    only_outline = set(keywords.get("scenarioOutline", ())) - set(keywords.get("scenario", ()))
    return Scenario(
        _location(node),
        _tags(node),
        node["keyword"],
        node["name"],
        node["description"],
        tuple(map(_step, node["steps"])),
        tuple(map(_examples, node["examples"])),
        outline=bool(node["examples"]) or node["keyword"] in only_outline,
    )


def _children(node: Node, language: str) -> tuple[Background | None, tuple[Scenario, ...]]:
    backgrounds = [_background(child["background"]) for child in node["children"] if "background" in child]
    scenarios = tuple(_scenario(child["scenario"], language) for child in node["children"] if "scenario" in child)
    return (backgrounds[0] if backgrounds else None), scenarios


def _rule(node: Node, language: str) -> Rule:
    background, scenarios = _children(node, language)
    return Rule(_location(node), _tags(node), node["keyword"], node["name"], node["description"], background, scenarios)


def _feature(node: Node) -> Feature:
    language = node["language"]
    background, scenarios = _children(node, language)
    rules = tuple(_rule(child["rule"], language) for child in node["children"] if "rule" in child)
    return Feature(
        _location(node),
        _tags(node),
        language,
        node.get("keyword", ""),  # a Markdown file may do without “# Feature:”
        node["name"],
        node["description"],
        background,
        scenarios,
        rules,
    )


def _locations(node: Any) -> dict[str, Location]:
    """Collect the place of everything that gherkin gave an id, at any depth."""
    if isinstance(node, list):
        return {key: place for item in node for key, place in _locations(item).items()}
    if not isinstance(node, dict):
        return {}
    found = {key: place for item in node.values() for key, place in _locations(item).items()}
    return found | ({node["id"]: _location(node)} if "id" in node else {})
