"""The staged mkdocs.yml: what the user set stays, what the book needs is there."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from specbook.errors import SettingsError
from test_pages import Staging, empty, shop

__all__ = ["empty", "shop"]


class Tagged(yaml.SafeLoader):
    """Reads every unknown tag as text, so that a test sees that it is still there."""


def _as_text(loader: yaml.SafeLoader, suffix: str, node: yaml.Node) -> str:
    return f"{node.tag} {node.value if isinstance(node, yaml.ScalarNode) else len(node.value)}".strip()


Tagged.add_multi_constructor("", _as_text)


def config_of(staging: Staging, user: str = "") -> Mapping[str, Any]:
    if user:
        staging.write("mkdocs.yml", user)
    staging.stage()
    loaded: Mapping[str, Any] = yaml.load(staging.config(), Tagged)
    return loaded


def test_without_a_mkdocs_yml_the_book_has_a_configuration_of_its_own(shop: Staging) -> None:
    config = config_of(shop)
    assert "INHERIT" not in config
    assert config["site_name"] == "Harbour &amp; Shop"
    assert (config["docs_dir"], config["site_dir"]) == ("docs", "site")
    assert config["theme"]["name"] == "material"
    assert config["theme"]["font"] is False
    assert set(config["validation"].values()) == {"warn"}
    assert {"abbr": {"glossary": {"token": "A number that stands for a card"}}} in config["markdown_extensions"]
    assert "repo_url" not in config


def test_the_navigation_goes_from_home_over_capabilities_and_docs_to_what_is_for_the_team(shop: Staging) -> None:
    shop.write("docs/about.md", "# About")
    shop.write("docs/guide/b.md", "# B")
    shop.write("docs/guide/index.md", "# Guide")
    features = {"card": "Pay by card", "refund": "Refund", "secret": "Secret"}
    paying = ["specs/paying/index.md", *({title: f"specs/paying/{name}.md"} for name, title in features.items())]
    guide = [{"Guide": "guide/index.md"}, {"B": "guide/b.md"}]
    assert config_of(shop)["nav"] == [
        {"Home": "index.md"},
        {"Paying": paying},
        {"About": "about.md"},
        {"Guide": guide},
        {"Where it stands": "status.md"},
        {"Tags": "tags.md"},
        {
            "For the team": [
                {"Step definitions": "team/steps.md"},
                {"Slowest scenarios": "team/slowest.md"},
                {"Health": "team/health.md"},
            ]
        },
    ]


def test_the_users_navigation_comes_first_and_what_it_names_is_not_repeated(shop: Staging) -> None:
    shop.write("docs/about.md", "# About")
    config = config_of(
        shop, "site_name: X\nnav:\n  - Start: index.md\n  - More:\n      - about.md\n      - status.md\n"
    )
    assert config["nav"][:2] == [{"Start": "index.md"}, {"More": [{"About": "about.md"}, "status.md"]}]
    rest = [next(iter(item)) if isinstance(item, dict) else item for item in config["nav"][2:]]
    assert rest == ["Paying", "Tags", "For the team"]
    assert "omitted_files" not in config["validation"]


def test_the_specs_stand_where_the_users_navigation_keeps_a_place_for_them(shop: Staging) -> None:
    shop.write("docs/about.md", "# About")
    config = config_of(shop, "site_name: X\nnav:\n  - index.md\n  - specs/\n  - about.md\n")
    titles = [next(iter(item)) if isinstance(item, dict) else item for item in config["nav"]]
    assert titles == ["index.md", "Paying", "Where it stands", "Tags", "For the team", "About"]


@pytest.mark.parametrize(
    ("page", "entry"),
    [
        ("# Terms of *sale*", "a.md"),
        ("---\ntitle: Terms\n---\n# Sale", "a.md"),
        ("No heading", "a.md"),
        ("\ufeff\n# Terms\n\nText", {"Terms": "a.md"}),
    ],
)
def test_a_page_stands_in_the_navigation_by_its_title_where_only_mkdocs_could_tell_another(
    shop: Staging, page: str, entry: object
) -> None:
    shop.write("docs/a.md", page)
    assert config_of(shop)["nav"][2] == entry


def test_the_users_lists_are_kept_with_their_tags(shop: Staging) -> None:
    config = config_of(
        shop,
        """\
        site_name: !ENV [NAME, Shop]
        extra_css: [mine.css]
        extra_javascript:
          - path: mine.mjs
            type: module
        markdown_extensions:
          - pymdownx.emoji:
              emoji_index: !!python/name:material.extensions.emoji.twemoji
          - toc:
              toc_depth: 2
        """,
    )
    assert config["INHERIT"] == "../../../mkdocs.yml"
    assert "site_name" not in config
    styles = [f"assets/specbook/{name}.css" for name in ("specbook", "paths", "print")]
    assert config["extra_css"] == ["mine.css", *styles]
    assert config["extra_javascript"][0] == {"path": "mine.mjs", "type": "module"}
    emoji, toc, *ours = config["markdown_extensions"]
    name = "tag:yaml.org,2002:python/name:material.extensions.emoji.twemoji"
    assert emoji == {"pymdownx.emoji": {"emoji_index": name}}
    assert toc == {"toc": {"toc_depth": 2}}
    assert "attr_list" in ours
    assert not any(isinstance(item, dict) and "toc" in item for item in ours)


def test_extensions_that_the_user_gives_as_a_mapping_stay_a_mapping(shop: Staging) -> None:
    config = config_of(shop, "site_name: X\nmarkdown_extensions:\n  toc: {toc_depth: 2}\n  footnotes: {}\n")
    assert "toc" not in config["markdown_extensions"]
    assert {"attr_list", "md_in_html", "abbr"} <= set(config["markdown_extensions"])


def test_the_users_glossary_wins_term_by_term(shop: Staging) -> None:
    user = "site_name: X\nmarkdown_extensions:\n  - abbr:\n      glossary: {token: Mine, quay: A wall}\n"
    found = [item for item in config_of(shop, user)["markdown_extensions"] if "abbr" in item]
    assert found == [{"abbr": {"glossary": {"token": "Mine", "quay": "A wall"}}}]


def test_paths_beside_the_users_file_are_rewritten(shop: Staging) -> None:
    user = "site_name: X\ntheme: {name: material, custom_dir: over/rides}\nhooks: [hooks/a.py]\nwatch: [src]\n"
    config = config_of(shop, user)
    assert config["theme"]["custom_dir"] == "../../../over/rides"
    assert config["hooks"] == ["../../../hooks/a.py"]
    assert config["watch"] == ["../../../src"]


def test_lists_of_an_inherited_file_are_kept_too(shop: Staging) -> None:
    shop.write("base/mkdocs.yml", "site_name: Base\nextra_css: [base.css]\ntheme: {features: [content.code.copy]}\n")
    config = config_of(shop, "INHERIT: base/mkdocs.yml\n")
    assert config["extra_css"][0] == "base.css"
    assert config["theme"]["features"][0] == "content.code.copy"
    assert "site_name" not in config


def test_an_inherited_file_that_is_missing_is_told(shop: Staging) -> None:
    with pytest.raises(SettingsError, match=r"mkdocs\.yml: INHERIT: there is no file gone\.yml"):
        config_of(shop, "INHERIT: gone.yml\n")


def test_a_mkdocs_yml_that_is_no_yaml_is_told_with_its_place(shop: Staging) -> None:
    with pytest.raises(SettingsError, match=r"mkdocs\.yml:2:\d+: "):
        config_of(shop, "a: b\nc: d: e\n")


def test_another_theme_is_left_alone(shop: Staging) -> None:
    assert "theme" not in config_of(shop, "site_name: X\ntheme: readthedocs\n")


def test_a_theme_of_the_users_own_only_has_its_folder_rewritten(shop: Staging) -> None:
    config = config_of(shop, "site_name: X\ntheme: {name: null, custom_dir: mine}\n")
    assert config["theme"] == {"custom_dir": "../../../mine"}


def test_a_theme_given_by_its_name_alone_gets_what_the_book_needs(shop: Staging) -> None:
    theme = config_of(shop, "site_name: X\ntheme: material\n")["theme"]
    assert theme["name"] == "material"
    assert "navigation.prune" in theme["features"]


def test_the_users_palette_plugins_and_addresses_stay_and_only_our_own_plugin_goes(shop: Staging) -> None:
    user = (
        "site_name: X\nuse_directory_urls: true\ntheme: {name: material, palette: {primary: teal}, font: {text: A}}\n"
    )
    config = config_of(shop, f"{user}plugins:\n  - search\n  - specbook: {{audience: public}}\n  - tags\n")
    assert config["use_directory_urls"] is True
    assert "palette" not in config["theme"]
    assert config["theme"]["font"] is False
    assert config["plugins"] == ["search", "tags"]


def test_what_the_user_says_of_links_stays(shop: Staging) -> None:
    config = config_of(shop, "site_name: X\nvalidation: {absolute_links: ignore}\n")
    assert config["validation"] == {"omitted_files": "warn", "unrecognized_links": "warn", "anchors": "warn"}


def test_in_a_large_book_sections_are_folded(empty: Staging) -> None:
    for number in range(45):
        empty.write(f"specs/a/f{number}.feature", "Feature: F\n  Scenario: S\n    Then t\n")
    features = config_of(empty)["theme"]["features"]
    assert "navigation.sections" not in features
    assert "navigation.prune" in features


def test_no_path_of_this_machine_is_in_the_configuration(shop: Staging, tmp_path: Path) -> None:
    config_of(shop, "site_name: X\n")
    assert str(tmp_path) not in shop.config()
