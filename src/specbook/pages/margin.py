"""The margin of a page while its spec is written: what the checks find there, each beside what it is about."""

from __future__ import annotations

import json
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from specbook.checks import every_check
from specbook.pages.line_places import LinePlaces
from specbook.pages.places import HOME, built_file, find_pages, href
from specbook.pages.site import read_own_site
from specbook.pages.translations import find_words
from specbook.translated import ENGLISH, findings_in, is_spoken

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from specbook.config import Project
    from specbook.finding import Finding, Severity
    from specbook.model import GherkinDocument, Specs
    from specbook.pages.words import Words

MARKS: Mapping[Severity, str] = MappingProxyType({"error": "✖", "warning": "▲", "information": "●"})
# The page of a spec that cannot be read says so itself, with each place.
_SAID_BY_THE_PAGE = "parses"


class Margins:
    """Knows the pages of all specs, and writes for the margin of each what the checks find in it."""

    def __init__(self, project: Project, specs: Specs) -> None:
        """Read in which language the book is, and how its addresses look; raises what `stage` raises for that."""
        site = read_own_site(project.root)
        self._words, _ = find_words(project, site.language)
        uris = {*specs.unparsable, *(document.uri for document in specs.documents if document.feature)}
        _, pages, _ = find_pages(specs.path, uris, {capability.path for capability in specs.capabilities})
        files = {uri: href(HOME, page, directory_urls=site.directory_urls) for uri, page in pages.items()}
        self._uris = {built_file(address): uri for uri, address in files.items()}

    def uri(self, file: str) -> str:
        """Return the spec that a file of the built book is the page of; empty where it is the page of none."""
        return self._uris.get(file, "")

    def json(self, document: GherkinDocument | None, findings: Iterable[Finding]) -> str:
        """Write the record that the script of the margin reads; `document` is None for a spec that cannot be read.

        All texts in it are plain: the script never makes HTML of one.
        """
        words = self._words
        found = [one for one in findings_in(words.language, findings) if one.check != _SAID_BY_THE_PAGE]
        places, names = LinePlaces(document), {one.check for one in found}
        counts = {severity: sum(one.severity == severity for one in found) for severity in MARKS}
        record = {
            "words": words.scripted_for_the_margin(),
            "read": document is not None,
            "counts": [[severity, f"{_said(words, severity)}: {count}"] for severity, count in counts.items() if count],
            "findings": [_finding(words, one, places) for one in sorted(found)],
            "checks": {check.name: [check.sentence, check.why] for check in every_check() if check.name in names},
            "languages": {"findings": words.language if is_spoken(words.language) else ENGLISH, "checks": ENGLISH},
        }
        return json.dumps(record)


def _finding(words: Words, one: Finding, places: LinePlaces) -> dict[str, Any]:
    at, near = places.of(one.line)
    said = _said(words, one.severity)
    about = {"check": one.check, "severity": one.severity, "said": said, "message": one.message, "line": one.line}
    return about | {"at": at, "near": near}


def _said(words: Words, severity: Severity) -> str:
    return f"{MARKS[severity]} {words.severity(severity)}"
