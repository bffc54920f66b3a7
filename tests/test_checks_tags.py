"""What the checks of tags find, how they mend it, and which tags they leave alone."""

from dataclasses import replace
from pathlib import Path

import pytest
from tests.checked import found, lines, mended
from tests.sandbox import Sandbox

from specbook.check_settings import CheckSettings
from specbook.checks import Known
from specbook.config import Settings
from specbook.product import Audience, Product

SCENARIO = "  Scenario: {0}\n    Given a\n\n"


def known(**options: object) -> Known:
    return Known(replace(Settings(), check=replace(CheckSettings(), **options)))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("@a @b @a\nFeature: x\n", "@a @b\nFeature: x\n"),
        ("@a @a @a\nFeature: x\n", "@a\nFeature: x\n"),
        ("@a\n@a\nFeature: x\n", "@a\nFeature: x\n"),
        ("@a\n@a @b\nFeature: x\n", "@a\n@b\nFeature: x\n"),
        ("@a\r\n  @a\r\nFeature: x\r\n", "@a\r\nFeature: x\r\n"),
        ("@a @a # why\nFeature: x\n", "@a # why\nFeature: x\n"),
        ("\ufeff@é @é\nFeature: x\n", "\ufeff@é\nFeature: x\n"),
        ("@a@b@a\nFeature: x\n", "@a@b\nFeature: x\n"),
    ],
)
def test_a_tag_that_stands_twice_is_removed_with_what_surrounds_it(before: str, after: str) -> None:
    assert mended("tags-are-not-repeated", before) == after


def test_a_tag_of_one_part_may_stand_at_another() -> None:
    assert lines("tags-are-not-repeated", "@a\nFeature: x\n\n  @a\n" + SCENARIO) == []


TWO = "{above}Feature: x\n\n  @a @b\n  Scenario: 1\n    Given a\n\n  @a\n  @c\n  Scenario: 2\n    Given b\n"


@pytest.mark.parametrize(
    ("above", "after"),
    [
        ("", "@a\nFeature: x\n"),
        ("@f\n", "@f @a\nFeature: x\n"),
        ("@a\n", "@a\nFeature: x\n"),
        ("# language: en\n", "# language: en\n@a\nFeature: x\n"),
    ],
)
def test_a_tag_of_every_scenario_is_put_at_the_feature(above: str, after: str) -> None:
    rest = "\n  @b\n  Scenario: 1\n    Given a\n\n  @c\n  Scenario: 2\n    Given b\n"
    assert mended("tags-stand-high", TWO.format(above=above)) == after + rest
    assert mended("tags-stand-high", TWO.format(above=above).replace("\n", "\r\n")) == (after + rest).replace(
        "\n", "\r\n"
    )


def test_a_tag_of_a_whole_rule_is_put_at_the_rule_unless_the_whole_feature_has_it() -> None:
    rule = "  Rule: r\n\n    @a\n    Scenario: 1\n      Given a\n\n    @a\n    Scenario: 2\n      Given b\n"
    alone = f"Feature: x\n\n  Scenario: 0\n    Given c\n\n{rule}"
    assert lines("tags-stand-high", alone) == [8]
    assert "    Given c\n\n  @a\n  Rule: r\n\n    Scenario: 1" in mended("tags-stand-high", alone)
    assert lines("tags-stand-high", f"Feature: x\n\n{rule}") == [5]


@pytest.mark.parametrize(
    "tag", ["@id:x", "@owner:me", "@happy-path", "@wip", "@manual", "@Internal", "@audience:public"]
)
def test_tags_that_speak_of_one_scenario_stay_there(tag: str) -> None:
    source = f"Feature: x\n\n  {tag}\n{SCENARIO}  {tag}\n{SCENARIO}"
    assert lines("tags-stand-high", source, known=Known(product=Product())) == []


def test_one_scenario_alone_keeps_its_tags() -> None:
    assert lines("tags-stand-high", f"Feature: x\n\n  @a\n{SCENARIO}") == []


