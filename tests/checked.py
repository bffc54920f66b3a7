"""Specs written in a test, and what one check finds in them."""

from specbook.checks import Finding, Known, every_check
from specbook.fixing import edited, keeps_steps
from specbook.model import GherkinDocument, Specs
from specbook.reader import read_text


def specs_of(*sources: str) -> Specs:
    """Return specs of files that are called a.feature, b.feature and so on."""
    documents = [read_text(f"specs/{name}.feature", source) for name, source in zip("abcdefgh", sources, strict=False)]
    assert all(isinstance(document, GherkinDocument) for document in documents), documents
    return Specs("specs", tuple(one for one in documents if isinstance(one, GherkinDocument)))


def found(name: str, *sources: str, known: Known | None = None) -> list[Finding]:
    """Return what a check finds in some files, in their order."""
    (check,) = [one for one in every_check() if one.name == name]
    return sorted(check.find(specs_of(*sources), known or Known()))


def lines(name: str, *sources: str, known: Known | None = None) -> list[int]:
    """Return in which lines a check finds something."""
    return [one.line for one in found(name, *sources, known=known)]


def mended(name: str, source: str, known: Known | None = None) -> str:
    """Return a file in which the first fix of each finding of a check is made, and no step is changed."""
    edits = [edit for one in found(name, source, known=known) for edit in one.fixes[0].edits]
    after = edited(source, edits)
    assert keeps_steps("specs/a.feature", source, after)
    return after
