"""A project with a text in every place where a text can stand, and a word of its own for each of those places."""

import re
from collections.abc import Callable, Iterator

from tests.sandbox import Sandbox

Say = Callable[[str], str]

FEATURE = '''\
# {comment}
{feature_tag}
Feature: {feature_name}
  {feature_description}

  As a {persona}
  I want {wish}
  so that {benefit}

  Background: {background_name}
    {background_description}

    Given it begins with {background_step}

  {scenario_tag}
  Scenario: {scenario_name}
    {scenario_description}

    # {step_comment}
    When it shows {step}
      | {header} | other |
      | {cell} | 1 |
    Then it says
      """
      {doc_string}
      """

  Scenario: {failing_name}
    Then it breaks with {failing_step}

  Rule: {rule_name}
    {rule_description}

    Scenario Outline: {outline_name}
      {outline_description}

      When it costs <price> for {outline_step}

      {examples_tag}
      Examples: {examples_name}
        {examples_description}

        | price | {column} |
        | 1 | {row} |
        | 2 | {row} |
'''
README = "# {readme_heading}\n\n{readme}\n"
PLACES = tuple(dict.fromkeys(re.findall(r"\{(\w+)\}", FEATURE)))
# What the step “it shows” keeps, and the failing one says, each with a word of its own after the step's own text.
KEPT = ("text", "caption", "command", "output", "body", "answer", "link", "picture", "log", "json", "header")
STEPS = r"""
from pytest_bdd import given, parsers, then, when

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060000000050001"
    "a5f645400000000049454e44ae426082"
)


@given(parsers.re("it begins with (?P<text>.*)"))
@when(parsers.re("it costs (?P<price>.*) for (?P<text>.*)"))
def it_goes_on(text):
    pass


@when(parsers.re("it shows (?P<text>.*)"))
def it_shows(text, evidence):
    evidence.text(f"{text} kept-text", f"{text} kept-caption")
    evidence.transcript(f"{text} kept-command", f"{text} kept-output", f"{text} kept-caption")
    evidence.exchange(
        caption=f"{text} kept-caption",
        method="POST",
        url="https://shop.example/orders",
        headers={"X-Header": f"{text} kept-header"},
        body=f"{text} kept-body",
        status=201,
        response_body=f"{text} kept-answer",
    )
    evidence.link("https://shop.example/orders/1", f"{text} kept-link")
    evidence.image(PNG, f"{text} kept-picture")
    evidence.log(f"{text} kept-log")
    evidence.json({"said": f"{text} kept-json"}, f"{text} kept-caption")


@then("it says")
def it_says(docstring):
    pass


@then(parsers.re("it breaks with (?P<text>.*)"))
def it_breaks(text):
    raise AssertionError(f"{text} failed")
"""


def write_steps(sandbox: Sandbox) -> None:
    sandbox.write("steps/plain.py", STEPS)


def feature(say: Say, tags: str = "") -> str:
    """Write a feature with a text in every place, and tags on top that decide who sees it."""
    said = {place: fitted(place, say(place)) for place in PLACES}
    return "\n".join(line.rstrip() for line in f"{tags}\n{FEATURE.format(**said)}".splitlines()) + "\n"


def fitted(place: str, text: str) -> str:
    """Write a text as Gherkin takes it at a place."""
    if place.endswith("_tag"):
        return "@" + (re.sub(r"[\s@#]", "", text) or "none")
    folded = " ".join(text.split())
    if place in {"header", "cell", "row", "column"}:
        return folded.replace("\\", "\\\\").replace("|", "\\|")
    return folded


def public_feature(name: str = "Pay") -> str:
    """Write a small feature that everybody may see."""
    return f"Feature: {name}\n  Scenario: Pay\n    Given it begins with nothing\n"


def markers(base: str) -> Iterator[str]:
    """Yield every word that `feature(marked(base))` and its run leave behind."""
    yield from (marked(base)(place) for place in PLACES)
    yield from (f"{marked(base)('step')} kept-{one}" for one in KEPT)
    yield f"{marked(base)('failing_step')} failed"


def marked(base: str) -> Say:
    """Say a word that tells of a base and a place."""
    return lambda place: f"PLOVER{base}{place.replace('_', '')}"