def test_a_tag_is_spelt_as_most_often_or_as_the_settings_do() -> None:
    assert [one.message for one in found("tags-agree-in-case", "@Fast\nFeature: x\n", "@fast\nFeature: y\n")] == [
        "@Fast is another tag than @fast. Write @fast."
    ]
    assert lines("tags-agree-in-case", "@Fast\nFeature: x\n", "@Fast\nFeature: y\n", "@fast\nFeature: z\n") == [1]
    assert mended("tags-agree-in-case", "@WIP @Id:x\nFeature: x\n") == "@wip @id:x\nFeature: x\n"
    assert mended("tags-agree-in-case", "@wip\nFeature: x\n", Known(Settings(planned_tags=("@WIP",)))) == (
        "@WIP\nFeature: x\n"
    )


def test_what_stands_behind_the_colon_of_a_tag_is_nobodys_business() -> None:
    assert lines("tags-agree-in-case", "@issue:AB-1 @issue:ab-1\nFeature: x\n") == []
    assert mended("tags-agree-in-case", "@issue:A @issue:B @Issue:C\nFeature: x\n") == (
        "@issue:A @issue:B @issue:C\nFeature: x\n"
    )


def test_the_name_of_an_audience_is_read_in_any_case() -> None:
    product = Product(audiences=(Audience("Staff", "Staff", frozenset({"Staff"})),))
    assert lines("tags-agree-in-case", "@staff\nFeature: x\n", known=Known(product=product)) == []


@pytest.mark.parametrize("tag", ["@a:1", "@a.b", "@a/b", "@a[1]", "@a+b", "@not-yet", "@é", "@日本", "@1"])
def test_tags_that_pytest_and_expressions_can_name(tag: str, tmp_path: Path) -> None:
    assert lines("tags-can-be-selected", f"{tag}\nFeature: x\n") == []


@pytest.mark.parametrize(
    ("tag", "instead"),
    [
        ("@priority=high", "@priority:high"),
        ("@issue(12)", "@issue:12"),
        ("@#12", "@12"),
        ("@a,b", "@a-b"),
        ("@a&b!", "@a-b"),
        ("@l’été", "@l-été"),
        ("@not", ""),
        ("@!", ""),
    ],
)
def test_tags_that_nobody_can_ask_for(tag: str, instead: str) -> None:
    (one,) = found("tags-can-be-selected", f"{tag}\nFeature: x\n")
    assert (instead or "Call it otherwise") in one.message
    assert [fix.title for fix in one.fixes] == ([f"Write {instead}"] if instead else [])


@pytest.mark.parametrize(
    ("tag", "selected"), [("@a=1", [4, 0]), ("@a,b", [4, 0]), ("@a(1)", [4, 4]), ("@a\\b", [0, 4]), ("@a-b", [0, 0])]
)
def test_what_is_told_of_a_tag_is_what_pytest_does(sandbox: Sandbox, tag: str, selected: list[int]) -> None:
    source = f"{tag}\nFeature: x\n\n  Scenario: s\n    Given all is well\n"
    sandbox.write("specs/a.feature", source)
    ran = [sandbox.pytest("specs", "-q", *how).code for how in (("-m", tag[1:]), (f"--tags={tag}",))]
    assert ran == selected
    told = [str(one.message) for one in found("tags-can-be-selected", source)]
    assert [("`-m`" in one, "`--tags`" in one) for one in told] == ([(True, selected[1] == 4)] if any(ran) else [])


def test_known_tags_may_be_patterns_and_those_of_specbook_need_not_be_listed() -> None:
    source = "@pay @issue:12 @wip @id:x @smoke\nFeature: x\n"
    assert lines("tags-are-known", source) == []
    told = found("tags-are-known", source, known=known(known_tags=("@pay", "@issue:*", "@smoked")))
    assert ["@smoke" in one.message for one in told] == [True]
    assert told[0].fixes[0].title == "Write @smoked"


def test_tags_that_product_yml_links_are_known() -> None:
    options = known(known_tags=("@pay",))
    product = Product(tag_links={"issue": "https://tracker.example/{value}"})
    assert lines("tags-are-known", "@issue:12\nFeature: x\n", known=replace(options, product=product)) == []


