"""What the book says to programs: specs.json by its schema, and text pages that are Gherkin again."""

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from specbook.model import GherkinDocument
from specbook.reader import read_text
from test_pages import Staging, empty, passing, shop
from test_pages_built import HOSTILE

__all__ = ["empty", "shop"]

SCHEMA = json.loads((Path(__file__).parent.parent / "docs" / "specs.schema.json").read_text("utf-8"))


def specs_json(staging: Staging, audience: str = "internal") -> dict[str, Any]:
    record: dict[str, Any] = json.loads(staging.page("specs.json", audience))
    return record


def assert_follows_schema(record: dict[str, Any]) -> None:
    assert [error.message for error in Draft202012Validator(SCHEMA).iter_errors(record)] == []


@pytest.mark.parametrize("audience", ["internal", "public"])
def test_specs_json_follows_its_schema_whatever_there_is(shop: Staging, audience: str) -> None:
    shop.write("specs/broken.feature", "Feature: x\n  nonsense\n  Scenario: y\n    Given z\n    nonsense\n")
    shop.stage(shop.run(passing), audience=audience)
    record = specs_json(shop, audience)
    assert_follows_schema(record)
    assert sum(record["states"].values()) == len(shop.reconcile(audience=audience)[0].pickles)
    assert [one["path"] for one in record["unreadable"]] == (["specs/broken.feature"] if audience == "internal" else [])


def test_a_schema_that_holds_everything_would_be_noticed(shop: Staging) -> None:
    shop.stage()
    record = specs_json(shop)
    del record["features"][0]["scenarios"][0]["examples"][0]["state"]
    assert list(Draft202012Validator(SCHEMA).iter_errors(record))


def test_a_new_run_changes_no_page_of_text(shop: Staging) -> None:
    shop.stage(shop.run(passing))
    staged = shop.stage(shop.run(passing, identity="run-2", hours=30))
    assert [path for path in staged.written if path.endswith(".txt")] == []
    assert "2026" not in shop.page("specs/paying/card.txt")


def test_the_reason_of_a_failure_is_told_to_whom_details_are_shown(shop: Staging) -> None:
    run = shop.run(lambda pickle: ("FAILED", "the bank is down"))
    for audience, told in (("internal", "the bank is down"), ("public", "")):
        shop.stage(run, audience=audience)
        examples = specs_json(shop, audience)["features"][0]["scenarios"][0]["examples"]
        assert [example["reason"] for example in examples] == [told]


def fingerprints(document: GherkinDocument) -> list[tuple[str, str]]:
    return [(pickle.name, pickle.fingerprint) for pickle in document.pickles]


def assert_gherkin_again(staging: Staging, name: str) -> None:
    """Read a text page as Gherkin; the examples in it are those of the spec that it was made from."""
    again = read_text("again.feature", staging.page(f"specs/{name}.txt"))
    assert isinstance(again, GherkinDocument), again
    (spec,) = (one for one in staging.read_specs().documents if one.uri == f"specs/{name}.feature")
    assert fingerprints(again) == fingerprints(spec)


def test_a_text_page_is_gherkin_again(shop: Staging) -> None:
    shop.write("specs/fr.feature", "# language: fr\nFonctionnalité: Payer\n  Scénario: A\n    Étant donné que b\n")
    shop.stage(shop.run(passing))
    assert_gherkin_again(shop, "paying/card")
    assert_gherkin_again(shop, "fr")


@pytest.mark.parametrize("text", HOSTILE)
def test_any_text_is_gherkin_again(empty: Staging, text: str) -> None:
    cell = text.replace("\\", "\\\\").replace("|", "\\|")
    doc_string = f'"""\n      {text}\n        deeper\n\n      """'
    example = f"    Given {text}\n      | {cell} | b |\n    And b\n      {doc_string}\n"
    empty.write("specs/a.feature", f"Feature: {text}\n\n  Scenario: {text}\n{example}")
    empty.stage()
    assert_gherkin_again(empty, "a")


@pytest.mark.parametrize("delimiter", ['"""', "```"])
def test_a_delimiter_within_a_doc_string_is_escaped_again(empty: Staging, delimiter: str) -> None:
    escaped = "".join(f"\\{char}" for char in delimiter)
    text = f"{delimiter}json\n      {escaped}\n      {delimiter}"
    empty.write("specs/a.feature", f"Feature: A\n  Scenario: B\n    Given c\n      {text}\n")
    empty.stage()
    assert_gherkin_again(empty, "a")


def test_links_of_a_description_lead_to_texts_that_the_audience_may_see(shop: Staging) -> None:
    shop.stage(audience="public")
    text = shop.page("specs/paying/card.txt", "public")
    assert "See [refunds](refund.txt), more and" in text
    assert "a plan [" not in text
    assert "![theirs](https://example.org/x.png)" in text


def test_llms_txt_lists_every_feature_below_its_capability(shop: Staging) -> None:
    shop.stage(shop.run(passing), audience="public")
    text = shop.page("llms.txt", "public")
    assert text.startswith("# Harbour & Shop\n\n")
    assert "## Paying\n\nHow money gets to the shop.\n\n- [Pay by card](specs/paying/card.txt): As a shopper" in text
    assert "- [Refund](specs/paying/refund.txt): ✔ 1 of 1 verified" in text


def test_with_addresses_without_endings_the_text_stands_beside_the_folder_of_its_page(shop: Staging) -> None:
    shop.write("mkdocs.yml", "site_name: A\nuse_directory_urls: true\n")
    shop.stage()
    feature = specs_json(shop)["features"][0]
    assert (feature["page"], feature["text"]) == ("specs/paying/card/", "specs/paying/card.txt")
    assert (shop.docs() / feature["text"]).is_file()


def test_llms_txt_is_in_the_order_that_the_product_gives_its_capabilities(empty: Staging) -> None:
    for folder in ("apples", "zebras"):
        empty.write(f"specs/{folder}/a.feature", "Feature: One\n  Scenario: Two\n    Given three\n")
    empty.write("specs/product.yml", "order: [zebras, apples]\n")
    empty.stage()
    headings = [line for line in empty.page("llms.txt").splitlines() if line.startswith("## ")]
    assert [heading.lower() for heading in headings] == ["## zebras", "## apples"]
