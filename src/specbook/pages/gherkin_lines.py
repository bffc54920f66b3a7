"""What only the reading as Gherkin shows: keywords, names and tags as they are written, hidden in the how-to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from specbook.model import Background, Examples, Scenario
from specbook.pages.escaping import raw
from specbook.pages.steps import NO_COLUMNS, step_html
from specbook.pages.words import READINGS

if TYPE_CHECKING:
    from specbook.model import Feature, Rule
    from specbook.pages.notes import Notes
    from specbook.pages.words import Words

    Part = Feature | Rule | Background | Scenario | Examples


def switch_html(words: Words, *, evidence: bool) -> str:
    """Render the switch between the readings of a page; the style sheet does the rest, without a script."""
    shown = {name: words.reading(name) for name in READINGS if evidence or name != "evidence"}
    choices = "".join(
        f'<label><input type="radio" name="sb-reading" id="sb-reading-{name}" value="{name}"'
        f"{' checked' if name == 'howto' else ''}><span>{word}</span></label>"
        for name, word in shown.items()
    )
    return f'<fieldset class="sb-readings" data-search-exclude=""><legend>{words.read_as}</legend>{choices}</fieldset>'


def head_html(part: Part, spoken: str = "", notes: str = "") -> str:
    """Render the lines that begin a part: comments, tags, keyword and name; the page's script copies a scenario's.

    `spoken` are the attributes of the language that they are in, if it is not the book's.
    """
    tags = "" if isinstance(part, Background) else raw(" ".join(tag.name for tag in part.tags))
    copied = isinstance(part, (Scenario, Examples))
    about = f' data-sb-about="{raw(part.description)}"' if copied and part.description else ""
    shown = f'<span class="sb-tags">{tags}</span> ' if tags else ""
    head = f'<b>{raw(part.keyword)}:</b> <span class="sb-said">{raw(part.name)}</span>'
    kind = "sb-head sb-rows-head" if isinstance(part, Examples) else "sb-head"
    return f'<p class="{kind}" data-search-exclude=""{about}{spoken}>{notes}{shown}{head}</p>'


def background_html(background: Background, spoken: str, notes: Notes) -> str:
    """Render a Background as it is written; in every other reading, its steps stand in each scenario."""
    head = head_html(background, "", notes.before(background.location.line))
    steps = "".join(step_html(step, NO_COLUMNS, notes=notes, kind="sb-written") for step in background.steps)
    return f'<section class="sb-background" data-search-exclude=""{spoken}>{head}<ul>{steps}</ul></section>'
