"""Feature files into the model; all parse errors of a file at once."""

from __future__ import annotations

import codecs
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gherkin import parser
from gherkin.ast_builder import AstBuilder
from gherkin.dialect import DIALECTS
from gherkin.errors import AstBuilderException, CompositeParserException, ParserException
from gherkin.parser import Parser
from gherkin.pickles.compiler import Compiler
from gherkin.stream.id_generator import IdGenerator
from gherkin.token_matcher import TokenMatcher
from gherkin.token_matcher_markdown import GherkinInMarkdownTokenMatcher

from specbook import trees
from specbook.errors import ParseError, UsageError
from specbook.finding import say
from specbook.model import Comment, GherkinDocument, Specs
from specbook.pickles import join_pickles
from specbook.tokens import Tokens, token_of
from specbook.trees import feature_of, place_of, places_in

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from specbook.model import Pickle

    Parse = Callable[[str, str], GherkinDocument | tuple[ParseError, ...]]

# How the message begins that a row has another number of cells than the first; the line of that one ends it.
UNEQUAL_ROWS = "inconsistent cell count within the table"
SUFFIXES = (".feature", ".feature.md")
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
# What a document is made by; another release of gherkin-official, or of ours, may make another one.
MADE_BY = (__file__, trees.__file__, parser.__file__, join_pickles.__code__.co_filename)
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
    document, errors = read_partly(uri, source)
    return errors or document


def read_partly(uri: str, source: str) -> tuple[GherkinDocument, tuple[ParseError, ...]]:
    """Read what can be read of a text, as an editor needs it while somebody writes: what makes no sense is left out.

    Returns all errors, too; without any, the document is the whole one.
    """
    bom = source.startswith("\ufeff")
    source = source.removeprefix("\ufeff")
    builder = _WholeTableBuilder(IdGenerator())
    raw, errors = _parsed(uri, source, builder)
    if not raw:
        return GherkinDocument(uri, source, None, (), (), bom), errors
    feature = feature_of(raw["feature"], _outline_words) if raw.get("feature") else None
    comments = tuple(Comment(place_of(node), node["text"]) for node in raw.get("comments", ()))
    examples: tuple[Pickle, ...] = ()
    if feature and not errors:
        pickles: Any = _LiteralCompiler(builder.id_generator).compile(raw)
        examples = tuple(join_pickles(uri, feature, pickles, places_in(raw)))
    return GherkinDocument(uri, source, feature, comments, examples, bom), errors


def _parsed(uri: str, source: str, builder: AstBuilder) -> tuple[Any, tuple[ParseError, ...]]:
    """Return gherkin's tree, as far as it goes, with all errors."""
    matcher = GherkinInMarkdownTokenMatcher() if uri.endswith(".md") else TokenMatcher()
    try:
        return {**_EveryErrorParser(builder).parse(source, matcher), "uri": uri}, ()
    except CompositeParserException as error:
        errors = tuple(_parse_error(uri, one) for one in error.errors)
    except ParserException as error:
        errors = (_parse_error(uri, error),)
    left: Any = builder.get_result()
    return {**left, "uri": uri} if isinstance(left, dict) else None, errors


def read_tokens(uri: str, source: str) -> Tokens | tuple[ParseError, ...]:
    """Read Gherkin as its lines, whose layout a model forgets; of a text without a byte order mark."""
    builder = _TokenBuilder()
    tree, errors = _parsed(uri, source, builder)
    if errors:
        return errors
    return Tokens(tuple(map(token_of, builder.tokens)), tree.get("feature", {}).get("language", "en"), tree)


def dialect_keywords(language: str) -> Mapping[str, Sequence[str]]:
    """Return a language's keywords by their Gherkin name (`feature`, `given`, …); empty for an unknown language."""
    return DIALECTS.get(language, {})  # type: ignore[return-value]


def languages() -> tuple[str, ...]:
    """Return the codes of all languages that Gherkin knows."""
    return tuple(DIALECTS)


def uri_of(path: Path, root: Path) -> str:
    """Return a file's path from the root of its project, with `..` for one that lies elsewhere."""
    return Path(os.path.relpath(path, root)).as_posix()


def decoded(path: Path, root: Path) -> str | ParseError:
    """Return the text of a file, its byte order mark included, or say why it has none."""
    uri = uri_of(path, root)
    try:
        return decode(path.read_bytes(), uri)
    except OSError as error:
        return ParseError(uri, 1, 1, say("the file cannot be read: {why}", why=error.strerror))


def decode(data: bytes, uri: str) -> str | ParseError:
    """Return the text that some bytes are, their byte order mark included, or say why they are none."""
    if data.startswith(_UTF_16) or data.count(0) > len(data) / 3:
        return ParseError(uri, 1, 1, say("the file is UTF-16; save it as UTF-8 in your editor"))
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        line, column = before.count(b"\n") + 1, error.start - (before.rfind(b"\n") + 1) + 1
        return ParseError(uri, line, column, say("the file is not UTF-8; save it as UTF-8 in your editor"))
    if "\r" in text.strip() and "\n" not in text.strip():
        # Gherkin ends lines at line feeds alone: all of the file would be its first line.
        told = say("the lines end in CR alone, as on old Macs; save the file with line endings LF in your editor")
        return ParseError(uri, 1, 1, told)
    return text


class _EveryErrorParser(Parser):
    """Gherkin's parser, which gives up after ten errors: this one goes on to the end of the file."""

    def add_error(self, context: Any, error: ParserException) -> None:
        if str(error) not in map(str, context.errors):
            context.errors.append(error)


class _WholeTableBuilder(AstBuilder):
    """Gherkin's builder, which says of a row of another length where its table begins: empty lines may be in it."""

    @staticmethod
    def ensure_cell_count(rows: Any) -> None:
        for row in rows:
            if len(row["cells"]) != len(rows[0]["cells"]):
                begin = rows[0]["location"]["line"]
                raise AstBuilderException(f"{UNEQUAL_ROWS} that begins in line {begin}", row["location"])


class _TokenBuilder(_WholeTableBuilder):
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


def _parse_error(uri: str, error: ParserException) -> ParseError:
    """Take the place out of gherkin's message, which begins with `(line:column): `, and its marks off token names."""
    message = re.sub(r"^\(\d+:\d+\): ", "", str(error))
    expected, got, line = message.partition(", got ")
    expected = re.sub(r"#(\w+?)(?:Line)?\b", r"\1", expected)
    return ParseError(uri, error.location["line"], error.location.get("column") or 1, expected + got + line)


def _outline_words(language: str) -> frozenset[str]:
    """Return the keywords of a language that an outline has alone."""
    keywords = dialect_keywords(language)
    return frozenset(keywords.get("scenarioOutline", ())) - frozenset(keywords.get("scenario", ()))
