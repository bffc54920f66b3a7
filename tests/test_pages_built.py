"""What a reader gets of the staged tree: real builds with MkDocs, and a real browser."""

import json
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from playwright.sync_api import Page, sync_playwright

from test_pages import Staging, empty, passing, shop

__all__ = ["empty", "shop"]

CHROMIUM = Path("/usr/bin/chromium")
BROWSER = pytest.mark.skipif(not CHROMIUM.exists(), reason="needs a browser")
HOSTILE: list[str] = [
    text.strip() for text in json.loads((Path(__file__).parent / "goldens/pages-hostile-texts.json").read_text("utf-8"))
]
HOSTILE.append("</title><script>alert(1)</script> {{ x }} <invoice>")
MANY_EXTENSIONS = """\
site_name: Hostile
theme: {name: material}
plugins: [search]
markdown_extensions:
  - abbr
  - attr_list
  - def_list
  - footnotes
  - md_in_html
  - smarty
  - tables
  - admonition
  - pymdownx.arithmatex: {generic: true}
  - pymdownx.betterem
  - pymdownx.caret
  - pymdownx.critic
  - pymdownx.details
  - pymdownx.emoji:
      emoji_index: !!python/name:material.extensions.emoji.twemoji
      emoji_generator: !!python/name:material.extensions.emoji.to_svg
  - pymdownx.inlinehilite
  - pymdownx.keys
  - pymdownx.magiclink: {repo_url_shorthand: true, user: x, repo: y}
  - pymdownx.mark
  - pymdownx.progressbar
  - pymdownx.smartsymbols
  - pymdownx.snippets: {check_paths: true}
  - pymdownx.superfences
  - pymdownx.tabbed: {alternate_style: true}
  - pymdownx.tasklist
  - pymdownx.tilde
"""


def build(staging: Staging, audience: str = "internal") -> Path:
    folder = staging.project.book / audience
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--config-file", folder / "mkdocs.yml"]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    built = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    assert (built.returncode, built.stdout + built.stderr) == (0, "")
    return folder / "site"


