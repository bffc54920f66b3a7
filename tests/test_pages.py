"""What is staged for an audience, and that nothing is written, kept or shown that should not be."""

import json
import re
import textwrap
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from specbook.audience import for_audience
from specbook.config import Project, Settings
from specbook.errors import SettingsError
from specbook.history import History, Line
from specbook.ledger import Ledger, reconcile
from specbook.model import Pickle, Specs
from specbook.pages import Staged, stage
from specbook.pages.team import Team
from specbook.product import load_product
from specbook.reader import read
from specbook.results.run import Result, Run, Status, StepResult

Ending = tuple[Status, str]
MARK = re.compile(r'data-sb-example="(e-[0-9a-f]{12})"')
START = 1_795_425_240 * 10**9
IMAGE = b"\x89PNG not really"


@dataclass(frozen=True, slots=True)
class Staging:
    """A project on disk, staged again and again."""

    root: Path

    @property
    def project(self) -> Project:
        return Project(self.root, Settings())

    def write(self, name: str, text: str | bytes) -> None:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else textwrap.dedent(text).encode())

    def read_specs(self) -> Specs:
        return read(self.project.specs, self.root)

    def run(self, ending: Callable[[Pickle], Ending | None], *, identity: str = "run-1", hours: int = 0) -> Run:
        started = START + hours * 3600 * 10**9
        specs = self.read_specs()
        results = [_result(one, ending(one), started) for one in specs.pickles if one.steps and ending(one)]
        return Run(identity, started, tuple(results), True, True, (), "4f2a91c0aa11bb22", False)

    def reconcile(self, *runs: Run, audience: str = "internal") -> tuple[Specs, Ledger]:
        product = load_product(self.project)
        specs, seen = for_audience(self.read_specs(), runs, product, product.audience(audience))
        return specs, reconcile(specs, seen, self.project.settings)

    def stage(self, *runs: Run, audience: str = "internal", team: Team | None = None) -> Staged:
        product = load_product(self.project)
        specs, ledger = self.reconcile(*runs, audience=audience)
        return stage(self.project, specs, ledger, product, product.audience(audience), team=team)

    def docs(self, audience: str = "internal") -> Path:
        return self.project.book / audience / "docs"

    def page(self, name: str, audience: str = "internal") -> str:
        return (self.docs(audience) / name).read_text("utf-8")

    def config(self, audience: str = "internal") -> str:
        return (self.project.book / audience / "mkdocs.yml").read_text("utf-8")


def passing(pickle: Pickle) -> Ending:
    return "PASSED", ""


def _result(pickle: Pickle, ending: Ending | None, started: int) -> Result:
    status, message = ending or ("PASSED", "")
    steps = [StepResult(step.location.line, "PASSED") for step in pickle.steps]
    steps[-1] = StepResult(pickle.steps[-1].location.line, status, message)
    rule = pickle.rule.name if pickle.rule else ""
    return Result(
        uri=pickle.uri,
        line=pickle.location.line,
        rule=rule,
        scenario=pickle.scenario.name,
        row=pickle.row_number,
        tags=pickle.tag_names,
        fingerprint=pickle.fingerprint,
        started=started,
        finished=True,
        steps=tuple(steps),
    )


@pytest.fixture
def empty(tmp_path: Path) -> Staging:
    (tmp_path / "specs").mkdir()
    return Staging(tmp_path)


