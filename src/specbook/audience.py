"""What one audience may see, of specs and of results: decided here, and nowhere else."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from specbook.errors import SettingsError, nearest

if TYPE_CHECKING:
    from collections.abc import Iterable

    from specbook.model import Capability, Feature, GherkinDocument, Location, Pickle, Rule, Scenario, Specs, Tag
    from specbook.product import Audience, Product
    from specbook.results.run import Result, Run


def for_audience(
    specs: Specs, runs: Iterable[Run], product: Product, audience: Audience
) -> tuple[Specs, tuple[Run, ...]]:
    """Leave out everything that an audience may not see; nothing after this knows that it was there.

    Every level that names audiences (folder, feature, rule, scenario, Examples) narrows who sees what is in it.
    Raises SettingsError for a tag or a folder that names an unknown audience.
    """
    policy = _Policy(product, audience, {capability.path: capability for capability in specs.capabilities})
    documents = tuple(filter(None, map(policy.document, specs.documents)))
    capabilities = tuple(one for one in specs.capabilities if policy.sees_folder(one.path))
    errors = specs.errors if audience.details else ()
    unparsed = specs.unparsed if audience.details else ()
    kept = replace(specs, documents=documents, errors=errors, unparsed=unparsed, capabilities=capabilities)
    return kept, tuple(policy.run(run) for run in runs)


@dataclass(frozen=True, slots=True)
class _Policy:
    product: Product
    audience: Audience
    capabilities: dict[str, Capability]

    def document(self, document: GherkinDocument) -> GherkinDocument | None:
        """Return what is left of a file, without comments and source; None where nothing is."""
        feature = document.feature
        if not feature or not self.sees_file(document.uri, feature.tags):
            return None
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
        return replace(document, source="", comments=(), feature=left, pickles=pickles)

    def run(self, run: Run) -> Run:
        """Return a run without results of others, and without messages unless the audience gets details."""
        results = (result for result in run.results if self._sees_result(result.tags))
        kept = tuple(results) if self.audience.details else tuple(_without_messages(result) for result in results)
        return replace(run, results=kept, unfinished=(), problems=run.problems if self.audience.details else ())

    def sees_folder(self, path: str) -> bool:
        return all(self._allows(names) for names in self._folder_audiences(path))

    def sees_file(self, uri: str, tags: tuple[Tag, ...]) -> bool:
        folders = list(self._folder_audiences(uri.rpartition("/")[0]))
        return all(map(self._allows, folders)) and self._sees(tags, default=not folders)

    def _folder_audiences(self, path: str) -> Iterable[frozenset[str]]:
        """Yield, for each folder up to the root, the audiences that it names, if any."""
        parts = path.split("/")
        for end in range(1, len(parts) + 1):
            folder = "/".join(parts[:end])
            names = {one.name for one in self.product.audiences if folder in one.folders}
            capability = self.capabilities.get(folder)
            if capability and capability.audience:
                names.add(self.product.audience(capability.audience).name)
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
        """Read `@audience:NAME` or, for a known audience, `@NAME`; empty for any other tag."""
        known = [one.name for one in self.product.audiences]
        if tag.startswith("@audience:"):
            name = tag.removeprefix("@audience:")
            if name not in known:
                raise SettingsError(f"the tag {tag} names an unknown audience. {nearest(name, known)}")
            return name
        return tag[1:] if tag[1:] in known else ""

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

    def _sees_result(self, tags: frozenset[str]) -> bool:
        names = frozenset(filter(None, map(self._audience_of, tags)))
        return not names or self._allows(names)


def _relinked(pickle: Pickle, scenario: Scenario, rules: dict[Location, Rule], tags: tuple[Tag, ...]) -> Pickle:
    """Point an example at the parts of the file that are left."""
    examples = next(
        (one for one in scenario.examples if pickle.examples and one.location == pickle.examples.location), None
    )
    rule = rules[pickle.rule.location] if pickle.rule else None
    return replace(pickle, scenario=scenario, rule=rule, examples=examples, tags=tags)


def _without_messages(result: Result) -> Result:
    steps = tuple(replace(step, message="") for step in result.steps)
    failure, died = "failed" if result.failure else "", "failed" if result.died else ""
    return replace(result, steps=steps, failure=failure, died=died)