def test_a_required_tag_may_come_from_above_or_stand_at_all_tables() -> None:
    options = known(required_tags=("@owner:*",))
    assert lines("tags-are-required", f"@owner:a\nFeature: x\n\n{SCENARIO}", known=options) == []
    assert lines("tags-are-required", f"Feature: x\n\n  @owner:a\n{SCENARIO}{SCENARIO}", known=options) == [7]
    assert lines("tags-are-required", f"Feature: x\n\n{SCENARIO}{SCENARIO}", known=options) == [1]
    table = "    {0}\n    Examples:\n      | a |\n      | 1 |\n\n"
    outline = "Feature: x\n\n  Scenario Outline: o\n    Given <a>\n\n"
    assert lines("tags-are-required", outline + table.format("@owner:a") * 2, known=options) == []
    assert lines("tags-are-required", outline + table.format("@owner:a") + table.format(""), known=options) == [1]


def test_a_feature_without_scenarios_needs_the_required_tags_too() -> None:
    options = known(required_tags=("@owner:*",))
    assert lines("tags-are-required", "@idea\nFeature: x\n", known=options) == [2]
    assert lines("tags-are-required", "@idea @owner:a\nFeature: x\n", known=options) == []


def test_tags_exclude_each_other_also_from_above_and_at_tables() -> None:
    options = known(exclusive_tags=(("@fast", "@slow"), ("@priority:*",)))
    assert lines("tags-are-exclusive", f"@fast\nFeature: x\n\n  @slow\n{SCENARIO}", known=options) == [4]
    assert lines("tags-are-exclusive", f"@fast @slow\nFeature: x\n\n{SCENARIO}{SCENARIO}", known=options) == [1]
    assert lines("tags-are-exclusive", f"Feature: x\n\n  @fast\n{SCENARIO}  @slow\n{SCENARIO}", known=options) == []
    assert lines("tags-are-exclusive", f"@priority:1\nFeature: x\n\n  @priority:1\n{SCENARIO}", known=options) == []
    assert lines("tags-are-exclusive", f"@priority:1\nFeature: x\n\n  @priority:2\n{SCENARIO}", known=options) == [4]


def test_an_identity_is_unique_in_all_files_and_may_be_repeated_at_its_own_part() -> None:
    assert [str(one.message) for one in found("ids-are-unique", "@id:a\nFeature: x\n", "@id:a\nFeature: y\n")] == [
        "@id:a is the identity of specs/a.feature:1, too. Give this one its own."
    ]
    assert lines("ids-are-unique", "@id:a @id:a\nFeature: x\n", "@id:b @b\nFeature: y\n\n  @b\n" + SCENARIO) == []


MARKDOWN = "`@a` `@a`\n# Feature: x\n\n## Scenario: y\n* Given z\n"


def test_a_finding_in_markdown_is_told_and_left_to_its_author(sandbox: Sandbox) -> None:
    sandbox.write("specs/a.feature.md", MARKDOWN)
    said = sandbox.specbook("check", "--fix")
    assert "@a stands here already" in said.out
    assert (sandbox.root / "specs/a.feature.md").read_text("utf-8") == MARKDOWN


def test_what_is_planned_is_told_once_all_of_it_is_verified(sandbox: Sandbox) -> None:
    scenario = "  {1}\n  Scenario: {0}\n    Given {2}\n    Then it ends\n\n"
    sandbox.write(
        "specs/a.feature",
        "@planned\nFeature: x\n\n" + scenario.format(1, "@wip", "all is well") + scenario.format(2, "", "it fails"),
    )
    sandbox.write("specs/b.feature", "@planned\nFeature: y\n\n" + scenario.format(3, "@wip", "the price is 5"))
    assert "tags-agree-with-results" not in sandbox.specbook("check").out
    sandbox.specbook("run")
    told = [line for line in sandbox.specbook("check").out.splitlines() if "tags-agree-with-results" in line]
    assert [line.split(" ")[0] for line in told] == [
        "specs/a.feature:4:3:",
        "specs/b.feature:1:1:",
        "specs/b.feature:4:3:",
    ]
    sandbox.write("specs/b.feature", "@planned\nFeature: y\n\n" + scenario.format(3, "@wip", "the price is 6"))
    told = [line for line in sandbox.specbook("check").out.splitlines() if "tags-agree-with-results" in line]
    assert {line.partition(":")[0] for line in told} == {"specs/a.feature"}
