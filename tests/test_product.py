"""Settings: every wrong one is told with its place and what to do."""

import re

import pytest
from tests.sandbox import Sandbox

from specbook.config import find_project
from specbook.errors import SettingsError
from specbook.product import load_product


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("titel: x\n", "specs/product.yml:1: titel: “titel” is not known here. Did you mean “title”?"),
        ("title: x\nlinks:\n  tag:\n    a: b\n", "specs/product.yml:3: "),
        ("title: [a]\n", "specs/product.yml:1: title: a text is expected"),
        ("- a\n", "specs/product.yml:1:1: "),
        ("just words\n", "specs/product.yml:1:1: "),
        ("title: 'x\n", "this is not valid YAML"),
        ("audiences:\n  public:\n    sees: [nobody]\n", "specs/product.yml:3: "),
        ("audiences:\n  public:\n    details: perhaps\n", "`true` or `false` is expected"),
        ("untagged: nobody\n", "specs/product.yml:1: untagged: “nobody” is not known here"),
        ("links:\n  tags:\n    issue: https://x.example/\n", "an address with {value} in it is expected"),
        ("links:\n  tags:\n    issue: javascript:{value}\n", "an address with {value} in it is expected"),
        ("personas: [a]\n", "a mapping (`key: value`) is expected"),
        ("1: x\n", "specs/product.yml:1: "),
        ("yes: x\n", "specs/product.yml:1: "),
        (f"order: [{'a' * 300}]\n", "specs/product.yml:1: order: there is no “aaa"),
        ("glossary:\n  a:\n    b: c\n", "specs/product.yml:3: glossary.a.b: “b” is not known here"),
        ("glossary:\n  a:\n    not: [b]\n", "specs/product.yml:2: glossary.a: a term needs its `meaning`"),
        ("glossary:\n  a: {meaning: x, not: b}\n", "specs/product.yml:2: glossary.a.not: a list of texts is expected"),
    ],
)
def test_a_wrong_product_yml_is_told_with_its_line(sandbox: Sandbox, text: str, told: str) -> None:
    sandbox.write("specs/product.yml", text)
    with pytest.raises(SettingsError, match=re.escape(told)):
        load_product(find_project(sandbox.root))


@pytest.mark.parametrize("text", ["", "audiences:\n", "links: {tags: }\n", "# nothing\n"])
def test_what_is_left_empty_is_the_default(sandbox: Sandbox, text: str) -> None:
    sandbox.write("specs/product.yml", text)
    product = load_product(find_project(sandbox.root))
    assert product.title == "Sandbox"
    assert [audience.name for audience in product.audiences] == ["public", "internal"]


@pytest.mark.parametrize(
    ("table", "told"),
    [
        ('specz = "x"', "Did you mean “specs”?"),
        ("specs = 3", "specs: a string is expected"),
        ('planned-tags = "wip"', "planned-tags: a list of strings is expected"),
        ('specs = "/etc"', "a path inside the project is expected"),
        ('site = "../x"', "a path inside the project is expected"),
        ("specs = ", "not valid TOML"),
    ],
)
def test_a_wrong_setting_is_told(sandbox: Sandbox, table: str, told: str) -> None:
    sandbox.write("pyproject.toml", f"[tool.specbook]\n{table}\n")
    with pytest.raises(SettingsError, match=re.escape(told)):
        find_project(sandbox.root)


def test_a_tag_leads_where_its_pattern_says_and_its_value_is_only_a_value(sandbox: Sandbox) -> None:
    sandbox.write("specs/product.yml", "links:\n  tags:\n    issue: https://x.example/{value}\n")
    product = load_product(find_project(sandbox.root))
    assert product.tag_link("@issue:12") == "https://x.example/12"
    assert product.tag_link("@issue:a/../b?c") == "https://x.example/a%2F..%2Fb%3Fc"
    assert product.tag_link("@issue") == product.tag_link("@other:1") == ""


def test_a_term_of_the_glossary_may_say_what_it_is_not_called(sandbox: Sandbox) -> None:
    sandbox.write(
        "specs/product.yml", "glossary:\n  till: A desk\n  basket: {meaning: A choice, not: [Cart, shopping  bag]}\n"
    )
    product = load_product(find_project(sandbox.root))
    assert product.glossary == {"till": "A desk", "basket": "A choice"}
    assert product.avoided == {"cart": "basket", "shopping bag": "basket"}