@pytest.fixture
def shop(empty: Staging) -> Staging:
    empty.write(
        "specs/product.yml",
        """\
        title: Harbour & Shop
        audiences:
          public: {title: Everyone}
          internal: {sees: [public], details: true}
        glossary: {token: A number that stands for a card}
        links:
          tags: {issue: "https://issues.example.org/{value}"}
          source: "https://git.example.org/{commit}/{path}#L{line}"
        """,
    )
    empty.write("specs/paying/README.md", "# Paying\n\nHow money gets to the shop. See [cards](card.feature).\n")
    empty.write(
        "specs/paying/card.feature",
        """\
        @payments @issue:SHOP-1
        Feature: Pay by card
          As a shopper, I want to pay by card, so that my order ships today.

          See [refunds](refund.feature), [more](secret.feature) and
          ![a plan](plan.png) ![theirs](https://example.org/x.png).

          Background:
            Given a shop

          Scenario: Pay
            Given a card ending "4242"
            When you pay € 38.00
            Then it is paid

          Scenario: Change your mind
            When you pay
            Then it is paid
            When you cancel
            Then it is not

          Scenario: The bank refuses
            When you pay
            Then it is refused

          Rule: Three tries
            Scenario Outline: Typing
              When the code is <code>
              Then <what>

              Examples: Shop
                | code  | what   |
                | right | paid   |
                | wrong | refused |
              Examples: Phone
                | code | what |
                | none | none |

            Scenario Outline: Without rows
              When <x>

            Scenario:
              Then it has no name

          Rule: Empty
            Scenario: No steps
        """,
    )
    empty.write("specs/paying/refund.feature", "Feature: Refund\n\n  Scenario: Pay\n    When a\n    Then b\n")
    empty.write(
        "specs/paying/secret.feature", "@internal\nFeature: Secret\n\n  Scenario: Hush\n    When a\n    Then b\n"
    )
    empty.write("specs/paying/plan.png", IMAGE)
    empty.write("specs/paying/hidden.png", IMAGE)
    return empty


def every_page(shop: Staging, audience: str = "internal") -> Iterator[tuple[str, str]]:
    for path in sorted((shop.project.book / audience).rglob("*")):
        if path.is_file() and path.suffix in {".md", ".yml", ".json", ".js", ".txt", ".html"}:
            yield path.name, path.read_text("utf-8")


def test_staging_the_same_twice_writes_nothing(shop: Staging) -> None:
    run = shop.run(passing)
    first = shop.stage(run)
    assert "docs/index.md" in first.written
    assert "mkdocs.yml" in first.written
    assert shop.stage(run) == replace(first, written=())


def test_a_new_run_with_the_same_states_rewrites_only_the_record_of_runs(shop: Staging) -> None:
    first = shop.run(passing)
    shop.stage(first)
    staged = shop.stage(first, shop.run(passing, identity="run-2", hours=30))
    assert staged.written == ("docs/specs.json", "docs/assets/specbook/run.json", "docs/assets/specbook/run.js")
    record = json.loads(shop.page("assets/specbook/run.json"))
    assert record["runs"] == [{"date": "2026-11-24T15:14:00.000Z", "commit": "4f2a91c0aa11bb22", "dirty": False}]


def test_a_new_line_of_the_history_rewrites_no_page(shop: Staging) -> None:
    run, lines = shop.run(passing), [Line(f"run-{n}", f"2026-11-2{n}T00:00:00.000Z", "", False, {}) for n in (1, 2)]
    shop.stage(run, team=Team(History(tuple(lines[:1]))))
    staged = shop.stage(run, team=Team(History(tuple(lines))))
    assert staged.written == ("docs/assets/specbook/history.js", "docs/assets/specbook/history.jsonl")


def test_what_the_team_knows_is_left_out_for_everybody_else(shop: Staging) -> None:
    team = Team(History((Line("run-1", "2026-11-21T00:00:00.000Z", "", False, {}),)))
    folder = shop.stage(shop.run(passing), audience="public", team=team).folder
    assert list(folder.rglob("*history*")) == list(folder.rglob("team.js")) == []


def test_a_changed_spec_rewrites_its_page_and_what_mentions_it(shop: Staging) -> None:
    shop.stage()
    shop.write("specs/paying/refund.feature", "Feature: Refund\n\n  Scenario: Pay\n    When a\n    Then c\n")
    assert shop.stage().written == (
        "docs/specs/paying/refund.md",
        "docs/specs/paying/refund.txt",
        "docs/specs.json",
    )


def nested(staging: Staging, depth: int) -> list[str]:
    """Write folders within each other, each with two features; return the first of each."""
    folders = ["specs/" + "/".join("abcd"[: level + 1]) for level in range(depth)]
    for folder in folders:
        staging.write(f"{folder}/README.md", f"# Folder {folder[-1]}\n\nTold.\n")
        for name in ("one", "two"):
            text = f"@tag\nFeature: {folder[-1]}-{name}\n\n  Scenario: S\n    When a\n    Then b\n"
            staging.write(f"{folder}/{name}.feature", text)
    return [f"{folder}/one.feature" for folder in folders]


