"""What programs read of a built book: specs.json, and files of plain text."""

import json
from pathlib import Path
from typing import Any
from urllib.parse import urldefrag

from jsonschema import Draft202012Validator
from pytest_bdd import parsers, then
from steps.books import Book

SCHEMA = Path(__file__).parent.parent / "docs" / "specs.schema.json"


def specs_json(book: Book) -> dict[str, Any]:
    """Read what the book says to programs."""
    record: dict[str, Any] = json.loads((book.site / "specs.json").read_text("utf-8"))
    return record


def examples_in(record: dict[str, Any]) -> list[dict[str, str]]:
    """List the examples of a specs.json as a reader of tables would."""
    return [
        {
            "feature": feature["name"],
            "scenario": scenario["name"],
            "row": str(example["row"]),
            "state": example["state"],
            "address": f"{feature['page']}#{example['anchor']}",
        }
        for feature in record["features"]
        for scenario in feature["scenarios"]
        for example in scenario["examples"]
    ]


@then("specs.json follows its published schema")
def follows_its_schema(book: Book) -> None:
    validator = Draft202012Validator(json.loads(SCHEMA.read_text("utf-8")))
    assert [error.message for error in validator.iter_errors(specs_json(book))] == []


@then("specs.json holds these examples")
def holds_these_examples(book: Book, datatable: list[list[str]]) -> None:
    header, *rows = datatable
    assert examples_in(specs_json(book)) == [dict(zip(header, row, strict=True)) for row in rows]


@then("every address in specs.json leads to its place in the book")
def every_address_leads(book: Book) -> None:
    pages = book.pages()
    for example in examples_in(specs_json(book)):
        page, anchor = urldefrag(example["address"])
        assert [one.attributes["id"] for one in pages[page].every() if one.attributes.get("id") == anchor] == [anchor]


@then(parsers.parse('the file "{path}" of the book says'))
def the_file_says(book: Book, path: str, docstring: str) -> None:
    text = (book.site / path).read_text("utf-8")
    assert docstring in text, text
