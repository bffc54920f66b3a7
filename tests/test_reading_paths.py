"""Reading paths: who has one, what is on it, and how wrong references are told."""

import pytest
from tests.sandbox import Sandbox

from specbook.config import find_project
from specbook.personas import readings
from specbook.reader import read
from specbook.references import find_target
from specbook.standing import Standing, stand
from test_pages import Staging, empty, passing

__all__ = ["empty"]

STORY = "  As a {persona}\n  I want to pay\n  so that it ships\n\n  Scenario: {name}\n    Given all is well\n"


def feature(persona: str, name: str = "Pay") -> str:
    return f"Feature: {name}\n{STORY.format(persona=persona, name=name)}"


def standing(sandbox: Sandbox) -> Standing:
    return stand(find_project(sandbox.root), "public")


def paths_of(sandbox: Sandbox) -> dict[str, list[str]]:
    told = standing(sandbox)
    return {
        one.persona.title: [target.document.uri for target in one.targets] for one in readings(told.specs, told.product)
    }


def test_whom_one_story_alone_names_has_no_path_and_whom_two_name_has(sandbox: Sandbox) -> None:
    sandbox.write("specs/a.feature", feature("shopper"))
    sandbox.write("specs/b.feature", feature("Clerk", "B"))
    sandbox.write("specs/c.feature", feature("clerk", "C"))
    assert paths_of(sandbox) == {"Clerk": ["specs/b.feature", "specs/c.feature"]}


def test_a_path_follows_the_order_of_the_book(sandbox: Sandbox) -> None:
    for path in ("a/deep/x", "a/z", "b", "c/y"):
        sandbox.write(f"specs/{path}.feature", feature("clerk", path))
    sandbox.write("specs/product.yml", "order: [c, a]\n")
    wanted = ["specs/b.feature", "specs/c/y.feature", "specs/a/z.feature", "specs/a/deep/x.feature"]
    assert paths_of(sandbox) == {"Clerk": wanted}


def test_a_persona_of_product_yml_is_known_by_name_or_by_title(sandbox: Sandbox) -> None:
    sandbox.write("specs/a.feature", feature("shopper"))
    sandbox.write("specs/b.feature", feature("harbour master", "B"))
    sandbox.write("specs/product.yml", "personas:\n  shopper: {}\n  master: {title: Harbour master}\n  nobody: {}\n")
    assert paths_of(sandbox) == {"Shopper": ["specs/a.feature"], "Harbour master": ["specs/b.feature"], "Nobody": []}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("b.feature", "there is no spec “b.feature”. Did you mean “a.feature”?"),
        ('specs/a.feature "Pya"', "specs/a.feature has no scenario “Pya”. Did you mean “Pay”?"),
        ("a.feature “Twice”", "specs/a.feature has 2 scenarios called “Twice”. Give each a name of its own."),
        ("torn.feature", "torn.feature cannot be read yet."),
        ('"Pay"', "is no reference"),
    ],
)
def test_a_reference_that_means_nothing_says_why(sandbox: Sandbox, text: str, told: str) -> None:
    twice = "  Scenario: Twice\n    Given all is well\n"
    sandbox.write("specs/a.feature", feature("shopper") + twice * 2)
    sandbox.write("specs/torn.feature", "Feature: x\n  nonsense\n  Scenario: y\n    Given z\n    nonsense\n")
    assert told in str(find_target(read(sandbox.root / "specs", sandbox.root), text))


@pytest.mark.parametrize("text", ["a.feature", "specs/a.feature", 'specs/a.feature "Pay"', "a.feature  « Pay »"])
def test_a_reference_counts_from_the_root_or_from_the_specs(sandbox: Sandbox, text: str) -> None:
    sandbox.write("specs/a.feature", feature("shopper"))
    target = find_target(read(sandbox.root / "specs", sandbox.root), text)
    assert not isinstance(target, str)
    assert bool(target.scenario) is ("Pay" in text)


