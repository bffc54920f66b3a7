"""What one audience may see: each level narrows, and nothing of the rest is left anywhere."""

import gzip
import json
from pathlib import Path

import pytest
from tests.sandbox import Sandbox

from specbook.audience import for_audience
from specbook.config import find_project
from specbook.errors import SettingsError
from specbook.product import load_product
from specbook.reader import read
from specbook.standing import Standing, stand

STEPS = "    Given all is well\n"


def seen(sandbox: Sandbox, audience: str = "public") -> list[str]:
    return [entry.pickle.name for entry in standing(sandbox, audience).ledger.entries]


def standing(sandbox: Sandbox, audience: str = "public") -> Standing:
    return stand(find_project(sandbox.root), audience)


@pytest.mark.parametrize(
    ("text", "public"),
    [
        (f"Feature: A\n  Scenario: S\n{STEPS}", ["S"]),
        (f"@internal\nFeature: A\n  Scenario: S\n{STEPS}", []),
        (f"Feature: A\n  @internal\n  Scenario: S\n{STEPS}\n  Scenario: T\n{STEPS}", ["T"]),
        (f"Feature: A\n  @internal\n  Rule: R\n    Scenario: S\n{STEPS}\n  Rule: Q\n    Scenario: T\n{STEPS}", ["T"]),
        (f"@internal\nFeature: A\n  @public\n  Scenario: S\n{STEPS}", []),
        (f"Feature: A\n  @internal @public\n  Scenario: S\n{STEPS}", ["S"]),
        (f"Feature: A\n  @audience:internal\n  Scenario: S\n{STEPS}", []),
    ],
)
def test_every_level_narrows_who_sees_what_is_in_it(sandbox: Sandbox, text: str, public: list[str]) -> None:
    sandbox.write("specs/a.feature", text)
    assert seen(sandbox) == public
    assert set(public) <= set(seen(sandbox, "internal"))


def test_an_examples_table_can_be_kept_inside(sandbox: Sandbox) -> None:
    tables = "    Examples:\n      | n |\n      | 1 |\n    @internal\n    Examples:\n      | n |\n      | 2 |\n"
    sandbox.write("specs/a.feature", f"Feature: A\n  Scenario Outline: <n>\n    Given <n>\n{tables}")
    assert seen(sandbox) == ["1"]
    assert seen(sandbox, "internal") == ["1", "2"]


def test_what_is_untagged_follows_product_yml_and_a_folder_says_otherwise(sandbox: Sandbox) -> None:
    sandbox.write("specs/a.feature", f"Feature: A\n  Scenario: S\n{STEPS}")
    sandbox.write("specs/open/b.feature", f"Feature: B\n  Scenario: T\n{STEPS}")
    sandbox.write(
        "specs/product.yml",
        "untagged: internal\naudiences:\n  public: {folders: [specs/open]}\n  internal: {sees: [public]}\n",
    )
    assert seen(sandbox) == ["T"]
    assert seen(sandbox, "internal") == ["S", "T"]


def test_an_audience_sees_what_those_see_that_it_sees(sandbox: Sandbox) -> None:
    sandbox.write("specs/a.feature", f"@public\nFeature: A\n  Scenario: S\n{STEPS}")
    chain = "audiences:\n  public: {sees: [staff]}\n  partner: {sees: [public]}\n  staff: {sees: [partner]}\n"
    sandbox.write("specs/product.yml", chain)
    assert [seen(sandbox, name) for name in ("public", "partner", "staff")] == [["S"]] * 3


def test_a_tag_for_an_unknown_audience_is_told_with_its_place(sandbox: Sandbox) -> None:
    sandbox.write("specs/a.feature", f"Feature: A\n  @audience:intern\n  Scenario: S\n{STEPS}")
    with pytest.raises(SettingsError, match=r"specs/a\.feature:2: .*Did you mean “internal”"):
        standing(sandbox)


@pytest.fixture
def marked(sandbox: Sandbox) -> Sandbox:
    """A project with a marker in everything that is hidden from the public, run once."""
    hidden = "@internal @XYZZY\n  Scenario: XYZZY\n    XYZZY\n    Given XYZZY\n      | XYZZY |\n"
    sandbox.write("specs/a.feature", f"# XYZZY\nFeature: A\n  Scenario: S\n    When it fails\n\n  {hidden}")
    sandbox.write("specs/staff/README.md", "---\naudience: internal\n---\n# XYZZY\n\nXYZZY\n")
    sandbox.write("specs/XYZZY.feature", "@internal\nFeature: XYZZY\n  Scenario: XYZZY\n    Given XYZZY\n")
    sandbox.write("specs/torn/XYZZY.feature", "XYZZY\n")
    raising = "@given('XYZZY')\ndef it():\n    raise OSError('XYZZY')\n"
    sandbox.write("steps/fail.py", f"from pytest_bdd import given\n\n{raising}")
    assert sandbox.specbook("run").code == 1
    return sandbox


