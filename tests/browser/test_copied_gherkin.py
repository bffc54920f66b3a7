"""What the copy button gives, read again as Gherkin: the same scenario, in any language and whatever it holds."""

import subprocess
import sys
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import pytest
from steps.books import Book
from steps.browsers import Visit
from steps.projects import environment

from specbook.model import GherkinDocument, Location
from specbook.reader import dialect_keywords, read_text

ODD = r'''
  @one @two
  KEYWORD: Whatever “stands” <in> \ it
    Some words, and

    some more.

    # before a step
    GIVEN a  table {x} & <b>
      | a \| b | c \\ d | \n |
      # before a row
      |        | “≤”    | <i> |
    WHEN a text
      """markdown
      one
        \"\"\" two

      \three
      """
    THEN a text in ticks
      ```
      """
      | no | table |
      # no comment
      ```
'''
OUTLINE = """
  OUTLINE: About <what>
    GIVEN <what> of <price>

    @cheap
    EXAMPLES: few
      In a few words.

      | what   | price |
      | a \\| b | 1     |
      # and
      |        | 2     |

    EXAMPLES:
      | what | price |
      | c    | 3     |
"""
RULE = """
  RULE: The same but for values
    KEYWORD: One
      GIVEN a price of 1 euro

    # between the two
    @tag
    KEYWORD: Two
      GIVEN a price of 2 euros
"""
LANGUAGES = ("en", "fr", "ja", "ar", "em", "zh-CN")


def written(language: str) -> str:
    """Write the odd scenarios with the keywords of a language."""
    keywords = dialect_keywords(language)
    text = f"# language: {language}\n{keywords['feature'][0]}: Copied {language}\n{ODD}{OUTLINE}{RULE}"
    names = {"KEYWORD": "scenario", "OUTLINE": "scenarioOutline", "EXAMPLES": "examples", "RULE": "rule"}
    for name, key in names.items():
        text = text.replace(f"{name}:", f"{keywords[key][0]}:")
    for name in ("given", "when", "then"):
        text = text.replace(f"{name.upper()} ", next(one for one in keywords[name] if one != "* "))
    return text.replace("of 1 euro\n", "of 1 euros\n")


def parsed(text: str) -> GherkinDocument:
    document = read_text("a.feature", text)
    assert isinstance(document, GherkinDocument), document
    return document


def meaning(part: Any) -> Any:
    """Return a part without its places, and without the indentation of its descriptions."""
    if isinstance(part, Location):
        return None
    if isinstance(part, tuple):
        return [meaning(one) for one in part]
    if not is_dataclass(part):
        return part
    found = {field.name: meaning(getattr(part, field.name)) for field in fields(part)}
    if "description" in found:
        found["description"] = [line.strip() for line in found["description"].split("\n")]
    return found


@pytest.fixture(scope="module")
def copied_book(tmp_path_factory: pytest.TempPathFactory) -> Book:
    root: Path = tmp_path_factory.mktemp("copied")
    (root / "specs").mkdir()
    for language in LANGUAGES:
        (root / "specs" / f"{language}.feature").write_text(written(language), "utf-8")
    command = [sys.executable, "-m", "specbook", "build", "--strict", "--audience", "internal"]
    subprocess.run(command, cwd=root, env=environment(), check=True, capture_output=True)
    return Book(root / "site")


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_copied_scenario_is_the_one_that_was_written(
    copied_book: Book, visit_to: Callable[[Book], Visit], language: str
) -> None:
    visit = visit_to(copied_book)
    visit.go(f"specs/{language.lower()}.html")
    visit.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    visit.page.locator("#sb-reading-gherkin").check(force=True)
    visit.page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    original = parsed(written(language))
    assert original.feature
    found = []
    for button in visit.page.locator("button.sb-copy").all():
        button.click()
        visit.page.wait_for_timeout(50)
        found.append(str(visit.page.evaluate("navigator.clipboard.readText()")))
    scenarios = [scenario for _, scenario in original.feature.every_scenario()]
    assert len(found) == len(scenarios) == 4
    head = f"# language: {language}\n{original.feature.keyword}:\n"
    copies = [parsed(head + text) for text in found]
    again = [copy.feature.scenarios[0] for copy in copies if copy.feature]
    assert [meaning(one) for one in again] == [meaning(one) for one in scenarios]
    notes = [comment.text.strip() for copy in copies for comment in copy.comments]
    assert notes == [comment.text.strip() for comment in original.comments]
