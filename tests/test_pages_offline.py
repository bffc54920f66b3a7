"""A book that opens from a disk: what is staged for it beside, and other than, the one for a server."""

from collections.abc import Mapping
from typing import Any
from unittest.mock import ANY

import yaml

from specbook.pages import stage
from specbook.product import load_product
from test_pages import Staging, empty, shop
from test_pages_site import Tagged

__all__ = ["empty", "shop"]


def offline(staging: Staging, user: str) -> Mapping[str, Any]:
    """Stage the book for a disk, and read its configuration."""
    staging.write("mkdocs.yml", user)
    product = load_product(staging.project)
    specs, ledger = staging.reconcile()
    staged = stage(staging.project, specs, ledger, product, product.audience("internal"), offline=True)
    assert staged.folder.name == "internal.offline"
    loaded: Mapping[str, Any] = yaml.load((staged.folder / "mkdocs.yml").read_text("utf-8"), Tagged)
    return loaded


def test_a_book_that_opens_from_a_disk_keeps_the_users_plugins_and_polyfills(shop: Staging) -> None:
    config = offline(
        shop,
        "site_name: X\nsite_url: https://x.example/\nextra: {polyfills: [mine.js]}\n"
        "plugins:\n  - search: {lang: fr}\n  - offline: {enabled: !ENV [X, false]}\n  - specbook\n",
    )
    assert config["plugins"] == [{"search": {"lang": "fr"}}, "offline"]
    polyfills = ["mine.js", "assets/specbook/vendor/iframe-worker-1.0.4/index.js", "assets/specbook/search.js"]
    assert config["extra"]["polyfills"] == polyfills
    assert config["site_url"] == ""
    shim = shop.project.book / "internal.offline" / "docs" / polyfills[1]
    assert {path.name for path in shim.parent.iterdir()} == {"index.js", "LICENSE"}
    config = offline(shop, "site_name: X\nplugins:\n  search: {}\n  offline: {enabled: false}\n")
    assert config["plugins"] == {"offline": {"enabled": True}}


def test_a_book_that_opens_from_a_disk_leaves_another_theme_its_search(shop: Staging) -> None:
    config = offline(shop, "site_name: X\nuse_directory_urls: true\ntheme: readthedocs\n")
    assert config["plugins"] == [{"search": ANY}]
    assert config["use_directory_urls"] is False
    assert "extra" not in config
