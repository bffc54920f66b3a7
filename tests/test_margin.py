"""The margin of a page: every line of a spec has its place on the page, and what is said there is plain data."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from steps.books import Book, Element
from tests.everything import feature, marked, write_steps
from tests.sandbox import Sandbox

from specbook.config import find_project
from specbook.document_cache import read_specs
from specbook.finding import Finding, say
from specbook.model import GherkinDocument
from specbook.pages.line_places import LinePlaces
from specbook.pages.margin import Margins

MORE = """\

  Scenario: No steps at all

  Scenario Outline: No rows at all
    Given it begins with <nothing>

    Examples:
      | nothing |

  Rule: Of its own ground
    Background:
      Given it begins with a table:
        | key | value |
        | one | 1     |

    # What these are about
    @alike
    Example: One
      When it costs 1 for one
      Then it says
        ```
        one
        ```

    @alike
    Example: Two
      When it costs 2 for one
      Then it says
        ```
        one
        ```
    # The end
"""


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Sandbox:
    sandbox = Sandbox(tmp_path_factory.mktemp("margin"))
    write_steps(sandbox)
    sandbox.write("specs/all.feature", feature(lambda place: place.replace("_", " ")) + MORE)
    said = sandbox.specbook("build", "--audience", "internal")
    assert "pages in" in said.text, said.text
    return sandbox


@pytest.fixture(scope="module")
def document(shop: Sandbox) -> GherkinDocument:
    (document,) = read_specs(find_project(shop.root)).documents
    return document


@cache
def page(site: Path) -> Element:
    return Book(site).page_at("specs/all.html")


def shown(place: dict[str, Any], root: Path) -> Element | None:
    """Find on the built page what the script would; what it would not find is None."""
    whole = page(root / "site")
    if "id" in place:
        found = [one for one in whole.every() if one.attributes.get("id") == place["id"]]
        return found[0] if found else None
    if "story" in place:
        return next(iter(whole.every("blockquote")), None)
    if "background" in place:
        items = whole.every("section", class_="sb-background")[place["background"]].every("li", class_="sb-written")
    else:
        guides = [one for one in whole.every() if one.attributes.get("data-sb-steps") == place["steps"]]
        items = guides[0].every("li", class_="sb-step") if guides else []
    return items[place["step"]] if place["step"] < len(items) else None


def test_every_line_of_a_spec_has_a_place_on_its_page(shop: Sandbox, document: GherkinDocument) -> None:
    places = LinePlaces(document)
    for number in range(1, document.source.count("\n") + 3):
        at, near = places.of(number)
        assert shown({"id": near}, shop.root), number
        assert at, number
        assert all(shown(one, shop.root) for one in at), number


def test_a_step_is_found_where_it_stands_with_its_table_and_its_text(shop: Sandbox, document: GherkinDocument) -> None:
    places, steps = LinePlaces(document), 0
    lines = document.source.split("\n")
    for number, line in enumerate(lines, start=1):
        keyword, _, text = line.strip().partition(" ")
        if keyword in {"Given", "When", "Then"}:
            steps += 1
            at, _ = places.of(number)
            for one in at:
                item = shown(one, shop.root)
                assert item is not None, number
                assert text.split("<")[0].split(":")[0] in item.text, number
            if lines[number].strip()[:1] in {"|", '"', "`"}:
                assert places.of(number + 2) == (at, places.of(number)[1])
    assert steps == 11


def test_a_background_is_found_as_it_is_written_and_as_a_how_to_shows_it(document: GherkinDocument) -> None:
    line = document.source.split("\n").index("      Given it begins with a table:") + 1
    (written, guided), _ = LinePlaces(document).of(line)
    assert written == {"background": 1, "step": 0}
    assert guided["step"] == 1, "the feature's own Background comes before it"


def test_a_comment_speaks_of_what_follows_it(shop: Sandbox, document: GherkinDocument) -> None:
    line = document.source.split("\n").index("    # What these are about") + 1
    (place,), _ = LinePlaces(document).of(line)
    found = shown(place, shop.root)
    assert found is not None
    assert found.text == "One"


def test_of_a_spec_that_cannot_be_read_no_place_is_known() -> None:
    assert LinePlaces(None).of(3) == ([], "")


HOSTILE = "</script><img src=x onerror=alert(1)> {{ x }} `code"


def record(root: Path, document: GherkinDocument | None, *findings: Finding) -> Any:
    project = find_project(root)
    return json.loads(Margins(project, read_specs(project)).json(document, findings))


def test_findings_stand_in_the_order_of_the_file_with_what_their_checks_ask_for(
    shop: Sandbox, document: GherkinDocument
) -> None:
    late = Finding("specs/all.feature", 20, 1, "scenarios-have-steps", "error", say("No steps in {it}.", it=HOSTILE))
    early = Finding("specs/all.feature", 3, 1, "features-say-why", "warning", say("Why?"))
    told = record(shop.root, document, late, early)
    assert [one["line"] for one in told["findings"]] == [3, 20]
    assert told["findings"][1]["message"] == f"No steps in {HOSTILE}."
    assert [text for _, text in told["counts"]] == ["✖ error: 1", "▲ warning: 1"]
    assert set(told["checks"]) == {"scenarios-have-steps", "features-say-why"}
    assert told["read"] is True


def test_what_the_page_of_an_unreadable_spec_says_itself_is_not_said_twice(shop: Sandbox) -> None:
    torn = Finding("specs/all.feature", 3, 1, "parses", "error", say("Torn."))
    told = record(shop.root, None, torn)
    assert (told["findings"], told["counts"], told["read"]) == ([], [], False)


def test_in_a_language_that_the_checks_do_not_speak_they_say_so(sandbox: Sandbox) -> None:
    sandbox.write("specs/pay.feature", "Feature: Pay\n")
    sandbox.write("mkdocs.yml", "site_name: Winkel\ntheme: {name: material, language: nl}\n")
    assert record(sandbox.root, None)["languages"] == {"findings": "en", "checks": "en"}
    sandbox.write("mkdocs.yml", "site_name: Boutique\ntheme: {name: material, language: fr}\n")
    assert record(sandbox.root, None)["languages"] == {"findings": "fr", "checks": "en"}


@pytest.mark.parametrize("audience", ["public", "internal"])
def test_no_built_book_has_a_margin_or_what_fills_one(shop: Sandbox, audience: str) -> None:
    shop.write("specs/bare.feature", f"Feature: Bare\n\n  Scenario: {marked('bare')('name')}\n")
    assert shop.specbook("build", "--audience", audience).code == 0
    files = [
        path for folder in ("site", ".specbook/book") for path in (shop.root / folder).rglob("*") if path.is_file()
    ]
    names = {path.name for path in files}
    assert "specbook.js" in names
    assert not names & {"live.js", "margin.js", "margin.css", "margin.json", "findings.json"}
    health = {path for path in files if path.parent.name == "team"}
    for path in files:
        text = path.read_bytes()
        assert b"sb-finding" not in text, path
        assert b"would pass unchecked" not in text or path in health or path.name == "search_index.json", path
