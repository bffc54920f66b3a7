"""`specbook check` on files, folders and standard input: what it tells, mends, knows already, and how it ends."""

import json
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from steps.projects import environment
from tests.sandbox import Sandbox

from specbook.checks import every_check

TWICE = "@a @b @a\nFeature: Pay\n\n  Scenario: Pay\n    Given all is well\n"
MENDED = "@a @b\nFeature: Pay\n\n  Scenario: Pay\n    Given all is well\n"
UNNAMED = "Feature: {0}\n\n  Scenario:\n    Given all is {0}\n"
GOOD = "Feature: Good\n\n  Scenario: Good\n    Given all is good\n"

OF_STYLE = {one.name for one in every_check() if one.family in {"product", "flow", "wording", "step definitions"}}


def told(sandbox: Sandbox, *arguments: str, **options: Any) -> dict[str, list[str]]:
    """Return the names of the checks that find something, by file; those of how a spec is told are left out."""
    said = sandbox.specbook("check", "--format", "json", *arguments, **options)
    found: dict[str, list[str]] = {}
    for one in json.loads(said.out)["findings"]:
        if one["check"] not in OF_STYLE:
            found.setdefault(one["file"], []).append(one["check"])
    return found


def text(sandbox: Sandbox, path: str) -> str:
    return (sandbox.root / path).read_bytes().decode("utf-8")


def test_files_and_folders_choose_what_is_told_and_the_rest_is_known_all_the_same(sandbox: Sandbox) -> None:
    for name in ("a/one", "a/two", "b/three"):
        sandbox.write(f"specs/{name}.feature", UNNAMED.format(name[2:]))
    every = {f"specs/{name}.feature" for name in ("a/one", "a/two", "b/three")}
    assert told(sandbox).keys() == told(sandbox, "specs").keys() == told(sandbox, ".").keys() == every
    assert told(sandbox, "specs/a").keys() == {"specs/a/one.feature", "specs/a/two.feature"}
    assert told(sandbox, "specs/b/three.feature", "specs/a/one.feature").keys() == every - {"specs/a/two.feature"}
    assert told(sandbox, str(sandbox.root / "specs/b")).keys() == {"specs/b/three.feature"}


def test_of_two_that_are_too_much_alike_the_one_that_is_asked_about_is_told(sandbox: Sandbox) -> None:
    for name in "ab":
        sandbox.write(f"specs/{name}.feature", GOOD)
    alike = ["feature-names-are-unique", "scenarios-differ"]
    assert told(sandbox) == {"specs/b.feature": alike}
    assert told(sandbox, "specs/a.feature") == {"specs/a.feature": alike}


def test_a_project_without_a_folder_of_specs_can_have_files_checked(sandbox: Sandbox, tmp_path: Path) -> None:
    sandbox.write("features/pay.feature", UNNAMED.format("well"))
    sandbox.write("features/README.md", "# Not a spec\n")
    assert told(sandbox, "features") == {"features/pay.feature": ["scenarios-are-named"]}
    assert told(sandbox, "features/pay.feature", "features/README.md") == {
        "features/pay.feature": ["scenarios-are-named"]
    }
    assert sandbox.specbook("check").code == 2


def test_a_file_outside_of_the_project_is_told_by_the_way_there(tmp_path: Path) -> None:
    sandbox = Sandbox(tmp_path / "project")
    (tmp_path / "else.feature").write_text(UNNAMED.format("well"), "utf-8")
    assert told(sandbox, "../else.feature") == {"../else.feature": ["scenarios-are-named"]}


def test_a_path_where_nothing_is_ends_with_two(sandbox: Sandbox) -> None:
    sandbox.write("specs/a.feature", GOOD)
    said = sandbox.specbook("check", "specs/b.feature")
    assert (said.code, "specs/b.feature: there is no such file or folder" in said.err) == (2, True)


@pytest.mark.parametrize(
    "arguments",
    [
        ("--fix", "--diff"),
        ("--fix", "--update-baseline", "--baseline", "b.json"),
        ("--update-baseline",),
        ("--diff", "--format", "json"),
        ("-", "specs"),
        ("--stdin-filename", "specs/a.feature"),
        ("--select", "nonsense"),
        ("--ignore", "scenarios-are-name"),
        ("--explain", "parse"),
    ],
)
def test_what_makes_no_sense_is_refused(sandbox: Sandbox, arguments: tuple[str, ...]) -> None:
    sandbox.write("specs/a.feature", TWICE)
    assert sandbox.specbook("check", *arguments).code == 2
    assert text(sandbox, "specs/a.feature") == TWICE


def test_a_name_that_no_check_has_comes_with_the_nearest(sandbox: Sandbox) -> None:
    assert "Did you mean “parses”?" in sandbox.specbook("check", "--explain", "parse").err
    assert "Did you mean “silent-loss”?" in sandbox.specbook("check", "--select", "silent-los").err
    assert "specbook check --list" in sandbox.specbook("check", "--explain", "qqq").err


