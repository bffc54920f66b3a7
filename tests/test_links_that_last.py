"""Old addresses in the book of today: how they are recognised, and what is refused."""

import json
import posixpath
from pathlib import Path
from typing import Any

import pytest

from specbook.errors import SettingsError, UsageError
from specbook.pages import read_published, stage
from specbook.product import load_product
from test_pages import Staging, empty

__all__ = ["empty"]


def feature(name: str, **scenarios: str) -> str:
    """Write a feature; each scenario has one step, and is named like its keyword."""
    parts = [f"  Scenario: {title.replace('_', ' ')}\n    Given {step}\n" for title, step in scenarios.items()]
    return "\n".join([f"Feature: {name}", *parts])


def publish(staging: Staging, audience: str = "internal") -> Path:
    """Stage it, and keep what it says to programs as the book that is published."""
    staging.stage(audience=audience)
    return staging.root / staging.project.settings.book / audience / "docs"


def follow(staging: Staging, previous: Path, audience: str = "internal") -> tuple[str, ...]:
    """Stage it again as `--previous` does; return what was written."""
    published = read_published(previous, audience)
    product = load_product(staging.project)
    specs, ledger = staging.reconcile(audience=audience)
    return stage(staging.project, specs, ledger, product, product.audience(audience), published).written


def specs_json(staging: Staging) -> dict[str, Any]:
    record: dict[str, Any] = json.loads(staging.page("specs.json"))
    return record


def test_staging_the_same_again_with_what_was_published_writes_nothing(empty: Staging) -> None:
    empty.write("specs/a.feature", feature("A", one="x", two="y"))
    docs = publish(empty)
    assert follow(empty, docs) == ()
    assert follow(empty, docs) == ()


def test_a_page_that_was_moved_twice_is_reached_from_both_addresses(empty: Staging) -> None:
    empty.write("specs/a.feature", feature("A", one="x", two="y"))
    docs = publish(empty)
    for old, new in (("a", "b"), ("b", "c")):
        (empty.root / f"specs/{old}.feature").rename(empty.root / f"specs/{new}.feature")
        follow(empty, docs)
    assert specs_json(empty)["features"][0]["formerly"] == ["specs/b.html", "specs/a.html"]
    assert 'url=c.html"' in empty.page("specs/a.html")
    assert 'url=c.html"' in empty.page("specs/b.html")


def test_an_address_that_another_feature_has_now_leads_nowhere_else(empty: Staging) -> None:
    empty.write("specs/a.feature", feature("A", one="x"))
    docs = publish(empty)
    (empty.root / "specs/a.feature").rename(empty.root / "specs/b.feature")
    empty.write("specs/a.feature", feature("Something else", other="z"))
    follow(empty, docs)
    assert not (empty.docs() / "specs/a.html").exists()


def test_a_feature_whose_scenarios_went_into_another_leads_there(empty: Staging) -> None:
    empty.write("specs/a.feature", feature("A", one="x", two="y"))
    empty.write("specs/b.feature", feature("B", three="z"))
    docs = publish(empty)
    short = specs_json(empty)["features"][0]["scenarios"][0]["examples"][0]["short"]
    (empty.root / "specs/a.feature").unlink()
    empty.write("specs/b.feature", feature("B", three="z", one="x", zwei="y"))
    follow(empty, docs)
    assert 'url=b.html"' in empty.page("specs/a.html")
    assert '<div id="two" class="sb-former"></div>' in empty.page("specs/b.md")
    assert specs_json(empty)["features"][0]["scenarios"][1]["examples"][0]["short"] == short


def test_a_deleted_feature_leads_nowhere_though_another_does_the_same(empty: Staging) -> None:
    empty.write("specs/a.feature", feature("A", one="x"))
    empty.write("specs/b.feature", feature("B", one="x"))
    docs = publish(empty)
    (empty.root / "specs/a.feature").unlink()
    follow(empty, docs)
    assert not (empty.docs() / "specs/a.html").exists()


def test_an_identity_outlasts_name_place_and_text(empty: Staging) -> None:
    empty.write("specs/a.feature", f"@id:shop\n{feature('A', one='x')}")
    docs = publish(empty)
    (empty.root / "specs/a.feature").unlink()
    empty.write("specs/deep/b.feature", f"@id:shop\n{feature('B', two='y')}")
    follow(empty, docs)
    assert 'url=deep/b.html"' in empty.page("specs/a.html")


