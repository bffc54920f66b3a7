"""A capability's README for its page: the author's Markdown, its links pointed at the pages of the book."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from specbook.pages.places import IMAGES, link

if TYPE_CHECKING:
    from specbook.pages.book import Book

_FENCE = re.compile(r"(^ {0,3}(`{3,}|~{3,}).*?(?:^ {0,3}\2[`~]*\s*$|\Z)|`+[^`]+`+)", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"(?P<image>!?)\[(?P<label>[^\[\]]*)\]\((?P<target>[^\s()]+)(?P<title>\s+\"[^\"]*\")?\)")
_DEFINITION = re.compile(r"^( {0,3}\[[^\]\n]+\]:[ \t]*)(\S+)", re.MULTILINE)
_FOREIGN = re.compile(r"[a-z][a-z0-9+.-]*:|//|#|/", re.IGNORECASE)


def readme(book: Book, page: str, folder: str, text: str) -> str:
    """Rewrite the links of a README: to specs, folders and docs where they have a page, and foreign images to links."""
    parts = _FENCE.split(text)
    # split() yields text, code, fence mark, text, …: the code stays as it is.
    kept = [part if number % 3 else _rewritten(book, page, folder, part) for number, part in enumerate(parts)]
    return "".join(part for number, part in enumerate(kept) if number % 3 != 2).strip()


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
        return f"{mark}[{label}]({link(page, address, fragment)}{title})"
    return label if path.endswith((".feature", ".feature.md", "README.md")) else match[0]
