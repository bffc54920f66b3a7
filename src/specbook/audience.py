"""What one audience may see, of specs and of results: decided here, and nowhere else."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from specbook.comments import comments_among
from specbook.errors import SettingsError, nearest
from specbook.matching import match_runs
from specbook.model import Location, Tag

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from specbook.model import Capability, Feature, GherkinDocument, Pickle, Rule, Scenario, Specs
    from specbook.product import Audience, Product
    from specbook.results.run import Result, Run

_PREFIX = "@audience:"
_NOWHERE = Location(1)


def for_audience(
    specs: Specs, runs: Iterable[Run], product: Product, audience: Audience
) -> tuple[Specs, tuple[Run, ...]]:
    """Leave out everything that an audience may not see; nothing after this knows that it was there.

    Every level that names audiences (folder, feature, rule, scenario, Examples) narrows who sees what is in it.
    Raises SettingsError for a tag or a folder that names an unknown audience.
    """
    _check_names(specs, product)
    known = {one.name.casefold(): one.name for one in product.audiences}
    policy = _Policy(product, audience, {capability.path: capability for capability in specs.capabilities}, known)
    documents = tuple(filter(None, map(policy.document, specs.documents)))
    errors = specs.errors if audience.details else ()
    errors = tuple(error for error in errors if policy.sees_file(error.uri))
    unparsed = tuple(one for one in specs.unparsed if audience.details and policy.sees_file(one[0]))
    uris = [*(document.uri for document in documents), *(error.uri for error in errors)]
    capabilities = tuple(one for one in specs.capabilities if policy.sees_capability(one, uris))
    kept = replace(specs, documents=documents, errors=errors, unparsed=unparsed, capabilities=capabilities)
    return kept, tuple(policy.run(run, specs.pickles, kept.pickles) for run in runs)


def _check_names(specs: Specs, product: Product) -> None:
    """Raise SettingsError for the first README or tag that names an unknown audience."""
    known = [audience.name for audience in product.audiences]
    for capability in specs.capabilities:
        if capability.audience and capability.audience not in known:
            told = f"there is no audience “{capability.audience}”. {nearest(capability.audience, known)}"
            raise SettingsError(f"{capability.path}/README.md:1: {told}")
    for document in specs.documents:
        for tag in document.feature.every_tag() if document.feature else ():
            name = tag.name.removeprefix(_PREFIX)
            if tag.name.startswith(_PREFIX) and name not in known:
                told = f"the tag {tag.name} names an unknown audience. {nearest(name, known)}"
                raise SettingsError(f"{document.uri}:{tag.location.line}: {told}")


@dataclass(frozen=True, slots=True)
class _Policy:
    product: Product
    audience: Audience
    capabilities: dict[str, Capability]
    known: dict[str, str]

    def document(self, document: GherkinDocument) -> GherkinDocument | None:
        """Return what is left of a file, without its source, with comments only for details; None where nothing is."""
        feature = document.feature
        if not feature or not self.sees_file(document.uri, feature.tags):
            return None
        if not self._named(feature.every_tag()):
            return replace(document, source="", comments=document.comments if self.audience.details else ())
        left = self._feature(feature)
        if left is None:
            return None
        own = {scenario.location: scenario for _, scenario in left.every_scenario()}
        rules = {rule.location: rule for rule in left.rules}
        pickles = tuple(
            _relinked(pickle, own[pickle.scenario.location], rules, self._shown(pickle.tags))
            for pickle in document.pickles
            if pickle.scenario.location in own and self._sees_examples(pickle)
        )
        comments = comments_among(document, left) if self.audience.details else ()
        return replace(document, source="", comments=comments, feature=left, pickles=pickles)

    def run(self, run: Run, specified: Sequence[Pickle], kept: Sequence[Pickle]) -> Run:
        """Return a run with the results of the kept examples, without messages unless the audience gets details.

        Whose result it is, is found among all examples: one that is hidden lends its result to no other.
        """
        mine = run.results
        if len(kept) < len(specified):
            places = {(pickle.uri, pickle.location) for pickle in kept}
            pairs = match_runs(specified, [run])
            shown = (one for index, one in pairs if (specified[index].uri, specified[index].location) in places)
            told = {id(result) for mention in shown for result in (mention.partner, mention.result)}
            mine = tuple(result for result in run.results if id(result) in told)
        results = tuple(map(self._told, mine))
        left = replace(run, results=results, unfinished=())
        return left if self.audience.details else replace(left, problems=(), definitions=())

    def _told(self, result: Result) -> Result:
        """Take out of a result what this audience is not told, and what was attached while the example was hidden."""
        if any(step.attachments for step in result.steps) and not self._saw(result):
            result = replace(result, steps=tuple(replace(step, attachments=()) for step in result.steps))
        if self.audience.details:
            return result
        return result.without_words()

    def _saw(self, result: Result) -> bool:
        return self.sees_file(result.uri, tuple(Tag(_NOWHERE, name) for name in result.tags))

    def sees_capability(self, capability: Capability, uris: Iterable[str]) -> bool:
        """Tell whether a folder's story is for this audience, or a folder without one leads to a file that is."""
        folders = list(self._folder_audiences(capability.path))
        if not all(map(self._allows, folders)):
            return False
        if capability.readme.strip():
            return bool(folders) or self._allows(frozenset({self.product.untagged}))
        return any(uri.startswith(f"{capability.path}/") for uri in uris)

    def sees_file(self, uri: str, tags: tuple[Tag, ...] = ()) -> bool:
        folders = list(self._folder_audiences(uri.rpartition("/")[0]))
        return all(map(self._allows, folders)) and self._sees(tags, default=not folders)

    def _folder_audiences(self, path: str) -> Iterable[frozenset[str]]:
        """Yield, for each folder up to the root, the audiences that it names, if any."""
        parts = path.split("/")
        for folder in (".", *("/".join(parts[:end]) for end in range(1, len(parts) + 1))):
            names = {one.name for one in self.product.audiences if folder in one.folders}
            capability = self.capabilities.get(folder)
            if capability and capability.audience:
                names.add(capability.audience)
            if names:
                yield frozenset(names)

    def _sees(self, tags: tuple[Tag, ...], *, default: bool = False) -> bool:
        names = self._named(tags)
        if not names:
            return self._allows(frozenset({self.product.untagged})) if default else True
        return self._allows(names)

    def _allows(self, names: frozenset[str]) -> bool:
        return bool(names & self.audience.sees)

    def _named(self, tags: Iterable[Tag]) -> frozenset[str]:
        return frozenset(filter(None, (self._audience_of(tag.name) for tag in tags)))

    def _audience_of(self, tag: str) -> str:
        """Read `@audience:NAME` or, for a known audience, `@NAME` in any case; empty for any other tag."""
        if tag.startswith(_PREFIX):
            return tag.removeprefix(_PREFIX)
        return self.known.get(tag[1:].casefold(), "")

    def _shown(self, tags: tuple[Tag, ...]) -> tuple[Tag, ...]:
        return tuple(tag for tag in tags if not self._audience_of(tag.name) or self._sees((tag,)))

    def _feature(self, feature: Feature) -> Feature | None:
        scenarios = self._scenarios(feature.scenarios)
        rules = tuple(filter(None, map(self._rule, feature.rules)))
        if not scenarios and not rules and (feature.scenarios or feature.rules):
            return None
        return replace(feature, tags=self._shown(feature.tags), scenarios=scenarios, rules=rules)

    def _rule(self, rule: Rule) -> Rule | None:
        scenarios = self._scenarios(rule.scenarios)
        if not self._sees(rule.tags) or (rule.scenarios and not scenarios):
            return None
        return replace(rule, tags=self._shown(rule.tags), scenarios=scenarios)

    def _scenarios(self, scenarios: tuple[Scenario, ...]) -> tuple[Scenario, ...]:
        return tuple(filter(None, map(self._scenario, scenarios)))

    def _scenario(self, scenario: Scenario) -> Scenario | None:
        examples = tuple(
            replace(block, tags=self._shown(block.tags)) for block in scenario.examples if self._sees(block.tags)
        )
        if not self._sees(scenario.tags) or (scenario.examples and not examples):
            return None
        return replace(scenario, tags=self._shown(scenario.tags), examples=examples)

    def _sees_examples(self, pickle: Pickle) -> bool:
        return pickle.examples is None or self._sees(pickle.examples.tags)


def _relinked(pickle: Pickle, scenario: Scenario, rules: dict[Location, Rule], tags: tuple[Tag, ...]) -> Pickle:
    """Point an example at the parts of the file that are left."""
    examples = next(
        (one for one in scenario.examples if pickle.examples and one.location == pickle.examples.location), None
    )
    rule = rules[pickle.rule.location] if pickle.rule else None
    return replace(pickle, scenario=scenario, rule=rule, examples=examples, tags=tags)