def test_the_rows_of_a_renamed_outline_keep_their_anchors_and_short_links(empty: Staging) -> None:
    outline = (
        "Feature: A\n  Scenario Outline: {}\n    Given <n>\n    Examples:\n      | n |\n      | 1 |\n      | 2 |\n"
    )
    empty.write("specs/a.feature", outline.format("Old"))
    docs = publish(empty)
    before = [example["short"] for example in specs_json(empty)["features"][0]["scenarios"][0]["examples"]]
    empty.write("specs/a.feature", outline.format("New"))
    follow(empty, docs)
    (scenario,) = specs_json(empty)["features"][0]["scenarios"]
    assert scenario["formerly"] == ["old"]
    assert [example["formerly"] for example in scenario["examples"]] == [["old-row-1"], ["old-row-2"]]
    assert [example["short"] for example in scenario["examples"]] == before


def ruled(**rules: str) -> str:
    """Write a feature with Rules; each has a scenario for each letter, which is its step."""
    scenarios = {rule: "".join(f"    Scenario: {one}\n      Given {one}\n" for one in of) for rule, of in rules.items()}
    return "Feature: A\n" + "".join(f"  Rule: {rule}\n{told}" for rule, told in scenarios.items())


def rules_of(staging: Staging) -> dict[str, list[str]]:
    """Tell of each Rule of the one feature what anchors it had before."""
    return {rule["anchor"]: rule["formerly"] for rule in specs_json(staging)["features"][0]["rules"]}


def test_a_renamed_rule_is_known_by_half_of_its_scenarios(empty: Staging) -> None:
    empty.write("specs/a.feature", ruled(one="xy", two="z"))
    docs = publish(empty)
    empty.write("specs/a.feature", ruled(two="z", eins="vyw"))
    follow(empty, docs)
    assert rules_of(empty) == {"two": [], "eins": ["one"]}
    assert '<div id="one" class="sb-former"></div>\n\n### eins' in empty.page("specs/a.md")
    empty.write("specs/a.feature", ruled(two="z", uno="vyw"))
    follow(empty, docs)
    assert rules_of(empty) == {"two": [], "uno": ["eins", "one"]}


def test_a_rule_that_went_into_another_is_found_there(empty: Staging) -> None:
    empty.write("specs/a.feature", ruled(one="x", two="y"))
    docs = publish(empty)
    empty.write("specs/a.feature", ruled(two="xy"))
    follow(empty, docs)
    assert rules_of(empty) == {"two": ["one"]}


def test_a_rule_whose_scenarios_are_scattered_or_gone_is_found_nowhere(empty: Staging) -> None:
    empty.write("specs/a.feature", ruled(one="xyz", two="w"))
    docs = publish(empty)
    empty.write("specs/a.feature", ruled(left="x", right="y"))
    follow(empty, docs)
    assert rules_of(empty) == {"left": [], "right": []}


def test_the_name_of_a_rule_that_is_given_anew_belongs_to_its_new_owner(empty: Staging) -> None:
    empty.write("specs/a.feature", ruled(one="x"))
    docs = publish(empty)
    empty.write("specs/a.feature", ruled(two="x") + "    Scenario: one\n      Given v\n")
    follow(empty, docs)
    assert rules_of(empty) == {"two": []}
    assert empty.page("specs/a.md").count('id="one"') == 1


def test_rules_of_the_same_name_are_told_apart(empty: Staging) -> None:
    empty.write("specs/a.feature", ruled(one="x") + ruled(one="y").partition("\n")[2])
    docs = publish(empty)
    empty.write("specs/a.feature", ruled(eins="x", zwei="y"))
    follow(empty, docs)
    assert rules_of(empty) == {"eins": ["one"], "zwei": ["one-2"]}


def test_a_book_that_was_published_before_rules_and_folders_were_told_is_read(empty: Staging) -> None:
    empty.write("specs/a.feature", ruled(one="x"))
    file = publish(empty) / "specs.json"
    record = json.loads(file.read_text("utf-8"))
    (feature,), (folder,) = record["features"], record["capabilities"]
    del feature["rules"], feature["scenarios"][0]["rule_anchor"], folder["formerly"]
    file.write_text(json.dumps(record), "utf-8")
    (empty.root / "specs/a.feature").rename(empty.root / "specs/b.feature")
    follow(empty, file.parent)
    assert 'url=b.html"' in empty.page("specs/a.html")


