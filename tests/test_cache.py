"""What is kept of a text for the next time: never taken for another text, and never missed."""

import os
import pickle
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.sandbox import Sandbox

from specbook.cache import Cache
from specbook.document_cache import DocumentCache
from specbook.model import GherkinDocument
from specbook.reader import feature_files, read_file
from specbook.results.folder import read_run

ROOT = Path(__file__).parent.parent
SPEC = "Feature: Pay\n  Scenario: One\n    Given all is well\n"


@pytest.fixture
def documents(tmp_path: Path) -> DocumentCache:
    (tmp_path / "pay.feature").write_text(SPEC, "utf-8")
    return DocumentCache(tmp_path / "cache", tmp_path)


def name_of(documents: DocumentCache, path: Path) -> str:
    document = documents.read_file(path)
    assert isinstance(document, GherkinDocument)
    assert document.feature
    return document.feature.name


def kept(folder: Path) -> Path:
    (path,) = (folder / "cache" / "gherkindocuments").iterdir()
    return path


@pytest.mark.parametrize("path", feature_files(ROOT / "specs"), ids=lambda path: path.stem)
def test_a_document_read_again_is_the_document(path: Path, tmp_path: Path) -> None:
    plain = read_file(path, ROOT)
    first, second = (DocumentCache(tmp_path, ROOT).read_file(path) for _ in range(2))
    assert first == second == plain
    assert isinstance(second, GherkinDocument)
    assert second.feature
    scenarios = {id(scenario) for _, scenario in second.feature.every_scenario()}
    assert {id(one.scenario) for one in second.pickles} == scenarios


def test_a_document_is_read_anew_when_its_text_changes_within_the_same_second(
    documents: DocumentCache, tmp_path: Path
) -> None:
    path = tmp_path / "pay.feature"
    assert name_of(documents, path) == "Pay"
    path.write_text(SPEC.replace("Pay", "Buy"), "utf-8")
    os.utime(path, (0, 0))
    assert name_of(documents, path) == "Buy"


def test_another_file_of_the_same_text_has_its_own_places(documents: DocumentCache, tmp_path: Path) -> None:
    (tmp_path / "also.feature").write_text(SPEC, "utf-8")
    read = [documents.read_file(tmp_path / name) for name in ("pay.feature", "also.feature", "pay.feature")]
    assert [one.uri for one in read if isinstance(one, GherkinDocument)] == [
        "pay.feature",
        "also.feature",
        "pay.feature",
    ]


@pytest.mark.parametrize("damage", [lambda data: data[:-9], lambda data: data[:40], lambda _: b"", b"%b.".__mod__])
def test_what_was_damaged_is_read_from_the_spec_and_mended(
    documents: DocumentCache, tmp_path: Path, damage: Callable[[bytes], bytes]
) -> None:
    path = tmp_path / "pay.feature"
    documents.read_file(path)
    whole = kept(tmp_path).read_bytes()
    kept(tmp_path).write_bytes(damage(whole))
    assert name_of(documents, path) == "Pay"
    assert kept(tmp_path).read_bytes() == whole


class Burglar:
    """What a file could ask to be made."""

    def __reduce__(self) -> tuple[object, ...]:
        return os.mkdir, ("broken-in",)


@pytest.mark.parametrize("planted", [Burglar(), ("no", "document"), {}], ids=["a call", "a tuple", "a dict"])
def test_nothing_but_a_document_is_ever_made_of_a_file(
    documents: DocumentCache, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, planted: object
) -> None:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "pay.feature"
    documents.read_file(path)
    documents._known._cache.put("pay.feature", SPEC, pickle.dumps(planted))
    assert name_of(documents, path) == "Pay"
    assert not (tmp_path / "broken-in").exists()


def test_what_other_code_made_is_made_again(tmp_path: Path) -> None:
    code = tmp_path / "maker.py"
    code.write_text("1", "utf-8")
    Cache(tmp_path, "kind", [str(code)]).put("name", "text", b"made")
    assert Cache(tmp_path, "kind", [str(code)]).get("name", "text") == b"made"
    code.write_text("22", "utf-8")
    assert Cache(tmp_path, "kind", [str(code)]).get("name", "text") is None


def test_a_folder_that_cannot_be_written_costs_time_and_nothing_else(documents: DocumentCache, tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("in the way", "utf-8")
    assert name_of(documents, tmp_path / "pay.feature") == "Pay"


def test_the_second_run_says_what_the_first_said_and_git_sees_none_of_it(sandbox: Sandbox) -> None:
    sandbox.write("specs/pay.feature", SPEC)
    streams = []
    for _ in range(2):
        assert sandbox.specbook("run").code == 0
        (stream,) = sandbox.root.glob(".specbook/results/*/messages.ndjson")
        text = stream.read_text("utf-8").replace(stream.parent.name, "run")
        streams.append([line for line in text.splitlines() if "timestamp" not in line])
        shutil.rmtree(stream.parent)
    assert streams[0] == streams[1]
    assert (sandbox.root / ".specbook/cache/.gitignore").read_text("utf-8") == "*\n"
    assert {path.name for path in (sandbox.root / ".specbook/cache").iterdir()} == {
        ".gitignore", "functions", "gherkindocuments", "heads", "runs",
    }  # fmt: skip


def test_a_run_read_again_is_the_run_until_its_stream_changes(sandbox: Sandbox) -> None:
    sandbox.write("specs/pay.feature", SPEC + "\n  Scenario: Two\n    Given it fails\n")
    assert sandbox.specbook("run").code == 1
    (stream,) = sandbox.root.glob(".specbook/results/*/messages.ndjson")
    plain, cache = read_run(stream.parent, sandbox.root), sandbox.root / ".specbook/cache"
    assert read_run(stream.parent, sandbox.root, cache) == read_run(stream.parent, sandbox.root, cache) == plain
    stream.write_text(stream.read_text("utf-8") + "{half a line", "utf-8")
    assert [problem.line for problem in read_run(stream.parent, sandbox.root, cache).problems] != []
