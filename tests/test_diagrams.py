"""Diagrams in text: which fences are meant, and what of a book has to be brought along for them."""

from html import unescape

import pytest
import yaml

from specbook.pages.diagrams import parts, with_diagrams
from test_pages import Staging, empty, shop
from test_pages_site import Tagged

__all__ = ["empty", "shop"]
DRAWN = '<pre class="sb-diagram"><code>'


@pytest.mark.parametrize(
    "text",
    [
        "```mermaid\npie\n```\n",
        "~~~ mermaid\npie\n~~~~\n",
        "   ```mermaid\r\n   pie\r\n   ```\r\n",
        "One.\n```mermaid\npie\n```\nTwo.",
        "```text\n```\n\n```mermaid\npie\n```",
        "```mermaid\npie",
    ],
)
def test_a_fence_called_mermaid_is_a_diagram(text: str) -> None:
    assert f"\n{DRAWN}pie</code></pre>\n" in with_diagrams(text)


@pytest.mark.parametrize(
    "text",
    [
        "````markdown\n```mermaid\npie\n```\n````\n",
        "    ```mermaid\n    pie\n    ```\n",
        "```mermaids\npie\n```\n",
        "<!--\n```mermaid\npie\n```\n-->\n",
        "Write ```mermaid``` for it.\n",
        "mermaid\n",
    ],
)
def test_any_other_text_stays_as_it_is(text: str) -> None:
    assert with_diagrams(text) == text


def test_the_text_of_a_diagram_is_kept_on_one_line_and_means_nothing_to_markdown() -> None:
    text = 'flowchart LR\n  A["</pre><script>x</script>"] --> B{c}\n\n  B --> C'
    (line,) = with_diagrams(f"```mermaid\n{text}\n```").strip().splitlines()
    inside = line.removeprefix(DRAWN).removesuffix("</code></pre>")
    assert unescape(inside) == text
    assert not set("<>{}\"'") & set(inside)


def test_a_description_is_cut_at_its_diagrams_however_far_it_is_indented() -> None:
    found = [
        (part.text.strip(), part.is_diagram) for part in parts("  One.\n      ```mermaid\n      pie\n      ```\n  Two.")
    ]
    assert found == [("One.", False), ("pie", True), ("Two.", False)]


def test_a_diagram_that_the_readers_may_not_see_brings_nothing_into_their_book(shop: Staging) -> None:
    shop.write(
        "specs/secret.feature", "@internal\nFeature: Staff\n  ```mermaid\n  pie\n  ```\n\n  Scenario: S\n    Given x\n"
    )
    assert "diagrams.js" not in scripts(shop, "public")
    assert "diagrams.js" in scripts(shop, "internal")


def test_the_users_own_library_is_the_one_that_their_theme_draws_with(shop: Staging) -> None:
    shop.write("docs/guide.md", "# Guide\n\n```mermaid\npie\n```\n")
    fences = "pymdownx.superfences: {custom_fences: [{name: mermaid, class: mermaid}]}"
    shop.write("mkdocs.yml", f"site_name: X\nmarkdown_extensions:\n  - {fences}\nextra_javascript: [my/mermaid.js]\n")
    found = scripts(shop, "public")
    assert found.count("mermaid") == 1
    assert (shop.project.book / "public/docs/guide.md").read_text("utf-8").count("```mermaid") == 1


def scripts(staging: Staging, audience: str) -> str:
    """Stage the book of an audience, and tell which scripts its pages load."""
    staging.stage(audience=audience)
    return " ".join(yaml.load(staging.config(audience), Tagged)["extra_javascript"])
