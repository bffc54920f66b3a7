"""Odd input, and the corpora that others wrote."""

import json
import os
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import pytest

from specbook.model import GherkinDocument, Location
from specbook.reader import read_file, read_text
from specbook.results.envelopes import gherkin_document, pickle

ROOT = Path(__file__).parent.parent
CORPORA = Path(os.environ.get("SPECBOOK_CORPORA") or ROOT.parent / "shared" / "corpora")
needs_corpora = pytest.mark.skipif(not CORPORA.is_dir(), reason="the corpora are not here: set SPECBOOK_CORPORA")


def corpus(*parts: str) -> list[Path]:
    return sorted(path for path in CORPORA.joinpath(*parts).rglob("*.feature*") if path.suffix in {".feature", ".md"})


def document(text: str, uri: str = "specs/a.feature") -> GherkinDocument:
    read = read_text(uri, text)
    assert isinstance(read, GherkinDocument), read
    return read


def outline(header: str, value: str, text: str) -> str:
    steps = f"    Given {text}\n\n    Examples:\n      | {header} |\n      | {value} |\n"
    return document(f"Feature: A\n  Scenario Outline: B\n{steps}").pickles[0].steps[0].text


def places(node: Any) -> Iterator[Any]:
    """Yield every part of a document that should know where it stands."""
    if isinstance(node, tuple):
        for item in node:
            yield from places(item)
    elif is_dataclass(node) and not isinstance(node, Location):
        yield node
        for field in fields(node):
            yield from places(getattr(node, field.name))


def without_ids(node: Any) -> Any:
    """Leave out what differs between two readers that agree: ids, the uri, and empty fields."""
    if isinstance(node, list):
        return [without_ids(item) for item in node]
    if not isinstance(node, dict):
        return node
    ignored = {"id", "astNodeId", "astNodeIds", "uri"}
    return {key: without_ids(value) for key, value in node.items() if key not in ignored and value not in ([], "", {})}


@needs_corpora
@pytest.mark.parametrize("path", corpus("gherkin-testdata", "good"), ids=lambda path: path.name)
def test_a_good_file_reads_as_gherkin_itself_says(path: Path) -> None:
    read = read_file(path, path.parent)
    assert isinstance(read, GherkinDocument)
    asts = path.with_name(path.name + ".ast.ndjson")
    expected = json.loads(asts.read_text("utf-8").splitlines()[0])
    assert without_ids(gherkin_document(read)) == without_ids(expected)
    lines = path.with_name(path.name + ".pickles.ndjson").read_text("utf-8").splitlines()
    own = [one for one in read.pickles if one.row or not one.scenario.examples]
    assert [without_ids(pickle(one)) for one in own] == [without_ids(json.loads(line)) for line in lines]


@needs_corpora
@pytest.mark.parametrize("path", corpus("gherkin-testdata", "bad"), ids=lambda path: path.name)
def test_a_bad_file_has_all_its_errors_with_their_places(path: Path) -> None:
    lines = path.with_name(path.name + ".errors.ndjson").read_text("utf-8").splitlines()
    expected = [json.loads(line)["parseError"]["source"]["location"] for line in lines]
    errors = read_file(path, path.parent)
    assert isinstance(errors, tuple)
    assert [(one.line, one.column) for one in errors] == [(one["line"], one.get("column", 1)) for one in expected]


@needs_corpora
@pytest.mark.parametrize("path", corpus("i18n"), ids=lambda path: "-".join(path.relative_to(CORPORA).parts[1:]))
def test_a_file_in_any_language_reads_and_every_part_knows_its_place(path: Path) -> None:
    read = read_file(path, CORPORA)
    assert isinstance(read, GherkinDocument)
    assert read.pickles
    assert all(isinstance(node.location, Location) for node in places(read.feature))


def test_eleven_mistakes_are_all_told() -> None:
    errors = read_text("a.feature", "Feature: A\n  Scenario: B\n    Given c\n" + "    wrong\n" * 11)
    assert isinstance(errors, tuple)
    assert [one.line for one in errors] == list(range(4, 15))


@pytest.mark.parametrize("header", ["price ($)", "(x", "a.b", "x*", "[y]", "\\d"])
def test_a_header_is_taken_literally(header: str) -> None:
    assert outline(header.replace("\\", "\\\\"), "3", f"it is <{header}>") == "it is 3"


@pytest.mark.parametrize(
    ("written", "meant"), [("C:\\\\new", "C:\\new"), ("\\1", "\\1"), ("a\\nb", "a\nb"), ("<x>", "<x>")]
)
def test_a_value_is_taken_literally(written: str, meant: str) -> None:
    assert outline("x", written, "it is <x>") == f"it is {meant}"


@pytest.mark.parametrize("text", ["", "\n\n", "# only a comment\n", "\ufeff"])
def test_a_file_without_a_feature_is_read_as_that(text: str) -> None:
    assert document(text).feature is None


def test_a_byte_order_mark_and_windows_lines_change_nothing(tmp_path: Path) -> None:
    plain = "Feature: A\n  Scenario: B\n    Given c\n"
    (tmp_path / "a.feature").write_bytes(b"\xef\xbb\xbf" + plain.replace("\n", "\r\n").encode())
    read = read_file(tmp_path / "a.feature", tmp_path)
    assert isinstance(read, GherkinDocument)
    assert [one.fingerprint for one in read.pickles] == [one.fingerprint for one in document(plain).pickles]


@pytest.mark.parametrize("encoding", ["utf-16", "latin-1"])
def test_a_file_in_another_encoding_is_an_error_with_its_place(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "a.feature").write_bytes("Feature: é\n".encode(encoding))
    errors = read_file(tmp_path / "a.feature", tmp_path)
    assert isinstance(errors, tuple)
    assert "UTF-8" in errors[0].message


def test_an_outline_without_rows_is_one_example_that_cannot_run() -> None:
    text = "Feature: A\n  Scenario Outline: B\n    Given <c>\n"
    assert [one.vacuous for one in document(text).pickles] == ["an outline without rows"]
    assert [one.vacuous for one in document(text + "    Examples:\n      | c |\n").pickles] == [
        "an outline without rows"
    ]
    full = text + "    Examples:\n      | c |\n    Examples:\n      | c |\n      | 1 |\n"
    assert [(one.vacuous, one.row_number) for one in document(full).pickles] == [("", 1)]


def test_a_table_and_a_doc_string_may_come_in_either_order() -> None:
    table, text = "      | a |\n", '      """json\n      {}\n      """\n'
    for argument in (table + text, text + table):
        (step,) = document(f"Feature: A\n  Scenario: B\n    Given c\n{argument}").pickles[0].steps
        assert step.data_table
        assert step.doc_string
        assert step.doc_string.media_type == "json"
