"""The parts of a spec that are laid out together: a keyword or a step, and what stands before and below it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from specbook.formatter.descriptions import BLANKS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from specbook.tokens import Token

BLOCKS = frozenset({"FeatureLine", "RuleLine", "BackgroundLine", "ScenarioLine", "ExamplesLine"})
_BEFORE = frozenset({"Empty", "Comment", "TagLine", "Language"})


@dataclass(slots=True)
class Part:
    """A keyword's line or a step; the last part of a file may be comments without one.

    `before` are comments, tags and the language, `body` is description, table or doc string, and `after` are comments
    that stand right below. `spaced` tells whether a blank line is before it; `level` how far it is indented.
    """

    head: Token | None
    level: int
    before: list[Token]
    spaced: bool
    body: list[Token] = field(default_factory=list)
    after: list[Token] = field(default_factory=list)

    @property
    def is_block(self) -> bool:
        return self.head is not None and self.head.kind in BLOCKS

    @property
    def first(self) -> int:
        return next(self._tokens()).line

    @property
    def last(self) -> int:
        return max(token.line for token in self._tokens() if token.kind != "Empty")

    def _tokens(self) -> Iterator[Token]:
        yield from self.before
        yield from [self.head] if self.head else []
        yield from self.body
        yield from self.after


def parts_of(lines: Iterable[Token]) -> list[Part]:
    """Divide the lines of a spec into its parts, in order."""
    parts: list[Part] = []
    pending: list[Token] = []
    in_rule = False
    for token in told_apart(lines):
        if token.kind in _BEFORE:
            pending.append(token)
        elif token.kind in BLOCKS or token.kind == "StepLine":
            in_rule = in_rule or token.kind == "RuleLine"
            before = _without_after(pending, parts, ends=False)
            parts.append(_part(token, _level(token.kind, in_rule=in_rule), before))
            pending = []
        else:
            parts[-1].body += [*pending, token]
            pending = []
    left = _without_after(pending, parts, ends=True)
    if any(token.kind != "Empty" for token in left):
        parts.append(_part(None, _level_at_end(left, parts), left))
    return parts


def told_apart(lines: Iterable[Token]) -> Iterator[Token]:
    """Tell a line of a description from one of a doc string, and both from a blank line, all “Other” to Gherkin."""
    inside = False
    for token in lines:
        if token.kind == "DocStringSeparator":
            inside = not inside
            yield token if inside else token._replace(kind="DocStringEnd")
        elif token.kind != "Other":
            yield token
        elif inside:
            yield token._replace(kind="DocStringLine")
        else:
            yield token._replace(kind="DescriptionLine" if token.written.strip(BLANKS) else "Empty")


def _level(kind: str, *, in_rule: bool) -> int:
    if kind in {"FeatureLine", "RuleLine"}:
        return int(kind == "RuleLine")
    return 1 + in_rule + (kind in {"StepLine", "ExamplesLine"})


def _level_at_end(left: Sequence[Token], parts: Sequence[Part]) -> int:
    """Indent what ends a file like a scenario, perhaps it was one, unless its author put it at the margin."""
    comments = [token for token in left if token.kind == "Comment"]
    blocks = [part.level for part in parts if part.head and part.head.kind in {"BackgroundLine", "ScenarioLine"}]
    return blocks[-1] if blocks and all(token.written[:1].isspace() for token in comments) else 0


def _part(head: Token | None, level: int, before: list[Token]) -> Part:
    blank = next((index for index, token in enumerate(before) if token.kind != "Empty"), len(before))
    return Part(head, level, before[blank:], spaced=blank > 0)


def _without_after(pending: list[Token], parts: list[Part], *, ends: bool) -> list[Token]:
    """Give the part before the comments right below it, where a blank line or the end of the file sets them apart.

    A row that is commented out, right below a table, belongs to the table in any case. Return what is left.
    """
    if not parts:
        return pending
    part = parts[-1]
    own = next((index for index, token in enumerate(pending) if token.kind != "Comment"), len(pending))
    set_apart = pending[own].kind == "Empty" if own < len(pending) else ends
    if not set_apart:
        own = next((index for index, token in enumerate(pending[:own]) if not is_row(part, token)), own)
    part.after = pending[:own]
    return pending[own:]


def is_row(part: Part, comment: Token) -> bool:
    """Tell whether a comment below a part is a row of its table that is commented out."""
    in_table = bool(part.body) and part.body[-1].kind == "TableRow"
    return in_table and comment.written.strip().lstrip("# \t").startswith("|")
