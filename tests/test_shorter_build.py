"""A site that is built the shorter way is the site that MkDocs builds, and what the search reads is the same."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from specbook.engine.search_text import search_text
from test_pages import Staging, empty, passing, shop

__all__ = ["empty", "shop"]

WHOLE = ("mkdocs", "build", "--strict", "--quiet", "--config-file")
SHORTER = ("specbook.engine.shorter_build",)
PRUNED = "site_name: Shop\ntheme: {name: material, features: [navigation.prune, navigation.indexes, navigation.tabs]}\n"
SITES = {
    "as it comes": "",
    "with folders as addresses": "site_name: Shop\nuse_directory_urls: true\nsite_url: https://shop.example/docs/\n",
    "with tabs": PRUNED,
    "with tags": PRUNED + "plugins: [search, tags]\n",
    "with a hook that reads pages": "site_name: Shop\nhooks: [hook.py]\n",
    "with notes and terms": "site_name: Shop\nmarkdown_extensions: [footnotes, abbr, def_list, pymdownx.tasklist]\n",
    "with an extension that counts": "site_name: Shop\nhooks: [count.py]\n",
    "with one of a name of its own": "site_name: Shop\nhooks: [count_by_name.py]\n",
}
HOOK = """\
def on_page_content(html, **_):
    return f"{html}<p>{html.count('<li')} items</p>"
"""
COUNT = """\
from markdown.extensions import Extension
from markdown.postprocessors import Postprocessor


class Count(Extension):
    def extendMarkdown(self, md):
        md.postprocessors.register(Told(md), "told", 1)


class Told(Postprocessor):
    count = 0

    def run(self, text):
        self.count += 1
        return f"{text}<p>{self.count}</p>"


def on_config(config):
    config.markdown_extensions.append(Count())
"""
COUNT_BY_NAME = f"""\
import sys
from types import SimpleNamespace
{COUNT.replace("append(Count())", "append('count')")}

sys.modules["count"] = SimpleNamespace(makeExtension=lambda **_: Count())
"""
ODD = """\
Feature: Odd
  Scenario: Pay
    Given a <text> with   spaces
      \"\"\"
      one
        two
      \"\"\"
    When there is
      | a | b |
      |   | c |
    Then it *is*

  Rule: A rule
    Scenario Outline: Fare in <a>
      Given <a> to <b>

      Examples: Near
        | a | b |
        | x | y |
        | z | z |
"""


@pytest.fixture
def book(shop: Staging) -> Staging:
    shop.write("hook.py", HOOK)
    shop.write("count.py", COUNT)
    shop.write("count_by_name.py", COUNT_BY_NAME)
    shop.write("docs/guide/index.md", '# Guide\n\n::: spec paying/card.feature "Pay" as how-to\n\n## Next\n\nMore.\n')
    for page in "ab":
        shop.write(
            f"docs/notes/{page}.md", f"# Note {page}\n\nSaid[^1] of HTML.\n\n[^1]: By {page}.\n\n*[HTML]: {page}\n"
        )
    for number in range(3):
        shop.write(f"specs/deep/part_{number}/odd.feature", ODD)
        shop.write(f"specs/deep/part_{number}/plain.feature", "Feature: Plain\n  Scenario: A\n    Given a shop\n")
    return shop


def words_of(text: str) -> str:
    """Return a text as the search compares it, whether its steps are items of a list or sentences."""
    return " ".join(re.sub(r"</?(?:[uo]l|li)>|[.](?=\s|<|$)", " ", text).split())


def site(command: tuple[str, ...], config: Path, root: Path) -> dict[str, Any]:
    """Build a site; return its pages by address, and the search's entries, in which it is words that matter."""
    copy = root / command[0]
    text = config.read_text("utf-8").replace("site_dir: site", f"site_dir: {copy}")
    own = config.with_name(f"{command[0]}.yml")
    own.write_text(text, "utf-8")
    quiet = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(
        [sys.executable, "-m", *command, own, *(["--strict"] if command == SHORTER else [])],
        env=quiet, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout + done.stderr) == (0, "")
    pages: dict[str, Any] = {
        page.relative_to(copy).as_posix(): page.read_text("utf-8") for page in copy.rglob("*.html")
    }
    docs = json.loads((copy / "search/search_index.json").read_text("utf-8"))["docs"]
    return pages | {"the search": [{**entry, "text": words_of(entry["text"])} for entry in docs]}


@pytest.mark.parametrize("audience", ["public", "internal"])
@pytest.mark.parametrize("own", SITES)
def test_every_page_and_entry_of_the_search_is_the_one_that_mkdocs_makes(
    book: Staging, own: str, audience: str
) -> None:
    if SITES[own]:
        book.write("mkdocs.yml", SITES[own])
    folder = book.stage(book.run(passing), audience=audience).folder
    shorter = site(SHORTER, folder / "mkdocs.yml", book.root / "built")
    assert shorter == site(WHOLE, folder / "mkdocs.yml", book.root / "built")
    assert len(shorter) > 10


def test_what_the_search_reads_of_a_page_is_a_fraction_of_it(book: Staging) -> None:
    page = (book.stage(book.run(passing)).folder / "docs/specs/paying/card.md").read_text("utf-8")
    assert len(search_text(page)) < len(page) / 2


@pytest.mark.parametrize(
    ("block", "left"),
    [
        ("<p data-search-exclude>a</p><p>b</p>", "<p>b</p>"),
        ('<div data-search-exclude=""><p>a</p></div><div id="x" data-search-exclude class="c">b</div>', ""),
        ('<div data-search-exclude=""><div>a</div>b</div>', '<div data-search-exclude="">ab</div>'),
        ('<section class="a"><div><div>b</div><p>c</p></div></section>', "b<p>c</p>"),
        ('<details class="a"><h4 id="b">c</h4><div>d</div></details>',
         '<details class="a"><h4 id="b">c</h4>d</details>'),
        ('<h3 id="a" class="b"><em>A</em></h3><li class="c">d <var>&lt;e&gt;</var></li>',
         '<h3 id="a" class="b">A</h3> d &lt;e&gt;. '),
        ("<ul><li>a</li><li>b: <pre>c</pre></li><li>d!</li></ul>", " a. b: <pre>c</pre>  d! "),
        ('<li data-search-exclude><li>a</li></li><li>b</li>', '<li data-search-exclude><li>a</li></li><li>b</li>'),
        ("<pre>a  b</pre><picture>c</picture>", "<pre>a  b</pre><picture>c</picture>"),
    ],
)  # fmt: skip
def test_tags_that_say_nothing_to_the_search_are_left_out_and_what_is_not_certain_stays(block: str, left: str) -> None:
    assert search_text(block) == left


def test_a_site_that_cannot_be_built_is_told_in_a_line(book: Staging) -> None:
    folder = book.stage().folder
    (folder / "docs/guide/index.md").write_text("# Guide\n\n[Gone](gone.md)\n", "utf-8")
    done = subprocess.run(
        [sys.executable, "-m", *SHORTER, folder / "mkdocs.yml", "--strict"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "gone.md" in done.stderr
    assert "Aborted with 1 warnings in strict mode" in done.stderr
    assert "Traceback" not in done.stderr
