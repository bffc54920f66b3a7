"""What only the reading as Gherkin shows: keywords, names and tags as they are written, hidden in the how-to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from specbook.model import Scenario
from specbook.pages.escaping import raw
from specbook.pages.words import READINGS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from specbook.model import Examples, Tag
    from specbook.pages.words import Words


def switch_html(words: Words, *, evidence: bool) -> str:
    """Render the switch between the readings of a page; the style sheet does the rest, without a script."""
    shown = {name: words.reading(name) for name in READINGS if evidence or name != "evidence"}
    choices = "".join(
        f'<label><input type="radio" name="sb-reading" id="sb-reading-{name}" value="{name}"'
        f"{' checked' if name == 'howto' else ''}><span>{word}</span></label>"
        for name, word in shown.items()
    )
    return f'<fieldset class="sb-readings" data-search-exclude=""><legend>{words.read_as}</legend>{choices}</fieldset>'


def head_html(part: Scenario | Examples, spoken: str = "") -> str:
    """Render the lines that begin a scenario or its Examples: tags, keyword and name; the page's script copies them.

    `spoken` are the attributes of the language that they are in, if it is not the book's.
    """
    tags = _tags(part.tags)
    about = f' data-sb-about="{raw(part.description)}"' if part.description else ""
    shown = f'<span class="sb-tags">{tags}</span> ' if tags else ""
    head = f'<b>{raw(part.keyword)}:</b> <span class="sb-said">{raw(part.name)}</span>'
    kind = "sb-head" if isinstance(part, Scenario) else "sb-head sb-rows-head"
    return f'<p class="{kind}" data-search-exclude=""{about}{spoken}>{shown}{head}</p>'


def _tags(tags: Iterable[Tag]) -> str:
    return raw(" ".join(tag.name for tag in tags))
