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

    from specbook.config import Project, Settings
    from specbook.model import GherkinDocument, Specs
    from specbook.step_index.index import StepIndex
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


@dataclass(frozen=True, slots=True)
class Drafted:
    """What would be written: a file of Python with definitions added to it, and what no new definition would mend.

    `before` and `after` are its texts, without a byte order mark; without any definition to add they are the same.
    """

    uri: str = ""
    before: str = ""
    after: str = ""
    names: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def write_definitions(project: Project, uri: str, into: str = "") -> Written:
    """Write a definition for each pattern that the undefined steps of a spec need; written twice, nothing is added.

    Raises UsageError for a file that is no spec of the project, and SpecbookError where there is no Python to add to.
    """
    asked = _asked_target(project, into) if into else ""
    drafted = draft(project, read_specs(project), read_step_index(project), uri, into=asked)
    if not drafted.names:
        said = drafted.notes or drafted.problems
        return Written({}, drafted.problems, drafted.notes if said else (f"Every step of {uri} has its definition.",))
    path = project.root / drafted.uri
    mark = _BOM if path.is_file() and path.read_bytes().startswith(_BOM.encode()) else ""
    write_atomically(path, f"{mark}{drafted.after}")
    return Written({drafted.uri: drafted.names}, drafted.problems, drafted.notes)


def draft(project: Project, specs: Specs, index: StepIndex, uri: str, *, line: int = 0, into: str = "") -> Drafted:
    """Draft a definition for each pattern that the undefined steps of a spec need, or the one in a line of it.

    They go to the end of the file `into`, else of the one that they seem to belong to. Raises as `write_definitions`.
    """
    document = _document(specs, uri)
    usage = usage_of(index, specs, project.settings)
    undefined = undefined_in(usage, project.settings, uri)
    wanted = [one.use for one in undefined if not one.of_other_types and line in {0, one.use.line}]
    drafts = draft_definitions(wanted, _defined(usage), index.parameter_types)
    problems = tuple(dict.fromkeys(_of_other_type(one) for one in undefined if one.of_other_types))
    notes = tuple(_notes(usage, undefined, uri))
    if not drafts:
        return Drafted(problems=problems, notes=notes)
    target = into or _likely_target(project, index, usage, document)
    before = _source(index, target)
    about = document.feature.name if document.feature else ""
    added = with_definitions(target, before.replace("\r\n", "\n"), drafts, about)
    after = added.text.replace("\n", "\r\n") if "\r\n" in before else added.text
    return Drafted(target, before, after, added.names, problems, notes)


def undefined_in(usage: Usage, settings: Settings, uri: str) -> list[Undefined]:
    """Return the steps of a spec that nothing matches, those left out that are checked by hand."""
    by_hand = frozenset(settings.manual_tags)
    return [one for one in usage.undefined if one.use.uri == uri and by_hand.isdisjoint(one.use.pickle.tag_names)]


def _source(index: StepIndex, uri: str) -> str:
    """Return the text of a file, empty where there is none; raises UsageError for one that cannot be read."""
    suite = index.suite
    if uri in suite.texts or not suite.exists(uri):
        return suite.texts.get(uri, "")
    try:
        return (suite.root / uri).read_bytes().decode("utf-8").removeprefix(_BOM)
    except (OSError, UnicodeDecodeError):
        raise UsageError(f"{uri}: this file cannot be read as UTF-8; choose another one with --into.") from None


def _document(specs: Specs, uri: str) -> GherkinDocument:
    error = next((error for error in specs.errors if error.uri == uri), None)
    if error:
        raise UsageError(f"{error}. Mend the file first.")
    for document in specs.documents:
        if document.uri == uri:
            return document
    raise UsageError(f"{uri}: this is no spec below {specs.path}/.")


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


def _likely_target(project: Project, index: StepIndex, usage: Usage, document: GherkinDocument) -> str:
    """Choose a file: the feature's own, the one with most of its steps, or else a new one of its own."""
    stem = file_name(re.sub(r"\.feature(\.md)?$", "", posixpath.basename(document.uri)))
    own = f"{project.settings.steps}/{stem if stem.isidentifier() else f'steps_{stem}'}.py"
    if index.suite.exists(own):
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
