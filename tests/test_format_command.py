"""The command that lays specs out: what it is given, what it writes, and what it leaves alone."""

import os
import re
import subprocess
import sys
from pathlib import Path

import click
import pytest
import yaml
from steps.projects import environment
from tests.sandbox import Sandbox

from specbook.cli import specbook

BAD = "Feature: Pay\n Scenario: Pay\n  Given all is well\n"
GOOD = "Feature: Pay\n\n  Scenario: Pay\n    Given all is well\n"
UNREADABLE = "Feature: Pay\n nonsense:\n Scenario: S\n nonsense\n * a\n nonsense\n"
REFUSED = "Feature: Pay\n Scenario: Pay\n  * a\n   |b\\ \\n|\n"
HOOKS = Path(__file__).parent.parent / ".pre-commit-hooks.yaml"


def piped(sandbox: Sandbox, given: bytes, *arguments: str) -> tuple[int, bytes, str]:
    done = subprocess.run(
        [sys.executable, "-m", "specbook", "format", "-", *arguments],
        cwd=sandbox.root,
        env=environment(),
        input=given,
        capture_output=True,
        timeout=60,
        check=False,
    )
    return done.returncode, done.stdout, done.stderr.decode()


def test_files_and_folders_are_formatted_wherever_they_are_and_each_once(sandbox: Sandbox) -> None:
    paths = [
        sandbox.write(name, BAD) for name in ("drafts/a.feature", "drafts/deep/b.feature", "c.feature", "d.feature")
    ]
    said = sandbox.specbook("format", "drafts", "drafts/a.feature", str(paths[2]))
    assert said.code == 0
    assert said.out == "drafts/a.feature\ndrafts/deep/b.feature\nc.feature\n"
    assert said.err == "3 files formatted, 0 left as they are.\n"
    assert [path.read_text("utf-8") for path in paths] == [GOOD, GOOD, GOOD, BAD]


def test_a_second_time_nothing_is_written(sandbox: Sandbox) -> None:
    path = sandbox.write("specs/pay.feature", BAD)
    sandbox.specbook("format")
    before = path.stat()
    said = sandbox.specbook("format")
    assert (said.code, said.out, said.err) == (0, "", "0 files formatted, 1 left as it is.\n")
    assert path.stat().st_ino == before.st_ino


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((), "specs: there is no such file or folder."),
        (("gone.feature",), "gone.feature: there is no such file or folder."),
        (("pyproject.toml",), "pyproject.toml: this is no feature file; its name must end in .feature."),
        (("-", "a.feature"), "- is standard input; give it alone, or files and folders."),
    ],
)
def test_what_is_no_spec_is_wrong_usage(sandbox: Sandbox, arguments: tuple[str, ...], message: str) -> None:
    said = sandbox.specbook("format", *arguments)
    assert said.code == 2
    assert message in said.err


def test_a_difference_is_shown_and_nothing_written(sandbox: Sandbox) -> None:
    path = sandbox.write("specs/pay.feature", BAD.removesuffix("\n"))
    said = sandbox.specbook("format", "--diff")
    assert said.code == 1
    assert said.out == (
        "--- specs/pay.feature\n+++ specs/pay.feature\n@@ -1,3 +1,4 @@\n Feature: Pay\n- Scenario: Pay\n"
        "-  Given all is well\n\\ No newline at end of file\n+\n+  Scenario: Pay\n+    Given all is well\n"
    )
    assert path.read_text("utf-8") == BAD.removesuffix("\n")


def test_what_is_laid_out_passes_the_check(sandbox: Sandbox) -> None:
    sandbox.write("specs/pay.feature", GOOD)
    for option in ("--check", "--diff"):
        said = sandbox.specbook("format", option)
        assert (said.code, said.out, said.err) == (0, "", "0 files would be formatted, 1 left as it is.\n")


@pytest.mark.parametrize(
    ("content", "place"),
    [
        (UNREADABLE.encode(), "specs/pay.feature:6:2: "),
        (REFUSED.encode(), "specs/pay.feature:4:1: "),
        (BAD.encode("utf-16"), "specs/pay.feature:1:1: the file is UTF-16"),
        (BAD.replace("Pay", "Payé").encode("latin-1"), "specs/pay.feature:1:13: the file is not UTF-8"),
    ],
)
def test_what_cannot_be_formatted_is_left_alone_and_the_rest_is_done(
    sandbox: Sandbox, content: bytes, place: str
) -> None:
    left = sandbox.write("specs/pay.feature", content)
    done = sandbox.write("specs/rest.feature", BAD)
    said = sandbox.specbook("format")
    assert said.code == 1
    assert said.err.startswith(place)
    assert said.err.endswith("1 file formatted, 0 left as they are, 1 could not be formatted.\n")
    assert (left.read_bytes(), done.read_text("utf-8")) == (content, GOOD)


