"""Examples in prose: where a line is one, how each form reads, and how each mistake is told."""

import pytest

from specbook.pages.scenario_text import scenario_text
from specbook.reader import read
from test_pages import Staging, empty, passing, shop

__all__ = ["empty", "shop"]

PAY = '::: spec specs/paying/card.feature "Pay"'


def guide(shop: Staging, text: str, audience: str = "internal") -> tuple[str, tuple[str, ...]]:
    shop.write("docs/guide.md", f"# Guide\n\n{text}\n")
    staged = shop.stage(shop.run(passing), audience=audience)
    return shop.page("guide.md", audience), staged.problems


def test_a_line_becomes_the_scenario_with_its_background_and_its_state(shop: Staging) -> None:
    page, problems = guide(shop, PAY)
    assert problems == ()
    assert '<a href="specs/paying/card.html#pay">Pay</a>' in page
    assert page.index("a shop") < page.index("a card ending") < page.index("it is paid")
    assert "✔ verified" in page


def test_an_example_in_prose_is_no_second_place_of_it(shop: Staging) -> None:
    page, _ = guide(shop, f'{PAY}\n\n::: spec specs/paying/card.feature "Typing" as examples\n\n{PAY} as gherkin')
    assert "data-sb-example" not in page
    assert 'id="' not in page


@pytest.mark.parametrize(
    "text", [f"```\n{PAY}\n```", f"~~~~\n```\n{PAY}\n~~~\n~~~~", f"    {PAY}", f"See {PAY}", f"`{PAY}`", f"> {PAY}"]
)
def test_in_code_and_within_a_line_it_stays_as_it_is(shop: Staging, text: str) -> None:
    assert guide(shop, text) == (f"# Guide\n\n{text}\n", ())


def test_a_lone_backtick_before_it_and_windows_lines_do_no_harm(shop: Staging) -> None:
    page, problems = guide(shop, f"A lone ` here\r\n\r\n{PAY}\r\n\r\nand ` there")
    assert "Before you start" in page
    assert page.endswith("and ` there\n")
    assert problems == ()


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ('::: spec card.feature "Pay"', "there is no spec “card.feature”. Did you mean “paying/card.feature”?"),
        (f"{PAY} as table", "“table” is no form of an example. Known are: examples, gherkin, how-to."),
        (f"{PAY} as exampels", "Did you mean “examples”?"),
        (f"{PAY} as examples", "specs/paying/card.feature: “Pay” has no examples to show."),
        ("::: spec specs/paying/card.feature", "is a whole file; name the scenario to show, in quotes."),
    ],
)
def test_each_mistake_is_told_with_its_place(shop: Staging, line: str, told: str) -> None:
    page, (problem,) = guide(shop, line)
    assert problem.startswith("docs/guide.md:3: ")
    assert told in problem
    assert '<p class="sb-wrong">✖ docs/guide.md:3: ' in page


def test_a_mistake_in_a_readme_is_told_at_its_line_of_the_file(shop: Staging) -> None:
    head = "---\naudience: internal\n---\n\n# Paying\n\n"
    shop.write("specs/paying/README.md", f"{head}[cards](card.feature)\n\n{PAY}\n\n::: spec gone.feature\n")
    (problem,) = shop.stage().problems
    assert problem.startswith("specs/paying/README.md:11: there is no spec “gone.feature”")
    assert "Before you start" in shop.page("specs/paying/index.md")


def test_brackets_of_a_step_in_a_readme_are_no_links(shop: Staging) -> None:
    shop.write("specs/paying/refund.feature", "Feature: R\n  Scenario: Odd\n    When [a](card.feature) <b>\n")
    shop.write("specs/paying/README.md", '# Paying\n\n::: spec paying/refund.feature "Odd"\n')
    shop.stage()
    assert "[a&#93;(card.feature) &lt;b&gt;" in shop.page("specs/paying/index.md")


def test_the_users_home_page_shows_examples_too(shop: Staging) -> None:
    shop.write("docs/index.md", f"# Hello\n\n{PAY}\n")
    assert shop.stage().problems == ()
    assert "Before you start" in shop.page("index.md")


def test_a_public_page_says_nothing_of_an_example_that_is_hidden(shop: Staging) -> None:
    page, (problem,) = guide(shop, '::: spec specs/paying/secret.feature "Hush"', audience="public")
    assert problem.startswith("docs/guide.md:3: for the audience “public”, there is no spec")
    assert page == '# Guide\n\n\n<p class="sb-wrong">✖ An example should stand here, but it cannot be shown.</p>\n\n'


def test_a_scenario_as_gherkin_means_what_the_file_means(empty: Staging) -> None:
    empty.write(
        "specs/a.feature",
        """\
        # language: fr
        Fonctionnalité: A
          Plan du scénario: Deux <a>
            Etant donné que un \\ et
              | x   | a \\| b \\\\ \\n c |
              | yyy |                  |
            Quand on dit
              ```json
                {"a": 1}

              \\`\\`\\`
              ```

            Exemples: Ceux-ci
              | a |
              | 1 |
        """,
    )
    (before,) = empty.read_specs().pickles
    text = f"# language: fr\nFonctionnalité: A\n{scenario_text(before.scenario)}\n"
    empty.write("specs/a.feature", text)
    (after,) = read(empty.root / "specs", empty.root).pickles
    assert after.fingerprint == before.fingerprint
    assert (after.scenario.name, after.examples and after.examples.name) == ("Deux <a>", "Ceux-ci")
