"""Definitions for the undefined steps of one feature, written into the file that they belong to."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from specbook.document_cache import read_specs
from specbook.drafts.definitions import draft_definitions, is_blank
from specbook.drafts.features import file_name
from specbook.drafts.python_source import with_definitions
from specbook.errors import UsageError
from specbook.files import write_atomically
from specbook.model import STEP_KEYWORDS
from specbook.step_index.index import read_step_index
from specbook.step_index.usage import usage_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from specbook.config import Project
    from specbook.model import GherkinDocument, Specs
    from specbook.step_index.usage import Undefined, Usage

_BOM = "\ufeff"


@dataclass(frozen=True, slots=True)
class Written:
    """The files that definitions were added to, with the names of their functions.

    `problems` are steps that no new definition would mend, `notes` what was left alone on purpose.
    """

    written: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    problems: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def write_definitions(project: Project, uri: str, into: str = "") -> Written:
    """Write a definition for each pattern that the undefined steps of a spec need; written twice, nothing is added.

    Raises UsageError for a file that is no spec of the project, and SpecbookError where there is no Python to add to.
    """
    asked = _asked_target(project, into) if into else ""
    specs, index = read_specs(project), read_step_index(project)
    document = _document(specs, uri)
    usage = usage_of(index, specs, project.settings)
    undefined = [one for one in usage.undefined if one.use.uri == uri and not _is_manual(project, one)]
    wanted = [one.use for one in undefined if not one.of_other_types]
    drafts = draft_definitions(wanted, _defined(usage), index.parameter_types)
    problems = tuple(dict.fromkeys(_of_other_type(one) for one in undefined if one.of_other_types))
    notes = tuple(_notes(usage, undefined, uri))
    if not drafts:
        return Written({}, problems, notes or ((f"Every step of {uri} has its definition.",) if not problems else ()))
    target = asked or _likely_target(project, usage, document)
    source = _source(project, target)
    added = with_definitions(target, source.text, drafts, document.feature.name if document.feature else "")
    text = added.text.replace("\n", "\r\n") if source.crlf else added.text
    write_atomically(project.root / target, f"{_BOM if source.bom else ''}{text}")
    return Written({target: added.names}, problems, notes)


@dataclass(frozen=True, slots=True)
class _Source:
    text: str
    crlf: bool
    bom: bool


def _source(project: Project, uri: str) -> _Source:
    """Read a file as it is, with how its lines end."""
    path = project.root / uri
    if not path.exists():
        return _Source("", crlf=False, bom=False)
    try:
        text = path.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError):
        raise UsageError(f"{uri}: this file cannot be read as UTF-8; choose another one with --into.") from None
    plain = text.removeprefix(_BOM)
    return _Source(plain.replace("\r\n", "\n"), "\r\n" in plain, text != plain)


def _document(specs: Specs, uri: str) -> GherkinDocument:
    error = next((error for error in specs.errors if error.uri == uri), None)
    if error:
        raise UsageError(f"{error}. Mend the file first.")
    for document in specs.documents:
        if document.uri == uri:
            return document
    raise UsageError(f"{uri}: this is no spec below {specs.path}/.")


def _is_manual(project: Project, one: Undefined) -> bool:
    return not one.use.pickle.tag_names.isdisjoint(project.settings.manual_tags)


def _defined(usage: Usage) -> dict[str, set[str]]:
    """Return the texts that have a definition, by keyword."""
    found: dict[str, set[str]] = {"given": set(), "when": set(), "then": set(), "step": set()}
    for uses in usage.uses.values():
        for use in uses:
            keyword = STEP_KEYWORDS.get(use.step.type)
            for name in [keyword, "step"] if keyword else found:
                found[name].add(use.step.text)
    return found


def _of_other_type(one: Undefined) -> str:
    other = one.of_other_types[0]
    wanted = STEP_KEYWORDS.get(one.use.step.type, "step")
    there = f"{one.use.place}: “{one.use.step.text}” is there for {other.keyword.capitalize()}, in {other.place}"
    return f"{there}; begin the step with that, or give the function @{wanted}, too."


def _notes(usage: Usage, undefined: Iterable[Undefined], uri: str) -> Iterator[str]:
    blank = sum(is_blank(one.use.step.text) for one in undefined)
    if blank:
        yield f"{blank} of the steps of {uri} still to be written: replace each “…” first."
    for use, matching in usage.perhaps:
        if use.uri == uri:
            names = ", ".join(one.place if one.uri else one.function.name for one in matching.perhaps)
            yield f"{use.place}: “{use.step.text}” is perhaps defined, by code that only a run knows: {names}"


def _likely_target(project: Project, usage: Usage, document: GherkinDocument) -> str:
    """Choose a file: the feature's own, the one with most of its steps, or else a new one of its own."""
    stem = file_name(re.sub(r"\.feature(\.md)?$", "", posixpath.basename(document.uri)))
    own = f"{project.settings.steps}/{stem if stem.isidentifier() else f'steps_{stem}'}.py"
    if (project.root / own).exists():
        return own
    counts = Counter(
        definition.uri
        for definition, uses in usage.uses.items()
        if definition.uri.startswith(f"{project.settings.steps}/") and any(use.uri == document.uri for use in uses)
    )
    return min(counts, key=lambda name: (-counts[name], name)) if counts else own


def _asked_target(project: Project, into: str) -> str:
    name = posixpath.normpath(into if "/" in into else f"{project.settings.steps}/{into}")
    if not name.startswith(f"{project.settings.steps}/") or not name.endswith(".py"):
        raise UsageError(f"--into {into}: name a file of Python below {project.settings.steps}/.")
    return name
