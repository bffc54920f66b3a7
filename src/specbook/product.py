"""The product around the specs, from product.yml: title, audiences, personas, glossary, links."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from specbook.errors import SettingsError, nearest
from specbook.files import kind_at
from specbook.references import Reference
from specbook.yaml_settings import YamlSettings, settings_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from specbook.config import Project

FILE_NAME = "product.yml"
_LINKS = ("tags", "source", "edit", "report")


@dataclass(frozen=True, slots=True)
class Audience:
    """Who a book is built for; `sees` names it and the audiences whose pages it also gets.

    `details` shows what is for the team: source links, failure messages, and files that do not parse.
    """

    name: str
    title: str
    sees: frozenset[str]
    details: bool = False
    folders: tuple[str, ...] = ()

    def book(self, *, offline: bool = False) -> str:
        """Return the name of the folder that its book is staged in."""
        return f"{self.name}.offline" if offline else self.name


@dataclass(frozen=True, slots=True)
class Persona:
    """Somebody who wants something of the product; `path` is what they read in order, where product.yml says so.

    `wrong` tells, with its place, of what that path names and nobody has.
    """

    name: str
    title: str
    about: str = ""
    path: tuple[Reference, ...] = ()
    wrong: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Product:
    """What product.yml says, or its defaults: a public and an internal audience.

    `avoided` holds, in lower case, what a term of the glossary is not to be called, and that term.
    """

    title: str = "Specs"
    summary: str = ""
    untagged: str = "public"
    audiences: tuple[Audience, ...] = (
        Audience("public", "Everyone", frozenset({"public"})),
        Audience("internal", "The team", frozenset({"public", "internal"}), details=True),
    )
    personas: tuple[Persona, ...] = ()
    glossary: Mapping[str, str] = field(default_factory=dict)
    avoided: Mapping[str, str] = field(default_factory=dict)
    tag_links: Mapping[str, str] = field(default_factory=dict)
    source_link: str = ""
    order: tuple[str, ...] = ()
    edit_link: str = ""
    report_link: str = ""
    moved: Mapping[str, str] = field(default_factory=dict)

    def audience(self, name: str) -> Audience:
        """Return an audience by name, the first one for an empty name; raise SettingsError for an unknown one."""
        for audience in self.audiences:
            if audience.name == (name or self.audiences[0].name):
                return audience
        known = [audience.name for audience in self.audiences]
        raise SettingsError(f"there is no audience “{name}”. {nearest(name, known)}")

    @property
    def team(self) -> Audience:
        """The audience that is shown most: who works on the specs reads this book."""
        return max(self.audiences, key=lambda audience: (audience.details, len(audience.sees)))

    def shows_all_to(self, audience: Audience) -> bool:
        """Tell whether an audience sees what every audience does, so that no spec is hidden from it."""
        return audience.sees >= {one.name for one in self.audiences}

    def rank(self, path: str) -> tuple[int, str]:
        """Sort a folder or a file, relative to the specs, in the product's own order; the rest follows by path."""
        return (self.order.index(path) if path in self.order else len(self.order)), path

    def reading_rank(self, folder: str) -> tuple[tuple[int, str], ...]:
        """Sort a folder, relative to the specs, as the book is read: just after the folders that it is in."""
        parts = folder.split("/") if folder != "." else []
        return tuple(self.rank("/".join(parts[:depth])) for depth in range(1, len(parts) + 1))

    def tag_link(self, tag: str) -> str:
        """Return the address behind a tag such as `@issue:12`; empty where no pattern fits."""
        prefix, _, value = tag.removeprefix("@").partition(":")
        pattern = self.tag_links.get(prefix, "") if value else ""
        return pattern.replace("{value}", quote(value, safe=""))

    def link_to_source(self, path: str, line: int, commit: str) -> str:
        """Return the address of a line of a spec; empty without a pattern, or where it needs an unknown commit."""
        if "{commit}" in self.source_link and not commit:
            return ""
        filled = self.source_link.replace("{commit}", commit).replace("{path}", quote(path))
        return filled.replace("{line}", str(line))

    def link_to_edit(self, path: str, line: int) -> str:
        """Return the address where a spec can be edited; empty without a pattern."""
        return self.edit_link.replace("{path}", quote(path)).replace("{line}", str(line))

    def link_to_report(self, page: str, title: str, uri: str) -> str:
        """Return the address where a problem with a page is reported; empty without a pattern."""
        filled = {"page": quote(page, safe=""), "title": quote(title, safe=""), "uri": quote(uri, safe="")}
        return re.sub(r"\{(\w+)\}", lambda match: filled[match[1]], self.report_link)


