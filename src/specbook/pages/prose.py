"""Descriptions: paragraphs, lists, diagrams, emphasis, code, links, images; all else reads as it is written."""

from __future__ import annotations

import html
import posixpath
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from specbook.pages.diagrams import diagram, parts
from specbook.pages.escaping import md, raw
from specbook.pages.places import IMAGES, link

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specbook.pages.book import Book

_INLINE = re.compile(
    r"(?<!`)(?P<tick>`+)(?!`)(?P<code>.+?)(?<!`)(?P=tick)(?!`)"
    r"|(?P<image>!?)\[(?P<label>[^\[\]]*)\]\((?P<target>[^\s()]+)\)"
    r"|(?<![\w*])\*\*(?P<strong>[^\s*](?:[^*]*[^\s*])?)\*\*(?![\w*])"
    r"|(?<![\w*])\*(?P<em>[^\s*](?:[^*]*[^\s*])?)\*(?![\w*])"
    r"|(?<![\w_])__(?P<strong2>[^\s_](?:[^_]*[^\s_])?)__(?![\w_])"
    r"|(?<![\w_])_(?P<em2>[^\s_](?:[^_]*[^\s_])?)_(?![\w_])"
)
_BULLET = re.compile(r"\s*[-*] +(?=\S)")
_FOREIGN = re.compile(r"(https?://|mailto:)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, a list with its items, or a diagram."""

    kind: Literal["paragraph", "list", "diagram"]
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Prose:
    """Renders descriptions of one file for its page; relative links in them start from that file."""

    book: Book
    page: str
    uri: str

    def markdown(self, text: str) -> str:
        """Render for Markdown, links left to the engine, which checks them."""
        return "\n\n".join(self._markdown_block(block) for block in blocks(text))

    def html(self, text: str) -> str:
        """Render for a block of raw HTML, on one line."""
        return "".join(self._html_block(block) for block in blocks(text))

    def _markdown_block(self, block: Block) -> str:
        if block.kind == "diagram":
            return diagram(block.texts[0])
        if block.kind == "paragraph":
            return self._inline(block.texts[0], linked=True)
        return "\n".join(f"- {self._inline(item, linked=True)}" for item in block.texts)

    def _html_block(self, block: Block) -> str:
        if block.kind == "diagram":
            return diagram(block.texts[0])
        if block.kind == "paragraph":
            return f"<p>{self._inline(block.texts[0], linked=False)}</p>"
        return f"<ul>{''.join(f'<li>{self._inline(item, linked=False)}</li>' for item in block.texts)}</ul>"

    def _inline(self, text: str, *, linked: bool) -> str:
        rendered, end = "", 0
        for match in _INLINE.finditer(text):
            rendered += _spaced(text[end : match.start()]) + self._marked(match, linked)
            end = match.end()
        return (rendered + _spaced(text[end:])).strip()

    def _marked(self, match: re.Match[str], linked: bool) -> str:
        if match["code"] is not None:
            return f"<code>{_spaced(match['code'])}</code>"
        if match["target"] is not None:
            return self._link(match["label"], match["target"], bool(match["image"]), linked)
        strong, em = match["strong"] or match["strong2"], match["em"] or match["em2"]
        return f"<strong>{_spaced(strong)}</strong>" if strong else f"<em>{_spaced(em)}</em>"

    def _link(self, label: str, target: str, image: bool, linked: bool) -> str:
        if _FOREIGN.match(target):
            return f'<a href="{md(target)}">{md(label) or md(target)}</a>'
        path, _, fragment = target.partition("#")
        address = self.book.places.find(posixpath.dirname(self.uri), path) if path else self.page
        if image and address.startswith(IMAGES):
            return f"![{md(label)}]({link(self.page, address)})" if linked else self._image(label, address)
        if not address or (fragment and not re.fullmatch(r"[\w-]+", fragment)):
            return _spaced(label or target) + ("" if address else self.book.dead.mark(self.uri, target))
        lost = self.book.dead.fragment(self.uri, target)
        fragment = "" if lost else fragment
        return self._anchor(label, address, fragment, linked) + lost

    def _anchor(self, label: str, address: str, fragment: str, linked: bool) -> str:
        if linked:
            return f"[{md(label)}]({link(self.page, address, fragment)})"
        return f'<a href="{html.escape(self.book.href(self.page, address, fragment))}">{md(label)}</a>'

    def _image(self, label: str, address: str) -> str:
        return f'<img src="{html.escape(self.book.href(self.page, address))}" alt="{raw(label)}">'


def blocks(text: str) -> Iterator[Block]:
    """Cut a description into paragraphs, lists and diagrams."""
    for part in parts(text):
        if part.is_diagram:
            yield Block("diagram", (part.text,))
        else:
            yield from _written_blocks(part.text)


def _written_blocks(text: str) -> Iterator[Block]:
    for paragraph in re.split(r"\n\s*\n", text.strip("\n")):
        plain: list[str] = []
        items: list[str] = []
        for line in paragraph.splitlines():
            bullet = _BULLET.match(line)
            if bullet:
                items.append(line[bullet.end() :].strip())
            elif items:
                items[-1] = f"{items[-1]} {line.strip()}"
            elif line.strip():
                plain.append(line.strip())
        if plain:
            yield Block("paragraph", (" ".join(plain),))
        if items:
            yield Block("list", tuple(items))


def first_sentence(text: str) -> str:
    """Return the first sentence of a text without its marks; empty where it begins with no paragraph."""
    for block in blocks(text):
        if block.kind == "paragraph" and not re.match(r"#|!\[|\||```|~~~|<|>|!!!|:::", block.texts[0]):
            plain = _INLINE.sub(_plain, block.texts[0])
            sentence = re.match(r".+?[.!?](?=\s|$)", plain)
            return sentence[0] if sentence else plain
    return ""


def _plain(match: re.Match[str]) -> str:
    names = ("code", "label", "strong", "em", "strong2", "em2")
    return next((match[name] for name in names if match[name]), "")


def _spaced(text: str) -> str:
    """Escape a piece of a line, and keep the spaces around it."""
    before = " " if text[:1].isspace() else ""
    after = " " if text[-1:].isspace() and text.strip() else ""
    return before + md(text) + after
