"""The page for an address that leads nowhere: its words and links, beside whatever templates the user has."""

import re
from pathlib import Path

import pytest

from test_pages import Staging, empty, passing, shop
from test_pages_built import build

__all__ = ["empty", "shop"]


def built(shop: Staging, user: str = "", audience: str = "internal") -> str:
    shop.write("mkdocs.yml", f"site_name: Shop\n{user}")
    shop.stage(shop.run(passing), audience=audience)
    return (build(shop, audience) / "404.html").read_text("utf-8")


def article(page: str) -> str:
    return page.partition("<article")[2].partition(">")[2].partition("</article>")[0]


def links(page: str) -> list[str]:
    return re.findall(r'<a href="([^"]*)"', article(page)) + re.findall(r'data-sb-seek="([^"]*)"', article(page))


@pytest.mark.parametrize("audience", ["internal", "public"])
@pytest.mark.parametrize(
    ("user", "wanted"),
    [
        ("", ["/index.html", "/status.html", "/index.html"]),
        ("site_url: https://shop.example/book/\n", ["/book/index.html", "/book/status.html", "/book/index.html"]),
        ("site_url: https://shop.example/b/\nuse_directory_urls: true\n", ["/b/.", "/b/status/", "/b/."]),
    ],
)
def test_it_leads_home_and_to_where_it_stands_from_any_address(
    shop: Staging, user: str, wanted: list[str], audience: str
) -> None:
    page = built(shop, user, audience)
    assert links(page) == wanted
    assert "<title>This page is not here - Shop</title>" in page
    assert "<h1>This page is not here</h1>" in page
    assert '<meta name="robots" content="noindex">' in page


def test_it_is_in_the_language_of_the_book(shop: Staging) -> None:
    page = built(shop, "theme: {name: material, language: fr}\n")
    assert '<html lang="fr"' in page
    assert "<h1>Cette page n’existe pas</h1>" in page
    assert ">État des lieux</a>" in page


@pytest.mark.parametrize(
    ("plugins", "searched"),
    [("[search]", True), ("[material/search]", True), ("{search: {}}", True), ("[tags]", False), ("[]", False)],
)
def test_a_search_is_offered_where_there_is_one(shop: Staging, plugins: str, searched: bool) -> None:
    assert ("data-sb-seek" in built(shop, f"plugins: {plugins}\n")) is searched


def test_templates_of_the_user_go_on_working_beside_it(shop: Staging) -> None:
    main = '{% extends "base.html" %}{% block announce %}Sale!{% endblock %}'
    shop.write("over/main.html", main)
    shop.write("over/partials/copyright.html", "Ours")
    page = built(shop, "theme: {name: material, custom_dir: over}\n")
    assert "<h1>This page is not here</h1>" in page
    assert "Sale!" in page
    assert "Ours" in page
    (shop.root / "over/partials/copyright.html").unlink()
    assert shop.stage(shop.run(passing)).removed == ("theme/partials/copyright.html",)


def test_a_page_of_the_users_own_stays(shop: Staging) -> None:
    shop.write("over/404.html", "Gone fishing.")
    assert built(shop, "theme: {name: material, custom_dir: over}\n") == "Gone fishing."


def test_another_theme_is_left_alone(shop: Staging) -> None:
    shop.write("mkdocs.yml", "site_name: Shop\ntheme: readthedocs\n")
    shop.stage()
    assert not (Path(shop.docs()).parent / "theme").exists()
    assert "custom_dir" not in shop.config()


def test_a_folder_of_templates_that_is_not_there_is_left_for_mkdocs_to_tell(shop: Staging) -> None:
    shop.write("mkdocs.yml", "site_name: Shop\ntheme: {name: material, custom_dir: gone}\n")
    shop.stage()
    assert "custom_dir: ../../../gone" in shop.config()