def test_an_edited_scenario_keeps_its_short_link(empty: Staging) -> None:
    empty.write("specs/a.feature", feature("A", one="x", two="y"))
    docs = publish(empty)
    before = specs_json(empty)["features"][0]["scenarios"][0]["examples"][0]["short"]
    empty.write("specs/a.feature", feature("A", one="something else", two="y"))
    follow(empty, docs)
    assert specs_json(empty)["features"][0]["scenarios"][0]["examples"][0]["short"] == before


def test_every_example_has_a_short_link_of_its_own_in_one_of_sixteen_files(empty: Staging) -> None:
    for number in range(40):
        empty.write(f"specs/f{number}.feature", feature(f"F{number}", one="x", two="x"))
    empty.stage()
    scenarios = [scenario for feature in specs_json(empty)["features"] for scenario in feature["scenarios"]]
    shorts = [example["short"] for scenario in scenarios for example in scenario["examples"]]
    assert len(set(shorts)) == 80
    assert {short.partition("#")[0] for short in shorts} == {
        f"s/{path.name}" for path in (empty.docs() / "s").iterdir()
    }


def test_addresses_with_and_without_endings_lead_to_each_other(empty: Staging) -> None:
    empty.write("specs/a.feature", feature("A", one="x"))
    docs = publish(empty)
    empty.write("mkdocs.yml", "site_name: A\nuse_directory_urls: true\n")
    follow(empty, docs)
    assert 'url=a/"' in empty.page("specs/a.html")


def test_a_folder_that_moved_takes_its_pages_along(empty: Staging) -> None:
    empty.write("specs/new/a.feature", feature("A", one="x"))
    empty.write("specs/product.yml", "moved: {old/part: new}\n")
    empty.stage()
    assert 'url=../../new/a.html"' in empty.page("specs/old/part/a.html")


def fill(staging: Staging, folder: str, count: int) -> None:
    """Write features whose names begin with a or b, in turn; very many of them are cut into sub-folders."""
    for number in range(count):
        staging.write(f"specs/{folder}/{'ab'[number % 2]}-{number}.feature", feature(f"F{number}", one=f"x{number}"))


def old_pages(staging: Staging) -> dict[str, str]:
    """Tell of each page that leads on, where to."""
    found = {}
    for path in sorted((staging.docs() / "specs").rglob("*.html")):
        target = path.read_text("utf-8").partition('<link rel="canonical" href="')[2].partition('"')[0]
        found[path.relative_to(staging.docs()).as_posix()] = posixpath.normpath(
            posixpath.join(path.parent.relative_to(staging.docs()).as_posix(), target)
        )
    return found


def test_a_large_folder_that_moved_is_known_by_its_parts_and_without_them(empty: Staging) -> None:
    fill(empty, "new", 60)
    empty.write("specs/product.yml", "moved: {old: new}\n")
    empty.stage()
    pages = old_pages(empty)
    assert pages.pop("specs/old/index.html") == "specs/new/index.html"
    assert len(pages) == 120
    assert pages["specs/old/b/b-1.html"] == pages["specs/old/b-1.html"] == "specs/new/b/b-1.html"


def test_a_large_folder_that_was_taken_apart_is_known_by_the_parts_that_it_had(empty: Staging) -> None:
    fill(empty, "big", 51)
    publish(empty)
    before = {one["name"]: one["page"] for one in specs_json(empty)["features"]}
    assert before["F0"] == "specs/big/a/a-0.html"
    (empty.root / "specs/few").mkdir()
    for name in ("a-0", "b-1"):
        (empty.root / f"specs/big/{name}.feature").rename(empty.root / f"specs/few/{name}.feature")
    empty.write("specs/product.yml", "moved: {big/a-0.feature: few/a-0.feature, big/b-1.feature: few/b-1.feature}\n")
    empty.stage()
    pages, after = old_pages(empty), {one["name"]: one["page"] for one in specs_json(empty)["features"]}
    assert after["F3"] == "specs/big/b-3.html"
    assert {old: pages.pop(old) for old in before.values()} == {page: after[name] for name, page in before.items()}
    assert pages == {"specs/big/a-0.html": "specs/few/a-0.html", "specs/big/b-1.html": "specs/few/b-1.html"}


