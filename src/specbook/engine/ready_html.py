"""A Markdown extension: HTML that is ready is passed by, which would else be taken apart and put together again."""

from __future__ import annotations

import re
from itertools import groupby, islice
from typing import TYPE_CHECKING, Any

from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor

if TYPE_CHECKING:
    from collections.abc import Callable

    from markdown import Markdown

    SetAside = Callable[[str], str]

NAME = "specbook.engine.ready_html"
_BEGIN = re.compile(r'<(?P<tag>\w+) class="sb-(?![^>]* markdown=)')
_ID = re.compile(r' id="[^"]*"')
_MARK = "<sb-ready"
# MkDocs looks for anchors in raw HTML at 21, and Markdown for raw HTML at 20.
_BEFORE_MKDOCS, _BEFORE_MARKDOWN = 22, 20.5


def makeExtension(set_aside: SetAside = str, **_: Any) -> Extension:  # noqa: N802  # as Markdown calls it
    return ReadyHtml(set_aside)


class ReadyHtml(Extension):
    """Keeps whole blocks of the pages' own HTML; a page comes out as it would without, in less time.

    Who calls Markdown may have something stand for a block until it puts it back: what `set_aside` returns for it.
    """

    def __init__(self, set_aside: SetAside = str) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._set_aside = set_aside

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802  # as Markdown calls it
        kept: list[str] = []
        md.preprocessors.register(_Keep(kept, md), "specbook_keep", _BEFORE_MKDOCS)
        md.preprocessors.register(_Stash(kept, self._set_aside, md), "specbook_stash", _BEFORE_MARKDOWN)


class _Keep(Preprocessor):
    """Leaves of each block a line with its anchors, for MkDocs to find."""

    def __init__(self, kept: list[str], md: Markdown) -> None:
        super().__init__(md)
        self._kept = kept

    def run(self, lines: list[str]) -> list[str]:
        self._kept.clear()
        return "\n\n".join(map(self._block, "\n".join(lines).split("\n\n"))).split("\n")

    def _block(self, block: str) -> str:
        begin = _BEGIN.match(block)
        if not begin or not block.endswith(f"</{begin['tag']}>"):
            return block
        self._kept.append(block)
        return f"{_MARK}{''.join(f'><i{found}' for found in _ID.findall(block))}>"


class _Stash(Preprocessor):
    """Puts the blocks back in the order in which they were kept, where Markdown does not look into them.

    Blocks that follow each other become one, which Markdown has to carry along only once.
    """

    def __init__(self, kept: list[str], set_aside: SetAside, md: Markdown) -> None:
        super().__init__(md)
        self._kept, self._set_aside, self._stash = kept, set_aside, md.htmlStash

    def run(self, lines: list[str]) -> list[str]:
        left, put, marks = iter(self._kept), list[str](), 0
        for ready, group in groupby(lines, lambda line: not line or line.startswith(_MARK)):
            together = list(group)
            marks = sum(map(bool, together)) if ready else 0
            put += ["", self._stash.store(self._set_aside("\n".join(islice(left, marks)))), ""] if marks else together
        return put[:-1] if marks else put  # a last line break would be in the paragraph of the block
