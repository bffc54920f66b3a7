"""The comments of one spec as its page shows them, read as Gherkin: each before what it stands before in the file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from specbook.comments import comments_before
from specbook.pages.escaping import raw

if TYPE_CHECKING:
    from collections.abc import Mapping

    from specbook.model import GherkinDocument


@dataclass(frozen=True, slots=True)
class Notes:
    """Comments by the line of the part that follows them, and by 0 those at the end."""

    texts: Mapping[int, tuple[str, ...]]

    @classmethod
    def of(cls, document: GherkinDocument) -> Notes:
        return cls(comments_before(document))

    def before(self, line: int) -> str:
        """Render the comments before a part, each on a line of its own."""
        texts = self.texts.get(line, ())
        return "".join(f'<span class="sb-note">{raw(text)}</span>' for text in texts) if texts else ""

    def before_row(self, line: int, columns: int) -> str:
        """Render the comments before a row of a table as rows of it."""
        shown = self.before(line)
        return (
            f'<tr class="sb-note-row" data-search-exclude=""><td colspan="{columns}">{shown}</td></tr>' if shown else ""
        )

    def at_the_end(self) -> str:
        shown = self.before(0)
        return f'<p class="sb-head" data-search-exclude="">{shown}</p>' if shown else ""


NO_NOTES = Notes({})