def test_checks_are_chosen_on_top_of_the_settings(sandbox: Sandbox) -> None:
    sandbox.write("pyproject.toml", '[tool.specbook.check]\nignore = ["scenarios-are-named"]\n')
    sandbox.write("specs/a.feature", UNNAMED.format("well").replace("Feature", "@a @a\nFeature"))
    assert told(sandbox) == {"specs/a.feature": ["tags-are-not-repeated"]}
    assert told(sandbox, "--ignore", "tags, examples") == {}
    assert told(sandbox, "--select", "silent-loss") == {"specs/a.feature": ["scenarios-are-named"]}
    assert told(sandbox, "--select", "all", "--ignore", "tags-are-not-repeated,scenarios-are-named") == {}


def test_a_folder_of_the_settings_still_ignores_what_is_selected(sandbox: Sandbox) -> None:
    sandbox.write("pyproject.toml", '[tool.specbook.check.folders."specs/old"]\nignore = ["scenarios-are-named"]\n')
    for name in ("old", "new"):
        sandbox.write(f"specs/{name}/a.feature", UNNAMED.format(name))
    assert told(sandbox, "--select", "scenarios-are-named").keys() == {"specs/new/a.feature"}


def test_standard_input_stands_for_a_file_whatever_is_on_disk(sandbox: Sandbox) -> None:
    sandbox.write("specs/a.feature", GOOD)
    sandbox.write("specs/b.feature", UNNAMED.format("b"))
    asked = ("-", "--stdin-filename", "specs/a.feature")
    assert told(sandbox, *asked, typed=UNNAMED.format("a")) == {"specs/a.feature": ["scenarios-are-named"]}
    assert told(sandbox, "-", typed=GOOD) == {
        "specs/stdin.feature": ["feature-names-are-unique", "scenarios-differ"],
    }
    said = sandbox.specbook("check", "--fix", *asked, typed=TWICE)
    assert (said.code, said.out, "Mended: 1" in said.err) == (0, MENDED, True)
    assert text(sandbox, "specs/a.feature") == GOOD


def test_standard_input_that_is_no_gherkin_is_told(sandbox: Sandbox) -> None:
    assert told(sandbox, "-", typed="this is no feature\n") == {"specs/stdin.feature": ["parses"]}
    said = sandbox.specbook("check", "--fix", "-", typed="this is no feature\n")
    assert (said.code, said.out) == (1, "this is no feature\n")
    command = [sys.executable, "-m", "specbook", "check", "--fix", "-"]
    data = TWICE.encode("utf-16")
    done = subprocess.run(command, cwd=sandbox.root, env=environment(), input=data, capture_output=True, check=False)
    assert (done.returncode, done.stdout) == (1, data)


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_a_mended_file_keeps_what_is_not_mended_byte_by_byte(sandbox: Sandbox, ends: str, mark: str) -> None:
    path = sandbox.write("specs/a.feature", (mark + TWICE).replace("\n", ends))
    path.chmod(0o640)
    said = sandbox.specbook("check", "--fix", "--select", "tags")
    assert said.code == 0
    assert "specs/a.feature:1:7: mended: Remove the second @a [tags-are-not-repeated]" in said.out
    assert text(sandbox, "specs/a.feature") == (mark + MENDED).replace("\n", ends)
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_a_link_to_a_file_stays_a_link(sandbox: Sandbox) -> None:
    real = sandbox.write("elsewhere/a.feature", TWICE)
    (sandbox.root / "specs").mkdir()
    (sandbox.root / "specs/a.feature").symlink_to(real)
    assert sandbox.specbook("check", "--fix").code == 0
    assert (sandbox.root / "specs/a.feature").is_symlink()
    assert real.read_text("utf-8") == MENDED


def test_a_diff_is_what_fix_does_and_git_can_apply_it(sandbox: Sandbox) -> None:
    source = TWICE.replace("\n", "\r\n", 1) + "\n  @c @c\n  Scenario: Last\n    Given nothing"
    sandbox.write("specs/a.feature", source)
    said = sandbox.specbook("check", "--diff")
    assert (said.code, text(sandbox, "specs/a.feature")) == (1, source)
    assert said.out.startswith("--- a/specs/a.feature\n+++ b/specs/a.feature\n@@")
    assert said.out.endswith("     Given nothing\n\\ No newline at end of file\n")
    command = [sys.executable, "-m", "specbook", "check", "--diff"]
    patch = subprocess.run(command, cwd=sandbox.root, env=environment(), stdout=subprocess.PIPE, check=False).stdout
    sandbox.specbook("check", "--fix")
    fixed = text(sandbox, "specs/a.feature")
    assert (fixed != source, sandbox.specbook("check", "--diff").out) == (True, "")
    sandbox.write("specs/a.feature", source)
    subprocess.run(["git", "apply", "-"], cwd=sandbox.root, input=patch, check=True)
    assert text(sandbox, "specs/a.feature") == fixed


