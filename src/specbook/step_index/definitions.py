"""What is known of step definitions without running them: frozen data, as the index, the editor and checks read it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from specbook.step_patterns.parsing import FieldType

if TYPE_CHECKING:
    from specbook.errors import ParseError

Keyword = Literal["given", "when", "then", "step"]
ParserKind = Literal["string", "parse", "cfparse", "re", "expression", "regular expression", "unknown"]
# What stands in a pattern's text for what only running the code would tell.
HOLE = "…"

__all__ = ["HOLE", "FieldType", "Keyword", "OwnType", "ParserKind", "Pattern", "StepDefinition", "StepFunction"]


@dataclass(frozen=True, slots=True)
class Pattern:
    """What a definition matches, and by which parser.

    `flags` are those of a regular expression, `strict` and `types` what a pattern of the parse library is compiled
    with. Of a pattern that is not wholly known, `shape` is a regular expression of every text that it may match; such
    a pattern is `open`.
    """

    parser: ParserKind
    text: str
    flags: int = 0
    strict: bool = False
    types: tuple[FieldType, ...] = ()
    open: bool = False
    shape: str = ""


@dataclass(frozen=True, slots=True)
class StepFunction:
    """A function that defines steps; `line` is that of its first decorator, as Python itself counts.

    `name_line` is that of its name. `asserts` tells that it may object to something, `empty` that it does nothing, and
    `unwritten` that all it does is to say that its code is still to come.
    """

    uri: str
    line: int
    column: int
    name_line: int
    end_line: int
    name: str
    parameters: tuple[str, ...] = ()
    doc: str = ""
    asserts: bool = True
    empty: bool = False
    unwritten: bool = False


@dataclass(frozen=True, slots=True)
class StepDefinition:
    """One pattern of a function; stacked decorators are as many definitions of one function.

    `values` are the parameters that the text of a step fills, with their types where the pattern says them. What is
    `dynamic` may match other texts than its pattern says, or none: only running the code would tell.
    """

    function: StepFunction
    keyword: Keyword
    pattern: Pattern
    line: int
    column: int
    values: tuple[tuple[str, str], ...] = ()
    target_fixture: str = ""
    dynamic: bool = False

    @property
    def uri(self) -> str:
        return self.function.uri

    @property
    def text(self) -> str:
        return self.pattern.text

    @property
    def place(self) -> str:
        return f"{self.function.uri}:{self.function.line}"

    def fits(self, keyword: str) -> bool:
        """Tell whether it is for steps of a keyword; an empty one is that of a step whose type nothing tells."""
        return not keyword or self.keyword in {keyword, "step"}


@dataclass(frozen=True, slots=True)
class OwnType:
    """A parameter type for expressions; of one that is not wholly known, both texts are empty."""

    name: str
    regex: str
    line: int
    for_snippets: bool = True
    preferred: bool = False


@dataclass(frozen=True, slots=True)
class StepModule:
    """What one file defines, and what it brings along.

    `stars` are the files that it imports everything from, and `plugins` those that it names as plug-ins for the whole
    suite; `outside` tells that it brings something along that nobody can read. `binds` are the specs, or folders of
    them, that its scenarios are of; an empty one is unknown. `read` are the modules that were read to understand it,
    each with its file and a digest; without a file, what is not of the project.
    """

    uri: str
    definitions: tuple[StepDefinition, ...] = ()
    types: tuple[OwnType, ...] = ()
    problems: tuple[ParseError, ...] = ()
    stars: tuple[str, ...] = ()
    plugins: tuple[str, ...] = ()
    outside: bool = False
    binds: tuple[str, ...] = ()
    read: tuple[tuple[str, str, str], ...] = ()
