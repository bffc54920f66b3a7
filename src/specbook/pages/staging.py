"""The staged tree of one audience: every page, the user's own files, and the mkdocs.yml that an engine reads."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from specbook.pages.capability_page import capability_page
from specbook.pages.diagrams import LIBRARY, LICENSE, diagram_scripts, pages_with_diagrams
from specbook.pages.diagrams import SCRIPT as DIAGRAMS_SCRIPT
from specbook.pages.embeds import Embeds
from specbook.pages.error_page import error_page
from specbook.pages.feature_page import feature_page
from specbook.pages.home_page import home_page
from specbook.pages.kept_links import kept_links
from specbook.pages.llms_text import FILE as LLMS_TEXT
from specbook.pages.llms_text import llms_text
from specbook.pages.navigation import navigation
from specbook.pages.opening import open_project, shown_images
from specbook.pages.places import ASSETS, HOME, STATUS, TAGS, text_page
from specbook.pages.published import NOTHING, Published
from specbook.pages.reading_paths import path_feet, path_page
from specbook.pages.readme import checked_pages
from specbook.pages.run_record import run_files
from specbook.pages.scenario_list import RECORD as SCENARIOS
from specbook.pages.scenario_list import SCRIPT as FILTERS_SCRIPT
from specbook.pages.scenario_list import scenario_list
from specbook.pages.search_marks import mark_for_search
from specbook.pages.site import FILE_NAME, SCRIPTS, SEARCH, SHIM, STYLES, site_config
from specbook.pages.specs_json import FILE as SPECS_JSON
from specbook.pages.specs_json import specs_json
from specbook.pages.status_page import status_page
from specbook.pages.tags_page import tags_page
from specbook.pages.team import Team, team_files
from specbook.pages.team_scripts import SCRIPT as TEAM_SCRIPT
from specbook.pages.text_page import feature_text
from specbook.pages.theme import TEMPLATES, own_templates, template_files
from specbook.pages.tree import remove_stale, write_tree
from specbook.receipt import tree_digest

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from specbook.config import Project
    from specbook.ledger import Ledger
    from specbook.model import Feature, GherkinDocument, Specs
    from specbook.pages.book import Book
    from specbook.pages.opening import Opened
    from specbook.pages.reading_paths import ReadingPath
    from specbook.pages.site import OwnSite
    from specbook.product import Audience, Product


@dataclass(frozen=True, slots=True)
class Staged:
    """A staged tree: its folder, the paths below it that were written or removed, and how many pages it has.

    `problems` tell, each with its place, of examples in prose, and of evidence, that cannot be shown. `digest` is that
    of the whole tree, `elsewhere` what was read beside the folders that a book is known to be made of, None where what
    is somewhere else would change it, too, and `days` are those that it names for the last changes of specs.
    """

    folder: Path
    written: tuple[str, ...]
    removed: tuple[str, ...]
    pages: int
    problems: tuple[str, ...] = ()
    digest: str = ""
    elsewhere: tuple[Path, ...] | None = None
    days: Mapping[str, str] = field(default_factory=dict)


def stage(
    project: Project,
    specs: Specs,
    ledger: Ledger,
    product: Product,
    audience: Audience,
    published: Published = NOTHING,
    team: Team | None = None,
    *,
    offline: bool = False,
) -> Staged:
    """Bring the staged tree of an audience up to date; `specs` and `ledger` hold only what it may see.

    Links into the book that was `published` before go on working. What the `team` knows beside is shown to an audience
    with details alone. An `offline` book needs no server.

    Raises SettingsError where a page of the user stands at an address of ours, or where mkdocs.yml is no YAML.
    """
    opened = open_project(project, specs, ledger, product, audience, ledger, published, offline=offline)
    book, embeds, docs = opened.book, Embeds(opened.book), project.settings.docs
    own = opened.own if opened.site.may_make_files else dict(checked_pages(opened.own, book))
    own = dict(_with_examples(own, embeds, docs))
    own = own if opened.site.draws_diagrams else dict(pages_with_diagrams(own))
    team = team or Team()
    pages = dict(_pages(book, opened.paths, embeds, own.get(HOME, b"").decode("utf-8-sig"), team))
    tree: dict[str, str | bytes] = {
        LLMS_TEXT: llms_text(book),  # unless the user has one
        **own,
        **pages,
        **_files(book, ledger, team),
        **_shim(opened.site),
        **_drawing(opened),
        **shown_images(opened, pages.values()),
        **book.exhibits.files,
    }
    problems = (*opened.unused, *embeds.problems, *book.dead.problems, *map(str, book.exhibits.problems))
    beside = {f"{TEMPLATES}/{path}": content for path, content in template_files(opened.site, book.words).items()}
    beside[FILE_NAME] = staged_config(project, opened)
    staged = _brought_up_to_date(opened.folder, tree, beside)
    return replace(staged, problems=problems, elsewhere=_elsewhere(opened), days=book.changed)


def _brought_up_to_date(folder: Path, docs: Mapping[str, str | bytes], beside: Mapping[str, str | bytes]) -> Staged:
    tree = {f"docs/{path}": content for path, content in docs.items()} | dict(beside)
    removed = tuple(path for part in ("docs", TEMPLATES) for path in remove_stale(folder, part, frozenset(tree)))
    written = write_tree(folder, tree)
    return Staged(folder, written, removed, sum(path.endswith(".md") for path in docs), digest=tree_digest(tree))


def _elsewhere(opened: Opened) -> tuple[Path, ...] | None:
    if opened.book.dead.looked_out:
        return None
    templates = own_templates(opened.site)
    return (*opened.site.inherited, *([templates] if templates else []))


def _with_examples(own: Mapping[str, bytes], embeds: Embeds, docs: str) -> Iterator[tuple[str, bytes]]:
    """Put the examples that the user's pages name into them; every other file stays as it is, byte for byte."""
    for path, content in own.items():
        if path.endswith(".md") and b"::: spec" in content:
            yield path, embeds.expand(path, content.decode("utf-8-sig"), f"{docs}/{path}").encode()
        else:
            yield path, content