@pytest.mark.parametrize("audience", ["internal", "public"])
@pytest.mark.parametrize(
    ("old", "new"), [("Then b", "Then c"), ("Then b", "Then b\n\n  Scenario: T\n    When a"), ("    Then b\n", "")]
)
@pytest.mark.parametrize("level", [0, 1, 2])
def test_an_edit_rewrites_four_pages_however_deep_it_is(
    empty: Staging, level: int, old: str, new: str, audience: str
) -> None:
    empty.write("specs/product.yml", "audiences:\n  public: {}\n  internal: {sees: [public], details: true}\n")
    uri = nested(empty, 3)[level]
    run = empty.run(passing)
    empty.stage(run, audience=audience)
    empty.write(uri, (empty.root / uri).read_text("utf-8").replace(old, new))
    folder = uri.rpartition("/")[0]
    assert {path for path in empty.stage(run, audience=audience).written if path.endswith(".md")} == {
        "docs/index.md",
        "docs/status.md",
        f"docs/{folder}/index.md",
        f"docs/{folder}/one.md",
    }


def test_pages_of_folders_with_folders_in_them_leave_their_counts_to_the_script(empty: Staging) -> None:
    nested(empty, 2)
    empty.stage(empty.run(lambda pickle: ("FAILED", "no") if pickle.uri == "specs/a/b/two.feature" else ("PASSED", "")))
    outer, inner = empty.page("specs/a/index.md"), empty.page("specs/a/b/index.md")
    assert '<div class="sb-meta" data-sb-states="specs/a/index.md"><a href="../../status.html#by-capability">' in outer
    assert '<span>2 features<span data-sb-share="specs/a/b/index.md"></span></span>' in outer
    assert "of 4 verified" not in outer
    assert "1 of 2 verified" in inner
    assert json.loads(empty.page("assets/specbook/run.json"))["folders"] == {
        "specs/a/index.md": [["part", "3 of 4 verified"], ["failing", "✖ 1 broken"]],
        "specs/a/b/index.md": [["part", "1 of 2 verified"], ["failing", "✖ 1 broken"]],
        "specs/index.md": [["part", "3 of 4 verified"], ["failing", "✖ 1 broken"]],
    }


def test_pages_of_specs_that_are_gone_are_removed_and_the_built_site_is_left_alone(shop: Staging) -> None:
    folder = shop.stage().folder
    (folder / "site").mkdir()
    (folder / "site/index.html").write_text("built")
    shop.write("specs/delivery/parcel.feature", "Feature: Parcel\n\n  Scenario: A\n    Then b\n")
    shop.stage()
    (shop.root / "specs/delivery/parcel.feature").unlink()
    parcel = ("docs/specs/delivery/parcel.md", "docs/specs/delivery/parcel.txt")
    assert shop.stage().removed == ("docs/specs/delivery/index.md", *parcel)
    assert not (folder / "docs/specs/delivery").exists()
    assert (folder / "site/index.html").read_text() == "built"


@pytest.mark.parametrize("audience", ["internal", "public"])
def test_every_example_stands_in_the_book_exactly_once(shop: Staging, audience: str) -> None:
    shop.stage(shop.run(passing), audience=audience)
    specs, _ = shop.reconcile(audience=audience)
    found = Counter(key for _, text in every_page(shop, audience) for key in MARK.findall(text))
    assert set(found.values()) == {1}
    assert len(found) == len(specs.pickles)


def test_a_public_book_says_nothing_of_what_is_internal(shop: Staging) -> None:
    shop.write("specs/broken.feature", "Feature: x\n  nonsense\n  Scenario: y\n    Given z\n    nonsense\n")
    shop.stage(shop.run(lambda pickle: ("FAILED", "Traceback: secret")), audience="public")
    told = "\n".join(text for _, text in every_page(shop, "public"))
    for word in (
        "Secret",
        "secret",
        "Hush",
        "card.feature",
        "card&#46;feature",
        "Traceback",
        "git.example.org",
        "nonsense",
    ):
        assert word not in told
    assert not (shop.docs("public") / "specs/broken.md").exists()


def test_a_failing_example_shows_its_message_to_the_team_folded(shop: Staging) -> None:
    shop.stage(shop.run(lambda pickle: ("FAILED", "assert <a> == {b}\n--8<-- boom")))
    page = shop.page("specs/paying/card.md")
    assert "<pre>assert &lt;a&gt; == &#123;b&#125;&#10;--8&lt;-- boom</pre>" in page
    assert "✖ broken" in page


