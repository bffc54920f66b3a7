"""Text of others made safe for Markdown, for raw HTML and for front matter, so that it reads exactly as written."""

from __future__ import annotations

import html
import re

from specbook.yaml_text import quote_yaml

_NOT_PLAIN = re.compile(r"[\x00-\x1f\x7f&<>\"'{}]|\]\(")
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


def md(text: str) -> str:
    """Escape a line of text for Markdown: every ASCII punctuation mark as a numeric entity.

    No extension of Markdown, and no other tool that reads the page on the way, finds anything to act on.
    """
    line = _CONTROLS.sub("", re.sub(r"[\t\r\n]+", " ", text)).strip()
    return "".join(char if char.isalnum() or char == " " or ord(char) > 127 else f"&#{ord(char)};" for char in line)


def raw(text: str) -> str:
    """Escape text for raw HTML, on one line: no line of it is seen by what works on lines of Markdown."""
    if not _NOT_PLAIN.search(text):
        return text
    # Zensical looks for Markdown's links in raw HTML, too.
    escaped = html.escape(_CONTROLS.sub("", text.replace("\r\n", "\n"))).replace("](", "&#93;(")
    return escaped.replace("{", "&#123;").replace("}", "&#125;").replace("\n", "&#10;").replace("\t", "&#9;")


def page_text(
    title: str, anchor: str, body: str, *, contents: bool = True, found_late: bool = False, attributes: str = ""
) -> str:
    """Put the front matter and the heading of a page before its body.

    `contents` shows its table of contents, `found_late` puts it behind other pages in the search; `attributes` are
    those of the heading, each with a space before it.
    """
    heading = f"# {md(title)} {{ #{anchor}{attributes} }}" if anchor else f"# {md(title)}"
    matter = f"title: {quote_yaml(html.escape(title))}\n" + ("" if contents else "hide: [toc]\n")
    matter += "search:\n  boost: 0.1\n" if found_late else ""
    return f"---\n{matter}---\n\n{heading}\n\n{body.strip()}\n"