def test_a_path_to_what_is_gone_is_told_with_its_line_and_hidden_specs_are_not_gone(sandbox: Sandbox) -> None:
    sandbox.write("specs/a.feature", f"@internal\n{feature('shopper')}")
    path = "  shopper:\n    path:\n      - a.feature\n      - gone.feature\n"
    sandbox.write("specs/product.yml", f"personas:\n{path}")
    (problem,) = standing(sandbox).problems
    assert problem.startswith("specs/product.yml:5: personas.shopper.path: there is no spec “gone.feature”")
    assert standing(sandbox).product.personas == ()


def test_the_time_to_read_grows_with_the_words_and_is_at_least_a_minute(empty: Staging) -> None:
    empty.write("specs/a.feature", feature("clerk"))
    empty.write("specs/b.feature", "Feature: B\n  " + "word " * 1000 + "\n\n" + STORY.format(persona="clerk", name="B"))
    empty.stage()
    page = empty.page("reading/clerk.md")
    assert "2 pages · 6 minutes" in page
    assert "· 1 minute<" in page
    assert "· 5 minutes<" in page


def test_a_page_that_is_left_and_come_back_to_has_a_foot_for_each_stay(empty: Staging) -> None:
    two = "Feature: A\n  Scenario: One\n    Then a\n  Scenario: Two\n    Then b\n"
    empty.write("specs/a.feature", two)
    empty.write("specs/b.feature", "Feature: B\n  Scenario: S\n    Then t\n")
    path = ["'a.feature \"One\"'", "b.feature", "'a.feature \"Two\"'"]
    empty.write("specs/product.yml", f"personas:\n  clerk: {{path: [{', '.join(path)}]}}\n")
    empty.stage()
    page = empty.page("specs/a.md")
    assert page.count('<nav class="sb-path"') == 2
    assert 'aria-label="Start here: Clerk, 1 of 3"' in page
    assert 'href="a.html#two">Next: Two →' in empty.page("specs/b.md")


def test_only_rows_that_a_run_proved_are_asked(empty: Staging) -> None:
    rows = "    Examples: test cases\n      | n | what |\n      | 1 | paid |\n      | 2 | refused |\n"
    outline = f"  Scenario Outline: Limit\n    Given <n>\n    Then it is <what>\n{rows}"
    empty.write("specs/a.feature", f"{feature('clerk')}{outline}")
    empty.write("specs/b.feature", feature("clerk", "B"))
    empty.stage()
    assert "Check yourself" not in empty.page("reading/clerk.md")
    empty.stage(empty.run(lambda pickle: ("PASSED" if pickle.row_number != 2 else "FAILED", "")))
    page = empty.page("reading/clerk.md")
    assert "it is paid" in page
    assert "it is refused" not in page


def test_a_new_state_or_an_edit_elsewhere_rewrites_no_reading_path(empty: Staging) -> None:
    for name in ("a", "b"):
        empty.write(f"specs/{name}.feature", feature("clerk", name))
    empty.stage()
    empty.write("specs/a.feature", feature("clerk", "a") + "    Then it ends\n")
    written = empty.stage(empty.run(lambda pickle: ("FAILED", "no"))).written
    assert "docs/specs/a.md" in written
    assert "docs/reading/clerk.md" not in written


def test_an_example_that_takes_long_to_read_is_no_question(empty: Staging) -> None:
    long = "\n".join(['      """', *(f"      line {number}" for number in range(20)), '      """'])
    for name, text in (("short", ""), ("long", f"{long}\n")):
        outline = (
            f"  Scenario Outline: Ask {name}\n    Given a {name} text\n{text}    When it is sent\n"
            "    Then it is <seen>\n    Examples:\n      | seen |\n      | read |\n"
        )
        story = "  As a clerk\n  I want to ask\n\n"
        empty.write(f"specs/{name}.feature", f"Feature: {name.title()}\n{story}{outline}")
    empty.stage(empty.run(passing))
    page = empty.page("reading/clerk.md")
    asked = page.partition("Check yourself")[2]
    assert ("a short text" in asked, "a long text" in asked) == (True, False)