def test_states_add_up_where_it_stands(shop: Staging) -> None:
    endings: dict[str, Ending] = {
        "Pay": ("PASSED", ""),
        "Typing": ("FAILED", "no"),
        "Change your mind": ("UNDEFINED", ""),
    }
    shop.stage(shop.run(lambda pickle: endings.get(pickle.scenario.name)))
    status = shop.page("status.md")
    numbers = [
        int(number) for number in re.findall(r">(?:\S )?(\d+) (?:of|broken|not|planned)", status.split("## ")[0])
    ]
    assert sum(numbers) == len(shop.read_specs().pickles) == 11
    assert "11 examples specified" in status
    assert "#typing-row-1)" in status


def test_a_tick_is_only_where_everything_is_verified_and_can_be_read(empty: Staging) -> None:
    empty.write("specs/paying/README.md", "# Paying\n")
    empty.write("specs/paying/a.feature", "Feature: A\n  Scenario: B\n    Given c\n")
    empty.stage(empty.run(passing))
    for page in ("index.md", "status.md"):
        assert "✔ 1 of 1 verified" in empty.page(page)
    empty.write("specs/paying/torn.feature", "Feature: T\n  Scenario: U\n    Given c\n    nonsense\n")
    empty.stage(empty.run(passing))
    for page in ("index.md", "status.md"):
        assert "✖ 1 spec cannot be read" in empty.page(page)
        assert "✔" not in empty.page(page)
    bars = re.findall(r'<span class="sb-bar".*?</span>', empty.page("status.md"))
    assert ["sb-failing" in one for one in bars] == [True, True]
    of_capability, of_its_features = empty.page("specs/paying/index.md").split("## ", 1)
    assert ("✖ 1 spec cannot be read" in of_capability, "✔" in of_capability) == (True, False)
    assert "✔ 1 of 1 verified" in of_its_features
    empty.stage(empty.run(passing), audience="public")
    assert "cannot be read" not in empty.page("index.md", "public") + empty.page("status.md", "public")


def test_a_capability_without_examples_has_no_tick(empty: Staging) -> None:
    empty.write("specs/paying/README.md", "# Paying\n\nSoon.\n")
    empty.write("specs/paying/a.feature", "Feature: A\n")
    empty.stage()
    assert "✔" not in empty.page("index.md") + empty.page("specs/paying/index.md")


def test_lists_of_the_whole_book_follow_the_order_of_the_product(empty: Staging) -> None:
    for name in (
        "ask/help.feature",
        "buy/basket/fill.feature",
        "buy/card.feature",
        "buy/air.feature",
        "zoo/see.feature",
    ):
        empty.write(f"specs/{name}", f"@sold\nFeature: {name}\n  Scenario: One of {name}\n    Given it\n")
    empty.write("specs/product.yml", "order: [zoo, buy, buy/card.feature]\n")
    empty.stage()
    read = ["zoo/see.feature", "buy/card.feature", "buy/air.feature", "buy/basket/fill.feature", "ask/help.feature"]
    for page in ("status.md", "tags.md"):
        linked = re.findall(r"\]\(specs/([a-z/]+)\.md#", empty.page(page))
        assert list(dict.fromkeys(linked)) == [name.removesuffix(".feature") for name in read], page
    by_capability = empty.page("status.md").partition("#by-capability")[2].partition("##")[0]
    assert re.findall(r"\]\(specs/([a-z/]+)/index\.md", by_capability) == ["zoo", "buy", "buy/basket", "ask"]


def test_the_story_stands_in_the_authors_order_with_persona_and_benefit_in_bold(shop: Staging) -> None:
    shop.stage()
    story = "As a <strong>shopper</strong>, I want to pay by card, <strong>so that my order ships today</strong>."
    assert story in shop.page("specs/paying/card.md")


def test_a_story_that_begins_with_its_benefit_keeps_that_order(empty: Staging) -> None:
    empty.write(
        "specs/a.feature",
        "Feature: A\n  In order to sleep\n  As an owner\n  I want locks\n\n  Scenario: B\n    Then c\n",
    )
    empty.stage()
    story = "<strong>In order to sleep</strong>, as an <strong>owner</strong>, I want locks."
    assert story in empty.page("specs/a.md")


