"""Descriptions and addresses: what is understood, and that the rest stays text."""

import posixpath

import pytest

from specbook.pages.escaping import md, raw
from specbook.pages.places import find_anchor, href, link, slug
from specbook.pages.prose import blocks, first_sentence
from specbook.yaml_text import load_yaml, quote_yaml
from test_pages import Staging, empty, shop

__all__ = ["empty", "shop"]


DEAD = '<span class="sb-dead">✖ specs/paying/a.feature:2: there is no “'


def described(shop: Staging, text: str) -> str:
    indented = "\n".join(f"  {line}" for line in text.split("\n"))
    shop.write("specs/paying/a.feature", f"Feature: A\n{indented}\n\n  Scenario: B\n    Then c\n")
    shop.stage()
    return shop.page("specs/paying/a.md").split("</div>\n\n")[1].split("\n\n<fieldset ")[0]


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("one\ntwo", "one two"),
        ("a **b c** d", "a <strong>b c</strong> d"),
        ("a *b* and _c_", "a <em>b</em> and <em>c</em>"),
        ("snake_case_word", "snake&#95;case&#95;word"),
        ("2 * 3 * 4", "2 &#42; 3 &#42; 4"),
        ("`<b> {x}`", "<code>&#60;b&#62; &#123;x&#125;</code>"),
        ("``a ` b``", "<code>a &#96; b</code>"),
        ("- a\n- b\n  c", "- a\n- b c"),
        ("Words:\n* a", "Words&#58;\n\n- a"),
        ("[us](https://example.org/a_b)", '<a href="https&#58;&#47;&#47;example&#46;org&#47;a&#95;b">us</a>'),
        ("[mail](mailto:a@b.org)", '<a href="mailto&#58;a&#64;b&#46;org">mail</a>'),
        ("[x](javascript:alert)", "x"),
        ("[x](../../../etc/passwd)", f"x {DEAD}../../../etc/passwd”.</span>"),
        ("![x](../../../etc/passwd.png)", f"x {DEAD}../../../etc/passwd.png”.</span>"),
        ("[up](../paying/README.md)", "[up](index.md)"),
        ("[there](refund.feature#pay)", "[there](refund.md#pay)"),
        ('[there](refund.feature#a"b)', "there"),
        ("<script>alert(1)</script>", "&#60;script&#62;alert&#40;1&#41;&#60;&#47;script&#62;"),
        ("{{ x }} {: .y }", "&#123;&#123; x &#125;&#125; &#123;&#58; &#46;y &#125;"),
        ("1. one", "1&#46; one"),
        ("+ plus", "&#43; plus"),
        ("> said", "&#62; said"),
        ("``` or ``a`b``", "&#96;&#96;&#96; or <code>a&#96;b</code>"),
    ],
)
def test_a_description_knows_a_little_markdown_and_nothing_else(shop: Staging, written: str, shown: str) -> None:
    assert described(shop, written) == shown


def test_a_description_in_a_folded_scenario_is_html_with_the_addresses_of_built_pages(shop: Staging) -> None:
    shop.write(
        "specs/paying/a.feature",
        "Feature: A\n  Scenario: B\n    Then c\n"
        "  Scenario: D\n    See [it](refund.feature) ![p](plan.png)\n\n    - x\n\n    Then e\n",
    )
    shop.stage()
    page = shop.page("specs/paying/a.md")
    assert '<p>See <a href="refund.html">it</a> <img src="../../assets/specs/plan-' in page
    assert "<ul><li>x</li></ul>" in page


def test_blocks_are_paragraphs_and_lists() -> None:
    assert [(block.kind, block.texts) for block in blocks("a\nb\n\n- c\n- d")] == [
        ("paragraph", ("a b",)),
        ("list", ("c", "d")),
    ]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("How *money* moves. And more.", "How money moves."),
        ("![x](y.png)\n\nVersion 2.3 is here", "Version 2.3 is here"),
        ("See [the quay](quay.md)! Now.", "See the quay!"),
        ("- only\n- lists", ""),
        ("", ""),
    ],
)
def test_the_first_sentence_is_plain_text(text: str, sentence: str) -> None:
    assert first_sentence(text) == sentence


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("Été à la Mer", "ete-a-la-mer"),
        ("a_b  c", "a-b-c"),
        ("日本語", "日本語"),
        ("が", "が"),
        ("***", "page"),
        ("Straße", "strasse"),
    ],
)
def test_names_become_addresses(text: str, address: str) -> None:
    assert slug(text, "page") == address


def test_an_anchor_never_begins_with_a_digit() -> None:
    assert find_anchor("12 boats", "scenario") == "scenario-12-boats"


@pytest.mark.parametrize(
    ("source", "target", "page", "folder"),
    [
        ("index.md", "tags.md", "tags.html", "tags/"),
        ("specs/a/b.md", "specs/a/c.md", "c.html", "../c/"),
        ("specs/a/b.md", "specs/index.md", "../index.html", "../../"),
        ("specs/a/index.md", "specs/a/c.md", "c.html", "c/"),
        ("specs/a/b.md", "tags.md", "../../tags.html", "../../../tags/"),
        ("specs/a/b.md", "assets/x.png", "../../assets/x.png", "../../../assets/x.png"),
    ],
)
def test_addresses_in_raw_html_are_those_of_the_built_pages(source: str, target: str, page: str, folder: str) -> None:
    assert href(source, target) == page
    assert href(source, target, "x", directory_urls=True) == f"{folder}#x"


def test_a_link_within_a_page_is_only_its_anchor() -> None:
    assert link("a/b.md", "a/b.md", "x") == "#x"
    assert link("a/b.md", "c.md") == posixpath.join("..", "c.md")


def test_markdown_keeps_letters_and_raw_html_keeps_to_one_line() -> None:
    assert md("  é 1\n_\x00") == "é 1 &#95;"
    assert raw("a\n\t<b> {c}") == "a&#10;&#9;&lt;b&gt; &#123;c&#125;"


@pytest.mark.parametrize("text", ["plain", '"\\', "a\nb", "é 😀", "\u2028\x85\x7f\ufeff", "# no: comment"])
def test_any_text_survives_a_double_quoted_yaml_scalar(text: str) -> None:
    assert load_yaml(f"title: {quote_yaml(text)}\n", "x.yml") == {"title": text}
    assert "\n" not in quote_yaml(text)
