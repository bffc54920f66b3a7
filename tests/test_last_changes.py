"""The day when a spec last changed, asked of real repositories."""

import subprocess
from pathlib import Path

import pytest
from tests.sandbox import Sandbox

from specbook.config import find_project
from specbook.errors import SettingsError
from specbook.last_changes import last_changes
from specbook.product import load_product
from specbook.reader import read

FEATURE = "Feature: Pay\n"


def git(root: Path, *arguments: str, day: str = "2026-05-03") -> None:
    dates = dict.fromkeys(("GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE"), f"{day}T12:00:00Z")
    named = ["git", "-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgSign=false"]
    subprocess.run([*named, *arguments], cwd=root, env={"PATH": "/usr/bin:/bin"} | dates, check=True)


def commit(root: Path, day: str) -> None:
    git(root, "add", "specs")
    git(root, "commit", "--quiet", "--message", "work", day=day)


def days(root: Path) -> dict[str, str]:
    return dict(last_changes(find_project(root)))


@pytest.fixture
def shop(sandbox: Sandbox) -> Sandbox:
    sandbox.write("specs/pay.feature", FEATURE)
    git(sandbox.root, "init", "--quiet", "--initial-branch", "main")
    commit(sandbox.root, "2026-05-03")
    return sandbox


def test_each_file_has_the_day_of_its_own_last_commit(shop: Sandbox) -> None:
    shop.write('specs/señal "2".feature', FEATURE)
    shop.write("specs/parcel.feature", FEATURE)
    commit(shop.root, "2026-06-07")
    found = days(shop.root)
    assert (found["specs/pay.feature"], found["specs/parcel.feature"]) == ("2026-05-03", "2026-06-07")
    assert days(shop.root) == found, "asked again, from what was kept"


def test_what_is_staged_changed_new_or_gone_and_back_has_no_day(shop: Sandbox) -> None:
    for name in ("staged", "changed", "gone"):
        shop.write(f"specs/{name}.feature", FEATURE)
    commit(shop.root, "2026-05-04")
    git(shop.root, "rm", "--quiet", "specs/gone.feature")
    commit(shop.root, "2026-05-05")
    for name in ("staged", "changed", "gone", "new"):
        shop.write(f"specs/{name}.feature", FEATURE + "  Changed\n")
    git(shop.root, "add", "specs/staged.feature")
    assert [uri for uri in days(shop.root) if uri.endswith(".feature")] == ["specs/pay.feature"]


def test_a_project_below_the_top_of_its_repository_is_found_by_its_own_paths(sandbox: Sandbox) -> None:
    root = sandbox.root / "shop"
    sandbox.write("shop/pyproject.toml", '[project]\nname = "shop"\n')
    sandbox.write("shop/specs/pay.feature", FEATURE)
    sandbox.write("shop/specs/new.feature", FEATURE)
    git(sandbox.root, "init", "--quiet")
    git(root, "add", "specs/pay.feature")
    git(root, "commit", "--quiet", "--message", "work")
    assert days(root) == {"specs/pay.feature": "2026-05-03"}
    sandbox.write("shop/specs/pay.feature", FEATURE + "  Changed\n")
    assert days(root) == {}


def test_what_a_merge_itself_changed_has_the_day_of_the_merge(shop: Sandbox) -> None:
    git(shop.root, "checkout", "--quiet", "-b", "side")
    shop.write("specs/side.feature", FEATURE)
    commit(shop.root, "2026-05-04")
    git(shop.root, "checkout", "--quiet", "main")
    shop.write("specs/main.feature", FEATURE)
    commit(shop.root, "2026-05-05")
    git(shop.root, "merge", "--quiet", "--no-ff", "--no-commit", "side")
    shop.write("specs/side.feature", FEATURE + "  Merged\n")
    shop.write("specs/main.feature", FEATURE + "  Merged\n")
    commit(shop.root, "2026-05-06")
    found = days(shop.root)
    assert (found["specs/pay.feature"], found["specs/main.feature"]) == ("2026-05-03", "2026-05-06")


def test_a_shallow_clone_knows_only_what_changed_in_the_part_it_has(shop: Sandbox) -> None:
    shop.write("specs/parcel.feature", FEATURE)
    commit(shop.root, "2026-05-04")
    shop.write("specs/parcel.feature", FEATURE + "  Changed\n")
    commit(shop.root, "2026-05-05")
    clone = shop.root / "clone"
    git(shop.root, "clone", "--quiet", "--depth", "2", shop.root.as_uri(), str(clone))
    shop.write("clone/pyproject.toml", '[project]\nname = "shop"\n')
    assert days(clone) == {"specs/parcel.feature": "2026-05-05"}


@pytest.mark.parametrize("prepare", [[], ["init", "--quiet"]], ids=["no repository", "no commit"])
def test_without_a_commit_there_are_no_days(sandbox: Sandbox, prepare: list[str]) -> None:
    sandbox.write("specs/pay.feature", FEATURE)
    if prepare:
        git(sandbox.root, *prepare)
    assert days(sandbox.root) == {}


@pytest.mark.parametrize(
    ("pattern", "why"),
    [
        ("javascript:alert(1)", "links.report: an address is expected"),
        ("https://a.example/{pgae}", "“pgae” is not known here. Did you mean “page”"),
    ],
)
def test_a_wrong_pattern_for_reports_is_told_with_its_line(sandbox: Sandbox, pattern: str, why: str) -> None:
    sandbox.write("specs/product.yml", f"title: Shop\nlinks:\n  report: '{pattern}'\n")
    with pytest.raises(SettingsError, match=r"specs/product\.yml:3: ") as caught:
        load_product(find_project(sandbox.root))
    assert why in str(caught.value)


def test_the_owner_in_a_readme_is_a_name(sandbox: Sandbox) -> None:
    sandbox.write("specs/README.md", "---\nowner: [a]\n---\n# Specs\n")
    with pytest.raises(SettingsError, match=r"specs/README\.md:1: owner: the name of who answers for it"):
        read(sandbox.root / "specs", sandbox.root)