def test_links_lead_to_pages_of_the_book_and_never_to_what_the_audience_may_not_see(shop: Staging) -> None:
    shop.stage(audience="public")
    page = shop.page("specs/paying/card.md", "public")
    assert "[refunds](refund.md)" in page
    assert "&#44; more and" in page
    assert "[cards](card.md)" in shop.page("specs/paying/index.md", "public")


def test_own_images_are_copied_and_foreign_ones_become_links(shop: Staging) -> None:
    shop.write(
        "specs/paying/README.md", "# Paying\n\n![map](plan.png) ![far](https://example.org/y.png)\n\n`![x](plan.png)`\n"
    )
    shop.stage()
    page, readme = shop.page("specs/paying/card.md"), shop.page("specs/paying/index.md")
    (image,) = (shop.docs() / "assets/specs").iterdir()
    assert image.read_bytes() == IMAGE
    assert f"![a plan](../../assets/specs/{image.name})" in page
    assert ">theirs</a>" in page
    assert f"![map](../../assets/specs/{image.name}) [far](https://example.org/y.png)" in readme
    assert "`![x](plan.png)`" in readme


def test_the_links_of_a_readme_lead_into_the_book_wherever_they_are_written(shop: Staging) -> None:
    shop.write("docs/guide.md", "# Guide")
    shop.write(
        "specs/README.md",
        """\
        # Everything

        See [paying](paying/README.md), [it](paying/), [the guide](../docs/guide.md), [cards][1] and [that](#here).

        ```
        [not](paying/README.md)
        ```

        [1]: paying/card.feature#pay
        [2]: https://example.org/
        """,
    )
    shop.stage()
    page = shop.page("specs/index.md")
    assert "[paying](paying/index.md), [it](paying/index.md), [the guide](../guide.md)" in page
    assert "[that](#here)" in page
    assert "[not](paying/README.md)" in page
    assert "[1]: paying/card.md#pay\n[2]: https://example.org/" in page


def test_a_folder_with_very_many_specs_is_cut_into_sub_folders(empty: Staging) -> None:
    for number in range(60):
        empty.write(
            f"specs/many/{'ab'[number % 2]}-{number}.feature", f"Feature: F{number}\n  Scenario: S\n    Then t\n"
        )
    empty.stage()
    many = empty.docs() / "specs/many"
    assert {path.name for path in many.iterdir()} == {"a", "b", "index.md"}
    assert len(list((many / "a").glob("*.md"))) == 30
    assert "- A:\n    - F0: specs/many/a/a-0.md" in empty.config()


def test_many_specs_whose_names_begin_alike_are_cut_where_they_differ(empty: Staging) -> None:
    for number in range(120):
        empty.write(f"specs/feature-{number:03}.feature", f"Feature: F{number}\n  Scenario: S\n    Then t\n")
    empty.stage()
    folders = [path for path in (empty.docs() / "specs").iterdir() if path.is_dir()]
    assert {len(list(folder.glob("*.md"))) for folder in folders} == {10, 20}


def test_names_that_collide_get_addresses_of_their_own(empty: Staging) -> None:
    for name in ("index", "Pay!", "pay", "pay/deep"):
        empty.write(f"specs/a/{name}.feature", "Feature: F\n  Scenario: S\n    Then t\n  Scenario: S\n    Then u\n")
    empty.stage()
    pages = {path.relative_to(empty.docs() / "specs/a").as_posix() for path in (empty.docs() / "specs/a").rglob("*.md")}
    assert pages == {"index.md", "index-2.md", "pay-2.md", "pay-3.md", "pay/index.md", "pay/deep.md"}
    assert "### S { #s }" in empty.page("specs/a/index-2.md")
    assert 'id="s-2"' in empty.page("specs/a/index-2.md")


def test_a_spec_that_cannot_be_read_has_a_page_that_says_where_and_what_to_do(shop: Staging) -> None:
    shop.write("specs/paying/bad.feature", "Feature: x\n  Scenario: y\n    Given z\n    nonsense <here>\n")
    shop.stage()
    page = shop.page("specs/paying/bad.md")
    assert "This spec cannot be read" in page
    assert "line 4, column 5" in page
    assert "nonsense &#60;here&#62;" in page
    assert "specs/paying/bad.md" in shop.config()
    assert "](specs/paying/bad.md)" in shop.page("status.md")


