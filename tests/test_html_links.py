"""Raw HTML in prose: its links and pictures lead where their page can follow, or are told."""

import re

import pytest

from test_dead_links import told
from test_pages import Staging, empty, passing, shop

__all__ = ["empty", "shop"]

GUIDE, README = "docs/guide.md", "specs/paying/README.md"
FLAT, FOLDERS = "use_directory_urls: false", "use_directory_urls: true"


def shown(shop: Staging, file: str, text: str, urls: str = FLAT, audience: str = "internal") -> str:
    """Return what a page says in the place of a text, with pictures of the specs under short names."""
    shop.write("mkdocs.yml", f"site_name: Shop\n{urls}\n")
    shop.write("docs/terms.md", "# Terms\n")
    shop.write("docs/sub/README.md", "# Sub\n")
    shop.write("docs/sub/deep.md", "# Deep\n")
    shop.write("docs/images/map.png", b"map")
    shop.write("docs/a b.pdf", b"pdf")
    shop.write(file, f"# Page\n\n{text}\n")
    shop.stage(shop.run(passing), audience=audience)
    page = "specs/paying/index.md" if file == README else file.removeprefix("docs/").replace("README", "index")
    page = shop.page(page if (shop.docs(audience) / page).exists() else file.removeprefix("docs/"), audience)
    said = (
        page.partition("# Page\n\n")[2].rstrip("\n")
        if file != README
        else page.split("</div>\n\n")[1].split("\n\n## ")[0]
    )
    return re.sub(r"-[0-9a-f]{8}\.png", ".png", said)


@pytest.mark.parametrize(
    ("file", "written", "flat", "folders"),
    [
        (README, '<a href="card.feature">it</a>', '<a href="card.html">it</a>', '<a href="card/">it</a>'),
        (README, "<a href='card.feature#pay'>it</a>", '<a href="card.html#pay">it</a>', '<a href="card/#pay">it</a>'),
        (README, '<a href="../../docs/terms.md">', '<a href="../../terms.html">', '<a href="../../terms/">'),
        (README, '<A class="x" HREF=README.md>', '<A class="x" HREF="index.html">', '<A class="x" HREF="./">'),
        (README, '<a href="card.html">', '<a href="card.html">', ""),
        (README, '<img src="plan.png" width="9">', *['<img src="../../assets/specs/plan.png" width="9">'] * 2),
        (README, "<p>\n    <img src=plan.png>\n</p>", *['<p>\n    <img src="../../assets/specs/plan.png">\n</p>'] * 2),
        (README, '<img alt="src=x" src="plan.png" />', *['<img alt="src=x" src="../../assets/specs/plan.png" />'] * 2),
        (
            README,
            '<source srcset="plan.png 1x, hidden.png 2x">',
            *['<source srcset="../../assets/specs/plan.png 1x, ../../assets/specs/hidden.png 2x">'] * 2,
        ),
        (GUIDE, '<a href="terms.md">', '<a href="terms.html">', '<a href="../terms/">'),
        (GUIDE, '<a href="sub/README.md">', '<a href="sub/index.html">', '<a href="../sub/">'),
        (
            GUIDE,
            '<a href="terms.md?a=1&amp;b#c">',
            '<a href="terms.html?a=1&amp;b#c">',
            '<a href="../terms/?a=1&amp;b#c">',
        ),
        (
            GUIDE,
            '<a href="specs/paying/card.md">',
            '<a href="specs/paying/card.html">',
            '<a href="../specs/paying/card/">',
        ),
        (GUIDE, '<a href="../specs/paying/">', '<a href="specs/paying/index.html">', '<a href="../specs/paying/">'),
        (GUIDE, '<img src="images/map.png">', '<img src="images/map.png">', '<img src="../images/map.png">'),
        (GUIDE, '<a href="a%20b.pdf">', '<a href="a%20b.pdf">', '<a href="../a%20b.pdf">'),
        (GUIDE, '<a href="status.md">', '<a href="status.html">', '<a href="../status/">'),
        (GUIDE, '<a href="terms.html">', '<a href="terms.html">', ""),
        (GUIDE, '<a href="../terms/">', "", '<a href="../terms/">'),
        (GUIDE, '<a href="../terms">', "", '<a href="../terms">'),
        (GUIDE, '<a href="../terms/index.html">', "", '<a href="../terms/index.html">'),
        (GUIDE, '<img src="../images/map.png">', "", '<img src="../images/map.png">'),
        ("docs/sub/other.md", '<a href="deep.md">', '<a href="deep.html">', '<a href="../deep/">'),
        ("docs/sub/other.md", '<a href="../terms.md">', '<a href="../terms.html">', '<a href="../../terms/">'),
        ("docs/sub/README.md", '<a href="deep.md">', '<a href="deep.html">', '<a href="deep/">'),
    ],
)
def test_raw_html_leads_to_what_is_built(shop: Staging, file: str, written: str, flat: str, folders: str) -> None:
    if flat:
        assert shown(shop, file, written) == flat
    if folders:
        assert shown(shop, file, written, FOLDERS) == folders


