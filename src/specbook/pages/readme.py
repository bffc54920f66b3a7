"""A capability's README for its page: the author's Markdown, its links pointed at the pages of the book."""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING
from urllib.parse import unquote

from specbook.capabilities import README
from specbook.pages.code_spans import change_outside_code
from specbook.pages.places import IMAGE_ENDINGS, IMAGES, link

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from specbook.pages.book import Book

_LINK = re.compile(r"(?P<image>!?)\[(?P<label>[^\[\]]*)\]\((?P<target>[^\s()]+)(?P<title>\s+\"[^\"]*\")?\)")
_LINKED = re.compile(rb"\]\(|<[a-z][^>]*\s(?:href|src|srcset|poster|data)\s*=", re.IGNORECASE)
_DEFINITION = re.compile(r"^( {0,3}\[[^\]\n]+\]:[ \t]*)(\S+)", re.MULTILINE)
_FOREIGN = re.compile(r"[a-z][a-z0-9+.-]*:|//|#|/", re.IGNORECASE)


def readme(book: Book, page: str, folder: str, text: str) -> str:
    """Rewrite the links of a README: to specs, folders and docs where they have a page, and foreign images to links."""
    linked = change_outside_code(_LINK, text, lambda match: _link(book, page, folder, match))
    defined = change_outside_code(_DEFINITION, linked, lambda match: match[1] + _target(book, page, folder, match[2]))
    return book.targets.led(page, f"{folder}/{README}", defined, is_readme=True).strip("\n")


def checked_pages(own: Mapping[str, bytes], book: Book) -> Iterator[tuple[str, bytes]]:
    """Mark the links of the user's own pages that lead nowhere, and lead those in raw HTML on; else keep every byte."""
    uris = {address: uri for uri, address in book.places.docs.items()}
    for path, content in own.items():
        if path.endswith(".md") and _LINKED.search(content):
            text = content.decode("utf-8-sig")
            checked = _checked(book, path, uris[path], text)
            yield path, content if checked == text else checked.encode()
        else:
            yield path, content


def _checked(book: Book, path: str, uri: str, text: str) -> str:
    linked = change_outside_code(_LINK, text, lambda match: _checked_link(book, path, uri, match))
    return book.targets.led(path, uri, linked)


def _checked_link(book: Book, path: str, uri: str, match: re.Match[str]) -> str:
    """Leave what is there, or may be made by the book, to the engine."""
    target = match["target"].partition("#")[0]
    address = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(target)))
    if _FOREIGN.match(match["target"]) or book.targets.is_page(address):
        return match[0]
    known = address.endswith((".md", *IMAGE_ENDINGS)) and book.dead.is_dead(uri, match["target"])
    return match["label"] + book.dead.mark(uri, match["target"]) if known else match[0]


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
    return label + book.dead.mark(f"{folder}/{README}", target)
