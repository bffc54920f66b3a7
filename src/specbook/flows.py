"""Which scenario is a use case, which is test cases, and why."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from specbook.config import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specbook.model import Feature, Rule, Scenario, Tag

Flow = Literal["main", "alternative", "error"]

_ERROR_WORDS = re.compile(
    r"\b(refus\w*|reject\w*|den(?:y|ied|ies)|fail\w*|error\w*|invalid\w*|wrong\w*|missing|expired?|forbidden|unknown"
    r"|cannot|can['’]t|too (?:many|long|large|late)|broken|unreadable"
    r"|rejet\w*|échou\w*|échec\w*|erreur\w*|invalide\w*|interdit\w*|inconnue?s?|impossible|manquante?s?|expirée?s?)\b",
    re.IGNORECASE,
)
_TEST_WORDS = re.compile(
    r"\b(test cases?|edge cases?|corner cases?|boundar(?:y|ies)|limits?|combinations?|variants?|variations?"
    r"|cas de test|cas limites?|combinaisons?|variantes?|valeurs? limites?)\b",
    re.IGNORECASE,
)


Clue = Literal["tag", "name", "examples", "rule", "outside of rules", "first", "another one is main"]
WHY: dict[Clue, str] = {
    "tag": "it is tagged {found}",
    "name": "its name says “{found}”",
    "examples": "its examples are called “{found}”",
    "rule": "it is an example of a Rule",
    "outside of rules": "it stands outside the feature's Rules",
    "first": "it comes first, and no other is tagged as the main one",
    "another one is main": "another one is the main use case",
}


@dataclass(frozen=True, slots=True)
class Kind:
    """What a scenario is: a use case with its flow, or test cases (`flow` is None); what decided it, found where."""

    flow: Flow | None
    clue: Clue
    found: str = ""

    @property
    def why(self) -> str:
        return WHY[self.clue].replace("{found}", self.found)

    @property
    def is_use_case(self) -> bool:
        return self.flow is not None


@dataclass(frozen=True, slots=True)
class Flowing:
    """A scenario with its Rule and its kind; test cases name the use case that they belong to."""

    rule: Rule | None
    scenario: Scenario
    kind: Kind
    use_case: Scenario | None = None


def flows(feature: Feature, settings: Settings | None = None) -> tuple[Flowing, ...]:
    """Decide the kind of every scenario of a feature, in the order of the file."""
    kinds = list(_kinds(feature, settings or Settings()))
    return tuple(
        Flowing(rule, scenario, kind, None if kind.is_use_case else _use_case_for(rule, kinds))
        for rule, scenario, kind in kinds
    )


def _kinds(feature: Feature, settings: Settings) -> Iterator[tuple[Rule | None, Scenario, Kind]]:
    """Decide in the order of the file; where one is tagged as the main flow, those before it are alternatives too."""
    scenarios = [scenario for _, scenario in feature.every_scenario()]
    main = next((one for one in scenarios if _is_tagged_main(one, settings)), None)
    for rule, scenario in feature.every_scenario():
        kind = _kind(feature, rule, scenario, main is not None and main is not scenario, settings)
        main = scenario if kind.flow == "main" else main
        yield rule, scenario, kind


def _is_tagged_main(scenario: Scenario, settings: Settings) -> bool:
    named = _by_tag(scenario.tags, settings)
    return (
        named is not None and named.flow == "main" and any(tag.name in settings.main_flow_tags for tag in scenario.tags)
    )


def _kind(feature: Feature, rule: Rule | None, scenario: Scenario, has_main: bool, settings: Settings) -> Kind:
    """Ask each clue in turn: tag, structure, the name of an Examples table, the words of the name, the order."""
    named = _by_tag(scenario.tags, settings)
    if named:
        return _placed(named, has_main)
    if feature.rules:
        if rule:
            return Kind(None, "rule")
        return _by_error_words(scenario) or _placed(Kind("main", "outside of rules"), has_main)
    for examples in scenario.examples:
        if _TEST_WORDS.search(examples.name):
            return Kind(None, "examples", examples.name)
    worded = _by_test_words(scenario) or _by_error_words(scenario)
    if worded:
        return worded
    if has_main:
        return Kind("alternative", "another one is main")
    return Kind("main", "first")


def _by_tag(tags: tuple[Tag, ...], settings: Settings) -> Kind | None:
    names = [tag.name for tag in tags]
    if not names:
        return None
    for known, flow in (
        (settings.test_case_tags, None),
        (settings.error_flow_tags, "error"),
        (settings.alternative_flow_tags, "alternative"),
        (settings.main_flow_tags, "main"),
        (settings.use_case_tags, "main"),
    ):
        found = next((name for name in names if name in known), "")
        if found:
            return Kind(flow, "tag", found)  # type: ignore[arg-type]
    return None


def _placed(kind: Kind, has_main: bool) -> Kind:
    """Let only one use case of a feature be its main flow."""
    return replace(kind, flow="alternative") if kind.flow == "main" and has_main else kind


def _by_test_words(scenario: Scenario) -> Kind | None:
    test = _TEST_WORDS.search(scenario.name)
    return Kind(None, "name", test[0]) if test else None


def _by_error_words(scenario: Scenario) -> Kind | None:
    error = _ERROR_WORDS.search(scenario.name)
    return Kind("error", "name", error[0]) if error else None


def _use_case_for(rule: Rule | None, kinds: list[tuple[Rule | None, Scenario, Kind]]) -> Scenario | None:
    """Find the use case that test cases belong to: in their Rule, else the feature's first."""
    use_cases = [(owner, scenario) for owner, scenario, kind in kinds if kind.is_use_case]
    near = [scenario for owner, scenario in use_cases if owner is rule]
    return near[0] if near else next((scenario for _, scenario in use_cases), None)
