"""What a step showed, under that step: pictures with their captions, texts as they are, links."""

from __future__ import annotations

from typing import TYPE_CHECKING

from specbook.pages.escaping import raw

if TYPE_CHECKING:
    from collections.abc import Iterable

    from specbook.pages.book import Book
    from specbook.pages.exhibits import Exhibit

# A text of more lines is folded under its caption.
_OPEN_LINES = 12


def figures_html(book: Book, page: str, exhibits: Iterable[Exhibit], key: str) -> str:
    """Render exhibits on one line; `key` is that of the example whose run they are from."""
    return "".join(_figure(book, page, exhibit, key) for exhibit in exhibits)


def _figure(book: Book, page: str, exhibit: Exhibit, key: str) -> str:
    if exhibit.kind == "picture":
        return _picture(book, page, exhibit, key)
    if exhibit.kind == "link":
        return "".join(_link(line, exhibit.caption) for line in exhibit.text.splitlines() if line.strip())
    if exhibit.kind == "broken":
        why = f" {raw(exhibit.text)}" if exhibit.text else ""
        return f'<p class="sb-unshown">{book.words.unshown}{_named(exhibit.caption)}{why}</p>'
    more = " sb-more" if exhibit.kind == "more" else ""
    return f'<div class="sb-figure{more}" data-search-exclude>{_text(book, exhibit, key)}</div>'


def _picture(book: Book, page: str, exhibit: Exhibit, key: str) -> str:
    inline = exhibit.address.startswith("data:")
    address = exhibit.address if inline else raw(book.href(page, exhibit.address))
    size = f' width="{exhibit.size[0]}" height="{exhibit.size[1]}"' if exhibit.size else ""
    alt = raw(exhibit.caption or book.words.picture)
    image = f'<img src="{address}" alt="{alt}" loading="lazy"{size}>'
    shown = image if inline else f'<a href="{address}">{image}</a>'
    caption = f"<figcaption>{_caption(book, exhibit, key)}</figcaption>"
    return f'<figure class="sb-figure" data-search-exclude>{shown}{caption}</figure>'


def _text(book: Book, exhibit: Exhibit, key: str) -> str:
    pre = f'<pre class="sb-text"><code>{raw(exhibit.text)}</code></pre>'
    caption = _caption(book, exhibit, key)
    if exhibit.text.count("\n") < _OPEN_LINES:
        return f'{pre}<p class="sb-caption">{caption}</p>'
    return f'<details class="sb-long"><summary>{caption}</summary>{pre}</details>'


def _caption(book: Book, exhibit: Exhibit, key: str) -> str:
    """Render a caption; the page's script adds the day of the run, so that a new run rewrites no page."""
    default = book.words.picture if exhibit.kind == "picture" else book.words.seen
    return f'{raw(exhibit.caption or default)}<span data-sb-taken="{key}"></span>'


def _link(address: str, caption: str) -> str:
    text = raw(caption or address)
    if not address.startswith(("https://", "http://")):
        return f'<p class="sb-figure">{text}</p>'
    return f'<p class="sb-figure"><a href="{raw(address)}">{text}</a></p>'


def _named(caption: str) -> str:
    return f" “{raw(caption)}”" if caption else ""
