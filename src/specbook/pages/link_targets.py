"""What an address in raw HTML leads to: a file, as where it is written, or a page of the built book."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property
from html import escape, unescape
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

from specbook.pages.html_links import FOREIGN, change_addresses
from specbook.pages.places import (
    HOME,
    PATHS,
    STATUS,
    TAGS,
    TEAM_HEALTH,
    TEAM_SLOWEST,
    TEAM_STEPS,
    built_file,
    href,
    text_page,
)

if TYPE_CHECKING:
    from specbook.pages.dead_links import DeadLinks
    from specbook.pages.places import Places

# Addresses that are whole, that stay on the page, or that something else fills in.
_LEFT = re.compile(r"[a-z][a-z0-9+.-]*:|//|/|#|\?|\s*$|.*\{[{%]", re.IGNORECASE)
# What is in a built book beside its pages and the user's files.
_MADE = re.compile(
    rf"(?:assets/(?:specbook|specs|evidence|javascripts|stylesheets)|search|s|{PATHS})/|assets/images/favicon\.png$"
    r"|(?:404\.html|sitemap\.xml|specs\.json|llms\.txt)$"
)


@dataclass(frozen=True)
class LinkTargets:
    """Knows what addresses in the raw HTML of one book lead to.

    An address may be one of files, as editors and hosts of code follow it, or one of the built book, as browsers do.
    """

    places: Places
    dead: DeadLinks
    directory_urls: bool

    @cached_property
    def staged(self) -> frozenset[str]:
        """All pages of ours that do not depend on what is read, and the user's own files, by their staged address."""
        places, team = self.places, (TEAM_STEPS, TEAM_SLOWEST, TEAM_HEALTH) if self.dead.details else ()
        pages = (*places.docs.values(), *places.features.values(), *places.folders.values())
        return frozenset((*pages, HOME, STATUS, TAGS, *team))

    @cached_property
    def _built(self) -> frozenset[str]:
        texts = map(text_page, self.places.features.values())
        return frozenset((*map(self._built_file, self.staged), *texts))

    @cached_property
    def _specs(self) -> dict[str, str]:
        return {page: uri for uri, page in self.places.features.items()}

    def led(self, page: str, uri: str, text: str, *, is_readme: bool = False) -> str:
        """Lead the raw HTML of a file to where its page can follow; that of a README has no picture of other hosts."""
        return change_addresses(text, lambda tag, value: self._resolve(page, uri, tag, value, is_readme))

    def is_page(self, address: str) -> bool:
        """Tell whether something is staged at an address, or may be."""
        return address in self.staged or address.startswith(f"{PATHS}/")

    def _resolve(self, page: str, uri: str, tag: str, value: str, is_readme: bool) -> tuple[str | None, str]:
        target = unescape(value).strip()
        if _LEFT.match(target):
            is_called = is_readme and tag in {"img", "source"} and FOREIGN.match(target)
            return (None if is_called else value), ""
        path = re.split(r"[?#]", target, maxsplit=1)[0]
        folder = posixpath.dirname(self._built_file(page))
        built = posixpath.normpath(posixpath.join(folder, unquote(path)))
        address, is_built = self._file(page, uri, path), self._is_built(built)
        if address and (folder == posixpath.dirname(page) or not is_built):
            return self._found(page, uri, value, address, target.removeprefix(path))
        if is_built or (built.startswith("..") and not self.dead.is_ours(uri, path)):
            return value, ""
        return None, self.dead.mark(uri, value, self._near(built, folder, path))

    def _found(self, page: str, uri: str, value: str, address: str, rest: str) -> tuple[str, str]:
        lost = self.dead.fragment(uri, value, self._specs.get(address, ""))
        found = quote(href(page, address, directory_urls=self.directory_urls))
        return escape(found + ("" if lost else rest)), lost

    def _file(self, page: str, uri: str, path: str) -> str:
        """Return the staged address of the file that an address means; empty where it means none."""
        staged = posixpath.normpath(posixpath.join(posixpath.dirname(page), unquote(path)))
        found = self.places.find(posixpath.dirname(uri), path)
        return found or (staged if path.endswith(".md") and self.is_page(staged) else "")

    def _is_built(self, path: str) -> bool:
        return not self._built.isdisjoint({path, posixpath.normpath(f"{path}/index.html")}) or bool(_MADE.match(path))

    def _near(self, built: str, folder: str, path: str) -> str:
        """Return the nearest address, where one of the built book is meant."""
        ending = "index.html" if path.endswith("/") else ""
        if not ending and not path.endswith(".html"):
            return ""
        near = get_close_matches(posixpath.join(built, ending).rstrip("/"), self._built, n=1, cutoff=0.7)
        return posixpath.relpath(near[0], folder or ".").removesuffix(ending) if near else ""

    def _built_file(self, page: str) -> str:
        """Return the file that is built of a page; any other file is built as it is."""
        return built_file(href(HOME, page, directory_urls=self.directory_urls)) if page.endswith(".md") else page
