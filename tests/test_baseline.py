"""A baseline holds what an old tree has anyway: whatever moves, only what is new is told."""

import json

import pytest
from tests.sandbox import Sandbox

UNNAMED = "Feature: {0}\n\n  Scenario:\n    Given all is {0}\n"
SETTING = '[tool.specbook.check]\nbaseline = "specs/known.json"\nselect = ["silent-loss"]\n'


@pytest.fixture(autouse=True)
def other_checks_are_off(sandbox: Sandbox) -> None:
    """Leave on the families that these tests write specs for."""
    sandbox.write(
        "pyproject.toml",
        '[project]\nname = "sandbox"\nversion = "1"\n\n[tool.specbook.check]\n'
        'select = ["silent-loss", "examples", "duplication", "tags", "suppressions"]\n',
    )


def known(sandbox: Sandbox, path: str = "specs/known.json") -> list[tuple[str, str, str, int]]:
    tree = json.loads((sandbox.root / path).read_text("utf-8"))
    assert tree["version"] == 1
    return [(one["file"], one["check"], one["text"], one["count"]) for one in tree["findings"]]


def test_a_baseline_is_written_where_there_is_none_and_then_only_what_is_new_fails(sandbox: Sandbox) -> None:
    sandbox.write("specs/a.feature", UNNAMED.format("a"))
    said = sandbox.specbook("check", "--baseline", "specs/known.json")
    assert (said.code, "1 known from now on" in said.out) == (0, True)
    assert known(sandbox) == [("specs/a.feature", "scenarios-are-named", "Scenario:", 1)]
    said = sandbox.specbook("check", "--baseline", "specs/known.json")
    assert (said.code, said.out, "not told: 1" in said.err) == (0, "", True)
    sandbox.write("specs/b.feature", UNNAMED.format("b"))
    said = sandbox.specbook("check", "--baseline", "specs/known.json")
    assert (said.code, "specs/b.feature:3:3" in said.out, "specs/a.feature" in said.out) == (1, True, False)


def test_lines_may_move_and_one_more_of_a_kind_is_new(sandbox: Sandbox) -> None:
    sandbox.write("pyproject.toml", SETTING)
    sandbox.write("specs/a.feature", UNNAMED.format("a"))
    sandbox.specbook("check", "--update-baseline")
    sandbox.write("specs/a.feature", "# moved\n\n" + UNNAMED.format("a").replace("  Scenario", "      Scenario"))
    assert sandbox.specbook("check").code == 0
    sandbox.write("specs/a.feature", UNNAMED.format("a") + "\n  Scenario:\n    Given more\n")
    said = sandbox.specbook("check")
    assert (said.code, "specs/a.feature:6:3" in said.out, "specs/a.feature:3:3" in said.out) == (1, True, False)


def test_what_nobody_finds_any_more_is_told_and_taken_out(sandbox: Sandbox) -> None:
    sandbox.write("pyproject.toml", SETTING)
    for name in "ab":
        sandbox.write(f"specs/{name}.feature", UNNAMED.format(name))
    sandbox.specbook("check", "--update-baseline")
    (sandbox.root / "specs/a.feature").unlink()
    said = sandbox.specbook("check")
    assert (said.code, "found no more: 1" in said.err) == (0, True)
    assert "specs/a.feature: Scenario: [scenarios-are-named]" in said.err
    assert "1 gone" in sandbox.specbook("check", "--update-baseline").out
    assert [one[0] for one in known(sandbox)] == ["specs/b.feature"]


def test_what_was_not_looked_for_is_not_gone(sandbox: Sandbox) -> None:
    sandbox.write("pyproject.toml", SETTING)
    for name in "ab":
        sandbox.write(f"specs/{name}.feature", UNNAMED.format(name))
    sandbox.specbook("check", "--update-baseline")
    before = known(sandbox)
    for arguments in (("specs/b.feature",), ("--select", "parses"), ("--ignore", "scenarios-are-named")):
        assert "found no more" not in sandbox.specbook("check", *arguments).err
        sandbox.specbook("check", "--update-baseline", *arguments)
        assert known(sandbox) == before


def test_the_baseline_of_the_settings_must_be_there(sandbox: Sandbox) -> None:
    sandbox.write("pyproject.toml", SETTING)
    sandbox.write("specs/a.feature", UNNAMED.format("a"))
    said = sandbox.specbook("check")
    assert (said.code, "--update-baseline" in said.err) == (2, True)
    assert not (sandbox.root / "specs/known.json").exists()
    assert sandbox.specbook("check", "--baseline", "").code == 1


@pytest.mark.parametrize("text", ["", "[]", '{"version": 2, "findings": []}', '{"version": 1, "findings": [{}]}'])
def test_a_file_that_is_no_baseline_is_told_with_its_place(sandbox: Sandbox, text: str) -> None:
    sandbox.write("pyproject.toml", SETTING)
    sandbox.write("specs/a.feature", UNNAMED.format("a"))
    sandbox.write("specs/known.json", text)
    said = sandbox.specbook("check")
    assert (said.code, "specs/known.json: the baseline cannot be read" in said.err) == (2, True)


def test_what_the_baseline_holds_is_not_mended(sandbox: Sandbox) -> None:
    source = "@a @a\nFeature: Pay\n\n  Scenario: Pay\n    Given all is well\n"
    sandbox.write("specs/a.feature", source)
    assert sandbox.specbook("check", "--baseline", "known.json", "--fix").code == 2
    sandbox.specbook("check", "--baseline", "known.json")
    sandbox.specbook("check", "--baseline", "known.json", "--fix")
    assert (sandbox.root / "specs/a.feature").read_text("utf-8") == source


def test_a_baseline_has_a_line_for_each_entry_and_is_written_the_same_again(sandbox: Sandbox) -> None:
    for name in "ba":
        sandbox.write(f"specs/{name}.feature", UNNAMED.format(name) + f"\n  Scenario:\n    Given é{name}\n")
    sandbox.specbook("check", "--baseline", "known.json")
    text = (sandbox.root / "known.json").read_text("utf-8")
    assert [one[::3] for one in known(sandbox, "known.json")] == [("specs/a.feature", 2), ("specs/b.feature", 2)]
    assert len(text.splitlines()) == 7
    assert "0 of them new, 0 gone" in sandbox.specbook("check", "--baseline", "known.json", "--update-baseline").out
    assert (sandbox.root / "known.json").read_text("utf-8") == text