class _Texts(HTMLParser):
    """Collects the text within every element that bears a class or is of interest by its tag."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self._open: list[tuple[str, str, list[str]]] = []
        self._skipped = 0
        self.found: dict[str, list[str]] = {}
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = dict(attrs).get("class") or ""
        if tag not in {"meta", "link", "input", "br", "hr", "img", "path", "use"}:
            self._open.append((tag, names, []))
        self._skipped += names in {"sb-kw", "headerlink"}

    def handle_data(self, data: str) -> None:
        if not self._skipped:
            for _, _, texts in self._open:
                texts.append(data)

    def handle_endtag(self, tag: str) -> None:
        while self._open:
            name, names, texts = self._open.pop()
            self._skipped -= names in {"sb-kw", "headerlink"}
            for key in {name, *names.split()}:
                self.found.setdefault(key, []).append(" ".join("".join(texts).split()))
            if name == tag:
                break


def one_line(text: str) -> str:
    return " ".join(text.split())


def in_a_cell(text: str) -> str:
    return text.replace("\\", "\\\\").replace("|", "\\|")


def scenario(text: str) -> str:
    return (
        f"  Scenario: {text}\n    Given a text {text}\n    When there is\n      | {in_a_cell(text)} | b |\n"
        f'    Then it reads\n      """\n      {text}\n\n      {text}\n      """\n'
    )


def outline(text: str) -> str:
    row = f"        | a |\n        | {in_a_cell(text)} |\n"
    return f"    Scenario Outline: {text}\n      Given <a>\n      Examples: {text}\n{row}"


@pytest.mark.parametrize("user", [MANY_EXTENSIONS, "site_name: Hostile\n"], ids=["many", "ours"])
def test_every_text_reads_exactly_as_it_is_written_whatever_extensions_there_are(empty: Staging, user: str) -> None:
    empty.write("mkdocs.yml", user)
    empty.write("specs/all/steps.feature", "Feature: All\n" + "".join(map(scenario, HOSTILE)))
    for number, text in enumerate(HOSTILE):
        empty.write(f"specs/n/f{number}.feature", f"@tag\nFeature: {text}\n  Plain.\n\n  Rule: {text}\n{outline(text)}")
    empty.stage(empty.run(passing))
    site = build(empty)
    steps = _Texts((site / "specs/all/steps.html").read_text("utf-8")).found
    known = [one_line(text) for text in HOSTILE]
    # The page groups scenarios by what they are: the order is not that of the file.
    assert sorted(text.removeprefix("a text ") for text in steps["li"] if text.startswith("a text ")) == sorted(known)
    assert sorted(text for text in {*steps["sb-name"], *steps["h3"]} if text in known) == sorted(known)
    assert sorted(text for text in steps["td"] if text != "b") == sorted(known)
    assert sorted(text for text in steps["code"] if text) == sorted(one_line(f"{text} {text}") for text in HOSTILE)
    titles = {re.sub("<.*?>", "", one["title"]) for one in _search_index(site)}
    for page in sorted(site.glob("specs/n/**/f*.html")):
        text = known[int(page.stem[1:])]
        found = _Texts(page.read_text("utf-8")).found
        assert found["title"] == [f"{text} - Hostile"]
        assert found["h1"] == [text]
        assert text in found["h3"]
        assert text in found["md-nav__link--active"]
        assert found["md-nav__link"].count(text) >= 2
        assert text in found["td"]
        assert text in found["sb-block"]
        assert text in {one_line(_unescaped(title)) for title in titles}


def _search_index(site: Path) -> list[dict[str, str]]:
    index: list[dict[str, str]] = json.loads((site / "search/search_index.json").read_text("utf-8"))["docs"]
    return index


def _unescaped(title: str) -> str:
    for entity, char in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&#x27;", "'"), ("&amp;", "&")):
        title = title.replace(entity, char)
    return title


@pytest.mark.parametrize("user", ["", "site_name: Mine\nuse_directory_urls: true\nplugins: [search]\n"])
@pytest.mark.parametrize("audience", ["internal", "public"])
def test_a_book_is_built_without_a_warning_and_shows_every_example_once(
    shop: Staging, audience: str, user: str
) -> None:
    if user:
        shop.write("mkdocs.yml", user)
    shop.write("docs/guide/start.md", "# Start\n\nSee [cards](../specs/paying/card.md#typing-row-2).\n")
    shop.write("specs/paying/bad.feature", "Feature: x\n  Scenario: y\n    Given z\n    nonsense\n")
    shop.stage(shop.run(passing), audience=audience)
    site = build(shop, audience)
    pages = [path.read_text("utf-8") for path in site.rglob("*.html")]
    found = Counter(key for page in pages for key in re.findall(r'data-sb-example="([^"]+)"', page))
    specs, _ = shop.reconcile(audience=audience)
    assert set(found.values()) == {1}
    assert len(found) == len(specs.pickles)


def test_the_search_leads_into_a_folded_scenario(shop: Staging) -> None:
    shop.stage()
    texts = {one["location"]: one for one in _search_index(build(shop))}
    found = texts["specs/paying/card.html#change-your-mind"]
    assert found["title"] == "Change your mind"
    assert "you cancel" in found["text"]


def test_the_search_knows_each_step_of_a_page_once_and_the_words_of_tables_but_no_states(shop: Staging) -> None:
    table = "      | name | place |\n      | rope | quay  |\n"
    shop.write(
        "specs/paying/x.feature",
        f"Feature: X\n  Scenario: A\n    Given b\n    And d\n{table}  Scenario: C\n    Given b\n",
    )
    shop.stage(shop.run(passing))
    found = [one for one in _search_index(build(shop)) if one["location"].startswith("specs/paying/x.html")]
    text = re.sub("<.*?>", " ", " ".join(one["text"] for one in found)).split()
    assert text.count("b") == 1
    assert {"name", "place", "rope", "quay"} <= set(text)
    assert not {"verified", "Before", "Given"} & set(text)
    assert [one["title"] for one in found] == ["X", "A", "C"]


def test_the_search_is_told_what_is_a_test_case_where_it_leads_to_it(shop: Staging) -> None:
    examples = "Scenario Outline: Z\n      Given <z>\n\n      Examples:\n        | z |\n        | 1 |\n"
    alike = "".join(f"    Scenario: {name}\n      Given it costs {name}\n\n" for name in ("3", "4"))
    shop.write(
        "specs/paying/x.feature",
        f"Feature: X\n  Scenario: A\n    Given a\n\n  Rule: R\n    {examples}\n{alike}    Scenario: B\n      Given b\n",
    )
    shop.write("specs/paying/y.feature", "Feature: Y\n  Scenario: C\n    Given c\n\n  @test-case\n  Scenario: D\n")
    shop.stage()
    found = [one for one in _search_index(build(shop)) if re.match(r"specs/paying/[xy]\.html", one["location"])]
    assert [one["title"] for one in found if one["text"].startswith("\u2063")] == ["Z", "3", "4", "B", "D"]
    assert [one["title"] for one in found if "\u2063" not in one["text"]] == ["X", "A", "R", "Y", "C"]


def test_lists_of_what_stands_elsewhere_are_not_searched(shop: Staging) -> None:
    shop.write("specs/paying/x.feature", "Feature: X\n  @zqtag\n  Scenario: zqname\n    Given a\n")
    shop.stage()
    found = {one["location"]: one for one in _search_index(build(shop))}
    assert [place for place, one in found.items() if "zqname" in f"{one}"] == ["specs/paying/x.html#zqname"]
    assert found["tags.html#zqtag"]["title"] == "@zqtag"


def test_what_is_shown_twice_is_searched_once_whatever_tables_it_holds(empty: Staging) -> None:
    steps = "Given zqtable\n      | zqcell | n |\n      | a      | 1 |\n    And zqlast"
    text = f"Feature: A\n  Background: B\n    {steps}\n\n  Scenario: S\n    # zqnote\n    When zqstep\n"
    empty.write("specs/a.feature", text)
    empty.write("docs/guide.md", '# Guide\n\n::: spec a.feature "S"\n')
    empty.stage()
    found = Counter(re.findall("zq[a-z]+", " ".join(entry["text"] for entry in _search_index(build(empty)))))
    assert found == {"zqtable": 1, "zqcell": 1, "zqlast": 1, "zqstep": 1}


def test_links_in_raw_html_lead_to_pages_that_exist(shop: Staging) -> None:
    shop.write(
        "specs/paying/x.feature", "Feature: X\n  @smoke\n  Scenario: A\n    [b](refund.feature#pay)\n\n    Then c\n"
    )
    for user in ("site_name: X\n", "site_name: X\nuse_directory_urls: true\n"):
        shop.write("mkdocs.yml", user)
        shop.stage()
        site = build(shop)
        page = next(path for path in site.rglob("*.html") if "x" in (path.stem, path.parent.name))
        links = re.findall(r'<a href="([^"#]*)#(smoke|pay)"', page.read_text("utf-8"))
        assert len(links) == 2
        for address, anchor in links:
            target = page.parent / address
            target = target / "index.html" if address.endswith("/") else target
            assert f'id="{anchor}"' in target.read_text("utf-8")


@pytest.fixture
def site(shop: Staging) -> Path:
    wide = "w" * 200
    row = f"      | {wide} | {wide} |\n"
    text = f'    Then\n      """\n      {wide}\n      """\n'
    shop.write("specs/paying/wide.feature", f"Feature: {wide}\n  Scenario: {wide}\n    Given {wide}\n{row}{text}")
    shop.stage(shop.run(passing))
    return build(shop)


@pytest.fixture
def page(site: Path) -> Iterator[Page]:
    options = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]
    quiet = ["--disable-background-networking", "--disable-component-update", "--disable-sync"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=[*options, *quiet])
        yield browser.new_page(viewport={"width": 360, "height": 800})
        browser.close()


@BROWSER
def test_a_page_says_when_it_was_checked_and_at_which_commit(site: Path, page: Page) -> None:
    page.goto((site / "specs/paying/card.html").as_uri())
    assert page.inner_text("[data-sb-checked]") == "Checked 23 Nov 2026 at 4f2a91c"
    link = page.locator(".sb-foot a").first.get_attribute("href")
    assert link == "https://git.example.org/4f2a91c0aa11bb22/specs/paying/card.feature#L2"
    page.goto((site / "index.html").as_uri())
    assert "was tried on 23 Nov 2026: ✖ 1 spec cannot be read" in page.inner_text(".sb-lead")


@BROWSER
def test_an_address_opens_what_is_folded_around_it(site: Path, page: Page) -> None:
    address = (site / "specs/paying/card.html").as_uri()
    page.goto(f"{address}#change-your-mind")
    opened = "details:has(#change-your-mind)"
    assert page.locator(opened).get_attribute("open") is not None
    assert page.locator("details:has(#the-bank-refuses)").get_attribute("open") is None
    page.evaluate("location.hash = 'the-bank-refuses'")
    page.wait_for_selector("details[open]:has(#the-bank-refuses)")


@BROWSER
def test_on_paper_all_is_open_dark_on_white_and_nothing_is_to_be_pressed(site: Path, page: Page) -> None:
    page.emulate_media(color_scheme="dark")
    page.goto((site / "specs/paying/card.html").as_uri())
    pale = page.evaluate("getComputedStyle(document.querySelector('.sb-meta')).color")
    page.emulate_media(color_scheme="dark", media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.evaluate("getComputedStyle(document.querySelector('.sb-meta')).color") == "rgb(95, 99, 104)" != pale
    assert page.locator("article details").count() == page.locator("article details[open]").count() > 1
    assert not page.locator(".sb-readings").is_visible()
    assert not any(button.is_visible() for button in page.locator("article button").all())


@BROWSER
def test_from_right_to_left_a_story_has_its_edge_on_the_right_and_a_list_stays_in_its_column(
    empty: Staging, page: Page
) -> None:
    empty.write(
        "specs/pay.feature",
        """\
        # language: ar
        خاصية: الدفع
          كمستخدمة مسجلة
          أود الدفع بالبطاقة

          - بطاقة محفوظة
        """,
    )
    empty.stage()
    page.goto((build(empty) / "specs/pay.html").as_uri())
    edges = page.evaluate(
        "(({borderLeftWidth, borderRightWidth}) => [borderLeftWidth, borderRightWidth])"
        "(getComputedStyle(document.querySelector('.sb-story')))"
    )
    assert (edges[0], edges[1] != "0px") == ("0px", True)
    room = "one => document.querySelector('article').getBoundingClientRect().right - one.getBoundingClientRect().right"
    assert page.locator("article div[dir=rtl] li").evaluate(room) > 20


@BROWSER
def test_no_page_scrolls_sideways_on_a_phone_or_calls_anybody(site: Path, page: Page) -> None:
    called: list[str] = []
    page.on("request", lambda request: called.append(request.url))
    for path in site.rglob("[!4]*.html"):
        page.goto(path.as_uri())
        page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path.name
    assert [url for url in called if not url.startswith(("file:", "data:"))] == []


FENCED = """\
# Guide