def staged_config(project: Project, opened: Opened) -> str:
    """Write the staged mkdocs.yml."""
    book, site = opened.book, opened.site
    nav = navigation(book, opened.own, site.nav, opened.paths)
    scripts = (*SCRIPTS, *diagram_scripts(site)) if opened.has_diagrams else SCRIPTS
    return site_config(project, book.product, site, nav, opened.folder, book.words, scripts)


def finished_page(book: Book, document: GherkinDocument, feature: Feature, feet: Mapping[str, str]) -> tuple[str, str]:
    """Return the address and the text of a feature's page, with what stands at its foot, ready for the search."""
    address = book.places.features[document.uri]
    return address, mark_for_search(feature_page(book, document, feature) + feet.get(address, ""))


def _pages(
    book: Book, paths: Sequence[ReadingPath], embeds: Embeds, home: str, team: Team
) -> Iterator[tuple[str, str]]:
    """Yield the address and the text of every generated page."""
    yield HOME, home_page(book, home, paths)
    yield from ((path.page, path_page(book, path)) for path in paths)
    feet = path_feet(book, paths)
    for path, capability in book.folders.items():
        if book.has_page(path):
            yield book.places.folders[path], capability_page(book, capability, embeds)
    for documents in book.documents.values():
        for document in documents:
            if document.feature:
                yield finished_page(book, document, document.feature, feet)
    for uri in book.specs.unparsable:
        yield book.places.features[uri], error_page(book, uri)
    yield STATUS, status_page(book)
    yield TAGS, tags_page(book)
    if book.audience.details:
        from specbook.pages.team_pages import team_pages  # which knows the checks, and takes a while to load

        yield from team_pages(book, team)


def _texts(book: Book) -> Iterator[tuple[str, str]]:
    """Yield the address and the content of every feature page as clean text."""
    for documents in book.documents.values():
        for document in documents:
            if document.feature:
                yield text_page(book.places.features[document.uri]), feature_text(book, document, document.feature)


def _files(book: Book, ledger: Ledger, team: Team) -> dict[str, str | bytes]:
    """Return by address what the pages need, what leads to them, and what programs read."""
    details = book.audience.details
    for_team: dict[str, str | bytes] = {**team_files(book, team), **_shipped(TEAM_SCRIPT)} if details else {}
    return {
        **dict(_texts(book)),
        **kept_links(book),
        SPECS_JSON: specs_json(book, ledger),
        SCENARIOS: scenario_list(book),
        **run_files(book, ledger),
        **_shipped(FILTERS_SCRIPT, SEARCH, *STYLES, *(name for name in SCRIPTS if name != "run.js")),
        **for_team,
    }


def _shim(site: OwnSite) -> dict[str, bytes]:
    """Return what the search needs without a server, with its licence."""
    return _shipped(f"{SHIM}/index.js", f"{SHIM}/LICENSE") if site.offline else {}


def _drawing(opened: Opened) -> dict[str, bytes]:
    """Return what draws diagrams, with its licence, for a book that has one."""
    return _shipped(DIAGRAMS_SCRIPT, LIBRARY, LICENSE) if opened.has_diagrams else {}


def _shipped(*names: str) -> dict[str, bytes]:
    folder = files("specbook.pages") / "assets"
    return {f"{ASSETS}/{name}": (folder / name).read_bytes() for name in names}
