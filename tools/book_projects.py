"""Write the specs that `make bench` builds books of, and the same texts as plain pages of fenced Gherkin."""

from __future__ import annotations

import json
import random
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SEED = 7
FEATURES_OF_A_FOLDER = 25
_NOUNS = ("parcel", "rope", "lamp", "barrel", "chart", "sail", "buoy", "anchor", "flag", "crate")
_VERBS = ("count", "carry", "order", "pack", "sell", "weigh", "label", "stack", "check", "ship")
_PERSONAS = ("clerk", "captain", "shopper", "baker")
# One definition takes every step: what a run costs is measured elsewhere.
_STEPS = """\
from pytest_bdd import given, parsers, then, when


@given(parsers.re(".*"))
@when(parsers.re(".*"))
@then(parsers.re(".*"))
def anything():
    pass
"""


@dataclass(frozen=True, slots=True)
class Spec:
    """One feature: its path below the specs, without an ending, its name, and its text."""

    path: str
    name: str
    text: str


def all_specs(count: int) -> Iterator[Spec]:
    """Yield features of ten examples each: a Background, four scenarios with tables, and a Rule with an outline."""
    words = random.Random(SEED)  # noqa: S311
    for number in range(count):
        folder = number // FEATURES_OF_A_FOLDER
        name = f"{_some(words, 3).capitalize()} {number}"
        path = f"part_{folder}/feature_{number}"
        yield Spec(path, name, _feature(words, name))


def write_book(root: Path, count: int) -> None:
    """Write a project of Specbook."""
    _write(root / "pyproject.toml", '[project]\nname = "bench"\nversion = "1"\n')
    _write(root / ".gitignore", ".specbook/\nsite/\n__pycache__/\n")
    _write(root / "steps/all.py", _STEPS)
    for spec in all_specs(count):
        _write(root / f"specs/{spec.path}.feature", spec.text)


def write_fenced(root: Path, count: int, features: tuple[str, ...]) -> None:
    """Write a site of MkDocs and Material: a page for each feature, its text fenced; `features` are the theme's."""
    config = {
        "site_name": "Bench",
        "use_directory_urls": False,
        "theme": {"name": "material", "font": False, "features": list(features)},
        "plugins": ["search"],
        "markdown_extensions": ["pymdownx.highlight", "pymdownx.superfences", "attr_list", "admonition", "tables"],
    }
    _write(root / "mkdocs.yml", json.dumps(config))  # JSON is YAML
    _write(root / "docs/index.md", "# Bench\n")
    for spec in all_specs(count):
        _write(root / f"docs/{spec.path}.md", f"# {spec.name}\n\n```gherkin\n{spec.text}```\n")


def _feature(words: random.Random, name: str) -> str:
    parts = [
        f"@{words.choice(_NOUNS)} @owner:{words.choice(_NOUNS)}\nFeature: {name}\n",
        f"  As a {words.choice(_PERSONAS)}\n  I want to {_some(words, 4)}\n  so that {_some(words, 5)}.\n",
        f"  Background:\n    Given a {_some(words, 3)}\n",
        *(_scenario(words, number) for number in range(4)),
        _rule(words),
    ]
    return "\n".join(parts)


def _scenario(words: random.Random, number: int) -> str:
    rows = "".join(f"      | {words.choice(_NOUNS)} | {words.randint(1, 99)} |\n" for _ in range(3))
    return (
        f"  Scenario: {_some(words, 4).capitalize()} {number}\n"
        f"    Given the {_some(words, 4)}\n    And {words.randint(1, 99)} {_some(words, 3)}:\n"
        f"      | name | count |\n{rows}"
        f'    When the clerk {_some(words, 4)} "{_some(words, 1)}"\n'
        f"    Then the {_some(words, 5)}\n    And the {_some(words, 4)} is {words.randint(1, 99)}\n"
    )


def _rule(words: random.Random) -> str:
    rows = "".join(
        f"        | {words.choice(_NOUNS)} | {words.randint(1, 99)} | {words.randint(1, 999)} |\n" for _ in range(6)
    )
    return (
        f"  Rule: {_some(words, 4)}\n\n    Scenario Outline: {_some(words, 4)}\n"
        f"      When <count> of <name> are {_some(words, 3)}\n      Then the {_some(words, 4)} is <result>\n\n"
        f"      Examples:\n        | name | count | result |\n{rows}"
    )


def _some(words: random.Random, count: int) -> str:
    return " ".join(words.choice([*_NOUNS, *_VERBS]) for _ in range(count))


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
