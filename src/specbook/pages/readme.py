"""A capability's README for its page: the author's Markdown, its links pointed at the pages of the book."""

from __future__ import annotations

import posixpath
import re
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import unquote

from specbook.capabilities import README
from specbook.pages.places import HOME, IMAGE_ENDINGS, IMAGES, PATHS, STATUS, TAGS, link

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from specbook.pages.book import Book
    from specbook.pages.dead_links import DeadLinks

_FENCE = re.compile(
    r"(^ {0,3}(`{3,}|~{3,}).*?(?:^ {0,3}\2[`~]*\s*$|\Z)|`+[^`]+`+|<!--.*?-->)", re.MULTILINE | re.DOTALL
)
_LINK = re.compile(r"(?P<image>!?)\[(?P<label>[^\[\]]*)\]\((?P<target>[^\s()]+)(?P<title>\s+\"[^\"]*\")?\)")
_DEFINITION = re.compile(r"^( {0,3}\[[^\]\n]+\]:[ \t]*)(\S+)", re.MULTILINE)
_FOREIGN = re.compile(r"[a-z][a-z0-9+.-]*:|//|#|/", re.IGNORECASE)


def readme(book: Book, page: str, folder: str, text: str) -> str:
    """Rewrite the links of a README: to specs, folders and docs where they have a page, and foreign images to links."""
    return _outside_code(text, lambda part: _rewritten(book, page, folder, part)).strip()


def checked_pages(own: Mapping[str, bytes], dead: DeadLinks, docs: str) -> Iterator[tuple[str, bytes]]:
    """Mark the links of the user's own pages that lead to no file; every other page stays as it is, byte for byte."""
    for path, content in own.items():
        if path.endswith(".md") and b"](" in content:
            text = content.decode("utf-8-sig")
            checked = _outside_code(text, partial(_checked, dead, path, docs))
            yield path, content if checked == text else checked.encode()
        else:
            yield path, content


def _checked(dead: DeadLinks, path: str, docs: str, text: str) -> str:
    return _LINK.sub(lambda match: _checked_link(dead, path, docs, match), text)


def _checked_link(dead: DeadLinks, path: str, docs: str, match: re.Match[str]) -> str:
    """Leave what is there, or may be made by the book, to the engine."""
    target = match["target"].partition("#")[0]
    address = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(target)))
    places = dead.places
    made = {*places.docs.values(), *places.features.values(), *places.folders.values(), STATUS, TAGS, HOME}
    if _FOREIGN.match(match["target"]) or address in made or address.startswith(f"{PATHS}/") or _is_indented(match):
        return match[0]
    uri = f"{docs}/{path}"
    known = address.endswith((".md", *IMAGE_ENDINGS)) and dead.is_dead(uri, match["target"])
    return match["label"] + dead.mark(uri, match["target"]) if known else match[0]


def _is_indented(match: re.Match[str]) -> bool:
    """Tell whether a link stands on a line that may be code, whose meaning only the engine knows."""
    start = match.string.rfind("\n", 0, match.start()) + 1
    return match.string.startswith(("    ", "\t"), start)


def _outside_code(text: str, change: Callable[[str], str]) -> str:
    parts = _FENCE.split(text)
    # split() yields text, code, fence mark, text, …: the code stays as it is.
    kept = [part if number % 3 else change(part) for number, part in enumerate(parts)]
    return "".join(part for number, part in enumerate(kept) if number % 3 != 2)


def _rewritten(book: Book, page: str, folder: str, text: str) -> str:
    inline = _LINK.sub(lambda match: _link(book, page, folder, match), text)
    return _DEFINITION.sub(lambda match: match[1] + _target(book, page, folder, match[2]), inline)


def _target(book: Book, page: str, folder: str, target: str) -> str:
    """Return what a reference points at, in the book where it has a page there."""
    path, _, fragment = target.partition("#")
    address = "" if _FOREIGN.match(target) else book.places.find(folder, path)
    return link(page, address, fragment) if address else target


def _link(book: Book, page: str, folder: str, match: re.Match[str]) -> str:
    target, label, title = match["target"], match["label"], match["title"] or ""
    if _FOREIGN.match(target):
        is_image = match["image"] and not target.startswith(("#", "/"))
        return f"[{label or target}]({target}{title})" if is_image else match[0]
    path, _, fragment = target.partition("#")
    address = book.places.find(folder, path)
    if address:
        mark = match["image"] if address.startswith(IMAGES) else ""
        lost = book.dead.fragment(f"{folder}/{README}", target)
        return f"{mark}[{label}]({link(page, address, '' if lost else fragment)}{title}){lost}"
    return match[0] if _is_indented(match) else label + book.dead.mark(f"{folder}/{README}", target)