def test_a_folder_that_became_large_is_known_without_its_parts(empty: Staging) -> None:
    fill(empty, "big", 51)
    empty.write("specs/product.yml", "moved: {few/c.feature: big/b-1.feature}\n")
    empty.stage()
    pages = old_pages(empty)
    assert len(pages) == 51
    assert pages["specs/few/c.html"] == "specs/big/b/b-1.html"
    assert pages["specs/big/b-3.html"] == "specs/big/b/b-3.html"


def test_the_addresses_of_a_small_folder_have_no_parts(empty: Staging) -> None:
    fill(empty, "new", 3)
    empty.write("specs/other/a.feature", feature("A", one="x"))
    empty.write("specs/product.yml", "moved: {old/a-0.feature: new/a-0.feature}\n")
    empty.stage()
    assert old_pages(empty) == {"specs/old/a-0.html": "specs/new/a-0.html"}


def test_names_that_collided_where_they_were_are_told_apart(empty: Staging) -> None:
    for name in ("Pay!", "pay"):
        empty.write(f"specs/new/{name}.feature", feature(name, one=name))
    empty.write("specs/product.yml", "moved: {old: new}\n")
    empty.stage()
    assert old_pages(empty) == {
        "specs/old/index.html": "specs/new/index.html",
        "specs/old/pay.html": "specs/new/pay.html",
        "specs/old/pay-2.html": "specs/new/pay-2.html",
    }


def test_the_page_of_a_folder_that_moved_leads_on_with_those_below_it(empty: Staging) -> None:
    empty.write("specs/new/README.md", "# The new one\n\nTold.\n")
    empty.write("specs/new/deep/a.feature", feature("A", one="x"))
    empty.write("specs/product.yml", "moved: {old: new}\n")
    empty.stage()
    assert old_pages(empty) == {
        "specs/old/index.html": "specs/new/index.html",
        "specs/old/deep/index.html": "specs/new/deep/index.html",
        "specs/old/deep/a.html": "specs/new/deep/a.html",
    }
    assert "<title>The new one</title>" in empty.page("specs/old/index.html")


def capabilities(staging: Staging) -> dict[str, list[str]]:
    """Tell of each folder what addresses its page had before."""
    return {one["page"]: one["formerly"] for one in specs_json(staging)["capabilities"]}


def move(staging: Staging, old: str, new: str) -> None:
    (staging.root / f"specs/{new}").parent.mkdir(parents=True, exist_ok=True)
    (staging.root / f"specs/{old}").rename(staging.root / f"specs/{new}")


def test_folders_that_moved_are_known_by_what_they_hold(empty: Staging) -> None:
    for number, name in enumerate(("shop/paying/card", "shop/paying/cash", "shop/sending/parcel", "other/more")):
        empty.write(f"specs/{name}.feature", feature(name, one=f"x{number}"))
    docs = publish(empty)
    move(empty, "shop", "store")
    move(empty, "store/paying", "store/money")
    follow(empty, docs)
    assert capabilities(empty) == {
        "specs/other/index.html": [],
        "specs/store/index.html": ["specs/shop/index.html"],
        "specs/store/money/index.html": ["specs/shop/paying/index.html"],
        "specs/store/sending/index.html": ["specs/shop/sending/index.html"],
    }
    assert 'url=../../store/money/index.html"' in empty.page("specs/shop/paying/index.html")
    move(empty, "store", "warehouse")
    follow(empty, docs)
    assert capabilities(empty)["specs/warehouse/index.html"] == ["specs/store/index.html", "specs/shop/index.html"]


def test_a_folder_that_is_gone_leads_to_the_one_that_took_half_of_it_if_any(empty: Staging) -> None:
    for number in range(3):
        empty.write(f"specs/old/f{number}.feature", feature(f"F{number}", one=f"x{number}"))
        empty.write(f"specs/lost/g{number}.feature", feature(f"G{number}", one=f"y{number}"))
    docs = publish(empty)
    move(empty, "old/f0.feature", "new/f0.feature")
    move(empty, "old/f1.feature", "new/f1.feature")
    move(empty, "old/f2.feature", "third/f2.feature")
    move(empty, "lost/g0.feature", "third/g0.feature")
    for number in (1, 2):
        (empty.root / f"specs/lost/g{number}.feature").unlink()
    follow(empty, docs)
    assert capabilities(empty) == {"specs/new/index.html": ["specs/old/index.html"], "specs/third/index.html": []}


