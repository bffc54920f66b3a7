"""Take a picture of every kind of page, wide and narrow, light and dark, into artefacts/screenshots/."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import threading
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from steps.browsers import FLAGS, QuietHandler  # noqa: E402  (the steps are found from the project's root)
from steps.harbour_shop import STEP_DEFINITIONS  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterator

OUT = ROOT / "artefacts" / "screenshots"
README_PICTURE = ROOT / "docs" / "images" / "feature-page.png"
OWN_PAGES = {
    "home": "index.html",
    "capability": "specs/running/index.html",
    "feature": "specs/writing/first-spec.html",
    "rules": "specs/running/ledger.html",
    "status": "status.html",
    "tags": "tags.html",
    "prose": "getting-started.html",
}
SHOP_PAGES = {
    "shop-home": "index.html",
    "shop-feature": "specs/paying/card.html",
    "shop-status": "status.html",
    "shop-error": "specs/paying/torn.html",
}
SHOP_FILES = {
    "pyproject.toml": '[project]\nname = "harbour-shop"\nversion = "1.0"\n',
    "steps/shop.py": STEP_DEFINITIONS,
    "specs/paying/README.md": "# Paying\n\nHow money gets from a shopper to the shop.\n",
    "specs/paying/torn.feature": (
        "Feature: Refund\n  Scenario: Get money back\n    Given a basket\n    Wehn it is sent\n"
    ),
    "specs/paying/card.feature": """\
@owner:payments @smoke
Feature: Pay by card
  As a shopper
  I want to pay with the card that I saved
  so that my order ships today

  Cards are charged when the order is placed, *never* when it ships. The shop never sees the whole number: what a
  shopper saves is a token of the bank.

  Scenario: Pay with a saved card
    Given a basket worth 38 euros
    When the shopper pays by card
    Then the order is paid

  Scenario: Get a receipt for a large basket
    Given a basket worth 501 euros
    When the shopper pays by card
    Then the order is paid
    And a receipt is sent

  @wip
  Scenario: Split the amount over two cards
    Given a basket worth 380 euros
    When the shopper splits the amount
    Then the order is paid

  Scenario: The bank refuses the card
    Given a basket worth 900 euros
    When the shopper pays by card
    Then the order is refused

  @test-case
  Scenario: Pay while the shop is closed
    Given the shop is closed
    And a basket worth 3 euros
    When the shopper pays by card
    Then the order is refused

  Rule: A basket above 500 euros is refused
    The bank asks for this.

    Scenario Outline: Around the limit
      Given a basket worth <price> euros
      When the shopper pays by card
      Then the order is <what happens>

      Examples:
        | price | what happens |
        | 1     | paid         |
        | 500   | paid         |
        | 501   | refused      |

""",
}


def main() -> int:
    """Take all pictures; say so and succeed where there is no browser."""
    path = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if not path:
        print("No pictures: there is no browser here.")
        return 0
    from playwright.sync_api import sync_playwright

    shutil.rmtree(OUT, ignore_errors=True)
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as shop:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS.split())
        pictures = [*take(browser, ROOT / "site", OWN_PAGES), *take(browser, build_shop(Path(shop)), SHOP_PAGES)]
        browser.close()
    if "--readme" in sys.argv:
        shutil.copy(OUT / "feature-wide-light.png", README_PICTURE)
    print(f"{len(pictures)} pictures in {OUT.relative_to(ROOT)}")
    return 0


def build_shop(root: Path) -> Path:
    """Build the internal book of a shop in which not everything holds."""
    for name, text in SHOP_FILES.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    for command in (["run", "--", "-q"], ["build", "--audience", "internal"]):
        subprocess.run([sys.executable, "-m", "specbook", *command], cwd=root, check=False, capture_output=True)
    return root / "site"


def take(browser: Any, site: Path, pages: dict[str, str]) -> Iterator[Path]:
    """Take pictures of some pages of one site, full length."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(QuietHandler, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    for width, width_name in ((1360, "wide"), (360, "narrow")):
        for scheme in ("light", "dark"):
            window = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
            for name, address in pages.items():
                window.goto(f"http://127.0.0.1:{server.server_port}/{address}", wait_until="networkidle")
                picture = OUT / f"{name}-{width_name}-{scheme}.png"
                window.screenshot(path=picture, full_page=True)
                yield picture
            window.close()
    server.shutdown()
    server.server_close()


if __name__ == "__main__":
    sys.exit(main())
