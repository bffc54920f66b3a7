"""What a text says, as Gherkin's own parser and a Markdown renderer see it, without anything of our formatter."""

import re
from textwrap import dedent
from typing import Any, NamedTuple

from gherkin.ast_builder import AstBuilder
from gherkin.errors import ParserError
from gherkin.parser import Parser
from markdown import Markdown

_MARKDOWN = Markdown(extensions=["pymdownx.superfences", "tables", "def_list"])


_NO_MEANING = frozenset({"location", "id", "description", "delimiter"})


class Meaning(NamedTuple):
    """The tree without places and marks of doc strings, the HTML of descriptions, and comments with what follows."""

    tree: Any
    descriptions: list[str]
    comments: list[tuple[str, Any]]


class _Lines(AstBuilder):
    """Gherkin's builder, which notes every line that says something."""

    def __init__(self) -> None:
        super().__init__()
        self.noted: list[tuple[Any, ...]] = []

    def build(self, token: Any) -> None:
        if token.eof():
            self.noted.append(("EOF",))
        elif token.line.get_line_text().strip():
            items = tuple(item["text"] for item in token.matched_items)
            self.noted.append((token.matched_type, token.matched_keyword, (token.matched_text or "").strip(), items))
        super().build(token)


def meaning(source: str) -> Meaning | None:
    """Read a text; None where it is no Gherkin."""
    builder = _Lines()
    try:
        document: Any = Parser(builder).parse(source.removeprefix("\ufeff"))
    except ParserError:
        return None
    descriptions: list[str] = []
    tree = _without_places(document.get("feature", {}), descriptions)
    return Meaning(tree, descriptions, list(_attached(builder.noted)))


def _attached(noted: list[tuple[Any, ...]]) -> list[tuple[str, Any]]:
    found = []
    following: Any = None
    for line in reversed(noted):
        if line[0] == "Comment":
            found.append((line[2], following))
        else:
            following = line
    return found[::-1]


def _without_places(node: Any, descriptions: list[str]) -> Any:
    if isinstance(node, list):
        return [_without_places(one, descriptions) for one in node]
    if not isinstance(node, dict):
        return node
    if prose := html(node.get("description", "")):
        descriptions.append(prose)
    kept = {key: value for key, value in node.items() if key not in _NO_MEANING}
    return {key: _without_places(value, descriptions) for key, value in kept.items()}


def html(description: str) -> str:
    """Render a description, with blanks made alike wherever HTML does not show them."""
    if not description.strip(" \t\n"):
        return ""
    rendered = _MARKDOWN.reset().convert(dedent(description))
    parts = re.split(r"(<pre.*?</pre>)", rendered, flags=re.DOTALL)
    seen = (part if part.startswith("<pre") else _seen(part) for part in parts)
    return "".join(seen).strip()


def _seen(part: str) -> str:
    return re.sub(r" (?=</?(?:p|li|ul|ol|h\d|t[dhr]|d[dlt]|blockquote)\b)", "", re.sub(r"\s+", " ", part))