def test_no_word_of_what_is_hidden_is_left_in_what_the_pages_are_made_from(marked: Sandbox) -> None:
    public, internal = standing(marked), standing(marked, "internal")
    assert "XYZZY" not in repr((public.specs, public.ledger, public.runs))
    assert "XYZZY" in repr((internal.specs, internal.ledger, internal.runs))
    assert "assert 'one' == 'two'" not in repr(public.ledger)
    assert "assert 'one' == 'two'" in repr(internal.ledger)


def test_no_file_of_the_built_public_book_holds_what_is_hidden_nor_the_words_of_a_failure(marked: Sandbox) -> None:
    for audience, holds in (("public", False), ("internal", True)):
        marked.specbook("build", "--audience", audience)
        found = everything_in(marked.root / "site")
        assert ("xyzzy" in found) is holds
        assert ("&#x27;one&#x27; == &#x27;two&#x27;" in found) is holds
        for name in ("specs.json", "llms.txt", "specs/a.txt"):
            assert ("xyzzy" in (marked.root / "site" / name).read_text("utf-8").casefold()) is holds, name


TEAM_WORDS = (
    "history.js",
    "team.js",
    "team/",
    "data-sb-root",
    "since the run before",
    ">trend<",
    "step definitions",
    "slowest",
    "what the checks find",
)


def test_what_is_for_the_team_is_in_its_book_and_in_no_public_file(marked: Sandbox) -> None:
    for audience, holds in (("public", False), ("internal", True)):
        marked.specbook("build", "--audience", audience)
        found = everything_in(marked.root / "site")
        assert {word: word in found for word in TEAM_WORDS} == dict.fromkeys(TEAM_WORDS, holds)


def test_the_history_that_is_published_tells_of_no_example_that_is_hidden(marked: Sandbox) -> None:
    doors = "audiences:\n  public: {}\n  partner: {sees: [public], details: true}\n"
    marked.write("specs/product.yml", f"{doors}  internal: {{sees: [public], details: true}}\n")
    for audience, states in (("partner", {"failing": 1}), ("internal", {"failing": 3})):
        marked.specbook("build", "--audience", audience)
        text = (marked.root / "site/assets/specbook/history.jsonl").read_text("utf-8")
        assert json.loads(text)["counts"] == states


def everything_in(site: Path) -> str:
    """Read all files of a site, their names too, unpacked."""
    texts = []
    for path in sorted(path for path in site.rglob("*") if path.is_file()):
        data = path.read_bytes()
        text = (gzip.decompress(data) if path.suffix == ".gz" else data).decode("utf-8", errors="ignore")
        texts.append(f"{path.relative_to(site)}\n{text}")
    assert len(texts) > 5
    return "\n".join(texts).casefold()


def test_a_hidden_example_lends_its_result_to_no_other(sandbox: Sandbox) -> None:
    shown, hidden = f"Feature: A\n  Scenario: S\n{STEPS}", f"@internal\nFeature: B\n  Scenario: T\n{STEPS}"
    sandbox.write("specs/hidden.feature", hidden)
    assert sandbox.specbook("run").code == 0
    sandbox.write("specs/shown.feature", shown)
    assert [entry.state for entry in standing(sandbox).ledger.entries] == ["not run"]


def test_nothing_is_filtered_for_who_sees_everything(sandbox: Sandbox, tmp_path: Path) -> None:
    sandbox.write("specs/a.feature", f"Feature: A\n  @internal\n  Scenario: S\n{STEPS}")
    project = find_project(tmp_path)
    product, specs = load_product(project), read(project.specs, project.root)
    kept, _ = for_audience(specs, (), product, product.team)
    assert [pickle.steps for pickle in kept.pickles] == [pickle.steps for pickle in specs.pickles]


def test_comments_are_for_the_team_and_stay_away_with_what_they_stand_beside(sandbox: Sandbox) -> None:
    sandbox.write(
        "specs/product.yml", "audiences:\n  all: {}\n  team: {sees: [all], details: true}\n  chiefs: {sees: [team]}\n"
    )
    sandbox.write(
        "specs/a.feature",
        f"# head\nFeature: A\n  Scenario: S\n    # step\n{STEPS}\n  # before\n  @chiefs\n  Scenario: T\n"
        f"    # in\n{STEPS}    # after\n\n  Scenario: U\n{STEPS}  # end\n",
    )
    comments = {
        name: [one.text.strip() for document in standing(sandbox, name).specs.documents for one in document.comments]
        for name in ("all", "team", "chiefs")
    }
    assert comments == {"all": [], "team": ["# head", "# step", "# end"], "chiefs": []}


def test_comments_of_a_file_without_anything_hidden_are_for_the_team_too(sandbox: Sandbox) -> None:
    sandbox.write("specs/a.feature", f"Feature: A\n  # note\n  Scenario: S\n{STEPS}")
    found = {
        name: [len(one.comments) for one in standing(sandbox, name).specs.documents] for name in ("public", "internal")
    }
    assert found == {"public": [0], "internal": [1]}
