"""HTML that is ready is passed by Markdown, and comes out as it would without."""

import re

import pytest
from markdown import Markdown

EXTENSIONS = ["attr_list", "md_in_html", "admonition", "tables"]
BLOCKS = [
    '<div class="sb-use" id="a">\n<p class="sb-line">Text with *stars* &amp; an\n<em>end</em></p>\n</div>',
    '<div class="sb-stops" markdown="1">\n\n- *one*\n\n</div>',
    '<div class="sb-own">\n\n*text*\n\n</div>',
    '<details class="sb-flow"><summary>Name</summary>\n<h3 id="b" class="sb-anchor">B</h3><p id="c">c</p>\n</details>',
    "## Heading { #heading }",
    'Prose with <b class="sb-x">a tag</b>.',
    '```\n<div class="sb-use">code</div>\n```',
]


def rendered(text: str, *more: str) -> str:
    html = Markdown(extensions=[*EXTENSIONS, *more]).convert(text)
    return re.sub(r"\n+", "\n", html).strip()


@pytest.mark.parametrize("block", BLOCKS)
def test_a_block_comes_out_as_without_the_extension(block: str) -> None:
    text = f"# Page\n\n{block}\n\nThe end.\n"
    assert rendered(text, "specbook.engine.ready_html") == rendered(text)


def test_a_whole_page_comes_out_as_without_the_extension_each_time() -> None:
    text = "\n\n".join(BLOCKS)
    ours = Markdown(extensions=[*EXTENSIONS, "specbook.engine.ready_html"])
    for _ in range(2):
        assert re.sub(r"\n+", "\n", ours.reset().convert(text)).strip() == rendered(text)


@pytest.mark.parametrize("end", ["", "\n", "\n\n\n", "\n\nThe end.\n", "\nThe end.\n"])
@pytest.mark.parametrize("between", ["\n\n", "\n\n\n", "\n\nProse.\n\n"])
def test_blocks_that_follow_each_other_come_out_as_without_the_extension(between: str, end: str) -> None:
    text = f"# Page\n\n{BLOCKS[0]}{between}{BLOCKS[3]}{end}"
    assert rendered(text, "specbook.engine.ready_html") == rendered(text)