def test_a_file_that_became_a_folder_and_a_folder_that_became_a_file_lead_on(empty: Staging) -> None:
    empty.write("specs/paying/card.feature", feature("A", one="x"))
    empty.write("specs/send.feature", feature("B", one="y"))
    empty.write("specs/product.yml", "moved: {pay.feature: paying, sending: send.feature}\n")
    empty.stage()
    assert old_pages(empty) == {
        "specs/pay.html": "specs/paying/index.html",
        "specs/sending/index.html": "specs/send.html",
    }


def test_a_folder_that_is_still_there_keeps_its_page(empty: Staging) -> None:
    empty.write("specs/old/a.feature", feature("A", one="x"))
    empty.write("specs/new/b.feature", feature("B", one="y"))
    empty.write("specs/product.yml", "moved: {old: new}\n")
    empty.stage()
    assert old_pages(empty) == {"specs/old/b.html": "specs/new/b.html"}


def test_old_addresses_say_nothing_of_what_is_hidden(empty: Staging) -> None:
    empty.write("specs/product.yml", "moved: {old: new}\naudiences: {public: {}, internal: {sees: [public]}}\n")
    empty.write("specs/new/a.feature", f"@internal\n{feature('A', one='x')}")
    empty.stage(audience="public")
    assert list((empty.docs("public") / "specs").rglob("*.html")) == []


@pytest.mark.parametrize(
    ("moved", "told"),
    [
        ("{b.feature: a.featur}", "there is no “a.featur” below specs/. Did you mean “a.feature”?"),
        ("{a.feature: a.feature}", "“a.feature” is still there"),
    ],
)
def test_a_move_that_makes_no_sense_is_told(empty: Staging, moved: str, told: str) -> None:
    empty.write("specs/a.feature", feature("A", one="x"))
    empty.write("specs/product.yml", f"title: Shop\nmoved: {moved}\n")
    with pytest.raises(SettingsError, match=r"product\.yml:2: moved") as caught:
        empty.stage()
    assert told in str(caught.value)


def test_the_book_of_another_audience_is_refused(empty: Staging) -> None:
    empty.write("specs/a.feature", feature("A", one="x"))
    with pytest.raises(UsageError, match="of the book for “internal”, and this one is for “public”"):
        follow(empty, publish(empty), "public")


@pytest.mark.parametrize(
    ("part", "value"),
    [
        ("page", "../../evil.html"),
        ("page", "specs/../../evil.html"),
        ("page", "https://elsewhere.example/"),
        ("page", 'specs/"><script>.html'),
        ("anchor", '"><script>'),
        ("short", "s/0.html#../../x"),
        ("version", "1"),
        ("version", 0),
        ("formerly", 3),
    ],
)
def test_what_is_no_address_of_a_book_is_refused(empty: Staging, part: str, value: object) -> None:
    empty.write("specs/a.feature", feature("A", one="x"))
    file = publish(empty) / "specs.json"
    record = json.loads(file.read_text("utf-8"))
    (scenario,) = record["features"][0]["scenarios"]
    (folder,) = record["capabilities"]
    for node in (record, folder, record["features"][0], scenario, scenario["examples"][0]):
        if part in node:
            node[part] = value
    file.write_text(json.dumps(record), "utf-8")
    with pytest.raises(UsageError, match=r"this is no specs\.json"):
        read_published(file, "internal")


@pytest.mark.parametrize("part", ["anchor", "formerly"])
def test_what_is_no_anchor_of_a_rule_is_refused(empty: Staging, part: str) -> None:
    empty.write("specs/a.feature", ruled(one="x"))
    file = publish(empty) / "specs.json"
    record = json.loads(file.read_text("utf-8"))
    record["features"][0]["rules"][0][part] = ['"><script>'] if part == "formerly" else '"><script>'
    file.write_text(json.dumps(record), "utf-8")
    with pytest.raises(UsageError, match=r"this is no specs\.json"):
        read_published(file, "internal")


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '{"version": 1}', '{"version": true, "audience": "internal"}'])
def test_what_is_no_specs_json_is_refused(tmp_path: Path, text: str) -> None:
    file = tmp_path / "specs.json"
    file.write_text(text, "utf-8")
    with pytest.raises(UsageError, match=r"this is no specs\.json"):
        read_published(tmp_path, "internal")


@pytest.mark.parametrize("name", [".", "missing.json", "https://book.example/specs.json"])
def test_where_there_is_none_that_is_told(tmp_path: Path, name: str) -> None:
    with pytest.raises(UsageError, match=r"there is no specs\.json here"):
        read_published(tmp_path / name, "internal")