@pytest.mark.parametrize("name", ["status.md", "tags.md", "specs.json", "specs/mine.md", "assets/specbook/mine.css"])
def test_a_page_of_the_user_at_an_address_of_ours_is_refused(shop: Staging, name: str) -> None:
    shop.write(f"docs/{name}", "# Mine")
    with pytest.raises(SettingsError, match=re.escape(f"docs/{name}")):
        shop.stage()


def test_the_users_own_files_are_copied_as_they_are(shop: Staging) -> None:
    shop.write("docs/guide/a.md", "# {{ a }} <b>\r\n")
    shop.write("docs/guide/a.bin", b"\x00\xff\r\n")
    shop.stage()
    assert (shop.docs() / "guide/a.md").read_bytes() == b"# {{ a }} <b>\r\n"
    assert (shop.docs() / "guide/a.bin").read_bytes() == b"\x00\xff\r\n"


@pytest.mark.parametrize("name", ["index.md", "README.md"])
def test_the_users_home_page_comes_first(shop: Staging, name: str) -> None:
    shop.write(f"docs/{name}", "---\nicon: x\n---\n# Hello\n\nWe sell rope.\n")
    shop.stage()
    home = shop.page("index.md")
    assert home.startswith("---\nicon: x\n---\n# Hello\n\nWe sell rope.\n\n")
    assert "## What you can do" in home
    assert not (shop.docs() / "README.md").exists()


def test_several_actions_become_numbered_turns_and_the_background_comes_before_them(shop: Staging) -> None:
    shop.stage()
    block = shop.page("specs/paying/card.md").split('id="change-your-mind"')[1].split("</details>")[0]
    before, *turns = block.split('<div class="sb-do">')
    assert "a shop" in before
    steps = [re.findall(r'sb-said">([^<]+)</span>', turn) for turn in turns]
    assert steps == [["you pay", "it is paid"], ["you cancel", "it is not"]]


def test_keywords_are_there_and_values_stand_out(shop: Staging) -> None:
    shop.stage()
    page = shop.page("specs/paying/card.md")
    keyword = '<span class="sb-kw" data-search-exclude>{} </span><span class="sb-said">'
    assert f"{keyword.format('Given')}a card ending <em>&quot;4242&quot;</em>" in page
    assert f"{keyword.format('When')}you pay <em>€ 38.00</em>" in page
    assert "the code is <var>&lt;code&gt;</var>" in page


def test_a_part_without_a_name_is_still_called_something(shop: Staging) -> None:
    shop.write("specs/paying/no-name.feature", "Feature:\n  Scenario:\n    Then a\n")
    shop.stage()
    page = shop.page("specs/paying/no-name.md")
    assert "# no&#45;name { #feature }" in page
    assert "### Unnamed scenario { #scenario }" in page


def test_the_source_waits_for_the_commit_of_the_run(shop: Staging) -> None:
    shop.stage()
    address = "https://git.example.org/{commit}/specs/paying/card.feature#L2"
    escaped = address.replace("{", "&#123;").replace("}", "&#125;")
    assert f'data-sb-source="{escaped}"' in shop.page("specs/paying/card.md")


def test_tags_are_listed_with_where_they_stand_and_where_they_lead(shop: Staging) -> None:
    shop.stage()
    tags = shop.page("tags.md")
    assert "## &#64;issue&#58;SHOP&#45;1 { #issue-shop-1 }" in tags
    assert 'href="https&#58;&#47;&#47;issues&#46;example&#46;org&#47;SHOP&#45;1"' in tags
    assert "[Pay by card](specs/paying/card.md#pay-by-card)" in tags
    assert "internal" not in tags


def test_a_project_without_any_spec_still_has_a_book(empty: Staging) -> None:
    assert (empty.stage().pages, empty.stage(audience="public").pages) == (6, 3)
    assert "Nothing is specified yet" in empty.page("index.md")


def test_pages_hold_no_date_no_commit_and_no_path_of_this_machine(shop: Staging) -> None:
    shop.stage(shop.run(passing))
    for name, text in every_page(shop):
        assert str(shop.root) not in text
        if name not in {"run.json", "run.js", "specs.json"}:
            assert "2026" not in text
            assert "4f2a91c" not in text
