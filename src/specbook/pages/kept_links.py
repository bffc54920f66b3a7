"""Pages that lead on: from where a feature stood before, and from the short link of an example."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from specbook.pages.book import section_title
from specbook.pages.escaping import raw
from specbook.pages.feature_page import feature_title
from specbook.pages.languages import attributes
from specbook.pages.places import built_file, href, short_link

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specbook.pages.book import Book
    from specbook.pages.words import Words

# The rest of an address, after its #, is known to scripts only; without one, the page itself is reached.
_MOVE_ON = "location.replace(document.querySelector('link[rel=canonical]').href + location.hash)"
_OPEN = (
    "const leads = document.getElementById(location.hash.slice(1));"
    " if (leads) location.replace(leads.querySelector('a').href)"
)
_ONLY_THE_ONE_ASKED_FOR = "li { display: none; overflow-wrap: anywhere } li:target { display: list-item }"


def kept_links(book: Book) -> dict[str, str]:
    """Return the static files that keep old and short links alive, by their address."""
    return {**dict(_redirects(book)), **dict(_short_links(book))}


def _redirects(book: Book) -> Iterator[tuple[str, str]]:
    for address, title, formerly in _moved(book):
        for old in formerly:
            file = built_file(old)
            target = raw(href(file, address, directory_urls=book.directory_urls))
            yield (
                file,
                _page(
                    book.words,
                    title,
                    f'<link rel="canonical" href="{target}">\n<script>{_MOVE_ON}</script>\n'
                    f'<noscript><meta http-equiv="refresh" content="0; url={target}"></noscript>',
                    f'<h1>{book.words.moved}</h1>\n<p><a href="{target}">{title}</a></p>',
                ),
            )


def _moved(book: Book) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Yield the page of each feature and folder that stood elsewhere, its title, and where that was."""
    formerly = book.lasting.pages
    for document in (one for documents in book.documents.values() for one in documents if one.uri in formerly):
        yield book.places.features[document.uri], raw(feature_title(document)), formerly[document.uri]
    for path in (one for one in book.folders if one in formerly and book.has_page(one)):
        yield book.places.folders[path], raw(section_title(book.folders[path])), formerly[path]


def _short_links(book: Book) -> Iterator[tuple[str, str]]:
    """Yield one file for all keys that begin alike: sixteen files, however many examples there are."""
    files: dict[str, list[str]] = defaultdict(list)
    # All of these files stand in one folder, so that a page's address is the same from each.
    pages = {
        uri: raw(href(short_link("0"), page, directory_urls=book.directory_urls))
        for uri, page in book.places.features.items()
    }
    for (uri, line), key in sorted(book.lasting.keys.items(), key=lambda pair: pair[1]):
        file = short_link(key).partition("#")[0]
        target = f"{pages[uri]}#{book.places.anchors[uri][line]}"
        files[file].append(f'<li id="{key}"><a href="{target}">{target}</a></li>')
    for file, items in files.items():
        listed = "\n".join(["<ul>", *items, "</ul>"])
        body = f"<h1>{book.words.short_link}</h1>\n<p>{book.words.short_links}</p>\n{listed}\n<script>{_OPEN}</script>"
        yield file, _page(book.words, book.words.short_link, f"<style>{_ONLY_THE_ONE_ASKED_FOR}</style>", body)


def _page(words: Words, title: str, head: str, body: str) -> str:
    return (
        f'<!doctype html>\n<html{attributes(words.language)}>\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width">\n<meta name="robots" content="noindex">\n'
        '<meta name="color-scheme" content="light dark">\n'
        '<link rel="icon" href="data:,">\n'  # or browsers ask for one that is not there
        f"<title>{title}</title>\n{head}\n</head>\n<body>\n<main>\n{body}\n</main>\n</body>\n</html>\n"
    )