@pytest.mark.parametrize("file", [GUIDE, README])
@pytest.mark.parametrize(
    "text",
    [
        '`<a href="nowhere.md">`',
        '```html\n<a href="nowhere.md">\n```',
        '- x\n\n    ```html\n    <a href="nowhere.md">\n    ```',
        '    <a href="nowhere.md">',
        '- x\n\n        <a href="nowhere.md">',
        '<!-- <a href="nowhere.md"> -->',
        "<script>\nconst a = '<a href=\"nowhere.md\">';\n</script>",
        "<p title='<a href=\"nowhere.md\">'>",
        '<a href="https://shop.example/nowhere.md">',
        '<a href="mailto:shop@example.org">',
        '<a href="#here">',
        '<a href="/nowhere/">',
        '<a href="">',
        '<a name="here">',
        '<a data-href="nowhere.md">',
        '<img src="data:image/png;base64,AAAA">',
        '<a href="{{ link }}">',
        '<b title="nowhere.md">',
        "a <b and c> href=nowhere.md",
        '<a href="../../../elsewhere/">',
    ],
)
def test_what_is_no_link_into_the_book_stays_as_it_is(shop: Staging, file: str, text: str) -> None:
    assert shown(shop, file, text) == text
    assert told(shop, text, file) == []


@pytest.mark.parametrize("target", ["specs.json", "llms.txt", "specs/paying/card.txt", "s/3.html", "404.html"])
def test_files_that_the_book_has_beside_its_pages_are_known(shop: Staging, target: str) -> None:
    assert told(shop, f'<a href="{target}">it</a>') == []


@pytest.mark.parametrize(
    ("file", "text", "problem"),
    [
        (GUIDE, '<a href="trems.md">it</a>', "there is no “trems.md”. Did you mean “terms.md”?"),
        (GUIDE, '<a href="trems.html">it</a>', "there is no “trems.html”. Did you mean “terms.html”?"),
        (GUIDE, '<a href="terms/">it</a>', "there is no “terms/”."),
        (GUIDE, '<img src="images/mop.png">', "there is no “images/mop.png”. Did you mean “images/map.png”?"),
        (GUIDE, '<a href="../README.md">it</a>', "“../README.md” is not in the book."),
        (
            GUIDE,
            '<a href="specs/paying/card.md#pey">',
            "“specs/paying/card.md#pey” names no place of that page. Did you",
        ),
        (GUIDE, '<div>\n\n    <a href="x.md">it</a>\n</div>', "there is no “x.md”."),
        (GUIDE, '<a href="images/">it</a>', "“images/” is not in the book."),
        (README, '<a href="cart.feature">it</a>', "there is no “cart.feature”. Did you mean “card.feature”?"),
        (README, '<a href="card.feature#pey">', "“card.feature#pey” names no place of that page. Did you mean “#pay”?"),
        (README, '<img src="plam.png">', "there is no “plam.png”. Did you mean “plan.png”?"),
        (README, '<video src="a&amp;b.mp4"></video>', "there is no “a&amp;b.mp4”."),
        (README, '<a href="../../pyproject.toml">it</a>', "“../../pyproject.toml” is not in the book."),
    ],
)
def test_raw_html_that_leads_nowhere_is_told(shop: Staging, file: str, text: str, problem: str) -> None:
    shop.write("README.md", "# Shop")
    shop.write("pyproject.toml", "")
    shop.write("docs/terms.md", "# Terms")
    shop.write("docs/images/map.png", b"map")
    (found,) = told(shop, text, file)
    line = 5 if "<div>" in text else 3
    assert found.startswith(f"{file}:{line}: {problem}")