def test_accents_of_two_characters_stay_as_they_are(sandbox: Sandbox) -> None:
    path = sandbox.write("specs/pay.feature", BAD.replace("Pay", "Paye\u0301"))
    assert sandbox.specbook("format").code == 0
    assert path.read_text("utf-8") == GOOD.replace("Pay", "Paye\u0301")


def test_a_megabyte_is_formatted(sandbox: Sandbox) -> None:
    row = "|" + "|".join(["cell" * 10] * 10) + "|\n"
    path = sandbox.write("specs/pay.feature", BAD + row * 2500)
    assert path.stat().st_size > 1_000_000
    assert sandbox.specbook("format").code == 0
    assert path.read_text("utf-8").count("\n      | cellcell") == 2500


def test_a_file_keeps_its_permissions_and_a_link_leads_where_it_led(sandbox: Sandbox) -> None:
    path = sandbox.write("elsewhere/pay.feature", BAD)
    path.chmod(0o640)
    link = sandbox.root / "specs" / "link.feature"
    link.parent.mkdir()
    link.symlink_to(path)
    assert sandbox.specbook("format").code == 0
    assert link.is_symlink()
    assert path.read_text("utf-8") == GOOD
    assert path.stat().st_mode & 0o777 == 0o640


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everything")
def test_a_file_that_may_not_be_written_is_told(sandbox: Sandbox) -> None:
    path = sandbox.write("specs/pay.feature", BAD)
    path.chmod(0o444)
    said = sandbox.specbook("format")
    assert said.code == 1
    assert "specs/pay.feature: cannot be written: Permission denied." in said.err
    assert path.read_text("utf-8") == BAD


def test_without_room_nothing_is_lost(sandbox: Sandbox) -> None:
    path = sandbox.write("specs/pay.feature", BAD * 1 + "# " + "x" * 5000 + "\n")
    before = path.read_bytes()
    said = sandbox.specbook("format", limit=4096)
    assert said.code == 1
    assert "specs/pay.feature: cannot be written: File too large." in said.err
    assert path.read_bytes() == before
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_standard_input_is_formatted_byte_by_byte(sandbox: Sandbox, ending: str) -> None:
    given, wanted = (("\ufeff" + text.replace("\n", ending)).encode() for text in (BAD, GOOD))
    assert piped(sandbox, given) == (0, wanted, "")


@pytest.mark.parametrize("given", [UNREADABLE.encode(), REFUSED.encode(), b"Feature: \xe9\n"])
def test_standard_input_that_cannot_be_formatted_comes_out_as_it_went_in(sandbox: Sandbox, given: bytes) -> None:
    code, out, err = piped(sandbox, given, "--stdin-filename", "specs/pay.feature")
    assert (code, out) == (1, given)
    assert err.startswith("specs/pay.feature:")


def test_standard_input_is_checked_and_compared(sandbox: Sandbox) -> None:
    assert piped(sandbox, GOOD.encode(), "--check") == (0, b"", "")
    assert piped(sandbox, BAD.encode(), "--check", "--stdin-filename", "a.feature") == (1, b"a.feature\n", "")
    code, out, _ = piped(sandbox, BAD.encode(), "--diff")
    assert (code, out.splitlines()[0]) == (1, b"--- stdin.feature")
    markdown = b"# Feature: Pay\n##  Scenario: Pay\n"
    assert piped(sandbox, markdown, "--stdin-filename", "a.feature.md") == (0, markdown, "")


def test_every_hook_for_pre_commit_is_a_command_for_the_files_that_it_speaks_of() -> None:
    hooks = {hook["id"]: hook for hook in yaml.safe_load(HOOKS.read_text("utf-8"))}
    assert hooks.keys() == {"specbook-format", "specbook-check"}
    for hook in hooks.values():
        program, command = hook["entry"].split()
        assert (program, command in specbook.list_commands(click.Context(specbook))) == ("specbook", True)
    assert re.search(hooks["specbook-format"]["files"], "specs/pay.feature")
    assert not re.search(hooks["specbook-format"]["files"], "specs/pay.feature.md")
    for path in ("specs/pay.feature", "specs/pay.feature.md", "specs/product.yml", "pyproject.toml", "steps/pay.py"):
        assert re.search(hooks["specbook-check"]["files"], path)
    assert not re.search(hooks["specbook-check"]["files"], "src/pay.py")