- In a list:

    ```yaml title="shop.yml" hl_lines="2"
    quay: <1>

    - x
    ```

    ```mermaid
    pie
      "a" : 1
    ```

!!! note
    ~~~ gherkin
    Example: A
      # * Étant donné
    ~~~

> ```
> said
> ```

``` {.sh data-a="b"}
make <x>
```
"""


def code_of(staging: Staging) -> list[str]:
    """Return the blocks of code in the user's page, each with its language, as they are built."""
    staging.write("docs/guide.md", FENCED)
    staging.stage()
    html = (build(staging) / "guide.html").read_text("utf-8")
    return [match[1].strip() for match in re.finditer(r"<pre(.*?)</pre>", html, re.DOTALL)]


def test_fences_stand_in_lists_admonitions_and_quotes_whatever_follows_their_language(shop: Staging) -> None:
    assert code_of(shop) == [
        'class="highlight"><code class="language-yaml">quay: &lt;1&gt;\n\n- x</code>',
        'class="sb-diagram"><code>pie\n  "a" : 1</code>',
        'class="highlight"><code class="language-gherkin">Example: A\n  # * Étant donné</code>',
        'class="highlight"><code>said</code>',
        'class="highlight"><code class="language-sh" data-a="b">make &lt;x&gt;</code>',
    ]
    assert "assets/specbook/diagrams.js" in shop.config()


@pytest.mark.parametrize(
    ("extensions", "colours"),
    [
        ("[pymdownx.highlight]", True),
        ("[pymdownx.superfences]", True),
        ("[pymdownx.extra]", True),
        ("[codehilite]", False),
        ("{pymdownx.highlight: {anchor_linenums: true}}", True),
        ("[fenced_code]", None),
    ],
)
def test_fences_are_as_the_user_has_them_where_mkdocs_yml_says_so(
    shop: Staging, extensions: str, colours: bool | None
) -> None:
    shop.write("mkdocs.yml", f"site_name: X\nmarkdown_extensions: {extensions}\n")
    code = code_of(shop)
    assert [any('<span class="nt">quay</span>' in one for one in code), len(code) == 5] == [
        bool(colours),
        colours is not False,
    ]
