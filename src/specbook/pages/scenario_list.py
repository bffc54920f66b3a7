"""Every scenario with what it can be chosen by: the record that the filters of the status and capability pages read."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from specbook.ledger import STATES
from specbook.pages.badges import css
from specbook.pages.book import section_title
from specbook.pages.feature_page import feature_title
from specbook.pages.places import ASSETS, HOME, slug, unique
from specbook.pages.words import STATE_MARKS
from specbook.stories import read_story

if TYPE_CHECKING:
    from collections.abc import Iterable

    from specbook.flows import Flowing
    from specbook.ledger import Entry
    from specbook.model import Feature, GherkinDocument, Scenario, Tag
    from specbook.pages.book import Book

RECORD = f"{ASSETS}/scenarios.js"
SCRIPT = "filters.js"


def scenario_list(book: Book) -> str:
    """Write the record; a script of its own, since pages that are opened from a disk can read nothing else."""
    made = _List(book, {tag: number for number, tag in enumerate(book.tag_anchors)})
    documents = [document for group in book.documents.values() for document in group]
    features = [made.feature(document, document.feature) for document in documents if document.feature]
    record = {
        "words": book.words.scripted_for_filters(),
        "state": [[css(state), book.words.state_name(state), STATE_MARKS[state]] for state in STATES],
        "kind": [["use-case", book.words.use_case], ["test-case", book.words.test_case]],
        "tag": [[anchor, tag] for tag, anchor in book.tag_anchors.items()],
        "persona": made.personas,
        "capabilities": [[book.href(HOME, page), title] for page, title in made.capabilities],
        "features": features,
    }
    text = json.dumps(record, separators=(",", ":")).replace("<", "\\u003c")
    return f"globalThis.specbookScenarios = {text};\n"


def filter_of(book: Book, page: str, kind: str, told: str = "") -> str:
    """Return where the script puts the filter of a page: of its `features`, or a list of all `scenarios`.

    `told` is for a reader whose browser runs no script.
    """
    root = book.href(page, HOME).removesuffix("index.html")
    place = f'<div class="sb-filter" data-sb-filter="{kind}" data-sb-from="{root}" data-search-exclude></div>'
    sources = (book.href(page, address) for address in (RECORD, f"{ASSETS}/{SCRIPT}"))
    scripts = "".join(f'<script src="{source}" defer></script>' for source in sources)
    without = f"<noscript>{told}</noscript>\n" if told else ""
    return f"{place}\n{without}{scripts}"


@dataclass(slots=True)
class _List:
    """Describes features and their scenarios; what many of them share is named once, and meant by its number."""

    book: Book
    tags: dict[str, int]
    personas: list[list[str]] = field(default_factory=list)
    capabilities: list[tuple[str, str]] = field(default_factory=list)
    _persona_numbers: dict[str, int] = field(default_factory=dict)
    _capability_numbers: dict[str, int] = field(default_factory=dict)
    _slugs: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        """Know each persona of product.yml by both of its names."""
        for persona in self.book.product.personas:
            self._new_persona(persona.title, persona.name, persona.title)

    def feature(self, document: GherkinDocument, feature: Feature) -> list[Any]:
        """Describe a feature: its address, title, capability, persona and language, then its scenarios."""
        book, uri = self.book, document.uri
        entries: dict[int, list[Entry]] = defaultdict(list)
        for entry in book.entries[uri].values():
            entries[entry.pickle.scenario.location.line].append(entry)
        shared = feature.tags
        scenarios = [self._scenario(uri, one, entries[one.scenario.location.line], shared) for one in book.flowing[uri]]
        href, title = book.href(HOME, book.places.features[uri]), feature_title(document)
        numbers = self._capability(uri.rpartition("/")[0]), self._persona(feature)
        return [href, title, *numbers, feature.language if book.spoken(feature) else "", scenarios]

    def _scenario(self, uri: str, one: Flowing, entries: Iterable[Entry], shared: Iterable[Tag]) -> list[Any]:
        """Describe a scenario: its name, anchor and Rule, then the numbers of its kind, states and tags."""
        scenario, rule = one.scenario, one.rule
        counts = Counter(entry.state for entry in entries)
        states = [[number, counts[state]] for number, state in enumerate(STATES) if counts[state]]
        tags = self.book.shown_tags((*shared, *(rule.tags if rule else ()), *_tags(scenario)))
        anchor = self.book.places.anchors[uri][scenario.location.line]
        named = [scenario.name or self.book.words.unnamed_scenario, anchor, rule.name if rule else ""]
        return [*named, int(not one.kind.is_use_case), states, [self.tags[tag] for tag in tags]]

    def _capability(self, folder: str) -> int:
        if folder not in self._capability_numbers:
            self._capability_numbers[folder] = len(self.capabilities)
            title = section_title(self.book.folders[folder])
            self.capabilities.append((self.book.places.folders[folder], title))
        return self._capability_numbers[folder]

    def _persona(self, feature: Feature) -> int:
        """Return the number of the persona whose story it is; -1 where there is none."""
        story = read_story(feature.description, feature.language)
        name = story.persona.text if story else ""
        if not name:
            return -1
        if name.casefold() not in self._persona_numbers:
            self._new_persona(name, name)
        return self._persona_numbers[name.casefold()]

    def _new_persona(self, title: str, *names: str) -> None:
        for name in names:
            self._persona_numbers.setdefault(name.casefold(), len(self.personas))
        self.personas.append([unique(slug(names[0], "persona"), self._slugs), title])


def _tags(scenario: Scenario) -> Iterable[Tag]:
    return (*scenario.tags, *(tag for examples in scenario.examples for tag in examples.tags))