def test_a_file_that_cannot_be_written_is_told_and_the_others_are_mended(sandbox: Sandbox) -> None:
    large = f"{TWICE}    # {'too large ' * 30}\n"
    sandbox.write("specs/a.feature", large)
    sandbox.write("specs/b.feature", TWICE.replace("Pay", "Buy"))
    said = sandbox.specbook("check", "--fix", limit=200)
    assert (said.code, "specs/a.feature: cannot be written: File too large" in said.err) == (1, True)
    assert text(sandbox, "specs/a.feature") == large
    assert text(sandbox, "specs/b.feature") == MENDED.replace("Pay", "Buy")


def test_files_that_are_no_utf_8_are_told_and_the_rest_is_checked(sandbox: Sandbox) -> None:
    sandbox.write("specs/latin.feature", GOOD.replace("Good", "Déjà").encode("latin-1"))
    sandbox.write("specs/utf16.feature", GOOD.encode("utf-16"))
    sandbox.write("specs/utf16be.feature", GOOD.encode("utf-16-be"))
    sandbox.write("specs/unnamed.feature", UNNAMED.format("well"))
    assert told(sandbox) == {
        "specs/latin.feature": ["parses"],
        "specs/unnamed.feature": ["scenarios-are-named"],
        "specs/utf16.feature": ["parses"],
        "specs/utf16be.feature": ["parses"],
    }
    out = sandbox.specbook("check").out
    assert "specs/latin.feature:1:11: error: the file is not UTF-8" in out
    assert "specs/utf16be.feature:1:1: error: the file is UTF-16; save it as UTF-8" in out


def test_a_file_whose_lines_end_in_cr_alone_is_told_as_that_by_every_command(sandbox: Sandbox) -> None:
    old = sandbox.write("specs/old.feature", GOOD.replace("\n", "\r").encode())
    sandbox.write("specs/line.feature", b"Feature: A\r")
    assert told(sandbox) == {"specs/line.feature": ["features-have-scenarios"], "specs/old.feature": ["parses"]}
    cause = "the lines end in CR alone, as on old Macs; save the file with line endings LF in your editor"
    for command in ("check", "status", "format"):
        said = sandbox.specbook(command)
        assert f"specs/old.feature:1:1: {'error: ' if command == 'check' else ''}{cause}" in said.text
        assert said.code == 1
    assert old.read_bytes() == GOOD.replace("\n", "\r").encode()
    assert cause in sandbox.specbook("check", "-", typed=GOOD.replace("\n", "\r")).out


def test_mixed_ends_of_lines_change_no_place(sandbox: Sandbox) -> None:
    sandbox.write(
        "specs/a.feature", "Feature: A\r\n\n  @c @c\r\n  Scenario: s\n    Given b\r\n\n  Scenario:\r\n    Given c\n"
    )
    said = json.loads(sandbox.specbook("check", "--format", "json").out)
    found = [(one["line"], one["column"]) for one in said["findings"] if one["check"] not in OF_STYLE]
    assert found == [(3, 6), (7, 3)]


@pytest.mark.parametrize(("level", "code"), [("error", 0), ("warning", 1), ("information", 1)])
def test_what_fails_is_set_or_said(sandbox: Sandbox, level: str, code: int) -> None:
    sandbox.write("specs/a.feature", TWICE)
    assert sandbox.specbook("check", "--fail-on", level).code == code
    sandbox.write("pyproject.toml", f'[tool.specbook.check]\nfail-on = "{level}"\n')
    assert sandbox.specbook("check").code == code
    assert sandbox.specbook("check", "--fail-on", "error").code == 0


def test_what_a_terminal_would_obey_is_left_out(sandbox: Sandbox) -> None:
    sandbox.write(
        "specs/a.feature",
        "Feature: A\n\n  Scenario: \x1b[31mred\n    Given a\n\n  Scenario: \x1b[31mred\n    Given b\n",
    )
    out = sandbox.specbook("check").out
    assert "“[31mred” is also the scenario in line 3" in out
    assert "\x1b" not in out
    assert "\x1b[31m\x1b[1merror\x1b[0m" in sandbox.specbook("check", FORCE_COLOR="1").out


def test_a_list_tells_which_checks_are_on_here(sandbox: Sandbox) -> None:
    sandbox.write("pyproject.toml", '[tool.specbook.check]\nignore = ["parses"]\nextend-select = ["no-empty-cells"]\n')
    lines = [line.split() for line in sandbox.specbook("check", "--list").out.splitlines() if line.startswith("  ")]
    states = {line[3] if line[2] in {"--fix", "editor"} else line[2]: line[0] for line in lines}
    assert (states["parses"], states["no-empty-cells"], states["outlines-vary"]) == ("off", "on", "off")


def test_a_page_of_a_check_says_all_about_it(sandbox: Sandbox) -> None:
    page = sandbox.specbook("check", "--explain", "tags-are-known").out
    for part in ("Every tag is one that the project knows.", "pyproject.toml\n", "\nBad\n", "\nGood\n", "warning"):
        assert part in page
    assert "# specbook: ignore[tags-are-known]" in page
    assert "mended by --fix" in sandbox.specbook("check", "--explain", "tags-are-not-repeated").out