def test_with_addresses_of_folders_the_nearest_page_is_told_as_one(shop: Staging) -> None:
    shop.write("mkdocs.yml", f"site_name: Shop\n{FOLDERS}\n")
    shop.write("docs/terms.md", "# Terms")
    assert told(shop, '<a href="terms/">') == ["docs/guide.md:3: there is no “terms/”. Did you mean “../terms/”?"]


DEAD = '<span class="sb-dead">✖ docs/guide.md:3: there is no “x.'


@pytest.mark.parametrize(
    ("written", "team", "public"),
    [
        (
            '<a class="b" href="x.md">the *map*</a>.',
            f'<a class="b">the *map*</a> {DEAD}md”.</span>.',
            '<a class="b">the *map*</a>.',
        ),
        ('<img src="x.png" alt="A map">.', f"A map {DEAD}png”.</span>.", "A map."),
        ('<img src="x.png">.', f" {DEAD}png”.</span>.", "."),
        ('<a href="x.md">it', f"<a> {DEAD}md”.</span>it", "<a>it"),
        (
            '<a href="x.md"><img src="x.png" alt="A"></a>',
            f"<a>A {DEAD}png”.</span></a> {DEAD}md”.</span>",
            "<a>A</a>",
        ),
    ],
)
def test_a_page_says_the_words_of_wrong_raw_html_and_to_the_team_why(
    shop: Staging, written: str, team: str, public: str
) -> None:
    assert shown(shop, GUIDE, written) == team
    assert shown(shop, GUIDE, written, audience="public") == public


def test_a_link_to_what_is_hidden_keeps_its_words_and_is_no_mistake(shop: Staging) -> None:
    text = '<a href="secret.feature">the till</a>'
    assert shown(shop, README, text, audience="public") == "<a>the till</a>"
    assert told(shop, text, README, "public") == []
    assert shown(shop, README, text) == '<a href="secret.html">the till</a>'


@pytest.mark.parametrize(
    ("written", "page"),
    [
        ('<img src="https://x.example/b.svg" alt="Built">', '<a href="https://x.example/b.svg">Built</a>'),
        ('<img src="//x.example/b.svg">', '<a href="//x.example/b.svg">//x.example/b.svg</a>'),
        (
            '<a href="https://x.example"><img src="https://x.example/b.svg" alt="B"></a>',
            '<a href="https://x.example">B</a>',
        ),
        ('[<img src="https://x.example/b.svg" alt="B">](https://x.example)', "[B](https://x.example)"),
        ('<picture><source srcset="https://x.example/b.svg"></picture>', "<picture><source></picture>"),
    ],
)
def test_the_page_of_a_readme_asks_no_other_host_for_a_picture(shop: Staging, written: str, page: str) -> None:
    assert shown(shop, README, written) == page
    assert shown(shop, GUIDE, written) == written


def test_pictures_that_raw_html_shows_are_copied_and_no_others(shop: Staging) -> None:
    shown(shop, README, '<img src="plan.png">')
    shop.write("specs/paying/card.feature", "Feature: A\n  Scenario: B\n    Given c\n")
    shop.stage()
    assert [path.name[:5] for path in (shop.docs() / "assets/specs").iterdir()] == ["plan-"]


def test_a_page_without_such_html_stays_byte_for_byte(shop: Staging) -> None:
    content = b"\xef\xbb\xbf# Page\r\n\r\n<b>x</b> <a href='terms.html'>it</a>\r\n"
    shop.write("docs/terms.md", "# Terms")
    shop.write("docs/guide.md", content)
    shop.stage()
    assert (shop.docs() / "guide.md").read_bytes() == content


def test_the_home_page_may_be_a_readme(shop: Staging) -> None:
    shop.write("docs/README.md", '# Home\n\n<a href="nowhere.md">a</a> [b](nowhere.md)\n')
    problems = shop.stage().problems
    assert problems == ("docs/README.md:3: there is no “nowhere.md”.",)
    shop.write("docs/README.md", "# Home\n")
    assert told(shop, "See [home](../../docs/README.md).", README) == []
    assert "[home](../../index.md)" in shop.page("specs/paying/index.md")


def test_what_a_plug_in_may_make_is_left_alone(shop: Staging) -> None:
    shop.write("mkdocs.yml", "site_name: Shop\nplugins: [search, gen-files]\n")
    assert told(shop, '<a href="nowhere.md">a</a>') == []