def load_product(project: Project) -> Product:
    """Load product.yml from the folder of specs; raise SettingsError with the place of what is wrong in it."""
    path = project.specs / FILE_NAME
    name = (project.name or project.root.name).replace("-", " ").replace("_", " ").capitalize() or "Specs"
    if not path.is_file():
        return Product(title=name)
    uri = path.relative_to(project.root).as_posix()
    return _Reader(project, uri, settings_text(path, uri)).product(name)


class _Reader(YamlSettings):
    """Reads one product.yml, and says the line of whatever is wrong."""

    def __init__(self, project: Project, uri: str, text: str) -> None:
        super().__init__(uri, text)
        self._root = project.root
        self._specs = project.specs

    def product(self, name: str) -> Product:
        known = ("title", "summary", "untagged", "audiences", "personas", "glossary", "links", "order", "moved")
        tree = self._known(self._tree, known, ())
        links = self._known(
            self._mapping(tree.get("links"), ("links",)), ("tags", "source", "edit", "report"), ("links",)
        )
        audiences = self._audiences() or Product().audiences
        glossary, avoided = self._glossary()
        product = Product(
            title=self._text(tree, "title", (), name),
            summary=self._text(tree, "summary", ()),
            untagged=self._text(tree, "untagged", (), audiences[0].name),
            audiences=audiences,
            personas=self._personas(),
            glossary=glossary,
            avoided=avoided,
            tag_links=self._tag_links(),
            source_link=self._text(links, "source", ("links",)),
            order=self._order(),
            edit_link=self._text(links, "edit", ("links",)),
            report_link=self._report_link(links),
            moved=self._moved(),
        )
        self._known({product.untagged: None}, [one.name for one in audiences], (), at=("untagged",))
        return product

    def _audiences(self) -> tuple[Audience, ...]:
        tree = self._mapping(self._tree.get("audiences"), ("audiences",))
        return tuple(self._audience(name, tree) for name in tree)

    def _audience(self, name: str, tree: dict[str, Any]) -> Audience:
        here = ("audiences", name)
        node = self._known(self._mapping(tree[name], here), ("title", "sees", "details", "folders"), here)
        if not re.fullmatch(r"\w[\w-]*", name):
            raise self._error(here, "the name of an audience holds letters, digits, `-` and `_` only")
        details = self._text(node, "details", here, "false")
        if details not in {"true", "false"}:
            raise self._error((*here, "details"), "`true` or `false` is expected")
        title = self._text(node, "title", here, name.capitalize())
        sees = self._sees(name, tree, frozenset())
        return Audience(name, title, sees, details == "true", self._folders(node, here))

    def _folders(self, node: dict[str, Any], path: tuple[str, ...]) -> tuple[str, ...]:
        """Read folders, as paths from the project's root; one that is not there would hide nothing, silently."""
        folders = tuple(map(posixpath.normpath, self._list(node, "folders", path)))
        below = self._specs.rglob("*/") if folders else ()
        known = [one.relative_to(self._root).as_posix() for one in (self._specs, *below)]
        for folder in folders:
            if folder not in known:
                raise self._error(
                    (*path, "folders"), f"there is no folder “{folder}” of specs. {nearest(folder, known)}"
                )
        return folders

    def _sees(self, name: str, tree: dict[str, Any], seen: frozenset[str]) -> frozenset[str]:
        """Follow `sees` to the end: an audience sees what those see that it sees."""
        here = ("audiences", name)
        others = self._list(self._mapping(tree[name], here), "sees", here)
        self._known(dict.fromkeys(others), list(tree), (), at=(*here, "sees"))
        found = seen | {name}
        for other in others:
            if other not in found:
                found |= self._sees(other, tree, found)
        return found

    def _order(self) -> tuple[str, ...]:
        paths = self._list(self._tree, "order", ())
        for path in paths:
            if not kind_at(self._specs / path):
                raise self._error(("order",), f"there is no “{path}” below {self._specs.name}/")
        return paths

    def _moved(self) -> dict[str, str]:
        """Read where files and folders have gone, below the specs."""
        moved = {old.rstrip("/"): new.rstrip("/") for old, new in self._texts(("moved",)).items()}
        known = [path.relative_to(self._specs).as_posix() for path in self._specs.rglob("*")] if moved else []
        for old, new in moved.items():
            if new not in known:
                raise self._error(
                    ("moved", old), f"there is no “{new}” below {self._specs.name}/. {nearest(new, known)}"
                )
            if old in known and not (self._specs / old).is_dir():
                raise self._error(("moved", old), f"“{old}” is still there; only what is gone has moved")
        return moved

    def _personas(self) -> tuple[Persona, ...]:
        tree = self._mapping(self._tree.get("personas"), ("personas",))
        return tuple(self._persona(name, node) for name, node in tree.items())

    def _persona(self, name: str, node: object) -> Persona:
        here = ("personas", name)
        known = self._known(self._mapping(node, here), ("title", "about", "path"), here)
        title = self._text(known, "title", here, name.capitalize())
        return Persona(name, title, self._text(known, "about", here), self._path(known, (*here, "path")))

    def _path(self, node: dict[str, Any], here: tuple[str, ...]) -> tuple[Reference, ...]:
        """Read references to specs, each with its line; what they mean is asked when the specs are known."""
        texts = self._list(node, "path", here[:-1])
        return tuple(Reference(text, self._uri, self._line((*here, str(n)))) for n, text in enumerate(texts, 1))

    def _glossary(self) -> tuple[dict[str, str], dict[str, str]]:
        """Read what each term means, and for each word that is not to be said the term that is."""
        meanings: dict[str, str] = {}
        avoided: dict[str, str] = {}
        tree = self._mapping(self._tree.get("glossary"), ("glossary",))
        for term, node in tree.items():
            here = ("glossary", term)
            if not isinstance(node, dict):
                meanings[term] = self._text(tree, term, ("glossary",))
                continue
            self._known(node, ("meaning", "not"), here)
            meanings[term] = self._text(node, "meaning", here)
            if not meanings[term]:
                raise self._error(here, "a term needs its `meaning`")
            avoided |= {" ".join(word.split()).casefold(): term for word in self._list(node, "not", here)}
        return meanings, avoided

    def _tag_links(self) -> dict[str, str]:
        patterns = self._texts(("links", "tags"))
        for prefix, pattern in patterns.items():
            if "{value}" not in pattern or not pattern.startswith(("https://", "http://")):
                where = ("links", "tags", prefix)
                raise self._error(where, "an address with {value} in it is expected, such as https://…/{value}")
        return patterns

    def _report_link(self, links: dict[str, Any]) -> str:
        pattern, here = self._text(links, "report", ("links",)), ("links", "report")
        if pattern and not pattern.startswith(("https://", "http://", "mailto:")):
            raise self._error(here, "an address is expected, such as https://…/new?title={title} or mailto:…")
        self._known(dict.fromkeys(re.findall(r"\{(\w+)\}", pattern)), ("page", "title", "uri"), (), at=here)
        return pattern
