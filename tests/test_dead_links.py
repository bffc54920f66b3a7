"""Links that lead nowhere: what counts as one, and what is left to the engine."""

import pytest

from test_pages import Staging, empty, passing, shop

__all__ = ["empty", "shop"]


def told(shop: Staging, text: str, file: str = "docs/guide.md", audience: str = "internal") -> list[str]:
    shop.write(file, f"# Page\n\n{text}\n")
    return list(shop.stage(shop.run(passing), audience=audience).problems)


@pytest.mark.parametrize("file", ["docs/guide.md", "specs/paying/README.md"])
@pytest.mark.parametrize(
    "text",
    [
        "`[a](nowhere.md)`",
        "```\n[a](nowhere.md)\n```",
        "    [a](nowhere.md)",
        "<!-- [a](nowhere.md) -->",
        "[a](https://shop.example/nowhere.md)",
        "[a](mailto:shop@example.org)",
        "[a](#here)",
    ],
)
def test_code_comments_and_other_hosts_are_not_looked_into(shop: Staging, file: str, text: str) -> None:
    assert told(shop, text, file) == []


@pytest.mark.parametrize("file", ["docs/guide.md", "specs/paying/README.md"])
@pytest.mark.parametrize("text", ["- x\n\n    [a](nowhere.md)", "!!! note\n    [a](nowhere.md)", "[`a`](nowhere.md)"])
def test_lists_admonitions_and_code_in_the_words_of_a_link_are_looked_into(shop: Staging, file: str, text: str) -> None:
    (problem,) = told(shop, text, file)
    assert problem.endswith(": there is no “nowhere.md”.")


def test_a_link_whose_words_are_code_leads_into_the_book(shop: Staging) -> None:
    assert told(shop, "See [`card`](card.feature).", "specs/paying/README.md") == []
    assert "[`card`](card.md)" in shop.page("specs/paying/index.md")


def test_code_that_looks_like_a_link_stays_as_it_is_written(shop: Staging) -> None:
    text = "    [a](card.feature)\n\n- x\n\n        [a](card.feature)\n\n    ```\n    [a](card.feature)\n    ```"
    told(shop, f"Thus:\n\n{text}", "specs/paying/README.md")
    assert text in shop.page("specs/paying/index.md")


def test_every_line_on_which_a_wrong_link_stands_is_told_once(shop: Staging) -> None:
    text = "[a](nowhere.md) and [b](nowhere.md)\n\n[c](nowhere.md)"
    assert told(shop, text) == [f"docs/guide.md:{line}: there is no “nowhere.md”." for line in (3, 5)]


@pytest.mark.parametrize("target", ["index.md", "status.md", "specs/paying/card.md", "guide.md"])
def test_pages_of_the_book_may_be_linked_from_docs(shop: Staging, target: str) -> None:
    assert told(shop, f"[a]({target})") == []


@pytest.mark.parametrize("settings", ["plugins: [search, gen-files]", "plugins:\n  macros: {}", "hooks: [hook.py]"])
def test_where_something_may_make_pages_the_links_of_docs_are_left_to_mkdocs(shop: Staging, settings: str) -> None:
    shop.write("mkdocs.yml", f"site_name: Shop\n{settings}\n")
    assert told(shop, "[a](nowhere.md)") == []
    assert "[a](nowhere.md)" in shop.page("guide.md")


def test_a_public_page_says_the_words_of_a_wrong_link_and_no_more(shop: Staging) -> None:
    assert told(shop, "See [the map](nowhere.md).", audience="public") == ["docs/guide.md:3: there is no “nowhere.md”."]
    assert shop.page("guide.md", "public") == "# Page\n\nSee the map.\n"


@pytest.mark.parametrize("text", ["[a]({}.md)", "![a]({}.png)", "[a](../{}.feature)", '<a href="../../../{}.md">a</a>'])
def test_a_name_that_no_file_can_have_leads_nowhere(shop: Staging, text: str) -> None:
    (problem,) = told(shop, text.format("a" * 300), "specs/paying/README.md")
    assert "there is no “" in problem
