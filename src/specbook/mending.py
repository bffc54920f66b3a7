"""Safe fixes made in all files of the specs, in rounds, until nothing is left that can be mended safely."""

from __future__ import annotations

import stat
from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING

from specbook.chosen_files import with_text
from specbook.errors import UnwritableError
from specbook.files import write_atomically
from specbook.fixing import fix_safely

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from specbook.config import Project
    from specbook.finding import Finding
    from specbook.model import Specs

    Look = Callable[[Specs], tuple[Finding, ...]]

# A fix can uncover another finding; one that uncovers itself again and again must come to an end.
MOST_ROUNDS = 20
_MARK = "\ufeff"


@dataclass(frozen=True, slots=True)
class Mended:
    """Specs with safe fixes made in them, and the texts of the files that changed, before and after.

    `fixed` are the findings whose fixes were made, where they were then; those of `refused` would have changed a step.
    """

    specs: Specs
    fixed: tuple[Finding, ...] = ()
    refused: tuple[Finding, ...] = ()
    before: Mapping[str, str] = field(default_factory=dict)
    after: Mapping[str, str] = field(default_factory=dict)


def mend(project: Project, specs: Specs, look: Look) -> Mended:
    """Make the safe fixes of what somebody finds in some specs; no file is written."""
    before = texts_of(specs)
    texts = dict(before)
    fixed: list[Finding] = []
    refused: tuple[Finding, ...] = ()
    for _ in range(MOST_ROUNDS):
        changed, made, refused = _one_round(texts, look(specs))
        if not changed:
            break
        fixed.extend(made)
        texts.update(changed)
        for uri, text in changed.items():
            specs = with_text(project, specs, uri, text)
    after = {uri: text for uri, text in texts.items() if text != before[uri]}
    return Mended(specs, tuple(fixed), refused, {uri: before[uri] for uri in after}, after)


def write_mended(project: Project, mended: Mended) -> tuple[str, ...]:
    """Write the files that changed, each whole or not at all; tell of those that could not be written.

    A file that is no longer what it was when it was read is left alone.
    """
    return tuple(filter(None, (_written(project, mended, uri, text) for uri, text in sorted(mended.after.items()))))


def texts_of(specs: Specs) -> dict[str, str]:
    """Return the text of every file, its byte order mark included."""
    read = {document.uri: _MARK * document.bom + document.source for document in specs.documents}
    return read | dict(specs.unparsed)


def _one_round(
    texts: Mapping[str, str], found: Iterable[Finding]
) -> tuple[dict[str, str], list[Finding], tuple[Finding, ...]]:
    """Return the new texts of the files that change, what that mends, and what is refused."""
    changed: dict[str, str] = {}
    made: list[Finding] = []
    refused: list[Finding] = []
    for uri, group in groupby(sorted(found), key=lambda one: one.uri):
        if uri in texts:
            fixed = fix_safely(uri, texts[uri], group)
            refused.extend(fixed.refused)
            if fixed.text != texts[uri]:
                changed[uri] = fixed.text
                made.extend(fixed.mended)
    return changed, made, tuple(refused)


def _written(project: Project, mended: Mended, uri: str, text: str) -> str:
    path = (project.root / uri).resolve()
    try:
        if path.read_bytes() != mended.before[uri].encode():
            return f"{uri}: it has changed in the meantime, and was left alone. Check it again."
        mode = stat.S_IMODE(path.stat().st_mode)
        write_atomically(path, text)
        path.chmod(mode)
    except (OSError, UnwritableError) as error:
        return f"{uri}: cannot be written: {error.why if isinstance(error, UnwritableError) else error.strerror}."
    return ""
