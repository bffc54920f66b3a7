"""Diagrams: what stands in a fence called mermaid, as text that the book's script draws."""

from __future__ import annotations

import re
from dataclasses import dataclass
from textwrap import dedent
from typing import TYPE_CHECKING

from specbook.pages.escaping import raw

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from specbook.model import Feature, Rule
    from specbook.pages.book import Book
    from specbook.pages.site import OwnSite

SCRIPT = "diagrams.js"
# The class of what the script draws.
DIAGRAM = "sb-diagram"
# Draws them; unmodified, with its licence beside it.
LIBRARY = "vendor/mermaid-11.17.2/mermaid.min.js"
LICENSE = "vendor/mermaid-11.17.2/LICENSE"


def _fences(indent: str) -> re.Pattern[str]:
    """Find fenced code below an indentation, and comments, in which there is none."""
    return re.compile(
        rf"^{indent}(?P<mark>`{{3,}}|~{{3,}})[ \t]*(?P<name>[^\s`]*)[^\n`]*\n"
        rf"(?P<inside>.*?)(?:^{indent}(?P=mark)[`~]*[ \t]*\r?$|\Z)|<!--.*?-->",
        re.MULTILINE | re.DOTALL,
    )


# In Markdown, what is indented further is code, or part of a list; a description is indented as a whole.
_IN_MARKDOWN, _IN_PROSE = _fences(" {0,3}"), _fences("[ \\t]*")
_BEGIN = re.compile(r"^[ \t]*(?:`{3,}|~{3,})[ \t]*mermaid\b", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a description: a diagram, or what stands around it."""

    text: str
    is_diagram: bool = False


def diagram(text: str) -> str:
    """Render the text of a diagram as raw HTML, on one line; without a script it is read as it is."""
    return f'<pre class="{DIAGRAM}"><code>{raw(dedent(text).strip())}</code></pre>'


def with_diagrams(markdown: str) -> str:
    """Put diagrams in the place of their fences."""
    return _IN_MARKDOWN.sub(_drawn, markdown)


def pages_with_diagrams(own: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
    """Put diagrams into the user's own pages; every other page stays as it is, byte for byte."""
    for path, content in own.items():
        if path.endswith(".md") and b"mermaid" in content:
            text = content.decode("utf-8-sig")
            drawn = with_diagrams(text)
            yield path, content if drawn == text else drawn.encode()
        else:
            yield path, content


def parts(description: str) -> Iterator[Part]:
    """Cut a description at its diagrams."""
    end = 0
    for match in _IN_PROSE.finditer(description):
        if match["name"] == "mermaid":
            yield Part(description[end : match.start()])
            yield Part(match["inside"], is_diagram=True)
            end = match.end()
    yield Part(description[end:])


def has_diagrams(book: Book, own: Mapping[str, bytes]) -> bool:
    """Tell whether something in a book is to be drawn."""
    pages = (content.decode("utf-8-sig") for path, content in own.items() if path.endswith(".md"))
    readmes = (capability.readme for capability in book.folders.values())
    features = (document.feature for document in book.specs.documents if document.feature)
    descriptions = (text for feature in features for text in _descriptions(feature))
    return any(_BEGIN.search(text) for texts in (pages, readmes, descriptions) for text in texts if "mermaid" in text)


def diagram_scripts(site: OwnSite) -> tuple[str, ...]:
    """Return what draws diagrams; the library too where the theme draws some: it would fetch it from elsewhere."""
    own = site.get("extra_javascript")
    has_library = any("mermaid" in item.text for item in own.items) if own else False
    return (LIBRARY, SCRIPT) if site.draws_diagrams and not has_library else (SCRIPT,)


def _drawn(match: re.Match[str]) -> str:
    return f"\n{diagram(match['inside'])}\n" if match["name"] == "mermaid" else match[0]


def _descriptions(feature: Feature) -> Iterator[str]:
    """Yield every description of a feature that its page shows."""
    found: tuple[Feature | Rule, ...] = (feature, *feature.rules)
    for part in found:
        yield part.description
        yield part.background.description if part.background else ""
        for scenario in part.scenarios:
            yield scenario.description
            yield from (examples.description for examples in scenario.examples)
